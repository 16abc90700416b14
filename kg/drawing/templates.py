"""The page's template, its scripts and its style, and the policy that lets no others run."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections.abc import Sequence
from itertools import islice

from kg.bundled import folder
from kg.drawing.content import Json, count_rows, tabulate
from kg.drawing.packing import pack

_BEFORE = ("elements", "content", "filtering", "choices", "saving", "labels", "viewport", "calendar")
_TABLE = ("csv", "rows", "table")
_TIMELINE = ("dated", "axis", "scrolling", "entries", "timeline")
_AFTER = ("ranking", "search", "story", "panel", "filters", *_TABLE, *_TIMELINE, "tips", "page")
_MOST_ROWS = 2_000  # of the table for readers without scripts; with them, any number


def fill_template(
    content: Json,
    drawing: Json,
    canvas: Sequence[str],
    *,
    library: str,
    styles: Sequence[str] = (),
    zipped: bool = False,
) -> str:
    """Return the page.

    Args:
        content: what `kg.drawing.content.describe` returns.
        drawing: positions and sizes, as the canvas wants them.
        canvas: the scripts that draw, of `static/scripts`, without their suffix.
        library: the text of the script that the canvas draws with.
        styles: texts of styles that the library adds to the page by itself.
        zipped: whether content and drawing are compressed, which makes large pages several times smaller.
    """
    from jinja2 import DictLoader, Environment
    from markupsafe import Markup

    scripts = [library, *(read_static(f"scripts/{name}.js") for name in (*_BEFORE, *canvas, *_AFTER))]
    packed = pack(content)
    style = "".join(map(read_static, ("palette.css", "views.css", "page.css")))
    environment = Environment(autoescape=True, trim_blocks=True, loader=DictLoader({"page": read_static("page.html")}))
    return environment.get_template("page").render(
        content=content,
        packed=packed,
        drawing=drawing,
        zipped=_zip_parts(packed, drawing) if zipped else (),
        rows=list(islice(tabulate(content), _MOST_ROWS)),
        left_out=max(0, count_rows(content) - _MOST_ROWS),
        scripts=[Markup(script) for script in scripts],
        style=Markup(style),
        script_source=" ".join(map(csp_hash, scripts)),
        style_source=" ".join(map(csp_hash, (style, *styles))),
    )


def read_static(name: str) -> str:
    """Return the text of a shipped file, by its path below `static`."""
    return folder("drawing/static").joinpath(*name.split("/")).read_text("utf-8")


def _zip_parts(packed: Json, drawing: Json) -> list[str]:
    """What is needed for a first picture comes first, then the proofs, part by part."""
    first = {key: value for key, value in packed.items() if key != "proofs"}
    return [zip_json({"content": first, "drawing": drawing}), *map(zip_json, packed["proofs"])]


def zip_json(value: Json) -> str:
    """Return a value as JSON, compressed, in letters that no markup is made of."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return base64.b64encode(gzip.compress(text.encode(), 4, mtime=0)).decode()


def csp_hash(text: str) -> str:
    """Name an inline script or style in the Content-Security-Policy, so that no other can run."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
