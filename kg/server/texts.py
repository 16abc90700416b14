"""Reads the queries that pages ask, of `rq/`, and asks them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.bundled import folder
from kg.store import Rows, Triples
from kg.store.sparql import bind, run
from kg.store.vocabulary import Vocabulary, make_vocabulary

if TYPE_CHECKING:
    import pyoxigraph as ox


@cache
def read_text(name: str) -> str:
    """Return the text of a query of `rq/`, by its name."""
    return folder("server/rq").joinpath(f"{name}.rq").read_text("utf-8")


def ask_rows(engine: ox.Store, name: str, /, **values: object) -> Rows:
    """Return the rows of a query of `rq/`.

    Args:
        engine: the store to ask.
        name: of the query, a SELECT.
        values: of its parameters.

    Raises:
        QueryError: it was stopped.
    """
    rows = run(engine, bind(read_text(name), values, name=name), name=name)
    assert isinstance(rows, Rows)  # it's a SELECT
    return rows


def ask_vocabulary(engine: ox.Store) -> Vocabulary:
    """Return the vocabulary of a store that is asked by SPARQL alone.

    Raises:
        QueryError: the query was stopped.
    """
    kept = run(engine, read_text("definitions"))
    assert isinstance(kept, Triples)  # it's a CONSTRUCT
    return make_vocabulary(kept)
