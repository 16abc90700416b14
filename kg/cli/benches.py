"""`kg bench`: how well annotated documents are read, stage by stage, and how well their things are told to be one."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from kg.cli.commands import Verbs, add_verb, complain
from kg.cli.progress import ProgressLine

_HELP = """
Read annotated documents and count what is read right: precision, recall and F1.

examples:
  kg bench reading training/development
  kg bench reading training/development --forms plain,unpunctuated --stages
  kg bench reading mine/ --weights mine-weights
  kg bench resolution mine/shared.txt

The folder holds *.txt files of documents with their mentions, things and facts marked; training/README.md describes the
format. Tables tell facts by relation, form and genre, mentions by family, and how well it is seen which mentions are
one thing; --stages reads each document twice more, once with its mentions given and once with its things given, which
tells where facts are lost. The last table tells how often facts of a confidence are right. The figures are printed, not
judged: the exit status is 0, or 2 for errors, such as a fault in an annotation.
`kg bench resolution` reads documents whose keys stand for the same thing in all of them, and counts by B-cubed over
their names how well it is told what is one across documents, before and after resolution: as the extractor reads them,
and with the annotated things and facts. What was merged and split wrongly is listed.
"""


def add_bench(verbs: Verbs) -> None:
    """Add the verb."""
    parser = add_verb(verbs, "bench", _bench, _HELP)
    parser.add_argument("what", choices=("reading", "resolution"), help="what is measured")
    parser.add_argument("folder", metavar="FOLDER", help="annotated documents: a folder, or one file")
    parser.add_argument(
        "--forms",
        metavar="NAMES",
        type=_forms,
        default=("plain",),
        help="forms of the text, with commas between (default: plain)",
    )
    parser.add_argument("--stages", action="store_true", help="count again with right mentions, and with right things")
    parser.add_argument("--weights", metavar="FOLDER", type=Path, help="another trained reader than the bundled one")
    parser.add_argument(
        "--min-confidence", metavar="NUMBER", type=float, help="count facts that are at least as sure as this"
    )


def _forms(text: str) -> tuple[str, ...]:
    from kg.annotations.forms import FORMS

    forms = tuple(text.split(","))
    if unknown := [form for form in forms if form not in FORMS]:
        raise argparse.ArgumentTypeError(f"no form {unknown[0]!r}; there are: {', '.join(FORMS)}")
    return forms


def _bench(options: argparse.Namespace) -> int:
    from kg.annotations import read_folder
    from kg.bench import run_bench, run_resolution
    from kg.extraction import prepare_extractor

    documents = list(read_folder(options.folder))
    if not documents:
        complain(f"{options.folder} holds no annotated documents; training/README.md describes them")
        return 2
    line = ProgressLine(sys.stderr)
    line.start()
    extractor = prepare_extractor(weights=options.weights)
    if options.min_confidence is not None:
        extractor = replace(extractor, least=options.min_confidence)
    if options.what == "resolution":
        outcomes = run_resolution(documents, extractor)
        line.end()
        print(*outcomes, sep="\n\n")
        return 0
    bench = run_bench(
        documents,
        extractor,
        forms=options.forms,
        stages=options.stages,
        progress=lambda number: line.say(f"{number} of {len(documents)} documents"),
    )
    line.end()
    print(bench)
    return 0
