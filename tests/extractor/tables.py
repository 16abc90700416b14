"""Tables of sentences with what must and must not be stated of them: how they are written, and how they are held."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.iris import shorten
from kg.model import Extraction, Value

NAMES = ("schema:name", "schema:alternateName")
Triple = tuple[str, str, str]


@dataclass(frozen=True)
class Line:
    """An expectation: a mark (nothing: stated, ~ stated as planned, ? may be, - must not be, ! denied) and a fact."""

    mark: str
    fact: Triple

    def __str__(self) -> str:
        return f"{self.mark} {' | '.join(self.fact)}".strip()


@dataclass(frozen=True)
class Entry:
    """A text and what is expected of it."""

    name: str
    text: str
    lines: tuple[Line, ...]


def read_table(path: Path) -> list[Entry]:
    """Read a file of entries: `= name`, the text, `--`, a line for each expectation."""
    entries = []
    for block in re.split(r"^= ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        name, _, rest = block.partition("\n")
        text, _, lines = rest.partition("\n--\n")
        read = map(_read_line, filter(str.strip, lines.splitlines()))
        entries.append(Entry(name.strip(), text.strip("\n"), tuple(read)))
    return entries


def _read_line(line: str) -> Line:
    mark, rest = re.fullmatch(r"([~?!-]?)\s*(.*)", line.strip()).groups()
    parts = [part.strip() for part in rest.split("|")]
    subject, predicate, thing = (*parts, "")[:3]
    return Line(mark, (subject, predicate, thing))


@dataclass(frozen=True)
class Said:
    """What an extraction states, by all names of things."""

    facts: tuple[tuple[frozenset[str], str, frozenset[str], bool, bool], ...]

    def has(self, fact: Triple, *, planned: bool = False, negated: bool = False) -> bool:
        """Whether a fact is stated; an empty end stands for anything."""
        subject, predicate, thing = fact
        return any(
            (predicate == name and _matches(subject, one, predicate) and _matches(thing, other, predicate))
            or (predicate == name == "partnerOf" and _matches(subject, other, name) and _matches(thing, one, name))
            for one, name, other, is_planned, is_negated in self.facts
            if is_negated == negated and (is_planned or not planned)
        )  # fmt: skip


def hold(said: Said, line: Line) -> bool:
    """Tell whether an expectation holds."""
    if line.mark == "?":
        return True
    if line.mark == "-":
        return not said.has(line.fact)
    if line.mark == "!":
        return said.has(line.fact, negated=True) and not said.has(line.fact)
    return said.has(line.fact, planned=line.mark == "~")


def _matches(wanted: str, names: frozenset[str], predicate: str) -> bool:
    if not wanted:
        return True
    key = _key(wanted)
    if predicate == "remarkBy" and len(key) > 12:
        return any(key in name or (len(name) > 12 and name in key) or key == name for name in names)
    return key in names


def list_said(extraction: Extraction) -> Said:
    """List what an extraction states."""
    names: dict[str, set[str]] = defaultdict(set)
    parts: dict[str, dict[str, str]] = defaultdict(dict)
    for one in extraction.statements:
        if isinstance(one.object, Value):
            parts[one.subject][shorten(one.predicate).split(":")[-1]] = one.object.lexical
            if shorten(one.predicate) in NAMES:
                names[one.subject].add(_key(one.object.lexical))
    for iri, given in parts.items():
        names[iri] |= set(_describe(given))

    def ends(thing: str | Value) -> frozenset[str]:
        if isinstance(thing, Value):
            return frozenset({_key(thing.lexical)})
        return frozenset(names.get(thing, set()) | {_key(re.split(r"[:/#]", shorten(thing))[-1]), _key(shorten(thing))})

    facts = []
    for one in extraction.statements:
        name = shorten(one.predicate).split(":")[-1]
        name = {"type": "a"}.get(name, name)
        facts.append((ends(one.subject), name, ends(one.object), one.planned, one.negated))
    return Said(tuple(facts))


def _describe(given: dict[str, str]) -> Iterator[str]:
    """How a table calls a remark (by its words) and a figure (by its number and unit)."""
    if "text" in given:
        yield _key(given["text"])
    unit = given.get("unitText", "")
    if "value" in given:
        yield _key(f"{given['value']} {unit}")
    if "minValue" in given and "maxValue" in given:
        yield _key(f"{given['minValue']} to {given['maxValue']} {unit}")


def _key(name: str) -> str:
    bare = re.sub(r"^(?:the|a|an)\s+", "", " ".join(name.split()), flags=re.IGNORECASE)
    return re.sub(r"[\s\"“”'’.,]+", " ", bare).strip().casefold()
