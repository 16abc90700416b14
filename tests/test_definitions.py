"""What other tools expect of Turtle, and the ontology that a store keeps: names, labels, prefixes, definitions."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS

from kg.checks import check
from kg.cli import main
from kg.errors import OutputError
from kg.exports import write
from kg.graph import Store
from kg.iris import BASE, expand, mint_document
from kg.model import Extraction, Value
from kg.network import network
from kg.ontology import load_beside, load_ontology
from kg.store import restore
from kg.store.graphs import ONTOLOGY
from tests.samples import GOAL4, UNESCO, Script, filled, sample_document

pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning:rdflib.*")

SEA = "https://example.org/sea#"
SHIP = f"{BASE}vessel/santa-marta"
NAME, OTHER_NAME, LABEL = (rdflib.URIRef(expand(f"schema:{end}")) for end in ("name", "alternateName", "label"))
HARBOURS = f"""
@prefix sea: <{SEA}> .
@prefix owl: <{OWL}> .
@prefix rdfs: <{RDFS}> .
@prefix schema: <https://schema.org/> .
@prefix kg: <https://w3id.org/kg-builder/ontology#> .
<https://example.org/sea> a owl:Ontology ; rdfs:label "Harbours" .
sea:Vessel a owl:Class ; rdfs:label "sea-going ship" ; kg:family "vessel" ; kg:headNoun "vessel" ;
    rdfs:subClassOf [ a owl:Restriction ; owl:onProperty sea:calledAt ; owl:minCardinality 1 ] .
sea:Trawler a owl:Class ; rdfs:label "trawler" ; rdfs:subClassOf sea:Vessel .
sea:calledAt a owl:ObjectProperty ; rdfs:label "put in at" ; rdfs:domain sea:Vessel ; rdfs:range schema:Place .
"""
LOG = "The trawler Santa Marta called at Duqm.\n"


@pytest.fixture
def harbours(tmp_path: Path) -> Path:
    path = tmp_path / "harbours.ttl"
    path.write_text(HARBOURS, encoding="utf-8")
    return path


def log() -> Extraction:
    script = Script(sample_document("log.txt", LOG))
    script.name(SHIP, f"{SEA}Trawler", "Santa Marta")
    script.name(f"{BASE}place/duqm", "schema:Place", "Duqm")
    script.say(SHIP, f"{SEA}calledAt", f"{BASE}place/duqm", LOG.strip())
    return script.done()


def fill(store: Store, ontology: Path) -> Store:
    store.keep_ontology(load_beside([ontology]))
    store.add(log())
    return store


def called(name: str, others: tuple[str, ...] = (), thing: str = UNESCO) -> Extraction:
    text = f"{'. '.join((name, *others))}.\n"
    script = Script(sample_document(f"{name}.txt", text))
    script.say(thing, "rdf:type", "schema:Organization", name)
    for place, each in enumerate((name, *others)):
        script.say(thing, "schema:alternateName" if place else "schema:name", Value(each), each)
    return script.done()


def test_each_thing_has_one_name_and_a_label_however_many_documents_call_it_otherwise() -> None:
    with Store() as store:
        for extraction in (called("UNESCO"), called("Unesco", ("the agency",)), called("The organization")):
            store.add(extraction)
        text = write(store)
        graph = rdflib.Graph().parse(data=text, format="turtle")
        thing = rdflib.URIRef(UNESCO)
        assert [str(each) for each in graph.objects(thing, NAME)] == ["The organization"]
        assert [str(each) for each in graph.objects(thing, RDFS.label)] == ["The organization"]
        assert {str(each) for each in graph.objects(thing, OTHER_NAME)} == {"UNESCO", "Unesco", "the agency"}
        assert store.entity("unesco").name == "The organization"  # the name it goes by everywhere


def test_what_is_written_with_one_name_is_still_sound_and_the_same_when_read_back(tmp_path: Path) -> None:
    with Store() as store:
        for extraction in (called("UNESCO"), called("Unesco"), called("Goal 4", thing=GOAL4)):
            store.add(extraction)
        store.export(tmp_path / "a.ttl")
    again = Store.load(tmp_path / "a.ttl")
    assert check(again).conforms
    assert again.info().properties.keys() == {"rdf:type", "schema:name", "schema:alternateName"}
    assert write(again) == (tmp_path / "a.ttl").read_text(encoding="utf-8")


def test_a_label_that_says_more_than_a_name_stays(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(f"<{UNESCO}> <{RDFS.label}> 'U.' ; <{NAME}> 'UNESCO' .", encoding="utf-8")
    rows = Store.load(tmp_path / "a.ttl").sparql("SELECT ?l { ?s rdfs:label ?l }")
    assert [row.l for row in rows] == ["U."]  # type: ignore[union-attr]


def test_a_store_knows_the_words_of_the_ontology_it_was_built_with(harbours: Path, tmp_path: Path) -> None:
    with fill(Store(tmp_path / "s.kg"), harbours) as store:
        pass
    with Store.open(tmp_path / "s.kg", read_only=True) as store:
        assert store.entity("Santa Marta").class_labels == ("trawler",)
        assert [fact.relation for fact in store.entity("Santa Marta").facts] == ["put in at"]
        assert [one.predicate for one in store.why("Santa Marta", "put in at")] == ["put in at"]
        assert {data["label"] for _, _, data in network(store).edges(data=True)} == {"put in at"}
        assert "# vessel\n" in write(store)
        assert not any("sea:" in str(quad) for quad in store.documents())


def test_what_is_kept_counts_for_inference_and_checks(harbours: Path, tmp_path: Path) -> None:
    ask = f"ASK {{ <{SHIP}> a <{SEA}Vessel> }}"
    with fill(Store(tmp_path / "s.kg"), harbours) as store:
        assert store.sparql(ask) is False
        store.infer()
        assert store.sparql(ask) is True
        assert check(store).conforms
        harbours.write_text(HARBOURS.replace("rdfs:subClassOf sea:Vessel", "rdfs:comment 'none'"), encoding="utf-8")
    with Store() as store:  # inference that is on takes in what comes later
        store.infer()
        store.add(log())
        assert store.sparql(ask) is False
        harbours.write_text(HARBOURS, encoding="utf-8")
        store.keep_ontology(load_beside([harbours]))
        assert store.sparql(ask) is True


def test_a_build_keeps_its_ontology_once_and_one_without_leaves_it(harbours: Path, tmp_path: Path) -> None:
    with fill(Store(tmp_path / "s.kg"), harbours) as store:
        first = set(store.engine.quads_for_pattern(None, None, None, ONTOLOGY))
        store.keep_ontology(load_beside([harbours]))
        store.keep_ontology(load_ontology())
        assert set(store.engine.quads_for_pattern(None, None, None, ONTOLOGY)) == first
        assert store.info().documents == 1
        store.backup(tmp_path / "b.kg")
    restore(tmp_path / "b.kg", tmp_path / "r.kg")
    with Store.open(tmp_path / "r.kg", read_only=True) as store:
        assert store.entity("Santa Marta").class_labels == ("trawler",)


def test_the_users_own_prefixes_are_declared(harbours: Path, tmp_path: Path) -> None:
    with fill(Store(), harbours) as store:
        for kind in ("turtle", "trig"):
            text = str(write(store, kind))
            assert f"@prefix sea: <{SEA}> .\n" in text
            assert "sea:calledAt <place/duqm>" in text
        store.export(tmp_path / "a.ttl")
    assert "sea:calledAt <place/duqm>" in str(write(Store.load(tmp_path / "a.ttl")))


def test_a_prefix_of_the_users_never_takes_the_place_of_one_of_kgs(harbours: Path) -> None:
    harbours.write_text(HARBOURS.replace("sea:", "sdg:"), encoding="utf-8")
    with fill(Store(), harbours) as store:
        quads = ox.parse(str(write(store)).encode(), format=ox.RdfFormat.TURTLE)
        assert any(quad.predicate.value == f"{SEA}calledAt" for quad in quads)


def test_definitions_go_with_the_graph_and_come_back(harbours: Path, tmp_path: Path) -> None:
    with fill(Store(), harbours) as store:
        store.export(tmp_path / "a.ttl", definitions=True)
        plain = write(store)
    text = (tmp_path / "a.ttl").read_text(encoding="utf-8")
    assert next(line for line in text.splitlines() if line.startswith("# ")) == "# ontology"
    assert "kg:WordList" not in text
    assert "kg:Frame" not in text
    again = Store.load(tmp_path / "a.ttl")
    assert write(again) == plain
    assert write(again, definitions=True) == text
    assert again.entity("Santa Marta").class_labels == ("trawler",)
    assert [str(one.name) for one in again.documents()] == ["log.txt"]


@pytest.mark.parametrize("kind", ["trig", "csv"])
def test_definitions_are_for_turtle(kind: str) -> None:
    with pytest.raises(OutputError, match="choose turtle"):
        write(filled(), kind, definitions=True)


def test_an_editor_of_ontologies_sees_classes_properties_and_individuals(harbours: Path, tmp_path: Path) -> None:
    owlready2 = pytest.importorskip("owlready2")
    with filled() as store:
        fill(store, harbours)
        store.export(tmp_path / "g.kg.ttl", definitions=True)
    # It reads no Turtle, but the triples are the same.
    rdflib.Graph().parse(tmp_path / "g.kg.ttl").serialize(tmp_path / "g.nt", format="nt", encoding="utf-8")
    world = owlready2.World()
    found = world.get_ontology((tmp_path / "g.nt").as_uri()).load()
    assert {each.iri for each in found.individuals()} >= {SHIP, UNESCO, mint_document(BASE, "log.txt")}
    assert {each.iri for each in found.classes()} >= {f"{SEA}Trawler", f"{SEA}Vessel", expand("kg:Dialogue")}
    assert {each.iri for each in found.object_properties()} >= {f"{SEA}calledAt", expand("schema:organizer")}
    assert {each.iri for each in found.data_properties()} >= {expand("schema:startDate")}
    ship = world[SHIP]
    assert [each.label for each in ship.is_a] == [["trawler"]]
    assert ship.label == ["Santa Marta"]
    assert world[f"{SEA}Vessel"] in ship.is_a[0].ancestors()
    declared = {*found.classes(), *found.properties(), *found.annotation_properties()}
    graph = rdflib.Graph().parse(tmp_path / "g.kg.ttl")
    used = {str(each) for each in (*graph.predicates(), *graph.objects(None, RDF.type))}
    known = {each.iri for each in declared} | {str(OWL), str(RDF), str(RDFS)}
    assert {each for each in used if not each.startswith(tuple(known))} == set()


def test_the_command_line_writes_definitions(harbours: Path, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    with fill(Store(tmp_path / "s.kg"), harbours):
        pass
    assert main(["export", "-g", str(tmp_path / "s.kg"), "-o", "-", "--with-ontology"]) == 0
    assert "a owl:Ontology" in capsys.readouterr().out
    assert main(["export", "-g", str(tmp_path / "s.kg"), "-o", str(tmp_path / "x.nq"), "--with-ontology"]) == 2
    assert "choose turtle" in capsys.readouterr().err


def test_a_report_of_an_extraction_is_no_part_of_what_is_kept(harbours: Path) -> None:
    """Frames and word lists are kept, too: what is written of the ontology leaves them out, what is read has them."""
    own = load_beside([harbours])
    assert any("headNoun" in str(triple) for triple in own.own)
    assert dataclasses.replace(own, own=()) == own  # what is kept is no part of what extraction depends on
