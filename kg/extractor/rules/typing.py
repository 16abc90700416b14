"""Which things fit the ends of a relation; a thing of unknown class takes the class that the relation asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extractor.chunks import CITY, COUNTRY, EVENT, INITIATIVE, INSTRUMENT, ORGANIZATION, PERSON, PLACE, UNKNOWN
from kg.extractor.discourse import Spot, Thing
from kg.extractor.facts import Fact
from kg.extractor.lexicon import CONNECTORS
from kg.extractor.references import Fits
from kg.extractor.scenes import Scene
from kg.frames import Frame
from kg.iris import expand
from kg.ontology import is_a

if TYPE_CHECKING:
    from spacy.tokens import Token

GUESS = {
    expand("kg:launched"): INITIATIVE,
    expand("kg:outcome"): INSTRUMENT,
}
"""The likelier class, where a relation's range has several."""


def end_classes(scene: Scene, predicate: str, *, domain: bool) -> tuple[str, ...]:
    """Return the classes that a relation's domain or range names."""
    prop = scene.lexicon.ontology.properties[predicate]
    return prop.domains if domain else prop.ranges


def fits_end(scene: Scene, predicate: str, *, domain: bool) -> Fits:
    """Return a test whether a thing fits an end of a relation, things of unknown class included."""
    classes = end_classes(scene, predicate, domain=domain)

    def fits(thing: Thing) -> bool:
        if thing.kind == UNKNOWN:
            return True
        if ORGANIZATION in classes and _acts_as_body(thing, scene):
            return True
        open_class = thing.weak and not thing.settled and thing.kind != PERSON
        return open_class or any(_is(scene, thing.kind, wanted) for wanted in classes)

    return fits


def _acts_as_body(thing: Thing, scene: Scene) -> bool:
    """Whether a named fund or facility gives or signs, as a body does: "with funding from the Adaptation Fund"."""
    if thing.kind != INITIATIVE or not thing.named:
        return False
    words = re.split(r"[\s-]+", thing.name.casefold())
    stop = next((i for i, word in enumerate(words) if word in CONNECTORS), len(words))
    return stop > 1 and words[stop - 1] in scene.lexicon.words("acting-initiative")


def _is(scene: Scene, kind: str, wanted: str) -> bool:
    return is_a(scene.lexicon.ontology, kind, wanted)


def settle(scene: Scene, thing: Thing, predicate: str, *, domain: bool) -> None:
    """Give a thing of unknown or doubtful class the class that a relation asks for."""
    classes = end_classes(scene, predicate, domain=domain)
    if not any(_is(scene, INITIATIVE, wanted) for wanted in classes) and _acts_as_body(thing, scene):
        thing.kind = ORGANIZATION
    if not (thing.kind == UNKNOWN or thing.weak) or thing.settled or not classes:
        return
    if thing.kind != UNKNOWN and any(_is(scene, thing.kind, wanted) for wanted in classes):
        return
    guess = None if domain else GUESS.get(predicate)
    preferred = [
        c
        for c in (ORGANIZATION, INSTRUMENT, INITIATIVE, EVENT)
        if any(_is(scene, c, w) or _is(scene, w, c) for w in classes)
    ]
    thing.kind = guess or (preferred[0] if preferred else classes[0])
    thing.weak = thing.settled = True


def relate(
    frame: Frame, subjects: Iterable[Thing], objects: Sequence[Thing], spot: Spot, scene: Scene, *, verb: Token | None
) -> Iterator[Fact]:
    """Yield a frame's fact for each pair of its ends, with the modality of the verb above and the classes settled."""
    clause = scene.clause(verb) if verb is not None else None
    for subject in subjects:
        for obj in objects:
            if subject is obj:
                continue
            settle(scene, subject, frame.evokes, domain=True)
            settle(scene, obj, frame.evokes, domain=False)
            fact = Fact(subject, frame.evokes, obj, spot, scene.sentence_spot(), frame.name, frame.confidence)
            if clause is not None:
                fact = replace(fact, negated=clause.negated, planned=clause.planned, unreal=clause.unreal)
            yield fact


def only(*kinds: str) -> Callable[[Scene], Fits]:
    """Return a maker of tests for things below any of some classes."""

    def make(scene: Scene) -> Fits:
        return lambda thing: any(_is(scene, thing.kind, kind) for kind in kinds) if thing.kind else False

    return make


is_event = only(EVENT)
is_body = only(ORGANIZATION)
is_person = only(PERSON)
is_place = only(PLACE, COUNTRY, CITY)
is_agent = only(PERSON, ORGANIZATION, COUNTRY, CITY)
