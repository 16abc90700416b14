"""Reads a text through the real pipeline and compares what it states with what a table says.

A table's facts are lines `SUBJECT | property | OBJECT`: things by one of their names in the text (or by a public IRI
such as `wd:Q1065`), properties by their local names, `a` for the class, `is` for the IRI, which is written without the
base. What stands before the subject says more:

    (nothing)  the text states it          ~  the text plans it
    ?          arguable, may be stated     -  must not be stated; an empty end stands for anything
    !          the text denies it: kept as negated evidence, never stated

Of the properties that a table's entry names, nothing else may be stated.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pytest

from kg.documents import read
from kg.extraction import extract
from kg.iris import BASE, shorten
from kg.model import Extraction, Statement, Value

Triple = tuple[str, str, str]
NAMES = ("schema:name", "schema:alternateName")


@dataclass(frozen=True)
class Found:
    """What a text states, plans (stated, too) and denies, in readable triples, and what each name stands for."""

    stated: frozenset[Triple]
    planned: frozenset[Triple]
    denied: frozenset[Triple]
    titles: dict[str, str]

    def settle(self, triple: Triple) -> Triple:
        """Write a table's fact with the names that the triples use."""
        subject, predicate, obj = triple
        end = obj if predicate == "is" else self.titles.get(_key(obj), obj)
        return self.titles.get(_key(subject), subject), predicate, end


@pytest.fixture(scope="session")
def find(extractor, tmp_path_factory) -> Callable[..., Found]:
    """A function: text -> what it states."""
    folder = tmp_path_factory.mktemp("texts")

    def find(text: str, suffix: str = ".txt") -> Found:
        path = folder / f"text{suffix}"
        path.write_text(text, encoding="utf-8")
        (document,) = read(path)
        extraction = extract(document, extractor)
        assert_evidence(extraction)
        return _show(extraction)

    return find


@pytest.fixture(scope="session")
def facts(find) -> Callable[..., frozenset[Triple]]:
    """A function: text -> the triples that it states."""
    return lambda text, suffix=".txt": find(text, suffix).stated


@pytest.fixture(scope="session")
def denied(find) -> Callable[..., frozenset[Triple]]:
    """A function: text -> the triples that it denies."""
    return lambda text, suffix=".txt": find(text, suffix).denied


@pytest.fixture(scope="session")
def hold(find) -> Callable[..., None]:
    """A function: reads the texts of a table, and at least so many of its entries must hold as its test says.

    A learned reader gets some wrong; the number is what was measured, less one in twenty for other processors.
    """

    def hold(table: Mapping[str, tuple[str, ...]], least: int, suffix: str = ".txt") -> None:
        found = {name: compare(find(text, suffix), lines) for name, (text, *lines) in table.items()}
        right = sum(not problems for problems in found.values())
        told = [f"{name}: {'; '.join(problems)}" for name, problems in found.items() if problems]
        assert right >= least, "\n".join([f"only {right} of {len(table)} hold, not {least}", *told])

    return hold


def assert_evidence(extraction: Extraction) -> None:
    """Whatever a text states rests on words that stand there."""
    text = extraction.document.text
    for statement in extraction.statements:
        passage = statement.passage
        assert passage.exact.strip(), statement
        assert text[passage.start : passage.end] == passage.exact, statement
        assert 0 < statement.confidence <= 1, statement


def compare(found: Found, lines: Iterable[str]) -> list[str]:
    """Say where a text's facts aren't as its entry in a table."""
    wanted: dict[str, list[Triple]] = defaultdict(list)
    for line in lines:
        mark, triple = parse(line)
        wanted[mark].append(found.settle(triple))
    allowed = {*wanted[""], *wanted["~"], *wanted["?"]}
    tested = {predicate for mark in "~-!" for _, predicate, _ in wanted[mark]} | {p for _, p, _ in wanted[""]}
    problems = [f"missing: {_line(t)}" for t in (*wanted[""], *wanted["~"]) if t not in found.stated]
    problems += [f"not marked as planned: {_line(t)}" for t in wanted["~"] if t in found.stated - found.planned]
    problems += [f"marked as planned: {_line(t)}" for t in wanted[""] if t in found.planned]
    problems += [f"not kept as denied: {_line(t)}" for t in wanted["!"] if t not in found.denied]
    tested -= {"a", "is"}  # what an entry doesn't name has a class and an IRI, too
    wrong = {t for t in found.stated if t in wanted["-"] or (t[1] in tested and t not in allowed)}
    return problems + sorted(f"wrong: {_line(t)}" for t in wrong)


def parse(line: str) -> tuple[str, Triple]:
    """Read a line of a table: its mark and its triple."""
    mark, rest = re.fullmatch(r"([~?!-]?)\s*(.*)", line).groups()
    subject, predicate, obj = (part.strip() for part in rest.split("|"))
    return mark, (subject, predicate, obj)


def _show(extraction: Extraction) -> Found:
    names: dict[str, list[str]] = defaultdict(list)
    for name_property in NAMES:
        for statement in extraction.statements:
            if shorten(statement.predicate) == name_property:
                names[statement.subject].append(_bare(statement.object.lexical))
    main = {iri: given[0] for iri, given in names.items()} | _describe(extraction.statements)
    titles = {_key(name): main[iri] for iri, given in names.items() for name in (*given, shorten(iri))}
    triples = {statement: _triple(statement, main) for statement in extraction.statements}
    known = {(name, "is", shorten(iri).removeprefix(BASE)) for iri, given in names.items() for name in given}
    return Found(
        frozenset(t for s, t in triples.items() if not s.negated) | known,
        frozenset(t for s, t in triples.items() if s.planned),
        frozenset(t for s, t in triples.items() if s.negated),
        titles,
    )


def _describe(statements: Iterable[Statement]) -> dict[str, str]:
    """Call a remark by its words, and a figure by its number and unit."""
    parts: dict[str, dict[str, str]] = defaultdict(dict)
    for statement in statements:
        if isinstance(statement.object, Value):
            parts[statement.subject][shorten(statement.predicate)] = statement.object.lexical
    remarks = {iri: given["schema:text"] for iri, given in parts.items() if "schema:text" in given}
    figures = {
        iri: f"{given['schema:value']} {given.get('schema:unitText', '')}".strip()
        for iri, given in parts.items()
        if "schema:value" in given
    }
    return remarks | figures


def _triple(statement: Statement, main: dict[str, str]) -> Triple:
    obj = statement.object
    end = obj.lexical if isinstance(obj, Value) else main.get(obj, shorten(obj))
    predicate = shorten(statement.predicate).split(":")[-1]
    end = shorten(end).split(":")[-1] if predicate in ("type", "eventAttendanceMode") else end
    return main.get(statement.subject, shorten(statement.subject)), "a" if predicate == "type" else predicate, end


def _bare(name: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", name, flags=re.IGNORECASE)


def _key(name: str) -> str:
    return _bare(name).casefold()


def _line(triple: Triple) -> str:
    return " | ".join(triple)
