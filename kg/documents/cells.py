"""How a workbook shows its cells: numbers by their formats, dates so that nobody takes days for months."""

from __future__ import annotations

import datetime
import re

# Not calendar's, which follow the locale.
_MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
_LITERAL = re.compile(r"\"(?P<quoted>[^\"]*)\"|\\(?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]")
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.(?P<decimals>[#0?]+))?(?P<thousands>,*)")
_UNWRITABLE = re.compile(r"[eE][+-]|[#0?]\s*/")
_TIME = re.compile(r"\[?h+\]?(?:\W?m+)?(?:\W?s+)?(?:\W?0+)?|m+\W?s+|am/pm|a/p")
_MOST_DECIMALS = 15


def write_value(value: object, code: str) -> str:
    """Write a cell's value as the workbook shows it.

    Args:
        value: a text, number, date, time, truth value or nothing.
        code: the cell's number format, such as "0.0%".

    >>> write_value(1234.5, '#,##0.00 "EUR"'), write_value(0.125, "0.0%")
    ('1,234.50 EUR', '12.5%')
    >>> write_value(datetime.date(2024, 6, 3), "d-mmm-yy"), write_value(datetime.date(2024, 6, 3), "dd/mm/yyyy")
    ('3 June 2024', '2024-06-03')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _write_number(value, code)
    if isinstance(value, datetime.date | datetime.time):
        return _write_moment(value, _LITERAL.sub("", code.split(";")[0]).lower())
    return str(value)


def _write_number(value: float, code: str) -> str:
    sections = code.split(";")
    negative = value < 0
    section = sections[1] if negative and len(sections) > 1 and sections[1] else sections[0]
    bare = _LITERAL.sub(lambda match: " " * len(match[0]), section)
    place = _DIGITS.search(bare)
    if place is None or _UNWRITABLE.search(bare) or value != value:
        return f"{value:.15g}"
    scaled = abs(value) * (100 if "%" in bare else 1) / 1000 ** len(place["thousands"])
    grouping = "," if "," in place[0].rstrip(",") else ""
    said = f"{scaled:{grouping}.{min(len(place['decimals'] or ''), _MOST_DECIMALS)}f}"
    sign = "-" if negative and section is sections[0] else ""
    return f"{sign}{_write_literals(section[: place.start()])}{said}{_write_literals(section[place.end() :])}".strip()


def _write_literals(code: str) -> str:
    return _LITERAL.sub(lambda match: match["quoted"] or match["escaped"] or match["currency"] or "", code)


def _write_moment(value: datetime.date | datetime.time, code: str) -> str:
    """Write the parts of a date or time that the format shows."""
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    timed = isinstance(value, datetime.datetime) and "h" in code
    return f"{_write_day(value, _TIME.sub('', code))} {f'{value:%H:%M}' if timed else ''}".strip()


def _write_day(value: datetime.date, code: str) -> str:
    """Write a month by its name where the format does; else what it shows in the order of ISO."""
    day, month, year = re.search(r"(?<!d)d{1,2}(?!d)", code), re.search("m+", code), "y" in code
    if month and len(month[0]) > 2:
        return " ".join([str(value.day)] * bool(day) + [_MONTHS[value.month - 1]] + [str(value.year)] * year)
    if not (day or month or year):
        return ""
    return value.isoformat()[: 10 if day else 7 if month else 4]
