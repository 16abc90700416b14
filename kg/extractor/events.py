"""Two descriptions of one event: told by who organises it, when, and beside what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extractor.chunks import EVENT
from kg.extractor.discourse import Discourse, Thing
from kg.extractor.facts import Fact
from kg.iris import expand as iri
from kg.model import Value

IDENTIFYING = tuple(
    iri(name) for name in ("schema:organizer", "kg:host", "kg:onTheMarginsOf", "schema:startDate", "schema:location")
)
START = iri("schema:startDate")
LEAST = 2
"""How many identifying facts two descriptions must share."""


def unite_events(discourse: Discourse, facts: Sequence[Fact]) -> list[Fact]:
    """Take an event without a name for an earlier one that shares organisers, date or occasion and differs in nothing.

    Returns:
        The facts, said of one event.
    """
    told = _identify(facts)
    same: dict[int, Thing] = {}
    for thing in discourse.things:
        if thing.named or not discourse.lexicon.is_a(thing.kind, EVENT):
            continue
        for earlier in discourse.things[: thing.number]:
            if _is_same(earlier, thing, told, discourse):
                same[thing.number] = same.get(earlier.number, earlier)
                same[thing.number].names |= {n: s for n, s in thing.names.items() if n not in earlier.names}
                break
    return [_renamed(fact, same) for fact in facts] if same else list(facts)


def _identify(facts: Sequence[Fact]) -> dict[int, set[tuple[str, int | str]]]:
    told: dict[int, set[tuple[str, int | str]]] = {}
    for fact in facts:
        if fact.predicate in IDENTIFYING and not fact.negated and fact.rule != "dateline":
            told.setdefault(fact.subject.number, set()).add(
                (fact.predicate, fact.object.lexical if isinstance(fact.object, Value) else fact.object.number)
            )
    return told


def _is_same(earlier: Thing, later: Thing, told: dict[int, set[tuple[str, int | str]]], discourse: Discourse) -> bool:
    if not discourse.lexicon.is_a(earlier.kind, EVENT) or not _kinds_agree(earlier.kind, later.kind, discourse):
        return False
    left, right = told.get(earlier.number, set()), told.get(later.number, set())
    days = (
        {value for predicate, value in left if predicate == START},
        {value for predicate, value in right if predicate == START},
    )
    if days[0] and days[1] and days[0] != days[1]:
        return False
    return len(left & right) >= LEAST


def _kinds_agree(left: str, right: str, discourse: Discourse) -> bool:
    """Whether one class is as the other, or either is the general one of all events, or both are talks of some kind."""
    return (
        left == right
        or EVENT in (left, right)
        or discourse.lexicon.is_a(left, right)
        or discourse.lexicon.is_a(right, left)
    )


def _renamed(fact: Fact, same: dict[int, Thing]) -> Fact:
    subject = same.get(fact.subject.number, fact.subject)
    obj = fact.object if isinstance(fact.object, Value) else same.get(fact.object.number, fact.object)
    return fact if subject is fact.subject and obj is fact.object else replace(fact, subject=subject, object=obj)
