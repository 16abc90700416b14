"""The ontology's files say what kg reads from them, and what is wrong with a file is named."""

from __future__ import annotations

import pickle
import time
from collections import Counter

import pytest
from pyshacl import validate
from rdflib import RDF, Graph, URIRef
from rdflib.collection import Collection

from kg.bundled import folder
from kg.errors import OntologyError
from kg.frames import Role, Trigger
from kg.iris import expand, shorten
from kg.ontology import Ontology, family_of, fits, is_a, load_ontology

VOCABULARY = {
    "classes": """schema:Event kg:Meeting kg:Conference kg:Session kg:Dialogue kg:Workshop kg:Ceremony kg:Launch
        schema:Person schema:Organization schema:GovernmentOrganization kg:IntergovernmentalOrganization
        kg:PermanentMission kg:Partnership schema:CollegeOrUniversity schema:NGO schema:Corporation schema:Place
        schema:Country schema:City schema:AdministrativeArea sdgo:Goal sdgo:Target kg:Instrument schema:CreativeWork
        kg:Initiative schema:Project skos:Concept kg:Remark schema:Quotation kg:Figure schema:QuantitativeValue
        schema:DigitalDocument org:Membership kg:Evidence kg:Passage""",
    "properties": """schema:name schema:alternateName schema:organizer kg:host schema:sponsor kg:chair
        schema:contributor kg:moderator kg:speaker schema:performer schema:attendee schema:location
        schema:eventAttendanceMode schema:startDate schema:endDate schema:superEvent kg:onTheMarginsOf kg:sessionOf
        kg:sessionNumber schema:about kg:addressesGoal kg:outcome schema:workFeatured kg:launched kg:adopted kg:signed
        kg:published kg:partnerOf schema:memberOf schema:parentOrganization kg:represents schema:affiliation
        schema:jobTitle org:member org:organization org:role kg:funds schema:amount kg:supports kg:remarkBy kg:verb
        schema:text schema:value schema:unitText kg:approximate kg:passage kg:confidence kg:rule kg:planned kg:negated
        oa:exact oa:start oa:end kg:sentence kg:inDocument dcterms:source schema:encodingFormat schema:datePublished
        kg:sha256""",
}

SMALL = """
@prefix kg: <https://w3id.org/kg-builder/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
schema:Thing a owl:Class ; kg:family "thing" .
kg:Bird a owl:Class ; rdfs:subClassOf schema:Thing ; kg:headNoun "bird" ; kg:nameNoun "wing" .
kg:Gull a owl:Class ; rdfs:subClassOf kg:Bird ; rdfs:label "Gull" .
kg:eats a owl:ObjectProperty ; rdfs:label "eats" ; rdfs:domain kg:Bird ; rdfs:range schema:Thing .
"""


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def write(tmp_path, turtle, head=SMALL):
    path = tmp_path / "small.ttl"
    path.write_text(head + turtle, encoding="utf-8")
    return [path]


@pytest.mark.parametrize("name", VOCABULARY["classes"].split())
def test_has_every_class_of_the_vocabulary_with_its_words(ontology, name):
    found = ontology.classes[expand(name)]
    assert found.label
    assert found.comment.endswith(".")
    assert found.family


@pytest.mark.parametrize("name", VOCABULARY["properties"].split())
def test_has_every_relation_of_the_vocabulary_with_its_ends(ontology, name):
    found = ontology.properties[expand(name)]
    assert found.label
    assert found.comment.endswith(".")
    assert found.domains
    assert found.ranges


@pytest.mark.parametrize(
    ("name", "parent"),
    [
        ("kg:host", "schema:organizer"),
        ("kg:chair", "schema:contributor"),
        ("kg:moderator", "schema:contributor"),
        ("kg:speaker", "schema:performer"),
        ("kg:addressesGoal", "schema:about"),
        ("kg:outcome", "schema:workFeatured"),
    ],
)
def test_own_relations_refine_standard_ones(ontology, name, parent):
    assert expand(parent) in ontology.properties[expand(name)].parents


def test_partnership_of_bodies_holds_both_ways(ontology):
    assert [shorten(p.iri) for p in ontology.properties.values() if p.symmetric] == ["kg:partnerOf"]


def test_a_cue_word_tells_one_class_and_is_written_as_lemmas_are(ontology):
    words = Counter(word for c in ontology.classes.values() for word in c.head_nouns | c.name_nouns)
    assert [word for word, count in words.items() if count > 1] == []
    assert [word for word in words if word != word.lower() or word != word.strip()] == []


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("university", "schema:CollegeOrUniversity"),
        ("declaration", "kg:Instrument"),
        ("road map", "kg:Instrument"),
        ("permanent mission", "kg:PermanentMission"),
        ("coalition", "kg:Partnership"),
        ("ministry", "schema:GovernmentOrganization"),
        ("round table", "kg:Meeting"),
        ("forum", "kg:Conference"),
        ("seminar", "schema:Event"),
        ("fund", "kg:Initiative"),
        ("foundation", "schema:NGO"),
        ("institute", "schema:Organization"),
        ("hall", "schema:Place"),
    ],
)
def test_cue_words_stand_under_the_likelier_class(ontology, word, name):
    assert word in ontology.classes[expand(name)].head_nouns


def test_subclasses_inherit_the_family(ontology):
    families = {name: family_of(ontology, expand(name)) for name in ("kg:Workshop", "schema:NGO", "schema:City")}
    assert families == {"kg:Workshop": "event", "schema:NGO": "organization", "schema:City": "place"}
    assert family_of(ontology, "https://example.org/Vessel") == "vessel"


def test_is_a_climbs_to_every_ancestor(ontology):
    mission = expand("kg:PermanentMission")
    assert is_a(ontology, mission, mission)
    assert is_a(ontology, mission, expand("schema:Organization"))
    assert not is_a(ontology, expand("schema:Organization"), mission)
    assert not is_a(ontology, "https://example.org/Vessel", expand("schema:Thing"))


@pytest.mark.parametrize(
    ("subject", "predicate", "thing", "reason"),
    [
        ("kg:Workshop", "schema:organizer", "schema:NGO", None),
        ("kg:Meeting", "schema:organizer", "kg:Instrument", "wrong range"),
        ("schema:Person", "kg:chair", "schema:Person", "wrong domain"),
        ("kg:Meeting", "kg:chair", "schema:Organization", "wrong range"),
        ("kg:Conference", "kg:host", "schema:Country", None),
        ("schema:Country", "kg:signed", "kg:Instrument", None),
        ("schema:City", "schema:memberOf", "kg:Partnership", None),
        ("schema:Event", "schema:startDate", "xsd:gYearMonth", None),
        ("schema:Event", "schema:startDate", "xsd:string", "wrong range"),
        ("kg:Session", "kg:sessionNumber", "xsd:integer", None),
        ("kg:Meeting", "kg:sessionNumber", "xsd:integer", "wrong domain"),
        ("kg:Passage", "oa:start", "xsd:positiveInteger", None),
        ("kg:Figure", "schema:value", "xsd:integer", None),
        ("kg:Evidence", "rdf:object", "kg:Meeting", None),
        ("kg:Instrument", "kg:addressesGoal", "sdgo:Target", None),
    ],
)
def test_domain_and_range_judge_a_relation(ontology, subject, predicate, thing, reason):
    assert fits(ontology, expand(predicate), expand(subject), expand(thing)) == reason


def test_an_unknown_relation_is_an_error(ontology):
    with pytest.raises(OntologyError, match="isn't a property of the ontology"):
        fits(ontology, expand("kg:likes"), expand("schema:Person"), expand("schema:Person"))


def test_loading_is_quick():
    def seconds():
        started = time.process_time()
        load_ontology()
        return time.process_time() - started

    assert min(seconds() for _ in range(3)) < 0.15


def test_an_ontology_travels_to_other_processes(ontology):
    assert pickle.loads(pickle.dumps(ontology)) == ontology


def test_reads_an_ontology_of_ones_own(tmp_path):
    small = load_ontology(write(tmp_path, ""))
    gull = small.classes[expand("kg:Gull")]
    assert gull.parents == (expand("kg:Bird"), expand("schema:Thing"))
    assert gull.family == "thing"
    assert small.classes[expand("kg:Bird")].head_nouns == {"bird"}
    assert small.classes[expand("kg:Bird")].name_nouns == {"wing"}
    assert fits(small, expand("kg:eats"), gull.iri, gull.iri) is None


def test_owl_restrictions_are_passed_over(tmp_path):
    small = load_ontology(write(tmp_path, "kg:Gull rdfs:subClassOf [ a owl:Class ; owl:onProperty kg:eats ] ."))
    assert small.classes[expand("kg:Gull")].parents == (expand("kg:Bird"), expand("schema:Thing"))
    assert len(small.classes) == 3


def test_reads_frames_and_word_lists(tmp_path):
    turtle = """
    kg:eat-active a kg:Frame ; kg:evokes kg:eats ; kg:lemma "eat", "devour" ; kg:pos "verb" ;
        kg:domainRole "subject" ; kg:rangeRole "object" ; kg:confidence 0.9 ; kg:planned true .
    kg:eat-noun a kg:Frame ; kg:evokes kg:eats ; kg:lemma "meal" ; kg:pos "noun" ; kg:rule "meal-of" ; kg:negated true ;
        kg:domainRole "whole, Bird:focus" ; kg:rangeRole "prep:of|on" .
    kg:eat-with a kg:Frame ; kg:evokes kg:eats ; kg:lemma "have+meal|bite" ; kg:pos "verb" ;
        kg:domainRole "subject" ; kg:rangeRole "passive:object" .
    kg:beak a kg:WordList ; kg:word "bill", "nib" .
    """
    small = load_ontology(write(tmp_path, turtle))
    active, noun, together = small.frames
    assert (active.name, active.evokes) == ("eat-active", expand("kg:eats"))
    assert {trigger.words for trigger in active.triggers} == {"eat", "devour"}
    assert (active.pos, active.domain_roles, active.range_roles) == ("verb", (Role("subject"),), (Role("object"),))
    assert (active.confidence, active.planned, active.negated) == (0.9, True, False)
    assert (noun.name, noun.planned, noun.negated) == ("meal-of", False, True)
    assert noun.domain_roles == (Role("whole"), Role("focus", classes=(expand("kg:Bird"),)))
    assert noun.range_roles == (Role("prep", ("of", "on")),)
    assert together.triggers == (Trigger("have", ("meal", "bite")),)
    assert together.range_roles == (Role("object", conditions=("passive",)),)
    assert small.words("beak") == {"bill", "nib"}
    with pytest.raises(OntologyError, match="loaded are: beak"):
        small.words("feather")


FRAME = 'kg:f a kg:Frame ; kg:evokes kg:eats ; kg:lemma "eat" ; kg:pos "verb" ; kg:domainRole "subject"'


@pytest.mark.parametrize(
    ("turtle", "reason"),
    [
        ("kg:a kg:b .", "isn't Turtle, line 11"),
        ("kg:Bird rdfs:subClassOf kg:Gull .", "its own ancestor"),
        ("kg:Tern a owl:Class ; rdfs:subClassOf kg:Seabird .", "kg:Seabird, which isn't declared"),
        ("kg:flies a owl:ObjectProperty .", "kg:flies has no rdfs:label"),
        (
            'kg:flies a owl:ObjectProperty ; rdfs:label "f" ; rdfs:range kg:Sky .',
            "the range kg:Sky, which isn't declared",
        ),
        (
            'kg:flies a owl:ObjectProperty ; rdfs:label "f" ; rdfs:domain [ a owl:Class ] .',
            "several classes by schema:domainIncludes",
        ),
        ('kg:f a kg:Frame ; kg:evokes kg:flies ; kg:lemma "fly" ; kg:pos "verb" .', "evokes kg:flies"),
        ('kg:f a kg:Frame ; kg:evokes kg:eats ; kg:lemma "eat" ; kg:pos "adverb" .', "write one of: verb, noun"),
        ('kg:f a kg:Frame ; kg:evokes kg:eats ; kg:pos "verb" .', "has no kg:lemma"),
        (
            f'{FRAME} ; kg:rangeRole "object" ; kg:confidence 7 .',
            "a number from 0 to 1",
        ),
        (f"{FRAME} .", "has no kg:rangeRole; a verb's frame has the roles: subject, object, prep, focus"),
        (
            f'{FRAME} ; kg:rangeRole "objct" .',
            "'objct'; a verb's frame has the roles: subject, object, prep:at|in, focus",
        ),
        (f'{FRAME} ; kg:rangeRole "prep" .', "has the roles: subject, object, prep:at|in, focus"),
        (f'{FRAME} ; kg:rangeRole "holder" .', "has the roles: subject, object, prep:at|in, focus"),
        (
            f'{FRAME} ; kg:rangeRole "Brid:object" .',
            "'Brid' is no condition of it: passive, agentless, money, or a class",
        ),
        (f'{FRAME} ; kg:rangeRole "object" ; kg:plannd true .', "has kg:plannd, which frames don't have; they have: "),
        (f'{FRAME} ; kg:rangeRole "object" ; kg:planned "yes" .', "write true or false"),
        (
            'kg:f a kg:Frame ; kg:evokes kg:eats ; kg:lemma "eat+meal" ; kg:pos "noun" .',
            "only a verb has an object behind +",
        ),
    ],
)
def test_what_is_wrong_with_an_ontology_is_named(tmp_path, turtle, reason):
    paths = write(tmp_path, turtle)
    with pytest.raises(OntologyError) as caught:
        load_ontology(paths)
    assert caught.value.name == str(paths[0])
    assert reason in caught.value.reason


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(OntologyError, match=r"none\.ttl: can't be read: No such file"):
        load_ontology([tmp_path / "none.ttl"])


# Shapes

HEAD = """
@prefix schema: <https://schema.org/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kg: <https://w3id.org/kg-builder/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sdg: <http://metadata.un.org/sdg/> .
@prefix sdgo: <http://metadata.un.org/sdg/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix e: <https://example.org/> .
"""
GOOD = """
e:event a kg:Workshop ; schema:name "Workshop on tides" ; schema:organizer e:university, e:japan ; kg:chair e:ana ;
    schema:startDate "2021-05"^^xsd:gYearMonth ; kg:addressesGoal sdg:14 ;
    schema:eventAttendanceMode schema:OnlineEventAttendanceMode .
sdg:14 a sdgo:Goal .
e:university a schema:CollegeOrUniversity ; schema:name "University of Tides" .
e:japan a schema:Country ; schema:name "Japan" .
e:ana a schema:Person ; schema:name "Ana" .
e:remark a kg:Remark ; kg:remarkBy e:ana ; kg:verb "said" ; schema:text "Tides turn." .
e:figure a kg:Figure ; schema:value 12 ; schema:unitText "tides" ; kg:approximate true .
e:evidence a kg:Evidence ; rdf:subject e:event ; rdf:predicate kg:chair ; rdf:object e:ana ; kg:passage e:passage ;
    kg:confidence 0.9 ; kg:rule "chair-verb" ; kg:planned true .
e:passage a kg:Passage ; oa:start 3 ; oa:end 6 ; oa:exact "Ana" ;
    kg:sentence "Ana." ; kg:inDocument e:document .
e:document a schema:DigitalDocument ; dcterms:source "tides.txt" ; schema:datePublished "2021-05-03"^^xsd:date .
"""


def load(*names):
    graph = Graph()
    for name in names:
        graph.parse(data=folder("ontologies").joinpath(name).read_text(encoding="utf-8"), format="turtle")
    return graph


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return load("shapes.ttl")


@pytest.fixture(scope="module")
def terms() -> Graph:
    return load("events.ttl", "evidence.ttl")


def check(turtle, shapes, terms):
    data = Graph().parse(data=HEAD + turtle, format="turtle")
    return validate(data, shacl_graph=shapes, ont_graph=terms)


def test_a_good_graph_conforms(shapes, terms):
    conforms, _, report = check(GOOD, shapes, terms)
    assert conforms, report


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("schema:organizer e:university", "schema:organizer e:figure", "schema:organizer leads to"),
        ("kg:chair e:ana ;", "kg:chair e:university ;", "kg:chair leads to a person"),
        ('"2021-05"^^xsd:gYearMonth', '"May"', "An event starts on a day"),
        ('schema:name "Workshop on tides" ;', "", "Everything but a goal has a name"),
        ("kg:confidence 0.9", "kg:confidence 1.5", "xsd:decimal from 0 to 1"),
        ("kg:confidence 0.9", "kg:confidence 0.9e0", "xsd:decimal from 0 to 1"),
        ("oa:start 3", "oa:start 7", "not above oa:end"),
        ("kg:passage e:passage ;", "", "points at the words"),
        ("rdf:object e:ana ;", "", "names the object"),
        ('kg:rule "chair-verb" ;', "", "names the rule"),
        ('oa:exact "Ana" ;', "", "has the words"),
        ("kg:remarkBy e:ana ;", "", "tells who made it"),
        ('schema:text "Tides turn."', 'kg:verb "sang"', "has the words that were said"),
        ("schema:value 12 ;", "", "has one number"),
        ('dcterms:source "tides.txt" ;', "", "which file it was"),
        ("schema:OnlineEventAttendanceMode", "e:ana", "online, offline or mixed"),
    ],
)
def test_a_graph_with_a_fault_is_told_what_to_do(shapes, terms, old, new, message):
    assert old in GOOD
    conforms, _, report = check(GOOD.replace(old, new), shapes, terms)
    assert not conforms
    assert message in report


def test_shapes_follow_the_ontology(ontology, shapes):
    sh = "http://www.w3.org/ns/shacl#"

    def alternatives(node):
        kinds = [URIRef(sh + "class"), URIRef(sh + "datatype")]
        lists = [item for head in shapes.objects(node, URIRef(sh + "or")) for item in Collection(shapes, head)]
        return {str(value) for each in (node, *lists) for kind in kinds for value in shapes.objects(each, kind)}

    compared = 0
    for shape in shapes.subjects(RDF.type, URIRef(sh + "NodeShape")):
        for target in shapes.objects(shape, URIRef(sh + "targetSubjectsOf")):
            relation = ontology.properties[str(target)]
            part = shapes.value(shape, URIRef(sh + "property"))
            assert str(shapes.value(part, URIRef(sh + "path"))) == relation.iri
            assert alternatives(shape) in (set(relation.domains), set()), relation.iri
            if shapes.value(part, URIRef(sh + "in")) is None:
                assert alternatives(part) == set(relation.ranges), relation.iri
            compared += 1
    assert compared > 40
