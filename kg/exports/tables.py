"""Writes the network of a store as GraphML, for graph tools, and as a CSV table of its edges, for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import networkx

from kg.network import network

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


def write_csv(store: DocumentStore) -> str:
    """Write one line per edge and sentence it rests on (RFC 4180, header first), see `COLUMNS`."""
    found = network(store)
    names = dict(found.nodes(data="label"))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for start, end, data in found.edges(data=True):
        fact = [start, names[start], data["predicate"], data["label"], end, names[end], str(data["planned"]).lower()]
        for proof in data["evidence"] or [{}]:
            writer.writerow([*fact, *(proof.get(key, "") for key in ("confidence", "sentence", "document"))])
    return out.getvalue()
