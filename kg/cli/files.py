"""`kg draw` and `kg export`: the graph as files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.commands import STANDARD_OUTPUT, Verbs, add_graph, add_verb, open_graph, put
from kg.cli.queries import read_values
from kg.errors import OutputError, QueryError
from kg.outputs import check_target

if TYPE_CHECKING:
    from kg.graph import Store
    from kg.store import Rows, Triples

_DRAW = """
Draw the graph as one HTML file that needs nothing but a browser.

examples:
  kg draw
  kg draw --graph news.ttl -o news.html --title "News of 2021"
  kg draw --focus UNESCO --hops 2 -o unesco.html
  kg draw --query events_of organization=UNESCO -o unesco.html
  kg draw --sparql 'CONSTRUCT WHERE { ?event schema:organizer ?who }'
  kg draw --static graph.svg

Up to 2,000 things are drawn one by one; larger graphs open as communities. What a query gives is drawn so: the triples
of a CONSTRUCT; of a SELECT the things whose IRIs or names its rows hold, with the facts that join them.
--static draws a picture for papers, without a browser; it is made instead of the page, unless -o names one.
"""
_EXPORT = """
Write the graph to a file, in the format that its suffix tells.

examples:
  kg export -o graph.jsonld
  kg export --graph news.kg -o news.trig
  kg export -o - --format ntriples
  kg export -o for-protege.ttl --with-ontology

Suffixes: .ttl and .nt hold all documents in one graph; .trig, .nq and .jsonld keep them apart; .graphml,
.csv and .xlsx hold the network of things, for Gephi, Cytoscape or a spreadsheet; for Excel choose .xlsx, which keeps
numbers, and letters of every script. The same graph gives the same bytes.
"""
_FORMATS = ("turtle", "trig", "nquads", "ntriples", "jsonld", "graphml", "csv", "xlsx")


def add_draw(verbs: Verbs) -> None:
    """Add the verb `draw`."""
    parser = add_verb(verbs, "draw", _draw, _DRAW)
    parser.add_argument("values", metavar="name=value", nargs="*", help="values for the parameters of the query")
    parser.add_argument("-o", "--output", metavar="FILE", help="the page (default: graph.html)")
    parser.add_argument("--static", metavar="FILE.svg", help="a picture as SVG")
    parser.add_argument("--title", default="", help="the page's heading (default: the file's name)")
    parser.add_argument("--focus", metavar="NAME", help="only what surrounds this thing: a name or an IRI")
    parser.add_argument("--hops", type=int, metavar="N", help="how far around it, in facts (default: 1)")
    asked = parser.add_mutually_exclusive_group()
    asked.add_argument("--query", metavar="NAME", help="only what a named query gives; `kg query` lists them")
    asked.add_argument("--sparql", metavar="TEXT", help="only what SPARQL gives: a CONSTRUCT or a SELECT")
    add_graph(parser)


def add_export(verbs: Verbs) -> None:
    """Add the verb `export`."""
    parser = add_verb(verbs, "export", _export, _EXPORT)
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help="the file, or - for standard output")
    parser.add_argument("--format", choices=_FORMATS, help="the format, whatever the suffix")
    parser.add_argument("--inferred", action="store_true", help="what `kg infer` inferred, too")
    parser.add_argument(
        "--with-ontology",
        action="store_true",
        help="Turtle with what the ontology defines, too, as Protégé and its like expect it",
    )
    add_graph(parser)


def _draw(options: argparse.Namespace) -> int:
    files = [file for file in (options.output, options.static) if file] or ["graph.html"]
    _check_draw(options, files)
    with open_graph(options.graph) as store:
        if options.query is None and options.sparql is None:
            for file in files:
                store.draw(file, title=options.title, focus=options.focus, hops=options.hops)
        else:
            answer = _ask(store, options)
            for file in files:
                answer.draw(file, title=options.title or " ".join([options.query or "", *options.values]).strip())
    return 0


def _check_draw(options: argparse.Namespace, files: list[str]) -> None:
    """Refuse what can't be written or doesn't go together before anything is read."""
    for file in files:
        check_target(Path(file))
    if options.static and Path(options.static).suffix != ".svg":
        raise OutputError(options.static, "isn't a name for SVG; give one that ends in .svg")
    asked = options.query or options.sparql
    if asked and options.focus:
        raise QueryError("--focus", "doesn't go with a query; ask for what surrounds the thing in the query itself")
    if options.values and not asked:
        raise QueryError(options.values[0], "is a value for a query's parameter; name the query with --query")


def _ask(store: Store, options: argparse.Namespace) -> Rows | Triples:
    values = read_values(options.values)
    answer = store.query(options.query, **values) if options.query else store.sparql(options.sparql, **values)
    if isinstance(answer, bool):
        raise QueryError("ASK", "gives yes or no, which is no graph; ask with CONSTRUCT or SELECT")
    return answer


def _export(options: argparse.Namespace) -> int:
    from kg.exports import write

    with open_graph(options.graph) as store:
        if options.output == STANDARD_OUTPUT:
            form = options.format or "turtle"
            put(write(store, form, inferred=options.inferred, definitions=options.with_ontology))
        else:
            added = {"inferred": options.inferred, "definitions": options.with_ontology}
            store.export(options.output, options.format, **added)
    return 0
