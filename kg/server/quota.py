"""Bounds the bytes that are held for clients: of answers until they are taken, of requests until they are answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.types import Scope

from kg.server.errors import HttpError

PIECE = 64 * 1024
"""As much as is sent at a time, compressed in the event loop, and not counted: the number of connections bounds it."""


class Quota:
    """Counts what is held; for the event loop, and no other thread.

    Args:
        most: bytes for all clients together; one address gets half of it.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._all = 0
        self._held: Counter[str] = Counter()

    @contextmanager
    def hold(self, scope: Scope, size: int) -> Iterator[None]:
        """Count so many bytes for as long as the block lasts.

        Args:
            scope: the request that they are held for.
            size: of its body, or of the answer's.

        Raises:
            HttpError: 503, too much is held already; 400, it's more than is ever held for one client.
        """
        client, share = address(scope), self._most // 2
        size = size if size > PIECE else 0
        if size > share:
            raise HttpError(400, f"has more than {share:,} bytes; ask for less at once, or raise --max-unread")
        if size and (self._all + size > self._most or self._held[client] + size > share):
            reason = "too many bytes wait to be sent to you or to others; take what you asked for, and try again"
            raise HttpError(503, reason, {"Retry-After": "5", "Connection": "close"})
        self._add(client, size)
        try:
            yield
        finally:
            self._add(client, -size)

    def _add(self, client: str, size: int) -> None:
        self._all += size
        self._held[client] += size
        if not self._held[client]:
            del self._held[client]


def address(scope: Scope) -> str:
    """Return the address of a request's client."""
    return str((scope.get("client") or ["-"])[0])
