"""Looks single facts up in the merge of all documents."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.store.terms import named

DEFAULT = ox.DefaultGraph()
NAMING = ("schema:name", "schema:alternateName")

Node = ox.NamedNode | ox.BlankNode | ox.Triple


def subjects(engine: ox.Store, predicate: str, thing: ox.NamedNode | ox.Literal | None = None) -> list[ox.NamedNode]:
    """Return the subjects of a predicate (a prefixed name), of all its objects or of one."""
    found = engine.quads_for_pattern(None, named(predicate), thing, DEFAULT)
    return [quad.subject for quad in found if isinstance(quad.subject, ox.NamedNode)]


def objects(engine: ox.Store, subject: Node, predicate: str) -> list[ox.NamedNode | ox.Literal]:
    """Return the objects of a subject and a predicate (a prefixed name)."""
    found = engine.quads_for_pattern(subject, named(predicate), None, DEFAULT)
    return [quad.object for quad in found if isinstance(quad.object, ox.NamedNode | ox.Literal)]


def names(engine: ox.Store) -> Iterator[tuple[ox.NamedNode, str]]:
    """Yield each named thing with each of its names."""
    for predicate in NAMING:
        for quad in engine.quads_for_pattern(None, named(predicate), None, DEFAULT):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                yield quad.subject, quad.object.value
