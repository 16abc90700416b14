"""The network: things are nodes, what joins them is an edge, and each knows its sentences."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import networkx
import pytest

from kg.errors import QueryError
from kg.graph import Store
from kg.iris import BASE, expand
from kg.model import Extraction
from kg.network import network, network_of
from kg.store import Rows, Triples
from tests.samples import EVENT, FIGURE, PERSON, REMARK, UNESCO, other_extraction, sample_extraction


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.add(sample_extraction())
    store.add(other_extraction())
    return store


@pytest.fixture(scope="module")
def graph(store: Store) -> networkx.MultiDiGraph:
    return network(store)


def test_nodes_are_things_and_nothing_else(graph: networkx.MultiDiGraph) -> None:
    assert {EVENT, PERSON, UNESCO, REMARK, FIGURE} <= set(graph)
    assert not [iri for iri in graph if "/evidence/" in iri or "/document/" in iri]
    assert graph.nodes[EVENT]["label"] == "Dialogue on Digital Learning"
    assert graph.nodes[EVENT]["class_label"] == "Dialogue"
    assert graph.nodes[EVENT]["other_names"] == ["the dialogue"]
    assert graph.nodes[REMARK]["label"] == "all countries to reopen schools"
    assert graph.graph["base"] == BASE


def test_what_joins_two_things_is_an_edge_with_its_sentences(graph: networkx.MultiDiGraph) -> None:
    (edge,) = graph.get_edge_data(EVENT, UNESCO).values()
    assert (edge["predicate"], edge["label"], edge["planned"]) == (expand("schema:organizer"), "organizer", False)
    assert [proof["document"] for proof in edge["evidence"]] == ["2021/other news.txt", "dialogue.txt"]
    assert edge["evidence"][0].keys() == {"sentence", "exact", "document", "confidence", "rule"}
    assert all(data["evidence"] for _, _, data in graph.edges(data=True))


def test_a_planned_edge_is_marked(graph: networkx.MultiDiGraph) -> None:
    assert [data["label"] for _, _, data in graph.edges(data=True) if data["planned"]] == ["launched"]


def test_a_denied_fact_is_no_edge(graph: networkx.MultiDiGraph) -> None:
    assert not graph.has_edge(EVENT, expand("wd:Q38"))


def test_literals_are_facts_of_their_node(graph: networkx.MultiDiGraph) -> None:
    facts = {fact["predicate"]: fact for fact in graph.nodes[EVENT]["facts"]}
    assert facts["start date"]["value"] == "2021-09-29"
    assert facts["start date"]["exact"] == "29 September 2021"
    assert "online" in facts["attendance mode"]["value"].casefold()
    assert {fact["value"] for fact in graph.nodes[FIGURE]["facts"]} == {"120000000", "learners", "true"}


def test_order_does_not_depend_on_additions(graph: networkx.MultiDiGraph) -> None:
    other = Store()
    other.add(other_extraction())
    extraction = sample_extraction()
    other.add(dataclasses.replace(extraction, statements=extraction.statements[::-1]))
    assert list(network(other).nodes(data=True)) == list(graph.nodes(data=True))
    assert list(network(other).edges(data=True)) == list(graph.edges(data=True))


@pytest.mark.parametrize(("hops", "expected"), [(0, {PERSON}), (None, {PERSON, EVENT, UNESCO, REMARK})])
def test_a_focus_keeps_what_is_near(store: Store, hops: int | None, expected: set[str]) -> None:
    assert set(network(store, focus="ana example", hops=hops)) == expected


def test_more_hops_reach_further(store: Store) -> None:
    sizes = [len(network(store, focus="Ana Example", hops=hops)) for hops in range(5)]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[1] < sizes[2]


def test_a_wrong_focus_is_told(store: Store) -> None:
    with pytest.raises(QueryError, match="did you mean"):
        network(store, focus="Ana Exmple")
    with pytest.raises(QueryError, match="give focus as well"):
        network(store, hops=1)
    with pytest.raises(QueryError, match="0 or more"):
        network(store, focus="Ana Example", hops=-1)


def test_an_empty_store_gives_an_empty_network() -> None:
    assert len(network(Store())) == 0


def test_a_denial_that_another_sentence_asserts_proves_nothing() -> None:
    extraction = sample_extraction()
    denial = next(one for one in extraction.statements if one.negated)
    asserted = dataclasses.replace(extraction.statements[0], subject=denial.subject, predicate=denial.predicate,
                                   object=denial.object)  # fmt: skip
    store = Store()
    store.add(Extraction(extraction.document, (*extraction.statements, asserted)))
    (edge,) = network(store).get_edge_data(EVENT, expand("wd:Q38")).values()
    assert [proof["exact"] for proof in edge["evidence"]] == [asserted.passage.exact]


def test_what_a_construct_gives_is_drawn_with_its_sentences(store: Store) -> None:
    answer = store.sparql("CONSTRUCT { ?event schema:organizer ?who . ?who kg:saw ?event } "
                          "WHERE { ?event schema:organizer ?who }")  # fmt: skip
    assert isinstance(answer, Triples)
    graph = network_of(answer, store.engine)
    assert set(graph) >= {EVENT, UNESCO}
    assert PERSON not in graph
    (said,), (inferred,) = (graph.get_edge_data(*ends).values() for ends in ((EVENT, UNESCO), (UNESCO, EVENT)))
    assert said["evidence"]
    assert (inferred["label"], inferred["evidence"]) == ("saw", [])


def test_what_a_select_gives_is_drawn_with_what_joins_it(store: Store) -> None:
    by_iri = store.sparql("SELECT ?who ?event { ?event schema:organizer ?who }")
    by_name = store.query("events_of", organization="UNESCO")
    assert isinstance(by_iri, Rows)
    assert network_of(by_iri, store.engine).has_edge(EVENT, UNESCO)
    assert network_of(by_name, store.engine).has_edge(EVENT, UNESCO)
    assert len(network_of(store.sparql("SELECT ?x { ?x a kg:Nothing }"), store.engine)) == 0


def test_answers_draw_themselves(store: Store, tmp_path: Path) -> None:
    rows = store.query("events_of", organization="UNESCO")
    rows[:1].draw(tmp_path / "rows.html", title="Of UNESCO")
    assert '<h1 dir="auto">Of UNESCO</h1>' in tmp_path.joinpath("rows.html").read_text("utf-8")
    triples = store.sparql("CONSTRUCT WHERE { ?event schema:organizer ?who }")
    assert isinstance(triples, Triples)
    triples.draw(tmp_path / "graph.svg")
    assert tmp_path.joinpath("graph.svg").read_text("utf-8").startswith("<?xml")
    with pytest.raises(QueryError, match="needs the store"):
        Rows(("x",), ()).draw(tmp_path / "none.html")
