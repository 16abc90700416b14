"""Reads requests of the SPARQL 1.1 Protocol: what is asked, of which dataset."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import parse_qsl

import pyoxigraph as ox
from starlette.requests import Request

from kg.iris import PREFIXES, expand
from kg.sandbox.guard import strip
from kg.server.errors import HttpError

_FORM = "application/x-www-form-urlencoded"
_DIRECT = {"application/sparql-query": "query", "application/sparql-update": "update"}
_PARAMETERS = {
    "query": ("default-graph-uri", "named-graph-uri"),
    "update": ("using-graph-uri", "using-named-graph-uri"),
}


@dataclass(frozen=True, slots=True)
class Operation:
    """A query or an update, and the graphs that the protocol names for it."""

    kind: str
    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


async def read_operation(request: Request) -> Operation | None:
    """Return what a request asks; nothing where a GET asks nothing.

    Raises:
        HttpError: 400 or 415; the message says what is wrong.
    """
    pairs = read_pairs(request.scope["query_string"])
    if request.method != "POST":
        if any(name == "update" for name, _ in pairs):
            raise HttpError(400, "updates go by POST")
        return _operation(pairs, empty=True)
    kind, _, rest = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    charset = re.search(r"charset\s*=\s*\"?([\w-]+)", rest, re.IGNORECASE)
    if charset and charset[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise HttpError(415, f"the charset {charset[1]} isn't read; send UTF-8")
    if kind == _FORM:
        return _operation(pairs + read_pairs(await request.body()))
    if kind not in _DIRECT:
        raise HttpError(415, f"POST takes the content types {_FORM}, {', '.join(_DIRECT)}")
    return _operation([*pairs, (_DIRECT[kind], _decode(await request.body()))])


def read_pairs(encoded: bytes) -> list[tuple[str, str]]:
    """Return the names and values of a query string or a form.

    Raises:
        HttpError: they aren't UTF-8, or too many.
    """
    try:
        return parse_qsl(encoded.decode(), keep_blank_values=True, errors="strict", max_num_fields=200)
    except ValueError as error:  # UnicodeDecodeError is one, too
        raise HttpError(400, "the parameters can't be read; encode them as UTF-8, 200 at most") from error


def _decode(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise HttpError(400, "the body isn't UTF-8") from error


def _operation(pairs: list[tuple[str, str]], *, empty: bool = False) -> Operation | None:
    asked = [(name, value) for name, value in pairs if name in _PARAMETERS]
    if empty and not asked:
        return None
    if len(asked) != 1:
        raise HttpError(400, "give exactly one query, as the parameter query, or one update, as update")
    kind, text = asked[0]
    default, named = (tuple(read_iri(value) for name, value in pairs if name == wanted) for wanted in _PARAMETERS[kind])
    return Operation(kind, text, default, named)


def read_iri(value: str) -> str:
    """Return an IRI as it was given.

    Raises:
        HttpError: it isn't one.
    """
    try:
        return ox.NamedNode(value).value
    except ValueError as error:
        raise HttpError(400, f"{value!r} isn't an absolute IRI ({error})") from error


def read_thing(name: str) -> str:
    """Return the IRI of a thing, of any scheme; a prefixed name is written out.

    Raises:
        HttpError: it isn't one.
    """
    return read_iri(expand(name) if name.partition(":")[0] in PREFIXES else name)


def with_using(update: Operation) -> str:
    """Return an update's text with the graphs that the protocol names written into it as USING clauses.

    Raises:
        HttpError: the text names graphs by itself (USING, WITH), or has a DELETE WHERE, which takes no such clause.
    """
    if not update.default_graphs and not update.named_graphs:
        return update.text
    words = _top_words(strip(update.text))
    if any(word in ("using", "with") for word, _ in words):
        raise HttpError(400, "the graphs are named twice, by using-graph-uri and by USING or WITH; drop either")
    if any((one, other) == ("delete", "where") for (one, _), (other, _) in pairwise(words)):
        raise HttpError(400, "DELETE WHERE takes no using-graph-uri; write DELETE { … } WHERE { … }")
    clauses = [f"USING {ox.NamedNode(iri)} " for iri in update.default_graphs]
    clauses += [f"USING NAMED {ox.NamedNode(iri)} " for iri in update.named_graphs]
    text, done = "", 0
    for place in (place for word, place in words if word == "where"):
        text, done = text + update.text[done:place] + "".join(clauses), place
    return text + update.text[done:]


def _top_words(bare: str) -> list[tuple[str, int]]:
    """The words outside all braces, in small letters, with their places; a pair of braces counts as a word."""
    words, deep = [], 0
    for found in re.finditer(r"[{}]|[A-Za-z]+", bare):
        if found[0] == "{" and not deep:
            words.append(("{", found.start()))
        elif found[0].isalpha() and not deep:
            words.append((found[0].lower(), found.start()))
        deep += {"{": 1, "}": -1}.get(found[0], 0)
    return words
