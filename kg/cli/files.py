"""`kg draw` and `kg export`: the graph as files."""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.cli.commands import STANDARD_OUTPUT, Verbs, add_graph, add_verb, open_graph
from kg.outputs import check_target

_DRAW = """
Draw the graph as one HTML file that needs nothing but a browser.

examples:
  kg draw
  kg draw --graph news.ttl -o news.html --title "News of 2021"
  kg draw --focus UNESCO --hops 1 -o unesco.html
"""
_EXPORT = """
Write the graph to a file, in the format that its suffix tells.

examples:
  kg export -o graph.jsonld
  kg export --graph news.kg -o news.trig
  kg export -o - --format ntriples

Suffixes: .ttl and .nt hold all documents in one graph; .trig, .nq and .jsonld keep them apart; .graphml and .csv hold
the network of things, for Gephi, Cytoscape or a spreadsheet. The same graph gives the same bytes.
"""
_FORMATS = ("turtle", "trig", "nquads", "ntriples", "jsonld", "graphml", "csv")


def add_draw(verbs: Verbs) -> None:
    """Add the verb `draw`."""
    parser = add_verb(verbs, "draw", _draw, _DRAW)
    parser.add_argument("-o", "--output", metavar="FILE", default="graph.html", help="the file (default: graph.html)")
    parser.add_argument("--title", default="", help="the page's heading (default: the file's name)")
    parser.add_argument("--focus", metavar="NAME", help="only what surrounds this thing: a name or an IRI")
    parser.add_argument("--hops", type=int, metavar="N", help="how far around it, in facts (default: 1)")
    add_graph(parser)


def add_export(verbs: Verbs) -> None:
    """Add the verb `export`."""
    parser = add_verb(verbs, "export", _export, _EXPORT)
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help="the file, or - for standard output")
    parser.add_argument("--format", choices=_FORMATS, help="the format, whatever the suffix")
    parser.add_argument("--inferred", action="store_true", help="what `kg infer` inferred, too")
    add_graph(parser)


def _draw(options: argparse.Namespace) -> int:
    check_target(Path(options.output))
    with open_graph(options.graph) as store:
        store.draw(options.output, title=options.title, focus=options.focus, hops=options.hops)
    return 0


def _export(options: argparse.Namespace) -> int:
    from kg.exports import write

    with open_graph(options.graph) as store:
        if options.output == STANDARD_OUTPUT:
            print(write(store, options.format or "turtle", inferred=options.inferred), end="")
        else:
            store.export(options.output, options.format, inferred=options.inferred)
    return 0
