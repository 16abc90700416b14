"""Facts that nouns say: "the chair, X", "its co-chairs were X and Y", "the adoption of X by Y", "X, a member of Y"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extractor.arguments import VERBAL
from kg.extractor.chunks import PERSON, UNKNOWN
from kg.extractor.discourse import Thing
from kg.extractor.facts import Fact
from kg.extractor.modality import is_unmet
from kg.extractor.references import Fits
from kg.extractor.rules.fillers import name_bodies, resolve_fillers
from kg.extractor.rules.holders import (
    find_deliverers,
    find_givers,
    find_governed,
    find_governing_verb,
    find_hands,
    find_holders,
    find_wholes,
)
from kg.extractor.rules.typing import fits_end, is_event, relate
from kg.extractor.scenes import Scene
from kg.frames import Frame

if TYPE_CHECKING:
    from spacy.tokens import Token


def read_nouns(scene: Scene) -> Iterator[Fact]:
    """Find the facts that the nouns of a sentence say."""
    for token in scene.words:
        plain = token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") and (
            token.pos_ == "NOUN" or not scene.parsed.chunk(token)
        )
        if not (plain or _is_capital_role(token, scene)):
            continue
        for frame in _frames(token, scene):
            yield from _apply(frame, token, scene)


def _is_capital_role(token: Token, scene: Scene) -> bool:
    """Whether a token is a capitalised role such as "the Chair", which names nobody."""
    chunk = scene.parsed.chunk(token)
    return chunk is not None and chunk.kind == "role"


def _frames(token: Token, scene: Scene) -> Iterator[Frame]:
    lemma = token.lemma_.lower()
    word = token.lower_
    pair = f"{token.nbor(-1).lower_} {lemma}" if token.i > scene.sentence.start else lemma
    hyphen = (
        f"{token.nbor(-2).lower_}-{lemma}"
        if token.i > scene.sentence.start + 1 and token.nbor(-1).text == "-"
        else lemma
    )
    keys = dict.fromkeys((lemma, word, pair, hyphen))
    yield from dict.fromkeys(frame for key in keys for frame in scene.lexicon.noun_frames.get(key, ()))


def _apply(frame: Frame, token: Token, scene: Scene) -> Iterator[Fact]:
    ranged = _fill(frame.range_role, token, scene, fits_end(scene, frame.evokes, domain=False))
    if not ranged:
        return
    domains = _fill(frame.domain_role, token, scene, fits_end(scene, frame.evokes, domain=True))
    verb = find_governing_verb(token)
    denied = _is_denied(token, scene)
    for fact in relate(frame, domains, ranged, scene.spot(token.left_edge.i, token.i + 1), scene, verb=verb):
        yield replace(fact, negated=fact.negated or denied)


def _is_denied(token: Token, scene: Scene) -> bool:
    """Whether a noun itself is denied: "no member of"."""
    negators = scene.lexicon.words("negating-word")
    verb = find_governing_verb(token)
    if token.dep_ == "pobj" and token.head.lower_ == "as" and verb is not None and is_unmet(verb, scene.lexicon):
        return True  # "had been announced as a donor"
    return any(child.lower_ in negators for child in token.children)


def _fill(roles: str, token: Token, scene: Scene, fits: Fits) -> list[Thing]:
    for role in (part.strip() for part in roles.split(",")):
        found = _fill_one(role, token, scene, fits)
        if found:
            return found
    return []


def _fill_one(role: str, token: Token, scene: Scene, fits: Fits) -> list[Thing]:
    qualifier, _, rest = role.rpartition(":")
    if qualifier == "money" and not _is_money(token, scene):
        return []
    if rest == "focus":
        return _focus(token, scene, fits)
    if rest == "holder":
        verb = token.head if token.dep_ == "attr" else None
        which = verb is not None and any(c.lower_ == "which" and c.dep_ == "nsubj" for c in verb.children)
        found = resolve_fillers(find_holders(token), scene, (lambda thing: True) if which else fits)
        return name_bodies(found, fits) if which else found
    if rest == "whole":
        return scene.resolve_all(find_wholes(token), fits)
    if rest == "giver":
        return scene.resolve_all(find_givers(token, scene.lexicon.words("giving-verb")), fits)
    if rest == "deliverer":
        return scene.resolve_all(find_deliverers(token), fits)
    if rest == "hands":
        return scene.resolve_all(find_hands(token), fits)
    if rest == "ending":
        return _ending_event(token, scene, fits)
    return scene.resolve_all(find_governed(token, (rest,)), fits)


def _focus(token: Token, scene: Scene, fits: Fits) -> list[Thing]:
    """The passage's event, unless the noun says that it belongs to something else."""
    for other in find_wholes(token):
        thing = scene.things.get(other.i)
        if thing is not None and thing.kind not in (UNKNOWN, PERSON) and not is_event(scene)(thing):
            return []
    for above in token.ancestors:  # "a round table, with X as moderator"
        if above.pos_ in VERBAL:
            break
        thing = scene.things.get(above.i)
        if thing is not None and is_event(scene)(thing) and fits(thing):
            return [thing]
    focus = scene.discourse.focus(scene.block)
    if focus is not None and focus is scene.things.get(token.i):
        focus = scene.discourse.focus(scene.block - 1)  # "Ministers listened to a briefing by X"
    return [focus] if focus is not None and fits(focus) else []


def _is_money(token: Token, scene: Scene) -> bool:
    return any(t.lemma_.lower() in scene.lexicon.words("money") for t in token.subtree)


def _ending_event(token: Token, scene: Scene, fits: Fits) -> list[Thing]:
    """The event that ends with what the noun names: "closed with the adoption of X"."""
    seen = token.dep_ == "dobj" and token.head.lemma_ == "see"
    if not seen and (token.dep_ != "pobj" or token.head.lower_ not in ("with", "in", "by")):
        return []
    verb = token.head if seen else token.head.head
    if verb.pos_ not in VERBAL or verb.lemma_ not in scene.lexicon.words("coming-to-verb"):
        return []

    return [t for t in scene.resolve_all(scene.clause(verb).subjects, fits) if is_event(scene)(t)] or _focus(
        token, scene, fits
    )
