"""Job titles and bodies around a person's name, read off the tokens.

"Mr A, Director of B," is one person with two attributes; the whole becomes one chunk, so that the parser meets a
short sentence.
"""

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
    covering,
)
from kg.extractor.lexicon import Lexicon
from kg.iris import expand

JOB_TITLE, AFFILIATION, REPRESENTS = expand("schema:jobTitle"), expand("schema:affiliation"), expand("kg:represents")
MEMBER_OF = expand("schema:memberOf")
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


def describe_people(chunks: Sequence[Chunk], tokens: Tokens, lexicon: Lexicon) -> list[Chunk]:
    """Give each person the job title and the body that stand beside the name.

    Returns:
        The chunks, people's ones lengthened over their descriptions; what these cover is left out.
    """
    chunks = _name_plain_people(chunks, tokens, lexicon)
    reader = Reader(tokens, covering(chunks, len(tokens)), lexicon)
    people: list[Chunk] = []
    for chunk in chunks:
        if chunk.kind == PERSON:
            people.append(_describe(chunk, reader))
    people = _share_descriptions(people, reader)
    taken = covering(people, len(tokens))
    kept = [c for c in chunks if c.kind != PERSON and taken[c.start] is None]
    return sorted([*people, *kept], key=lambda chunk: chunk.start)


def _name_plain_people(chunks: Sequence[Chunk], tokens: Tokens, lexicon: Lexicon) -> list[Chunk]:
    """Take a name of unknown class for a person where a job title stands behind it: "Nadia Sherbini, a conservator"."""
    reader = Reader(tokens, covering(chunks, len(tokens)), lexicon)
    result = []
    for chunk in chunks:
        guess = chunk.kind in (UNKNOWN, ORGANIZATION, PLACE) and chunk.source in ("", "ner") and not chunk.iri
        words = chunk.end - chunk.start
        if (guess and words <= 7 and _follows_role(chunk, reader)) or (
            guess
            and 2 <= words <= 7
            and not chunk.name.isupper()
            and (_has_title_behind(chunk, reader) or _is_of_body(chunk, reader))
        ):
            chunk = replace(chunk, kind=PERSON, source="title")
        result.append(chunk)
    return result


def _has_title_behind(chunk: Chunk, reader: Reader) -> bool:
    if reader.word(chunk.end) != ",":
        return False
    title = _read_title(chunk.end + 1, reader)
    return title is not None


def _follows_role(chunk: Chunk, reader: Reader) -> bool:
    """Whether a job title stands right before a name, with a comma only behind "The Minister of Culture,"."""
    before = reader.at(chunk.start - 1)
    if before is not None:
        return before.kind == ROLE
    if reader.word(chunk.start - 1) != ",":
        return False
    role = reader.at(chunk.start - 2)
    return (role is not None and role.kind == ROLE and reader.word(role.start - 1) in ("the", "’s", "'s")) or (
        role is not None and role.kind == ROLE and role.start > 0 and reader.tokens.labels[role.start - 1] == "NORP"
    )


def _is_of_body(chunk: Chunk, reader: Reader) -> bool:
    """Whether a name is somebody "of the Ministry of Culture"."""
    if reader.word(chunk.end) not in ("of", "from") or reader.word(chunk.start - 1) in ("the", "a", "an"):
        return False
    index = chunk.end + 1 + (reader.word(chunk.end + 1) == "the")
    body = reader.at(index)
    return body is not None and body.source in ("head", "gazetteer") and reader.lexicon.is_a(body.kind, ORGANIZATION)


# Behind the name


def _describe(person: Chunk, reader: Reader) -> Chunk:
    """The person with what stands before and behind the name."""
    behind = _read_behind(person, reader)
    person = replace(person, attributes=behind.attributes, end=behind.end)
    return _read_before(person, reader)


def _read_behind(person: Chunk, reader: Reader) -> Description:
    index = person.end
    found: list[Attribute] = []
    bracket = _read_bracket(index, reader)
    if bracket is not None:
        found += bracket.attributes
        index = bracket.end
    comma = reader.word(index) in (",", "-", "–", "—") and reader.at(index) is None
    # A glued text has no comma before the title; only a title or "of BODY" may follow a bare name.
    start = index + 1 if comma else index
    title = _read_title(start, reader)
    employer = None
    if title is None and reader.word(start) in ("of", "from", "at", "with"):
        employer = _read_employer(start, reader, title="")
        employer = None if comma and employer is not None and not employer.attributes else employer
    elif title is None and comma:
        employer = _read_bare_body(start, reader)
    description = title or employer
    if description is None:
        return Description(tuple(found), index)
    end = description.end
    if comma and reader.word(end) == "," and not _opens_another(end + 1, reader):
        end += 1
    return Description((*found, *description.attributes), end)


def _opens_another(index: int, reader: Reader) -> bool:
    """Whether the token behind a closing comma goes on with a list or a clause that needs the comma."""
    chunk = reader.at(index)
    return (chunk is not None and chunk.kind != DATE) or reader.word(index) in (
        "the",
        "a",
        "an",
        "and",
        "or",
        "who",
        "which",
        "whose",
        "as",
        "while",
        "whereas",
    )


def _read_bracket(index: int, reader: Reader) -> Description | None:
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


def _read_title(start: int, reader: Reader) -> Description | None:
    """A job title at a token, with the body it belongs to."""
    index = start
    attributes: list[Attribute] = []
    owner = _read_owner(index, reader)
    if owner is not None:
        index = owner.end
    elif reader.word(index) in ("the", "a", "an", "its", "their", "also", "former", "then"):
        index += 1
    head = _title_head(index, reader)
    if head is None or _is_event_role(index, head, reader):
        return None
    end = _title_tail(head, reader)
    title = reader.tokens.phrase(index, end)
    over = reader.word(index) in ("former", "ex", "late", "outgoing") or reader.word(start) == "former"
    if not over and not any(character.isdigit() for character in title):
        attributes.append(Attribute(JOB_TITLE, title, index, end, "title-behind-name"))
    if owner is not None:
        attributes += [_adapt(a, title, reader) for a in owner.attributes]
    employer = _read_employer(end, reader, title=title)
    if employer is not None:
        attributes += () if over else employer.attributes
        end = employer.end
    return Description(tuple(attributes), end)


def _read_owner(index: int, reader: Reader) -> Description | None:
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


def _title_head(index: int, reader: Reader) -> int | None:
    """The token behind the head of a title that starts at an index: within six words, none of them small."""
    role = reader.at(index)
    if role is not None and role.kind == ROLE and role.start <= index:
        return role.end
    if role is not None and role.kind == PERSON:
        return None
    position = index
    while position < min(index + 7, len(reader.tokens)):
        word = reader.tokens.words[position]
        chunk = reader.at(position)
        if chunk is not None and chunk.kind == ROLE:
            return chunk.end
        if chunk is not None and chunk.kind in (PERSON, DATE):
            return None
        hyphenated = reader.word(position + 1) == "-" and not reader.tokens.spaces[position]
        if reader.lexicon.is_role(word) and chunk is None and not hyphenated:
            following = reader.word(position + 1)
            if reader.lexicon.is_role(following) and reader.at(position + 1) is None:
                position += 1
                continue
            return position + 1
        if (
            not (word.isalpha() or word in ("-", "‑") or word.isdigit())
            or word.casefold() in reader.lexicon.words("function")
            or (word.endswith("ed") or word in ("of", "said", "told"))
        ):
            return None
        position += 1
    return None


def _is_event_role(start: int, end: int, reader: Reader) -> bool:
    """Whether a role belongs to an event ("moderator of the debate"), which other rules read."""
    words = [reader.word(i) for i in range(start, end)]
    body = reader.at(end + 1 + (reader.word(end + 1) == "the")) if reader.word(end) == "of" else None
    if body is not None and reader.lexicon.is_a(body.kind, ORGANIZATION):
        return words[-1] in ("member", "participant", "speaker", "host")  # "chair of the Water Commission" is a job
    return words[-1] in reader.lexicon.words("event-role") or " ".join(words) in (
        "chair",
        "co - chair",
        "the chair",
        "co-chair",
    )


def _title_tail(end: int, reader: Reader) -> int:
    """Lengthen a title over its field: "of communications", "of the Faculty of Journalism" before "at BODY"."""
    if reader.word(end) not in ("of", "for", "in", "on"):
        return end
    start = end + 1 + (reader.word(end + 1) in ("the", "a", "an"))
    chunk = reader.at(start)
    if chunk is not None:
        return chunk.end if chunk.start == start and _is_unit(chunk, reader) else end
    index = start
    while index < min(start + 5, len(reader.tokens)):
        word = reader.word(index)
        if (
            reader.at(index) is not None
            or not (word.isalpha() or word == "-")
            or (word in reader.lexicon.words("function") and word != "and")
        ):
            break
        index += 1
    stopped = (
        reader.word(index) in (",", ".", ";", ")", "", "at", "of", "in", "with", "from", ":")
        or reader.at(index) is not None
    )
    if index == start or not stopped or reader.word(index - 1) == "and":
        return end
    return index


def _is_unit(chunk: Chunk, reader: Reader) -> bool:
    """Whether a body is a part of another one that is named right behind it."""
    words = set(chunk.name.casefold().split(" of ")[0].split())
    if not words & reader.lexicon.words("unit"):
        return False
    if reader.word(chunk.end) not in ("at", "of", "in", "within"):
        return False
    following = chunk.end + 1 + (reader.word(chunk.end + 1) == "the")
    return reader.at(following) is not None


def _read_employer(start: int, reader: Reader, *, title: str) -> Description | None:
    """Of UNESCO; at the University of X; of Finland's Ministry for Foreign Affairs; , Ministry of Education, Fiji."""
    index = start
    comma = reader.word(index) == ","
    if comma:
        return _read_bare_body(index + 1, reader) if title else None
    chunk = reader.at(index)
    if title and chunk is not None and chunk.source == "title-tail":
        return None
    if reader.word(index) not in EMPLOYER_PREPOSITIONS:
        return None
    origin = reader.word(index)
    index += 1 + (reader.word(index + 1) in ("the", "a", "an", "its", "their", "his", "her"))
    body = reader.at(index)
    if body is None or body.start != index or body.kind in (PERSON, DATE, ROLE):
        return None
    owner = _read_owner(index, reader)
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


def _skip_bracket(end: int, reader: Reader) -> int:
    if reader.word(end) == "(" and reader.word(end + 2) == ")":
        return end + 3
    return end


def _read_bare_body(index: int, reader: Reader) -> Description | None:
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
    return _adapt(Attribute(AFFILIATION, body, start, end, "body-behind-name"), title, reader)


def _adapt(attribute: Attribute, title: str, reader: Reader) -> Attribute:
    body = attribute.value
    if not isinstance(body, Chunk):
        return attribute
    if body.kind in (UNKNOWN, EVENT, PLACE) or reader.lexicon.is_a(body.kind, EVENT):
        body = replace(body, kind=ORGANIZATION)
    diplomat = any(word in title.casefold() for word in reader.lexicon.words("diplomat"))
    represents = body.kind == COUNTRY or (diplomat and body.kind != CITY)
    return replace(attribute, value=body, predicate=REPRESENTS if represents else AFFILIATION)


# Before the name


def _read_before(person: Chunk, reader: Reader) -> Chunk:
    """The Foundation's regional director, Ms A; its Foreign Secretary, Mr B; UNESCO Director-General C."""
    index = person.start - 1
    if reader.word(index) == ",":
        index -= 1
        presided = _read_title_of_body(person, index, reader)
        if presided is not None:
            return presided
    end = index + 1
    role = reader.at(index)
    if role is not None and role.kind != ROLE:
        return person
    start = role.start if role is not None else _title_start(end, reader)
    if start is None or start >= end or _is_event_role(start, end, reader):
        return person
    title = reader.tokens.phrase(start, end)
    owner, owner_start = _owner_before(start, reader)
    comma = end < person.start
    if owner is None and comma and reader.word(start - 1) not in ("the", "a", "an"):
        return person
    attributes = [Attribute(JOB_TITLE, title, start, end, "title-before-name")]
    if owner is not None:
        attributes.append(_adapt(Attribute(AFFILIATION, owner, owner_start, start, "body-before-title"), title, reader))
    keeps = owner is not None and owner.kind == PRONOUN
    return replace(
        person, start=start if keeps or owner is None else owner_start, attributes=(*attributes, *person.attributes)
    )


def _read_title_of_body(person: Chunk, index: int, reader: Reader) -> Chunk | None:
    """The President of the Fisheries Council, Ms A: the title, the body, then the name."""
    body = reader.at(index)
    if (
        body is None
        or body.end != index + 1
        or not (reader.lexicon.is_a(body.kind, ORGANIZATION) or body.kind == COUNTRY)
    ):
        return None
    before = body.start - 1 - (reader.word(body.start - 1) == "the")
    role = reader.at(before - 1)
    start = role.start if role is not None and role.kind == ROLE else _title_start(before, reader)
    if reader.word(before) not in ("of", "at", "for") or start is None or _is_event_role(start, before, reader):
        return None
    if reader.word(start - 1) not in ("the", "a", "an") and start > 0:
        return None
    title = reader.tokens.phrase(start, before)
    attributes = (
        Attribute(JOB_TITLE, title, start, before, "title-before-name"),
        _adapt(Attribute(AFFILIATION, body, body.start, body.end, "body-before-title"), title, reader),
    )
    return replace(person, start=max(0, start - 1), attributes=(*attributes, *person.attributes))


def _title_start(end: int, reader: Reader) -> int | None:
    """The first token of a lower-case title that ends at an index, or nothing."""
    if not reader.lexicon.is_role(reader.tokens.words[end - 1] if end else ""):
        return None
    start = end - 1
    while start > 0 and end - start < 5 and reader.at(start - 1) is None:
        word = reader.word(start - 1)
        if word not in reader.lexicon.words("role-modifier") and word != "-":
            break
        start -= 1
    return start


def _owner_before(start: int, reader: Reader) -> tuple[Chunk | None, int]:
    """The body in whose name a title is held, and where it starts: "UNEP's", "the Foundation's", "its"."""
    word = reader.word(start - 1)
    if word in ("its", "whose", "their", "his", "her"):
        pronoun = reader.tokens.words[start - 1]
        return Chunk(start - 1, start, PRONOUN, pronoun, start - 1, start), start - 1
    body = reader.at(start - 2 if word in ("'s", "’s") else start - 1)
    if body is None or body.kind in (PERSON, DATE, ROLE):
        return None, start
    first = body.start - (reader.word(body.start - 1) == "the")
    return body, first


def _share_descriptions(people: Sequence[Chunk], reader: Reader) -> list[Chunk]:
    """Give two people the body that is said of both: "Dr A and Ms B, both of the University of C"."""
    shared = list(people)
    for i in range(1, len(shared)):
        left, right = shared[i - 1], shared[i]
        index = right.end + (reader.word(right.end) == ",")
        between = {reader.word(i) for i in range(left.end, right.start)}
        if reader.word(index) != "both" or not between <= {",", "and"} or "and" not in between:
            continue
        employer = _read_employer(index + 1, reader, title="")
        if employer is not None:
            shared[i - 1] = replace(left, attributes=(*left.attributes, *employer.attributes))
            shared[i] = replace(right, attributes=(*right.attributes, *employer.attributes), end=employer.end)
    return shared
