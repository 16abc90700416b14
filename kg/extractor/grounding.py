"""Scored relations → statements of the graph, or rejections with the reason: the only place that decides."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from kg.extractor.entities import tell_names
from kg.extractor.nouns import GUESSED
from kg.extractor.records import SURE, Record
from kg.extractor.scoring import PATTERN, Scored
from kg.extractor.transcript import Transcript
from kg.extractor.values import Candidate, Entity, Name
from kg.iris import expand as iri
from kg.iris import mint
from kg.model import Document, Extraction, Passage, Rejection, Statement, Value
from kg.ontology import Ontology, family_of, fits

TYPE, NAME, OTHER_NAME = iri("rdf:type"), iri("schema:name"), iri("schema:alternateName")

LEAST_DENIED = 0.5
"""A denial that is less probable is passed over."""

LEAST_KIND = 0.15
"""A class that is less probable isn't taken to make a relation fit."""

SUREST = 0.99
"""No mention is surer: the reader has been wrong before."""

COUNTED = 0.3
"""A relation that is less probable has no say in the classes of its ends."""

MENTIONED = 0.1
"""Relations that are less probable aren't even among the rejections: thousands of them would tell nothing."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What statements are made from: the document, its transcript, the ontology, what minted IRIs start with."""

    document: Document
    transcript: Transcript
    ontology: Ontology
    base: str


_Place = tuple[str, str]
_Ends = tuple[str, str, str | Value]


@dataclass(slots=True)
class Ledger:
    """What was decided of a document so far: the classes of things, the values that may be single, what is denied."""

    kinds: dict[str, str] = field(default_factory=dict)
    taken: dict[_Place, str | Value] = field(default_factory=dict)
    denied: set[_Ends] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Refused:
    """A relation that isn't stated, and why."""

    scored: Scored
    reason: str


def ground(
    scored: Sequence[Scored],
    entities: Mapping[int, Entity],
    records: Iterable[Record],
    basis: Basis,
    ledger: Ledger,
    *,
    least: float,
) -> Extraction:
    """Decide which relations are stated, and write them with the entities that they are about.

    Args:
        scored: each relation once.
        entities: of the document, by number.
        records: figures and remarks.
        basis: what statements are made from.
        ledger: what was decided in earlier parts of the document; it takes in what is decided now.
        least: how probable a relation must be to be stated.
    """
    names = name_entities(scored, entities, basis, ledger)
    kept, refused = _choose(scored, names, basis.ontology, ledger, least=least)
    denied = [each for each in scored if _is_denied(each) and _misfit(each, names.kinds, basis.ontology) is None]
    statements = [s for each in kept for s in write_relation(each, names, basis)]
    statements += [s for each in denied for s in write_relation(each, names, basis, negated=True)]
    told = {end for each in (*kept, *denied) for end in (each.best.subject, each.best.object) if isinstance(end, int)}
    for record in records:
        statements += _record(record, names, basis)
        told |= {value for _, value in record.parts if isinstance(value, int)}
    for number, entity in entities.items():
        if number in told or (entity.proper and entity.kinds[0][1] > GUESSED):
            statements += _describe(entity, names.kinds[number], names.iris[number], basis)
    ledger.kinds |= {names.iris[number]: kind for number, kind in names.kinds.items()}
    rejections = tuple(_reject(each, entities, basis) for each in refused)
    return Extraction(basis.document, order_statements(statements), rejections)


@dataclass(frozen=True, slots=True)
class Names:
    """The class and the IRI of each entity, by its number."""

    kinds: Mapping[int, str]
    iris: Mapping[int, str]


def name_entities(scored: Iterable[Scored], entities: Mapping[int, Entity], basis: Basis, ledger: Ledger) -> Names:
    """Choose each entity's class, unless that was chosen before, and make its IRI."""
    kinds = choose_kinds(scored, entities, basis.ontology)
    iris = {number: mint_entity(entity, kinds[number], basis) for number, entity in entities.items()}
    return Names({number: ledger.kinds.get(iris[number], kind) for number, kind in kinds.items()}, iris)


# Classes


def choose_kinds(scored: Iterable[Scored], entities: Mapping[int, Entity], ontology: Ontology) -> dict[int, str]:
    """Choose the class of each entity: the one that is likely, and under which most of what is said of it fits."""
    about: dict[int, list[Scored]] = defaultdict(list)
    for each in scored:
        for end in {each.best.subject, each.best.object}:
            if isinstance(end, int) and each.chance >= COUNTED:
                about[end].append(each)
    chosen = {number: entity.kind for number, entity in entities.items()}
    for number, entity in entities.items():
        likely = [(kind, chance) for kind, chance in entity.kinds if chance >= LEAST_KIND] or [entity.kinds[0]]
        if len(likely) > 1:

            def worth(pair: tuple[str, float], number: int = number) -> float:
                trial = chosen | {number: pair[0]}
                return pair[1] + sum(each.chance for each in about[number] if _misfit(each, trial, ontology) is None)

            chosen[number] = max(likely, key=worth)[0]
    return chosen


def _misfit(scored: Scored, kinds: Mapping[int, str], ontology: Ontology) -> str | None:
    """Why a relation may not hold between things of the classes at its ends, or None."""
    object_ = scored.best.object
    if isinstance(object_, int):
        kind = kinds[object_]
    elif isinstance(object_, Value):
        kind = object_.datatype
    elif object_ in ontology.individuals:
        kind = ontology.individuals[object_].class_iri
    else:
        return None  # a public thing, such as a goal
    return fits(ontology, scored.best.predicate, kinds[scored.best.subject], kind)


# Choosing


def _choose(
    scored: Iterable[Scored], names: Names, ontology: Ontology, ledger: Ledger, *, least: float
) -> tuple[list[Scored], list[Refused]]:
    """Take relations, the surest first, unless a surer one speaks against them."""
    kept: list[Scored] = []
    refused: list[Refused] = []
    ledger.denied |= {_end_iris(each, names) for each in scored if _is_denied(each)}
    for each in sorted(scored, key=lambda s: (-s.chance, s.best.spans, s.best.predicate, str(s.key))):
        reason = _judge_one(each, names, ontology, least)
        if reason is None and _end_iris(each, names) in ledger.denied:
            reason = "denied elsewhere"
        reason = reason or _clash(each, names, ledger.taken, ontology)
        if reason is None:
            kept.append(each)
            subject, predicate, object_ = _end_iris(each, names)
            ledger.taken.setdefault((subject, predicate), object_)
        elif each.chance >= MENTIONED:
            refused.append(Refused(each, reason))
    return kept, refused


def _end_iris(each: Scored, names: Names) -> _Ends:
    object_ = each.best.object
    return (
        names.iris[each.best.subject],
        each.best.predicate,
        names.iris[object_] if isinstance(object_, int) else object_,
    )


def _judge_one(each: Scored, names: Names, ontology: Ontology, least: float) -> str | None:
    subject, _, object_ = _end_iris(each, names)
    if subject == object_:
        return "joins a thing with itself"
    if _is_denied(each):
        return "denied"
    misfit = _misfit(each, names.kinds, ontology)
    if misfit is not None:
        return misfit
    return f"confidence below {least:g}" if each.chance < least else None


def _is_denied(each: Scored) -> bool:
    by_pattern = any(c.proposer == PATTERN and c.chances.get("denied", 0.0) >= LEAST_DENIED for c in each.candidates)
    return each.denied >= LEAST_DENIED and (by_pattern or each.denied > each.chance)


def _clash(each: Scored, names: Names, taken: Mapping[_Place, str | Value], ontology: Ontology) -> str | None:
    """Why a relation can't stand beside those that are surer."""
    subject, predicate, object_ = _end_iris(each, names)
    if ontology.properties[predicate].functional and (subject, predicate) in taken:
        return "another value is surer"
    first = ontology.properties[predicate].follows
    before = taken.get((subject, first)) if first else None
    if isinstance(object_, Value) and isinstance(before, Value):
        size = min(len(object_.lexical), len(before.lexical))
        if object_.lexical[:size] < before.lexical[:size]:
            return "lies before its beginning"
        if object_.lexical == before.lexical:
            return "says no more than its beginning"
    return None


# Statements


def write_relation(each: Scored, names: Names, basis: Basis, *, negated: bool = False) -> Iterator[Statement]:
    """Write a relation as statements, one for each passage that it rests on."""
    best = each.best
    subject, _, object_ = _end_iris(each, names)
    for start, end in best.spans:
        yield Statement(
            subject=subject,
            predicate=best.predicate,
            object=object_,
            passage=make_passage(start, end, basis),
            confidence=round(each.denied if negated else each.chance, 2),
            rule=_name_proposers(each.candidates),
            negated=negated,
            planned=each.planned and not negated,
            qualifiers=_qualify(best, basis.ontology) if not negated else (),
        )


def _qualify(candidate: Candidate, ontology: Ontology) -> tuple[tuple[str, str], ...]:
    by = ontology.properties[candidate.predicate].qualifier
    return ((by, candidate.qualifier),) if by and candidate.qualifier else ()


def _name_proposers(candidates: Iterable[Candidate]) -> str:
    said = (f"{each.proposer} {each.reason}".strip() for each in candidates)
    return ", ".join(dict.fromkeys(said))


def make_passage(start: int, end: int, basis: Basis) -> Passage:
    """Make the passage of a stretch of the transcript, with the sentence around it."""
    first, last = basis.transcript.content.span(start, end)
    head, tail = basis.transcript.find_sentence(start, end)
    around = basis.transcript.content.span(head, tail)
    text, page = basis.document.text, bisect_right(basis.document.pages, first)
    sentence = " ".join(text[around[0] : around[1]].split())
    return Passage(basis.document.iri, first, last, text[first:last], sentence, page)


def _describe(entity: Entity, kind: str, subject: str, basis: Basis) -> Iterator[Statement]:
    """The class and the names of an entity, each resting on the words that give it."""
    best = entity.names[0]
    sure = round(min(max(mention.chance for mention in entity.mentions), SUREST), 2)
    likely = dict(entity.kinds).get(kind, 0.0) if not entity.iri else 1.0
    yield Statement(subject, TYPE, kind, _name_passage(best, basis), round(max(0.01, sure * likely), 2), "class")
    yield Statement(subject, NAME, Value(best.text), _name_passage(best, basis), max(0.01, sure), "name")
    for name in tell_names(entity):
        yield Statement(subject, OTHER_NAME, Value(name.text), _name_passage(name, basis), max(0.01, sure), "name")


def _record(record: Record, names: Names, basis: Basis) -> Iterator[Statement]:
    """A figure or a remark: a node told by the document and the place of its words."""
    passage = make_passage(record.start, record.end, basis)
    stem = str(PurePosixPath(basis.document.name).with_suffix("")).replace("/", " ")
    family = family_of(basis.ontology, record.kind)
    subject = mint(basis.base, family, f"{stem} {passage.start} {passage.end}")
    yield Statement(subject, TYPE, record.kind, passage, SURE, record.proposer)
    for predicate, value in record.parts:
        end = names.iris[value] if isinstance(value, int) else value
        yield Statement(subject, predicate, end, passage, SURE, record.proposer)


def _name_passage(name: Name, basis: Basis) -> Passage:
    return make_passage(name.start, name.end, basis)


def mint_entity(entity: Entity, kind: str, basis: Basis) -> str:
    """Return the public IRI of an entity, or one made of its class family and of what tells it from others.

    What has no proper name is told by the document and the place of its first mention.
    """
    if entity.iri:
        return entity.iri
    family = family_of(basis.ontology, kind)
    if entity.proper and not _is_bare(entity, basis.ontology):
        return mint(basis.base, family, entity.name)
    stem = str(PurePosixPath(basis.document.name).with_suffix("")).replace("/", " ")
    start = basis.transcript.content.span(entity.names[0].start, entity.names[0].end)[0]
    return mint(basis.base, family, f"{stem} {entity.name} {start}")


def _is_bare(entity: Entity, ontology: Ontology) -> bool:
    """Whether a name tells a thing within its text alone: "the Forum", "Board", "next Session of the Council"."""
    words = entity.name.lower()
    return words.split()[0] in ontology.words("deictic") or any(
        words in each.head_nouns or words in each.name_nouns for each in ontology.classes.values()
    )


def _reject(refused: Refused, entities: Mapping[int, Entity], basis: Basis) -> Rejection:
    best = refused.scored.best
    object_ = best.object
    if isinstance(object_, int):
        name = entities[object_].name
    else:
        name = object_.lexical if isinstance(object_, Value) else object_
    passage = make_passage(*best.spans[0], basis)
    reason, rule = refused.reason, _name_proposers(refused.scored.candidates)
    return Rejection(entities[best.subject].name, best.predicate, name, reason, passage, rule)


def order_statements(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return statements in the order of their ends and places, each once."""
    return tuple(sorted(set(statements), key=_order))


def _order(statement: Statement) -> tuple[str, ...]:
    object_ = statement.object
    return (
        statement.subject,
        statement.predicate,
        object_ if isinstance(object_, str) else object_.lexical,
        f"{statement.passage.start:09}",
        f"{statement.passage.end:09}",
        statement.rule,
        str(statement.negated),
        str(statement.planned),
        str(statement.confidence),
    )
