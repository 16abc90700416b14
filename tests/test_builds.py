"""A build that is killed gets forward: each document is kept as it is read, and readers see it within five seconds."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.builder import build_into
from kg.errors import StoreError
from kg.graph import Store
from kg.store.snapshots import take
from tests.builds import sleeper
from tests.conftest import ROOT

SEEN = 5.0
"""Seconds after which readers see a document, and a loss of power leaves it."""


def begin(store: Path, texts: Path, how: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.builds", str(store), str(texts), how]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def kill_build(run: subprocess.Popen[str], seconds: float) -> dict[str, float]:
    """Kill a build so long after its first document, for it may take long to start; return each document's age then."""
    with run:
        assert run.stdout is not None
        lines = [run.stdout.readline()]
        time.sleep(seconds)
        run.kill()
        killed = time.time()
        lines += run.stdout.readlines()
    told = (line.split() for line in lines if line.endswith("\n"))
    return {name: killed - float(moment) for _, moment, name in told}


def write(folder: Path, seconds: Iterable[float]) -> Path:
    folder.mkdir()
    for number, each in enumerate(seconds):
        (folder / f"{number:03}.txt").write_text(f"{each} The Tide Institute is the {number}th.\n", encoding="utf-8")
    return folder


def names(engine: ox.Store) -> set[str]:
    return {source.name for source in Store.over(engine).documents()}


def published_names(store: Path) -> set[str]:
    """The documents that a reader would have seen in the moment of the kill."""
    found = take(store)
    if found is None:
        return set()
    snapshot, lock = found
    seen = names(ox.Store.read_only(str(snapshot)))
    lock.release()
    return seen


def kill_often(store: Path, texts: Path, how: str, moments: Iterable[float]) -> list[int]:
    """Kill a build again and again, see that it gets forward, end it, and return how many documents each run kept."""
    kept: set[str] = set()
    counts = []
    for seconds in moments:
        ages = kill_build(begin(store, texts, how), seconds)
        assert {name for name, age in ages.items() if age > SEEN} <= published_names(store)
        with Store(store) as opened:
            now = names(opened.engine)
        assert kept | set(ages) <= now
        assert not kept & set(ages)  # none is read twice
        counts.append(len(now - kept))
        kept = now
    with begin(store, texts, how) as last:
        assert last.stdout is not None
        assert not kept & {line.split()[2] for line in last.stdout}
    assert last.returncode == 0
    return counts


def test_a_killed_build_gets_forward(tmp_path: Path) -> None:
    texts, rng = write(tmp_path / "texts", [0.05] * 40), random.Random(6)
    moments = [rng.uniform(0, 0.8) for _ in range(3)]
    assert all(kill_often(tmp_path / "news.kg", texts, "sleeper", moments))
    with Store() as whole, Store.open(tmp_path / "news.kg") as store:
        build_into(whole, texts, extractor=sleeper())
        assert whole.check() == store.check()
        assert names(store.engine) == names(whole.engine)


def test_a_document_is_seen_while_the_next_takes_long(tmp_path: Path) -> None:
    store, texts = tmp_path / "news.kg", write(tmp_path / "texts", [0, 60])
    with begin(store, texts, "sleeper") as run:
        assert run.stdout is not None
        _, moment, name = run.stdout.readline().split()
        while not (seen := name in published_names(store)) and time.time() < float(moment) + SEEN:
            time.sleep(0.05)
        run.kill()
        assert seen
        assert not run.stdout.read()


def test_a_flush_that_fails_in_between_ends_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = write(tmp_path / "texts", [0.1] * 20)
    monkeypatch.setattr("kg.checkpoints._PERIOD", 0.3)
    with Store(tmp_path / "news.kg") as store:
        with monkeypatch.context() as patch:
            patch.setattr(store, "flush", lambda: (_ for _ in ()).throw(StoreError("news.kg", "the disk is full")))
            with pytest.raises(StoreError, match="the disk is full"):
                build_into(store, texts, extractor=sleeper())
        assert 0 < len(store.documents()) < 20


def stories(folder: Path) -> Path:
    folder.mkdir()
    for number in range(40):
        for story in (ROOT / "tests" / "stories").glob("*.txt"):
            shutil.copyfile(story, folder / f"{number:02}-{story.name}")
    return folder


@pytest.mark.slow
def test_a_build_killed_after_each_3_seconds_of_reading_gets_forward(tmp_path: Path) -> None:
    """The clock starts when a run has read its first document: to load the models takes 3 seconds and more."""
    texts = stories(tmp_path / "texts")
    counts, total = kill_often(tmp_path / "news.kg", texts, "models", [3.0] * 6), len(list(texts.iterdir()))
    assert all(count or sum(counts[:run]) == total for run, count in enumerate(counts))
    assert counts[0] < total
    with begin(tmp_path / "whole.kg", texts, "models") as run:
        run.communicate()
    with Store.open(tmp_path / "whole.kg") as whole, Store.open(tmp_path / "news.kg") as store:
        assert set(store.engine) == set(whole.engine)


@pytest.mark.slow
def test_a_build_killed_at_any_moment_of_15_seconds_gets_forward(tmp_path: Path) -> None:
    rng = random.Random(7)
    texts = write(tmp_path / "texts", (0.1, 0.5, 1, 3, 6) * 16)
    moments = [rng.uniform(0, 15) for _ in range(15)]
    assert all(kill_often(tmp_path / "news.kg", texts, "sleeper", moments))
