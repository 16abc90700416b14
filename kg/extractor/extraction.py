"""The extractor: a prepared document in, statements and rejections out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from kg.extractor.chunking import find_chunks, read_tokens
from kg.extractor.chunks import CITY, COUNTRY, EVENT, PLACE, UNKNOWN, Chunk
from kg.extractor.discourse import Discourse, Spot, Thing
from kg.extractor.events import unite_events
from kg.extractor.facts import Fact, Rule
from kg.extractor.grounding import ground
from kg.extractor.lexicon import Lexicon, make_lexicon
from kg.extractor.mentions import name_chunk, register_names
from kg.extractor.nominals import is_run_in_heading, register_nouns
from kg.extractor.parsed import Parsed, make_stand_in
from kg.extractor.passages import Reading, make_readings
from kg.extractor.rules.adjectives import read_adjectives
from kg.extractor.rules.days import LOCATION, START, read_dates
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
from kg.iris import expand as iri
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
                _raise_title_event(readings[: number + 1], parsed, discourse)
            facts += self._read(number, readings, parsed, discourse)
        facts += _datelines(readings, discourse, facts)
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
        docs = self.language.parse(stand_in for _, stand_in, _ in prepared)
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
        announced = bool(scenes) and number > 0 and _raise_announced_event(readings[number - 1], scenes[0], number)
        if reading.kind == "heading" and not announced:
            yield from _read_heading(scenes)
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
                entry_place = _entry_place(scene)
        if labelled:
            for fact in read_field(reading.label, scenes):
                _note(fact, discourse)
                yield fact
        if entry_place is not None:
            yield from _place_entry(entry_place, scenes, discourse)

    def _read_row(self, reading: Reading, scenes: Sequence[Scene], main: Thing | None) -> Iterator[Fact]:
        """Read a row of a timetable, of a list of sessions or of events."""
        for scene in scenes:
            register_names(scene)
            register_nouns(scene)
            yield from read_people(scene)
        yield from read_programme_row(scenes, main, reading.label)


def _raise_title_event(readings: Sequence[Reading], parsed: Sequence[Parsed], discourse: Discourse) -> None:
    """Take the meeting that a heading or a first line describes for the event of the lines below it."""
    lexicon = discourse.lexicon
    candidates = [n for n, reading in enumerate(readings) if reading.kind in ("heading", "paragraph", "field")]
    for number in sorted(candidates, key=lambda n: (readings[n].kind != "heading", n)):
        text = readings[number].content.text
        words = re.findall(r"[\w'’-]+|[,|:(]", text)
        stop = next((i for i, word in enumerate(words) if word in ",|:("), len(words))
        kind = lexicon.head_class(words[:stop]) if stop else ""
        if lexicon.is_a(kind, EVENT):
            name = re.split(r"\s*[,|:(]", text)[0].strip()
            thing = discourse.describe(words[stop - 1].casefold(), kind, name, Spot(number, 0, len(name)))
            thing.named = len(words[:stop]) > 2
            return
    if readings[-1].kind != "field":
        return
    number = len(readings) - 1
    text = readings[0].content.text.split("\n")[0].strip()
    discourse.describe("meeting", iri("kg:Meeting"), text[:80] or "meeting", Spot(0, 0, min(len(text), 80))).spots[
        0
    ] = Spot(number, 0, 0)


def _raise_announced_event(above: Reading, scene: Scene, number: int) -> bool:
    """Take a heading for an event's name where the line below says so: "A side event of the Forum"."""
    words = [token.lower_ for token in scene.words[:6]]
    verbless = not any(token.pos_ == "AUX" or token.tag_ in ("VBD", "VBZ", "VBP") for token in scene.words)
    if above.kind != "heading" or words[:1] not in (["a"], ["an"]) or not verbless:
        return False
    for end in range(2, len(words) + 1):
        kind = scene.lexicon.heads.get(tuple(words[1:end]), UNKNOWN) or scene.lexicon.heads.get(
            (words[end - 1],), UNKNOWN
        )
        if scene.lexicon.is_a(kind, EVENT):
            name = " ".join(above.content.text.split())
            thing = scene.discourse.describe(words[end - 1], kind, name, Spot(number - 1, 0, len(above.content.text)))
            thing.named = True
            scene.discourse.focus_by_block[number] = thing.number
            return True
    return False


def batched(documents: Iterable[Document], size: int) -> Iterator[list[Document]]:
    """Cut a stream of documents into lists of a size, the last one perhaps shorter."""
    stream = iter(documents)
    while group := list(islice(stream, size)):
        yield group


def _note(fact: Fact, discourse: Discourse) -> None:
    if not fact.negated and not isinstance(fact.object, Value):
        discourse.note_holder(fact.predicate, fact.object)


def _read_heading(scenes: Sequence[Scene]) -> Iterator[Fact]:
    """A heading brings up the event that it names, and says when and where where it has no verb."""
    for scene in scenes:
        for token in scene.words:
            chunk = scene.parsed.chunk(token)
            if chunk is not None and _names_event(chunk, scene.lexicon):
                scene.things[token.i] = name_chunk(chunk, scene)
        if scene.things:
            for token in scene.words:
                chunk = scene.parsed.chunk(token)
                if chunk is not None and token.i not in scene.things and chunk.kind in (CITY, PLACE, COUNTRY):
                    scene.things[token.i] = name_chunk(chunk, scene)
            yield from _verbless(scene)


def _names_event(chunk: Chunk, lexicon: Lexicon) -> bool:
    return (
        lexicon.is_a(chunk.kind, EVENT)
        and len(chunk.name.split()) > 1
        and chunk.source in ("head", "titled", "session", "noun", "gazetteer")
    )


def _verbless(scene: Scene) -> Iterator[Fact]:
    """When and where, in a line such as "Forum on Trade, Geneva, 3 May 2022"."""
    if any(token.pos_ == "VERB" for token in scene.words):
        return
    events = [t for t in scene.things.values() if scene.is_a(t, EVENT)]
    if not events:
        return
    yield from read_dates(scene)
    for index, thing in scene.things.items():
        if thing.kind in (CITY, PLACE):
            yield Fact(
                events[0], LOCATION, thing, scene.spot(index, index + 1), scene.sentence_spot(), "place-in-heading", 0.8
            )


def _entry_place(scene: Scene) -> int | None:
    """The place that heads a newsletter's entry: "TBILISI. Two weeks later …"."""
    first = scene.sentence.start
    thing = scene.things.get(first)
    heads = len(scene.parsed.doc) > first + 1 and scene.parsed.doc[first + 1].text in (".", ":", "–", "—")
    return first if heads and thing is not None and thing.kind in (CITY, PLACE) else None


def _place_entry(index: int, scenes: Sequence[Scene], discourse: Discourse) -> Iterator[Fact]:
    scene = scenes[0]
    number = discourse.focus_by_block.get(scene.block)
    if number is None:
        return
    online = any(token.lower_ in scene.lexicon.words("mode-online") for s in scenes for token in s.words)
    if not online:
        yield Fact(
            discourse.things[number],
            LOCATION,
            scene.things[index],
            scene.spot(index, index + 1),
            scene.sentence_spot(),
            "place-of-entry",
            0.8,
        )


def _datelines(readings: Sequence[Reading], discourse: Discourse, facts: Sequence[Fact]) -> list[Fact]:
    """The day and the place of a dateline, for an event of which the text says no other."""
    found: list[Fact] = []
    for number, reading in enumerate(readings):
        event = discourse.focus(number)
        if not reading.dateline_day or event is None:
            continue
        spot = Spot(number, 0, 0)
        said = {fact.predicate for fact in facts if fact.subject is event and not fact.negated}
        planned = any(fact.planned for fact in facts if fact.subject is event)
        if planned:
            continue
        if START not in said:
            found.append(Fact(event, START, Value(reading.dateline_day, iri("xsd:date")), spot, spot, "dateline", 0.6))
        place = _dateline_place(reading, number, discourse)
        if LOCATION not in said and place is not None:
            found.append(Fact(event, LOCATION, place, spot, spot, "dateline", 0.6))
    return found


def _dateline_place(reading: Reading, number: int, discourse: Discourse) -> Thing | None:
    """The city that a dateline names, where the gazetteer knows it."""
    for entry in discourse.lexicon.gazetteer.find(reading.dateline_name):
        if entry.class_iri in (CITY, PLACE):
            return discourse.place(entry.iri, entry.class_iri, reading.dateline_name, Spot(number, 0, 0))
    return None


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
