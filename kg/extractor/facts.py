"""What rules yield: a fact between two things of a document, before the ontology has judged it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.extractor.discourse import Spot, Thing
from kg.extractor.scenes import Scene
from kg.model import Value


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation as a sentence says it: the two ends, the words, the rule, how sure it is."""

    subject: Thing
    predicate: str
    object: Thing | Value
    spot: Spot
    sentence: Spot
    rule: str
    confidence: float
    negated: bool = False
    planned: bool = False
    unreal: bool = False


Rule = Callable[[Scene], Iterator[Fact]]
"""A door: what finds facts in a sentence; the rules shipped with kg come in by the same one."""
