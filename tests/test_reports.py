"""The report: a title, findings that lead to their evidence, details, links into the page; texts as text."""

from __future__ import annotations

import dataclasses
import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kg.cli import main
from kg.graph import Store
from kg.iris import expand
from kg.model import Extraction, Passage, Value
from kg.network import network
from kg.reports import Notes, read_notes, report
from kg.reports.content import read_corpus, summarise
from kg.reports.notes import Refusal, Refused
from kg.reports.statements import read_markup
from tests.samples import EVENT, UNESCO, filled, other_extraction, sample_document, sample_extraction
from tests.tellings import tell, thing

BUILD = {
    "documents": [
        {
            "document": "x.txt",
            "warnings": ["torn"],
            "rejections": [
                {"subject": "Ana", "predicate": expand("schema:organizer"), "object": "Forum", "reason": "denied",
                 "rule": "reader", "words": "Ana did not"},
            ],
        }
    ],
    "totals": {"refused": {"confidence below 0.46": 1200, "denied": 1}},
    "errors": ["y.txt: is empty"],
}  # fmt: skip


@pytest.fixture(scope="module")
def store():
    with filled() as store:
        yield store


@pytest.fixture(scope="module")
def content(store):
    return summarise(read_corpus(store), title="News", notes=Notes({"a.txt": ["garbled"]}))


@pytest.fixture
def written(store, tmp_path):
    report(store, tmp_path / "report.html", title="News", page="the graph.html")
    return (tmp_path / "report.html").read_text("utf-8")


def summary_of(*extractions, **options):
    with Store() as store:
        for extraction in extractions:
            store.add(extraction)
        return summarise(read_corpus(store), **options)


def read_headlines(summary):
    """The findings as they are read, by their heads."""
    return {one["head"]: "".join(text for text, _ in one["parts"]) for one in summary["headlines"]}


# The title


def forum(number, day="2024-06-11", **things):
    said = [f"forum startDate ={day}", *(f"forum organizer {key}" for key in things)]
    return tell(f"{number}", said, forum=thing("forum", f"Forum {number}"), **things)


def test_one_document_gives_its_title():
    assert summary_of(sample_extraction())["title"] == "Dialogue on Digital Learning"
    assert summary_of(other_extraction())["title"] == "2021/other news.txt"


def test_several_documents_give_their_number_and_the_time():
    assert summary_of(forum(1), forum(2, "2025-01-02"))["title"] == "What 2 documents say, June 2024 – January 2025"
    assert summary_of()["title"] == "What the graph says"


def test_what_most_documents_speak_of_is_in_the_title():
    who = thing("agency", "UNESCO")
    titles = [summary_of(*(forum(number, who=who) for number in range(count)))["title"] for count in (2, 3)]
    assert titles == ["What 2 documents say, June 2024", "What 3 documents say of UNESCO, June 2024"]


def test_the_days_of_publication_come_before_those_of_events():
    dated = [sample_extraction(), Extraction(sample_document("b.txt", "Nothing.\n", date="2020-01-05"), ())]
    assert summary_of(*dated)["title"] == "What 2 documents say, January 2020 – September 2021"


def test_a_date_far_from_all_others_makes_no_title():
    days = ["1932-04-09", *(f"2024-{month:02}-11" for month in range(1, 12)), *["2025"] * 9]
    summary = summary_of(*(forum(number, day) for number, day in enumerate(days)))
    assert summary["title"] == "What 21 documents say, 2024–2025"
    assert read_headlines(summary)["When"] == "21 have dates: 9 April 1932 – 2025, the most in 2024 (11)."


def test_a_title_that_is_given_is_kept(content):
    assert content["title"] == "News"


# The findings


def test_a_graph_without_documents_has_findings():
    assert read_headlines(summary_of()) == {"In here": "The graph tells of nothing."}


def test_findings_are_sentences(content):
    found = read_headlines(content)
    assert found["In here"].startswith("2 documents tell of 2 events, 1 person, ")
    assert found["When"] == "1 has a date: 29 September 2021."
    assert found["Most told of"].startswith("Dialogue on Digital Learning (")
    assert found["Who"] == ("Organised by UNESCO and Permanent Mission of Japan to the United Nations, once each.")
    assert found["Where"] == "Held in New York."
    assert found["Goals"] == "Addressed: SDG 4."
    assert found["Planned"] == "1 fact only announced, not told of as done."
    assert found["In doubt"] == "No fact rests on a confidence below 0.6."
    assert found["Told differently"].startswith("Documents don't contradict each other")
    assert found["Worth a look"].endswith("1 warning of the build.")
    assert "Refused" not in found


def test_who_organises_most_comes_first():
    often, once = thing("agency", "UNESCO"), thing("body", "Learning Coalition")
    found = read_headlines(summary_of(forum(1, a=often), forum(2, a=often, b=once), forum(3, b=once, a=often)))
    assert found["Who"] == "Most often organised by UNESCO (3) and Learning Coalition (2)."
    assert found["When"] == "3 have dates: 11 June 2024."


def test_what_is_in_doubt_is_named_the_least_sure_first():
    sure = [dataclasses.replace(one, confidence=0.99 - number / 100) for number, one in
            enumerate(sample_extraction().statements)]  # fmt: skip
    summary = summary_of(Extraction(sample_extraction().document, tuple(sure)))
    confidences = [one["confidence"] for one in summary["doubtful"]["rows"]]
    assert confidences == sorted(confidences)
    assert 0 < summary["doubtful"]["all"] < summary["said"]
    least = summary["doubtful"]["rows"][0]
    assert f"{least['confidence']:.2f}: “{least['subject']['label']} – " in read_headlines(summary)["In doubt"]


def test_what_documents_tell_differently_is_shown_with_all_values(tmp_path):
    with Store() as store:
        for name, day in (("early", "2024-06-11"), ("late", "2024-06-12")):
            store.add(tell(name, [f"forum startDate ={day}"], forum=thing("forum", "Forum on Harbours")))
        summary = summarise(read_corpus(store))
        report(store, tmp_path / "report.html")
    assert read_headlines(summary)["Told differently"] == (
        "Forum on Harbours, start date: 11 June 2024 or 12 June 2024."
    )
    (conflict,) = summary["conflicts"]
    assert [(one["value"], one["documents"]) for one in conflict["values"]] == [
        ("2024-06-11", ["early.txt"]), ("2024-06-12", ["late.txt"]),
    ]  # fmt: skip
    assert all(one["said"][0]["quotes"] for one in conflict["values"])
    assert "told differently" in (tmp_path / "report.html").read_text("utf-8")


def test_what_was_refused_is_told_with_reasons_and_words(store, tmp_path):
    (tmp_path / "build.json").write_text(json.dumps(BUILD))
    summary = summarise(read_corpus(store), notes=read_notes(tmp_path / "build.json"))
    found = read_headlines(summary)
    assert found["Refused"] == "1,201 statements that the reading proposed: confidence below 0.46 (1,200), denied (1)."
    assert found["Worth a look"].startswith("1 file wasn't read; ")
    (example,) = summary["refusals"][1]["examples"]
    assert (example["relation"], example["words"]) == ("organizer", "Ana did not")


def test_findings_lead_to_what_they_rest_on(written, store, tmp_path):
    (tmp_path / "build.json").write_text(json.dumps(BUILD))
    report(store, tmp_path / "whole.html", notes=read_notes(tmp_path / "build.json"))
    for page in (written, (tmp_path / "whole.html").read_text("utf-8")):
        leads = set(re.findall(r'href="#([^"]*)"', page))
        ids = re.findall(r'id="([^"]*)"', page)
        assert len(ids) == len(set(ids))
        assert {"documents", "events", "told-0", "organisers-0", "places-0", "goals-0", "planned"} <= leads <= set(ids)


def test_the_words_are_marked_in_their_sentence(written):
    assert re.search(r"<blockquote[^>]*>UNESCO will <mark>launch|<mark>UNESCO will launch|<mark>will launch", written)


def test_sentences_of_web_pages_are_read_without_their_markup(tmp_path):
    assert read_markup("</dt><dd>7&ndash;9 <b>Aug</b>ust") == " 7–9 August"
    assert read_markup("a&#x202e;b &lt;i>") == "a‹U+202E›b <i>"
    document = sample_document("a.html", "<b>UNESCO</b> met.\n", media_type="text/html")
    organised = next(one for one in other_extraction().statements if one.predicate == expand("schema:organizer"))
    passage = Passage(document.iri, 0, 9, "<b>UNESCO", "<b>UNESCO</b> met &amp; went.")
    with Store() as store:
        store.add(Extraction(document, (dataclasses.replace(organised, passage=passage),)))
        report(store, tmp_path / "report.html")
    assert ">UNESCO met &amp; went.</blockquote>" in (tmp_path / "report.html").read_text("utf-8")


# The details


def test_counts_what_the_store_holds(store, content):
    counts = {what: number for number, what in content["counts"]}
    assert counts["documents"] == 2
    assert counts["entities"] == len(network(store))
    assert counts["facts, with classes and names"] == store.info().facts


def test_ranks_those_of_whom_most_is_said_by_group(content):
    bodies = next(group for group in content["groups"] if group["label"] == "Organizations")
    assert bodies["top"][0]["iri"] == UNESCO
    assert bodies["top"][0]["share"] == 100
    assert "Remarks and figures" not in {group["label"] for group in content["groups"]}


def test_tables_come_in_several_orders():
    summary = summary_of(*(forum(number, f"20{10 + number}") for number in (9, 2, 10)))
    orders = {one["name"]: [row["label"] for row in one["rows"]] for one in summary["event_orders"]}
    assert orders["name"] == ["Forum 2", "Forum 9", "Forum 10"]
    assert orders["date"] == ["Forum 2", "Forum 9", "Forum 10"]
    assert list(orders) == ["date", "name", "sentences"]


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
    (goal,) = content["goals"]["rows"]
    assert (goal["label"], goal["count"], goal["things"][0]["iri"]) == ("SDG 4", 1, EVENT)


def test_counts_what_each_document_gave(content):
    rows = {row["name"]: row["facts"] for row in content["documents"]}
    assert list(rows) == ["dialogue.txt", "2021/other news.txt"]
    assert rows["dialogue.txt"] > rows["2021/other news.txt"] > 0


def test_names_what_is_worth_a_look(content):
    said = [one["said"] for one in content["warnings"]]
    assert "garbled" in said
    assert any(one.endswith("only named") for one in said)


def test_a_document_without_facts_is_named(tmp_path):
    with Store() as store:
        store.add(Extraction(sample_document("empty.txt", "Nothing.\n"), ()))
        empty = summarise(read_corpus(store))
        report(store, tmp_path / "report.html")
    assert [(one["said"], one["names"]) for one in empty["warnings"]] == [("document gave no fact", ["empty.txt"])]
    assert "No two organise the same" in (tmp_path / "report.html").read_text("utf-8")


def test_names_lead_into_the_page_of_the_graph(written):
    links = {html.unescape(link) for link in re.findall(r'href="([^"]*)"', written)}
    assert "the%20graph.html#at=http%3A%2F%2Fwww.wikidata.org%2Fentity%2FQ7809" in links
    assert "the%20graph.html#since=2021-09&until=2021-09&timeline=1" in links
    assert "the%20graph.html#document=2021%2Fother%20news.txt" in links
    assert all(link.startswith(("the%20graph.html", "data:,", "#")) for link in links)


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
        refused = Refused(text, text, text, text, text)
        notes = Notes({text: [text]}, (Refusal(text, 2, (refused,)),), (text,))
        report(store, tmp_path / "hostile.html", title=text, notes=notes)
    page = (tmp_path / "hostile.html").read_text("utf-8")
    assert Tags(page).seen <= Tags(written).seen | {"p", "strong"}
    assert text not in page.replace(html.escape(text), "")
    assert "\u202e" not in page


def test_is_the_same_on_every_run(store, written, tmp_path):
    report(store, tmp_path / "again.html", title="News", page="the graph.html")
    assert (tmp_path / "again.html").read_text("utf-8") == written


def test_the_verb_writes_report_and_page(store, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    store.export("graph.ttl")
    Path("build.json").write_text(json.dumps(BUILD))
    assert main(["report", "--build", "build.json"]) == 0
    title = "What 2 documents say, September 2021"
    assert f'<h1 dir="auto">{title}</h1>' in Path("report.html").read_text("utf-8")
    assert "torn" in Path("report.html").read_text("utf-8")
    assert f"<title>{title}" in Path("graph.html").read_text("utf-8")
    for other in ("graph.ttl", "none.json"):
        assert main(["report", "--build", other]) == 2
        assert "kg build PATH --report FILE" in capsys.readouterr().err
    Path("list.json").write_text('{"documents": ["x"]}')
    assert main(["report", "--build", "list.json"]) == 2
