"""The graph: add or replace a document, ask, get evidence, keep it on disk.

Terms of pyoxigraph and of rdflib meet in this folder and nowhere below it.
"""

from __future__ import annotations

from kg.store.copies import restore, snapshot
from kg.store.counts import Info
from kg.store.evidence import Evidence
from kg.store.graph import Store
from kg.store.rows import Row, Rows, Triples
from kg.store.sources import Source

__all__ = ["Evidence", "Info", "Row", "Rows", "Source", "Store", "Triples", "restore", "snapshot"]
