"""Keeps which things of a store are the same as things with a public identifier, and how that was found.

The graph `kg:links` says that they are the same, and is part of the merge; why, and how sure it is, stands beside it in
`kg:linkReasons`, which isn't. Both are replaced whole; documents keep the IRIs that they have.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.iris import BASE, digest, shorten
from kg.store import lookup
from kg.store.aliases import rename_all
from kg.store.assertions import is_stated
from kg.store.evidence import Spo
from kg.store.graphs import LINK_REASONS, LINKS
from kg.store.lookup import name_of
from kg.store.merge import delete, replace
from kg.store.patterns import DEFAULT
from kg.store.remote import Remote
from kg.store.sparql import bind, run
from kg.store.terms import named, node, plain, text, to_python
from kg.store.vocabulary import vocabulary

_SAME, _TYPE = named("owl:sameAs"), named("rdf:type")
_SUBJECT, _PREDICATE, _OBJECT = (named(f"rdf:{role}") for role in ("subject", "predicate", "object"))
_CONFIDENCE, _REASON = named("kg:confidence"), named("kg:reason")
_SOURCE, _DATE = named("dcterms:source"), named("schema:dateModified")
_LINKED = """
SELECT DISTINCT ?thing WHERE { GRAPH kg:links { ?thing owl:sameAs ?other } GRAPH ?_document { ?thing a ?class } }
"""
LINK = named("kg:Link")
"""The class of what says why two things are the same."""


@dataclass(frozen=True, slots=True)
class Link:
    """That a thing is the same as one with a public identifier: how sure, why, and by which source of which day."""

    iri: str
    identifier: str
    confidence: float
    reason: str
    source: str
    date: str = ""


def keep(engine: ox.Store, links: Collection[Link]) -> bool:
    """Put links in the place of all that are there; return whether anything changed."""
    old = set(engine.quads_for_pattern(None, None, None, LINK_REASONS))
    new = {ox.Quad(*triple, LINK_REASONS) for link in links for triple in _reason(link)}
    notes = sorted(old - new, key=str), sorted(new - old, key=str)
    changed = replace(engine, LINKS, [(node(one.iri), _SAME, node(one.identifier)) for one in links], notes=notes)
    return changed or old != new


def read(engine: ox.Store) -> tuple[Link, ...]:
    """Return the links of a store, sorted by the things' IRIs."""
    found = (quad.subject for quad in engine.quads_for_pattern(None, _TYPE, LINK, LINK_REASONS))
    return tuple(sorted((_read(engine, one) for one in found), key=lambda one: (one.iri, one.identifier)))


def find(engine: ox.Store, subject: str, predicate: str | None, thing: str | None) -> list[tuple[str, Link]]:
    """Return the links of a thing, each with the thing's name, as `kg why` asks for them.

    Args:
        engine: the store.
        subject: the thing, by name or IRI.
        predicate: nothing, or what may mean `owl:sameAs`.
        thing: nothing, or the identifier.

    Raises:
        QueryError: nothing has such a name.
    """
    if predicate is not None and not vocabulary(engine).matches(_SAME.value, predicate):
        return []
    wanted = {one.value: name_of(engine, one) for one in lookup.find(engine, subject)}
    return [
        (wanted[one.iri], one)
        for one in read(engine)
        if one.iri in wanted and thing in (None, one.identifier, shorten(one.identifier))
    ]


def find_linked(engine: ox.Store, document: ox.NamedNode) -> list[ox.NamedNode]:
    """Return the things of a document that links speak of, to be given to `drop_unknown` once it has changed."""
    if isinstance(engine, Remote):  # one request
        return [row[0] for row in getattr(run(engine, bind(_LINKED, {"document": document})), "terms", ())]
    if next(iter(engine.quads_for_pattern(None, None, None, LINKS)), None) is None:
        return []
    merged = rename_all(engine, engine.quads_for_pattern(None, _TYPE, None, document))
    things = {quad.subject for _, quad in merged}
    return [one for one in things if isinstance(one, ox.NamedNode) and _links_of(engine, one)]


def list_linked(engine: ox.Store) -> list[ox.NamedNode]:
    """Return all things that links speak of."""
    return sorted({node(link.iri) for link in read(engine)}, key=text)


def drop_unknown(engine: ox.Store, things: Iterable[ox.NamedNode]) -> None:
    """Take out the links of those of the things that no document speaks of any more."""
    lost = [one for one in things if not _is_known(engine, one)]
    reasons = {quad.subject for one in lost for quad in engine.quads_for_pattern(None, _SUBJECT, one, LINK_REASONS)}
    gone = [quad for one in sorted(lost, key=text) for quad in _links_of(engine, one)]
    notes = [quad for one in reasons for quad in engine.quads_for_pattern(one, None, None, LINK_REASONS)]
    if gone:
        delete(engine, gone, notes=(sorted(notes, key=str), ()))


def _is_known(engine: ox.Store, thing: ox.NamedNode) -> bool:
    return any(is_stated(engine, quad.triple) for quad in engine.quads_for_pattern(thing, _TYPE, None, DEFAULT))


def _links_of(engine: ox.Store, thing: ox.NamedNode) -> list[ox.Quad]:
    return list(engine.quads_for_pattern(thing, None, None, LINKS))


def _reason(link: Link) -> Iterator[Spo]:
    about = node(f"{BASE}link/{digest(link.iri, link.identifier)}")
    yield about, _TYPE, LINK
    yield about, _SUBJECT, node(link.iri)
    yield about, _PREDICATE, _SAME
    yield about, _OBJECT, node(link.identifier)
    yield about, _CONFIDENCE, ox.Literal(f"{link.confidence:g}", datatype=named("xsd:decimal"))
    yield about, _REASON, plain(link.reason)
    yield about, _SOURCE, plain(link.source)
    if link.date:
        yield about, _DATE, ox.Literal(link.date, datatype=named("xsd:date"))


def _read(engine: ox.Store, about: ox.NamedNode | ox.BlankNode | ox.Triple) -> Link:
    said = {quad.predicate: quad.object for quad in engine.quads_for_pattern(about, None, None, LINK_REASONS)}
    confidence = float(str(to_python(said.get(_CONFIDENCE)) or 0))
    texts = (text(said.get(term)) for term in (_REASON, _SOURCE, _DATE))
    return Link(text(said.get(_SUBJECT)), text(said.get(_OBJECT)), confidence, *texts)
