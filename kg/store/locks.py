"""Holds files for one writer or many readers; the kernel lets go of them when a process ends, however it ends."""

from __future__ import annotations

import json
import os
import socket
from datetime import UTC, datetime
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows, where the engine's own lock still keeps a second writer out
    fcntl = None  # type: ignore[assignment]


class Lock:
    """A file that is held until `release`, or until the process ends."""

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle

    def write(self, text: str) -> None:
        """Make a text the whole content of the file."""
        if self._handle is not None:
            # It's never empty in between: a writer's note is the sign that there is more to publish.
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.ftruncate(self._handle, os.write(self._handle, text.encode()))

    def holds(self, path: Path) -> bool:
        """Whether the file that is held still goes by this name."""
        try:
            return self._handle is not None and os.path.samestat(os.fstat(self._handle), path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Let go of the file."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    def __del__(self) -> None:
        self.release()


def hold(path: Path, *, shared: bool = False) -> Lock | None:
    """Hold a file, at once or not at all.

    Args:
        path: the file; made if it isn't there, unless it's to be shared.
        shared: beside others who share it, instead of alone.

    Returns:
        The lock, or None where somebody else's lock stands against it.

    Raises:
        OSError: the file can't be opened.
    """
    lock = Lock(os.open(path, os.O_RDONLY if shared else os.O_RDWR | os.O_CREAT, 0o644))
    try:
        if fcntl is not None:
            fcntl.flock(lock._handle or 0, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.release()
        return None
    return lock


def note() -> str:
    """Write down who this process is: what a holder leaves in the file for those who come second."""
    since = datetime.now(UTC).isoformat(timespec="seconds")
    return json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": since}) + "\n"


def holder(path: Path) -> str:
    """Return who holds a file, as its note says: "process 4711 on host a, since …".

    Only of a file that is held now: the note of a holder that was killed stays until the next one.
    """
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        pid, host, since = int(said["pid"]), str(said["host"]), str(said["since"])
    except (OSError, ValueError, KeyError, TypeError):
        return "another process or Store"
    if host == socket.gethostname() and not _lives(pid):  # a note that its successor hasn't replaced yet
        return "another process or Store"
    return f"{'this process' if pid == os.getpid() else f'process {pid}'} on {host}, since {since},"


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
