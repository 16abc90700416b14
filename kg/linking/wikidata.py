"""Reads Wikidata's JSON, an entity a line, as its dumps are written (https://www.wikidata.org/wiki/Help:Dumps)."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.gazetteer.spelling import is_acronym
from kg.iris import PREFIXES
from kg.linking.dumps import read_lines
from kg.linking.mapping import Correspondence
from kg.linking.values import Entry, Kind, Name, Role, Skipped, Tie, weigh

_ANY_LANGUAGE = "mul"
_IS_A, _BELOW = "P31", "P279"
_DEEPEST = 12  # steps from a class to one that the ontology knows
_ITEM = re.compile(r"Q[1-9][0-9]*")
_ROLES: Mapping[str, Role] = {"inPlace": "place", "ofBody": "body"}

Json = dict[str, Any]


def read(path: Path, known: Correspondence, languages: Collection[str]) -> Iterator[Entry | Skipped]:
    """Yield the entries of a dump or of an extract of one.

    The file is read twice: first for the classes that lie below those that the ontology knows.

    Args:
        path: the file.
        known: how the source is read.
        languages: whose names are kept, the preferred first; names of no language are kept with them.
    """
    with closing(sqlite3.connect("")) as broader:
        _learn_classes(broader, path)
        classify = _classifier(broader, known)
        wanted = (*languages, _ANY_LANGUAGE)
        for number, line in read_lines(path, suffix=".json"):
            if line is None or line.strip(" \t\r\n,[]"):
                yield _read_line(line, f"line {number}", lambda item: _entry(item, known, classify, wanted))


def _read_line(line: str | None, place: str, make: Callable[[Json], Entry | str]) -> Entry | Skipped:
    try:
        made = make(_parse(line))
    except (ValueError, LookupError, TypeError, AttributeError):
        return Skipped(place, "isn't an entity as Wikidata writes it", broken=True)
    return Skipped(place, made) if isinstance(made, str) else made


def _parse(line: str | None) -> Json:
    found: Json = json.loads((line or "").strip().rstrip(","))
    if not isinstance(found["id"], str):
        raise TypeError("id")
    return found


def _learn_classes(broader: sqlite3.Connection, path: Path) -> None:
    """Keep which class lies below which, in a file of SQLite's own."""
    broader.execute("CREATE TABLE step (below TEXT, above TEXT, PRIMARY KEY (below, above)) WITHOUT ROWID")
    broader.executemany("INSERT OR IGNORE INTO step VALUES (?, ?)", _steps(path))


def _steps(path: Path) -> Iterator[tuple[str, str]]:
    for _, line in read_lines(path, suffix=".json"):
        if line is not None and f'"{_BELOW}"' in line:
            try:
                item = _parse(line)
                found = [(item["id"], above) for above in _items(item, _BELOW)]
            except (ValueError, LookupError, TypeError, AttributeError):
                continue  # the second reading counts it
            yield from found


def _classifier(broader: sqlite3.Connection, known: Correspondence) -> Callable[[str], tuple[str, ...]]:
    """Return what tells the ontology's classes of a class of Wikidata: the nearest above it, on each way up."""

    @lru_cache(maxsize=100_000)
    def classify(code: str) -> tuple[str, ...]:
        found, level, seen = set(known.classes.get(code, ())), [code], {code}
        for _ in range(_DEEPEST):
            open_ = [one for one in level if one not in known.classes]
            rows = (broader.execute("SELECT above FROM step WHERE below = ? ORDER BY above", (one,)) for one in open_)
            level = [above for each in rows for (above,) in each if above not in seen]
            seen |= set(level)
            found |= {iri for one in level for iri in known.classes.get(one, ())}
        return tuple(sorted(found))

    return classify


def _entry(
    item: Json, known: Correspondence, classify: Callable[[str], tuple[str, ...]], languages: tuple[str, ...]
) -> Entry | str:
    """Make an entry of an item, or tell why it is none."""
    if item.get("type", "item") != "item" or not _ITEM.fullmatch(item["id"]):
        return "no item"
    kinds = _items(item, _IS_A)
    classes = tuple(sorted({iri for kind in kinds for iri in classify(kind)}))
    if not classes:
        return "neither a body, a place nor a person"
    names = tuple(_names(item, known, languages))
    if not names:
        return f"without a name in {', '.join(languages)}"
    return Entry(
        iri=_iri(item["id"]),
        key=_iri(item["id"]),
        label=names[0].text,
        names=names,
        kinds=kinds,
        classes=classes,
        countries=tuple(_iri(one) for one in _related(item, known, "inCountry")),
        ties=tuple(Tie(role, _iri(one)) for name, role in _ROLES.items() for one in _related(item, known, name)),
        date=str(item.get("modified", ""))[:10],
        prominence=weigh(len(_map(item, "sitelinks")), 1),
    )


def _names(item: Json, known: Correspondence, languages: tuple[str, ...]) -> Iterator[Name]:
    labels, aliases = _map(item, "labels"), _map(item, "aliases")
    for language in languages:
        if language in labels:
            yield _name(labels[language]["value"], "label", language)
    for language in languages:
        for alias in aliases.get(language, ()):
            yield _name(alias["value"], "alias", language)
    for name in sorted(known.relations["alsoCalled"]):
        for value in _values(item, name):
            if value["language"] in languages:
                yield _name(value["text"], "alias", value["language"])


def _name(text: str, kind: Kind, language: str) -> Name:
    return Name(text, "acronym" if is_acronym(text) else kind, language)


def _map(item: Json, name: str) -> Json:
    """An empty map is written as an empty list."""
    found: Json = item.get(name) or {}
    return found


def _related(item: Json, known: Correspondence, name: str) -> list[str]:
    found = (one for relation in sorted(known.relations[name]) for one in _items(item, relation))
    return list(dict.fromkeys(found))


def _items(item: Json, relation: str) -> tuple[str, ...]:
    return tuple(value["id"] for value in _values(item, relation) if _ITEM.fullmatch(value.get("id", "")))


def _values(item: Json, relation: str) -> list[Json]:
    """The values of a relation that aren't deprecated; nothing where a value is unknown."""
    claims = (claim for claim in _map(item, "claims").get(relation, ()) if claim.get("rank") != "deprecated")
    snaks = (claim["mainsnak"] for claim in claims)
    return [snak["datavalue"]["value"] for snak in snaks if snak.get("snaktype", "value") == "value"]


def _iri(code: str) -> str:
    return PREFIXES["wd"] + code
