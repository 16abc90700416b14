"""Answers that a client may keep, and need not be sent again what it has."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response


def tagged(request: Request, body: bytes, media_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return a body under its ETag, or 304 where the client has it already.

    The tag is that of the bytes, so it holds for queries whose answers change without the store (`NOW()`); it's weak,
    as the same bytes may be sent compressed.
    """
    tag = f'W/"{hashlib.sha256(media_type.encode() + body).hexdigest()[:32]}"'
    kept = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept", **(headers or {})}
    known = {each.strip() for each in request.headers.get("if-none-match", "").split(",")}
    if tag in known or "*" in known:
        return Response(status_code=304, headers=kept)
    return Response(body, media_type=media_type, headers=kept)
