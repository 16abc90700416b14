"""Facts → statements under the ontology, or rejections with the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from kg.extractor.chunks import EVENT, PERSON, SESSION, UNKNOWN
from kg.extractor.discourse import Discourse, Spot, Thing
from kg.extractor.facts import Fact
from kg.extractor.passages import Reading
from kg.gaps import find_warnings
from kg.iris import expand as iri
from kg.iris import mint, slug
from kg.model import Document, Extraction, Passage, Rejection, Statement, Value
from kg.ontology import family_of, fits

TYPE, NAME, OTHER_NAME = iri("rdf:type"), iri("schema:name"), iri("schema:alternateName")
START, END = iri("schema:startDate"), iri("schema:endDate")
SESSION_NUMBER, SESSION_OF = iri("kg:sessionNumber"), iri("kg:sessionOf")
SINGLE = (START, END)
"""Relations of which a thing has one value."""


def ground(
    document: Document, readings: Sequence[Reading], discourse: Discourse, facts: Sequence[Fact], *, base: str
) -> Extraction:
    """Turn facts into statements.

    Args:
        document: where the facts were read.
        readings: its texts, which the facts' spots refer to.
        discourse: its things.
        facts: what the rules found.
        base: what minted IRIs start with.
    """
    ground_ = _Ground(document, readings, discourse, base)
    return ground_.run(facts)


class _Ground:
    """The grounding of one document: names its things and judges its facts."""

    def __init__(self, document: Document, readings: Sequence[Reading], discourse: Discourse, base: str) -> None:
        self.document, self.readings, self.discourse, self.base = document, readings, discourse, base
        self.ontology = discourse.lexicon.ontology
        self.iris: dict[int, str] = {}
        self.passages: dict[tuple[int, int, int, int, int], Passage] = {}

    def run(self, facts: Sequence[Fact]) -> Extraction:
        kept, refused = self._judge(facts)
        self._facts = kept
        statements = [self._statement(fact) for fact in kept]
        used = {
            id(thing): thing
            for fact in kept
            if not fact.negated
            for thing in (fact.subject, fact.object)
            if isinstance(thing, Thing)
        }
        named = {
            id(thing): thing
            for thing in self.discourse.things
            if thing.named and thing.kind != UNKNOWN and self._stands_alone(thing)
        }
        negated = {
            id(t): t
            for fact in kept
            if fact.negated
            for t in (fact.subject, fact.object)
            if isinstance(t, Thing) and t.kind != UNKNOWN
        }
        for thing in {**used, **named, **negated}.values():
            statements += self._describe(thing)
        rejections = [self._rejection(fact, reason) for fact, reason in refused]
        ordered = tuple(sorted(set(statements), key=_order))
        return Extraction(self.document, ordered, tuple(rejections), find_warnings(ordered))

    def _stands_alone(self, thing: Thing) -> bool:
        """Whether a name is worth an entity though no fact rests on it: what the gazetteer or its own head tells."""
        return bool(thing.iri) or not thing.weak

    # Judging

    def _judge(self, facts: Sequence[Fact]) -> tuple[list[Fact], list[tuple[Fact, str]]]:
        kept: list[Fact] = []
        refused: list[tuple[Fact, str]] = []
        for fact in facts:
            reason = self._misfit(fact)
            if reason is None:
                kept.append(fact)
            else:
                refused.append((fact, reason))
        kept, contradicted = _drop_denied(kept)
        kept, doubled = _keep_surest(kept)
        return kept, [*refused, *contradicted, *doubled]

    def _misfit(self, fact: Fact) -> str | None:
        if fact.unreal and not fact.negated:
            return "not stated as a fact"
        if fact.subject.kind == UNKNOWN or (isinstance(fact.object, Thing) and fact.object.kind == UNKNOWN):
            return "class unknown"
        kind = fact.object.kind if isinstance(fact.object, Thing) else fact.object.datatype
        if kind == "iri":
            return None
        return fits(self.ontology, fact.predicate, fact.subject.kind, kind)

    # Statements

    def _statement(self, fact: Fact) -> Statement:
        obj: str | Value
        if isinstance(fact.object, Thing):
            obj = self.iri_of(fact.object)
        elif fact.object.datatype == "iri":
            obj = fact.object.lexical
        else:
            obj = fact.object
        return Statement(
            self.iri_of(fact.subject),
            fact.predicate,
            obj,
            self._passage(fact.spot, fact.sentence),
            self._confidence(fact),
            fact.rule,
            fact.negated,
            fact.planned and not fact.negated,
        )

    def _confidence(self, fact: Fact) -> float:
        # How often denials are right was never tried: their rules are taken at their word.
        sure = fact.confidence if fact.negated else self.ontology.calibration.correct(fact.rule, fact.confidence)
        return round(sure, 2)

    def _rejection(self, fact: Fact, reason: str) -> Rejection:
        obj = fact.object.name if isinstance(fact.object, Thing) else fact.object.lexical
        return Rejection(
            fact.subject.name, fact.predicate, obj, reason, self._passage(fact.spot, fact.sentence), fact.rule
        )

    def _passage(self, spot: Spot, sentence: Spot) -> Passage:
        key = (spot.block, spot.start, spot.end, sentence.start, sentence.end)
        if key not in self.passages:
            self.passages[key] = self._make_passage(spot, sentence)
        return self.passages[key]

    def _make_passage(self, spot: Spot, sentence: Spot) -> Passage:
        reading = self.readings[spot.block]
        start, end = reading.content.span(spot.start, spot.end)
        first, last = reading.content.span(sentence.start, sentence.end)
        if spot.start == spot.end:  # a dateline
            start, end = self._dateline(reading)
            end = start + len(self.document.text[start:end].rstrip())
            first, last = start, end
        words = " ".join(self.document.text[first:last].split()) if reading.content.text else ""
        return Passage(self.document.iri, start, end, self.document.text[start:end], words)

    def _dateline(self, reading: Reading) -> tuple[int, int]:
        start = reading.dateline_place[0] if reading.dateline_place else 0
        return start, reading.content.starts[0] if len(reading.content) else start

    def _describe(self, thing: Thing) -> Iterator[Statement]:
        """The class and the names of a thing, each resting on the words that give it."""
        subject = self.iri_of(thing)
        names = [name for name in thing.names if name] or [thing.name]
        main = thing.name if thing.name in thing.names or not names else names[0]
        spot = thing.names.get(main, thing.spots[0])
        family = family_of(self.ontology, thing.kind)
        if family in ("remark", "figure"):
            yield Statement(subject, TYPE, thing.kind, self._passage(spot, spot), 0.9, family)
            return
        yield Statement(
            subject,
            TYPE,
            thing.kind,
            self._name_passage(spot),
            0.7 if thing.weak else 0.9,
            "class-by-context" if thing.weak else "class-by-name",
        )
        yield Statement(subject, NAME, Value(self._as_written(spot, main)), self._name_passage(spot), 0.9, "name")
        seen = {slug(main)}
        for name in names:
            if slug(name) not in seen and self._is_telling(name, thing):
                seen.add(slug(name))
                yield Statement(
                    subject,
                    OTHER_NAME,
                    Value(self._as_written(thing.names[name], name)),
                    self._name_passage(thing.names[name]),
                    0.9,
                    "name",
                )

    def _as_written(self, spot: Spot, name: str) -> str:
        """A name as the source writes it, where its spot holds just the name; a repair may have put a hyphen in."""
        content = self.readings[spot.block].content
        if content.text[spot.start : spot.end] != name:
            return _one_line(name)
        return _one_line(content.written(spot.start, spot.end))

    def _is_telling(self, name: str, thing: Thing) -> bool:
        """Whether another name is worth keeping: one that isn't only the noun that says what the thing is."""
        return len(name.split()) > 1 or not self.discourse.lexicon.head_class([name]) or not thing.named

    def _name_passage(self, spot: Spot) -> Passage:
        reading = self.readings[spot.block]
        if spot.start == spot.end and reading.dateline_place is not None:
            start, end = reading.dateline_place
            exact = self.document.text[start:end]
            return Passage(self.document.iri, start, end, exact, exact)
        text = reading.content.text
        first = max(text.rfind(". ", 0, spot.start) + 2, text.rfind("\n", 0, spot.start) + 1, 0)
        stop = text.find(". ", spot.end)
        return self._passage(spot, Spot(spot.block, first if first > 1 else 0, len(text) if stop < 0 else stop + 1))

    # Names

    def iri_of(self, thing: Thing) -> str:
        """The public IRI of a thing, or one minted from its class family and its name."""
        if thing.iri:
            return thing.iri
        if thing.number not in self.iris:
            self.iris[thing.number] = mint(self.base, family_of(self.ontology, thing.kind), self._key(thing))
        return self.iris[thing.number]

    def _key(self, thing: Thing) -> str:
        """The words that tell a thing from all others, in this document and in the next."""
        stem = str(PurePosixPath(self.document.name).with_suffix("")).replace("/", " ")
        family = family_of(self.ontology, thing.kind)
        if family in ("remark", "figure"):
            spot = thing.spots[0]
            start, end = self.readings[spot.block].content.span(spot.start, spot.end)
            return f"{stem} {start} {end}"
        if thing.kind == SESSION and thing.named:
            return self._session_key(thing)
        if not thing.named or (len(thing.name.split()) == 1 and self.ontology_is(thing, EVENT)):
            start = self.readings[thing.spots[0].block].content.span(thing.spots[0].start, thing.spots[0].end)[0]
            return f"{stem} {thing.name} {start}"
        if thing.owner and thing.kind != PERSON:
            return f"{thing.name} {thing.owner}"
        return thing.name

    def _session_key(self, thing: Thing) -> str:
        """A session is told by its number and its body, however the text writes them."""
        number = next(
            (
                f.object.lexical
                for f in self._facts
                if f.subject is thing and f.predicate == SESSION_NUMBER and isinstance(f.object, Value)
            ),
            "",
        )
        body = next(
            (
                f.object
                for f in self._facts
                if f.subject is thing and f.predicate == SESSION_OF and isinstance(f.object, Thing)
            ),
            None,
        )
        if not number or body is None:
            return thing.name
        return f"session {number} of {self.iri_of(body).rsplit('/', 1)[-1] if not body.iri else body.name}"

    def ontology_is(self, thing: Thing, ancestor: str) -> bool:
        """Whether a thing is of a class or one below it."""
        return self.discourse.lexicon.is_a(thing.kind, ancestor)


def _one_line(name: str) -> str:
    return " ".join(name.split())


def _order(statement: Statement) -> tuple[str, ...]:
    obj = statement.object
    key = obj if isinstance(obj, str) else obj.lexical
    return (
        statement.subject,
        statement.predicate,
        key,
        f"{statement.passage.start:09}",
        f"{statement.passage.end:09}",
        statement.rule,
        str(statement.negated),
        str(statement.planned),
        str(statement.confidence),
    )


def _fact_key(fact: Fact) -> tuple[int, str, str | int]:
    obj = fact.object.number if isinstance(fact.object, Thing) else fact.object.lexical
    return fact.subject.number, fact.predicate, obj


def _drop_denied(facts: Iterable[Fact]) -> tuple[list[Fact], list[tuple[Fact, str]]]:
    """A fact that the document denies anywhere isn't asserted."""
    facts = list(facts)
    denied = {_fact_key(fact) for fact in facts if fact.negated}
    kept = [fact for fact in facts if fact.negated or _fact_key(fact) not in denied]
    return kept, [(fact, "negated elsewhere") for fact in facts if not fact.negated and _fact_key(fact) in denied]


def _keep_surest(facts: Iterable[Fact]) -> tuple[list[Fact], list[tuple[Fact, str]]]:
    """Of several values of a relation that has one, the surest and most exact stays."""
    facts = list(facts)
    groups: dict[tuple[int, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.predicate in SINGLE and not fact.negated:
            groups[fact.subject.number, fact.predicate].append(fact)
    dropped: dict[int, str] = {}
    for group in groups.values():
        best = max(group, key=lambda f: (f.confidence, len(_lexical(f)), -f.spot.block, -f.spot.start))
        dropped |= {id(f): "another value is surer" for f in group if _lexical(f) != _lexical(best)}
    return [f for f in facts if id(f) not in dropped], [(f, dropped[id(f)]) for f in facts if id(f) in dropped]


def _lexical(fact: Fact) -> str:
    return fact.object.lexical if isinstance(fact.object, Value) else fact.object.name
