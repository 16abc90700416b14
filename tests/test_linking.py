"""Indexes of public identifiers, and what is proposed by them: precision before recall."""

from __future__ import annotations

import bz2
import gzip
import json
import sqlite3
import zipfile

import pytest

from kg.cli import link as link_command
from kg.cli import main
from kg.errors import IdentifierError, OutputError
from kg.graph import Store
from kg.linking import make_index, open_index
from kg.linking import making as making_
from kg.linking.mapping import SOURCES
from kg.linking.values import fold
from tests.extracts import GEONAMES, ROR, WIKIDATA, geonames, item, place, ror, wikidata

MADE = {"wikidata": wikidata, "ror": ror, "geonames": geonames}
HEAD = """
@base <https://w3id.org/kg-builder/data/> .
@prefix kg: <https://w3id.org/kg-builder/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix schema: <https://schema.org/> .
@prefix wd: <http://www.wikidata.org/entity/> .
<document/a.txt> a schema:DigitalDocument .
"""
PORTUGAL = 'wd:Q45 a schema:Country ; schema:name "Portugal" .'


def write(tmp_path, source, text=None):
    path = tmp_path / f"{source}.txt"
    path.write_text(MADE[source]() if text is None else text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def indexes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("indexes")
    for source in MADE:
        make_index(source, write(folder, source), folder / source)
    return folder


@pytest.fixture
def link(indexes, tmp_path):
    """Return what is proposed for a graph's things, by name: the identifier's end if it's linked, and the reason."""

    def propose(source, turtle, *, beside=PORTUGAL, **options):
        found = ask(tmp_path, HEAD + beside + turtle, indexes / source, **options)
        return {row["name"]: (tail(row["identifier"]) if row["linked"] else None, row["reason"]) for row in found}

    return propose


@pytest.fixture
def likeliest(indexes, tmp_path):
    """Return the identifier's end of what the one thing of a graph most likely is, sure enough or not."""

    def propose(source, turtle):
        (row,) = ask(tmp_path, HEAD + turtle, indexes / source)
        return tail(row["identifier"])

    return propose


def ask(tmp_path, turtle, index, **options):
    file = tmp_path / "graph.ttl"
    file.write_text(turtle, encoding="utf-8")
    return Store.load(file).link(index, **options)


def tail(iri):
    return iri.rstrip("/").rpartition("/")[2]


def rows(path, query):
    base = sqlite3.connect(path)
    try:
        return base.execute(query).fetchall()
    finally:
        base.close()


# Indexes


def test_the_command_knows_the_sources():
    assert link_command.SOURCES == SOURCES


@pytest.mark.parametrize(
    ("source", "count", "date"),
    [
        ("wikidata", len(WIKIDATA) - 3, "2024-03-01"),
        ("ror", len(ROR) - 1, "2024-12-11"),
        ("geonames", len(GEONAMES), "2023-05-01"),
    ],
)
def test_an_index_says_what_it_is(indexes, source, count, date):
    with open_index(indexes / source) as index:
        header = dict(index.header)
    assert (header["source"], header["entries"], header["date"]) == (source, str(count), date)
    assert header["licence"].startswith("CC")


@pytest.mark.parametrize("source", MADE)
def test_the_same_extract_gives_the_same_bytes(indexes, tmp_path, source):
    make_index(source, write(tmp_path, source), tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == (indexes / source).read_bytes()


@pytest.mark.parametrize("source", MADE)
@pytest.mark.parametrize("kind", ["gz", "bz2", "zip"])
def test_extracts_may_be_compressed(indexes, tmp_path, source, kind):
    text = write(tmp_path, source).read_bytes()
    path = tmp_path / f"extract.{kind}"
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("readme.md", "nothing of it")
            archive.writestr("all.txt" if source == "geonames" else "all.json", text)
    else:
        path.write_bytes({"gz": gzip, "bz2": bz2}[kind].compress(text))
    make_index(source, path, tmp_path / "index")
    assert (tmp_path / "index").read_bytes() == (indexes / source).read_bytes()


def test_an_index_holds_names_classes_countries_and_neighbours(indexes):
    with open_index(indexes / "wikidata") as index:
        (found,) = index.find([fold("The Institute for Tidal Studies")])
        (ana, _) = index.find([fold("ana SEQUEIRA")])
    assert (tail(found.iri), found.countries) == ("Q900010", ("http://www.wikidata.org/entity/Q45",))
    assert [tail(one) for one in found.classes] == ["Organization"]
    assert [(one.role, one.label) for one in ana.neighbours] == [("body", "Institute for Tidal Studies")]


def test_a_class_counts_as_the_nearest_above_it(indexes):
    with open_index(indexes / "wikidata") as index:
        (found,) = index.find([fold("Tide Observatory of Sesimbra")])
    assert [tail(one) for one in found.classes] == ["Organization"]


def test_deprecated_and_unknown_values_say_nothing(tmp_path):
    entry = item("Q1", "Ana", ["Q5"], P27=["Q45"])
    entry["claims"]["P27"][0]["rank"] = "deprecated"
    entry["claims"]["P108"] = [{"rank": "normal", "mainsnak": {"snaktype": "somevalue"}}]
    make_index("wikidata", write(tmp_path, "wikidata", wikidata(entries=[entry])), tmp_path / "index")
    with open_index(tmp_path / "index") as index:
        (found,) = index.find(["ana"])
    assert (found.countries, found.neighbours) == ((), ())


@pytest.mark.parametrize(
    ("source", "text", "broken"),
    [
        ("wikidata", wikidata("{broken", '{"id": 7}', "7"), 3),
        ("geonames", geonames("a\tb", "x" + GEONAMES[0]), 2),
        ("ror", ror()[:-2] + ",\n    {\n        broken\n    },\n" + ror()[2:], 1),
        ("ror", ror()[:-200], 1),
    ],
)
def test_what_is_broken_is_skipped_and_counted(tmp_path, source, text, broken, capsys):
    made = make_index(source, write(tmp_path, source, text), tmp_path / "index")
    assert made.broken == broken
    assert made.entries >= 3
    assert main(["index", source, str(tmp_path / f"{source}.txt"), "-o", str(tmp_path / "index")]) == 1
    assert f"{broken} skipped" in capsys.readouterr().err


def test_what_is_left_out_is_told_by_reason(tmp_path, capsys):
    assert main(["index", "wikidata", str(write(tmp_path, "wikidata")), "-o", str(tmp_path / "index")]) == 0
    told = capsys.readouterr().err
    assert "1 left out: without a name in en, fr, es, de, pt, mul" in told
    assert "2 left out: neither a body, a place nor a person" in told


def test_an_entry_that_comes_twice_counts_once(tmp_path):
    made = make_index("geonames", write(tmp_path, "geonames", geonames(GEONAMES[0])), tmp_path / "index")
    assert (made.entries, made.repeated) == (len(GEONAMES), 1)


def test_lines_of_json_are_read_as_arrays_are(indexes, tmp_path):
    text = "".join(json.dumps(one) + "\n" for one in ROR)
    make_index("ror", write(tmp_path, "ror", text), tmp_path / "index")
    assert (tmp_path / "index").read_bytes() == (indexes / "ror").read_bytes()


def test_a_line_without_an_end_costs_only_itself(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.linking.dumps._LONGEST", 300)
    text = geonames("7\t" + "x" * 1000, place(9, "Porto", "P.PPL", "PT"))
    made = make_index("geonames", write(tmp_path, "geonames", text), tmp_path / "index")
    assert (made.entries, made.broken) == (len(GEONAMES) + 1, 1)


def test_languages_are_chosen(tmp_path):
    entry = item("Q1", "The Hague", ["Q515"])
    entry["labels"] |= {"nl": {"language": "nl", "value": "Den Haag"}, "mul": {"language": "mul", "value": "Haga"}}
    path = write(tmp_path, "wikidata", wikidata(entries=[entry]))
    make_index("wikidata", path, tmp_path / "index", languages=["nl"])
    assert rows(tmp_path / "index", "SELECT folded FROM name ORDER BY 1") == [("den haag",), ("haga",)]


@pytest.mark.parametrize(
    ("source", "text", "reason"),
    [
        ("wikidata", "nothing\nof the kind\n", "line 1 isn't an entity"),
        ("ror", '[{"id": "https://ror.org/04xfq0f34", "name": "Old"}]', "schema v1"),
        ("geonames", "", "holds nothing"),
    ],
)
def test_an_extract_of_something_else_is_refused(tmp_path, source, text, reason):
    with pytest.raises(IdentifierError, match=reason):
        make_index(source, write(tmp_path, source, text), tmp_path / "index")
    assert [path.name for path in tmp_path.iterdir()] == [f"{source}.txt"]


def test_an_extract_that_ends_early_is_told(tmp_path):
    path = tmp_path / "extract.json.gz"
    path.write_bytes(gzip.compress(wikidata().encode())[:-400])
    with pytest.raises(IdentifierError, match="ends early"):
        make_index("wikidata", path, tmp_path / "index")
    assert not (tmp_path / "index").exists()


def test_what_cant_be_read_or_written_is_told(tmp_path):
    with pytest.raises(IdentifierError, match="can't be read"):
        make_index("ror", tmp_path / "missing.json", tmp_path / "index")
    with pytest.raises(OutputError, match="no folder"):
        make_index("ror", write(tmp_path, "ror"), tmp_path / "missing" / "index")


@pytest.mark.parametrize("content", [b"", b"# Turtle\n", b"SQLite format 3\0" + bytes(200)])
def test_a_file_that_is_no_index_is_refused(tmp_path, content):
    (tmp_path / "index").write_bytes(content)
    with pytest.raises(IdentifierError, match="isn't an index"):
        open_index(tmp_path / "index")


def test_an_index_that_is_missing_is_told(tmp_path):
    with pytest.raises(IdentifierError, match="kg index"):
        open_index(tmp_path / "index")


def test_an_index_of_another_version_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(making_, "FORMAT", 0)
    make_index("ror", write(tmp_path, "ror"), tmp_path / "index")
    with pytest.raises(IdentifierError, match="version 0, this kg reads 1; make it again"):
        open_index(tmp_path / "index")


# Links


def test_of_namesakes_the_one_that_the_graph_knows_is_linked(link):
    graph = '<person/a> a schema:Person ; schema:name "Ana Sequeira" ; kg:represents wd:Q45 .'
    linked, reason = link("wikidata", graph)["Ana Sequeira"]
    assert linked == "Q900001"
    assert "of Portugal" in reason
    assert "1 more of the name" in reason


def test_of_namesakes_none_is_linked_by_the_name_alone(link):
    graph = '<person/a> a schema:Person ; schema:name "Ana Sequeira" .'
    assert link("wikidata", graph)["Ana Sequeira"][0] is None
    linked, reason = link("wikidata", graph, beside="", least=0)["Ana Sequeira"]
    assert linked is None
    assert "http://www.wikidata.org/entity/Q900002 is close" in reason


def test_a_single_name_is_too_little_for_a_person(link):
    graph = '<person/z> a schema:Person ; schema:name "Zorrinho" ; kg:represents wd:Q45 .'
    assert link("wikidata", graph)["Zorrinho"][0] is None


def test_a_person_with_the_name_of_another_isnt_linked(link):
    graph = '<person/t> a schema:Person ; schema:name "Tom Harwick" ; kg:represents wd:Q45 .'
    assert link("wikidata", graph)["Tom Harwick"][0] is None


def test_an_affiliation_tells_people_apart(link):
    graph = """
    <person/a> a schema:Person ; schema:name "Ana Sequeira" ; schema:affiliation <organization/i> .
    <organization/i> a schema:Organization ; schema:name "Institute for Tidal Studies" .
    """
    found = link("wikidata", graph)
    assert found["Ana Sequeira"][0] == "Q900001"
    assert "joined with Institute for Tidal Studies" in found["Ana Sequeira"][1]


def test_an_acronym_of_two_bodies_needs_the_full_name(link):
    alone = '<organization/i> a schema:Organization ; schema:name "ITS" .'
    assert link("wikidata", alone)["ITS"][0] is None
    full = alone.replace(" .", ' ; schema:alternateName "International Tram Society" .')
    assert link("wikidata", full, least=0.95)["ITS"][0] == "Q900011"


def test_an_acronym_isnt_enough_where_the_full_name_differs(link):
    graph = (
        '<organization/c> a schema:Organization ; schema:name "Council of Lighthouses" ; schema:alternateName "COL" .'
    )
    assert link("ror", graph, least=0.3)["Council of Lighthouses"][0] is None


def test_capitals_dont_make_an_acronym(link):
    linked, reason = link("geonames", '<place/l> a schema:City ; schema:name "LISBON" .')["LISBON"]
    assert linked == "2267057"
    assert reason.startswith("name; ")


def test_bodies_of_one_name_are_told_apart_by_country(link):
    plain = '<organization/c> a schema:Organization ; schema:name "Center for Ocean Law" .'
    # The documents speak of Portugal, and that's little.
    assert link("ror", plain, least=0.95)["Center for Ocean Law"][0] is None
    home = plain.replace(" .", " ; schema:parentOrganization <organization/m> .") + (
        '<organization/m> a schema:Organization ; schema:name "The Mother" ; kg:represents wd:Q45 .'
    )
    assert link("ror", home, least=0.95)["Center for Ocean Law"][0] == "01abcde11"


def test_a_ministry_is_linked_only_in_its_country(link):
    ministry = '<organization/m> a schema:GovernmentOrganization ; schema:name "Ministry of Harbours" '
    assert link("wikidata", ministry + ".")["Ministry of Harbours"][0] is None
    assert link("wikidata", f"{ministry}; kg:represents wd:Q45 .")["Ministry of Harbours"][0] is None
    japan = '; kg:represents wd:Q17 . wd:Q17 a schema:Country ; schema:name "Japan" .'
    assert link("wikidata", ministry + japan)["Ministry of Harbours"][0] == "Q900040"


def test_a_city_isnt_its_region(link):
    city = '<place/o> a schema:City ; schema:name "Oruro" ; schema:containedInPlace wd:Q750 .'
    city += 'wd:Q750 a schema:Country ; schema:name "Bolivia" .'
    assert link("geonames", city)["Oruro"][0] == "3909234"
    region = city.replace("schema:City", "schema:AdministrativeArea")
    assert link("geonames", region)["Oruro"][0] == "3909233"


def test_a_country_isnt_a_city(link):
    assert link("geonames", '<place/l> a schema:Country ; schema:name "Lisbon" .')["Lisbon"][0] is None


@pytest.mark.parametrize(
    ("source", "turtle", "first"),
    [
        ("geonames", '<place/f> a schema:City ; schema:name "Foz" .', "9000004"),
        ("ror", '<organization/c> a schema:Organization ; schema:name "Col" .', "01abcde66"),
        ("ror", '<organization/h> a schema:NGO ; schema:name "Harbour Watch" .', "01abcde72"),
    ],
    ids=["a name before another name", "a name before an acronym", "a wider class before another one"],
)
def test_what_fits_better_comes_first(likeliest, source, turtle, first):
    assert likeliest(source, turtle) == first


def test_each_thing_that_both_are_joined_with_counts(link):
    body = '<organization/c> a schema:Organization ; schema:name "Centre for Ocean Law" '
    city = '; kg:partnerOf <place/k> . <place/k> a schema:City ; schema:name "Kamaishi" .'
    parent = "; schema:parentOrganization <organization/k> "
    called = '<organization/k> a schema:Organization ; schema:name "Kamaishi Academy" .'
    assert link("ror", f"{body}.", beside="", least=0.75)["Centre for Ocean Law"][0] is None
    assert link("ror", body + city, beside="", least=0.75)["Centre for Ocean Law"][0] == "01abcde22"
    assert link("ror", body + city, beside="")["Centre for Ocean Law"][0] is None
    assert link("ror", body + parent + city + called, beside="")["Centre for Ocean Law"][0] == "01abcde22"


def test_a_large_city_comes_before_a_village_unless_the_graph_says_otherwise(link):
    city = '<place/l> a schema:City ; schema:name "Lisbon" '
    assert link("geonames", f"{city}.")["Lisbon"][0] == "2267057"
    usa = '; schema:containedInPlace wd:Q30 . wd:Q30 a schema:Country ; schema:name "United States" .'
    assert link("geonames", city + usa)["Lisbon"][0] == "5161803"


def test_namesakes_in_two_countries_need_the_country(link):
    town = '<place/r> a schema:City ; schema:name "Ribamar" '
    assert link("geonames", f"{town}.")["Ribamar"][0] is None
    assert link("geonames", f"{town}; schema:containedInPlace wd:Q45 .")["Ribamar"][0] == "9000001"


def test_a_thing_of_another_kind_is_no_candidate(link):
    assert link("geonames", '<person/l> a schema:Person ; schema:name "Lisbon" .') == {}


def test_what_has_an_identifier_isnt_asked(link):
    known = 'wd:Q7809 a kg:IntergovernmentalOrganization ; schema:name "UNESCO" .'
    said = (
        '<organization/i> a schema:Organization ; schema:name "Institute for Tidal Studies" ; owl:sameAs wd:Q900010 .'
    )
    assert link("wikidata", known + said) == {}


def test_companies_are_found_without_their_country_in_brackets(link):
    graph = '<organization/h> a schema:Corporation ; schema:name "Harrow Instruments" .'
    assert link("ror", graph)["Harrow Instruments"][0] == "01abcde33"


def test_nothing_is_linked_below_what_is_asked(link):
    graph = '<organization/u> a schema:CollegeOrUniversity ; schema:name "University of Ribamar" .'
    assert link("ror", graph)["University of Ribamar"][0] == "04xfq0f34"
    linked, reason = link("ror", graph, least=0.999)["University of Ribamar"]
    assert linked is None
    assert "below 0.999" in reason
