"""Finds all profiles that hang together with one: by its IRI, or by comparisons that are sure enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from kg.resolution.clustering import Edge, is_edge
from kg.resolution.comparison import Verdict, compare
from kg.resolution.keys import find_partners
from kg.resolution.names import Names
from kg.resolution.profiles import Profile
from kg.resolution.register import Register

IRI_KEY = "iri "
"""How the key begins that all profiles of one IRI share."""


@dataclass(frozen=True, slots=True)
class Component:
    """Profiles that hang together, by id, and the pairs that may be one."""

    profiles: dict[str, Profile]
    edges: tuple[Edge, ...]


class Components:
    """Looks profiles up and compares them, each pair once within a component.

    Args:
        register: what the store remembers.
        names: reads names.
    """

    def __init__(self, register: Register, names: Names) -> None:
        self.register, self.names, self.limits = register, names, names.known.limits
        self.profile = lru_cache(maxsize=20_000)(register.profile)
        self._few_holders = lru_cache(maxsize=5_000)(partial(register.few_holders, most=self.limits.most))
        self._verdicts: dict[tuple[str, str], Verdict] = {}
        self._documents: dict[str, frozenset[str]] = {}

    def find(self, start: str) -> Component:
        """Return what hangs together with a profile; the same whichever of its profiles one starts from."""
        self._verdicts.clear()
        self._documents.clear()
        found, edges, queue = {start: self.profile(start)}, {}, [start]
        while queue:
            one = queue.pop()
            for other in self._candidates(one):
                same = found[one].iri == self.profile(other).iri
                verdict = self.judge(one, other)
                joined = is_edge(verdict, self.limits, same_iri=same)
                if joined:
                    pair = (min(one, other), max(one, other))
                    edges[pair] = Edge(*pair, verdict)
                if (joined or same) and other not in found:
                    found[other] = self.profile(other)
                    queue.append(other)
        return Component(found, tuple(edges[pair] for pair in sorted(edges)))

    def _candidates(self, profile: str) -> Iterator[str]:
        """Yield the profiles that share a key with one, unless too many do."""
        seen = {profile}
        for key in self.register.keys(profile):
            partners = list(map(self._few_holders, find_partners(key)))
            if any(partners) and self._few_holders(key):
                found = dict.fromkeys(each for holders in partners for each in holders if each not in seen)
                yield from found
                seen.update(found)

    def judge(self, one: str, other: str) -> Verdict:
        """Compare two profiles."""
        pair = (min(one, other), max(one, other))
        if pair not in self._verdicts:
            a, b = map(self.profile, pair)
            verdict = compare(a, b, self.names)
            if not (verdict.final or verdict.apart):
                verdict = self._judge_by_documents(pair, verdict)
            self._verdicts[pair] = verdict
        return self._verdicts[pair]

    def is_common(self, iri: str) -> bool:
        """Whether more profiles share an IRI than are compared."""
        return len(self.register.holders(IRI_KEY + iri, self.limits.most)) > self.limits.most

    def first_unit(self, profile: str) -> tuple[str, str]:
        """Return the first document that tells a thing so, with the thing."""
        return min(self.register.units_of(profile))

    def _judge_by_documents(self, pair: tuple[str, str], verdict: Verdict) -> Verdict:
        """Mind where both are told: a document tells its own things apart, unless another one joins them."""
        ours, theirs = map(self._documents_of, pair)
        if ours.isdisjoint(theirs):
            return verdict
        if len(ours | theirs) == 1:
            return replace(verdict, confidence=0.0, against=(*verdict.against, "one document alone tells both"))
        one, other = map(self.profile, pair)
        return compare(one, other, self.names, together=True)

    def _documents_of(self, profile: str) -> frozenset[str]:
        if profile not in self._documents:
            self._documents[profile] = frozenset(document for document, _ in self.register.units_of(profile))
        return self._documents[profile]
