"""The graph as one SVG for papers and reports; no browser is needed to make it."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from functools import cache
from typing import TYPE_CHECKING

from kg.drawing.arrangement import arrange, wrap_label
from kg.drawing.content import Json, describe
from kg.drawing.templates import read_static

if TYPE_CHECKING:
    import networkx

_FONT = "Helvetica, Arial, 'Liberation Sans', sans-serif"
_ROOM = 40
_LEGEND = 15  # the size of its type
_CORNERS = {
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "diamond": ((0, -1), (1, 0), (0, 1), (-1, 0)),
    "triangle": ((0, -1), (1, 0.9), (-1, 0.9)),
    "hexagon": ((-0.5, -0.87), (0.5, -0.87), (1, 0), (0.5, 0.87), (-0.5, 0.87), (-1, 0)),
}


def render_svg(network: networkx.MultiDiGraph, title: str) -> str:
    """Return the graph as SVG 1.1, with its title and a legend: a renderer for `kg.drawing.draw`.

    Args:
        network: as for `kg.drawing.render`.
        title: any text.
    """
    content = describe(network, title)
    nodes, edges = arrange(content)
    folded = {number for number, _ in content["homes"]}
    seen = [node for number, node in enumerate(nodes) if number not in folded]
    left, top, right, bottom = _measure(seen)
    rows = _break_legend(content, right - left)
    deep = bottom + _LEGEND * 2 * (len(rows) + 1)
    svg = ET.Element("svg", _whole(left - _ROOM, top - 3 * _ROOM, right + _ROOM, deep))
    ET.SubElement(svg, "title").text = content["title"]
    ET.SubElement(svg, "rect", x=_n(left - _ROOM), y=_n(top - 3 * _ROOM), width="100%", height="100%", fill="#ffffff")
    _add_tip(svg)
    _add_title(svg, content["title"], left, top)
    for edge, said in zip(edges, content["edges"], strict=True):
        if not {edge["from"], edge["to"]} & folded:
            _add_line(svg, edge, nodes, "" if content["crowded"] else said["label"])
    for node in seen:
        _add_node(svg, node, content)
    _add_legend(svg, rows, (left, bottom + _LEGEND * 2))
    ET.indent(svg, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(svg, encoding="unicode") + "\n"


def _add_title(svg: ET.Element, title: str, left: float, top: float) -> None:
    lines = wrap_label(title, width=80).split("\n")
    for number, line in enumerate(reversed(lines)):
        _add_text(svg, line, (left, top - _ROOM - 24 * number), 20, anchor="start")


def _whole(left: float, top: float, right: float, bottom: float) -> dict[str, str]:
    wide, high = right - left, bottom - top
    return {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": " ".join(map(_n, (left, top, wide, high))),
        "width": _n(wide),
        "height": _n(high),
        "font-family": _FONT,
        "role": "img",
    }


def _measure(nodes: list[Json]) -> tuple[float, float, float, float]:
    if not nodes:
        return 0.0, 0.0, 400.0, 40.0
    nodes = [{**node, "label": node["label"] if node["named"] else ""} for node in nodes]
    wide = [max(node["size"], 0.28 * node["font"]["size"] * max(map(len, node["label"].split("\n")))) for node in nodes]
    lines = [node["label"].count("\n") + 1 for node in nodes]
    deep = [node["size"] + 1.2 * node["font"]["size"] * count for node, count in zip(nodes, lines, strict=True)]
    left = min(node["x"] - reach for node, reach in zip(nodes, wide, strict=True))
    right = max(node["x"] + reach for node, reach in zip(nodes, wide, strict=True))
    bottom = max(node["y"] + reach for node, reach in zip(nodes, deep, strict=True))
    return left, min(node["y"] - node["size"] for node in nodes), max(right, left + 400), bottom


@cache
def read_palette() -> dict[str, str]:
    """Return the light colours of the page's style by name, as #rrggbb."""
    return dict(re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}),", read_static("palette.css")))


def colour_of(look: Json) -> str:
    """Return the colour of a class, or of a group of classes, as in the page.

    Args:
        look: its `family`, a name in palette.css.
    """
    return read_palette()[look["family"]]


def _add_tip(svg: ET.Element) -> None:
    named = {"viewBox": "0 0 8 8", "refX": "7", "refY": "4", "markerWidth": "7", "markerHeight": "7", "orient": "auto"}
    marker = ET.SubElement(ET.SubElement(svg, "defs"), "marker", {"id": "tip", **named})
    ET.SubElement(marker, "path", d="M0 0.5L8 4L0 7.5z", fill=read_palette()["soft"])


def _add_line(svg: ET.Element, edge: Json, nodes: list[Json], label: str) -> None:
    start, end = nodes[edge["from"]], nodes[edge["to"]]
    bend = _bend_of(edge)
    dx, dy = end["x"] - start["x"], end["y"] - start["y"]
    middle = ((start["x"] + end["x"]) / 2 + dy * bend, (start["y"] + end["y"]) / 2 - dx * bend)
    before = middle if bend else (start["x"], start["y"])
    length = math.dist(before, (end["x"], end["y"])) or 1
    tip = [end[axis] - (end[axis] - before[at]) / length * (end["size"] + 3) for at, axis in enumerate("xy")]
    curve = f"Q{_n(middle[0])} {_n(middle[1])} " if bend else "L"
    named = {"d": f"M{_n(start['x'])} {_n(start['y'])}{curve}{_n(tip[0])} {_n(tip[1])}", "marker-end": "url(#tip)"}
    named |= {"stroke-dasharray": "5 4"} if edge["dashes"] else {}
    ET.SubElement(svg, "path", {**named, "fill": "none", "stroke": read_palette()["edge"], "stroke-width": "1.2"})
    if label:
        place = ((start["x"] + end["x"]) / 2 + dy * bend / 2, (start["y"] + end["y"]) / 2 - dx * bend / 2 + 4)
        _add_text(svg, wrap_label(label, width=40).split("\n")[0], place, 11, colour="soft")


def _bend_of(edge: Json) -> float:
    bend = edge.get("smooth")
    return 0.0 if bend is None else bend["roundness"] * (1 if bend["type"] == "curvedCW" else -1)


def _add_node(svg: ET.Element, node: Json, content: Json) -> None:
    _add_mark(svg, node["shape"], (node["x"], node["y"]), node["size"], colour_of(content["classes"][node["class"]]))
    font = node["font"]["size"]
    for number, line in enumerate(node["label"].split("\n") if node["named"] else ()):
        _add_text(svg, line, (node["x"], node["y"] + node["size"] + font * (1.1 + 1.2 * number)), font)


def _add_mark(svg: ET.Element, shape: str, place: tuple[float, float], size: float, colour: str) -> None:
    x, y = place
    if shape not in _CORNERS:
        ET.SubElement(svg, "circle", cx=_n(x), cy=_n(y), r=_n(size), fill=colour)
        return
    points = " ".join(f"{_n(x + dx * size)},{_n(y + dy * size)}" for dx, dy in _CORNERS[shape])
    ET.SubElement(svg, "polygon", points=points, fill=colour)


def _add_text(
    svg: ET.Element, words: str, place: tuple[float, float], size: float, *, anchor: str = "middle", colour: str = "ink"
) -> None:
    named = {"x": _n(place[0]), "y": _n(place[1]), "font-size": _n(size), "text-anchor": anchor}
    halo = {"stroke": "#ffffff", "stroke-width": "4", "stroke-linejoin": "round", "paint-order": "stroke"}
    ET.SubElement(svg, "text", {**named, **halo, "fill": read_palette()[colour]}).text = words


def _break_legend(content: Json, width: float) -> list[list[tuple[float, Json]]]:
    """Put the groups in rows, each with its distance from the left."""
    rows: list[list[tuple[float, Json]]] = [[]]
    at = 0.0
    for group, count in zip(content["groups"], _count_groups(content), strict=True):
        label = f"{group['label'][:40]} {count}{' (not drawn)' if group['folds'] else ''}"
        need = len(label) * _LEGEND * 0.56 + 3 * _LEGEND
        if at and at + need > width:
            rows.append([])
            at = 0.0
        rows[-1].append((at, {"label": label, "family": group["colour"], "shape": group["shape"]}))
        at += need
    return rows


def _count_groups(content: Json) -> list[int]:
    counts = [0] * len(content["groups"])
    for kind in content["classes"]:
        counts[kind["group"]] += kind["count"]
    return counts


def _add_legend(svg: ET.Element, rows: list[list[tuple[float, Json]]], place: tuple[float, float]) -> None:
    for number, row in enumerate(rows):
        y = place[1] + number * 2 * _LEGEND
        for at, look in row:
            _add_mark(svg, look["shape"], (place[0] + at + 6, y - 5), 6, colour_of(look))
            _add_text(svg, look["label"], (place[0] + at + 18, y), _LEGEND * 0.87, anchor="start", colour="soft")


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
