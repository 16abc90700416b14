"""What matters in a picture, and what folds into something else."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]
Source = tuple[int, int]

_NAMELESS = 0.6  # "launch event" says less than "Forum on Clean Harbours"
_LIKE_ITS_CLASS = 0.35  # and "Dialogue" says least


def weigh(content: Json) -> list[float]:
    """Return how much each node matters: by its group, its documents, its sentences, the kinds of what is said of it.

    Remarks and figures count for nothing, whatever they are joined with.

    Args:
        content: what `kg.drawing.content.describe` has so far: groups, classes, nodes, edges.
    """
    folds = find_folding(content)
    sources: list[set[Source]] = [set() for _ in folds]
    kinds: list[set[str]] = [set() for _ in folds]
    for number, node in enumerate(content["nodes"]):
        sources[number].update(source for fact in node["facts"] for source in _sources(fact))
        kinds[number].update(fact["label"] for fact in node["facts"])
    for edge in content["edges"]:
        ends = (edge["from"], edge["to"])
        if not folds[ends[0]] and not folds[ends[1]]:
            found = _sources(edge)
            for end in ends:
                sources[end].update(found)
                kinds[end].add(edge["predicate"])
    return [
        round(_weight(content, node) * _score(sources[number], kinds[number]), 4)
        for number, node in enumerate(content["nodes"])
    ]


def _score(sources: set[Source], kinds: set[str]) -> float:
    documents = {document for document, _ in sources}
    return 0.2 + math.log2(1 + len(documents)) + math.log2(1 + len(sources)) + math.log2(1 + len(kinds))


def _weight(content: Json, node: Json) -> float:
    kind = content["classes"][node["class"]]
    return float(content["groups"][kind["group"]]["weight"]) * weigh_name(node["label"], kind["label"])


def weigh_name(label: str, kind: str) -> float:
    """Return how much a name tells, from 0 to 1.

    Args:
        label: the name.
        kind: the label of its class.
    """
    if label.casefold() == kind.casefold():
        return _LIKE_ITS_CLASS
    # Scripts without capitals have names, too.
    return 1.0 if label != label.lower() or label == label.upper() else _NAMELESS


def find_folding(content: Json) -> list[bool]:
    """Tell of each node whether it folds."""
    groups, classes = content["groups"], content["classes"]
    return [groups[classes[node["class"]]["group"]]["folds"] for node in content["nodes"]]


def find_homes(content: Json, weights: Sequence[float]) -> list[list[int]]:
    """Return what folds, each with the thing it belongs to, or -1 for none.

    That is the most important of those that it is joined with; else of those that its sentences speak of.

    Args:
        content: as for `weigh`.
        weights: what `weigh` returns.
    """
    folds = find_folding(content)
    if not any(folds):
        return []
    joined: list[set[int]] = [set() for _ in folds]
    for edge in content["edges"]:
        for one, other in ((edge["from"], edge["to"]), (edge["to"], edge["from"])):
            if folds[one] and not folds[other]:
                joined[one].add(other)
    lonely = [number for number, folded in enumerate(folds) if folded and not joined[number]]
    for number, others in zip(lonely, _find_beside(content, folds, lonely), strict=True):
        joined[number] = others
    return [
        [number, max(joined[number], key=lambda other: (weights[other], -other), default=-1)]
        for number, folded in enumerate(folds)
        if folded
    ]


def _find_beside(content: Json, folds: Sequence[bool], lonely: Sequence[int]) -> list[set[int]]:
    """Return what the sentences of each speak of, too."""
    own = [{source for fact in content["nodes"][number]["facts"] for source in _sources(fact)} for number in lonely]
    speaks: dict[Source, set[int]] = {source: set() for sources in own for source in sources}
    if speaks:
        for number, node in enumerate(content["nodes"]):
            if not folds[number]:
                for fact in node["facts"]:
                    _note(speaks, fact, number)
        for edge in content["edges"]:
            for end in (edge["from"], edge["to"]):
                if not folds[end]:
                    _note(speaks, edge, end)
    return [{other for source in sources for other in speaks[source]} for sources in own]


def _note(speaks: dict[Source, set[int]], statement: Json, number: int) -> None:
    for source in _sources(statement):
        if source in speaks:
            speaks[source].add(number)


def _sources(statement: Json) -> list[Source]:
    return [(row["document"], row["sentence"]) for row in statement["evidence"]]
