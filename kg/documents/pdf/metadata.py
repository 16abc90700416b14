"""What a PDF file says of itself, as far as its text bears it out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

_FILE_NAME = re.compile(
    r"^microsoft \w+ - |\.(?:docx?|pptx?|xlsx?|pdf|indd|qxp|qxd|odt|rtf|tex|dvi|p65|pages)$|^untitled", re.IGNORECASE
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_DAY = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_WRITTEN = re.compile(r"\b(?:\d{1,2} [A-Z][a-z]{2,8}\.?,? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{4}-\d{2}-\d{2})\b")
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
    """Return the day on which the file was made, if it is likely to be that of publication.

    It is if the beginning of the text names that very day or, where it names no day at all, that year and no later one:
    a file that was made the day after would have "yesterday" mean the wrong one.
    """
    made, begins = _DAY.match(said.get("CreationDate", "")), text[:_BEGINNING]
    try:
        day = date(*map(int, made.groups())) if made else None
    except ValueError:
        return ""
    if day is None:
        return ""
    days = {" ".join(found.replace(",", " ").replace(".", " ").split()) for found in _WRITTEN.findall(begins)}
    forms = {
        f"{day:{form}}".replace(" 0", " ").lstrip("0") for form in ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y")
    }
    latest = max(re.findall(r"\b(?:19|20)\d{2}\b", begins), default="")
    likely = bool(days & {*forms, day.isoformat()}) if days else latest == str(day.year)
    return day.isoformat() if likely else ""


def find_language(said: Mapping[str, str]) -> str:
    """Return the language that the file states, as BCP 47 writes it."""
    language = said.get("Language", "").strip()
    return language if _LANGUAGE.fullmatch(language) else ""
