"""Reads frames: how a language says a relation, as data beside the ontology.

A frame names words that evoke a relation, and for each end of it roles that are tried in turn. A role is a place,
perhaps behind conditions: `object`, `prep:at|in, focus`, `passive:object`, `Event:prep:at`.

| part of speech | places |
| --- | --- |
| verb | `subject`, `object` (the logical ones: passives are turned), `prep:NAME|NAME`, `focus` |
| noun | `holder` (who the noun is said of), `whole` (behind "of", "at", "for", "in", before "'s"), `prep:…`, `focus` |
| preposition | `governor` (what the phrase hangs on), `subject` (of its clause), `object`, `focus` |
| label | `focus`, `value` (what stands behind the colon, or in the cell) |

`focus` is the last thing before that fits. Conditions: `passive`, `agentless` (a passive without "by"), `money` (the
clause names money), or a class by its local name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.iris import expand, shorten
from kg.turtle import Facts, local_name

PartOfSpeech = Literal["verb", "noun", "preposition", "label"]

PLACES: Mapping[PartOfSpeech, tuple[str, ...]] = {
    "verb": ("subject", "object", "prep", "focus"),
    "noun": ("holder", "whole", "prep", "focus"),
    "preposition": ("governor", "subject", "object", "focus"),
    "label": ("focus", "value"),
}
CONDITIONS: Mapping[PartOfSpeech, tuple[str, ...]] = {
    "verb": ("passive", "agentless", "money"),
    "noun": ("money",),
    "preposition": (),
    "label": (),
}
_TERMS = tuple(
    expand(name)
    for name in (
        "rdf:type", "rdfs:label", "rdfs:comment", "kg:evokes", "kg:pos", "kg:lemma", "kg:domainRole", "kg:rangeRole",
        "kg:confidence", "kg:planned", "kg:negated", "kg:rule",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Role:
    """A place where an end of a relation may stand; `names` are prepositions, `classes` what the end must be."""

    place: str
    names: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that evoke a relation; a verb may need one of some nouns as its object ("deliver+lecture|speech")."""

    words: str
    nouns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """A way in which a language says a relation: the words, and where its two ends stand."""

    name: str
    evokes: str
    triggers: tuple[Trigger, ...]
    pos: PartOfSpeech
    domain_roles: tuple[Role, ...]
    range_roles: tuple[Role, ...]
    confidence: float
    planned: bool = False
    negated: bool = False


def read_frame(facts: Facts, iri: str, properties: Collection[str], classes: Collection[str]) -> Frame:
    """Read one kg:Frame node.

    Args:
        facts: what the ontology's files say.
        iri: the node.
        properties: the IRIs of the declared properties.
        classes: the IRIs of the declared classes.

    Raises:
        OntologyError: it says something that nothing reads (each part of the node is checked), evokes no declared
            property, or lacks words or a role.
    """
    for term in facts.values.get(iri, {}):
        if term not in _TERMS:
            raise facts.error(
                iri, f"has {shorten(term)}, which frames don't have; they have: {_list(map(shorten, _TERMS))}"
            )
    evokes = facts.one(iri, "kg:evokes")
    if evokes not in properties:
        raise facts.error(iri, f"evokes {shorten(evokes) or 'nothing'}, which isn't a declared property")
    pos = _part_of_speech(facts, iri)
    return Frame(
        name=facts.one(iri, "kg:rule", local_name(iri)),
        evokes=evokes,
        triggers=_triggers(facts, iri, pos),
        pos=pos,
        domain_roles=_roles(facts, iri, "kg:domainRole", pos, classes),
        range_roles=_roles(facts, iri, "kg:rangeRole", pos, classes),
        confidence=_confidence(facts, iri),
        planned=_flag(facts, iri, "kg:planned"),
        negated=_flag(facts, iri, "kg:negated"),
    )


def _list(names: object) -> str:
    return ", ".join(names)  # type: ignore[arg-type]


def _part_of_speech(facts: Facts, iri: str) -> PartOfSpeech:
    said = facts.one(iri, "kg:pos")
    for pos in PLACES:
        if pos == said:
            return pos
    raise facts.error(iri, f"has kg:pos {said!r}; write one of: {_list(PLACES)}")


def _triggers(facts: Facts, iri: str, pos: PartOfSpeech) -> tuple[Trigger, ...]:
    lemmas = facts.of(iri, "kg:lemma")
    if not lemmas:
        raise facts.error(iri, "has no kg:lemma; name at least one word")
    for lemma in lemmas:
        if "+" in lemma and pos != "verb":
            raise facts.error(iri, f"has kg:lemma {lemma!r}; only a verb has an object behind +")
    parts = (lemma.partition("+") for lemma in lemmas)
    return tuple(Trigger(words.strip(), tuple(nouns.split("|")) if nouns else ()) for words, _, nouns in parts)


def _roles(facts: Facts, iri: str, term: str, pos: PartOfSpeech, classes: Collection[str]) -> tuple[Role, ...]:
    said = facts.one(iri, term)
    roles = tuple(_role(facts, iri, term, part.strip(), pos, classes) for part in said.split(",") if part.strip())
    if not roles:
        raise facts.error(iri, f"has no {term}; a {pos}'s frame has the roles: {_list(PLACES[pos])}")
    return roles


def _role(facts: Facts, iri: str, term: str, text: str, pos: PartOfSpeech, classes: Collection[str]) -> Role:
    parts = text.split(":")
    names: tuple[str, ...] = ()
    if len(parts) > 1 and parts[-2] == "prep":
        names = tuple(parts.pop().split("|"))
    *before, place = parts
    if place not in PLACES[pos] or (place == "prep") != bool(names):
        known = [f"{each}:at|in" if each == "prep" else each for each in PLACES[pos]]
        raise facts.error(iri, f"has {term} {text!r}; a {pos}'s frame has the roles: {_list(known)}")
    named = {local_name(each): each for each in classes}
    for condition in before:
        if condition not in CONDITIONS[pos] and condition not in named:
            known = [*CONDITIONS[pos], "or a class by its local name, such as " + next(iter(sorted(named)), "Event")]
            raise facts.error(iri, f"has {term} {text!r}; {condition!r} is no condition of it: {_list(known)}")
    return Role(
        place,
        names,
        tuple(each for each in before if each in CONDITIONS[pos]),
        tuple(named[each] for each in before if each in named),
    )


def _confidence(facts: Facts, iri: str) -> float:
    said = facts.one(iri, "kg:confidence", "0.8")
    confidence = float(said) if re.fullmatch(r"\d*\.?\d+", said) else -1
    if not 0 <= confidence <= 1:
        raise facts.error(iri, f"has kg:confidence {said!r}; write a number from 0 to 1")
    return confidence


def _flag(facts: Facts, iri: str, term: str) -> bool:
    said = facts.one(iri, term, "false")
    if said not in ("true", "false"):
        raise facts.error(iri, f"has {term} {said!r}; write true or false")
    return said == "true"
