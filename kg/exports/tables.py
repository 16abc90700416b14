"""Writes the network of a store as GraphML, for graph tools, and as a CSV table of its edges, for spreadsheets."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import networkx

from kg.network import network
from kg.store.sheets import write_csv, write_xlsx

if TYPE_CHECKING:
    from kg.store import DocumentStore

COLUMNS = (
    *("subject", "subject_name", "predicate", "relation", "object", "object_name"),
    *("planned", "confidence", "sentence", "document"),
)

# All but https://www.w3.org/TR/xml/#NT-Char, and the controls that it discourages.
_NO_XML = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(store: DocumentStore) -> str:
    """Write GraphML: texts as attributes, lists as JSON, and of each edge the highest confidence."""
    found = network(store)
    plain = networkx.MultiDiGraph()
    for iri, data in found.nodes(data=True):
        plain.add_node(_clean(iri), **{key: _plain(value) for key, value in data.items()})
    for start, end, data in found.edges(data=True):
        said = {key: _plain(value) for key, value in data.items()}
        best = max((proof["confidence"] for proof in data["evidence"]), default=0.0)
        plain.add_edge(_clean(start), _clean(end), **said, confidence=best)
    out = io.BytesIO()
    networkx.write_graphml_xml(plain, out, prettyprint=True)
    return out.getvalue().decode() + "\n"


def _plain(value: object) -> str | bool:
    """GraphML knows no lists, and XML no control characters."""
    if isinstance(value, bool):
        return value
    return _clean(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)


def list_edges(store: DocumentStore) -> Iterator[tuple[object, ...]]:
    """Yield one row per edge of the network and sentence it rests on, see `COLUMNS`."""
    found = network(store)
    names = dict(found.nodes(data="label"))
    for start, end, data in found.edges(data=True):
        fact = (start, names[start], data["predicate"], data["label"], end, names[end], data["planned"])
        for proof in data["evidence"] or [{}]:
            yield (*fact, *(proof.get(key) for key in ("confidence", "sentence", "document")))


def write_edges_csv(store: DocumentStore) -> str:
    """Write the edges as CSV."""
    rows = ([str(cell).lower() if isinstance(cell, bool) else cell for cell in row] for row in list_edges(store))
    return write_csv(COLUMNS, rows)


def write_edges_xlsx(store: DocumentStore) -> bytes:
    """Write the edges as a workbook."""
    return write_xlsx(COLUMNS, list_edges(store))
