"""`kg check` and `kg info`: whether a graph is sound, and what it holds."""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path

from kg.cli.commands import DEFAULT_GRAPH, Verbs, add_graph, add_verb, graph_files, open_graph

_CHECK = """
Validate graphs: shapes, offsets, evidence.

examples:
  kg check
  kg check graph.ttl
  kg check graphs/ --shapes my-shapes.ttl

Each graph is held against SHACL shapes, and against what shapes can't say: offsets fit their words, no fact is without
evidence. What documents tell differently, such as two dates for one event, is a warning with each value and its
documents; `kg why` prints the sentences. Warnings don't count as violations.
exit status: 0; 1 if a graph doesn't conform; 2 for errors.
"""
_INFO = """
Count what a graph holds: documents, things by class, facts by property.

examples:
  kg info
  kg info --graph news.kg --format json

Of a store in a folder it names the documents whose files aren't there any more; kg build with --prune takes them out.
"""


def add_check(verbs: Verbs) -> None:
    """Add the verb `check`."""
    parser = add_verb(verbs, "check", _check, _CHECK)
    parser.add_argument(
        "graphs",
        metavar="GRAPH",
        nargs="*",
        default=[DEFAULT_GRAPH],
        help="files of RDF, stores' folders, or folders of such files, each checked on its own "
        f"(default: {DEFAULT_GRAPH})",
    )
    parser.add_argument("--shapes", metavar="FILE", help="SHACL shapes in Turtle (default: those that are shipped)")


def add_info(verbs: Verbs) -> None:
    """Add the verb `info`."""
    parser = add_verb(verbs, "info", _info, _INFO)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (default: text)")
    add_graph(parser)


def _check(options: argparse.Namespace) -> int:
    from kg.checks import check
    from kg.store.remote import is_url

    files = [file for given in options.graphs for file in ([given] if is_url(given) else graph_files(Path(given)))]
    sound = True
    for file in files:
        with open_graph(str(file)) as store:
            report = check(store, shapes=options.shapes)
        sound = sound and report.conforms
        print(f"{file}:\n{report}" if len(files) > 1 else report)
    return 0 if sound else 1


def _info(options: argparse.Namespace) -> int:
    from kg.absences import list_missing

    with open_graph(options.graph) as store:
        info, missing = store.info(), [source.name for source in list_missing(store)]
    if options.format == "json":
        print(json.dumps(dataclasses.asdict(info) | {"missing": missing}, indent=2))
    else:
        print(info, *(["", "files that aren't there any more:", *missing] if missing else []), sep="\n")
    return 0
