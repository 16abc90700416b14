"""What is known before documents are compared: words, sounds, countries, and what agreements weigh."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.bundled import folder
from kg.gazetteer import Entry, load_gazetteer
from kg.gazetteer.spelling import fold_word, split_words
from kg.iris import expand
from kg.ontology import Ontology, is_a
from kg.turtle import Facts, local_name, read_facts

Words = tuple[str, ...]

_COUNTRY, _CITY = expand("schema:Country"), expand("schema:City")
_STATE_BODY = expand("schema:GovernmentOrganization")


@dataclass(frozen=True, slots=True)
class Limits:
    """How sure one must be to merge and to keep together, what parts, how near rivals are, how common a key may be."""

    merge: float
    keep: float
    apart: float
    margin: float
    most: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the values of a relation are compared, for things of some families, and what that weighs."""

    label: str
    families: frozenset[str]
    relation: str
    backward: bool
    kind: str
    same: float
    other: float

    @property
    def key(self) -> str:
        """What the relation's values are kept under."""
        return ("^" if self.backward else "") + self.relation


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that comparing needs; `nouns` are those that tell a class, `state_nouns` those of bodies of a state.

    `countries` are IRIs by the words of a name, `cities` those of cities' countries.
    """

    ontology: Ontology
    limits: Limits
    lists: Mapping[str, frozenset[str]]
    pairs: Mapping[str, Mapping[str, str]]
    weights: Mapping[tuple[str, str], float]
    comparisons: tuple[Comparison, ...]
    nouns: frozenset[str]
    state_nouns: frozenset[str]
    countries: Mapping[Words, str]
    cities: Mapping[Words, str]
    entries: Mapping[str, Entry]

    def weigh(self, label: str, *families: str) -> float:
        """Return what a feature weighs for a thing of a family: the first that has a weight of its own, or any."""
        found = (self.weights.get((label, family)) for family in families)
        return next((weight for weight in found if weight is not None), self.weights.get((label, ""), 0.0))

    def evidence(self, family: str) -> dict[str, list[Comparison]]:
        """Return the comparisons for things of a family, by label."""
        found: dict[str, list[Comparison]] = {}
        for each in self.comparisons:
            if family in each.families:
                found.setdefault(each.label, []).append(each)
        return found

    def country_of(self, iri: str) -> str:
        """Return the IRI of a country, or of a city's country, or nothing."""
        entry = self.entries.get(iri)
        if entry is None:
            return ""
        return iri if entry.class_iri == _COUNTRY else entry.part_of

    def is_state_body(self, classes: tuple[str, ...]) -> bool:
        """Whether a thing is a body of a state by one of its classes."""
        return any(is_a(self.ontology, each, _STATE_BODY) for each in classes)


def load_knowledge(ontology: Ontology) -> Knowledge:
    """Read what is shipped for resolution.

    Args:
        ontology: the classes and nouns of the store's documents.

    Raises:
        OntologyError: the file is damaged.
    """
    nouns = _list_nouns(ontology, "schema:Thing")
    state_nouns = _list_nouns(ontology, "schema:GovernmentOrganization")
    return Knowledge(ontology=ontology, nouns=nouns, state_nouns=state_nouns, **_read_shipped())


def _list_nouns(ontology: Ontology, ancestor: str) -> frozenset[str]:
    """The nouns of a class and those below it."""
    below = (each for each in ontology.classes.values() if is_a(ontology, each.iri, expand(ancestor)))
    return frozenset(_fold(noun) for each in below for noun in (*each.head_nouns, *each.name_nouns))


@cache
def _read_shipped() -> dict[str, Any]:
    facts = read_facts([folder("ontologies") / "resolution.ttl"])
    lists = {local_name(iri): facts.of(iri, "kg:word") for iri in facts.typed([expand("kg:WordList")])}
    pairs = {name: _pair(lists[name]) for name in ("letter", "sound", "ordinal", "nationality")}
    entries = load_gazetteer().entries
    return {
        "limits": _read_limits(facts),
        "lists": {name: frozenset(words) for name, words in lists.items() if name not in pairs},
        "pairs": pairs,
        "weights": dict(_read_weights(facts)),
        "comparisons": tuple(_read_comparisons(facts)),
        "countries": _list_countries(entries, pairs["nationality"]),
        "cities": _list_cities(entries),
        "entries": entries,
    }


def _fold(words: str) -> str:
    return " ".join(map(fold_word, split_words(words)))


def _pair(lines: Iterable[str]) -> dict[str, str]:
    return {first: rest for first, _, rest in (line.partition(" ") for line in lines)}


def _read_limits(facts: Facts) -> Limits:
    iri = expand("kg:resolution")
    names = ("merge", "keep", "apart", "margin", "most")
    merge, keep, apart, margin, most = (float(facts.one(iri, f"kg:{name}")) for name in names)
    return Limits(merge, keep, apart, margin, int(most))


def _read_weights(facts: Facts) -> Iterator[tuple[tuple[str, str], float]]:
    for blank in facts.unnamed([expand("kg:Feature")]):
        for family in facts.of(blank, "kg:family") or ("",):
            yield (facts.one(blank, "rdfs:label"), family), float(facts.one(blank, "kg:weight"))


def _read_comparisons(facts: Facts) -> Iterator[Comparison]:
    for blank in facts.unnamed([expand("kg:Comparison")]):
        yield Comparison(
            label=facts.one(blank, "rdfs:label"),
            families=frozenset(facts.of(blank, "kg:family")),
            relation=facts.one(blank, "kg:relation"),
            backward=bool(facts.one(blank, "kg:backward")),
            kind=facts.one(blank, "kg:kind"),
            same=float(facts.one(blank, "kg:same")),
            other=float(facts.one(blank, "kg:other")),
        )


def _list_cities(entries: Mapping[str, Entry]) -> dict[Words, str]:
    """The IRI of the country of each city by the words of the city's names."""
    cities = (each for each in entries.values() if each.class_iri == _CITY and each.part_of)
    return {tuple(map(fold_word, split_words(name))): each.part_of for each in cities for name in each.names}


def _list_countries(entries: Mapping[str, Entry], nationalities: Mapping[str, str]) -> dict[Words, str]:
    """The IRI of each country by the words of its names, and of what is its own."""
    found = {
        tuple(map(fold_word, split_words(name))): entry.iri
        for entry in entries.values()
        if entry.class_iri == _COUNTRY
        for name in (entry.name, *entry.alternate_names)
    }
    own: dict[Words, str] = {
        (word,): found[words] for word, name in nationalities.items() if (words := tuple(_fold(name).split())) in found
    }
    own.update(found)
    return {words: iri for words, iri in own.items() if words}
