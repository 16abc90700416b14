"""How a small graph is arranged: shapes, sizes, wrapped labels, places, bends; what draws it is another matter."""

from __future__ import annotations

import math
import textwrap
from collections import Counter

from kg.drawing.content import Json
from kg.drawing.layout import Box, place_boxes

_LINES = 3
_ALL_NAMED = 45  # up to here all have names in the picture
_MOST_NAMED = 34  # beyond, as many as one reads at a glance
_WIDTH, _HEIGHT = 960, 660  # px of the picture on a usual screen
_ROUNDS, _SLOW = 3, 900  # of laying out, and from how many nodes on that takes too long
_ASIDE = 44  # px between what is joined and what stands aside
_LETTER = 0.56  # the mean width of a letter, in font sizes; system fonts lie between 0.5 and 0.58


def arrange(content: Json) -> tuple[list[Json], list[Json]]:
    """Return nodes and edges with all that one needs to draw them.

    What matters most has room for its name at the first sight of the whole; what nothing joins stands below the rest.

    Args:
        content: what `kg.drawing.content.describe` returns.

    Returns:
        Nodes with `label` (lines), `named` (whether there is room for it), `shape`, `size` (px, half the height),
        `font` (`size`, px), `class`, `x`, `y`; edges with `from`, `to` (places among the nodes), `dashes` and, where
        two nodes share several, `smooth` (a bend).
    """
    homes = dict(content["homes"])
    shown = [number for number in range(len(content["nodes"])) if number not in homes]
    links = [(edge["from"], edge["to"]) for edge in content["edges"] if not {edge["from"], edge["to"]} & homes.keys()]
    joined = {end for pair in links if pair[0] != pair[1] for end in pair}
    middle, aside = ([number for number in shown if (number in joined) is wanted] for wanted in (True, False))
    nodes = _make_nodes(content, len(shown), _choose_named(content["weights"], middle, aside))
    zoom = _place_joined(nodes, middle, links, margin=18 if content["crowded"] else 42)
    _place_aside(nodes, middle, aside, zoom)
    _place_folded(nodes, homes)
    edges = [{key: edge[key] for key in ("from", "to")} | {"dashes": edge["planned"]} for edge in content["edges"]]
    _bend_parallels(edges)
    return nodes, edges


def _choose_named(weights: list[float], middle: list[int], aside: list[int]) -> set[int]:
    if len(middle) + len(aside) <= _ALL_NAMED:
        return {*middle, *aside}
    return set(sorted(middle or aside, key=lambda number: (-weights[number], number))[:_MOST_NAMED])


def _make_nodes(content: Json, shown: int, named: set[int]) -> list[Json]:
    # Far more nodes are seen from farther away: they stay visible if they grow.
    growth = 1 + 2 * max(0.0, math.log10(max(1, shown) / 100))
    most = max(content["weights"], default=1) or 1
    looks = [content["classes"][node["class"]] for node in content["nodes"]]
    return [
        {
            "label": wrap_label(node["label"], width=24),
            "named": number in named,
            "shape": look["shape"],
            "size": round(growth * (look["size"] + (11 * content["weights"][number] / most)), 1),
            "font": {"size": 13},
            "class": node["class"],
        }
        for number, (node, look) in enumerate(zip(content["nodes"], looks, strict=True))
    ]


def _place_joined(nodes: list[Json], middle: list[int], links: list[tuple[int, int]], *, margin: float) -> float:
    """Place what is joined; return how much smaller than drawn it's seen on a screen.

    Labels that are to be read there make the picture larger, hence smaller on the screen: some rounds find the zoom.
    """
    place = {number: at for at, number in enumerate(middle)}
    pairs = [(place[start], place[end]) for start, end in links if start != end]
    those = [nodes[number] for number in middle]
    zoom = _guess_zoom(those, margin)
    for _ in range(_ROUNDS if len(those) <= _SLOW else 1):
        for node in those:
            node["font"]["size"] = round(13 / zoom, 1)
        boxes = [_make_box(node, margin=margin) for node in those]
        for node, (x, y) in zip(those, place_boxes(boxes, pairs), strict=True):
            # The label hangs below the shape, so the shape sits in the upper part of its box.
            node.update(x=round(x, 1), y=round(y - _drop(node), 1))
        left, right, bottom = _measure_middle(those)
        seen = min(1.0, _WIDTH / (right - left), _HEIGHT / (2 * bottom)) if those else zoom
        if seen > 0.95 * zoom:
            break
        zoom = 0.95 * seen
    return zoom


def _guess_zoom(nodes: list[Json], margin: float) -> float:
    """How much a screen shrinks a picture in which marks keep their size and labels must be read.

    The boxes of marks shrink with the picture, those of labels don't; together they fill half of the screen.
    """
    marks = sum((2 * node["size"] + margin) ** 2 for node in nodes)
    labels = sum(math.prod(_measure_label(node, 13)) for node in nodes if node["named"])
    left = max(0.15 * _WIDTH * _HEIGHT, 0.5 * _WIDTH * _HEIGHT - 1.5 * labels)
    return min(1.0, math.sqrt(left / max(1.0, marks)))


def _place_aside(nodes: list[Json], middle: list[int], aside: list[int], zoom: float) -> None:
    """Put what nothing joins in rows below the rest, group by group."""
    if not aside:
        return
    left, right, bottom = _measure_middle([nodes[number] for number in middle])
    for number in aside:
        nodes[number]["font"]["size"] = round(13 / zoom, 1)
    boxes = {number: _make_box(nodes[number], margin=14 / zoom) for number in aside}
    area = sum(box.width * box.height for box in boxes.values())
    width = max(right - left, math.sqrt(1.35 * area), *(box.width for box in boxes.values()))
    x, y, high = left, bottom + _ASIDE / zoom, 0.0
    for number in sorted(aside, key=lambda number: (nodes[number]["named"], nodes[number]["class"], number)):
        box = boxes[number]
        if x > left and x + box.width > left + width:
            x, y, high = left, y + high, 0.0
        nodes[number].update(x=round(x + box.width / 2, 1), y=round(y + nodes[number]["size"], 1), aside=True)
        x, high = x + box.width, max(high, box.height)


def _measure_middle(nodes: list[Json]) -> tuple[float, float, float]:
    """Return the left, right and bottom of what stands in the middle."""
    if not nodes:
        return -200.0, 200.0, 0.0
    boxes = [(node, _make_box(node, margin=0)) for node in nodes]
    left, right = (min(sign * node["x"] - box.width / 2 for node, box in boxes) for sign in (1, -1))
    return left, -right, max(node["y"] - node["size"] + box.height for node, box in boxes)


def _place_folded(nodes: list[Json], homes: dict[int, int]) -> None:
    """Put what folds around the thing it belongs to, ring by ring; what belongs to none, around the middle's top."""
    seen: Counter[int] = Counter()
    top = min((node["y"] for node in nodes if "y" in node), default=0.0) - 60
    for number, home in homes.items():
        ring, turn = divmod(seen[home], 8)
        seen[home] += 1
        angle = math.tau * (turn / 8 + ring / 16) - math.pi / 2
        middle = nodes[home] if home >= 0 else {"x": 0.0, "y": top, "size": 12}
        reach = 1.6 * middle["size"] + 34 * (ring + 1)
        x, y = middle["x"] + 1.3 * reach * math.cos(angle), middle["y"] + reach * math.sin(angle)
        nodes[number].update(x=round(x, 1), y=round(y, 1), font={"size": 11})


def wrap_label(label: str, *, width: int) -> str:
    r"""Break a label into at most three lines.

    Args:
        label: any text.
        width: letters in a line.

    >>> wrap_label("Permanent Mission of Japan to the United Nations in New York", width=16)
    'Permanent\nMission of Japan\nto the United…'
    """
    lines = textwrap.wrap(label[: width * (_LINES + 2)], width, break_on_hyphens=False)
    if len(lines) <= _LINES:
        return "\n".join(lines)
    return "\n".join(lines[:_LINES])[: width * _LINES].rstrip(" ,;:.") + "…"


def _make_box(node: Json, *, margin: float) -> Box:
    wide, high = _measure_label(node, node["font"]["size"]) if node["named"] else (0.0, 0.0)
    return Box(max(2 * node["size"], wide) + margin, 2 * node["size"] + high + margin)


def _measure_label(node: Json, font: float) -> tuple[float, float]:
    lines = node["label"].split("\n")
    return max(map(len, lines)) * font * _LETTER, len(lines) * font * 1.2


def _drop(node: Json) -> float:
    """How far a shape's centre lies above the centre of its box."""
    return _measure_label(node, node["font"]["size"])[1] / 2 if node["named"] else 0.0


def _bend_parallels(edges: list[Json]) -> None:
    """Bend the edges between two nodes apart, so that each can be seen and clicked."""
    seen: Counter[tuple[int, int]] = Counter()
    total = Counter(_pair(edge) for edge in edges)
    for edge in edges:
        pair = _pair(edge)
        if total[pair] > 1:
            bend = 0.16 * (seen[pair] - (total[pair] - 1) / 2)
            # Clockwise is seen from the edge's start: an edge that runs the other way bends to the other side.
            clockwise = (bend > 0) == (edge["from"] <= edge["to"])
            kind = "curvedCW" if clockwise else "curvedCCW"
            edge["smooth"] = {"enabled": True, "type": kind, "roundness": round(abs(bend), 3)}
        seen[pair] += 1


def _pair(edge: Json) -> tuple[int, int]:
    return min(edge["from"], edge["to"]), max(edge["from"], edge["to"])
