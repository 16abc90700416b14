"""Counts how well things are told to be one across annotated documents, where a key stands for one thing in all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.annotations import AnnotatedDocument, Thing
from kg.annotations.documents import GROUP, VALUES, Mark
from kg.bench.reading import write_source
from kg.extractor import Extractor
from kg.graph import Store
from kg.iris import expand, mint
from kg.model import Extraction, Passage, Statement, Value
from kg.ontology import Ontology, family_of
from kg.resolution import Merge
from kg.turtle import local_name

_END = re.compile(r"(?<=[.!?])\s+|\n")
NAMES = (expand("schema:name"), expand("schema:alternateName"))
TYPE = expand("rdf:type")

Place = tuple[str, str]
"""A document and a thing's IRI in it."""


@dataclass(frozen=True, slots=True)
class Item:
    """A name in a document: the gold key of what it stands for, and the thing that the program took it for."""

    document: str
    words: str
    key: str
    thing: str


@dataclass(frozen=True, slots=True)
class Figures:
    """B-cubed precision and recall."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __str__(self) -> str:
        """Write them in one line."""
        return f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one way to read: items with what they were taken for before and after, and why."""

    title: str
    before: tuple[Item, ...]
    after: tuple[Item, ...]
    found: int
    there: int
    merges: tuple[Merge, ...]

    def __str__(self) -> str:
        """Write the figures, and what was merged and split wrongly."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        share = f"{self.found} of {self.there} things of documents, {self.found / max(1, self.there):.2f}"
        yield f"{self.title}: {len(self.after)} names ({share})"
        yield f"  before  {measure(self.before)}"
        yield f"  after   {measure(self.after)}"
        reasons = {merge.iri: merge for merge in self.merges}
        for thing, keys in sorted(group(self.after, lambda item: item.thing, lambda item: item.key).items()):
            if len(keys) > 1:
                why = reasons[thing].reason if thing in reasons else "one IRI from the start"
                yield f"  merged  {local_name(thing)}: {_tell(keys)} ({why})"
        for key, things in sorted(group(self.after, lambda item: item.key, lambda item: item.thing).items()):
            if len(things) > 1:
                yield f"  split   {key}: {_tell({local_name(thing): items for thing, items in things.items()})}"


def _tell(parts: Mapping[str, Sequence[Item]]) -> str:
    ranked = sorted(parts.items(), key=lambda part: (-len(part[1]), part[0]))
    return " | ".join(f"{name} {sorted({item.words for item in items})} ×{len(items)}" for name, items in ranked)


def group(
    items: Iterable[Item], first: Callable[[Item], str], second: Callable[[Item], str]
) -> dict[str, dict[str, list[Item]]]:
    """Group items by two of their parts."""
    found: dict[str, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        found[first(item)][second(item)].append(item)
    return found


def measure(items: Sequence[Item]) -> Figures:
    """Return B-cubed: for each name, the share of those that stand for its thing among those taken for one with it.

    >>> measure([Item("a", "x", "k", "t"), Item("b", "x", "k", "u")])
    Figures(precision=1.0, recall=0.5)
    """
    things = group(items, lambda item: item.thing, lambda item: item.key)
    keys = group(items, lambda item: item.key, lambda item: item.thing)
    total = max(1, len(items))
    right = [len(things[item.thing][item.key]) for item in items]
    whole = [sum(map(len, things[item.thing].values())) for item in items]
    all_of = [sum(map(len, keys[item.key].values())) for item in items]
    precision = sum(a / b for a, b in zip(right, whole, strict=True)) / total
    return Figures(precision, sum(a / b for a, b in zip(right, all_of, strict=True)) / total)


def run_resolution(documents: Sequence[AnnotatedDocument], extractor: Extractor) -> tuple[Outcome, Outcome]:
    """Resolve annotated documents, once as the extractor reads them and once with the annotated things and facts.

    Args:
        documents: whose keys stand for the same thing in all of them.
        extractor: reads them.
    """
    read = [extractor.extract(write_source(each, "plain")) for each in documents]
    given = [make_extraction(each, extractor) for each in documents]
    return (
        _resolve("end to end", documents, read, extractor),
        _resolve("with right things and facts", documents, given, extractor),
    )


def _resolve(
    title: str, documents: Sequence[AnnotatedDocument], extractions: Sequence[Extraction], extractor: Extractor
) -> Outcome:
    before = [
        item
        for document, extraction in zip(documents, extractions, strict=True)
        for item in align(document, extraction)
    ]
    with Store() as store:
        store.keep_ontology(extractor.ontology)
        for extraction in extractions:
            store.add(extraction)
        store.resolve()
        merges = store.merges()
    stands_for = {(document, merge.own): merge.iri for merge in merges for document in merge.documents}
    after = tuple(
        Item(item.document, item.words, item.key, stands_for.get((f"urn:kg:{item.document}", item.thing), item.thing))
        for item in before
    )
    pronouns = extractor.ontology.words("pronoun")
    there = sum(1 for document in documents for _ in list_named(document, pronouns))
    return Outcome(title, tuple(before), after, len({(item.document, item.key) for item in before}), there, merges)


def list_named(document: AnnotatedDocument, pronouns: frozenset[str]) -> Iterator[tuple[Thing, list[Passage]]]:
    """Yield the things of a document that have a name, with where it stands, the longest first."""
    plain = not any(letter.isupper() for letter in document.text)
    for thing in document.things.values():
        if thing.kind not in (*VALUES, GROUP):
            marks = [mark for mark in document.marks if mark.key == thing.key]
            found = [make_passage(document, mark) for mark in marks]
            named = [one for one in found if _is_name(one.exact, plain=plain) and one.exact.lower() not in pronouns]
            if named:
                yield thing, sorted(named, key=lambda one: (-len(one.exact), one.start))


def make_passage(document: AnnotatedDocument, mark: Mark) -> Passage:
    """Return the passage of a mark, with the sentence around it, roughly."""
    text = document.text
    start = max(map(re.Match.end, _END.finditer(text, 0, mark.start)), default=0)
    end = next((found.start() for found in _END.finditer(text, mark.end)), len(text))
    return Passage(f"urn:kg:{document.id}", mark.start, mark.end, text[mark.start : mark.end], text[start:end])


def _is_name(words: str, *, plain: bool) -> bool:
    """Whether words are a name as names are written: with capitals, where the text has any."""
    return not words.startswith("the ") if plain else words[:1].isupper() or words[:1].isdigit()


def align(document: AnnotatedDocument, extraction: Extraction) -> Iterator[Item]:
    """Yield the names of an extraction that stand where the document marks something, each mark once."""
    things = document.things
    marks = [mark for mark in document.marks if things[mark.key].kind not in (*VALUES, GROUP)]
    taken = set()
    for one in extraction.statements:
        if one.predicate in NAMES:
            start, end = one.passage.start, one.passage.end
            shares = {m: _share((m.start, m.end), (start, end)) for m in marks if m.start < end and start < m.end}
            best = max(shares, key=lambda mark: (shares[mark], mark), default=None)
            if best is not None and shares[best] >= 0.5 and best not in taken:
                taken.add(best)
                yield Item(document.id, one.passage.exact, best.key, one.subject)


def _share(one: tuple[int, int], other: tuple[int, int]) -> float:
    both = min(one[1], other[1]) - max(one[0], other[0])
    return both / (max(one[1], other[1]) - min(one[0], other[0]))


# The annotations as an extraction


def make_extraction(document: AnnotatedDocument, extractor: Extractor) -> Extraction:
    """Write a document's annotated things and facts as the extractor would if it made no mistake."""
    ontology, source = extractor.ontology, write_source(document, "plain")
    classes = {local_name(iri): iri for iri in ontology.classes}
    named = list(list_named(document, ontology.words("pronoun")))
    iris = {thing.key: _make_iri(thing, passages, classes, extractor) for thing, passages in named}
    told = [one for thing, names in named for one in _describe(iris[thing.key], classes[thing.kind], names)]
    return Extraction(source, (*told, *_write_facts(document, iris, ontology)))


def _make_iri(thing: Thing, passages: Sequence[Passage], classes: Mapping[str, str], extractor: Extractor) -> str:
    family = family_of(extractor.ontology, classes[thing.kind])
    for passage in passages:
        found = extractor.gazetteer.find(passage.exact)
        if len(found) == 1 and family_of(extractor.ontology, found[0].class_iri) == family:
            return found[0].iri
    return mint(extractor.base, family, passages[0].exact)


def _describe(iri: str, kind: str, passages: Sequence[Passage]) -> Iterator[Statement]:
    yield Statement(iri, TYPE, kind, passages[0], 1.0, "given")
    for number, passage in enumerate(passages):
        yield Statement(iri, NAMES[min(number, 1)], Value(passage.exact), passage, 1.0, "given")


def _write_facts(document: AnnotatedDocument, iris: Mapping[str, str], ontology: Ontology) -> Iterator[Statement]:
    properties = {local_name(iri): iri for iri in ontology.properties}
    for fact in document.facts:
        value = _write_value(document, fact.object, iris)
        if fact.status in ("stated", "planned") and fact.subject in iris and value and fact.relation in properties:
            place = make_passage(document, next(mark for mark in document.marks if mark.key == fact.subject))
            yield Statement(iris[fact.subject], properties[fact.relation], value, place, 1.0, "given")


def _write_value(document: AnnotatedDocument, key: str, iris: Mapping[str, str]) -> str | Value | None:
    thing = document.things[key]
    if thing.kind == "title":
        mark = next(mark for mark in document.marks if mark.key == key)
        return Value(document.text[mark.start : mark.end])
    if thing.kind == "date":
        kinds = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
        return Value(thing.value, expand(kinds[len(thing.value)]))
    return iris.get(key)
