"""A build on a cluster gives the store of a build in one process, though workers die and shards are made twice."""

from __future__ import annotations

import gzip
import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.builder import BuildReport, build_into
from kg.cli import main
from kg.cluster import Cluster, build_on_cluster
from kg.cluster.building import MANIFEST, cut_shards
from kg.cluster.engine import Engine
from kg.cluster.storage import Storage
from kg.documents.sources import find_sources
from kg.errors import WorkerError
from kg.exports import write as as_text
from kg.graph import Store
from tests.choices import chosen_texts
from tests.faults import faulty

distributed = pytest.importorskip("distributed", reason="the extra kg[cluster] isn't installed")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.fixture(scope="module")
def workers() -> Iterator[Any]:
    """A local cluster of two processes."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs="CRITICAL"
    ) as cluster:
        yield cluster


def fill(folder: Path, number: int, word: str = "fine") -> Path:
    folder.mkdir()
    for each in range(number):
        (folder / f"{each:03}.txt").write_text(f"{word} The Tide Institute is the {each}th.\n", encoding="utf-8")
    return folder


def one_process(texts: Path, folder: Path) -> tuple[set[Any], str, BuildReport]:
    with Store(folder / "one.kg") as store:
        report = build_into(store, texts, extractor=faulty(folder / "one"))
        return set(store.engine), as_text(store), report


@pytest.mark.slow
def test_a_cluster_gives_what_one_process_gives_though_a_worker_is_killed(workers: Any, tmp_path: Path) -> None:
    texts = fill(tmp_path / "texts", 24, "slow")
    (texts / "005.txt").write_text("kill The Tide Institute is a trap.\n", encoding="utf-8")
    (texts / "006.txt").write_text("  ", encoding="utf-8")
    quads, turtle, known = one_process_without_traps(texts, tmp_path)
    killed: list[int] = []

    def kill(report: BuildReport) -> None:
        if not killed:
            killed.append(next(iter(workers.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    cluster = Cluster(Engine(scheduler=workers.scheduler_address), str(tmp_path / "shards"), size=1_100)
    with Store(tmp_path / "cluster.kg") as store:
        report = build_on_cluster(store, texts, cluster, extractor=faulty(tmp_path / "tried"), progress=kill)
        assert killed
        assert set(store.engine) == quads
        assert as_text(store) == turtle
    assert (report.documents, report.statements, report.relations) == (22, known.statements, known.relations)
    assert {Path(str(error).split(":")[0]).name for error in report.errors} == {"005.txt", "006.txt"}
    manifest = json.loads((tmp_path / "shards" / MANIFEST).read_text("utf-8"))
    assert manifest["documents"] == 22
    assert not list((tmp_path / "shards").glob("*.tmp"))


def one_process_without_traps(texts: Path, folder: Path) -> tuple[set[Any], str, BuildReport]:
    """What one process gives of all but the document that kills it; its name is no part of the others' graphs."""
    trap = (texts / "005.txt").read_text("utf-8")
    (texts / "005.txt").unlink()
    found = one_process(texts, folder)
    (texts / "005.txt").write_text(trap, encoding="utf-8")
    return found


def test_what_is_there_is_not_made_again(workers: Any, tmp_path: Path) -> None:
    texts, tried = fill(tmp_path / "texts", 6), tmp_path / "tried"
    cluster = Cluster(Engine(scheduler=workers.scheduler_address), str(tmp_path / "shards"), size=1_000)
    stores = []
    for name in ("a.kg", "b.kg"):
        with Store(tmp_path / name) as store:
            build_on_cluster(store, texts, cluster, extractor=faulty(tried))
            stores.append(set(store.engine))
    assert stores[0] == stores[1]
    assert len(list(tried.iterdir())) == 6
    (texts / "000.txt").write_text("fine The Tide Institute is another one.\n", encoding="utf-8")
    with Store(tmp_path / "b.kg") as store:
        build_on_cluster(store, texts, cluster, extractor=faulty(tried))
        assert set(store.engine) == one_process(texts, tmp_path)[0]
    for part in (tmp_path / "shards").glob("*.nq.gz"):
        part.write_bytes(gzip.compress(b""))
    with Store() as store, pytest.raises(WorkerError, match="isn't what was written there"):
        build_on_cluster(store, texts, cluster, extractor=faulty(tried))


def test_documents_of_one_name_stay_in_one_shard(tmp_path: Path) -> None:
    one, two = (fill(tmp_path / name, 5) for name in ("one", "two"))
    shards = cut_shards(find_sources([one, two], lambda error: None), 600)
    assert [[source.name for source in shard] for shard in shards] == [[f"00{each}.txt"] * 2 for each in range(5)]


def test_partitions_lie_in_any_storage() -> None:
    storage = Storage("memory://kg/shards")
    assert storage.read("a.nq") is None
    storage.write("a.nq", b"1")
    assert storage.read("a.nq") == b"1"


def test_a_scheduler_needs_a_place_and_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.cluster.engine._WAIT", 1)
    texts = fill(tmp_path / "texts", 1)
    with Store() as store, pytest.raises(WorkerError, match="needs a place"):
        build_on_cluster(store, texts, Cluster(Engine(scheduler="tcp://127.0.0.1:1")), extractor=faulty(tmp_path / "t"))
    nobody = Cluster(Engine(scheduler="tcp://127.0.0.1:1"), str(tmp_path))
    with Store() as store, pytest.raises(WorkerError, match="no scheduler of Dask answers"):
        build_on_cluster(store, texts, nobody, extractor=faulty(tmp_path / "t"))


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (["--text-column", "remark", "--any-language"], ["deutsch.txt", "rows.csv/a", "rows.csv/b"]),
        ([], ["rows.csv"]),
    ],
    ids=["chosen", "not chosen"],
)
def test_what_is_chosen_of_the_reading_reaches_the_workers(
    workers: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], read: list[str]
) -> None:
    texts = chosen_texts(tmp_path / "texts")
    monkeypatch.setattr("kg.cli.build._extractor", lambda options: faulty(tmp_path / "tried"))
    engine = ["--engine", "dask", "--scheduler", workers.scheduler_address, "--shards", str(tmp_path / "shards")]
    assert main(["build", str(texts), "--store", str(tmp_path / "news.kg"), "--quiet", *engine, *words]) == (not words)
    with Store(tmp_path / "news.kg") as news:
        assert [one.name for one in news.documents()] == read
