"""What a trained reader tells apart: kinds of mentions, families, relations; kept beside its weights."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from kg.extractor.values import Modality

NONE = "none"

GIVES, RECEIVES = "gives", "receives"
"""Roles that join an amount with who gives it and with what it is given to; no relations of the ontology."""

STATES: tuple[Modality, ...] = ("stated", "planned", "denied")
"""The ways in which a text may speak of a relation."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The reader's outputs by number.

    `kinds` are a mention's: `none`, `classes` by their IRIs, individuals by theirs, and kinds of values; `families`
    are those of kinds that compare with one another (`kind_families` gives each kind's); `relations` are IRIs of
    properties, or names of roles that the ontology doesn't know (who gives an amount); `ends` says which relations
    may hold between two families; `name_kinds` are classes of the gazetteer's names.
    """

    kinds: tuple[str, ...]
    classes: tuple[str, ...]
    families: tuple[str, ...]
    kind_families: tuple[int, ...]
    relations: tuple[str, ...]
    symmetric: tuple[int, ...]
    ends: tuple[tuple[int, int, int], ...]
    name_kinds: tuple[str, ...]

    @property
    def group(self) -> int:
        """The number of the family of groups, or -1."""
        return self.families.index("group") if "group" in self.families else -1

    def write(self) -> str:
        """Write as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def read_labels(text: str) -> Labels:
    """Read what `Labels.write` wrote."""
    said: Mapping[str, Sequence[object]] = json.loads(text)
    return Labels(**{name: _freeze(value) for name, value in said.items()})  # type: ignore[arg-type]


def _freeze(value: object) -> object:
    return tuple(map(_freeze, value)) if isinstance(value, list) else value
