"""What every request passes: the log, the check of the Host header, the limits of bodies, the headers of safety."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import re
import time
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.server.errors import MISDIRECTED, HttpError, respond
from kg.server.quota import Quota, address
from kg.server.settings import Settings

LOGGER = logging.getLogger("kg.server")
HEALTH = "/health"
_AT_ONCE = 16  # requests that begin before others have their turn: hundreds in one moment don't hold up /health
_LONGEST = 300  # characters of a query that the log keeps

_SAFETY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}


class Log:
    """Writes a line for each request: who, what, status, bytes, milliseconds; no header, and of a query its text."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and write its line when it's answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, told = time.perf_counter(), {"status": 499, "bytes": 0}

        async def watch(message: Message) -> None:
            if message["type"] == "http.response.start":
                told["status"] = message["status"]
            told["bytes"] += len(message.get("body", b""))
            await send(message)

        scope.setdefault("state", {})
        try:
            await self._app(scope, receive, watch)
        finally:
            spent = 1000 * (time.perf_counter() - started)
            asked = _printable(scope["state"].get("asked", ""))
            what = f"{scope['method']} {_printable(scope['path'])} {told['status']} {told['bytes']} B {spent:.1f} ms"
            LOGGER.info("%s %s%s", address(scope), what, f" | {asked}" if asked else "")


def _printable(text: str) -> str:
    """One line, whatever is in the text."""
    line = " ".join(text.split())[:_LONGEST]
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in line)


class Gate:
    """Refuses what may not reach a route, and adds the headers that every answer has.

    Args:
        app: what comes after.
        settings: hosts, body, patience.
        quota: what bodies count against.
    """

    def __init__(self, app: ASGIApp, settings: Settings, quota: Quota) -> None:
        self._app = app
        self._settings = settings
        self._quota = quota
        self._door = asyncio.Semaphore(_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                _complete(MutableHeaders(scope=message), _SAFETY.items())
            await send(message)

        if scope["path"] != HEALTH:
            async with self._door:
                await asyncio.sleep(0)
        try:
            with self._quota.hold(scope, self._admit(Headers(scope=scope))):
                body = await self._read_in_time(receive)
                await self._app(scope, _replay(body, receive), add)
        except HttpError as error:
            await respond(Request(scope), error)(scope, receive, add)

    def _admit(self, headers: Headers) -> int:
        """Return how long the body may be, if the request may have one.

        Raises:
            HttpError: the host, the encoding or the length of the body.
        """
        if not is_known_host(headers.get("host", ""), self._settings.hosts):
            raise HttpError(MISDIRECTED, "this server isn't called by this name; start it with --allow-host NAME")
        if headers.get("content-encoding", "identity") != "identity":
            raise HttpError(415, "bodies are read without Content-Encoding only")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._settings.body:
            raise self._too_long()
        return self._settings.body if "transfer-encoding" in headers else int(length)

    async def _read_in_time(self, receive: Receive) -> bytes:
        try:
            return await asyncio.wait_for(self._read(receive), self._settings.patience)
        except TimeoutError as error:
            raise HttpError(408, "the body took too long", {"Connection": "close"}) from error

    async def _read(self, receive: Receive) -> bytes:
        body = bytearray()
        while True:
            message = await receive()
            body += message.get("body", b"")
            if len(body) > self._settings.body:
                raise self._too_long()
            if not message.get("more_body", False):
                return bytes(body)

    def _too_long(self) -> HttpError:
        reason = f"the body has more than {self._settings.body:,} bytes; send it in parts, or raise --max-body"
        return HttpError(413, reason, {"Connection": "close"})


def _complete(headers: MutableHeaders, wanted: Iterable[tuple[str, str]]) -> None:
    for name, value in wanted:
        headers.setdefault(name, value)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Hand on a body that has been read; after it comes what the connection says next."""
    left = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return left.pop() if left else await receive()

    return replay


def is_known_host(host: str, allowed: Iterable[str]) -> bool:
    """Whether a Host header names this server: by an address, as localhost, or by an allowed name.

    A page elsewhere can point a name of its own at 127.0.0.1 (DNS rebinding), but not call this server by an address.

    >>> is_known_host("[::1]:7878", []), is_known_host("evil.example:7878", [])
    (True, False)
    """
    name = re.sub(r":\d+$", "", host).strip("[]").lower()
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return name == "localhost" or name in allowed
    return True
