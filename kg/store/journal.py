"""Takes in new documents by the lot: what one says is written to a file at once, and goes to the engine with others.

To take them in one by one costs the engine twice as much, and more with each thousand (docs/libraries.md). The file
`journal.nq` lies in the store's folder as long as there is something in it: of each document its N-Quads, and a comment
with their digest. What a killed writer has left there is taken in by the next one; a document that it didn't write to
the end is as if it had never been read.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

JOURNAL = "journal.nq"
LOT = 25_000_000
"""Bytes of N-Quads that go in together: a hundred dense documents of 1 kB, for which the engine needs some 100 MB."""

_FEW = 1_000_000
"""Of fewer bytes the engine makes no files of their own."""

_MARK = b"# "


@dataclass(slots=True)
class Journal:
    """The documents that a store has and its engine hasn't.

    Args:
        path: the file.
    """

    path: Path
    size: int = 0
    documents: set[str] = field(default_factory=set)

    def write(self, document: str, lines: bytes) -> None:
        """Keep what a new document says.

        Args:
            document: its IRI.
            lines: N-Quads, all that comes into the store with it.

        Raises:
            OSError: the disk is full; then nothing has changed.
        """
        record = lines + _MARK + _digest(lines) + b"\n"
        try:
            with self.path.open("ab") as file:
                file.write(record)
        except OSError:
            self._cut()
            raise
        self.size += len(record)
        self.documents.add(document)

    @property
    def is_full(self) -> bool:
        """Whether there is enough for the engine to take in."""
        return self.size >= LOT

    def settle(self, engine: ox.Store) -> None:
        """Have the engine take in all that is there; what was taken in before a kill does no harm a second time.

        Args:
            engine: the writer's.

        Raises:
            OSError: the disk is full; what the engine hasn't taken in is still there.
        """
        if self.size:
            load = engine.bulk_load if self.size >= _FEW else engine.load
            load(path=str(self.path), format=ox.RdfFormat.N_QUADS)
            engine.flush()
            self.path.unlink()
            self.size = 0
            self.documents.clear()

    def recover(self, engine: ox.Store) -> None:
        """Have the engine take in what a writer that was killed has left.

        Args:
            engine: the writer's.

        Raises:
            OSError: the disk is full, or the file can't be read.
        """
        if self.path.exists():
            self.size = _find_end(self.path.read_bytes())
            self._cut()
            self.settle(engine)

    def _cut(self) -> None:
        """Take out what follows the last whole document."""
        if self.size:
            os.truncate(self.path, self.size)
        else:
            self.path.unlink(missing_ok=True)


def _digest(lines: bytes) -> bytes:
    return hashlib.blake2b(lines, digest_size=16).hexdigest().encode()


def _find_end(content: bytes) -> int:
    """Return how many bytes whole documents take; a literal can't hold the end of a line, so no text is a mark."""
    start = 0
    while (mark := content.find(b"\n" + _MARK, start)) >= 0:
        end = content.find(b"\n", mark + 1)
        if content[mark + 1 + len(_MARK) : end] != _digest(content[start : mark + 1]):
            break
        start = end + 1
    return start
