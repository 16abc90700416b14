"""Documents that a store has and its engine hasn't: asked for, they are there, and a kill costs none that was whole."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.graph import Store
from kg.model import Extraction
from kg.store import journal, restore
from kg.store.journal import JOURNAL, Journal
from tests.operations import gathering
from tests.samples import filled

write = Journal.write


class Full:
    """A file on a disk that is full when half of what is written is there."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Full:
        return self

    def __exit__(self, *_: object) -> None: ...

    def write(self, content: bytes) -> None:
        with open(self.path, "ab") as file:  # noqa: PTH123
            file.write(content[: len(content) // 2])
        raise OSError(28, "No space left on device")


def count_of(path: Path) -> int:
    with Store.open(path, read_only=True) as store:
        return len(store.documents())


def left_by_a_kill(tmp_path: Path) -> Path:
    """What a writer that is killed now leaves behind."""
    return Path(shutil.copytree(tmp_path / "news.kg", tmp_path / "left.kg"))


def expected(*extractions: Extraction) -> set[ox.Quad]:
    store = Store()
    for each in extractions:
        store.add(each)
    return set(store.engine)


def test_what_was_added_is_there_as_soon_as_it_is_asked_for(tmp_path: Path) -> None:
    with Store(tmp_path / "news.kg") as store:
        store.add(gathering(1))
        store.add(gathering(2), made="so")
        assert (tmp_path / "news.kg" / JOURNAL).exists()
        assert store.is_made(gathering(2).document.iri, "so")
        store.add(gathering(3))
        assert set(store.engine) >= expected(gathering(1), gathering(2), gathering(3))
        assert not (tmp_path / "news.kg" / JOURNAL).exists()


def test_a_document_that_is_added_twice_in_one_lot_says_what_it_says_last(tmp_path: Path) -> None:
    first, later = gathering(1), gathering(2)
    changed = Extraction(first.document, later.statements)
    with Store(tmp_path / "news.kg") as store:
        for each in (first, changed):
            assert store.add(each)
        assert not store.add(changed)
        assert set(store.engine) == expected(changed)
        store.remove(first.document.iri)
        assert not set(store.engine)


def test_documents_are_kept_when_the_writer_is_killed(tmp_path: Path) -> None:
    with Store(tmp_path / "news.kg") as store:
        store.add(gathering(1))
        store.add(gathering(2))
        left = left_by_a_kill(tmp_path)
    assert count_of(left) == 2
    assert not (left / JOURNAL).exists()


@pytest.mark.parametrize("cut", [1, 20, 500])
def test_of_a_document_that_was_not_written_to_the_end_nothing_is_kept(tmp_path: Path, cut: int) -> None:
    with Store(tmp_path / "news.kg") as store:
        store.add(gathering(1))
        store.add(gathering(2))
        left = left_by_a_kill(tmp_path)
    content = (left / JOURNAL).read_bytes()
    (left / JOURNAL).write_bytes(content[:-cut])
    with Store.open(left) as store:
        assert set(store.engine) == expected(gathering(1))
        store.add(gathering(2))
    assert count_of(left) == 2


def test_what_a_loss_of_power_left_without_content_is_passed_over(tmp_path: Path) -> None:
    with Store(tmp_path / "news.kg") as store:
        for number in range(3):
            store.add(gathering(number))
        left = left_by_a_kill(tmp_path)
    content = bytearray((left / JOURNAL).read_bytes())
    content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
    (left / JOURNAL).write_bytes(content)
    assert count_of(left) == 1


def test_a_kill_while_the_engine_takes_documents_in_does_no_harm(tmp_path: Path) -> None:
    with Store(tmp_path / "news.kg") as store:
        store.add(gathering(1))
        store.add(gathering(2))
        lines = (tmp_path / "news.kg" / JOURNAL).read_bytes()
    left = left_by_a_kill(tmp_path)
    (left / JOURNAL).write_bytes(lines)  # it was all in, but the file hadn't gone yet
    with Store.open(left) as store:
        assert set(store.engine) == expected(gathering(1), gathering(2))


def test_lots_give_the_store_that_single_documents_give(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "LOT", 12_000)
    monkeypatch.setattr(journal, "_FEW", 0)
    waiting: list[bool] = []
    with Store(tmp_path / "news.kg") as store:
        for number in range(20):
            store.add(gathering(number))
            waiting.append((tmp_path / "news.kg" / JOURNAL).exists())
        assert set(waiting) == {True, False}
        assert set(store.engine) == expected(*map(gathering, range(20)))


def test_a_restore_takes_out_what_a_killed_writer_left(tmp_path: Path) -> None:
    filled(tmp_path / "backup.kg").close()
    with Store(tmp_path / "news.kg") as store:
        store.add(gathering(1))
        left = left_by_a_kill(tmp_path)
    restore(tmp_path / "backup.kg", left)
    with Store.open(left) as store, Store.open(tmp_path / "backup.kg") as backup:
        assert set(store.engine) == set(backup.engine)


def test_a_disk_that_is_full_costs_only_the_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Journal, document: str, lines: bytes) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(Path, "open", lambda path, _: Full(path))
            write(self, document, lines)

    with Store(tmp_path / "news.kg") as store:
        store.add(gathering(1))
        monkeypatch.setattr(Journal, "write", refuse)
        with pytest.raises(StoreError, match="the disk is full"):
            store.add(gathering(2))
        monkeypatch.undo()
        store.add(gathering(3))
        assert set(store.engine) == expected(gathering(1), gathering(3))
