"""What the page says as columns of numbers and one list of texts: a third of the size, and read in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from itertools import chain

from kg.drawing.classes import read_wordings
from kg.drawing.content import Json, Texts
from kg.store.turtle import natural
from kg.store.vocabulary import vocabulary


def pack(content: Json) -> Json:
    """Return the content for the page's script; `static/scripts/content.js` unpacks it.

    Args:
        content: what `kg.drawing.content.describe` returns.

    Returns:
        title, crowded, more, groups, classes, homes, `order` (the nodes, the most important first; of equals, short
        names), `told` (how sentences tell facts), `relations` (predicate, label and how sentences tell them, each
        once), `documents` (names), `texts`, and

        - `nodes`: columns `iri`, `label` (numbers of texts), `class`; `linked` (which of them are links); `names`,
          `dates` and `facts` as lists of a node's number and what it has. A fact is label, value, planned, evidence.
        - `edges`: columns `from`, `to`, `relation`, `evidence`; `planned` (which of them are).

        Evidence is flat, five numbers for each: sentence, document, exact words, confidence, rule.
    """
    texts, documents = Texts(), Texts()
    kinds: dict[tuple[str, str], int] = {}
    given = content["texts"]

    def flatten(evidence: Iterable[Json]) -> list[float | None]:
        return list(chain.from_iterable(_row(one, given, texts, documents) for one in evidence))

    nodes, edges = content["nodes"], content["edges"]
    packed = {
        "nodes": {
            "iri": [texts.number(node["iri"]) for node in nodes],
            "label": [texts.number(node["label"]) for node in nodes],
            "class": [node["class"] for node in nodes],
            "linked": [number for number, node in enumerate(nodes) if node["link"]],
            "names": _some(nodes, "names", lambda node: [texts.number(name) for name in node["names"]]),
            "dates": _some(nodes, "dates", lambda node: node["dates"]),
            "facts": _some(nodes, "facts", lambda node: [_fact(fact, texts, flatten) for fact in node["facts"]]),
        },
        "edges": {
            "from": [edge["from"] for edge in edges],
            "to": [edge["to"] for edge in edges],
            "relation": [kinds.setdefault((edge["label"], edge["predicate"]), len(kinds)) for edge in edges],
            "planned": [number for number, edge in enumerate(edges) if edge["planned"]],
            "evidence": [flatten(edge["evidence"]) for edge in edges],
        },
    }
    relations = [_relation(label, predicate) for label, predicate in kinds]
    whole = {"relations": relations, "documents": documents.all(), "texts": texts.all()}
    weights = content["weights"]
    order = sorted(range(len(nodes)), key=lambda number: (-weights[number], *_name_order(nodes[number]), number))
    kept = ("title", "crowded", "more", "groups", "classes", "homes")
    return {**{key: content[key] for key in kept}, "order": order, "told": _told(nodes), **whole, **packed}


def _name_order(node: Json) -> tuple[int, tuple[str | int, ...]]:
    return len(node["label"]), natural(node["label"].casefold())


def _told(nodes: Sequence[Json]) -> Json:
    """How sentences tell facts, by the labels that they have in this graph."""
    words, used = vocabulary(), {fact["label"] for node in nodes for fact in node["facts"]}
    labels = {words.label(iri): wording for iri, wording in read_wordings().items()}
    return {label: asdict(wording) for label, wording in sorted(labels.items()) if label in used}


def _relation(label: str, predicate: str) -> Json:
    wording = read_wordings().get(predicate)
    return {"label": label, "predicate": predicate, **(asdict(wording) if wording else {})}


def _some(nodes: Sequence[Json], key: str, write: Callable[[Json], Sequence[object]]) -> list[list[object]]:
    return [[number, *write(node)] for number, node in enumerate(nodes) if node[key]]


def _fact(fact: Json, texts: Texts, flatten: Callable[[Iterable[Json]], list[float | None]]) -> list[object]:
    return [texts.number(fact["label"]), texts.number(fact["value"]), int(fact["planned"]), flatten(fact["evidence"])]


def _row(one: Json, given: Sequence[str], texts: Texts, documents: Texts) -> tuple[int, int, int, float | None, int]:
    sentence, document = texts.number(given[one["sentence"]]), documents.number(given[one["document"]])
    return sentence, document, texts.number(one["exact"]), one["confidence"], texts.number(one["rule"])
