"""How a build runs: in this process, in several, or on a cluster."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kg.cli.progress import ProgressLine
from kg.cli.targets import Targets
from kg.errors import OutputError

if TYPE_CHECKING:
    from kg.builder import BuildReport
    from kg.documents import ReadOptions
    from kg.extractor import Extractor
    from kg.graph import Store
    from kg.model import Extraction


def add_engine(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--workers",
        type=_count,
        metavar="N",
        help="read in so many processes, one for each processor; the graph is the same for any number (default: 1)",
    )
    parser.add_argument(
        "--engine",
        choices=("dask",),
        help="read on a cluster of Dask: --workers processes of this machine (default: 2), or those of --scheduler",
    )
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="with --engine: the scheduler of a cluster that runs, tcp://host:port"
    )
    parser.add_argument(
        "--shards",
        metavar="FOLDER|URL",
        help="with --engine: where partitions of N-Quads go and stay, so that a build that is stopped goes on there; "
        "all workers must reach it",
    )


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 1024:
        raise argparse.ArgumentTypeError(f"{text} isn't a number of processes from 1 to 1024")
    return number


def check_engine(options: argparse.Namespace, targets: Targets) -> None:
    """Refuse what an engine can't do.

    Raises:
        OutputError: what each document gave shall be written, and a cluster tells it only of all.
    """
    if options.engine and targets.wants_all:
        given = str(targets.report or targets.folder)
        raise OutputError(given, "is written document by document, which --engine doesn't; use --workers")
    for name in ("scheduler", "shards"):
        if getattr(options, name) and not options.engine:
            raise OutputError(f"--{name}", "is for a cluster; add --engine dask")


def list_read_options(options: argparse.Namespace) -> ReadOptions:
    """Return how documents shall be read."""
    from kg.documents import ReadOptions

    return ReadOptions(tuple(options.text_column), options.format, options.any_language)


def run_engine(
    options: argparse.Namespace, extractor: Extractor, store: Store, targets: Targets, line: ProgressLine
) -> BuildReport:
    """Build, and tell how far it has come."""
    from kg.builder import build_into

    if line.shown:
        line.total = _count_files(options.paths)
    if options.engine:
        return _run_cluster(options, extractor, store, line)

    def progress(extraction: Extraction, report: BuildReport) -> None:
        targets.add(extraction)
        line.show(extraction, report)

    return build_into(
        store,
        options.paths,
        extractor=extractor,
        min_confidence=options.min_confidence,
        progress=progress,
        again=options.again or targets.wants_all,
        prune=options.prune,
        options=list_read_options(options),
        resolve=options.resolve,
        workers=options.workers or 1,
    )


def _run_cluster(options: argparse.Namespace, extractor: Extractor, store: Store, line: ProgressLine) -> BuildReport:
    from kg.cluster import Cluster, build_on_cluster
    from kg.cluster.engine import Engine

    engine = Engine(options.workers or 2, options.scheduler)
    return build_on_cluster(
        store,
        options.paths,
        Cluster(engine, options.shards),
        extractor=extractor,
        min_confidence=options.min_confidence,
        progress=line.count,
        prune=options.prune,
        options=list_read_options(options),
        resolve=options.resolve,
    )


def _count_files(paths: list[str]) -> int:
    from kg.documents.sources import find_sources

    return sum(1 for _ in find_sources(paths, lambda error: None))
