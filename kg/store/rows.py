"""What a query gives: rows with names and Python values, and the ways to write them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, overload

import pyoxigraph as ox

from kg.errors import QueryError
from kg.iris import shorten
from kg.store.html import render
from kg.store.row import Row
from kg.store.sheets import write_csv, write_xlsx
from kg.store.tables import markdown, table
from kg.store.terms import STRING, Term, text, to_python
from kg.store.turtle import write_turtle

if TYPE_CHECKING:
    import pandas
    import polars
    import rdflib

    from kg.drawing.picture import Picture

SHOWN = 20
"""How many rows a notebook shows."""

_LINES = 40


Artist = Callable[["Rows | Triples", "str | os.PathLike[str] | None", str], "Picture | None"]
"""What draws an answer: into a file, or without one as a picture, under a title."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The result of a SELECT: a sequence of `Row`; `terms` holds the RDF terms as the engine gave them.

    `engine` is the store that was asked, `artist` what draws answers of it, `about` the values that the question held.
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]
    engine: ox.Store | None = field(default=None, compare=False, repr=False)
    artist: Artist | None = field(default=None, compare=False, repr=False)
    about: tuple[str, ...] = field(default=(), compare=False, repr=False)

    @classmethod
    def of(cls, solutions: ox.QuerySolutions, engine: ox.Store | None = None) -> Rows:
        """Take in all that the engine gives."""
        columns = tuple(variable.value for variable in solutions.variables)
        return cls(columns, tuple(tuple(solution) for solution in solutions), engine)

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> Iterator[Row]:
        return (Row(self.columns, tuple(map(to_python, terms))) for terms in self.terms)

    @overload
    def __getitem__(self, key: int) -> Row: ...
    @overload
    def __getitem__(self, key: slice) -> Rows: ...
    def __getitem__(self, key: int | slice) -> Row | Rows:
        if isinstance(key, slice):
            return replace(self, terms=self.terms[key])
        return Row(self.columns, tuple(map(to_python, self.terms[key])))

    def column(self, name: str) -> list[object]:
        """Return all values of one column."""
        return [row[name] for row in self]

    def to_records(self) -> list[dict[str, object]]:
        """Return each row as a dictionary of Python values."""
        return [row.to_dict() for row in self]

    def to_json(self, *, indent: int | None = 2) -> str:
        """Write the rows as a JSON list of records; dates as ISO strings, decimals as numbers, nothing as null."""
        return json.dumps(self.to_records(), ensure_ascii=False, indent=indent, default=_plain)

    def to_srj(self, *, indent: int | None = None) -> str:
        """Write the rows as SPARQL 1.1 Query Results JSON, which keeps each term's kind and datatype."""
        bindings = [
            {name: _srj(term) for name, term in zip(self.columns, terms, strict=True) if term is not None}
            for terms in self.terms
        ]
        return json.dumps(
            {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}, ensure_ascii=False, indent=indent
        )

    def to_csv(self) -> str:
        """Write the rows as CSV (RFC 4180, header first), as SPARQL 1.1 defines it: whole IRIs, bare values.

        Only a text that a spreadsheet would take for a formula gets an apostrophe before it. Excel reads letters beyond
        ASCII rightly when the file is imported as UTF-8, not when it is opened: for Excel, see `to_xlsx`.
        """
        return write_csv(self.columns, ([text(term) for term in terms] for terms in self.terms))

    def to_xlsx(self) -> bytes:
        """Write the rows as a workbook for Excel and LibreOffice, with real numbers and dates.

        Raises:
            OutputError: there are more rows than a sheet holds.
        """
        return write_xlsx(self.columns, (row.values for row in self))

    def to_table(self, *, width: int | None = 100) -> str:
        """Write the rows as aligned columns of text, at most `width` wide; a long cell ends in `…`.

        Without a width nothing is cut, and what is longer than most stands out of its column.
        """
        return table(self.columns, self._cells(), width)

    def to_markdown(self) -> str:
        """Write the rows as a Markdown table (GitHub's), nothing cut."""
        return markdown(self.columns, self._cells())

    def _cells(self) -> list[list[str]]:
        return [
            [shorten(term.value) if isinstance(term, ox.NamedNode) else text(term) for term in terms]
            for terms in self.terms
        ]

    def _repr_html_(self) -> str:
        shown = self[:SHOWN]
        return render("rows.html", columns=self.columns, rows=shown._cells(), count=len(self), left=len(self[SHOWN:]))

    def to_polars(self) -> polars.DataFrame:
        """Return the rows as a polars DataFrame; needs `pip install kg[polars]`.

        A column of one type holds Python values of it; one of several types (dates beside years) holds texts.
        """
        import polars

        values = {name: _alike([row[place] for row in self]) for place, name in enumerate(self.columns)}
        return polars.DataFrame(values, infer_schema_length=None)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Hand the columns over as Arrow's C stream, which `polars.DataFrame(rows)` asks for; needs polars."""
        return self.to_polars().__arrow_c_stream__(requested_schema)

    def to_dataframe(self) -> pandas.DataFrame:
        """Return the rows as a pandas DataFrame of Python values; needs `pip install kg[pandas]`."""
        import pandas

        return pandas.DataFrame([row.values for row in self], columns=list(self.columns))

    def draw(self, path: str | os.PathLike[str] | None = None, *, title: str = "") -> Picture | None:
        """Draw the things whose IRIs or names the rows hold, and the facts that join them: see `Triples.draw`."""
        return _draw(self, path, title)

    def __str__(self) -> str:
        return self.to_table()


@dataclass(frozen=True, slots=True)
class Triples:
    """The graph that a CONSTRUCT or DESCRIBE gives."""

    triples: tuple[ox.Triple, ...]
    engine: ox.Store | None = field(default=None, compare=False, repr=False)
    artist: Artist | None = field(default=None, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.triples)

    def __iter__(self) -> Iterator[ox.Triple]:
        return iter(self.triples)

    def to_turtle(self) -> str:
        """Write the triples as Turtle, sorted, each once."""
        return write_turtle(self.triples)

    def to_rdflib(self) -> rdflib.Graph:
        """Return the triples as a graph of rdflib."""
        import rdflib

        lines = ox.serialize(self.triples, format=ox.RdfFormat.N_TRIPLES)
        return rdflib.Graph().parse(data=lines, format="nt")

    def _repr_html_(self) -> str:
        lines = self.to_turtle().splitlines()
        return render("triples.html", lines=lines[:_LINES], count=len(self), left=len(lines[_LINES:]))

    def draw(self, path: str | os.PathLike[str] | None = None, *, title: str = "") -> Picture | None:
        """Draw the triples as one HTML file, or as SVG where the path ends so.

        Args:
            path: the file; one that exists is replaced. Without it, the picture is returned, which a notebook shows.
            title: the heading; the file's name without it.

        Raises:
            OutputError: the file can't be written.
            QueryError: nothing is known of the store that was asked.
        """
        return _draw(self, path, title)

    def __str__(self) -> str:
        return self.to_turtle()


def _alike(values: list[object]) -> list[object]:
    """Values of one type as they are, others as texts."""
    kinds = {type(value) for value in values if value is not None}
    return values if len(kinds) <= 1 else [None if value is None else _written(value) for value in values]


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _draw(answer: Rows | Triples, path: str | os.PathLike[str] | None, title: str) -> Picture | None:
    if answer.artist is None:
        raise QueryError("draw", "needs the store that was asked; draw what store.query or store.sparql returned")
    return answer.artist(answer, path, title)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _srj(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if not isinstance(term, ox.Literal):
        return {"type": "bnode", "value": str(term).removeprefix("_:")}
    found = {"type": "literal", "value": term.value}
    if term.language:
        return {**found, "xml:lang": term.language}
    return found if term.datatype.value == STRING else {**found, "datatype": term.datatype.value}
