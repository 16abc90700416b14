"""Counts what a store holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pyoxigraph as ox

from kg.iris import shorten
from kg.store.patterns import DEFAULT, subjects
from kg.store.tables import table
from kg.store.terms import named, text

_RECORDS = ("kg:Evidence", "kg:Passage", "schema:DigitalDocument")


@dataclass(frozen=True, slots=True)
class Info:
    """How much a store holds; classes and properties by prefixed name, the most frequent first.

    `facts` counts what is asserted of things, once however many documents say it; `evidence` counts the places in the
    texts that say so; `entities` counts the things that facts are asserted of.
    """

    documents: int
    entities: int
    facts: int
    evidence: int
    classes: dict[str, int]
    properties: dict[str, int]

    def __str__(self) -> str:
        """Write the counts as three small tables."""
        names = ("documents", "entities", "facts", "evidence")
        parts = [
            table(("what", "count"), [(name, str(getattr(self, name))) for name in names], 80),
            table(("class", "things"), [(name, str(n)) for name, n in self.classes.items()], 80),
            table(("property", "facts"), [(name, str(n)) for name, n in self.properties.items()], 80),
        ]
        return "\n\n".join(parts)


def count(engine: ox.Store) -> Info:
    """Count what the default graph holds."""
    records = {name: _instances(engine, name) for name in _RECORDS}
    kept = set().union(*records.values())
    facts = [quad for quad in engine.quads_for_pattern(None, None, None, DEFAULT) if quad.subject not in kept]
    types = named("rdf:type")
    return Info(
        documents=len(records["schema:DigitalDocument"]),
        entities=len({quad.subject for quad in facts}),
        facts=len(facts),
        evidence=len(records["kg:Evidence"]),
        classes=_ranked(Counter(shorten(text(quad.object)) for quad in facts if quad.predicate == types)),
        properties=_ranked(Counter(shorten(quad.predicate.value) for quad in facts)),
    )


def _instances(engine: ox.Store, name: str) -> set[ox.NamedNode | ox.BlankNode | ox.Triple]:
    return set(subjects(engine, "rdf:type", named(name)))


def _ranked(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
