"""Under an ontology of other things, with classes that no reader was taught, its frames and nouns are enough."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.builder import build_into
from kg.bundled import folder
from kg.errors import OntologyError
from kg.extraction import prepare_extractor
from kg.ontology import BUNDLED, load_ontology

SEA = "https://example.org/sea#"
VESSELS = Path(__file__).parent / "vessels.ttl"
LOG = (
    "The vessel Santa Marta called at the Port of Duqm on Tuesday. Captain Ana Ferreira commands the Santa Marta.\n\n"
    "The trawler Blue Fin docked in Port Louis.\n"
)
FACTS = {
    ("Santa Marta", "calledAt", "Port of Duqm"),
    ("Ana Ferreira", "commands", "Santa Marta"),
    ("Blue Fin", "calledAt", "Port Louis"),
}


@pytest.fixture(params=["alone", "beside the shipped one"])
def sea(request):
    shipped = BUNDLED if request.param != "alone" else ("words.ttl",)
    return load_ontology([*(str(folder("ontologies").joinpath(name)) for name in shipped), VESSELS])


@pytest.fixture
def built(sea, tmp_path):
    path = tmp_path / "log.txt"
    path.write_text(LOG, encoding="utf-8")
    store = kg.Store()
    return store, build_into(store, path, extractor=prepare_extractor(ontology=sea))


def test_facts_of_an_ontology_of_other_things(built):
    store, _ = built
    rows = store.sparql(
        f"SELECT ?a ?p ?b {{ ?s ?p ?o . ?s schema:name ?a . ?o schema:name ?b FILTER(STRSTARTS(STR(?p), '{SEA}')) }}"
    )
    assert {(row.a, str(row.p).removeprefix(SEA), row.b) for row in rows} == FACTS


def test_classes_come_from_nouns(built):
    store, _ = built
    asked = f"SELECT ?name ?class {{ ?s a ?class ; schema:name ?name FILTER(STRSTARTS(STR(?class), '{SEA}')) }}"
    rows = store.sparql(asked)
    assert {(row.name, str(row["class"]).removeprefix(SEA)) for row in rows} == {
        ("Santa Marta", "Vessel"), ("Blue Fin", "Vessel"), ("Port of Duqm", "Port"), ("Port Louis", "Port"),
        ("Ana Ferreira", "Mariner"),
    }  # fmt: skip


def test_a_relation_without_facts_is_named(built, sea):
    _, report = built
    assert [line.partition(":")[2].partition(":")[0] for line in report.unfound(sea)] == ["//example.org/sea#tows"]


def test_a_frame_without_an_iri_is_refused(tmp_path):
    path = tmp_path / "own.ttl"
    path.write_text(
        "@prefix kg: <https://w3id.org/kg-builder/ontology#> .\n"
        '[] a kg:Frame ; kg:evokes kg:chair ; kg:pos "verb" ; kg:lemma "chair" .',
        encoding="utf-8",
    )
    with pytest.raises(OntologyError, match="without an IRI"):
        load_ontology([path])
