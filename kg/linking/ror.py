"""Reads the data dump of ROR, schema v2 (https://ror.readme.io/docs/data-dump)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.errors import IdentifierError
from kg.linking.dumps import read_objects
from kg.linking.mapping import Correspondence
from kg.linking.values import Entry, Kind, Name, Skipped, Tie

_IRI = re.compile(r"https://ror\.org/0[a-z0-9]{8}")
# Companies of one name in several countries are told apart so: "Example (Portugal)".
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_KINDS: tuple[tuple[str, Kind], ...] = (("ror_display", "label"), ("label", "label"), ("acronym", "acronym"))
_TIED = ("parent", "child", "related")

Json = dict[str, Any]


def read(path: Path, known: Correspondence, languages: Collection[str]) -> Iterator[Entry | Skipped]:
    """Yield the organizations of a data dump; names of all languages are kept, for there are few.

    Args:
        path: the .json, or the .zip that holds it.
        known: how the source is read.
        languages: not asked.

    Raises:
        IdentifierError: the file is of ROR's schema v1, which ended in 2025.
    """
    for number, record in read_objects(path, suffix=".json"):
        if record is not None and "name" in record and "names" not in record:
            raise IdentifierError(str(path), "is of ROR's schema v1; take the file of schema v2 from the same release")
        yield _read_record(record, f"record {number}", known)


def _read_record(record: Json | None, place: str, known: Correspondence) -> Entry | Skipped:
    try:
        made = _entry(record or {}, known)
    except (LookupError, TypeError, AttributeError, ValueError):
        return Skipped(place, "isn't a record of ROR's schema v2", broken=True)
    return Skipped(place, made) if isinstance(made, str) else made


def _entry(record: Json, known: Correspondence) -> Entry | str:
    iri = record["id"]
    if not _IRI.fullmatch(iri):
        raise ValueError(iri)
    if record.get("status") == "withdrawn":
        return "withdrawn"
    names = tuple(_names(record["names"]))
    if not names:
        return "without a name"
    kinds = tuple(record.get("types") or ())
    places = [one["geonames_details"] for one in record.get("locations") or ()]
    codes = dict.fromkeys(place.get("country_code") or "" for place in places)
    return Entry(
        iri=iri,
        key=iri,
        label=names[0].text,
        names=names,
        kinds=kinds,
        classes=tuple(sorted({one for kind in kinds for one in known.classes.get(kind, known.classes["other"])})),
        countries=tuple(known.countries[code] for code in codes if code in known.countries),
        ties=(*_places(places), *_bodies(record.get("relationships") or ())),
        date=record.get("admin", {}).get("last_modified", {}).get("date", ""),
    )


def _names(given: list[Json]) -> Iterator[Name]:
    """The name to display comes first."""
    for each in sorted(given, key=lambda one: "ror_display" not in one["types"]):
        kind: Kind = next((kind for name, kind in _KINDS if name in each["types"]), "alias")
        yield Name(each["value"], kind, each.get("lang") or "")
        short = _IN_BRACKETS.sub("", each["value"])
        if short and short != each["value"]:
            yield Name(short, "alias", each.get("lang") or "")


def _places(places: list[Json]) -> Iterator[Tie]:
    names = (place.get(name) for place in places for name in ("name", "country_subdivision_name"))
    return (Tie("place", label=name) for name in dict.fromkeys(names) if name)


def _bodies(relationships: Iterable[Json]) -> Iterator[Tie]:
    return (Tie("body", one["id"], one.get("label") or "") for one in relationships if one["type"] in _TIED)
