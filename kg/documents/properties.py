"""What a file says of itself in Dublin Core, as Office files, OpenDocument and books hold it."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from lxml import etree

_NO_TITLE = re.compile(
    r"(?:untitled|document|presentation|powerpoint presentation|word document|slide)\s*\d*|microsoft \w+ - .*",
    re.IGNORECASE,
)
# Libraries that write files sign them, and leave the date of the file that they begin with.
_NO_AUTHOR = re.compile(r"python-docx|openpyxl|apache poi|aspose.*|docx4j.*|phpword|unknown.*", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says of itself, as `Contents` holds it; `date` is the day when it was made, as far as it knows."""

    title: str = ""
    author: str = ""
    date: str = ""
    language: str = ""
    source: str = ""


def find_properties(root: etree._Element) -> Properties:
    """Read what the elements of a file say; of one that is repeated, the first counts."""
    said: dict[str, str] = {}
    for element in root.iter(etree.Element):
        text = " ".join((element.text or "").split())
        if text:
            said.setdefault(etree.QName(element).localname, text)
    addresses = [said[each] for each in ("source", "identifier") if said.get(each, "").startswith(("http:", "https:"))]
    return make_properties(
        title=said.get("title", ""),
        author=said.get("initial-creator") or said.get("creator", ""),
        date=said.get("created") or said.get("creation-date") or said.get("date", ""),
        language=said.get("language", ""),
        source=next(iter(addresses), ""),
    )


def make_properties(*, title: str, author: str, date: str, language: str = "", source: str = "") -> Properties:
    """Keep what a file says of itself, without titles that a program gave, half dates and unknown languages."""
    signed = _NO_AUTHOR.fullmatch(author) is not None
    return Properties(
        title="" if _NO_TITLE.fullmatch(title) else title,
        author="" if signed else author,
        date="" if signed else find_day(date),
        language=language.replace("_", "-") if _LANGUAGE.fullmatch(language) else "",
        source=source,
    )


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def choose_date(properties: Properties, text: str) -> str:
    """Return the day of publication: the one when the file was made, unless the text names other years only.

    Who saves or converts a report of 2021 anew doesn't publish it anew, and its "12 June" stays one of 2021.
    """
    years = set(_YEAR.findall(text))
    return properties.date if not years or properties.date[:4] in years else ""


def find_day(written: str) -> str:
    """Return the day that an ISO date or time begins with, or "".

    >>> find_day("2024-06-12T09:30:00Z"), find_day("2024"), find_day("2024-13-01")
    ('2024-06-12', '', '')
    """
    try:
        return datetime.date.fromisoformat(written[:10]).isoformat()
    except ValueError:
        return ""
