"""Keeps what a build has done so far: on the disk every few seconds, and no more of it in memory than must be."""

from __future__ import annotations

import threading
import time
from typing import Self

from kg.graph import Store
from kg.memory import give_back
from kg.model import Extraction

_PERIOD = 3.0
"""Seconds of a build after which the store is flushed, if that takes no more than a twentieth of a processor's time."""

_STRETCH = 50_000
"""So many characters are read before memory is given back."""


class Checkpoint:
    """Flushes a store every few seconds in a thread of its own, for a document may take minutes to read.

    And after so many characters the memory that was used for them goes back to the system.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._added, self._ended = threading.Event(), threading.Event()
        self._error: Exception | None = None
        self._characters = 0
        self._thread = threading.Thread(target=self._run, name="kg checkpoint", daemon=True)

    def _run(self) -> None:
        pause = _PERIOD
        while not self._ended.wait(pause):
            if self._added.is_set():
                self._added.clear()
                try:
                    self._store.take_in()
                    began = time.thread_time()  # to wait for the disk costs the build nothing
                    self._store.flush()
                except Exception as error:
                    self._error = error
                    return
                pause = max(_PERIOD, 20 * (time.thread_time() - began))

    def pass_by(self, extraction: Extraction) -> None:
        """Have what was added flushed in time; raise what a flush before has raised."""
        if self._error is not None:
            raise self._error
        self._added.set()
        self._characters += len(extraction.document.text) // extraction.volumes
        if self._characters >= _STRETCH:
            self._characters = 0
            give_back()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
