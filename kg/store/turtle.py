"""Writes Turtle and TriG that people can read, the same bytes for the same graph.

Engines write either in no stable order or in one long run; here things stand in sections by family, names come first,
and evidence and passages come last, in the order of the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from kg.iris import BASE, PREFIXES, shorten
from kg.store.definitions import DEFINING, HEADER, INDIVIDUAL
from kg.store.terms import STRING, XSD, Term, named, text
from kg.store.vocabulary import Vocabulary, vocabulary

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
# No colon, no empty or dotted step: what every reader resolves against the base in the same way.
_RELATIVE = re.compile(r"[\w~%-][\w~%.-]*(?:/[\w~%-][\w~%.-]*)*(?:#[\w=,.~%-]*)?", re.ASCII)
_DIGITS = re.compile(r"([0-9]{1,18})")
_SHORT = {
    XSD + "integer": re.compile(r"[+-]?\d+"),
    XSD + "decimal": re.compile(r"[+-]?\d+\.\d+"),
    XSD + "boolean": re.compile(r"true|false"),
}
_FIRST = (
    *("rdf:type", "rdfs:label", "schema:name", "schema:alternateName"),
    *("rdf:subject", "rdf:predicate", "rdf:object", "oa:exact", "oa:start", "oa:end", "kg:sentence"),
)
_LAST = tuple(map(named, ("schema:DigitalDocument", "kg:Evidence", "kg:Passage")))
_TYPE = named("rdf:type")

Pairs = list[tuple[ox.NamedNode, Term]]


class _Writer:
    """Writes terms, and remembers which prefixes they took."""

    def __init__(self, base: str, words: Vocabulary) -> None:
        self.base = base if base.endswith("/") else ""
        self.words = words
        self.known = {**words.prefixes, **PREFIXES}
        self.prefixes: set[str] = set()
        self.relative = False

    def term(self, term: Term) -> str:
        if isinstance(term, ox.NamedNode):
            return self.iri(term.value)
        return self.literal(term) if isinstance(term, ox.Literal) else str(term)

    def iri(self, iri: str) -> str:
        fitting = [(len(start), prefix) for prefix, start in self.known.items() if iri.startswith(start)]
        size, prefix = max(fitting, default=(0, ""))
        if prefix and _LOCAL.fullmatch(iri, size):
            self.prefixes.add(prefix)
            return f"{prefix}:{iri[size:]}"
        rest = iri.removeprefix(self.base)
        if self.base and rest != iri and _RELATIVE.fullmatch(rest):
            self.relative = True
            return f"<{rest}>"
        return str(ox.NamedNode(iri))

    def literal(self, term: ox.Literal) -> str:
        datatype = term.datatype.value
        if datatype == STRING or term.language:
            return str(term)
        if (short := _SHORT.get(datatype)) and short.fullmatch(term.value):
            return term.value
        return f"{ox.Literal(term.value)}^^{self.iri(datatype)}"

    def predicate(self, predicate: ox.NamedNode) -> str:
        return "a" if predicate == _TYPE else self.iri(predicate.value)

    def head(self) -> str:
        lines = [f"@base <{self.base}> ."] if self.relative else []
        lines += [f"@prefix {prefix}: {ox.NamedNode(self.known[prefix])} ." for prefix in sorted(self.prefixes)]
        return "\n".join(lines) + "\n" if lines else ""


def write_turtle(triples: Iterable[ox.Triple], *, base: str = BASE, words: Vocabulary | None = None) -> str:
    """Write triples as Turtle, each once.

    Args:
        triples: in any order.
        base: IRIs under it are written relative to it, where that is safe.
        words: by which things stand in sections, and whose prefixes are declared; without it, the shipped vocabulary.
    """
    writer = _Writer(base, words or vocabulary())
    body = "".join(_sections(triples, writer))
    return writer.head() + body


def write_trig(
    graphs: Mapping[ox.NamedNode, Sequence[ox.Triple]], *, base: str = BASE, words: Vocabulary | None = None
) -> str:
    """Write named graphs as TriG, sorted by name; `base` and `words` as for `write_turtle`."""
    writer = _Writer(base, words or vocabulary())
    body = ""
    for graph in sorted(graphs, key=str):
        inside = "".join(_sections(graphs[graph], writer))
        body += f"\n{writer.term(graph)} {{\n{_indent(inside)}}}\n"
    return writer.head() + body


def natural(line: str) -> tuple[str | int, ...]:
    """Return a key that sorts 9 before 10 inside texts."""
    return tuple(int(part) if place % 2 else part for place, part in enumerate(_DIGITS.split(line)))


def _indent(lines: str) -> str:
    # Every end of line is layout: in literals they are escaped.
    return "".join(f"    {line}\n" if line else "\n" for line in lines.split("\n")[:-1])


def _sections(triples: Iterable[ox.Triple], writer: _Writer) -> Iterator[str]:
    subjects: dict[Term, Pairs] = defaultdict(list)
    for triple in dict.fromkeys(triples):
        subjects[triple.subject].append((triple.predicate, triple.object))
    sections: dict[tuple[int, str], list[Term]] = defaultdict(list)
    for subject, pairs in subjects.items():
        sections[_section(pairs, writer.words)].append(subject)
    for section in sorted(sections):
        yield f"\n# {section[1]}\n"
        for subject in sorted(sections[section], key=lambda one: (_place(subjects[one]), natural(str(one)), str(one))):
            yield _block(subject, subjects[subject], writer)


def _section(pairs: Pairs, words: Vocabulary) -> tuple[int, str]:
    """The rank and the title of the section in which a thing stands: by the family of its (first) class."""
    classes = {thing for predicate, thing in pairs if predicate == _TYPE and thing != INDIVIDUAL}
    if HEADER in classes:
        return -1, "ontology"
    if not DEFINING.isdisjoint(classes):
        return 999, "definitions"
    for rank, last in enumerate(_LAST):
        if last in classes:
            return 1000 + rank, words.family(last.value)[1]
    return words.family(min(map(text, classes), default=""))


def _place(pairs: Pairs) -> tuple[str | int, ...]:
    """Where in the texts evidence stands; other things stand in the order of their IRIs."""
    return next((natural(str(thing)) for predicate, thing in pairs if predicate == named("kg:passage")), ())


def _block(subject: Term, pairs: Pairs, writer: _Writer) -> str:
    said: dict[ox.NamedNode, list[Term]] = defaultdict(list)
    for predicate, thing in pairs:
        said[predicate].append(thing)
    lines = [f"{writer.predicate(predicate)} {_list(said[predicate], writer)}" for predicate in sorted(said, key=_rank)]
    return f"\n{writer.term(subject)} " + " ;\n    ".join(lines) + " .\n"


def _rank(predicate: ox.NamedNode) -> tuple[int, str]:
    name = shorten(predicate.value)
    return (_FIRST.index(name), "") if name in _FIRST else (len(_FIRST), name)


def _list(things: list[Term], writer: _Writer) -> str:
    ordered = sorted(things, key=lambda thing: (isinstance(thing, ox.Literal), natural(str(thing)), str(thing)))
    return " ,\n        ".join(writer.term(thing) for thing in ordered)
