"""The extractor: a prepared document in, statements and rejections out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from kg.extractor.chunking import find_chunks, read_tokens
from kg.extractor.datelines import find_entry_place, place_entry, read_datelines
from kg.extractor.discourse import Discourse, Thing
from kg.extractor.events import unite_events
from kg.extractor.facts import Fact, Rule
from kg.extractor.grounding import ground
from kg.extractor.headings import raise_announced_event, raise_title_event, read_heading
from kg.extractor.lexicon import Lexicon, make_lexicon
from kg.extractor.mentions import register_names
from kg.extractor.nominals import is_run_in_heading, register_nouns
from kg.extractor.parsed import Parsed, make_stand_in, mend_verbs
from kg.extractor.passages import Reading, make_readings
from kg.extractor.rules.adjectives import read_adjectives
from kg.extractor.rules.fields import is_known_label, read_bracketed_fields, read_field
from kg.extractor.rules.figures import read_figures
from kg.extractor.rules.goals import read_goals
from kg.extractor.rules.nouns import read_nouns
from kg.extractor.rules.parts import read_parts
from kg.extractor.rules.people import read_people
from kg.extractor.rules.prepositions import read_prepositions
from kg.extractor.rules.programmes import (
    is_programme_row,
    read_programme_item,
    read_programme_row,
    tells_lead,
)
from kg.extractor.rules.remarks import read_remarks
from kg.extractor.rules.settings import read_settings
from kg.extractor.rules.verbs import read_verbs
from kg.extractor.scenes import Scene
from kg.iris import BASE
from kg.model import Document, Extraction, Value

if TYPE_CHECKING:
    from kg.gazetteer import Gazetteer
    from kg.language import Language
    from kg.ontology import Ontology

RULES: tuple[Rule, ...] = (
    read_people,
    read_verbs,
    read_nouns,
    read_adjectives,
    read_prepositions,
    read_settings,
    read_parts,
    read_bracketed_fields,
    read_goals,
    read_remarks,
    read_figures,
)


BATCH = 16
"""Documents that the spaCy pipeline takes at once: a page of news is too little to keep it busy."""


@dataclass(frozen=True, slots=True)
class Extractor:
    """What extraction needs, ready for use; call `extract` with documents."""

    language: Language
    lexicon: Lexicon
    rules: tuple[Rule, ...] = RULES
    base: str = BASE

    def extract(self, document: Document) -> Extraction:
        """Find what a document states.

        Args:
            document: a document whose blocks `kg.text.prepare` has cleaned.

        Returns:
            The statements that fit the ontology, and what was refused with the reason.
        """
        return next(self.extract_all([document]))

    def extract_all(self, documents: Iterable[Document], *, batch: int = BATCH) -> Iterator[Extraction]:
        """Find what each of many documents states, faster than one by one.

        Args:
            documents: as for `extract`.
            batch: how many documents the pipeline takes at once.

        Returns:
            The same as `extract` gives, in the order of the documents.
        """
        for group in batched(documents, batch):
            readings = [make_readings(document.blocks) for document in group]
            parsed = iter(self._parse([reading for each in readings for reading in each]))
            for document, each in zip(group, readings, strict=True):
                yield self._extract(document, each, [next(parsed) for _ in each])

    def _extract(self, document: Document, readings: Sequence[Reading], parsed: Sequence[Parsed]) -> Extraction:
        discourse = Discourse(self.lexicon)
        facts: list[Fact] = []
        for number, reading in enumerate(readings):
            if self._needs_event(reading, number, discourse):
                raise_title_event(readings[: number + 1], parsed, discourse)
            facts += self._read(number, readings, parsed, discourse)
        facts += read_datelines(readings, discourse, facts)
        facts = unite_events(discourse, facts)
        return ground(document, readings, discourse, facts, base=self.base)

    def _needs_event(self, reading: Reading, number: int, discourse: Discourse) -> bool:
        """Whether a labelled line speaks of an event that nothing has named yet."""
        labelled = reading.kind == "field" and is_known_label(reading.label, self.lexicon)
        programmed = reading.timed or (reading.kind == "item" and tells_lead(reading.content.text, self.lexicon))
        return (labelled or programmed) and discourse.focus(number) is None

    def _parse(self, readings: Sequence[Reading]) -> list[Parsed]:
        """Find the names of each text, then parse it with a stand-in for each name."""
        named = self.language.name_entities(
            self.language.tokenize(reading.content.text.replace("\n", " ")) for reading in readings
        )
        prepared = []
        for doc, reading in zip(named, readings, strict=True):
            tokens = read_tokens(doc)
            chunks = find_chunks(tokens, self.lexicon, year=reading.year, titles=reading.titles)
            prepared.append((tokens, *make_stand_in(tokens, chunks, self.language.nlp.vocab)))
        docs = list(self.language.parse(stand_in for _, stand_in, _ in prepared))
        for (_, _, units), doc in zip(prepared, docs, strict=True):
            mend_verbs(doc, units, self.lexicon.verb_frames)
        return [Parsed(tokens, doc, units) for (tokens, _, units), doc in zip(prepared, docs, strict=True)]

    def _read(
        self, number: int, readings: Sequence[Reading], parsed: Sequence[Parsed], discourse: Discourse
    ) -> Iterator[Fact]:
        reading, block = readings[number], parsed[number]
        scenes = [
            Scene(
                block,
                sentence,
                number,
                reading.content,
                discourse,
                self.lexicon,
                year=reading.year,
                dateline=reading.dateline_day,
            )
            for sentence in block.doc.sents
        ]
        announced = bool(scenes) and number > 0 and raise_announced_event(readings[number - 1], scenes[0], number)
        if reading.kind == "heading" and not announced:
            yield from read_heading(scenes)
            return
        entry_place = None
        main = discourse.focus(number)
        labelled = reading.kind == "field" and is_known_label(reading.label, self.lexicon)
        if reading.kind == "item" and scenes and is_programme_row(scenes, timed=reading.timed):
            yield from self._read_row(reading, scenes, main)
            return
        for scene in scenes:
            register_names(scene)
            heading = announced or (reading.kind == "paragraph" and is_run_in_heading(scene))
            if not labelled and not heading:
                register_nouns(scene)
            if labelled:
                yield from read_people(scene)
                continue
            if reading.kind == "item":
                yield from read_programme_item(scene)
            for rule in self.rules:
                for fact in rule(scene):
                    _note(fact, discourse)
                    yield fact
            if scene is scenes[0]:
                entry_place = find_entry_place(scene)
        if labelled:
            for fact in read_field(reading.label, scenes):
                _note(fact, discourse)
                yield fact
        if entry_place is not None:
            yield from place_entry(entry_place, scenes, discourse)

    def _read_row(self, reading: Reading, scenes: Sequence[Scene], main: Thing | None) -> Iterator[Fact]:
        """Read a row of a timetable, of a list of sessions or of events."""
        for scene in scenes:
            register_names(scene)
            register_nouns(scene)
            yield from read_people(scene)
        yield from read_programme_row(scenes, main, reading.label)


def batched(documents: Iterable[Document], size: int) -> Iterator[list[Document]]:
    """Cut a stream of documents into lists of a size, the last one perhaps shorter."""
    stream = iter(documents)
    while group := list(islice(stream, size)):
        yield group


def _note(fact: Fact, discourse: Discourse) -> None:
    if not fact.negated and not isinstance(fact.object, Value):
        discourse.note_holder(fact.predicate, fact.object)


def make_extractor(
    language: Language, ontology: Ontology, gazetteer: Gazetteer, *, base: str = BASE, rules: tuple[Rule, ...] = RULES
) -> Extractor:
    """Make an extractor.

    Args:
        language: the loaded spaCy pipeline.
        ontology: classes, relations and cue words.
        gazetteer: names with public IRIs.
        base: what minted IRIs start with.
        rules: what finds facts in a sentence.
    """
    return Extractor(language, make_lexicon(ontology, gazetteer), rules, base)
