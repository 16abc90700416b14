"""What keeps a graph: add or replace a document, ask, get evidence, keep it on disk.

Terms of pyoxigraph and of rdflib meet in this folder and nowhere below it.
"""

from __future__ import annotations

from kg.store.copies import restore, snapshot
from kg.store.counts import Info
from kg.store.documents import DocumentStore
from kg.store.entities import Entity, Fact, Thing
from kg.store.evidence import Evidence, fingerprint
from kg.store.links import Link
from kg.store.paths import Path, Step
from kg.store.row import Row
from kg.store.rows import Rows, Triples
from kg.store.search import Hit
from kg.store.sources import Source, match_sources

__all__ = [
    "DocumentStore",
    "Entity",
    "Evidence",
    "Fact",
    "Hit",
    "Info",
    "Link",
    "Path",
    "Row",
    "Rows",
    "Source",
    "Step",
    "Thing",
    "Triples",
    "fingerprint",
    "match_sources",
    "restore",
    "snapshot",
]
