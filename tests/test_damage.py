"""One document never costs another its facts, whatever is wrong with it or raises while it is read."""

from __future__ import annotations

import io
import os
import random
import zipfile
from pathlib import Path

import pyoxigraph as ox
import pytest

from benchmarks.office import MAKERS
from benchmarks.office.packages import zip_members
from kg import extraction
from kg.builder import build_into
from kg.cli import main
from kg.documents import formats
from kg.documents.markdown import parse_markdown
from kg.extraction import prepare_extractor
from kg.graph import Store

TEXTS = {
    "one.txt": "The Tide Institute organised the Harbour Forum in Lisbon on 3 May 2021. Ana Duarte chaired it.",
    "two.md": "# Harbour Forum\n\nThe **Tide Institute** and the Reef Council organised it in Lisbon.\n",
    "three.html": "<html><body><p>Ana Duarte of the Tide Institute opened the Harbour Forum.</p></body></html>",
}
PACKED = {f"packed{suffix}": make(parse_markdown(TEXTS["two.md"]).blocks) for suffix, make in MAKERS.items()}
GOOD = {**{name: text.encode() for name, text in TEXTS.items()}, **PACKED}
ENCODINGS = [
    "unicode_escape",
    "utf-16",
    "punycode",
    "rot13",
    "idna",
    "utf-7",
    "cp037",
    "no-such",
    "undefined",
    "koi8-r",
]
SCRAPS = [
    b"\xed\xa0\x80",
    b"\xff\xfe",
    b"\0",
    b"\\ud800",
    b"&#xD800;",
    b"\xef\xbb\xbf",
    b"\x1b[0m",
    b"\xf4\x90\x80\x80",
    b"|",
]


@pytest.fixture(scope="module")
def extractor():
    return prepare_extractor()


def damage(dice: random.Random) -> tuple[bytes, bytes]:
    """Make a damaged file of a good one: its name and its bytes."""
    name, data = dice.choice(list(GOOD.items()))
    if data.startswith(b"PK") and dice.random() < 0.8:
        return name_damaged(dice, name), damage_member(dice, data)
    return name_damaged(dice, name), damage_bytes(dice, data)


def damage_member(dice: random.Random, data: bytes) -> bytes:
    """Damage one of the files in a zip file, or take it out."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    name = dice.choice(list(members))
    member = members.pop(name)
    return zip_members(members if dice.random() < 0.1 else {**members, name: damage_bytes(dice, member)})


def damage_bytes(dice: random.Random, data: bytes) -> bytes:
    for _ in range(dice.randrange(1, 4)):
        at = dice.randrange(len(data) + 1)
        if dice.random() < 0.4:
            data = data[:at] + dice.choice(SCRAPS) + data[at:]
        elif dice.random() < 0.4:
            data = b"<meta charset=" + dice.choice(ENCODINGS).encode() + b"> caf\xe9 \\x41 \\ud800 " + data
        elif dice.random() < 0.5:
            data = data[at : at + dice.randrange(1, 60)]
        else:
            words = data.split(b" ")
            dice.shuffle(words)
            data = b" ".join(words)
    return data


def name_damaged(dice: random.Random, name: str) -> bytes:
    stem = bytes(dice.choice(b"ab \xff\xc3\n\\%#?&\x7f\"'<") for _ in range(dice.randrange(1, 9)))
    return b"z" + stem + Path(name).suffix.encode()


def write(folder, files):
    for name, data in files:
        (folder / os.fsdecode(name)).write_bytes(data)


def good_graphs(store):
    """The statements of each good document, by its IRI."""
    iris = [source.iri for source in store.documents() if "/z" not in source.iri]
    return {
        iri: {str(quad) for quad in store.engine.quads_for_pattern(None, None, None, ox.NamedNode(iri))} for iri in iris
    }


def test_damaged_files_take_nothing_from_good_ones(tmp_path, extractor):
    write(tmp_path, [(name.encode(), data) for name, data in GOOD.items()])
    alone, beside = Store(), Store()
    build_into(alone, tmp_path, extractor=extractor)
    dice = random.Random(7)
    write(tmp_path, [damage(dice) for _ in range(400)])
    report = build_into(beside, tmp_path, extractor=extractor)
    assert report.documents + len(report.errors) == len(list(tmp_path.iterdir()))
    assert report.errors
    assert not [error for error in report.errors if "fault in kg" in error.reason]
    assert good_graphs(beside) == good_graphs(alone)
    assert len(good_graphs(alone)) == len(GOOD)


def fail(monkeypatch, owner, name, sign):
    """Let a function raise where it is given what bears a sign."""
    real = getattr(owner, name)

    def failing(*given, **named):
        if sign in repr(given)[:2000]:
            raise RecursionError("too deep")
        return real(*given, **named)

    monkeypatch.setattr(owner, name, failing)


@pytest.mark.parametrize(
    ("owner", "name", "stage"),
    [(formats, "decode", "reading"), (extraction, "prepare", "extracting"), (Store, "add", "storing")],
)
def test_a_fault_of_any_stage_is_recorded_and_the_build_goes_on(tmp_path, monkeypatch, extractor, owner, name, stage):
    write(tmp_path, [(each.encode(), text.encode()) for each, text in TEXTS.items()])
    fail(monkeypatch, owner, name, "two.md")
    store = Store()
    report = build_into(store, tmp_path, extractor=extractor)
    (error,) = report.errors
    assert error.name.endswith("two.md")
    assert f"{stage} it failed (RecursionError: too deep)" in error.reason
    assert [source.name for source in store.documents()] == ["one.txt", "three.html"]


def test_the_command_ends_with_status_1_and_names_the_file(tmp_path, monkeypatch, capsys):
    (tmp_path / "in").mkdir()
    write(tmp_path / "in", [(each.encode(), text.encode()) for each, text in TEXTS.items()])
    fail(monkeypatch, extraction, "prepare", "two.md")
    assert main(["build", str(tmp_path / "in"), "-o", str(tmp_path / "graph.ttl")]) == 1
    assert "two.md: extracting it failed (RecursionError: too deep)" in capsys.readouterr().err
    assert (tmp_path / "graph.ttl").exists()
