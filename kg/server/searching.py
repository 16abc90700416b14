"""`/search`: things by their names; `/search.json` for programs, and for what pages suggest as one types."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.sandbox import messages as sandbox
from kg.server import media
from kg.server.entities import ask_child
from kg.server.errors import HttpError
from kg.server.protocol import read_pairs
from kg.server.responses import tagged
from kg.server.settings import Settings
from kg.server.templates import SUGGESTING, entity_path, render

LONGEST = 200
"""Characters of what one looks for."""
_ON_PAGE, _SUGGESTED, _MOST = 30, 8, 50


async def show(request: Request) -> Response:
    """Return the page of a search."""
    settings: Settings = request.app.state.settings
    words, _ = _read(request, _ON_PAGE)
    page = render(
        "search.html", site=settings.name, title="Search", words=words, hits=await _search(request, words, _ON_PAGE)
    )
    return tagged(request, page.encode(), media.HTML, {"Content-Security-Policy": SUGGESTING})


async def suggest(request: Request) -> Response:
    """Return the things whose names are nearest to some words, with the paths of their pages."""
    words, most = _read(request, _SUGGESTED)
    hits = await _search(request, words, most)
    return JSONResponse([{**hit, "path": entity_path(hit["iri"])} for hit in hits])


def _read(request: Request, most: int) -> tuple[str, int]:
    pairs = read_pairs(request.scope["query_string"])
    values = dict(pairs)
    if len(values) < len(pairs) or not values.keys() <= {"q", "most"}:
        raise HttpError(400, "give ?q=WORDS, and &most=N for so many things")
    words, number = values.get("q", "").strip(), values.get("most", str(most))
    if len(words) > LONGEST or not number.isascii() or not number.isdecimal() or not 1 <= int(number[:9]) <= _MOST:
        raise HttpError(400, f"give ?q=WORDS of at most {LONGEST} characters, and &most=N from 1 to {_MOST}")
    request.state.asked = words
    return words, int(number)


async def _search(request: Request, words: str, most: int) -> list[dict[str, str]]:
    if not words:
        return []
    found: list[dict[str, str]] = await ask_child(request, sandbox.Request("search", words, rows=most))
    return found
