"""Bodies and countries beside a person's name, read off the tokens: whom the person works or speaks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extractor.chunks import (
    CITY,
    COUNTRY,
    DATE,
    EVENT,
    ORGANIZATION,
    PERSON,
    PLACE,
    ROLE,
    UNKNOWN,
    Attribute,
    Chunk,
    Tokens,
)
from kg.extractor.lexicon import Lexicon
from kg.iris import expand

JOB_TITLE, AFFILIATION, REPRESENTS = expand("schema:jobTitle"), expand("schema:affiliation"), expand("kg:represents")

EMPLOYER_PREPOSITIONS = frozenset({"of", "at", "with", "from", "for", "in"})

PRONOUN = "pronoun"
"""The kind of a chunk that is a possessive pronoun: whom it stands for is resolved later."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What the rules of this file look at: tokens, the chunk at each token, the lexicon."""

    tokens: Tokens
    cover: Sequence[Chunk | None]
    lexicon: Lexicon

    def at(self, index: int) -> Chunk | None:
        """Return the chunk at a token, or nothing."""
        return self.cover[index] if 0 <= index < len(self.cover) else None

    def word(self, index: int) -> str:
        """Return a token in lower case, or nothing beyond the ends."""
        return self.tokens.lower(index)


@dataclass(frozen=True, slots=True)
class Description:
    """What stands behind a name: attributes, and the token behind the last word that belongs to it."""

    attributes: tuple[Attribute, ...]
    end: int


def read_bracket(index: int, reader: Reader) -> Description | None:
    """(UNDP) or (Secretariat of the Pacific Programme, SPREP) behind a name."""
    if reader.word(index) != "(":
        return None
    body = reader.at(index + 1) or reader.at(index + 2)
    if body is None or body.kind in (PERSON, DATE, ROLE):
        return None
    close = next((i for i in range(body.end, min(body.end + 6, len(reader.tokens))) if reader.word(i) == ")"), None)
    if close is None:
        return None
    inner = reader.at(body.end + 1) if reader.word(body.end) == "," else None
    if inner is not None and inner.name.isupper():
        body = replace(body, others=(*body.others, inner.name))
    return Description((_employment(body, "", index, close, reader),), close + 1)


def read_owner(index: int, reader: Reader) -> Description | None:
    """Kenya's, UNESCO's, the Foundation's, Senegals before a title."""
    if reader.word(index) == "the":
        index += 1
    chunk = reader.at(index)
    if chunk is None or chunk.start != index or chunk.kind in (PERSON, DATE, ROLE):
        return None
    glued = chunk.source == "glued"
    if not glued and reader.word(chunk.end) not in ("'s", "’s", "'", "’"):
        return None
    end = chunk.end + (reader.word(chunk.end) == ",") if glued else chunk.end + 1
    return Description((_employment(chunk, "", index, end, reader),), end)


def read_employer(start: int, reader: Reader, *, title: str) -> Description | None:
    """Of UNESCO; at the University of X; of Finland's Ministry for Foreign Affairs; , Ministry of Education, Fiji."""
    index = start
    comma = reader.word(index) == ","
    if comma:
        return read_bare_body(index + 1, reader) if title else None
    chunk = reader.at(index)
    if title and chunk is not None and chunk.source == "title-tail":
        return None
    if reader.word(index) not in EMPLOYER_PREPOSITIONS:
        return None
    origin = reader.word(index)
    index += 1 + (reader.word(index + 1) in ("the", "a", "an", "its", "their", "his", "her"))
    index = _behind_kind(index, reader)
    body = reader.at(index)
    if body is not None and title and body.kind == PERSON and body.source == "ner":
        body = replace(body, kind=ORGANIZATION)  # nobody is director of a person
    if body is None or body.start != index or body.kind in (PERSON, DATE, ROLE):
        return None
    owner = read_owner(index, reader)
    if owner is not None:
        inner = reader.at(owner.end)
        if inner is not None and inner.kind not in (PERSON, DATE, ROLE):
            body = replace(inner, owner=body if body.kind == COUNTRY else None)
    if origin in ("from", "in") and body.kind in (COUNTRY, CITY, PLACE):
        # Where a person comes from or works isn't whom the person speaks for.
        return Description((), body.end)
    attributes = [_employment(body, title, start, body.end, reader)]
    end = _skip_bracket(body.end, reader)
    if reader.word(end) == "to" and title:
        target = reader.at(end + 1 + (reader.word(end + 1) == "the"))
        end = target.end if target is not None and target.kind not in (PERSON, DATE) else end
    return Description(tuple(attributes), end)


def _behind_kind(index: int, reader: Reader) -> int:
    """The token behind the common noun that says what kind of body is named: "the Dutch broadcaster NOS"."""
    noun = index + (reader.tokens.labels[index : index + 1] == ("NORP",))
    plain = reader.at(index) is None and reader.at(noun) is None
    return noun + 1 if plain and reader.word(noun) in reader.lexicon.words("mass-medium") else index


def _skip_bracket(end: int, reader: Reader) -> int:
    if reader.word(end) == "(" and reader.word(end + 2) == ")":
        return end + 3
    return end


def read_bare_body(index: int, reader: Reader) -> Description | None:
    """A body between commas, as lists and minutes write it: "Mr A, University of B"; a country may follow."""
    index += reader.word(index) == "the"
    body = reader.at(index)
    if body is None or body.start != index or not reader.lexicon.is_a(body.kind, ORGANIZATION):
        return None
    end = _skip_bracket(body.end, reader)
    country = reader.at(end + 1) if reader.word(end) == "," else None
    if country is not None and country.kind == COUNTRY:
        body, end = replace(body, owner=country), country.end
    closes = reader.word(end) in (",", ".", ";", ":", ")", "and", "") or "\n" in reader.word(end)
    if not closes:
        return None
    return Description((_employment(body, "", index, body.end, reader),), end)


def _employment(body: Chunk, title: str, start: int, end: int, reader: Reader) -> Attribute:
    """Whom a person works for or speaks for, by the body's class and the title."""
    return fit_to_title(Attribute(AFFILIATION, body, start, end, "body-behind-name"), title, reader)


def fit_to_title(attribute: Attribute, title: str, reader: Reader) -> Attribute:
    """Choose between affiliation and representation by the body's class and the title."""
    body = attribute.value
    if not isinstance(body, Chunk):
        return attribute
    if body.kind in (UNKNOWN, EVENT, PLACE) or reader.lexicon.is_a(body.kind, EVENT):
        body = replace(body, kind=ORGANIZATION)
    diplomat = any(word in title.casefold() for word in reader.lexicon.words("diplomat"))
    represents = body.kind == COUNTRY or (diplomat and body.kind != CITY)
    return replace(attribute, value=body, predicate=REPRESENTS if represents else AFFILIATION)
