"""`kg mcp`: the graph for agents."""

from __future__ import annotations

import argparse
import os
import signal
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from kg.cli.commands import Verbs, add_served, add_verb, existing_files, open_graph
from kg.cli.serve import positive

if TYPE_CHECKING:
    from kg.agents.reader import Reader

_HELP = """
Serve a graph to agents by the Model Context Protocol, over standard input and output.

examples:
  kg mcp news.kg
  kg mcp graph.ttl --timeout 5 --queries questions/

A client starts it, so give the whole path, in the client's configuration (here in the form that most of them read;
`which kg` tells the command's own path):

  {
    "mcpServers": {
      "news": {
        "command": "/home/me/venv/bin/kg",
        "args": ["mcp", "/home/me/news.kg"]
      }
    }
  }

tools:
  search      things by their names, slips of the pen forgiven
  entity      what is said of a thing, in both directions
  why         the sentences that facts rest on
  path        how two things are connected
  questions   the named queries with their parameters
  ask         one of them
  sparql      SPARQL 1.1, to read only, in a process of its own, stopped at a limit; SERVICE is refused
  documents   what the graph was built from

Facts come with the sentences that they rest on: the words, the document, the page, the offsets in its text (see
`kg text`), the confidence. Rows of `ask` and `sparql` come with those that join what stands in them; a count has none.
Answers come in pages (limit, offset). The resource kg://description says what the graph holds, kg://ontology has its
classes and properties as Turtle.

It needs the extra: pip install 'kg[mcp]'. The graph is only read. A store may be written meanwhile: each call sees what
its writer acknowledged last; a file that changes is read anew. Nothing reaches the network.
exit status: 0 when the client has gone; 130 after Ctrl-C, 143 after SIGTERM; 2 for errors.
"""


def add_mcp(verbs: Verbs) -> None:
    """Add the verb."""
    parser = add_verb(verbs, "mcp", _mcp, _HELP)
    add_served(parser, "GRAPH")
    parser.add_argument("--queries", metavar="FOLDER", help="a folder of *.rq files, instead of those that are shipped")
    limits = parser.add_argument_group("limits")
    limits.add_argument(
        "--timeout",
        type=positive(float),
        default=10.0,
        metavar="SECONDS",
        help="for each query (default: %(default)g)",
    )
    limits.add_argument(
        "--max-rows", type=positive(int), default=10_000, metavar="N", help="of a result (default: %(default)d)"
    )
    limits.add_argument(
        "--memory", type=positive(int), default=1024, metavar="MIB", help="for each query (default: %(default)d)"
    )


def _mcp(options: argparse.Namespace) -> int:
    from kg.agents.reader import Reader
    from kg.agents.serving import serve
    from kg.queries import load_queries
    from kg.sandbox.messages import Limits

    limits = Limits(options.timeout, options.max_rows, memory=options.memory)
    reader = Reader(partial(open_graph, options.store), existing_files(options.store), limits)
    with closing(reader), _ended_by_signals(reader):
        serve(reader, load_queries(options.queries))
    return 0


@contextmanager
def _ended_by_signals(reader: Reader) -> Iterator[None]:
    """End at once on Ctrl-C and SIGTERM: the SDK's thread at standard input would hold the process until more comes."""

    def end(number: int, _: FrameType | None) -> NoReturn:
        reader.abandon()
        os._exit(128 + number)

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
