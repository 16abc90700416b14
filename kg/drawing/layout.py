"""Positions of nodes: forces first, then labels pushed apart. The same graph gets the same picture.

The forces are those of ForceAtlas2 (Jacomy et al. 2014, doi:10.1371/journal.pone.0098679): repulsion grows with degree,
attraction with distance. Large graphs are laid out community by community (Louvain), and the communities as discs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.drawing.crossings import count_tangles

Points = NDArray[np.float64]
Links = Sequence[tuple[int, int]]
Groups = list[list[int]]

_WHOLE = 600  # up to here every pair of nodes is compared at once
_TRIES = 12  # pictures of a small graph, of which the best is kept
_ASPECT = 1.35  # screens are wider than high
_FILLED = 0.5  # the share of the picture that boxes cover


class Box(NamedTuple):
    """The room that a node and its label take, in px."""

    width: float
    height: float


def place_boxes(boxes: Sequence[Box], links: Links) -> list[tuple[float, float]]:
    """Return the centre of each box, in px, around (0, 0), with next to no overlap.

    Args:
        boxes: one for each node.
        links: pairs of places in `boxes`; directions, repetitions and loops make no difference.
    """
    if not boxes:
        return []
    sizes = np.array(boxes, dtype=float)
    pairs = _pair_up(links)
    if len(boxes) <= _WHOLE:
        points = _place(sizes, pairs, max(1, min(_TRIES, 60_000 // len(boxes) ** 2)))
    else:
        points = _place_communities(sizes, pairs, find_communities(len(sizes), pairs))
    points -= (points.min(axis=0) + points.max(axis=0)) / 2
    return [(float(x), float(y)) for x, y in points]


def _place(sizes: Points, pairs: Links, tries: int = 1) -> Points:
    """Return the least tangled of some pictures; each begins from another place."""
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    if len(sizes) == 1:
        return np.zeros((1, 2))
    pictures = [_part(_scale(_pull_and_push(len(sizes), ends, turn), sizes), sizes) for turn in range(tries)]
    return min(pictures, key=lambda points: count_tangles(points, sizes, ends)) if tries > 1 else pictures[0]


def _place_communities(sizes: Points, pairs: Links, groups: Groups) -> Points:
    home = {node: number for number, group in enumerate(groups) for node in group}
    within: dict[int, list[tuple[int, int]]] = {number: [] for number in range(len(groups))}
    for first, second in pairs:
        if home[first] == home[second]:
            within[home[first]].append((first, second))
    inner = [_place_group(group, sizes, within[number]) for number, group in enumerate(groups)]
    around = [sizes[group].max(axis=0) + 60 for group in groups]
    discs = np.array([np.ptp(points, axis=0) + rim for points, rim in zip(inner, around, strict=True)])
    outer_pairs = sorted({(min(a, b), max(a, b)) for a, b in ((home[x], home[y]) for x, y in pairs) if a != b})
    centres = _place(discs, outer_pairs) if len(groups) <= _WHOLE else _pack(discs)
    points = np.empty_like(sizes)
    for group, placed, centre in zip(groups, inner, centres, strict=True):
        points[group] = placed - (placed.min(axis=0) + placed.max(axis=0)) / 2 + centre
    return points


def place_in_frame(boxes: Sequence[Box], links: Links, frame: Box) -> list[tuple[float, float]]:
    """Return the centre of each box within a frame around (0, 0), spread all over it, apart as far as there is room.

    Args:
        boxes: one for each node; together they should cover less than the frame.
        links: as for `place_boxes`.
        frame: where they have to be.
    """
    if not boxes:
        return []
    sizes, room = np.array(boxes, dtype=float), np.array(frame, dtype=float)
    ends = np.array(_pair_up(links), dtype=np.int64).reshape(-1, 2)
    points = _spread(_pull_and_push(len(sizes), ends, 0)) * np.maximum(room - sizes, 0)
    need = (sizes[:, None] + sizes[None, :]) / 2
    reach = np.maximum(room - sizes, 0) / 2
    for turn in range(400):
        apart = points[:, None] - points[None, :]
        overlap = need - np.abs(apart)
        touching = (overlap > 0.5).all(axis=2)
        np.fill_diagonal(touching, False)
        if not touching.any():
            break
        # Now along the axis on which they overlap less, now along the other: else full columns stay full.
        across = (overlap[..., 0] < overlap[..., 1]) ^ (turn < 250 and turn % 5 == 0)
        lesser = np.stack([across, ~across], axis=2)
        push = np.where(touching[..., None] & lesser, np.sign(apart) * (overlap + 1), 0.0)
        points = np.clip(points + 0.22 * push.sum(axis=1), -reach, reach)
    return [(float(x), float(y)) for x, y in points]


def _spread(points: Points) -> Points:
    """Spread points all over a square of side 1, those on an axis in the order that they have there."""
    if len(points) == 1:
        return np.zeros((1, 2))
    ranks = points.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / (len(points) - 1) - 0.5
    straight = (points - points.min(axis=0)) / np.maximum(np.ptp(points, axis=0), 1e-9) - 0.5
    spread: Points = 0.65 * ranks + 0.35 * straight
    return spread


def find_communities(count: int, links: Links) -> Groups:
    """Return what is joined more within than without, the largest first (Louvain: Blondel et al. 2008).

    Args:
        count: how many nodes there are.
        links: as for `place_boxes`.

    Returns:
        each community's nodes, in order.
    """
    joined = {**{(node, node): 0 for node in range(count)}, **dict.fromkeys(_pair_up(links), 1)}
    return sorted(find_levels(joined)[-1], key=lambda group: (-len(group), group))


def find_levels(joined: Mapping[tuple[int, int], int]) -> list[Groups]:
    """Return communities of communities, the smallest level first.

    Args:
        joined: how often two are joined, and one with itself.

    Returns:
        for each level each community's nodes, in order.
    """
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(sorted({end for pair in joined for end in pair}))
    graph.add_weighted_edges_from((*pair, weight) for pair, weight in joined.items() if weight)
    levels = networkx.community.louvain_partitions(graph, seed=0)
    return [[sorted(group) for group in level] for level in levels]


def _pair_up(links: Links) -> list[tuple[int, int]]:
    return sorted({(min(pair), max(pair)) for pair in links if pair[0] != pair[1]})


def _place_group(group: list[int], sizes: Points, pairs: Links) -> Points:
    place = {node: number for number, node in enumerate(group)}
    within = [(place[first], place[second]) for first, second in pairs]
    if len(group) <= _WHOLE:
        return _place(sizes[group], within)
    parts = find_communities(len(group), within)
    # What falls into no smaller parts, such as a star, is packed.
    return _place_communities(sizes[group], within, parts) if len(parts[0]) < len(group) else _pack(sizes[group])


def _pack(sizes: Points) -> Points:
    """Lay boxes out like the seeds of a sunflower, the first in the middle (Vogel 1979)."""
    radii = np.sqrt(np.cumsum(sizes.prod(axis=1)) / (np.pi * _FILLED * 1.6))
    turns = np.arange(len(sizes)) * np.pi * (3 - np.sqrt(5))
    points: Points = np.column_stack([radii * np.cos(turns) * _ASPECT, radii * np.sin(turns)])
    return points


def _pull_and_push(count: int, ends: NDArray[np.int64], turn: int) -> Points:
    """Run the forces from a sunflower of the nodes, the best connected in the middle; units are arbitrary."""
    mass = 1.0 + np.bincount(ends.ravel(), minlength=count).astype(np.float64)
    points = np.empty((count, 2))
    rank = np.argsort(-mass, kind="stable")
    points[np.concatenate([rank[:1], np.roll(rank[1:], turn * 5)])] = _pack(np.full((count, 2), 1.0))
    rounds = 300 if count <= 100 else 120
    for heat in np.linspace(np.sqrt(count), 0.02, rounds):
        force = _forces(points, mass, ends)
        length = np.maximum(np.linalg.norm(force, axis=1, keepdims=True), 1e-9)
        points += force / length * np.minimum(length, heat)
    return points


def _forces(points: Points, mass: NDArray[np.float64], ends: NDArray[np.int64]) -> Points:
    squares = np.square(points).sum(axis=1)
    distances = np.maximum(squares[:, None] + squares[None, :] - 2 * points @ points.T, 0) + 0.01
    nearness = mass[:, None] * mass[None, :] / distances
    # The sum over j of nearness(i, j) × (point i − point j), without an array of all differences.
    force: Points = points * nearness.sum(axis=1, keepdims=True) - nearness @ points
    pull = points[ends[:, 1]] - points[ends[:, 0]]
    np.add.at(force, ends[:, 0], pull)
    np.add.at(force, ends[:, 1], -pull)
    # Gravity keeps parts that nothing connects in the picture.
    return (force - 0.35 * mass[:, None] * points) / mass[:, None]


def _scale(points: Points, sizes: Points) -> Points:
    """Stretch the picture to the screen's shape and to the room that the boxes need."""
    spread = np.maximum(np.ptp(points, axis=0), 1e-6)
    height = np.sqrt(sizes.prod(axis=1).sum() / _FILLED / _ASPECT)
    stretched: Points = points / spread * np.array([height * _ASPECT, height])
    return stretched


def _part(points: Points, sizes: Points) -> Points:
    """Push boxes that overlap apart, each pair along the axis on which it overlaps less."""
    count = len(points)
    # Two boxes on one spot would never part.
    points = points + np.column_stack([np.arange(count), np.arange(count) % 7]) * 1e-3
    for _ in range(60):
        first, second = _find_close(points, sizes)
        need = (sizes[first] + sizes[second]) / 2
        if not (need - np.abs(points[first] - points[second]) > 0.5).all(axis=1).any():
            break
        # A little more room on every round: sooner or later all boxes are apart.
        points *= 1.01
        for _ in range(8):
            push = _measure_push(points[first] - points[second], need)
            np.add.at(points, first, push)
            np.add.at(points, second, -push)
    return points


def _find_close(points: Points, sizes: Points) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the pairs of boxes that overlap or are about to, found by sorting along x."""
    half = sizes / 2 * 1.15
    order = np.argsort(points[:, 0] - half[:, 0], kind="stable")
    left, right = (points - half)[order, 0], (points + half)[order, 0]
    reach = np.searchsorted(left, right)
    runs = np.maximum(reach - np.arange(len(order)) - 1, 0)
    first = np.repeat(np.arange(len(order)), runs)
    second = np.arange(runs.sum()) - np.repeat(np.cumsum(runs) - runs, runs) + first + 1
    first, second = order[first], order[second]
    near = np.abs(points[first, 1] - points[second, 1]) < half[first, 1] + half[second, 1]
    return first[near], second[near]


def _measure_push(apart: Points, need: Points) -> Points:
    overlap = need - np.abs(apart)
    touching = (overlap > 0).all(axis=1)
    across = overlap[:, 0] < overlap[:, 1]
    push: Points = np.where(apart >= 0, 1.0, -1.0) * (overlap + 0.5) * 0.3
    push[:, 0] *= touching & across
    push[:, 1] *= touching & ~across
    return push
