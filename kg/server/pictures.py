"""A child of the server draws a few things and what joins them, as SVG in the colours of the day or of the night."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import KgError
from kg.sandbox.messages import Reply, Request

if TYPE_CHECKING:
    import networkx

_AROUND = 12  # things around one; more can't be read on a page
_HEAD = 90  # units that a title would take
_SVG = "http://www.w3.org/2000/svg"


def draw_picture(engine: ox.Store, request: Request) -> Reply:
    """Draw some things, or one with those that most facts join it with.

    Args:
        engine: the store.
        request: its text is JSON: `things`, a list of IRIs, of which a single one is drawn with those around it, and
            `dark`.
    """
    from kg.drawing import render_svg
    from kg.graph import Store
    from kg.network import network

    wanted = json.loads(request.text)
    try:
        things = list(map(ox.NamedNode, wanted["things"]))
        copied = copy_things(engine, things if len(things) > 1 else _with_neighbours(engine, things[0]))
        graph = network(Store.over(copied))
        drop_lonely(graph)
        drawn = render_svg(graph, "")
    except KgError as error:
        return Reply("missing", reason=str(error))
    return Reply("done", finish(drawn, dark=wanted["dark"]), "picture", "image/svg+xml")


def _with_neighbours(engine: ox.Store, thing: ox.NamedNode) -> list[ox.NamedNode]:
    from kg.server.things import MOST_FACTS
    from kg.store.entities import describe

    near = [each.iri for each in describe(engine, thing, MOST_FACTS).neighbours if not each.iri.startswith("_:")]
    return [thing, *map(ox.NamedNode, near[:_AROUND])]


def copy_things(engine: ox.Store, things: Iterable[ox.NamedNode]) -> ox.Store:
    """Copy things, the facts that join them, and the evidence of those facts.

    Args:
        engine: the store.
        things: what to copy.
    """
    from kg.store.patterns import DEFAULT
    from kg.store.sparql import bind, run
    from kg.store.terms import named

    made, there = ox.Store(), dict.fromkeys(things)
    named_by = {named(name) for name in ("rdf:type", "schema:name", "schema:alternateName", "schema:text")}
    for thing in there:
        for quad in engine.quads_for_pattern(thing, None, None, DEFAULT):
            if quad.predicate in named_by:
                made.add(quad)
            elif quad.object in there:
                made.add(quad)
                rows = run(engine, bind(_EVIDENCE, {"subject": thing, "object": quad.object}))
                for row in getattr(rows, "terms", ()):
                    for node in row:
                        made.extend(engine.quads_for_pattern(node, None, None, DEFAULT))
    return made


def drop_lonely(network: networkx.MultiDiGraph) -> None:
    """Take out what nothing joins, where others are joined."""
    lonely = [node for node in network if not network.degree(node)]
    if len(lonely) < len(network):
        network.remove_nodes_from(lonely)


_EVIDENCE = "SELECT ?fact ?words { ?fact rdf:subject ?_subject ; rdf:object ?_object ; kg:passage ?words }"


def finish(svg: str, *, dark: bool) -> bytes:
    """Take the room of the title away, and put the colours of the night in the place of those of the day."""
    from kg.drawing.templates import read_static

    ET.register_namespace("", _SVG)
    root = ET.fromstring(svg)
    left, top, wide, high = (float(each) for each in root.get("viewBox", "0 0 1 1").split())
    root.set("viewBox", f"{left:g} {top + _HEAD:g} {wide:g} {high - _HEAD:g}")
    root.set("height", f"{high - _HEAD:g}")
    tones = dict(re.findall(r"light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", read_static("palette.css")))
    for node in root.iter() if dark else ():
        for name in ("fill", "stroke"):
            if (tone := node.get(name)) in tones:
                node.set(name, tones[str(tone)])
    return ET.tostring(root, encoding="unicode").encode()
