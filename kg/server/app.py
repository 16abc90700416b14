"""Puts the routes together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.errors import KgError
from kg.server import (
    answers,
    context,
    docs,
    entities,
    graphs,
    home,
    openapi,
    pages,
    questions,
    searching,
    sparql,
    void,
)
from kg.server.backend import Backend
from kg.server.cors import Cors
from kg.server.errors import HttpError, respond
from kg.server.gates import HEALTH, Gate, Log
from kg.server.quota import PIECE, Quota
from kg.server.settings import Settings
from kg.server.summary import Summaries

_ROUTES: tuple[tuple[str, Callable[[Request], Awaitable[Response]], tuple[str, ...]], ...] = (
    ("/", home.show, ("GET",)),
    ("/query", pages.query, ("GET",)),
    ("/sparql", sparql.answer, ("GET", "POST")),
    ("/graphs", graphs.get_graph, ("GET",)),
    ("/queries", questions.list_queries, ("GET",)),
    ("/queries/{name}.{format}", questions.answer, ("GET",)),
    ("/ask/{name}", answers.show, ("GET",)),
    ("/search", searching.show, ("GET",)),
    ("/search.json", searching.suggest, ("GET",)),
    ("/entity", entities.show, ("GET",)),
    ("/entity.{suffix}", entities.download, ("GET",)),
    ("/picture.svg", home.draw_picture, ("GET",)),
    ("/graph", pages.draw, ("GET",)),
    ("/docs", docs.show, ("GET",)),
    ("/context.jsonld", context.show, ("GET",)),
    ("/.well-known/void", void.show, ("GET",)),
    ("/openapi.json", openapi.describe, ("GET",)),
    ("/static/{name:path}", pages.get_static, ("GET",)),
)


def make_app(settings: Settings, backend: Backend) -> Starlette:
    """Return the application; it closes the backend as it ends."""

    @asynccontextmanager
    async def living(app: Starlette) -> AsyncIterator[None]:
        yield
        backend.close()

    quota = Quota(settings.unread)
    app = Starlette(
        routes=[*(Route(path, do, methods=list(methods)) for path, do, methods in _ROUTES), Route(HEALTH, _health)],
        middleware=[
            Middleware(Log),
            Middleware(Cors, settings=settings),
            Middleware(Gate, settings=settings, quota=quota),
            Middleware(GZipMiddleware, compresslevel=5, thread_minimum_size=PIECE),
        ],
        exception_handlers={KgError: _refuse, HTTPException: _translate},
        lifespan=living,
    )
    app.state.backend = backend
    app.state.settings = settings
    app.state.summaries = Summaries(backend)
    app.state.quota = quota
    return app


async def _health(request: Request) -> Response:
    """Answer without asking a store that is as it was, so that a busy one is told from a dead one."""
    backend: Backend = request.app.state.backend
    trouble = await backend.find_trouble()
    said = {"status": "trouble", "reason": trouble} if trouble else {"status": "ok"}
    facts = {"store": backend.settings.name, "updates": backend.takes_updates, "isolated": backend.isolated}
    return JSONResponse({**said, **facts}, 503 if trouble else 200, headers={"Cache-Control": "no-store"})


async def _refuse(request: Request, error: Exception) -> Response:
    return respond(request, error)


async def _translate(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    reasons = {404: "there is no such page; / has links to all", 405: "this path doesn't take this method"}
    return respond(request, HttpError(error.status_code, reasons.get(error.status_code, error.detail), error.headers))
