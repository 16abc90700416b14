"""What follows from the facts: each rule, where it goes, that it holds as documents change, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.cli import main
from kg.errors import OntologyError, OutputError
from kg.exports import FORMATS, write
from kg.graph import Store
from kg.iris import expand
from kg.model import Extraction, Passage, Statement
from kg.network import network
from kg.store import inference
from kg.store.graphs import INFERRED
from tests.samples import UNESCO, filled, sample_document, sample_extraction

FIRST = sample_extraction()
ONTOLOGY = """
@prefix ex: <http://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:Fair rdfs:subClassOf ex:Gathering . ex:Gathering rdfs:subClassOf ex:Thing . ex:Ring rdfs:subClassOf ex:Ring .
ex:hosts rdfs:subPropertyOf ex:runs . ex:runs rdfs:subPropertyOf ex:knows .
ex:runs owl:inverseOf ex:runBy . ex:near a owl:SymmetricProperty . ex:partOf a owl:TransitiveProperty .
ex:twin a owl:SymmetricProperty, owl:TransitiveProperty .
"""


def stating(*facts: str) -> Extraction:
    """A document that states facts, each three names."""
    document = sample_document("facts.txt", "one two")
    passage = Passage(document.iri, 0, 3, "one", "one two")
    said = (Statement(*map(name, fact.split()), passage, 1, "r") for fact in facts)
    return Extraction(document, tuple(said))


def name(short: str) -> str:
    return f"http://example.org/{short[3:]}" if short.startswith("ex:") else expand(short)


def follows(store: Store) -> set[tuple[str, ...]]:
    quads = store.engine.quads_for_pattern(None, None, None, INFERRED)
    return {tuple(term.value for term in (quad.subject, quad.predicate, quad.object)) for quad in quads}


def names(*facts: str) -> set[tuple[str, ...]]:
    return {tuple(map(name, fact.split())) for fact in facts}


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    file = tmp_path / "mine.ttl"
    file.write_text(ONTOLOGY)
    return file


@pytest.mark.parametrize(
    ("stated", "inferred"),
    [
        (["ex:a rdf:type ex:Fair"], ["ex:a rdf:type ex:Gathering", "ex:a rdf:type ex:Thing"]),
        (["ex:a rdf:type ex:Ring"], []),
        (
            ["ex:a ex:hosts ex:b"],
            ["ex:a ex:runs ex:b", "ex:a ex:knows ex:b", "ex:b ex:runBy ex:a"],
        ),
        (["ex:a ex:runBy ex:b"], ["ex:b ex:runs ex:a", "ex:b ex:knows ex:a"]),
        (["ex:a ex:near ex:b"], ["ex:b ex:near ex:a"]),
        (
            ["ex:a ex:partOf ex:b", "ex:b ex:partOf ex:c", "ex:c ex:partOf ex:d"],
            ["ex:a ex:partOf ex:c", "ex:b ex:partOf ex:d", "ex:a ex:partOf ex:d"],
        ),
        (["ex:a ex:partOf ex:b", "ex:b ex:partOf ex:a"], []),
        (
            ["ex:a ex:twin ex:b", "ex:b ex:twin ex:c"],
            ["ex:b ex:twin ex:a", "ex:c ex:twin ex:b", "ex:a ex:twin ex:c", "ex:c ex:twin ex:a"],
        ),
        (
            ["ex:e schema:organizer ex:a", "ex:e kg:host ex:b"],
            ["ex:a kg:organizedWith ex:b", "ex:b kg:organizedWith ex:a", "ex:e schema:organizer ex:b"],
        ),
        (["ex:e schema:organizer ex:a", "ex:e schema:attendee ex:b"], []),
        (["ex:a schema:memberOf ex:b"], ["ex:b schema:member ex:a"]),
    ],
)
def test_each_rule_gives_what_follows_and_no_more(ontology: Path, stated: list[str], inferred: list[str]) -> None:
    store = Store()
    store.add(stating(*stated))
    assert inference.infer(store.engine, [ontology]) == len(inferred)
    assert follows(store) == names(*inferred)


def test_evidence_and_passages_imply_nothing() -> None:
    store = filled()
    inference.infer(store.engine)
    records = {
        quad.subject for quad in store.engine if "evidence/" in str(quad.subject) or "#char" in str(quad.subject)
    }
    assert records
    assert not {fact[0] for fact in follows(store)} & {node.value for node in records if isinstance(node, ox.NamedNode)}


def test_files_and_drawings_stay_as_they_were_unless_it_is_asked_for() -> None:
    store = filled()
    before = {kind: write(store, kind) for kind in FORMATS}
    drawn = network(store)
    inference.infer(store.engine)
    assert {kind: write(store, kind) for kind in FORMATS} == before
    assert dict(network(store).nodes(data=True)) == dict(drawn.nodes(data=True))
    whole = set(ox.parse(write(store, "nquads", inferred=True), format=ox.RdfFormat.N_QUADS))
    assert {quad for quad in whole if quad.graph_name == INFERRED} == set(
        store.engine.quads_for_pattern(None, None, None, INFERRED)
    )
    for kind in ("turtle", "ntriples", "trig", "jsonld"):
        assert "organizedWith" in write(store, kind, inferred=True)
        assert "organizedWith" not in before[kind]
    with pytest.raises(OutputError, match="holds no inferred facts"):
        write(store, "csv", inferred=True)


def test_queries_see_what_follows_and_can_tell_it() -> None:
    store = filled()
    inference.infer(store.engine)
    assert store.sparql("ASK { wd:Q7809 kg:organizedWith ?o }")
    assert store.sparql("ASK { GRAPH kg:inferred { wd:Q7809 kg:organizedWith ?o } }")
    assert store.check().conforms


def test_a_fact_that_is_stated_and_follows_outlives_either() -> None:
    store = filled()
    inference.infer(store.engine)
    turned = stating("wd:Q7809 kg:partnerOf ex:club")
    store.add(turned)
    fact = "ASK { <http://example.org/club> kg:partnerOf wd:Q7809 }"
    assert store.sparql(fact)
    both = stating("wd:Q7809 kg:partnerOf ex:club", "ex:club kg:partnerOf wd:Q7809")
    store.add(both)
    assert ("http://example.org/club", expand("kg:partnerOf"), UNESCO) not in follows(store)
    store.add(turned)
    assert store.sparql(fact)
    store.remove(turned.document.iri)
    assert not store.sparql(fact)


def test_it_can_be_turned_off() -> None:
    store, plain = filled(), filled()
    inference.infer(store.engine)
    inference.forget(store.engine)
    assert set(store.engine) == set(plain.engine)
    store.remove(FIRST.document.iri)
    assert not follows(store)


def test_an_ontology_that_cannot_be_read_is_told_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text("<a> <b>")
    store = filled()
    for file, reason in (("x.ttl", "isn't Turtle, line 1"), ("none.ttl", "can't be read")):
        with pytest.raises(OntologyError, match=reason):
            inference.infer(store.engine, [tmp_path / file])
    assert set(store.engine) == set(filled().engine)


def test_an_explanation_leads_to_what_is_stated() -> None:
    store = filled()
    inference.infer(store.engine)
    stated = {quad.triple for quad in store.engine if quad.graph_name not in (INFERRED, ox.DefaultGraph())}
    for quad in store.engine.quads_for_pattern(None, None, None, INFERRED):
        ways = inference.explain(store.engine, quad.triple)
        assert ways, f"nothing explains {quad.triple}"
        assert any(set(way.premises) <= stated for way in ways)
    assert inference.explain(filled().engine, quad.triple) == ()


def test_the_verbs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "news.kg")
    filled(Path(path)).close()
    assert main(["infer", "--store", path]) == 0
    assert "42 facts inferred" in capsys.readouterr().err
    assert main(["why", "UNESCO", "organized with", "--graph", path]) == 0
    told = capsys.readouterr().out
    assert "UNESCO — organized with — Permanent Mission of Japan to the United Nations\n  inferred by the rule" in told
    assert "  Dialogue on Digital Learning — organizer — UNESCO" in told
    assert main(["why", "UNESCO", "partner of", "--graph", path, "--format", "json"]) == 0
    records = json.loads(capsys.readouterr().out)
    assert [one.get("inferred") for one in records] == [None, "symmetric"]
    assert records[1]["from"] == [{"subject": "Learning Coalition", "predicate": "partner of", "object": "UNESCO"}]
    for more, wanted in [([], False), (["--inferred"], True)]:
        assert main(["export", "--graph", path, "-o", "-", *more]) == 0
        assert ("organizedWith" in capsys.readouterr().out) == wanted
    assert main(["infer", "--store", path, "--off"]) == 0
    assert main(["why", "UNESCO", "organized with", "--graph", path]) == 1
    assert main(["infer", "--store", str(tmp_path / "none.kg")]) == 2


def test_every_rule_says_what_it_does() -> None:
    assert set(inference.rules()) == {
        "co_organizers", "inverse", "sub_classes", "sub_properties", "symmetric", "transitive",
    }  # fmt: skip
    assert all(text.startswith("# ") for text in inference.rules().values())


def test_what_follows_hides_nothing_that_is_stated():
    store = filled()
    before = store.entity("UNESCO")
    store.infer()
    after = store.entity("UNESCO")
    assert after.classes == before.classes
    assert {fact.relation for fact in before.facts} - {fact.relation for fact in after.facts} == {"← partner of"}
    assert [fact.relation for fact in after.facts if fact.predicate == expand("kg:partnerOf")] == ["partner of"]
