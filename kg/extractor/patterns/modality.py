"""Whether a verb is denied, planned, or only wished, asked and supposed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kg.extractor.patterns.clauses import VERBAL, has_own_subject, is_passive

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from spacy.tokens import Token

Words = Callable[[str], "AbstractSet[str]"]
"""Looks up a word list of the ontology."""


def is_negated(verb: Token, words: Words) -> bool:
    """Tell whether a verb is denied: by "not", "no longer", "declined to", by a subject "nobody"."""
    if verb.dep_ in ("xcomp", "ccomp") and verb.head.pos_ == "ADJ":
        adjective = verb.head
        if adjective.lower_ in words("denying-adjective") or any(c.dep_ == "neg" for c in adjective.children):
            return True
        return adjective.head.pos_ in VERBAL and is_negated(adjective.head, words)
    negators = words("negating-word")
    for child in verb.children:
        if child.dep_ == "neg" or (child.dep_ in ("advmod", "preconj", "cc", "aux") and child.lower_ in negators):
            return True
        ends = child.dep_ == "advmod" and child.lower_ in words("ending-adverb")
        if (ends or child.dep_ in ("nsubj", "nsubjpass", "dobj")) and any(
            c.lower_ in words("no-word") for c in child.children
        ):
            return True
        if child.dep_ in ("nsubj", "nsubjpass") and child.lower_ in negators:
            return True
    if verb.dep_ in ("xcomp", "ccomp") and verb.head.pos_ in VERBAL and verb.head.i < verb.i:
        head = verb.head
        if head.lemma_.lower() in words("negating-verb") or is_negated(head, words):
            return True
        had = any(c.dep_ in ("aux", "auxpass") and c.lower_ == "had" for c in head.children)
        return had and head.lemma_.lower() in words("planning-verb") | words("inviting-verb")
    if verb.dep_ == "conj" and verb.head.pos_ in VERBAL and not has_own_subject(verb):
        joiners = [c.lower_ for c in verb.head.children if c.dep_ == "cc"]
        return "nor" in joiners or ("or" in joiners and any(c.dep_ == "neg" for c in verb.head.children))
    return False


def is_planned(verb: Token, words: Words) -> bool:
    """Tell whether a verb speaks of what is to come: "will", "plans to", "is expected to", "is to be"."""
    if any(c.dep_ in ("aux", "auxpass") and c.lower_ in words("future-auxiliary") for c in verb.children):
        return True
    if verb.dep_ in ("xcomp", "ccomp", "advcl") and verb.head.pos_ in VERBAL and _is_infinitive(verb):
        head = verb.head
        return head.lemma_.lower() in words("planning-verb") or head.lemma_ == "be" or is_planned(head, words)
    if verb.dep_ == "xcomp" and verb.head.pos_ == "ADJ":
        return verb.head.lower_ in words("planning-verb")
    if verb.dep_ == "conj" and verb.head.pos_ in VERBAL and not has_own_subject(verb):
        tensed = verb.tag_ in ("VBD", "VBZ", "VBP") or any(c.dep_ in ("aux", "auxpass") for c in verb.children)
        return not tensed and is_planned(verb.head, words)
    return False


def is_unreal(verb: Token, words: Words) -> bool:
    """Tell whether a verb speaks of what may be rather than what is: under "if", "may", "urged to", in a question."""
    if verb.sent[-1].text == "?":
        return True
    if any(c.dep_ == "mark" and c.lower_ in words("doubting-conjunction") for c in verb.children):
        return True
    if verb.dep_ == "pcomp" and verb.head.lower_ in words("unreal-preposition"):
        return True
    if verb.dep_ == "acl" and verb.head.lemma_.lower() in words("wish-noun"):
        return True
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if auxiliaries & words("doubting-auxiliary") or {"would", "have"} <= auxiliaries:
        return True
    return _is_wished(verb, words)


def _is_wished(verb: Token, words: Words) -> bool:
    """Whether somebody only asks, urges or hopes that another does it, or it is only said to be so."""
    if verb.dep_ not in ("xcomp", "ccomp", "advcl") or verb.head.pos_ not in VERBAL or verb.head.i > verb.i:
        return False
    head, lemma = verb.head, verb.head.lemma_.lower()
    if lemma in words("wishing-verb"):
        return _is_infinitive(verb) or verb.tag_ == "VBG" or has_own_subject(verb)
    if lemma in words("claiming-verb"):
        return True
    if lemma in words("hoping-verb") and has_own_subject(verb) and not is_passive(head):
        return True
    return _is_infinitive(verb) and is_passive(head) and lemma in words("hearsay-verb")


def _is_infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
