"""Reads annotated documents, and says what is wrong with those that can't be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal, TypeVar

from kg.errors import DocumentError

_Read = TypeVar("_Read")
Status = Literal["stated", "planned", "denied", "arguable"]
VALUES = ("date", "mode", "title", "amount", "goal")
"""Kinds of things that become literals or identifiers of their own instead of entities."""
GROUP = "group"

_SIGNS: Mapping[str, Status] = {"!": "denied", "?": "planned", "~": "arguable"}
_MARK = re.compile(r"\[\[([A-Za-z][\w-]*)\||\]\]")
_KEY = re.compile(r"[A-Za-z][\w-]*")
_PATTERNS = {
    "date": (r"\d{4}(-\d\d(-\d\d)?)?", "2023-06-14, 2023-06 or 2023"),
    "mode": (r"online|offline|mixed", "online, offline or mixed"),
    "goal": (r"\d{1,2}(\.\w{1,2})?", "4 or 16.9"),
    "amount": (r"\d+(\.\d+)? [A-Z]{3}", "20000000 USD"),
}


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A mention: characters of the text, and the key of the thing that they stand for."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Thing:
    """What mentions stand for: a class by its local name or a kind of value, the value, a group's members."""

    key: str
    kind: str
    value: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation, by its local name, between two things; `amount` is the thing that says how much was given."""

    subject: str
    relation: str
    object: str
    status: Status = "stated"
    amount: str = ""


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """A text with its mentions in reading order, wider ones first, its things and its facts."""

    id: str
    genre: str
    text: str
    marks: tuple[Mark, ...]
    things: Mapping[str, Thing]
    facts: tuple[Fact, ...]


OnFault = Callable[[str], None]


def read_folder(folder: str | Path, on_fault: OnFault | None = None) -> Iterator[AnnotatedDocument]:
    """Read the annotated documents of all `*.txt` files below a folder, in the order of their paths.

    Args:
        folder: the folder, or a single file.
        on_fault: told of every fault; what can be read of a document with faults is kept.

    Raises:
        DocumentError: there is no such file, or, without `on_fault`, a document has a fault.
    """
    root = Path(folder)
    paths = sorted(root.rglob("*.txt")) if root.is_dir() else [root]
    for path in paths:
        if not path.is_file():
            raise DocumentError(str(path), "isn't there; name a folder of annotated documents")

        def report(fault: str, name: str = str(path)) -> None:
            if on_fault is None:
                raise DocumentError(name, f"has a fault: {fault}")
            on_fault(f"{name}: {fault}")

        yield from parse_documents(path.read_text(encoding="utf-8"), report)


def parse_documents(text: str, on_fault: OnFault) -> Iterator[AnnotatedDocument]:
    """Read the annotated documents of a text; each begins with a line `= id | genre`."""
    for block in re.split(r"^= ", text, flags=re.MULTILINE)[1:]:
        head, _, rest = block.partition("\n")
        ident, _, genre = (part.strip() for part in head.partition("|"))
        parts = re.split(r"^--[ \t]*$", rest, flags=re.MULTILINE)

        def report(fault: str, ident: str = ident) -> None:
            on_fault(f"{ident}: {fault}")

        if len(parts) != 3:
            report(f"{len(parts)} parts instead of text, things and facts, parted by lines of --")
            continue
        try:
            plain, marks = read_marks(parts[0].strip("\n"))
        except ValueError as error:
            report(str(error))
            continue
        things = {thing.key: thing for thing in _read_lines(parts[1], _read_thing, report)}
        facts = tuple(_read_lines(parts[2], partial(_read_fact, things), report))
        document = AnnotatedDocument(ident, genre, plain, marks, things, facts)
        for fault in find_faults(document):
            report(fault)
        yield document


def read_marks(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """Take the marks out of a text.

    >>> read_marks("[[a|Ana]] spoke.")
    ('Ana spoke.', (Mark(start=0, end=3, key='a'),))
    """
    plain: list[str] = []
    marks: list[Mark] = []
    opened: list[tuple[str, int]] = []
    done = length = 0
    for found in _MARK.finditer(marked):
        plain.append(marked[done : found.start()])
        length += found.start() - done
        done = found.end()
        if found[1]:
            opened.append((found[1], length))
        elif opened:
            key, start = opened.pop()
            marks.append(Mark(start, length, key))
        else:
            raise ValueError("']]' without '[[key|'")
    text = "".join([*plain, marked[done:]])
    if opened:
        raise ValueError(f"[[{opened[-1][0]}| is never closed")
    if "[[" in text or "]]" in text:
        raise ValueError(f"a mark that can't be read: {text[max(0, text.find('[[') - 10) :][:40]}")
    return text, tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.key)))


def _read_lines(text: str, read: Callable[[str], _Read], report: OnFault) -> Iterator[_Read]:
    for line in filter(None, map(str.strip, text.splitlines())):
        try:
            yield read(line)
        except ValueError as error:
            report(str(error))


def _read_thing(line: str) -> Thing:
    key, _, rest = line.partition(" ")
    kind, _, value = rest.strip().partition(" ")
    value = value.strip()
    if not _KEY.fullmatch(key) or not kind:
        raise ValueError(f"not a thing (write `key Class` or `key kind value`): {line}")
    pattern, form = _PATTERNS.get(kind, ("", ""))
    if pattern and not re.fullmatch(pattern, value):
        raise ValueError(f"a {kind} is written {form}: {line}")
    return Thing(key, kind, "" if kind == GROUP else value, tuple(value.split()) if kind == GROUP else ())


def _read_fact(things: Mapping[str, Thing], line: str) -> Fact:
    status = _SIGNS.get(line[0], "stated")
    parts = (line[1:] if line[0] in _SIGNS else line).split()
    if len(parts) not in (3, 4):
        raise ValueError(f"not a fact (write `subject relation object`): {line}")
    for key in (parts[0], *parts[2:]):
        if key not in things:
            raise ValueError(f"{key} isn't among the things: {line}")
    return Fact(parts[0], parts[1], parts[2], status, parts[3] if len(parts) == 4 else "")


def find_faults(document: AnnotatedDocument) -> Iterator[str]:
    """Yield what is wrong within a document: marks without a thing, things without a mark, facts told twice."""
    marked = {mark.key for mark in document.marks}
    yield from (f"[[{key}|…]] isn't among the things" for key in sorted(marked - set(document.things)))
    yield from (f"{key} is marked nowhere" for key in document.things if key not in marked)
    for mark in document.marks:
        words = document.text[mark.start : mark.end]
        if not words.strip() or words != words.strip():
            yield f"[[{mark.key}|{words}]]: empty, or blanks at its ends"
    for thing in document.things.values():
        yield from (f"{thing.key}: no {member}" for member in thing.members if member not in document.things)
    told = [(fact.subject, fact.relation, fact.object) for fact in document.facts]
    yield from (f"{' '.join(fact)} is there twice" for fact in sorted({f for f in told if told.count(f) > 1}))
