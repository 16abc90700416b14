"""`/sparql`: the SPARQL 1.1 Protocol."""

from __future__ import annotations

import hmac

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.sandbox import guard
from kg.sandbox import messages as sandbox
from kg.sandbox.limited import check_reply
from kg.server import media
from kg.server.backend import Backend
from kg.server.cors import is_foreign
from kg.server.description import describe_service
from kg.server.errors import HttpError
from kg.server.protocol import Operation, read_operation, with_using
from kg.server.responses import tagged
from kg.server.settings import Settings


async def answer(request: Request) -> Response:
    """Evaluate a query or an update; without either, describe the service, or show a browser the query page."""
    operation = await read_operation(request)
    if operation is None:
        return _introduce(request)
    request.state.asked = operation.text
    return await (_update if operation.kind == "update" else _query)(request, operation)


def _introduce(request: Request) -> Response:
    kind = media.choose(request.headers.get("accept"), [*media.GRAPHS, media.HTML])
    if kind == media.HTML:
        return RedirectResponse("/query", headers={"Vary": "Accept"})
    if kind is None:
        raise HttpError(406, f"the service is described as {', '.join(media.GRAPHS)}")
    settings: Settings = request.app.state.settings
    return tagged(request, describe_service(str(request.url), media.GRAPHS[kind], updates=bool(settings.token)), kind)


async def _query(request: Request, operation: Operation) -> Response:
    accept = request.headers.get("accept")
    rows, graph = media.choose(accept, media.ROWS), media.choose(accept, media.GRAPHS)
    if rows is None and graph is None:
        raise HttpError(406, f"results are written as {', '.join([*media.ROWS, *media.GRAPHS])}")
    reply = await evaluate(request, operation, rows, graph)
    kind = graph if reply.form == "triples" else rows
    assert kind is not None  # or the reply would be "unacceptable"
    return tagged(request, reply.body, kind)


async def evaluate(request: Request, operation: Operation, rows: str | None, graph: str | None) -> sandbox.Reply:
    """Evaluate a query within the limits.

    Args:
        request: to be ended with.
        operation: the query.
        rows: the media type of rows and booleans, of `media.ROWS`.
        graph: that of triples, of `media.GRAPHS`.

    Raises:
        StoppedError: it was refused or stopped.
        HttpError: 400, it isn't SPARQL.
    """
    backend: Backend = request.app.state.backend
    limits = backend.settings.limits
    guard.check(operation.text)
    wanted = sandbox.Request(
        "query",
        operation.text,
        rows_type=rows and media.ROWS[rows],
        graph_type=graph and media.GRAPHS[graph],
        base=str(request.url.replace(query="")),
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
        rows=limits.rows,
        size=limits.size,
    )
    reply = await backend.run(request, lambda ask: ask(wanted))
    check(reply, limits)
    return reply


def check(reply: sandbox.Reply, limits: sandbox.Limits) -> None:
    """See that a request was done.

    Raises:
        StoppedError: it was refused or stopped.
        HttpError: 400, it isn't SPARQL.
    """
    try:
        check_reply(reply, limits)
    except SyntaxError as error:
        raise HttpError(400, f"this isn't SPARQL: {error}") from error


async def _update(request: Request, operation: Operation) -> Response:
    settings: Settings = request.app.state.settings
    request.state.updates = True
    if settings.token is None:
        raise HttpError(403, "this server only reads; start it with --allow-update to change the store")
    if is_foreign(request.headers, request.url.scheme, settings.origins):
        raise HttpError(403, "pages of other sites may not update; name this one with --cors ORIGIN")
    if not _is_authorized(request, settings.token):
        raise HttpError(401, "updates need the header Authorization: Bearer TOKEN", {"WWW-Authenticate": "Bearer"})
    text = with_using(operation)
    guard.check(text, longest=settings.body)
    backend: Backend = request.app.state.backend
    try:
        await backend.update(sandbox.Request("update", text, base=str(request.url.replace(query=""))))
    except SyntaxError as error:
        raise HttpError(400, f"this isn't a SPARQL update: {error}") from error
    return Response(status_code=204)


def _is_authorized(request: Request, token: str) -> bool:
    """Compare the token in constant time."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), token.encode())
