"""What the page says as columns of numbers and one list of texts: a third of the size, and read in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import chain

from kg.drawing.classes import read_wordings
from kg.drawing.content import Json, Texts
from kg.store.turtle import natural
from kg.store.vocabulary import vocabulary

_AT_ONCE = 25_000  # relations whose proofs come together


def pack(content: Json) -> Json:
    """Return the content for the page's script; `static/scripts/content.js` unpacks it.

    Args:
        content: what `kg.drawing.content.describe` returns.

    Returns:
        title, crowded, more, groups, classes, homes, `order` (the nodes, the most important first; of equals, short
        names), `told` (how sentences tell facts), `relations` (predicate, label and how sentences tell them, each
        once), `documents` (names), `texts`, and

        - `nodes`: columns `iri`, `label` (numbers of texts), `class`; `linked` (which of them are links); `names`,
          `dates` and `facts` as lists of a node's number and what it has. A fact is label, value, planned.
        - `edges`: columns `from`, `to`, `relation`; `planned` (which of them are).
        - `proofs`: what all that rests on, in parts that can be read one by one, since a large graph has much of it:
          `facts` and `edges` have the evidence of each in their order, the latter from `first` on; `texts` those
          that are new. Evidence is flat, five numbers for each: sentence, document, exact words, confidence, rule.
    """
    texts, documents = Texts(), Texts()
    kinds: dict[tuple[str, str], int] = {}
    nodes, edges = content["nodes"], content["edges"]
    packed = {
        "nodes": {
            "iri": [texts.number(node["iri"]) for node in nodes],
            "label": [texts.number(node["label"]) for node in nodes],
            "class": [node["class"] for node in nodes],
            "linked": [number for number, node in enumerate(nodes) if node["link"]],
            "names": _some(nodes, "names", lambda node: [texts.number(name) for name in node["names"]]),
            "dates": _some(nodes, "dates", lambda node: node["dates"]),
            "facts": _some(nodes, "facts", lambda node: [_fact(fact, texts) for fact in node["facts"]]),
        },
        "edges": {
            "from": [edge["from"] for edge in edges],
            "to": [edge["to"] for edge in edges],
            "relation": [kinds.setdefault((edge["label"], edge["predicate"]), len(kinds)) for edge in edges],
            "planned": [number for number, edge in enumerate(edges) if edge["planned"]],
        },
        "texts": texts.all(),
        "proofs": list(_pack_proofs(content, texts, documents)),
    }
    whole = {"relations": [_relation(label, predicate) for label, predicate in kinds], "documents": documents.all()}
    weights = content["weights"]
    order = sorted(range(len(nodes)), key=lambda number: (-weights[number], *_name_order(nodes[number]), number))
    kept = ("title", "crowded", "more", "groups", "classes", "homes")
    return {**{key: content[key] for key in kept}, "order": order, "told": _told(nodes), **whole, **packed}


def _name_order(node: Json) -> tuple[int, tuple[str | int, ...]]:
    return len(node["label"]), natural(node["label"].casefold())


def _pack_proofs(content: Json, texts: Texts, documents: Texts) -> Iterator[Json]:
    given = content["texts"]

    def flatten(statements: Iterable[Json]) -> list[list[float | None]]:
        return [
            list(chain.from_iterable(_row(row, given, texts, documents) for row in statement["evidence"]))
            for statement in statements
        ]

    known = len(texts)
    facts = flatten(fact for node in content["nodes"] for fact in node["facts"])
    for first in range(0, max(1, len(content["edges"])), _AT_ONCE):
        edges = flatten(content["edges"][first : first + _AT_ONCE])
        yield {"facts": facts, "first": first, "edges": edges, "texts": texts.all()[known:]}
        known, facts = len(texts), []


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


def _fact(fact: Json, texts: Texts) -> list[int]:
    return [texts.number(fact["label"]), texts.number(fact["value"]), int(fact["planned"])]


def _row(one: Json, given: Sequence[str], texts: Texts, documents: Texts) -> tuple[int, int, int, float | None, int]:
    sentence, document = texts.number(given[one["sentence"]]), documents.number(given[one["document"]])
    return sentence, document, texts.number(one["exact"]), one["confidence"], texts.number(one["rule"])
