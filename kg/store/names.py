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
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.store.patterns import names

if TYPE_CHECKING:
    import sqlite3

FILE = "names.sqlite"
_PATIENCE = 120  # seconds, while another process renews the index
_VERSION = 1  # of the tables below: another one's index is made anew
_ENOUGH = 400  # candidates of each kind, to be ranked by who asks
_FREQUENT = 20_000  # a trigram of more names than this tells little

_TABLES = """
CREATE TABLE about (version INTEGER, state TEXT);
CREATE TABLE name (id INTEGER PRIMARY KEY, mark INTEGER, iri TEXT, name TEXT, folded TEXT);
CREATE INDEX by_folded ON name (folded);
CREATE VIRTUAL TABLE gram USING fts5 (folded, tokenize = 'trigram case_sensitive 1', detail = none, content = '');
CREATE VIRTUAL TABLE spread USING fts5vocab (gram, row);
"""
_PADDED = "' ' || folded || ' '"
_UNLEARN = f"INSERT INTO gram (gram, rowid, folded) SELECT 'delete', id, {_PADDED} FROM name WHERE id = ?"
_LEARN = f"INSERT INTO gram (rowid, folded) SELECT id, {_PADDED} FROM name WHERE id > ?"

Found = tuple[str, str, str]
"""A thing's IRI, one of its names, and that name folded."""


def fold_name(name: str) -> str:
    """Return a name's words without case, accents and marks.

    >>> fold_name("  Inês  VALADARES-Lind ")
    'ines valadares lind'
    """
    plain = name.casefold()
    if not plain.isascii():
        plain = "".join(each for each in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(each))
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
        from sqlite3 import OperationalError

        state = _state(self._location)
        if state == self._said() and not (self._stale and not state):
            return
        try:
            self._take_in(state)
        except OperationalError:  # the folder can't be written, or the disk is full
            self._base = _create(":memory:")
            self._take_in(state)
        self._stale = False

    def _said(self) -> str:
        return str(self._base.execute("SELECT state FROM about").fetchone()[0])

    def _take_in(self, state: str) -> None:
        with self._base as base:
            base.execute("BEGIN IMMEDIATE")
            known = dict(base.execute("SELECT mark, id FROM name"))
            come = self._unknown(known)
            gone = [(number,) for number in known.values()]
            base.executemany(_UNLEARN, gone)
            base.executemany("DELETE FROM name WHERE id = ?", gone)
            (last,) = base.execute("SELECT coalesce(max(id), 0) FROM name").fetchone()
            # Short names first: where there are more than enough candidates, those are nearer to what was asked.
            come.sort(key=lambda row: (len(row[-1]), *row[::-1]))
            base.executemany("INSERT INTO name (mark, iri, name, folded) VALUES (?, ?, ?, ?)", come)
            base.execute(_LEARN, (last,))
            base.execute("UPDATE about SET state = ?", (state,))

    def _unknown(self, known: dict[int, int]) -> list[tuple[int, str, str, str]]:
        """Return the store's names that aren't known, and leave in `known` only those that the store hasn't."""
        seen: set[int] = set()
        come = []
        for node, name in names(self._engine):
            mark = _mark(node.value, name)
            if mark not in seen:
                seen.add(mark)
                if known.pop(mark, None) is None:
                    come.append((mark, node.value, name, fold_name(name)))
        return come

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


def _mark(iri: str, name: str) -> int:
    """A number that stands for a thing and one of its names."""
    return int.from_bytes(blake2b(f"{iri}\0{name}".encode(), digest_size=8).digest(), signed=True)


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
        base = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=_PATIENCE, check_same_thread=False
        )
        if base.execute("SELECT version FROM about").fetchone() == (_VERSION,):
            return base
        base.close()
    # Whole or not at all, whoever makes one at the same time.
    with TemporaryDirectory(prefix=".names-", dir=path.parent) as folder:
        _create(str(Path(folder) / FILE)).close()
        os.replace(Path(folder) / FILE, path)  # noqa: PTH105
    return sqlite3.connect(path, timeout=_PATIENCE, check_same_thread=False)


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
