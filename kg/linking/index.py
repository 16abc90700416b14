"""Looks names up in an index that `kg index` made."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from kg.errors import IdentifierError
from kg.iris import expand
from kg.linking.making import APPLICATION, FORMAT
from kg.linking.values import Kind, Role

_NO_INDEX = "isn't an index of kg; make one with: kg index SOURCE FILE -o INDEX"
_NAMED = "SELECT DISTINCT entry, kind FROM name WHERE folded = ? ORDER BY entry"
_ENTRY = "SELECT iri, label, classes, countries, prominence FROM entry WHERE id = ?"
_TIES = """
SELECT tie.role, tie.key, coalesce(nullif(tie.label, ''), other.label, tie.key)
FROM tie LEFT JOIN entry other ON tie.key <> '' AND (other.iri = tie.key OR other.key <> '' AND other.key = tie.key)
WHERE tie.entry = ? ORDER BY 1, 2, 3
"""
_KEYS = "SELECT DISTINCT coalesce(nullif(key, ''), iri) FROM name JOIN entry ON id = entry WHERE folded = ? ORDER BY 1"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What a candidate is joined with: by which key other entries know it, if they do, and what it's called."""

    role: Role
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that bears a name; `kinds` says for each name that was looked up, folded, how the entry bears it."""

    iri: str
    label: str
    classes: tuple[str, ...]
    countries: tuple[str, ...]
    prominence: float
    neighbours: tuple[Neighbour, ...]
    kinds: Mapping[str, frozenset[Kind]]


class Index:
    """An index that is open to read; use it in a `with` block, or call `close`.

    Args:
        base: the connection with the file.
        header: what the index says of itself: source, label, licence, date, entries.
    """

    def __init__(self, base: sqlite3.Connection, header: Mapping[str, str]) -> None:
        self._base = base
        self.header = header

    def find(self, names: Iterable[str]) -> tuple[Candidate, ...]:
        """Return the entries that bear one of some folded names, in the order of the extract."""
        found: dict[int, dict[str, frozenset[Kind]]] = defaultdict(dict)
        for folded in names:
            for entry, kind in self._base.execute(_NAMED, (folded,)):
                found[entry][folded] = found[entry].get(folded, frozenset()) | {kind}
        return tuple(self._read(entry, kinds) for entry, kinds in sorted(found.items()))

    def _read(self, entry: int, kinds: Mapping[str, frozenset[Kind]]) -> Candidate:
        iri, label, classes, countries, prominence = self._base.execute(_ENTRY, (entry,)).fetchone()
        ties = tuple(Neighbour(*row) for row in self._base.execute(_TIES, (entry,)))
        return Candidate(iri, label, _expand(classes), _expand(countries), prominence, ties, kinds)

    def find_keys(self, folded: str) -> tuple[str, ...]:
        """Return by which keys entries name those that bear a folded name."""
        return tuple(key for (key,) in self._base.execute(_KEYS, (folded,)))

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _expand(names: str) -> tuple[str, ...]:
    return tuple(map(expand, names.split()))


def open_index(path: str | Path) -> Index:
    """Open an index to read.

    Raises:
        IdentifierError: there is no such file, it's no index, or one of another version of kg.
    """
    file = Path(path)
    if not file.is_file():
        raise IdentifierError(str(path), "there is no such file; make an index with: kg index SOURCE FILE -o INDEX")
    base = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        _check(base, file)
        return Index(base, dict(base.execute("SELECT name, value FROM header ORDER BY name")))
    except sqlite3.DatabaseError as error:
        base.close()
        raise IdentifierError(str(path), _NO_INDEX) from error
    except IdentifierError:
        base.close()
        raise


def _check(base: sqlite3.Connection, file: Path) -> None:
    (application,), (version,) = (
        base.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")
    )
    if application != APPLICATION:
        raise IdentifierError(str(file), _NO_INDEX)
    if version != FORMAT:
        reason = f"is an index of version {version}, this kg reads {FORMAT}; make it again with: kg index"
        raise IdentifierError(str(file), reason)
