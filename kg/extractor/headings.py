"""What stands above a text: headings that name its event, and lines that say what the heading names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extractor.chunks import CITY, COUNTRY, EVENT, PLACE, UNKNOWN, Chunk
from kg.extractor.discourse import Discourse, Spot
from kg.extractor.facts import Fact
from kg.extractor.lexicon import Lexicon
from kg.extractor.mentions import name_chunk
from kg.extractor.parsed import Parsed
from kg.extractor.passages import Reading
from kg.extractor.rules.days import LOCATION, read_dates
from kg.extractor.scenes import Scene
from kg.iris import expand as iri


def raise_title_event(readings: Sequence[Reading], parsed: Sequence[Parsed], discourse: Discourse) -> None:
    """Take the meeting that a heading or a first line describes for the event of the lines below it."""
    lexicon = discourse.lexicon
    candidates = [n for n, reading in enumerate(readings) if reading.kind in ("heading", "paragraph", "field")]
    for number in sorted(candidates, key=lambda n: (readings[n].kind != "heading", n)):
        text = readings[number].content.text
        words = re.findall(r"[\w'’-]+|[,|:(]", text)
        stop = next((i for i, word in enumerate(words) if word in ",|:("), len(words))
        kind = lexicon.head_class(words[:stop]) if stop else ""
        if lexicon.is_a(kind, EVENT):
            name = re.split(r"\s*[,|:(]", text)[0].strip()
            thing = discourse.describe(words[stop - 1].casefold(), kind, name, Spot(number, 0, len(name)))
            thing.named = len(words[:stop]) > 2
            return
    if readings[-1].kind != "field":
        return
    number = len(readings) - 1
    text = readings[0].content.text.split("\n")[0].strip()
    discourse.describe("meeting", iri("kg:Meeting"), text[:80] or "meeting", Spot(0, 0, min(len(text), 80))).spots[
        0
    ] = Spot(number, 0, 0)


def raise_announced_event(above: Reading, scene: Scene, number: int) -> bool:
    """Take a heading for an event's name where the line below says so: "A side event of the Forum"."""
    words = [token.lower_ for token in scene.words[:6]]
    verbless = not any(token.pos_ == "AUX" or token.tag_ in ("VBD", "VBZ", "VBP") for token in scene.words)
    if above.kind != "heading" or words[:1] not in (["a"], ["an"]) or not verbless:
        return False
    for end in range(2, len(words) + 1):
        kind = scene.lexicon.heads.get(tuple(words[1:end]), UNKNOWN) or scene.lexicon.heads.get(
            (words[end - 1],), UNKNOWN
        )
        if scene.lexicon.is_a(kind, EVENT):
            name = " ".join(above.content.text.split())
            thing = scene.discourse.describe(words[end - 1], kind, name, Spot(number - 1, 0, len(above.content.text)))
            thing.named = True
            scene.discourse.focus_by_block[number] = thing.number
            return True
    return False


def read_heading(scenes: Sequence[Scene]) -> Iterator[Fact]:
    """Bring up the event that a heading names; find when and where it is, where the heading has no verb."""
    for scene in scenes:
        for token in scene.words:
            chunk = scene.parsed.chunk(token)
            if chunk is not None and _names_event(chunk, scene.lexicon):
                scene.things[token.i] = name_chunk(chunk, scene)
        if scene.things:
            for token in scene.words:
                chunk = scene.parsed.chunk(token)
                if chunk is not None and token.i not in scene.things and chunk.kind in (CITY, PLACE, COUNTRY):
                    scene.things[token.i] = name_chunk(chunk, scene)
            yield from _verbless(scene)


def _names_event(chunk: Chunk, lexicon: Lexicon) -> bool:
    return (
        lexicon.is_a(chunk.kind, EVENT)
        and len(chunk.name.split()) > 1
        and chunk.source in ("head", "titled", "session", "noun", "gazetteer")
    )


def _verbless(scene: Scene) -> Iterator[Fact]:
    """When and where, in a line such as "Forum on Trade, Geneva, 3 May 2022"."""
    if any(token.pos_ == "VERB" for token in scene.words):
        return
    events = [t for t in scene.things.values() if scene.is_a(t, EVENT)]
    if not events:
        return
    yield from read_dates(scene)
    for index, thing in scene.things.items():
        if thing.kind in (CITY, PLACE):
            yield Fact(
                events[0], LOCATION, thing, scene.spot(index, index + 1), scene.sentence_spot(), "place-in-heading", 0.8
            )
