"""What goes between the sandbox and its children: one JSON line and one run of bytes, each way."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from multiprocessing.connection import Connection
from typing import Any

from kg.errors import QueryError


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take.

    Args:
        seconds: from the moment it's asked, waiting for a place and reading it included.
        rows: of a SELECT, or triples of a CONSTRUCT; none for as many as there are.
        size: of the answer, in bytes.
        memory: that the child may ask for, in MiB, beyond what it starts with.
    """

    seconds: float = 10.0
    rows: int | None = None
    size: int = 100_000_000
    memory: int = 1024


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to do.

    `kind` is `query`, `update`, `graph` (write a graph whole; `text` is its IRI, or empty for the default graph), or
    `page` (draw; `text` is the focus). Of a query the media types are those that the answer may have: `rows_type` for
    rows and booleans, `graph_type` for triples; none refuses an answer of that form. The graphs, where there are any,
    are the dataset.
    """

    kind: str
    text: str
    rows_type: str | None = None
    graph_type: str | None = None
    base: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    rows: int | None = None
    size: int = 100_000_000


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of it: `outcome` is `done`, or why not; `form` is `rows`, `boolean`, `triples` or nothing.

    Outcomes are `syntax`, `failed`, `rows` and `size` (a limit), `unacceptable` (no media type for this form),
    `missing` (no such graph), and those that the child itself can't tell: `deadline`, `memory`, `crash`,
    `killed` (from outside), `busy`, `cancelled`.
    """

    outcome: str
    body: bytes = b""
    form: str = ""
    media_type: str = ""
    reason: str = ""


class StoppedError(QueryError):
    """A query that was refused or stopped; `outcome` says why, as in `Reply`."""

    def __init__(self, outcome: str, reason: str, name: str = "SPARQL") -> None:
        super().__init__(name, reason)
        self.outcome = outcome


def send_request(channel: Connection, request: Request) -> None:
    """Send a request to a child."""
    channel.send_bytes(json.dumps(asdict(request)).encode())


def receive_request(channel: Connection) -> Request:
    """Wait for the next request; EOFError where the parent has gone."""
    said: dict[str, Any] = json.loads(channel.recv_bytes())
    graphs = {key: tuple(said[key]) for key in ("default_graphs", "named_graphs")}
    return Request(**{**said, **graphs})


def send_reply(channel: Connection, reply: Reply) -> None:
    """Send a reply to the parent."""
    said = asdict(replace(reply, body=b""))
    del said["body"]
    channel.send_bytes(json.dumps(said).encode())
    channel.send_bytes(reply.body)


def receive_reply(channel: Connection) -> Reply:
    """Read a reply; EOFError where the child has died."""
    said: dict[str, Any] = json.loads(channel.recv_bytes())
    return Reply(**said, body=channel.recv_bytes())
