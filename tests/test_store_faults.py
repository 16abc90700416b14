"""What befalls a store on disk: a clear error that says what to do, and nothing is lost."""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.cli import main
from kg.errors import StoreError
from kg.graph import Store
from kg.store import restore, snapshot
from kg.store.folder import MIGRATIONS
from kg.store.marks import FORMAT
from kg.store.snapshots import published
from tests.crashes import take_step
from tests.samples import filled, other_extraction, sample_extraction

FIRST, SECOND = sample_extraction(), other_extraction()
WHOLE = set(filled().engine)


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if (
        os.geteuid()
        or not shutil.which("mount")
        or subprocess.run(command, capture_output=True, check=False).returncode
    ):
        pytest.skip("needs root, to mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(path: Path) -> None:
    with suppress(OSError), path.open("wb", buffering=0) as file:
        while file.write(b"x" * 4096):
            pass


def change_until_refused(store: Store) -> tuple[set[ox.Quad], str]:
    """Return what the store held before the step that failed, and the error."""
    for number in itertools.count():
        before = set(store.engine)
        try:
            take_step(store, number)
        except StoreError as error:
            return before, str(error)  # with the error itself its frames would live on, and the engine in them
    raise AssertionError


def content(path: Path) -> set[ox.Quad]:
    with Store.open(path, read_only=True) as store:
        return set(store.engine)


def test_a_full_disk_is_told_and_costs_nothing_acknowledged(tmp_path: Path) -> None:
    with mounted(tmp_path / "small", "size=12m") as disk:
        path, filler = disk / "news.kg", disk / "filler"
        filled(path).close()
        store = Store(path)
        fill(filler)
        acknowledged, error = change_until_refused(store)
        assert "the disk is full; free some space" in error
        assert set(store.engine) == acknowledged
        with pytest.raises(StoreError, match="the disk is full"):
            store.close()
        assert content(path) == WHOLE  # what was flushed
        with pytest.raises(StoreError, match="the disk is full"):
            Store(path)
        filler.unlink()
        with Store(path) as store:
            assert set(store.engine) == acknowledged
            store.remove(FIRST.document.iri)


def test_a_read_only_folder_can_be_read(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=40m") as disk:
        filled(disk / "news.kg").close()
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        assert content(disk / "news.kg") == WHOLE
        assert snapshot(disk / "news.kg", tmp_path / "copy.kg").is_dir()
        assert content(tmp_path / "copy.kg") == WHOLE
        for path in (disk / "news.kg", disk / "other.kg"):
            with pytest.raises(StoreError, match="you may not write there"):
                Store(path)


def test_the_holder_is_named_only_while_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "news.kg"
    code = (
        "import sys; from kg.graph import Store; s = Store(sys.argv[1]); print('ready', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(StoreError, match=rf"process {other.pid} on {socket.gethostname()}, since \d{{4}}-"):
            Store(path)
        other.kill()
    assert json.loads((path / "writer.json").read_text())["pid"] == other.pid
    with Store(path), pytest.raises(StoreError, match="this process"):
        Store(path)
    assert (path / "writer.json").read_text() == ""


def test_a_note_of_a_dead_process_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "news.kg"
    with Store(path):
        dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
        note = {"pid": int(dead.stdout), "host": socket.gethostname(), "since": "2020-01-01T00:00:00+00:00"}
        (path / "writer.json").write_text(json.dumps(note))
        with pytest.raises(StoreError, match="another process or Store is writing"):
            Store(path)


def damage(path: Path, how: str) -> None:
    quads = path / "quads"
    if how == "no quads":
        shutil.rmtree(quads)
    elif how == "no current":
        (quads / "CURRENT").unlink()
    elif how == "no table":
        next(iter(quads.glob("*.sst"))).unlink()
    elif how == "short table":
        file = next(iter(quads.glob("*.sst")))
        file.write_bytes(file.read_bytes()[:100])
    elif how == "short manifest":
        file = next(iter(quads.glob("MANIFEST-*")))
        file.write_bytes(file.read_bytes()[:-20])
    elif how == "junk manifest":
        file = next(iter(quads.glob("MANIFEST-*")))
        file.write_bytes(b"junk" * 100)


@pytest.mark.parametrize("how", ["no quads", "no current", "no table", "short table", "junk manifest"])
def test_a_damaged_store_is_told_and_comes_back(tmp_path: Path, how: str) -> None:
    path = tmp_path / "news.kg"
    with filled(path) as store:
        store.backup(tmp_path / "backup.kg")
    saved = tmp_path / "elsewhere.kg"
    shutil.copytree(tmp_path / "backup.kg", saved)  # a damaged table is damaged in its hard links, too
    damage(path, how)
    with pytest.raises(StoreError, match="restore"):
        Store(path)
    restore(saved, path)
    with Store(path) as store:
        assert set(store.engine) == WHOLE


@pytest.mark.parametrize("how", ["no quads", "no current", "no table", "junk manifest"])
def test_a_store_that_lost_the_engines_files_is_its_own_backup(tmp_path: Path, how: str) -> None:
    path = tmp_path / "news.kg"
    filled(path).close()
    damage(path, how)
    assert main(["store", "restore", str(path), str(path)]) == 0
    with Store(path) as store:
        assert set(store.engine) == WHOLE


def test_a_damaged_backup_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "news.kg"
    with filled(path) as store:
        store.backup(tmp_path / "backup.kg")
        store.remove(FIRST.document.iri)
    before = content(path)
    for file in (tmp_path / "backup.kg" / "snapshots").rglob("*.sst"):
        whole = bytearray(file.read_bytes())
        file.unlink()
        whole[10:60] = b"\xff" * 50
        file.write_bytes(whole)
    with pytest.raises(StoreError):
        restore(tmp_path / "backup.kg", path)
    assert content(path) == before


def test_a_restore_waits_for_no_writer_and_makes_what_is_not_there(tmp_path: Path) -> None:
    with filled(tmp_path / "news.kg") as store:
        store.backup(tmp_path / "backup.kg")
        with pytest.raises(StoreError, match="is writing to it"):
            restore(tmp_path / "backup.kg", tmp_path / "news.kg")
    restore(tmp_path / "backup.kg", tmp_path / "new.kg")
    assert content(tmp_path / "new.kg") == WHOLE
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"x")
    with pytest.raises(StoreError, match="isn't a kg store"):
        restore(tmp_path / "backup.kg", tmp_path / "photos")
    with pytest.raises(StoreError, match="no such store"):
        restore(tmp_path / "nothing", tmp_path / "news.kg")


@pytest.mark.parametrize("kept", ["both", "half", "none"])
def test_an_interrupted_restore_is_ended(tmp_path: Path, kept: str) -> None:
    path = tmp_path / "news.kg"
    filled(path).close()
    with Store(tmp_path / "other.kg") as other:
        other.add(SECOND)
        wanted = set(other.engine)
    shutil.copytree(tmp_path / "other.kg" / "quads", path / "quads.next")
    if kept == "half":
        (path / "quads" / "CURRENT").unlink()
    elif kept == "none":
        shutil.rmtree(path / "quads")
    with Store(path) as store:
        assert set(store.engine) == wanted


def test_a_store_of_format_1_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "news.kg"
    path.mkdir()
    (path / "kg-store.json").write_text('{"format": 1}\n')
    ox.Store(path / "quads").extend(WHOLE)
    assert content(path) == WHOLE
    assert json.loads((path / "kg-store.json").read_text()) == {"format": FORMAT}
    assert len(published(path)) == 1
    assert sorted(MIGRATIONS) == list(range(1, FORMAT))


def test_a_store_of_format_1_is_read_where_it_cannot_be_changed(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=40m") as disk:
        path = disk / "news.kg"
        path.mkdir()
        (path / "kg-store.json").write_text('{"format": 1}\n')
        ox.Store(path / "quads").extend(WHOLE)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        assert content(path) == WHOLE


def test_a_migration_that_was_interrupted_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "news.kg"
    filled(path).close()
    (path / "kg-store.json").write_text('{"format": 1}\n')
    assert content(path) == WHOLE


def test_a_folder_in_the_making_can_be_made_again(tmp_path: Path) -> None:
    path = tmp_path / "news.kg"
    path.mkdir()
    (path / ".kg-store.json").write_text("{")
    with pytest.raises(StoreError, match="isn't a kg store"):
        Store.open(path)
    filled(path).close()
    assert content(path) == WHOLE


@pytest.mark.parametrize("mark", ["", "{", "[]", '{"format": "two"}', '{"format": 3}', '{"format": 0}'])
def test_a_mark_that_says_nothing_is_told(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "news.kg"
    filled(path).close()
    (path / "kg-store.json").write_text(mark)
    for read_only in (True, False):
        with pytest.raises(StoreError, match=r"isn't a kg store|has store format"):
            Store.open(path, read_only=read_only)


def test_compacting_keeps_everything_and_gives_space_back(tmp_path: Path) -> None:
    path = tmp_path / "news.kg"
    with Store(path) as store:
        for number in range(300):
            take_step(store, number)
            if number % 20 == 0:
                store.flush()
        before = set(store.engine)
    used = size(path)
    assert main(["store", "compact", str(path)]) == 0
    assert size(path) < used
    assert content(path) == before


def size(path: Path) -> int:
    return sum(one.stat().st_size for one in {file.stat().st_ino: file for file in path.rglob("*.sst")}.values())


def test_a_snapshot_stays_as_it_is(tmp_path: Path) -> None:
    with filled(tmp_path / "news.kg") as store:
        store.flush()
        copy = snapshot(tmp_path / "news.kg", tmp_path / "reading.kg")
        store.remove(FIRST.document.iri)
        store.compact()
        assert content(copy) == WHOLE
        assert content(tmp_path / "news.kg") == set(store.engine)
    with pytest.raises(StoreError, match="exists already"):
        snapshot(tmp_path / "news.kg", copy)


def test_a_reader_sees_what_was_flushed_and_stays_with_it(tmp_path: Path) -> None:
    with Store(tmp_path / "news.kg") as store:
        store.add(SECOND)
        store.flush()
        with Store.open(tmp_path / "news.kg", read_only=True) as reader:
            seen = set(reader.engine)
            for _ in range(5):
                store.add(FIRST)
                store.flush()
                store.remove(FIRST.document.iri)
                store.flush()
            assert set(reader.engine) == seen == set(store.engine)
            assert len(published(tmp_path / "news.kg")) == 2
        store.flush()
        assert len(published(tmp_path / "news.kg")) == 1


def test_the_verbs_say_what_they_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "news.kg")
    filled(Path(path)).close()
    assert main(["store", "backup", path, str(tmp_path / "b.kg")]) == 0
    assert main(["store", "snapshot", path, str(tmp_path / "s.kg")]) == 0
    assert main(["remove", "dialogue.txt", "no such.txt", "--store", path]) == 1
    assert "no such.txt: isn't in" in capsys.readouterr().err
    with Store.open(path, read_only=True) as store:
        assert [one.name for one in store.documents()] == ["2021/other news.txt"]
    assert main(["store", "restore", str(tmp_path / "b.kg"), path]) == 0
    assert content(Path(path)) == content(tmp_path / "s.kg") == WHOLE
    assert main(["store", "backup", path, str(tmp_path / "b.kg")]) == 2
    assert main(["remove", "x", "--store", str(tmp_path / "none.kg")]) == 2
    assert "there is no such store" in capsys.readouterr().err


@pytest.mark.parametrize("verb", [["remove", "x", "--store"], ["infer", "--store"], ["store", "compact"]])
def test_a_change_to_a_file_is_refused_and_not_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: list[str]
) -> None:
    filled().export(tmp_path / "a.ttl")
    assert main([*verb, str(tmp_path / "a.ttl")]) == 2
    assert "is a file, and no store" in capsys.readouterr().err


def test_flushes_of_many_threads_wait_for_each_other(tmp_path: Path) -> None:
    with filled(tmp_path / "news.kg") as store, ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: store.flush(), range(40)))
    assert content(tmp_path / "news.kg") == WHOLE


def test_what_is_not_on_disk_cannot_be_compacted(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="isn't kept in a folder"):
        filled().compact()
    filled(tmp_path / "news.kg").close()
    with Store.open(tmp_path / "news.kg", read_only=True) as store, pytest.raises(StoreError, match="read-only"):
        store.compact()


def test_damage_that_shows_only_when_it_is_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, node = tmp_path / "news.kg", ox.NamedNode
    numbers = [ox.Literal(f"{random.Random(number).random()} " * 20) for number in range(20_000)]
    with filled(path) as store:
        store.engine.extend(ox.Quad(node(f"urn:{n}"), node("urn:p"), text) for n, text in enumerate(numbers))
        store.compact()
    largest = max((published(path)[-1]).glob("*.sst"), key=lambda file: file.stat().st_size)
    whole = bytearray(largest.read_bytes())
    middle = len(whole) // 2
    whole[middle : middle + 8] = bytes(8)
    largest.write_bytes(whole)
    with Store.open(path, read_only=True):  # it isn't read through when it's opened
        pass
    assert main(["export", "--graph", str(path), "-o", str(tmp_path / "out.nt")]) == 2
    told = capsys.readouterr().err
    assert "the store is damaged (Corruption: block checksum mismatch" in told
    assert not (tmp_path / "out.nt").exists()
    with pytest.raises(StoreError, match="restore"):
        restore(path, tmp_path / "other.kg")
