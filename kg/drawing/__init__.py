"""Draws a network as one HTML file that needs nothing but a browser.

A renderer turns a network and a title into a page; `render_page` (pyvis) is the one that is built in.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.drawing.page import render_page
from kg.errors import OutputError

if TYPE_CHECKING:
    import networkx

__all__ = ["Renderer", "draw", "render"]

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
    _write(Path(path), render(network, title=title, renderer=renderer))


def _write(path: Path, page: str) -> None:
    if path.is_dir():
        raise OutputError(str(path), "is a folder; name a file such as graph.html")
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    except OSError as error:
        raise OutputError(str(path), _reason(error)) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(page.encode())
        Path(beside).chmod(0o666 & ~_umask())
        Path(beside).replace(path)
    except OSError as error:
        Path(beside).unlink(missing_ok=True)
        raise OutputError(str(path), _reason(error)) from error


def _reason(error: OSError) -> str:
    return f"can't be written ({error.strerror or error}); choose another place with -o"


def _umask() -> int:
    # The only way to read it is to set it.
    mask = os.umask(0)
    os.umask(mask)
    return mask
