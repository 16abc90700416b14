"""Dates, numbers and lists as an English sentence has them."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Of `calendar` they would be those of the process's language.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?")


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


def tell_date(date: str) -> str:
    """Return a day, month or year as one writes it; what is none stays as it is.

    >>> tell_date("2024-06-01"), tell_date("2024-06"), tell_date("2024"), tell_date("2024-13")
    ('1 June 2024', 'June 2024', '2024', '2024-13')
    """
    return " ".join(_parts(date))


def tell_span(first: str, last: str) -> str:
    """Return the time from one date to another; what they share is told once.

    >>> tell_span("2024-06-11", "2024-06-12"), tell_span("2024-06", "2024-09"), tell_span("2024", "2024")
    ('11–12 June 2024', 'June – September 2024', '2024')
    """
    start, end = _parts(first), _parts(last)
    if start == end:
        return " ".join(start)
    is_exact = len(start) == len(end)
    while is_exact and len(start) > 1 and start[-1] == end[len(start) - 1]:
        start = start[:-1]
    close = is_exact and len(start) == 1 and len(end) == 3
    return f"{' '.join(start)}{'–' if close else ' – '}{' '.join(end)}"


def _parts(date: str) -> list[str]:
    """A date's day, month and year, as far as it has them."""
    found = _DATE.fullmatch(date)
    if found is None:
        return [date]
    year, month, day = found.groups()
    return [*([str(int(day))] if day else []), *([_MONTHS[int(month) - 1]] if month else []), year]


def shorten(text: str, most: int = 80) -> str:
    """Return a text of at most so many letters."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
