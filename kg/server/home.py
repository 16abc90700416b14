"""`/`: what is in the graph, a search, the questions with their fields, the picture."""

from __future__ import annotations

import json
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from kg.sandbox import messages as sandbox
from kg.server import media
from kg.server.backend import Backend
from kg.server.errors import HttpError
from kg.server.protocol import read_pairs, read_thing
from kg.server.responses import tagged
from kg.server.settings import Settings
from kg.server.sparql import check
from kg.server.summary import Summaries, Summary
from kg.server.templates import SUGGESTING, render

_PICTURE = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}


async def show(request: Request) -> Response:
    """Return the first page."""
    settings: Settings = request.app.state.settings
    summaries: Summaries = request.app.state.summaries
    summary = await summaries.get(request)
    page = render(
        "home.html",
        site=settings.name,
        title=settings.name,
        summary=summary,
        years=_draw_years(summary),
        queries=list(settings.queries.values()),
        updates=request.app.state.backend.takes_updates,
    )
    return tagged(request, page.encode(), media.HTML, {"Content-Security-Policy": SUGGESTING})


def _draw_years(summary: Summary) -> Sequence[tuple[str, int, int]]:
    """The years with how many events begin in them, and how that is beside the most, of 100."""
    most = max((count for _, count in summary.years), default=1)
    return [(year, count, round(100 * count / most)) for year, count in summary.years]


async def draw_picture(request: Request) -> Response:
    """Return a picture as SVG: of what matters most, or of a thing (`?focus=IRI`) and what is joined with it."""
    values = dict(read_pairs(request.scope["query_string"]))
    if not values.keys() <= {"focus", "dark"} or values.get("dark", "1") not in ("0", "1"):
        raise HttpError(400, "give nothing, ?focus=IRI, ?dark=1, or both")
    request.state.asked = values.get("focus", "")
    summaries: Summaries = request.app.state.summaries
    things = [read_thing(values["focus"])] if "focus" in values else (await summaries.get(request)).things
    if not things:
        raise HttpError(404, "there is nothing to draw")
    backend: Backend = request.app.state.backend
    wanted = sandbox.Request("picture", json.dumps({"things": things, "dark": values.get("dark") == "1"}))
    reply = await backend.run(request, lambda ask: ask(wanted))
    check(reply, backend.settings.limits)
    return tagged(request, reply.body, "image/svg+xml", _PICTURE)
