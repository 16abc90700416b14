"""What the nouns stand for that fill a role: names, pronouns, and the representatives of somebody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.extractor.chunks import PERSON
from kg.extractor.discourse import Thing
from kg.extractor.references import Fits
from kg.extractor.scenes import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token


def resolve_fillers(tokens: Sequence[Token], scene: Scene, fits: Fits) -> list[Thing]:
    """Return the things that nouns stand for, each once; "delegations from X" and "the adoption of X" stand for X.

    Args:
        tokens: the nouns.
        scene: their sentence.
        fits: which things may fill the role.
    """
    return list(dict.fromkeys(thing for token in tokens for thing in _resolve(token, scene, fits)))


def _resolve(token: Token, scene: Scene, fits: Fits) -> list[Thing]:
    found = scene.resolve(token, fits)
    if found or token.pos_ not in ("NOUN", "PROPN"):
        return found
    lemma = token.lemma_.lower()
    if lemma in scene.lexicon.words("part-of-body"):
        return resolve_fillers([c for c in token.children if c.dep_ == "poss"], scene, fits)
    if lemma in scene.lexicon.words("stands-for"):
        return resolve_fillers(_governed(token), scene, fits)
    return []


def _governed(token: Token) -> list[Token]:
    """What stands behind "of" or "from", with what is coordinated with it."""
    nouns = [
        noun
        for prep in token.children
        if prep.dep_ == "prep" and prep.lower_ in ("of", "from")
        for noun in prep.children
        if noun.dep_ == "pobj"
    ]
    if not nouns and token.dep_ == "nsubj":  # "Delegations had travelled from A and B"
        nouns = [
            noun
            for prep in token.head.children
            if prep.dep_ == "prep" and prep.lower_ == "from"
            for noun in prep.children
            if noun.dep_ == "pobj"
        ]
    return [t for noun in nouns for t in (noun, *noun.conjuncts)]


def name_bodies(things: Sequence[Thing], fits: Fits) -> list[Thing]:
    """Return what "which" stands for: a person's body rather than the person, "Mr A of B, which had organised it"."""
    found = [thing.employer if thing.kind == PERSON and thing.employer is not None else thing for thing in things]
    return [thing for thing in found if fits(thing)]
