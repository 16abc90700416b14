"""Names of classes and properties for people, as the shipped ontology and the one that a store keeps give them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from kg.iris import shorten
from kg.ontology import Ontology, load_ontology
from kg.store.definitions import read_definitions, split_definitions
from kg.turtle import local_name

_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_\-\s]+")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What classes and properties are called; `places` is the place of each family among the families."""

    ontology: Ontology
    places: Mapping[str, int]

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes of the user's own ontology."""
        return self.ontology.prefixes

    def label(self, iri: str) -> str:
        """Return what to call a class, a property or a thing without a name: its label, or its IRI's end spelt out.

        >>> vocabulary().label("https://schema.org/knowsAbout")
        'knows about'
        """
        known = self.ontology.classes.get(iri) or self.ontology.properties.get(iri)
        if known is not None:
            return known.label
        words = [word if word.isupper() else word.lower() for word in _HUMPS.split(local_name(iri)) if word]
        return " ".join(words) if any(word[0].isalpha() for word in words) else shorten(iri)

    def family(self, class_iri: str) -> tuple[int, str]:
        """Return the family of a class, such as `event` for kg:Dialogue, and its place among the families."""
        known = self.ontology.classes.get(class_iri)
        found = known.family if known else "other"
        return self.places.get(found, len(self.places)), found

    def matches(self, iri: str, name: str) -> bool:
        """Whether a person who writes `name` may mean this class or property: by IRI, its end, or label, in any case.

        >>> vocabulary().matches("https://w3id.org/kg-builder/ontology#onTheMarginsOf", "on the margins of")
        True
        """
        return name in (iri, shorten(iri)) or _key(name) in (_key(local_name(iri)), _key(self.label(iri)))


def vocabulary(engine: ox.Store | None = None) -> Vocabulary:
    """Return the vocabulary of a store: the shipped ontology, and what it keeps of the user's own.

    Args:
        engine: the store; without it, the shipped one alone.
    """
    own, prefixes = read_definitions(engine) if engine is not None else ((), {})
    return _vocabulary(own, tuple(prefixes.items()))


def make_vocabulary(triples: Iterable[ox.Triple]) -> Vocabulary:
    """Make the vocabulary of a store from the triples that it keeps in its graph `kg:ontology`."""
    own, prefixes = split_definitions(triples)
    return _vocabulary(own, tuple(prefixes.items()))


@lru_cache(maxsize=16)
def _vocabulary(own: tuple[ox.Triple, ...], prefixes: tuple[tuple[str, str], ...]) -> Vocabulary:
    ontology = load_ontology(own=own, prefixes=dict(prefixes))
    families = dict.fromkeys(each.family for each in ontology.classes.values())
    return Vocabulary(ontology, {family: place for place, family in enumerate(families)})


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()
