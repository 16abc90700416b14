"""Fills the templates in `html/`; all that goes in is escaped, and what can't be seen is written out."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import quote

from kg.bundled import folder
from kg.drawing.content import clean

PLAIN = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
"""The policy of a page without scripts."""
SUGGESTING = PLAIN.replace("style-src", "script-src 'self'; connect-src 'self'; style-src")
"""The policy of a page that suggests names as one types."""


def render(name: str, **values: object) -> str:
    """Return a page.

    Args:
        name: a file of `html/`.
        values: by the names that the template uses.
    """
    return str(_environment().get_template(name).render(values))


def entity_path(iri: str) -> str:
    """Return the path of a thing's page."""
    return f"/entity?iri={in_query(iri)}"


def in_query(value: object) -> str:
    """Write a value as it stands behind a name in an address."""
    return quote(str(value).encode("utf-8", "replace"), safe="")


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _environment() -> Any:  # noqa: ANN401 - jinja2.Environment; slow to import
    from jinja2 import DictLoader, Environment, StrictUndefined
    from markupsafe import Markup

    def show(value: object) -> object:
        return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    files = {file.name: file.read_text("utf-8") for file in folder("server/html").iterdir()}
    made = Environment(
        autoescape=True, loader=DictLoader(files), trim_blocks=True, undefined=StrictUndefined, finalize=show
    )
    made.filters.update(to_entity=entity_path, in_query=in_query, capitalised=_capitalise)
    return made
