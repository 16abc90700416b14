"""Networks of any size, as a corpus of news and minutes gives them.

Documents tell of events that a few others tell of, too; an event belongs to a field of work in a part of the world,
which has its own bodies, people and places, some named often and most once. A few bodies, countries and goals stand in
all fields. Shares of classes, of what nothing joins and of what one relation joins are near those of the gold documents
(509 things: 22 % joined by nothing, 38 % by one relation; as many relations as things, more where documents recur).
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

import networkx

_SCHEMA, _KG, _SDG = "https://schema.org/", "https://w3id.org/kg-builder/ontology#", "http://metadata.un.org/sdg/"
_GOAL = _SDG + "ontology#Goal"
_WORLD = """UNESCO UNICEF World-Bank European-Commission African-Union World-Health-Organization ASEAN OECD
International-Labour-Organization International-Maritime-Organization UNHCR World-Food-Programme""".split()  # noqa: SIM905
_COUNTRIES = """Portugal Kenya Japan Peru Norway Ghana Jordan Chile Latvia Nepal Senegal Fiji Croatia Oman Uruguay
Morocco Vietnam Estonia Namibia Panama Iceland Togo Cyprus Laos Malta Benin Bhutan Gabon Slovenia Tonga""".split()  # noqa: SIM905
_WHAT = """Tide Harbour Literacy Soil Archive Lagoon Vaccine Statistics River Glacier Teacher Seed Bridge Language
Forest Orchard Aquifer Museum Radio Grid Reef Railway Nursery Pension Court Census Dune Wetland Theatre""".split()  # noqa: SIM905
_SIDE = """Protection Finance Restoration Education Safety Exchange Research Governance Access Renewal Data Heritage
Training Planning Health""".split()  # noqa: SIM905
_BODIES = ("Institute", "Council", "Commission", "Trust", "Agency", "Centre", "Network", "Foundation", "University")
_EVENTS = (("Conference", "Forum"), ("Dialogue", "Dialogue"), ("Workshop", "Workshop"), ("Meeting", "Round Table"))
_WORKS = ("Declaration", "Compact", "Framework", "Guidelines", "Charter")
_GIVEN = """Ana Bram Chidi Dalia Emeka Farida Goran Hana Ibrahim Jonna Kofi Lucia Mehdi Nadia Oskar Priya Rafael Sana
Tomas Ulrike Viktor Wanjiru Ximena Yusuf Zofia Amara Benoit Celeste Dmitri Esther""".split()  # noqa: SIM905
_STARTS = [
    "Aber",
    "Bel",
    "Cor",
    "Dun",
    "El",
    "Fal",
    "Gar",
    "Hol",
    "Ind",
    "Jar",
    "Kal",
    "Lin",
    "Mar",
    "Nor",
    "Oster",
    "Pal",
    "Quin",
    "Ros",
    "Sel",
    "Tor",
    "Ul",
    "Val",
    "Wes",
    "Yar",
]
_MIDDLES = ["a", "be", "ca", "di", "en", "fo", "ga", "hi", "in", "ka", "lo", "mi", "no", "ra", "se", "ti", "u", "vo"]
_ENDS = [
    "bach",
    "berg",
    "by",
    "dal",
    "don",
    "ford",
    "gate",
    "ham",
    "holm",
    "ley",
    "mouth",
    "nau",
    "ness",
    "port",
    "stad",
    "ster",
    "ton",
    "vik",
    "ville",
    "wick",
]

Facts = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Field:
    """What a community of a corpus is about, with the numbers by which its things are drawn."""

    number: int
    topic: str
    place: str
    share: float


def generate_corpus(count: int, seed: int = 0) -> networkx.MultiDiGraph:
    """Return a network of `count` things with the communities, degrees, classes and names that real corpora have.

    Args:
        count: how many things, hence nodes.
        seed: another one gives another corpus.
    """
    rng = Random(f"{seed} corpus {count}")
    graph = networkx.MultiDiGraph()
    fields = _choose_fields(max(4, round(0.8 * count**0.5)), rng)
    number, told = 0, [0] * len(fields)
    while len(graph) < count:
        field = rng.choices(fields, [field.share for field in fields])[0]
        told[field.number] += 1
        _Telling(graph, count, (field, rng.choice(fields)), (number, told[field.number] // 2), rng).tell()
        number += 1
    return graph


def _choose_fields(count: int, rng: Random) -> list[_Field]:
    """As many fields of work, each with other words, some told of a hundred times as often as others."""
    topics = rng.sample([f"{what} {side}" for what in _WHAT for side in _SIDE], count)
    return [_Field(at, topic, _name_place(rng), 1 / (4 + at) ** 0.8) for at, topic in enumerate(topics)]


class _Telling:
    """What one document tells, put into the graph as far as there is room."""

    def __init__(
        self,
        graph: networkx.MultiDiGraph,
        most: int,
        fields: tuple[_Field, _Field],
        numbers: tuple[int, int],
        rng: Random,
    ) -> None:
        """Begin a document: `fields` are its own and one from which guests come, `numbers` its own and its event's."""
        self._graph, self._most, self._rng = graph, most, rng
        self._field, self._other = fields
        self._document = f"20{15 + numbers[0] % 10}/{self._field.topic.split()[0].lower()}-{numbers[0]:05}.txt"
        self._own = Random(f"{self._field.number} event {numbers[1]}")

    def tell(self) -> None:
        """Tell of an event, who was there, what was adopted, and things that nothing joins."""
        rng, event = self._rng, self._event()
        bodies = [self._body() for _ in range(1 + rng.randrange(2))]
        if rng.random() < 0.2:
            bodies.append(self._guest())
        self._join(event, bodies[0], "organizer", _SCHEMA)
        self._join(event, self._world() if rng.random() < 0.4 else bodies[-1], "host")
        self._join(event, self._city(), "location", _SCHEMA)
        for body in bodies[1:]:
            self._join(event, body, "attendee", _SCHEMA)
        for _ in range(rng.randrange(4)):
            self._speaker(event, rng.choice(bodies))
        if rng.random() < 0.35:
            self._join(event, self._goal(), "addressesGoal")
        if rng.random() < 0.5:
            self._join(rng.choice(bodies), self._work(), rng.choice(["adopted", "launched", "signed"]))
        if rng.random() < 0.3:
            self._join(rng.choice(bodies), rng.choice([*bodies, self._country()]), rng.choice(["partnerOf", "funds"]))
        for _ in range(rng.randrange(3)):
            rng.choice([self._figure, self._work, self._city, self._body, self._person])()

    def _speaker(self, event: str, body: str) -> None:
        person = self._person()
        self._join(event, person, self._rng.choice(["speaker", "speaker", "chair", "moderator"]))
        if self._rng.random() < 0.8:
            self._join(person, body, "affiliation", _SCHEMA)
        if self._rng.random() < 0.13:
            said = f"all {self._field.topic.lower()} of {self._field.place} needs {self._rng.randrange(9000)} people"
            self._join(self._add("remark", said, _KG + "Remark", "Remark"), person, "remarkBy")

    def _event(self) -> str:
        kind, word = self._own.choice(_EVENTS)
        year = 2015 + self._own.randrange(10)
        label = f"{_order(self._own.randrange(1, 30))} {word} on {self._field.topic}"
        day = f"{year}-{self._own.randrange(1, 13):02}-{self._own.randrange(1, 29):02}"
        dated = {"predicate": "start date", "value": day, "planned": False, **self._say(f"{label} began on {day}", day)}
        return self._add("event", f"{label}, {self._field.place} {year}", _KG + kind, kind, [dated])

    def _body(self) -> str:
        drawn = self._draw("body", 0.4)
        if drawn.random() < 0.2:
            label = f"{drawn.choice(_BODIES)} of {_name_place(drawn)}"
            return self._add("organization", label, _SCHEMA + "Organization", "Organization")
        label = f"{self._field.place} {drawn.choice(_BODIES)} for {drawn.choice(_WHAT)} {self._field.topic.split()[1]}"
        return self._add("organization", label, _SCHEMA + "NGO", "Non-governmental organization")

    def _guest(self) -> str:
        """A body of another field."""
        own, self._field = self._field, self._other
        guest = self._body()
        self._field = own
        return guest

    def _person(self) -> str:
        drawn = self._draw("person", 0.28)
        label = f"{drawn.choice(_GIVEN)} {_name_place(drawn).rstrip('e')}{drawn.choice(['sen', 'i', 'ez', 'ov', 'a'])}"
        return self._add("person", label, _SCHEMA + "Person", "Person")

    def _city(self) -> str:
        drawn = self._draw("city", 0.6)
        label = self._field.place if drawn.random() < 0.4 else _name_place(drawn)
        return self._add("place", label, _SCHEMA + "City", "City")

    def _work(self) -> str:
        drawn = self._draw("work", 0.4)
        label = f"{_name_place(drawn)} {drawn.choice(_WORKS)} on {self._field.topic}"
        return self._add("instrument", label, _KG + "Instrument", "Instrument")

    def _figure(self) -> str:
        label = f"{self._rng.randrange(2, 90_000):,} {self._rng.choice(['schools', 'districts', 'people', 'boats'])}"
        return self._add("figure", label, _KG + "Figure", "Figure", told=self._document)

    def _world(self) -> str:
        name = self._rng.choices(_WORLD, [1 / (1 + at) for at in range(len(_WORLD))])[0].replace("-", " ")
        return self._add("organization", name, _KG + "IntergovernmentalOrganization", "Intergovernmental organization")

    def _country(self) -> str:
        return self._add("place", self._rng.choice(_COUNTRIES), _SCHEMA + "Country", "Country")

    def _goal(self) -> str:
        return self._add("goal", f"SDG {1 + self._field.number % 17}", _GOAL, "Sustainable Development Goal")

    def _draw(self, kind: str, tail: float) -> Random:
        """The dice of a thing of the field: the first is drawn most often, by Pareto's law."""
        return Random(f"{self._field.number} {kind} {int(self._rng.paretovariate(tail))}")

    def _add(self, kind: str, label: str, iri: str, name: str, facts: Facts | None = None, told: str = "") -> str:
        thing = f"https://w3id.org/kg-builder/data/{kind}/{label}{told}".replace(" ", "-").lower()
        if thing not in self._graph and len(self._graph) < self._most:
            self._graph.add_node(thing, label=label, class_iri=iri, class_label=name, other_names=[], facts=facts or [])
        return thing

    def _join(self, start: str, end: str, relation: str, vocabulary: str = _KG) -> None:
        if start == end or not {start, end} <= self._graph.nodes.keys():
            return
        label = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in relation)
        names = [self._graph.nodes[one]["label"] for one in (start, end)]
        said = f"{names[0]}, as the delegates of {self._field.place} noted with regard to {label}, {names[1]}"
        proof = self._say(said, label)
        if (known := self._graph.get_edge_data(start, end, label)) is not None:
            known["evidence"].append(proof)  # said before
            return
        fact = {"predicate": vocabulary + relation, "label": label, "planned": self._rng.random() < 0.05}
        self._graph.add_edge(start, end, label, **fact, evidence=[proof])

    def _say(self, words: str, exact: str) -> dict[str, Any]:
        sentence = (
            f"{words}, and a further {self._rng.randrange(9_000)} of those who had come from near and far agreed."
        )
        sure = round(0.5 + self._rng.random() / 2, 2)
        return {"sentence": sentence, "exact": exact, "document": self._document, "rule": "reader", "confidence": sure}


def _name_place(rng: Random) -> str:
    middle = rng.choice(_MIDDLES) if rng.random() < 0.5 else ""
    return f"{rng.choice(_STARTS)}{middle}{rng.choice(_ENDS)}"


def _order(number: int) -> str:
    return f"{number}{'th' if number % 100 in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
