"""What flows from an extract into an index, and out of it again."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from kg.gazetteer.spelling import drop_article, fold_word, split_words

Kind = Literal["label", "alias", "acronym"]
Role = Literal["place", "body"]


@dataclass(frozen=True, slots=True)
class Name:
    """One of an entry's names: how it is used, and its language as far as the source says it."""

    text: str
    kind: Kind
    language: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """What an entry is joined with: by the key of another entry, by a name, or by both."""

    role: Role
    key: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that a source knows.

    `key` is how other entries of the source name it; `kinds` are the source's own classes, `classes` those of the
    ontology; `countries` are IRIs; `date` is the day of its last change; `prominence` lies between 0 and 3.
    """

    iri: str
    key: str
    label: str
    names: tuple[Name, ...]
    kinds: tuple[str, ...]
    classes: tuple[str, ...]
    countries: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()
    date: str = ""
    prominence: float = 0.0


@dataclass(frozen=True, slots=True)
class Skipped:
    """A part of an extract that is no entry: where it stands, and why; `broken` where it can't be read at all."""

    place: str
    reason: str
    broken: bool = False


def weigh(count: float, least: float) -> float:
    """Return how prominent something is by a count of people or pages, between 0 and 3, a step for each factor of ten.

    >>> weigh(500_000, 1000), weigh(0, 1000)
    (2.6989700043360187, 0.0)
    """
    return min(max(math.log10(max(count, least) / least), 0.0), 3.0)


def fold(name: str) -> str:
    """Write a name as names are compared: without case, accents, punctuation, leading article and British spelling.

    >>> fold("The  Organisation of Bogotá"), fold("…")
    ('organization of bogota', '')
    """
    return " ".join(map(fold_word, drop_article(split_words(name))))
