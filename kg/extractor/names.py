"""Tokens → chunks: capitalised names, cut and joined by what their words are.

A name is a run of capitalised words. Small words join two runs where the left one's head asks for it ("Ministry of
Health", "Forum on Trade and Development"); a new name starts at "the", at a title of courtesy, at a name of the
gazetteer that the rest doesn't belong to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extractor.chunks import (
    COUNTRY,
    EVENT,
    INITIATIVE,
    INSTRUMENT,
    ORGANIZATION,
    PERSON,
    PLACE,
    ROLE,
    UNKNOWN,
    Chunk,
    Tokens,
)
from kg.extractor.cuts import cut_run
from kg.extractor.joints import join_names
from kg.extractor.lexicon import Lexicon, singular
from kg.extractor.runs import find_runs
from kg.extractor.wordforms import (
    is_capital_next,
    is_glued_possessive,
    is_role,
    is_whole_known,
    look_up,
    make_chunk,
    words_of,
)
from kg.gazetteer import Entry

NER_KINDS = {"PERSON": PERSON, "ORG": ORGANIZATION, "GPE": PLACE, "LOC": PLACE, "FAC": PLACE, "EVENT": EVENT}


def find_names(tokens: Tokens, lexicon: Lexicon, blocked: Sequence[bool]) -> list[Chunk]:
    """Find the names of a block.

    Args:
        tokens: the block's tokens.
        lexicon: what words mean.
        blocked: for each token, whether something else (a date, a goal) has it already.

    Returns:
        Chunks in the order of the text, none overlapping.
    """
    chunks = [chunk for run in find_runs(tokens, lexicon, blocked) for chunk in cut_run(run, tokens, lexicon)]
    chunks = _take_in_lower_heads(chunks, tokens, lexicon, blocked)
    chunks = join_names(chunks, tokens, lexicon)
    kept = [chunk for chunk in chunks if not _names_nothing(chunk, tokens, lexicon)]
    return [_classify(chunk, tokens, lexicon) for chunk in kept]


def _take_in_lower_heads(
    chunks: Sequence[Chunk], tokens: Tokens, lexicon: Lexicon, blocked: Sequence[bool]
) -> list[Chunk]:
    """Add the lower-case head behind a name: "Safe Journeys portal", "Blue Schools Pacific project"."""
    grown = []
    for i, chunk in enumerate(chunks):
        limit = chunks[i + 1].start if i + 1 < len(chunks) else len(tokens)
        end = chunk.end
        if (singular(tokens.lower(chunk.end - 1)),) not in lexicon.heads and not is_whole_known(chunk, tokens, lexicon):
            for size in (1, 2):
                stop = chunk.end + size
                phrase = tokens.words[chunk.end : stop]
                if stop <= limit and not any(blocked[chunk.end : stop]) and all(w.islower() for w in phrase):
                    kind = lexicon.heads.get(tuple(phrase), UNKNOWN)
                    if kind and any(lexicon.is_a(kind, top) for top in (INITIATIVE, INSTRUMENT, PLACE)):
                        end = stop
        elif chunk.end < limit and tokens.words[chunk.end] in ("headquarters", "Headquarters"):
            end = chunk.end + 1
        grown.append(chunk if end == chunk.end else make_chunk(chunk.start, end, tokens))
    return grown


def _classify(chunk: Chunk, tokens: Tokens, lexicon: Lexicon) -> Chunk:
    """Give a name its class: by courtesy title, gazetteer, head word, spaCy's label, in this order."""
    words = words_of(chunk, tokens)
    if words[0].casefold() in lexicon.words("honorific"):
        return _person(chunk, tokens, lexicon)
    known = look_up(tokens, chunk.start, lexicon)
    if known is not None and known[0] == chunk.end:
        entry = known[1][0]
        ambiguous = len(known[1]) > 1 or (entry.ambiguous and not _is_clear_country(chunk, entry, tokens, lexicon))
        return replace(chunk, kind=entry.class_iri, iri="" if ambiguous else entry.iri, source="gazetteer")
    if known is not None and known[0] == chunk.end - 1 and _is_chapter(known, chunk, tokens, lexicon):
        return replace(chunk, kind=known[1][0].class_iri, source="head")
    if is_role(words, lexicon):
        origin = len(words) > 1 and tokens.labels[chunk.start] == "NORP"  # "Peruvian Minister of Culture"
        return replace(chunk, kind=ROLE, source="role", start=chunk.start + origin)
    if is_glued_possessive(chunk.name, lexicon):
        entry = next(e for e in lexicon.gazetteer.find(chunk.name[:-1]) if e.class_iri == COUNTRY)
        return replace(chunk, kind=COUNTRY, name=entry.name, iri=entry.iri, source="glued")
    kind = lexicon.head_class(words)
    if kind != UNKNOWN:
        return replace(chunk, kind=kind, source="head")
    label = next((label for label in tokens.labels[chunk.start : chunk.end] if label), "")
    if label == "PERSON" and not all(tokens.labels[chunk.start : chunk.end]):
        label = ""
    return replace(chunk, kind=NER_KINDS.get(label, UNKNOWN), source="ner" if label in NER_KINDS else "")


def _is_chapter(known: tuple[int, tuple[Entry, ...]], chunk: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether a name is a known body's with a country behind it."""
    country = look_up(tokens, known[0], lexicon)
    body = lexicon.is_a(known[1][0].class_iri, ORGANIZATION)
    return body and country is not None and country[0] == chunk.end and country[1][0].class_iri == COUNTRY


def _is_clear_country(chunk: Chunk, entry: Entry, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether the context shows that an ambiguous name ("Jordan", "Georgia") is the country's.

    It does where a government, ministry or title is said to be the country's, where another country stands beside it in
    a list, where its capital is named; and behind "in" or "from", unless another place bears the name too.
    """
    if entry.class_iri != COUNTRY:
        return False
    before, two_before = tokens.lower(chunk.start - 1), tokens.words[chunk.start - 2] if chunk.start > 1 else ""
    if before == "of" and (
        two_before[:1].isupper() or lexicon.is_role(two_before) or two_before in ("government", "people")
    ):
        return True
    if tokens.lower(chunk.end) in ("'s", "’s") and (
        is_capital_next(chunk.end + 1, tokens) or lexicon.is_role(tokens.lower(chunk.end + 1))
    ):
        return True
    if any(capital in tokens.text for capital in lexicon.capitals.get(entry.iri, ())) or _in_list_of_countries(
        chunk, tokens, lexicon
    ):
        return True
    plain = entry.name.casefold() not in lexicon.words("also-a-place")
    return plain and before in ("in", "from") and tokens.labels[chunk.start] == "GPE"


def _in_list_of_countries(chunk: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    for index in (*range(max(0, chunk.start - 6), chunk.start), *range(chunk.end, min(chunk.end + 6, len(tokens)))):
        near = look_up(tokens, index, lexicon)
        between = [tokens.words[i] for i in range(min(index, chunk.end), max(index, chunk.start))]
        joined = bool({",", "and"} & set(between)) and all(w in (",", "and", "the") or w[:1].isupper() for w in between)
        if near is not None and joined and near[1][0].class_iri == COUNTRY and not near[1][0].ambiguous:
            return True
    return False


def _names_nothing(chunk: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether capitals only mark an adjective of origin, a common noun, or a part of the calendar: "By December"."""
    calendar = lexicon.words("month") | lexicon.words("weekday")
    return (
        (_is_adjective(chunk, tokens) and not is_whole_known(chunk, tokens, lexicon))
        or _is_common_noun(chunk, tokens, lexicon)
        or (chunk.name.casefold() in calendar and tokens.labels[chunk.start] != "PERSON")
    )


def _is_common_noun(chunk: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether a capitalised noun behind "a" only tells what something is: "a Declaration on connectivity"."""
    single = chunk.end - chunk.start == 1 and tokens.lower(chunk.start - 1) in ("a", "an")
    return single and lexicon.heads.get((tokens.lower(chunk.start),), UNKNOWN) != UNKNOWN


def _is_adjective(chunk: Chunk, tokens: Tokens) -> bool:
    """Whether a name is only an adjective of origin ("African ministers")."""
    return all(label == "NORP" for label in tokens.labels[chunk.start : chunk.end])


def _person(chunk: Chunk, tokens: Tokens, lexicon: Lexicon) -> Chunk:
    """A person whose name proper starts behind the titles of courtesy."""
    start = chunk.start
    while start < chunk.end - 1 and (tokens.lower(start) in lexicon.words("honorific") or tokens.words[start] == "."):
        start += 1
    return replace(chunk, kind=PERSON, name=tokens.phrase(start, chunk.end), name_start=start, source="honorific")
