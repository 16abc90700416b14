"""Tells documents in other languages than English, which kg doesn't read, from those in English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from kg.model import Block

_READ = 5000
"""Characters of a document that are looked at."""

_SURE = 60
"""The share of the text, in hundredths, that must be in the other language: mixed texts count as English."""

_ENGLISH = 20
"""The share in hundredths that may be in English, in a text that counts as one in another language."""

_FEWEST = 20
"""Letters; of fewer no detector is sure."""


def find_language(blocks: Iterable[Block]) -> str:
    """Return the language (BCP 47) of what surely isn't in English; short and mixed texts count as English: "".

    Args:
        blocks: the content of a document.
    """
    text = _sample(blocks)
    if sum(map(str.isalpha, text)) < _FEWEST:
        return ""
    from pycld2 import detect

    sure, _, shares = detect(text, bestEffort=False)
    (_, code, most, _), english = shares[0], sum(share for _, code, share, _ in shares if code == "en")
    foreign = sure and code not in ("en", "un") and not code.startswith("xx") and most >= _SURE and english <= _ENGLISH
    return code if foreign else ""


@cache
def name_language(code: str) -> str:
    """Return a language's English name, or its code where there is none.

    >>> name_language("fr")
    'French'
    """
    from babel import Locale  # trafilatura brings it

    return Locale("en").languages.get(code.replace("-", "_")) or code


def _sample(blocks: Iterable[Block]) -> str:
    """The beginning of a document, without what the detector can't take: controls, halves of characters."""
    text = " \n".join(_take(blocks))[:_READ]
    return "".join(char if char.isprintable() or char == "\n" else " " for char in text)


def _take(blocks: Iterable[Block]) -> Iterator[str]:
    taken = 0
    for block in blocks:
        if taken > _READ:
            return
        taken += len(block.content.text)
        yield block.content.text
