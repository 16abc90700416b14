"""Builds a store of many documents, and prints a line for each thousand of what they took.

    python -m benchmarks.library --documents 1000 --workers 2
    python -m benchmarks.library --documents 20000 --extractor fake

Two cores that nobody else uses: compare the `wall s` of one worker with that of two.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.library.fake import make_fake
from benchmarks.library.texts import write_library
from benchmarks.library.tree import Watch, now, size_of
from kg.builder import BuildReport, build_into
from kg.extraction import prepare_extractor
from kg.graph import Store
from kg.model import Extraction

_HEAD = "documents | statements | wall s | CPU s | CPU ms each | peak MB | store MB"


@dataclass(slots=True)
class Table:
    """Prints a row whenever so many documents more are stored."""

    step: int
    store: Path
    watch: Watch
    started: tuple[float, float] = field(default_factory=now)
    last: tuple[int, float] = (0, 0.0)

    def tell(self, _: Extraction, report: BuildReport) -> None:
        """Take note of a document."""
        if report.documents % self.step == 0:
            self.row(report)

    def row(self, report: BuildReport, name: str = "") -> None:
        """Print a row of the documents since the last one."""
        wall, cpu = (at - before for at, before in zip(now(), self.started, strict=True))
        each = (cpu - self.last[1]) / max(1, report.documents - self.last[0]) * 1000
        cells = [report.documents, report.statements, f"{wall:.1f}", f"{cpu:.1f}", f"{each:.2f}"]
        cells += [f"{self.watch.take():.0f}", f"{size_of(self.store):.1f}"]
        sys.stdout.write(name + " | ".join(map(str, cells)) + "\n")
        sys.stdout.flush()
        self.last = (report.documents, cpu)


def measure(options: argparse.Namespace, folder: Path) -> None:
    """Write the documents, build, and print the table."""
    size = write_library(folder / "texts", options.documents, options.seed)
    sys.stdout.write(f"{options.documents} documents of {size / options.documents:.0f} bytes each\n{_HEAD}\n")
    extractor = make_fake() if options.extractor == "fake" else prepare_extractor()
    store = Path(options.store) if options.store else folder / "library.kg"
    with Watch() as watch, Store(store) as opened:
        table = Table(options.step, store, watch)
        report = build_into(
            opened,
            folder / "texts",
            extractor=extractor,
            progress=table.tell,
            resolve=options.resolve,
            workers=options.workers,
        )
        table.row(report, "all: ")
        for error in report.errors:
            sys.stdout.write(f"{error}\n")


def main() -> None:
    """Read the options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000, metavar="N")
    parser.add_argument("--workers", type=int, default=1, metavar="N")
    parser.add_argument("--extractor", choices=("real", "fake"), default="real", help="fake: without the network")
    parser.add_argument("--no-resolve", dest="resolve", action="store_false", help="leave out which things are one")
    parser.add_argument("--step", type=int, default=1000, metavar="N", help="documents to a row")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store", metavar="DIR", help="keep the store there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(options, Path(folder))


if __name__ == "__main__":
    main()
