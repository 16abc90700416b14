"""Applies frames to parsed lines: each finds the two ends of its relation, or proposes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import TYPE_CHECKING

from kg.extractor.nouns import GUESSED
from kg.extractor.patterns.clauses import (
    VERBAL,
    Clause,
    expand,
    is_passive,
    lemma_of,
    read_clause,
    read_prepositions,
)
from kg.extractor.patterns.modality import is_negated, is_planned, is_unreal
from kg.extractor.values import Candidate
from kg.frames import Frame, Role, Trigger
from kg.model import Value
from kg.ontology import Ontology, fits

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from kg.extractor.patterns.parsing import Parsed
    from kg.extractor.values import Entity, Mention, Modality

PROPOSER = "pattern"

_WHOLE = ("of", "at", "for", "in")

Finder = Callable[[Role], "list[Token]"]
"""Finds the tokens at a place of a frame."""


@dataclass(frozen=True, slots=True)
class Found:
    """An end of a relation: a thing or a value, and the mention by which the text says it."""

    end: int | Value | str
    mention: int


@dataclass(frozen=True, slots=True)
class Things:
    """What mentions stand for: `of` gives for each mention its things (a group has several), in the order of the text.

    `entities` and `values` are those things by number.
    """

    of: Sequence[tuple[int, ...]]
    mentions: Sequence[Mention]
    entities: Mapping[int, Entity]
    values: Mapping[int, Value | str]

    def ends(self, mention: int) -> Iterator[Found]:
        """The entities and values that a mention stands for."""
        for thing in self.of[mention]:
            if thing in self.entities:
                yield Found(thing, mention)
            elif thing in self.values:
                yield Found(self.values[thing], mention)


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames of an ontology by what evokes them: a part of speech and a word, or a phrase's first word."""

    ontology: Ontology
    by_word: Mapping[tuple[str, str], tuple[tuple[Frame, Trigger], ...]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Frame], ...]]


def index_frames(ontology: Ontology) -> Frames:
    """Prepare an ontology's frames for use."""
    by_word: dict[tuple[str, str], list[tuple[Frame, Trigger]]] = defaultdict(list)
    phrases: dict[str, list[tuple[tuple[str, ...], Frame]]] = defaultdict(list)
    for frame in ontology.frames:
        for trigger in frame.triggers:
            if frame.pos == "preposition":
                words = tuple(trigger.words.split())
                phrases[words[0]].append((words, frame))
            else:
                by_word[frame.pos, trigger.words].append((frame, trigger))
    ordered = {first: tuple(sorted(pairs, key=lambda pair: -len(pair[0]))) for first, pairs in phrases.items()}
    return Frames(ontology, {key: tuple(pairs) for key, pairs in by_word.items()}, ordered)


def propose(parsed: Iterable[Parsed], things: Things, frames: Frames) -> Iterator[Candidate]:
    """Yield what the frames find in parsed lines.

    Args:
        parsed: the lines of a transcript.
        things: what its mentions stand for.
        frames: from `index_frames`.
    """
    for line in parsed:
        yield from _Line(line, things, frames).read()


@dataclass(frozen=True, slots=True)
class _Line:
    parsed: Parsed
    things: Things
    frames: Frames

    def read(self) -> Iterator[Candidate]:
        for sentence in self.parsed.sentences():
            for token in sentence:
                if token.pos_ in VERBAL and token.dep_ not in ("aux", "auxpass"):
                    yield from self._read_verb(token)
                elif token.pos_ == "NOUN":
                    yield from self._read_noun(token)
            yield from self._read_phrases(sentence)
        yield from self._read_label()

    def _read_verb(self, verb: Token) -> Iterator[Candidate]:
        pairs = self.frames.by_word.get(("verb", lemma_of(verb)), ())
        if not pairs:
            pairs = self.frames.by_word.get(("verb", verb.lemma_.lower()), ())
        if not pairs:
            return
        clause = read_clause(verb)
        nouns = {t.lemma_.lower() for t in verb.children if t.dep_ in ("dobj", "attr", "oprd", "nsubjpass", "prep")}
        nouns |= {n.lemma_.lower() for t in verb.children if t.dep_ == "prep" for n in t.children}
        for frame, trigger in pairs:
            if not trigger.nouns or nouns & set(trigger.nouns):
                yield from self._join(frame, verb, verb, lambda role: self._of_verb(role, clause))

    def _of_verb(self, role: Role, clause: Clause) -> list[Token]:
        if "passive" in role.conditions and not clause.passive:
            return []
        if "agentless" in role.conditions and (not clause.passive or any(self._names(t) for t in clause.subjects)):
            return []
        if "money" in role.conditions and not self._moves_money(clause.verb):
            return []
        if role.place == "subject":
            return list(clause.subjects)
        if role.place == "object":
            return list(clause.objects)
        return [token for name, token in clause.prepositions if name in role.names]

    def _moves_money(self, word: Token) -> bool:
        amounts = {n for n, mention in enumerate(self.things.mentions) if mention.kind == "amount"}
        money = self.frames.ontology.words("money")
        return any(self.parsed.mentions.get(t.i) in amounts or t.lemma_.lower() in money for t in word.subtree)

    def _read_noun(self, noun: Token) -> Iterator[Candidate]:
        compound = " ".join(t.lower_ for t in (*noun.lefts, noun) if t == noun or t.dep_ == "compound")
        pairs = self.frames.by_word.get(("noun", compound), ()) or self.frames.by_word.get(
            ("noun", noun.lemma_.lower()), ()
        )
        for frame, _ in pairs:
            verb = noun.head if noun.head.pos_ in VERBAL else noun
            yield from self._join(frame, noun, verb, lambda role: self._of_noun(role, noun))

    def _of_noun(self, role: Role, noun: Token) -> list[Token]:
        if "money" in role.conditions and not self._moves_money(noun):
            return []
        if role.place == "holder":
            return list(expand(_find_holders(noun)))
        governed = list(read_prepositions(noun))
        if role.place == "whole":
            owners = [child for child in noun.children if child.dep_ == "poss"]
            return [token for name, token in governed if name in _WHOLE] + owners
        return [token for name, token in governed if name in role.names]

    def _read_phrases(self, sentence: Span) -> Iterator[Candidate]:
        """Find phrases such as "on the margins of"; at each place the longest one."""
        words = [token.lower_ for token in sentence]
        taken = 0
        for start in range(len(words)):
            for phrase, frame in self.frames.phrases.get(words[start], ()):
                if start >= taken and tuple(words[start : start + len(phrase)]) == phrase:
                    taken = start + len(phrase)
                    last = sentence[taken - 1]
                    verb = _verb_above(sentence[start])
                    find = partial(self._of_phrase, first=sentence[start], last=last)
                    yield from self._join(frame, last, verb or last, find)
                    break

    def _of_phrase(self, role: Role, *, first: Token, last: Token) -> list[Token]:
        if role.place == "object":
            behind = last.doc[last.i + 1 : last.sent.end]
            return list(expand([t for t in behind if t.dep_ in ("pobj", "dobj") or t.i in self.parsed.mentions][:1]))
        if role.place == "governor":
            head = first.head
            if head.pos_ in VERBAL:
                clause = read_clause(head)
                return [*clause.objects, *clause.subjects]
            return [head]
        verb = _verb_above(first)
        return list(read_clause(verb).subjects) if verb is not None else []

    def _read_label(self) -> Iterator[Candidate]:
        """Read a line "Chair: X", the cells of a row included; the label's own words name nothing."""
        doc = self.parsed.doc
        starts = [0, *(t.i + 1 for t in doc if t.text == "|")]
        for start, stop in zip(starts, [*starts[1:], len(doc) + 1], strict=True):
            colon = next((t.i for t in doc[start : min(stop, start + 6)] if t.text == ":"), None)
            if colon is None or colon == start:
                continue
            label = " ".join(t.lower_ for t in doc[start:colon])
            for frame, _ in self.frames.by_word.get(("label", label), ()):
                values = [t for t in doc[colon + 1 : stop - 1] if t.i in self.parsed.mentions]
                yield from self._join(frame, doc[start], doc[start], partial(_take_all, values))

    # Joining

    def _names(self, token: Token) -> bool:
        return token.i in self.parsed.mentions

    def _join(self, frame: Frame, cue: Token, verb: Token, find: Finder) -> Iterator[Candidate]:
        subjects = self._fill(frame, frame.domain_roles, find, cue, 0)
        objects = self._fill(frame, frame.range_roles, find, cue, 1) if subjects else []
        chances = _tell_modality(frame, verb, self.frames.ontology) if objects else None
        if chances is None:
            return
        for subject in subjects:
            for object_ in objects:
                if subject.end != object_.end and self._fits(frame, subject, object_):
                    yield Candidate(
                        subject=subject.end,  # type: ignore[arg-type]
                        predicate=frame.evokes,
                        object=object_.end,
                        spans=self._rest_on(subject, object_, cue),
                        chances=chances,
                        proposer=PROPOSER,
                        reason=frame.name,
                    )

    def _fill(self, frame: Frame, roles: Sequence[Role], find: Finder, cue: Token, side: int) -> list[Found]:
        """The ends that the first role gives that gives any."""
        for role in roles:
            if role.place == "focus":
                found = self._focus(frame, role, cue, side)
            else:
                mentions = (self.parsed.mentions[t.i] for t in find(role) if t.i in self.parsed.mentions)
                found = [
                    f for mention in mentions for f in self.things.ends(mention) if self._suits(frame, role, f, side)
                ]
            if found:
                return found
        return []

    def _suits(self, frame: Frame, role: Role, found: Found, side: int) -> bool:
        relation = self.frames.ontology.properties[frame.evokes]
        ends = role.classes or (relation.ranges if side else relation.domains)
        kinds = self._kinds(found)
        return not ends or any(self.frames.ontology.holds(kind, end) for kind in kinds for end in ends)

    def _fits(self, frame: Frame, subject: Found, object_: Found) -> bool:
        pairs = product(self._kinds(subject), self._kinds(object_))
        return any(fits(self.frames.ontology, frame.evokes, a, b) is None for a, b in pairs)

    def _kinds(self, found: Found) -> tuple[str, ...]:
        """The classes that an end may have: the likeliest, and those that only a relation could tell."""
        if isinstance(found.end, int):
            first, *others = self.things.entities[found.end].kinds
            return (first[0], *(kind for kind, chance in others if chance == GUESSED))
        if isinstance(found.end, Value):
            return (found.end.datatype,)
        individual = self.frames.ontology.individuals.get(found.end)
        return (individual.class_iri if individual else found.end,)

    def _focus(self, frame: Frame, role: Role, cue: Token, side: int) -> list[Found]:
        """The last thing before the cue that may stand at this end; nobody speaks of persons so."""
        place = self.parsed.starts[cue.i]
        before = [n for n, mention in enumerate(self.things.mentions) if mention.end <= place]
        for mention in reversed(before):
            found = [
                f for f in self.things.ends(mention) if isinstance(f.end, int) and self._suits(frame, role, f, side)
            ]
            if found:
                return found
        return []

    def _rest_on(self, subject: Found, object_: Found, cue: Token) -> tuple[tuple[int, int], ...]:
        """The words from the first of cue and ends to the last, those that stand in this line."""
        spans = [(self.parsed.starts[cue.i], self.parsed.ends[cue.i])]
        first, last = self.parsed.starts[0], self.parsed.ends[-1]
        for found in (subject, object_):
            mention = self.things.mentions[found.mention]
            if first <= mention.start and mention.end <= last:
                spans.append((mention.start, mention.end))
        return ((min(start for start, _ in spans), max(end for _, end in spans)),)


def _tell_modality(frame: Frame, verb: Token, ontology: Ontology) -> dict[Modality, float] | None:
    negated, planned = frame.negated, frame.planned
    if verb.pos_ in VERBAL:
        if is_unreal(verb, ontology.words):
            return None
        negated = negated != is_negated(verb, ontology.words)
        planned = planned or is_planned(verb, ontology.words)
    modality: Modality = "denied" if negated else "planned" if planned else "stated"
    return {modality: frame.confidence}


def _take_all(tokens: list[Token], _: Role) -> list[Token]:
    return tokens


def _find_holders(noun: Token) -> list[Token]:
    """Whom a noun is said of: "X, the chair", "the chair was X", "X as chair", "chair X"."""
    head = noun.head
    if noun.dep_ == "appos":
        return [head]
    if noun.dep_ in ("attr", "oprd") and head.pos_ in VERBAL:
        return [c for c in head.children if c.dep_ in ("nsubj", "nsubjpass")]
    if noun.dep_ in ("nsubj", "nsubjpass") and head.lemma_ == "be":
        return [c for c in head.children if c.dep_ == "attr"]
    if noun.dep_ == "pobj" and head.lower_ == "as":
        above = head.head
        if above.pos_ in VERBAL:
            clause = read_clause(above)
            return list(clause.objects if is_passive(above) else clause.subjects)
        return [above]
    appositions = [c for c in noun.children if c.dep_ == "appos"]
    if noun.dep_ == "compound":
        return [head, *appositions]
    return appositions


def _verb_above(token: Token) -> Token | None:
    head = token
    while head.pos_ not in VERBAL and head.head != head:
        head = head.head
    return head if head.pos_ in VERBAL else None
