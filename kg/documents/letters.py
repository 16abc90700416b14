"""Reads the HTML of messages: a page's main text without the replies that it quotes, and without signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from kg.documents.candidates import Candidate
from kg.documents.contents import Contents
from kg.documents.html import NO_MAIN_TEXT, parse_html
from kg.documents.markup import blank_comments, find_candidates
from kg.documents.quotations import warn_of

_QUOTED = re.compile(r"gmail_quote|gmail_attr|yahoo_quoted|moz-cite-prefix|protonmail_quote|zmail_extra|\bcite\b")
_BELOW = re.compile(r"divRplyFwdMsg|appendonsend|OutlookMessageHeader|reply-intro")
_SIGNATURE = re.compile(r"(?:gmail_|moz-|protonmail_|mobile-|^)signature", re.IGNORECASE)


def parse_letter(text: str) -> Contents:
    """Find the blocks of a message that is written in HTML; their offsets are those of its source."""
    candidates = find_candidates(text)
    kinds = _mark(candidates)
    if all(kinds):  # it holds nothing but what it forwards
        return _parse(text, ())
    runs = [kind for kind, _ in groupby(kinds)]
    foreign = [each for each, kind in zip(candidates, kinds, strict=True) if kind]
    return _parse(_blank(text, foreign), warn_of(runs.count("quoted"), runs.count("signature")))


def _parse(text: str, warnings: tuple[str, ...]) -> Contents:
    contents = parse_html(text)
    said = (each for each in contents.warnings if each != NO_MAIN_TEXT)  # messages seldom have menus around them
    return replace(contents, warnings=(*said, *warnings))


def _mark(candidates: Sequence[Candidate]) -> list[str]:
    kinds: list[str] = []
    below = False
    for candidate in candidates:
        marks = [element.mark for element in candidate.path]
        below = below or any(map(_BELOW.search, marks))
        quoted = below or any(map(_QUOTED.search, marks))
        kinds.append("quoted" if quoted else "signature" if any(map(_SIGNATURE.search, marks)) else "")
    return kinds


def _blank(text: str, candidates: Sequence[Candidate]) -> str:
    """Put spaces for the words of blocks, so that their elements are empty."""
    blanked = blank_comments(text)
    for each in candidates:
        start, end = each.block.content.span(0, len(each.block.content))
        blanked = blanked[:start] + re.sub(r"[^\r\n]", " ", blanked[start:end]) + blanked[end:]
    return blanked
