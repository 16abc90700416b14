"""Job titles behind and before a person's name, read off the tokens."""

from __future__ import annotations

from kg.extractor.chunks import DATE, ORGANIZATION, PERSON, ROLE, Attribute, Chunk
from kg.extractor.employment import JOB_TITLE, Description, Reader, fit_to_title, read_employer, read_owner


def read_title(start: int, reader: Reader) -> Description | None:
    """A job title at a token, with the body it belongs to."""
    index = start
    attributes: list[Attribute] = []
    owner = read_owner(index, reader)
    if owner is not None:
        index = owner.end
    elif reader.word(index) in ("the", "a", "an", "its", "their", "also", "former", "then"):
        index += 1
    head = _title_head(index, reader)
    if head is None or is_event_role(index, head, reader):
        return None
    end = _title_tail(_second_head(head, reader) or head, reader)
    title = reader.tokens.phrase(index, end)
    over = reader.word(index) in ("former", "ex", "late", "outgoing") or reader.word(start) == "former"
    if not over and not any(character.isdigit() for character in title):
        attributes.append(Attribute(JOB_TITLE, title, index, end, "title-behind-name"))
    if owner is not None:
        attributes += [fit_to_title(a, title, reader) for a in owner.attributes]
    employer = read_employer(end, reader, title=title)
    if employer is not None:
        attributes += () if over else employer.attributes
        end = employer.end
    return Description(tuple(attributes), end)


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


def _second_head(head: int, reader: Reader) -> int | None:
    """The token behind a second title of the same person: "founder and chair of the Foundation"."""
    if reader.word(head) != "and" or reader.word(head + 1) in ("a", "an", "the"):
        return None
    second = _title_head(head + 1, reader)
    return second if second is not None and reader.word(second) in ("of", "at", "for") else None


def is_event_role(start: int, end: int, reader: Reader) -> bool:
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


def title_start(end: int, reader: Reader) -> int | None:
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
