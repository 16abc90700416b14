"""What a large graph falls into: communities, and what to call each."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.drawing.content import Json
from kg.drawing.importance import find_folding
from kg.drawing.layout import find_levels

_MOST = 150  # more communities than one can look through
_FEWEST = 6  # entities in a community worth its name
_FEW = 3  # neighbours of what isn't looked at by itself
_NAMED_BY = 3  # things that a community is called after
_LONG = 34  # letters of one of them
_WORTH = 0.35  # of what the first counts for, that a further one must

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Community:
    """Things that are joined more with each other than with the rest, the most important first.

    `parts` are the smaller communities within it; `rest` is what is in none.
    """

    name: str
    members: tuple[int, ...]
    parts: tuple[tuple[int, ...], ...]
    rest: bool = False


def find_communities(content: Json) -> list[Community]:
    """Return the communities, the largest first; what is in none is the last, its `rest` set.

    Args:
        content: what `kg.drawing.content.describe` returns.
    """
    weights, homes = content["weights"], dict(content["homes"])
    near = _find_neighbours(content, homes)
    hosts = _find_hosts(near)
    levels = find_levels(_weigh_pairs(near, hosts))
    guests = _gather_guests({**hosts, **{guest: host for guest, host in homes.items() if host >= 0}})

    def gather(core: Iterable[int]) -> tuple[int, ...]:
        return tuple(sorted(_gather_in(core, guests), key=lambda number: (-weights[number], number)))

    parts_of: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    home = {number: place for place, core in enumerate(levels[-1]) for number in core}
    for part in levels[0]:
        parts_of[home[part[0]]].append(gather(part))
    found = [(gather(core), parts_of[place]) for place, core in enumerate(levels[-1])]
    found.sort(key=lambda one: (-len(one[0]), one[0]))
    large = [one for one in found[:_MOST] if len(one[0]) >= _FEWEST]
    names = _Names(content, near)
    communities = [Community(names.choose(members), members, tuple(parts)) for members, parts in large]
    taken = {number for members, _ in large for number in members}
    rest = [number for number in gather(range(len(weights))) if number not in taken]
    return communities if not rest else [*communities, _gather_rest(content, rest)]


def _gather_in(core: Iterable[int], guests: dict[int, list[int]]) -> set[int]:
    """Things with what goes with them, and with what folds into that."""
    first = {number for one in core for number in (one, *guests.get(one, ()))}
    return first | {number for one in first for number in guests.get(one, ())}


def _find_neighbours(content: Json, homes: dict[int, int]) -> list[set[int]]:
    """With what each thing is joined, but for what folds."""
    near: list[set[int]] = [set() for _ in content["nodes"]]
    for edge in content["edges"]:
        start, end = edge["from"], edge["to"]
        if start != end and start not in homes and end not in homes:
            near[start].add(end)
            near[end].add(start)
    return near


def _find_hosts(near: Sequence[set[int]]) -> dict[int, int]:
    """What is joined with few goes wherever the least of them goes; without it, there is half as much to do."""
    hosts = {}
    for number, others in enumerate(near):
        if len(others) <= _FEW:
            able = [other for other in others if len(near[other]) > _FEW]
            if able:
                hosts[number] = min(able, key=lambda other: (len(near[other]), other))
    return hosts


def _weigh_pairs(near: Sequence[set[int]], hosts: dict[int, int]) -> dict[Pair, int]:
    """How often things are joined, what goes with one counted there."""
    lead = [hosts.get(number, number) for number in range(len(near))]
    found: Counter[Pair] = Counter()
    for one, others in enumerate(near):
        start = lead[one]
        found.update((start, lead[other]) for other in others if one < other)
    joined: Counter[Pair] = Counter()
    for (one, other), weight in found.items():
        joined[min(one, other), max(one, other)] += weight
    return dict(sorted(joined.items()))


def _gather_guests(hosts: dict[int, int]) -> dict[int, list[int]]:
    guests: dict[int, list[int]] = {}
    for guest, host in sorted(hosts.items()):
        guests.setdefault(host, []).append(guest)
    return guests


def _gather_rest(content: Json, rest: Sequence[int]) -> Community:
    """What is in no community, its parts by group."""
    parts: dict[int, list[int]] = {}
    for number in rest:
        parts.setdefault(content["classes"][content["nodes"][number]["class"]]["group"], []).append(number)
    return Community("Joined with few", tuple(rest), tuple(map(tuple, parts.values())), rest=True)


class _Names:
    """Calls each community after the things in it that matter most and belong nowhere else; never two alike."""

    def __init__(self, content: Json, near: Sequence[set[int]]) -> None:
        self._content, self._near = content, near
        self._folds = find_folding(content)
        self._given: set[str] = set()

    def choose(self, members: Sequence[int]) -> str:
        """Return the name of a community that has none yet."""
        within = set(members)
        counts = {
            number: self._content["weights"][number] * self._share(number, within)
            for number in members[:200]
            if not self._folds[number]
        }
        ranked = sorted(counts, key=lambda number: (-counts[number], number)) or list(members)
        chosen = self._vary(ranked, counts)
        parts = [shorten_name(self._content["nodes"][number]["label"]) for number in chosen]
        more = (shorten_name(self._content["nodes"][number]["label"]) for number in ranked if number not in chosen)
        while (name := " · ".join(dict.fromkeys(parts))) in self._given:
            parts.append(next(more, str(len(self._given))))
        self._given.add(name)
        return name

    def _share(self, number: int, within: set[int]) -> float:
        """How much of what a thing is joined with is within; what stands in all fields tells of none."""
        others = self._near[number]
        return math.sqrt((1 + len(others & within)) / (1 + len(others)))

    def _vary(self, ranked: Sequence[int], counts: dict[int, float]) -> list[int]:
        """The first of each group, as far as it counts."""
        found: dict[int, int] = {}
        for number in ranked:
            if counts.get(number, 0) >= _WORTH * counts.get(ranked[0], 0):
                found.setdefault(self._content["classes"][self._content["nodes"][number]["class"]]["group"], number)
        return list(found.values())[:_NAMED_BY]


def shorten_name(label: str) -> str:
    """Return what is enough of a label among others: up to its comma or bracket, and of that some words.

    >>> shorten_name("21st Forum on Tides, Lisbon 2021")
    '21st Forum on Tides'
    >>> shorten_name("International Committee of the Many Small Harbours")
    'International Committee…'
    """
    head = re.split(r"[,;:(\[]\s|\s[(\[–—]", label, maxsplit=1)[0].strip()
    said = head if len(head) >= 4 else label
    if len(said) <= _LONG:
        return said
    words = re.sub(r"(?:\s+[a-z]{1,3})+$", "", said[: _LONG + 1].rsplit(" ", 1)[0])
    return f"{words if len(words) <= _LONG else said[: _LONG - 1]}…"
