"""A verb's clause, whoever comes first in it: who does it, what it is done to, what its prepositions govern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

VERBAL = frozenset({"VERB", "AUX"})
_RELATIVE = frozenset({"which", "who", "that", "whom", "whose", "where"})
_SUBJECTS = ("nsubj", "nsubjpass")
_OBJECTS = ("dobj", "obj", "dative", "oprd", "attr")


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with its logical subjects and objects (passives are turned) and what its prepositions govern."""

    verb: Token
    lemma: str
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    prepositions: tuple[tuple[str, Token], ...]
    passive: bool


def read_clause(verb: Token) -> Clause:
    """Read the clause of a verb."""
    passive = is_passive(verb)
    given = tuple(expand(find_subjects(verb)))
    own = [child for child in verb.children if child.dep_ in _OBJECTS and child.lower_ not in _RELATIVE]
    if not own and not passive:
        own = _find_relative_object(verb) or _find_shared_object(verb)
    objects = tuple(expand(own))
    doers = tuple(expand(_find_agents(verb))) if passive else given
    if passive:
        objects = (*given, *(o for o in objects if o not in given))
    if doers:
        doers = (*doers, *(t for t in expand(_find_companions(verb)) if t not in doers))
    return Clause(verb, lemma_of(verb), doers, objects, tuple(read_prepositions(verb)), passive)


def lemma_of(verb: Token) -> str:
    """Return a verb's lemma with its particle: "bring together", "set up"."""
    near = (c for c in verb.children if c.dep_ == "prt" or (c.lower_ in ("together", "away") and c.i == verb.i + 1))
    particle = next((c.lower_ for c in near), "")
    return f"{verb.lemma_.lower()} {particle}".strip()


def is_passive(verb: Token) -> bool:
    """Tell whether a verb is a passive, or a past participle standing alone."""
    if any(child.dep_ in ("nsubjpass", "auxpass", "csubjpass") for child in verb.children):
        return True
    if verb.tag_ != "VBN" or any(c.dep_ == "aux" and c.lemma_ in ("have", "having") for c in verb.children):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ in VERBAL and not has_own_subject(verb):
        return is_passive(verb.head) or any(c.dep_ == "agent" for c in verb.children)
    return verb.dep_ in ("acl", "advcl", "amod", "ROOT", "relcl", "conj", "ccomp", "pcomp", "dep")


def has_own_subject(verb: Token) -> bool:
    """Tell whether a verb has a subject of its own."""
    return any(child.dep_ in _SUBJECTS for child in verb.children)


def find_subjects(verb: Token) -> list[Token]:
    """Find a verb's grammatical subject: its own, its antecedent, or that of the verb it hangs on."""
    own = [child for child in verb.children if child.dep_ in _SUBJECTS]
    if own and own[0].lower_ in _RELATIVE:
        antecedent = _antecedent_of(verb)
        return [antecedent] if antecedent is not None else []
    if own:
        return own
    if verb.dep_ in ("acl", "relcl") and verb.head.pos_ not in VERBAL:
        return [verb.head]
    if verb.dep_ == "advcl" and verb.tag_ == "VBN" and (noun := _noun_before(verb)) is not None:
        return [noun]
    if verb.dep_ in ("advcl", "xcomp", "conj", "ccomp", "pcomp"):
        above = _verb_above(verb)
        return _inherit(verb, above) if above is not None else []
    return []


def _noun_before(verb: Token) -> Token | None:
    """The noun right before a participle between commas: "At the Forum, held in Rome, FAO launched …"."""
    if verb.i < verb.sent.start + 2 or verb.nbor(-1).text != ",":
        return None
    noun = verb.nbor(-2)
    return noun if noun.pos_ in ("NOUN", "PROPN") else None


def _verb_above(verb: Token) -> Token | None:
    head = verb.head
    while head.pos_ not in VERBAL and head.head != head:
        head = head.head
    return head if head.pos_ in VERBAL and head != verb else None


def _inherit(verb: Token, above: Token) -> list[Token]:
    """The subject that a dependent verb takes from the verb above it: its object, if that is asked to act."""
    if verb.dep_ == "xcomp" and not is_passive(above):
        objects = [child for child in above.children if child.dep_ in ("dobj", "iobj", "dative")]
        if objects:
            return objects
    return find_subjects(above)


def _antecedent_of(verb: Token) -> Token | None:
    """The noun that a relative clause belongs to."""
    head = verb
    while head.dep_ in ("conj", "xcomp"):
        head = head.head
    if head.dep_ in ("relcl", "acl") and head.head.pos_ not in VERBAL:
        return head.head
    before = [t for t in verb.doc[verb.sent.start : verb.left_edge.i] if t.pos_ in ("NOUN", "PROPN")]
    return before[-1] if before else None


def _find_relative_object(verb: Token) -> list[Token]:
    """The antecedent, where the relative pronoun is the object: "the Forum, which UNESCO organised"."""
    own = [child for child in verb.children if child.dep_ in _SUBJECTS]
    if verb.dep_ != "relcl" or not own or own[0].lower_ in _RELATIVE:
        return []
    if any(c.lower_ in _RELATIVE for child in verb.children if child.dep_ == "prep" for c in child.children):
        return []
    return [verb.head] if verb.head.pos_ not in VERBAL else []


def _find_shared_object(verb: Token) -> list[Token]:
    """The object of the next coordinated verb: "organised and hosted a forum"."""
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ in VERBAL and not has_own_subject(child) and not is_passive(child):
            between = verb.doc[verb.i + 1 : child.i]
            if not any(t.pos_ in ("NOUN", "PROPN") for t in between):
                return [c for c in child.children if c.dep_ == "dobj"]
    return []


def _find_agents(verb: Token) -> list[Token]:
    by = [c for c in verb.children if c.lower_ == "by" and c.dep_ in ("agent", "prep", "conj")]
    by += [c for p in by for c in p.children if c.lower_ == "by" and c.dep_ == "conj"]
    return [t for prep in by if prep.i == 0 or prep.nbor(-1).lower_ != "not" for t in prep.children if t.dep_ == "pobj"]


def _find_companions(verb: Token) -> list[Token]:
    """Those together with whom the subject acts: "together with A", "jointly with B"."""
    return [
        noun
        for token in verb.subtree
        if token.lower_ == "with" and token.i > 0 and token.nbor(-1).lower_ in ("together", "jointly", "along")
        for noun in token.children
        if noun.dep_ == "pobj"
    ]


def read_prepositions(head: Token) -> Iterator[tuple[str, Token]]:
    """Yield (preposition, noun) for each that a word governs, those stacked behind one another included."""
    stack = [c for c in head.children if c.dep_ in ("prep", "agent", "advmod", "dative", "prt", "npadvmod")]
    while stack:
        prep = stack.pop(0)
        for child in prep.children:
            if child.dep_ == "pobj" and child.lower_ in _RELATIVE:
                antecedent = _antecedent_of(head)
                if antecedent is not None:
                    yield prep.lower_, antecedent
            elif child.dep_ == "pobj":
                yield from ((prep.lower_, token) for token in expand([child]))
            elif child.dep_ in ("prep", "pcomp"):
                stack.append(child)
    for child in head.children:
        if child.dep_ in ("dobj", "attr", "nsubjpass") and child.pos_ == "NOUN" and head.pos_ in VERBAL:
            yield from read_prepositions(child)


def expand(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield nouns with those that are coordinated with them; "not A but B" yields B."""
    for token in tokens:
        contrasted = any(c.lower_ == "not" for c in token.children)
        if not contrasted:
            yield token
        for child in token.children:
            denied = any(c.lower_ == "not" for c in child.children) or (child.i and child.nbor(-1).lower_ == "not")
            if child.dep_ == "conj" and child.pos_ not in VERBAL and not denied:
                yield from expand([child])
