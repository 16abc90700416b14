"""Profiles that are joined by sure comparisons → groups that are one thing each, none with a contradiction in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.resolution.comparison import Verdict
from kg.resolution.knowledge import Limits
from kg.resolution.profiles import Profile

Judge = Callable[[str, str], Verdict]
"""Compares two profiles, given by their ids."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Two profiles, by id, that may be one, and how surely."""

    one: str
    other: str
    verdict: Verdict


@dataclass(slots=True)
class _Groups:
    """Groups of profiles as they grow; what is kept apart stays so."""

    judge: Judge
    profiles: Mapping[str, Profile]
    limits: Limits
    group_of: dict[str, list[str]] = field(default_factory=dict)
    known: dict[int, dict[int, bool]] = field(default_factory=lambda: defaultdict(dict))

    def clashes(self, one: list[str], other: list[str]) -> bool:
        """Whether a profile of one group contradicts one of the other."""
        found = self.known[id(one)].get(id(other))
        if found is None:
            found = any(self.judge(a, b).apart for a in one for b in other)
            self.known[id(one)][id(other)] = self.known[id(other)][id(one)] = found
        return found

    def join(self, one: list[str], other: list[str]) -> None:
        """Make one group of two; it clashes with what either does, and what is known of one alone is open again."""
        ours, theirs = self.known.pop(id(one), {}), self.known.pop(id(other), {})
        for third in {*ours, *theirs}:
            self.known[third].pop(id(other), None)
            clash = ours.get(third, False) or theirs.get(third, False)
            if clash or (third in ours and third in theirs):
                self.known[id(one)][third] = self.known[third][id(one)] = clash
            else:
                self.known[third].pop(id(one), None)
        one += other
        for each in other:
            self.group_of[each] = one


def is_edge(verdict: Verdict, limits: Limits, *, same_iri: bool) -> bool:
    """Whether two profiles may be joined: those that share an IRI need less."""
    return verdict.confidence >= (limits.keep if same_iri else limits.merge)


def cluster(
    ids: Sequence[str], edges: Iterable[Edge], judge: Judge, profiles: Mapping[str, Profile], limits: Limits
) -> list[list[str]]:
    """Group profiles, the surest pairs first.

    Args:
        ids: the profiles of one component.
        edges: the pairs that may be one.
        judge: compares any two.
        profiles: by id.
        limits: how sure one must be.

    Returns:
        The groups; the same whatever the order of ids and edges.
    """
    groups = _Groups(judge, profiles, limits, {each: [each] for each in sorted(ids)})
    ranked = sorted(edges, key=lambda edge: (-edge.verdict.final, -edge.verdict.confidence, edge.one, edge.other))
    around = _list_around(ranked)
    for edge in ranked:
        one, other = groups.group_of[edge.one], groups.group_of[edge.other]
        if one is other:
            continue
        if edge.verdict.final or not (groups.clashes(one, other) or _is_doubtful(edge, groups, around)):
            groups.join(one, other)
    unique = {id(group): sorted(group) for group in groups.group_of.values()}
    return sorted(unique.values())


def _list_around(edges: Iterable[Edge]) -> dict[str, list[Edge]]:
    around: dict[str, list[Edge]] = {}
    for edge in edges:
        for end in (edge.one, edge.other):
            around.setdefault(end, []).append(edge)
    return around


def _is_doubtful(edge: Edge, groups: _Groups, around: Mapping[str, list[Edge]]) -> bool:
    """Whether one of the ends is nearly as surely a third thing, which isn't the other end."""
    for end, chosen in ((edge.one, edge.other), (edge.other, edge.one)):
        for rival in around[end]:
            third = rival.other if rival.one == end else rival.one
            near = rival.verdict.confidence >= edge.verdict.confidence - groups.limits.margin
            group = groups.group_of[third]
            foreign = group is not groups.group_of[chosen] and group is not groups.group_of[end]
            if near and foreign and groups.clashes(groups.group_of[chosen], group):
                return True
    return False


def explain(profile: str, group: Sequence[str], judge: Judge) -> Verdict:
    """Return what joins a profile most surely with another one of its group."""
    others = [each for each in group if each != profile]
    verdicts = [judge(profile, each) for each in sorted(others)]
    return max(verdicts, key=lambda each: each.confidence, default=Verdict(1.0))
