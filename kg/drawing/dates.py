"""Dates as people write them."""

from __future__ import annotations

import re

# Of `calendar` they would be those of the process's language.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*|Z|[+-]\d\d:\d\d)?")


def is_iso_date(text: str) -> bool:
    """Whether a text is a year, month or day in ISO form."""
    return _DATE.fullmatch(text) is not None


def tell_date(date: str) -> str:
    """Write a year, month or day as people do; what is none stays as it is.

    >>> tell_date("2024-06-11"), tell_date("2024-06"), tell_date("2024"), tell_date("soon")
    ('11 June 2024', 'June 2024', '2024', 'soon')
    """
    found = _DATE.fullmatch(date)
    if found is None or int(found[2] or 1) not in range(1, 13):
        return date
    year, month, day = found.groups()
    return " ".join([*([str(int(day))] if day else []), *([_MONTHS[int(month) - 1]] if month else []), year])


def tell_dates(first: str, last: str) -> str:
    """Write a span of dates as people do.

    >>> tell_dates("2024-06-11", "2024-06-12"), tell_dates("2024-06-30", "2024-07-02"), tell_dates("2019-05", "2024-03")
    ('11–12 June 2024', '30 June – 2 July 2024', 'May 2019 – March 2024')
    """
    start, end = tell_date(first).split(" "), tell_date(last).split(" ")
    if start == end:
        return " ".join(start)
    if len(start) == len(end) == 3 and start[1:] == end[1:]:
        return f"{start[0]}–{' '.join(end)}"
    if len(start) == len(end) == 1 and start[0].isdecimal():
        return f"{start[0]}–{end[0]}"
    return f"{' '.join(start[:-1] if len(start) == len(end) and start[-1] == end[-1] else start)} – {' '.join(end)}"
