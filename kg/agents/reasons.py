"""Gathers why the graph says something: sentences, what follows from others, and how identifiers were found."""

from __future__ import annotations

from itertools import islice

import pyoxigraph as ox

from kg.agents.answers import Identified, Inferred, Premise, Reasons
from kg.agents.records import SENTENCES, describe_evidence
from kg.errors import QueryError
from kg.graph import Store
from kg.store import Evidence, inference, links
from kg.store.inference import Inference
from kg.store.support import support_triple

Asked = tuple[str, str | None, str | None]


def find_reasons(store: Store, asked: Asked, limit: int, offset: int) -> Reasons:
    """Return why the graph says something of a thing.

    Args:
        store: the graph.
        asked: the thing, and where they are given a relation and what stands at its other end.
        limit: how many sentences at most, and how many facts that follow.
        offset: how many sentences to pass over.

    Raises:
        QueryError: nothing has such a name, or nothing is said of it by such a relation.
    """
    inferred, identifiers = _find_inferred(store.engine, asked), _find_identifiers(store.engine, asked)
    said = _find_said(store, asked, quiet=bool(inferred or identifiers))
    return Reasons(
        [describe_evidence(one) for one in said[offset : offset + limit]],
        len(said),
        offset,
        len(said) > offset + limit,
        [_describe(store.engine, one) for one in inferred[:limit]],
        len(inferred),
        identifiers,
    )


def _find_said(store: Store, asked: Asked, *, quiet: bool) -> tuple[Evidence, ...]:
    """The sentences; where there are none, that is no error if there is another reason."""
    try:
        return store.why(*asked)
    except QueryError:
        if quiet:
            return ()
        raise


def _find_inferred(engine: ox.Store, asked: Asked) -> tuple[Inference, ...]:
    try:
        return inference.find(engine, *asked)
    except QueryError:  # `_find_said` says what is wrong, and what might be meant
        return ()


def _find_identifiers(engine: ox.Store, asked: Asked) -> list[Identified]:
    try:
        found = links.find(engine, *asked)
    except QueryError:
        return []
    return [
        Identified(name, *(one.identifier, one.confidence, one.reason, one.source, one.date)) for name, one in found
    ]


def _describe(engine: ox.Store, one: Inference) -> Inferred:
    premises = [_describe_premise(engine, each) for each in one.premises]
    return Inferred(*inference.describe(engine, one.triple), one.rule, premises)


def _describe_premise(engine: ox.Store, one: ox.Triple) -> Premise:
    said = map(describe_evidence, islice(support_triple(engine, one), SENTENCES))
    return Premise(*inference.describe(engine, one), list(said))
