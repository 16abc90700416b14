"""What a report says, as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations
from typing import TYPE_CHECKING

from kg.drawing.content import Json, clean, describe
from kg.iris import expand

if TYPE_CHECKING:
    import networkx

    from kg.store import Info, Source

_TOP = 6  # of each kind
_SIDE = 14  # of the matrix
_MOST_EVENTS = 200
_UNSURE = 0.6
_ORGANISES = {expand(name) for name in ("schema:organizer", "kg:host", "schema:sponsor")}
_GOALS = {expand(name) for name in ("kg:addressesGoal", "kg:addressesTarget")}


def summarise(
    graph: networkx.MultiDiGraph,
    sources: Sequence[Source],
    *,
    title: str,
    info: Info,
    notes: Mapping[str, Sequence[str]],
) -> Json:
    """Return what the template wants.

    Args:
        graph: as `kg.network.network` returns it.
        sources: the store's documents.
        title: the heading.
        info: the store's counts.
        notes: warnings by document.

    Returns:
        title; counts (pairs of a number and what it counts); kinds; events and bins of them by year or month; matrix;
        goals; documents; warnings. Things are `iri` and `label`, with what is told of them.
    """
    content = describe(graph, title)
    things = [_thing(node, content) for node in content["nodes"]]
    for edge in content["edges"]:
        for end in {edge["from"], edge["to"]}:
            things[end]["relations"] += 1
    dated = sorted((one for one in things if one["dates"]), key=lambda one: (one["dates"], one["label"]))
    documents = _documents(content, sources)
    return {
        "title": content["title"],
        "counts": _counts(info, content),
        "kinds": _kinds(things, content),
        "events": dated[:_MOST_EVENTS],
        "more_events": max(0, len(dated) - _MOST_EVENTS),
        "bins": _bins(dated),
        "matrix": _matrix(things, content),
        "goals": _goals(things, content),
        "documents": documents,
        "warnings": _warnings(things, content, documents, notes),
    }


def _thing(node: Json, content: Json) -> Json:
    look = content["classes"][node["class"]]
    kept = {key: node[key] for key in ("iri", "label", "dates", "class")}
    return {**kept, "kind": look["label"], "family": look["family"], "relations": 0, "facts": len(node["facts"])}


def _counts(info: Info, content: Json) -> list[tuple[int, str]]:
    planned = sum(edge["planned"] for edge in content["edges"])
    return [
        (info.documents, "documents"),
        (len(content["nodes"]), "entities"),
        (len(content["edges"]), "relations"),
        (info.facts, "facts"),
        (info.evidence, "places in the texts that say so"),
        (planned, "of the relations are planned"),
    ]


def _kinds(things: Sequence[Json], content: Json) -> list[Json]:
    """The best connected of each class; small things such as remarks say nothing by their number of relations."""
    kinds = []
    for number, look in enumerate(content["classes"]):
        those = sorted(
            (one for one in things if one["class"] == number), key=lambda one: (-one["relations"], one["label"])
        )
        if look["size"] > 6 and those:
            most = max(1, those[0]["relations"])
            top = [{**one, "share": round(100 * one["relations"] / most)} for one in those[:_TOP]]
            kinds.append({"label": look["label"], "family": look["family"], "count": len(those), "top": top})
    return sorted(kinds, key=lambda kind: -kind["count"])


def _bins(dated: Sequence[Json]) -> list[Json]:
    """How many there are by month, or by year where the months are too many."""
    starts = [one["dates"][0] for one in dated]
    months = Counter(start[:7] for start in starts)
    by_month = len(months) <= 36 and all(len(start) > 4 for start in starts)
    counts = months if by_month else Counter(start[:4] for start in starts)
    most = max(counts.values(), default=1)
    return [
        {"unit": unit, "count": count, "share": round(100 * count / most)} for unit, count in sorted(counts.items())
    ]


def _matrix(things: Sequence[Json], content: Json) -> Json:
    """How often two organisations organise, host or pay for the same thing."""
    bodies: dict[int, set[int]] = {}
    for edge in content["edges"]:
        if edge["predicate"] in _ORGANISES:
            bodies.setdefault(edge["from"], set()).add(edge["to"])
    alone = Counter(body for those in bodies.values() for body in those)
    pairs = Counter(pair for those in bodies.values() for pair in permutations(sorted(those), 2))
    partners = {first for first, _ in pairs}
    total = {body: sum(pairs[body, other] for other in partners) for body in partners}
    side = sorted(partners, key=lambda body: (-total[body], things[body]["label"]))[:_SIDE]
    most = max(pairs.values(), default=1)
    rows = [
        {
            **things[body],
            "own": alone[body],
            "cells": [_cell(pairs[body, other], most, body == other) for other in side],
        }
        for body in side
    ]
    return {"heads": [things[body] for body in side], "rows": rows, "left_out": max(0, len(partners) - _SIDE)}


def _cell(count: int, most: int, same: bool) -> Json:
    return {"count": count, "level": 0 if not count else 1 + round(4 * (count - 1) / max(1, most - 1)), "same": same}


def _goals(things: Sequence[Json], content: Json) -> list[Json]:
    found: dict[int, list[int]] = {}
    for edge in content["edges"]:
        if edge["predicate"] in _GOALS and edge["from"] not in found.setdefault(edge["to"], []):
            found[edge["to"]].append(edge["from"])
    most = max(map(len, found.values()), default=1)
    rows = [
        {
            **things[goal],
            "count": len(those),
            "share": round(100 * len(those) / most),
            "things": [things[one] for one in those[:5]],
        }
        for goal, those in found.items()
    ]
    return sorted(rows, key=lambda row: (-row["count"], row["iri"]))


def _documents(content: Json, sources: Sequence[Source]) -> list[Json]:
    gave: Counter[str] = Counter()
    for statement in _statements(content):
        gave.update({content["texts"][one["document"]] for one in statement["evidence"]})
    most = max(gave.values(), default=1)
    rows: list[Json] = [
        {
            "name": clean(source.name or source.iri),
            "title": clean(source.title),
            "date": clean(source.date),
            "facts": gave[clean(source.name or source.iri)],
        }
        for source in sources
    ]
    for row in rows:
        row["share"] = round(100 * row["facts"] / most)
    return sorted(rows, key=lambda row: (-row["facts"], row["name"]))


def _statements(content: Json) -> Iterable[Json]:
    yield from content["edges"]
    for node in content["nodes"]:
        yield from node["facts"]


def _warnings(
    things: Sequence[Json], content: Json, documents: Sequence[Json], notes: Mapping[str, Sequence[str]]
) -> list[Json]:
    """What one should look at; each with some of the names it is about."""
    barren = [row["name"] for row in documents if not row["facts"]]
    lonely = [one["label"] for one in things if not one["relations"] and not one["facts"]]
    sure = [max((row["confidence"] or 0 for row in one["evidence"]), default=1) for one in _statements(content)]
    unsure = sum(confidence < _UNSURE for confidence in sure)
    bare = sum(not one["evidence"] for one in _statements(content))
    found = [
        (len(barren), "documents gave no fact", barren),
        (len(lonely), "things are named, but nothing is said of them", lonely),
        (unsure, f"facts rest on a confidence below {_UNSURE:g}", []),
        (bare, "facts have no evidence", []),
    ]
    rows = [{"count": count, "said": said, "names": names[:8]} for count, said, names in found if count]
    given = [(clean(name), clean(one)) for name, those in sorted(notes.items()) for one in those]
    return rows + [{"count": None, "said": said, "names": [name]} for name, said in given]
