"""Names lead to public IRIs, as texts write them, and doubtful ones say so."""

from __future__ import annotations

import pickle
import time

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.bundled import folder
from kg.errors import OntologyError
from kg.gazetteer import Gazetteer, load_gazetteer
from kg.gazetteer.__main__ import run
from kg.iris import expand, shorten
from kg.ontology import load_ontology

GAZETTEER = load_gazetteer()


def found(name):
    return [shorten(entry.iri) for entry in GAZETTEER.find(name)]


@pytest.mark.parametrize(
    ("names", "iri", "kind"),
    [
        (
            "UNESCO|United Nations Educational, Scientific and Cultural Organization|the UN Educational, Scientific "
            "and Cultural Organisation|United Nations Educational Scientific and Cultural Organization",
            "wd:Q7809",
            "kg:IntergovernmentalOrganization",
        ),
        ("UNICEF|United Nations Children's Fund|United Nations Children’s Fund|UN Children's Fund", "wd:Q740308", None),
        ("UN|United Nations|the United Nations", "wd:Q1065", "kg:IntergovernmentalOrganization"),
        (
            "UNGA|United Nations General Assembly|UN General Assembly|General Assembly|the General Assembly",
            "wd:Q47423",
            "schema:Organization",
        ),
        ("UN Security Council|Security Council", "wd:Q37470", None),
        ("WHO|World Health Organization|World Health Organisation", "wd:Q7817", None),
        (
            "FAO|Food and Agriculture Organization of the United Nations",
            "wd:Q82151",
            None,
        ),
        ("EU|European Union|the European Union", "wd:Q458", None),
        ("AU|African Union", "wd:Q7159", None),
        ("World Bank|the World Bank", "wd:Q7164", None),
        ("UN Women|UN-Women|UNWomen", "wd:Q641576", None),
        ("UNHCR|Office of the United Nations High Commissioner for Refugees", "wd:Q28606331", None),
        ("WFP|World Food Programme|World Food Program|UN World Food Programme", "wd:Q204344", None),
        ("Japan", "wd:Q17", "schema:Country"),
        ("US|USA|United States|the United States of America", "wd:Q30", "schema:Country"),
        ("UK|United Kingdom|United Kingdom of Great Britain and Northern Ireland", "wd:Q145", None),
        ("Côte d'Ivoire|Cote d’Ivoire|Ivory Coast", "wd:Q1008", None),
        ("Viet Nam|Vietnam|Socialist Republic of Viet Nam", "wd:Q881", None),
        ("Guinea-Bissau|GuineaBissau", "wd:Q1007", None),
        ("Saint Lucia|St. Lucia|St Lucia", "wd:Q760", None),
        ("Trinidad and Tobago|Trinidad & Tobago", "wd:Q754", None),
        ("the Gambia|Gambia|Republic of the Gambia", "wd:Q1005", None),
        ("Namibia", "wd:Q1030", None),
        ("SDG 4|SDG4|Sustainable Development Goal 4|Goal 4", "sdg:4", "sdgo:Goal"),
        ("SDG target 4.1|SDG 4.1|Target 4.1", "sdg:4.1", "sdgo:Target"),
        ("SDG 16.a", "sdg:16.a", "sdgo:Target"),
        ("United Nations University|UNU", "wd:Q492442", "schema:CollegeOrUniversity"),
        ("ICRC|International Committee of the Red Cross", "wd:Q5987345", "schema:NGO"),
    ],
)
def test_names_lead_to_public_iris(names, iri, kind):
    for name in names.split("|"):
        assert found(name) == [iri], name
    assert kind is None or GAZETTEER.find(names.split("|")[0])[0].class_iri == expand(kind)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Nairobi", "wd:Q114"),
        ("Bogotá", "wd:Q739"),
        ("Bogota", "wd:Q739"),
        ("Geneva", "wd:Q39"),
        ("The Hague", "wd:Q29999"),
    ],
)
def test_cities_lie_in_their_countries(name, country):
    (city,) = GAZETTEER.find(name)
    assert city.class_iri == expand("schema:City")
    assert shorten(city.part_of) == country


@pytest.mark.parametrize("word", ["who", "us", "it", "un", "Who", "Us", "echo", "legal", "Legal", "", "the", "!"])
def test_common_words_are_no_names(word):
    assert found(word) == []


@pytest.mark.parametrize("name", ["Georgia", "Jordan", "Chad", "Turkey", "Congo", "CSW", "CBD", "CTBTO"])
def test_doubtful_names_say_so(name):
    assert all(entry.ambiguous for entry in GAZETTEER.find(name))
    assert found(name)


@pytest.mark.parametrize("name", ["Kenya", "UNESCO", "Türkiye", "Democratic Republic of the Congo", "Mali"])
def test_plain_names_are_not_doubtful(name):
    assert [entry.ambiguous for entry in GAZETTEER.find(name)] == [False]


def test_one_name_for_two_things_gives_both():
    assert len(found("CTBTO")) == 2


@pytest.mark.parametrize(
    ("text", "start", "end", "iri"),
    [
        ("the Permanent Mission of Japan to", 4, 5, "wd:Q17"),
        ("76th session of the United Nations General Assembly the Permanent", 4, 8, "wd:Q47423"),
        ("to the United Nations and UNESCO", 2, 4, "wd:Q1065"),
        ("of UN - Women and", 1, 4, "wd:Q641576"),
        ("United Nations Educational , Scientific and Cultural Organization said", 0, 8, "wd:Q7809"),
        ("United Nations Educational Scientific and Cultural Organization said", 0, 7, "wd:Q7809"),
        ("in Guinea - Bissau", 1, 4, "wd:Q1007"),
        ("in Guinea , Bissau", 1, 4, "wd:Q1007"),
        ("Trinidad & Tobago", 0, 3, "wd:Q754"),
        ("St . Lucia", 0, 3, "wd:Q760"),
        ("Japan , Kenya", 0, 1, "wd:Q17"),
        ("Japan .", 0, 1, "wd:Q17"),
    ],
)
def test_the_longest_name_at_a_word_is_found(text, start, end, iri):
    match = GAZETTEER.match(text.split(), start)
    assert match is not None
    assert (match[0], [shorten(entry.iri) for entry in match[1]]) == (end, [iri])


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("who said", 0),
        ("the Pacific community of nations", 1),
        ("a general assembly of shareholders", 1),
        (", Japan", 0),
        ("United", 0),
        ("turkey", 0),
    ],
)
def test_words_that_are_not_written_as_names_are_passed_over(text, start):
    assert GAZETTEER.match(text.split(), start) is None


def test_headlines_in_capitals_match():
    assert GAZETTEER.match(["UNITED", "NATIONS", "MEETS"], 0)[0] == 2


@given(st.sampled_from(sorted(GAZETTEER.entries)), st.booleans())
def test_every_name_is_found_again(iri, article):
    entry = GAZETTEER.entries[iri]
    for name in entry.names:
        given_name = f"the {name}" if article else name
        assert iri in [each.iri for each in GAZETTEER.find(given_name)]
        match = GAZETTEER.match(name.split(), int(name.startswith("The ")))
        assert match is not None
        assert iri in [each.iri for each in match[1]]


@given(st.lists(st.text(max_size=8), max_size=6), st.integers(0, 5))
def test_any_words_can_be_matched(words, start):
    match = GAZETTEER.match(words, start)
    assert match is None or start < match[0] <= len(words)


def test_every_class_is_one_of_the_ontology():
    classes = load_ontology().classes
    assert {entry.class_iri for entry in GAZETTEER.entries.values()} <= set(classes)


def test_loading_is_quick():
    """Measured against parsing the same files, as seconds differ from machine to machine."""
    paths = [path for path in folder("ontologies").joinpath("gazetteer").iterdir() if path.name.endswith(".ttl")]

    def seconds(work):
        started = time.process_time()
        work()
        return time.process_time() - started

    def parse():
        for path in paths:
            list(ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE))

    loading, parsing = (min(seconds(work) for _ in range(5)) for work in (load_gazetteer, parse))
    assert loading < 25 * parsing


def test_a_gazetteer_travels_to_other_processes():
    copy = pickle.loads(pickle.dumps(GAZETTEER))
    assert isinstance(copy, Gazetteer)
    assert copy.find("UNESCO") == GAZETTEER.find("UNESCO")


def test_reads_a_gazetteer_of_ones_own(tmp_path):
    path = tmp_path / "own.ttl"
    path.write_text(
        '@prefix schema: <https://schema.org/> . <https://e.org/1> a schema:NGO ; schema:name "Gulls United" .',
        encoding="utf-8",
    )
    own = load_gazetteer([path])
    assert [entry.iri for entry in own.find("gulls united")] == ["https://e.org/1"]
    assert own.find("UNESCO") == ()


def test_a_broken_gazetteer_is_named(tmp_path):
    path = tmp_path / "own.ttl"
    path.write_text("<a> <b>", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"own\.ttl: isn't Turtle, line 1"):
        load_gazetteer([path])


TABLES = {
    "countries.tsv": (
        "short_name\tformal_name\tiso2\tiso3\tm49\twikidata\tcapital\tindependent\n"
        "Nowhere|Nowhere (the) *\tRepublic of Nowhere\tNW\tNWR\t999\tQ1\tSomewhere\tYes\n"
        "St. Isle\t\tSI\tSIL\t998\t\tSomewhere\tTerritory of NW\n"
    ),
    "goals.tsv": "number\tiri\ttitle\twikidata\ttargets\n4\thttp://metadata.un.org/sdg/4\tQuality\t\t4.1 4.a\n",
    "organizations.tsv": (
        "name\tacronym\talso\twikidata\tfamily\n"
        "United Nations Gull Council\tUNGC\tGull Council\tQ2\tUN system\n"
        "Gull Council\tGC\t\t\tUN and affiliates\n"
        "Legal\tSixth Committee\t\t\tUN system\n"
        "Tidal University\t\t\t\t\n"
    ),
}


def test_tables_become_turtle(tmp_path, capsys):
    for name, table in TABLES.items():
        (tmp_path / name).write_text(table, encoding="utf-8")
    assert run(["--generate", str(tmp_path), str(tmp_path)]) == 0
    assert capsys.readouterr().out.split() == [
        str(tmp_path / f"{n}.ttl") for n in ("countries", "goals", "organizations")
    ]
    made = load_gazetteer(sorted(tmp_path.glob("*.ttl")))
    assert [shorten(e.iri) for e in made.find("Republic of Nowhere")] == ["wd:Q1"]
    assert [e.part_of for e in made.find("Somewhere")] == [expand("wd:Q1")]
    assert [e.name for e in made.find("Saint Isle")] == ["St. Isle"]
    assert [shorten(e.iri) for e in made.find("UN Gull Council")] == ["wd:Q2"]
    assert [shorten(e.iri) for e in made.find("Gull Council")] == ["wd:Q2"]
    assert [e.name for e in made.find("Sixth Committee")] == ["Sixth Committee"]
    assert made.find("Legal") == ()
    assert [shorten(e.class_iri) for e in made.find("Tidal University")] == ["schema:CollegeOrUniversity"]
    assert [shorten(e.iri) for e in made.find("SDG 4.a")] == ["sdg:4.a"]


@pytest.mark.shared
def test_the_shipped_files_are_what_the_tables_give(shared, tmp_path):
    run(["--generate", str(shared / "gazetteer"), str(tmp_path)])
    for made in sorted(tmp_path.iterdir()):
        shipped = folder("ontologies").joinpath("gazetteer", made.name)
        assert made.read_text(encoding="utf-8") == shipped.read_text(encoding="utf-8")
