"""The formats a store is written in, and the file it's written to."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from kg.errors import OutputError
from kg.exports.definitions import define_terms
from kg.exports.jsonld import write_jsonld
from kg.exports.names import settle_names
from kg.outputs import replace_file
from kg.store.aliases import rename_all
from kg.store.assertions import stated
from kg.store.evidence import base_of
from kg.store.graphs import INFERRED, LINK_REASONS, LINKS, is_document
from kg.store.patterns import DEFAULT
from kg.store.turtle import write_trig, write_turtle
from kg.store.vocabulary import vocabulary

if TYPE_CHECKING:
    from kg.store import DocumentStore

Graphs = dict[ox.NamedNode, list[ox.Triple]]


def export(
    store: DocumentStore,
    target: str | Path | io.TextIOBase | BinaryIO,
    format: str | None = None,  # noqa: A002
    *,
    inferred: bool = False,
    definitions: bool = False,
) -> None:
    """Write the graph to a file or a stream.

    Args:
        store: the store to write.
        target: a path, whose file appears whole or not at all; or a stream of bytes or of text, which is left open.
        format: one of `FORMATS`; without it, the path's suffix tells.
        inferred: as for `write`.
        definitions: as for `write`.

    Raises:
        OutputError: the format isn't known, or the file can't be written.
    """
    if isinstance(target, str | Path):
        path = Path(target)
        written = write(store, format or format_of(path), inferred=inferred, definitions=definitions)
        replace_file(path, _as_bytes(written))
        return
    content = write(store, format or "turtle", inferred=inferred, definitions=definitions)
    if isinstance(content, bytes) and isinstance(target, io.TextIOBase):
        raise OutputError(str(format), "is no text; give a file or a stream of bytes")
    target.write(content if isinstance(target, io.TextIOBase) else _as_bytes(content))  # type: ignore[arg-type]


def _as_bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def write(
    store: DocumentStore,
    format: str = "turtle",  # noqa: A002
    *,
    inferred: bool = False,
    definitions: bool = False,
) -> str | bytes:
    """Return the graph as text, or as bytes where the format is none of text.

    Args:
        store: the store to write.
        format: `turtle` and `ntriples` hold all documents in one graph; `trig`, `nquads` and `jsonld` keep them apart;
            `graphml`, `csv` and `xlsx` hold the network of `kg.network`: things and what joins them. In Turtle each
            thing has an `rdfs:label` and one `schema:name`: see `kg.exports.names`.
        inferred: write what `kg infer` inferred, too, where documents are kept apart in the graph `kg:inferred`.
        definitions: write an `owl:Ontology` header and what the ontology defines, too, for editors of ontologies;
            Turtle only.

    Raises:
        OutputError: the format isn't known, or can't hold what is inferred or defined.
    """
    if format not in FORMATS:
        raise OutputError(format, f"isn't a format that kg writes; choose one of {', '.join(FORMATS)}")
    if definitions:
        if format != "turtle":
            raise OutputError(format, "is written without the ontology's definitions; choose turtle")
        return _turtle(store, inferred=inferred, definitions=True)
    if not inferred:
        return FORMATS[format](store)
    if format not in _RDF:
        raise OutputError(format, f"holds no inferred facts; choose one of {', '.join(_RDF)}")
    return _RDF[format](store, inferred=True)


def format_of(path: Path) -> str:
    """Return the format that a path's suffix tells.

    Raises:
        OutputError: it tells none.
    """
    found = SUFFIXES.get(path.suffix.lower())
    if found is None:
        raise OutputError(str(path), f"its suffix tells no format; end it in {', '.join(SUFFIXES)}, or name the format")
    return found


def _quads(store: DocumentStore, *, inferred: bool) -> Iterator[ox.Quad]:
    """What documents state, with the IRIs by which all of them know a thing, and links: see `kg.store.aliases`."""
    kept = (LINKS, LINK_REASONS, *([INFERRED] if inferred else []))
    told = (one for one in store.engine if is_document(one.graph_name) or one.graph_name in kept)
    pairs = rename_all(store.engine, told)
    return (ox.Quad(one.subject, one.predicate, one.object, own.graph_name) for own, one in pairs)


def _graphs(store: DocumentStore, *, inferred: bool) -> Graphs:
    graphs: Graphs = defaultdict(list)
    for quad in _quads(store, inferred=inferred):
        graphs[quad.graph_name].append(quad.triple)  # type: ignore[index]
    return graphs


def _merge(store: DocumentStore, *, inferred: bool) -> list[ox.Triple]:
    reasons = [quad.triple for quad in store.engine.quads_for_pattern(None, None, None, LINK_REASONS)]
    if not inferred:
        return [*stated(store.engine), *reasons]
    return [*(quad.triple for quad in store.engine.quads_for_pattern(None, None, None, DEFAULT)), *reasons]


def _base(store: DocumentStore) -> str:
    """The base of the documents' IRIs, by the first of them."""
    documents = store.documents()
    return base_of(documents[0].iri if documents else "")


def _turtle(store: DocumentStore, *, inferred: bool = False, definitions: bool = False) -> str:
    base = _base(store)
    triples = settle_names(_merge(store, inferred=inferred))
    defined = define_terms(store, triples, base) if definitions else []
    return write_turtle([*defined, *triples], base=base, words=vocabulary(store.engine))


def _trig(store: DocumentStore, *, inferred: bool = False) -> str:
    return write_trig(_graphs(store, inferred=inferred), base=_base(store), words=vocabulary(store.engine))


def _jsonld(store: DocumentStore, *, inferred: bool = False) -> str:
    return write_jsonld(_graphs(store, inferred=inferred))


def _ntriples(store: DocumentStore, *, inferred: bool = False) -> str:
    return "".join(sorted(f"{triple} .\n" for triple in _merge(store, inferred=inferred)))


def _nquads(store: DocumentStore, *, inferred: bool = False) -> str:
    return "".join(sorted(f"{quad} .\n" for quad in _quads(store, inferred=inferred)))


def _graphml(store: DocumentStore) -> str:
    from kg.exports.tables import write_graphml

    return write_graphml(store)


def _csv(store: DocumentStore) -> str:
    from kg.exports.tables import write_edges_csv

    return write_edges_csv(store)


def _xlsx(store: DocumentStore) -> bytes:
    from kg.exports.tables import write_edges_xlsx

    return write_edges_xlsx(store)


_RDF: dict[str, Callable[..., str]] = {
    "turtle": _turtle,
    "trig": _trig,
    "nquads": _nquads,
    "ntriples": _ntriples,
    "jsonld": _jsonld,
}
FORMATS: dict[str, Callable[[DocumentStore], str | bytes]] = {**_RDF, "graphml": _graphml, "csv": _csv, "xlsx": _xlsx}
SUFFIXES = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nq": "nquads",
    ".nt": "ntriples",
    ".jsonld": "jsonld",
    ".graphml": "graphml",
    ".csv": "csv",
    ".xlsx": "xlsx",
}
