"""Asking a million quads costs at most 1.5 times the bare engine, and a tenth of rdflib at most; writes results.md."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

RESULTS = Path(__file__).parent / "results.md"
MOST = 1.5
LEAST = 10
TICK = 0.005
"""CPU seconds that no ratio tells apart: reading a query's file, binding its values."""


@pytest.fixture(scope="module")
def found(run_program: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    found = json.loads(run_program(sys.executable, "-m", "benchmarks.asking.measure", tmp_path_factory.mktemp("asked")))
    RESULTS.write_text(write_table(found), encoding="utf-8")
    return dict(found)


def write_table(found: dict[str, Any]) -> str:
    """Write what was measured as a page of Markdown."""
    lines = [
        f"A synthetic graph of {found['quads']:,} quads in {found['documents']:,} documents,",
        "and their merge, in memory. CPU seconds, the least of three rounds. rdflib is stopped where it takes too",
        "long, and fails at some questions (its GROUP_CONCAT and ORDER BY take no unbound value).", "",
        "| question | kg | bare engine | kg / engine | rdflib | rdflib / kg |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]  # fmt: skip
    lines += [_line(each) for each in found["questions"]]
    lines += ["", "| on disk | CPU seconds |", "| --- | ---: |", f"| open the store | {found['open']:.3f} |"]
    lines += [f"| make the index of names ({found['index_megabytes']:.1f} MB) | {found['index']:.2f} |"]
    lines += [f"| `kg {command}` from a cold start | {seconds:.2f} |" for command, seconds in found["cold"].items()]
    return "\n".join(lines) + "\n"


def _line(each: dict[str, Any]) -> str:
    seconds, more = peer(each), "> " if "over" in each else "fails, > " if "failed" in each else ""
    ratios = f"{each['kg'] / each['engine']:.2f}", f"{more}{seconds / max(each['kg'], 1e-4):,.0f}"
    cells = (f"{each['kg']:.4f}", f"{each['engine']:.4f}", ratios[0], f"{more}{seconds:.2f}", ratios[1])
    return f"| {each['name']} | {' | '.join(cells)} |"


def peer(each: dict[str, Any]) -> float:
    """What rdflib took, or had taken when it was stopped or failed."""
    return float(each.get("rdflib") or each.get("over") or each["failed"])


def test_no_question_costs_much_more_than_the_engine(found: dict[str, Any]) -> None:
    slow = [each for each in found["questions"] if each["kg"] > MOST * each["engine"] + TICK]
    assert not slow


def test_every_question_costs_a_tenth_of_rdflib_at_most(found: dict[str, Any]) -> None:
    slow = [each for each in found["questions"] if each["kg"] > TICK and peer(each) < LEAST * each["kg"]]
    assert not slow


def test_a_store_opens_at_once(found: dict[str, Any]) -> None:
    assert found["open"] <= 0.2


def test_a_query_starts_cold_in_half_a_second(found: dict[str, Any]) -> None:
    """A query of its own takes longer where it looks at every name on the disk, as `events_of` does: see the table."""
    assert found["cold"]["query"] < 0.5
    assert found["cold"]["query denials"] < 0.5
