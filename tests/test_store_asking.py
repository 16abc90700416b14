"""Asking a store: evidence by name, SPARQL with values that stay values, rows of Python values, rdflib's view."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import QueryError, StoreError
from kg.graph import Store
from kg.iris import expand
from kg.store import Triples
from kg.store.sparql import bind, parameters
from tests.samples import EVENT, PERSON, UNESCO, filled, other_extraction, sample_extraction

# rdflib 7.6 uses its own deprecated names.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.* is deprecated:DeprecationWarning:rdflib.*")

FIRST, SECOND = sample_extraction(), other_extraction()


@pytest.mark.parametrize("name", ["Ana Example", "ana  EXAMPLE", PERSON])
@pytest.mark.parametrize("predicate", ["chair", "kg:chair", expand("kg:chair"), "Chair"])
def test_why_finds_a_thing_however_it_is_named(name: str, predicate: str) -> None:
    found = filled().why(name, predicate)
    assert [(one.subject, one.object) for one in found] == [("Dialogue on Digital Learning", "Ana Example")]
    assert found[0].statement.passage.sentence.startswith("Ana Example, Director of UNESCO, chaired the dialogue")
    assert "chaired the dialogue" in str(found[0])
    assert "dialogue.txt" in str(found[0])


def test_why_joins_two_things_in_either_direction() -> None:
    store = filled()
    one = store.why("UNESCO", "organizer", "Dialogue on Digital Learning")
    assert one == store.why("Dialogue on Digital Learning", "organizer", "UNESCO")
    assert {each.source for each in one} == {"dialogue.txt", "2021/other news.txt"}
    assert store.why("the dialogue", None, "2021-09-29")[0].statement.predicate == expand("schema:startDate")
    assert store.why("UNESCO", "launched", "Italy") == ()


def test_why_of_a_goal_by_prefixed_name() -> None:
    assert {one.predicate for one in filled().why("sdg:4")} >= {"addresses goal", "name"}


@pytest.mark.parametrize(
    ("subject", "predicate", "hint"),
    [("Ana Exmple", None, "did you mean 'Ana Example'"), ("Ana Example", "moderator", "said of it: affiliation")],
)
def test_why_helps_when_nothing_is_found(subject: str, predicate: str | None, hint: str) -> None:
    with pytest.raises(QueryError, match=hint):
        filled().why(subject, predicate)


def test_rows_have_names_and_python_values() -> None:
    rows = filled().sparql(
        "SELECT ?d ?c ?b ?n ?x { ?_e schema:startDate ?d . ?ev kg:confidence ?c FILTER(?c > 0.9) "
        "?f kg:approximate ?b ; schema:value ?n OPTIONAL { ?f schema:about ?x } }",
        e=ox.NamedNode(EVENT),
    )
    (row,) = rows  # type: ignore[misc]
    assert (row.d, row["c"], row[2], row.n, row.x) == (date(2021, 9, 29), Decimal("0.95"), True, 120000000, None)
    with pytest.raises(AttributeError, match="no column 'event'; columns: d, c"):
        _ = row.event


def test_construct_gives_triples_and_ask_a_bool() -> None:
    store = filled()
    found = store.sparql("CONSTRUCT { ?s schema:name ?n } WHERE { ?s schema:name ?n }")
    assert isinstance(found, Triples)
    assert 'wd:Q7809 schema:name "UNESCO" .' in found.to_turtle()
    assert len(found.to_rdflib()) == len(found)
    assert store.sparql("ASK { ?s kg:chair ?o }") is True


def test_named_graphs_can_be_asked() -> None:
    rows = filled().sparql("SELECT ?g { GRAPH ?g { ?e schema:organizer wd:Q7809 } } ORDER BY ?g")
    assert [row.g for row in rows] == sorted([FIRST.document.iri, SECOND.document.iri])  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "hint"),
    [("SELECT {", "isn't SPARQL"), ("SELECT * { ?s ?p ?_o }", "needs a value for o"), ("ASK {}", "has no parameter")],
)
def test_sparql_errors_say_what_is_wrong(text: str, hint: str) -> None:
    with pytest.raises(QueryError, match=hint):
        filled().sparql(text, **({"x": 1} if text == "ASK {}" else {}))


@pytest.mark.parametrize(
    "text",
    ['"?_a"', "'''?_a ' \" ?_a'''", '"""\n?_a"""', "<http://e/?_a>", "# ?_a\n1", '"\\"?_a"', "'it\\'s ?_a'"],
)
def test_a_parameter_is_a_token_and_nothing_inside_another(text: str) -> None:
    query = f"SELECT * {{ ?s ?p ?o FILTER(?o != {text}) }}"
    assert parameters(query) == frozenset()
    assert bind(query, {}) == query


HOSTILE = [
    'x" } ; DROP ALL ; INSERT DATA { <a:b> <a:b> "',
    "' . } #",
    "?_other",
    "\\",
    '"""',
    "\n}",
    "<http://e>",
    "$1 \\1",
]


@settings(deadline=None)
@given(st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]))))
def test_no_text_can_change_a_query(value: str) -> None:
    rows = Store().sparql("SELECT ?_value (STRLEN(?v) AS ?n) { VALUES ?v { ?_value } }".replace("?_value (", "?v ("),
                          value=value)  # fmt: skip
    assert [row.v for row in rows] == [value]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "value", [1, -5, True, 2.5, Decimal("0.10"), date(2021, 9, 29), "x", ox.NamedNode("http://e/x"), UNESCO]
)
def test_values_of_all_types_can_be_bound(value: object) -> None:
    rows = Store().sparql("SELECT ?v { VALUES ?v { ?_value } }", value=value)
    plain = value.value if isinstance(value, ox.NamedNode) else value
    assert [row.v for row in rows] == [plain]  # type: ignore[union-attr]


def test_a_number_can_be_a_limit() -> None:
    assert len(filled().sparql("SELECT * { ?s ?p ?o } LIMIT ?_n", n=3)) == 3  # type: ignore[arg-type]


def test_what_is_no_value_is_refused() -> None:
    with pytest.raises(QueryError, match="can't stand in a query"):
        Store().sparql("SELECT ?v { VALUES ?v { ?_value } }", value=object())
    with pytest.raises(QueryError, match="can't stand in a query"):
        Store().sparql("ASK { ?s ?_p ?o }", p="\ud800")


def test_rdflib_sees_the_same_graph() -> None:
    from rdflib import Dataset, Literal, URIRef

    store = filled()
    dataset = store.rdflib
    assert isinstance(dataset, Dataset)
    name, unesco = URIRef(expand("schema:name")), URIRef(UNESCO)
    assert (unesco, name, Literal("UNESCO")) in dataset
    assert dataset.value(unesco, name) == Literal("UNESCO")
    assert [row.n for row in dataset.query("SELECT ?n { wd:Q7809 schema:name ?n }")] == [Literal("UNESCO")]
    graphs = {str(graph.identifier) for graph in dataset.graphs((unesco, name, None))}
    assert {FIRST.document.iri, SECOND.document.iri} <= graphs
    assert len(list(dataset.triples((unesco, name, None)))) == 1
    assert len(list(dataset.quads((unesco, name, None, None)))) == 2
    lines = [line for line in dataset.serialize(format="nquads").splitlines() if line]
    assert len(lines) == sum(quad.graph_name != ox.DefaultGraph() for quad in store.engine)


def test_a_change_through_rdflib_keeps_the_merge() -> None:
    from rdflib import Literal, URIRef

    store = filled()
    unesco, name = URIRef(UNESCO), URIRef(expand("schema:name"))
    graph = store.rdflib.graph(URIRef(SECOND.document.iri))
    graph.add((unesco, name, Literal("Unesco")))
    assert store.sparql("ASK { wd:Q7809 schema:name 'Unesco' }")
    graph.remove((unesco, name, None))
    assert not store.sparql("ASK { wd:Q7809 schema:name 'Unesco' }")
    assert store.sparql("ASK { wd:Q7809 schema:name 'UNESCO' }")
    with pytest.raises(StoreError, match="belongs to a document"):
        store.rdflib.add((unesco, name, Literal("x")))
    graphs = {quad.triple for quad in store.engine if quad.graph_name != ox.DefaultGraph()}
    assert {quad.triple for quad in store.engine if quad.graph_name == ox.DefaultGraph()} == graphs
