"""A synthetic graph, the same for the same seed: news of events, written by kg's own code as kg writes it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.iris import BASE, expand, mint, mint_document
from kg.model import Document, Extraction, Passage, Statement, Value

SEED = 20_211_123
DOCUMENTS = 20_000
"""Documents that give a million quads in their graphs, and nearly as many in the merge."""

_GIVEN = "Ana Bruno Chiara Dmitri Elena Farid Grace Hiro Ingrid Joao Keiko Lars Maria Nadia Omar Priya Quentin Rosa"
_SYLLABLES = "ba den fi go ha ki lo mar ni or pa qui ros sta ti ul va wen xi zo gian ni sen berg dal ko".split()  # noqa: SIM905
_KINDS = "Institute Agency Council Ministry Foundation Network Union Bank Academy Commission"
_TOPICS = "Water Learning Oceans Harbours Forests Health Energy Cities Seeds Rivers Data Roads Peace Trade Youth Music"
_EVENTS = "Forum Dialogue Summit Conference Workshop Session Meeting Webinar"
_LINKS = ("schema:organizer", "kg:chair", "schema:location", "kg:addressesGoal", "schema:attendee", "schema:startDate")
_DAY = expand("xsd:date")


@dataclass(frozen=True, slots=True)
class Named:
    """A thing of the synthetic world."""

    iri: str
    class_iri: str
    name: str
    short: str = ""


@dataclass
class World:
    """All things that the documents speak of, and which of them a document has named so far."""

    chance: random.Random
    scale: float
    things: dict[str, list[Named]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.things = {
            "organization": [self._organization(number) for number in range(self._size(2_000))],
            "person": [self._person(number) for number in range(self._size(4_000))],
            "event": [self._event(number) for number in range(self._size(9_000))],
            "place": [self._place(number) for number in range(self._size(300))],
            "goal": [Named(expand(f"sdg:{n}"), "sdgo:Goal", f"SDG {n}", f"Goal {n}") for n in range(1, 18)],
        }

    def _size(self, whole: int) -> int:
        return max(2, round(whole * self.scale))

    def _word(self) -> str:
        return "".join(self.chance.choices(_SYLLABLES, k=self.chance.randint(2, 4))).capitalize()

    def _organization(self, number: int) -> Named:
        kind, topic = self.chance.choice(_KINDS.split()), self.chance.choice(_TOPICS.split())
        name = f"{self._word()} {kind} for {topic} {number}"
        short = "".join(word[0] for word in name.split()[:4]).upper() + str(number)
        return Named(mint(BASE, "organization", name), "schema:Organization", name, short)

    def _person(self, number: int) -> Named:
        name = f"{self.chance.choice(_GIVEN.split())} {self._word()}-{self._word()}"
        return Named(mint(BASE, "person", f"{name} {number}"), "schema:Person", name)

    def _event(self, number: int) -> Named:
        name = f"{self.chance.choice(_EVENTS.split())} on {self.chance.choice(_TOPICS.split())} {number}"
        return Named(mint(BASE, "event", name), "kg:Dialogue", name, f"{self._word()} {number}")

    def _place(self, number: int) -> Named:
        name = f"{self._word()}ville {number}"
        return Named(mint(BASE, "place", name), "schema:City", name)

    def pick(self, family: str) -> Named:
        """Choose a thing; a few are chosen often, most seldom."""
        pool = self.things[family]
        return pool[int(len(pool) * self.chance.random() ** 2)]


@dataclass
class Story:
    """Collects the statements of one document."""

    document: Document
    statements: list[Statement] = field(default_factory=list)
    place: int = 0

    def say(self, subject: str, predicate: str, thing: str | Value, sentence: str, *, on: bool = True) -> None:
        """Add a statement on a passage of its own; with `on` false, on the passage of the one before."""
        self.place += 100 if on else 0
        passage = Passage(self.document.iri, self.place, self.place + len(sentence) - 1, sentence[:-1], sentence)
        confidence = 0.5 + (self.place // 100 % 50) / 100
        end = thing if isinstance(thing, Value) else expand(thing)
        self.statements.append(Statement(subject, expand(predicate), end, passage, confidence, "synthetic"))

    def name(self, thing: Named) -> None:
        """Say what a thing is and how it's called."""
        self.say(thing.iri, "rdf:type", thing.class_iri, f"{thing.name} was there.")
        self.say(thing.iri, "schema:name", Value(thing.name), f"{thing.name} was there.", on=False)
        if thing.short:
            self.say(thing.iri, "schema:alternateName", Value(thing.short), f"{thing.name} was there.", on=False)


def documents(count: int = DOCUMENTS, *, seed: int = SEED) -> Iterator[Extraction]:
    """Yield what each document says.

    Args:
        count: how many documents; the number of things grows with it.
        seed: of the chance that everything rests on.
    """
    world = World(random.Random(seed), count / DOCUMENTS)
    for number in range(count):
        name = f"{number % 100}/news {number}.txt"
        document = Document(mint_document(BASE, name), name, f"News {number}", (), f"News of the day {number}")
        story = Story(document)
        _tell(world, story, world.things["event"][number % len(world.things["event"])])
        yield Extraction(document, tuple(story.statements))


def _tell(world: World, story: Story, event: Named) -> None:
    _name_once(world, story, event)
    for _ in range(world.chance.randint(1, 2)):
        link = world.chance.choice(_LINKS)
        if link == "schema:startDate":
            day = f"20{world.chance.randint(10, 25)}-{world.chance.randint(1, 12):02}-{world.chance.randint(1, 28):02}"
            story.say(event.iri, link, Value(day, _DAY), f"{event.name} began on {day}.")
            continue
        other = world.pick({"kg:chair": "person", "schema:location": "place", "kg:addressesGoal": "goal"}.get(
            link, "organization"))  # fmt: skip
        _name_once(world, story, other)
        story.say(event.iri, link, other.iri, f"{event.name} and {other.name} go together.")
        if link == "kg:chair" and world.chance.random() < 0.5:
            body = world.pick("organization")
            _name_once(world, story, body)
            story.say(other.iri, "schema:affiliation", body.iri, f"{other.name} works for {body.name}.")


def _name_once(world: World, story: Story, thing: Named) -> None:
    """Most documents that speak of a thing name it; here the first does, and some of the others."""
    if thing.iri not in world.named or world.chance.random() < 0.1:
        world.named.add(thing.iri)
        story.name(thing)
