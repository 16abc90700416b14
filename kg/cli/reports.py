"""`kg report`: a corpus on one page."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from kg.cli.commands import Verbs, add_graph, add_verb, open_graph
from kg.outputs import check_target

_HELP = """
Write a report on a graph as one HTML file, with the page of the graph beside it.

examples:
  kg report
  kg report --graph news.ttl -o news-report.html --page news.html --title "News of 2021"
  kg report --build build.json

First what one should know, in sentences: what is told of, when, most often by whom and where, what is in doubt, what
documents tell differently; then the details, with the words that each sentence rests on. With --build also what `kg
build articles/ --report build.json` refused, couldn't read and warned of. Names lead into the page of the graph. The
files need nothing but a browser.
"""


def add_report(verbs: Verbs) -> None:
    """Add the verb."""
    parser = add_verb(verbs, "report", _report, _HELP)
    parser.add_argument("-o", "--output", metavar="FILE", default="report.html", help="the file (default: report.html)")
    parser.add_argument("--page", metavar="FILE", help="the page of the graph, drawn anew (default: graph.html beside)")
    parser.add_argument("--title", default="", help="the heading (default: what is told of, and when)")
    parser.add_argument("--build", metavar="FILE", help="what `kg build --report` wrote: refusals and warnings")
    add_graph(parser)


def _report(options: argparse.Namespace) -> int:
    from kg.drawing import draw
    from kg.reports import read_corpus, read_notes, report_on

    output = Path(options.output)
    page = Path(options.page) if options.page else output.with_name("graph.html")
    for file in (output, page):
        check_target(file)
    notes = read_notes(Path(options.build)) if options.build else None
    with open_graph(options.graph) as store:
        corpus = read_corpus(store)
    beside = Path(os.path.relpath(page, output.parent)).as_posix()
    title = report_on(corpus, output, title=options.title, page=beside, notes=notes)
    draw(corpus.network, page, title=title)
    return 0
