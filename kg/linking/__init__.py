"""Proposes public identifiers for a graph's bodies, places and people, from an extract that the user brings."""

from __future__ import annotations

from kg.linking.index import Index, open_index
from kg.linking.making import Made, make_index
from kg.linking.proposals import Proposal, propose, propose_all, tabulate, tabulate_links, to_links

__all__ = [
    "Index",
    "Made",
    "Proposal",
    "make_index",
    "open_index",
    "propose",
    "propose_all",
    "tabulate",
    "tabulate_links",
    "to_links",
]
