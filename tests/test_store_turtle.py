"""What kg writes as Turtle and TriG is the same graph to rdflib and to pyoxigraph, whatever stands in it."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.iris import BASE
from kg.store.turtle import write_trig, write_turtle
from tests.test_exports import TRIPLES

# rdflib 7.6 uses its own deprecated names, and warns of literals that aren't of the type they claim.
pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated.*:DeprecationWarning:rdflib.*")

NAMES = [ox.NamedNode(f"{BASE}document/{name}.txt") for name in ("a", "b", "2021/c%20d")]
GRAPHS = st.dictionaries(st.sampled_from(NAMES), TRIPLES.filter(bool), max_size=3)

Quads = set[tuple[object, ...]]


def by_rdflib(text: str, kind: str) -> Quads:
    """The quads of a text as rdflib has them: each term by its kind, its text, its datatype and its language."""
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format=kind)
    return {tuple(map(parts, quad)) for quad in dataset.quads()}


def parts(term: object) -> tuple[object, ...]:
    return type(term).__name__, str(term), str(getattr(term, "datatype", "")), getattr(term, "language", "")


def lines(quads: list[ox.Quad]) -> str:
    return "".join(f"{quad} .\n" for quad in quads)


@settings(deadline=None, max_examples=200)
@given(TRIPLES)
def test_turtle_is_the_same_graph_to_both(triples: list[ox.Triple]) -> None:
    text = write_turtle(triples)
    quads = [ox.Quad(one.subject, one.predicate, one.object) for one in triples]
    assert set(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)) == set(quads)
    assert by_rdflib(text, "turtle") == by_rdflib(lines(quads), "nquads")


@settings(deadline=None, max_examples=200)
@given(GRAPHS)
def test_trig_is_the_same_graphs_to_both(graphs: dict[ox.NamedNode, list[ox.Triple]]) -> None:
    text = write_trig(graphs)
    quads = [ox.Quad(one.subject, one.predicate, one.object, name) for name in graphs for one in graphs[name]]
    assert set(ox.parse(text.encode(), format=ox.RdfFormat.TRIG)) == set(quads)
    assert by_rdflib(text, "trig") == by_rdflib(lines(quads), "nquads")
