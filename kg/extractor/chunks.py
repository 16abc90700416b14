"""Chunks: stretches of tokens that name one thing, found before the sentence is parsed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.iris import expand

PERSON = expand("schema:Person")
ORGANIZATION = expand("schema:Organization")
PLACE = expand("schema:Place")
COUNTRY = expand("schema:Country")
CITY = expand("schema:City")
EVENT = expand("schema:Event")
SESSION = expand("kg:Session")
GOAL = expand("sdgo:Goal")
TARGET = expand("sdgo:Target")
INSTRUMENT = expand("kg:Instrument")
INITIATIVE = expand("kg:Initiative")
MISSION = expand("kg:PermanentMission")

ROLE = "role"
"""The kind of a chunk that is a job title: it says something of a person and is no thing itself."""

DATE = "date"
"""The kind of a chunk that is a date or a range of dates."""

UNKNOWN = ""
"""The kind of a name whose class the sentence has yet to tell."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one block: words, where each starts in the block's text, whether a space follows."""

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    spaces: tuple[bool, ...]
    labels: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.words)

    def end_of(self, index: int) -> int:
        """Return where the token at an index ends in the text."""
        return self.starts[index] + len(self.words[index])

    def phrase(self, start: int, end: int) -> str:
        """Return the text of the tokens from start up to end."""
        return self.text[self.starts[start] : self.end_of(end - 1)] if start < end else ""

    def lower(self, index: int) -> str:
        """Return a token in lower case, or nothing beyond the ends."""
        return self.words[index].casefold() if 0 <= index < len(self.words) else ""


@dataclass(frozen=True, slots=True)
class Attribute:
    """What a name brings along: a job title, a body, a country, with the tokens that say so."""

    predicate: str
    value: str | Chunk
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Tokens from start up to end that stand for one thing.

    The name proper runs from `name_start` up to `name_end`: a person's chunk may take in the job title behind the
    name. `kind` is a class IRI, `ROLE`, `DATE` or `UNKNOWN`. `iri` is the public one, if the gazetteer knows it.
    `noun` is the noun that says what a titled thing is ("webinar").
    """

    start: int
    end: int
    kind: str
    name: str
    name_start: int
    name_end: int
    others: tuple[str, ...] = ()
    iri: str = ""
    source: str = ""
    owner: Chunk | None = None
    attributes: tuple[Attribute, ...] = ()
    noun: str = ""
    first_day: str = ""
    last_day: str = ""


def covering(chunks: Sequence[Chunk], size: int) -> list[Chunk | None]:
    """For each token, the chunk that covers it."""
    found: list[Chunk | None] = [None] * size
    for chunk in chunks:
        found[chunk.start : chunk.end] = [chunk] * (chunk.end - chunk.start)
    return found
