"""Reads frames: how a language says a relation, as data beside the ontology."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Literal

from kg.iris import shorten
from kg.turtle import Facts, local_name

PartOfSpeech = Literal["verb", "noun", "adjective", "preposition", "label"]
_PARTS_OF_SPEECH: tuple[PartOfSpeech, ...] = ("verb", "noun", "adjective", "preposition", "label")


@dataclass(frozen=True, slots=True)
class Frame:
    """A way in which a language says a relation: the words, and where its two ends stand."""

    name: str
    evokes: str
    lemmas: tuple[str, ...]
    pos: PartOfSpeech
    domain_role: str
    range_role: str
    confidence: float
    planned: bool = False
    negated: bool = False


def read_frame(facts: Facts, iri: str, properties: Container[str]) -> Frame:
    """Read one kg:Frame node.

    Args:
        facts: what the ontology's files say.
        iri: the node.
        properties: the IRIs of the declared properties.

    Raises:
        OntologyError: it evokes no declared property, has no words, or a part of speech or confidence that kg
            doesn't know.
    """
    evokes = facts.one(iri, "kg:evokes")
    if evokes not in properties:
        raise facts.error(iri, f"evokes {shorten(evokes) or 'nothing'}, which isn't a declared property")
    if not facts.of(iri, "kg:lemma"):
        raise facts.error(iri, "has no kg:lemma; name at least one word")
    return Frame(
        name=facts.one(iri, "kg:rule", local_name(iri)),
        evokes=evokes,
        lemmas=facts.of(iri, "kg:lemma"),
        pos=_part_of_speech(facts, iri),
        domain_role=facts.one(iri, "kg:domainRole"),
        range_role=facts.one(iri, "kg:rangeRole"),
        confidence=_confidence(facts, iri),
        planned=facts.one(iri, "kg:planned") == "true",
        negated=facts.one(iri, "kg:negated") == "true",
    )


def _part_of_speech(facts: Facts, iri: str) -> PartOfSpeech:
    said = facts.one(iri, "kg:pos")
    for pos in _PARTS_OF_SPEECH:
        if pos == said:
            return pos
    raise facts.error(iri, f"has kg:pos {said!r}; write one of: {', '.join(_PARTS_OF_SPEECH)}")


def _confidence(facts: Facts, iri: str) -> float:
    said = facts.one(iri, "kg:confidence", "0.8")
    try:
        confidence = float(said)
    except ValueError:
        confidence = -1
    if not 0 <= confidence <= 1:
        raise facts.error(iri, f"has kg:confidence {said!r}; write a number from 0 to 1")
    return confidence
