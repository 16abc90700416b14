"""Starts children, asks them, and ends them on time."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from kg.errors import StoreError
from kg.sandbox.messages import Reply, Request, receive_reply, send_request

PROGRAM = "kg.sandbox.worker"
_START = 30.0  # seconds that a child may take to open a store
_LAST = 1.0  # seconds between the end of a child's channel and its own
# The engine aborts where memory ends; where nesting is deep, it overruns its stack. These signals others send.
_DEATHS = {-signal.SIGABRT: "memory"} | {
    -number: "killed" for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
}


class Child:
    """A child process with a store open.

    Args:
        folder: what the program opens.
        memory: in MiB.
        program: the module to run, which calls `kg.sandbox.worker.main`.

    Raises:
        StoreError: the child can't open the store.
    """

    def __init__(self, folder: Path, *, memory: int, program: str = PROGRAM) -> None:
        here, there = socket.socketpair()
        command = [sys.executable, "-m", program, str(there.fileno()), str(folder), str(memory)]
        with there:
            self._process = subprocess.Popen(
                command,
                pass_fds=[there.fileno()],
                env=_environment(),
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the parent
            )
        self._channel = Connection(here.detach())
        self._lock = threading.Lock()
        self.cancelled = False
        hello = self._receive(time.monotonic() + _START)
        if hello.outcome != "done":
            self.kill()
            raise StoreError(str(folder), f"can't be opened by a child process ({hello.reason or hello.outcome})")
        self.isolated = bool(hello.reason)

    def ask(self, request: Request, deadline: float) -> Reply:
        """Ask, and wait for the reply; a child that misses the deadline, or dies, can't be asked again.

        Args:
            request: what to do.
            deadline: by the clock of `time.monotonic`.
        """
        try:
            send_request(self._channel, request)
        except OSError:
            return self._epitaph()
        return self._receive(deadline)

    def _receive(self, deadline: float) -> Reply:
        try:
            if not self._channel.poll(max(0.0, deadline - time.monotonic())):
                self.kill()
                return Reply("deadline")
            return receive_reply(self._channel)
        except (EOFError, OSError):
            return self._epitaph()

    def _epitaph(self) -> Reply:
        """Why a child died."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_LAST)  # to be told from one that is killed here
        status = self._process.poll()
        self.kill()
        if self.cancelled:
            return Reply("cancelled")
        return Reply(_DEATHS.get(status or 0, "crash"))

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None and not self._channel.closed

    def cancel(self) -> None:
        """End the child from another thread; whoever waits for it gets the reply `cancelled`."""
        self.cancelled = True
        self._process.kill()

    def kill(self) -> None:
        """End the child at once."""
        with self._lock:
            self._process.kill()  # does nothing to one that has ended
            self._process.wait()
            self._channel.close()

    def close(self) -> None:
        """Let the child finish what it has begun; end it if that takes more than four seconds."""
        with self._lock:
            self._channel.close()
            try:
                self._process.wait(4)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


def _environment() -> dict[str, str]:
    """Nothing of the parent's environment, which may hold secrets, but where to find Python's modules."""
    package = str(Path(__file__).parent.parent.parent)
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "VIRTUAL_ENV") if name in os.environ}
    return {**kept, "PYTHONPATH": package, "MALLOC_ARENA_MAX": "2", "OPENBLAS_NUM_THREADS": "1"}
