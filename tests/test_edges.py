"""The edges of the command line and of the library: one line that says what to do, the documented status."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest

import kg
from kg.errors import DocumentError, StoreError
from kg.graph import Store

LONG = "x" * 300
TEXT = "The Tide Institute organised the Harbour Forum in Lisbon on 3 May 2021.\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory, extractor):
    folder = tmp_path_factory.mktemp("edges")
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    with kg.build(folder / "in", store=folder / "s.kg", extractor=extractor) as store:
        store.export(folder / "g.ttl")
    (folder / "latin.rq").write_bytes(b'SELECT * { ?s ?p "caf\xe9" }')
    (folder / "big.ttl").write_text(f'<http://e.org/a> <http://e.org/b> "{"x" * 20_000_000}" .', encoding="utf-8")
    return folder


def run(command: str, folder) -> tuple[int, list[str]]:
    """Run `kg …` in a shell: its status, and the lines of what it said on standard error."""
    shell = ["bash", "-c", command.replace("kg ", f"{sys.executable} -m kg ", 1)]
    done = subprocess.run(shell, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr.splitlines()


@pytest.mark.parametrize(
    ("command", "status", "said"),
    [
        ("kg info -g g.ttl >&-", 2, "standard output: not writable"),
        ("kg info -g g.ttl >/dev/full", 2, "standard output: No space left on device"),
        ("kg why Lisbon -g g.ttl >/dev/full", 2, "standard output: No space left on device"),
        ("kg query --sparql - -g g.ttl <latin.rq", 2, "standard input: isn't UTF-8"),
        ("kg query any --queries . -g g.ttl", 2, "latin.rq: isn't UTF-8"),
        (f"kg query {LONG} -g g.ttl", 2, "there is no such query"),
        (f"kg info -g {LONG}", 2, "File name too long"),
        (f"kg check {LONG}", 2, "File name too long"),
        (f"kg draw -g g.ttl -o {LONG}.html", 2, "File name too long"),
        (f"kg export -g g.ttl -o {LONG}.ttl", 2, "File name too long"),
        (f"kg report -g g.ttl -o {LONG}", 2, "File name too long"),
        (f"kg remove a.txt --store {LONG}", 2, "File name too long"),
        (f"kg build in -o {LONG}.ttl", 2, "File name too long"),
        (f"kg build in --store {LONG}", 2, "File name too long"),
        (f"kg build in --ontology {LONG}", 2, "File name too long"),
        ("kg build ''", 2, "an empty word ('') names nothing"),
        ("kg build in -o ''", 2, "an empty word ('') names nothing"),
        ("kg info -g ''", 2, "an empty word ('') names nothing"),
        ("kg info -g htps://e.org/q", 2, "htps://e.org/q: is no endpoint's URL"),
        ("kg build in --store file:///tmp/x.kg", 2, "file:///tmp/x.kg: is no endpoint's URL"),
        ("kg build in --store http:", 2, "http:: is no endpoint's URL"),
        ("kg info -g big.ttl", 2, "big.ttl: can't be read: a literal in it is larger than 16 MB"),
        ("kg build in --ontology big.ttl", 2, "big.ttl: can't be read: a literal in it is larger than 16 MB"),
    ],
)
def test_a_command_at_an_edge_says_one_line(folder, command, status, said):
    before = sorted(folder.iterdir())
    got, lines = run(command, folder)
    assert (got, len(lines)) == (status, 1), lines
    assert said in lines[0]
    assert lines[0].startswith("kg: ")
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize("streams", ["2>&-", ">&- 2>&-", "<&- >&- 2>&-", "2>/dev/full", ">/dev/full"])
def test_a_build_needs_no_stream(folder, tmp_path, streams):
    status, _ = run(f"kg build in -o {tmp_path}/out.ttl {streams}", folder)
    assert status == 0
    assert (tmp_path / "out.ttl").read_bytes() == (folder / "g.ttl").read_bytes()


def test_nothing_is_said_to_be_written_that_is_not(folder):
    status, lines = run("kg build none -o none.ttl", folder)
    assert status == 2
    assert "none: doesn't exist; check the path" in lines[0]
    assert "wrote" not in lines[-1]
    assert not (folder / "none.ttl").exists()


@pytest.mark.parametrize("text", [TEXT * 9, TEXT + TEXT])
def test_a_text_in_the_place_of_a_path_is_told(text, extractor):
    told = r"if it is a text, write it to a file, pipe it into kg build -, or give \{name: text\}"
    with pytest.raises(DocumentError, match=told):
        kg.build(text, extractor=extractor)


def test_an_empty_path_is_not_the_current_folder(extractor):
    with pytest.raises(DocumentError, match="is an empty path"):
        kg.build("", extractor=extractor)


@pytest.mark.parametrize("name", ["", "htps://e.org/q", "file:///tmp/x.kg", "http:", "https://", "ftp://e.org"])
@pytest.mark.parametrize("open_store", [Store, Store.open])
def test_a_store_is_no_folder_made_by_accident(tmp_path, monkeypatch, name, open_store):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match=r"names no store|is no endpoint's URL"):
        open_store(name)
    assert not list(tmp_path.iterdir())


def test_a_store_says_what_to_do_instead_of_pickling_it():
    with pytest.raises(StoreError, match="can't be pickled; give its path to the other process"):
        pickle.dumps(Store())
