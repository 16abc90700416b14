"""A few children that stay warm over the newest snapshot of a store."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kg.sandbox.children import Child
from kg.sandbox.messages import Reply, Request
from kg.sandbox.snapshots import Snapshot, Snapshots, Source

_TRIES = 2  # for a request whose child is killed from outside


@dataclass(slots=True, eq=False)
class Ticket:
    """Stands for requests that can be cancelled; see `Pool.cancel`."""

    child: Child | None = None
    cancelled: bool = False


class Pool:
    """Answers requests, each in a child of its own, as many at a time as there are places; safe to use from threads.

    A fresh child costs some 40 ms, a warm one less than 1. One that has died, was killed, or reads an old snapshot is
    replaced when it's next needed; what it worked for when somebody killed it is tried once more.

    Args:
        source: the store.
        size: children at most.
        waiting: requests that may wait for a child; one more is answered `busy`.
        start: makes a child over the folder of a snapshot.
        pause: as for `Snapshots`.
    """

    def __init__(
        self, source: Source, start: Callable[[Path], Child], *, size: int = 1, waiting: int = 16, pause: float = 0.0
    ) -> None:
        self.snapshots = Snapshots(source, pause=pause)
        self._start, self._size, self._waiting = start, size, waiting
        self._turn = threading.Condition()
        self._idle: list[tuple[Child, Snapshot]] = []
        self._running: set[Ticket] = set()
        self._busy = self._queued = 0
        self._stopped = False

    def ask(self, request: Request, seconds: float, *, ticket: Ticket | None = None) -> Reply:
        """Answer a request.

        Args:
            request: what to do.
            seconds: for all of it, waiting included, but not the start of a child.
            ticket: to cancel it by.

        Raises:
            StoreError: no snapshot can be taken, or opened.
        """
        deadline, ticket = time.monotonic() + seconds, ticket or Ticket()
        refused = self._wait(deadline)
        if refused:
            return Reply(refused)
        try:
            for _ in range(_TRIES):
                begun = time.monotonic()
                child, snapshot = self._take()
                deadline += time.monotonic() - begun
                reply = child.ask(request, deadline) if self._begin(ticket, child) else Reply("cancelled")
                self._end(ticket)
                self._give(child, snapshot)
                if reply.outcome != "killed":
                    break
            return reply
        finally:
            with self._turn:
                self._busy -= 1
                self._turn.notify()

    def cancel(self, ticket: Ticket) -> None:
        """End what is done, or yet to be done, for a ticket, and nothing else."""
        with self._turn:
            ticket.cancelled = True
            if ticket.child is not None:
                ticket.child.cancel()

    def _begin(self, ticket: Ticket, child: Child) -> bool:
        with self._turn:
            if ticket.cancelled or self._stopped:
                return False
            ticket.child = child
            self._running.add(ticket)
            return True

    def _end(self, ticket: Ticket) -> None:
        """From here on the child may work for somebody else."""
        with self._turn:
            ticket.child = None
            self._running.discard(ticket)

    def warm(self) -> bool:
        """Start one child, and tell whether it has left the network."""
        child, snapshot = self._take()
        self._give(child, snapshot)
        return child.isolated

    def stop(self) -> None:
        """End what runs, and take nothing more: who waits for a reply gets `cancelled`."""
        with self._turn:
            self._stopped = True
            for ticket in self._running:
                if ticket.child is not None:
                    ticket.child.cancel()
            self._turn.notify_all()

    def close(self) -> None:
        """End the children and remove the snapshots."""
        self.stop()
        with self._turn:
            idle, self._idle = self._idle, []
        for child, _ in idle:
            child.kill()
        self.snapshots.close()

    def _wait(self, deadline: float) -> str:
        """Take a place; or tell why there is none: `busy`, or `cancelled`."""
        with self._turn:
            if self._busy >= self._size and self._queued >= self._waiting:
                return "busy"
            self._queued += 1
            try:
                free = self._turn.wait_for(
                    lambda: self._stopped or self._busy < self._size, max(0.0, deadline - time.monotonic())
                )
            finally:
                self._queued -= 1
            if free and not self._stopped:
                self._busy += 1
                return ""
            return "cancelled" if self._stopped else "busy"

    def _take(self) -> tuple[Child, Snapshot]:
        while True:
            with self._turn:
                found = self._idle.pop() if self._idle else None
            if found is None:
                break
            if found[0].alive and self.snapshots.is_current(found[1]):
                return found
            self._drop(*found)
        snapshot = self.snapshots.acquire()
        try:
            return self._start(snapshot.folder), snapshot
        except BaseException:
            self.snapshots.expire()  # it may be of a store that was being put in its place
            self.snapshots.release(snapshot)
            raise

    def _give(self, child: Child, snapshot: Snapshot) -> None:
        if self._stopped or not child.alive:
            self._drop(child, snapshot)
            return
        with self._turn:
            self._idle.append((child, snapshot))

    def _drop(self, child: Child, snapshot: Snapshot) -> None:
        child.kill()
        self.snapshots.release(snapshot)
