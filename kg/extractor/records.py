"""Figures and remarks of a text: nodes that are told by their parts and not by a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.extractor.numbers import Number, find_numbers
from kg.extractor.patterns.clauses import VERBAL, read_clause
from kg.extractor.patterns.modality import is_negated, is_planned, is_unreal
from kg.iris import expand
from kg.model import Value

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extractor.patterns.frames import Things
    from kg.extractor.patterns.parsing import Parsed
    from kg.extractor.transcript import Transcript
    from kg.ontology import Ontology

FIGURE, REMARK = "figure", "remark"
"""Roles that a class of the ontology plays for the code; properties play "figure value" and the like."""

SURE = 0.9

_DECIMAL, _INTEGER, _TRUE = expand("xsd:decimal"), expand("xsd:integer"), Value("true", expand("xsd:boolean"))
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_UNIT = ("NOUN", "ADJ", "PROPN")


@dataclass(frozen=True, slots=True)
class Record:
    """A node with parts: its class, the characters of the transcript that it rests on, its properties and their values.

    A part's value is a literal, or the number of an entity.
    """

    kind: str
    start: int
    end: int
    parts: tuple[tuple[str, Value | int], ...]
    proposer: str


def find_figures(
    parsed: Iterable[Parsed], transcript: Transcript, things: Things, ontology: Ontology
) -> Iterator[Record]:
    """Yield the numbers of a text that count something, with what they count."""
    kind, value = ontology.playing(FIGURE), ontology.playing("figure value")
    if not kind or not value:
        return
    lines = list(parsed)
    numbers = iter(find_numbers(transcript.text))
    number = next(numbers, None)
    for line in lines:
        first, last = line.starts[0], line.ends[-1]
        while number is not None and number.start < last:
            if number.start >= first:
                yield from _read_figure(number, line, transcript, things, ontology)
            number = next(numbers, None)


def _read_figure(
    number: Number, line: Parsed, transcript: Transcript, things: Things, ontology: Ontology
) -> Iterator[Record]:
    text = transcript.text
    if _counts_nothing(number, text) or any(m.start < number.end and number.start < m.end for m in things.mentions):
        return
    unit = _find_unit(number, line, text, ontology)
    if unit is None:
        return
    start, end, words = unit
    approximate = _approximation(text, number.start, ontology)
    parts: list[tuple[str, Value | int]] = []
    if number.high is None:
        parts.append((ontology.playing("figure value"), _count(number.value)))
    else:
        parts.append((ontology.playing("figure minimum"), _count(number.value)))
        parts.append((ontology.playing("figure maximum"), _count(number.high)))
    parts.append((ontology.playing("figure unit"), Value(transcript.content.written(start, end) or words)))
    if approximate:
        parts.append((ontology.playing("figure approximate"), _TRUE))
    yield Record(ontology.playing(FIGURE), number.start, end, tuple(part for part in parts if part[0]), FIGURE)


def _counts_nothing(number: Number, text: str) -> bool:
    """Whether a number is a year, an ordinal, a time, a part of a code, or so small a word that it says little."""
    written = text[number.start : number.end]
    before, after = text[max(0, number.start - 1) : number.start], text[number.end : number.end + 1]
    return (
        _YEAR.fullmatch(written) is not None
        or after.isalpha()
        or before in set("#№:./-")
        or after == ":"
        or (before.isalnum())
        or (written.isalpha() and number.value < 3)
    )


def _find_unit(number: Number, line: Parsed, text: str, ontology: Ontology) -> tuple[int, int, str] | None:
    """What a number counts: the noun behind it with what stands between."""
    after = text[number.end : number.end + 12]
    share = re.match(r"\s?(%|per\s?cent\b)", after)
    if share:
        return number.end + share.start(1), number.end + share.end(1), share[1]
    first = bisect_left(line.starts, number.end)
    taken: list[Token] = []
    for token in line.doc[first : first + 6]:
        if token.lower_ in ("of",) and not taken:
            continue
        if token.i in line.mentions and line.doc[token.i].pos_ == "PROPN":
            break
        if token.pos_ not in _UNIT:
            break
        taken.append(token)
    while taken and taken[-1].pos_ != "NOUN":
        taken.pop()
    if (
        not taken
        or taken[-1].lemma_.lower() in ontology.words("time-noun")
        or (text[number.end : line.starts[taken[0].i]].strip(" -") not in ("", "of"))
    ):
        return None
    start, end = line.starts[taken[0].i], line.ends[taken[-1].i]
    return start, end, text[start:end]


def _approximation(text: str, start: int, ontology: Ontology) -> bool:
    before = text[max(0, start - 24) : start].lower()
    return any(re.search(rf"\b{re.escape(word)}\s*$", before) for word in ontology.words("approximate"))


def _count(number: Decimal) -> Value:
    shown = format(number, "f")
    return Value(shown, _DECIMAL if "." in shown else _INTEGER)


def find_remarks(
    parsed: Iterable[Parsed], transcript: Transcript, things: Things, ontology: Ontology
) -> Iterator[Record]:
    """Yield what people and bodies are said to have said: the speaker, the verb, the words."""
    if not ontology.playing(REMARK):
        return
    for line in parsed:
        for token in line.doc:
            if token.pos_ in VERBAL and token.lemma_.lower() in ontology.words("reporting-verb"):
                yield from _read_remark(token, line, transcript, things, ontology)


def _read_remark(
    verb: Token, line: Parsed, transcript: Transcript, things: Things, ontology: Ontology
) -> Iterator[Record]:
    infinitive = any(c.dep_ == "aux" and c.lower_ in ("to", "be", "is", "are", "was", "were") for c in verb.children)
    if (
        infinitive
        or is_negated(verb, ontology.words)
        or is_planned(verb, ontology.words)
        or is_unreal(verb, ontology.words)
    ):
        return
    clause = read_clause(verb)
    if clause.passive:
        return
    words = _find_words(verb, line, ontology)
    if words is None:
        return
    by = ontology.playing("remark by")
    for speaker in _find_speakers(clause.subjects, line, things, ontology, by):
        start, end = words
        parts = (
            (by, speaker),
            (ontology.playing("remark verb"), Value(verb.text)),
            (ontology.playing("remark text"), Value(" ".join(transcript.content.written(start, end).split()))),
        )
        yield Record(ontology.playing(REMARK), start, end, tuple(part for part in parts if part[0]), REMARK)


def _find_speakers(
    subjects: Sequence[Token], line: Parsed, things: Things, ontology: Ontology, by: str
) -> Iterator[int]:
    ranges = ontology.properties[by].ranges if by else ()
    for subject in subjects:
        if subject.i in line.mentions:
            for found in things.ends(line.mentions[subject.i]):
                if isinstance(found.end, int):
                    kind = things.entities[found.end].kind
                    if not ranges or any(ontology.holds(kind, end) for end in ranges):
                        yield found.end


def _find_words(verb: Token, line: Parsed, ontology: Ontology) -> tuple[int, int] | None:
    """What was said: a clause, quoted or not, or what stands behind a verb that needs none."""
    doc = verb.doc
    clauses = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp")]
    alone = verb.lemma_.lower() in ontology.words("reporting-alone")
    behind = [c for c in verb.children if c.i > verb.i and c.dep_ in ("dobj", "prep", "dative", "obj")]
    parts = [c for c in clauses if c.i > verb.i]
    if parts:
        parts += [c for c in behind if c.dep_ in ("dobj", "dative", "obj") and c.i < parts[0].i]
    elif alone and any(c.dep_ in ("dobj", "obj", "prep") for c in behind):
        parts = behind
    if parts:
        first, last = min(p.left_edge.i for p in parts), max(p.right_edge.i for p in parts)
    elif clauses:
        first, last = clauses[0].left_edge.i, clauses[0].right_edge.i
    else:
        return None
    first, last = max(first, verb.sent.start), min(last, verb.sent.end - 1)
    while last > first and not any(map(str.isalnum, doc[last].text)):
        last -= 1
    while first < last and not any(map(str.isalnum, doc[first].text)):
        first += 1
    return line.starts[first], line.ends[last]
