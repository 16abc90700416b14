"""What `ontologies/identifiers.ttl` says: the classes, relations and terms of use of each source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from kg.bundled import folder
from kg.iris import expand
from kg.turtle import Facts, local_name, read_facts

_FILES = ("identifiers.ttl", "country_codes.ttl")
_CODES = {"wikidata": "kg:wikidataClass", "ror": "kg:rorType", "geonames": "kg:geonamesFeature"}

SOURCES = tuple(_CODES)
"""What an index can be made from."""


@dataclass(frozen=True, slots=True)
class Correspondence:
    """How a source is read.

    `classes` gives the ontology's classes for the source's codes, `relations` the source's relations by what they say
    (`inCountry`, `inPlace`, `ofBody`, `alsoCalled`), `countries` a country's IRI by its ISO 3166-1 code.
    """

    source: str
    label: str
    licence: str
    classes: Mapping[str, tuple[str, ...]]
    relations: Mapping[str, frozenset[str]]
    countries: Mapping[str, str]


@cache
def correspondence(source: str) -> Correspondence:
    """Return how a source of `SOURCES` is read."""
    facts = _facts()
    about = expand(f"kg:{source}")
    return Correspondence(
        source,
        facts.one(about, "rdfs:label"),
        facts.one(about, "dcterms:license"),
        _invert(facts, _CODES[source]),
        {local_name(one): frozenset(facts.of(one, "kg:wikidataProperty")) for one in facts.values},
        {code: iri for iri in facts.values for code in facts.of(iri, "kg:countryCode")},
    )


@cache
def home_relations() -> frozenset[str]:
    """Return the graph's relations that tell the country where a thing is at home."""
    return frozenset(_facts().of(expand("kg:inCountry"), "kg:readFrom"))


@cache
def needs_home() -> frozenset[str]:
    """Return the ontology's classes of bodies that every country has, so that their names say little."""
    return frozenset(_facts().of(expand("kg:inCountry"), "kg:neededFor"))


@cache
def linked_classes() -> frozenset[str]:
    """Return the ontology's classes whose things are linked."""
    facts = _facts()
    return frozenset(iri for iri in facts.values if facts.of(iri, *_CODES.values()))


@cache
def _facts() -> Facts:
    return read_facts(folder("ontologies") / name for name in _FILES)


def _invert(facts: Facts, name: str) -> Mapping[str, tuple[str, ...]]:
    pairs: Iterable[tuple[str, str]] = ((code, iri) for iri in facts.values for code in facts.of(iri, name))
    found: dict[str, tuple[str, ...]] = {}
    for code, iri in pairs:
        found[code] = (*found.get(code, ()), iri)
    return found
