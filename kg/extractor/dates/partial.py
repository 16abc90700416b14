"""What a mention of a date says by itself: some of year, month, day and weekday, or a distance from another date."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from kg.extractor.numerals import CARDINALS, ORDINALS

Base = Literal["", "now", "then", "first"]
"""What a distance counts from: the day of the document, the date told before, the first day of the event."""

Unit = Literal["", "day", "week", "month", "year", "weekday", "named month"]

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_WEEKDAYS |= {name.lower(): number for number, name in enumerate(calendar.day_abbr)}
_WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_SHORT_WEEKDAYS = {name[:2].lower(): number for number, name in enumerate(calendar.day_name)}
_COUNTS = {"a": 1, "an": 1} | {word: number for word, number in CARDINALS.items() if 0 < number < 11}
_ORDINALS = {"opening": 1} | {word: number for word, number in ORDINALS.items() if number < 11}
_VAGUE = frozenset((
    "spring", "summer", "autumn", "winter", "quarter", "half", "q1", "q2", "q3", "q4", "h1", "h2", "easter",
    "christmas",
))  # fmt: skip

_ISO = re.compile(r"((?:19|20)\d\d)-([01]?\d)(?:-([0-3]?\d))?(?!\d)")
_NUMERIC = re.compile(r"(?<![\w.])([0-3]?\d)\s?([./-])\s?([0-3]?\d)(?:\s?[./-]\s?((?:19|20)?\d\d))?\.?(?!\w)")
_TOKEN = re.compile(r"(?:1[5-9]|20)\d\d(?!\d)|\d+|[^\W\d_]+")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_SHORT_YEAR = re.compile(r"[’'](\d\d)\b")


def _any(words: dict[str, int]) -> str:
    return "(" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_COUNT, _ORDINAL, _WEEKDAY, _MONTH = map(_any, (_COUNTS, _ORDINALS, _WEEKDAYS, MONTHS))
_UNIT, _PART = "(day|week|fortnight|month|year)s?", "(?:morning|afternoon|evening|night)"


@dataclass(frozen=True, slots=True)
class Partial:
    """What a mention says itself; `unit`, `steps` and `base` tell a distance from another date.

    `order` tells how numbers around slashes must be read, or that both ways would do.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    unit: Unit = ""
    steps: int = 0
    base: Base = ""
    order: Literal["", "month first", "either"] = ""

    @property
    def full(self) -> bool:
        """Whether it names year, month and day."""
        return None not in (self.year, self.month, self.day)


def read_partial(words: str) -> Partial | None:
    """Read what a mention says itself.

    >>> read_partial("Tuesday, 3 May 2022").full, read_partial("two weeks later").steps, read_partial("soon")
    (True, 2, None)
    """
    text = " ".join(words.lower().split())
    if iso := _ISO.search(text):
        return check(Partial(int(iso[1]), int(iso[2]), int(iso[3]) if iso[3] else None))
    if (numeric := _NUMERIC.search(text)) and (found := _read_numeric(numeric)):
        return found
    return _read_distance(text) or _read_parts(text)


def _read_numeric(match: re.Match[str]) -> Partial | None:
    """29.9.2021, 29/09, 9/29/2021: day first, unless that can't be; two numbers around a dash are a range."""
    first, second = int(match[1]), int(match[3])
    year = int(match[4]) if match[4] else None
    if year is None and match[2] == "-":
        return None
    year = year + 2000 if year is not None and year < 100 else year
    if second > 12 >= first:
        return check(Partial(year, first, second, order="month first"))
    found = check(Partial(year, second, first))
    return replace(found, order="either") if found and match[2] == "/" and first <= 12 else found


def check(partial: Partial) -> Partial | None:
    """Return a partial date if there is such a day in the calendar."""
    if partial.month is not None and not 1 <= partial.month <= 12:
        return None
    most = calendar.monthrange(partial.year or 2000, partial.month)[1] if partial.month else 31
    return partial if partial.day is None or 1 <= partial.day <= most else None


def _read_parts(text: str) -> Partial | None:
    tokens = _TOKEN.findall(text)
    years = [int(token) for token in tokens if _YEAR.fullmatch(token)]
    short = _SHORT_YEAR.search(text)
    year = years[0] if years else 2000 + int(short[1]) if short else None
    month = next((MONTHS[token] for token in tokens if token in MONTHS), None)
    if _VAGUE & set(tokens):
        return Partial(year, month) if year or month else Partial(unit="year", base="now")
    numbers = [int(token) for token in tokens if token.isdecimal() and len(token) < 3]
    day = next((n for n in numbers if 1 <= n <= 31 and not (short and n == int(short[1]))), None)
    weekdays = _WEEKDAYS | (_SHORT_WEEKDAYS if len(tokens) < 3 else {})
    weekday = next((weekdays[token] for token in tokens if token in weekdays), None)
    if (year, month, day, weekday) == (None, None, None, None):
        return None
    return check(Partial(year, month, day, weekday))


def _distance(unit: Unit, steps: int, base: Base) -> Callable[[re.Match[str]], Partial]:
    return lambda _: Partial(unit=unit, steps=steps, base=base)


def _counted(sign: int, base: Base) -> Callable[[re.Match[str]], Partial]:
    def read(match: re.Match[str]) -> Partial:
        count = int(match[1]) if match[1].isdecimal() else _COUNTS[match[1]]
        if match[2] == "fortnight":
            return Partial(unit="week", steps=2 * sign, base=base)
        return Partial(unit=match[2], steps=count * sign, base=base)  # type: ignore[arg-type]

    return read


def _single(steps: int, base: Base) -> Callable[[re.Match[str]], Partial]:
    return lambda match: Partial(unit=match[1], steps=steps, base=base)  # type: ignore[arg-type]


_NUMBER = r"(\d{1,2}|" + _COUNT[1:]
# What is tried in turn: words, and the distance that they tell.
_DISTANCES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Partial]], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), read)
    for pattern, read in (
        (rf"today|tonight|this {_PART}", _distance("day", 0, "now")),
        (r"tomorrow", _distance("day", 1, "now")),
        (r"yesterday|last night|last evening", _distance("day", -1, "now")),
        (
            rf"(?:last|previous) {_WEEKDAY}",
            lambda m: Partial(weekday=_WEEKDAYS[m[1]], unit="weekday", steps=-1, base="now"),
        ),
        (
            rf"(?:next|coming) {_WEEKDAY}",
            lambda m: Partial(weekday=_WEEKDAYS[m[1]], unit="weekday", steps=1, base="now"),
        ),
        (rf"following {_WEEKDAY}", lambda m: Partial(weekday=_WEEKDAYS[m[1]], unit="weekday", steps=1, base="then")),
        (rf"last {_MONTH}", lambda m: Partial(month=MONTHS[m[1]], unit="named month", steps=-1, base="now")),
        (rf"next {_MONTH}", lambda m: Partial(month=MONTHS[m[1]], unit="named month", steps=1, base="now")),
        (rf"(?:same|that) (?:day|date|{_PART})|day itself", _distance("day", 0, "then")),
        (r"(?:same|that) (month|year)", _single(0, "then")),
        (rf"day {_COUNT}|{_ORDINAL} (?:day|{_PART})|day (\d)", lambda m: _nth(m)),
        (rf"{_NUMBER} {_UNIT} (?:later|after|afterwards)", _counted(1, "then")),
        (rf"{_NUMBER} {_UNIT} (?:earlier|before|previously)", _counted(-1, "then")),
        (rf"{_NUMBER} {_UNIT} ago", _counted(-1, "now")),
        (rf"(?:next|following) (?:day|{_PART})|(?:day|{_PART}) after|day later", _distance("day", 1, "then")),
        (rf"eve|(?:day|{_PART}) before|(?:previous|preceding) (?:day|{_PART})", _distance("day", -1, "then")),
        (r"fortnight (?:later|after)", _distance("week", 2, "then")),
        (
            r"(week|month|year) (?:later|after)|following (week|month|year)",
            lambda m: Partial(unit=m[1] or m[2], steps=1, base="then"),
        ),
        (r"(?:next|coming) (week|month|year)", _single(1, "now")),
        (r"(?:last|past|previous) (week|month|year)", _single(-1, "now")),
        (r"(?:this|current) (month|year)|end of the (year)", lambda m: Partial(unit=m[1] or m[2], base="now")),
    )
)


def _nth(match: re.Match[str]) -> Partial:
    number = _COUNTS.get(match[1] or "") or _ORDINALS.get(match[2] or "") or int(match[3] or 1)
    return Partial(unit="day", steps=number - 1, base="first")


def _read_distance(text: str) -> Partial | None:
    """A distance from another date, unless the mention names a year, or a day of a month."""
    if _YEAR.search(text) or (re.search(r"\d", text) and re.search(rf"\b{_MONTH}\b", text)):
        return None
    for pattern, read in _DISTANCES:
        if match := pattern.search(text):
            return read(match)
    bare = re.fullmatch(rf"(?:the )?{_PART}", text)
    return Partial(unit="day", base="then") if bare else None
