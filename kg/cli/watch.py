"""`kg build --watch`: builds, looks again every few seconds, and reads what has changed."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.commands import STANDARD_OUTPUT, complain, tell
from kg.cli.engines import list_read_options
from kg.cli.progress import ProgressLine
from kg.cli.targets import Targets
from kg.documents.sources import STANDARD_INPUT, find_sources
from kg.errors import OutputError

if TYPE_CHECKING:
    from kg.builder import BuildReport
    from kg.extractor import Extractor
    from kg.graph import Store

Signature = tuple[int, int, int]
"""The size of a file, when it was changed, and which file it is."""

PERIOD = 2.0
"""Seconds between two looks; more where a look takes more than a tenth of that."""


class Watcher:
    """Knows which files have changed since they were read, and are as they were at the look before."""

    def __init__(self, paths: list[str]) -> None:
        self._paths = paths
        self._now: dict[Path, Signature] = {}
        self._before: dict[Path, Signature] = {}
        self._read: dict[Path, Signature] = {}

    def look(self) -> bool:
        """Look at all files; tell whether some are to be read, or have gone."""
        self._before, self._now = self._now, dict(_list_signatures(self._paths))
        gone = self._read.keys() - self._now.keys()
        return bool(gone) or any(map(self._is_ready, self._now))

    def _is_ready(self, path: Path) -> bool:
        """Whether a file has changed, and isn't being written any more."""
        now = self._now.get(path)
        return now is not None and now == self._before.get(path) and now != self._read.get(path)

    def pass_over(self, store: Store) -> Callable[[Path], Collection[str] | None]:
        """Return what gives None for a file to read; for another, the documents that the store has of it."""
        known: dict[Path, list[str]] = defaultdict(list)
        for document, file in store.files().items():
            known[file].append(document)
        return lambda path: None if self._is_ready(path) else known.get(path.resolve(), ())

    def settle(self) -> None:
        """Take note that all that was ready has been read."""
        ready = {path: now for path, now in self._now.items() if self._is_ready(path)}
        self._read = {path: now for path, now in self._read.items() if path in self._now} | ready


def _list_signatures(paths: list[str]) -> Iterator[tuple[Path, Signature]]:
    for source in find_sources(paths, lambda error: None):
        try:
            status = source.path.stat()
        except (OSError, ValueError):
            continue
        yield source.path, (status.st_size, status.st_mtime_ns, status.st_ino)


def check_watch(options: argparse.Namespace, targets: Targets) -> None:
    """Refuse what can't be watched, or written again and again.

    Raises:
        OutputError: there is neither a store nor a file to write, or a folder of files, or a stream.
    """
    if not (options.store or options.output):
        raise OutputError("--watch", "needs a place for the graph that grows; add --store DIR, or -o FILE")
    if targets.wants_all or options.engine or str(targets.output) == STANDARD_OUTPUT:
        told = "keeps one store or one file up to date; leave out --report, --engine, -o - and -o FOLDER/"
        raise OutputError("--watch", told)
    if STANDARD_INPUT in options.paths:
        raise OutputError("--watch", "can't look at standard input again; give files or folders")


@contextmanager
def open_watched(given: str | None) -> Iterator[Store]:
    """Open the store, or one that goes at the end where only a file is written."""
    from kg.graph import Store

    with tempfile.TemporaryDirectory(prefix="kg-watch-") as folder, Store(given or Path(folder, "graph.kg")) as store:
        yield store


def watch(options: argparse.Namespace, extractor: Extractor, store: Store, line: ProgressLine) -> Iterator[BuildReport]:
    """Build in rounds until Ctrl-C; yield the report of each in which something was read or gone."""
    from kg.builder import build_into

    watcher, pause, told = Watcher(options.paths), 0.0, set[str]()
    while True:
        time.sleep(pause)
        began = time.monotonic()
        something = watcher.look()
        pause = max(PERIOD, 10 * (time.monotonic() - began))
        if not something:
            continue
        report = build_into(
            store,
            options.paths,
            extractor=extractor,
            min_confidence=options.min_confidence,
            progress=line.show,
            again=options.again,
            prune=options.prune or not options.store,
            options=list_read_options(options),
            resolve=options.resolve,
            workers=options.workers or 1,
            pass_over=watcher.pass_over(store),
        )
        watcher.settle()
        line.end()
        for message in map(str, report.errors):
            complain(message)
        absent = {f"{one.document.name}: {one}" for one in report.absences}
        for message in sorted(absent - told):
            complain(message)
        told = absent
        yield report


def tell_round(summary: str) -> None:
    """Tell in one line what a round did, and when."""
    tell(f"{time.strftime('%H:%M:%S')} {summary}")
