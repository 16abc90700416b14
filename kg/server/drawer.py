"""A child of the server: what a child of the sandbox does, and what pages show, which loads far more."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, partial
from itertools import chain, islice
from pathlib import Path

import pyoxigraph as ox

from kg.errors import KgError
from kg.sandbox.evaluation import answer
from kg.sandbox.messages import Reply, Request
from kg.sandbox.worker import Work, main
from kg.server import pictures, things
from kg.server.context import JSON_LD, wrap, write_triples
from kg.store.names import Names

_RECORDS = ("kg:Evidence", "kg:Passage", "schema:DigitalDocument")
_READABLE = 2_000_000  # bytes of N-Triples


def read(folder: str) -> Work:
    """Open the engine's own files, to read and to draw."""
    engine = ox.Store.read_only(folder)
    # The index of a store that was searched before lies in its folder; else it's made when one searches.
    index = cache(lambda: Names(engine, Path(folder)))
    kinds: Mapping[str, Callable[[Request], Reply]] = {
        "page": partial(draw, engine),
        "picture": partial(pictures.draw_picture, engine),
        "thing": partial(things.describe_thing, engine),
        "names": partial(things.locate_names, engine),
        "search": lambda request: things.search_names(engine, index(), request),
    }
    return Work(lambda request: kinds.get(request.kind, partial(_answer, engine))(request))


def _answer(engine: ox.Store, request: Request) -> Reply:
    """Answer as a child of the sandbox does, but JSON-LD with a context, which the engine doesn't write."""
    if request.graph_type != JSON_LD:
        return answer(engine, request)
    reply = answer(engine, replace(request, graph_type=ox.RdfFormat.N_TRIPLES.media_type))
    if reply.outcome != "done" or reply.form != "triples":
        return reply
    if len(reply.body) > _READABLE:  # people don't read that, and it would take long
        expanded = answer(engine, request)
        return replace(expanded, body=wrap(expanded.body)) if expanded.outcome == "done" else expanded
    triples = (quad.triple for quad in ox.parse(reply.body, format=ox.RdfFormat.N_TRIPLES))
    body = write_triples(triples, JSON_LD)
    return replace(reply, body=body, media_type=JSON_LD) if len(body) <= request.size else Reply("size")


def draw(engine: ox.Store, request: Request) -> Reply:
    """Draw the graph, or what surrounds a thing.

    Args:
        engine: the store.
        request: `text` is the focus, or nothing; `base` the title; `rows` the most things to draw.
    """
    from kg.drawing import render, render_neighbourhood
    from kg.graph import Store
    from kg.network import network

    most = request.rows or 1_000
    try:
        near = surroundings(engine, request.text, 20 * most) if request.text else engine
        if near is None or _is_large(near, most):
            return Reply("rows")
        if request.text:
            title = request.base or request.text
            page = render_neighbourhood(Store.over(near), request.text, title=title, more="/graph?focus=")
        else:
            page = render(network(Store.over(near)), title=request.base or "Graph")
    except KgError as error:
        return Reply("missing", reason=str(error))
    return Reply("done", page.encode(), "page", "text/html")


def _is_large(engine: ox.Store, most: int) -> bool:
    """Whether there are more things than may be drawn; told without looking at all of them."""
    from kg.store.patterns import DEFAULT
    from kg.store.terms import named

    records = set(map(named, _RECORDS))
    typed = engine.quads_for_pattern(None, named("rdf:type"), None, DEFAULT)
    things = (quad.subject for quad in typed if quad.object not in records)
    return len(set(islice(things, 4 * most))) > most


def surroundings(engine: ox.Store, name: str, most: int) -> ox.Store | None:
    """Copy what is said of a thing and of its neighbours, so that drawing them needn't look at all there is.

    Args:
        engine: the store.
        name: of the thing, or its IRI.
        most: neighbours, evidence among them.

    Returns:
        A store in memory; none where there are more neighbours.

    Raises:
        QueryError: nothing has this name.
    """
    from kg.store.lookup import find
    from kg.store.patterns import DEFAULT, subjects

    near: set[ox.NamedNode] = set()
    for thing in find(engine, name):
        leaving = engine.quads_for_pattern(thing, None, None, DEFAULT)
        for quad in chain(leaving, engine.quads_for_pattern(None, None, thing, DEFAULT)):
            near |= {end for end in (quad.subject, quad.object) if isinstance(end, ox.NamedNode)}
            if len(near) > most:
                return None
    made = ox.Store()
    facts = {fact for thing in near for fact in subjects(engine, "rdf:subject", thing)}
    for node in near | facts:
        made.extend(engine.quads_for_pattern(node, None, None, DEFAULT))
    _add_places(engine, made)
    return made


def _add_places(engine: ox.Store, made: ox.Store) -> None:
    """Copy the passages that evidence names, and their documents."""
    from kg.store.patterns import DEFAULT
    from kg.store.terms import named

    for link in ("kg:passage", "kg:inDocument"):
        for place in {quad.object for quad in made.quads_for_pattern(None, named(link), None, DEFAULT)}:
            if isinstance(place, ox.NamedNode):
                made.extend(engine.quads_for_pattern(place, None, None, DEFAULT))


if __name__ == "__main__":
    main(sys.argv[1:], read)
