"""What a search must find first, as `searches.json` has it, and the graph in which it's looked for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from kg.graph import Store
from kg.iris import BASE, mint
from kg.model import Value
from tests.samples import Script, sample_document


@dataclass(frozen=True)
class Expectation:
    """What is found first for some words; `only` where nothing more is."""

    rule: str
    query: str
    first: tuple[str, ...]
    only: bool = False

    def holds_of(self, found: list[str]) -> bool:
        """Whether names that were found are as they must be."""
        return tuple(found if self.only else found[: len(self.first)]) == self.first


_READ = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
EXPECTATIONS = [Expectation(**{**one, "first": tuple(one["first"])}) for one in _READ["searches"]]
MOST = 10  # of what is found


def fill_searched(store: Store) -> Store:
    """Put in all things, each named and noted by as many documents as it has, in a sentence of its own each."""
    for number in range(max(thing["documents"] for thing in _READ["things"])):
        there = [thing for thing in _READ["things"] if thing["documents"] > number]
        sentences = [f"{', '.join([thing['name'], *thing.get('other_names', ())])}: note." for thing in there]
        script = Script(sample_document(f"{number}.txt", text="\n".join(["News.", *sentences])))
        for thing, sentence in zip(there, sentences, strict=True):
            iri = mint(BASE, "thing", thing["name"])
            script.say(iri, "rdf:type", thing["class"], sentence)
            for place, name in enumerate((thing["name"], *thing.get("other_names", ()))):
                script.say(iri, "schema:alternateName" if place else "schema:name", Value(name), sentence)
            script.say(iri, "schema:description", Value(f"note {number}"), sentence)
        store.add(script.done())
    return store
