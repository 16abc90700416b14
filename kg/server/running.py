"""Starts the server, and stops it clean."""

from __future__ import annotations

import asyncio
import ctypes
import resource
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from types import FrameType

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.errors import ServerError
from kg.server.app import make_app
from kg.server.backend import Backend
from kg.server.gates import LOGGER
from kg.server.settings import Settings

_CONNECTIONS = 512  # from here on, who does nothing is let go
_MOST = 8 * _CONNECTIONS  # from here on, everybody is sent away
_SPELL = 0.05  # seconds in which those who come may speak before anybody is let go
_BUFFER = 128 * 1024  # bytes for each connection that the system takes, and doubles
_MMAP_THRESHOLD = -3  # of malloc.h
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
    _give_back_memory()
    _allow_connections()
    with _on_stop(_leave), _listen(host, port) as listening, closing(Backend(settings)) as backend:
        server = _Server(_configure(settings, backend), backend)
        # Before uvicorn listens to signals, and after: it raises the one that ended it again.
        with _on_stop(server.leave):
            _announce(settings, backend, listening)
            server.run(sockets=[listening])


def _give_back_memory() -> None:
    """Have the C library return to the system what a large answer took; by itself it comes to keep such memory."""
    with suppress(OSError, AttributeError):  # it isn't glibc
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, 1_000_000)


def _allow_connections() -> None:
    """Ask the system for as many open files as the connections need, where it grants fewer."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * _MOST if hard == resource.RLIM_INFINITY else min(2 * _MOST, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


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
        limit_concurrency=_MOST,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=_GRACE,
    )


def _listen(host: str, port: int) -> socket.socket:
    try:
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BUFFER)
        return listening
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
    waiting: dict[Patient, asyncio.TimerHandle] = {}  # in the order in which it began

    class Patient(H11Protocol):
        """Ends a connection whose client takes too long to send the head of a request, or to take what is sent.

        uvicorn itself waits for ever. Where there are too many connections, those that were waited for the longest end
        for those that come: clients that do nothing keep nobody out.
        """

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self.app_state = {**self.app_state, "transport": transport}
            self._watch()
            if len(self.connections) > _CONNECTIONS:
                self.loop.call_later(_SPELL, self._make_room)

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            self._watch()

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            self._rest()

        def on_response_complete(self) -> None:
            super().on_response_complete()
            self._watch()

        def pause_writing(self) -> None:
            super().pause_writing()
            self._watch()

        def resume_writing(self) -> None:
            super().resume_writing()
            self._rest()
            self._watch()

        def _watch(self) -> None:
            """Wait for the client, unless it waits for an answer that it takes."""
            answered = self.cycle is None or self.cycle.response_complete
            if not answered and not self.flow.write_paused:
                self._rest()
            elif self not in waiting:
                waiting[self] = self.loop.call_later(seconds, self._give_up)

        def _rest(self) -> None:
            if timer := waiting.pop(self, None):
                timer.cancel()

        def _give_up(self) -> None:
            self._rest()
            self.connections.discard(self)
            self.transport.abort()  # to close it would wait until what was written is taken

        def _make_room(self) -> None:
            while waiting and len(self.connections) > _CONNECTIONS:
                next(iter(waiting))._give_up()

    return Patient
