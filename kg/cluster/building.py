"""Documents → partitions of N-Quads, on a cluster → one store, which is that of a build in one process."""

from __future__ import annotations

import json
import pickle
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial

from kg.builder import BuildReport, list_paths, settle
from kg.cluster.engine import Engine
from kg.cluster.partitions import Part, Task, make_partition, read_lines
from kg.cluster.storage import Storage
from kg.documents import ReadOptions
from kg.documents.sources import STANDARD_INPUT, Source, find_sources
from kg.documents.values import Paths
from kg.errors import DocumentError, EmptyError, KgError, WorkerError
from kg.extraction import make_extract, prepare_extractor
from kg.extractor import Extractor
from kg.graph import Store
from kg.logs import Event, log
from kg.recipe import digest_code, make_recipe

MANIFEST = "manifest.json"
SIZE = 500_000
"""Bytes of files that make a shard, about: half a minute of work, and some 30 MB of N-Quads."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where a build runs, and where its partitions lie; without a place for them they go when the build ends.

    Args:
        engine: what runs.
        shards: a folder or a URL that all workers reach.
        size: bytes of files to a shard.
    """

    engine: Engine
    shards: str | None = None
    size: int = SIZE


Progress = Callable[[BuildReport], None]
"""Called after each shard, with the report so far."""


def build_on_cluster(
    store: Store,
    paths: Paths,
    cluster: Cluster,
    *,
    extractor: Extractor | None = None,
    min_confidence: float | None = None,
    progress: Progress | None = None,
    prune: bool = False,
    options: ReadOptions | None = None,
    resolve: bool = True,
) -> BuildReport:
    """Read documents into a store by way of a cluster, and report.

    The partitions are written first, each once, and listed in `manifest.json` with counts and digests; then all are
    loaded. A build that is stopped goes on where it was, if its shards have a place.

    Args:
        store: as for `build_into`.
        paths: as for `build_into`, but for standard input; all workers must reach them.
        cluster: where it runs.
        extractor: as for `build_into`; it must be possible to pickle it.
        min_confidence: as for `build_into`.
        progress: called after each shard.
        prune: as for `build_into`.
        options: as for `build_into`.
        resolve: as for `build_into`.

    Returns:
        What was read, refused and warned of; files that couldn't be read are among its errors.

    Raises:
        WorkerError: the cluster can't be used.
        StoreError: the store can't be written, or the place of the shards can't be read.
    """
    started, report = time.perf_counter(), BuildReport()
    extract = make_extract(extractor or prepare_extractor(), min_confidence)
    given = list_paths(paths)
    if STANDARD_INPUT in given:
        raise DocumentError(STANDARD_INPUT, "standard input can't be read by a cluster; give files or folders")
    with _storage(cluster) as storage:
        ready = extract.extractor
        task = Task(pickle.dumps(extract), make_recipe(ready), ready.base, storage, digest_code(), options=options)
        shards = cut_shards(find_sources(given, report.fail), cluster.size)
        parts = list(_make(shards, cluster.engine, task, report, progress))
        write_manifest(parts, storage)
        store.keep_ontology(ready.ontology)
        read_now = {iri for part in parts for iri in store.load_graphs(read_lines(part, storage))}
    settle(store, given, read_now, report, prune=prune, resolve=resolve)
    report.end(time.perf_counter() - started)
    return report


@contextmanager
def _storage(cluster: Cluster) -> Iterator[Storage]:
    if cluster.shards is not None:
        yield Storage(cluster.shards)
    elif cluster.engine.scheduler is not None:
        raise WorkerError(cluster.engine.scheduler, "needs a place that all workers reach; give one with --shards")
    else:
        with tempfile.TemporaryDirectory(prefix="kg-shards-") as folder:
            yield Storage(folder)


def cut_shards(sources: Iterable[Source], size: int) -> list[tuple[Source, ...]]:
    """Cut files into shards of some bytes; those of one name, which are told apart when they are read, stay together.

    Args:
        sources: the files.
        size: bytes to a shard, about.
    """
    names: dict[str, list[Source]] = {}
    for source in sources:
        names.setdefault(source.name, []).append(source)
    shards: list[tuple[Source, ...]] = []
    shard: list[Source] = []
    total = 0
    for group in names.values():
        shard += group
        total += sum(map(_weigh, group))
        if total >= size:
            shards.append(tuple(shard))
            shard, total = [], 0
    return [*shards, tuple(shard)] if shard else shards


def _weigh(source: Source) -> int:
    try:
        return source.path.stat().st_size + 500  # a short document takes its time, too
    except (OSError, ValueError):
        return 500


def _make(
    shards: list[tuple[Source, ...]], engine: Engine, task: Task, report: BuildReport, progress: Progress | None
) -> Iterator[Part]:
    """Have all partitions made; yield them in the order of the shards, whatever the order in which they came."""
    parts: dict[int, Part] = {}
    for (number, sources), made in engine.run(partial(_make_one, task=task), enumerate(shards)):
        if isinstance(made, KgError):
            raise made
        if isinstance(made, Exception):
            first, last = sources[0].given, sources[-1].given
            told = f"to {last}: the shard of these {len(sources)} files failed ({made}); build again, or with --workers"
            report.fail(DocumentError(first, told))
            continue
        parts[number] = made
        _tell(made, report)
        if progress is not None:
            progress(report)
    yield from (parts[number] for number in sorted(parts))


def _make_one(shard: tuple[int, tuple[Source, ...]], task: Task) -> Part:
    return make_partition(shard[1], task)


def _tell(part: Part, report: BuildReport) -> None:
    """Add a partition to a build's report."""
    report.documents += part.documents
    report.statements += part.statements
    report.relations.update(part.relations)
    report.refused.update({(relation, reason): number for relation, reason, number in part.refused})
    report.warnings += part.warnings
    report.barren += [(name, warning) for name, warning in part.barren]
    for empty, name, reason in part.failures:
        report.fail((EmptyError if empty else DocumentError)(name, reason))
    counts = {"documents": part.documents, "statements": part.statements, "quads": part.quads}
    log(Event("partitioned", part.name, counts=counts))


def write_manifest(parts: Iterable[Part], storage: Storage) -> None:
    """List the partitions of a build with counts and digests."""
    listed = [asdict(replace(part, failures=list(part.failures))) for part in parts]
    total = {name: sum(part[name] for part in listed) for name in ("documents", "statements", "quads")}
    text = json.dumps({**total, "partitions": listed}, ensure_ascii=False, indent=1, sort_keys=True)
    storage.write(MANIFEST, f"{text}\n".encode())
