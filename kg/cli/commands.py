"""What the verbs share: their help with examples, and the graph they ask."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kg.errors import OutputError, StoreError

if TYPE_CHECKING:
    from kg.graph import Store

Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Run = Callable[[argparse.Namespace], int]

DEFAULT_GRAPH = "graph.ttl"
STANDARD_OUTPUT = "-"
GRAPH_SUFFIXES = (".ttl", ".trig", ".nq", ".nt", ".jsonld")


def add_verb(verbs: Verbs, name: str, run: Run, text: str, *, own_help: bool = False) -> argparse.ArgumentParser:
    """Add a verb.

    Args:
        verbs: where it goes.
        name: what one types.
        run: does it, and returns the exit status.
        text: one sentence on what it does, a blank line, and what stands below the options: examples that run, and
            what else one should know.
        own_help: the verb has a --help of its own.
    """
    summary, _, rest = text.strip().partition("\n\n")
    parser: argparse.ArgumentParser = verbs.add_parser(
        name,
        help=summary[0].lower() + summary[1:].rstrip("."),
        description=summary,
        epilog=rest,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        add_help=not own_help,
    )
    parser.set_defaults(run=run)
    return parser


def complain(message: object) -> None:
    """Print one line to standard error, whatever is in the message."""
    tell(f"kg: {' '.join(str(message).split())}")


def put(content: str | bytes) -> None:
    """Write to standard output as it is: a text, or the bytes of a file, which no terminal takes.

    Raises:
        OutputError: it's bytes, and standard output is a terminal.
    """
    if isinstance(content, str):
        print(content, end="")
    elif sys.stdout.isatty():
        raise OutputError("standard output", "is a terminal, which can't show this; send it to a file with > FILE")
    else:
        sys.stdout.buffer.write(content)


def tell(message: str) -> None:
    """Print to standard error; where that is full, what was to be done is done all the same."""
    with suppress(OSError):
        print(message, file=sys.stderr, flush=True)


def table_width() -> int | None:
    """How wide a table may be: as the terminal; in a pipe nothing is cut."""
    if sys.stdout.isatty() or "COLUMNS" in os.environ:
        return shutil.get_terminal_size().columns
    return None


def add_graph(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the graph."""
    parser.add_argument(
        "-g",
        "--graph",
        metavar="GRAPH",
        help="a file of RDF, a store's folder, a folder of such files, read as one graph, or a SPARQL endpoint's URL "
        f"(default: {DEFAULT_GRAPH} in the current folder)",
    )


def add_served(parser: argparse.ArgumentParser, called: str) -> None:
    """Add what is served, which stands by itself: see `existing_files`.

    Args:
        parser: of the verb.
        called: what the help calls it.
    """
    parser.add_argument(
        "store",
        metavar=called,
        nargs="?",
        default=DEFAULT_GRAPH,
        help=f"a store's folder, a file of RDF, or a folder of such files (default: {DEFAULT_GRAPH})",
    )


def open_graph(given: str | None) -> Store:
    """Open the graph that a command names, for reading.

    Args:
        given: the value of --graph.

    Raises:
        StoreError: there is no such graph, or it can't be read.
    """
    from kg.graph import Store
    from kg.store.remote import is_url

    if given is not None and is_url(given):
        return Store.open(given, read_only=True)
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


def existing_files(given: str) -> tuple[Path, ...]:
    """Return the store's folder, or the files, that a server shall serve.

    Raises:
        StoreError: there is nothing, or nothing to serve.
    """
    path = Path(given)
    if not path.exists():
        raise StoreError(given, "isn't there; name a store or a file, or make one with: kg build PATH")
    return tuple(graph_files(path))


def graph_files(path: Path) -> Iterator[Path]:
    """Yield the graphs that a path stands for: itself, or the files of RDF in a folder that is no store.

    Raises:
        StoreError: the folder is neither a store nor does it hold files of RDF.
    """
    from kg.documents.sources import STORE

    if not path.is_dir() or (path / STORE).exists():
        yield path
        return
    found = sorted(file for file in path.rglob("*") if file.suffix.lower() in GRAPH_SUFFIXES and file.is_file())
    if not found:
        kinds = ", ".join(GRAPH_SUFFIXES)
        raise StoreError(str(path), f"is neither a store nor does it hold graphs ({kinds}); make one with: kg build")
    yield from found
