"""What a thing is, and what a graph holds, as sentences that a person would write; story.js is its twin on the page.

The words that lead from one thing to another lie in `ontologies/pictures.ttl`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.drawing.classes import Wording, find_group, read_wordings
from kg.store.entities import Entity, Fact, Thing
from kg.store.vocabulary import Vocabulary

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T+Z-].*)?")
_MOST_PHRASES = 6
_BACKWARDS = 50  # a sentence tells first what a thing says of others, then what others say of it


@dataclass(frozen=True, slots=True)
class Word:
    """A part of a sentence; with an IRI where it names a thing."""

    text: str
    iri: str = ""


Sentence = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    lead: str
    parts: tuple[Word, ...]


def write(sentence: Iterable[Word]) -> str:
    """Return a sentence as plain text."""
    return "".join(word.text for word in sentence)


def enumerate_words(parts: Sequence[Word], most: int = 3) -> Iterator[Word]:
    """Yield "A, B and C": at most so many, then how many more.

    >>> write(enumerate_words([Word(letter) for letter in "ABCDE"]))
    'A, B, C and 2 more'
    """
    rest = len(parts) - most
    told = [*parts[:most], Word(f"{rest:,} more")] if rest > 0 else parts
    for place, part in enumerate(told):
        if place:
            yield Word(" and " if place == len(told) - 1 else ", ")
        yield part


def tell_date(date: str) -> str:
    """Write a year, month or day as people do; what is none stays as it is.

    >>> tell_date("2024-06-11"), tell_date("2024-06"), tell_date("2024"), tell_date("soon")
    ('11 June 2024', 'June 2024', '2024', 'soon')
    """
    found = _DATE.fullmatch(date)
    if found is None or int(found[2] or 1) not in range(1, 13):
        return date
    year, month, day = found.groups()
    return " ".join([*([str(int(day))] if day else []), *([_MONTHS[int(month) - 1]] if month else []), year])


def tell_dates(first: str, last: str) -> str:
    """Write a span of dates as people do.

    >>> tell_dates("2024-06-11", "2024-06-12"), tell_dates("2024-06-30", "2024-07-02"), tell_dates("2019-05", "2024-03")
    ('11–12 June 2024', '30 June – 2 July 2024', 'May 2019 – March 2024')
    """
    start, end = tell_date(first).split(" "), tell_date(last).split(" ")
    if start == end:
        return " ".join(start)
    if len(start) == len(end) == 3 and start[1:] == end[1:]:
        return f"{start[0]}–{' '.join(end)}"
    if len(start) == len(end) == 1:
        return f"{start[0]}–{end[0]}"
    return f"{' '.join(start[:-1] if len(start) == len(end) and start[-1] == end[-1] else start)} – {' '.join(end)}"


def tell_thing(entity: Entity, words: Vocabulary) -> Sentence:
    """Return what a thing is: "Forum on Clean Harbours, a conference in Lisbon, 11–12 June 2024, organised by …".

    Args:
        entity: what the graph says of it.
        words: of the graph.
    """
    group = find_group(words.family(entity.classes[0])[1]) if entity.classes else None
    unsaid = group is not None and group.unsaid
    planned = is_planned(entity)
    phrases = _phrases(entity, "" if planned else " (planned)")[:_MOST_PHRASES]
    told = [Word(entity.name)]
    kind = _kind_of(entity, "planned " * planned) if entity.classes and (planned or not (unsaid and phrases)) else ""
    told += [Word(f", {kind}")] if kind else []
    is_open = bool(kind)  # whether a place may follow without a comma
    for phrase in phrases:
        told.append(Word(" " if is_open and phrase.lead in ("in", "of") else ", "))
        told += [*([Word(f"{phrase.lead} ")] if phrase.lead else []), *enumerate_words(phrase.parts)]
        is_open = not phrase.lead and len(phrase.parts) == 1 and unsaid
    return (*told, Word("."))


def is_planned(entity: Entity) -> bool:
    """Whether all that joins a thing with others is only planned."""
    joints = [fact.planned for fact in entity.facts if isinstance(fact.other, Thing)]
    return bool(joints) and all(joints)


def _kind_of(entity: Entity, before: str) -> str:
    label = before + in_text(entity.class_labels[0])
    return f"{'an' if re.match('[aeiou]', label, re.IGNORECASE) else 'a'} {label}"


def in_text(label: str) -> str:
    """Write a label as it stands within a sentence: "Conference" small, "SDG target" as it is."""
    return label.lower() if label[1:] == label[1:].lower() else label


def _phrases(entity: Entity, hint: str) -> list[_Phrase]:
    """What is said of a thing, by the words that lead there, in the order in which a sentence tells it."""
    wordings, dates = read_wordings(), sorted({fact.value for fact in entity.facts if is_date(fact)})
    said: dict[tuple[int, str], dict[Word, None]] = defaultdict(dict)
    for fact in entity.facts:
        wording = wordings.get(fact.predicate)
        if wording is not None and (found := _tell(fact, wording, dates, hint)):
            lead, rank, word = found
            said[rank, lead][word] = None
    told: dict[Word, None] = {}
    phrases = []
    for (_, lead), parts in sorted(said.items()):
        fresh = tuple(part for part in parts if part not in told)
        told |= dict.fromkeys(fresh)
        phrases += [_Phrase(lead, fresh)] if fresh else []
    return phrases


def _tell(fact: Fact, wording: Wording, dates: Sequence[str], hint: str) -> tuple[str, int, Word] | None:
    hint = hint * fact.planned
    if isinstance(fact.other, Thing):
        lead = wording.tells_back if fact.inverse else wording.tells
        rank = wording.rank + _BACKWARDS * fact.inverse
        return (lead, rank, Word(fact.value + hint, fact.other.iri)) if lead else None
    if fact.value in dates:
        return wording.tells, wording.rank, Word(tell_dates(dates[0], dates[-1]))
    return wording.tells, wording.rank, Word(fact.value + hint)


def is_date(fact: Fact) -> bool:
    """Whether a fact tells a year, month or day."""
    told = not isinstance(fact.other, Thing) and "date" in fact.label.casefold()
    return told and _DATE.fullmatch(fact.value) is not None


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
