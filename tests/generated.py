"""Networks of any size, such as a corpus of news gives: events with organisers, people, places, goals, sentences."""

from __future__ import annotations

import random

import networkx

SCHEMA, KG = "https://schema.org/", "https://w3id.org/kg-builder/ontology#"
KINDS = [
    # class, its label, share of all things, words that names are made of
    (SCHEMA + "Event", "Event", 0.2, ("Dialogue", "Forum", "Workshop", "Summit")),
    (SCHEMA + "Person", "Person", 0.3, ("Ana", "Kofi", "Mei", "Jonas")),
    (SCHEMA + "Organization", "Organization", 0.25, ("Agency", "Council", "Mission", "Alliance")),
    (SCHEMA + "Country", "Country", 0.05, ("Northland", "Southland")),
    (SCHEMA + "City", "City", 0.08, ("Port", "Mount", "New")),
    (KG + "Instrument", "Instrument", 0.06, ("Declaration", "Charter")),
    ("http://metadata.un.org/sdg/ontology#Goal", "Sustainable Development Goal", 0.01, ("SDG",)),
    (KG + "Remark", "Remark", 0.05, ("urged:", "recalled:")),
]
RELATIONS = ["organizer", "attendee", "chair", "location", "launched", "addresses goal", "member of", "partner of"]
TOPICS = ["learning", "water", "energy", "health", "climate", "trade", "cities", "oceans", "data", "peace"]


def generate_network(count: int, seed: int = 0) -> networkx.MultiDiGraph:
    """Return a network of `count` things and 1.5 times as many relations, in communities, with dates and sentences."""
    dice = random.Random(seed)
    graph = networkx.MultiDiGraph()
    documents = [f"2021/news-{number:04}.txt" for number in range(max(1, count // 20))]
    iris = [_add_thing(graph, number, dice, documents) for number in range(count)]
    for number in range(3 * count // 2):
        start = dice.randrange(count)
        _add_relation(graph, iris, (start, _near(start, count, dice)), number, dice.choice(documents), dice)
    return graph


def _add_thing(graph: networkx.MultiDiGraph, number: int, dice: random.Random, documents: list[str]) -> str:
    kind = dice.choices(KINDS, [share for *_, share, _ in KINDS])[0]
    iri = f"https://example.org/{kind[1].split()[-1].lower()}/{number}"
    topic = dice.choice(TOPICS)
    label = f"{dice.choice(kind[3])} on {topic} {number}"
    facts = []
    if kind[1] == "Event":
        day = f"20{dice.randrange(15, 25)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"
        sentence = f"The {label} took place on {day}, and was opened in the morning."
        facts = [{"predicate": "start date", "value": day, "planned": False, "sentence": sentence, "exact": day,
                  "document": dice.choice(documents), "confidence": 0.95, "rule": "date"}]  # fmt: skip
    graph.add_node(
        iri, label=label, class_iri=kind[0], class_label=kind[1], other_names=[f"{topic} {number}"], facts=facts
    )
    return iri


def _near(start: int, count: int, dice: random.Random) -> int:
    """Mostly someone of the same hundred, and there mostly the first: communities with hubs."""
    if dice.random() < 0.9:
        return min(count - 1, start // 100 * 100 + int(100 * dice.random() ** 2.5))
    return int(count * dice.random() ** 2)


def _add_relation(graph, iris, ends, number, document, dice):
    start, end = (iris[place] for place in ends)
    label = dice.choice(RELATIONS)
    names = [graph.nodes[iri]["label"] for iri in (start, end)]
    sentence = f"It was said in report {number} that {names[0]} has {label} {names[1]}, as the paper of the day wrote."
    proof = {"sentence": sentence, "exact": f"has {label}", "document": document, "rule": "verb",
             "confidence": round(0.5 + dice.random() / 2, 2)}  # fmt: skip
    predicate = KG + label.replace(" ", "-")
    graph.add_edge(start, end, predicate=predicate, label=label, planned=number % 17 == 0, evidence=[proof])
