"""The pages: queries, the graph; and the files they load."""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources.abc import Traversable

from starlette.requests import Request
from starlette.responses import Response

from kg.bundled import folder
from kg.iris import PREFIXES
from kg.sandbox import messages as sandbox
from kg.server import media
from kg.server.backend import Backend
from kg.server.errors import HttpError
from kg.server.protocol import read_pairs
from kg.server.responses import make_tag, tagged
from kg.server.settings import Settings
from kg.server.sparql import check
from kg.server.templates import render

# YASGUI sets the places of its parts as inline styles; it runs no script but its own file.
_QUERY_PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_TYPES = {"js": "text/javascript", "css": "text/css", "md": "text/plain"}


async def query(request: Request) -> Response:
    """Return the query page."""
    settings: Settings = request.app.state.settings
    page = render("query.html", site=settings.name, title="SPARQL", settings={"prefixes": PREFIXES})
    return tagged(request, page.encode(), media.HTML, {"Content-Security-Policy": _QUERY_PAGE})


async def draw(request: Request) -> Response:
    """Return the graph as a page: `?focus=NAME` for what surrounds a thing."""
    pairs = read_pairs(request.scope["query_string"])
    if [name for name, _ in pairs] not in ([], ["focus"]):
        raise HttpError(400, "give nothing, or ?focus=NAME, a name or an IRI")
    focus = pairs[0][1] if pairs else ""
    request.state.asked = focus
    backend: Backend = request.app.state.backend
    settings = backend.settings
    wanted = sandbox.Request("page", focus, base=focus or settings.name, rows=settings.nodes)
    reply = await backend.run(request, lambda ask: ask(wanted))
    if reply.outcome == "rows":
        raise HttpError(400, f"more than {settings.nodes:,} things are too many to see; name one: /graph?focus=NAME")
    if reply.outcome == "missing":
        raise HttpError(404, reply.reason)
    check(reply, settings.limits)
    # The page names its own scripts and styles by their digests.
    return tagged(request, reply.body, media.HTML, {"Content-Security-Policy": "frame-ancestors 'none'"})


async def get_static(request: Request) -> Response:
    """Return one of the files that pages load."""
    name = request.path_params["name"]
    if name not in _files():
        raise HttpError(404, "there is no such file")
    kind, zipped = _TYPES[name.rpartition(".")[2]], "gzip" in request.headers.get("accept-encoding", "")
    headers = {"Vary": "Accept-Encoding", **({"Content-Encoding": "gzip"} if zipped else {})}
    body, tag = _read(name, kind, zipped=zipped)
    return tagged(request, body, kind, headers, tag=tag)


@cache
def _read(name: str, kind: str, *, zipped: bool) -> tuple[bytes, str]:
    """Return a file, held once for all requests, and its tag."""
    content = _files()[name].read_bytes()
    return gzip.compress(content, 5) if zipped else content, make_tag(content, kind)


@cache
def _files() -> dict[str, Traversable]:
    """The files there are, by their paths: no path that a client makes up is ever looked at."""
    found: dict[str, Traversable] = {"palette.css": folder("drawing/static").joinpath("palette.css")}
    for each in folder("server/static").iterdir():
        inside = {f"{each.name}/{file.name}": file for file in each.iterdir()} if each.is_dir() else {each.name: each}
        found |= inside
    return {name: file for name, file in found.items() if name.rpartition(".")[2] in _TYPES}
