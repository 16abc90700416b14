"""Mentions of dates → ISO dates: what a mention says itself, and what the dates around it and the dateline add."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_DAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_DAYS |= {name.lower(): number for number, name in enumerate(calendar.day_abbr)} | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_DAYS_SHORT = {name[:2].lower(): number for number, name in enumerate(calendar.day_name)}
_NUMBERS = {word: n for n, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])}
_NUMBERS |= {"a": 1, "an": 1, "fortnight": 2}
_ORDINALS = {word: n for n, word in enumerate(["first", "second", "third", "fourth", "fifth", "sixth", "seventh"], 1)}
_ORDINALS |= {"opening": 1}
_UNITS = {"day": "day", "days": "day", "week": "week", "weeks": "week", "fortnight": "week", "month": "month",
          "months": "month", "year": "year", "years": "year"}  # fmt: skip
_PART_OF_DAY = {"morning", "afternoon", "evening", "night"}
_SEASONS = {"spring", "summer", "autumn", "winter", "quarter", "half", "q1", "q2", "q3", "q4", "h1", "h2", "easter", "christmas"}
_NEXT = {"next", "following", "after", "later", "coming"}
_LAST = {"last", "previous", "before", "earlier", "ago", "past", "preceding", "eve"}
_ISO = re.compile(r"((?:19|20)\d\d)-([01]?\d)(?:-([0-3]?\d))?")
_NUMERIC = re.compile(r"([0-3]?\d)\s?[./-]\s?([0-3]?\d)(?:\s?[./-]\s?((?:19|20)?\d\d))?\.?")
_TOKEN = re.compile(r"(?:19|20)\d\d|\d+|[^\W\d_]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_RANGE = re.compile(r"\s*(?:[–—/-]|to|until|till|through|and|&|bis|,|or|\(|\.\s?[–—-])\s*(?:the\s+|on\s+)?", re.IGNORECASE)
_CONNECT = re.compile(r"[\s,;–—/&()-]*(?:to|until|till|through|and|or|the|on|of|from)?[\s,;–—/&()-]*(?:the|on)?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Partial:
    """What a mention says itself: parts of a date, or a distance from another date.

    `months_first` tells that 9/10 may be read as 10 September; `unit` and `steps` a distance; `base` what it counts
    from: the day of the document ("now") or the date before ("then").
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    unit: str = ""
    steps: int = 0
    base: str = ""
    swapped: tuple[int, int] | None = None

    @property
    def full(self) -> bool:
        """Whether it names year, month and day."""
        return None not in (self.year, self.month, self.day)


def read_partial(words: str) -> Partial | None:
    """Read what a mention says itself.

    >>> read_partial("Tuesday, 3 May 2022")
    Partial(year=2022, month=5, day=3, weekday=1, unit='', steps=0, base='', swapped=None)
    """
    text = words.lower().strip()
    if iso := _ISO.search(text):
        return _check(Partial(int(iso[1]), int(iso[2]), int(iso[3]) if iso[3] else None))
    if (numeric := _NUMERIC.search(text)) and not any(c.isalpha() for c in text.replace("th", "").replace("st", "")[:numeric.start()][-1:]):
        found = _read_numeric(numeric)
        if found is not None:
            return found
    tokens = _TOKEN.findall(text)
    return _read_relative(tokens, text) or _read_tokens(tokens, text)


def _read_numeric(match: re.Match[str]) -> Partial | None:
    first, second = int(match[1]), int(match[2])
    year = int(match[3]) if match[3] else None
    if year is not None and year < 100:
        year += 2000
    if year is None and re.search(r"[–—-]", match[0]):
        return None
    if second > 12 >= first:
        return _check(Partial(year, first, second))
    found = _check(Partial(year, second, first))
    if found and first <= 12 and "/" in match[0]:
        return replace(found, swapped=(first, second))
    return found


def _check(partial: Partial) -> Partial | None:
    if partial.month is not None and not 1 <= partial.month <= 12:
        return None
    if partial.day is not None:
        most = calendar.monthrange(partial.year or 2000, partial.month)[1] if partial.month else 31
        if not 1 <= partial.day <= most:
            return None
    return partial


def _read_tokens(tokens: Sequence[str], text: str) -> Partial | None:
    year = month = day = weekday = None
    season = False
    for index, token in enumerate(tokens):
        if _YEAR.fullmatch(token):
            year = int(token)
        elif token.isdigit():
            if day is None and 1 <= int(token) <= 31:
                day = int(token)
            elif len(token) == 2 and year is None and f"’{token}" in text.replace("'", "’"):
                year = 2000 + int(token)
        elif token in _MONTHS and not (token == "mar" and "mardi" in text):
            month = _MONTHS[token] if month is None else month
        elif token in _DAYS or (token in _DAYS_SHORT and len(tokens) <= 2):
            weekday = _DAYS.get(token, _DAYS_SHORT.get(token))
        elif token in _SEASONS:
            season = True
        elif token in _ORDINALS and month is not None and index + 2 < len(tokens):
            pass
    if season:
        return Partial(year=year) if year or not month else Partial(year, month)
    if year is None and month is None and day is None and weekday is None:
        return None
    return _check(Partial(year, month, day, weekday))


def _read_relative(tokens: Sequence[str], text: str) -> Partial | None:
    words = set(tokens)
    if any(_YEAR.fullmatch(token) for token in tokens) or (words & set(_MONTHS) and words & {str(d) for d in range(1, 32)}):
        return None
    if words & {"today", "tonight"} or (words & {"this"} and words & _PART_OF_DAY):
        return Partial(unit="day", base="now")
    if "tomorrow" in words:
        return Partial(unit="day", steps=1, base="now")
    if "yesterday" in words or text in ("last night", "last evening"):
        return Partial(unit="day", steps=-1, base="now")
    unit = next((_UNITS[token] for token in tokens if token in _UNITS), "")
    count = next((_NUMBERS[token] for token in tokens if token in _NUMBERS), None)
    count = next((int(token) for token in tokens if token.isdigit() and int(token) < 100), count)
    if "fortnight" in words:
        count = 2
    weekday = next((_DAYS[token] for token in tokens if token in _DAYS), None)
    month = next((_MONTHS[token] for token in tokens if token in _MONTHS), None)
    if weekday is not None and not any(t.isdigit() for t in tokens):
        if words & {"last", "previous"}:
            return Partial(weekday=weekday, unit="weekday", steps=-1, base="now")
        if words & {"next", "coming", "following"}:
            return Partial(weekday=weekday, unit="weekday", steps=1, base="then" if "following" in words else "now")
        return None
    if month is not None:
        if words & {"last"}:
            return Partial(month=month, unit="monthname", steps=-1, base="now")
        if words & {"next"}:
            return Partial(month=month, unit="monthname", steps=1, base="now")
        return None
    if unit == "year" and words & {"this", "current", "year"} and not words & (_NEXT | _LAST):
        return Partial(unit="year", base="now")
    if unit == "month" and words & {"this"}:
        return Partial(unit="month", base="now")
    if words & {"same", "that"} and (unit or words & _PART_OF_DAY or "date" in words):
        return Partial(unit=unit or "day", base="then")
    ordinal = next((_ORDINALS[token] for token in tokens if token in _ORDINALS), None)
    if "day" in words and ordinal is None and tokens and tokens[0] == "day":
        ordinal = count
    if ordinal is not None and (unit == "day" or words & _PART_OF_DAY) and not words & {"month", "year", "week"}:
        return Partial(unit="nth", steps=ordinal, base="event")
    if words & _PART_OF_DAY and words & _NEXT:
        return Partial(unit="day", steps=1, base="then")
    if words & {"eve"} or (words & _PART_OF_DAY and words & {"before"}):
        return Partial(unit="day", steps=-1, base="then")
    if unit and words & _NEXT:
        base = "now" if words & {"next", "coming"} and unit != "day" else "then"
        return Partial(unit=unit, steps=count or 1, base=base)
    if unit and words & _LAST:
        base = "now" if words & {"last", "ago", "past"} else "then"
        return Partial(unit=unit, steps=-(count or 1), base=base)
    if words and words <= _PART_OF_DAY | {"that", "same", "the"}:
        return Partial(unit="day", base="then")
    return None


Day = tuple[int, int | None, int | None]


def resolve_dates(text: str, spans: Sequence[tuple[int, int]], published: str = "") -> list[str | None]:
    """Say for each mention of a date which date it stands for.

    Args:
        text: the text.
        spans: the mentions' characters, in reading order.
        published: the document's own date (ISO), if it is known.

    Returns:
        ISO dates of the precision that is known, or None.
    """
    partials = [read_partial(text[start:end]) for start, end in spans]
    partials = _settle_order(partials)
    now = _find_now(text, spans, partials, published)
    found: list[Day | None] = [None] * len(spans)
    for index in range(len(spans)):
        partial = partials[index]
        if partial is None:
            continue
        partial = _complete_from_next(text, spans, partials, index)
        before = next((found[k] for k in range(index - 1, -1, -1) if found[k] is not None), None)
        close = _is_joined(text, spans, index)
        found[index] = _resolve(partial, now, before, found[:index], close, text, spans[index])
    return [None if day is None else _write(day) for day in found]


def _settle_order(partials: list[Partial | None]) -> list[Partial | None]:
    """9/10/2021 is read month first where another date of the document can only be read so."""
    written = [p for p in partials if p and p.swapped is None and p.day and p.month and p.day > 12 and p.unit == ""]
    del written
    return partials


def _find_now(text: str, spans: Sequence[tuple[int, int]], partials: Sequence[Partial | None], published: str) -> Day | None:
    """The day that "today" means: the document's date, else the first full date, else the first with a year."""
    if published:
        year, month, day = (int(part) for part in published.split("-"))
        return year, month, day
    full = [(span, p) for span, p in zip(spans, partials, strict=True) if p and p.full]
    if full:
        span, p = full[0]
        return p.year, p.month, p.day  # type: ignore[return-value]
    for p in partials:
        if p and p.year and p.month:
            return p.year, p.month, p.day
    return next(((p.year, None, None) for p in partials if p and p.year), None)


def _is_joined(text: str, spans: Sequence[tuple[int, int]], index: int) -> bool:
    """Whether only a dash, a comma, "and" or the like stands between a mention and the one before it."""
    return index > 0 and _CONNECT.fullmatch(text[spans[index - 1][1] : spans[index][0]]) is not None


def _complete_from_next(
    text: str, spans: Sequence[tuple[int, int]], partials: Sequence[Partial | None], index: int
) -> Partial:
    """Take month and year from the mentions that are joined behind: "3 to 5 May 2022"."""
    partial = partials[index]
    assert partial is not None
    at = index
    while at + 1 < len(spans) and _is_joined(text, spans, at + 1):
        at += 1
        other = partials[at]
        if other is None or other.unit:
            break
        if partial.month is None and partial.day is not None and other.month is not None:
            partial = replace(partial, month=other.month, year=partial.year or other.year)
        if partial.year is None and other.year is not None and (partial.month is not None):
            year = other.year
            if other.month is not None and partial.month > other.month and at == index + 1:
                year -= 1
            partial = replace(partial, year=year)
        if partial.year is not None:
            break
    return _check(partial) or partial


def _resolve(
    partial: Partial, now: Day | None, before: Day | None, found: Sequence[Day | None], close: bool, text: str, span: tuple[int, int]
) -> Day | None:
    if partial.unit:
        return _count(partial, now, before, found)
    year, month, day = partial.year, partial.month, partial.day
    if month is None and day is None and partial.weekday is not None and year is None:
        return _nearest_weekday(partial.weekday, now, text, span)
    if month is None and day is not None:
        source = before if before and before[1] else now
        if source is None or source[1] is None:
            return None
        return _valid((year or source[0], source[1], day))
    if year is None:
        source = before if close and before else now or before
        if source is None:
            return None
        year = _nearest_year(source, month, day)
    return _valid((year, month, day))


def _valid(day: Day) -> Day | None:
    year, month, number = day
    if month and number and number > calendar.monthrange(year, month)[1]:
        return year, month, None
    return day


def _nearest_year(source: Day, month: int | None, day: int | None) -> int:
    """The year in which a day without one lies: that of the date it is told beside, if it isn't far off."""
    year, here, _ = source
    if month is None or here is None:
        return year
    if month - here > 8:
        return year - 1
    if here - month > 8:
        return year + 1
    return year


def _nearest_weekday(weekday: int, now: Day | None, text: str, span: tuple[int, int]) -> Day | None:
    if now is None or now[1] is None or now[2] is None:
        return None
    today = datetime.date(*now)  # type: ignore[arg-type]
    around = text[max(0, span[0] - 60) : span[1] + 40].lower()
    future = re.search(r"\b(?:will|to be|shall|upcoming|is expected|are expected|from|until|starts?|opens|begins|by|due)\b", around)
    back = (today.weekday() - weekday) % 7
    chosen = today + datetime.timedelta(days=7 - back if future and back else -back)
    return chosen.year, chosen.month, chosen.day


def _count(partial: Partial, now: Day | None, before: Day | None, found: Sequence[Day | None]) -> Day | None:
    """A date at a distance from another one."""
    base = now if partial.base == "now" else before or now
    if partial.base == "event":
        days = [day for day in found if day and day[2]]
        base = days[0] if days else now
        if base is None or base[2] is None:
            return None
        return _add_days(base, partial.steps - 1)
    if base is None:
        return None
    year, month, day = base
    match partial.unit:
        case "year":
            return year + partial.steps, None, None
        case "month":
            if month is None:
                return None
            total = year * 12 + month - 1 + partial.steps
            return total // 12, total % 12 + 1, None
        case "monthname":
            if partial.month is None:
                return None
            if partial.steps < 0:
                return (year if month and partial.month < month else year - 1), partial.month, None
            return (year if month and partial.month > month else year + 1), partial.month, None
        case "weekday":
            if day is None or month is None or partial.weekday is None:
                return None
            today = datetime.date(year, month, day)
            if partial.steps < 0:
                distance = -((today.weekday() - partial.weekday) % 7 or 7)
            else:
                distance = (partial.weekday - today.weekday()) % 7 or 7
            return _add_days(base, distance)
        case "week":
            return None if day is None else _add_days(base, 7 * partial.steps)
        case "day":
            return base if not partial.steps else _add_days(base, partial.steps)
    return None


def _add_days(base: Day, days: int) -> Day | None:
    year, month, day = base
    if month is None or day is None:
        return None
    moved = datetime.date(year, month, day) + datetime.timedelta(days=days)
    return moved.year, moved.month, moved.day


def _write(day: Day) -> str:
    year, month, number = day
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{number:02}" if month and number else "")
