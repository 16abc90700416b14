"""Names → public IRIs: countries, cities, international bodies and the Sustainable Development Goals."""

from __future__ import annotations

from kg.gazetteer.index import Entry, Gazetteer, load_gazetteer

__all__ = ["Entry", "Gazetteer", "load_gazetteer"]
