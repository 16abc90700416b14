"""Lines of minutes, agendas and fact boxes: "Chair: X", "Apologies: Y", "**Z**, rector: opening address"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extractor.chunks import DATE, EVENT, GOAL, PERSON, PLACE, TARGET, UNKNOWN
from kg.extractor.discourse import Thing
from kg.extractor.facts import Fact
from kg.extractor.lexicon import Lexicon
from kg.extractor.rules.days import END, MODE, START, day_value
from kg.extractor.rules.modes import MODES
from kg.extractor.rules.typing import fits_end, settle
from kg.extractor.scenes import Scene
from kg.frames import Frame
from kg.iris import expand as iri
from kg.model import Value

LOCATION, ATTENDEE = iri("schema:location"), iri("schema:attendee")


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
        if frame.evokes == ATTENDEE:
            yield from _modes(frame, event, scene)  # "Attendance: in person"


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
                yield Fact(event, predicate, day_value(day), spot, scene.sentence_spot(), frame.name, frame.confidence)
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
        if thing is None or not thing.named or (link and thing.weak) or not (fits(thing) or is_venue(frame, thing)):
            continue
        if token.dep_ == "poss":
            continue  # "Kenya's Ministry of Water"
        if not fits(thing):
            thing = scene.discourse.house(thing, scene.spot(token.i, token.i + 1))
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


def is_venue(frame: Frame, thing: Thing) -> bool:
    """Tell whether a body's house serves as a place: "Place: University of X, Suva"."""
    return frame.evokes == LOCATION and thing.kind not in (PERSON, UNKNOWN, EVENT, GOAL, TARGET, PLACE)
