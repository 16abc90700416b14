"""A store in a folder, and from a file: kept, locked, backed up; what is no store is told."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.graph import Store
from kg.iris import BASE
from tests.samples import filled, other_extraction, sample_extraction

# rdflib 7.6 uses its own deprecated names.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.* is deprecated:DeprecationWarning:rdflib.*")

FIRST, SECOND = sample_extraction(), other_extraction()


def test_a_store_on_disk_keeps_what_was_added(tmp_path: Path) -> None:
    path = tmp_path / "news.kg"
    with filled(path) as store:
        quads = set(store.engine)
    with Store.open(path) as again:
        assert set(again.engine) == quads
    with Store(path) as again:
        assert not again.add(FIRST)
    with pytest.raises(StoreError, match="is closed"):
        again.info()


def test_a_read_only_store_refuses_changes(tmp_path: Path) -> None:
    filled(tmp_path / "news.kg").close()
    with Store.open(tmp_path / "news.kg", read_only=True) as store:
        assert store.why("Ana Example")
        with pytest.raises(StoreError, match="read-only"):
            store.add(FIRST)


def test_a_second_writer_is_told_at_once(tmp_path: Path) -> None:
    with filled(tmp_path / "news.kg"):
        with pytest.raises(StoreError, match=r"this process on \S+, since 20\S+, is writing to it"):
            Store(tmp_path / "news.kg")
        code = f"from kg.graph import Store; Store({str(tmp_path / 'news.kg')!r})"
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert "StoreError" in run.stderr
        assert f"process {os.getpid()} on {socket.gethostname()}, since 20" in run.stderr


def test_nothing_is_written_into_a_store_that_took_the_place(tmp_path: Path) -> None:
    filled(tmp_path / "other.kg").close()
    store = filled(tmp_path / "news.kg")
    store.remove(FIRST.document.iri)
    (tmp_path / "news.kg").rename(tmp_path / "old.kg")
    shutil.copytree(tmp_path / "other.kg", tmp_path / "news.kg")
    before = {file: file.read_bytes() for file in sorted((tmp_path / "news.kg").rglob("*")) if file.is_file()}
    for end in (store.flush, store.close):
        with pytest.raises(StoreError, match="moved or replaced while it was open"):
            end()
    assert {file: file.read_bytes() for file in sorted((tmp_path / "news.kg").rglob("*")) if file.is_file()} == before
    with Store.open(tmp_path / "old.kg") as old:  # what was written there is kept
        assert [document.iri for document in old.documents()] == [SECOND.document.iri]


def test_a_backup_opens_as_a_store(tmp_path: Path) -> None:
    with filled(tmp_path / "news.kg") as store:
        store.backup(tmp_path / "copy.kg")
        store.remove(FIRST.document.iri)
        with pytest.raises(StoreError, match="exists already"):
            store.backup(tmp_path / "copy.kg")
    with Store.open(tmp_path / "copy.kg", read_only=True) as copy:
        assert set(copy.engine) == set(filled().engine)
    with pytest.raises(StoreError, match="kept in a folder"):
        filled().backup(tmp_path / "other.kg")


def test_what_is_no_store_is_told(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"x")
    (tmp_path / "note.txt").write_text("x")
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "kg-store.json").write_text('{"format": 99}')
    for path, hint in [("photos", "isn't a kg store"), ("later", "store format 99"), ("note.txt", "is a file")]:
        with pytest.raises(StoreError, match=hint):
            Store(tmp_path / path)
    for path, hint in [("none", "no such store"), ("photos", "isn't a kg store"), ("note.txt", "isn't a file of RDF")]:
        with pytest.raises(StoreError, match=hint):
            Store.open(tmp_path / path)
    assert [file.name for file in (tmp_path / "photos").iterdir()] == ["a.jpg"]


@pytest.mark.parametrize("suffix", [".ttl", ".trig", ".nq", ".nt", ".jsonld"])
def test_an_exported_file_loads_to_the_same_store(tmp_path: Path, suffix: str) -> None:
    store = filled()
    store.export(tmp_path / f"graph{suffix}")
    assert set(Store.open(tmp_path / f"graph{suffix}").engine) == set(store.engine)


def test_a_foreign_turtle_file_loads_too(tmp_path: Path) -> None:
    file = tmp_path / "mine.ttl"
    file.write_text('<http://e/a> <https://schema.org/name> "A" .', encoding="utf-8")
    store = Store.load(file)
    assert [one.iri for one in store.documents()] == [f"{BASE}document/mine.ttl"]
    assert store.sparql("ASK { <http://e/a> schema:name 'A' }")


@pytest.mark.parametrize(("content", "hint"), [(None, "no such file"), ("<a> <b>", "can't be read")])
def test_a_file_that_is_missing_or_broken_is_told(tmp_path: Path, content: str | None, hint: str) -> None:
    if content is not None:
        (tmp_path / "x.ttl").write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match=hint):
        Store.load(tmp_path / "x.ttl")
