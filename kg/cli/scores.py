"""`kg score`: graphs against gold documents."""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.cli.commands import Verbs, add_verb, complain

_HELP = """
Compare graphs with gold documents: precision, recall and F1.

examples:
  kg score graphs/ gold.json
  kg build texts/ -o graphs/ --report graphs/report.json
  kg score graphs/ gold.json --errors

`kg build TEXTS -o graphs/` makes one graph for each document, named as gold wants it. A document without a graph has
missed all its facts. --errors lists each wrong fact with the rule and the sentence that it rests on, and each missed
one with the reason that refused it, by the report of the build; where no rule fired, with the sentences in which both
its ends stand, if the texts lie beside the gold file. The figures are printed, not judged: the exit status is 0, or 2
for errors.
"""


_REPORT = "report.json"


def add_score(verbs: Verbs) -> None:
    """Add the verb."""
    parser = add_verb(verbs, "score", _score, _HELP)
    parser.add_argument("graphs", metavar="GRAPHS", help="a folder with one graph for each document, named by its id")
    parser.add_argument("gold", metavar="GOLD", help="a file of gold documents (JSON)")
    parser.add_argument("--errors", action="store_true", help="list all that is wrong or missed first, and why")
    parser.add_argument(
        "--report",
        metavar="FILE",
        help=f"what `kg build --report` wrote (default: {_REPORT} in GRAPHS, if it is there)",
    )


def _score(options: argparse.Namespace) -> int:
    from kg.scores import explain, score
    from kg.scores.reasons import HOW

    scores = score(options.graphs, options.gold)
    if options.errors:
        report = _report(options)
        errors = explain(scores, options.gold, report=report)
        print(*errors, "", sep="\n\n" if errors else "")
        if report is None and any(error.kind == "missed" for error in errors):
            complain(HOW)
    print(scores)
    if scores.absent:
        complain(f"no graph for {', '.join(scores.absent)}")
    return 0


def _report(options: argparse.Namespace) -> Path | None:
    """The report that is named, or that lies beside the graphs."""
    beside = Path(options.graphs) / _REPORT
    if options.report is not None:
        return Path(options.report)
    return beside if beside.is_file() else None
