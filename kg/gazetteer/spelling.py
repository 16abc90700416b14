"""How names are compared: without case, accents, articles, punctuation and the differences of British spelling."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`")
_SPELLINGS = {
    "organisation": "organization",
    "organisations": "organizations",
    "programme": "program",
    "programmes": "programs",
    "centre": "center",
    "centres": "centers",
    "labour": "labor",
    "defence": "defense",
    "&": "and",
}
_ARTICLES = ("the", "a", "an")
SMALL_WORDS = frozenset({"of", "the", "for", "and", "in", "on", "to", "with", "from", "against", "under", "at", "by"})


def split_words(text: str) -> tuple[str, ...]:
    """Split a name or a token into words, without apostrophes and other punctuation.

    >>> split_words("Guinea-Bissau"), split_words("Children’s"), split_words(",")
    (('Guinea', 'Bissau'), ('Childrens',), ())
    """
    if text.isalnum():
        return (text,)
    return tuple(_WORD.findall(text.translate(_APOSTROPHES).replace("&", " and ")))


def fold_word(word: str) -> str:
    """Write a word as names are compared.

    >>> fold_word("Organisation"), fold_word("Bogotá")
    ('organization', 'bogota')
    """
    folded = word.casefold()
    if not folded.isascii():
        folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return _SPELLINGS.get(folded, folded)


def drop_article(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a name without its leading articles ("the The Hague"), unless they are all there is."""
    while len(words) > 1 and words[0].casefold() in _ARTICLES:
        words = words[1:]
    return words


def is_acronym(name: str) -> bool:
    """Tell whether a name is made of capitals, so that its case says something.

    >>> [is_acronym(name) for name in ("UNESCO", "UN-Women", "AfDB", "Europol", "Fifth Committee", "East Asia")]
    [True, True, True, False, False, False]
    """
    words = split_words(name)
    if len(words) > 3 or any(len(word) > 12 for word in words):
        return False
    return any(sum(map(str.isupper, word)) > 1 for word in words)
