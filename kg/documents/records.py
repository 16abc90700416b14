"""Rows of tables and objects of JSON → documents: which of their columns hold prose, and which say what about it.

Where the user names no columns, those hold prose of whose first values, those that are filled, at least half are texts
of `PROSE` words or more. Columns for a title, a date and the like are told by usual names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain, islice

from kg.documents.composition import Composition, is_url, name_parts, scrub
from kg.documents.contents import Contents
from kg.documents.options import ReadOptions
from kg.documents.plain import parse_plain
from kg.errors import DocumentError, EmptyError

PROSE = 12
"""Words that a value of a column of prose has at least."""

_LOOKED_AT = 200
"""Rows by which columns are told."""

# By the fact that a column states: its usual names, the likelier first.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline", "subject", "name"),
    "date": ("date", "published", "date_published", "publication_date", "pubdate", "published_at", "publishedat",
             "datepublished", "created_at", "created", "timestamp"),
    "author": ("author", "authors", "byline", "creator", "by"),
    "url": ("url", "link", "uri", "href", "source_url", "permalink", "web_url"),
    "language": ("lang", "language", "locale"),
    "id": ("id", "_id", "uuid", "guid", "doc_id", "document_id", "key"),
}  # fmt: skip
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MARKUP = re.compile(r"<(?:p|div|br|h[1-6]|ul|ol|table|article|html|body|span|a)\b[^<>]*>", re.IGNORECASE)
_MARKDOWN = re.compile(r"^#{1,6} +\w|^\|(?: *:?-+:? *\|)+[ \t]*$", re.MULTILINE)
"""What no text has but Markdown: a marked heading, or the ruler of a table."""


@dataclass(frozen=True, slots=True)
class Record:
    """A row or an object: its values by the names of their columns, and where it stands, such as "line 7"."""

    values: Mapping[str, object]
    place: str


Records = Iterable[Record | DocumentError]


@dataclass(frozen=True, slots=True)
class Choice:
    """The columns whose texts are read, and by the fact that it states each other column that is heeded."""

    texts: tuple[str, ...]
    facts: Mapping[str, str]


def read_records(
    records: Records, name: str, options: ReadOptions, guesses: tuple[str, ...] = ()
) -> Iterator[Contents | DocumentError]:
    """Read each record as a document.

    Args:
        records: in their order, with the errors of those that can't be read among them.
        name: the file's.
        options: which columns hold the texts, if the user says so.
        guesses: what had to be guessed of the whole file, of which each document warns.

    Raises:
        EmptyError: there is no record.
        DocumentError: no column has such a name, or none holds prose.
    """
    rest = iter(records)
    head = list(islice(rest, _LOOKED_AT))
    if not head:
        raise EmptyError(name, "holds no records; give a file with text in it")
    rows = [each.values for each in head if isinstance(each, Record)]
    choice = choose_columns(rows, options)
    if rows and not choice.texts:
        raise DocumentError(name, _explain(rows, options))
    for found in name_parts(_read(chain(head, rest), choice, name)):
        yield found if isinstance(found, DocumentError) else replace(found, warnings=(*guesses, *found.warnings))


def choose_columns(rows: Sequence[Mapping[str, object]], options: ReadOptions) -> Choice:
    """Tell what each column is for by the names and the contents of some rows."""
    columns = _list_columns(rows)
    texts = tuple(each for each in options.columns if each in columns)
    if not options.columns:
        texts = tuple(each for each in columns if _is_prose([row.get(each) for row in rows]))
    facts = {
        fact: _find_column([each for each in columns if each not in texts], names) for fact, names in _NAMES.items()
    }
    return Choice(texts, {fact: column for fact, column in facts.items() if column})


def _list_columns(rows: Iterable[Mapping[str, object]]) -> list[str]:
    return list(dict.fromkeys(column for row in rows for column in row))


def _find_column(columns: Sequence[str], names: Sequence[str]) -> str:
    """The column of a usual name; of `a.b` within an object, `b` is the name, and of `author.name` it is `author`."""
    folded = {_fold(column): column for column in reversed(columns)}
    return next((folded[name] for name in names if name in folded), "")


def _fold(column: str) -> str:
    inner, _, last = column.strip().lower().rpartition(".")
    return re.sub(r"[\s-]+", "_", inner.rpartition(".")[2] if inner and last == "name" else last)


def _is_prose(values: Sequence[object]) -> bool:
    filled = [value for value in values if value not in (None, "", [], {})]
    long = [value for value in filled if isinstance(value, str) and len(value.split()) >= PROSE]
    return bool(filled) and len(long) * 2 >= len(filled)


def _explain(rows: Sequence[Mapping[str, object]], options: ReadOptions) -> str:
    said = ", ".join(column[:40] for column in _list_columns(rows)[:20])
    if options.columns:
        return f"has no column {' or '.join(options.columns)}; it has {said}"
    return f"has no column of prose (texts of {PROSE} words or more); name one with --text-column: it has {said}"


def _read(records: Records, choice: Choice, name: str) -> Iterator[Contents | DocumentError]:
    for record in records:
        yield record if isinstance(record, DocumentError) else _read_record(record, choice, name)


def _read_record(record: Record, choice: Choice, name: str) -> Contents | DocumentError:
    facts = {fact: write(record.values.get(column)) for fact, column in choice.facts.items()}
    texts = [write(record.values.get(column)) for column in choice.texts]
    if not any(text.strip() for text in texts):
        return EmptyError(f"{name}, {record.place}", f"holds no text in {', '.join(choice.texts)}")
    composition = Composition()
    composition.add_heading(" ".join(facts.get("title", "").split()))
    for text in filter(str.strip, texts):
        composition.add(_parse(text))
    lost = ("holds halves of characters; some letters are lost",) if "\ufffd" in composition.text else ()
    day = _DAY.match(facts.get("date", ""))
    url = facts.get("url", "")
    return Contents(
        tuple(composition.blocks),
        title=" ".join(facts.get("title", "").split()),
        date=day[0] if day else "",
        warnings=(*composition.warnings, *lost),
        text=composition.text,
        author=facts.get("author", ""),
        source=url if is_url(url) else "",
        language=facts.get("language", ""),
        part=facts.get("id") or url or record.place,
    )


def _parse(text: str) -> Contents:
    if _MARKUP.search(text):
        from kg.documents.html import parse_fragment

        return parse_fragment(text)
    if _MARKDOWN.search(text):
        from kg.documents.markdown import parse_markdown

        return replace(parse_markdown(text), text=text)
    return replace(parse_plain(text), text=text)


def write(value: object) -> str:
    """Write a value as a text: lists by commas, times as ISO has them, nothing where there is none."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(write, value)))
    if isinstance(value, Mapping):
        return write(value.get("name") or value.get("title"))
    return scrub(str(value))
