"""`kg query`: named queries, SPARQL, and what they give."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kg.cli.commands import Verbs, add_graph, add_verb, open_graph
from kg.errors import QueryError
from kg.queries import Query, load_queries

if TYPE_CHECKING:
    from kg.store import Rows, Store, Triples

    Answer = Rows | Triples | bool

_EXAMPLES = """
kg query
kg query events_of organization=UNESCO
kg query events_of --help
kg query timeline since=2021 --format csv > timeline.csv
kg query --sparql 'SELECT ?name { ?who a schema:Person ; schema:name ?name }'
kg query --sparql - name=UNESCO < my-query.rq
"""
_NOTES = """
Without NAME, lists the queries; `kg query NAME --help` tells what one asks and takes. On a terminal, or where COLUMNS
is set, a table is cut to its width; in a pipe nothing is cut.
exit status: 0, also where no row is found; 2 for errors.
"""
_WIDEST = 1_000_000


def add_query(verbs: Verbs) -> None:
    """Add the verb."""
    summary = "Ask the graph: a named query, or SPARQL of your own."
    parser = add_verb(verbs, "query", _query, summary=summary, examples=_EXAMPLES, notes=_NOTES)
    parser.register("action", "describe", _Describe)
    next(one for one in parser._actions if one.dest == "help").__class__ = _Describe
    parser.add_argument("name", metavar="NAME", nargs="?", help="a named query")
    parser.add_argument("values", metavar="name=value", nargs="*", help="values for its parameters")
    parser.add_argument("--sparql", metavar="TEXT", help="SPARQL instead, or - to read it from standard input")
    parser.add_argument("--queries", metavar="FOLDER", help="a folder of *.rq files, instead of those that are shipped")
    parser.add_argument("--format", choices=tuple(FORMATS), help="how to print (default: table; ttl for CONSTRUCT)")
    parser.add_argument("--limit", type=int, metavar="N", help="print the first N rows only")
    add_graph(parser)
