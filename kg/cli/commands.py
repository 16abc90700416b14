"""What the verbs share: their help with examples, and the graph they ask."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import StoreError

if TYPE_CHECKING:
    from kg.store import Store

Verbs = argparse._SubParsersAction  # type: ignore[type-arg]  # argparse keeps its public name to itself
Run = Callable[[argparse.Namespace], int]

DEFAULT_GRAPH = "graph.ttl"
GRAPH_SUFFIXES = (".ttl", ".trig", ".nq", ".nt", ".jsonld")


def add_verb(
    verbs: Verbs, name: str, run: Run, *, summary: str, examples: str, notes: str = ""
) -> argparse.ArgumentParser:
    """Add a verb.

    Args:
        verbs: where it goes.
        name: what one types.
        run: does it, and returns the exit status.
        summary: one sentence.
        examples: command lines that run, one a line.
        notes: what else one should know, under the examples.
    """
    parser: argparse.ArgumentParser = verbs.add_parser(
        name,
        help=summary[0].lower() + summary[1:].rstrip("."),
        description=summary,
        epilog=example_help(examples, notes),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.set_defaults(run=run)
    return parser


def example_help(examples: str, notes: str = "") -> str:
    """Write examples and notes as they stand below a help text."""
    lines = "\n".join(f"  {line}" for line in examples.strip().splitlines())
    return f"examples:\n{lines}" + (f"\n\n{notes.strip()}" if notes else "")


def add_graph(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the graph."""
    parser.add_argument(
        "-g",
        "--graph",
        metavar="GRAPH",
        help="a file of RDF, a store's folder, or a folder of such files, read as one graph "
        f"(default: {DEFAULT_GRAPH} in the current folder)",
    )


def open_graph(given: str | None) -> Store:
    """Open the graph that a command names, for reading.

    Args:
        given: the value of --graph.

    Raises:
        StoreError: there is no such graph, or it can't be read.
    """
    from kg.store import Store

    path = Path(given or DEFAULT_GRAPH)
    if given is None and not path.is_file():
        raise StoreError(
            DEFAULT_GRAPH, "isn't in this folder; name the graph with --graph, or make one with: kg build PATH"
        )
    files = list(graph_files(path))
    if files == [path]:
        return Store.open(path, read_only=True)
    whole = Store()
    for file in files:
        whole.engine.extend(Store.load(file).engine)
    return whole


def graph_files(path: Path) -> Iterator[Path]:
    """Yield the graphs that a path stands for: itself, or the files of RDF in a folder that is no store.

    Raises:
        StoreError: the folder is neither a store nor does it hold files of RDF.
    """
    from kg.store.folder import MARK

    if not path.is_dir() or (path / MARK).exists():
        yield path
        return
    found = sorted(file for file in path.rglob("*") if file.suffix.lower() in GRAPH_SUFFIXES and file.is_file())
    if not found:
        kinds = ", ".join(GRAPH_SUFFIXES)
        raise StoreError(str(path), f"is neither a store nor does it hold graphs ({kinds}); make one with: kg build")
    yield from found
