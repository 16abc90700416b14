"""When events take place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extractor.chunks import DATE, Chunk
from kg.extractor.dates import shift
from kg.extractor.discourse import Thing
from kg.extractor.facts import Fact
from kg.extractor.rules.occasions import find_event, read_modality
from kg.extractor.scenes import Scene
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


def read_dates(scene: Scene) -> Iterator[Fact]:
    """Find when the events of a sentence take place."""
    for token in scene.words:
        chunk = scene.parsed.chunk(token)
        if chunk is not None and chunk.kind == DATE and chunk.first_day:
            yield from _date_facts(token, chunk, scene)
        elif token.lower_ == "day" and any(c.lower_ in ("following", "next") for c in token.children):
            yield from _day_after(token, scene)
        elif token.lower_ in ("today", "yesterday", "tomorrow") and scene.dateline:
            yield from _today(token, scene)


def _day_after(token: Token, scene: Scene) -> Iterator[Fact]:
    """The following day: the one after the last full date."""
    found = find_event(token, scene)
    if found is None or not scene.discourse.last_day:
        return
    day = shift(scene.discourse.last_day, 1)
    spot, modality = scene.spot(token.i, token.i + 1), read_modality(found[1], scene)
    yield Fact(found[0], START, day_value(day), spot, scene.sentence_spot(), "following-day", 0.75, *modality)


def _date_facts(token: Token, chunk: Chunk, scene: Scene) -> Iterator[Fact]:
    if len(chunk.first_day) == 10:
        scene.discourse.last_day = chunk.last_day or chunk.first_day
    found = find_event(token, scene)
    if found is None:
        return
    event, verb, confidence = found
    lasting = verb is not None and verb.lemma_ in scene.lexicon.words("lasting-verb") and _follows_until(token)
    if (_is_deadline(token) and not lasting) or _belongs_to_noun(token, event, scene):
        return
    negated, planned = read_modality(verb, scene)
    spot, sentence = scene.spot(token.i, token.i + 1), scene.sentence_spot()
    ends = verb is not None and verb.lemma_ in scene.lexicon.words("ending-verb")
    ending = (ends or lasting) and not chunk.last_day
    predicate = END if ending else START
    yield Fact(
        event, predicate, day_value(chunk.first_day), spot, sentence, "date-of-event", confidence, negated, planned
    )
    if chunk.last_day:
        yield Fact(event, END, day_value(chunk.last_day), spot, sentence, "date-of-event", confidence, negated, planned)


def day_value(day: str) -> Value:
    """Return an ISO date as a literal of its precision: a year, a month or a day."""
    kinds = {10: "xsd:date", 7: "xsd:gYearMonth", 4: "xsd:gYear"}
    return Value(day, iri(kinds[len(day)]))


def _is_deadline(token: Token) -> bool:
    """Whether a date is a limit or a horizon rather than the day itself: by 2030, since 2019, until May."""
    words = [t.lower_ for t in token.doc[max(token.sent.start, token.i - 4) : token.i]]
    return (
        any(word in ("by", "since", "until", "before", "after", "till") for word in words[-3:]) or "end" in words[-3:]
    )


def _follows_until(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).lower_ in ("until", "till", "through", "to")


def _belongs_to_noun(token: Token, event: Thing, scene: Scene) -> bool:
    """Whether "of" ties a date to something else than the event: "the Barge Act of 4 May 2015"."""
    if token.dep_ != "pobj" or token.head.lower_ != "of":
        return False
    owner = scene.things.get(token.head.i - 1)
    return owner is not None and owner is not event


def _today(token: Token, scene: Scene) -> Iterator[Fact]:
    found = find_event(token, scene)
    if found is None:
        return
    event, verb, confidence = found
    day = shift(scene.dateline, {"today": 0, "yesterday": -1, "tomorrow": 1}[token.lower_])
    spot, modality = scene.spot(token.i, token.i + 1), read_modality(verb, scene)
    yield Fact(event, START, day_value(day), spot, scene.sentence_spot(), "today", confidence, *modality)
