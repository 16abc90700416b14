"""What people said: each remark with its speaker, its verb and its words; who makes one at an event speaks there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extractor.chunks import PERSON
from kg.extractor.discourse import Spot, Thing
from kg.extractor.facts import Fact
from kg.extractor.rules.typing import is_agent, is_person
from kg.extractor.scenes import Scene
from kg.iris import expand as iri
from kg.model import Value

if TYPE_CHECKING:
    from spacy.tokens import Token

REMARK, SPEAKER = iri("kg:Remark"), iri("kg:speaker")
REMARK_BY, VERB, TEXT = iri("kg:remarkBy"), iri("kg:verb"), iri("schema:text")


def read_remarks(scene: Scene) -> Iterator[Fact]:
    """Find the remarks of a sentence."""
    for token in scene.words:
        if token.pos_ == "VERB" and token.lemma_.lower() in scene.lexicon.words("reporting-verb"):
            yield from _remark(token, scene)


def _remark(verb: Token, scene: Scene) -> Iterator[Fact]:
    clause = scene.clause(verb)
    if clause.negated or clause.passive or clause.planned:
        return
    people = [t for token in clause.subjects for t in scene.resolve(token, is_person(scene))]
    agents = people or [t for token in clause.subjects for t in scene.resolve(token, is_agent(scene))]
    words = _words(verb, scene)
    if not agents or words is None:
        return
    start, end, text = words
    spot = Spot(scene.block, start, end)
    for person in agents:
        remark = scene.discourse.describe(f"remark {start}", REMARK, text, spot)
        remark.heads.clear()
        sentence = scene.sentence_spot()
        yield Fact(remark, REMARK_BY, person, spot, sentence, "remark", 0.9)
        yield Fact(remark, VERB, Value(verb.text), scene.spot(verb.i, verb.i + 1), sentence, "remark", 0.95)
        yield Fact(remark, TEXT, Value(scene.written(spot)), spot, sentence, "remark", 0.9)
        yield from _speaks(person, verb, scene)


def _speaks(person: Thing, verb: Token, scene: Scene) -> Iterator[Fact]:
    """Whoever makes a remark in a text about an event is taken to speak there."""
    event = scene.discourse.focus(scene.block)
    if person.kind != PERSON or event is None or verb.lemma_.lower() not in scene.lexicon.words("reporting-alone"):
        return
    yield Fact(event, SPEAKER, person, scene.spot(verb.i, verb.i + 1), scene.sentence_spot(), "remark-at-event", 0.75)


def _words(verb: Token, scene: Scene) -> tuple[int, int, str] | None:
    """What was said: from behind the verb to the end of what hangs on it."""
    parts = [
        child
        for child in verb.children
        if child.dep_ in ("ccomp", "xcomp", "dobj", "prep", "dative", "obj") and child.i > verb.i
    ]
    quoted = [child for child in verb.children if child.dep_ == "ccomp" and child.i < verb.i]
    if not parts and not quoted:
        return None
    if parts:
        first = min(part.left_edge.i for part in parts)
        last = max(part.right_edge.i for part in parts)
    else:
        first, last = quoted[0].left_edge.i, quoted[0].right_edge.i
    first, last = max(first, scene.sentence.start), min(last, scene.sentence.end - 1)
    while last > first and scene.parsed.doc[last].pos_ in ("PUNCT", "SPACE"):
        last -= 1
    start, end = scene.parsed.span(first, last + 1)
    return start, end, scene.parsed.tokens.text[start:end]
