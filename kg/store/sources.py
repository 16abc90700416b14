"""The documents of a store, as their graphs describe them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pyoxigraph as ox

from kg.store.graphs import is_document
from kg.store.remote import descriptions
from kg.store.terms import named, node, text

_TERMS = (
    *("dcterms:source", "schema:name", "schema:datePublished", "schema:encodingFormat", "kg:sha256"),
    *("schema:author", "schema:url", "schema:inLanguage"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A document of the store, as its graph describes it; `sha256` is the fingerprint of its text.

    `url` is where it was published, `language` as BCP 47 writes it.
    """

    iri: str
    name: str
    title: str = ""
    date: str = ""
    media_type: str = ""
    sha256: str = ""
    author: str = ""
    url: str = ""
    language: str = ""


def sources(engine: ox.Store) -> tuple[Source, ...]:
    """Return the documents, sorted by IRI."""
    described = descriptions(engine)
    names = sorted(graph.value for graph in described.named_graphs() if is_document(graph))
    return tuple(_read(described, name) for name in names)


def match_sources(documents: Collection[Source], name: str) -> list[Source]:
    """Find the documents of a name; of the end of one, such as a file's own name, if there is only one such document.

    Args:
        documents: those of a store.
        name: a document's name or IRI, or the end of a name.
    """
    whole = [one for one in documents if name in (one.iri, one.name)]
    ends = [one for one in documents if one.name.endswith(f"/{name}")]
    return whole or (ends if len(ends) == 1 else [])


def _read(engine: ox.Store, document: str) -> Source:
    found = engine.quads_for_pattern(node(document), None, None, node(document))
    said = {quad.predicate: text(quad.object) for quad in found}
    return Source(document, *(said.get(named(term), "") for term in _TERMS))
