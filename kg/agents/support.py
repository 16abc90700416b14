"""Finds the sentences that speak of what stands in a row of an answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice

import pyoxigraph as ox

from kg.errors import QueryError
from kg.store import Evidence, lookup
from kg.store.patterns import NAMING, subjects
from kg.store.terms import STRING, Term, named, plain, text

_NAMED = 3  # as many things of one name are looked at
_NAMING = {named(name).value for name in ("rdf:type", *NAMING)}

Node = ox.NamedNode


def find_asked(engine: ox.Store, values: Iterable[object]) -> list[Node]:
    """Return the things that the values of a question name; a value may name none."""
    found: list[Node] = []
    for value in values:
        if isinstance(value, Node):
            found.append(value)
        elif isinstance(value, str) and value:
            with suppress(QueryError):
                found += sorted(lookup.find(engine, value), key=text)[:_NAMED]
    return found


def support_row(engine: ox.Store, terms: Iterable[Term | None], about: Collection[Node], most: int) -> list[Evidence]:
    """Return the sentences that join what stands in a row and what was asked about, those first that hold most of it.

    A row may hold things by IRI or by name, values, and sentences themselves. Sentences that say what something is or
    is called are left out where there are others.

    Args:
        engine: the store.
        terms: those of the row.
        about: the things that were asked about.
        most: how many sentences at most.
    """
    there = [term for term in dict.fromkeys((*terms, *about)) if isinstance(term, ox.NamedNode | ox.Literal)]
    things = dict.fromkeys(thing for term in there for thing in _things(engine, term))
    held, asked = {text(term) for term in (*there, *things)}, {node.value for node in about}
    quoted = (one for one in _quoted(engine, there) if not held.isdisjoint((*_ends(one), one.subject, one.object)))
    joined = dict.fromkeys((*_join(engine, list(things), there), *quoted))
    facts = [one for one in joined if one.statement.predicate not in _NAMING]
    return sorted(facts or joined, key=lambda one: _rank(one, held, asked))[:most]


def _things(engine: ox.Store, term: ox.NamedNode | ox.Literal) -> Iterable[Node]:
    """What a term names: itself, or what is called so."""
    if isinstance(term, ox.NamedNode):
        return [term]
    if term.datatype.value != STRING:
        return []
    return islice((node for naming in NAMING for node in subjects(engine, naming, plain(term.value))), _NAMED)


def _join(engine: ox.Store, things: Sequence[Node], there: Sequence[ox.NamedNode | ox.Literal]) -> Iterator[Evidence]:
    """Yield what is said of each thing with another, or with a value."""
    for start in things:
        for end in dict.fromkeys((*things, *there)):
            if start != end:
                yield from lookup.support(engine, start, end)


def _quoted(engine: ox.Store, there: Iterable[ox.NamedNode | ox.Literal]) -> Iterator[Evidence]:
    """Yield what is said by a sentence that stands in a row itself."""
    for words in there:
        for passage in subjects(engine, "kg:sentence", words) if isinstance(words, ox.Literal) else ():
            for fact in subjects(engine, "kg:passage", passage):
                yield lookup.read_evidence(engine, fact)


def _ends(one: Evidence) -> tuple[str, str]:
    return str(one.statement.subject), str(one.statement.object)


def _rank(one: Evidence, held: set[str], asked: set[str]) -> tuple[bool, int, str, int, str, str]:
    """What tells of what was asked about comes first, then what joins most parts of the row; then the texts' order."""
    passage, ends = one.statement.passage, _ends(one)
    parts = (one.statement.predicate, passage.sentence, one.source, passage.document)
    named_ends = zip(ends, (one.subject, one.object), strict=True)
    count = sum(not held.isdisjoint(names) for names in named_ends) + sum(part in held for part in parts)
    return asked.isdisjoint(ends), -count, passage.document, passage.start, one.subject, one.object
