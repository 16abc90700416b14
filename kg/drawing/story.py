"""What a thing is, and what a graph holds, as sentences that a person would write; story.js is its twin on the page.

The words that lead from one thing to another lie in `ontologies/pictures.ttl`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.drawing.classes import Wording, find_group, read_wordings
from kg.drawing.dates import is_iso_date, tell_dates
from kg.store.entities import Entity, Fact, Thing
from kg.store.vocabulary import Vocabulary

_MOST_PHRASES = 6
_BACKWARDS = 50  # a sentence tells first what a thing says of others, then what others say of it


@dataclass(frozen=True, slots=True)
class Word:
    """A part of a sentence; with an IRI where it names a thing."""

    text: str
    iri: str = ""


Sentence = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    word: Word
    planned: bool = False


@dataclass(frozen=True, slots=True)
class _Phrase:
    lead: str
    parts: tuple[_Part, ...]


def write(sentence: Iterable[Word]) -> str:
    """Return a sentence as plain text."""
    return "".join(word.text for word in sentence)


def enumerate_words(parts: Sequence[Word], most: int = 3) -> Iterator[Word]:
    """Yield "A, B and C": at most so many, then how many more.

    >>> write(enumerate_words([Word(letter) for letter in "ABCDE"]))
    'A, B, C and 2 more'
    """
    yield from enumerate_parts([(part,) for part in parts], most)


def enumerate_parts(parts: Sequence[Sentence], most: int = 3) -> Iterator[Word]:
    """Yield the words of "A, B and C", of parts that have several words each."""
    rest = len(parts) - most
    told = [*parts[:most], (Word(f"{rest:,} more"),)] if rest > 0 else parts
    for place, part in enumerate(told):
        if place:
            yield Word(" and " if place == len(told) - 1 else ", ")
        yield from part


def tell_thing(entity: Entity, words: Vocabulary) -> Sentence:
    """Return what a thing is: "Forum on Clean Harbours, a conference in Lisbon, 11–12 June 2024, organised by …".

    Args:
        entity: what the graph says of it.
        words: of the graph.
    """
    group = find_group(words.family(entity.classes[0])[1]) if entity.classes else None
    unsaid = group is not None and group.unsaid
    phrases = _phrases(entity)[:_MOST_PHRASES]
    joints = [part.planned for phrase in phrases for part in phrase.parts if part.word.iri]
    planned = bool(joints) and all(joints)  # then it's said once, and not of each
    told = [Word(entity.name)]
    kind = _kind_of(entity, "planned " * planned) if entity.classes and (planned or not (unsaid and phrases)) else ""
    told += [Word(f", {kind}")] if kind else []
    is_open = bool(kind)  # whether a place may follow without a comma
    for phrase in phrases:
        told.append(Word(" " if is_open and phrase.lead in ("in", "of") else ", "))
        parts = [_hinted(part, hint=part.planned and not planned) for part in phrase.parts]
        told += [*([Word(f"{phrase.lead} ")] if phrase.lead else []), *enumerate_parts(parts)]
        is_open = not phrase.lead and len(phrase.parts) == 1 and unsaid
    return (*told, Word("."))


def _hinted(part: _Part, *, hint: bool) -> Sentence:
    return (part.word, Word(" (planned)")) if hint else (part.word,)


def _kind_of(entity: Entity, before: str) -> str:
    label = before + in_text(entity.class_labels[0])
    return f"{'an' if re.match('[aeiou]', label, re.IGNORECASE) else 'a'} {label}"


def in_text(label: str) -> str:
    """Write a label as it stands within a sentence: "Conference" small, "SDG target" as it is."""
    return label.lower() if label[1:] == label[1:].lower() else label


def _phrases(entity: Entity) -> list[_Phrase]:
    """What is said of a thing, by the words that lead there, in the order in which a sentence tells it."""
    wordings, dates = read_wordings(), sorted({fact.value for fact in entity.facts if is_date(fact)})
    said: dict[tuple[int, str], dict[Word, _Part]] = defaultdict(dict)
    for fact in entity.facts:
        wording = wordings.get(fact.predicate)
        if wording is not None and (found := _tell(fact, wording, dates)):
            lead, rank, part = found
            said[rank, lead].setdefault(part.word, part)
    told: dict[Word, None] = {}
    phrases = []
    for (_, lead), parts in sorted(said.items()):
        fresh = tuple(part for word, part in parts.items() if word not in told)
        told |= dict.fromkeys(part.word for part in fresh)
        phrases += [_Phrase(lead, fresh)] if fresh else []
    return phrases


def _tell(fact: Fact, wording: Wording, dates: Sequence[str]) -> tuple[str, int, _Part] | None:
    if isinstance(fact.other, Thing):
        lead = wording.tells_back if fact.inverse else wording.tells
        rank = wording.rank + _BACKWARDS * fact.inverse
        return (lead, rank, _Part(Word(fact.value, fact.other.iri), fact.planned)) if lead else None
    if fact.value in dates:
        return wording.tells, wording.rank, _Part(Word(tell_dates(dates[0], dates[-1])))
    return wording.tells, wording.rank, _Part(Word(fact.value), fact.planned)


def head(fact: Fact) -> tuple[int, str]:
    """Return what to write over facts of a relation, behind the place that a sentence gives it: "organised by" first.

    Args:
        fact: one of them, seen from the thing that it is about.
    """
    wording = read_wordings().get(fact.predicate)
    if wording is None:
        by = fact.inverse and fact.label.endswith(" by")  # "remark by of" nobody says
        return 2 * _BACKWARDS, fact.label.removesuffix(" by") if by else fact.relation
    said = wording.tells_back if fact.inverse and wording.tells_back else fact.relation
    return wording.rank + _BACKWARDS * fact.inverse, said


def is_date(fact: Fact) -> bool:
    """Whether a fact tells a year, month or day."""
    told = not isinstance(fact.other, Thing) and "date" in fact.label.casefold()
    return told and is_iso_date(fact.value)


def tell_kinds(counts: Mapping[str, int], labels: Mapping[str, str], documents: int) -> Sentence:
    """Return how many things of each kind so many documents tell of.

    Args:
        counts: how many there are, by what one is called ("event") or, where nobody knows, by the class's label.
        labels: what many are called, by what one is called.
        documents: how many there are.
    """
    subject = "One document tells" if documents == 1 else f"{documents:,} documents tell" if documents else "It tells"
    parts = [Word(f"{number:,} {one if number == 1 else labels[one]}") for one, number in counts.items()]
    return Word(f"{subject} of "), *enumerate_words(parts, 9), Word(".")
