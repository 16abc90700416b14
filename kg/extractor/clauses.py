"""What a verb's clause says, whoever comes first in it: who does, what it is done to, with whom, where, towards what.

Passives are turned, relative clauses and participles get their antecedent, coordinated verbs share their subject,
what is planned and what is denied is marked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extractor.arguments import (
    RELATIVE,
    VERBAL,
    expand,
    find_companions,
    find_names_before,
    find_relative_object,
    find_shared_objects,
    find_subjects,
    is_passive,
    read_agents,
    read_prepositional,
)
from kg.extractor.lexicon import Lexicon
from kg.extractor.modality import is_negated, is_planned, is_unreal

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with its logical subjects, its logical objects and what its prepositions govern."""

    verb: Token
    lemma: str
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    prepositions: tuple[tuple[str, Token], ...]
    passive: bool
    negated: bool
    planned: bool
    unreal: bool = False

    def fillers(self, role: str) -> tuple[Token, ...]:
        """Return the tokens that fill a role: `subject`, `object`, or `prep:at|in` for any of these prepositions."""
        if role == "subject":
            return self.subjects
        if role == "object":
            return self.objects
        wanted = role.removeprefix("prep:").split("|")
        return tuple(token for name, token in self.prepositions if name in wanted)


def read_clauses(sentence: Iterable[Token], read: Callable[[Token], Clause]) -> list[Clause]:
    """Read the clauses of a sentence, one for each verb.

    Args:
        sentence: its tokens.
        read: reads one verb's clause.
    """
    verbs = [token for token in sentence if token.pos_ in VERBAL and token.dep_ not in ("aux", "auxpass")]
    clauses: list[Clause] = []
    for verb in verbs:
        clause = read(verb)
        clauses.append(_repeated(clause, clauses) if _stands_in(verb) else clause)
    return _without_claimed([part for clause in clauses for part in _with_gapped(clause)])


def _with_gapped(clause: Clause) -> list[Clause]:
    """A passive clause and those that leave its verb out: "chaired by A, and the afternoon session by B"."""
    if not clause.passive or not clause.subjects:
        return [clause]
    doc, end = clause.verb.doc, clause.verb.sent.end
    stop = next((i for i in range(clause.verb.i + 1, end) if doc[i].pos_ in VERBAL), end)
    gapped = [
        replace(clause, subjects=tuple(expand([agent])), objects=(doc[i - 1],), prepositions=())
        for i in range(clause.subjects[0].i + 3, stop)
        if doc[i].lower_ == "by" and _opens_gap(doc[i - 1])
        for agent in doc[i].children
        if agent.dep_ == "pobj"
    ]
    taken = {token for each in gapped for token in (*each.subjects, *each.objects)}
    return [replace(clause, subjects=tuple(t for t in clause.subjects if t not in taken)), *gapped]


def _opens_gap(noun: Token) -> bool:
    """Whether a noun begins a clause without a verb: right behind "and" or a comma."""
    before = min(noun.left_edge.i, noun.i) - 1
    opened = before > noun.sent.start and noun.doc[before].lower_ in ("and", ",", ";", "while")
    return opened and noun.pos_ in ("NOUN", "PROPN")


def _without_claimed(clauses: list[Clause]) -> list[Clause]:
    """Take names that stand right before a verb as its subject out of the clause that the parser gave them to."""
    claimed = {token: clause.verb for clause in clauses for token in find_names_before(clause.verb)}
    if not claimed:
        return clauses
    kept = []
    for clause in clauses:

        def mine(token: Token, verb: Token = clause.verb) -> bool:
            return claimed.get(token, verb) == verb

        kept.append(
            replace(
                clause,
                subjects=tuple(filter(mine, clause.subjects)),
                objects=tuple(filter(mine, clause.objects)),
                prepositions=tuple(pair for pair in clause.prepositions if mine(pair[1])),
            )
        )
    return kept


def _stands_in(verb: Token) -> bool:
    """Whether a form of "do" stands for the verb before it: "as did A", "B did so"."""
    if verb.lemma_ != "do" or any(c.dep_ == "dobj" and c.lower_ != "so" for c in verb.children):
        return False
    return any(c.lower_ in ("so", "as", "likewise") for c in verb.children)


def _repeated(clause: Clause, before: list[Clause]) -> Clause:
    """The clause before once more, with other subjects."""
    earlier = next((c for c in reversed(before) if c.verb.lemma_ not in ("be", "do", "have") and not c.passive), None)
    if earlier is None:
        return clause
    subjects = clause.subjects or tuple(expand([c for c in clause.verb.children if c.pos_ == "PROPN"]))
    return replace(earlier, subjects=subjects, negated=clause.negated)


def read_clause(verb: Token, lexicon: Lexicon) -> Clause:
    """Read one verb's clause."""
    passive = is_passive(verb)
    given = tuple(expand(find_subjects(verb)))
    agents = tuple(expand(read_agents(verb)))
    own = tuple(
        expand(
            child
            for child in verb.children
            if child.dep_ in ("dobj", "obj", "dative", "oprd", "attr") and child.lower_ not in RELATIVE
        )
    )
    relative_object = find_relative_object(verb)
    objects = own or tuple(expand([relative_object] if relative_object is not None else find_shared_objects(verb)))
    doers = agents if passive else given
    subjects = (*doers, *(t for t in expand(find_companions(verb)) if t not in doers)) if doers else doers
    if passive:
        objects = (*given, *(o for o in own if o not in given))
    return Clause(
        verb,
        lemma_of(verb),
        subjects,
        objects,
        tuple(read_prepositional(verb)),
        passive,
        is_negated(verb, lexicon),
        is_planned(verb, lexicon),
        is_unreal(verb, lexicon),
    )


def lemma_of(verb: Token) -> str:
    """Return a verb's lemma with its particle: "take part", "bring together" stay one cue."""
    particle = next(
        (
            c.lower_
            for c in verb.children
            if c.dep_ == "prt" or (c.lower_ in ("together", "away") and c.i == verb.i + 1)
        ),
        "",
    )
    return f"{verb.lemma_.lower()} {particle}".strip()
