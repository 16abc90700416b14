"""`kg build`: documents in, a graph out."""

from __future__ import annotations

import argparse
import re
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.commands import DEFAULT_GRAPH, Verbs, add_verb, complain, tell
from kg.cli.engines import add_engine, check_engine, run_engine
from kg.cli.logs import logging_to
from kg.cli.progress import ProgressLine
from kg.cli.targets import Targets
from kg.errors import DocumentError, OntologyError
from kg.iris import BASE
from kg.language import DEFAULT_MODEL

if TYPE_CHECKING:
    from kg.builder import BuildReport
    from kg.extractor import Extractor
    from kg.ontology import Ontology

_HELP = """
Read documents and build the graph of what they say.

examples:
  kg build articles/
  kg build articles/ -o graph.ttl --html graph.html
  kg build articles/ -o graphs/
  kg build a.txt b.html c.md --store news.kg --quiet
  cat a.txt | kg build - -o -
  kg build news.jsonl --text-column body
  curl https://example.org/a.eml | kg build - --format eml

Reads .txt, .text, .md, .markdown, .html, .htm and .xhtml; .pdf, .docx, .xlsx, .odt, .pptx, .epub and .rtf; folders
with their sub-folders, without hidden files.
E-mail (.eml, .mbox): without the replies that a message quotes; attached files are documents of their own.
Feeds (.rss, .atom, .xml): each entry. Tables (.csv, .tsv, .json, .jsonl, .ndjson, .parquet): each row that holds prose;
a table without any is read as one. Archives (.zip, .tar, .tar.gz, .gz, .warc): each file in them.
Addresses such as s3://bucket/news/ or https://example.org/a.html are fetched by fsspec (kg[cluster]), and kept nowhere.
Documents that surely aren't in English are named and left out, unless with --any-language.
With -o FOLDER/ (a slash at its end, a folder that exists, or a name without a suffix) each document gets a Turtle file
of its own, named by its stem: d01.txt gives FOLDER/d01.ttl. Sub-folders are kept; where a file of that name was
written already, the whole name is used: d01.html, too, gives FOLDER/d01.html.ttl.
A document that yields no facts is named. --report tells the reason of each fact that is absent, too, and which things
are named without any fact; `kg score --errors` reads it.
A store keeps what it holds: build again to add documents, or to replace those that have changed; those that haven't
aren't read again, unless kg or its settings have changed, or with --again, --report or -o FOLDER/. A build that was
interrupted goes on where it was. Documents of these paths whose files are gone or empty are named, and with --prune
taken out; the facts of a file that only has another name now move with it.
Things that several documents tell of are taken for one where that is sure, and namesakes are told apart: `kg entities
--merged` lists which and why, `kg split` and `kg join` change it. It isn't done behind an endpoint.
--workers 2 reads in two processes: give as many as there are processors. A document that kills its process or takes
too long costs itself alone. --watch keeps a store, or the file of -o, up to date with a folder; files that are still
being written are waited for. --engine dask (extra: kg[cluster]) builds on a cluster, see README.
--log adds lines of JSON to a file: time, level, event (read, stored, refused, skipped, warned, failed, absent, removed,
flushed, resolved, built), document, store, reason, counts, seconds.
A store may lie behind a SPARQL 1.1 endpoint: --store https://…/sparql. What it wants to know of you comes from the
environment: KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN.
exit status: 0; 1 if some files couldn't be read (each is named); 2 if none could, and for errors.
"""


def add_build(verbs: Verbs) -> None:
    """Add the verb."""
    parser = add_verb(verbs, "build", _build, _HELP)
    parser.add_argument("paths", metavar="PATH", nargs="+", help="files, folders, or - for standard input")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE|FOLDER/",
        help="the graph, in the format of its suffix; - for Turtle on standard output; or a folder "
        f"(default without --store: {DEFAULT_GRAPH})",
    )
    parser.add_argument(
        "--store",
        metavar="DIR|URL",
        help="keep the graph in this folder, made if it isn't there, or behind an endpoint",
    )
    parser.add_argument("--html", metavar="FILE", help="draw the graph, too")
    parser.add_argument("--report", metavar="FILE", help="write what was found, refused and warned of, as JSON")
    parser.add_argument(
        "--log", metavar="FILE", help="add what happens to this file, an event a line as JSON; - for standard error"
    )
    parser.add_argument(
        "--watch", action="store_true", help="look again every few seconds, and read what has changed, until Ctrl-C"
    )
    add_engine(parser)
    _add_settings(parser)


def _add_settings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--model", default=DEFAULT_MODEL, metavar="NAME", help=f"spaCy pipeline or its path (default: {DEFAULT_MODEL})"
    )
    parser.add_argument(
        "--base",
        type=_base,
        default=BASE,
        metavar="IRI",
        help=f"what the graph's own IRIs begin with (default: {BASE})",
    )
    parser.add_argument(
        "--min-confidence",
        type=_share,
        metavar="X",
        help="leave out what is less certain than this, from 0 to 1: at 0.9 nine facts in ten are right, but fewer are "
        "found (default: what keeps three in four right)",
    )
    parser.add_argument(
        "--ontology",
        action="append",
        default=[],
        metavar="FILE",
        help="Turtle with further classes, relations and cues beside those that are shipped; may be repeated",
    )
    _add_reading(parser)
    parser.add_argument(
        "--prune", action="store_true", help="take documents out of the store whose files aren't there any more"
    )
    parser.add_argument(
        "--no-resolve",
        dest="resolve",
        action="store_false",
        help="leave each document's things as they are, even where several documents tell of one",
    )
    parser.add_argument("--again", action="store_true", help="read documents, too, that the store has as they are")
    parser.add_argument("--quiet", action="store_true", help="no progress and no summary; errors are still printed")


def _add_reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", metavar="SUFFIX", default="", help="what comes on standard input, such as pdf or eml"
    )
    parser.add_argument(
        "--text-column",
        action="append",
        default=[],
        metavar="NAME",
        help="read the texts of this column or key of tables, JSON and Parquet; may be repeated (default: those that "
        "hold prose)",
    )
    parser.add_argument(
        "--any-language", action="store_true", help="read documents, too, that surely aren't written in English"
    )


def _build(options: argparse.Namespace) -> int:
    if options.format and "-" not in options.paths:
        raise DocumentError(
            "--format", "says what comes on standard input; give - among the paths, or rename the files"
        )
    targets = Targets.of(options)
    check_engine(options, targets)
    with logging_to(options.log):
        return _build_logged(options, targets)


def _build_logged(options: argparse.Namespace, targets: Targets) -> int:
    from kg.graph import Store

    started = time.perf_counter()
    line = ProgressLine(sys.stderr, shown=not options.quiet)
    if options.watch:
        return _watch(options, targets, line)
    try:
        line.start()
        with Store(options.store) as store:
            extractor = _extractor(options)
            report = run_engine(options, extractor, store, targets, line)
            line.end()
            status = _status(report, options.paths)
            if not options.quiet:
                _warn(report, extractor.ontology if options.ontology else None)
            if report.documents:
                targets.write(store, report)
    finally:
        line.end()
    if not options.quiet:
        tell(f"{_summary(report, targets)} in {time.perf_counter() - started:.1f} s")
    return status


def _watch(options: argparse.Namespace, targets: Targets, line: ProgressLine) -> int:
    """Keep a graph up to date until Ctrl-C, which ends it as it should be ended."""
    from kg.builder import BuildReport
    from kg.cli.watch import check_watch, open_watched, tell_round, watch

    check_watch(options, targets)
    with open_watched(options.store) as store:
        with suppress(KeyboardInterrupt):
            for report in watch(options, _extractor(options), store, line):
                targets.write(store, report)
                if not options.quiet:
                    tell_round(_summary(report, targets))
        line.end()
        targets.write(store, BuildReport())  # of a round that was stopped, as far as it came
    return 0


def _status(report: BuildReport, paths: list[str]) -> int:
    """Name each file that couldn't be read, and return the exit status.

    Raises:
        DocumentError: there was nothing to read.
    """
    if not (report.documents or report.errors or report.absences):
        raise DocumentError(", ".join(paths), "holds no document; give files or folders with text to read")
    for error in report.errors:
        complain(error)
    for absence in report.absences:
        facts = "were taken out" if absence in report.pruned else "stay in the store; --prune takes them out"
        complain(f"{absence.document.name}: {absence}" + ("" if absence.now else f"; its facts {facts}"))
    if not (report.documents or report.pruned):
        return 2 if report.errors else 0
    return 1 if report.errors else 0


def _warn(report: BuildReport, own: Ontology | None) -> None:
    """Name what yields nothing, documents and relations of the user's; other warnings are counted, see --report."""
    for document, warning in report.barren:
        complain(f"{document}: {warning}")
    if own is not None and report.documents > report.skipped:
        for line in report.unfound(own):
            complain(line)


def _extractor(options: argparse.Namespace) -> Extractor:
    from kg.extraction import prepare_extractor

    return prepare_extractor(model=options.model, ontology=_ontology(options.ontology), base=options.base)


def _ontology(files: list[str]) -> Ontology | None:
    """The shipped ontology with further files, if there are any."""
    from kg.ontology import load_beside

    if not files:
        return None
    for file in files:
        if not Path(file).is_file():
            raise OntologyError(file, "there is no such file; check the path")
    return load_beside(files)


def _summary(report: BuildReport, targets: Targets) -> str:
    counts = [
        _count(report.documents, "document"),
        _count(report.statements, "statement"),
        f"{report.refused.total()} refused",
        _count(report.warnings, "warning"),
    ]
    counts += [f"{report.skipped} known already"] if report.skipped else []
    counts += [f"{len(report.errors)} not read"] if report.errors else []
    counts += [f"{len(report.pruned)} taken out"] if report.pruned else []
    written = ", ".join(targets.written()) if report.documents else ""
    return ", ".join(counts) + (f"; wrote {written}" if written else "")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _share(text: str) -> float:
    number = float(text)
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{text} isn't between 0 and 1")
    return number


def _base(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", text):
        raise argparse.ArgumentTypeError(f"{text!r} isn't an IRI; give one such as https://example.org/data/")
    return text if text.endswith(("/", "#")) else f"{text}/"
