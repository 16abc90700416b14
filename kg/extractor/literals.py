"""Mentions of dates, modes, titles and amounts → literals and identifiers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from kg.extractor.dates import resolve_dates
from kg.extractor.entities import clean_name
from kg.iris import expand
from kg.model import Value
from kg.ontology import Ontology

if TYPE_CHECKING:
    from kg.extractor.reader.reading import Reading
    from kg.extractor.transcript import Transcript
    from kg.extractor.values import Mention

End = Value | str
"""What a value becomes: a literal, or the IRI of something that the ontology or the gazetteer declares."""

_DATATYPES = {4: expand("xsd:gYear"), 7: expand("xsd:gYearMonth"), 10: expand("xsd:date")}


def make_literals(
    reading: Reading,
    mentions: Sequence[Mention],
    transcript: Transcript,
    ontology: Ontology,
    published: str,
) -> dict[int, End]:
    """Say what each thing that is a value becomes; those that say nothing are left out.

    Args:
        reading: what the network made of the text.
        mentions: its mentions.
        transcript: the text.
        ontology: declares individuals, such as the modes of attendance.
        published: the document's date (ISO), if it is known.
    """
    dates = _resolve(mentions, transcript, published)
    found: dict[int, End] = {}
    for thing in range(len(reading.members)):
        own = [(n, mentions[n]) for n in np.flatnonzero(reading.things == thing).tolist()]
        kind = own[0][1].kind if own else ""
        end: End | None = None
        if kind == "date":
            end = _most_exact(dates.get(number) for number, _ in own)
        elif kind == "title":
            end = Value(clean_name(transcript.content.written(own[0][1].start, own[0][1].end)))
        elif kind == "amount":
            end = Value(" ".join(transcript.content.written(own[0][1].start, own[0][1].end).split()))
        elif kind in ontology.individuals:
            end = kind
        if end is not None:
            found[thing] = end
    return found


def _resolve(mentions: Sequence[Mention], transcript: Transcript, published: str) -> dict[int, str]:
    numbers = [n for n, mention in enumerate(mentions) if mention.kind == "date"]
    spans = [(mentions[n].start, mentions[n].end) for n in numbers]
    resolved = resolve_dates(transcript.text, spans, published)
    return {n: day for n, day in zip(numbers, resolved, strict=True) if day}


def _most_exact(days: Iterable[str | None]) -> Value | None:
    """Of the dates that one thing's mentions give, the first of the most exact ones."""
    known = [day for day in days if day]
    if not known:
        return None
    day = max(known, key=len)
    return Value(day, _DATATYPES[len(day)])
