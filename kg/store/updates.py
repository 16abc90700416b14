"""Writes changes as SPARQL updates; the engine itself writes and escapes the terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from kg.store.graphs import HIDDEN
from kg.store.patterns import DEFAULT


def write_update(gone: Iterable[ox.Quad], come: Iterable[ox.Quad], *, drop: ox.NamedNode | None = None) -> str:
    """Write what goes and what comes as one update, one transaction.

    Args:
        gone: quads to take out.
        come: quads to put in.
        drop: a graph from which all is gone: else the engine would go on listing its name.
    """
    last = f" ;\nDROP SILENT GRAPH {drop}" if drop is not None else ""
    return f"DELETE DATA {{ {_data(gone)} }} ;\nINSERT DATA {{ {_data(come)} }}{last}"


def write_withdrawal(gone: Sequence[ox.Quad]) -> str:
    """Write the update that takes quads out of named graphs, and from the merge what no other document states.

    Whether another one does is asked within the transaction, so that writers who don't know of each other can't undo
    what they share. It can be repeated.
    """
    rows = " ".join(f"({quad.subject} {quad.predicate} {quad.object})" for quad in gone)
    hidden = ", ".join(map(str, HIDDEN))
    held = f"GRAPH ?g {{ ?s ?p ?o }} FILTER(?g NOT IN ({hidden}))"
    unheld = f"VALUES (?s ?p ?o) {{ {rows} }} ?s ?p ?o FILTER NOT EXISTS {{ {held} }}"
    return f"DELETE DATA {{ {_data(gone)} }} ;\nDELETE {{ ?s ?p ?o }} WHERE {{ {unheld} }} ;\n"


def _data(quads: Iterable[ox.Quad]) -> str:
    graphs: dict[str, list[ox.Triple]] = {}
    for quad in quads:
        graphs.setdefault("" if quad.graph_name == DEFAULT else f"GRAPH {quad.graph_name}", []).append(quad.triple)
    return "\n".join(f"{name} {{ {_lines(triples)} }}" if name else _lines(triples) for name, triples in graphs.items())


def _lines(triples: list[ox.Triple]) -> str:
    return (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
