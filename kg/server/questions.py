"""`/queries`: the named queries, answered as JSON and CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.queries import Query, ask
from kg.server.backend import Ask, Backend
from kg.server.errors import HttpError
from kg.server.protocol import read_pairs
from kg.server.responses import tagged
from kg.server.settings import Settings
from kg.store import Rows

_FORMATS: Mapping[str, tuple[str, Callable[[Rows], str]]] = {
    "json": ("application/json", lambda rows: rows.to_json()),
    "csv": ("text/csv", lambda rows: rows.to_csv()),
}


async def list_queries(request: Request) -> Response:
    """List the queries with their parameters and columns."""
    settings: Settings = request.app.state.settings
    return JSONResponse([_describe(query) for query in settings.queries.values()])


def _describe(query: Query) -> dict[str, object]:
    parameters = [
        {name: getattr(one, name) for name in ("name", "type", "description", "example", "default")}
        for one in query.parameters
    ]
    links = {kind: f"/queries/{query.name}.{kind}" for kind in _FORMATS}
    said = {"name": query.name, "summary": query.summary, "parameters": parameters}
    return {**said, "columns": dict(query.columns), "links": links}


async def answer(request: Request) -> Response:
    """Ask a named query; its parameters are those of the URL."""
    settings: Settings = request.app.state.settings
    backend: Backend = request.app.state.backend
    name, format_ = request.path_params["name"], request.path_params["format"]
    if name not in settings.queries or format_ not in _FORMATS:
        raise HttpError(404, "there is no such query; /queries lists them, each as .json and .csv")
    pairs = read_pairs(request.scope["query_string"])
    values = dict(pairs)
    if len(values) < len(pairs):
        raise HttpError(400, "a parameter is given twice")
    request.state.asked = " ".join(f"{key}={value}" for key, value in pairs)

    def work(put: Ask) -> bytes:
        rows = ask(backend.engine(put), settings.queries[name], values)  # type: ignore[arg-type]
        if not isinstance(rows, Rows):
            raise HttpError(400, "gives triples rather than rows; put its text to /sparql")
        return _FORMATS[format_][1](rows).encode()

    return tagged(request, await backend.run(request, work), _FORMATS[format_][0])
