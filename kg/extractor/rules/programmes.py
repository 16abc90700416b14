"""Rows of programmes and lists of events: "09.00 Plenary. Chair: Mr A", "**B**, rector: opening address"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extractor.chunks import DATE, EVENT, PERSON
from kg.extractor.dates import find_dates
from kg.extractor.discourse import Spot, Thing
from kg.extractor.facts import Fact
from kg.extractor.lexicon import Lexicon
from kg.extractor.rules.days import END, LOCATION, START, day_value
from kg.extractor.rules.fields import is_venue
from kg.extractor.rules.holders import find_governed
from kg.extractor.rules.nouns import read_nouns
from kg.extractor.rules.typing import fits_end, settle
from kg.extractor.scenes import Scene
from kg.frames import Frame
from kg.iris import expand as iri

ADOPTED, SPEAKER, SUPER, MODERATOR, CHAIR = (
    iri("kg:adopted"),
    iri("kg:speaker"),
    iri("schema:superEvent"),
    iri("kg:moderator"),
    iri("kg:chair"),
)


def read_programme_item(scene: Scene) -> Iterator[Fact]:
    """Find the part that a person plays in a programme: "Dr A, University of B: keynote lecture"."""
    doc, first = scene.parsed.doc, scene.sentence.start
    if first >= len(doc) or first != 0:
        return
    person = scene.things.get(0) or scene.things.get(1)
    colon = next((t.i for t in doc[:4] if t.text in (":", "–", "—", "-")), None)
    if person is None or person.kind != PERSON or colon is None:
        return
    event = scene.discourse.focus(scene.block)
    behind = {t.lemma_.lower() for t in doc[colon + 1 :]}
    if event is None:
        return
    spot, sentence = Spot(scene.block, *scene.parsed.span(0, len(doc))), scene.sentence_spot()
    if behind & _speech_words(scene) and not behind & scene.lexicon.words("leading-word"):
        yield Fact(event, SPEAKER, person, spot, sentence, "programme-item", 0.88)


def tells_lead(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a line says behind a session's title who leads it: "Cheap turbines. Chair: Ms A"."""
    labels = re.findall(r"[.?!;(]\s*(\w+):", text)
    frames = [lexicon.label_frames.get(label.casefold()) for label in labels]
    return any(frame is not None and frame.evokes in (CHAIR, MODERATOR) for frame in frames)


def is_programme_row(scenes: Sequence[Scene], *, timed: bool) -> bool:
    """Tell whether a list item is a row of a programme: it starts with a day or an hour, or says who chairs it."""
    chunk = scenes[0].parsed.chunk(scenes[0].parsed.doc[0])
    return timed or (chunk is not None and chunk.kind == DATE) or any(part.start > 1 for part in _find_parts(scenes))


_HOUR = re.compile(r"\d{1,2}[:.h]\d\d")


@dataclass(frozen=True, slots=True)
class _Part:
    """A labelled part of a row: what the label evokes, the label's first token, the token behind the part."""

    frame: Frame
    start: int
    end: int


def _find_parts(scenes: Sequence[Scene]) -> list[_Part]:
    """The labelled parts of a row: "Plenary. Chair: Mr A"; a part ends where the next one begins."""
    doc, frames = scenes[0].parsed.doc, scenes[0].lexicon.label_frames
    starts: list[tuple[int, Frame]] = []
    for colon in range(1, len(doc)):
        for start in (colon - 2, colon - 1):
            frame = frames.get(" ".join(t.lower_ for t in doc[max(start, 0) : colon]))
            opens = start == 0 or (start > 0 and doc[start - 1].text in (".", "?", "!", ",", ";", "("))
            if doc[colon].text == ":" and frame is not None and opens:
                starts.append((start, frame))
                break
    ends = [*(start for start, _ in starts[1:]), len(doc)]
    return [_Part(frame, start, end) for (start, frame), end in zip(starts, ends, strict=False)]


def read_programme_row(scenes: Sequence[Scene], main: Thing | None, heading: str) -> Iterator[Fact]:
    """Find what a row of a programme or of a list of events says: who does what in which event, on which day, where.

    Args:
        scenes: the row's sentences, their names known.
        main: the event that the programme is of; none for a list of events.
        heading: the heading above the row, which may name the day.
    """
    labelled = _find_parts(scenes)
    things = {index: thing for scene in scenes for index, thing in scene.things.items()}
    stop = min((part.start for part in labelled), default=len(scenes[0].parsed.doc))
    events = [t for i, t in things.items() if i < stop and scenes[0].is_a(t, EVENT) and t is not main]
    speeches = [t for t in events if set(t.name.casefold().split()) <= _speech_words(scenes[0])]
    own = [t for t in events if t not in speeches]
    for speech in speeches:
        scenes[0].discourse.yield_focus(speech)
    named = _name_part(scenes, stop) if labelled and not own and main is not None else None
    parts = list(dict.fromkeys(own or ([named] if named else [])))
    event = parts[0] if parts else main
    if event is None:
        return
    sentence = scenes[0].sentence_spot()
    for part in labelled:
        yield from _part_facts(part, event, scenes, things)
    for scene in () if labelled else scenes:
        yield from read_nouns(scene)
        yield from _adoptions(scene, event)
    for scene in scenes:
        yield from _row_people(scene, event, stop)
    if any(part.frame.evokes in (LOCATION, START) for part in labelled):
        return  # a list of events, each with its own day or place, rather than the programme of one
    day, spot = _row_day(scenes, heading)
    for each in parts:
        if main is not None:
            yield Fact(each, SUPER, main, sentence, sentence, "programme-row", 0.8)
        if day:
            yield Fact(each, START, day_value(day), spot, sentence, "programme-row", 0.85)
        scenes[0].discourse.yield_focus(each)


def _adoptions(scene: Scene, event: Thing) -> Iterator[Fact]:
    """What a row of a programme has the meeting adopt: "11.30 Adoption of the Framework"."""
    for token in scene.words[:4]:
        if token.lemma_.lower() in scene.lexicon.words("adoption-noun"):
            fits = fits_end(scene, ADOPTED, domain=False)
            for thing in scene.resolve_all(find_governed(token, ("of",)), fits):
                settle(scene, thing, ADOPTED, domain=False)
                spot = scene.spot(token.i, token.i + 1)
                yield Fact(event, ADOPTED, thing, spot, scene.sentence_spot(), "programme-row", 0.8, planned=True)


def _part_facts(part: _Part, event: Thing, scenes: Sequence[Scene], things: Mapping[int, Thing]) -> Iterator[Fact]:
    """What one labelled part of a row says of the row's event."""
    scene, predicate = scenes[0], part.frame.evokes
    fits = fits_end(scene, predicate, domain=False)
    for token in scene.parsed.doc[part.start : part.end]:
        spot = scene.spot(token.i, token.i + 1)
        chunk, thing = scene.parsed.chunk(token), things.get(token.i)
        if predicate == START and chunk is not None and chunk.kind == DATE and chunk.first_day:
            for dated, day in ((START, chunk.first_day), (END, chunk.last_day)):
                if day:
                    yield Fact(event, dated, day_value(day), spot, spot, part.frame.name, part.frame.confidence)
        elif thing is not None and thing.named and (fits(thing) or is_venue(part.frame, thing)):
            if not fits(thing):
                thing = scene.discourse.house(thing, spot)
            settle(scene, thing, predicate, domain=False)
            negated, confidence = part.frame.negated, part.frame.confidence
            yield Fact(event, predicate, thing, spot, scene.sentence_spot(), part.frame.name, confidence, negated)


def _row_people(scene: Scene, event: Thing, stop: int) -> Iterator[Fact]:
    """Who speaks in a part of a programme, or leads it, where no label says what a person does there."""
    doc = scene.parsed.doc
    speech = {t.lower_ for t in doc} & _speech_words(scene)
    for index, thing in scene.things.items():
        if thing.kind != PERSON or index >= stop:
            continue
        before = {t.lower_ for t in doc[max(0, index - 2) : index]} & scene.lexicon.words("leading-word")
        if before or speech or event.named:
            predicate, spot = _leading(before), scene.spot(index, index + 1)
            confidence = 0.8 if predicate == SPEAKER else 0.85
            yield Fact(event, predicate, thing, spot, scene.sentence_spot(), "programme-row", confidence)


def _speech_words(scene: Scene) -> frozenset[str]:
    return scene.lexicon.words("speech-noun") | scene.lexicon.words("speech-row")


def _leading(words: set[str]) -> str:
    if not words:
        return SPEAKER
    return CHAIR if any(word.startswith("chair") for word in words) else MODERATOR


def _name_part(scenes: Sequence[Scene], stop: int) -> Thing | None:
    """The session that is called by what stands before the label in its row: "Drainage on a budget. Chair: …"."""
    first, start = scenes[0], 0
    doc = first.parsed.doc
    while start < stop and (_is_time(first, start) or doc[start].is_punct):
        start += 1
    while stop > start and doc[stop - 1].is_punct:
        stop -= 1
    if stop - start < 2:
        return None
    return first.discourse.describe("session", EVENT, first.parsed.text(start, stop), first.spot(start, stop))


def _is_time(scene: Scene, index: int) -> bool:
    """Whether a word of the parse is a day or an hour."""
    chunk = scene.parsed.chunk(scene.parsed.doc[index])
    return (chunk is not None and chunk.kind == DATE) or bool(re.fullmatch(_HOUR, scene.parsed.doc[index].text))


def _row_day(scenes: Sequence[Scene], heading: str) -> tuple[str, Spot]:
    """The day of a row, as the row itself or the heading above it says."""
    scene = scenes[0]
    chunk = scene.parsed.chunk(scene.parsed.doc[0])
    if chunk is not None and chunk.kind == DATE:
        return (chunk.first_day if len(chunk.first_day) == 10 else ""), scene.spot(0, 1)
    dates = [date for date in find_dates(heading, year=scene.year) if len(date.first) == 10 and not date.last]
    return (dates[0].first if len(dates) == 1 else ""), scene.sentence_spot()
