"""How surely two profiles tell one thing: what agrees and what contradicts, weighed."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kg.iris import expand
from kg.resolution.features import find_features
from kg.resolution.names import Names
from kg.resolution.profiles import Profile

APART, TOGETHER = "apart ", "together "
"""How a user's label begins: what bears it is nothing else, or one with all that bear it."""

NEVER = -8.0
"""Names that weigh less are those of two things, whatever else agrees."""

_VENUE = expand("schema:Place")

_SURE = 0.999
_BODIES = frozenset(("organization", "initiative", "instrument", "event"))
"""Families that documents take for one another."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How surely two profiles tell one thing, and what speaks for it and against it, the weightiest first.

    `apart` says that they contradict each other, so that no third profile can join them, `final` that it's certain.
    """

    confidence: float
    for_it: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    apart: bool = False
    final: bool = False

    @property
    def reason(self) -> str:
        """What speaks for it, as a line."""
        return "; ".join(self.for_it)


def compare(one: Profile, other: Profile, names: Names, *, together: bool = False) -> Verdict:
    """Compare two profiles.

    Args:
        one: a profile.
        other: another one.
        names: reads names.
        together: whether one document tells both.
    """
    settled = _settle(one, other)
    if settled is not None:
        return settled
    found = find_features(one, other, names, together=together)
    label, named = next(found)
    if named <= NEVER:
        return Verdict(0.0, (), (label,), apart=True)
    features = [(label, named), *(each for each in found if each[1])]
    features.sort(key=lambda each: (-abs(each[1]), each[0]))
    odds = sum(weight for _, weight in features)
    confidence = round(1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))), 4)
    return Verdict(
        min(_SURE, confidence),
        tuple(dict.fromkeys(label for label, weight in features if weight > 0)),
        tuple(dict.fromkeys(label for label, weight in features if weight < 0)),
        apart=odds - named < names.known.limits.apart,
    )


def _settle(one: Profile, other: Profile) -> Verdict | None:
    """What is certain without weighing: the user's word, public identifiers, families that have nothing in common."""
    if one.label or other.label:
        if one.label == other.label:
            return Verdict(1.0, ("the user's decision",), final=True)
        if any(each.label.startswith(APART) for each in (one, other)) or (one.label and other.label):
            return Verdict(0.0, (), ("the user's decision",), apart=True, final=True)
    if one.family != other.family and not (_is_body(one) and _is_body(other)):
        return Verdict(0.0, (), ("other kind of thing",), apart=True)
    if one.public and other.public and not (one.doubtful or other.doubtful):
        if one.iri == other.iri:
            return Verdict(1.0, ("same public identifier",))
        return Verdict(0.0, (), ("different public identifiers",), apart=True)
    return None


def _is_body(profile: Profile) -> bool:
    """Whether documents may take it for a body, or a body for it: a venue bears the name of one."""
    return profile.family in _BODIES or profile.classes == (_VENUE,)
