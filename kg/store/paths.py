"""Finds how two things are connected: the shortest ways over facts, each step with the sentences it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise

import pyoxigraph as ox

from kg.errors import QueryError
from kg.store.entities import Fact, Thing, one, thing
from kg.store.evidence import Evidence
from kg.store.findings import Findings
from kg.store.html import render
from kg.store.lookup import between
from kg.store.patterns import DEFAULT, objects
from kg.store.terms import Term, named
from kg.store.turtle import natural
from kg.store.vocabulary import vocabulary

LONGEST = 6
"""How many steps a path may take, unless one asks for more."""

# What these say is no relation between two things that are talked of: classes, and the graph's own records.
_APART = frozenset(
    map(named, ("rdf:type", "rdf:subject", "rdf:predicate", "rdf:object", "kg:passage", "kg:inDocument", "owl:sameAs"))
)
# Half the graph works towards some goal: that two things share one says little.
_HUBS = frozenset(map(named, ("sdgo:Goal", "sdgo:Target", "sdgo:Indicator")))

Node = ox.NamedNode
Edges = dict[Node, list[tuple[Node, bool]]]
Reached = dict[Node, int]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: the facts between two things, in either direction, and the sentences that say so.

    Each fact is seen from `start`: `inverse` where it is said of `end`.
    """

    start: Thing
    end: Thing
    facts: tuple[Fact, ...]
    evidence: tuple[Evidence, ...]

    def __str__(self) -> str:
        """Write the facts, and the first of the sentences."""
        relations = " / ".join(fact.relation for fact in self.facts)
        backwards = relations.startswith("←")
        said = f"{self.start} {relations} — {self.end}" if backwards else f"{self.start} — {relations} → {self.end}"
        if not self.evidence:
            return said
        passage = self.evidence[0].statement.passage
        left = f", and {len(self.evidence) - 1} more" if len(self.evidence) > 1 else ""
        return f"{said}\n    “{passage.sentence or passage.exact}” ({self.evidence[0].origin}{left})"


@dataclass(frozen=True, slots=True)
class Path:
    """A way from one thing to another; `len` counts its steps."""

    steps: tuple[Step, ...]

    @property
    def things(self) -> tuple[Thing, ...]:
        """The things on the way, both ends with them."""
        return (self.steps[0].start, *(step.end for step in self.steps))

    def __len__(self) -> int:
        return len(self.steps)

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    def __str__(self) -> str:
        """Write one step a line, each with a sentence below it."""
        return "\n".join(map(str, self.steps))

    def _repr_html_(self) -> str:
        return render("path.html", path=self)


class Paths(Findings[Path]):
    """Ways from one thing to another."""

    __slots__ = ()
    template = "paths.html"
    nothing = "nothing connects the two"


@dataclass(frozen=True)
class _Walk:
    """The facts around the nodes that a search comes by; each node's are read once."""

    engine: ox.Store
    through_hubs: bool
    known: dict[Node, Edges] = field(default_factory=dict)
    ways: dict[Node, bool] = field(default_factory=dict)

    def around(self, node: Node) -> Edges:
        """Return the nodes that facts join with this one, those with the least IRI first."""
        if node not in self.known:
            edges: Edges = {}
            for other, predicate, inverse in _facts(self.engine, node):
                edges.setdefault(other, []).append((predicate, inverse))
            self.known[node] = dict(sorted(edges.items(), key=lambda item: item[0].value))
        return self.known[node]

    def leads_on(self, node: Node) -> bool:
        """Whether a path may run through a node: not through one that joins all with all."""
        if node not in self.ways:
            classes = objects(self.engine, node, "rdf:type")
            hub = _HUBS.intersection(classes) or not (classes or objects(self.engine, node, "schema:name"))
            self.ways[node] = self.through_hubs or not hub
        return self.ways[node]


def _facts(engine: ox.Store, node: Node) -> Iterator[tuple[Node, Node, bool]]:
    patterns = ((node, None, None, DEFAULT), (None, None, node, DEFAULT))
    for inverse, pattern in enumerate(patterns):
        for quad in engine.quads_for_pattern(*pattern):
            other: Term = quad.subject if inverse else quad.object
            if quad.predicate not in _APART and isinstance(other, Node) and other != node:
                yield other, quad.predicate, bool(inverse)


def path(engine: ox.Store, start: str, end: str, *, longest: int = LONGEST, most: int = 3) -> Paths:
    """Return the shortest ways over facts from one thing to another, in the same order on every run.

    No way runs over classes. One over a shared goal, or over a term of a vocabulary that nothing is said of, is
    given only where there is no other within `longest`.

    Args:
        engine: the store to ask.
        start: a thing, by name in any case, IRI or prefixed name.
        end: another.
        longest: how many steps a path may take.
        most: how many paths of the same length to return; those over things with fewer facts come first.

    Raises:
        QueryError: a name is unknown or means several things, or both mean the same thing, or `longest` is below 1.
    """
    first, last = one(engine, start), one(engine, end)
    if first == last or longest < 1:
        raise QueryError(f"{start} and {end}", "are one thing; give two" if first == last else "longest is 1 or more")
    for through_hubs in (False, True):
        walk = _Walk(engine, through_hubs)
        found = [_describe(walk, nodes) for nodes in islice(_shortest(walk, first, last, longest), most)]
        if found:
            return Paths(found)
    return Paths()


def _shortest(walk: _Walk, first: Node, last: Node, longest: int) -> Iterator[tuple[Node, ...]]:
    """Walk from both ends in turn, always from the one with fewer nodes to go on from, until they meet."""
    sides: tuple[Reached, Reached] = ({first: 0}, {last: 0})
    edges: list[list[Node]] = [[first], [last]]
    for _ in range(longest):
        side = 0 if len(edges[0]) <= len(edges[1]) else 1
        edges[side] = _advance(walk, sides[side], edges[side], ends={first, last})
        met = [node for node in edges[side] if node in sides[1 - side]]
        if met:
            yield from _join(walk, sides, met)
            return
        if not edges[side]:
            return


def _advance(walk: _Walk, reached: Reached, border: Iterable[Node], ends: set[Node]) -> list[Node]:
    new: list[Node] = []
    for node in border:
        for other in walk.around(node):
            if other not in reached and (other in ends or walk.leads_on(other)):
                reached[other] = reached[node] + 1
                new.append(other)
    return new


def _join(walk: _Walk, sides: tuple[Reached, Reached], met: list[Node]) -> Iterator[tuple[Node, ...]]:
    for middle in sorted(met, key=lambda node: _rank(walk, node)):
        for there in _back(walk, sides[0], middle):
            for onward in _back(walk, sides[1], middle):
                yield (*there, *reversed(onward[:-1]))


def _back(walk: _Walk, reached: Reached, node: Node) -> Iterator[tuple[Node, ...]]:
    """Yield the shortest ways from where a side began to a node."""
    if reached[node] == 0:
        yield (node,)
        return
    before = [other for other in walk.around(node) if reached.get(other) == reached[node] - 1]
    for other in sorted(before, key=lambda each: _rank(walk, each)):
        for way in _back(walk, reached, other):
            yield (*way, node)


def _rank(walk: _Walk, node: Node) -> tuple[int, tuple[str | int, ...]]:
    """What is joined with little says more than what is joined with all."""
    return len(walk.around(node)), natural(node.value)


def _describe(walk: _Walk, nodes: tuple[Node, ...]) -> Path:
    return Path(tuple(_step(walk, start, end) for start, end in pairwise(nodes)))


def _step(walk: _Walk, start: Node, end: Node) -> Step:
    evidence = between(walk.engine, start, end)
    words = vocabulary(walk.engine)
    here, there = thing(walk.engine, start, words), thing(walk.engine, end, words)
    facts = (
        _fact(evidence, (predicate.value, words.label(predicate.value)), here, there, inverse=inverse)
        for predicate, inverse in walk.around(start)[end]
    )
    return Step(here, there, tuple(sorted(facts, key=lambda fact: (fact.inverse, fact.relation))), evidence)


def _fact(
    evidence: tuple[Evidence, ...], predicate: tuple[str, str], here: Thing, there: Thing, *, inverse: bool
) -> Fact:
    """The fact of a step; `predicate` is its IRI and what to call it."""
    subject = there.iri if inverse else here.iri
    said = [each.statement for each in evidence if each.statement.predicate == predicate[0]]
    own = [statement for statement in said if statement.subject == subject]
    sentences = {(statement.passage.document, statement.passage.sentence or statement.passage.iri) for statement in own}
    planned = bool(own) and all(statement.planned for statement in own)
    return Fact(*predicate, there, inverse, len(sentences), planned)
