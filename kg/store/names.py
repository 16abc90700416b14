"""An index of all names: found by their beginning, by what they hold, and by most of their letters.

It holds each name with its trigrams (SQLite's FTS5). That of a published snapshot is kept in the snapshot's folder: it
is made once, never changed, and goes with the snapshot, so an index always answers for the state that is read. Its name
says the digest of its bytes: one that is damaged is made anew. That of a store in memory, or of one that is written to,
lives in memory. It's a copy: it can be deleted at any time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.store.patterns import names

if TYPE_CHECKING:
    import sqlite3

_VERSION = 2  # of the tables below: another one's index is made anew
_MANY = 2_000  # candidates that hold what was asked: who asks looks for the most important of them
_ENOUGH = 400  # candidates that share letters with it, which take longer to compare
_FREQUENT = 20_000  # a trigram of more names than this tells little

_TABLES = """
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
        snapshot: the folder of the files that it reads, if nobody changes them: the index is kept there.
        others: folders that may hold the index of another state, the newest last: it saves most of the work.
    """

    def __init__(self, engine: ox.Store, snapshot: Path | None = None, others: Sequence[Path] = ()) -> None:
        self._engine = engine
        self._snapshot = snapshot
        kept = _find(snapshot) if snapshot is not None else None
        self._base = _open(kept) if kept is not None else _begin(others)
        self._stale = kept is None
        self._lock = Lock()  # a server searches from several threads

    def candidates(self, folded: str) -> set[Found]:
        """Return names that may be meant: those that begin so, hold all of it, or share what is rare of it."""
        from sqlite3 import DatabaseError

        with self._lock:
            try:
                self._renew()
                return self._find_candidates(folded)
            except DatabaseError:  # damaged since it was opened
                self._base, self._stale = _begin(), True
                self._renew()
                return self._find_candidates(folded)

    def _find_candidates(self, folded: str) -> set[Found]:
        found = {*self._beginning(folded), *self._holding(folded)}
        return found | set(self._sharing(folded)) if len(found) < _ENOUGH else found

    def forget(self) -> None:
        """Have the names read again before the next search, unless they are a snapshot's, which never changes."""
        if self._snapshot is None:
            self._stale = True

    def _renew(self) -> None:
        """Take in what has changed in the store since the index was made, if something may have."""
        if self._stale:
            self._take_in()
            self._stale = False
            if self._snapshot is not None:
                _keep(self._base, self._snapshot)

    def _take_in(self) -> None:
        with self._base as base:
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
        return self._base.execute(query, (folded, folded + "\U0010ffff", _MANY))

    def _holding(self, folded: str) -> Iterable[Found]:
        """Names that hold all trigrams of all words, in any order of the words."""
        grams = [gram for word in folded.split() for gram in _inside(word)]
        return self._matching(" AND ".join(map(_quoted, grams))) if grams else []

    def _matching(self, match: str) -> Iterable[Found]:
        query = """SELECT iri, name, name.folded FROM name JOIN (
            SELECT rowid AS found FROM gram WHERE gram MATCH ? LIMIT ?) ON id = found"""
        return self._base.execute(query, (match, _MANY))

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


def _begin(others: Sequence[Path] = ()) -> sqlite3.Connection:
    """Make an index in memory: a copy of the newest that is there, or an empty one."""
    import sqlite3

    for kept in filter(None, map(_find, reversed(others))):
        base = sqlite3.connect(":memory:", check_same_thread=False)
        with suppress(sqlite3.Error), closing(_open(kept)) as other:  # it may go in the meantime, with its snapshot
            other.backup(base)
            return base
    base = sqlite3.connect(":memory:", check_same_thread=False)
    base.executescript(_TABLES)
    return base


def _open(path: Path) -> sqlite3.Connection:
    import sqlite3

    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _find(snapshot: Path) -> Path | None:
    """Return the index that is kept in a folder, if it is whole."""
    for file in sorted(snapshot.glob("names-*.sqlite")):
        with suppress(OSError):  # gone in the meantime, with its snapshot
            if file.name == _name(file):
                return file
    return None


def _keep(base: sqlite3.Connection, snapshot: Path) -> None:
    """Write an index into a snapshot's folder, whole or not at all, unless nothing can be written there."""
    import sqlite3

    with suppress(OSError, sqlite3.Error), TemporaryDirectory(prefix=".names-", dir=snapshot) as folder:
        file = Path(folder) / "names.sqlite"
        copy = sqlite3.connect(file)
        base.backup(copy)
        copy.close()
        file.replace(snapshot / _name(file))


def _name(file: Path) -> str:
    """The name under which an index is kept."""
    return f"names-{_VERSION}-{blake2b(file.read_bytes(), digest_size=16).hexdigest()}.sqlite"
