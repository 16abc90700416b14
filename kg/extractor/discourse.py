"""What a document has spoken of so far: the things behind its names, noun phrases and pronouns."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.extractor.chunks import CITY, COUNTRY, EVENT, ORGANIZATION, PERSON, PLACE, SESSION, UNKNOWN, Chunk
from kg.extractor.lexicon import CONNECTORS, Lexicon, singular
from kg.iris import slug


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: the block's number and characters of the block's text."""

    block: int
    start: int
    end: int


@dataclass(slots=True, eq=False)
class Thing:
    """One thing that the document speaks of, with all its names and where they stand."""

    number: int
    kind: str
    name: str
    spots: list[Spot]
    names: dict[str, Spot] = field(default_factory=dict)
    iri: str = ""
    named: bool = True
    weak: bool = False
    settled: bool = False
    owner: str = ""
    employer: Thing | None = None
    heads: set[str] = field(default_factory=set)

    @property
    def last(self) -> Spot:
        """Where the thing was mentioned last."""
        return self.spots[-1]


@dataclass(slots=True)
class Discourse:
    """The things of one document, in the order in which they came up."""

    lexicon: Lexicon
    things: list[Thing] = field(default_factory=list)
    focus_by_block: dict[int, int] = field(default_factory=dict)
    last_day: str = ""
    holders: dict[str, list[Thing]] = field(default_factory=dict)
    _by_name: dict[str, int] = field(default_factory=dict)

    # Names

    def name(self, chunk: Chunk, spot: Spot, places: Mapping[str, Spot] | None = None) -> Thing:
        """Return the thing that a named chunk stands for, a new one if it wasn't named before.

        Args:
            chunk: the name, with its class and its other names.
            spot: where the name stands.
            places: where the other names stand, if they stand apart from it.
        """
        thing = self._known(chunk)
        if thing is None:
            thing = self._new(chunk.kind, chunk.name, spot, iri=chunk.iri)
            thing.weak = chunk.source in ("", "ner")
            thing.owner = chunk.owner.name if chunk.owner is not None else ""
        else:
            self._learn(thing, chunk)
            thing.spots.append(spot)
        for name in (chunk.name, *chunk.others):
            thing.names.setdefault(name, (places or {}).get(name, spot))
            self._by_name.setdefault(self._key(name, chunk.kind), thing.number)
        thing.heads.add(head_of(chunk.name))
        if chunk.noun:
            thing.heads.add(singular(chunk.noun.casefold()))
        self._note(thing, spot)
        return thing

    def _new(self, kind: str, name: str, spot: Spot, *, iri: str = "") -> Thing:
        thing = Thing(len(self.things), kind, name, [spot], {}, iri)
        self.things.append(thing)
        return thing

    def _learn(self, thing: Thing, chunk: Chunk) -> None:
        """Take over what a later name tells: a public IRI, a class, the longer form of the name."""
        thing.iri = thing.iri or chunk.iri
        known = chunk.kind != UNKNOWN and chunk.source not in ("", "ner")
        if known and (thing.kind == UNKNOWN or thing.weak) and thing.kind != PERSON:
            thing.kind, thing.weak = chunk.kind, False
        longer = len(chunk.name) > len(thing.name) and chunk.name.casefold().startswith(thing.name.casefold())
        if (
            not thing.named
            or (thing.kind == PERSON and len(chunk.name) > len(thing.name))
            or (longer and thing.kind != EVENT)
        ):
            thing.name, thing.named = chunk.name, True

    def _key(self, name: str, kind: str) -> str:
        return "person " + slug(name) if kind == PERSON else slug(name)

    def _known(self, chunk: Chunk) -> Thing | None:
        if chunk.iri:
            for thing in self.things:
                if thing.iri == chunk.iri:
                    return thing
        for name in (chunk.name, *chunk.others):
            number = self._by_name.get(self._key(name, chunk.kind))
            if number is not None and self._agree(self.things[number], chunk):
                return self.things[number]
        if chunk.kind == PERSON:
            return self._by_surname(chunk)
        if chunk.kind in (COUNTRY, CITY) and not chunk.iri:
            return self._by_surname(chunk)  # "Jordan" after "Claire Jordan"
        return self._by_short_name(chunk)

    def _agree(self, thing: Thing, chunk: Chunk) -> bool:
        """Whether a thing's class and a chunk's can be those of one thing."""
        if chunk.iri and thing.iri and chunk.iri != thing.iri:
            return False
        if UNKNOWN in (thing.kind, chunk.kind) or thing.kind == chunk.kind or thing.weak:
            return True
        if chunk.owner is not None and thing.owner and chunk.owner.name != thing.owner:
            return False
        pair = (thing.kind, chunk.kind)
        return any(self._both(pair, family) for family in (EVENT, ORGANIZATION, PLACE)) or chunk.source in ("", "ner")

    def _both(self, pair: tuple[str, str], family: str) -> bool:
        return all(self.lexicon.is_a(kind, family) for kind in pair)

    def _by_surname(self, chunk: Chunk) -> Thing | None:
        """A person named by the last part of an earlier, longer name."""
        last = chunk.name.casefold()
        for thing in reversed(self.things):
            if thing.kind == PERSON and (
                thing.name.casefold().endswith(" " + last) or thing.name.casefold().startswith(last + " ")
            ):
                return thing
        return None

    def _by_short_name(self, chunk: Chunk) -> Thing | None:
        """The latest thing for which a shorter name may stand: "the Coalition", "the Geneva Declaration"."""
        short = chunk.name.casefold()
        words = short.split()
        headed = chunk.source == "head"
        if len(words) > 1:
            return self._latest_like(chunk, lambda thing: _is_cut_to(thing, short)) if headed else None
        if not self.lexicon.head_class([chunk.name]):
            return None
        head = singular(short)
        body = short in ("organization", "organisation", "agency")

        def stands_for(thing: Thing) -> bool:
            known_body = body and bool(thing.iri) and self.lexicon.is_a(thing.kind, ORGANIZATION)
            return known_body or (headed and (head in thing.heads or head_of(thing.name) == head))

        return self._latest_like(chunk, stands_for)

    def _latest_like(self, chunk: Chunk, stands_for: Callable[[Thing], bool]) -> Thing | None:
        for thing in reversed(self.things):
            if thing.kind not in (PERSON, COUNTRY, CITY) and stands_for(thing) and self._agree(thing, chunk):
                return thing
        return None

    # Noun phrases

    def describe(self, head: str, kind: str, name: str, spot: Spot) -> Thing:
        """Bring up a new thing by a noun phrase: "a round table on fair recruitment"."""
        thing = self._new(kind, name, spot)
        thing.named = False
        thing.names[name] = spot
        thing.heads.add(singular(head))
        self._note(thing, spot)
        return thing

    def recall(self, head: str, kind: str, spot: Spot, *, generic: bool = False) -> Thing | None:
        """Return the thing that a definite noun phrase takes up again: "the workshop", "the Fund", "the event"."""
        thing = self._recalled(singular(head), kind, spot, generic)
        if thing is not None:
            thing.spots.append(spot)
            self._note(thing, spot)
        return thing

    def note_holder(self, predicate: str, holder: Thing) -> None:
        """Remember who stands at the end of a relation, so that "the Chair" or "the three organizers" can be told."""
        holders = self.holders.setdefault(predicate, [])
        if holder in holders:
            holders.remove(holder)
        holders.append(holder)

    def recall_named(self, head: str, spot: Spot) -> Thing | None:
        """Return the latest named thing whose name has a word as its head: "the school" after "the Summer School"."""
        same = [t for t in self.things if t.named and head in t.heads and t.kind != PERSON]
        if not same:
            return None
        thing = self._latest(same)
        thing.spots.append(spot)
        return thing

    def recall_person(self, role: str) -> Thing | None:
        """Return the person named last in whose job title a word is the head: "the Minister"."""
        same = [t for t in self.things if t.kind == PERSON and role in t.heads]
        return self._latest(same) if same else None

    def _recalled(self, head: str, kind: str, spot: Spot, generic: bool) -> Thing | None:
        same = [
            t
            for t in self.things
            if head in t.heads
            and (
                not t.kind
                or self.lexicon.is_a(t.kind, kind)
                or self.lexicon.is_a(kind, t.kind)
                or self._both((t.kind, kind), EVENT)
            )
        ]
        if same:
            return self._latest(same)
        if generic:
            focus = self.focus(spot.block)
            if focus is not None:
                return focus
        if self.lexicon.is_a(kind, EVENT):
            events = [t for t in self.things if t.kind == kind and t.kind not in (SESSION, EVENT)]
            return self._latest(events) if events else None
        family = [t for t in self.things if t.kind == kind]
        return self._latest(family) if family and kind not in (ORGANIZATION,) else None

    @staticmethod
    def _latest(things: Sequence[Thing]) -> Thing:
        return max(things, key=lambda t: (t.last.block, t.last.end, t.last.start))

    def place(self, iri: str, kind: str, name: str, spot: Spot) -> Thing:
        """Return the place with an IRI, named before or not."""
        for thing in self.things:
            if thing.iri == iri:
                return thing
        return self._new(kind, name, spot, iri=iri)

    def house(self, body: Thing, spot: Spot) -> Thing:
        """Return the place where a body is at home, under the body's name."""
        for thing in self.things:
            if thing.kind == PLACE and thing.name == body.name:
                thing.spots.append(spot)
                return thing
        place = self._new(PLACE, body.name, spot)
        place.names[body.name] = body.names.get(body.name, spot)
        return place

    # Pronouns and salience

    def latest(self, fits: Callable[[Thing], bool], before: Spot) -> Thing | None:
        """Return the thing mentioned last before a place among those that fit."""
        best: tuple[tuple[int, int], Thing] | None = None
        for thing in self.things:
            if not fits(thing):
                continue
            spots = [(s.block, s.end) for s in thing.spots if (s.block, s.end) <= (before.block, before.start)]
            if spots and (best is None or max(spots) > best[0]):
                best = (max(spots), thing)
        return best[1] if best else None

    def latest_several(self, fits: Callable[[Thing], bool], before: Spot, count: int) -> list[Thing]:
        """Return the things mentioned last before a place, the last one first."""
        spotted = []
        for thing in self.things:
            spots = [(s.block, s.end) for s in thing.spots if (s.block, s.end) <= (before.block, before.start)]
            if fits(thing) and spots:
                spotted.append((max(spots), thing))
        spotted.sort(key=lambda pair: pair[0], reverse=True)
        return [thing for _, thing in spotted[:count]]

    def _note(self, thing: Thing, spot: Spot) -> None:
        """Remember the first event of each block: what the block is about."""
        if (
            self.lexicon.is_a(thing.kind, EVENT)
            and spot.block not in self.focus_by_block
            and not self.is_backdrop(thing)
        ):
            self.focus_by_block[spot.block] = thing.number

    def yield_focus(self, part: Thing) -> None:
        """Take a block's focus back from an event that is only a part of another one."""
        if len(self.focus_by_block) > 1 or any(
            self.lexicon.is_a(t.kind, EVENT) and t.number < part.number for t in self.things
        ):
            for block in [b for b, number in self.focus_by_block.items() if number == part.number]:
                del self.focus_by_block[block]

    @staticmethod
    def is_backdrop(thing: Thing) -> bool:
        """Tell whether an event is one that others only take place beside: a numbered session of a body."""
        return thing.kind == SESSION and thing.named

    def focus(self, block: int) -> Thing | None:
        """Return the event that a block speaks of: its own first one, or that of the nearest block before it."""
        before = [number for number in self.focus_by_block if number <= block]
        if not before:
            backdrop = [t for t in self.things if t.kind == SESSION]
            return backdrop[0] if backdrop else None
        return self.things[self.focus_by_block[max(before)]]


def _is_cut_to(thing: Thing, short: str) -> bool:
    """Whether a name, in lower case, is the beginning or the end of a thing's."""
    name = thing.name.casefold()
    if name.endswith(" " + short) and not thing.iri:
        return True
    return name.startswith(short) and bool(re.match(r" (?:of|for|on|in|to|at|\d)", name[len(short) :]))


@lru_cache(maxsize=4096)
def head_of(name: str) -> str:
    """Return the head word of a name: the last one before the first preposition, in the singular.

    >>> head_of("Global Forum on Trade"), head_of("closing ceremonies")
    ('forum', 'ceremony')
    """
    words = re.findall(r"[^\W_]+", name.casefold())
    stop = next((i for i, word in enumerate(words) if i and word in CONNECTORS), len(words))
    return singular(words[stop - 1]) if words else ""
