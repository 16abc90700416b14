"""Whether a verb is denied, planned, or only wished, asked and supposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extractor.arguments import VERBAL, has_own_subject, is_passive
from kg.extractor.lexicon import Lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_negated(verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether a verb is denied: by "not", by "declined to", by an unmet expectation, by a subject "nobody"."""
    negators = lexicon.words("negating-word")
    if verb.dep_ in ("xcomp", "ccomp") and verb.head.pos_ == "ADJ":
        return _is_denied_adjective(verb.head, lexicon)
    if (
        verb.dep_ == "xcomp"
        and verb.head.lemma_ in ("have", "be")
        and any(c.lower_ == "yet" for c in (*verb.head.children, *verb.children))
    ):
        return True
    for child in verb.children:
        if child.dep_ == "neg" or (child.dep_ in ("advmod", "preconj", "cc", "aux") and child.lower_ in negators):
            return True
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and any(c.lower_ in ("no", "neither") for c in child.children):
            return True
        if child.dep_ in ("nsubj", "nsubjpass") and child.lower_ in ("nobody", "none", "neither"):
            return True
    if verb.dep_ in ("xcomp", "ccomp") and verb.head.pos_ in VERBAL and verb.head.i < verb.i:
        head = verb.head
        if head.lemma_.lower() in lexicon.words("negating-verb") or is_negated(head, lexicon):
            return True
        return is_unmet(head, lexicon)
    if verb.dep_ == "conj" and verb.head.pos_ in VERBAL and not has_own_subject(verb):
        return verb.head.lemma_.lower() not in lexicon.words("negating-verb") and _negates_conjuncts(verb)
    return False


def _is_denied_adjective(adjective: Token, lexicon: Lexicon) -> bool:
    """Whether what an adjective governs isn't so: "unable to sign", "not yet ready to sign"."""
    if adjective.lower_ in lexicon.words("denying-adjective"):
        return True
    above = adjective.head
    return any(c.dep_ == "neg" for c in adjective.children) or (above.pos_ in VERBAL and is_negated(above, lexicon))


def _negates_conjuncts(verb: Token) -> bool:
    """Whether a denial goes on: "did not attend or sign" denies both, "did not attend but signed" only the first."""
    joiner = [c.lower_ for c in verb.head.children if c.dep_ == "cc"]
    denied = any(c.dep_ == "neg" for c in verb.head.children)
    return (denied and "or" in joiner) or "nor" in joiner


def is_unmet(verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether a verb speaks of what didn't come about: "had been expected to"."""
    auxiliaries = [c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")]
    past_perfect = "had" in auxiliaries
    lemma = verb.lemma_.lower()
    return past_perfect and (lemma in lexicon.words("planning-verb") or lemma in lexicon.words("inviting-verb"))


def is_unreal(verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether a verb speaks of what may be rather than what is: under "if", "may", "urged to", in a question."""
    if verb.sent[-1].text == "?":
        return True
    if any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in verb.children):
        return True
    if verb.dep_ == "pcomp" and verb.head.lower_ in ("of", "from", "without", "against", "before", "about"):
        return True  # "stopped short of signing", "thought about joining"
    if any(
        c.dep_ == "mark" and c.lower_ in ("though", "if") and c.i and c.nbor(-1).lower_ == "as" for c in verb.children
    ):
        return True
    if verb.dep_ == "acl" and verb.head.lemma_.lower() in lexicon.words("wish-noun"):
        return True  # "a proposal that X host it"
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if {"to", "have"} <= auxiliaries and verb.dep_ == "xcomp" and verb.head.lemma_ == "be":
        return True  # "was to have chaired"
    conditional = any(
        c.dep_ == "advcl" and any(m.lower_ in ("if", "unless") for m in c.children) for c in verb.children
    )
    if auxiliaries & {"may", "might", "could", "should", "ought"} or (
        auxiliaries & {"would"} and ("have" in auxiliaries or conditional)
    ):
        return True
    return _is_wished(verb, lexicon)


def _is_wished(verb: Token, lexicon: Lexicon) -> bool:
    """Whether somebody only asks, urges or hopes that another does it, or it is only said to be so."""
    if verb.dep_ not in ("xcomp", "ccomp", "advcl") or verb.head.pos_ not in VERBAL or verb.head.i > verb.i:
        return False
    head, lemma = verb.head, verb.head.lemma_.lower()
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    if lemma in lexicon.words("wishing-verb"):
        return infinitive or verb.tag_ == "VBG" or has_own_subject(verb)
    if lemma in lexicon.words("claiming-verb"):
        return True
    if lemma in lexicon.words("hoping-verb") and has_own_subject(verb) and not is_passive(head):
        return True
    return infinitive and is_passive(head) and lemma in lexicon.words("hearsay-verb")


def is_planned(verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether a verb speaks of what is to come: "will", "plans to", "is expected to", "is to be"."""
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass") and child.lower_ in (
            "will",
            "shall",
            "would",
            "'ll",
            "should",
            "may",
            "might",
            "could",
            "can",
        ):
            return True
    if verb.dep_ in ("xcomp", "ccomp", "advcl") and verb.head.pos_ in VERBAL:
        head = verb.head
        infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
        if infinitive and (
            head.lemma_.lower() in lexicon.words("planning-verb") or head.lemma_ == "be" or is_planned(head, lexicon)
        ):
            return True
    if verb.dep_ == "xcomp" and verb.head.pos_ == "ADJ" and verb.head.lower_ in lexicon.words("planning-verb"):
        return True
    if verb.dep_ == "conj" and verb.head.pos_ in VERBAL and not has_own_subject(verb):
        tensed = any(child.dep_ in ("aux", "auxpass") for child in verb.children) or verb.tag_ in ("VBD", "VBZ", "VBP")
        return not tensed and is_planned(verb.head, lexicon)
    return False
