"""Job titles and bodies around a person's name, read off the tokens.

"Mr A, Director of B," is one person with two attributes; the whole becomes one chunk, so that the parser meets a
short sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extractor.chunks import (
    CITY,
    COUNTRY,
    DATE,
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
from kg.extractor.employment import (
    AFFILIATION,
    JOB_TITLE,
    PRONOUN,
    Description,
    Reader,
    fit_to_title,
    read_bare_body,
    read_bracket,
    read_employer,
)
from kg.extractor.jobtitles import is_event_role, read_title, title_start
from kg.extractor.lexicon import Lexicon


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
    title = read_title(chunk.end + 1, reader)
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


def _describe(person: Chunk, reader: Reader) -> Chunk:
    """The person with what stands before and behind the name."""
    behind = _read_behind(person, reader)
    person = replace(person, attributes=behind.attributes, end=behind.end)
    return _read_before(person, reader)


def _read_behind(person: Chunk, reader: Reader) -> Description:
    index = person.end
    found: list[Attribute] = []
    bracket = read_bracket(index, reader)
    if bracket is not None:
        found += bracket.attributes
        index = bracket.end
    comma = reader.word(index) in (",", "-", "–", "—") and reader.at(index) is None
    # A glued text has no comma before the title; only a title or "of BODY" may follow a bare name.
    start = index + 1 if comma else index
    title = read_title(start, reader)
    employer = None
    if title is None and reader.word(start) in ("of", "from", "at", "with"):
        employer = read_employer(start, reader, title="")
        employer = None if comma and employer is not None and not employer.attributes else employer
    elif title is None and comma:
        employer = read_bare_body(start, reader)
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


def _read_before(person: Chunk, reader: Reader) -> Chunk:
    """The Foundation's regional director, Ms A; its Foreign Secretary, Mr B; UNESCO Director-General C."""
    index = person.start - 1
    if reader.word(index) == ",":
        index -= 1
        described = _read_title_of_body(person, index, reader) or _read_posted_title(person, index, reader)
        if described is not None:
            return described
    end = index + 1
    role = reader.at(index)
    if role is not None and role.kind != ROLE:
        return person
    start = role.start if role is not None else title_start(end, reader)
    if start is None or start >= end or is_event_role(start, end, reader):
        return person
    title = reader.tokens.phrase(start, end)
    owner, owner_start = _owner_before(start, reader)
    comma = end < person.start
    lead = start - (start > 0 and reader.tokens.labels[start - 1] == "NORP")  # "the Kenyan Minister"
    if owner is None and comma and reader.word(lead - 1) not in ("the", "a", "an"):
        return person
    attributes = [Attribute(JOB_TITLE, title, start, end, "title-before-name")]
    if owner is not None:
        held = Attribute(AFFILIATION, owner, owner_start, start, "body-before-title")
        attributes.append(fit_to_title(held, title, reader))
    keeps = owner is not None and owner.kind == PRONOUN
    first = lead if owner is None else start if keeps else owner_start
    return replace(person, start=first, attributes=(*attributes, *person.attributes))


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
    start = role.start if role is not None and role.kind == ROLE else title_start(before, reader)
    if reader.word(before) not in ("of", "at", "for") or start is None or is_event_role(start, before, reader):
        return None
    if reader.word(start - 1) not in ("the", "a", "an") and start > 0:
        return None
    title = reader.tokens.phrase(start, before)
    attributes = (
        Attribute(JOB_TITLE, title, start, before, "title-before-name"),
        fit_to_title(Attribute(AFFILIATION, body, body.start, body.end, "body-before-title"), title, reader),
    )
    return replace(person, start=max(0, start - 1), attributes=(*attributes, *person.attributes))


def _read_posted_title(person: Chunk, index: int, reader: Reader) -> Chunk | None:
    """Return UNDP's representative "in Kenya", Mr A: a title, where it is held, then the name."""
    post = reader.at(index)
    if post is None or post.kind not in (COUNTRY, CITY, PLACE):
        return None
    end = post.start - (reader.word(post.start - 1) == "the") - 1
    role = reader.at(end - 1)
    if reader.word(end) not in ("in", "to", "for") or role is None or role.kind != ROLE:
        return None
    owner, owner_start = _owner_before(role.start, reader)
    if owner is None:
        return None
    title = reader.tokens.phrase(role.start, end)
    attributes = (
        Attribute(JOB_TITLE, title, role.start, end, "title-before-name"),
        fit_to_title(Attribute(AFFILIATION, owner, owner_start, role.start, "body-before-title"), title, reader),
    )
    return replace(person, start=owner_start, attributes=(*attributes, *person.attributes))


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
        employer = read_employer(index + 1, reader, title="")
        if employer is not None:
            shared[i - 1] = replace(left, attributes=(*left.attributes, *employer.attributes))
            shared[i] = replace(right, attributes=(*right.attributes, *employer.attributes), end=employer.end)
    return shared
