"""What a PDF file says of itself, as far as its text bears it out."""

from __future__ import annotations

import re
from collections.abc import Mapping

_FILE_NAME = re.compile(
    r"^microsoft \w+ - |\.(?:docx?|pptx?|xlsx?|pdf|indd|qxp|qxd|odt|rtf|tex|dvi|p65|pages)$|^untitled", re.IGNORECASE
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_DAY = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_WORD = re.compile(r"\w{3,}")
_BEGINNING = 3_000
"""What a title and a date must stand in, in characters."""


def find_title(said: Mapping[str, str], text: str) -> str:
    """Return the title that the file gives itself, if most of its words stand at the beginning of the text."""
    title = " ".join(said.get("Title", "").split())
    words = {word.casefold() for word in _WORD.findall(title)}
    begins = {word.casefold() for word in _WORD.findall(text[:_BEGINNING])}
    borne_out = len(words & begins) * 2 > len(words)
    return title if len(words) > 1 and borne_out and not _FILE_NAME.search(title) else ""


def find_author(said: Mapping[str, str]) -> str:
    """Return the author that the file names, if it is a name and not a user of a computer."""
    author = " ".join(said.get("Author", "").split())
    named = " " in author and author[0].isupper() and "@" not in author and not re.search(r"\buser\b", author, re.I)
    return author if named and len(author) <= 200 else ""


def find_date(said: Mapping[str, str], text: str) -> str:
    """Return the day on which the file was made, if the beginning of the text names that year and no later one."""
    day = _DAY.match(said.get("CreationDate", ""))
    years = re.findall(r"\b(?:19|20)\d{2}\b", text[:_BEGINNING])
    valid = day is not None and "01" <= day[2] <= "12" and "01" <= day[3] <= "31"
    return f"{day[1]}-{day[2]}-{day[3]}" if valid and day is not None and day[1] == max(years, default="") else ""


def find_language(said: Mapping[str, str]) -> str:
    """Return the language that the file states, as BCP 47 writes it."""
    language = said.get("Language", "").strip()
    return language if _LANGUAGE.fullmatch(language) else ""
