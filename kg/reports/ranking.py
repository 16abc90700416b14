"""Who and what comes first: of whom most is said, whom most facts lead to, who organises together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import permutations

from kg.drawing.content import Json
from kg.iris import expand
from kg.reports.statements import Said, present

ORGANISES = frozenset(map(expand, ("schema:organizer", "kg:host", "schema:sponsor")))
ORGANIZER = frozenset({expand("schema:organizer")})
GOALS = frozenset(map(expand, ("kg:addressesGoal", "kg:addressesTarget")))
LOCATION = frozenset({expand("schema:location")})

_TOP = 8  # of each group
_MOST = 8  # of a ranking
_NAMED = 5  # of the things in a row
_SIDE = 14  # of the matrix


def rank_groups(things: Sequence[Json], content: Json) -> list[Json]:
    """Return the groups of the picture with the things of which most is said; what folds says nothing by itself."""
    groups = []
    for number, group in enumerate(content["groups"]):
        those = [one for one in things if one["group"] == number]
        if those and not group["folds"]:
            top = sorted(those, key=lambda one: (-one["sentences"], -one["weight"], one["label"], one["iri"]))[:_TOP]
            most = max(1, *(one["sentences"] for one in top))
            rows = [{**one, "share": round(100 * one["sentences"] / most)} for one in top]
            groups.append({**group, "number": number, "count": len(those), "top": rows})
    return groups


def rank_ends(said: Sequence[Said], content: Json, things: Sequence[Json], predicates: Collection[str]) -> Json:
    """Return what facts of some relations lead to, with what leads there: the first rows, and how many more there are.

    What most things lead to comes first.
    """
    found: dict[int, dict[int, Said]] = {}
    for one in said:
        if one.predicate in predicates and one.other is not None:
            found.setdefault(one.other, {}).setdefault(one.subject, one)
    order = sorted(found, key=lambda end: (-len(found[end]), -things[end]["weight"], things[end]["label"], end))
    most = max(map(len, found.values()), default=1)
    rows = [
        {
            **things[end],
            "count": len(found[end]),
            "share": round(100 * len(found[end]) / most),
            "things": [things[one] for one in list(found[end])[:_NAMED]],
            "said": [present(one, content, things) for one in list(found[end].values())[:_NAMED]],
        }
        for end in order[:_MOST]
    ]
    return {"rows": rows, "more": len(order) - len(rows)}


def match_organisers(things: Sequence[Json], content: Json) -> Json:
    """Return how often two organisations organise, host or pay for the same thing."""
    bodies: dict[int, set[int]] = {}
    for edge in content["edges"]:
        if edge["predicate"] in ORGANISES:
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
