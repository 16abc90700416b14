"""Files: the same bytes for the same graph, readable, and the same graph again for whoever reads them."""

from __future__ import annotations

import csv
import dataclasses
import io
import random
import stat
import xml.etree.ElementTree
from pathlib import Path

import networkx
import pyoxigraph as ox
import pytest
import rdflib
import rdflib.compare
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import OutputError
from kg.exports import FORMATS, write
from kg.graph import Store
from kg.iris import BASE, expand
from kg.model import Extraction
from kg.store.turtle import write_trig, write_turtle
from tests.samples import filled, other_extraction, sample_extraction

pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning:rdflib.*")

PARSERS = {
    "turtle": (ox.RdfFormat.TURTLE, "turtle"),
    "ntriples": (ox.RdfFormat.N_TRIPLES, "nt"),
    "trig": (ox.RdfFormat.TRIG, "trig"),
    "nquads": (ox.RdfFormat.N_QUADS, "nquads"),
    "jsonld": (ox.RdfFormat.JSON_LD, "json-ld"),
}

NAME, LABEL = (ox.NamedNode(expand(name)) for name in ("schema:name", "rdfs:label"))


def shuffled(path: Path) -> Store:
    """The same graph, on disk, with everything added in another order."""
    store = Store(path)
    for extraction in (other_extraction(), sample_extraction()):
        statements = list(extraction.statements)
        random.Random(3).shuffle(statements)
        store.add(dataclasses.replace(extraction, statements=tuple(statements)))
    return store


def quads_of(store: Store, *, merged: bool) -> set[ox.Quad]:
    return {quad for quad in store.engine if (quad.graph_name == ox.DefaultGraph()) == merged}


def plain(term: rdflib.term.Node) -> rdflib.term.Node:
    """rdflib reads `"x"` and `"x"^^xsd:string` as two literals."""
    is_string = isinstance(term, rdflib.Literal) and term.datatype == rdflib.XSD.string
    return rdflib.Literal(str(term)) if is_string else term


def by_rdflib(text: str, kind: str) -> set[tuple]:
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format=kind)
    return {(s, p, plain(o), str(g or "")) for s, p, o, g in dataset.quads()}


@pytest.mark.parametrize("kind", FORMATS)
def test_the_bytes_depend_on_the_graph_alone(kind: str, tmp_path: Path) -> None:
    text = write(filled(), kind)
    assert text == write(filled(), kind)
    with shuffled(tmp_path / "s.kg") as other:
        assert text == write(other, kind)


@pytest.mark.parametrize("kind", PARSERS)
def test_pyoxigraph_and_rdflib_read_the_same_graph(kind: str) -> None:
    store, (ours, theirs) = filled(), PARSERS[kind]
    text = write(store, kind)
    expected = quads_of(store, merged=kind in ("turtle", "ntriples"))
    if kind == "turtle":
        expected |= {ox.Quad(quad.subject, LABEL, quad.object) for quad in expected if quad.predicate == NAME}
    assert set(ox.parse(text.encode(), format=ours)) == expected
    lines = "".join(f"{quad} .\n" for quad in expected)
    assert by_rdflib(text, theirs) == by_rdflib(lines, "nquads")


IRIS = st.one_of(
    st.sampled_from(
        [BASE + end for end in ["person/a", "a//b", "../x", "./x", "a/..", "x:y", "a#char=1,2", "%20/é", "a?b", "a/"]]
    ),
    st.sampled_from(
        [
            expand(name)
            for name in ["wd:Q1", "kg:x.y", "sdg:4.1", "sdgo:Goal", "schema:a/b", "xsd:", "schema:.a", "kg:a."]
        ]
    ),
    st.sampled_from(["urn:x:y", "http://example.org/ü", "mailto:a@b.c", BASE, BASE[:-1]]),
    st.text("abc-._~%41/:é0?=", max_size=12).map(lambda end: f"{BASE}{end}".replace("%", "%25")),
)
LITERALS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])).map(ox.Literal),
    st.tuples(
        st.sampled_from(["1", "01", "+1", "1.0", ".5", "1.", "true", "TRUE", "1e3", "2021", "x", ""]),
        st.sampled_from(["integer", "decimal", "double", "boolean", "date", "gYear", "string"]),
    ).map(lambda pair: ox.Literal(pair[0], datatype=ox.NamedNode(expand(f"xsd:{pair[1]}")))),
    st.sampled_from(["en", "de-at"]).map(lambda tag: ox.Literal('a "b"\n\\', language=tag)),
)
TRIPLES = st.lists(
    st.builds(
        ox.Triple,
        IRIS.map(ox.NamedNode),
        st.one_of(IRIS, st.just(expand("rdf:type"))).map(ox.NamedNode),
        st.one_of(IRIS.map(ox.NamedNode), LITERALS),
    ),
    max_size=6,
)


@settings(deadline=None, max_examples=300)
@given(TRIPLES)
def test_any_triples_survive_turtle_and_trig(triples: list[ox.Triple]) -> None:
    turtle = write_turtle(triples)
    assert turtle == write_turtle(reversed(triples))
    assert {quad.triple for quad in ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE)} == set(triples)
    graph = ox.NamedNode(f"{BASE}document/a.txt")
    trig = write_trig({graph: triples})
    assert {quad.triple for quad in ox.parse(trig.encode(), format=ox.RdfFormat.TRIG)} == set(triples)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.builds(ox.Triple, IRIS.map(ox.NamedNode), IRIS.map(ox.NamedNode), IRIS.map(ox.NamedNode)), max_size=6)
)
def test_rdflib_resolves_our_iris_as_pyoxigraph_does(triples: list[ox.Triple]) -> None:
    graph = rdflib.Graph().parse(data=write_turtle(triples), format="turtle")
    assert {tuple(map(str, triple)) for triple in graph} == {
        (t.subject.value, t.predicate.value, t.object.value)
        for t in triples  # type: ignore[union-attr]
    }


@settings(deadline=None, max_examples=100)
@given(TRIPLES)
def test_any_triples_survive_json_ld(triples: list[ox.Triple]) -> None:
    from kg.exports.jsonld import write_jsonld

    text = write_jsonld({ox.NamedNode(f"{BASE}document/a.txt"): triples})
    read = {quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.JSON_LD)}
    assert read == set(triples)


def test_turtle_is_readable() -> None:
    lines = write(filled(), "turtle").splitlines()
    assert lines[0] == f"@base <{BASE}> ."
    prefixes = [line.split()[1] for line in lines if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    assert "prov:" not in prefixes
    assert [line for line in lines if line.startswith("# ")] == [
        f"# {family}"
        for family in ("event", "person", "organization", "place", "goal", "instrument", "remark", "figure",
                       "document", "evidence", "passage")
    ]  # fmt: skip
    start = lines.index("<event/dialogue-on-digital-learning> a kg:Dialogue ;")
    said = [line.strip() for line in lines[start + 1 : start + 3]]
    assert said == [f'{term} "Dialogue on Digital Learning" ;' for term in ("rdfs:label", "schema:name")]
    assert "    schema:organizer wd:Q7809 ," in lines
    assert all(len(line) < 250 for line in lines)


def test_an_empty_store_gives_empty_files() -> None:
    for kind in ("turtle", "trig", "nquads", "ntriples"):
        assert write(Store(), kind) == ""
    assert write(Store(), "csv").startswith("subject,")


def test_graphml_and_csv_hold_the_network() -> None:
    text = write(filled(), "graphml")
    graph = networkx.read_graphml(io.BytesIO(text.encode()))
    rows = list(csv.DictReader(io.StringIO(write(filled(), "csv"))))
    assert {(row["subject"], row["object"]) for row in rows} == {(start, end) for start, end in graph.edges()}
    chair = next(row for row in rows if row["relation"] == "chair")
    assert (chair["object_name"], chair["document"], chair["confidence"]) == ("Ana Example", "dialogue.txt", "0.95")
    assert [row["planned"] for row in rows if row["relation"] == "launched"] == ["true"]


def test_graphml_is_xml_whatever_a_text_holds() -> None:
    from tests.test_store import hostile_extraction

    store = Store()
    store.add(hostile_extraction())
    xml.etree.ElementTree.fromstring(write(store, "graphml"))


def test_a_stream_gets_what_a_file_gets(tmp_path: Path) -> None:
    store, file, stream, text = filled(), tmp_path / "g.trig", io.BytesIO(), io.StringIO()
    store.export(file)
    store.export(stream, "trig")
    store.export(text, "trig")
    assert file.read_bytes() == stream.getvalue() == text.getvalue().encode()


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    store, file = filled(), tmp_path / "g.ttl"
    file.write_text("old")
    file.chmod(0o640)
    store.export(file)
    assert file.read_text(encoding="utf-8") == write(store, "turtle")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["g.ttl"]


@pytest.mark.parametrize(
    ("name", "kind", "hint"),
    [
        ("g.docx", None, "its suffix tells no format; end it in .ttl, "),
        ("g.ttl", "rdfa", "isn't a format that kg writes; choose one of turtle, "),
        ("none/g.ttl", None, "can't be written"),
        ("folder.ttl", None, "is a folder"),
    ],
)
def test_a_file_that_cannot_be_written_is_told(tmp_path: Path, name: str, kind: str | None, hint: str) -> None:
    (tmp_path / "folder.ttl").mkdir()
    with pytest.raises(OutputError, match=hint):
        filled().export(tmp_path / name, kind)
    assert [path.name for path in tmp_path.iterdir()] == ["folder.ttl"]


def test_documents_of_another_base_are_written_relative_to_it() -> None:
    extraction = sample_extraction()
    document = dataclasses.replace(extraction.document, iri="https://example.org/mine/document/a.txt")
    store = Store()
    store.add(Extraction(document, ()))
    assert "@base <https://example.org/mine/> ." in write(store, "turtle")
    assert "\n<document/a.txt> a schema:DigitalDocument" in write(store, "turtle")
