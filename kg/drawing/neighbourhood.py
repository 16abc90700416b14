"""The page of what surrounds one thing of a store, with ways on: for servers of large stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.drawing.page import render_page
from kg.network import network

if TYPE_CHECKING:
    from kg.store import DocumentStore


def render_neighbourhood(store: DocumentStore, name: str, *, hops: int = 1, title: str = "", more: str = "") -> str:
    """Return the page of what surrounds a thing.

    Args:
        store: what holds the neighbourhood; all of it is read, so give a server's copy of the part that is wanted.
        name: of the thing, its IRI or its prefixed name.
        hops: how far around it, in facts.
        title: the heading; the name without it.
        more: begins the address of a page for another thing, whose IRI follows percent-encoded, such as `?focus=` or
            `/graph?focus=`; each entity then has a link that loads what surrounds it. Without it there is none.

    Raises:
        QueryError: nothing has this name.
        ValueError: `more` leads to another host.
    """
    if more and (more.startswith(("//", "/\\")) or more[0] not in "?/."):
        raise ValueError(f"{more!r} isn't a path on the same host; begin it with / or ?")
    graph = network(store, focus=name, hops=hops)
    graph.graph["more"] = more
    return render_page(graph, title or name)
