"""What a name brings along: job titles, bodies, countries, sessions' numbers; and missions' countries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extractor.chunks import (
    COUNTRY,
    EVENT,
    INITIATIVE,
    INSTRUMENT,
    MISSION,
    ORGANIZATION,
    PERSON,
    UNKNOWN,
    Attribute,
    Chunk,
)
from kg.extractor.discourse import Spot, Thing
from kg.extractor.facts import Fact
from kg.extractor.mentions import Scene
from kg.iris import expand as iri
from kg.model import Value

REPRESENTS, SESSION_NUMBER, AFFILIATION, JOB_TITLE = (
    iri("kg:represents"),
    iri("kg:sessionNumber"),
    iri("schema:affiliation"),
    iri("schema:jobTitle"),
)
CONFIDENCE = {"title-behind-name": 0.92, "title-before-name": 0.88, "body-behind-name": 0.92, "body-before-title": 0.88}


def read_people(scene: Scene) -> Iterator[Fact]:
    """Find what the names of a sentence bring along."""
    for token in scene.sentence:
        chunk = scene.parsed.chunk(token)
        thing = scene.things.get(token.i)
        if chunk is not None and thing is not None:
            for attribute in chunk.attributes:
                yield from _attribute_facts(attribute, thing, scene)
            if chunk.kind == MISSION:
                yield from _mission_facts(chunk, thing, scene)


def _attribute_facts(attribute: Attribute, thing: Thing, scene: Scene) -> Iterator[Fact]:
    tokens = scene.parsed.tokens
    spot = Spot(scene.block, tokens.starts[attribute.start], tokens.end_of(attribute.end - 1))
    confidence = CONFIDENCE.get(attribute.rule, 0.95)
    if isinstance(attribute.value, str):
        number = attribute.predicate == SESSION_NUMBER
        value = Value(attribute.value, iri("xsd:integer")) if number else Value(_clean_title(attribute.value))
        if not number:
            thing.heads |= {
                word.casefold() for word in re.findall(r"[\w-]+", attribute.value) if scene.lexicon.is_role(word)
            }
        yield Fact(thing, attribute.predicate, value, spot, scene.sentence_spot(), attribute.rule, confidence)
        return
    body = _body(attribute.value, spot, scene)
    if body is not None and body is not thing:
        thing.employer = thing.employer or body
        predicate = REPRESENTS if body.kind == COUNTRY and attribute.predicate == AFFILIATION else attribute.predicate
        yield Fact(thing, predicate, body, spot, scene.sentence_spot(), attribute.rule, confidence)


def _clean_title(title: str) -> str:
    return re.sub(r"^(?:the|a|an|its|their)\s+|\s+(?=,)", "", title).strip(" ,")


def _body(chunk: Chunk, spot: Spot, scene: Scene) -> Thing | None:
    """The thing that an attribute names; a possessive pronoun stands for the body or country named last."""
    if chunk.kind != "pronoun":
        return scene.discourse.name(chunk, spot)

    def owns(thing: Thing) -> bool:
        return (scene.is_a(thing, ORGANIZATION) or thing.kind == COUNTRY) and thing.named

    return scene.discourse.latest(owns, spot)


def _mission_facts(chunk: Chunk, thing: Thing, scene: Scene) -> Iterator[Fact]:
    """A permanent mission speaks for the country in its name."""
    match = re.search(
        r"\b(?:of|of the)\s+((?:the\s+)?[A-Z][\w’' -]*?(?:\s+(?:and|of|the)\s+[A-Z][\w’'-]*)*)(?:\s+to\b|$)", chunk.name
    )
    if match is None:
        return
    entries = [e for e in scene.lexicon.gazetteer.find(match[1]) if e.class_iri == COUNTRY]
    if entries:
        start = scene.parsed.tokens.starts[chunk.name_start] + match.start(1)
        spot = Spot(scene.block, start, start + len(match[1]))
        country = Chunk(
            chunk.start, chunk.end, COUNTRY, match[1], chunk.start, chunk.end, iri=entries[0].iri, source="gazetteer"
        )
        yield Fact(
            thing,
            REPRESENTS,
            scene.discourse.name(country, spot),
            spot,
            scene.sentence_spot(),
            "mission-of-country",
            0.97,
        )


__all__ = ["EVENT", "INITIATIVE", "INSTRUMENT", "JOB_TITLE", "PERSON", "UNKNOWN", "read_people"]
