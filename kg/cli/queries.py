"""`kg query`: named queries, SPARQL, and what they give."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.cli.commands import Verbs, add_graph, add_verb, complain, open_graph, put, table_width
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.graph import Store
    from kg.queries import Query
    from kg.sandbox.limited import LimitedStore
    from kg.store import Rows, Triples

    Answer = Rows | Triples | bool

_HELP = """
Ask the graph: a named query, or SPARQL of your own.

examples:
  kg query
  kg query events_of organization=UNESCO
  kg query events_of --help
  kg query timeline since=2021 --format csv
  kg query timeline since=2021 --format xlsx > timeline.xlsx
  kg query --sparql 'SELECT ?name { ?who a schema:Person ; schema:name ?name }'
  kg query --sparql - name=UNESCO < my-query.rq
  kg query --sparql - --timeout 5 --max-rows 1000 < from-a-stranger.rq

Without NAME, lists the queries; `kg query NAME --help` tells what one asks and takes. On a terminal, or where COLUMNS
is set, a table is cut to its width; in a pipe nothing is cut. In SPARQL the prefixes of the graph need no declaration,
and ?_name stands for a value given as name=value. With --timeout or --max-rows the query runs in a process of its own,
without network, that is stopped at the limit; without them it runs until it's done.
exit status: 0, also where no row is found; 2 for errors.
"""

ROW_FORMATS: Mapping[str, Callable[[Rows], str]] = {
    "table": lambda rows: rows.to_table(width=table_width()),
    "csv": lambda rows: rows.to_csv().removesuffix("\r\n"),
    "json": lambda rows: rows.to_json(),
    "srj": lambda rows: rows.to_srj(),
    "md": lambda rows: rows.to_markdown(),
}
"""How rows are printed as text."""


def add_query(verbs: Verbs) -> None:
    """Add the verb."""
    parser = add_verb(verbs, "query", _query, _HELP, own_help=True)
    parser.set_defaults(parser=parser)
    parser.add_argument("-h", "--help", action="store_true", help="show this, or what the named query asks and takes")
    parser.add_argument("name", metavar="NAME", nargs="?", help="a named query")
    parser.add_argument("values", metavar="name=value", nargs="*", help="values for its parameters")
    parser.add_argument("--sparql", metavar="TEXT", help="SPARQL instead, or - to read it from standard input")
    parser.add_argument("--queries", metavar="FOLDER", help="a folder of *.rq files, instead of those that are shipped")
    parser.add_argument(
        "--format",
        choices=(*ROW_FORMATS, "xlsx", "ttl"),
        help="how to print: srj is SPARQL's own JSON, xlsx a workbook for Excel (send it to a file), ttl is for "
        "CONSTRUCT (default: table, or ttl)",
    )
    parser.add_argument("--limit", type=int, metavar="N", help="print the first N rows only")
    parser.add_argument(
        "--timeout",
        type=_above_zero,
        metavar="SECONDS",
        help="stop the query after so long (with --max-rows alone: 10)",
    )
    parser.add_argument("--max-rows", type=int, metavar="N", help="refuse a result of more than N rows")
    add_graph(parser)


def _above_zero(word: str) -> float:
    if not (value := float(word)) > 0:
        raise argparse.ArgumentTypeError(f"{word!r} isn't above 0")
    return value


@contextmanager
def _open(options: argparse.Namespace) -> Iterator[Store | LimitedStore]:
    """Open the graph, within limits where some were given."""
    limits = {"seconds": options.timeout, "rows": options.max_rows}
    given = {name: value for name, value in limits.items() if value is not None}
    with open_graph(options.graph) as store:
        if not given:
            yield store
            return
        with store.limited(**given) as limited:
            yield limited


def _query(options: argparse.Namespace) -> int:
    if options.help and not options.name:
        options.parser.print_help()
        return 0
    if options.sparql is not None:
        words = [word for word in (options.name, *options.values) if word is not None]
        text = _read_input() if options.sparql == "-" else options.sparql
        with _open(options) as store:
            return _print(store.sparql(text, **read_values(words)), options)
    return _named(options) if options.name else _list(options)


def _read_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError("standard input", f"isn't UTF-8 ({error.reason} at byte {error.start})") from error


def _named(options: argparse.Namespace) -> int:
    query, values = _find(options), read_values(options.values)
    missing = [one.name for one in query.parameters if one.default is None and one.name not in values]
    if options.help or missing:
        print(_describe(query), file=sys.stdout if options.help else sys.stderr)
        return 0 if options.help else _needs(query, missing)
    from kg.graph import Store

    with _open(options) as store:
        answer = store.query(query, **values)
        if not len(answer) and isinstance(store, Store):
            names = (one.name for one in query.parameters if one.type in ("text", "name"))
            _suggest(store, [values[name] for name in names if name in values])
        return _print(answer, options)


def _suggest(store: Store, texts: list[str]) -> None:
    """Where nothing is found, offer what is called nearly so."""
    for text in texts:
        near = store.search(text, most=3) if text else ()
        if near and near[0].score < 1:
            names = " or ".join(dict.fromkeys(repr(hit.name) for hit in near))
            complain(f"nothing is found of {text!r}; did you mean {names}?")


def _needs(query: Query, missing: list[str]) -> int:
    raise QueryError(query.name, f"needs {', '.join(missing)}; give it as in the example above")


def _find(options: argparse.Namespace) -> Query:
    """The named query, of the user's folder or of those that are shipped."""
    from kg.queries import find, load_queries

    if options.queries is None:
        return find(options.name)
    known = load_queries(options.queries)
    if options.name not in known:
        there = ", ".join(known) or "none"
        raise QueryError(options.name, f"there is no such query in {options.queries}; there are: {there}")
    return known[options.name]


def _list(options: argparse.Namespace) -> int:
    from kg.queries import load_queries

    known = load_queries(options.queries)
    wide = max(map(len, known), default=0)
    for query in known.values():
        given = " ".join(f"[{one.name}]" if one.default is not None else one.name for one in query.parameters)
        print(f"{query.name:{wide}}  {query.summary}" + (f" ({given})" if given else ""))
    return 0


def _describe(query: Query) -> str:
    """Write what a query asks, what it takes, what it gives, and a command to run."""
    needed = [one for one in query.parameters if one.default is None] or query.parameters[:1]
    command = " ".join(["kg query", query.name, *(f'{one.name}="{one.example}"' for one in needed)])
    taken = [
        (one.name, f"{one.description} ({one.type}{'' if one.default is None else '; may be left out'})")
        for one in query.parameters
    ]
    parts = [query.summary, f"example:\n  {command}"]
    parts += [_section("parameters", taken)] if taken else []
    parts += [_section("columns", list(query.columns.items()))] if query.columns else ["gives: triples, as Turtle"]
    return "\n\n".join(parts)


def _section(title: str, pairs: list[tuple[str, str]]) -> str:
    wide = max(len(name) for name, _ in pairs)
    return "\n".join([f"{title}:", *(f"  {name:{wide}}  {said}" for name, said in pairs)])


def read_values(words: list[str]) -> dict[str, str]:
    """Read name=value; a value may hold further equals signs.

    Raises:
        QueryError: a word has no equals sign, or no name before it.
    """
    pairs = [word.partition("=") for word in words]
    for name, equals, value in pairs:
        if not equals or not name.isidentifier():
            raise QueryError(name + equals + value, "isn't of the form name=value; put quotes around a value of words")
    return {name: value for name, _, value in pairs}


def _print(answer: Answer, options: argparse.Namespace) -> int:
    from kg.store import Rows

    if isinstance(answer, Rows):
        print_rows(answer, options)
    elif isinstance(answer, bool):
        print("true" if answer else "false")
    elif options.format not in (None, "ttl"):
        raise QueryError(
            options.name or "SPARQL", f"gives triples, which can't be written as {options.format}; use ttl"
        )
    else:
        print(answer.to_turtle(), end="")
    return 0


def print_rows(rows: Rows, options: argparse.Namespace) -> None:
    """Print rows by the options `format` and `limit`; `name` is what to call the question in an error."""
    shown = rows if options.limit is None else rows[: max(options.limit, 0)]
    kind = options.format or "table"
    if kind == "ttl":
        raise QueryError(options.name or "SPARQL", f"gives rows, not triples; choose {', '.join(ROW_FORMATS)}")
    put(shown.to_xlsx() if kind == "xlsx" else ROW_FORMATS[kind](shown) + "\n")
    if len(shown) < len(rows):
        complain(f"{len(rows) - len(shown)} more rows; raise --limit to see them")
