"""Gives each group of profiles the IRI by which the merge knows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kg.iris import digest, mint
from kg.resolution.names import Names
from kg.resolution.profiles import Profile
from kg.store.evidence import base_of

Group = Sequence[str]
Named = list[tuple[Group, str]]


def name_groups(
    groups: Sequence[Group],
    profiles: Mapping[str, Profile],
    names: Names,
    *,
    is_common: Callable[[str], bool],
    first_unit: Callable[[str], tuple[str, str]],
) -> Named:
    """Choose an IRI for each group: the best of its own, or a new one where another group has that.

    A group that has a public identifier by right comes first, then the one whose document sorts first.

    Args:
        groups: of profiles that hang together, by id.
        profiles: by id.
        names: reads names.
        is_common: whether an IRI is shared by too many profiles to tell them apart; it stays with all of them.
        first_unit: the first document that tells a profile, and its thing.
    """
    wishes = [_wish(group, profiles, names, is_common) for group in groups]
    if len(groups) == 1:
        return [(groups[0], wishes[0])]
    firsts = [min(map(first_unit, group)) for group in groups]
    rights = [any(profiles[each].public and not profiles[each].doubtful for each in group) for group in groups]
    order = sorted(range(len(groups)), key=lambda n: (not rights[n], firsts[n]))
    taken: set[str] = set()
    named: Named = []
    for n in order:
        iri = wishes[n]
        if iri in taken and not is_common(iri):
            iri = _make_new(iri, groups[n], profiles, firsts[n], names)
        taken.add(iri)
        named.append((groups[n], iri))
    return named


def _wish(group: Group, profiles: Mapping[str, Profile], names: Names, is_common: Callable[[str], bool]) -> str:
    """The best IRI of a group: a public one by right, a common one, that of the longest name."""
    of_iri: dict[str, list[Profile]] = {}
    for each in group:
        of_iri.setdefault(profiles[each].iri, []).append(profiles[each])
    if len(of_iri) == 1:
        return next(iter(of_iri))

    def worth(iri: str) -> tuple[bool, bool, bool, int, str]:
        right = any(one.public and not one.doubtful for one in of_iri[iri])
        doubtful = any(one.doubtful for one in of_iri[iri])
        return not right, doubtful, not is_common(iri), -max(_tell_length(one, names) for one in of_iri[iri]), iri

    return min(of_iri, key=worth)


def _tell_length(profile: Profile, names: Names) -> int:
    """How many letters of a profile's longest name tell it from others; none for a noun of a class."""
    if profile.family == "person":
        return max(sum(map(len, names.person(text))) for text in profile.names)
    full = (name for name in names.full(profile.names) if not names.is_common(name))
    return max((len(name.text) for name in full), default=0)


def _make_new(iri: str, group: Group, profiles: Mapping[str, Profile], first: tuple[str, str], names: Names) -> str:
    """An IRI for a thing whose own one is another thing's: it says in which document it was found first."""
    mark = digest(*first)[:8]
    base = base_of(first[0])
    if iri.startswith(base):
        return f"{iri}-{mark}"
    best = max((profiles[each] for each in group), key=lambda one: (_tell_length(one, names), one.id))
    return mint(base, best.family, f"{max(best.names, key=lambda name: (len(name), name))} {mark}")
