"""What pronouns, roles and groups stand for: "she", "the Chair", "the two agencies"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kg.extractor.chunks import CITY, COUNTRY, EVENT, ORGANIZATION, PERSON, PLACE, ROLE, UNKNOWN
from kg.extractor.discourse import Spot, Thing
from kg.extractor.lexicon import singular

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extractor.scenes import Scene

DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "both", "said", "same"})

NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "both": 2}

Fits = Callable[[Thing], bool]


def find_role_holder(token: Token, scene: Scene) -> Thing | None:
    """Who "the chair", "the Minister", "her agency" stands for."""
    chunk = scene.parsed.chunk(token)
    if chunk is not None and chunk.kind != ROLE:
        return None
    word = chunk.name.split()[-1].casefold() if chunk is not None else token.lower_
    possessors = [c for c in token.children if c.dep_ == "poss" and c.lower_ in ("his", "her")]
    if possessors and scene.lexicon.is_a(scene.lexicon.heads.get((word,), UNKNOWN), ORGANIZATION):
        person = scene.discourse.latest(lambda t: t.kind == PERSON, scene.spot(token.i, token.i + 1))
        return person.employer if person is not None else None
    if not is_definite(token) or not scene.lexicon.is_role(word) or any(c.dep_ == "appos" for c in token.children):
        return None
    holders = scene.discourse.holders.get(scene.lexicon.holder_nouns.get(singular(word), ""), [])
    return holders[-1] if holders else scene.discourse.recall_person(singular(word))


def is_definite(token: Token) -> bool:
    """Tell whether a noun phrase takes up something known: behind "the", "this", a possessor."""
    return any(
        (child.dep_ in ("det", "predet", "poss", "amod") and child.lower_ in DEFINITE) or (child.dep_ == "poss")
        for child in token.children
    )


def read_pronoun(token: Token, scene: Scene, fits: Fits) -> Sequence[Thing]:
    """Return the things that a pronoun stands for."""
    word = token.lower_
    here = scene.spot(token.i, token.i + 1)
    if word in ("he", "she", "him", "her", "his", "hers"):
        person = scene.discourse.latest(lambda t: t.kind == PERSON and fits(t), here)
        return [person] if person is not None else []
    if word in ("it", "its", "itself", "this", "that"):
        own = {scene.things[t.i] for t in _subjects_beside(token) if t.i in scene.things}
        found = _speaking_body(token, scene, fits) or _it(scene, lambda thing: fits(thing) and thing not in own, here)
        return [found] if found is not None else []
    if word in ("they", "their", "them", "both"):
        return _they(token, scene, fits, here)
    return []


def _subjects_beside(token: Token) -> list[Token]:
    """The subjects of the clause in which a pronoun is an object: it stands for none of them."""
    if token.dep_ not in ("dobj", "pobj"):
        return []
    verb = token.head if token.dep_ == "dobj" else token.head.head
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]
    return [t for s in subjects for t in s.subtree]


def _speaking_body(token: Token, scene: Scene, fits: Fits) -> Thing | None:
    """The body or country that speaks of itself: "Finland announced that it would give …"."""
    verb = token.head
    if token.dep_ != "nsubj" or verb.dep_ != "ccomp" or verb.head.lemma_ not in scene.lexicon.words("reporting-verb"):
        return None
    speakers = [scene.things[c.i] for c in verb.head.children if c.dep_ == "nsubj" and c.i in scene.things]
    bodies = [t for t in speakers if (scene.is_a(t, ORGANIZATION) or t.kind in (COUNTRY, UNKNOWN)) and fits(t)]
    return bodies[0] if bodies else None


def _it(scene: Scene, fits: Fits, here: Spot) -> Thing | None:
    """What "it" stands for: the event in focus where an event fits, else what was named last."""
    focus = scene.discourse.focus(scene.block)
    recent = scene.discourse.latest(lambda t: fits(t) and t.kind not in (PERSON, COUNTRY, CITY), here)
    if focus is not None and fits(focus) and (recent is None or scene.is_a(recent, EVENT) or recent.kind == UNKNOWN):
        last_event = scene.discourse.latest(
            lambda t: fits(t) and scene.is_a(t, EVENT) and not scene.discourse.is_backdrop(t), here
        )
        return last_event or focus
    return recent


def _they(token: Token, scene: Scene, fits: Fits, here: Spot) -> list[Thing]:
    """The group named last: two or more of a kind in one sentence, else the last thing that fits."""
    above = _subject_above(token, scene, fits)
    if above:
        return above
    things = scene.discourse.latest_several(lambda t: fits(t) and t.kind not in (CITY, PLACE), here, 4)
    if not things:
        return []
    first = things[0]
    group = [
        t
        for t in things
        if t.kind == first.kind and t.last.block == first.last.block and abs(t.last.start - first.last.start) < 160
    ]
    return group if len(group) > 1 else [first]


def _subject_above(token: Token, scene: Scene, fits: Fits) -> list[Thing]:
    """What the subject of the clause above stands for: "The organisers said that they would …"."""
    verb = token.head
    if verb.dep_ not in ("ccomp", "advcl") or verb.head.pos_ not in ("VERB", "AUX"):
        return []
    subjects = [c for c in verb.head.children if c.dep_ == "nsubj" and c.i < token.i]
    found = [
        t for s in subjects for part in (s, *s.conjuncts) if part.lower_ != "they" for t in scene.resolve(part, fits)
    ]
    return list(dict.fromkeys(found)) if len(found) > 1 else []


def read_several(token: Token, scene: Scene, fits: Fits) -> list[Thing]:
    """What "the two agencies", "the three organizers", "both donors" stand for."""
    if token.tag_ not in ("NNS", "NNPS") or not is_definite(token):
        return []
    numbers = [NUMBERS[child.lower_] for child in token.children if child.lower_ in NUMBERS]
    if not numbers:
        return []
    here = scene.spot(token.i, token.i + 1)
    head = singular(token.lower_)
    holders = [t for t in scene.discourse.holders.get(scene.lexicon.holder_nouns.get(head, ""), []) if fits(t)]
    if len(holders) == numbers[0]:
        return holders
    kind = scene.lexicon.heads.get((head,), UNKNOWN)
    body = scene.lexicon.is_role(head) or head in (
        "organizer",
        "organiser",
        "host",
        "partner",
        "donor",
        "agency",
        "body",
        "sponsor",
        "side",
        "party",
        "institution",
        "organization",
        "organisation",
    )

    def belongs(thing: Thing) -> bool:
        if not fits(thing) or not thing.named:
            return False
        if head in {singular(word) for word in thing.name.casefold().split()} and scene.is_a(thing, ORGANIZATION):
            return True
        of_kind = kind not in (UNKNOWN, ORGANIZATION) and (scene.lexicon.is_a(thing.kind, kind))
        return of_kind or (body and (scene.is_a(thing, ORGANIZATION) or thing.kind in (COUNTRY, UNKNOWN)))

    found = scene.discourse.latest_several(belongs, here, numbers[0])
    return found if len(found) == numbers[0] else []
