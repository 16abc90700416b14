"""`kg report`: a corpus on one page."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from kg.cli.commands import Verbs, add_graph, add_verb, open_graph
from kg.errors import StoreError
from kg.outputs import check_target

_HELP = """
Write a report on a graph as one HTML file, with the page of the graph beside it.

examples:
  kg report
  kg report --graph news.ttl -o news-report.html --page news.html --title "News of 2021"
  kg report --build build.json

Counts, the best connected of each kind, events by date, who organises together, goals, what each document gave, and
what is worth a look; with --build also what `kg build articles/ --report build.json` warned of. Names lead into the
page of the graph. The files need nothing but a browser.
"""


def add_report(verbs: Verbs) -> None:
    """Add the verb."""
    parser = add_verb(verbs, "report", _report, _HELP)
    parser.add_argument("-o", "--output", metavar="FILE", default="report.html", help="the file (default: report.html)")
    parser.add_argument("--page", metavar="FILE", help="the page of the graph, drawn anew (default: graph.html beside)")
    parser.add_argument("--title", default="", help="the heading (default: the file's name)")
    parser.add_argument("--build", metavar="FILE", help="what `kg build --report` wrote: its warnings are told as well")
    add_graph(parser)


def _report(options: argparse.Namespace) -> int:
    from kg.reports import report

    output = Path(options.output)
    page = Path(options.page) if options.page else output.with_name("graph.html")
    for file in (output, page):
        check_target(file)
    notes = _read_notes(Path(options.build)) if options.build else {}
    with open_graph(options.graph) as store:
        store.draw(page, title=options.title)
        beside = Path(os.path.relpath(page, output.parent)).as_posix()
        report(store, output, title=options.title, page=beside, notes=notes)
    return 0


def _read_notes(path: Path) -> dict[str, list[str]]:
    """Read the warnings of each document.

    Raises:
        StoreError: the file is missing, or isn't what `kg build --report` writes.
    """
    try:
        documents = json.loads(path.read_text("utf-8"))["documents"]
        return {str(one["document"]): [str(warning) for warning in one["warnings"]] for one in documents}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(str(path), "isn't what kg build writes; make one with: kg build PATH --report FILE") from error
