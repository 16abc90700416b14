"""Asks the store on behalf of requests: children over a snapshot to read, one child that holds the store to write."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import anyio
import pyoxigraph as ox
from starlette.requests import Request as HttpRequest

from kg.errors import KgError, StoreError
from kg.graph import Store
from kg.sandbox.children import Child
from kg.sandbox.limited import Engine, check_reply
from kg.sandbox.messages import Reply, Request
from kg.sandbox.pool import Pool, Ticket
from kg.sandbox.snapshots import Signature, Source, sign
from kg.server.errors import HttpError
from kg.server.gates import LOGGER
from kg.server.settings import Settings
from kg.store.folder import WRITER as WRITERS_NOTE
from kg.store.marks import check
from kg.store.snapshots import link, published, take

Answer = TypeVar("Answer")
Ask = Callable[[Request], Reply]

_LOOKING = Request("query", "ASK {}", rows_type="text/csv")
_READER, _WRITER = "kg.server.drawer", "kg.server.writer"
_PAUSE = 1.0  # seconds; a writer beside this server costs one copy of its logs in each
_LOOK = 0.5  # seconds that /health waits for a look at a store that changed
_LOST = "the store can't be read now: it was moved, replaced or damaged; try again, or see the server's log"
_REPLACED = "another store lies where the one was that this server changes; start the server again to change that one"
_UNSURE = "lost the process that changes the store; ask whether the change was made, and send it again if it wasn't"


class Backend:
    """The store behind a server.

    Args:
        settings: which store, and within which limits.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._limits = settings.limits
        self._folder = settings.store[0] if settings.store[0].is_dir() else None
        self._writer: Child | None = None
        self._held: Signature = ()
        self._trouble = ""
        self._look: asyncio.Future[None] | None = None
        self._turn = anyio.Lock()
        self._threads = anyio.CapacityLimiter(settings.workers + settings.waiting + 2)
        self._start = partial(Child, memory=self._limits.memory, program=_READER)
        if settings.token is not None:
            self._writer = self._open_writer()
            self._held = self._identify_folder()
        pause = 0.0 if settings.token is not None else _PAUSE
        self._pool = Pool(self._source(), self._start, size=settings.workers, waiting=settings.waiting, pause=pause)
        self.isolated = self._pool.warm()

    def _open_writer(self) -> Child:
        if self._folder is None:
            raise StoreError(str(self.settings.store[0]), "can't be updated; serve a store's folder (kg build --store)")
        return Child(self._folder, memory=self._limits.memory, program=_WRITER)

    def _source(self) -> Source:
        files = self.settings.store
        if self._folder is None:
            return Source(partial(sign, *files), partial(_copy_files, files))
        Store.open(self._folder, read_only=True).close()  # complains of what is wrong with it
        return Source(partial(_sign_published, self._folder), partial(_copy_published, self._folder), self._folder)

    async def run(self, http: HttpRequest, work: Callable[[Ask], Answer]) -> Answer:
        """Do work that asks the store, in a thread; where the client goes away, the child that works for it is ended.

        Args:
            http: the request, of which the body has been read.
            work: is given the function to ask with.

        Raises:
            StoppedError: too many requests wait already.
            HttpError: 503, the store can't be read; 499, which nobody reads but the log's reader.
            QueryError: as `work` does.
        """
        if self._threads.borrowed_tokens >= self._threads.total_tokens:
            check_reply(Reply("busy"), self._limits)
        ticket = Ticket()
        ask = partial(self._ask, ticket=ticket)
        task = asyncio.ensure_future(anyio.to_thread.run_sync(work, ask, limiter=self._threads, abandon_on_cancel=True))
        gone = asyncio.ensure_future(_wait_for_end(http))
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            gone.cancel()
            return task.result()
        task.add_done_callback(asyncio.Future.exception)  # what comes of it nobody asks any more
        self._pool.cancel(ticket)
        raise HttpError(499, "the client went away")

    def ask(self, request: Request, *, seconds: float) -> Reply:
        """Ask for nobody who waits, in a thread of one's own.

        Args:
            request: what to do.
            seconds: how long it may take, whatever the limit of requests is.

        Raises:
            HttpError: 503, the store can't be read.
        """
        return self._ask(request, seconds=seconds)

    def _ask(self, request: Request, ticket: Ticket | None = None, seconds: float | None = None) -> Reply:
        with self._watched():
            reply = self._pool.ask(request, seconds or self._limits.seconds, ticket=ticket)
        if reply.outcome == "done":
            self._trouble = ""
        return reply

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Tell the log why the store can't be opened, and the client that it can't: paths are nobody's business.

        Raises:
            HttpError: 503.
        """
        try:
            yield
        except (KgError, OSError, RuntimeError, SyntaxError, ValueError) as error:
            if self._trouble != str(error):
                self._trouble = str(error)
                LOGGER.error("the store can't be read: %s", error)
            raise HttpError(503, _LOST, {"Retry-After": "5"}) from error

    @property
    def state(self) -> Signature | None:
        """What changes when the store does; none where it has changed since it was asked last."""
        return self._pool.snapshots.state

    async def find_trouble(self) -> str:
        """Say what is wrong with the store, if anything; looks at it only where it has changed, or was in trouble.

        A look that takes long goes on, and what was known before is told: a busy server isn't in trouble.
        """
        if self._trouble or self._pool.snapshots.are_behind:
            if self._look is None or self._look.done():
                self._look = asyncio.ensure_future(anyio.to_thread.run_sync(self._look_at_it))
            await asyncio.wait({self._look}, timeout=_LOOK)
        return _LOST if self._trouble else ""

    def _look_at_it(self) -> None:
        with suppress(HttpError):
            self._ask(_LOOKING)

    def engine(self, ask: Ask, *, own: bool = False) -> Engine:
        """Return what stands for the store in `kg.queries.ask`.

        Args:
            ask: as `run` gives it.
            own: for the server's own queries, which bound their rows themselves.
        """
        return Engine(ask, replace(self._limits, rows=None) if own else self._limits)

    async def update(self, request: Request) -> None:
        """Change the store; one update at a time.

        Raises:
            SyntaxError: the text isn't SPARQL.
            StoppedError: it was refused or stopped; nothing was changed.
            HttpError: 503, the store can't be opened, or nobody knows whether it was changed.
        """
        async with self._turn:
            reply = await anyio.to_thread.run_sync(self._update, request)
        if reply.outcome == "killed":
            raise HttpError(503, _UNSURE)
        check_reply(reply, self._limits)

    def _update(self, request: Request) -> Reply:
        if not self.takes_updates:
            raise HttpError(503, _REPLACED)
        if self._writer is None or not self._writer.alive:
            with self._watched():
                self._writer = self._open_writer()
        reply = self._writer.ask(request, time.monotonic() + self._limits.seconds)
        self._pool.snapshots.expire()
        return reply

    @property
    def takes_updates(self) -> bool:
        """Whether it was started to, and the store that it opened then is still in its place."""
        return self.settings.token is not None and self._held == self._identify_folder()

    def _identify_folder(self) -> Signature:
        """The file that a writer holds tells its folder from any other; nobody gets its number while it's held."""
        return _identify(self.settings.store[0] / WRITERS_NOTE)

    def stop(self) -> None:
        """End the queries that run; who waits for them is told."""
        self._pool.stop()

    def close(self) -> None:
        """End all children; the writer finishes and flushes first."""
        if self._writer is not None:
            self._writer.close()
        self._pool.close()


async def _wait_for_end(http: HttpRequest) -> None:
    while (await http.receive())["type"] != "http.disconnect":
        pass


def _sign_published(home: Path) -> Signature:
    """Tell the newest snapshot from others, also from one of another store that has its number."""
    return tuple(each for found in published(home)[-1:] for each in _identify(found))


def _identify(path: Path) -> Signature:
    try:
        told = path.stat()
    except FileNotFoundError:
        return ()
    return ((str(path), told.st_ino, told.st_mtime_ns if path.is_dir() else 0),)


def _copy_published(home: Path, target: Path) -> None:
    """Link the newest snapshot that the store's writer has published."""
    check(home)
    taken = take(home)
    if taken is None:
        raise StoreError(str(home), "has nothing published yet; wait for the writer's first flush")
    folder, lock = taken
    try:
        link(folder, target)
    finally:
        lock.release()


def _copy_files(files: tuple[Path, ...], target: Path) -> None:
    """Make a store of files of RDF, for children to open."""
    made = ox.Store(str(target))
    for file in files:
        made.bulk_extend(Store.load(file).engine)
    made.flush()
