"""Turns what kg finds into what tools answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import islice

import pyoxigraph as ox

from kg.agents.answers import (
    Line,
    Match,
    Paper,
    Profile,
    Question,
    Scalar,
    Stated,
    Step,
    Subject,
    Support,
    Table,
    Wanted,
)
from kg.agents.support import support_row
from kg.queries import Query
from kg.store import Entity, Evidence, Fact, Hit, Path, Rows, Source, Triples
from kg.store.entities import Thing
from kg.store.support import find_support
from kg.store.terms import Term, to_python

SENTENCES = 3
"""How many sentences stand beside a fact or a row; `why` gives all."""

_TRIPLE = ("subject", "predicate", "object")


def describe_evidence(one: Evidence) -> Support:
    """Say where a sentence stands, and what it says."""
    statement = one.statement
    passage = statement.passage
    return Support(
        *(one.subject, one.predicate, one.object),
        sentence=passage.sentence or passage.exact,
        words=passage.exact,
        document=one.source,
        document_iri=passage.document,
        page=passage.page or None,
        start=passage.start,
        end=passage.end,
        confidence=statement.confidence,
        planned=statement.planned,
        negated=statement.negated,
    )


def describe_thing(one: Thing) -> Subject:
    """Name a thing."""
    return Subject(one.iri, one.name, one.class_label)


def describe_hit(one: Hit) -> Match:
    """Name a thing that was found."""
    return Match(describe_thing(one.thing), one.name, one.score)


def describe_source(one: Source) -> Paper:
    """Describe a document."""
    return Paper(one.iri, one.name, one.title, one.date, one.author, one.url, one.language, one.media_type)


def describe_query(one: Query) -> Question:
    """Describe a named query."""
    wanted = [Wanted(each.name, each.type, each.description, each.example, each.default) for each in one.parameters]
    return Question(one.name, one.summary, wanted, dict(one.columns))


def describe_entity(engine: ox.Store, one: Entity, limit: int, offset: int) -> Profile:
    """Describe a thing, with a page of its facts and the sentences that they rest on."""
    shown = one.facts[offset : offset + limit]
    facts = [describe_fact(fact, find_support(engine, one.iri, fact)) for fact in shown]
    total = len(one.facts)
    names, kinds = list(one.other_names), list(one.class_labels)
    return Profile(one.iri, one.name, names, kinds, facts, total, offset, has_more=total > offset + limit)


def describe_fact(fact: Fact, evidence: Iterable[Evidence]) -> Stated:
    """Describe a fact with the first of its sentences."""
    iri = fact.other.iri if isinstance(fact.other, Thing) else None
    said = list(map(describe_evidence, islice(evidence, SENTENCES)))
    return Stated(fact.relation, fact.predicate, fact.value, iri, fact.planned, fact.sentences, said)


def describe_way(path: Path) -> list[Step]:
    """Describe the steps of a way, each fact with its own sentences."""
    return [
        Step(
            describe_thing(step.start),
            describe_thing(step.end),
            [describe_fact(fact, _saying(fact, step.start, step.evidence)) for fact in step.facts],
        )
        for step in path
    ]


def _saying(fact: Fact, start: Thing, evidence: Iterable[Evidence]) -> Iterator[Evidence]:
    """Those sentences between two things that state one of the facts between them."""
    for one in evidence:
        own = (one.statement.subject == start.iri) is not fact.inverse
        if own and one.statement.predicate == fact.predicate:
            yield one


def describe_answer(engine: ox.Store, found: Rows | Triples | bool, limit: int, offset: int) -> Table:
    """Describe a page of an answer that is there whole."""
    if isinstance(found, bool):
        return Table([], [], 0, has_more=False, truth=found)
    rows = found if isinstance(found, Rows) else tabulate(found)
    return describe_rows(engine, rows[offset : offset + limit], offset, has_more=len(rows) > offset + limit)


def tabulate(found: Triples) -> Rows:
    """Return triples as rows."""
    return Rows(_TRIPLE, tuple((one.subject, one.predicate, one.object) for one in found))


def describe_rows(
    engine: ox.Store, rows: Rows, offset: int, *, has_more: bool, about: Collection[ox.NamedNode] = ()
) -> Table:
    """Describe a page of rows, each with the sentences that speak of what stands in it, or of what was asked about."""
    columns = list(rows.columns)
    lines = [
        Line(
            dict(zip(columns, map(_scalar, terms), strict=True)),
            list(map(describe_evidence, support_row(engine, terms, about, SENTENCES))),
        )
        for terms in rows.terms
    ]
    return Table(columns, lines, offset, has_more)


def _scalar(term: Term | None) -> Scalar:
    value = to_python(term)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if value is None or isinstance(value, str | int | float):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)
