"""A child of the server: what a child of the sandbox does, and the graph page, which loads far more than the engine."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path

from kg.errors import KgError
from kg.sandbox.messages import Reply, Request
from kg.sandbox.worker import main


def draw(folder: str, request: Request) -> Reply:
    """Draw the graph, or what surrounds a thing.

    Args:
        folder: the engine's own files, in a store's folder.
        request: `text` is the focus, or nothing; `base` the title; `rows` the most nodes to draw.
    """
    from kg.drawing import render
    from kg.network import network
    from kg.store import Store

    most = request.rows or 1_000
    try:
        with Store.open(Path(folder).parent, read_only=True) as store:
            if not request.text and _is_large(store, most):
                return Reply("rows")
            found = network(store, focus=request.text or None)
            if len(found) > most:
                return Reply("rows")
            return Reply("done", render(found, title=request.base or "Graph").encode(), "page", "text/html")
    except KgError as error:
        return Reply("syntax", reason=str(error))


def _is_large(store: object, most: int) -> bool:
    """Whether there are more things than may be drawn; told without looking at all of them."""
    from kg.store import Store
    from kg.store.patterns import DEFAULT
    from kg.store.terms import named

    assert isinstance(store, Store)
    records = {named(name) for name in ("kg:Evidence", "kg:Passage", "schema:DigitalDocument")}
    typed = store.engine.quads_for_pattern(None, named("rdf:type"), None, DEFAULT)
    things = (quad.subject for quad in typed if quad.object not in records)
    return len(set(islice(things, 4 * most))) > most


if __name__ == "__main__":
    main(sys.argv[1:], {"page": draw})
