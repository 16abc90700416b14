"""An index of all names: found by their beginning, by what they hold, and by most of their letters.

It holds each name with its trigrams (SQLite's FTS5), beside the store's own files, and is renewed when they have
changed; of a store in memory, or in a folder that can't be written, it lives in memory. It's a copy: it can be deleted
at any time.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.store.patterns import names

if TYPE_CHECKING:
    import sqlite3

FILE = "names.sqlite"
_VERSION = 1  # of the tables below: another one's index is made anew
_ENOUGH = 400  # candidates of each kind, to be ranked by who asks
_FREQUENT = 20_000  # a trigram of more names than this tells little

_TABLES = """
CREATE TABLE about (version INTEGER, state TEXT);
CREATE TABLE name (id INTEGER PRIMARY KEY, iri TEXT, name TEXT, folded TEXT);
CREATE INDEX by_folded ON name (folded);
CREATE VIRTUAL TABLE gram USING fts5 (folded, tokenize = 'trigram case_sensitive 1', detail = none, content = '');
CREATE VIRTUAL TABLE spread USING fts5vocab (gram, row);
"""
_COME = """
CREATE TEMP TABLE come AS
SELECT iri, name, folded FROM now WHERE NOT EXISTS (
  SELECT 1 FROM name WHERE name.folded = now.folded AND name.iri = now.iri AND name.name = now.name)
"""
_GONE = """
CREATE TEMP TABLE gone AS
SELECT id, folded FROM name WHERE NOT EXISTS (
  SELECT 1 FROM now WHERE now.folded = name.folded AND now.iri = name.iri AND now.name = name.name)
"""
# Short names first: where there are more candidates than enough, those are nearer to what was asked.
_CHANGE = """
INSERT INTO gram (gram, rowid, folded) SELECT 'delete', id, ' ' || folded || ' ' FROM temp.gone;
DELETE FROM name WHERE id IN (SELECT id FROM temp.gone);
INSERT INTO name (iri, name, folded) SELECT iri, name, folded FROM temp.come ORDER BY length(folded), folded, iri, name;
INSERT INTO gram (rowid, folded) SELECT id, ' ' || folded || ' ' FROM name
  WHERE id > (SELECT coalesce(max(id), 0) FROM gram_docsize);
DROP TABLE temp.now; DROP TABLE temp.come; DROP TABLE temp.gone;
"""

Found = tuple[str, str, str]
"""A thing's IRI, one of its names, and that name folded."""


def fold_name(name: str) -> str:
    """Return a name's words without case, accents and marks.

    >>> fold_name("  Inês  VALADARES-Lind ")
    'ines valadares lind'
    """
    letters = (each for each in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(each))
    plain = "".join(letters)
    return " ".join(re.findall(r"[^\W_]+", plain)) or "".join(filter(str.isprintable, "".join(plain.split())))


def trigrams(folded: str) -> list[str]:
    """Return a folded name's runs of three letters, each once; its ends count as spaces."""
    padded = f" {folded} "
    return list(dict.fromkeys(padded[place : place + 3] for place in range(len(padded) - 2)))


class Names:
    """The index of one store.

    Args:
        engine: the store.
        location: its folder; None for a store in memory.
    """

    def __init__(self, engine: ox.Store, location: Path | None) -> None:
        self._engine = engine
        self._location = location if location is not None and location.is_dir() else None
        self._base = self._open()
        self._lock = Lock()  # a server searches from several threads
        self._stale = True

    def _open(self) -> sqlite3.Connection:
        """Open the index beside the store, or make an empty one, there or in memory."""
        import sqlite3

        if self._location is not None:
            with suppress(sqlite3.Error, OSError):
                return _open_file(self._location / FILE)
        return _create(":memory:")

    def candidates(self, folded: str) -> set[Found]:
        """Return names that may be meant: those that begin so, hold all of it, or share what is rare of it."""
        with self._lock:
            self.renew()
            found = {*self._beginning(folded), *self._holding(folded)}
            return found | set(self._sharing(folded)) if len(found) < _ENOUGH else found

    def forget(self) -> None:
        """Have the names read again before the next search: something may have changed."""
        self._stale = True

    def renew(self) -> None:
        """Take in what has changed in the store since the index was made, if something has."""
        state = _state(self._location)
        if self._stale or (state and state != self._said()):
            if not state or state != self._said():
                self._take_in(state)
            self._stale = False

    def _said(self) -> str:
        return str(self._base.execute("SELECT state FROM about").fetchone()[0])

    def _take_in(self, state: str) -> None:
        rows = ((node.value, name, fold_name(name)) for node, name in names(self._engine))
        with self._base as base:
            base.execute("BEGIN IMMEDIATE")
            base.execute("CREATE TEMP TABLE now (iri TEXT, name TEXT, folded TEXT)")
            base.executemany("INSERT INTO now VALUES (?, ?, ?)", rows)
            base.execute("CREATE INDEX temp.now_folded ON now (folded)")
            for statement in (_COME, _GONE, *_CHANGE.split(";")):
                base.execute(statement)
            base.execute("UPDATE about SET state = ?", (state,))

    def _beginning(self, folded: str) -> Iterable[Found]:
        query = "SELECT iri, name, folded FROM name WHERE folded >= ? AND folded < ? ORDER BY folded LIMIT ?"
        return self._base.execute(query, (folded, folded + "\U0010ffff", _ENOUGH))

    def _holding(self, folded: str) -> Iterable[Found]:
        """Names that hold all trigrams of all words, in any order of the words."""
        grams = [gram for word in folded.split() for gram in _inside(word)]
        return self._matching(" AND ".join(map(_quoted, grams))) if grams else []

    def _matching(self, match: str) -> Iterable[Found]:
        query = """SELECT iri, name, name.folded FROM name JOIN (
            SELECT rowid AS found FROM gram WHERE gram MATCH ? LIMIT ?) ON id = found"""
        return self._base.execute(query, (match, _ENOUGH))

    def _sharing(self, folded: str) -> Iterable[Found]:
        """Names that share most of the rarer trigrams."""
        counts = [(self._count(gram), gram) for gram in trigrams(folded)]
        rare = sorted(each for each in counts if 0 < each[0] <= _FREQUENT) or sorted(counts)[:1]
        each = " UNION ALL ".join(["SELECT rowid AS found FROM gram WHERE gram MATCH ?"] * len(rare))
        query = f"""SELECT iri, name, folded FROM name JOIN (
            SELECT found, count(*) AS shared FROM ({each}) GROUP BY found ORDER BY shared DESC, found LIMIT {_ENOUGH})
            ON id = found"""
        return self._base.execute(query, [_quoted(gram) for _, gram in rare])

    def _count(self, gram: str) -> int:
        found = self._base.execute("SELECT doc FROM spread WHERE term = ?", (gram,)).fetchone()
        return int(found[0]) if found else 0

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()


def _inside(word: str) -> Iterator[str]:
    """The trigrams of a word; of one that is too short for any, its beginning."""
    if len(word) < 3:
        yield f" {word}"[:3].ljust(3)
    yield from (word[place : place + 3] for place in range(len(word) - 2))


def _quoted(gram: str) -> str:
    return '"' + gram.replace('"', '""') + '"'


def _open_file(path: Path) -> sqlite3.Connection:
    """Open an index, or make one where there is none, or one that isn't of this form.

    Raises:
        sqlite3.Error, OSError: it can't be read or made.
    """
    import sqlite3

    with suppress(sqlite3.Error):
        base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, check_same_thread=False)
        if base.execute("SELECT version FROM about").fetchone() == (_VERSION,):
            return base
        base.close()
    # Whole or not at all, whoever makes one at the same time.
    with TemporaryDirectory(prefix=".names-", dir=path.parent) as folder:
        _create(str(Path(folder) / FILE)).close()
        os.replace(Path(folder) / FILE, path)  # noqa: PTH105
    return sqlite3.connect(path, check_same_thread=False)


def _create(path: str) -> sqlite3.Connection:
    import sqlite3

    base = sqlite3.connect(path, check_same_thread=False)
    base.executescript(_TABLES)
    with base:
        base.execute("INSERT INTO about VALUES (?, '')", (_VERSION,))
    return base


def _state(location: Path | None) -> str:
    """Return what changes whenever the engine's files do: their names and sizes."""
    if location is None:
        return ""
    files = sorted(file for file in location.rglob("*") if file.suffix in (".sst", ".log"))
    sizes: list[str] = []
    for file in files:
        with suppress(OSError):  # gone in the meantime
            sizes.append(f"{file.relative_to(location)} {file.stat().st_size}")
    return "\n".join(sizes)
