"""The page of a large graph, drawn with force-graph: communities first, positions from here."""

from __future__ import annotations

import math
import re
import textwrap
from collections import Counter
from collections.abc import Sequence

from kg.drawing.communities import Community, find_communities
from kg.drawing.content import Json
from kg.drawing.layout import Box, place_in_frame
from kg.drawing.templates import fill_template, read_static

_WIDTH, _HEIGHT = 990, 620  # px of the picture on a usual screen
_DISCS = 0.115  # the share of it that discs cover
_COVERED = 0.6  # and the most that they cover with their names
_LEAST, _MOST = 8, 60  # px of a disc's radius
_NAMED = (26, 22, 18, 14)  # communities that have room for their names from the start, as many as fit
_LETTERS = 19  # of a line of a name
_LETTER, _LINE = 7.1, 15.5  # px of a name's letters and lines
_NEAREST = 3  # communities that each is drawn to
_STYLE = re.compile(r'createTextNode\(\w\)\)\}\}\("(.*?)"\)')


def render_large(content: Json) -> str:
    """Return the page.

    Args:
        content: what `kg.drawing.content.describe` returns.
    """
    library = read_static("vendored/force-graph.min.js")
    canvas = ["places", "painting", "large-naming", "force-canvas"]
    return fill_template(content, _draw(content), canvas, library=library, styles=_find_styles(library), zipped=True)


def _draw(content: Json) -> Json:
    """Return communities (name, whether it has room, place, radius, rest), and of each node its community and part."""
    communities = find_communities(content)
    home, part = [0] * len(content["nodes"]), [0] * len(content["nodes"])
    for number, community in enumerate(communities):
        for place, members in enumerate(community.parts):
            for node in members:
                home[node], part[node] = number, place
    radii = _measure_discs(communities)
    boxes, named = _make_boxes(communities, radii)
    places = place_in_frame(boxes, _join(content, home), Box(_WIDTH, _HEIGHT))
    drawn = [
        {
            "name": one.name,
            "named": named[at],
            "x": round(places[at][0]),
            # A name hangs below its disc, so the disc sits in the upper part of its box.
            "y": round(places[at][1] + radii[at] - boxes[at].height / 2 + 4),
            "r": round(radii[at], 1),
            "rest": one.rest,
        }
        for at, one in enumerate(communities)
    ]
    return {"communities": drawn, "group": home, "part": part}


def _measure_discs(communities: Sequence[Community]) -> list[float]:
    """A disc's area tells how many things are in it; what is in none isn't to outshine the others."""
    sizes = [len(one.members) for one in communities]
    if len(sizes) > 1 and communities[-1].rest:
        sizes[-1] = min(sizes[-1], sizes[0])
    share = math.sqrt(_DISCS * _WIDTH * _HEIGHT / (math.pi * max(1, sum(sizes))))
    return [max(_LEAST, min(_MOST, share * math.sqrt(size))) for size in sizes]


def _join(content: Json, home: Sequence[int]) -> list[tuple[int, int]]:
    """Return for each community those that it's joined with the most, for its size."""
    sizes = Counter(home)
    joined = Counter((home[edge["from"]], home[edge["to"]]) for edge in content["edges"])
    near: dict[int, Counter[int]] = {}
    for (one, other), count in joined.items():
        if one != other:
            for start, end in ((one, other), (other, one)):
                near.setdefault(start, Counter())[end] += count
    chosen = {
        (min(one, other), max(one, other))
        for one, others in near.items()
        for other in sorted(others, key=lambda end: (-others[end] / math.sqrt(sizes[end]), end))[:_NEAREST]
    }
    return sorted(chosen)


def _make_boxes(communities: Sequence[Community], radii: Sequence[float]) -> tuple[list[Box], list[bool]]:
    """Return the room of each disc, with its name for as many of the largest as there is room; and which have one."""
    boxes, named = [], []
    for most in _NAMED:
        named = [at < most or one.rest for at, one in enumerate(communities)]
        boxes = [_make_box(*one) for one in zip(communities, radii, named, strict=True)]
        if sum(math.prod(box) for box in boxes) < _COVERED * _WIDTH * _HEIGHT:
            break
    return boxes, named


def _make_box(community: Community, radius: float, named: bool) -> Box:
    lines = wrap_name(community.name) if named else []
    wide = max((len(line) for line in lines), default=0) * _LETTER
    return Box(max(2 * radius, wide) + 8, 2 * radius + len(lines) * _LINE + 8)


def wrap_name(name: str) -> list[str]:
    """Break a community's name as the page does: the first thing on two lines, the second on one.

    >>> wrap_name("14th Forum on Tide Heritage · Torley Agency for Museums · Lisbon")
    ['14th Forum on Tide', 'Heritage', 'Torley Agency for…']
    """
    head, *others = name.split(" · ")
    second = [textwrap.shorten(others[0], _LETTERS, placeholder="…")] if others else []
    return textwrap.wrap(head, _LETTERS, max_lines=2, placeholder="…") + second


def _find_styles(library: str) -> list[str]:
    """The styles that force-graph adds to the page by itself, empty at first; the policy must name them."""
    return ["", *(found.encode().decode("unicode_escape") for found in _STYLE.findall(library))]
