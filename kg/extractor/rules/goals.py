"""Which event, body, initiative or text works towards which Sustainable Development Goal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extractor.arguments import VERBAL, antecedent_of
from kg.extractor.chunks import EVENT, GOAL, INITIATIVE, INSTRUMENT, ORGANIZATION, PERSON, TARGET, UNKNOWN
from kg.extractor.discourse import Thing
from kg.extractor.facts import Fact
from kg.extractor.rules.occasions import find_verb_above, read_modality
from kg.extractor.rules.typing import only
from kg.extractor.scenes import Scene
from kg.iris import expand as iri

if TYPE_CHECKING:
    from spacy.tokens import Token

ADDRESSES = iri("kg:addressesGoal")

can_serve = only(EVENT, ORGANIZATION, INITIATIVE, INSTRUMENT)


def read_goals(scene: Scene) -> Iterator[Fact]:
    """Find what addresses the goals that a sentence names."""
    seen: list[tuple[Token, list[tuple[Thing, Token | None, float]]]] = []
    for token in scene.words:
        thing = scene.things.get(token.i)
        if thing is None or thing.kind not in (GOAL, TARGET):
            continue
        topics = _topics(token, scene)
        if not topics and seen and _coordinated(seen[-1][0], token):
            topics = seen[-1][1]
        seen.append((token, topics))
        for topic, verb, confidence in topics:
            negated, planned = read_modality(verb, scene)
            yield Fact(
                topic,
                ADDRESSES,
                thing,
                scene.spot(token.i, token.i + 1),
                scene.sentence_spot(),
                "goal-of",
                confidence,
                negated,
                planned and not _states_aim(verb, scene),
            )


def _states_aim(verb: Token | None, scene: Scene) -> bool:
    return verb is not None and verb.lemma_ in scene.lexicon.words("aiming-verb")


def _coordinated(left: Token, right: Token) -> bool:
    """Whether only commas and "and" stand between two goals."""
    return all(
        t.lower_ in (",", "and", "or", "as", "well", "the", "&") or t.i == left.i for t in left.doc[left.i : right.i]
    )


def _topics(goal: Token, scene: Scene) -> list[tuple[Thing, Token | None, float]]:
    """What works towards a goal: the noun or the verb's subject that its phrase leads up to."""
    fits = can_serve(scene)
    if goal.dep_ in ("nsubj", "nsubjpass"):
        return []
    if goal.dep_ == "attr":
        return _through_possessor(goal, scene)
    previous = goal
    for above in goal.ancestors:
        thing = scene.things.get(above.i)
        if thing is not None and above.pos_ not in VERBAL and fits(thing):
            return [(thing, find_verb_above(above), 0.85)]
        if thing is not None and thing.kind == PERSON:
            return []
        if above.pos_ in VERBAL and above.dep_ not in ("aux", "auxpass"):
            found = _from_verb(above, previous, scene)
            if found:
                return found
            if above.dep_ not in ("xcomp", "advcl", "acl", "relcl", "pcomp", "conj", "ccomp"):
                return _focus(goal, above, scene)
        previous = above
    return _focus(goal, None, scene)


def _through_possessor(goal: Token, scene: Scene) -> list[tuple[Thing, Token | None, float]]:
    """Whose aim a goal is said to be: "a programme whose yardstick is SDG 7"."""
    verb = goal.head
    fits = can_serve(scene)
    for subject in (c for c in verb.children if c.dep_ == "nsubj"):
        for owner in (c for c in subject.children if c.dep_ == "poss"):
            token = antecedent_of(verb) if owner.lower_ == "whose" else owner
            if token is not None:
                return [(thing, verb, 0.75) for thing in scene.resolve(token, fits)]
    return []


def _from_verb(verb: Token, below: Token, scene: Scene) -> list[tuple[Thing, Token | None, float]]:
    clause = scene.clause(verb)
    fits = can_serve(scene)
    events = only(EVENT, INITIATIVE, INSTRUMENT)(scene)
    direct = verb.lemma_ in scene.lexicon.words("goal-verb")
    if clause.passive or below.dep_ in ("prep", "advcl", "xcomp", "pcomp"):
        things = [t for token in clause.objects if token != below for t in scene.resolve(token, events)]
        if things:
            return [(things[0], verb, 0.85)]
    subjects = [t for token in clause.subjects for t in scene.resolve(token, fits)]
    if not direct:
        subjects = (
            [t for t in subjects if events(t)] if verb.lemma_ not in scene.lexicon.words("reporting-verb") else []
        )
    if subjects:
        return [(thing, verb, 0.85 if thing.kind != UNKNOWN else 0.6) for thing in subjects]
    return []


def _focus(goal: Token, verb: Token | None, scene: Scene) -> list[tuple[Thing, Token | None, float]]:
    """The passage's event, where the phrase around a goal says that something serves it: "in support of SDG 4"."""
    before = {t.lemma_.lower() for t in goal.doc[max(scene.sentence.start, goal.i - 4) : goal.i]}
    focus = scene.discourse.focus(scene.block)
    if focus is None or not before & (
        scene.lexicon.words("goal-noun") | scene.lexicon.words("goal-verb") | {"towards", "toward"}
    ):
        return []
    return [(focus, verb, 0.6)]
