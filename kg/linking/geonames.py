"""Reads the tables of GeoNames, a place a line (https://download.geonames.org/export/dump/readme.txt)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from kg.gazetteer.spelling import is_acronym
from kg.linking.dumps import read_lines
from kg.linking.mapping import Correspondence
from kg.linking.values import Entry, Name, Skipped, Tie, weigh

_COLUMNS = 19
_LONGEST = 120  # letters of a name
_FIRST_DIVISION = "A.ADM1"


def read(path: Path, known: Correspondence, languages: Collection[str]) -> Iterator[Entry | Skipped]:
    """Yield the places of a table such as allCountries or cities500; the file doesn't say the names' languages.

    Args:
        path: the .txt, or the .zip that holds it.
        known: how the source is read.
        languages: not asked.
    """
    for number, line in read_lines(path, suffix=".txt"):
        cells = (line or "").rstrip("\r\n").split("\t")
        if len(cells) != _COLUMNS or not cells[0].isdecimal():
            yield Skipped(f"line {number}", f"isn't a line of {_COLUMNS} cells that begins with a number", broken=True)
        else:
            yield _entry(cells, known) or Skipped(f"line {number}", "without a name, or of no class that kg links")


def _entry(cells: list[str], known: Correspondence) -> Entry | None:
    number, name, _, _, _, _, letter, code, country, _, first = cells[:11]
    feature = f"{letter}.{code}"
    classes = known.classes.get(feature) or known.classes.get(letter)
    if not classes or not name:
        return None
    iri = f"https://sws.geonames.org/{number}/"
    division = f"{country}.{first}"
    return Entry(
        iri=iri,
        key=division if feature == _FIRST_DIVISION else iri,
        label=name,
        names=tuple(_names(cells)),
        kinds=(feature,),
        classes=classes,
        countries=(known.countries[country],) if country in known.countries else (),
        ties=(Tie("place", division),) if first and feature != _FIRST_DIVISION else (),
        date=cells[18],
        prominence=weigh(int(cells[14] or 0), 1000) if cells[14].isdecimal() else 0.0,
    )


def _names(cells: list[str]) -> Iterator[Name]:
    _, name, plain, others = cells[:4]
    yield Name(name, "label")
    if plain:
        yield Name(plain, "label")
    for other in others.split(","):
        if other and len(other) <= _LONGEST:
            yield Name(other, "acronym" if is_acronym(other) else "alias")
