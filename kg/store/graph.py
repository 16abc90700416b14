"""The store: one named graph per document, and their merge to ask."""

from __future__ import annotations

from dataclasses import dataclass
from io import TextIOBase
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

import pyoxigraph as ox

from kg.errors import StoreError
from kg.model import Extraction
from kg.store import folder, lookup, sparql
from kg.store.counts import Info, count
from kg.store.evidence import Evidence, Spo, to_triples
from kg.store.files import read_file
from kg.store.merge import replace, with_merge
from kg.store.rows import Rows, Triples
from kg.store.terms import named, node, text

if TYPE_CHECKING:
    import rdflib

    from kg.checks import Report
    from kg.queries import Query


@dataclass(frozen=True, slots=True)
class Source:
    """A document of the store, as its graph describes it; `sha256` is the fingerprint of its text."""

    iri: str
    name: str
    title: str = ""
    date: str = ""
    media_type: str = ""
    sha256: str = ""


class Store:
    """A knowledge graph: in memory, or in a folder that is made if it isn't there.

    Each document is a named graph; the default graph, which queries ask, is the merge of them all. A store on disk has
    one writer at a time. Use it in a `with` block, or call `close`, to let go of the folder.

    Args:
        path: the folder; none for a store in memory.

    Raises:
        StoreError: the path is no store, locked by another writer, or not writable.
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self.path = None if path is None else Path(path)
        self.read_only = False
        self._engine: ox.Store | None = ox.Store() if self.path is None else folder.create_or_open(self.path)
        self._rdflib: rdflib.Dataset | None = None

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False) -> Store:
        """Open a store that is there already.

        Args:
            path: a store's folder, or a file that `load` reads (into memory).
            read_only: refuse changes; works beside other readers, and beside a writer.

        Raises:
            StoreError: it's missing, no store, or locked.
        """
        if Path(path).is_file():
            return cls.load(path)
        store = cls()
        store.path, store.read_only = Path(path), read_only
        store._engine = folder.open_existing(Path(path), read_only=read_only)
        return store

    @classmethod
    def load(cls, path: str | Path) -> Store:
        """Read a file of RDF into a store in memory.

        Args:
            path: Turtle, TriG, N-Quads, N-Triples or JSON-LD, told by its suffix. Triples outside a named graph go to
                the graphs of their documents: see `kg.store.files.assign`.

        Raises:
            StoreError: it's missing, of no known kind, or damaged.
        """
        store = cls()
        store.engine.extend(with_merge(read_file(Path(path))))
        return store

    @property
    def engine(self) -> ox.Store:
        """The engine's store, for what it can do and this one can't; keep the merge when you change things there."""
        if self._engine is None:
            raise StoreError(str(self), "is closed; open it again")
        return self._engine

    @property
    def rdflib(self) -> rdflib.Dataset:
        """The same graph as a Dataset of rdflib: the merge as its default graph, a graph per document."""
        if self._rdflib is None:
            from kg.store.view import view

            self._rdflib = view(self.engine, read_only=self.read_only)
        return self._rdflib

    def add(self, extraction: Extraction) -> bool:
        """Add a document, or put what it says now in the place of what it said before, in one step.

        Returns:
            Whether anything changed.

        Raises:
            StoreError: the store is read-only, or the disk is full.
        """
        return self._replace(extraction.document.iri, to_triples(extraction))

    def remove(self, document: str) -> bool:
        """Take a document out, with all that no other document supports; tell whether it was there."""
        return self._replace(document, [])

    def _replace(self, document: str, triples: list[Spo]) -> bool:
        if self.read_only:
            raise StoreError(str(self), "was opened read-only; open it without read_only to change it")
        with folder.explained(str(self)):
            changed = replace(self.engine, node(document), triples)
            if changed and not triples:
                self.engine.remove_graph(node(document))
            return changed

    def documents(self) -> tuple[Source, ...]:
        """Return the documents, sorted by IRI."""
        names = sorted(graph.value for graph in self.engine.named_graphs() if isinstance(graph, ox.NamedNode))
        return tuple(self._source(name) for name in names)

    def _source(self, document: str) -> Source:
        found = self.engine.quads_for_pattern(node(document), None, None, node(document))
        said = {quad.predicate: text(quad.object) for quad in found}
        terms = ("dcterms:source", "schema:name", "schema:datePublished", "schema:encodingFormat", "kg:sha256")
        return Source(document, *(said.get(named(term), "") for term in terms))

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
        return sparql.run(self.engine, sparql.bind(query, bindings))

    def query(self, query: str | Query, /, **values: object) -> Rows:
        """Ask a named query, or one of your own from `kg.queries.load_queries(folder)`, with values for its parameters.

        Raises:
            QueryError: there is no such query, or a value is missing, left over or of the wrong type.
        """
        from kg.queries import ask

        return ask(self.engine, query, values)

    def why(self, subject: str, predicate: str | None = None, object: str | None = None) -> tuple[Evidence, ...]:  # noqa: A002
        """Return the sentences that the facts about a thing rest on.

        Args:
            subject: the thing, by name in any case, IRI or prefixed name; it may stand at either end of the facts.
            predicate: only this relation, by label or name ("chair", "on the margins of", "kg:chair").
            object: only what joins the thing with this one, or gives it this value.

        Raises:
            QueryError: nothing has this name, or nothing is said of it by this relation.
        """
        return lookup.why(self.engine, subject, predicate, object)

    def info(self) -> Info:
        """Count documents, facts, evidence, things by class and facts by property."""
        return count(self.engine)

    def flush(self) -> None:
        """Have all that was added on the disk, safe from a loss of power."""
        with folder.explained(str(self)):
            if self.path is not None and not self.read_only:
                self.engine.flush()

    def backup(self, path: str | Path) -> None:
        """Copy a store on disk into a new folder, consistent even while it's in use.

        Raises:
            StoreError: the store is in memory, or the folder exists or can't be written.
        """
        if self.path is None:
            raise StoreError(str(self), "lives in memory; write it to a file with export instead")
        folder.back_up(self.engine, self.path, Path(path))

    def close(self) -> None:
        """Let go of the folder; the store can't be used after."""
        if self._engine is not None:
            self.flush()
        self._engine = self._rdflib = None

    def _title(self) -> str:
        """What to call the graph: the title of its one document."""
        documents = self.documents()
        return documents[0].title if len(documents) == 1 else ""

    def draw(self, path: str | Path, *, title: str = "", focus: str | None = None, hops: int | None = None) -> None:
        """Draw the graph as one HTML file, or as SVG where the path ends so: see `kg.network` and `kg.drawing`."""
        from kg.drawing import draw, render_page, render_svg
        from kg.network import network

        renderer = render_svg if Path(path).suffix == ".svg" else render_page
        heading = title or self._title() or Path(path).stem
        draw(network(self, focus=focus, hops=hops), path, title=heading, renderer=renderer)

    def export(self, path: str | Path | TextIOBase | BinaryIO, format: str | None = None) -> None:  # noqa: A002
        """Write the graph to a file: see `kg.exports.export`."""
        from kg.exports import export

        export(self, path, format)

    def check(self) -> Report:
        """Validate the graph: see `kg.checks.check`."""
        from kg.checks import check

        return check(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __str__(self) -> str:
        return "store in memory" if self.path is None else str(self.path)
