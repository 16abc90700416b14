"""`/docs`: the description of the server, for people, made of the one for programs."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from kg.server import media
from kg.server.openapi import make_description
from kg.server.operations import TAGS
from kg.server.responses import tagged
from kg.server.settings import Settings
from kg.server.templates import PLAIN, render

Json = dict[str, Any]


async def show(request: Request) -> Response:
    """Return the page."""
    settings: Settings = request.app.state.settings
    described = make_description(settings)
    found = [_describe(path, do["get"]) for path, do in described["paths"].items()]
    page = render(
        "docs.html",
        site=settings.name,
        title="Addresses",
        base=str(request.base_url).rstrip("/"),
        rooms=[(tag, said, [one for one in found if one["tag"] == tag]) for tag, said in TAGS.items()],
        limits=settings.limits,
        is_open=settings.is_open,
        updates=settings.token is not None,
    )
    return tagged(request, page.encode(), media.HTML, {"Content-Security-Policy": PLAIN})


def _describe(path: str, operation: Json) -> Json:
    """An address with its parameters, an example of it, and what it answers."""
    given = operation.get("parameters", [])
    needed = [(one["name"], one["example"]) for one in given if one["required"]]
    answer = operation["responses"]["200"]
    return {
        "path": path,
        "tag": operation["tags"][0],
        "summary": operation["summary"],
        "parameters": given,
        "example": f"{path}{'?' * bool(needed)}{urlencode(needed)}",
        "kinds": list(answer.get("content", {})),
        "columns": _columns(answer),
        "errors": sorted(status for status in operation["responses"] if status[0] in "45"),
    }


def _columns(answer: Json) -> Json:
    schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
    rows: Json = (schema.get("items") or schema).get("properties", {})
    return {name: said.get("description", "") for name, said in rows.items()}
