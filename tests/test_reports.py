"""The report: counts, kinds, dates, partners, goals, documents, warnings; links into the page; texts as text."""

from __future__ import annotations

import dataclasses
import html
import json
import re
from html.parser import HTMLParser

import networkx
import pytest

from kg.cli import main
from kg.graph import Store
from kg.model import Extraction, Value
from kg.network import network
from kg.reports import report
from kg.reports.content import summarise
from tests.samples import EVENT, UNESCO, other_extraction, sample_document, sample_extraction


@pytest.fixture(scope="module")
def store():
    with Store() as store:
        store.add(sample_extraction())
        store.add(other_extraction())
        yield store


@pytest.fixture(scope="module")
def content(store):
    return summarise(network(store), store.documents(), title="News", info=store.info(), notes={"a.txt": ["garbled"]})


@pytest.fixture
def written(store, tmp_path):
    report(store, tmp_path / "report.html", title="News", page="the graph.html")
    return (tmp_path / "report.html").read_text("utf-8")


def test_counts_what_the_store_holds(store, content):
    counts = {what: number for number, what in content["counts"]}
    assert counts["documents"] == 2
    assert counts["entities"] == len(network(store))
    assert counts["facts"] == store.info().facts


def test_ranks_the_best_connected_of_each_kind(content):
    bodies = next(kind for kind in content["kinds"] if kind["label"] == "Intergovernmental organization")
    assert bodies["top"][0]["iri"] == UNESCO
    assert bodies["top"][0]["share"] == 100
    assert "Remark" not in {kind["label"] for kind in content["kinds"]}


def test_tells_what_took_place_when(content):
    assert [(one["iri"], one["dates"]) for one in content["events"]] == [(EVENT, ["2021-09-29"])]
    assert content["bins"] == [{"unit": "2021-09", "count": 1, "share": 100}]


def test_says_who_organises_together(content):
    matrix = content["matrix"]
    assert [one["label"] for one in matrix["heads"]] == [
        "Permanent Mission of Japan to the United Nations",
        "UNESCO",
    ]
    assert [[cell["count"] for cell in row["cells"]] for row in matrix["rows"]] == [[0, 1], [1, 0]]
    assert [row["own"] for row in matrix["rows"]] == [1, 1]


def test_counts_goals_and_what_addresses_them(content):
    (goal,) = content["goals"]
    assert (goal["label"], goal["count"], goal["things"][0]["iri"]) == ("SDG 4", 1, EVENT)


def test_counts_what_each_document_gave(content):
    rows = {row["name"]: row["facts"] for row in content["documents"]}
    assert list(rows) == ["dialogue.txt", "2021/other news.txt"]
    assert rows["dialogue.txt"] > rows["2021/other news.txt"] > 0


def test_names_what_is_worth_a_look(content):
    said = [one["said"] for one in content["warnings"]]
    assert "garbled" in said
    assert "things are named, but nothing is said of them" in said


def test_a_document_without_facts_is_named(tmp_path):
    with Store() as store:
        store.add(Extraction(sample_document("empty.txt", "Nothing.\n"), ()))
        empty = summarise(networkx.MultiDiGraph(), store.documents(), title="", info=store.info(), notes={})
        report(store, tmp_path / "report.html")
    assert [(one["said"], one["names"]) for one in empty["warnings"]] == [("documents gave no fact", ["empty.txt"])]
    assert "No two organise the same" in (tmp_path / "report.html").read_text("utf-8")


def test_names_lead_into_the_page_of_the_graph(written):
    links = {html.unescape(link) for link in re.findall(r'href="([^"]*)"', written)}
    assert "the%20graph.html#at=http%3A%2F%2Fwww.wikidata.org%2Fentity%2FQ7809" in links
    assert "the%20graph.html#since=2021-09&until=2021-09&timeline=1" in links
    assert "the%20graph.html#document=2021%2Fother%20news.txt" in links
    assert all(link.startswith(("the%20graph.html", "data:,")) for link in links)


def test_holds_no_script_and_asks_for_nothing(written):
    assert "<script" not in written
    assert "default-src 'none'" in written
    assert not re.search(r"https?://(?!www\.wikidata|metadata)[^\"]*\"", re.sub(r"#at=[^\"]*", "", written))


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=alert(1)>", "</style><script>alert(1)</script>", '" onload="x', "a\u202eb"]
)
def test_shows_hostile_texts_as_text(text, written, tmp_path):
    class Tags(HTMLParser):
        def __init__(self, page):
            super().__init__()
            self.seen = set()
            self.feed(page)

        def handle_starttag(self, tag, attrs):
            self.seen |= {tag, *(name for name, _ in attrs if name.startswith("on"))}

    said = [
        dataclasses.replace(one, object=Value(text))
        if isinstance(one.object, Value) and not one.object.datatype
        else one
        for one in sample_extraction().statements
    ]
    with Store() as store:
        store.add(Extraction(sample_document(name="a.txt", title=text), tuple(said)))
        report(store, tmp_path / "hostile.html", title=text, notes={text: [text]})
    page = (tmp_path / "hostile.html").read_text("utf-8")
    assert Tags(page).seen <= Tags(written).seen | {"p", "strong"}
    assert "\u202e" not in page


def test_is_the_same_on_every_run(store, written, tmp_path):
    report(store, tmp_path / "again.html", title="News", page="the graph.html")
    assert (tmp_path / "again.html").read_text("utf-8") == written


def test_the_verb_writes_report_and_page(store, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    store.export("graph.ttl")
    tmp_path.joinpath("build.json").write_text(json.dumps({"documents": [{"document": "x.txt", "warnings": ["torn"]}]}))
    assert main(["report", "--title", "News", "--build", "build.json"]) == 0
    assert "torn" in tmp_path.joinpath("report.html").read_text("utf-8")
    assert 'id="content"' in tmp_path.joinpath("graph.html").read_text("utf-8")
    assert main(["report", "--build", "graph.ttl"]) == 2
    assert "kg build PATH --report FILE" in capsys.readouterr().err
