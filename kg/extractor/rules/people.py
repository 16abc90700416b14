"""What a name brings along: job titles, bodies, countries, sessions' numbers; and missions' countries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extractor.chunks import (
    COUNTRY,
    MISSION,
    ORGANIZATION,
    PERSON,
    ROLE,
    Attribute,
    Chunk,
)
from kg.extractor.discourse import Spot, Thing
from kg.extractor.facts import Fact
from kg.extractor.scenes import Scene
from kg.iris import expand as iri
from kg.model import Value

if TYPE_CHECKING:
    from spacy.tokens import Token

REPRESENTS, SESSION_NUMBER, AFFILIATION, JOB_TITLE = (
    iri("kg:represents"),
    iri("kg:sessionNumber"),
    iri("schema:affiliation"),
    iri("schema:jobTitle"),
)
CONFIDENCE = {"title-behind-name": 0.92, "title-before-name": 0.88, "body-behind-name": 0.92, "body-before-title": 0.88}


def read_people(scene: Scene) -> Iterator[Fact]:
    """Find what the names of a sentence bring along."""
    for token in scene.words:
        chunk = scene.parsed.chunk(token)
        thing = scene.things.get(token.i)
        if chunk is not None and thing is not None:
            for attribute in chunk.attributes:
                yield from _attribute_facts(attribute, thing, scene)
            if chunk.kind == MISSION:
                yield from _mission_facts(chunk, thing, scene)
    yield from _predicate_titles(scene)


def _predicate_titles(scene: Scene) -> Iterator[Fact]:
    """Titles that a verb gives: "X is the Director of Y", "X, who was Country Director", "X was elected president"."""
    for token in scene.words:
        if token.dep_ not in ("attr", "oprd", "appos") or not _heads_title(token, scene):
            continue
        for person in _titled_people(token, scene):
            spot = scene.spot(token.left_edge.i if token.dep_ != "appos" else token.i, token.i + 1)
            title = _clean_title(scene.parsed.text(_title_start(token), token.i + 1))
            yield Fact(person, JOB_TITLE, Value(title), spot, scene.sentence_spot(), "title-by-verb", 0.75)
            for body in _title_bodies(token, scene):
                predicate = REPRESENTS if body.kind == COUNTRY else AFFILIATION
                yield Fact(person, predicate, body, spot, scene.sentence_spot(), "body-by-verb", 0.75)


def _heads_title(token: Token, scene: Scene) -> bool:
    chunk = scene.parsed.chunk(token)
    word = chunk.name.split(" of ")[0].split(" for ")[0].split()[-1] if chunk is not None else token.lower_
    if chunk is not None and chunk.kind != ROLE:
        return False
    return scene.lexicon.is_role(word) and word.casefold() not in scene.lexicon.words("event-role") | {
        "chair",
        "co-chair",
        "president",
    }


def _titled_people(token: Token, scene: Scene) -> list[Thing]:
    if token.dep_ == "appos":
        return [t for t in scene.resolve(token.head, lambda t: t.kind == PERSON) if token.head.i in scene.things]
    if token.head.lemma_ not in ("be", "become", "appoint", "elect", "name", "remain"):
        return []
    clause = scene.clause(token.head)
    if clause.negated:
        return []
    ends = clause.objects if clause.passive else clause.subjects
    return scene.resolve_all([t for t in ends if t != token], lambda t: t.kind == PERSON)


def _title_start(token: Token) -> int:
    start = token.left_edge.i
    while start < token.i and token.doc[start].dep_ in ("det", "poss", "case", "advmod", "cc", "punct"):
        start += 1
    return start


def _title_bodies(token: Token, scene: Scene) -> list[Thing]:
    governed = [
        t
        for prep in token.children
        if prep.dep_ == "prep" and prep.lower_ in ("of", "at", "for")
        for t in prep.children
    ]
    owners = [t for t in token.children if t.dep_ == "poss"]
    return scene.resolve_all([*governed, *owners], lambda t: scene.is_a(t, ORGANIZATION) or t.kind == COUNTRY)


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
        text, first = scene.parsed.tokens.text, scene.parsed.tokens.starts[chunk.name_start]
        start = max(text.find(match[1], first), first)
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
