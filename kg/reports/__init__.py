"""A corpus on one page: what one should know of it, then what its graph holds and what each document gave."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from kg.bundled import folder
from kg.drawing.content import Json
from kg.drawing.templates import csp_hash, read_static
from kg.outputs import replace_file
from kg.reports.content import Corpus, read_corpus, summarise
from kg.reports.notes import Notes, read_notes

if TYPE_CHECKING:
    from kg.graph import Store

__all__ = ["Notes", "read_corpus", "read_notes", "report", "report_on"]


def report(
    store: Store, path: str | os.PathLike[str], *, title: str = "", page: str = "graph.html", notes: Notes | None = None
) -> str:
    """Write one HTML file about a store; it needs nothing but a browser, and no scripts.

    Args:
        store: the store.
        path: the file; one that exists is replaced.
        title: the heading; without it, one is made of what the documents tell of, and when.
        page: where the page of the graph is, seen from the report: names in the report lead there.
        notes: what the build of the store wrote of itself, from `read_notes`.

    Returns:
        The heading.

    Raises:
        OutputError: the file can't be written.
    """
    return report_on(read_corpus(store), path, title=title, page=page, notes=notes)


def report_on(
    corpus: Corpus,
    path: str | os.PathLike[str],
    *,
    title: str = "",
    page: str = "graph.html",
    notes: Notes | None = None,
) -> str:
    """Write the report on what was read of a store: as `report`, for who draws its network as well."""
    summary = summarise(corpus, title=title, notes=notes)
    replace_file(Path(path), render_report(summary, page).encode())
    return str(summary["title"])


def render_report(summary: Json, page: str) -> str:
    """Return the report as text; the same summary gives the same.

    Args:
        summary: what `kg.reports.content.summarise` returns.
        page: as for `report`.
    """
    from jinja2 import DictLoader, Environment
    from markupsafe import Markup

    static = folder("reports/static")
    style = read_static("palette.css") + static.joinpath("report.css").read_text("utf-8")
    templates = {name: static.joinpath(name).read_text("utf-8") for name in ("report.html", "parts.html")}
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, loader=DictLoader(templates))
    target = quote(page)
    environment.filters["to_page"] = lambda iri: f"{target}#at={quote(iri, safe='')}"
    environment.filters["to_days"] = lambda unit: f"{target}#since={quote(unit)}&until={quote(unit)}&timeline=1"
    environment.filters["to_document"] = lambda name: f"{target}#document={quote(name, safe='')}"
    return environment.get_template("report.html").render(
        **summary, page=target, style=Markup(style), style_source=csp_hash(style)
    )
