"""A thing as one document tells it, in the terms in which things are compared.

Things that are told alike have one profile, however many documents tell them so: what is compared are profiles.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from kg.iris import digest

FAMILIES = ("person", "organization", "event", "place", "instrument", "initiative")
"""The families of things that documents share; figures and remarks belong to one document each."""

WHEN, WHERE = "@when ", "@where "
"""How begins what tells a value beside its names: the day of an event with its place, the country of a body."""

Values = tuple[tuple[str, ...], ...]
"""Values of a relation; each is told by its IRI, if that is public, and by its names."""


@dataclass(frozen=True)
class Profile:
    """How a document tells a thing.

    `public` says that its IRI is a public identifier, `doubtful` that its names aren't those of what this identifies;
    `home` are the countries beside its name or of who made it, `around` those that its sentences or its document speak
    of, `company` stands for the names of other things in it; `label` is what the user decided of the thing.
    """

    iri: str
    family: str
    classes: tuple[str, ...]
    names: tuple[str, ...]
    public: bool = False
    doubtful: bool = False
    dates: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    facts: tuple[tuple[str, Values], ...] = ()
    home: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    company: tuple[str, ...] = ()
    label: str = ""

    @cached_property
    def id(self) -> str:
        """What stands for the profile, the same for all that are equal."""
        return digest(self.write())

    @cached_property
    def by_relation(self) -> Mapping[str, Values]:
        """The values of each relation that is compared."""
        return dict(self.facts)

    def write(self) -> str:
        """Write it as one line."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        return json.dumps({key: value for key, value in said.items() if value}, ensure_ascii=False)


def read_profile(line: str) -> Profile:
    """Read what `Profile.write` wrote."""
    said = json.loads(line)
    facts = tuple((key, tuple(map(tuple, values))) for key, values in said.pop("facts", ()))
    rest: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}
    return Profile(facts=facts, **rest)
