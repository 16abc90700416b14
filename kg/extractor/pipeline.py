"""The extractor: a prepared document in, statements and rejections out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from kg.extractor import candidates, ordinals
from kg.extractor.entities import list_mentions, make_entities
from kg.extractor.grounding import Basis, Ledger, ground, order_statements
from kg.extractor.literals import make_literals
from kg.extractor.nouns import find_named, find_repeated, list_untaught, match_named
from kg.extractor.patterns import frames
from kg.extractor.patterns.frames import Frames, Things, index_frames
from kg.extractor.patterns.parsing import parse
from kg.extractor.reader.pieces import cut_pieces
from kg.extractor.reader.reading import Given, Reading, read
from kg.extractor.records import Record, find_figures, find_remarks
from kg.extractor.scoring import Judge, Scored, score
from kg.extractor.segments import Part, cut, gather, join
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
        return unite(tuple(self.extract_volumes(document)))

    def extract_volumes(self, document: Document) -> Iterator[Extraction]:
        """Find what a document states, some 80,000 characters after the others, so that memory stays bounded.

        What a volume says of a thing counts in the later ones: its class, its single values, what is denied of it.

        Args:
            document: as for `extract`.

        Yields:
            What each volume gave; most documents have one.
        """
        transcript, ledger = transcribe(document), Ledger()
        volumes = gather(transcript)
        for number, segments in enumerate(volumes):
            extraction = self.ground(document, self._understand(transcript, segments, document.date, None), ledger)
            warnings = () if number else _warn(transcript)
            yield replace(extraction, warnings=warnings, volume=number, volumes=len(volumes))

    def ground(self, document: Document, found: Understanding, ledger: Ledger | None = None) -> Extraction:
        """Decide what a document states of what was understood.

        Args:
            document: as for `extract`.
            found: of the document, or of a volume.
            ledger: what was decided in the volumes before, which this one's decisions join.
        """
        basis = Basis(document, found.transcript, self.ontology, self.base)
        return ground(found.scored, found.things.entities, found.records, basis, ledger or Ledger(), least=self.least)

    def understand(self, document: Document, given: Given | None = None) -> Understanding:
        """Propose what a document may state, and weigh it.

        Args:
            document: as for `extract`.
            given: the right mentions or things of a short document, to see how well the rest is read with them.
        """
        transcript = transcribe(document)
        return self._understand(transcript, cut(transcript), document.date, given)

    def _understand(
        self, transcript: Transcript, segments: Iterable[tuple[int, Transcript]], date: str, given: Given | None
    ) -> Understanding:
        parts = [self._read(start, segment, date, given) for start, segment in segments]
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


def _warn(transcript: Transcript) -> tuple[str, ...]:
    if transcript.longest <= FAR:
        return ()
    return (f"a sentence of {transcript.longest:,} characters is read in pieces; see what it says yourself",)


def unite(volumes: Sequence[Extraction]) -> Extraction:
    """Put what the volumes of a document gave together."""
    if len(volumes) == 1:
        return volumes[0]
    statements = order_statements(each for volume in volumes for each in volume.statements)
    rejections = tuple(each for volume in volumes for each in volume.rejections)
    return Extraction(volumes[0].document, statements, rejections, volumes[0].warnings)


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
