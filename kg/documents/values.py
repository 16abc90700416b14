"""Texts that are given as values, not as files: by name, or as the column of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from numbers import Number
from pathlib import Path
from typing import Any, Protocol

from kg.errors import DocumentError, EmptyError


@dataclass(frozen=True, slots=True)
class Text:
    """A text to read as a document; `name` is what evidence calls it by, which nothing else is told from.

    `title` and `date` (a day, as it is or in ISO form) take the place of those that the text itself tells.
    """

    name: str
    text: str
    title: str = ""
    date: date | str = ""

    def encode(self) -> bytes:
        """Return what a file of this text would hold.

        Raises:
            DocumentError: the text has no name, or isn't one that a file could hold.
            EmptyError: it's empty.
        """
        if not (isinstance(self.name, str) and self.name.strip("/. ")):
            raise DocumentError(repr(self.name), "names no text; give each text a name to be called by in evidence")
        if not isinstance(self.text, str):
            raise DocumentError(self.name, f"is a {type(self.text).__name__}, not a text; give a str")
        if not self.text.strip():
            raise EmptyError(self.name, "is empty; give a text with words in it")
        try:
            return self.text.encode()
        except UnicodeEncodeError as error:
            raise DocumentError(self.name, "holds half a letter (a lone surrogate); decode the text anew") from error

    def find_day(self) -> str:
        """Return the day in ISO form, or nothing.

        Raises:
            DocumentError: the date isn't one.
        """
        if not isinstance(self.date, str):
            return self.date.isoformat()[: len("2024-06-12")]
        try:
            return datetime.fromisoformat(self.date).date().isoformat() if self.date else ""
        except ValueError as error:
            raise DocumentError(self.name, f"has the date {self.date!r}; give a day such as 2024-06-12") from error


Given = str | Path | Text
"""A file, a folder, an address, or a text."""

Paths = Given | Mapping[str, str] | Iterable[Given]
"""One of them, or several; a mapping holds texts by their names."""


def each_given(paths: Paths) -> Iterable[Given]:
    """Return what one or several documents are given as, one by one."""
    if isinstance(paths, Mapping):
        return (Text(name, text) for name, text in paths.items())
    return (paths,) if isinstance(paths, Given) else paths


class Frame(Protocol):
    """A table of pandas or polars."""

    @property
    def columns(self) -> Any:  # noqa: ANN401 - an Index of pandas, a list of polars
        """The names of the columns."""

    def __getitem__(self, name: str, /) -> Any:  # noqa: ANN401 - a Series of either
        """Return a column."""


def texts_of(
    frame: Frame, *, text: str, name: str | None = None, title: str | None = None, date: str | None = None
) -> list[Text]:
    """Take the rows of a pandas or polars frame for texts: `kg.build(kg.texts_of(frame, text="body", name="id"))`.

    Args:
        frame: the table.
        text: the column of the texts; one that is missing is told as an empty one.
        name: the column of what evidence calls them by; without it, they are `row-1`, `row-2` and so on.
        title: the column of their titles.
        date: the column of the days on which they were published.

    Raises:
        DocumentError: the frame has no such column.
    """
    texts = _read_column(frame, text)
    names = _read_column(frame, name) if name else [f"row-{number}" for number, _ in enumerate(texts, start=1)]
    titles, days = (_read_column(frame, each) if each else [""] * len(texts) for each in (title, date))
    return [Text(*parts) for parts in zip(names, texts, titles, days, strict=True)]


def _read_column(frame: Frame, name: str) -> list[str]:
    if name not in (there := list(frame.columns)):
        raise DocumentError(name, f"is no column of the frame; it has {', '.join(map(str, there))}")
    return [_write(value) for value in frame[name]]


def _write(value: object) -> str:
    """Write a cell; what is missing (None, NaN, NaT, NA) is empty."""
    if isinstance(value, str):
        return value
    if isinstance(value, date | Number) and value == value:
        return value.isoformat() if isinstance(value, date) else str(value)
    return ""
