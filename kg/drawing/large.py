"""The page of a large graph, drawn with force-graph: communities first, positions from here."""

from __future__ import annotations

import math
import re
from collections import Counter

from kg.drawing.content import Json
from kg.drawing.layout import Box, Groups, find_communities, place_boxes
from kg.drawing.templates import fill_template, read_static

_MOST_GROUPS = 150  # more communities than one can look through
_FEWEST = 6  # entities in a community worth its name
_STYLE = re.compile(r'createTextNode\(\w\)\)\}\}\("(.*?)"\)')


def render_large(content: Json) -> str:
    """Return the page.

    Args:
        content: what `kg.drawing.content.describe` returns.
    """
    library = read_static("vendored/force-graph.min.js")
    return fill_template(
        content, _place(content), ["painting", "force-canvas"], library=library, styles=_find_styles(library)
    )


def _place(content: Json) -> Json:
    """Return columns: x and y of each node, its size, its community; px. `rest` is the community of those in none."""
    nodes = content["nodes"]
    links = [(edge["from"], edge["to"]) for edge in content["edges"]]
    groups, rest = _gather(find_communities(len(nodes), links))
    degrees = Counter(end for edge in set(links) for end in set(edge))
    sizes = [round(4 + 1.6 * math.sqrt(min(degrees[number], 200)), 1) for number in range(len(nodes))]
    places = place_boxes([Box(2 * size + 14, 2 * size + 14) for size in sizes], links, groups=groups)
    return {
        "x": [round(x) for x, _ in places],
        "y": [round(y) for _, y in places],
        "size": sizes,
        "group": _number(groups, len(nodes)),
        "rest": rest,
    }


def _gather(groups: Groups) -> tuple[Groups, int | None]:
    """Put the smallest communities together, as the last; return its place, too."""
    large = [group for group in groups[:_MOST_GROUPS] if len(group) >= _FEWEST]
    rest = sorted(node for group in groups[len(large) :] for node in group)
    return (large, None) if not rest else ([*large, rest], len(large))


def _number(groups: Groups, count: int) -> list[int]:
    """Return each node's community."""
    home = [0] * count
    for number, group in enumerate(groups):
        for node in group:
            home[node] = number
    return home


def _find_styles(library: str) -> list[str]:
    """The styles that force-graph adds to the page by itself, empty at first; the policy must name them."""
    return ["", *(found.encode().decode("unicode_escape") for found in _STYLE.findall(library))]
