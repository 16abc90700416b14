"""Cuts a long document into stretches that are read one by one, and joins what is found in them.

So the time that a document takes grows with its length, and its memory hardly at all.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extractor.patterns.frames import Things
from kg.extractor.records import Record
from kg.extractor.transcript import Line, Transcript
from kg.extractor.values import Candidate, Entity, Mention, Name
from kg.iris import slug
from kg.ontology import Ontology, family_of

SEGMENT = 8_000
"""A stretch that is read as one has no more characters: some 2,000 pieces, 1,300 words."""

VOLUME = 10
"""So many segments of a longer document, 80,000 characters at most, are decided on and stored together."""

WORD = 400
"""A run of characters without a space that is longer than this, in characters, is no word: it is passed over."""

_LONG = re.compile(rf"\S{{{WORD + 1},}}")
_ENDS = (re.compile(r"\n"), re.compile(r"[.!?…][\"”’)]*\s"), re.compile(r"\s"))


@dataclass(frozen=True, slots=True)
class Part:
    """What was found in a segment: the numbers of things and the characters are the segment's own."""

    start: int
    things: Things
    candidates: tuple[Candidate, ...]
    records: tuple[Record, ...]


def cut(transcript: Transcript) -> Iterator[tuple[int, Transcript]]:
    """Yield the segments of a transcript, each with the character that it starts at."""
    text, start = transcript.text, 0
    while start < len(text):
        end = _find_end(text, start)
        yield start, _stretch(transcript, start, end)
        start = end


def gather(transcript: Transcript) -> list[list[tuple[int, Transcript]]]:
    """Return the segments of a transcript in volumes; a transcript without any has one empty volume."""
    segments = list(cut(transcript))
    return [segments[first : first + VOLUME] for first in range(0, len(segments), VOLUME)] or [[]]


def _find_end(text: str, start: int) -> int:
    """Where a segment ends: at the last line's end that isn't too early, else at a sentence's, else at a space."""
    limit = start + SEGMENT
    if limit >= len(text):
        return len(text)
    for pattern in _ENDS:
        last = 0
        for match in pattern.finditer(text, start + SEGMENT // 2, limit):
            last = match.end()
        if last:
            return last
    return limit


def _stretch(transcript: Transcript, start: int, end: int) -> Transcript:
    content = transcript.content.cut(start, end)
    blanks = [(m.start(), m.end(), " " * (m.end() - m.start())) for m in _LONG.finditer(content.text)]
    # Lines stand in order: those that reach into the stretch lie side by side.
    first = bisect_left(transcript.lines, start, key=lambda line: line.end)
    last = bisect_left(transcript.lines, end, key=lambda line: line.start)
    lines = tuple(
        Line(max(line.start, start) - start, min(line.end, end) - start, line.kind)
        for line in transcript.lines[first:last]
    )
    return Transcript(content.blank(blanks) if blanks else content, lines)


def join(parts: Sequence[Part], ontology: Ontology) -> tuple[Things, list[Candidate], list[Record]]:
    """Join the parts of a document: things of one public identifier or of one proper name and family are one."""
    if len(parts) == 1 and not parts[0].start:
        return parts[0].things, list(parts[0].candidates), list(parts[0].records)
    number: dict[tuple[int, int], int] = {}
    known: dict[tuple[str, str], int] = {}
    entities: dict[int, Entity] = {}
    for index, part in enumerate(parts):
        for thing, entity in part.things.entities.items():
            keys = list(_keys(entity, ontology))
            same = next((known[key] for key in keys if key in known), None)
            joined = len(number) if same is None else same
            number[index, thing] = joined
            moved = _move(entity, joined, part.start)
            entities[joined] = _unite(entities[joined], moved) if joined in entities else moved
            known |= dict.fromkeys(keys, joined)
    mentions, of = _join_mentions(parts, number)
    candidates = [
        _move_candidate(c, number, index, part.start) for index, part in enumerate(parts) for c in part.candidates
    ]
    records = [_move_record(r, number, index, part.start) for index, part in enumerate(parts) for r in part.records]
    return Things(of, mentions, entities, {}), candidates, records


def _keys(entity: Entity, ontology: Ontology) -> Iterator[tuple[str, str]]:
    if entity.iri:
        yield "iri", entity.iri
    elif entity.proper:
        yield family_of(ontology, entity.kind), slug(entity.name)


def _move(entity: Entity, number: int, distance: int) -> Entity:
    mentions = tuple(replace(m, start=m.start + distance, end=m.end + distance) for m in entity.mentions)
    names = tuple(Name(n.text, n.start + distance, n.end + distance) for n in entity.names)
    return replace(entity, number=number, mentions=mentions, names=names)


def _unite(first: Entity, second: Entity) -> Entity:
    names = {slug(name.text): name for name in (*second.names, *first.names)}
    ordered = tuple(sorted(names.values(), key=lambda name: (name != first.names[0], name.start)))
    return replace(first, mentions=(*first.mentions, *second.mentions), names=ordered, iri=first.iri or second.iri)


def _join_mentions(
    parts: Sequence[Part], number: Mapping[tuple[int, int], int]
) -> tuple[list[Mention], list[tuple[int, ...]]]:
    mentions: list[Mention] = []
    of: list[tuple[int, ...]] = []
    for index, part in enumerate(parts):
        for mention, things in zip(part.things.mentions, part.things.of, strict=True):
            mentions.append(replace(mention, start=mention.start + part.start, end=mention.end + part.start))
            of.append(tuple(number[index, thing] for thing in things if (index, thing) in number))
    return mentions, of


def _move_candidate(
    candidate: Candidate, number: Mapping[tuple[int, int], int], index: int, distance: int
) -> Candidate:
    object_ = candidate.object
    return replace(
        candidate,
        subject=number[index, candidate.subject],
        object=number[index, object_] if isinstance(object_, int) else object_,
        spans=tuple((start + distance, end + distance) for start, end in candidate.spans),
    )


def _move_record(record: Record, number: Mapping[tuple[int, int], int], index: int, distance: int) -> Record:
    parts = tuple((name, number[index, v] if isinstance(v, int) else v) for name, v in record.parts)
    return replace(record, start=record.start + distance, end=record.end + distance, parts=parts)


__all__ = ["SEGMENT", "VOLUME", "WORD", "Part", "cut", "gather", "join"]
