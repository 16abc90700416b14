"""Dates and ranges of dates, as ISO strings of the precision that the text gives."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}

_MONTH = r"(?P<{0}>" + "|".join(sorted((re.escape(m) for m in MONTHS), key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_TO = r"\s*(?:–|—|-|to|until|till|through|and|&)\s*(?:the\s+)?"
_DAYNAME = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+(?:the\s+)?)?"


def _pattern(*parts: str) -> re.Pattern[str]:
    return re.compile(r"(?<![\w.])" + "".join(parts) + r"(?!\w)", re.IGNORECASE)


def _m(name: str) -> str:
    return _MONTH.format(name)


def _d(name: str) -> str:
    return _DAY.format(name)


def _y(name: str) -> str:
    return _YEAR.format(name)


def _starting(letters: str, rest: str) -> re.Pattern[str]:
    """What finds the words that a date may begin with; the set of letters lets the search pass over all else."""
    return re.compile(rf"[{letters}](?<!\w.)(?i:{rest})")


_NUMBER = re.compile(r"\d(?<!\w\d)")
_WEEKDAY = _starting("mtwfsMTWFSſ", "onday|uesday|ednesday|hursday|riday|aturday|unday")
_MONTH_NAME = _starting("jfmasondJFMASONDſ", "|".join(sorted({name[1:3] for name in MONTHS})))

Starts = tuple[re.Pattern[str], ...]
_NUMBERS, _DAYS, _MONTH_NAMES = (_NUMBER,), (_NUMBER, _WEEKDAY), (_MONTH_NAME,)

# Where each may begin, and the pattern. The longest forms first: the first that matches at a place wins.
PATTERNS: tuple[tuple[Starts, re.Pattern[str]], ...] = (
    # 28 February 2022 to 3 March 2023; 30 November to 2 December 2022
    (_DAYS, _pattern(_DAYNAME, _d("d1"), r"\s+(?:of\s+)?", _m("m1"), r",?(?:\s+", _y("y1"), ")?", _TO,
                     _DAYNAME, _d("d2"), r"\s+(?:of\s+)?", _m("m2"), r"(?:,?\s+", _y("y2"), ")?")),
    # 13 to 14 March 2023; 8 and 9 November 2022
    (_DAYS, _pattern(_DAYNAME, _d("d1"), _TO,
                     _DAYNAME, _d("d2"), r"\s+(?:of\s+)?", _m("m2"), r"(?:,?\s+", _y("y2"), ")?")),
    # March 3 to 5, 2022; March 30 – April 2, 2022
    (_MONTH_NAMES, _pattern(_m("m1"), r"\s+", _d("d1"), _TO,
                            r"(?:", _m("m2"), r"\s+)?", _d("d2"), r"(?:,?\s+", _y("y2"), r")?")),
    # 29 September 2021; 9 September
    (_DAYS, _pattern(_DAYNAME, _d("d1"), r"\s+(?:of\s+)?", _m("m1"), r"(?:,?\s+", _y("y1"), ")?")),
    # September 29, 2021; September 29
    (_MONTH_NAMES, _pattern(_m("m1"), r"\s+(?:the\s+)?", _d("d1"), r"(?!\d)(?:,?\s+", _y("y1"), ")?")),
    # 2021-09-29
    (_NUMBERS, re.compile(r"(?<![\w.-])(?P<y1>(?:19|20)\d\d)-(?P<m1>[01]\d)-(?P<d1>[0-3]\d)(?![\w-])")),
    # 29/09/2021
    (_NUMBERS, re.compile(r"(?<![\w./-])(?P<d1>[0-3]?\d)[./](?P<m1>[01]?\d)[./](?P<y1>(?:19|20)\d\d)(?![\w/-])")),
    # March to May 2023; March 2023
    (_MONTH_NAMES, _pattern(_m("m1"), r"(?:\s+", _y("y1"), ")?", _TO, _m("m2"), r"\s+", _y("y2"))),
    (_MONTH_NAMES, _pattern(_m("m1"), r",?\s+(?:of\s+)?", _y("y1"))),
    # 2022 to 2025 and 2024 alone
    (_NUMBERS, re.compile(r"(?<![\w.,-])(?P<y1>(?:19|20)\d\d)\s*(?:–|-|to)\s*(?P<y2>(?:19|20)\d\d)(?![\w-])")),
    (_NUMBERS, re.compile(r"(?<![\w.,/–-])(?P<y1>(?:19|20)\d\d)(?![\w/–-]|[.,]\d)")),
    # a month alone
    (_MONTH_NAMES, re.compile(r"(?<=\b[Ii]n )(?P<m1>" + "|".join(calendar.month_name[1:]) + r")(?!\w)(?! \d)")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Date:
    """A date in a text: where it stands, its first and its last day ("" for a single one), in ISO form.

    `complete` is false where the year was taken from the context.
    """

    start: int
    end: int
    first: str
    last: str
    complete: bool = True


def find_dates(text: str, *, year: int | None = None) -> list[Date]:
    """Find the dates of a text.

    Args:
        text: any text.
        year: the year of dates that name none, where the context gives it.

    Returns:
        The dates in the order of the text, none overlapping.

    >>> [(d.first, d.last) for d in find_dates("from 13 to 14 March 2023, then in June 2024")]
    [('2023-03-13', '2023-03-14'), ('2024-06', '')]
    """
    found: list[Date] = []
    taken: list[tuple[int, int]] = []
    for match in _matches(text):
        start, end = match.span()
        if any(start < e and s < end for s, e in taken):
            continue
        date = _read(match, year)
        if date is not None:
            found.append(date)
        if date is not None or "y" in "".join(key[0] for key, value in match.groupdict().items() if value):
            taken.append((start, end))  # "31 June 2014" is no date, and "June 2014" isn't one there either
    return sorted(found, key=lambda date: date.start)


def _matches(text: str) -> Iterator[re.Match[str]]:
    """What `finditer` of each pattern would find, tried only where a number or a name begins."""
    places = {start: [match.start() for match in start.finditer(text)] for start in (_NUMBER, _WEEKDAY, _MONTH_NAME)}
    for starts, pattern in PATTERNS:
        end = 0
        for place in sorted(place for start in starts for place in places[start]):
            if place >= end and (match := pattern.match(text, place)):
                end = match.end()
                yield match


def _read(match: re.Match[str], year: int | None) -> Date | None:
    """The date that a match stands for, or nothing where no year is known or no such day exists."""
    parts = {key: value for key, value in match.groupdict().items() if value}
    if {"y1", "y2", "d1", "d2"} <= parts.keys() and re.search(r"\band\b|&", match[0]):
        return None  # "3 May 2021 and 5 June 2022" are two days
    said = parts.get("y2") or parts.get("y1")
    last_year = int(said) if said else year
    if last_year is None:
        return None
    first_year = int(parts.get("y1") or last_year)
    first_month, last_month = parts.get("m1") or parts.get("m2"), parts.get("m2") or parts.get("m1")
    if first_month and last_month and _month(first_month) > _month(last_month) and "y1" not in parts:
        first_year -= 1
    has_end = any(key.endswith("2") for key in parts if key != "y2") or ("y1" in parts and "y2" in parts)
    first = _iso(first_year, first_month, parts.get("d1"))
    last = _iso(last_year, last_month, parts.get("d2")) if has_end else ""
    if first is None or last is None or (last and last < first):
        return None
    return Date(match.start(), match.end(), first, last, said is not None)


def _month(name: str) -> int:
    return int(name) if name.isdigit() else MONTHS[name[:3].casefold()]


def _iso(year: int, month: str | None, day: str | None) -> str | None:
    if month is None:
        return str(year)
    number = _month(month)
    if not 1 <= number <= 12:
        return None
    if day is None:
        return f"{year}-{number:02}"
    if not 1 <= int(day) <= calendar.monthrange(year, number)[1]:
        return None
    return f"{year}-{number:02}-{int(day):02}"


def shift(day: str, days: int) -> str:
    """Return the day a number of days after an ISO day.

    >>> shift("2021-12-31", 1)
    '2022-01-01'
    """
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=days)).isoformat()
