"""`/ask/NAME`: a named query as a page: its fields to fill in, the answer as a sentence and a table."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import QueryError
from kg.pages import ask_page
from kg.queries import Query, ask
from kg.sandbox import messages as sandbox
from kg.server import media
from kg.server.backend import Ask, Backend
from kg.server.entities import ask_child
from kg.server.errors import HttpError
from kg.server.protocol import read_pairs
from kg.server.responses import tagged
from kg.server.settings import Settings
from kg.server.tables import Cell, Order, cells, link_row, order_of, read_order, sort, tell
from kg.server.templates import SUGGESTING, render
from kg.store import Rows, Triples

ORDER, START = "order-by", "from-row"
"""Names that no parameter of a query can have."""
SHOWN = 200
"""Rows on a page."""
_MOST_NAMES = 2_000


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an address asks: the values of the query's parameters, the order of rows, the first row to show."""

    values: Mapping[str, str]
    order: Order | None
    start: int


async def show(request: Request) -> Response:
    """Return the page of a question; with its answer where nothing that it needs is missing."""
    settings: Settings = request.app.state.settings
    query = settings.queries.get(request.path_params["name"])
    if query is None:
        raise HttpError(404, "there is no such question; / lists them")
    asked = _read(request, query)
    request.state.asked = " ".join(f"{key}={value}" for key, value in asked.values.items())
    if missing := [one.name for one in query.parameters if one.default is None and one.name not in asked.values]:
        return _render(request, query, asked, wanted=", ".join(missing) if asked.values else "")
    try:
        answer, is_cut = await _ask(request, query, asked)
    except sandbox.StoppedError:
        raise
    except QueryError as error:
        return _render(request, query, asked, wanted=error.reason, status=400)
    if isinstance(answer, Triples):
        return _render(request, query, asked, turtle=answer.to_turtle(), count=len(answer))
    return await _tabulate(request, query, asked, answer, is_cut)


def _read(request: Request, query: Query) -> _Asked:
    pairs = read_pairs(request.scope["query_string"])
    values = dict(pairs)
    if len(values) < len(pairs):
        raise HttpError(400, "a parameter is given twice")
    order, start = values.pop(ORDER, ""), values.pop(START, "1")
    if not start.isdecimal() or len(start) > 9 or int(start) < 1:
        raise HttpError(400, f"{START} is the number of a row, 1 for the first")
    given = {name: value.strip() for name, value in values.items() if value.strip()}
    return _Asked(given, read_order(order, query.columns) if order else None, int(start))


async def _ask(request: Request, query: Query, asked: _Asked) -> tuple[Rows | Triples, bool]:
    """Ask for all rows, or where there are more than allowed for the first; tell whether they were cut."""
    backend: Backend = request.app.state.backend

    def work(put: Ask) -> tuple[Rows | Triples, bool]:
        engine = backend.engine(put)
        try:
            return ask(engine, query, asked.values), False  # type: ignore[arg-type]
        except sandbox.StoppedError as error:
            if error.outcome != "rows":
                raise
            most = (backend.settings.limits.rows or 0) - 1
            return ask_page(engine, query, asked.values, limit=max(most, 0)).rows, True  # type: ignore[arg-type]

    return await backend.run(request, work)


async def _tabulate(request: Request, query: Query, asked: _Asked, rows: Rows, is_cut: bool) -> Response:
    order = asked.order
    ordered = sort(rows, [order] if order else order_of(query, rows.columns))
    shown = ordered[asked.start - 1 : asked.start - 1 + SHOWN]
    table = [cells(row, terms) for row, terms in zip(shown, shown.terms, strict=True)]
    places = await _locate(request, table)
    linked = [link_row(row, places) for row in table]
    return _render(
        request,
        query,
        asked,
        rows=linked,
        count=len(rows),
        is_cut=is_cut,
        told=tell(ordered, tuple(asked.values.values())),
        heads=[(column, query.columns.get(column, ""), *_head(query, asked, column)) for column in rows.columns],
        pages=_pages(query, asked, len(rows)),
    )


async def _locate(request: Request, table: Sequence[Sequence[Cell]]) -> Mapping[str, Sequence[str]]:
    """Find the things whose names stand in cells."""
    names = list(dict.fromkeys(name for row in table for cell in row for name in cell.names))[:_MOST_NAMES]
    if not names:
        return {}
    found: Mapping[str, Sequence[str]] = await ask_child(request, sandbox.Request("names", json.dumps(names)))
    return found


def _head(query: Query, asked: _Asked, column: str) -> tuple[str, str]:
    """The address that sorts by a column, and how it is sorted now, as ARIA says it."""
    now = asked.order if asked.order and asked.order.column == column else None
    wanted = f"-{column}" if now and not now.is_descending else column
    state = ("descending" if now.is_descending else "ascending") if now else "none"
    return _address(query, asked, {ORDER: wanted}), state


def _pages(query: Query, asked: _Asked, count: int) -> list[tuple[str, str]]:
    """The addresses of the rows before these, and after them."""
    order = {ORDER: asked.order.text} if asked.order else {}
    found = []
    if asked.start > 1:
        found.append(("Rows before", _address(query, asked, {**order, START: str(max(1, asked.start - SHOWN))})))
    if asked.start + SHOWN <= count:
        found.append(("Rows after", _address(query, asked, {**order, START: str(asked.start + SHOWN)})))
    return found


def _address(query: Query, asked: _Asked, more: Mapping[str, str]) -> str:
    return f"/ask/{query.name}?{urlencode({**asked.values, **more})}"


def _render(
    request: Request, query: Query, asked: _Asked, *, wanted: str = "", status: int = 200, **answer: object
) -> Response:
    """Return the page; what is wanted is told beside the fields."""
    settings: Settings = request.app.state.settings
    values = urlencode(asked.values)
    page = render(
        "answer.html",
        site=settings.name,
        title=f"{query.summary}: {', '.join(asked.values.values())}" if asked.values else query.summary,
        query=query,
        values=asked.values,
        wanted=wanted,
        start=asked.start,
        downloads={kind: f"/queries/{query.name}.{kind}{'?' * bool(values)}{values}" for kind in ("csv", "json")},
        **{"rows": None, "turtle": "", "count": 0, "is_cut": False, "told": "", "heads": [], "pages": [], **answer},
    )
    response = tagged(request, page.encode(), media.HTML, {"Content-Security-Policy": SUGGESTING})
    response.status_code = status
    return response
