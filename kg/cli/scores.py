"""`kg score`: graphs against gold documents."""

from __future__ import annotations

import argparse

from kg.cli.commands import Verbs, add_verb, complain

_HELP = """
Compare graphs with gold documents: precision, recall and F1.

examples:
  kg score graphs/ gold.json
  kg score graphs/ gold.json --errors

`kg build TEXTS -o graphs/` makes one graph for each document, named as gold wants it. A document without a graph has
missed all its facts. The figures are printed, not judged: the exit status is 0, or 2 for errors.
"""


def add_score(verbs: Verbs) -> None:
    """Add the verb."""
    parser = add_verb(verbs, "score", _score, _HELP)
    parser.add_argument("graphs", metavar="GRAPHS", help="a folder with one graph for each document, named by its id")
    parser.add_argument("gold", metavar="GOLD", help="a file of gold documents (JSON)")
    parser.add_argument("--errors", action="store_true", help="list all that is wrong or missed first")


def _score(options: argparse.Namespace) -> int:
    from kg.scores import score

    scores = score(options.graphs, options.gold)
    if options.errors:
        print(*scores.errors, "", sep="\n")
    print(scores)
    if scores.absent:
        complain(f"no graph for {', '.join(scores.absent)}")
    return 0
