"""The extractor: a prepared document in, statements and rejections out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from kg.extractor import candidates, ordinals
from kg.extractor.entities import list_mentions, make_entities
from kg.extractor.grounding import Basis, ground
from kg.extractor.literals import make_literals
from kg.extractor.nouns import find_named, find_repeated, list_untaught, match_named
from kg.extractor.patterns import frames
from kg.extractor.patterns.frames import Frames, Things, index_frames
from kg.extractor.patterns.parsing import parse
from kg.extractor.reader.pieces import cut_pieces
from kg.extractor.reader.reading import Given, Reading, read
from kg.extractor.records import Record, find_figures, find_remarks
from kg.extractor.scoring import Judge, Scored, score
from kg.extractor.segments import Part, cut, join
from kg.extractor.transcript import FAR, Transcript, transcribe
from kg.extractor.values import Entity, Mention, Name
from kg.iris import BASE
from kg.model import Document, Extraction

if TYPE_CHECKING:
    from kg.extractor.reader.network import Network
    from kg.gazetteer import Gazetteer
    from kg.language import Language
    from kg.ontology import Ontology

LEAST = 0.46
"""The least probability of what is stated, unless the caller names another."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was made of a document before anything is decided."""

    transcript: Transcript
    things: Things
    scored: tuple[Scored, ...]
    records: tuple[Record, ...]


@dataclass(frozen=True)
class Extractor:
    """What extraction needs, ready for use; call `extract` with documents."""

    network: Network
    language: Language
    ontology: Ontology
    gazetteer: Gazetteer
    judge: Judge | None = None
    base: str = BASE
    least: float = LEAST

    def __getstate__(self) -> dict[str, object]:
        """Leave out, for another process, what is made of the rest."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @cached_property
    def frames(self) -> Frames:
        """The ontology's frames, ready for use."""
        return index_frames(self.ontology)

    @cached_property
    def untaught(self) -> frozenset[str]:
        """The ontology's classes that the network doesn't know."""
        return list_untaught(self.ontology, self.network.labels)

    def extract(self, document: Document) -> Extraction:
        """Find what a document states.

        Args:
            document: a document whose blocks `kg.text.prepare` has cleaned.

        Returns:
            The statements that fit the ontology, and what was refused with the reason.
        """
        return self.ground(document, self.understand(document))

    def ground(self, document: Document, found: Understanding) -> Extraction:
        """Decide what a document states of what was understood."""
        basis = Basis(document, found.transcript, self.ontology, self.base)
        extraction = ground(found.scored, found.things.entities, found.records, basis, least=self.least)
        if found.transcript.longest <= FAR:
            return extraction
        endless = f"a sentence of {found.transcript.longest:,} characters is read in pieces; see what it says yourself"
        return replace(extraction, warnings=(*extraction.warnings, endless))

    def understand(self, document: Document, given: Given | None = None) -> Understanding:
        """Propose what a document may state, and weigh it.

        Args:
            document: as for `extract`.
            given: the right mentions or things of a short document, to see how well the rest is read with them.
        """
        transcript = transcribe(document)
        parts = [self._read(start, segment, document.date, given) for start, segment in cut(transcript)]
        things, proposed, records = join(parts, self.ontology)
        proposed += ordinals.propose(things.entities, self.ontology)
        return Understanding(transcript, things, tuple(score(proposed, things.entities, self.judge)), tuple(records))

    def _read(self, start: int, transcript: Transcript, published: str, given: Given | None) -> Part:
        """Read one segment of a document."""
        labels, ontology = self.network.labels, self.ontology
        pieces, names = cut_pieces(transcript, self.network.tokenizer, self.gazetteer, labels.name_kinds)
        reading = read(self.network, pieces, names, ontology.words("pronoun"), given)
        mentions = list_mentions(reading, pieces, labels)
        named = find_named(transcript, self.untaught, ontology)
        numbers = reading.things.tolist()
        told, passed = match_named(named, mentions, numbers, transcript.text)
        entities = make_entities(reading, mentions, transcript, labels, ontology, self.gazetteer, told, self.untaught)
        literals = make_literals(reading, mentions, transcript, ontology, published)
        typed = [replace(m, kind=told[n]) if n in told else m for m, n in zip(mentions, numbers, strict=True)]
        things = Things(_speak_of(reading, labels.group), typed, entities, literals)
        things = _add_named(things, passed, len(reading.families), transcript)
        parsed = parse(transcript, things.mentions, ontology.stand_ins, self.language)
        proposed = (
            *candidates.propose(reading, pieces, mentions, entities, literals, labels, ontology),
            *frames.propose(parsed, things, self.frames),
        )
        records = (
            *find_figures(parsed, transcript, things, ontology),
            *find_remarks(parsed, transcript, things, ontology),
        )
        return Part(start, things, proposed, records)


def _add_named(things: Things, named: Sequence[Mention], number: int, transcript: Transcript) -> Things:
    """Add the things that only nouns of the ontology tell."""
    mentions, of, entities = list(things.mentions), list(things.of), dict(things.entities)
    for each in named:
        own = list(find_repeated(each, mentions, transcript.text))
        if not own:
            continue  # the same name as one before
        mentions += own
        of += [(number,)] * len(own)
        name = Name(transcript.content.written(each.start, each.end), each.start, each.end)
        entities[number] = Entity(number, ((each.kind, each.chance),), tuple(own), (name,))
        number += 1
    order = sorted(range(len(mentions)), key=lambda n: (mentions[n].start, -mentions[n].end))
    return Things([of[n] for n in order], [mentions[n] for n in order], entities, things.values)


def _speak_of(reading: Reading, group: int) -> list[tuple[int, ...]]:
    """For each mention the things that it speaks of: its own, or the members of the group."""
    plain = reading.families != group
    return [tuple(np.flatnonzero(reading.members[:, column] & plain).tolist()) for column in range(len(reading.things))]
