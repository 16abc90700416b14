"""Compares graphs with gold documents: precision, recall and F1 by property, form of text, document, and overall."""

from __future__ import annotations

from kg.scores.gold import Gold, read_gold
from kg.scores.judging import PROPERTIES
from kg.scores.reasons import explain
from kg.scores.tallies import Error, Scores, Tally, score

__all__ = ["PROPERTIES", "Error", "Gold", "Scores", "Tally", "explain", "read_gold", "score"]
