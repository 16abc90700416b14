"""Counts what kg and the peers state, and writes it as a table of Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.rule import Reader, Side
from kg.scores import Scores, read_gold

Run = Mapping[str, Any]
"""What one program gave, in the form of `run.py`."""


def make_readers(path: Path) -> list[Reader]:
    """Make a reader for each gold document of a gold.json."""
    entries = json.loads(path.read_text(encoding="utf-8"))
    return [Reader(gold, _people(entry)) for gold, entry in zip(read_gold(path), entries, strict=True)]


def _people(entry: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(one["key"] for one in entry["entities"] if one["class"] == "schema:Person")


def write_table(runs: Iterable[Run], readers: Sequence[Reader]) -> str:
    """Return the table, a row for each program."""
    head = ("program", "version", "gold facts stated", "of", "share", "triples given", "CPU seconds")
    rows = [head, ("---", "---", *["---:"] * 5), *(_row(run, readers) for run in runs)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _row(run: Run, readers: Sequence[Reader]) -> tuple[str, ...]:
    stated = sum(len(reader.stated(_sides(run["triples"][reader.gold.id]))) for reader in readers)
    facts = sum(len(reader.gold.facts) for reader in readers)
    given = sum(len(triples) for triples in run["triples"].values())
    share, seconds = f"{stated / facts:.0%}".replace("%", " %"), f"{run['seconds']:.1f}"
    return run["peer"], run["version"], str(stated), str(facts), share, str(given), seconds


def _sides(triples: Iterable[Sequence[Any]]) -> Iterator[tuple[Side, Side]]:
    return ((_side(one), _side(two)) for one, _, two in triples)


def _side(said: str | Sequence[str]) -> Side:
    return (said,) if isinstance(said, str) else tuple(said)


def write_strict(scores: Scores) -> str:
    """Return the sentence on kg's figures by the strict scorer."""
    one = scores.overall
    return (
        f"By the gold set's own, strict scorer (relation, direction and both ends must be right) kg states {one.right} "
        f"facts:\nprecision {one.precision:.3f}, recall {one.recall:.3f}, F1 {one.f1:.3f}.\n"
    )
