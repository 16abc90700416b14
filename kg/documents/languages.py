"""Tells documents in other languages than English, which kg doesn't read, from those in English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from kg.model import Block

_READ = 5000
"""Characters of a document that are looked at."""

_FEWEST = 40
"""Letters, beside names, from which a text may count as one in another language; of fewer no detector is sure."""

_FEWEST_OTHERS = 10
"""Letters of other alphabets than the Latin one that do, where they are most of a text."""

_SURE = 60
"""The share of the text, in hundredths, that must be in the other language: mixed texts count as English."""

_ENGLISH = 20
"""The share in hundredths that may be in English, in a text that counts as one in another language."""


def find_language(blocks: Iterable[Block]) -> str:
    """Return the language (BCP 47) of what surely isn't in English; short and mixed texts count as English: "".

    Words with capitals are left aside: the names in a list of participants say nothing of the language.

    Args:
        blocks: the content of a document.
    """
    words = _sample(blocks).split()
    running = " ".join(word for word in words if word == word.lower())
    if not _is_enough(running, "".join(words)):
        return ""
    from pycld2 import detect

    sure, _, shares = detect(running)
    code, share = shares[0][1:3]
    english = sum(each[2] for each in shares if each[1] == "en")
    foreign = sure and code not in ("en", "un") and not code.startswith("xx") and share >= _SURE and english <= _ENGLISH
    return str(code) if foreign else ""


@cache
def name_language(code: str) -> str:
    """Return a language's English name, or its code where there is none.

    >>> name_language("fr")
    'French'
    """
    from babel import Locale

    return Locale("en").languages.get(code.replace("-", "_")) or code


def _is_enough(running: str, whole: str) -> bool:
    """Whether the words beside the names are enough to tell a language by."""
    letters, others = sum(map(str.isalpha, running)), sum(map(_is_other, running))
    mostly = others * 2 > sum(map(str.isalpha, whole))
    return others >= _FEWEST_OTHERS if mostly else letters - others >= _FEWEST


def _is_other(char: str) -> bool:
    """Whether a character is a letter of another alphabet than the Latin one."""
    return char > "\u0370" and char.isalpha() and not "\u1e00" <= char <= "\u1eff"


def _sample(blocks: Iterable[Block]) -> str:
    """The beginning of a document, without what the detector can't take: controls, halves of characters."""
    text = " ".join(_take(blocks))[:_READ]
    return "".join(char if char.isprintable() else " " for char in text)


def _take(blocks: Iterable[Block]) -> Iterator[str]:
    taken = 0
    for block in blocks:
        if taken > _READ:
            return
        taken += len(block.content.text)
        yield block.content.text
