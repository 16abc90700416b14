"""`kg draw` and `kg export`: the graph as files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kg.cli.commands import Verbs, add_graph, add_verb, open_graph
from kg.outputs import check_target

_DRAW = """
kg draw
kg draw --graph news.ttl -o news.html --title "News of 2021"
kg draw --focus UNESCO --hops 1 -o unesco.html
"""
_EXPORT = """
kg export -o graph.jsonld
kg export --graph news.kg -o news.trig
kg export -o - --format ntriples
"""
_FORMATS = ("turtle", "trig", "nquads", "ntriples", "jsonld", "graphml", "csv")
_NOTES = """
Suffixes: .ttl, .nt hold all documents in one graph; .trig, .nq, .jsonld keep them apart; .graphml and .csv hold the
network of things, for Gephi, Cytoscape or a spreadsheet. The same graph gives the same bytes.
"""


def add_draw(verbs: Verbs) -> None:
    """Add the verb `draw`."""
    summary = "Draw the graph as one HTML file that needs nothing but a browser."
    parser = add_verb(verbs, "draw", _draw, summary=summary, examples=_DRAW)
    parser.add_argument("-o", "--output", metavar="FILE", default="graph.html", help="the file (default: graph.html)")
    parser.add_argument("--title", default="", help="the page's heading (default: the file's name)")
    parser.add_argument("--focus", metavar="NAME", help="only what surrounds this thing: a name or an IRI")
    parser.add_argument("--hops", type=int, metavar="N", help="how far around it, in facts (default: 1)")
    add_graph(parser)


def add_export(verbs: Verbs) -> None:
    """Add the verb `export`."""
    summary = "Write the graph to a file, in the format that its suffix tells."
    parser = add_verb(verbs, "export", _export, summary=summary, examples=_EXPORT, notes=_NOTES)
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help="the file, or - for standard output")
    parser.add_argument("--format", choices=_FORMATS, help="the format, whatever the suffix")
    add_graph(parser)


def _draw(options: argparse.Namespace) -> int:
    check_target(Path(options.output))
    with open_graph(options.graph) as store:
        store.draw(options.output, title=options.title, focus=options.focus, hops=options.hops)
    return 0


def _export(options: argparse.Namespace) -> int:
    with open_graph(options.graph) as store:
        store.export(sys.stdout if options.output == "-" else options.output, options.format)
    return 0
