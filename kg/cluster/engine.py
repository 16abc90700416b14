"""Runs shards on Dask: a local cluster of processes, or one that runs already."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from kg.cluster.storage import HOW
from kg.errors import WorkerError
from kg.workers.process import ONE_THREAD

if TYPE_CHECKING:
    from distributed import Client

Given = TypeVar("Given")
Made = TypeVar("Made")

_MALLOC = {"MALLOC_TRIM_THRESHOLD_": "1000000000", "MALLOC_MMAP_THRESHOLD_": "1000000000", "MALLOC_ARENA_MAX": "1"}
"""In the place of Dask's own setting, with which extraction takes twice as long; what counts is there at the start."""

_TRIES = 2
_WAIT = 30


@dataclass(frozen=True, slots=True)
class Engine:
    """What runs: so many processes of this machine, or the cluster whose scheduler has this address."""

    workers: int = 2
    scheduler: str | None = None

    def run(self, do: Callable[[Given], Made], work: Iterable[Given]) -> Iterator[tuple[Given, Made | Exception]]:
        """Do the work, and yield each piece with what it gave, or why not, as they are done.

        A piece whose worker dies is given to another one, up to four times, and one that fails is tried again.

        Args:
            do: can be pickled, and may be called again for a piece.
            work: the pieces; only a few more than there are workers are in flight.

        Raises:
            WorkerError: Dask isn't installed, or the scheduler can't be reached.
        """
        with self._connect() as client:
            from distributed import as_completed

            pieces = iter(work)
            given: dict[str, Given] = {}
            running = as_completed(with_results=False)
            while True:
                room = 2 * max(1, len(client.scheduler_info(n_workers=-1)["workers"])) + 1 - len(given)
                for piece in islice(pieces, max(0, room)):
                    future = client.submit(do, piece, pure=False, retries=_TRIES - 1)
                    given[future.key] = piece
                    running.add(future)
                if not given:
                    return
                done = next(running)
                yield given.pop(done.key), _result(done)

    @contextmanager
    def _connect(self) -> Iterator[Client]:
        try:
            from distributed import Client, LocalCluster
        except ImportError as error:
            raise WorkerError("dask", HOW) from error
        if self.scheduler is not None:
            with _reach(Client, self.scheduler) as client:
                yield client
            return
        with (
            _environment(),
            LocalCluster(
                n_workers=self.workers,
                threads_per_worker=1,
                host="127.0.0.1",
                scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
                silence_logs="CRITICAL",
            ) as cluster,
            Client(cluster) as client,
        ):
            yield client


def _reach(client: Callable[..., Client], address: str) -> Client:
    try:
        return client(address, timeout=_WAIT)
    except (OSError, ValueError) as error:
        raise WorkerError(
            address, f"no scheduler of Dask answers there ({error}); start one with: dask scheduler"
        ) from error


def _result(done: Any) -> Any:  # noqa: ANN401 - what the piece gave
    try:
        return done.result()
    except Exception as error:
        return error


@contextmanager
def _environment() -> Iterator[None]:
    """What processes that start now shall find; what the user has set stays."""
    added = {name: value for name, value in {**_MALLOC, **ONE_THREAD}.items() if name not in os.environ}
    os.environ.update(added)
    try:
        yield
    finally:
        for name in added:
            os.environ.pop(name, None)
