"""Fills the templates in `html/`; all that goes in is escaped."""

from __future__ import annotations

from functools import cache
from typing import Any

from kg.bundled import folder


def render(name: str, **values: object) -> str:
    """Return a page.

    Args:
        name: a file of `html/`.
        values: by the names that the template uses.
    """
    return str(_environment().get_template(name).render(values))


@cache
def _environment() -> Any:  # noqa: ANN401 - jinja2.Environment; slow to import
    from jinja2 import DictLoader, Environment, StrictUndefined

    files = {file.name: file.read_text("utf-8") for file in folder("server/html").iterdir()}
    return Environment(autoescape=True, loader=DictLoader(files), trim_blocks=True, undefined=StrictUndefined)
