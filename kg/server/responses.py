"""Answers that a client may keep, and need not be sent again what it has; sent as fast as it takes them."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping

import anyio.to_thread
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kg.server.quota import PIECE

_SLICE = 1_000_000  # bytes that a client has the server's patience for


def tagged(
    request: Request,
    body: bytes,
    media_type: str,
    headers: Mapping[str, str] | None = None,
    *,
    tag: str | None = None,
) -> Response:
    """Return a body under its ETag, or 304 where the client has it already.

    The tag is that of the bytes, so it holds for queries whose answers change without the store (`NOW()`); it's weak,
    as the same bytes may be sent compressed.

    Args:
        request: what it answers.
        body: what to send; as much as the quota has left, or the answer will be 503.
        media_type: of the body.
        headers: further ones.
        tag: of a body that is held once for all requests, so that it doesn't count.
    """
    kept = {"Cache-Control": "no-cache", "Vary": "Accept", **(headers or {})}
    return _Answer(body, media_type, kept, tag)


def make_tag(body: bytes, media_type: str) -> str:
    """Return the ETag of a body."""
    digest = hashlib.sha256(media_type.encode())
    digest.update(body)
    return f'W/"{digest.hexdigest()[:32]}"'


class _Answer(Response):
    def __init__(self, body: bytes, media_type: str, headers: Mapping[str, str], tag: str | None) -> None:
        super().__init__(body, media_type=media_type, headers=headers)
        self._content, self._kind, self._kept, self._tag = body, media_type, headers, tag

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, if the quota allows; end the connection of a client that takes too long to take it."""
        state = scope["app"].state
        with state.quota.hold(scope, 0 if self._tag else len(self._content)):
            tag = self._tag or await self._make_tag()
            known = {each.strip() for each in Headers(scope=scope).get("if-none-match", "").split(",")}
            if tag in known or "*" in known:
                await Response(status_code=304, headers={"ETag": tag, **self._kept})(scope, receive, send)
                return
            self.headers["ETag"] = tag
            try:
                async with asyncio.timeout(state.settings.patience * (1 + len(self._content) / _SLICE)):
                    await self._send(scope, send)
            except TimeoutError:
                scope["state"]["transport"].abort()
            await asyncio.sleep(0)  # if the connection has ended, the server should know before this returns

    async def _make_tag(self) -> str:
        if len(self._content) > PIECE:
            return await anyio.to_thread.run_sync(make_tag, self._content, self._kind)
        return make_tag(self._content, self._kind)

    async def _send(self, scope: Scope, send: Send) -> None:
        """Send pieces; others have their turn between two of them."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        size = len(self._content)
        for start in range(0, max(size, 1), PIECE):
            more = start + PIECE < size
            await send({"type": "http.response.body", "body": self._content[start : start + PIECE], "more_body": more})
            await asyncio.sleep(0)
            if scope["state"]["transport"].is_closing():
                return
