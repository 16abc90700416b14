"""How a small graph is arranged: shapes, sizes, wrapped labels, places, bends; what draws it is another matter."""

from __future__ import annotations

import math
import textwrap
from collections import Counter

from kg.drawing.content import Json
from kg.drawing.layout import Box, place_boxes

_LINES = 3
_LETTER = 0.56  # the mean width of a letter, in font sizes; system fonts lie between 0.5 and 0.58


def arrange(content: Json) -> tuple[list[Json], list[Json]]:
    """Return nodes and edges with all that one needs to draw them.

    Args:
        content: what `kg.drawing.content.describe` returns.

    Returns:
        Nodes with `label` (lines), `shape`, `size` (px, half the height), `font` (`size`, px), `class`, `x`, `y`; edges
        with `from`, `to` (places among the nodes), `dashes` and, where two nodes share several, `smooth` (a bend).
    """
    # Far more nodes are seen from farther away: they stay visible if they grow.
    growth = 1 + max(0.0, math.log10(max(1, len(content["nodes"])) / 100))
    looks = [content["classes"][node["class"]] for node in content["nodes"]]
    nodes = [_make_node(node, look, degree, growth) for node, look, degree in _with_degrees(content, looks)]
    boxes = [_make_box(node, margin=18 if content["crowded"] else 42) for node in nodes]
    places = place_boxes(boxes, [(edge["from"], edge["to"]) for edge in content["edges"]])
    for node, (x, y) in zip(nodes, places, strict=True):
        # The label hangs below the shape, so the shape sits in the upper part of its box.
        node.update(x=round(x, 1), y=round(y - _drop(node), 1))
    edges = [{key: edge[key] for key in ("from", "to")} | {"dashes": edge["planned"]} for edge in content["edges"]]
    _bend_parallels(edges)
    return nodes, edges


def _with_degrees(content: Json, looks: list[Json]) -> list[tuple[Json, Json, int]]:
    ends = Counter(end for edge in content["edges"] for end in {edge["from"], edge["to"]})
    return [(node, look, ends[number]) for number, (node, look) in enumerate(zip(content["nodes"], looks, strict=True))]


def _make_node(node: Json, look: Json, degree: int, growth: float) -> Json:
    least: int = look["size"]
    # Area, not radius, grows with the number of relations.
    size = least + (2.6 * math.sqrt(min(degree, 60)) if least > 6 else 0)
    font = 11 if least <= 6 else 13 if size < 20 else 15
    return {
        "label": wrap_label(node["label"], width=20 if font < 15 else 24),
        "shape": look["shape"],
        "size": round(size * growth, 1),
        "font": {"size": font},
        "class": node["class"],
    }


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
    lines, font = node["label"].split("\n"), node["font"]["size"]
    width = max(2 * node["size"], max(map(len, lines)) * font * _LETTER)
    return Box(width + margin, 2 * node["size"] + len(lines) * font * 1.2 + margin)


def _drop(node: Json) -> float:
    """How far a shape's centre lies above the centre of its box."""
    return float((node["label"].count("\n") + 1) * node["font"]["size"] * 0.6)


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
