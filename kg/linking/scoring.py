"""How sure it is that a candidate is the thing: the only place with numbers for it.

Each observation adds to the logarithm of the odds that the candidate is the thing, against the odds of 1 that the
thing isn't in the index at all. So a candidate's confidence is its odds among those of all candidates and of none of
them: a runner-up that is close takes from the first what it has itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.gazetteer.spelling import SMALL_WORDS, is_acronym
from kg.linking.index import Candidate, Neighbour
from kg.linking.mapping import needs_home
from kg.linking.subjects import Subject
from kg.linking.values import fold
from kg.ontology import Ontology, family_of, is_a


@dataclass(frozen=True, slots=True)
class Weights:
    """What each observation adds to the logarithm of the odds, for things of one family.

    `name` is for a name of one word, of two, of three or more; `below`, `above` and `apart` for a candidate whose class
    lies so to the thing's.
    """

    name: tuple[float, float, float]
    below: float = 0.0
    above: float = 0.0
    apart: float = -1.0
    prominence: float = 0.8  # for each factor of ten in people or in pages
    same_class: float = 0.5
    alias: float = -0.4
    acronym: float = -0.5
    other_full_name: float = -3.0  # no more than the acronym is the same
    second_name: float = 1.5
    home: float = 3.0  # the country that both belong to
    other_home: float = -4.0
    unknown_home: float = -2.5  # of a class of bodies that every country has
    around: float = 1.5  # the country that the thing's documents speak of
    body: float = 2.2
    place: float = 1.5
    further: float = 1.0  # each further thing that both are joined with


WEIGHTS = {
    "organization": Weights(name=(0.3, 1.5, 2.4), prominence=0.0),
    "person": Weights(name=(-2.5, 0.5, 0.7), around=0.7),
    "place": Weights(name=(0.0, 0.0, 0.0), below=-2.0, above=-2.5, apart=-4.0),
}
"""By the ontology's families."""

_ENOUGH = 3  # things that both are joined with


@dataclass(frozen=True, slots=True)
class Observation:
    """What speaks for a candidate or against it, and how much."""

    weight: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its share of the odds, and what was observed."""

    candidate: Candidate
    confidence: float
    observations: tuple[Observation, ...]

    @property
    def reason(self) -> str:
        """What was observed, in words."""
        return "; ".join(one.words for one in self.observations if one.words)


def score(subject: Subject, candidates: Iterable[Candidate], ontology: Ontology) -> tuple[Scored, ...]:
    """Return the candidates of the thing's family, the likeliest first.

    Args:
        subject: the thing.
        candidates: entries that bear one of its names.
        ontology: of which the thing's and the candidates' classes are.
    """
    observed = [(one, seen) for one in candidates if (seen := tuple(_observe(subject, one, ontology)))]
    odds = [math.exp(sum(each.weight for each in seen)) for _, seen in observed]
    total = 1.0 + sum(odds)
    found = [Scored(one, part / total, seen) for (one, seen), part in zip(observed, odds, strict=True)]
    return tuple(sorted(found, key=lambda one: (-one.confidence, one.candidate.iri)))


def _observe(subject: Subject, candidate: Candidate, ontology: Ontology) -> Iterator[Observation]:
    """Yield what is observed; nothing of a candidate of another family."""
    families = {family_of(ontology, iri) for iri in subject.classes}
    shared = sorted(families & {family_of(ontology, iri) for iri in candidate.classes} & WEIGHTS.keys())
    if not shared:
        return
    weights = WEIGHTS[shared[0]]
    yield from _compare_names(subject, candidate, weights)
    yield _compare_classes(subject, candidate, weights, ontology)
    yield _weigh_prominence(candidate, weights)
    yield _compare_countries(subject, candidate, weights)
    yield from _compare_neighbours(subject, candidate, weights)


def _weigh_prominence(candidate: Candidate, weights: Weights) -> Observation:
    found = weights.prominence * candidate.prominence
    return Observation(found, "prominent" if found >= 1 else "")


def _compare_names(subject: Subject, candidate: Candidate, weights: Weights) -> Iterator[Observation]:
    """The longest name that both have, and whether they share another."""
    short = {folded for folded, kinds in candidate.kinds.items() if kinds == {"acronym"}}
    shared = sorted(candidate.kinds, key=lambda folded: (folded in short, -len(folded.split()), folded))
    best = shared[0]
    full = {folded for folded, name in subject.names.items() if not is_acronym(name)}
    if best in short:
        yield Observation(weights.acronym, f"acronym {subject.names[best]}")
    else:
        yield Observation(weights.name[min(len(best.split()), 3) - 1], "name")
    if candidate.kinds[best].isdisjoint({"label", "acronym"}):
        yield Observation(weights.alias, "as another name")
    if full.isdisjoint(candidate.kinds) and any(best in short or _abbreviates(best, name) for name in full):
        yield Observation(weights.other_full_name, "another full name")
    if len(shared) > 1:
        yield Observation(weights.second_name, f"also called {subject.names[shared[1]]}")


def _abbreviates(short: str, name: str) -> bool:
    """Whether a folded name is made of the first letters of another one's words, small words counted or not."""
    words = name.split()
    spelt = ("".join(word[0] for word in each) for each in (words, [one for one in words if one not in SMALL_WORDS]))
    return short in spelt


def _compare_classes(subject: Subject, candidate: Candidate, weights: Weights, ontology: Ontology) -> Observation:
    """The nearest of all pairs of classes counts."""
    pairs = ((own, other) for own in subject.classes for other in candidate.classes)
    return max((_compare_pair(*pair, weights, ontology) for pair in pairs), key=lambda one: one.weight)


def _compare_pair(own: str, other: str, weights: Weights, ontology: Ontology) -> Observation:
    if own == other:
        return Observation(weights.same_class, "same class")
    if is_a(ontology, other, own):
        return Observation(0.0 if _is_topmost(own, ontology) else weights.below)
    return Observation(weights.above if is_a(ontology, own, other) else weights.apart)


def _is_topmost(class_iri: str, ontology: Ontology) -> bool:
    """Whether a class says no more than its family: any body, any place."""
    found, family = ontology.classes.get(class_iri), family_of(ontology, class_iri)
    return found is None or all(family_of(ontology, parent) != family for parent in found.parents)


def _compare_countries(subject: Subject, candidate: Candidate, weights: Weights) -> Observation:
    theirs = candidate.countries
    shared = [subject.homes[iri] for iri in theirs if iri in subject.homes]
    if shared:
        return Observation(weights.home, f"of {shared[0]}")
    if subject.homes and theirs:
        return Observation(weights.other_home, f"not of {min(subject.homes.values())}")
    near = [subject.around[iri] for iri in theirs if iri in subject.around]
    if near:
        return Observation(weights.around, f"the documents speak of {near[0]}")
    common = not needs_home().isdisjoint((*subject.classes, *candidate.classes))
    return Observation(weights.unknown_home, "of an unknown country") if common else Observation(0.0)


def _compare_neighbours(subject: Subject, candidate: Candidate, weights: Weights) -> Iterator[Observation]:
    """What both are joined with, by identifier or by name; each thing once."""
    met = {iri: one for one in candidate.neighbours if (iri := _meet(subject, one))}
    ordered = sorted(met, key=lambda iri: (met[iri].role != "body", iri))[:_ENOUGH]
    for place, iri in enumerate(ordered):
        first = weights.body if met[iri].role == "body" else weights.place
        yield Observation(weights.further if place else first, f"joined with {subject.neighbours[iri]}")


def _meet(subject: Subject, neighbour: Neighbour) -> str:
    """The IRI of the thing's neighbour that a candidate's neighbour is, or nothing."""
    if neighbour.key in subject.neighbours:
        return neighbour.key
    return subject.keys.get(neighbour.key) or subject.called.get(fold(neighbour.label), "")
