"""Where events take place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extractor.arguments import VERBAL, expand
from kg.extractor.chunks import CITY, COUNTRY, DATE, ORGANIZATION, PERSON, PLACE, UNKNOWN
from kg.extractor.discourse import Thing
from kg.extractor.facts import Fact
from kg.extractor.rules.days import LOCATION
from kg.extractor.rules.occasions import find_appended, find_before_bracket, find_event, read_modality
from kg.extractor.rules.typing import is_place
from kg.extractor.scenes import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token


def read_places(scene: Scene) -> Iterator[Fact]:
    """Find where the events of a sentence take place."""
    yield from _read_bare_places(scene)
    for token in scene.words:
        if (
            token.dep_ != "prep"
            or token.lower_ not in ("in", "at", "on", "to")
            or (token.lower_ == "to" and token.head.lemma_ not in ("come", "return", "travel"))
        ):
            continue
        for pobj in (child for child in token.children if child.dep_ == "pobj"):
            for noun in expand([pobj]):
                yield from _place_facts(token, noun, scene)


def _read_bare_places(scene: Scene) -> Iterator[Fact]:
    """Places without a preposition: in brackets behind an event, or in a line without a verb."""
    verbless = not any(t.pos_ in VERBAL for t in scene.words) and any(
        (c := scene.parsed.chunk(t)) is not None and c.kind == DATE for t in scene.words
    )
    for token in scene.words:
        thing = scene.things.get(token.i)
        if thing is None or not is_place(scene)(thing) or thing.kind == COUNTRY or token.dep_ == "pobj":
            continue
        event = find_before_bracket(token, scene)
        found = (event, None, 0.85) if event is not None else find_appended(token, scene) if verbless else None
        if found is not None:
            spot = scene.spot(token.i, token.i + 1)
            yield Fact(found[0], LOCATION, thing, spot, scene.sentence_spot(), "place-beside-event", found[2])


def _place_facts(prep: Token, noun: Token, scene: Scene) -> Iterator[Fact]:
    thing = _place(noun, prep, scene)
    if thing is None or (scene.parsed.chunk(noun) is not None and _is_person_place(noun, scene)):
        return
    found = find_event(prep if prep.head.pos_ in VERBAL else noun, scene)
    if found is None:
        return
    event, verb, confidence = found
    modality, sentence = read_modality(verb, scene), scene.sentence_spot()
    for place, first, last in ((thing, prep, noun), *_inner_places(noun, scene)):
        spot = scene.spot(first.i, last.i + 1)
        yield Fact(event, LOCATION, place, spot, sentence, "place-of-event", confidence, *modality)


def _inner_places(noun: Token, scene: Scene) -> Iterator[tuple[Thing, Token, Token]]:
    """The places that a place's own phrase names, each with its preposition and noun: "at the Hall in Geneva"."""
    for prep in noun.children:
        if prep.dep_ == "prep" and prep.lower_ in ("in", "at"):
            for inner in (c for c in prep.children if c.dep_ == "pobj"):
                place = _place(inner, prep, scene)
                if place is not None:
                    yield place, prep, inner


def _place(noun: Token, prep: Token, scene: Scene) -> Thing | None:
    """The place that a noun names; a name of unknown class behind "in" or "at" is one."""
    thing = scene.things.get(noun.i)
    chunk = scene.parsed.chunk(noun)
    if thing is None:
        return None
    if chunk is None:
        return thing if is_place(scene)(thing) else None
    if is_place(scene)(thing):
        return thing
    if (
        scene.is_a(thing, ORGANIZATION)
        and prep.lower_ in ("at", "to")
        and chunk.source in ("head", "gazetteer")
        and len(thing.name.split()) > 1
    ):
        return scene.discourse.house(thing, scene.spot(noun.i, noun.i + 1))
    if thing.kind == UNKNOWN and chunk.end - chunk.start <= 3 and prep.lower_ in ("in", "at"):
        thing.kind, thing.weak = (CITY if prep.lower_ == "in" else PLACE), True
        return thing
    return None


def _is_person_place(noun: Token, scene: Scene) -> bool:
    """Whether a place says where somebody is from rather than where something happens."""
    head = noun.head.head
    thing = scene.things.get(head.i)
    return thing is not None and thing.kind == PERSON
