"""Makes an index of an extract: one file of SQLite, the same content for the same extract."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from kg.errors import IdentifierError
from kg.iris import shorten
from kg.linking import geonames, ror, wikidata
from kg.linking.mapping import SOURCES, Correspondence, correspondence
from kg.linking.values import Entry, Skipped, fold
from kg.outputs import check_target

APPLICATION = 0x6B676964
"""What SQLite's header says of the file: an index of kg's identifiers."""

FORMAT = 1
"""The version of the tables below."""

LANGUAGES = ("en", "fr", "es", "de", "pt")
"""Whose names are kept of sources that have them in all languages."""

_TABLES = """
CREATE TABLE header (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, key TEXT NOT NULL, label TEXT NOT NULL, kinds TEXT NOT NULL,
    classes TEXT NOT NULL, countries TEXT NOT NULL, prominence REAL NOT NULL);
CREATE TABLE name (
    folded TEXT, entry INTEGER, kind TEXT, language TEXT, PRIMARY KEY (folded, entry, kind, language)) WITHOUT ROWID;
CREATE TABLE tie (
    entry INTEGER, role TEXT, key TEXT, label TEXT, PRIMARY KEY (entry, role, key, label)) WITHOUT ROWID;
"""
_INDEXES = "CREATE INDEX entry_by_key ON entry (key) WHERE key <> '';"
_ADD = """
INSERT OR IGNORE INTO entry (iri, key, label, kinds, classes, countries, prominence) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_AT_ONCE = 10_000
_TOLD = 5

Read = Callable[[Path, Correspondence, Collection[str]], Iterator[Entry | Skipped]]
_READERS: dict[str, Read] = {"wikidata": wikidata.read, "ror": ror.read, "geonames": geonames.read}


@dataclass(slots=True)
class Made:
    """What became of an extract: entries, those that came twice, what was left out by reason, what was broken."""

    entries: int = 0
    repeated: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    broken: int = 0
    examples: list[Skipped] = field(default_factory=list)
    date: str = ""

    def skip(self, one: Skipped) -> None:
        """Count what is no entry; the first few that are broken are kept."""
        if not one.broken:
            self.left_out[one.reason] += 1
            return
        self.broken += 1
        if len(self.examples) < _TOLD:
            self.examples.append(one)


def make_index(source: str, extract: str | Path, target: str | Path, *, languages: Collection[str] = LANGUAGES) -> Made:
    """Make an index of an extract, whole or not at all.

    Args:
        source: one of `wikidata`, `ror`, `geonames`.
        extract: the file that the source publishes, or a part of it; it may be compressed.
        target: the file to write.
        languages: whose names are kept, the preferred first, of sources that have them in all languages.

    Returns:
        How many entries there are, and what was left out.

    Raises:
        IdentifierError: the extract can't be read, or holds no entry at all.
        OutputError: the target can't be written.
    """
    if source not in SOURCES:
        raise IdentifierError(source, f"isn't a source that kg reads; choose one of {', '.join(SOURCES)}")
    path, known = Path(target), correspondence(source)
    check_target(path)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".kg-", suffix=".tmp")
    os.close(handle)
    try:
        made = _write(Path(beside), _READERS[source](Path(extract), known, languages), known)
        _check(made, extract, known)
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    finally:
        Path(beside).unlink(missing_ok=True)
    return made


def _check(made: Made, extract: str | Path, known: Correspondence) -> None:
    if not made.entries:
        first = f"; {made.examples[0].place} {made.examples[0].reason}" if made.examples else ""
        reason = f"holds nothing that {known.label} would write of a body, a place or a person{first}"
        raise IdentifierError(str(extract), f"{reason}; check the file and the source")


def _write(path: Path, found: Iterable[Entry | Skipped], known: Correspondence) -> Made:
    made = Made()
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES}")
        entries = _counted(found, made)
        while batch := list(islice(entries, _AT_ONCE)):
            _insert(base, batch, made)
        base.executescript(_INDEXES)
        base.executemany("INSERT INTO header VALUES (?, ?)", sorted(_header(made, known).items()))
        base.execute(f"PRAGMA application_id = {APPLICATION}")
        base.execute(f"PRAGMA user_version = {FORMAT}")
        base.execute("VACUUM")
    return made


def _header(made: Made, known: Correspondence) -> dict[str, str]:
    counts = {"entries": str(made.entries), "broken": str(made.broken), "left_out": str(made.left_out.total())}
    return {"source": known.source, "label": known.label, "licence": known.licence, "date": made.date, **counts}


def _counted(found: Iterable[Entry | Skipped], made: Made) -> Iterator[Entry]:
    for one in found:
        if isinstance(one, Skipped):
            made.skip(one)
        else:
            yield one


def _insert(base: sqlite3.Connection, entries: Iterable[Entry], made: Made) -> None:
    base.execute("BEGIN")
    for one in entries:
        placed = base.execute(_ADD, _row(one))
        if not placed.rowcount:
            made.repeated += 1
            continue
        made.entries += 1
        made.date = max(made.date, one.date)
        names = [(fold(name.text), placed.lastrowid, name.kind, name.language) for name in one.names]
        base.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?)", [name for name in names if name[0]])
        ties = ((placed.lastrowid, tie.role, tie.key, tie.label) for tie in one.ties)
        base.executemany("INSERT OR IGNORE INTO tie VALUES (?, ?, ?, ?)", ties)
    base.execute("COMMIT")


def _row(one: Entry) -> tuple[object, ...]:
    texts = (" ".join(map(shorten, each)) for each in (one.kinds, one.classes, one.countries))
    return one.iri, "" if one.key == one.iri else one.key, one.label, *texts, round(one.prominence, 3)
