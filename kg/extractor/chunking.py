"""A block's tokens → its chunks: dates, goals, names, people with their titles, titles of events and texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extractor.chunks import DATE, MISSION, ORGANIZATION, PERSON, ROLE, UNKNOWN, Chunk, Tokens, covering
from kg.extractor.dates import find_dates
from kg.extractor.goals import find_goals, goal_kind
from kg.extractor.lexicon import Lexicon
from kg.extractor.names import find_names
from kg.extractor.people import describe_people
from kg.extractor.sessions import find_sessions
from kg.extractor.titles import find_titles
from kg.iris import PREFIXES

if TYPE_CHECKING:
    from spacy.tokens import Doc


def read_tokens(doc: Doc) -> Tokens:
    """Copy what chunking needs out of a tokenised text with named entities."""
    # One walk: spaCy makes a new object for each token at each walk.
    rows = [(token.text, token.idx, bool(token.whitespace_), token.ent_type_) for token in doc]
    words, starts, spaces, labels = zip(*rows, strict=True) if rows else ((), (), (), ())
    return Tokens(doc.text, words, starts, spaces, labels)


def find_chunks(
    tokens: Tokens, lexicon: Lexicon, *, year: int | None = None, titles: Sequence[str] = ()
) -> list[Chunk]:
    """Find what a block names.

    Args:
        tokens: the block's tokens.
        lexicon: what words mean.
        year: the year of dates that name none.
        titles: the document's headings, which the text may take up as names.

    Returns:
        Chunks in the order of the text, none overlapping.
    """
    fixed = _keep_apart([*_goal_chunks(tokens), *_date_chunks(tokens, year)])
    blocked = [chunk is not None for chunk in covering(fixed, len(tokens))]
    names = find_names(tokens, lexicon, blocked)
    names = _take_up_titles(names, tokens, lexicon, titles)
    names = _part_missions(_bracket_names(names, tokens, lexicon), tokens)
    chunks = sorted([*fixed, *names], key=lambda chunk: chunk.start)
    chunks = find_sessions(find_titles(chunks, tokens, lexicon), tokens, lexicon)
    return describe_people(chunks, tokens, lexicon)


def _keep_apart(chunks: Sequence[Chunk]) -> list[Chunk]:
    kept: list[Chunk] = []
    for chunk in chunks:
        if all(chunk.end <= other.start or other.end <= chunk.start for other in kept):
            kept.append(chunk)
    return kept


def _token_span(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """The tokens that touch a stretch of the text."""
    first = next((i for i in range(len(tokens)) if tokens.end_of(i) > start), len(tokens))
    last = next((i for i in range(first, len(tokens)) if tokens.starts[i] >= end), len(tokens))
    return first, last


def _date_chunks(tokens: Tokens, year: int | None) -> list[Chunk]:
    found = []
    for date in find_dates(tokens.text, year=year):
        start, end = _token_span(tokens, date.start, date.end)
        if len(date.first) == 4 and _belongs_to_name(start, tokens):
            continue
        found.append(
            Chunk(
                start,
                end,
                DATE,
                tokens.phrase(start, end),
                start,
                end,
                first_day=date.first,
                last_day=date.last,
                source="" if date.complete else "year-from-context",
            )
        )
    return found


def _belongs_to_name(index: int, tokens: Tokens) -> bool:
    """Whether a year is the end of a name: "Work Plan 2022"."""
    before = tokens.words[index - 1] if index else ""
    return before[:1].isupper() and index > 1 and tokens.words[index - 2][:1].isupper()


def _goal_chunks(tokens: Tokens) -> list[Chunk]:
    found: list[Chunk] = []
    for first, last, number in find_goals(tokens.text):
        start, end = _token_span(tokens, first, last)
        # "Sustainable Development Goal 4 (SDG 4)" names one goal twice.
        if (
            found
            and found[-1].iri.endswith("/" + number)
            and start - found[-1].end == 1
            and tokens.words[start - 1] == "("
        ):
            found[-1] = replace(found[-1], end=min(end + 1, len(tokens)), others=(tokens.phrase(start, end),))
            continue
        found.append(
            Chunk(
                start,
                end,
                goal_kind(number),
                tokens.phrase(start, end),
                start,
                end,
                iri=PREFIXES["sdg"] + number,
                source="goal",
            )
        )
    return found


def _take_up_titles(chunks: Sequence[Chunk], tokens: Tokens, lexicon: Lexicon, titles: Sequence[str]) -> list[Chunk]:
    """Read a heading that the text takes up as one name: "The workshop Safe Roads to School"."""
    found: list[Chunk] = []
    for title in (title for title in titles if len(title.split()) > 2):
        place = tokens.text.find(title)
        while place >= 0:
            start, end = _token_span(tokens, place, place + len(title))
            begins = next((chunk for chunk in chunks if chunk.start == start), None)
            if begins is not None and begins.end < end and begins.kind != PERSON:
                kind = lexicon.head_class(tokens.words[start:end])
                whole = kind if kind == begins.kind else UNKNOWN
                found.append(
                    Chunk(start, end, whole, tokens.phrase(start, end), start, end, source="head" if whole else "")
                )
            place = tokens.text.find(title, place + len(title))
    found = _keep_apart(found)
    taken = covering(found, len(tokens))
    return sorted([*found, *(c for c in chunks if not any(taken[c.start : c.end]))], key=lambda chunk: chunk.start)


def _bracket_names(chunks: Sequence[Chunk], tokens: Tokens, lexicon: Lexicon) -> list[Chunk]:
    """Take a short name in brackets, or glued on behind, as another name of the body before it."""
    cover = covering(chunks, len(tokens))
    dropped: set[int] = set()
    result: list[Chunk] = []
    for chunk in chunks:
        if chunk.start in dropped:
            continue
        chunk = _glued_acronym(chunk, tokens)
        behind = cover[chunk.end] if chunk.end < len(cover) else None
        if behind is not None and _is_its_acronym(behind, chunk, tokens):
            dropped.add(behind.start)
            chunk = replace(chunk, end=behind.end, others=(*chunk.others, behind.name), iri=chunk.iri or behind.iri)
        if chunk.kind not in (PERSON, ROLE, DATE) and tokens.lower(chunk.end) == "(":
            close = next(
                (i for i in range(chunk.end + 1, min(chunk.end + 6, len(tokens))) if tokens.words[i] == ")"), None
            )
            inner = cover[chunk.end + 1] if chunk.end + 1 < len(tokens) else None
            whole = close is not None and inner is not None and inner.start == chunk.end + 1 and inner.end == close
            if (
                close is not None
                and inner is not None
                and whole
                and inner.kind != DATE
                and _is_short_for(inner.name, chunk, lexicon)
            ):
                dropped.add(inner.start)
                chunk = replace(
                    chunk,
                    end=close + 1,
                    others=(*chunk.others, inner.name),
                    iri=chunk.iri or inner.iri,
                    kind=inner.kind if chunk.kind == UNKNOWN else chunk.kind,
                )
        result.append(chunk)
    return [_organise_acronymed(chunk, lexicon) for chunk in result]


def _part_missions(chunks: Sequence[Chunk], tokens: Tokens) -> list[Chunk]:
    """Read "the Permanent Missions of A and B to the United Nations" as a mission of each country."""
    found: list[Chunk] = []
    index = 0
    while index < len(chunks):
        group = [chunks[index]]
        index += 1
        if group[0].name.startswith("Permanent Missions of "):
            while index < len(chunks) and " to " not in group[-1].name and _is_joined(group[-1], chunks[index], tokens):
                group.append(chunks[index])
                index += 1
            if tokens.lower(group[-1].end) == "to" and index < len(chunks) and chunks[index].start <= group[-1].end + 2:
                host = chunks[index]
                index += 1
                group[-1] = replace(
                    group[-1], end=host.end, name=f"{group[-1].name} {tokens.phrase(group[-1].end, host.end)}"
                )
            found += _missions_of(group)
        else:
            found += group
    return found


def _is_joined(left: Chunk, right: Chunk, tokens: Tokens) -> bool:
    return {tokens.lower(i) for i in range(left.end, right.start)} <= {",", "and", "the"}


def _missions_of(group: Sequence[Chunk]) -> list[Chunk]:
    """One mission for each country that a group of chunks names; of several in one chunk, the first stands for it."""
    text = ", ".join(chunk.name for chunk in group).removeprefix("Permanent Missions of ")
    countries, _, host = text.partition(" to ")
    names = [name.removeprefix("the ").strip() for name in re.split(r",| and ", countries) if name.strip()]
    host = f" to {host}" if host else ""
    places = [*group, *[group[-1]] * (len(names) - len(group))]
    missions = []
    for name, chunk in zip(names, places, strict=False):
        mission = replace(chunk, kind=MISSION, name=f"Permanent Mission of {name}{host}", iri="", source="head")
        missions.append(mission)
    return _without_doubles(missions)


def _without_doubles(missions: Sequence[Chunk]) -> list[Chunk]:
    """Let two missions read off one chunk share its tokens: the first takes one token, the last the rest."""
    apart: list[Chunk] = []
    for mission in missions:
        if apart and apart[-1].start == mission.start:
            middle = min(apart[-1].start + 1, mission.end - 1)
            apart[-1] = replace(apart[-1], end=middle, name_end=middle)
            mission = replace(mission, start=middle, name_start=middle)
        apart.append(mission)
    return apart


def _is_short_for(name: str, chunk: Chunk, lexicon: Lexicon) -> bool:
    """Whether a name in brackets is a shorter one for the name before it and not a place."""
    if len(name) >= len(chunk.name) and not name.isupper():
        return False
    entries = lexicon.gazetteer.find(name)
    return name.isupper() or any(c.isupper() for c in name[1:]) or not entries


def _is_its_acronym(behind: Chunk, chunk: Chunk, tokens: Tokens) -> bool:
    """Whether the name right behind a longer one is its acronym: "United Nations Environment Programme UNEP"."""
    if (
        behind.start != chunk.end
        or not re.fullmatch(r"[A-Z][A-Za-z]*[A-Z]\d*", behind.name)
        or len(chunk.name.split()) < 2
    ):
        return False
    if chunk.iri and behind.iri == chunk.iri:
        return True
    initials = "".join(word[0] for word in tokens.words[chunk.start : chunk.end] if word[0].isupper())
    return _is_subsequence(re.sub(r"[^A-Z]", "", behind.name), initials) and chunk.kind not in (PERSON, ROLE, DATE)


def _glued_acronym(chunk: Chunk, tokens: Tokens) -> Chunk:
    """Take initials at a name's end for its acronym: "United Nations Environment Programme UNEP"."""
    words = tokens.words[chunk.start : chunk.end]
    if len(words) >= 3 and re.fullmatch(r"[A-Z]{2,}\d+", words[-1]) and chunk.kind not in (PERSON, ROLE):
        end = chunk.end - 1
        return replace(
            chunk, name=tokens.phrase(chunk.name_start, end), name_end=end, others=(*chunk.others, words[-1])
        )
    if len(words) < 3 or not re.fullmatch(r"[A-Z][A-Za-z]*[A-Z0-9]", words[-1]) or chunk.kind == PERSON or chunk.iri:
        return chunk
    initials = "".join(word[0] for word in words[:-1] if word[0].isupper())
    letters = re.sub(r"[^A-Z]", "", words[-1])
    if len(letters) < 2 or not _is_subsequence(letters, initials) or letters[0] != initials[0]:
        return chunk
    end = chunk.end - 1
    return replace(chunk, name=tokens.phrase(chunk.name_start, end), name_end=end, others=(*chunk.others, words[-1]))


def _is_subsequence(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def _organise_acronymed(chunk: Chunk, lexicon: Lexicon) -> Chunk:
    """A name of unknown class that bears an acronym is a body."""
    if chunk.kind == UNKNOWN and any(other.isupper() for other in chunk.others):
        return replace(chunk, kind=ORGANIZATION)
    return chunk
