"""Mentions of dates → the dates that they stand for: what one leaves out comes from its neighbours and the dateline."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extractor.dates.partial import Partial, check, read_partial

Day = tuple[int, int | None, int | None]
"""Year, month and day, as far as they are known."""

_JOINT = re.compile(
    r"[\s,;–—/&()-]*(?:to|until|till|through|and|or|the|on|of|from)?[\s,;–—/&()-]*(?:the|on)?\s*", re.IGNORECASE
)
_COMING = re.compile(
    r"\b(?:will|to be|shall|upcoming|is expected|are expected|from|until|starts?|opens|begins|by|due)\b", re.IGNORECASE
)
_FAR = 8
"""A month that is this many months from the date beside it, or more, is of another year."""


def resolve_dates(text: str, spans: Sequence[tuple[int, int]], published: str = "") -> list[str | None]:
    """Say for each mention of a date which date it stands for.

    Args:
        text: the text.
        spans: the mentions' characters, in reading order.
        published: the document's own date (ISO), if it is known.

    Returns:
        ISO dates of the precision that is known, or None.

    >>> text = "Lima, 3 May 2022 – It lasted from 28 to 30 April; the day before, and last year, nobody came."
    >>> spans = [(6, 16), (34, 36), (40, 48), (54, 64), (70, 79)]
    >>> resolve_dates(text, spans)
    ['2022-05-03', '2022-04-28', '2022-04-30', '2022-04-29', '2021']
    """
    partials = _order_parts([read_partial(text[start:end]) for start, end in spans])
    joined = [n > 0 and _JOINT.fullmatch(text[spans[n - 1][1] : spans[n][0]]) is not None for n in range(len(spans))]
    now = _find_now(partials, published)
    found: list[Day | None] = []
    for index, partial in enumerate(partials):
        if partial is None:
            found.append(None)
            continue
        around = text[max(0, spans[index][0] - 60) : spans[index][1] + 40]
        whole = _complete_year(partials, joined, index) or _complete(partials, joined, index)
        found.append(_resolve(whole, now, found, close=joined[index], coming=_COMING.search(around) is not None))
    return [None if day is None else _write(day) for day in found]


def _order_parts(partials: Sequence[Partial | None]) -> list[Partial | None]:
    """Where a date of the document can only be read month first, so are those that may be read both ways."""
    if not any(p and p.order == "month first" for p in partials):
        return list(partials)
    return [replace(p, month=p.day, day=p.month) if p and p.order == "either" else p for p in partials]


def _find_now(partials: Sequence[Partial | None], published: str) -> Day | None:
    """The day that "today" means: the document's date, else the first full date, else the first with a year."""
    if published:
        year, month, day = (int(part) for part in published.split("-"))
        return year, month, day
    known = [p for p in partials if p and p.year is not None]
    # A date that is told in full comes before one that isn't, whatever their order in the text.
    best = min(known, key=lambda p: (not p.full, p.month is None), default=None)
    return (best.year, best.month, best.day) if best and best.year is not None else None


def _complete_year(partials: Sequence[Partial | None], joined: Sequence[bool], index: int) -> Partial | None:
    """The second year of a range that leaves out its century: 2011–14."""
    partial, before = partials[index], partials[index - 1] if index and joined[index] else None
    if partial is None or before is None or before.year is None or before.month is not None or before.unit:
        return None
    if partial.day is None or partial.day < 10 or (partial.year, partial.month) != (None, None):
        return None
    return Partial(before.year // 100 * 100 + partial.day)


def _complete(partials: Sequence[Partial | None], joined: Sequence[bool], index: int) -> Partial:
    """Take month and year from the mentions that are joined behind: "3 to 5 May 2022"."""
    partial = partials[index]
    assert partial is not None
    at = index
    while at + 1 < len(partials) and joined[at + 1] and partial.year is None:
        at += 1
        other = partials[at]
        if other is None or other.unit:
            break
        if partial.month is None and partial.day is not None:
            partial = replace(partial, month=other.month)
        if partial.month is not None and other.year is not None:
            turns = other.month is not None and partial.month > other.month
            partial = replace(partial, year=other.year - turns)
    return check(partial) or partial


def _resolve(
    partial: Partial, now: Day | None, found: Sequence[Day | None], *, close: bool, coming: bool
) -> Day | None:
    before = next((day for day in reversed(found) if day is not None), None)
    if partial.unit:
        return _count(partial, _base_of(partial, now, before, found))
    if partial.year is None and partial.month is None and partial.day is None:
        return _nearest_weekday(partial.weekday, now, coming=coming)
    year, month, day = partial.year, partial.month, partial.day
    if month is None and day is not None:
        source = before if before and before[1] else now
        return _valid(year or source[0], source[1], day) if source and source[1] else None
    if year is None:
        source = before if close and before else now or before
        if source is None:
            return None
        year = _nearest_year(source, month)
    return _valid(year, month, day)


def _base_of(partial: Partial, now: Day | None, before: Day | None, found: Sequence[Day | None]) -> Day | None:
    if partial.base == "now":
        return now
    if partial.base == "first":
        return next((day for day in found if day and day[2]), now)
    return before or now


def _valid(year: int, month: int | None, day: int | None) -> Day:
    """The date without a day that its month doesn't have."""
    known = day is not None and month is not None and day <= calendar.monthrange(year, month)[1]
    return year, month, day if known else None


def _nearest_year(source: Day, month: int | None) -> int:
    """The year of a month without one: that of the date beside it, or the next or the last, if that is nearer."""
    year, here, _ = source
    if month is None or here is None:
        return year
    return year - (month - here > _FAR) + (here - month > _FAR)


def _nearest_weekday(weekday: int | None, now: Day | None, *, coming: bool) -> Day | None:
    """The last such day before the document's, or the next one behind it."""
    today = _as_date(now)
    if today is None or weekday is None:
        return None
    back = (today.weekday() - weekday) % 7
    return _as_day(today + datetime.timedelta(days=7 - back if coming and back else -back))


def _count(partial: Partial, base: Day | None) -> Day | None:
    """A date at a distance from another one."""
    if base is None:
        return None
    year, month, _ = base
    if partial.unit == "year":
        return year + partial.steps, None, None
    if partial.unit == "month" and month is not None:
        total = year * 12 + month - 1 + partial.steps
        return total // 12, total % 12 + 1, None
    if partial.unit == "named month" and partial.month is not None:
        passed = month is not None and (partial.month < month if partial.steps < 0 else partial.month > month)
        return (year if passed else year + partial.steps), partial.month, None
    if partial.unit == "day" and partial.steps == 0:
        return base
    today = _as_date(base)
    days = _count_days(partial, today) if today else None
    return _as_day(today + datetime.timedelta(days=days)) if today and days is not None else None


def _count_days(partial: Partial, today: datetime.date) -> int | None:
    if partial.unit == "weekday" and partial.weekday is not None:
        if partial.steps < 0:
            return -((today.weekday() - partial.weekday) % 7 or 7)
        return (partial.weekday - today.weekday()) % 7 or 7
    return {"day": partial.steps, "week": 7 * partial.steps}.get(partial.unit)


def _as_date(day: Day | None) -> datetime.date | None:
    if day is None or day[1] is None or day[2] is None:
        return None
    return datetime.date(day[0], day[1], day[2])


def _as_day(date: datetime.date) -> Day:
    return date.year, date.month, date.day


def _write(day: Day) -> str:
    year, month, number = day
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{number:02}" if month and number else "")
