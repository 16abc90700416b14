"""Reads a document's text and says what it states: names, identity, relations, grounded under the ontology."""

from __future__ import annotations

from kg.extractor.pipeline import Extractor

__all__ = ["Extractor"]
