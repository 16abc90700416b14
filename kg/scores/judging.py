"""Judges a graph's statements by a gold document.

* A node with a name stands for the gold entity that shares one of its names; a goal or target does so by its IRI, too.
* Each distinct statement with one of `PROPERTIES` is judged. It is right if it is among the facts (kg:partnerOf either
  way round); wrong twice if it is forbidden; neutral if it is acceptable, if it is schema:organizer where gold has
  kg:host, or if its subject stands for nothing and is a record of the graph (`RECORDS`); and wrong otherwise.
* A fact that nothing asserts is missed, unless an equivalent, or another form of the same job title, is asserted.
* A date may be finer than gold's and never coarser; job titles are equal from a token F1 of 0.8.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

import pyoxigraph as ox

from kg.iris import PREFIXES
from kg.scores.gold import Fact, Gold, fold, match, words
from kg.store.terms import Term, text, to_python

_LITERAL = ("schema:startDate", "schema:endDate", "schema:eventAttendanceMode", "schema:jobTitle")
PROPERTIES = (
    *("schema:organizer", "kg:host", "kg:chair", "kg:moderator", "kg:speaker", "schema:attendee", "schema:sponsor"),
    *("schema:location", *_LITERAL[:3], "schema:superEvent", "kg:onTheMarginsOf", "kg:sessionOf", "kg:addressesGoal"),
    *("kg:launched", "kg:adopted", "kg:signed", "kg:published", "kg:partnerOf", "schema:memberOf", "kg:represents"),
    *("schema:affiliation", "schema:jobTitle", "kg:funds", "kg:outcome"),
)
RECORDS = {
    *("kg:Remark", "kg:Figure", "org:Membership"),
    *("schema:Quotation", "schema:QuantitativeValue", "schema:DigitalDocument"),
}
_OF_EVIDENCE = {
    *("rdf:subject", "rdf:predicate", "rdf:object"),
    *("kg:passage", "kg:sentence", "kg:rule", "kg:confidence", "kg:negated"),
}
_LABELS = {"schema:name", "schema:alternateName", "rdfs:label", "skos:prefLabel", "skos:altLabel"}
_BASES = {PREFIXES[prefix]: prefix for prefix in ("schema", "kg", "org", "rdf", "rdfs", "skos")} | {
    "http://schema.org/": "schema"
}
_GOAL = re.compile(r"https?://metadata\.un\.org/sdg/(\d+(?:\.\w+)?)$")
_MODE = re.compile(r"(online|offline|mixed)(?:eventattendancemode)?$")
_SAME_TITLE = 0.8


Triple = tuple[Term | None, str, Term | None]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a statement of a graph rests on: a rule, its confidence, the sentence and where the words stand in it."""

    rule: str
    confidence: float
    sentence: str
    place: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A statement of a graph, as gold would write it; `found` is the fact that it asserts.

    `weight` is how often it counts as wrong; a statement without `found` and weight is neutral.
    """

    triple: Triple
    said: Fact
    found: Fact | None = None
    weight: int = 0


@dataclass(slots=True)
class Judgement:
    """What a graph got right (gold facts), got wrong (with its weight) and missed; what the wrong ones rest on."""

    right: set[Fact] = field(default_factory=set)
    wrong: dict[Fact, int] = field(default_factory=dict)
    missed: tuple[Fact, ...] = ()
    grounds: dict[Fact, tuple[Ground, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class _Graph:
    """What counts of a graph: names, classes, statements, and what is said of evidence and passages."""

    labels: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    classes: dict[Term, set[str]] = field(default_factory=lambda: defaultdict(set))
    statements: set[tuple[Term, str, Term]] = field(default_factory=set)
    said: dict[Term, dict[str, Term]] = field(default_factory=lambda: defaultdict(dict))

    def grounds(self) -> dict[Triple, list[Ground]]:
        """What each statement rests on that isn't denied."""
        found: dict[Triple, list[Ground]] = defaultdict(list)
        for said in list(self.said.values()):
            if "rdf:predicate" in said and text(said.get("kg:negated")) != "true":
                key = (said.get("rdf:subject"), short(text(said["rdf:predicate"])), said.get("rdf:object"))
                found[key].append(self._ground(said))
        return found

    def _ground(self, said: dict[str, Term]) -> Ground:
        passage = said.get("kg:passage")
        sentence = text(self.said[passage].get("kg:sentence")) if passage in self.said else ""
        sure = to_python(said.get("kg:confidence"))
        confidence = float(sure) if isinstance(sure, Decimal | int | float) else 0.0
        return Ground(text(said.get("kg:rule")), confidence, sentence, text(passage).rpartition("#")[2])


def short(iri: str) -> str:
    """Return an IRI of the vocabulary with its prefix, any other as it is."""
    return next((f"{prefix}:{iri[len(base) :]}" for base, prefix in _BASES.items() if iri.startswith(base)), iri)


def _read(quads: Iterable[ox.Quad]) -> _Graph:
    graph = _Graph()
    for quad in quads:
        name = short(quad.predicate.value)
        if name in _LABELS and isinstance(quad.subject, ox.NamedNode):
            graph.labels[quad.subject.value].add(text(quad.object))
        elif name == "rdf:type":
            graph.classes[quad.subject].add(short(text(quad.object)))
        elif name in PROPERTIES:
            graph.statements.add((quad.subject, name, quad.object))
        elif name in _OF_EVIDENCE:
            graph.said[quad.subject][name] = quad.object
    return graph


def judge(quads: Iterable[ox.Quad], gold: Gold) -> Judgement:
    """Judge all statements of a graph by a gold document."""
    graph, result = _read(quads), Judgement()
    grounds = graph.grounds()
    excused: set[Fact] = set()
    for verdict in _weigh_all(graph, gold):
        if verdict.found:
            result.right.add(verdict.found)
        elif verdict.weight:
            result.wrong[verdict.said] = verdict.weight
            known = (*result.grounds.get(verdict.said, ()), *grounds.get(verdict.triple, ()))
            result.grounds[verdict.said] = tuple(sorted(set(known), key=lambda one: (-one.confidence, repr(one))))
        else:
            excused |= _excused(gold, verdict.said)
    result.missed = tuple(fact for fact in gold.facts if fact not in result.right | excused)
    return result


def weigh_all(quads: Iterable[ox.Quad], gold: Gold) -> list[tuple[Verdict, tuple[Ground, ...]]]:
    """Judge each statement of a graph by itself, and tell what it rests on."""
    graph = _read(quads)
    grounds = graph.grounds()
    return [(verdict, tuple(grounds.get(verdict.triple, ()))) for verdict in _weigh_all(graph, gold)]


def _weigh_all(graph: _Graph, gold: Gold) -> Iterator[Verdict]:
    keys = match(graph.labels, gold)

    def shown(node: Term) -> str:
        return key_of(node, keys) or f"?{min(graph.labels.get(text(node)) or {text(node)})}"

    for subject, name, thing in graph.statements:
        if key_of(subject, keys) is None and graph.classes[subject] & RECORDS:
            continue
        said = (shown(subject), name, text(thing) if name in _LITERAL else shown(thing))
        found = weigh(gold, said)
        triple = (subject, name, thing)
        yield Verdict(triple, said, found) if isinstance(found, tuple) else Verdict(triple, said, weight=found)


def key_of(node: Term, keys: dict[str, str]) -> str | None:
    """Return the gold key that a node stands for."""
    goal = _GOAL.match(text(node))
    return f"sdg:{goal[1]}" if goal else keys.get(text(node))


def weigh(gold: Gold, said: Fact) -> Fact | int:
    """Return the fact that a statement asserts, or how often it counts as wrong: 0 where it is neutral.

    Args:
        gold: the document.
        said: keys of gold entities; a node that stands for none has a name that begins with `?`, and is never right.
    """
    subject, name, thing = said
    if fact := _find(gold.facts, said):
        return fact
    if _find(gold.forbidden, said) or (
        name == "kg:host" and _find(gold.forbidden, (subject, "schema:organizer", thing))
    ):
        return 2
    hosted = name == "schema:organizer" and _find((*gold.facts, *gold.acceptable), (subject, "kg:host", thing))
    return 0 if hosted or _find(gold.acceptable, said) else 1


def _find(facts: Iterable[Fact], said: Fact) -> Fact | None:
    """The fact that a statement asserts, if any."""
    subject, name, thing = said
    for fact in facts:
        straight = fact[0] == subject and _same(name, thing, fact[2])
        if fact[1] == name and (straight or (name == "kg:partnerOf" and (fact[2], fact[0]) == (subject, thing))):
            return fact
    return None


def _same(name: str, value: str, gold: str) -> bool:
    if name == "schema:jobTitle":
        return _same_title(value, gold)
    if name in ("schema:startDate", "schema:endDate"):
        return value == gold or value.startswith((f"{gold}-", f"{gold}T"))
    if name == "schema:eventAttendanceMode":
        mode = _MODE.search(value.casefold())
        return mode is not None and mode[1] == gold
    return value == gold


def _same_title(value: str, gold: str) -> bool:
    one, other = Counter(words(value)), Counter(words(gold))
    return fold(value) == fold(gold) or 2 * (one & other).total() >= _SAME_TITLE * (one.total() + other.total())


def _excused(gold: Gold, said: Fact) -> set[Fact]:
    """The facts that a neutral statement stands in for."""
    groups = {group[0] for group in gold.equivalents if _find(group[1:], said)}
    if said[1] != "schema:jobTitle":
        return groups
    return groups | {fact for fact in gold.facts if fact[:2] == said[:2] and _is_form(said[2], fact[2])}


def _is_form(title: str, gold: str) -> bool:
    one, other = set(words(title)), set(words(gold))
    return one <= other or other <= one
