"""Gathers what the graph says of one thing: its names, its classes, the facts at either end of which it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import pyoxigraph as ox

from kg.errors import QueryError
from kg.iris import shorten
from kg.model import Value
from kg.store.assertions import is_stated
from kg.store.html import render
from kg.store.lookup import find, fold, name_of
from kg.store.patterns import DEFAULT, NAMING, Node, objects
from kg.store.sparql import bind, run
from kg.store.tables import table
from kg.store.terms import Term, named, text, to_python
from kg.store.turtle import natural
from kg.store.vocabulary import Vocabulary, vocabulary

SHOWN = 10
"""How many facts of one relation are shown where all would be too many."""

EVERY = 1_000_000_000
"""As many facts as there are."""

_DOCUMENT = named("schema:DigitalDocument")
_APART = frozenset(map(named, ("rdf:type", *NAMING)))

# The graph's own records point at things as well; those are no facts.
_FACTS = """
SELECT ?property ?other ?inverse WHERE {
  { ?_thing ?property ?other BIND(false AS ?inverse) }
  UNION
  { ?other ?property ?_thing BIND(true AS ?inverse)
    FILTER(?property NOT IN (rdf:subject, rdf:predicate, rdf:object, kg:inDocument, kg:passage)) }
}
LIMIT ?_most
"""
_SUPPORT = """
SELECT ?property ?other ?inverse (COUNT(DISTINCT ?words) AS ?sentences)
  (COUNT(?fact) AS ?all) (COUNT(?plan) AS ?plans)
WHERE {
  { ?fact rdf:subject ?_thing ; rdf:object ?other BIND(false AS ?inverse) }
  UNION
  { ?fact rdf:object ?_thing ; rdf:subject ?other BIND(true AS ?inverse) }
  ?fact rdf:predicate ?property ; kg:passage ?passage .
  ?passage kg:inDocument ?document .
  OPTIONAL { ?passage kg:sentence ?sentence }
  OPTIONAL { ?fact kg:planned ?plan }
  FILTER NOT EXISTS { ?fact kg:negated true }
  BIND(CONCAT(STR(?document), " ", COALESCE(?sentence, STR(?passage))) AS ?words)
}
GROUP BY ?property ?other ?inverse
"""

Key = tuple[Term | None, Term | None, bool]


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that the graph knows: what to call it, and its first class, with what to call that, if it has one."""

    iri: str
    name: str
    class_iri: str = ""
    class_label: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.class_label})" if self.class_iri else self.name


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of an entity: by which predicate, and what to call that; `inverse` where the entity is its object.

    `sentences` counts the different sentences that say so; `planned` is true where every one of them only plans it.
    """

    predicate: str
    label: str
    other: Thing | Value
    inverse: bool = False
    sentences: int = 0
    planned: bool = False

    @property
    def relation(self) -> str:
        """What to call the predicate, seen from the entity: "organizer", "organizer of"."""
        found = self.label
        return f"{found} of" if self.inverse and not found.endswith(" of") else f"← {found}" if self.inverse else found

    @property
    def value(self) -> str:
        """What stands at the other end: a thing's name, or a literal's text."""
        return self.other.name if isinstance(self.other, Thing) else self.other.lexical


@dataclass(frozen=True, slots=True)
class Entity:
    """What the graph says of one thing; `facts` are ordered: its own first, by relation and value."""

    iri: str
    name: str
    other_names: tuple[str, ...]
    classes: tuple[str, ...]
    class_labels: tuple[str, ...]
    facts: tuple[Fact, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, the one to call it by first."""
        return (self.name, *self.other_names)

    @property
    def neighbours(self) -> tuple[Thing, ...]:
        """The things that facts join it with: those with most facts first, then by name."""
        counts = Counter(fact.other for fact in self.facts if isinstance(fact.other, Thing) and fact.other.class_iri)
        return tuple(sorted(counts, key=lambda one: (-counts[one], natural(one.name), one.iri)))

    def by_relation(self, most: int | None = None) -> Iterator[tuple[str, tuple[Fact, ...], int]]:
        """Yield each relation, its first facts, and how many were left out.

        Args:
            most: how many facts of a relation at most; all without it.
        """
        for relation, group in groupby(self.facts, key=lambda fact: fact.relation):
            facts = tuple(group)
            shown = facts if most is None else facts[:most]
            yield relation, shown, len(facts) - len(shown)

    def __str__(self) -> str:
        """Write it for a terminal: what it is, and a table of its facts."""
        head = f"{self.name} ({', '.join(self.class_labels)})" if self.classes else self.name
        lines = [head, *([f"also: {'; '.join(self.other_names)}"] if self.other_names else []), shorten(self.iri)]
        cells = [row for group in self.by_relation(SHOWN) for row in _cells(*group)]
        return "\n".join([*lines, "", table(("relation", "value", "sentences"), cells, 100)] if cells else lines)

    def _repr_html_(self) -> str:
        return render("entity.html", entity=self, groups=list(self.by_relation(SHOWN)))


def _cells(relation: str, facts: Iterable[Fact], left: int) -> Iterator[tuple[str, str, str]]:
    for fact in facts:
        value = str(fact.other) if isinstance(fact.other, Thing) else fact.value
        yield relation, f"{value}{' (planned)' if fact.planned else ''}", str(fact.sentences)
    if left:
        yield relation, f"… and {left} more", ""


def entity(engine: ox.Store, name: str) -> Entity:
    """Return what the graph says of a thing.

    Args:
        engine: the store to ask.
        name: the thing's name in any case, its IRI, or a prefixed name.

    Raises:
        QueryError: nothing has this name, or several things have; the message offers names, or the things' IRIs.
    """
    return describe(engine, one(engine, name))


def describe(engine: ox.Store, found: ox.NamedNode, most: int = EVERY) -> Entity:
    """Return what the graph says of a node.

    Args:
        engine: the store to ask.
        found: the node.
        most: how many facts at most; where that many are found, sentences aren't counted, nor plans told from facts:
            that would take long for a thing of many thousands.
    """
    known = {text(term) for naming in NAMING for term in objects(engine, found, naming)}
    words = vocabulary(engine)
    called, classes = thing(engine, found, words), _classes_of(engine, found, words)
    return Entity(
        found.value,
        called.name,
        tuple(sorted(known - {called.name}, key=natural)),
        classes,
        tuple(map(words.label, classes)),
        tuple(sorted(_facts(engine, found, words, most), key=_order)),
    )


def one(engine: ox.Store, name: str) -> ox.NamedNode:
    """Return the one thing that a name means; a document's title counts only where nothing else is called so.

    Raises:
        QueryError: nothing has this name, or several things have.
    """
    found = find(engine, name)
    things = {node for node in found if _DOCUMENT not in objects(engine, node, "rdf:type")} or found
    # Who is called so first and foremost comes before what is also called so.
    first = {node for node in things if fold(name_of(engine, node)) == fold(name)} or things
    if len(first) == 1:
        return first.pop()
    words = vocabulary(engine)
    there = sorted(f"{shorten(node.value)} ({thing(engine, node, words)})" for node in first)
    raise QueryError(name, f"means {len(first)} things; give the IRI of one: {', '.join(there)}")


def thing(engine: ox.Store, found: Node, words: Vocabulary) -> Thing:
    """Return what to call a node, with its first class, in the words of the store's vocabulary."""
    first = next(iter(_classes_of(engine, found, words)), "")
    return Thing(text(found), name_of(engine, found), first, words.label(first) if first else "")


def _classes_of(engine: ox.Store, found: Node, words: Vocabulary) -> tuple[str, ...]:
    """The IRIs of a thing's classes, by family: those that documents state, or else those that follow."""
    typed = list(engine.quads_for_pattern(found, named("rdf:type"), None, DEFAULT))
    stated = {text(quad.object) for quad in typed if is_stated(engine, quad.triple)}
    classes = stated or {text(quad.object) for quad in typed}
    return tuple(sorted(classes, key=lambda iri: (words.family(iri), iri)))


def _facts(engine: ox.Store, found: ox.NamedNode, words: Vocabulary, most: int) -> Iterator[Fact]:
    rows = list(_ask(engine, bind(_FACTS, {"thing": found, "most": most})))
    forward = {(row[0], row[1]) for row in rows if to_python(row[2]) is not True}
    counted = _ask(engine, bind(_SUPPORT, {"thing": found})) if len(rows) < most else ()
    support = {_key(row): [to_python(term) for term in row[3:]] for row in counted}
    for row in rows:
        predicate, other, inverse = key = _key(row)
        if inverse and (predicate, other) in forward:
            continue  # a relation that holds both ways is told once
        if predicate not in _APART and other is not None:
            sentences, every, plans = support.get(key, (0, 0, None))
            said = int(str(sentences))
            relation, end = text(predicate), _end(engine, other, words)
            yield Fact(relation, words.label(relation), end, inverse, said, planned=every == plans)


def _end(engine: ox.Store, other: Term, words: Vocabulary) -> Thing | Value:
    if isinstance(other, ox.Literal):
        return Value(other.value, other.datatype.value)
    return thing(engine, other, words)


def _ask(engine: ox.Store, query: str) -> Iterable[tuple[Term | None, ...]]:
    return getattr(run(engine, query), "terms", ())


def _key(row: tuple[Term | None, ...]) -> Key:
    return row[0], row[1], to_python(row[2]) is True


def _order(fact: Fact) -> tuple[object, ...]:
    return fact.inverse, natural(fact.relation), natural(fact.value), str(fact.other)
