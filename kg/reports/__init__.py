"""A corpus on one page: what its graph holds, what each document gave, and what one should look at."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from kg.bundled import folder
from kg.drawing.templates import csp_hash, read_static
from kg.network import network
from kg.outputs import replace_file
from kg.reports.content import summarise

if TYPE_CHECKING:
    from kg.graph import Store

__all__ = ["report"]

Notes = Mapping[str, Sequence[str]]


def report(
    store: Store, path: str | os.PathLike[str], *, title: str = "", page: str = "graph.html", notes: Notes | None = None
) -> None:
    """Write one HTML file about a store; it needs nothing but a browser, and no scripts.

    Args:
        store: the store.
        path: the file; one that exists is replaced.
        title: the heading; the file's name without it.
        page: where the page of the graph is, seen from the report: names in the report lead there.
        notes: warnings by document, such as those of `kg build --report`.

    Raises:
        OutputError: the file can't be written.
    """
    replace_file(
        Path(path), render_report(store, title=title or Path(path).stem, page=page, notes=notes or {}).encode()
    )


def render_report(store: Store, *, title: str, page: str, notes: Notes) -> str:
    """Return the report as text; the same store gives the same. Arguments as for `report`."""
    from jinja2 import DictLoader, Environment
    from markupsafe import Markup

    static = folder("reports/static")
    style = read_static("palette.css") + static.joinpath("report.css").read_text("utf-8")
    template = static.joinpath("report.html").read_text("utf-8")
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, loader=DictLoader({"it": template})
    )
    target = quote(page)
    environment.filters["to_page"] = lambda iri: f"{target}#at={quote(iri, safe='')}"
    environment.filters["to_days"] = lambda unit: f"{target}#since={quote(unit)}&until={quote(unit)}&timeline=1"
    environment.filters["to_document"] = lambda name: f"{target}#document={quote(name, safe='')}"
    content = summarise(network(store), store.documents(), title=title, info=store.info(), notes=notes)
    return environment.get_template("it").render(
        **content, page=target, style=Markup(style), style_source=csp_hash(style)
    )
