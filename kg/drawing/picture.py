"""A page as a value, which a notebook shows in a frame of its own."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.drawing import draw, render, render_page, render_svg

if TYPE_CHECKING:
    import networkx

MOST_SHOWN = 1_000
"""How many things a graph may have that shows itself as its picture without being asked to."""

LARGEST_SHOWN = 2_000_000
"""How long its frame may be, in characters: Jupyter drops outputs of more than three megabytes in three seconds."""

HINT = (
    "Too large to be drawn in a notebook unasked: draw('graph.html') writes the picture, draw(focus='…') and a query's "
    "draw() show a part of it here, draw() all."
)
"""What is said in the place of a larger one."""


@dataclass(frozen=True)
class Picture:
    """A page: shown at the end of a notebook's cell, as in JupyterLab and what nbconvert makes of notebooks.

    The page runs within a sandbox: it can't reach the notebook, and asks the network for nothing.
    """

    title: str
    page: str = field(repr=False)

    @cached_property
    def frame(self) -> str:
        """The element that shows the page within another one."""
        from jinja2 import Environment

        from kg.drawing.templates import read_static

        return Environment(autoescape=True).from_string(read_static("frame.html")).render(picture=self)

    def _repr_html_(self) -> str:
        return self.frame


def draw_or_show(network: networkx.MultiDiGraph, path: str | os.PathLike[str] | None, title: str) -> Picture | None:
    """Draw a network into a file, as a page or as SVG where the path ends so; without one, return its picture.

    Args:
        network: as for `kg.drawing.render`.
        path: the file; one that exists is replaced.
        title: the heading; without it, the file's name.

    Raises:
        OutputError: the file can't be written.
    """
    if path is None:
        heading = title or "Knowledge graph"
        return Picture(heading, render(network, title=heading))
    renderer = render_svg if Path(path).suffix == ".svg" else render_page
    draw(network, path, title=title or Path(path).stem, renderer=renderer)
    return None
