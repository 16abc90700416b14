"""kill -9 at any moment leaves what was acknowledged, readers see whole states only, and the next run carries on."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph import Store
from kg.store import inference
from kg.store.graphs import INFERRED, is_document
from kg.store.merge import with_merge
from kg.store.snapshots import take
from tests.conftest import ROOT
from tests.crashes import take_step


class Mirror:
    """The same steps in memory: what the store must hold after each."""

    def __init__(self) -> None:
        self.store, self.step = Store(), 0

    def state(self, number: int) -> set[ox.Quad]:
        while self.step < number:
            take_step(self.store, self.step)
            self.step += 1
        return content(self.store.engine)


def content(engine: ox.Store) -> set[ox.Quad]:
    return {quad for quad in engine if is_document(quad.graph_name) or quad.graph_name == ox.DefaultGraph()}


def kill_after(seconds: float, *command: str) -> tuple[int, int]:
    """Run a module, kill it so long after its first line, and return how many steps and flushed steps it told."""
    first = int(command[-1])
    with subprocess.Popen([sys.executable, "-m", *command], stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        assert writer.stdout is not None
        lines = [writer.stdout.readline()]
        time.sleep(seconds)
        writer.kill()
        lines += writer.stdout.readlines()
    done = [line.split() for line in lines if line.endswith("\n") and line.strip()]
    return tuple(max([first, *(int(n) for kind, n in done if kind == which)]) for which in ("step", "flush"))  # type: ignore[return-value]


def settle(mirror: Mirror, found: set[ox.Quad], least: int) -> int:
    """Return the number of steps, at least so many, after which the store is as it was found."""
    for number in range(least, least + 3):
        if mirror.state(number) == found:
            return number
    raise AssertionError(f"the store is as after none of the steps {least} to {least + 2}")


def lose_nothing(path: Path, kills: int, seed: int) -> None:
    rng, mirror, flushed, step = random.Random(seed), Mirror(), Mirror(), 0
    for _ in range(kills):
        acknowledged, safe = kill_after(rng.uniform(0, 0.4), "tests.crashes", str(path), str(step))
        found = take(path)
        assert found is not None
        snapshot, lock = found
        seen = content(ox.Store.read_only(str(snapshot)))
        lock.release()
        assert any(flushed.state(number) == seen for number in range(safe, acknowledged + 3))
        with Store(path) as store:
            step = settle(mirror, content(store.engine), acknowledged)


def test_a_killed_writer_loses_nothing(tmp_path: Path) -> None:
    lose_nothing(tmp_path / "news.kg", 4, seed=1)


@pytest.mark.slow
def test_no_kill_of_many_loses_anything(tmp_path: Path) -> None:
    lose_nothing(tmp_path / "news.kg", 60, seed=2)


def test_a_reader_sees_what_a_killed_writer_left(tmp_path: Path) -> None:
    acknowledged, _ = kill_after(0.2, "tests.crashes", str(tmp_path / "news.kg"), "0")
    with Store.open(tmp_path / "news.kg", read_only=True) as store:
        assert settle(Mirror(), content(store.engine), acknowledged) >= acknowledged


def test_readers_beside_a_writer_see_whole_states(tmp_path: Path) -> None:
    path = tmp_path / "news.kg"
    Store(path).close()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.crashes", str(path), "0"], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        seen: list[set[ox.Quad]] = []
        while len(seen) < 15 or (len(seen) < 300 and len({frozenset(one) for one in seen}) < 3):
            with Store.open(path, read_only=True) as store:
                first = content(store.engine)
                time.sleep(0.02)  # the writer publishes and removes meanwhile
                assert content(store.engine) == first
            seen.append(first)
        writer.kill()
        writer.stdout.readlines()
    mirror, states = Mirror(), []
    for number in range(1, 100_000):
        states.append(mirror.state(number))
        if states[-1] == seen[-1]:
            break
    assert all(one in states or not one for one in seen)
    assert len({frozenset(one) for one in seen}) > 1


def test_what_is_inferred_holds_after_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "news.kg"
    with Store(path) as store:
        inference.infer(store.engine)
    kill_after(0.2, "tests.crashes", str(path), "0")
    with Store.open(path, read_only=True) as store:
        found = set(store.engine)
    fresh = Store()
    fresh.engine.extend(with_merge(quad for quad in found if is_document(quad.graph_name)))
    inference.infer(fresh.engine)
    assert inferred_of(found) == inferred_of(fresh.engine)
    assert inferred_of(found)


def inferred_of(quads: Iterable[ox.Quad]) -> set[ox.Triple]:
    return {quad.triple for quad in quads if quad.graph_name == INFERRED}
