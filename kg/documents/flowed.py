"""Joins the lines of messages whose type says that they flow (RFC 3676): a space at a line's end breaks nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINE = re.compile(r"(>*)( ?)(.*)")
_SIGNATURE = "-- "


def join_flowed(text: str, *, spaced: bool = True) -> str:
    r"""Join the lines of a paragraph into one; what is quoted keeps its marks.

    Args:
        text: a message's body.
        spaced: whether the space at a line's end is one of the paragraph's.

    >>> join_flowed("The Institute \nmet.\n-- \nPat")
    'The Institute met.\n-- \nPat'
    """
    return "\n".join(_join(text, spaced=spaced))


def _join(text: str, *, spaced: bool) -> Iterator[str]:
    depth, said, flows = "", "", False
    for number, line in enumerate(text.split("\n")):
        match = _LINE.fullmatch(line)
        marks, words = (match[1], match[3]) if match else ("", line)
        if flows and marks == depth and words != _SIGNATURE:
            said += words
        else:
            if number:
                yield _quote(depth, said)
            depth, said = marks, words
        flows = words.endswith(" ") and words != _SIGNATURE
        if flows and not spaced:
            said = said[:-1]
    yield _quote(depth, said)


def _quote(marks: str, words: str) -> str:
    return f"{marks} {words}" if marks else words
