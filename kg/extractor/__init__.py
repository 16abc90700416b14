"""Reads a document's text and says what it states: names, coreference, relations, grounded under the ontology."""

from __future__ import annotations

from kg.extractor.extraction import Extractor, make_extractor

__all__ = ["Extractor", "make_extractor"]
