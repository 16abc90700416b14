"""*.rq → questions with declared parameters, and their answers.

A query is a file of SPARQL 1.1 under a header, lines of indented `key: value` behind `#+` (as in grlc):

    #+ summary: Events that an organisation organises
    #+ parameters:
    #+   organization:
    #+     type: name
    #+     description: one of its names, in any case
    #+     example: UNESCO
    #+ columns:
    #+   event: the event's name

`?_organization` in the text stands for the parameter. One with a `default` may be left out; types are in `TYPES` (a
`name` is a text, for which pages suggest the names that there are).
A query is a SELECT, or a CONSTRUCT or DESCRIBE, which has no columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

import pyoxigraph as ox

from kg.bundled import folder
from kg.errors import QueryError
from kg.iris import expand
from kg.store.rows import Rows, Triples
from kg.store.sparql import bind, form_of, parameters, run

__all__ = ["TYPES", "Parameter", "Query", "Rows", "Triples", "ask", "load_queries"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a query wants; without a `default` it must be given."""

    name: str
    type: str
    description: str
    example: str
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A question: what it asks, its parameters, the columns of its answer, its SPARQL."""

    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, str]
    text: str


def load_queries(path: str | Path | None = None) -> dict[str, Query]:
    """Read all queries of a folder, by name.

    Args:
        path: a folder of `*.rq` files; without it, those that are shipped.

    Raises:
        QueryError: there is no such folder, or a file has no header of the form above.
    """
    return dict(_shipped()) if path is None else _read_folder(Path(path))


@cache
def _shipped() -> Mapping[str, Query]:
    return _read_folder(folder("queries"))


def _read_folder(place: Traversable) -> dict[str, Query]:
    if not place.is_dir():
        raise QueryError(str(place), "there is no such folder of queries; give one that holds *.rq files")
    files = sorted((file for file in place.iterdir() if file.name.endswith(".rq")), key=lambda file: file.name)
    queries = [read_query(file.name.removesuffix(".rq"), _read_text(file)) for file in files]
    return {query.name: query for query in queries}


def _read_text(file: Traversable) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise QueryError(file.name, f"isn't UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from error


def ask(engine: ox.Store, query: str | Query, values: Mapping[str, object]) -> Rows | Triples:
    """Put values in a query's parameters and evaluate it.

    Args:
        engine: the store to ask.
        query: a shipped query's name, or a query of `load_queries`.
        values: by parameter; texts are read as the parameter's type says.

    Returns:
        Rows for a SELECT, Triples for a CONSTRUCT or DESCRIBE.

    Raises:
        QueryError: there is no such query, or a value is missing, left over or unfit.
    """
    asked = find(query) if isinstance(query, str) else query
    given = check_values(asked, values)
    found = run(engine, bind(asked.text, given, name=asked.name), name=asked.name)
    if isinstance(found, bool):
        raise QueryError(asked.name, "is an ASK; named queries give rows or triples")
    return replace(found, about=tuple(str(value) for value in values.values())) if isinstance(found, Rows) else found


def find(name: str) -> Query:
    """Return a shipped query; reads no other file than its own.

    Raises:
        QueryError: there is none of this name; the message lists those there are.
    """
    found = _shipped_one(name) if re.fullmatch(r"\w{1,80}", name) else None
    if found is None:
        raise QueryError(name, f"there is no such query; there are: {', '.join(_shipped())}")
    return found


@cache
def _shipped_one(name: str) -> Query | None:
    file = folder("queries").joinpath(f"{name}.rq")
    return read_query(name, file.read_text(encoding="utf-8")) if file.is_file() else None


def check_values(query: Query, given: Mapping[str, object]) -> dict[str, object]:
    """Return a value of the right type for each parameter of a query, defaults where none is given.

    Raises:
        QueryError: a value is missing, left over or unfit.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    missing = [name for name, parameter in known.items() if parameter.default is None and given.get(name) is None]
    parts = [f"needs {', '.join(missing)}"] if missing else []
    parts += [f"has no parameter {', '.join(left)}" for left in [sorted(given.keys() - known)] if left]
    if parts:
        raise QueryError(query.name, f"{' and '.join(parts)}; its parameters: {describe(query.parameters)}")
    return {name: _typed(query.name, parameter, given.get(name)) for name, parameter in known.items()}


def describe(wanted: Iterable[Parameter]) -> str:
    """Write parameters with their examples, as one would give them to `kg query`."""
    return (
        ", ".join(
            f"{one.name} ({one.type}, such as {one.example}{'' if one.default is None else '; may be left out'})"
            for one in wanted
        )
        or "none"
    )


def _typed(query: str, parameter: Parameter, value: object) -> object:
    """Read a value as its parameter's type says; an empty default stays empty, so that a query can tell it."""
    value = parameter.default if value is None else value
    if value == parameter.default == "":
        return ""
    try:
        return TYPES[parameter.type](value)
    except ValueError as error:
        wanted = f"isn't of type {parameter.type} ({error}); {parameter.description}, such as {parameter.example}"
        raise QueryError(query, f"{parameter.name}={value!r} {wanted}") from error


def _iri(value: object) -> ox.NamedNode:
    return value if isinstance(value, ox.NamedNode) else ox.NamedNode(expand(str(value)))


def _goal(value: object) -> ox.NamedNode:
    """Read a goal or target however it's written: 4, 4.1, "SDG 4", "Goal 4", sdg:4 or its IRI."""
    text = value.value if isinstance(value, ox.NamedNode) else str(value)
    found = re.fullmatch(r"(?:.*[^0-9.])?((?:[1-9]|1[0-7])(?:\.[0-9a-z]{1,2})?)", text.strip(), re.IGNORECASE)
    if found is None:
        raise ValueError("no goal from 1 to 17")
    return ox.NamedNode(expand(f"sdg:{found[1].lower()}"))


def _date(value: object) -> str:
    text = str(value).strip()
    if not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", text):
        raise ValueError("no year, month or day as ISO 8601 writes it")
    return text


TYPES: Mapping[str, Callable[[object], object]] = {
    "text": str,
    "name": str,
    "iri": _iri,
    "integer": lambda value: int(str(value)),
    "date": _date,
    "goal": _goal,
}


def read_query(name: str, text: str) -> Query:
    """Read a query's header and text.

    Raises:
        QueryError: the header isn't of the form that this module's docstring shows, or names other parameters than
            the text.
    """
    header = _read_header(name, [line for line in text.splitlines() if line.startswith("#+")])
    rows = form_of(text) not in ("CONSTRUCT", "DESCRIBE")
    if not isinstance(summary := header.get("summary"), str) or isinstance(header.get("columns"), dict) != rows:
        wrong = "lacks a summary or columns" if rows else "lacks a summary, or has columns, which only a SELECT gives"
        raise QueryError(name, f"its header {wrong}; see the docstring of kg.queries")
    wanted = tuple(_parameter(name, key, said) for key, said in _mapping(header.get("parameters")).items())
    found = parameters(text)
    if found != (declared := {one.name for one in wanted}):
        odd = ", ".join(sorted(found ^ declared))
        raise QueryError(name, f"header and text differ in parameters: {odd}; declare each ?_name that the text uses")
    columns = {key: str(said) for key, said in _mapping(header.get("columns")).items()}
    return Query(name, summary, wanted, columns, text)


Header = dict[str, "str | Header"]


def _read_header(name: str, lines: Iterable[str]) -> Header:
    levels: list[Header] = [{}]
    for line in lines:
        found = re.fullmatch(r"#\+ (?P<indent>(?:  )*)(?P<key>\w+):(?: (?P<value>.*))?", line.rstrip())
        depth = len(found["indent"]) // 2 if found else 0
        if found is None or depth >= len(levels) or found["key"] in levels[depth]:
            raise QueryError(name, f"can't read its header at {line!r}; see the docstring of kg.queries")
        del levels[depth + 1 :]
        if found["value"] is None and found["key"] != "default":
            levels.append({})
        levels[depth][found["key"]] = (found["value"] or "").strip() if len(levels) == depth + 1 else levels[-1]
    return levels[0]


def _mapping(part: str | Header | None) -> Header:
    return part if isinstance(part, dict) else {}


def _parameter(query: str, name: str, said: str | Header) -> Parameter:
    facts = {key: value for key, value in _mapping(said).items() if isinstance(value, str)}
    if not {"type", "description", "example"} <= facts.keys() <= {"type", "description", "example", "default"}:
        raise QueryError(query, f"parameter {name} needs type, description and example, and may have a default")
    if facts["type"] not in TYPES:
        raise QueryError(query, f"parameter {name} has the type {facts['type']!r}; types are {', '.join(TYPES)}")
    return Parameter(name, facts["type"], facts["description"], facts["example"], facts.get("default"))
