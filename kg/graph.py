"""The graph as people use it: a store that can be asked by name, drawn, exported and checked."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from io import TextIOBase
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, overload

from kg.errors import QueryError, StoreError
from kg.logs import Event, log
from kg.pages import Page, ask_page
from kg.queries import Query, ask
from kg.store import DocumentStore
from kg.store.folder import explained
from kg.store.graphs import resolves
from kg.store.remote import Remote
from kg.store.rows import Rows, Triples

if TYPE_CHECKING:
    import networkx
    import pyoxigraph as ox
    from pyvis.network import Network

    from kg.checks import Report
    from kg.drawing.picture import Picture
    from kg.resolution import Merge
    from kg.sandbox.limited import LimitedStore


class Store(DocumentStore):
    """A knowledge graph: in memory, or in a folder that is made if it isn't there.

    Each document is a named graph; the default graph, which queries ask, is the merge of them all. A store on disk has
    one writer at a time. Use it in a `with` block, or call `close`, to let go of the folder.

    Args:
        path: the folder; none for a store in memory. An http or https URL names a SPARQL 1.1 endpoint: see
            `kg.store.remote`.

    Raises:
        StoreError: the path is no store, locked by another writer, or not writable.
    """

    def sparql(self, query: str, /, **bindings: object) -> Rows | Triples | bool:
        """Evaluate SPARQL 1.1 over the merge of all documents.

        Args:
            query: SPARQL; the prefixes of `kg.iris.PREFIXES` need no declaration; `GRAPH ?document` asks documents.
            bindings: values for the parameters in the text: `?_name` takes the value of `name`. A str is a text; for
                an IRI give `pyoxigraph.NamedNode` or `rdflib.URIRef`.

        Returns:
            Rows for SELECT, Triples for CONSTRUCT and DESCRIBE, a bool for ASK.

        Raises:
            QueryError: the query can't be read, or its parameters and the bindings differ.
        """
        found = super().sparql(query, **bindings)
        return found if isinstance(found, bool) else replace(found, artist=draw_answer)

    def query(self, query: str | Query, /, **values: object) -> Rows | Triples:
        """Ask a named query, or one of your own from `kg.queries.load_queries(folder)`, with values for its parameters.

        Returns:
            Rows for a SELECT, which all shipped queries are; Triples for a CONSTRUCT or DESCRIBE of your own.

        Raises:
            QueryError: there is no such query, or a value is missing, left over or of the wrong type.
        """
        return replace(ask(self.engine, query, values), artist=draw_answer)

    def page(
        self, query: str | Query, values: Mapping[str, object] | None = None, *, limit: int = 100, offset: int = 0
    ) -> Page:
        """Ask a named query for some of its rows; the pages, put together, are the whole: see `kg.pages`.

        Args:
            query: as for `query`.
            values: by parameter.
            limit: how many rows at most.
            offset: how many rows to pass over.

        Raises:
            QueryError: as for `query`, or the query has no ORDER BY.
        """
        return ask_page(self.engine, query, values or {}, limit=limit, offset=offset)

    def limited(self, *, seconds: float = 10.0, rows: int | None = None, memory: int = 1024) -> LimitedStore:
        """Return this store with limits: each query runs in a process of its own that is stopped on time.

        >>> Store().limited(seconds=5).sparql("ASK {}")
        True

        Args:
            seconds: for each query, from the moment it's asked.
            rows: a result that has more is refused, rather than cut short.
            memory: in MiB, for each query.
        """
        from kg.sandbox.limited import LimitedStore
        from kg.sandbox.messages import Limits

        return LimitedStore(self, Limits(seconds, rows, memory=memory))

    @overload
    def draw(
        self, path: None = None, *, title: str = "", focus: str | None = None, hops: int | None = None
    ) -> Picture: ...
    @overload
    def draw(self, path: str | Path, *, title: str = "", focus: str | None = None, hops: int | None = None) -> None: ...
    def draw(
        self, path: str | Path | None = None, *, title: str = "", focus: str | None = None, hops: int | None = None
    ) -> Picture | None:
        """Draw the graph as one HTML file, or as SVG where the path ends so: see `kg.network` and `kg.drawing`.

        Args:
            path: the file; without it, the picture is returned, which a notebook shows.
            title: the heading; without it, that of the only document, or the file's name.
            focus: only what surrounds this thing.
            hops: how far around it.

        Raises:
            OutputError: the file can't be written.
            QueryError: nothing in the graph has the name `focus`, or `hops` doesn't fit.
        """
        from kg.drawing.picture import draw_or_show

        return draw_or_show(self.networkx(focus=focus, hops=hops), path, title or self._title())

    def networkx(self, *, focus: str | None = None, hops: int | None = None) -> networkx.MultiDiGraph:
        """Return the graph as networkx has it, things for nodes and facts for edges: see `kg.network.network`."""
        from kg.network import network

        return network(self, focus=focus, hops=hops)

    def to_pyvis(self, *, focus: str | None = None, hops: int | None = None) -> Network:
        """Return the graph as pyvis has it, to go on from: see `kg.drawing.page.to_pyvis`.

        Its page shows up to some 2,000 things well; pyvis gets slow with more, which `draw` shows as communities.

        Args:
            focus: only what surrounds this thing.
            hops: how far around it.

        Raises:
            QueryError: nothing in the graph has the name `focus`, or `hops` doesn't fit.
        """
        from kg.drawing.page import to_pyvis

        return to_pyvis(self.networkx(focus=focus, hops=hops), self._title())

    def _title(self) -> str:
        """What to call the graph: the title of its one document."""
        documents = self.documents()
        return documents[0].title if len(documents) == 1 else ""

    def _repr_html_(self) -> str:
        """What a notebook shows: the picture, or tables where that is too large, with how to see it all the same."""
        from kg.drawing.picture import HINT, LARGEST_SHOWN, MOST_SHOWN

        info = self.info()
        if not info.entities:
            return self._tabulate(info)
        if info.entities <= MOST_SHOWN and len(frame := self.draw().frame) <= LARGEST_SHOWN:
            return frame
        return self._tabulate(info, HINT)

    def link(self, *indexes: str | Path, least: float = 0.9, apply: bool = False) -> Rows:
        """Propose public identifiers for the bodies, places and people that have none: see `kg.linking`.

        Args:
            indexes: what `kg index` made of extracts of Wikidata, ROR or GeoNames; each proposes by itself.
            least: the confidence below which nothing is linked.
            apply: keep what is sure enough, in the place of what was kept before.

        Returns:
            A row for each thing whose name an index knows; `linked` says whether it's sure enough, `reason` why.

        Raises:
            IdentifierError: the index can't be read.
            StoreError: the store is read-only, or the disk is full.
        """
        from kg.linking import propose_all, tabulate, to_links

        found = propose_all(self, indexes, least=least)
        if apply:
            self.keep_links(to_links(found))
        return tabulate(found)

    def export(
        self,
        path: str | Path | TextIOBase | BinaryIO,
        format: str | None = None,  # noqa: A002
        *,
        inferred: bool = False,
        definitions: bool = False,
    ) -> None:
        """Write the graph to a file: see `kg.exports.export`."""
        from kg.exports import export

        export(self, path, format, inferred=inferred, definitions=definitions)

    def resolve(self, *, again: bool = False) -> int:
        """Find out which things of documents are one, and have queries know each by one IRI: see `kg.resolution`.

        Documents that changed since the last time are looked at, and what they touch.

        Args:
            again: look at all documents.

        Returns:
            How many times a thing of a document got another IRI.

        Raises:
            StoreError: the store is read-only, or behind an endpoint.
        """
        from kg.resolution import is_due, prepare, resolve

        with self._altered() as engine:
            if not is_due(engine, again=again):
                return 0
            began = time.perf_counter()
            changed = resolve(engine, prepare(engine), again=again)
        log(Event("resolved", store=str(self), counts={"renamed": changed}, seconds=time.perf_counter() - began))
        return changed

    @property
    def is_resolved(self) -> bool:
        """Whether things were resolved here, so that it's done again after each change."""
        return self.can_resolve and resolves(self._opened())

    @property
    def can_resolve(self) -> bool:
        """Whether things can be resolved here: not behind an endpoint, where each look would be a request."""
        return not isinstance(self._opened(), Remote)

    def merges(self) -> tuple[Merge, ...]:
        """Return what resolution gave another IRI than its document's, with the reason: see `kg.resolution.Merge`."""
        from kg.resolution import list_merges

        return list_merges(self.engine)

    def split(self, iri: str, *documents: str) -> None:
        """Tell a thing apart from now on, whatever is told later.

        Args:
            iri: the thing's.
            documents: the IRIs of documents whose thing is another one; without them, each IRI that was merged into
                this one stands for itself again.

        Raises:
            QueryError: there is no such thing, or nothing to tell apart.
        """
        from kg.resolution import prepare, resolve, split

        with self._altered() as engine:
            split(engine, iri, documents)
            resolve(engine, prepare(engine))

    def join(self, iri: str, other: str) -> None:
        """Take two things for one from now on, whatever is told later.

        Args:
            iri: a thing's.
            other: another's.

        Raises:
            QueryError: there is no such thing, or the two are one already.
        """
        from kg.resolution import join, prepare, resolve

        with self._altered() as engine:
            join(engine, iri, other)
            resolve(engine, prepare(engine))

    @contextmanager
    def _altered(self) -> Iterator[ox.Store]:
        """The engine, to change what stands for what."""
        self._check_writable()
        engine = self._opened()
        if isinstance(engine, Remote):
            raise StoreError(
                str(self), "is behind an endpoint, where things aren't resolved; resolve a store in a folder"
            )
        with self._changing, explained(str(self)):
            self._forget()
            self._settled = False
            yield engine

    def check(self) -> Report:
        """Validate the graph: see `kg.checks.check`."""
        from kg.checks import check

        return check(self)


def draw_answer(answer: Rows | Triples, path: str | os.PathLike[str] | None, title: str = "") -> Picture | None:
    """Draw the things that an answer holds, and the facts that join them, as one HTML file or as SVG.

    Args:
        answer: what a query gave.
        path: the file; one that exists is replaced. Without it, the picture is returned.
        title: the heading; the file's name without it.

    Raises:
        OutputError: the file can't be written.
        QueryError: nothing is known of the store that was asked.
    """
    from kg.drawing.picture import draw_or_show
    from kg.network import network_of

    # None, or one that answers queries within limits and no more.
    if answer.engine is None or not hasattr(answer.engine, "quads_for_pattern"):
        raise QueryError("draw", "needs the store that was asked; draw what store.query or store.sparql returned")
    return draw_or_show(network_of(answer, answer.engine), path, title)
