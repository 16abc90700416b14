"""Starts the server, and stops it clean."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from types import FrameType

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.errors import ServerError
from kg.server.app import make_app
from kg.server.backend import Backend
from kg.server.gates import LOGGER
from kg.server.settings import Settings

_CONNECTIONS = 512
_GRACE = 2  # seconds that running requests get when the server is told to stop


def serve(settings: Settings, *, host: str, port: int) -> None:
    """Serve until SIGTERM or SIGINT.

    Args:
        settings: what and how.
        host: the address to listen on.
        port: the port; 0 for any that is free.

    Raises:
        StoreError: the store can't be opened.
        ServerError: the address is taken, or not this machine's.
    """
    with _on_stop(_leave), _listen(host, port) as listening, closing(Backend(settings)) as backend:
        server = _Server(_configure(settings, backend), backend)
        # Before uvicorn listens to signals, and after: it raises the one that ended it again.
        with _on_stop(server.leave):
            _announce(settings, backend, listening)
            server.run(sockets=[listening])


@contextmanager
def _on_stop(do: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    before = signal.signal(signal.SIGTERM, do)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


class _Server(uvicorn.Server):
    """Ends the queries that run before it waits for its clients to take their answers."""

    def __init__(self, config: uvicorn.Config, backend: Backend) -> None:
        super().__init__(config)
        self._backend = backend

    def leave(self, number: int, frame: FrameType | None) -> None:
        """Stop as soon as may be; a stop that was asked for is no failure."""
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._backend.stop()
        await super().shutdown(sockets)


def _configure(settings: Settings, backend: Backend) -> uvicorn.Config:
    return uvicorn.Config(
        make_app(settings, backend),
        http=_patient(settings.patience),
        ws="none",
        loop="asyncio",
        lifespan="on",
        access_log=False,
        log_level="error",
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=_GRACE,
    )


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        reason = f"can't be listened on ({error.strerror}); choose another --port, or --host"
        raise ServerError(f"{host}:{port}", reason) from error


def _announce(settings: Settings, backend: Backend, listening: socket.socket) -> None:
    host, port = listening.getsockname()[:2]
    kind = "reads and updates" if settings.token else "reads only"
    shown = f"[{host}]" if ":" in host else host
    LOGGER.info("serving %s at http://%s:%d/ (%s); stop with Ctrl-C", settings.name, shown, port, kind)
    if not backend.isolated:
        LOGGER.warning("this system grants no network namespace: SERVICE and LOAD are refused by their words alone")


def _patient(seconds: float) -> type[H11Protocol]:
    class Patient(H11Protocol):
        """Closes a connection that takes too long to send the head of a request; uvicorn itself waits for ever."""

        _timer: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._watch()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            self._watch()

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            self._rest()

        def on_response_complete(self) -> None:
            super().on_response_complete()
            self._watch()

        def _watch(self) -> None:
            """Wait for a head, unless a request is being answered."""
            if self.cycle is not None and not self.cycle.response_complete:
                self._rest()
            elif self._timer is None:
                self._timer = self.loop.call_later(seconds, self._give_up)

        def _rest(self) -> None:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None

        def _give_up(self) -> None:
            self._timer = None
            if not self.transport.is_closing():
                self.transport.close()

    return Patient
