"""The parent's side of a process that extracts."""

from __future__ import annotations

import os
import pickle
import signal
import socket
import struct
import subprocess
import sys
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from kg.errors import KgError
from kg.model import Document, Extraction

PROGRAM = "kg.workers.child"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
"""One process for each processor is faster than threads, and gives the same digits."""

_DASKS = ("MALLOC_TRIM_THRESHOLD_", "65536")
"""What Dask starts its workers with: glibc gives memory back after each array, and extraction takes twice as long."""

_STUCK = struct.pack("ll", 60, 0)  # seconds after which a message that doesn't go on has failed
_START = 300.0  # seconds to load the models

Answer = Extraction | KgError | None


@dataclass(slots=True, eq=False)
class Job:
    """A document on its way through a process: its number in the order of reading, and how often it was tried."""

    number: int
    document: Document
    tries: int = 0


class Process:
    """Extracts the documents that it's given, one after the other.

    Args:
        packed: what extracts, pickled.
        patience: seconds for a document of no length, and for every thousand characters.
    """

    def __init__(self, packed: bytes, patience: tuple[float, float]) -> None:
        here, there = socket.socketpair()
        for option in (socket.SO_SNDTIMEO, socket.SO_RCVTIMEO):
            here.setsockopt(socket.SOL_SOCKET, option, _STUCK)
        with there:
            self._process = subprocess.Popen(
                [sys.executable, "-m", PROGRAM, str(there.fileno())],
                pass_fds=[there.fileno()],
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the parent
            )
        self.channel = Connection(here.detach())
        self.jobs: deque[Job] = deque()
        self.ready = False
        self._patience = patience
        self._since = time.monotonic()
        self._send((sys.path, packed))

    def give(self, job: Job) -> bool:
        """Send a document; tell whether it went."""
        if not self.jobs and self.ready:
            self._since = time.monotonic()
        if self._send(job.document):
            self.jobs.append(job)
            return True
        return False

    def _send(self, message: object) -> bool:
        try:
            self.channel.send(message)
        except OSError:
            self._process.kill()  # it's dead, or as good as that
            return False
        return True

    def take(self) -> Answer:
        """Receive the answer to the first of the jobs, or to the start.

        Raises:
            EOFError: the process is dead.
            OSError: it's dead, or sends no more.
        """
        try:
            answer: Answer = self.channel.recv()
        except pickle.UnpicklingError as error:
            raise OSError(str(error)) from error
        self._since = time.monotonic()
        return answer

    @property
    def allowed(self) -> float:
        """Seconds for what it does now."""
        if not self.ready:
            return _START
        least, each = self._patience
        return least + each * len(self.jobs[0].document.text) / 1_000 if self.jobs else float("inf")

    @property
    def left(self) -> float:
        """Seconds until it has taken too long."""
        return self._since + self.allowed - time.monotonic()

    def kill(self) -> str:
        """End it, and tell how it ended or was before."""
        late = self._process.poll() is None and self.left <= 0
        told = f"took more than {self.allowed:.0f} seconds" if late else ""
        if not late:
            self._wait_briefly()
        self._process.kill()
        status = self._process.wait()
        self.channel.close()
        return told or _describe(status)

    def _wait_briefly(self) -> None:
        """Let one that is about to end do so, to be told from one that is killed here."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(0.5)

    def end(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait()
        self.channel.close()


def _describe(status: int) -> str:
    if status >= 0:
        return f"ended with status {status}"
    if -status == signal.SIGKILL:
        return "was killed, perhaps for want of memory"
    return f"was ended by {signal.Signals(-status).name}"


def _environment() -> dict[str, str]:
    package = str(Path(__file__).parent.parent.parent)
    kept = {name: value for name, value in os.environ.items() if (name, value) != _DASKS}
    paths = [package, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {**kept, **ONE_THREAD, "PYTHONPATH": os.pathsep.join(paths)}
