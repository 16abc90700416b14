"""What goes wrong, as HTTP says it: a status and one line of plain text, or a page for who reads pages."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from kg.errors import KgError
from kg.sandbox.messages import StoppedError
from kg.server.media import HTML, choose
from kg.server.templates import PLAIN, render

MISDIRECTED = 421
_JSON = ("/queries", "/search.json")

# What isn't here is the client's to mend.
_STATUS = {"deadline": 503, "memory": 503, "busy": 503, "cancelled": 503, "killed": 503, "failed": 500, "missing": 404}
_STATUS |= {"unacceptable": 406}


class HttpError(KgError):
    """A request that can't be served; the status, what to do, further headers."""

    def __init__(self, status: int, reason: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.headers = headers or {}


def respond(request: Request, error: Exception) -> Response:
    """Write an error: JSON for what speaks JSON, a page for who asks for HTML, else plain text."""
    status, reason, headers = _explain(error)
    if request.url.path.startswith(_JSON):
        return JSONResponse({"error": reason}, status, headers)
    wanted = choose(request.headers.get("accept"), ["text/plain", HTML])
    if wanted == HTML and status != MISDIRECTED:  # a page would answer by a name that isn't this server's
        return _render(request, status, reason, headers)
    return PlainTextResponse(reason + "\n", status, headers)


def _render(request: Request, status: int, reason: str, headers: Mapping[str, str]) -> Response:
    title = {404: "Not found", 503: "Not now"}.get(status, "This can’t be answered")
    page = render("error.html", site=request.app.state.settings.name, title=title, reason=reason.rstrip("."))
    return HTMLResponse(page, status, {**headers, "Content-Security-Policy": PLAIN, "Vary": "Accept"})


def _explain(error: Exception) -> tuple[int, str, dict[str, str]]:
    if isinstance(error, HttpError):
        return error.status, error.reason, dict(error.headers)
    status = _STATUS.get(error.outcome, 400) if isinstance(error, StoppedError) else 400
    return status, str(error), {"Retry-After": "5"} if status == 503 else {}
