"""What a store promises: documents are the unit, facts stand as long as one document says them, nothing is lost."""

from __future__ import annotations

import dataclasses
import random
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import QueryError, StoreError
from kg.iris import BASE, expand
from kg.model import Extraction, Passage, Statement, Value
from kg.store import Store, Triples
from kg.store.evidence import to_quads
from kg.store.sparql import bind, parameters
from tests.samples import EVENT, PERSON, UNESCO, other_extraction, sample_document, sample_extraction

# rdflib 7.6 uses its own deprecated names.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.* is deprecated:DeprecationWarning:rdflib.*")

FIRST, SECOND = sample_extraction(), other_extraction()


def filled(path: Path | None = None) -> Store:
    store = Store(path)
    store.add(FIRST)
    store.add(SECOND)
    return store


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(expand(name))


def holds(store: Store, subject: str, predicate: str, thing: str) -> bool:
    return store.sparql("ASK { ?_s ?_p ?_o }", s=node(subject), p=node(predicate), o=node(thing)) is True


def test_a_document_is_added_once() -> None:
    store = Store()
    assert store.add(FIRST)
    before = set(store.engine)
    assert not store.add(FIRST)
    assert set(store.engine) == before


def test_a_document_is_described() -> None:
    first = filled().documents()[1]
    assert first.iri == FIRST.document.iri
    assert (first.name, first.title, first.date) == ("dialogue.txt", "Dialogue on Digital Learning", "2021-09-30")
    assert len(first.sha256) == 64


def test_adding_again_replaces() -> None:
    store = filled()
    kept = tuple(one for one in FIRST.statements if one.subject != PERSON and one.object != PERSON)
    assert store.add(dataclasses.replace(FIRST, statements=kept))
    assert not holds(store, EVENT, "kg:chair", PERSON)
    with pytest.raises(QueryError):
        store.why("Ana Example")
    fresh = Store()
    fresh.add(SECOND)
    fresh.add(dataclasses.replace(FIRST, statements=kept))
    assert set(store.engine) == set(fresh.engine)


def test_a_fact_stands_as_long_as_one_document_supports_it() -> None:
    store = filled()
    assert store.remove(FIRST.document.iri)
    assert holds(store, EVENT, "schema:organizer", UNESCO)
    assert not holds(store, EVENT, "kg:chair", PERSON)
    assert store.remove(SECOND.document.iri)
    assert not set(store.engine)
    assert store.documents() == ()
    assert not store.remove(SECOND.document.iri)


def test_a_fact_of_two_documents_counts_once() -> None:
    rows = filled().sparql("SELECT (COUNT(?e) AS ?n) { ?e schema:organizer wd:Q7809 ; schema:name ?name }")
    assert [row.n for row in rows] == [1]  # type: ignore[union-attr]


def test_the_default_graph_is_the_merge_of_all_documents() -> None:
    store = filled()
    graphs = {quad.triple for quad in store.engine if quad.graph_name != ox.DefaultGraph()}
    assert {quad.triple for quad in store.engine if quad.graph_name == ox.DefaultGraph()} == graphs


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 2), st.sets(st.integers(0, 5))), max_size=8))
def test_any_order_of_changes_gives_the_graph_of_the_last_versions(changes: list[tuple[int, set[int]]]) -> None:
    store, last = Store(), dict[int, Extraction]()
    for number, facts in changes:
        document = sample_document(f"d{number}.txt", "one two three four five six")
        passage = Passage(document.iri, 0, 3, "one", "one two")
        said = tuple(Statement(UNESCO, expand("schema:name"), Value(f"n{n}"), passage, 1, "r") for n in sorted(facts))
        last[number] = Extraction(document, said)
        store.add(last[number])
    fresh = Store()
    for extraction in last.values():
        fresh.add(extraction)
    assert set(store.engine) == set(fresh.engine)


def test_a_negated_statement_is_evidence_and_no_fact() -> None:
    store = filled()
    assert not holds(store, EVENT, "schema:attendee", "wd:Q38")
    assert [one.statement.negated for one in store.why("Italy", "attendee")] == [True]


def test_a_planned_statement_is_a_fact_and_marked() -> None:
    found = filled().why("UNESCO", "launched")
    assert [(one.object, one.statement.planned) for one in found] == [("Declaration on Connectivity", True)]


def test_every_passage_points_at_its_words() -> None:
    text = FIRST.document.text
    for one in FIRST.statements:
        assert text[one.passage.start : one.passage.end] == one.passage.exact
    rows = filled().sparql("SELECT ?w ?b ?e { ?p oa:exact ?w ; oa:start ?b ; oa:end ?e ; kg:inDocument ?_d }",
                           d=ox.NamedNode(FIRST.document.iri))  # fmt: skip
    assert all(text[row.b : row.e] == row.w for row in rows)  # type: ignore[union-attr]


def test_quads_hold_no_blank_node_and_are_the_same_on_every_run() -> None:
    quads = to_quads(FIRST)
    assert quads == to_quads(sample_extraction())
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in quad)
    assert {quad.graph_name for quad in quads} == {ox.NamedNode(FIRST.document.iri)}


def test_evidence_of_two_bases_stays_under_them() -> None:
    document = dataclasses.replace(FIRST.document, iri="https://example.org/mine/document/a.txt")
    statements = tuple(
        dataclasses.replace(one, passage=dataclasses.replace(one.passage, document=document.iri))
        for one in FIRST.statements
    )
    quads = to_quads(Extraction(document, statements))
    evidence = {quad.subject.value for quad in quads if "/evidence/" in str(quad.subject)}  # type: ignore[union-attr]
    assert evidence
    assert all(iri.startswith("https://example.org/mine/evidence/") for iri in evidence)


def hostile_extraction(name: str | None = None) -> Extraction:
    """A document whose text and names hold what no format likes."""
    document = sample_document("odd.txt", "\ud800 \x00 \ufffe é")
    passage = Passage(document.iri, 0, 7, document.text, document.text)
    said = Statement(UNESCO, expand("schema:name"), Value(name or document.text), passage, 1, "r")
    return Extraction(document, (said,))


def test_surrogates_and_controls_in_a_text_are_kept_out_of_harm() -> None:
    store = Store()
    store.add(hostile_extraction())
    store.add(hostile_extraction('"\\\n} ; DROP ALL'))
    assert [one.object for one in store.why(UNESCO, "name")] == ['"\\\n} ; DROP ALL']


def test_what_is_no_iri_is_refused() -> None:
    wrong = dataclasses.replace(FIRST.statements[0], subject="not an IRI> }")
    store = filled()
    with pytest.raises(StoreError, match="isn't an IRI"):
        store.add(dataclasses.replace(FIRST, statements=(wrong,)))
    assert set(store.engine) == set(filled().engine)


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
    test_the_default_graph_is_the_merge_of_all_documents()


def test_info_counts() -> None:
    info = filled().info()
    assert (info.documents, info.classes["schema:Person"], info.properties["schema:organizer"]) == (2, 1, 2)
    assert info.evidence == len(FIRST.statements) + len(SECOND.statements)
    assert "kg:chair" in str(info)


def test_a_store_on_disk_keeps_what_was_added(tmp_path: Path) -> None:
    path = tmp_path / "news.kg"
    with filled(path) as store:
        quads = set(store.engine)
    with Store.open(path) as again:
        assert set(again.engine) == quads
    with Store(path) as again:
        assert not again.add(FIRST)
    with pytest.raises(StoreError, match="is closed"):
        again.info()


def test_a_read_only_store_refuses_changes(tmp_path: Path) -> None:
    filled(tmp_path / "news.kg").close()
    with Store.open(tmp_path / "news.kg", read_only=True) as store:
        assert store.why("Ana Example")
        with pytest.raises(StoreError, match="read-only"):
            store.add(FIRST)


def test_a_second_writer_is_told_at_once(tmp_path: Path) -> None:
    with filled(tmp_path / "news.kg"):
        with pytest.raises(StoreError, match=r"another process or Store is writing"):
            Store(tmp_path / "news.kg")
        code = f"from kg.store import Store; Store({str(tmp_path / 'news.kg')!r})"
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert "StoreError" in run.stderr
        assert "is writing to it" in run.stderr


def test_a_backup_opens_as_a_store(tmp_path: Path) -> None:
    with filled(tmp_path / "news.kg") as store:
        store.backup(tmp_path / "copy.kg")
        store.remove(FIRST.document.iri)
        with pytest.raises(StoreError, match="exists already"):
            store.backup(tmp_path / "copy.kg")
    with Store.open(tmp_path / "copy.kg", read_only=True) as copy:
        assert set(copy.engine) == set(filled().engine)
    with pytest.raises(StoreError, match="lives in memory"):
        filled().backup(tmp_path / "other.kg")


def test_what_is_no_store_is_told(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"x")
    (tmp_path / "note.txt").write_text("x")
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "kg-store.json").write_text('{"format": 99}')
    for path, hint in [("photos", "isn't a kg store"), ("later", "store format 99"), ("note.txt", "is a file")]:
        with pytest.raises(StoreError, match=hint):
            Store(tmp_path / path)
    for path, hint in [("none", "no such store"), ("photos", "isn't a kg store"), ("note.txt", "isn't a file of RDF")]:
        with pytest.raises(StoreError, match=hint):
            Store.open(tmp_path / path)
    assert [file.name for file in (tmp_path / "photos").iterdir()] == ["a.jpg"]


@pytest.mark.parametrize("suffix", [".ttl", ".trig", ".nq", ".nt", ".jsonld"])
def test_an_exported_file_loads_to_the_same_store(tmp_path: Path, suffix: str) -> None:
    store = filled()
    store.export(tmp_path / f"graph{suffix}")
    assert set(Store.open(tmp_path / f"graph{suffix}").engine) == set(store.engine)


def test_a_foreign_turtle_file_loads_too(tmp_path: Path) -> None:
    file = tmp_path / "mine.ttl"
    file.write_text('<http://e/a> <https://schema.org/name> "A" .', encoding="utf-8")
    store = Store.load(file)
    assert [one.iri for one in store.documents()] == [f"{BASE}document/mine.ttl"]
    assert store.sparql("ASK { <http://e/a> schema:name 'A' }")


@pytest.mark.parametrize(("content", "hint"), [(None, "no such file"), ("<a> <b>", "can't be read")])
def test_a_file_that_is_missing_or_broken_is_told(tmp_path: Path, content: str | None, hint: str) -> None:
    if content is not None:
        (tmp_path / "x.ttl").write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match=hint):
        Store.load(tmp_path / "x.ttl")


def test_the_store_starts_without_the_heavy_libraries() -> None:
    code = (
        "import sys; from kg.store import Store; s = Store(); s.query('people'); "
        "print(sorted({'spacy', 'rdflib', 'networkx', 'pandas', 'numpy'} & sys.modules.keys()))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_shuffled_statements_give_the_same_graph() -> None:
    statements = list(FIRST.statements)
    random.Random(1).shuffle(statements)
    store = Store()
    store.add(dataclasses.replace(FIRST, statements=tuple(statements)))
    assert not store.add(FIRST)
