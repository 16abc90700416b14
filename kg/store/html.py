"""Writes what notebooks show; the only file of the store that knows Jinja. Everything is escaped."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.bundled import folder
from kg.iris import shorten

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    static = folder("store/static")
    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(lambda name: static.joinpath(name).read_text("utf-8")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shorten"] = shorten
    environment.tests["web"] = lambda iri: iri.startswith(("http://", "https://"))
    return environment


def render(template: str, **values: object) -> str:
    """Fill in a template of `kg/store/static`.

    Args:
        template: the file's name.
        values: what it shows; each is escaped where it stands.
    """
    return _environment().get_template(template).render(values)
