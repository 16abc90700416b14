"""A store that is asked within limits: each query in a child process, stopped on time."""

from __future__ import annotations

import weakref
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Self

import pyoxigraph as ox

from kg.errors import StoreError
from kg.sandbox import guard
from kg.sandbox.children import Child
from kg.sandbox.forks import ask_fork
from kg.sandbox.messages import Limits, Reply, Request, StoppedError
from kg.sandbox.pool import Pool
from kg.sandbox.snapshots import Signature, Source, copy_folder, sign
from kg.store import sparql
from kg.store.rows import Rows, Triples

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kg.pages import Page
    from kg.queries import Query
    from kg.store import DocumentStore

_ROWS = ox.QueryResultsFormat.TSV.media_type
_TRIPLES = ox.RdfFormat.N_TRIPLES.media_type


class LimitedStore:
    """Asks a store as it is at the moment of each query; `store.limited(…)` makes one.

    A store on disk is asked by a warm child over a snapshot, so this has something to close: use it in a `with` block,
    or leave that to the end of its life.

    Args:
        store: the store.
        limits: of each query.

    Raises:
        StoreError: the store isn't on this machine.
    """

    def __init__(self, store: DocumentStore, limits: Limits) -> None:
        if not isinstance(store.engine, ox.Store):
            raise StoreError(str(store), "is asked elsewhere, within the limits that hold there; ask it without limits")
        self._ask: Callable[[Request], Reply]
        self._close: Callable[[], object]
        if store.location is None:
            self._ask, self._close = lambda request: ask_fork(store.engine, request, limits), lambda: None
        else:
            pool = Pool(_source(store), partial(Child, memory=limits.memory))
            self._ask = lambda request: pool.ask(request, limits.seconds)
            self._close = weakref.finalize(self, pool.close)
        self._engine = Engine(self._ask, limits)

    def sparql(self, query: str, /, **bindings: object) -> Rows | Triples | bool:
        """Evaluate SPARQL, as `Store.sparql` does.

        Raises:
            QueryError: as there; or it was stopped at a limit, refused (SERVICE, deep nesting), or ended its process.
        """
        return sparql.run(self._engine, sparql.bind(query, bindings))  # type: ignore[arg-type]

    def query(self, query: str | Query, /, **values: object) -> Rows | Triples:
        """Ask a named query, as `Store.query` does.

        Raises:
            QueryError: as there, and as for `sparql`.
        """
        from kg.queries import ask

        return ask(self._engine, query, values)  # type: ignore[arg-type]

    def page(
        self, query: str | Query, values: Mapping[str, object] | None = None, *, limit: int = 100, offset: int = 0
    ) -> Page:
        """Ask a named query for some of its rows, as `Store.page` does.

        Raises:
            QueryError: as there, and as for `sparql`.
        """
        from kg.pages import ask_page

        return ask_page(self._engine, query, values or {}, limit=limit, offset=offset)  # type: ignore[arg-type]

    def close(self) -> None:
        """End the child and remove the snapshot."""
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Engine:
    """Stands where the engine's store does, for `kg.store.sparql.run` and all that asks through it.

    Args:
        ask: answers a request.
        limits: what to put in requests, and in the errors.
    """

    def __init__(self, ask: Callable[[Request], Reply], limits: Limits) -> None:
        self._ask = ask
        self._limits = limits

    def query(
        self, text: str, *, prefixes: Mapping[str, str] | None = None
    ) -> ox.QuerySolutions | ox.QueryBoolean | list[ox.Triple]:
        """Evaluate a query within the limits; the prefixes are always kg's own.

        Raises:
            SyntaxError: the text isn't SPARQL.
            StoppedError: it was refused or stopped.
        """
        guard.check(text)
        limits = self._limits
        reply = self._ask(Request("query", text, _ROWS, _TRIPLES, rows=limits.rows, size=limits.size))
        check_reply(reply, limits)
        if reply.form == "triples":
            return [quad.triple for quad in ox.parse(reply.body, format=ox.RdfFormat.N_TRIPLES)]
        return ox.parse_query_results(reply.body, format=ox.QueryResultsFormat.TSV)


def check_reply(reply: Reply, limits: Limits) -> None:
    """See that a request was done.

    Raises:
        SyntaxError: the text isn't SPARQL.
        StoppedError: it was refused or stopped; says what to do about it.
    """
    if reply.outcome == "syntax":
        raise SyntaxError(reply.reason)
    if reply.outcome != "done":
        raise StoppedError(reply.outcome, explain(reply, limits))


def explain(reply: Reply, limits: Limits) -> str:
    """Say why a request wasn't done, and what to do about it."""
    said = {
        "deadline": f"was stopped after {limits.seconds:g} s; join its patterns by shared variables, ask for less, or "
        "allow it more time",
        "rows": f"gives more than {limits.rows or 0:,} rows; add LIMIT (with ORDER BY and OFFSET "
        "to page), or allow more",
        "size": f"gives more than {limits.size:,} bytes; ask for fewer columns or rows",
        "memory": f"needs more than {limits.memory:,} MiB of memory; ask for less at once",
        "crash": "ended the process that evaluated it; write it shorter and flatter",
        "killed": "lost the process that evaluated it twice, as somebody ended it; try again in a moment",
        "busy": "found all places taken; try again in a moment",
        "cancelled": "was cancelled, as its client went away or the server stops",
        "unacceptable": f"gives {reply.form}, which the media types asked for can't hold",
        "missing": "there is no such graph",
    }
    return said.get(reply.outcome, f"failed while it ran ({reply.reason}); simplify it")


def _source(store: DocumentStore) -> Source:
    """A store that is written here is copied as it is now; what a reader has open stays as it is."""
    folder, beside = store.quads, None if store.read_only else store.location
    return Source(partial(_sign, store, folder), partial(copy_folder, folder), beside)


def _sign(store: DocumentStore, folder: Path) -> Signature:
    store.take_in()
    return sign(folder)
