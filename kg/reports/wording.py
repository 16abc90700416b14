"""Numbers and lists as an English sentence has them."""

from __future__ import annotations

from collections.abc import Sequence


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with what it counts.

    >>> count(1, "document"), count(1200, "city", "cities")
    ('1 document', '1,200 cities')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def list_words(parts: Sequence[str]) -> str:
    """Return parts as a sentence lists them.

    >>> list_words(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def shorten(text: str, most: int = 80) -> str:
    """Return a text of at most so many letters."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
