"""Things of a reading → entities: their classes, names and public identifiers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

import numpy as np

from kg.extractor.nouns import TOLD, widen_kinds
from kg.extractor.numerals import SMALL
from kg.extractor.values import Entity, Mention, Name
from kg.iris import slug
from kg.ontology import Ontology, family_of, is_a

if TYPE_CHECKING:
    from kg.extractor.reader.labels import Labels
    from kg.extractor.reader.pieces import Pieces
    from kg.extractor.reader.reading import Reading
    from kg.extractor.transcript import Transcript
    from kg.gazetteer import Entry, Gazetteer

GOAL = "goal"
"""The kind of mentions that name a numbered goal."""

SURE = 0.5
"""A class that is likelier than this settles what an ambiguous name of the gazetteer stands for."""


_GOAL_NUMBER = re.compile(r"\d{1,2}(?:\.(?:\d{1,2}|[a-d]))?(?!\d)")


def list_mentions(reading: Reading, pieces: Pieces, labels: Labels) -> list[Mention]:
    """Write a reading's mentions with their characters and likeliest kinds."""
    starts, ends = pieces.starts[reading.firsts].tolist(), pieces.ends[reading.lasts].tolist()
    best = reading.kinds[:, 1:].argmax(-1) + 1
    chances = (1 - reading.kinds[:, 0]).tolist()
    return [
        Mention(start, end, labels.kinds[kind], chance)
        for start, end, kind, chance in zip(starts, ends, best.tolist(), chances, strict=True)
    ]


def make_entities(
    reading: Reading,
    mentions: Sequence[Mention],
    transcript: Transcript,
    labels: Labels,
    ontology: Ontology,
    gazetteer: Gazetteer,
    told: Mapping[int, str],
    untaught: frozenset[str],
) -> dict[int, Entity]:
    """Make an entity of each thing that isn't a value.

    Args:
        reading: what the network made of the text.
        mentions: its mentions, from `list_mentions`.
        transcript: the text.
        labels: the network's.
        ontology: the classes.
        gazetteer: names with public identifiers.
        told: the classes of things that nouns of the ontology tell, though the network doesn't know them.
        untaught: the classes that the network doesn't know.

    Returns:
        The entities by the numbers of their things.
    """
    pronouns = ontology.words("pronoun")
    found: dict[int, Entity] = {}
    for thing, family in enumerate(reading.families.tolist()):
        numbers = np.flatnonzero(reading.things == thing).tolist()
        kinds = _weigh_kinds(reading, numbers, family, labels)
        own = tuple(mentions[number] for number in numbers)
        if kinds and kinds[0][0] == GOAL:
            goal = _find_numbered(own, transcript, gazetteer)
            if goal is not None:
                found[thing] = goal(thing)
            continue
        if not kinds or kinds[0][0] not in labels.classes:
            continue
        kinds = ((told[thing], TOLD),) if thing in told else widen_kinds(kinds, untaught, ontology)
        if not kinds:
            continue
        names, proper = name_mentions(own, transcript, pronouns)
        if not names:
            continue
        entry = link_names(names if proper else (), kinds, ontology, gazetteer)
        if entry is not None:
            kinds = ((entry.class_iri, 1.0),)
        found[thing] = Entity(thing, kinds, own, names, proper, entry.iri if entry else "")
    return found


def _find_numbered(
    mentions: Sequence[Mention], transcript: Transcript, gazetteer: Gazetteer
) -> Callable[[int], Entity] | None:
    """The goal or target that mentions name, by its number or by a name that the gazetteer has."""
    for mention in mentions:
        words = " ".join(transcript.text[mention.start : mention.end].split())
        entry = find_goal(words, gazetteer)
        if entry is not None:
            name = Name(words if words[:1].isalpha() else entry.name, mention.start, mention.end)
            return lambda thing: Entity(thing, ((entry.class_iri, 1.0),), tuple(mentions), (name,), True, entry.iri)
    return None


def find_goal(words: str, gazetteer: Gazetteer) -> Entry | None:
    """Find the goal or target that words name: "SDG 4", "Goal 16.9", "5" in a list of goals, "Goal Four"."""
    digits = _GOAL_NUMBER.search(words)
    worded = next((str(n) for n, word in enumerate(SMALL) if re.search(rf"\b{word}\b", words.lower())), "")
    number = digits[0] if digits else worded
    for name in (f"SDG {number}" if number else "", words):
        entries = gazetteer.find(name)
        if len(entries) == 1:
            return entries[0]
    return None


def _weigh_kinds(
    reading: Reading, numbers: Iterable[int], family: int, labels: Labels
) -> tuple[tuple[str, float], ...]:
    """The classes that a thing may have: the mean of what its mentions say, the likeliest first."""
    of_family = [kind for kind, each in enumerate(labels.kind_families) if each == family and kind]
    chances = reading.kinds[list(numbers)][:, of_family].mean(0)
    chances = np.round(chances / max(chances.sum(), 1e-9), 4)
    order = np.argsort(-chances, kind="stable").tolist()
    return tuple((labels.kinds[of_family[index]], float(chances[index])) for index in order if chances[index] >= 0.01)


def name_mentions(
    mentions: Iterable[Mention], transcript: Transcript, pronouns: AbstractSet[str]
) -> tuple[tuple[Name, ...], bool]:
    """List the names among mentions, the fullest proper one first, and tell whether there is a proper one.

    Each is listed once, where it stands first. Without a proper name the fullest noun phrase comes first.
    """
    names: dict[str, Name] = {}
    for mention in mentions:
        text = clean_name(transcript.content.written(mention.start, mention.end))
        if text.lower() not in pronouns and any(map(str.isalnum, text)):
            names.setdefault(slug(text), Name(text, mention.start, mention.end))
    ordered = sorted(names.values(), key=lambda name: (not is_proper(name.text), -_fullness(name.text), name.start))
    return tuple(ordered), bool(ordered) and is_proper(ordered[0].text)


def clean_name(text: str) -> str:
    """Write a name in one line, without quotation marks around it and an article before it."""
    words = " ".join(text.split()).strip("\"“”«»‘’'")
    head, _, rest = words.partition(" ")
    return rest if rest and head in ("the", "a", "an", "The") and words != "The Hague" and rest[0].isupper() else words


def is_proper(name: str) -> bool:
    """Tell whether a name is a proper one: it has a capital that isn't only its first letter, or a number.

    >>> [is_proper(name) for name in ("Forum on Soil", "Lisbon", "regional meeting", "second session", "ITU")]
    [True, True, False, False, True]
    """
    return any(word[0].isupper() or word[0].isdigit() for word in name.replace("-", " ").split() if word)


def _fullness(name: str) -> int:
    """How much a name says: its letters, but no more than those of a line."""
    return min(len(name), 120)


def link_names(
    names: Iterable[Name], kinds: Sequence[tuple[str, float]], ontology: Ontology, gazetteer: Gazetteer
) -> Entry | None:
    """Find the one thing of the gazetteer that the names may stand for and whose class fits.

    A name that other things bear, too, counts only where the entity's class is likely that of the thing.
    """
    family = family_of(ontology, kinds[0][0])
    chances: Mapping[str, float] = dict(kinds)
    for name in names:
        fitting = [e for e in gazetteer.find(name.text) if family_of(ontology, e.class_iri) == family]
        if len(fitting) > 1:
            fitting = [e for e in fitting if _chance_of(e.class_iri, chances, ontology) >= SURE]
        if len(fitting) == 1:
            entry = fitting[0]
            if not entry.ambiguous or _chance_of(entry.class_iri, chances, ontology) >= SURE:
                return entry
    return None


def _chance_of(kind: str, chances: Mapping[str, float], ontology: Ontology) -> float:
    return sum(chance for each, chance in chances.items() if each == kind or is_a(ontology, each, kind))


def tell_names(entity: Entity) -> Iterator[Name]:
    """Yield an entity's further names that say something: proper ones, or the first noun phrase where there is none."""
    for name in entity.names[1:]:
        if is_proper(name.text) or not entity.proper:
            yield name
