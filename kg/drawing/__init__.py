"""Draws a network as one HTML file that needs nothing but a browser, or as one SVG.

A renderer turns a network and a title into a text; `render_page` makes the page, `render_svg` a picture without one.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.drawing.neighbourhood import render_neighbourhood
from kg.drawing.page import render_page
from kg.drawing.svg import render_svg
from kg.outputs import replace_file

if TYPE_CHECKING:
    import networkx

__all__ = ["Renderer", "draw", "render", "render_neighbourhood", "render_page", "render_svg"]

Renderer = Callable[["networkx.MultiDiGraph", str], str]


def render(network: networkx.MultiDiGraph, *, title: str, renderer: Renderer = render_page) -> str:
    """Return the page of a network; the same network and title give the same text.

    Args:
        network: nodes are IRIs with `label`, `class_iri`, `class_label`, `other_names` and `facts`; edges have
            `predicate`, `label`, `planned` and `evidence` (see `kg.network`).
        title: the page's heading, any text.
        renderer: draws the page.
    """
    return renderer(network, title)


def draw(
    network: networkx.MultiDiGraph, path: str | os.PathLike[str], *, title: str, renderer: Renderer = render_page
) -> None:
    """Write the page of a network to a file, whole or not at all.

    Args:
        network: as for `render`.
        path: the file; one that exists is replaced.
        title: the page's heading, any text.
        renderer: draws the page.

    Raises:
        OutputError: the file can't be written.
    """
    replace_file(Path(path), render(network, title=title, renderer=renderer).encode())
