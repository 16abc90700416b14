"""What the store remembers of resolution, in the graph `kg:resolution`.

<document> <profile> <thing>    the document tells this thing so; several documents may have one profile
<profile>  kg:features "{…}"    the profile as `kg.resolution.profiles` writes it
<profile>  kg:key "person …"    what it is looked up by
<profile>  kg:standsFor <iri>   the IRI that its things have in the merge, where that isn't their own; with
           kg:reason "…" and kg:confidence 0.98
<profile>  kg:touched true      it must be looked at again
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice

import pyoxigraph as ox

from kg.iris import expand
from kg.resolution.profiles import Profile, read_profile
from kg.store.graphs import RESOLUTION
from kg.store.terms import named, node, text, to_python

_PREFIX = expand("kg:profile-")
_FEATURES, _KEY, _STANDS_FOR, _REASON, _CONFIDENCE, _TOUCHED = map(
    named, ("kg:features", "kg:key", "kg:standsFor", "kg:reason", "kg:confidence", "kg:touched")
)

Unit = tuple[str, str]
"""A document, and a thing that it tells of, by IRI."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The IRI that a profile's things have in the merge, with the reason and how sure that is."""

    iri: str
    reason: str = ""
    confidence: float = 1.0


class Register:
    """Reads what the store remembers.

    Args:
        engine: the store.
    """

    def __init__(self, engine: ox.Store) -> None:
        self.engine = engine

    def units(self, document: ox.NamedNode) -> dict[str, str]:
        """Return the profile of each thing of a document, by the thing's IRI."""
        rows = self.engine.quads_for_pattern(document, None, None, RESOLUTION)
        return {text(row.object): row.predicate.value.removeprefix(_PREFIX) for row in rows}

    def units_of(self, profile: str) -> list[Unit]:
        """Return the documents that tell a thing so, with the thing."""
        rows = self.engine.quads_for_pattern(None, profile_node(profile), None, RESOLUTION)
        return sorted((text(row.subject), text(row.object)) for row in rows)

    def is_used(self, profile: str, but: Iterable[ox.NamedNode] = ()) -> bool:
        """Whether a document tells a thing so, other than some."""
        rows = self.engine.quads_for_pattern(None, profile_node(profile), None, RESOLUTION)
        without = set(but)
        return any(row.subject not in without for row in rows)

    def knows(self, profile: str) -> bool:
        """Whether there is such a profile."""
        return any(self.engine.quads_for_pattern(profile_node(profile), _FEATURES, None, RESOLUTION))

    def profile(self, profile: str) -> Profile:
        """Return a profile by its id."""
        rows = self.engine.quads_for_pattern(profile_node(profile), _FEATURES, None, RESOLUTION)
        return read_profile(text(next(iter(rows)).object))

    def profiles(self) -> Iterator[str]:
        """Yield the ids of all profiles."""
        for row in self.engine.quads_for_pattern(None, _FEATURES, None, RESOLUTION):
            yield text(row.subject).removeprefix(_PREFIX)

    def keys(self, profile: str) -> list[str]:
        """Return the keys of a profile."""
        return [
            text(row.object) for row in self.engine.quads_for_pattern(profile_node(profile), _KEY, None, RESOLUTION)
        ]

    def holders(self, key: str, most: int | None = None) -> list[str]:
        """Return the profiles that have a key; no more than one too many where there is a limit."""
        rows = self.engine.quads_for_pattern(None, _KEY, ox.Literal(key), RESOLUTION)
        return [text(row.subject).removeprefix(_PREFIX) for row in islice(rows, None if most is None else most + 1)]

    def few_holders(self, key: str, most: int) -> list[str]:
        """Return the profiles that have a key, or none where too many have."""
        found = self.holders(key, most)
        return found if len(found) <= most else []

    def choice(self, profile: str) -> Choice | None:
        """Return what stands for a profile's things, if it isn't their own IRI."""
        said = {row.predicate: row.object for row in self._said(profile, _STANDS_FOR, _REASON, _CONFIDENCE)}
        if _STANDS_FOR not in said:
            return None
        sure = to_python(said.get(_CONFIDENCE))
        return Choice(
            text(said[_STANDS_FOR]), text(said.get(_REASON)), float(sure) if isinstance(sure, Decimal) else 1.0
        )

    def chosen(self) -> Iterator[str]:
        """Yield the profiles whose things have another IRI in the merge."""
        for row in self.engine.quads_for_pattern(None, _STANDS_FOR, None, RESOLUTION):
            yield text(row.subject).removeprefix(_PREFIX)

    def touched(self) -> list[str]:
        """Return the profiles that must be looked at again."""
        rows = self.engine.quads_for_pattern(None, _TOUCHED, None, RESOLUTION)
        return sorted(text(row.subject).removeprefix(_PREFIX) for row in rows)

    def rows_of(self, profile: str) -> list[ox.Quad]:
        """Return all that is remembered of a profile itself."""
        return list(self.engine.quads_for_pattern(profile_node(profile), None, None, RESOLUTION))

    def choice_rows(self, profile: str) -> list[ox.Quad]:
        """Return what is remembered of what stands for a profile's things."""
        return self._said(profile, _STANDS_FOR, _REASON, _CONFIDENCE)

    def touched_rows(self, profile: str) -> list[ox.Quad]:
        """Return the mark that a profile must be looked at again, if it has it."""
        return self._said(profile, _TOUCHED)

    def _said(self, profile: str, *terms: ox.NamedNode) -> list[ox.Quad]:
        subject = profile_node(profile)
        return [row for term in terms for row in self.engine.quads_for_pattern(subject, term, None, RESOLUTION)]


@lru_cache(maxsize=2048)
def profile_node(profile: str) -> ox.NamedNode:
    """Return the node of a profile."""
    return ox.NamedNode(_PREFIX + profile)


def write_unit(document: ox.NamedNode, profile: str, thing: str) -> ox.Quad:
    """Return what says that a document tells a thing so."""
    return ox.Quad(document, profile_node(profile), node(thing), RESOLUTION)


def write_profile(profile: Profile, keys: Iterable[str]) -> list[ox.Quad]:
    """Return what is remembered of a profile."""
    subject = profile_node(profile.id)
    pairs = [(_FEATURES, profile.write()), *((_KEY, key) for key in keys)]
    return [ox.Quad(subject, term, ox.Literal(said), RESOLUTION) for term, said in pairs]


def write_choice(profile: str, choice: Choice) -> list[ox.Quad]:
    """Return what is remembered of what stands for a profile's things."""
    subject = profile_node(profile)
    sure = ox.Literal(format(Decimal(str(choice.confidence)), "f"), datatype=named("xsd:decimal"))
    said = ((_STANDS_FOR, node(choice.iri)), (_REASON, ox.Literal(choice.reason)), (_CONFIDENCE, sure))
    return [ox.Quad(subject, term, thing, RESOLUTION) for term, thing in said]


def write_touched(profile: str) -> ox.Quad:
    """Return the mark that a profile must be looked at again."""
    return ox.Quad(profile_node(profile), _TOUCHED, ox.Literal(True), RESOLUTION)
