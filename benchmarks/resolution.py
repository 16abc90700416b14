"""What resolving things costs for each document as the store grows; `python -m benchmarks.resolution [DOCUMENTS …]`.

Documents tell of persons, bodies, programmes and forums of a made-up world that grows with them, so that each thing is
told as often in a large store as in a small one: in full, shortened, in other spellings; namesakes are among them.
Measured is processor time: the whole store resolved at once, and single documents added to it and resolved.
"""

from __future__ import annotations

import gc
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.graph import Store
from kg.iris import BASE, expand, mint, mint_document
from kg.model import Document, Extraction, Passage, Statement, Value

SIZES = (1_000, 5_000)
LAST = 100
"""So many documents are added one by one to the store that is there."""

_SYLLABLES = "ba den fi go ha ki lo mar ni or pa qui ros sta ti ul va wen xi zo gian sen berg dal ko rum tes".split()  # noqa: SIM905
_TITLES = ("Minister of Health", "director", "professor of hydrology", "mayor", "secretary-general", "engineer")
_PUBLIC = (("wd:Q7809", "UNESCO", "kg:IntergovernmentalOrganization"), ("wd:Q114", "Kenya", "schema:Country"))


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of the world: its class, the ways to write its name, and what is told of it."""

    family: str
    class_name: str
    names: tuple[str, ...]
    said: tuple[str, str] = ("", "")


def make_world(size: int, chance: random.Random) -> list[list[Thing]]:
    """Return what stories tell of: each a forum, persons, bodies and a programme; a document tells one."""
    return [_make_story(chance) for _ in range(max(1, size // 4))]


def _make_story(chance: random.Random) -> list[Thing]:
    makers = (_forum, *[_person] * 4, *[_body] * 3, _programme)
    return [make(chance) for make in makers]


def _word(chance: random.Random, least: int = 2) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(least, 4))).capitalize()


def _person(chance: random.Random) -> Thing:
    given, surname = "".join(chance.choices(_SYLLABLES, k=2)).capitalize(), _word(chance, 3)
    names = (f"{given} {surname}", f"{given[0]}. {surname}", f"{surname} {given}", f"{given} van {surname}")
    return Thing("person", "schema:Person", names, ("schema:jobTitle", chance.choice(_TITLES)))


def _body(chance: random.Random) -> Thing:
    first, second = _word(chance, 3), _word(chance, 3)
    names = (f"{first} Institute for {second} Research", f"{first} {second} Institute", f"{first} Institute")
    return Thing("organization", "schema:Organization", names)


def _programme(chance: random.Random) -> Thing:
    name = f"{_word(chance, 3)} {_word(chance, 3)}"
    return Thing("initiative", "kg:Initiative", (f"{name} Programme", name))


def _forum(chance: random.Random) -> Thing:
    topic, day = _word(chance, 3), f"20{chance.randint(10, 25)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return Thing("event", "kg:Conference", (f"Forum on {topic}", f"{topic} Forum"), ("schema:startDate", day))


def make_documents(size: int, seed: int = 1) -> Iterator[Extraction]:
    """Yield what each document says, the same for the same seed."""
    chance = random.Random(seed)
    world = make_world(size, chance)
    for number in range(size):
        story = world[number % len(world)]
        cast = [story[0], *chance.sample(story[1:], k=5), chance.choice(chance.choice(world)[1:])]
        yield _tell(number, cast, chance)


def _tell(number: int, cast: list[Thing], chance: random.Random) -> Extraction:
    name = f"{number % 100}/news {number}.txt"
    document = Document(mint_document(BASE, name), name, f"News of the day {number}", ())
    passage = Passage(document.iri, 0, 4, "News", "News of the day, from Kenya.")
    rows = [(expand(iri), each, label) for iri, label, each in _PUBLIC]
    for thing in cast:
        words = chance.choice(thing.names)
        rows.append((mint(BASE, thing.family, words), thing.class_name, words))
    said = [
        row
        for iri, kind, label in rows
        for row in ((iri, "rdf:type", expand(kind)), (iri, "schema:name", Value(label)))
    ]
    forum = rows[len(_PUBLIC)][0]
    said += [
        (iri, thing.said[0], Value(thing.said[1]))
        for (iri, *_), thing in zip(rows[2:], cast, strict=True)
        if thing.said[0]
    ]
    said += [
        (forum, "kg:speaker" if "/person/" in iri else "schema:organizer", iri)
        for iri, *_ in rows[3:]
        if "initiative" not in iri
    ]
    return Extraction(document, tuple(Statement(s, expand(p), o, passage, 0.9, "made up") for s, p, o in said))


@dataclass(frozen=True, slots=True)
class Costs:
    """Milliseconds of a processor for each document: to add it, to resolve all at once, to resolve one more."""

    size: int
    added: float
    whole: float
    single: float
    merges: int

    def __str__(self) -> str:
        """Write them in one line."""
        parts = f"{self.added:.2f} ms to add, {self.whole:.2f} ms to resolve all at once, {self.single:.2f} ms alone"
        return f"{self.size:,} documents: {parts}; {self.merges:,} tellings have another IRI"


def measure(size: int) -> Costs:
    """Fill a store in a folder, and resolve it."""
    told = list(make_documents(size))
    random.Random(2).shuffle(told)
    gc.freeze()  # the documents lie in memory for the measurement alone; who collects garbage shall pass them by
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "made.kg") as store:
        added = _time(lambda: [store.add(each) for each in told[LAST:]])
        whole = _time(store.resolve)
        single = _time(lambda: [store.add(each) and store.resolve() for each in told[:LAST]])
        rest = size - LAST
        return Costs(size, added / rest, whole / rest, single / LAST, len(store.merges()))


def _time(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return 1000 * (time.process_time() - started)


if __name__ == "__main__":
    for size in map(int, sys.argv[1:] or SIZES):
        print(measure(size), flush=True)  # noqa: T201
