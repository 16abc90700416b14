"""kill -9 during what is done to a store loses nothing: it is as before or as after, and the next run carries on."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph import Store
from kg.store import inference
from kg.store.evidence import Spo
from kg.store.graphs import ALIASES, NOTES, RESOLUTION, infers, is_document
from kg.store.locks import hold
from kg.store.merge import with_merge
from tests.conftest import ROOT
from tests.crashes import take_step
from tests.operations import OPERATIONS, backup_of, fill, gathering, prepare, remove_one
from tests.samples import filled, sample_extraction
from tests.test_store_crashes import kill_after

State = frozenset[ox.Quad]
STORE = {"kg-store.json", "writer.json", "quads", "snapshots"}


def documents(quads: Iterable[ox.Quad]) -> State:
    return frozenset(quad for quad in quads if is_document(quad.graph_name))


def state_of(path: Path) -> State:
    """What the documents of a store say, once it's sure that all else in it follows from them."""
    with Store.open(path, read_only=True) as store:
        found, inferring = set(store.engine), infers(store.engine)
    said, fresh = documents(found), Store()
    fresh.engine.extend(quad for quad in found if quad.graph_name == ALIASES)
    fresh.engine.extend(with_merge(said, fresh.engine))
    if inferring:
        inference.infer(fresh.engine)
    assert without_notes(found) == without_notes(fresh.engine)
    return said


def without_notes(quads: Iterable[ox.Quad]) -> State:
    return frozenset(quad for quad in quads if quad.graph_name not in (NOTES, RESOLUTION))


def expected(operation: str) -> Callable[[int], State]:
    """Return what tells the state after so many operations; numbers must not fall by more than one."""
    store = Store()
    fill(store)
    states = {0: documents(store.engine)}
    step = remove_one if operation == "remove" else take_step

    def after(number: int) -> State:
        while number not in states:
            step(store, max(states))
            states[max(states) + 1] = documents(store.engine)
            states.pop(max(states) - 3, None)
        return states[number]

    both = (states[0], documents(filled().engine))
    return (lambda number: both[number % 2]) if operation == "restore" else after


def see_through(operation: str, folder: Path, first: int, done: int, after: Callable[[int], State]) -> int:
    """See that a kill after so many operations lost nothing and left nothing; return how many are done now."""
    for number in range(first, done) if operation == "backup" else ():
        assert state_of(backup_of(folder, number)) == after(number + 1)
    assert state_of(folder / "news.kg") in (after(done), after(done + 1))
    assert {one.name for one in (folder / "news.kg").iterdir()} == STORE
    assert len(list((folder / "news.kg" / "snapshots").iterdir())) == 1
    if operation == "infer" and done:
        with Store(folder / "news.kg") as store:
            assert infers(store.engine)
    if operation == "backup" and backup_of(folder, done).exists():
        assert state_of(backup_of(folder, done)) == after(done + 1)
        return done + 1
    return done


def end(operation: str, folder: Path, done: int, after: Callable[[int], State]) -> None:
    """See that the next run works, and takes away what was left."""
    OPERATIONS[operation](folder, done)
    assert state_of(folder / "news.kg") == after(done + 1)
    assert not [one.name for one in folder.iterdir() if one.name.startswith(".")]


def kill_often(operation: str, folder: Path, kills: int, seed: int) -> None:
    rng, after, first = random.Random(seed), expected(operation), 0
    prepare(folder)
    for _ in range(kills):
        done, _ = kill_after(rng.uniform(0, 0.6), "tests.operations", operation, str(folder), str(first))
        first = see_through(operation, folder, first, done, after)
    end(operation, folder, first, after)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_kill_loses_nothing(tmp_path: Path, operation: str) -> None:
    kill_often(operation, tmp_path, 3, seed=4)


@pytest.mark.slow
@pytest.mark.parametrize("operation", OPERATIONS)
def test_no_kill_of_25_loses_anything(tmp_path: Path, operation: str) -> None:
    kill_often(operation, tmp_path, 25, seed=5)


@pytest.mark.slow
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_kill_before_any_touch_of_a_file_loses_nothing(tmp_path: Path, operation: str) -> None:
    whole, folder, after = tmp_path / "whole", tmp_path / "folder", expected(operation)
    whole.mkdir()
    prepare(whole)
    for moment in count(1):
        shutil.copytree(whole, folder)
        command = [sys.executable, "-m", "tests.operations", operation, str(folder), "0", str(moment)]
        status = subprocess.run(command, stdout=subprocess.DEVNULL, check=False, cwd=ROOT).returncode
        if status == 0:
            break
        assert status == -signal.SIGKILL
        end(operation, folder, see_through(operation, folder, 0, 0, after), after)
        shutil.rmtree(folder)
    assert moment > 10


def test_the_sign_of_a_killed_writer_stays_while_the_next_replaces_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = hold(tmp_path / "writer.json")
    assert lock is not None
    lock.write("a first note\n")
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda *_: (_ for _ in ()).throw(OSError("no space")))
        with pytest.raises(OSError, match="no space"):
            lock.write("a second\n")
    assert (tmp_path / "writer.json").read_text() == "a first note\n"
    lock.write("a second\n")
    assert (tmp_path / "writer.json").read_text() == "a second\n"


def test_a_document_that_comes_while_a_flush_infers_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, began, apply = tmp_path / "news.kg", threading.Event(), inference._apply

    def apply_slowly(scratch: ox.Store) -> list[Spo]:
        began.set()
        time.sleep(0.5)
        return apply(scratch)

    with Store(path) as store, ThreadPoolExecutor(1) as pool:
        store.infer()
        store.add(gathering(0))
        monkeypatch.setattr(inference, "_apply", apply_slowly)
        flush = pool.submit(store.flush)
        began.wait()
        store.add(sample_extraction())
        flush.result()
    assert len(state_of(path)) > 100
