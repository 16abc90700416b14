"""Which pages of other sites a browser lets read answers: all, unless the operator says no; and which may update."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.server.gates import is_known_host
from kg.server.settings import Settings

_SHOWN = "ETag, Retry-After"
_READING = "Accept, Content-Type, If-None-Match"
_DAY = "86400"


class Cors:
    """Answers what browsers ask before they let a page of another site ask, and says who may read an answer.

    Args:
        app: what comes after.
        settings: who may read, and who may update.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it here."""
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        if not is_known_host(headers.get("host", ""), self._settings.hosts):  # nor is it answered by what comes after
            await self._app(scope, receive, send)
            return
        origin = headers.get("origin", "")
        if origin and scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            await self._prepare(origin)(scope, receive, send)
            return
        await self._app(scope, receive, self._opening(send, scope, origin))

    def _prepare(self, origin: str) -> Response:
        """Answer a preflight: the header that holds a token is for the sites that may update."""
        allowed = self._allowed(origin, updates=False)
        if not allowed:
            return Response(status_code=403)
        sent = f"{_READING}, Authorization" if origin in self._settings.origins else _READING
        return Response(
            status_code=204,
            headers={
                **allowed,
                "Access-Control-Allow-Methods": "GET, HEAD, POST",
                "Access-Control-Allow-Headers": sent,
                "Access-Control-Max-Age": _DAY,
            },
        )

    def _allowed(self, origin: str, *, updates: bool) -> dict[str, str]:
        """The header that lets a page of a site read an answer, if one may."""
        if origin in self._settings.origins:
            return {"Access-Control-Allow-Origin": origin}
        return {} if updates or not self._settings.is_open else {"Access-Control-Allow-Origin": "*"}

    def _opening(self, send: Send, scope: Scope, origin: str) -> Send:
        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                allowed = self._allowed(origin, updates=scope.get("state", {}).get("updates", False))
                for name, value in allowed.items():
                    headers.append(name, value)
                if self._settings.origins:
                    headers.append("Vary", "Origin")
                if allowed:
                    headers.append("Access-Control-Expose-Headers", _SHOWN)
            await send(message)

        return add


def is_foreign(headers: Headers, scheme: str, origins: frozenset[str]) -> bool:
    """Whether a page of another site sends a request, of none that may update.

    Args:
        headers: of the request.
        scheme: by which this server is called.
        origins: the sites that may.
    """
    origin = headers.get("origin")
    return origin is not None and origin not in origins and origin != f"{scheme}://{headers.get('host', '')}"
