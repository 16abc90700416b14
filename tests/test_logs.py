"""What happens is told by `logging`: one event for each thing done, in words for people and in numbers for machines."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

import kg
from kg.builder import build_into
from kg.cli import main
from kg.logs import Event, JsonLines
from tests.builds import sleeper

TEXTS = {"one": "0 The Tide Institute.", "empty": " ", "two": "0 The Tide Institute, too."}


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """The command line's builds need no models."""
    monkeypatch.setattr("kg.extraction.prepare_extractor", lambda **_: sleeper())


def told(caplog) -> list[tuple[int, str, str]]:
    events = [(one.levelno, one.msg) for one in caplog.records if isinstance(one.msg, Event)]
    return [(level, event.name, event.document or event.store) for level, event in events]


def test_a_build_tells_what_it_does(tmp_path, caplog):
    caplog.set_level(logging.DEBUG, "kg")
    with kg.Store(tmp_path / "one.kg") as store:
        build_into(store, TEXTS, extractor=sleeper())
        first = told(caplog)
        caplog.clear()
        build_into(store, TEXTS, extractor=sleeper())
    assert [event for event in first if event[2] in TEXTS] == [
        (logging.DEBUG, "read", "one"),
        (logging.INFO, "warned", "one"),  # no facts were found
        (logging.INFO, "stored", "one"),
        (logging.WARNING, "failed", "empty"),
        (logging.DEBUG, "read", "two"),
        (logging.INFO, "warned", "two"),
        (logging.INFO, "stored", "two"),
    ]
    here = str(store)
    rest = [(logging.INFO, "resolved", here), (logging.DEBUG, "flushed", here), (logging.INFO, "built", "")]
    assert [event for event in first if event in rest][-3:] == rest
    assert (logging.DEBUG, "skipped", "one") in told(caplog)


def test_the_library_installs_no_handler(caplog):
    kg.build({"one": TEXTS["one"]})
    assert not logging.getLogger("kg").handlers
    assert not told(caplog), "nothing to warn of"


def test_the_command_line_writes_lines_of_json(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXTS["one"], "utf-8")
    Path("é\n.txt").write_bytes(b"")
    for _ in range(2):
        assert main(["build", "a.txt", "é\n.txt", "-o", "a.ttl", "--log", "build.jsonl"]) == 1
    assert capsys.readouterr().err.count("is empty") == 2, "each is complained of once, by the command line"
    lines = [json.loads(line) for line in Path("build.jsonl").read_text("utf-8").splitlines()]
    (first, second) = [line for line in lines if line["event"] == "stored"]
    assert first["document"] == "a.txt"
    assert first["counts"] == second["counts"] == {"statements": 2, "refused": 0, "warnings": 1}
    assert first["time"] < second["time"]
    assert isinstance(first["seconds"], float)
    failed = [line for line in lines if line["level"] == "WARNING"]
    assert [(line["event"], line["document"]) for line in failed] == [("failed", "é\n.txt")] * 2
    assert not logging.getLogger("kg").handlers
    assert main(["build", "a.txt", "--log", "no/such/folder.jsonl"]) == 2


def test_a_line_for_people_and_a_line_of_others():
    event = Event("stored", "a.txt", counts={"statements": 2, "refused": 0}, seconds=1.234)
    assert str(event) == "stored a.txt: 2 statements, 0 refused in 1.23 s"
    assert str(Event("failed", "a.txt", "is\nempty")) == "failed a.txt: is empty"
    record = logging.makeLogRecord({"msg": "other %s", "args": ("words",), "levelname": "INFO"})
    line = json.loads(JsonLines().format(record))
    assert (line["message"], line["level"]) == ("other words", "INFO")
