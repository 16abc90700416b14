"""95 facts in a hundred survive in every format; prints the table."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.formats.__main__ import Outcome, measure
from benchmarks.formats.makers import FORMATS
from benchmarks.formats.texts import choose_texts

CORPUS = Path(__file__).parents[3] / "shared" / "reading"
LEAST = 0.95


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    if not CORPUS.is_dir():
        pytest.skip("there is no ../shared/reading here")
    pytest.importorskip("reportlab")
    return list(measure(choose_texts(CORPUS, 10, 11), FORMATS))


def test_facts_survive_in_every_format(outcomes: list[Outcome], capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print("", *outcomes, sep="\n")
    assert all(one.survived >= LEAST * one.facts for one in outcomes)
