"""Turns Python values into RDF terms and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import TypeAlias

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.iris import PREFIXES, expand
from kg.model import Value

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

XSD = PREFIXES["xsd"]
STRING = XSD + "string"
_WHOLE = (
    "integer int long short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger "
    "unsignedInt unsignedLong unsignedShort unsignedByte"
)
_READERS: dict[str, Callable[[str], object]] = {
    **{XSD + name: int for name in _WHOLE.split()},
    XSD + "decimal": Decimal,
    XSD + "double": float,
    XSD + "float": float,
    XSD + "boolean": lambda lexical: lexical in ("true", "1"),
    XSD + "date": date.fromisoformat,
    XSD + "dateTime": datetime.fromisoformat,
}


@cache
def named(name: str) -> ox.NamedNode:
    """Return the node of a prefixed name of the vocabulary, such as `schema:name`."""
    return ox.NamedNode(expand(name))


@lru_cache(maxsize=2048)
def node(iri: str) -> ox.NamedNode:
    """Return the node of an IRI.

    Raises:
        StoreError: the text isn't an IRI.
    """
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise StoreError(iri, f"isn't an IRI ({error}); percent-encode it, as kg.iris.mint does") from error


def literal(value: Value) -> ox.Literal:
    """Return the literal of a model value; lone surrogates, which RDF can't hold, become U+FFFD."""
    if value.datatype == STRING:
        return plain(value.lexical)
    return ox.Literal(_without_surrogates(value.lexical), datatype=node(value.datatype))


def plain(value: str) -> ox.Literal:
    """Return the literal of a text, as `literal` does."""
    return ox.Literal(_without_surrogates(value))


def _without_surrogates(value: str) -> str:
    return value if value.isascii() else value.encode("utf-8", "replace").decode()


def to_term(value: str | Value) -> ox.NamedNode | ox.Literal:
    """Return the term of a statement's object: a string is an IRI, a `Value` a literal."""
    return literal(value) if isinstance(value, Value) else node(value)


def from_term(term: Term | None) -> str | Value:
    """Return what a term is in the model: an IRI or a `Value`."""
    return Value(term.value, term.datatype.value) if isinstance(term, ox.Literal) else text(term)


def to_python(term: Term | None) -> object:
    """Return a term as the Python value that a reader expects.

    Whole numbers become int, decimals Decimal, doubles float, booleans bool, xsd:date and xsd:dateTime what `datetime`
    has for them; all else, an IRI too, becomes a string. What Python can't hold (a year before 1) stays a string.
    """
    if not isinstance(term, ox.Literal):
        return term.value if isinstance(term, ox.NamedNode) else None if term is None else str(term)
    reader = _READERS.get(term.datatype.value)
    if reader is None:
        return term.value
    try:
        return reader(term.value)
    except (ValueError, ArithmeticError):
        return term.value


def text(term: Term | None) -> str:
    """Return an IRI or a literal's lexical form as it stands, nothing for nothing."""
    if term is None:
        return ""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def from_python(value: object) -> ox.NamedNode | ox.Literal:
    """Return the term that stands for a Python value in a query.

    Args:
        value: a str (a plain literal), int, bool, float, Decimal, date, datetime, a node or literal of pyoxigraph, or a
            URIRef or Literal of rdflib.

    Raises:
        QueryError: a value of any other type, or one that RDF can't hold.
    """
    if isinstance(value, ox.NamedNode | ox.Literal):
        return value
    try:
        return _from_rdflib(value) if hasattr(value, "n3") else _from_plain(value)
    except (ValueError, TypeError) as error:
        raise QueryError(repr(value), f"can't stand in a query ({error}); give text, a number or a date") from error


def _from_plain(value: object) -> ox.Literal:
    if isinstance(value, bool | int | float | str):
        return ox.Literal(value)
    if isinstance(value, Decimal):
        return ox.Literal(format(value, "f"), datatype=named("xsd:decimal"))
    if isinstance(value, datetime):
        return ox.Literal(value.isoformat(), datatype=named("xsd:dateTime"))
    if isinstance(value, date):
        return ox.Literal(value.isoformat(), datatype=named("xsd:date"))
    raise TypeError(f"a {type(value).__name__}")


def _from_rdflib(value: object) -> ox.NamedNode | ox.Literal:
    """Read a term of rdflib by its attributes, so that rdflib needn't be loaded to know that a value isn't one."""
    kind = type(value).__name__
    if kind not in ("URIRef", "Literal"):
        raise TypeError(f"a {kind}")
    text, language, datatype = str(value), getattr(value, "language", None), getattr(value, "datatype", None)
    if kind == "URIRef":
        return ox.NamedNode(text)
    if language:
        return ox.Literal(text, language=language)
    return ox.Literal(text, datatype=ox.NamedNode(str(datatype))) if datatype else ox.Literal(text)
