"""What the page says: a network as plain values for JSON, every text made safe to look at, in a stable order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kg.drawing.classes import Group, Kind, assign_groups
from kg.drawing.importance import find_homes, weigh
from kg.iris import BASE
from kg.store.vocabulary import vocabulary

if TYPE_CHECKING:
    import networkx

Json = dict[str, Any]

# Controls, line separators, bidirectional overrides and isolates, lone surrogates: they deceive the eye or break UTF-8.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb\ufeff\ufffe\uffff]"
)

_DAY = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T+Z-].*)?")
_FEW_EDGES = 30


class Texts:
    """Long texts that many statements share, kept once; a statement holds the number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """Return the text's number, the same for the same text."""
        known = self._numbers.get(text)  # what is there is clean
        return self._numbers.setdefault(clean(text), len(self._numbers)) if known is None else known

    def __len__(self) -> int:
        return len(self._numbers)

    def all(self) -> list[str]:
        """Return the texts, each at its number."""
        return list(self._numbers)


def clean(text: object) -> str:
    """Write characters that can't be seen, or that turn other text around, by their code points.

    >>> clean("abc\u202edef")
    'abc‹U+202E›def'
    """
    said = str(text)
    # All of them count as unprintable; most texts hold none, and that is told sooner.
    return said if said.isprintable() else _UNSEEN.sub(lambda found: f"‹U+{ord(found[0]):04X}›", said)


def describe(network: networkx.MultiDiGraph, title: str) -> Json:
    """Return all that the page says.

    Args:
        network: as for `kg.drawing.render`; the base of IRIs that aren't public is `network.graph["base"]`, else BASE.
        title: the page's heading.

    Returns:
        title, documents (how many), crowded (too many edges to label each), more (see `network.graph["more"]` in
        `kg.drawing.neighbourhood`), texts, groups, classes, nodes, edges; weights and homes (see
        `kg.drawing.importance`). Edges name nodes, nodes classes and classes groups by their places in the lists.
    """
    texts = Texts()
    groups = _group(network)
    order = {iri: place for place, iri in enumerate(groups)}
    names = sorted(network.nodes, key=str)
    place = {name: number for number, name in enumerate(names)}
    base = str(network.graph.get("base", BASE))
    nodes = [_node(str(name), network.nodes[name], texts, base) for name in names]
    for node in nodes:
        node["class"] = order[node.pop("class_iri")]
    edges = [_edge(place[start], place[end], data, texts) for start, end, data in network.edges(data=True)]
    _sort(edges)
    classes = _classes(network, groups, Counter(node["class"] for node in nodes))
    documents = {row["document"] for row in _all_evidence(nodes, edges)}
    content = {
        "title": clean(title),
        "documents": len(documents),
        "crowded": len(edges) > _FEW_EDGES,
        "more": str(network.graph.get("more", "")),
        "texts": texts.all(),
        "groups": [asdict(group) | {"label": clean(group.label)} for group in dict.fromkeys(groups.values())],
        "classes": classes,
        "nodes": nodes,
        "edges": edges,
    }
    weights = weigh(content)
    return {**content, "weights": weights, "homes": find_homes(content, weights)}


def _sort(edges: list[Json]) -> None:
    """Put edges in an order that is the same on every run."""

    def key(edge: Json) -> tuple[int, int, str, str]:
        return edge["from"], edge["to"], edge["predicate"], edge["label"]

    if len({key(edge) for edge in edges}) < len(edges):
        edges.sort(key=lambda edge: repr(edge["evidence"]))  # which takes its time, and is seldom needed
    edges.sort(key=key)


def tabulate(content: Json) -> Iterator[Json]:
    """Yield the rows of a table that says what the picture shows: by class and name, facts before relations.

    Args:
        content: what `describe` returns.
    """
    outgoing: dict[int, list[Json]] = {}
    for edge in content["edges"]:
        outgoing.setdefault(edge["from"], []).append(edge)
    numbered = sorted(enumerate(content["nodes"]), key=lambda pair: (pair[1]["class"], pair[1]["label"], pair[0]))
    for number, node in numbered:
        relations = [{**edge, "value": content["nodes"][edge["to"]]["label"]} for edge in outgoing.get(number, ())]
        # What nothing is said of still stands in the table.
        for statement in node["facts"] + relations or [{"label": "", "value": "", "evidence": ()}]:
            yield _row(content, node, statement)


def count_rows(content: Json) -> int:
    """Return how many rows `tabulate` yields."""
    said = Counter(edge["from"] for edge in content["edges"])
    return sum(max(1, len(node["facts"]) + said[number]) for number, node in enumerate(content["nodes"]))


def _row(content: Json, node: Json, statement: Json) -> Json:
    proof = statement["evidence"][0] if statement["evidence"] else None
    return {
        "class": node["class"],
        "entity": node["label"],
        "kind": content["classes"][node["class"]]["label"],
        "relation": statement["label"] + (" (planned)" if statement.get("planned") else ""),
        "value": statement["value"],
        "sentence": content["texts"][proof["sentence"]] if proof else "",
        "document": content["texts"][proof["document"]] if proof else "",
    }


def _all_evidence(nodes: Iterable[Json], edges: Iterable[Json]) -> Iterator[Json]:
    for node in nodes:
        for fact in node["facts"]:
            yield from fact["evidence"]
    for edge in edges:
        yield from edge["evidence"]


def _name(node: tuple[object, object]) -> str:
    return str(node[0])


def _class_iri(data: Mapping[str, Any]) -> str:
    return str(data.get("class_iri") or "")


def _group(network: networkx.MultiDiGraph) -> dict[str, Group]:
    words = vocabulary()
    counts = Counter(_class_iri(data) for _, data in network.nodes(data=True))
    said = {_class_iri(data): data for _, data in sorted(network.nodes(data=True), key=_name)}
    return assign_groups(
        {
            iri: Kind(str(data.get("family") or words.family(iri)[1]), _class_label(data), counts[iri])
            for iri, data in said.items()
        }
    )


def _class_label(data: Mapping[str, Any]) -> str:
    return clean(data.get("class_label") or _class_iri(data) or "Other")


def _classes(network: networkx.MultiDiGraph, groups: Mapping[str, Group], counts: Mapping[int, int]) -> list[Json]:
    labels = {_class_iri(data): _class_label(data) for _, data in sorted(network.nodes(data=True), key=_name)}
    places = {group: place for place, group in enumerate(dict.fromkeys(groups.values()))}
    return [
        {
            "label": labels[iri],
            "group": places[group],
            "family": group.colour,
            "shape": group.shape,
            "size": group.size,
            "count": counts[number],
        }
        for number, (iri, group) in enumerate(groups.items())
    ]


def _node(iri: str, data: Mapping[str, Any], texts: Texts, base: str) -> Json:
    facts = _facts(data.get("facts", ()), texts)
    return {
        "iri": clean(iri),
        "label": clean(data.get("label") or iri),
        "class_iri": _class_iri(data),
        "names": sorted({clean(name) for name in data.get("other_names") or ()}),
        "link": public_link(iri, base),
        "dates": _dates(facts),
        "facts": facts,
    }


def _dates(facts: Iterable[Json]) -> list[str]:
    """When a thing begins and ends, as far as it's told: years, months or days, in order."""
    said = (_DAY.fullmatch(fact["value"]) for fact in facts if "date" in fact["label"].casefold())
    return sorted({found[1] for found in said if found})


def _edge(start: int, end: int, data: Mapping[str, Any], texts: Texts) -> Json:
    return {
        "from": start,
        "to": end,
        "predicate": clean(data.get("predicate", "")),
        "label": clean(data.get("label", "")),
        "planned": bool(data.get("planned")),
        "evidence": _evidence(data.get("evidence", ()), texts),
    }


def _facts(facts: Iterable[Mapping[str, Any]], texts: Texts) -> list[Json]:
    grouped: dict[tuple[str, str, bool], list[Mapping[str, Any]]] = {}
    for fact in facts:
        key = (clean(fact.get("predicate", "")), clean(fact.get("value", "")), bool(fact.get("planned")))
        grouped.setdefault(key, []).append(fact)
    return [
        {"label": label, "value": value, "planned": planned, "evidence": _evidence(group, texts)}
        for (label, value, planned), group in sorted(grouped.items())
    ]


def _evidence(evidence: Sequence[Mapping[str, Any]], texts: Texts) -> list[Json]:
    rows = sorted(evidence, key=_evidence_order) if len(evidence) > 1 else evidence
    return [
        {
            "sentence": texts.number(row.get("sentence", "")),
            "document": texts.number(row.get("document", "")),
            "exact": clean(row.get("exact", "")),
            "confidence": None if row.get("confidence") is None else round(float(row["confidence"]), 3),
            "rule": _tell_origin(row),
        }
        for row in rows
        if row.get("sentence") or row.get("document")
    ]


def _tell_origin(row: Mapping[str, Any]) -> str:
    """What the panel tells behind the document's name: the page, if it has pages, and what found the words."""
    page, rule = row.get("page"), clean(row.get("rule", ""))
    return f"page {page} · {rule}" if page else rule


def _evidence_order(row: Mapping[str, Any]) -> list[str]:
    return [str(row.get(key, "")) for key in ("document", "sentence", "exact", "rule", "confidence")]


def public_link(iri: str, base: str = BASE) -> str | None:
    """Return the IRI where a reader may follow it on the web, else None.

    Only http and https are links, and IRIs that kg minted lead nowhere.

    >>> public_link("http://metadata.un.org/sdg/4")
    'http://metadata.un.org/sdg/4'
    >>> public_link("javascript:alert(1)")
    """
    web = re.fullmatch(r"https?://[^/\s][^\s<>\"{}|\\^`]*", iri, re.IGNORECASE)
    return iri if web and not iri.startswith(base) and clean(iri) == iri else None
