"""Events inside events: "the Forum's first session", "the closing ceremony", "the opening session of the Forum"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extractor.chunks import PERSON
from kg.extractor.discourse import Thing
from kg.extractor.facts import Fact
from kg.extractor.rules.typing import is_event
from kg.extractor.scenes import Scene
from kg.iris import expand as iri

if TYPE_CHECKING:
    from spacy.tokens import Token

SUPER = iri("schema:superEvent")


def read_parts(scene: Scene) -> Iterator[Fact]:
    """Find which events of a sentence are parts of which others."""
    event = is_event(scene)
    for index, thing in scene.things.items():
        if thing.named or not event(thing) or thing.kind == PERSON:
            continue
        token = scene.parsed.doc[index]
        whole = _whole(token, thing, scene)
        if whole is not None and whole is not thing:
            spot = scene.spot(token.left_edge.i if token.left_edge.i >= scene.sentence.start else index, index + 1)
            yield Fact(thing, SUPER, whole, spot, scene.sentence_spot(), "part-of-event", 0.8)


def _whole(token: Token, thing: Thing, scene: Scene) -> Thing | None:
    event = is_event(scene)
    for child in token.children:
        near = (
            [child]
            if child.dep_ == "poss"
            else [c for c in child.children if c.dep_ == "pobj"]
            if child.dep_ == "prep" and child.lower_ in ("of", "at", "in")
            else []
        )
        for other in near:
            found = [t for t in scene.resolve(other, event) if event(t)]
            if found:
                return found[0]
    if (
        any(child.lower_ in scene.lexicon.words("part-word") for child in token.lefts)
        and thing.spots[0] == thing.spots[-1]
    ):
        wholes = [t for t in scene.discourse.things if event(t) and t is not thing and not _is_part(t, scene)]
        focus = scene.discourse.focus(scene.block)
        return focus if focus in wholes else min(wholes, key=lambda t: t.number, default=None)
    return None


def _is_part(thing: Thing, scene: Scene) -> bool:
    return not thing.named and bool(set(thing.name.casefold().split()) & scene.lexicon.words("part-word"))
