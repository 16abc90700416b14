"""Links with public identifiers in a store: kept, replaced, taken out; queries see them, files hold them."""

from __future__ import annotations

import json

import pytest

from kg.cli import main
from kg.errors import StoreError
from kg.exports import FORMATS, write
from kg.graph import Store
from kg.iris import BASE, mint
from kg.linking import make_index
from kg.store import Link
from kg.store.graphs import LINK_REASONS, LINKS
from tests.extracts import geonames
from tests.samples import MISSION, PERSON, Script, filled, sample_document, sample_extraction

LISBON = mint(BASE, "place", "Lisbon")
PUBLIC = "https://sws.geonames.org/2267057/"
ANA = Link(PERSON, "http://www.wikidata.org/entity/Q900001", 0.95, "name; of Portugal", "Wikidata", "2024-03-01")
JAPANS = Link(MISSION, "http://www.wikidata.org/entity/Q900002", 0.92, "name", "Wikidata", "2024-03-01")
SAME = "SELECT ?one ?other { ?one owl:sameAs ?other }"


def lisbon():
    """A document that speaks of Lisbon and of Portugal."""
    script = Script(sample_document("lisbon.txt", "They met in Lisbon, the capital of Portugal.\n"))
    script.name(LISBON, "schema:City", "Lisbon")
    script.name("http://www.wikidata.org/entity/Q45", "schema:Country", "Portugal")
    return script.done()


def same(store):
    return {tuple(row) for row in store.sparql(SAME)}


def held(store, *graphs):
    return sum(1 for graph in graphs for _ in store.engine.quads_for_pattern(None, None, None, graph))


@pytest.fixture
def linked():
    store = filled()
    store.keep_links([ANA, JAPANS])
    return store


@pytest.fixture
def news(tmp_path):
    """A store in a folder, an index, and what the command line takes for them."""
    (tmp_path / "cities.txt").write_text(geonames(), encoding="utf-8")
    make_index("geonames", tmp_path / "cities.txt", tmp_path / "cities.index")
    with Store(tmp_path / "news.kg") as store:
        store.add(lisbon())
    return [str(tmp_path / "news.kg"), "--index", str(tmp_path / "cities.index")]


def test_links_are_seen_by_queries_and_tell_where_they_come_from(linked):
    assert same(linked) == {(ANA.iri, ANA.identifier), (JAPANS.iri, JAPANS.identifier)}
    assert linked.links() == (JAPANS, ANA)
    assert [fact.value for fact in linked.entity("Ana Example").facts if fact.relation == "same as"] == ["Q900001"]


def test_reasons_are_no_things(linked):
    before, after = filled().info(), linked.info()
    assert (after.entities, after.evidence) == (before.entities, before.evidence)
    assert after.facts == before.facts + 2
    assert linked.documents() == filled().documents()
    assert linked.check().conforms


def test_links_take_the_place_of_those_before(linked):
    assert linked.keep_links([ANA])
    assert linked.links() == (ANA,)
    assert same(linked) == {(ANA.iri, ANA.identifier)}
    assert not linked.keep_links([ANA])


def test_taken_out_they_leave_the_store_as_it_was(linked):
    linked.keep_links([])
    assert set(linked.engine) == set(filled().engine)
    assert held(linked, LINKS, LINK_REASONS) == 0


def test_the_same_link_in_another_reason_is_kept(linked):
    again = Link(ANA.iri, ANA.identifier, 0.99, "another reason", "Wikidata", "2025-01-01")
    assert linked.keep_links([again])
    assert linked.links() == (again,)


def test_what_a_document_says_itself_stays(linked):
    script = Script(sample_document("same.txt", "Ana Example is known as Q900001.\n"))
    script.name(PERSON, "schema:Person", "Ana Example")
    script.say(PERSON, "owl:sameAs", ANA.identifier, "known as Q900001")
    linked.add(script.done())
    linked.keep_links([])
    assert same(linked) == {(ANA.iri, ANA.identifier)}


def test_a_document_that_is_read_again_keeps_its_links(linked):
    linked.add(sample_extraction())
    script = Script(sample_document(text="Ana Example spoke.\n"))
    script.name(PERSON, "schema:Person", "Ana Example")
    linked.add(script.done())
    assert linked.links() == (ANA,), "the mission is gone, and so is its link"
    assert same(linked) == {(ANA.iri, ANA.identifier)}


def test_links_go_with_the_last_document_that_speaks_of_the_thing(linked):
    linked.remove(sample_document().iri)
    assert linked.links() == ()
    assert same(linked) == set()
    linked.remove(sample_document("2021/other news.txt").iri)
    assert list(linked.engine) == []


def test_links_stay_with_a_store_on_disk(tmp_path):
    with filled(tmp_path / "news.kg") as store:
        store.keep_links([ANA])
    with Store.open(tmp_path / "news.kg", read_only=True) as store:
        assert store.links() == (ANA,)
        with pytest.raises(StoreError, match="read-only"):
            store.keep_links([])


def test_inference_leaves_links_alone(linked):
    count = filled().infer()
    assert linked.infer() == count
    assert linked.keep_links([ANA])
    linked.add(lisbon())
    assert linked.links() == (ANA,)


@pytest.mark.parametrize("format_", ["turtle", "trig", "nquads", "jsonld"])
def test_files_hold_links_and_give_them_back(linked, tmp_path, format_):
    suffix = {"turtle": "ttl", "nquads": "nq"}.get(format_, format_)
    text = write(linked, format_)
    (tmp_path / f"graph.{suffix}").write_text(text, encoding="utf-8")
    read = Store.load(tmp_path / f"graph.{suffix}")
    assert read.links() == linked.links()
    assert same(read) == same(linked)
    assert write(read, format_) == text
    assert read.check().conforms


@pytest.mark.parametrize("format_", FORMATS)
def test_without_links_files_are_as_ever(linked, format_):
    before = write(filled(), format_)
    linked.keep_links([])
    assert write(linked, format_) == before


# The command line


def test_what_is_proposed_is_printed_and_kept_by_apply(news, capsys):
    assert main(["link", *news, "--format", "json"]) == 0
    printed = capsys.readouterr()
    (row,) = json.loads(printed.out)
    assert (row["name"], row["identifier"], row["linked"]) == ("Lisbon", PUBLIC, True)
    assert "1 to link" in printed.err
    assert main(["link", news[0], "--format", "csv"]) == 0
    assert capsys.readouterr().out.count("\n") == 1, "nothing is kept yet"
    assert main(["link", *news, "--apply"]) == 0
    assert "1 linked" in capsys.readouterr().err
    assert main(["link", news[0], "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["identifier"], row["source"], row["date"]) == (PUBLIC, "GeoNames", "2023-05-01")
    assert "Portugal" in row["reason"]


@pytest.mark.parametrize("asked", [[], ["same as"], ["owl:sameAs", PUBLIC]])
def test_why_tells_the_reason(news, capsys, asked):
    main(["link", *news, "--apply"])
    capsys.readouterr()
    assert main(["why", "Lisbon", *asked, "-g", news[0]]) == 0
    told = capsys.readouterr().out
    assert f"Lisbon — same as — {PUBLIC}\n  name; same class; prominent; " in told
    assert "\n  GeoNames as of 2023-05-01 · confidence 0.9" in told
    assert main(["why", "Lisbon", "same as", "-g", news[0], "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["identifier"] == PUBLIC


def test_why_tells_nothing_of_other_relations_or_things(news):
    main(["link", *news, "--apply"])
    assert main(["why", "Lisbon", "chair", "-g", news[0]]) == 1
    assert main(["why", "Portugal", "same as", "-g", news[0]]) == 1


def test_apply_can_be_repeated(news):
    for _ in range(2):
        assert main(["link", *news, "--apply"]) == 0
    with Store.open(news[0], read_only=True) as store:
        assert same(store) == {(LISBON, PUBLIC)}


def test_clear_takes_links_out(news, capsys):
    main(["link", *news, "--apply"])
    assert main(["link", news[0], "--clear"]) == 0
    assert "1 links removed" in capsys.readouterr().err
    with Store.open(news[0], read_only=True) as store:
        assert store.links() == ()


def test_what_isnt_sure_enough_is_shown_on_demand(news, capsys):
    strict = [*news, "--least", "0.999"]
    assert main(["link", *strict, "--format", "json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out) == []
    assert "1 not sure enough (--all shows them)" in printed.err
    assert main(["link", *strict, "--all", "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["linked"] is False
    assert row["reason"].startswith("not linked, below 0.999; name")


def test_a_file_is_read_but_not_changed(news, tmp_path, capsys):
    file = tmp_path / "graph.ttl"
    assert main(["export", "-g", news[0], "-o", str(file)]) == 0
    before = file.read_bytes()
    assert main(["link", str(file), *news[1:], "--format", "json"]) == 0
    assert PUBLIC in capsys.readouterr().out
    assert main(["link", str(file), *news[1:], "--apply"]) == 2
    assert "is a file, and no store" in capsys.readouterr().err
    assert file.read_bytes() == before


@pytest.mark.parametrize("words", [["--apply"], ["--clear", "--index", "x"], ["--least", "2"]])
def test_options_that_dont_go_together_are_refused(news, words):
    assert main(["link", news[0], *words]) == 2
