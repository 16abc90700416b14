"""Lines of minutes, agendas and fact boxes: "Chair: X", "Apologies: Y", "**Z**, rector: opening address"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extractor.chunks import DATE, EVENT, GOAL, PERSON, PLACE, TARGET, UNKNOWN
from kg.extractor.discourse import Spot, Thing
from kg.extractor.facts import Fact
from kg.extractor.lexicon import Lexicon
from kg.extractor.rules.days import END, MODE, START
from kg.extractor.rules.modes import MODES
from kg.extractor.rules.typing import fits_end, settle
from kg.extractor.scenes import Scene
from kg.frames import Frame
from kg.iris import expand as iri
from kg.model import Value

LOCATION, SPEAKER, SUPER = iri("schema:location"), iri("kg:speaker"), iri("schema:superEvent")
MODERATOR, CHAIR = iri("kg:moderator"), iri("kg:chair")


def read_field(label: str, scenes: list[Scene]) -> Iterator[Fact]:
    """Find what a labelled line says of the document's event.

    Args:
        label: the words before the colon.
        scenes: the sentences of the value.
    """
    frame = scenes[0].lexicon.label_frames.get(_plain(label)) if scenes else None
    if frame is None:
        return
    for scene in scenes:
        event = scene.discourse.focus(scene.block - 1) or scene.discourse.focus(scene.block)
        if event is None:
            return
        if frame.evokes in (START, END):
            yield from _dates(frame, event, scene)
        elif frame.evokes == MODE:
            yield from _modes(frame, event, scene)
        else:
            yield from _things(frame, event, scene)


def read_bracketed_fields(scene: Scene) -> Iterator[Fact]:
    """Find what brackets right behind an event say of it: "the Forum (chair: Ms A)"."""
    words = scene.words
    for i, token in enumerate(words[:-3]):
        event = scene.things.get(token.i)
        if words[i + 1].text != "(" or event is None or not scene.is_a(event, EVENT):
            continue
        colon = next((k for k in range(i + 3, min(i + 6, len(words))) if words[k].text == ":"), None)
        close = next((k for k in range(i + 3, len(words)) if words[k].text == ")"), len(words))
        label = " ".join(t.lower_ for t in words[i + 2 : colon]) if colon is not None else ""
        frame = scene.lexicon.label_frames.get(_plain(label))
        if colon is None or frame is None:
            continue
        fits = fits_end(scene, frame.evokes, domain=False)
        for value in words[colon + 1 : close]:
            thing = scene.things.get(value.i)
            if thing is not None and thing.named and fits(thing):
                settle(scene, thing, frame.evokes, domain=False)
                spot = scene.spot(token.i, value.i + 1)
                yield Fact(event, frame.evokes, thing, spot, scene.sentence_spot(), frame.name, frame.confidence)


def is_known_label(label: str, lexicon: Lexicon) -> bool:
    """Tell whether a line's label is one of the ontology's; the words behind another one are read as prose."""
    return _plain(label) in lexicon.label_frames


def _plain(label: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\(.*?\)|[*_:]", "", label)).strip().casefold()


def _dates(frame: Frame, event: Thing, scene: Scene) -> Iterator[Fact]:
    for token in scene.words:
        chunk = scene.parsed.chunk(token)
        if chunk is None or chunk.kind != DATE:
            continue
        spot = scene.spot(token.i, token.i + 1)
        for predicate, day in ((frame.evokes, chunk.first_day), (END, chunk.last_day)):
            if day:
                kind = {10: "xsd:date", 7: "xsd:gYearMonth", 4: "xsd:gYear"}[len(day)]
                yield Fact(
                    event, predicate, Value(day, iri(kind)), spot, scene.sentence_spot(), frame.name, frame.confidence
                )
        return


def _modes(frame: Frame, event: Thing, scene: Scene) -> Iterator[Fact]:
    text = scene.parsed.text(scene.sentence.start, scene.sentence.end)
    name = find_mode(text, scene)
    if name is not None:
        yield Fact(
            event,
            MODE,
            Value(MODES[name], "iri"),
            scene.sentence_spot(),
            scene.sentence_spot(),
            frame.name,
            frame.confidence,
        )


def find_mode(text: str, scene: Scene) -> str | None:
    """Return the attendance mode that a value's words tell; a room and a video link make a mixed one."""
    words = set(re.findall(r"[a-z-]+", text.casefold())) | ({"in person"} if "in person" in text.casefold() else set())
    found = [name for name in MODES if words & scene.lexicon.words(name)]
    if "mode-mixed" in found or len(found) == 2:
        return "mode-mixed"
    return found[0] if found else None


def _things(frame: Frame, event: Thing, scene: Scene) -> Iterator[Fact]:
    subjects = [event]
    fits = fits_end(scene, frame.evokes, domain=False)
    link = frame.evokes == LOCATION and re.search(
        r"\b(?:video|online|virtual|zoom|teams|remote)\w*",
        scene.parsed.text(scene.sentence.start, scene.sentence.end),
        re.IGNORECASE,
    )
    placed = False
    for token in scene.words:
        thing = scene.things.get(token.i)
        if thing is None or not thing.named or (link and thing.weak) or not (fits(thing) or _is_venue(frame, thing)):
            continue
        settle(scene, thing, frame.evokes, domain=False)
        placed = True
        for subject in subjects:
            yield Fact(
                subject,
                frame.evokes,
                thing,
                scene.spot(token.i, token.i + 1),
                scene.sentence_spot(),
                frame.name,
                frame.confidence,
                negated=frame.negated,
            )
    if link:
        mode = "mode-mixed" if placed else "mode-online"
        yield Fact(
            event, MODE, Value(MODES[mode], "iri"), scene.sentence_spot(), scene.sentence_spot(), frame.name, 0.85
        )


def _is_venue(frame: Frame, thing: Thing) -> bool:
    """Whether a body's house serves as a place: "Place: University of X, Suva"."""
    return frame.evokes == LOCATION and thing.kind not in (PERSON, UNKNOWN, EVENT, GOAL, TARGET, PLACE)


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
    speech = {
        "address",
        "keynote",
        "lecture",
        "remark",
        "speech",
        "talk",
        "presentation",
        "statement",
        "welcome",
        "opening",
        "panellist",
        "speaker",
    }
    if behind & speech and not behind & {"moderator", "chair"}:
        yield Fact(event, SPEAKER, person, spot, sentence, "programme-item", 0.88)


def is_programme_row(scene: Scene) -> bool:
    """Tell whether a list item is a row of a timetable: it starts with a day or an hour."""
    first = scene.parsed.doc[0]
    chunk = scene.parsed.chunk(first)
    return (chunk is not None and chunk.kind == DATE) or bool(re.fullmatch(r"\d{1,2}[:.]\d\d", first.text))


def read_programme_row(scene: Scene, main: Thing | None) -> Iterator[Fact]:
    """Find what a row of a timetable says: who speaks, who moderates which part of the event, on which day."""
    if main is None:
        return
    doc, sentence = scene.parsed.doc, scene.sentence_spot()
    parts = [t for t in scene.things.values() if scene.is_a(t, EVENT) and t is not main]
    event = parts[0] if parts else main
    speech = {t.lower_ for t in doc} & (
        scene.lexicon.words("speech-noun") | {"opening", "closing", "welcome", "remarks"}
    )
    for index, thing in scene.things.items():
        spot = scene.spot(index, index + 1)
        before = {t.lower_ for t in doc[max(0, index - 2) : index]}
        if thing.kind == PERSON and before & {"moderator", "facilitator", "moderated"}:
            yield Fact(event, MODERATOR, thing, spot, sentence, "programme-row", 0.85)
        elif thing.kind == PERSON and before & {"chair", "chairs", "chaired"}:
            yield Fact(event, CHAIR, thing, spot, sentence, "programme-row", 0.85)
        elif thing.kind == PERSON and (speech or parts):
            yield Fact(event, SPEAKER, thing, spot, sentence, "programme-row", 0.8)
    chunk = scene.parsed.chunk(doc[0])
    for part in parts:
        yield Fact(part, SUPER, main, sentence, sentence, "programme-row", 0.8)
        if chunk is not None and chunk.kind == DATE and len(chunk.first_day) == 10:
            yield Fact(
                part, START, Value(chunk.first_day, iri("xsd:date")), scene.spot(0, 1), sentence, "programme-row", 0.85
            )
