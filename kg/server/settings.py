"""What a server is told when it's started."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.sandbox.messages import Limits

if TYPE_CHECKING:
    from kg.queries import Query


@dataclass(frozen=True, slots=True)
class Settings:
    """How to serve.

    Args:
        store: a store's folder, or files of RDF that are read as one graph.
        queries: the named queries to offer.
        limits: of each request.
        workers: queries that are evaluated at a time.
        waiting: queries that may wait for their turn.
        body: the longest request body, in bytes.
        patience: seconds that a client may take to send its headers, again its body, and to take each megabyte of an
            answer.
        unread: bytes of requests and answers that are held for all clients together; half of it for one.
        hosts: names, beside localhost and IP addresses, by which clients may call this server.
        token: allows updates to who sends it; none for a server that only reads.
        nodes: the most that the graph page draws.
        origins: sites whose pages may read answers and send updates, such as https://example.org.
        title: what to call the graph on pages; by the store's name without it.
        is_open: whether pages of all other sites may read answers.
    """

    store: tuple[Path, ...]
    queries: Mapping[str, Query]
    limits: Limits = field(default_factory=lambda: Limits(10.0, 10_000))
    workers: int = 2
    waiting: int = 32
    body: int = 2_000_000
    patience: float = 10.0
    unread: int = 256_000_000
    hosts: frozenset[str] = frozenset()
    token: str | None = field(default=None, repr=False)
    nodes: int = 1_000
    origins: frozenset[str] = frozenset()
    is_open: bool = True
    title: str = ""

    @property
    def name(self) -> str:
        """What to call the store on pages."""
        return self.title or (self.store[0].stem if len(self.store) == 1 else self.store[0].parent.name)
