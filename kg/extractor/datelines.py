"""Days and places that a text sets beside itself: datelines, and the place that heads a newsletter's entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extractor.chunks import CITY, PLACE
from kg.extractor.discourse import Discourse, Spot, Thing
from kg.extractor.facts import Fact
from kg.extractor.passages import Reading
from kg.extractor.rules.days import LOCATION, START
from kg.extractor.scenes import Scene
from kg.iris import expand as iri
from kg.model import Value


def find_entry_place(scene: Scene) -> int | None:
    """Return the token of the place that heads a newsletter's entry: "TBILISI. Two weeks later …"."""
    first = scene.sentence.start
    thing = scene.things.get(first)
    heads = len(scene.parsed.doc) > first + 1 and scene.parsed.doc[first + 1].text in (".", ":", "–", "—")
    return first if heads and thing is not None and thing.kind in (CITY, PLACE) else None


def place_entry(index: int, scenes: Sequence[Scene], discourse: Discourse) -> Iterator[Fact]:
    """Find where the event of a newsletter's entry took place: where the entry's head says, unless it was online."""
    scene = scenes[0]
    number = discourse.focus_by_block.get(scene.block)
    if number is None:
        return
    online = any(token.lower_ in scene.lexicon.words("mode-online") for s in scenes for token in s.words)
    if not online:
        yield Fact(
            discourse.things[number],
            LOCATION,
            scene.things[index],
            scene.spot(index, index + 1),
            scene.sentence_spot(),
            "place-of-entry",
            0.8,
        )


def read_datelines(readings: Sequence[Reading], discourse: Discourse, facts: Sequence[Fact]) -> list[Fact]:
    """Find the day and the place of a dateline, for an event of which the text says no other."""
    found: list[Fact] = []
    for number, reading in enumerate(readings):
        event = discourse.focus(number)
        if not reading.dateline_day or event is None:
            continue
        spot = Spot(number, 0, 0)
        said = {fact.predicate for fact in facts if fact.subject is event and not fact.negated}
        planned = any(fact.planned for fact in facts if fact.subject is event)
        if planned:
            continue
        if START not in said:
            found.append(Fact(event, START, Value(reading.dateline_day, iri("xsd:date")), spot, spot, "dateline", 0.6))
        place = _dateline_place(reading, number, discourse)
        if LOCATION not in said and place is not None:
            found.append(Fact(event, LOCATION, place, spot, spot, "dateline", 0.6))
    return found


def _dateline_place(reading: Reading, number: int, discourse: Discourse) -> Thing | None:
    """The city that a dateline names, where the gazetteer knows it."""
    for entry in discourse.lexicon.gazetteer.find(reading.dateline_name):
        if entry.class_iri in (CITY, PLACE):
            return discourse.place(entry.iri, entry.class_iri, reading.dateline_name, Spot(number, 0, 0))
    return None
