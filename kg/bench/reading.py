"""Reads annotated documents with an extractor and counts what it gets right, as a whole and stage by stage."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.annotations import AnnotatedDocument
from kg.annotations.forms import FORMS, write_form
from kg.bench.calibration import fill_bins, write_bins
from kg.bench.examples import Example, make_example, read_form
from kg.bench.gold import make_gold
from kg.extractor import Extractor
from kg.extractor.reader.reading import Given
from kg.model import Document
from kg.scores.gold import Gold
from kg.scores.judging import Judgement, judge, weigh_all
from kg.scores.tallies import Scores, Tally, tally, write_table
from kg.store.evidence import to_quads

if TYPE_CHECKING:
    from kg.extractor.pipeline import Understanding

STAGES = ("all by itself", "with right mentions", "with right things")
"""What is given beforehand when facts are counted."""

RARE, OTHER_GENRES = 4, "other genres"
"""Genres of fewer readings than this are counted together."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What was counted: facts by relation, form and genre, mentions by family, identity, confidence."""

    scores: Mapping[str, Scores]
    genres: Mapping[str, Tally]
    mentions: Mapping[str, Tally]
    identity: tuple[float, float]
    judged: tuple[tuple[float, bool], ...]

    def __str__(self) -> str:
        """Write all tables."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        whole = self.scores[STAGES[0]]
        yield from write_table("relation", {k: t for k, t in whole.properties.items() if t != Tally()})
        yield ""
        yield from write_table("form", whole.forms)
        yield ""
        yield from write_table("genre", self.genres)
        yield ""
        yield from write_table("mentions (exact spans)", self.mentions)
        yield ""
        precision, recall = self.identity
        harmonic = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        yield f"identity (B-cubed): P {precision:.3f} R {recall:.3f} F1 {harmonic:.3f}"
        yield ""
        yield from write_table("facts", {stage: scores.overall for stage, scores in self.scores.items()})
        yield ""
        yield from write_bins(fill_bins(self.judged))


def run_bench(
    documents: Iterable[AnnotatedDocument],
    extractor: Extractor,
    *,
    forms: Sequence[str] = ("plain",),
    stages: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Bench:
    """Read annotated documents and count.

    Args:
        documents: the documents.
        extractor: reads them.
        forms: the forms of `kg.annotations.forms` in which they are read.
        stages: count facts with the right mentions and things given, too.
        progress: told after each document how many were read.
    """
    counts = _Counts(extractor)
    for number, document in enumerate(documents, 1):
        for form in forms:
            if form not in FORMS:
                raise ValueError(f"no form {form!r}; there are: {', '.join(FORMS)}")
            counts.add(document, form, stages=stages)
        if progress is not None:
            progress(number)
    return counts.finish()


class _Counts:
    """Counts, document by document."""

    def __init__(self, extractor: Extractor) -> None:
        self.extractor = extractor
        self.pronouns = extractor.ontology.words("pronoun")
        self.results: dict[str, dict[str, Judgement]] = {stage: {} for stage in STAGES}
        self.golds: list[Gold] = []
        self.genres: dict[str, str] = {}
        self.spans: dict[str, Counter[str]] = defaultdict(Counter)
        self.shares = [0.0, 0, 0.0, 0]
        self.judged: list[tuple[float, bool]] = []

    def add(self, document: AnnotatedDocument, form: str, *, stages: bool) -> None:
        extractor = self.extractor
        example, text = make_example(document, form, extractor.network, extractor.ontology, extractor.gazetteer)
        source = _name_source(text, document)
        gold = replace(make_gold(document, form, extractor.ontology, self.pronouns), id=f"{document.id} {form}")
        self.golds.append(gold)
        self.genres[gold.id] = document.genre
        found = extractor.understand(source)
        extraction = extractor.ground(source, found)
        quads = to_quads(extraction)
        self.results[STAGES[0]][gold.id] = judge(quads, gold)
        # Confidence is judged of all that is proposed, not only of what is sure enough to be stated.
        everything = to_quads(replace(extractor, least=0.0).ground(source, found))
        for verdict, grounds in weigh_all(everything, gold):
            if grounds and (verdict.found or verdict.weight):
                self.judged.append((max(ground.confidence for ground in grounds), verdict.found is not None))
        self._count_spans(example, found)
        if stages:
            for stage, given in zip(
                STAGES[1:], (_give(example, things=False), _give(example, things=True)), strict=True
            ):
                helped = extractor.ground(source, extractor.understand(source, given))
                self.results[stage][gold.id] = judge(to_quads(helped), gold)

    def _count_spans(self, example: Example, found: Understanding) -> None:
        labels = self.extractor.network.labels
        right = {
            (int(example.pieces.starts[first]), int(example.pieces.ends[last])): (labels.kinds[kind], int(thing))
            for first, last, kind, thing in zip(
                example.firsts, example.lasts, example.kinds, example.things, strict=True
            )
        }
        own = {
            (m.start, m.end): (m.kind, things) for m, things in zip(found.things.mentions, found.things.of, strict=True)
        }
        family = dict(zip(labels.kinds, (labels.families[f] for f in labels.kind_families), strict=True))
        for span, (kind, _) in right.items():
            hit = span in own and family[own[span][0]] == family[kind]
            self.spans["right" if hit else "missed"][family[kind]] += 1
        for span, (kind, _) in own.items():
            if span not in right or family[right[span][0]] != family[kind]:
                self.spans["wrong"][family[kind]] += 1
        gold_things = {span: thing for span, (_, thing) in right.items()}
        own_things = {
            span: things[0] if len(things) == 1 else -1 - n for n, (span, (_, things)) in enumerate(own.items())
        }
        for place, (one, other) in enumerate(((own_things, gold_things), (gold_things, own_things))):
            share, total = _share(one, other)
            self.shares[2 * place] += share
            self.shares[2 * place + 1] += total

    def finish(self) -> Bench:
        scores = {stage: tally(results, self.golds) for stage, results in self.results.items() if results}
        read = Counter(self.genres.values())
        genres: dict[str, Tally] = defaultdict(Tally)
        for name, one in scores[STAGES[0]].documents.items():
            genre = self.genres[name]
            genres[genre if read[genre] >= RARE else OTHER_GENRES] += one
        families = sorted({name for counts in self.spans.values() for name in counts})
        mentions = {
            name: Tally(self.spans["right"][name], self.spans["wrong"][name], self.spans["missed"][name])
            for name in families
        }
        mentions["all"] = sum(mentions.values(), Tally())
        a, n, b, m = self.shares
        return Bench(scores, dict(sorted(genres.items())), mentions, (a / max(1, n), b / max(1, m)), tuple(self.judged))


def write_source(document: AnnotatedDocument, form: str) -> Document:
    """Read a document's text in a form, as a file of it would be read."""
    return _name_source(write_form(document.text, form, document.id).text, document)


def _name_source(text: str, document: AnnotatedDocument) -> Document:
    return replace(read_form(text), iri=f"urn:kg:{document.id}", name=document.id)


def _give(example: Example, *, things: bool) -> Given:
    if not things:
        return Given(example.firsts, example.lasts, example.kinds)
    return Given(example.firsts, example.lasts, example.kinds, example.things, example.members)


Span = tuple[int, int]


def _share(one: Mapping[Span, int], other: Mapping[Span, int]) -> tuple[float, int]:
    """B-cubed: for each mention, which share of those of its thing are of one thing in the other view, too."""
    of_one, of_other = _group(one), _group(other)
    total = 0.0
    for span, thing in one.items():
        if span in other:
            total += len(of_one[thing] & of_other[other[span]]) / len(of_one[thing])
    return total, len(one)


def _group(things: Mapping[Span, int]) -> dict[int, set[Span]]:
    groups: dict[int, set[Span]] = defaultdict(set)
    for span, thing in things.items():
        groups[thing].add(span)
    return groups
