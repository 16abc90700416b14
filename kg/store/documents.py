"""The store: one named graph per document, and their merge to ask."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn, Self, cast

import pyoxigraph as ox

from kg.errors import StoreError
from kg.logs import Event, log
from kg.model import Extraction
from kg.store import copies, folder, inference, links, lookup, notes, sparql
from kg.store.asking import Asking
from kg.store.counts import Info, count
from kg.store.definitions import keep_definitions
from kg.store.evidence import Reasons, Spo, to_triples
from kg.store.files import read_file
from kg.store.links import Link
from kg.store.merge import extend, remove, replace, with_merge
from kg.store.partitions import is_new, load_graphs, write_new
from kg.store.remote import Remote, is_url
from kg.store.rows import Rows, Triples
from kg.store.snapshots import published
from kg.store.sources import Source, sources
from kg.store.terms import node
from kg.store.updates import write_update

if TYPE_CHECKING:
    import rdflib

    from kg.ontology import Ontology


class DocumentStore(Asking):
    """A knowledge graph: in memory, or in a folder that is made if it isn't there.

    Each document is a named graph; the default graph, which queries ask, is the merge of them all. A store on disk has
    one writer at a time. Use it in a `with` block, or call `close`, to let go of the folder.

    Args:
        path: the folder; none for a store in memory. An http or https URL names a SPARQL 1.1 endpoint: see
            `kg.store.remote`.

    Raises:
        StoreError: the path is no store, locked by another writer, or not writable.
    """

    def __init__(self, path: str | Path | None = None) -> None:
        remote = is_url(path)
        self.location = None if path is None or remote else Path(path)
        self.read_only = False
        self._settled = False
        self._home: folder.Home | None = None if self.location is None else folder.create_or_open(self.location)
        self._engine: ox.Store | None = self._home.engine if self._home else ox.Store()
        if remote:
            self._engine = cast("ox.Store", Remote(str(path)))
        # Held while documents change and while it's inferred from them: a build flushes from a thread of its own.
        self._changing = self._home.changing if self._home else threading.RLock()
        self._rdflib: rdflib.Dataset | None = None

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False) -> Self:
        """Open a store that is there already.

        Args:
            path: a store's folder, an endpoint's URL, or a file that `load` reads (into memory).
            read_only: refuse changes; works beside other readers, and beside a writer: it gives what the writer has
                acknowledged (`flush`) by now, and stays with that.

        Raises:
            StoreError: it's missing, no store, or locked.
        """
        if is_url(path):
            store = cls(path)
            store.read_only = read_only
            return store
        if Path(path).is_file():
            return cls.load(path)
        store = cls()
        store.location, store.read_only = Path(path), read_only
        store._home = folder.open_existing(Path(path), read_only=read_only)
        store._engine, store._changing = store._home.engine, store._home.changing
        return store

    @classmethod
    def load(cls, path: str | Path) -> Self:
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

    @classmethod
    def over(cls, engine: ox.Store) -> Self:
        """Return a store that reads what an engine's store holds."""
        store = cls()
        store._engine, store.read_only = engine, True
        return store

    @property
    def engine(self) -> ox.Store:
        """The engine's store, for what it can do and this one can't; keep the merge when you change things there."""
        self._settle()
        return self._opened()

    def _settle(self) -> None:
        """Infer anew, if documents have changed since."""
        with self._changing:
            if not (self._settled or self.read_only):
                self._settled = True
                inference.refresh(self._opened())

    def _opened(self) -> ox.Store:
        """The engine, with what is inferred as it was before the last change."""
        if self._engine is None:
            raise StoreError(str(self), "is closed; open it again")
        self.take_in()
        return self._engine

    def take_in(self) -> None:
        """Have the engine take in the documents that were added; it's done by itself where the store is asked."""
        if self._home is not None:
            self._home.settle()

    def _with(self, document: str) -> ox.Store:
        """The engine, which may lack new documents, but not this one."""
        home = self._home
        return self._opened() if home is None or home.holds(document) else home.engine

    @property
    def rdflib(self) -> rdflib.Dataset:
        """The same graph as a Dataset of rdflib: the merge as its default graph, a graph per document."""
        if isinstance(self.engine, Remote):
            raise StoreError(str(self), "is seen by rdflib through its own SPARQLStore; use that")
        if self._rdflib is None:
            from kg.store.view import view

            self._rdflib = view(self.engine, read_only=self.read_only)
        self._settled = False  # whoever asks for it may change things there
        return self._rdflib

    def add(self, extraction: Extraction, *, made: str = "") -> bool:
        """Add a document, or put what it says now in the place of what it said before, in one step.

        A long document comes in volumes, one after the other: the first one takes its place.

        Args:
            extraction: what the document says.
            made: what the store shall remember of how that was found: see `is_made`.

        Returns:
            Whether anything changed.

        Raises:
            StoreError: the store is read-only, or the disk is full.
        """
        document = extraction.document
        file = document.file if self.location else ""
        if extraction.volumes > 1:
            return self._add_volume(extraction, made, file)
        if self._home is not None and self._add_new(self._home, extraction, made, file):
            return True
        return self._replace(document.iri, to_triples(extraction), made, file)

    def _add_new(self, home: folder.Home, extraction: Extraction, made: str, file: str) -> bool:
        """Add a document that the store doesn't have; tell whether that is so."""
        iri = extraction.document.iri
        self._check_writable()
        with self._changing, folder.explained(str(self)):
            if home.holds(iri) or not is_new(home.engine, node(iri)):
                return False
            self._forget()
            self._settled = False
            home.write(iri, write_new(home.engine, extraction, made, file))
        return True

    def _add_volume(self, extraction: Extraction, made: str, file: str) -> bool:
        """Add a volume to those before it; the first takes the place of the document, the last brings the notes."""
        graph, last = node(extraction.document.iri), extraction.volume == extraction.volumes - 1
        with self._change() as engine:
            if not extraction.volume:
                remove(engine, graph)
                replace(engine, graph, [], notes=notes.notes_of(engine, graph, []))
            extend(engine, graph, to_triples(extraction))
            if last:
                engine.update(write_update(*notes.note_all(engine, graph, made, file)))
                links.drop_unknown(engine, links.list_linked(engine))  # only now is it known what it speaks of
        return True

    def load_graphs(self, lines: bytes) -> list[str]:
        """Add documents as `add` would, many at once: see `kg.store.partitions`.

        Args:
            lines: N-Quads that `kg.store.partitions.write_graph` gave.

        Returns:
            The documents' IRIs.

        Raises:
            StoreError: the store is read-only, or the disk is full.
        """
        with self._change() as engine:
            return load_graphs(engine, lines)

    def is_made(self, document: str, made: str) -> bool:
        """Whether a document is there as `add` left it, and was added with this note."""
        return bool(made) and notes.is_made(self._with(document), node(document), made)

    def files(self) -> dict[str, Path]:
        """Return the file that each document came from, by the document's IRI; only a folder on disk remembers it."""
        return notes.files(self._opened()) if self.location else {}

    def move(self, document: str, file: str) -> None:
        """Note that the file of a document, which is as it was, lies elsewhere now (a file's URI)."""
        if self.location and file:
            with self._changing:
                notes.move(self._with(document), node(document), file)

    def remove(self, document: str) -> bool:
        """Take a document out, with all that no other document supports; tell whether it was there."""
        return self._replace(document, [])

    @contextmanager
    def _change(self) -> Iterator[ox.Store]:
        self._check_writable()
        with self._changing, folder.explained(str(self)):
            self._forget()
            engine, self._settled = self._opened(), False
            yield engine

    def _replace(self, document: str, triples: list[Spo], made: str = "", file: str = "") -> bool:
        with self._change() as engine:
            noted = notes.notes_of(engine, node(document), triples, made, file)
            linked = links.find_linked(engine, node(document))
            changed = replace(engine, node(document), triples, notes=noted)
            links.drop_unknown(engine, linked)
            return changed

    def _check_writable(self) -> None:
        if self.read_only:
            raise StoreError(str(self), "was opened read-only; open it without read_only to change it")

    def documents(self) -> tuple[Source, ...]:
        """Return the documents, sorted by IRI."""
        return sources(self.engine)

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

    def why(self, subject: str, predicate: str | None = None, object: str | None = None) -> Reasons:  # noqa: A002
        """Return the sentences that the facts about a thing rest on.

        Args:
            subject: the thing, by name in any case, IRI or prefixed name; it may stand at either end of the facts.
            predicate: only this relation, by label or name ("chair", "on the margins of", "kg:chair").
            object: only what joins the thing with this one, or gives it this value.

        Raises:
            QueryError: nothing has this name, or nothing is said of it by this relation.
        """
        with self._suggesting():
            return lookup.why(self.engine, subject, predicate, object)

    def info(self) -> Info:
        """Count documents, facts, evidence, things by class and facts by property."""
        return count(self.engine)

    def infer(self, *ontologies: str | Path) -> int:
        """Infer what follows from the facts, now and after each change of documents: see `kg.store.inference.infer`."""
        with self._changing:
            return inference.infer(self.engine, ontologies)

    def keep_ontology(self, ontology: Ontology) -> None:
        """Keep what is the user's own of the ontology that documents are read by: see `kg.store.definitions`.

        Raises:
            StoreError: the store is read-only, or the disk is full.
        """
        self._check_writable()
        with self._changing, folder.explained(str(self)):
            self._settled = False
            keep_definitions(self._opened(), ontology)

    def keep_links(self, found: Collection[Link]) -> bool:
        """Put links with public identifiers in the place of those that are there; tell whether anything changed.

        Raises:
            StoreError: the store is read-only, or the disk is full.
        """
        self._check_writable()
        with self._changing, folder.explained(str(self)):
            self._forget()
            return links.keep(self._opened(), found)

    def links(self) -> tuple[Link, ...]:
        """Return the links with public identifiers: see `kg.store.links`."""
        return links.read(self.engine)

    def flush(self) -> None:
        """Have all that was added on the disk, safe from a loss of power, and let readers see it."""
        began = time.perf_counter()
        if self._home is not None:
            self._home.flush()
        elif isinstance(self._engine, Remote) and self._engine.used:
            self._settle()
        log(Event("flushed", store=str(self), seconds=time.perf_counter() - began), logging.DEBUG)

    def compact(self) -> None:
        """Rewrite the files of a store on disk without what was deleted; it takes as much space again while it runs.

        Raises:
            StoreError: the store isn't on disk here, or was opened read-only.
        """
        copies.compact(self._kept())

    def backup(self, path: str | Path) -> None:
        """Copy a store on disk into a new folder, consistent even while it's in use.

        Raises:
            StoreError: the store isn't on disk here, or the folder exists or can't be written.
        """
        copies.back_up(self._kept(), Path(path))

    def _find_places(self) -> tuple[Path | None, list[Path]]:
        snapshots = published(self._home.path) if self._home is not None else []
        own = self._home.quads if self._home is not None and self._home.quads in snapshots else None
        return own, snapshots

    @property
    def lasts(self) -> bool:
        """Whether the store outlives this process: in a folder, or behind an endpoint."""
        return self._home is not None or isinstance(self._engine, Remote)

    @property
    def quads(self) -> Path:
        """The folder of the engine's files that this store has open, for who copies them.

        Raises:
            StoreError: the store isn't on disk here.
        """
        return self._kept().quads

    def _kept(self) -> folder.Home:
        if self._home is None:
            raise StoreError(str(self), "isn't kept in a folder here; write it to a file with export instead")
        self.take_in()
        return self._home

    def close(self) -> None:
        """Let go of the folder; the store can't be used after."""
        try:
            self.flush()
        finally:
            self._forget(entirely=True)
            if isinstance(self._engine, Remote):
                self._engine.close()
            home, self._home = self._home, None
            self._engine = self._rdflib = None
            if home is not None:
                home.release()

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled, with what to do instead."""
        raise StoreError(str(self), "can't be pickled; give its path to the other process, and open it there")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __str__(self) -> str:
        if isinstance(self._engine, Remote):
            return self._engine.url
        return "store in memory" if self.location is None else str(self.location)
