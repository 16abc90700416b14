"""Binds values to the parameters of a query by its tokens, so that no value can change what the query asks."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from kg.errors import QueryError
from kg.iris import PREFIXES
from kg.store.rows import Rows, Triples
from kg.store.terms import from_python, named

# Longest match first, in the order of SPARQL 1.1, section 19.8; what stands in strings, IRIs and comments is no token.
_TOKEN = re.compile(
    r"""
      (?P<iri>      <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<string>   \"{3} (?: \"{0,2} (?: [^"\\] | \\. ) )* \"{3} | '{3} (?: '{0,2} (?: [^'\\] | \\. ) )* '{3}
                  | " (?: [^"\\\n\r] | \\. )* " | ' (?: [^'\\\n\r] | \\. )* ' )
    | (?P<comment>  \#[^\n\r]* )
    | (?P<escape>   \\. )
    | [?$] (?P<parameter> _\w+ )
    """,
    re.VERBOSE | re.DOTALL,
)
# Words outside of names, and what opens and closes a group.
_WORD = re.compile(
    _TOKEN.pattern + r"| (?P<open> [{(] ) | (?P<close> [)}] ) | (?<! [\w:?$@-] ) (?P<word> [A-Za-z]+ ) (?! [\w:-] )",
    re.VERBOSE | re.DOTALL,
)
_FORMS = ("SELECT", "CONSTRUCT", "DESCRIBE", "ASK")
_WHOLE = re.compile(r"[+-]?[0-9]+")


def parameters(text: str) -> frozenset[str]:
    """Return the names of a query's parameters: the variables that begin with an underscore, without it.

    >>> sorted(parameters('SELECT * { ?s schema:name ?_name FILTER(?s != "?_neither") } # ?_nor'))
    ['name']
    """
    return frozenset(match["parameter"][1:] for match in _TOKEN.finditer(text) if match["parameter"])


def outer_words(text: str) -> list[str]:
    """Return the words of a query that stand in no group, in capitals: its form, and what stands behind WHERE.

    >>> outer_words("SELECT ?order { ?s schema:limit 'LIMIT' { SELECT * {} LIMIT 1 } } ORDER BY ?order # LIMIT 1")
    ['SELECT', 'ORDER', 'BY']
    """
    depth, words = 0, []
    for match in _WORD.finditer(text):
        depth += bool(match["open"]) - bool(match["close"])
        if match["word"] and not depth:
            words.append(match["word"].upper())
    return words


def form_of(text: str) -> str:
    """Return what a query asks for: SELECT, CONSTRUCT, DESCRIBE or ASK; empty if it is none."""
    return next((word for word in outer_words(text) if word in _FORMS), "")


def bind(text: str, values: Mapping[str, object], *, name: str = "SPARQL") -> str:
    """Put values in the place of a query's parameters.

    A parameter is a variable that begins with an underscore: `?_organization` takes the value of `organization`.

    Args:
        text: SPARQL 1.1.
        values: a value for each parameter: text, a number, a date, or a node or literal of pyoxigraph or rdflib.
        name: what to call the query in an error.

    Raises:
        QueryError: a value is missing, left over, or of a type that RDF doesn't know.
    """
    wanted = parameters(text)
    if wanted != values.keys():
        raise QueryError(name, _difference(wanted, values))
    terms = {parameter: _write(value) for parameter, value in values.items()}
    return _TOKEN.sub(lambda match: terms[match["parameter"][1:]] if match["parameter"] else match[0], text)


def _write(value: object) -> str:
    """Whole numbers are written bare, as LIMIT and OFFSET want them; every other term writes and escapes itself."""
    term = from_python(value)
    if isinstance(term, ox.Literal) and term.datatype == named("xsd:integer") and _WHOLE.fullmatch(term.value):
        return f" {term.value} "
    return str(term)


def _difference(wanted: frozenset[str], values: Mapping[str, object]) -> str:
    missing, left = sorted(wanted - values.keys()), sorted(values.keys() - wanted)
    parts = [f"needs a value for {', '.join(missing)}"] if missing else []
    parts += [f"has no parameter {', '.join(left)}"] if left else []
    known = ", ".join(f"?_{parameter}" for parameter in sorted(wanted)) or "none"
    return f"{' and '.join(parts)}; parameters in its text: {known}"


def run(engine: ox.Store, text: str, *, name: str = "SPARQL") -> Rows | Triples | bool:
    """Evaluate a query over the default graph; the prefixes of `kg.iris.PREFIXES` need no declaration.

    Raises:
        QueryError: the engine can't read or evaluate it.
    """
    try:
        result = engine.query(text, prefixes=PREFIXES)
        if isinstance(result, ox.QueryBoolean):
            return bool(result)
        return Rows.of(result, engine) if isinstance(result, ox.QuerySolutions) else Triples(tuple(result), engine)
    except SyntaxError as error:
        raise QueryError(name, f"isn't SPARQL ({error}); mend it, see w3.org/TR/sparql11-query") from error
    except (RuntimeError, ValueError, OSError) as error:
        raise QueryError(name, f"failed while it ran ({error}); simplify it") from error
