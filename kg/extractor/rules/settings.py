"""When, where and how an event takes place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extractor.chunks import CITY, COUNTRY, DATE, ORGANIZATION, PERSON, PLACE, UNKNOWN, Chunk
from kg.extractor.clauses import VERBAL, Clause, expand, is_negated, is_planned, read_clause
from kg.extractor.dates import shift
from kg.extractor.discourse import Thing
from kg.extractor.facts import Fact
from kg.extractor.mentions import Scene
from kg.extractor.rules.typing import is_event, is_place
from kg.iris import expand as iri
from kg.model import Value

if TYPE_CHECKING:
    from spacy.tokens import Token

START, END, LOCATION, MODE = (
    iri("schema:startDate"),
    iri("schema:endDate"),
    iri("schema:location"),
    iri("schema:eventAttendanceMode"),
)
MODES = {
    "mode-online": iri("schema:OnlineEventAttendanceMode"),
    "mode-mixed": iri("schema:MixedEventAttendanceMode"),
    "mode-offline": iri("schema:OfflineEventAttendanceMode"),
}


def read_settings(scene: Scene) -> Iterator[Fact]:
    """Find when, where and how the events of a sentence take place."""
    yield from read_dates(scene)
    yield from _read_places(scene)
    yield from _read_modes(scene)


# Dates


def read_dates(scene: Scene) -> Iterator[Fact]:
    """Find when the events of a sentence take place."""
    for token in scene.sentence:
        chunk = scene.parsed.chunk(token)
        if chunk is not None and chunk.kind == DATE and chunk.first_day:
            yield from _date_facts(token, chunk, scene)
        elif token.lower_ == "day" and any(c.lower_ in ("following", "next") for c in token.children):
            yield from _day_after(token, scene)
        elif token.lower_ in ("today", "yesterday", "tomorrow") and scene.dateline:
            yield from _today(token, scene)


def _day_after(token: Token, scene: Scene) -> Iterator[Fact]:
    """The following day: the one after the last full date."""
    found = _event_of(token, scene)
    if found is None or not scene.discourse.last_day:
        return
    day = shift(scene.discourse.last_day, 1)
    spot, modality = scene.spot(token.i, token.i + 1), _modality(found[1], scene)
    yield Fact(found[0], START, _date_value(day), spot, scene.sentence_spot(), "following-day", 0.75, *modality)


def _date_facts(token: Token, chunk: Chunk, scene: Scene) -> Iterator[Fact]:
    if len(chunk.first_day) == 10:
        scene.discourse.last_day = chunk.last_day or chunk.first_day
    found = _event_of(token, scene)
    if found is None:
        return
    event, verb, confidence = found
    if _is_deadline(token) or _belongs_to_noun(token, event, scene):
        return
    negated, planned = _modality(verb, scene)
    spot, sentence = scene.spot(token.i, token.i + 1), scene.sentence_spot()
    ending = verb is not None and verb.lemma_ in scene.lexicon.words("ending-verb") and not chunk.last_day
    predicate = END if ending else START
    yield Fact(
        event, predicate, _date_value(chunk.first_day), spot, sentence, "date-of-event", confidence, negated, planned
    )
    if chunk.last_day:
        yield Fact(
            event, END, _date_value(chunk.last_day), spot, sentence, "date-of-event", confidence, negated, planned
        )


def _date_value(day: str) -> Value:
    kinds = {10: "xsd:date", 7: "xsd:gYearMonth", 4: "xsd:gYear"}
    return Value(day, iri(kinds[len(day)]))


def _is_deadline(token: Token) -> bool:
    """Whether a date is a limit or a horizon rather than the day itself: by 2030, since 2019, until May."""
    words = [t.lower_ for t in token.doc[max(token.sent.start, token.i - 4) : token.i]]
    return (
        any(word in ("by", "since", "until", "before", "after", "till") for word in words[-3:]) or "end" in words[-3:]
    )


def _belongs_to_noun(token: Token, event: Thing, scene: Scene) -> bool:
    """Whether "of" ties a date to something else than the event: "the Barge Act of 4 May 2015"."""
    if token.dep_ != "pobj" or token.head.lower_ != "of":
        return False
    owner = scene.things.get(token.head.i - 1)
    return owner is not None and owner is not event


def _today(token: Token, scene: Scene) -> Iterator[Fact]:
    found = _event_of(token, scene)
    if found is None:
        return
    event, verb, confidence = found
    day = shift(scene.dateline, {"today": 0, "yesterday": -1, "tomorrow": 1}[token.lower_])
    negated, planned = _modality(verb, scene)
    yield Fact(
        event,
        START,
        _date_value(day),
        scene.spot(token.i, token.i + 1),
        scene.sentence_spot(),
        "today",
        confidence,
        negated,
        planned,
    )


def _modality(verb: Token | None, scene: Scene) -> tuple[bool, bool]:
    if verb is None:
        return False, False
    return is_negated(verb, scene.lexicon), is_planned(verb, scene.lexicon)


def _event_of(token: Token, scene: Scene) -> tuple[Thing, Token | None, float] | None:
    """The event that a date or a place belongs to, the verb between them, how sure that is.

    It is the first event on the way up the tree, or an end of the first verb on the way whose act is an event's.
    """
    beside = _beside(token, scene)
    if beside is not None:
        return beside, _verb_above(token), 0.85
    for above in token.ancestors:
        thing = scene.things.get(above.i)
        if thing is not None and above.pos_ not in VERBAL:
            if is_event(scene)(thing):
                return thing, _verb_above(above), 0.88
            if thing.kind == PERSON:
                return _appended(above, scene)
        if above.pos_ in VERBAL and above.dep_ not in ("aux", "auxpass"):
            return _verb_event(above, scene)
    return _appended(token, scene)


def _beside(token: Token, scene: Scene) -> Thing | None:
    """The event that stands right before a date's or place's preposition, wherever the parser attached that."""
    bracketed = _before_bracket(token, scene)
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


def _before_bracket(token: Token, scene: Scene) -> Thing | None:
    """The event right before the brackets around a date or a place: "the Dialogue (Tbilisi, 9 May 2022)"."""
    index = token.i - 1
    while index > scene.sentence.start and token.doc[index].text != "(" and token.i - index < 6:
        index -= 1
    if token.doc[index].text != "(" or index == scene.sentence.start:
        return None
    thing = scene.things.get(index - 1)
    return thing if thing is not None and is_event(scene)(thing) else None


def _appended(token: Token, scene: Scene) -> tuple[Thing, Token | None, float] | None:
    """The event in a line without a verb: "Dialogue on X, Geneva, 24 May 2023"."""
    if any(t.pos_ in VERBAL for t in scene.sentence):
        return None
    events = [
        scene.things[t.i]
        for t in scene.sentence
        if t.i in scene.things and is_event(scene)(scene.things[t.i]) and t.i < token.i
    ]
    if events:
        return events[0], None, 0.8
    focus = scene.discourse.focus(scene.block)
    return (focus, None, 0.7) if focus is not None and len(scene.sentence) < 25 else None


def _verb_above(token: Token) -> Token | None:
    return next((t for t in token.ancestors if t.pos_ in VERBAL), None)


def _verb_event(verb: Token, scene: Scene) -> tuple[Thing, Token | None, float] | None:
    clause = read_clause(verb, scene.lexicon)
    event = is_event(scene)
    if verb.lemma_ not in scene.lexicon.words("event-verb"):
        return _verb_scene(clause, verb, scene)
    for end in (*clause.objects, *clause.subjects):
        for thing in (*scene.resolve(end, event), *_opened(end, scene)):
            if event(thing):
                return thing, verb, 0.85
    found = _verb_scene(clause, verb, scene)
    if found is not None:
        return found
    if verb.dep_ in ("acl", "relcl", "advcl") and verb.lemma_ in scene.lexicon.words("event-verb"):
        above = verb.head
        outer = scene.things.get(above.i)
        if outer is not None and event(outer):
            return outer, verb, 0.8
    return None


def _opened(noun: Token, scene: Scene) -> list[Thing]:
    """The event in "the opening of the Forum", which takes place when the Forum does."""
    if noun.lemma_.lower() not in ("opening", "start", "beginning", "launch", "inauguration", "edition", "round"):
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
    return None


# Places


def _read_places(scene: Scene) -> Iterator[Fact]:
    yield from _read_bare_places(scene)
    for token in scene.sentence:
        if (
            token.dep_ != "prep"
            or token.lower_ not in ("in", "at", "on", "to")
            or (token.lower_ == "to" and token.head.lemma_ not in ("come", "return", "travel"))
        ):
            continue
        for pobj in (child for child in token.children if child.dep_ == "pobj"):
            for noun in expand([pobj]):
                yield from _place_facts(token, noun, scene)


def _read_bare_places(scene: Scene) -> Iterator[Fact]:
    """Places without a preposition: in brackets behind an event, or in a line without a verb."""
    verbless = not any(t.pos_ in VERBAL for t in scene.sentence) and any(
        (c := scene.parsed.chunk(t)) is not None and c.kind == DATE for t in scene.sentence
    )
    for token in scene.sentence:
        thing = scene.things.get(token.i)
        if thing is None or not is_place(scene)(thing) or thing.kind == COUNTRY or token.dep_ == "pobj":
            continue
        event = _before_bracket(token, scene)
        found = (event, None, 0.85) if event is not None else _appended(token, scene) if verbless else None
        if found is not None:
            spot = scene.spot(token.i, token.i + 1)
            yield Fact(found[0], LOCATION, thing, spot, scene.sentence_spot(), "place-beside-event", found[2])


def _place_facts(prep: Token, noun: Token, scene: Scene) -> Iterator[Fact]:
    thing = _place(noun, prep, scene)
    if thing is None or (scene.parsed.chunk(noun) is not None and _is_person_place(noun, scene)):
        return
    found = _event_of(prep if prep.head.pos_ in VERBAL else noun, scene)
    if found is None:
        return
    event, verb, confidence = found
    negated, planned = _modality(verb, scene)
    yield Fact(
        event,
        LOCATION,
        thing,
        scene.spot(prep.i, noun.i + 1),
        scene.sentence_spot(),
        "place-of-event",
        confidence,
        negated,
        planned,
    )
    for inner in noun.children:
        if inner.dep_ == "prep" and inner.lower_ in ("in", "at"):
            for deeper in (c for c in inner.children if c.dep_ == "pobj"):
                city = _place(deeper, inner, scene)
                if city is not None:
                    yield Fact(
                        event,
                        LOCATION,
                        city,
                        scene.spot(inner.i, deeper.i + 1),
                        scene.sentence_spot(),
                        "place-of-event",
                        confidence,
                        negated,
                        planned,
                    )


def _place(noun: Token, prep: Token, scene: Scene) -> Thing | None:
    """The place that a noun names; a name of unknown class behind "in" or "at" is one."""
    thing = scene.things.get(noun.i)
    chunk = scene.parsed.chunk(noun)
    if thing is None:
        return None
    if chunk is None:
        return thing if is_place(scene)(thing) else None
    if is_place(scene)(thing):
        return thing
    if (
        scene.is_a(thing, ORGANIZATION)
        and prep.lower_ in ("at", "to")
        and chunk.source in ("head", "gazetteer")
        and len(thing.name.split()) > 1
    ):
        return scene.discourse.house(thing, scene.spot(noun.i, noun.i + 1))
    if thing.kind == UNKNOWN and chunk.end - chunk.start <= 3 and prep.lower_ in ("in", "at"):
        thing.kind, thing.weak = (CITY if prep.lower_ == "in" else PLACE), True
        return thing
    return None


def _is_person_place(noun: Token, scene: Scene) -> bool:
    """Whether a place says where somebody is from rather than where something happens."""
    head = noun.head.head
    thing = scene.things.get(head.i)
    return thing is not None and thing.kind == PERSON


# Mode


def _read_modes(scene: Scene) -> Iterator[Fact]:
    found: dict[int, list[tuple[str, Token, Thing, Token | None, float]]] = {}
    for token in scene.sentence:
        name = _mode_name(token, scene)
        mode = _mode_event(token, scene) if name is not None and not _is_qualified(token) else None
        if name is not None and mode is not None:
            found.setdefault(mode[0].number, []).append((name, token, *mode))
    for modes in found.values():
        names = {mode[0] for mode in modes}
        name = "mode-mixed" if len(names) > 1 else modes[0][0]
        _, token, event, verb, confidence = modes[0]
        spot, modality = scene.spot(token.i, token.i + 1), _modality(verb, scene)
        value = Value(MODES[name], "iri")
        yield Fact(event, MODE, value, spot, scene.sentence_spot(), "attendance-mode", confidence, *modality)


def _mode_name(token: Token, scene: Scene) -> str | None:
    """The mode that a word tells: "hybrid", "online", "in person"."""
    if token.lower_ == "person" and token.i > token.sent.start and token.nbor(-1).lower_ in ("in", "-"):
        return "mode-offline"
    return next((name for name in MODES if token.lower_ in scene.lexicon.words(name)), None)


def _is_qualified(token: Token) -> bool:
    """Whether the mode is denied or belongs to something else: "without an online audience", "followed online"."""
    before = [t.lower_ for t in token.doc[max(token.sent.start, token.i - 2) : token.i]]
    return (
        "without" in before
        or "no" in before
        or "not" in before
        or (token.i > token.sent.start and token.nbor(-1).lemma_ == "follow")
    )


def _mode_event(token: Token, scene: Scene) -> tuple[Thing, Token | None, float] | None:
    event = is_event(scene)
    thing = scene.things.get(token.i)
    if thing is not None and event(thing):
        return thing, None, 0.85  # "the webinar"
    for above in token.ancestors:
        thing = scene.things.get(above.i)
        if thing is not None and above.pos_ not in VERBAL:
            return (thing, _verb_above(above), 0.9) if event(thing) else None
        if above.pos_ in VERBAL:
            return _verb_event(above, scene)
    return _appended(token, scene)
