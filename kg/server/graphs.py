"""`/graphs`: the SPARQL 1.1 Graph Store HTTP Protocol, to read."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.sandbox import messages as sandbox
from kg.server import media
from kg.server.backend import Backend
from kg.server.errors import HttpError
from kg.server.protocol import read_iri, read_pairs
from kg.server.responses import tagged
from kg.server.sparql import check


async def get_graph(request: Request) -> Response:
    """Return a graph whole: `?default`, or `?graph=IRI`."""
    pairs = read_pairs(request.scope["query_string"])
    names = [name for name, _ in pairs]
    if sorted(names) not in (["default"], ["graph"]):
        raise HttpError(400, "name one graph: ?default, or ?graph=IRI")
    kind = media.choose(request.headers.get("accept"), media.GRAPHS)
    if kind is None:
        raise HttpError(406, f"graphs are written as {', '.join(media.GRAPHS)}")
    iri = "" if names == ["default"] else read_iri(pairs[0][1])
    request.state.asked = iri
    backend: Backend = request.app.state.backend
    wanted = sandbox.Request("graph", iri, graph_type=media.GRAPHS[kind], size=backend.settings.limits.size)
    reply = await backend.run(request, lambda ask: ask(wanted))
    check(reply, backend.settings.limits)
    return tagged(request, reply.body, kind)
