"""Stories: a text and its graph side by side; the same bytes on every run and in every order, and sound."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.exports import write

STORIES = Path(__file__).parent / "stories"
TEXTS = sorted(path.name for path in STORIES.glob("*.txt"))
HOW = "read the difference; if the new graph is better, write it with: pytest --renew tests/test_stories.py"


@pytest.fixture
def in_stories(monkeypatch):
    monkeypatch.chdir(STORIES)


@pytest.mark.parametrize("name", TEXTS)
def test_the_graph_of_a_story(name, in_stories, extractor, renew):
    found = write(kg.build(name, extractor=extractor))
    golden = Path(name).with_suffix(".ttl")
    if renew:
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8"), HOW


@pytest.mark.parametrize("name", TEXTS)
def test_a_story_conforms(name, in_stories, extractor):
    report = kg.build(name, extractor=extractor).check()
    assert report.conforms, str(report)


def test_every_passage_is_found_in_its_text(in_stories, extractor):
    texts = {name: Path(name).read_text(encoding="utf-8") for name in TEXTS}
    rows = kg.build(TEXTS, extractor=extractor).sparql(
        "SELECT ?name ?start ?end ?words { ?p oa:start ?start ; oa:end ?end ; oa:exact ?words ; "
        "kg:inDocument/dcterms:source ?name }"
    )
    assert len(rows) > 20
    assert [row for row in rows if not row.words] == []
    assert [row for row in rows if texts[row.name][row.start : row.end] != row.words] == []


@pytest.mark.parametrize("form", ["turtle", "trig"])
def test_the_order_of_documents_leaves_no_trace(form, in_stories, extractor):
    there, back = (kg.build(names, extractor=extractor) for names in (TEXTS, TEXTS[::-1]))
    assert write(there, form) == write(back, form)


def test_building_twice_adds_nothing(in_stories, extractor):
    store = kg.build(TEXTS, extractor=extractor)
    once = write(store, "trig")
    kg.build(TEXTS, store=store, extractor=extractor)
    assert write(store, "trig") == once


@pytest.mark.parametrize("seed", ["1", "2"])
def test_hash_seeds_leave_no_trace(seed):
    command = [sys.executable, "-m", "kg", "build", TEXTS[0], "-o", "-", "--quiet"]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(STORIES.parent.parent)}
    done = subprocess.run(command, cwd=STORIES, env=environment, capture_output=True, check=True, timeout=120)
    golden = (STORIES / TEXTS[0]).with_suffix(".ttl").read_text(encoding="utf-8")
    assert done.stdout.decode() == golden, HOW
