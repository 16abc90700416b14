"""Which event a date, a place or a mode belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extractor.arguments import VERBAL
from kg.extractor.chunks import INSTRUMENT, PERSON, UNKNOWN
from kg.extractor.clauses import Clause
from kg.extractor.discourse import Thing
from kg.extractor.modality import is_negated, is_planned
from kg.extractor.rules.typing import is_event
from kg.extractor.scenes import Scene
from kg.iris import expand

if TYPE_CHECKING:
    from spacy.tokens import Token

ORGANIZER, HOST = expand("schema:organizer"), expand("kg:host")


def read_modality(verb: Token | None, scene: Scene) -> tuple[bool, bool]:
    """Return whether a verb is denied and whether it is planned."""
    if verb is None:
        return False, False
    return is_negated(verb, scene.lexicon), is_planned(verb, scene.lexicon)


def find_event(token: Token, scene: Scene) -> tuple[Thing, Token | None, float] | None:
    """The event that a date or a place belongs to, the verb between them, how sure that is.

    It is the first event on the way up the tree, or an end of the first verb on the way whose act is an event's.
    """
    beside = _beside(token, scene)
    if beside is not None:
        return beside, find_verb_above(token), 0.85
    for above in token.ancestors:
        thing = scene.things.get(above.i)
        if thing is not None and above.pos_ not in VERBAL:
            if is_event(scene)(thing):
                return thing, find_verb_above(above), 0.88
            if thing.kind == PERSON:
                return find_appended(above, scene)
        if above.pos_ in VERBAL and above.dep_ not in ("aux", "auxpass"):
            return find_verb_event(above, scene)
    return find_appended(token, scene)


def _beside(token: Token, scene: Scene) -> Thing | None:
    """The event that stands right before a date's or place's preposition, wherever the parser attached that."""
    bracketed = find_before_bracket(token, scene)
    if bracketed is not None:
        return bracketed
    index = token.i - 1 if token.dep_ == "pobj" else token.i
    if index <= scene.sentence.start or token.doc[index].pos_ != "ADP":
        return None
    before = index - 1
    if token.doc[before].text == ",":
        before -= 1
    thing = scene.things.get(before)
    return thing if thing is not None and is_event(scene)(thing) else None


def find_before_bracket(token: Token, scene: Scene) -> Thing | None:
    """The event right before the brackets around a date or a place: "the Dialogue (Tbilisi, 9 May 2022)"."""
    index = token.i - 1
    while index > scene.sentence.start and token.doc[index].text != "(" and token.i - index < 6:
        index -= 1
    if token.doc[index].text != "(" or index == scene.sentence.start:
        return None
    thing = scene.things.get(index - 1)
    return thing if thing is not None and is_event(scene)(thing) else None


def find_appended(token: Token, scene: Scene) -> tuple[Thing, Token | None, float] | None:
    """The event in a line without a verb: "Dialogue on X, Geneva, 24 May 2023"."""
    if any(t.pos_ in VERBAL for t in scene.words):
        return None
    if any(scene.lexicon.is_a(scene.lexicon.heads.get((t.lower_,), UNKNOWN), INSTRUMENT) for t in scene.words):
        return None  # "Workshop report, October 2022": when the report was made
    events = [
        scene.things[t.i]
        for t in scene.words
        if t.i in scene.things and is_event(scene)(scene.things[t.i]) and t.i < token.i
    ]
    if events:
        return events[0], None, 0.8
    focus = scene.discourse.focus(scene.block)
    return (focus, None, 0.7) if focus is not None and len(scene.sentence) < 25 else None


def find_verb_above(token: Token) -> Token | None:
    """Return the verb above a token, or nothing."""
    return next((t for t in token.ancestors if t.pos_ in VERBAL), None)


def find_verb_event(verb: Token, scene: Scene) -> tuple[Thing, Token | None, float] | None:
    """Return the event that is an end of a verb whose act is an event's, or at which the act takes place."""
    clause = scene.clause(verb)
    event = is_event(scene)
    if not _is_done_at_event(verb, scene):
        return _verb_scene(clause, verb, scene)
    for end in (*clause.objects, *clause.subjects):
        if end.pos_ == "PRON" and verb.lemma_ in scene.lexicon.words("text-verb"):
            continue  # "Paraguay will sign it in July"
        for thing in (*scene.resolve(end, event), *_opened(end, scene)):
            if event(thing):
                return thing, verb, 0.85
    found = _verb_scene(clause, verb, scene)
    if found is not None:
        return found
    if verb.dep_ in ("acl", "relcl", "advcl"):
        above = verb.head
        outer = scene.things.get(above.i)
        if outer is not None and event(outer):
            return outer, verb, 0.8
    return None


def _is_done_at_event(verb: Token, scene: Scene) -> bool:
    """Whether a verb's date and place are an event's: those of the list, and all ways to organise, host or lead one."""
    frames = scene.lexicon.verb_frames.get(verb.lemma_.lower(), ())
    return verb.lemma_ in scene.lexicon.words("event-verb") or any(
        frame.evokes in (ORGANIZER, HOST) and not wanted for frame, wanted in frames
    )


def _opened(noun: Token, scene: Scene) -> list[Thing]:
    """The event in "the opening of the Forum", which takes place when the Forum does."""
    if noun.lemma_.lower() not in scene.lexicon.words("beginning-noun"):
        return []
    return [
        scene.things[t.i]
        for prep in noun.children
        if prep.dep_ == "prep" and prep.lower_ == "of"
        for t in prep.children
        if t.i in scene.things
    ]


def _verb_scene(clause: Clause, verb: Token, scene: Scene) -> tuple[Thing, Token | None, float] | None:
    """The event at which something is done: "announced today at a briefing"."""
    event = is_event(scene)
    for name, noun in clause.prepositions:
        thing = scene.things.get(noun.i)
        if thing is not None and event(thing) and name in ("at", "during", "for", "in", "to"):
            return thing, verb, 0.75
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.i == scene.sentence.start:
        # "Speaking in Doha on 5 March, at the Forum on Sport, X said": the phrase may hang on the verb above.
        return _verb_scene(scene.clause(verb.head), verb.head, scene)
    return None
