"""Counts what was judged, and writes it as tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.scores.gold import Fact, Gold, read_gold
from kg.scores.judging import PROPERTIES, Ground, Judgement, judge
from kg.store.files import parse_file

SUFFIXES = (".ttl", ".trig", ".nq", ".nt")


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of statements; the three figures are None where there is nothing to divide by."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """Right of all that was asserted."""
        return _ratio(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float | None:
        """Right of all that should have been asserted."""
        return _ratio(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        return _ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)


@dataclass(frozen=True, slots=True)
class Error:
    """A statement that is wrong (`wrong`, `wrong x 2`) or missed, and why.

    `fact` is the statement by gold's keys; `grounds` are what a wrong one rests on, the surest first, and `sentence` is
    the first of them that has one; `notes` are lines that tell why a fact is missed, which `kg.scores.explain` adds.
    """

    document: str
    kind: str
    subject: str
    property: str
    object: str
    sentence: str = ""
    fact: Fact = ("", "", "")
    grounds: tuple[Ground, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Write a block: the statement, then the rules and sentences that it rests on, or why it is missing."""
        lines = [f"{self.document}  {self.kind:9}  {self.subject} | {self.property} | {self.object}"]
        for ground in self.grounds:
            lines.append(f"    rule {ground.rule}, confidence {ground.confidence:g}, {ground.place}")
            lines += [f"        “{ground.sentence}”"] if ground.sentence else []
        return "\n".join([*lines, *(f"    {note}" for note in self.notes)])


@dataclass(frozen=True, slots=True)
class Scores:
    """Tallies by property, by form of text, by document and overall; all errors; gold documents without a graph."""

    properties: Mapping[str, Tally]
    forms: Mapping[str, Tally]
    documents: Mapping[str, Tally]
    overall: Tally
    errors: tuple[Error, ...]
    absent: tuple[str, ...]

    def __str__(self) -> str:
        """Write the tables by property, by form, and overall."""
        parts = (("property", self.properties), ("form", self.forms), ("overall", {"overall": self.overall}))
        return "\n\n".join("\n".join(write_table(title, rows)) for title, rows in parts)


def score(graphs: str | Path, gold: str | Path) -> Scores:
    """Compare graphs with gold documents.

    Args:
        graphs: a folder with one file per document, named by its id: d01.ttl, .trig, .nq or .nt. All graphs of a file
            are read as one.
        gold: a file of gold documents.

    Returns:
        The scores. A document without a graph has missed all its facts.

    Raises:
        StoreError: there is no such folder, or a graph can't be read.
        DocumentError: the gold file can't be read.
    """
    folder, documents = Path(graphs), read_gold(Path(gold))
    if not folder.is_dir():
        raise StoreError(str(folder), "there is no such folder of graphs; make it with: kg build TEXTS -o GRAPHS/")
    files = {one.id: _file(folder, one.id) for one in documents}
    results = {one.id: judge(parse_file(file) if (file := files[one.id]) else (), one) for one in documents}
    return tally(results, documents, absent=tuple(name for name, file in files.items() if file is None))


def _file(folder: Path, document: str) -> Path | None:
    paths = (folder / f"{document}{suffix}" for suffix in SUFFIXES)
    return next((path for path in paths if path.exists()), None)


def tally(results: Mapping[str, Judgement], documents: Iterable[Gold], *, absent: tuple[str, ...] = ()) -> Scores:
    """Count what was judged of each document."""
    properties: dict[str, Tally] = defaultdict(Tally, dict.fromkeys(PROPERTIES, Tally()))
    forms: dict[str, Tally] = defaultdict(Tally)
    whole: dict[str, Tally] = {}
    errors: list[Error] = []
    for gold in documents:
        counts = list(_count(results[gold.id]))
        for fact, one in counts:
            properties[fact[1]] += one
        whole[gold.id] = sum((one for _, one in counts), Tally())
        forms[gold.form] += whole[gold.id]
        errors += _errors(results[gold.id], gold)
    return Scores(dict(properties), dict(forms), whole, sum(whole.values(), Tally()), tuple(errors), absent)


def _count(result: Judgement) -> Iterator[tuple[Fact, Tally]]:
    yield from ((fact, Tally(right=1)) for fact in result.right)
    yield from ((fact, Tally(wrong=weight)) for fact, weight in result.wrong.items())
    yield from ((fact, Tally(missed=1)) for fact in result.missed)


def _errors(result: Judgement, gold: Gold) -> Iterator[Error]:
    for fact, weight in sorted(result.wrong.items()):
        kind = "wrong x 2" if weight == 2 else "wrong"
        grounds = result.grounds.get(fact, ())
        sentence = next((one.sentence for one in grounds if one.sentence), "")
        yield Error(gold.id, kind, gold.name(fact[0]), fact[1], gold.name(fact[2]), sentence, fact, grounds)
    for fact in result.missed:
        yield Error(gold.id, "missed", gold.name(fact[0]), fact[1], gold.name(fact[2]), fact=fact)


def write_table(title: str, rows: Mapping[str, Tally]) -> Iterator[str]:
    """Yield the lines of a table: counts, precision, recall and F1 of each row."""
    yield f"{title:28}{'right':>6}{'wrong':>6}{'missed':>7}{'P':>8}{'R':>8}{'F1':>8}"
    for row, one in rows.items():
        figures = "".join(f"{'-':>8}" if x is None else f"{x:8.3f}" for x in (one.precision, one.recall, one.f1))
        yield f"{row:28}{one.right:6}{one.wrong:6}{one.missed:7}{figures}"


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
