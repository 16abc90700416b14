"""The rows of an answer as a page shows them: in an order that people expect, dates and numbers as they write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pyoxigraph as ox

from kg.drawing.dates import tell_date, tell_dates
from kg.drawing.story import Word, enumerate_words, write
from kg.queries import Query
from kg.reports.statements import read_markup
from kg.reports.wording import count
from kg.server.errors import HttpError
from kg.server.templates import entity_path, in_query
from kg.store import Row, Rows
from kg.store.names import fold_name
from kg.store.terms import Term, text, to_python
from kg.store.turtle import natural

_KEYS = re.compile(r"ORDER\s+BY\s+([^{}#]*)$", re.IGNORECASE)
_KEY = re.compile(r"\s*(?:STR\(\s*\?(\w+)\s*\)|\?(\w+))(?=\s|$)", re.IGNORECASE)
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_FRAGMENT = 80  # characters of a sentence are enough to find it
_LONGEST = 200  # characters of a name; what is longer is a sentence
# Words of the graph's vocabulary, or of the texts; a thing of the same name isn't meant.
_WORDS = {"kind", "role", "relation", "act", "verb", "job_title", "unit", "rule"}
_WEB = (".html", ".htm", ".xhtml")
_PROSE = ("evidence", "words", "remark")


@dataclass(frozen=True, slots=True)
class Order:
    """By which column rows are sorted, and whether the last comes first."""

    column: str
    is_descending: bool = False

    @property
    def text(self) -> str:
        """As an address writes it."""
        return f"{'-' * self.is_descending}{self.column}"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as it's shown; `kind` is text, date, number, truth or prose; `links` are its parts with their links."""

    column: str
    text: str
    kind: str
    value: str
    iri: str = ""
    links: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> list[str]:
        """What may be names of things in it: queries put several behind one another."""
        return self.text.split("; ") if self.kind == "text" and not self.iri and self.column not in _WORDS else []


def read_order(order: str, columns: Mapping[str, str]) -> Order:
    """Read an order as an address writes it: a column, behind a minus for the last first.

    Raises:
        HttpError: there is no such column.
    """
    column = order.removeprefix("-")
    if column not in columns:
        raise HttpError(400, f"there is no column {column!r} to sort by; columns: {', '.join(columns)}")
    return Order(column, order.startswith("-"))


def order_of(query: Query, columns: Sequence[str]) -> list[Order]:
    """Return the columns that a query itself sorts by, as far as its last words say so plainly.

    >>> read = lambda text: Query("", "", (), {}, f"SELECT ?date ?event {{ }} ORDER BY {text}")
    >>> [each.column for each in order_of(read("STR(?date) ?event ?thing"), ["date", "event"])]
    ['date', 'event']
    """
    found = _KEYS.search(query.text.rstrip())
    keys, place = [], 0
    while found and (key := _KEY.match(found[1], place)) and (key[1] or key[2]) in columns:
        keys.append(Order(key[1] or key[2]))
        place = key.end()
    return keys


def sort(rows: Rows, orders: Iterable[Order]) -> Rows:
    """Sort rows: numbers by their size, texts without regard to case and accents, with 27th before 227th, gaps last.

    Rows that are equal by this keep their order.
    """
    terms = list(rows.terms)
    for order in reversed(list(orders)):
        place = rows.columns.index(order.column)
        known = [row for row in terms if text(row[place])]
        known.sort(key=lambda row: _key(row[place]), reverse=order.is_descending)
        terms = known + [row for row in terms if not text(row[place])]
    return replace(rows, terms=tuple(terms))


def _key(term: Term | None) -> tuple[object, ...]:
    value = to_python(term)
    if isinstance(value, bool | int | float | Decimal):
        return 0, Decimal(str(float(value)) if isinstance(value, float) else value)
    return 1, natural(fold_name(text(term))), text(term)


def cells(row: Row, terms: Sequence[Term | None]) -> list[Cell]:
    """Return the cells of a row; a sentence of a web page without its markup."""
    made = [_cell(*each) for each in zip(row.columns, row.values, terms, strict=True)]
    if not any(cell.column == "document" and cell.text.endswith(_WEB) for cell in made):
        return made
    return [replace(cell, text=read_markup(cell.text)) if cell.column == "evidence" else cell for cell in made]


def _cell(column: str, value: object, term: Term | None) -> Cell:
    said = text(term)
    if isinstance(term, ox.NamedNode):
        return Cell(column, said, "text", said, iri=said)
    if isinstance(value, bool):
        return Cell(column, "yes" if value else "no", "truth", said)
    if isinstance(value, int | float | Decimal):
        return Cell(column, f"{value:,}", "number", said)
    if isinstance(value, date) or _DATE.fullmatch(said):
        return Cell(column, tell_date(said), "date", said)
    return Cell(column, said, "prose" if column in _PROSE or len(said) > _LONGEST else "text", said)


def link_row(row: Sequence[Cell], places: Mapping[str, Sequence[str]]) -> list[Cell]:
    """Lead from names to the things of that name, and from a sentence to where a thing's page shows it.

    Args:
        row: its cells.
        places: IRIs by name.
    """
    linked = [replace(cell, links=_link(cell, places)) for cell in row]
    page = next((path for cell in linked for _, path in cell.links if path.startswith("/entity")), "")
    return [_link_sentence(cell, page) if cell.column == "evidence" and cell.text and page else cell for cell in linked]


def _link(cell: Cell, places: Mapping[str, Sequence[str]]) -> tuple[tuple[str, str], ...]:
    if cell.iri:
        return ((cell.text, entity_path(cell.iri)),)
    return tuple((name, _lead_to(name, places.get(name, ()))) for name in cell.names)


def _lead_to(name: str, iris: Sequence[str]) -> str:
    if len(iris) == 1:
        return entity_path(iris[0])
    return f"/search?q={in_query(name)}" if iris else ""


def _link_sentence(cell: Cell, page: str) -> Cell:
    """A text fragment: the browser goes to these words, and marks them."""
    words = cell.text[:_FRAGMENT].rpartition(" ")[0] if len(cell.text) > _FRAGMENT else cell.text
    return replace(cell, links=((cell.text, f"{page}#:~:text={in_query(words).replace('-', '%2D')}"),))


def tell(rows: Rows, asked: Sequence[str]) -> str:
    """Return a sentence about an answer: how many rows, of what, in how many documents, from when to when.

    Args:
        rows: of the answer.
        asked: the values that were asked with, which needn't be told again.
    """
    if not rows:
        return "Nothing found."
    first = next((column for column in rows.columns if not _is_known(rows, column, asked)), rows.columns[0])
    names = list(dict.fromkeys(str(value) for value in rows.column(first) if value not in (None, "")))
    parts = [count(len(rows), "answer")]
    if "document" in rows.columns and (documents := len({*rows.column("document")} - {None, ""})):
        parts.append(f"from {count(documents, 'document')}")
    days = (
        sorted(day for day in map(str, rows.column("date")) if _DATE.fullmatch(day)) if "date" in rows.columns else []
    )
    told = ", ".join([*parts, *([tell_dates(days[0], days[-1])] if days else [])])
    is_told = bool(names) and len(names[0]) < _LONGEST
    shown = write(enumerate_words([Word(tell_date(name)) for name in names], 5)) if is_told else ""
    return f"{told}: {shown}." if shown and first not in _PROSE else f"{told}."


def _is_known(rows: Rows, column: str, asked: Sequence[str]) -> bool:
    values = {str(value).casefold() for value in rows.column(column)}
    return column in ("date", "end", "document", *_PROSE) or values <= {value.casefold() for value in asked}
