"""A page as a value, which a notebook shows in a frame of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

MOST_SHOWN = 1_000
"""How many things a graph may have that shows itself as its picture without being asked to."""

LARGEST_SHOWN = 2_000_000
"""How long its frame may be, in characters: Jupyter drops outputs of more than three megabytes in three seconds."""


@dataclass(frozen=True)
class Picture:
    """A page: shown at the end of a notebook's cell, in JupyterLab, VS Code and what nbconvert makes of notebooks.

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
