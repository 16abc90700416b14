"""Gives the rows of a named query in parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import QueryError
from kg.queries import Query, check_values, find
from kg.store.rows import Rows
from kg.store.sparql import bind, form_of, outer_words, run


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the rows of a query: from the row `offset` on (0 the first), `has_more` where others follow."""

    rows: Rows
    offset: int
    has_more: bool


def ask_page(
    engine: ox.Store, query: str | Query, values: Mapping[str, object], *, limit: int, offset: int = 0
) -> Page:
    """Evaluate a part of a query; the parts, put together, are the whole, as long as the graph stays the same.

    Args:
        engine: the store to ask.
        query: as for `kg.queries.ask`; a SELECT with an ORDER BY. What it leaves in no order is ordered by all
            columns.
        values: as for `kg.queries.ask`.
        limit: how many rows at most.
        offset: how many rows to pass over.

    Raises:
        QueryError: as for `kg.queries.ask`, or the query can't be taken in parts.
    """
    asked = find(query) if isinstance(query, str) else query
    if limit < 0 or offset < 0:
        raise QueryError(asked.name, f"can't give {limit} rows from row {offset} on; both are 0 or more")
    columns = " ".join(f"?{column}" for column in asked.columns)
    # One row more than is asked for tells whether others follow.
    text = f"{_pageable(asked)}\n{columns}\nLIMIT {limit + 1} OFFSET {offset}"
    rows = run(engine, bind(text, check_values(asked, values), name=asked.name), name=asked.name)
    if not isinstance(rows, Rows):
        raise QueryError(asked.name, "gives no rows")
    return Page(rows[:limit], offset, has_more=len(rows) > limit)


def _pageable(query: Query) -> str:
    """The text of a query that ends in an ORDER BY."""
    words = outer_words(query.text)
    if form_of(query.text) != "SELECT" or "ORDER" not in words:
        raise QueryError(query.name, "can't be given in pages: only a SELECT with an ORDER BY can; give it one")
    if odd := {"LIMIT", "OFFSET", "VALUES"}.intersection(words[words.index("ORDER") :]):
        raise QueryError(query.name, f"can't be given in pages: it has {', '.join(sorted(odd))} of its own behind it")
    return query.text
