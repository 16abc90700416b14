"""Facts that verbs say, by the frames of the ontology."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extractor.arguments import read_together
from kg.extractor.chunks import EVENT, UNKNOWN
from kg.extractor.clauses import Clause, read_clauses
from kg.extractor.discourse import Spot, Thing
from kg.extractor.facts import Fact
from kg.extractor.references import Fits
from kg.extractor.rules.fillers import name_bodies, resolve_fillers
from kg.extractor.rules.typing import fits_end, is_agent, is_body, is_event, is_person, settle
from kg.extractor.scenes import Scene
from kg.frames import Frame

if TYPE_CHECKING:
    from spacy.tokens import Token


def read_verbs(scene: Scene) -> Iterator[Fact]:
    """Find the facts that the verbs of a sentence say."""
    for clause in read_clauses(scene.words, scene.clause):
        for frame in _frames(clause, scene):
            yield from _apply(frame, clause, scene)


def _frames(clause: Clause, scene: Scene) -> Iterator[Frame]:
    """The verb frames that a clause's verb evokes, those that ask for a noun as its object included."""
    keys = {clause.lemma, clause.verb.lemma_.lower(), clause.verb.lower_}
    if clause.verb.i + 1 < scene.sentence.end and clause.verb.nbor(1).dep_ == "prep":
        keys.add(f"{clause.verb.lemma_.lower()} {clause.verb.nbor(1).lower_}")  # "was paid for by A"
    nouns = {token.lemma_.lower() for token in clause.objects}
    nouns |= {child.lemma_.lower() for child in clause.verb.children if child.dep_ in ("dobj", "nsubjpass")}
    seen: set[str] = set()
    for key in sorted(keys):
        for frame, wanted in scene.lexicon.verb_frames.get(key, ()):
            if frame.name not in seen and (not wanted or nouns & wanted):
                seen.add(frame.name)
                yield frame


def _apply(frame: Frame, clause: Clause, scene: Scene) -> Iterator[Fact]:
    """The facts of one frame in one clause."""
    ranged = _fill(frame.range_role, clause, scene, fits_end(scene, frame.evokes, domain=False))
    elided = list(_read_elided(clause, scene)) if "money:" in frame.range_role and _moves_money(clause, scene) else []
    ranged = [thing for thing in ranged if all(thing is not giver for giver, _ in elided)]
    for giver, receiver in elided:
        for thing in [receiver] if receiver is not None else ranged[:1]:
            if fits_end(scene, frame.evokes, domain=True)(giver) and fits_end(scene, frame.evokes, domain=False)(thing):
                yield make_fact(frame, giver, thing, clause, scene)
    if not ranged:
        return
    domains = _fill(frame.domain_role, clause, scene, fits_end(scene, frame.evokes, domain=True))
    for subject in domains:
        for obj in ranged:
            if subject is not obj:
                yield make_fact(frame, subject, obj, clause, scene)


def _read_elided(clause: Clause, scene: Scene) -> Iterator[tuple[Thing, Thing | None]]:
    """Who else gives, where the verb isn't said again: "A pledged 5 million to X, and B 2 million (to Y)"."""
    doc = clause.verb.doc
    for index in range(clause.verb.i + 2, scene.sentence.end - 1):
        giver = scene.things.get(index)
        if giver is None or not doc[index + 1].like_num or doc[index].dep_ in ("nsubj", "nsubjpass"):
            continue
        end = index + 1
        while end < scene.sentence.end and (doc[end].like_num or doc[end].lower_ in scene.lexicon.words("money")):
            end += 1
        receiver = None
        if end < scene.sentence.end and doc[end].lower_ in ("to", "for"):
            receiver = next(
                (scene.things[i] for i in range(end + 1, min(end + 4, scene.sentence.end)) if i in scene.things), None
            )
        yield giver, receiver


def make_fact(frame: Frame, subject: Thing, obj: Thing, clause: Clause, scene: Scene) -> Fact:
    """Make a clause's fact and settle the classes of its ends."""
    settle(scene, subject, frame.evokes, domain=True)
    settle(scene, obj, frame.evokes, domain=False)
    return Fact(
        subject,
        frame.evokes,
        obj,
        _clause_spot(clause, scene),
        scene.sentence_spot(),
        frame.name,
        frame.confidence,
        negated=clause.negated or frame.negated,
        planned=clause.planned or frame.planned,
        unreal=clause.unreal,
    )


def _clause_spot(clause: Clause, scene: Scene) -> Spot:
    """The words of a clause: from its first to its last end, within the sentence."""
    tokens = [clause.verb, *clause.subjects, *clause.objects]
    inside = [t.i for t in tokens if scene.sentence.start <= t.i < scene.sentence.end]
    return scene.spot(min(inside), max(inside) + 1)


def _fill(roles: str, clause: Clause, scene: Scene, fits: Fits) -> list[Thing]:
    """The things in the first of several roles that anything fills."""
    for role in (part.strip() for part in roles.split(",")):
        found = _fill_one(role, clause, scene, fits)
        if found:
            return found
        if role == "object" and _has_foreign_object(clause, scene):
            return []  # "chaired the party": the object is no event, so the passage's event isn't meant
    return []


def _has_foreign_object(clause: Clause, scene: Scene) -> bool:
    """Whether a clause has an object of its own that stands for something else than an event or its audience."""
    plain = [
        t
        for t in clause.objects
        if t.lemma_.lower() not in scene.lexicon.words("crowd") and not _is_event_word(t, scene)
    ]
    return bool(plain) and not clause.passive


def _is_event_word(token: Token, scene: Scene) -> bool:
    lemma = token.lemma_.lower()
    kind = scene.lexicon.heads.get((lemma,), UNKNOWN)
    return lemma in scene.lexicon.words("course-noun") or scene.lexicon.is_a(kind, EVENT)


def _fill_one(role: str, clause: Clause, scene: Scene, fits: Fits) -> list[Thing]:
    qualifier, _, rest = role.partition(":")
    if role == "focus":
        focus = scene.discourse.focus(scene.block)
        return [focus] if focus is not None and fits(focus) else []
    if role == "latest":
        return _latest_object(clause, scene, fits)
    if qualifier == "together":
        return _companions(clause, scene, fits)
    if qualifier in QUALIFIERS:
        check = QUALIFIERS[qualifier]
        if not check(clause, scene):
            return []
        inner = {"event": is_event, "person": is_person, "body": is_body, "agent": is_agent}.get(qualifier)
        found = _fill_one(rest, clause, scene, fits)
        return [t for t in found if inner is None or inner(scene)(t) or t.kind == UNKNOWN]
    fillers = clause.fillers(role)
    if role == "subject" and any(c.lower_ == "which" and c.dep_ == "nsubj" for c in clause.verb.children):
        return name_bodies(resolve_fillers(fillers, scene, lambda thing: True), fits)
    if role == "object" and clause.passive and not fillers and clause.verb.i == scene.sentence.start:
        focus = scene.discourse.focus(scene.block)
        return [t for t in scene.opening_event() or ([focus] if focus is not None else []) if fits(t)]
    return resolve_fillers(fillers, scene, fits)


def _always(clause: Clause, scene: Scene) -> bool:
    return True


def _is_passive(clause: Clause, scene: Scene) -> bool:
    return clause.passive


def _is_agentless(clause: Clause, scene: Scene) -> bool:
    return clause.passive and not any(t.i in scene.things or t.pos_ == "PRON" for t in clause.subjects)


def _moves_money(clause: Clause, scene: Scene) -> bool:
    """Whether money is what the clause's verb moves."""
    words = {t.lemma_.lower() for o in clause.objects for t in o.subtree} | {
        t.lemma_.lower()
        for c in clause.verb.children
        if c.dep_ in ("dobj", "nsubjpass", "npadvmod", "dative")
        for t in c.subtree
    }
    return bool(words & scene.lexicon.words("money"))


def _is_financial(clause: Clause, scene: Scene) -> bool:
    return any(c.lower_ == "financially" for c in clause.verb.children)


QUALIFIERS = {
    "event": _always,
    "person": _always,
    "body": _always,
    "agent": _always,
    "passive": _is_passive,
    "agentless": _is_agentless,
    "money": _moves_money,
    "financially": _is_financial,
}


def _latest_object(clause: Clause, scene: Scene, fits: Fits) -> list[Thing]:
    """What "signed" or "did so" refers to without naming it: the last thing that fits."""
    if clause.objects or clause.passive:
        return []
    thing = scene.discourse.latest(
        lambda t: fits(t) and t.kind != UNKNOWN, scene.spot(clause.verb.i, clause.verb.i + 1)
    )
    return [thing] if thing is not None else []


def _companions(clause: Clause, scene: Scene, fits: Fits) -> list[Thing]:
    """Those with whom somebody does something: "together with", "jointly with", "alongside"."""
    found = read_together(clause.verb.subtree)
    expanded = [t for pobj in found for t in (pobj, *(c for c in pobj.conjuncts))]
    return resolve_fillers(expanded, scene, fits)
