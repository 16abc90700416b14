"""How much a graph says of things, and what it calls them: for those who look at thousands and show a few."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import islice
from typing import Any

import pyoxigraph as ox

from kg.store.patterns import DEFAULT, NAMING
from kg.store.remote import Remote
from kg.store.terms import named

_ENOUGH = 200  # statements: more make nothing more important
_TOLD = tuple(map(named, ("rdf:type", *NAMING)))


def weigh(engine: ox.Store, things: Collection[ox.NamedNode]) -> Mapping[ox.NamedNode, int]:
    """Return how many pieces of evidence and statements lead to each thing; those of hubs aren't all counted."""
    if isinstance(engine, Remote):
        return _ask_weights(engine, things)
    return {thing: _count(engine, thing) for thing in things}


def _count(engine: ox.Store, thing: ox.NamedNode) -> int:
    return sum(1 for _ in islice(engine.quads_for_pattern(None, None, thing, DEFAULT), _ENOUGH))


def _ask_weights(engine: Remote, things: Collection[ox.NamedNode]) -> Mapping[ox.NamedNode, int]:
    """Count by one request."""
    asked = f"VALUES ?thing {{ {_write(things)} }} ?s ?p ?thing"
    rows: Any = engine.query(f"SELECT ?thing (COUNT(*) AS ?said) {{ {asked} }} GROUP BY ?thing")
    counts = {row["thing"]: int(row["said"].value) for row in rows if row["thing"] is not None}
    return {thing: min(counts.get(thing, 0), _ENOUGH) for thing in things}


def copy_names(engine: ox.Store, things: Iterable[ox.NamedNode]) -> ox.Store:
    """Return a store that holds names and classes of things; the same one, unless each look would be a request."""
    if not isinstance(engine, Remote):
        return engine
    copy = ox.Store()
    meant = f"VALUES ?thing {{ {_write(things)} }} VALUES ?told {{ {_write(_TOLD)} }}"
    rows: Any = engine.query(f"SELECT ?thing ?told ?value {{ {meant} ?thing ?told ?value }}")
    copy.extend(ox.Quad(row["thing"], row["told"], row["value"]) for row in rows)
    return copy


def _write(things: Iterable[ox.NamedNode]) -> str:
    """IRIs as SPARQL has them; pyoxigraph lets none be made that would break out."""
    return " ".join(map(str, things))
