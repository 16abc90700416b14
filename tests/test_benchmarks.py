"""The lenient rule of benchmarks/peers, its table on the page, and that ordinary runs leave the benchmarks out."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from benchmarks.pages.corpus import generate_corpus
from benchmarks.peers.rule import Reader
from benchmarks.peers.table import write_table
from kg.scores import Gold

ROOT = Path(__file__).parent.parent
NAMES = {
    "forum": ("Pan-African Forum on Teacher Development",),
    "body": ("UNESCO", "United Nations Educational, Scientific and Cultural Organization"),
    "berg": ("Ms Ada Berg-Lund",),
    "sdg:4": ("SDG 4",),
}
FACTS = {
    "organizer": ("forum", "schema:organizer", "body"),
    "chair": ("forum", "kg:chair", "berg"),
    "title": ("berg", "schema:jobTitle", "Director-General"),
    "day": ("forum", "schema:startDate", "2023-03-13"),
    "month": ("forum", "schema:startDate", "2023-03"),
    "year": ("forum", "schema:startDate", "2023"),
    "mode": ("forum", "schema:eventAttendanceMode", "offline"),
    "goal": ("forum", "kg:addressesGoal", "sdg:4"),
}


def states(fact, one, two):
    gold = Gold("x", "plain", NAMES, (FACTS[fact],), (), ())
    sides = ((one,) if isinstance(one, str) else one, (two,) if isinstance(two, str) else two)
    return Reader(gold, frozenset({"berg"})).stated([sides]) == [FACTS[fact]]


STATED = [
    ("organizer", "UNESCO", "Pan-African Forum on Teacher Development"),
    ("organizer", "the Pan-African Forum on Teacher Development in Nairobi", "officials of UNESCO"),
    ("organizer", "UNESCO", "Forum"),
    ("organizer", "It", "Forum"),
    ("organizer", "UNESCO", "it"),
    ("organizer", ("Organisation", "UNESCO"), ("Forum",)),
    ("chair", "Berg-Lund", "the Forum"),
    ("chair", "BergLund", "the Forum"),
    ("chair", "She", "the Forum"),
    ("chair", "who", "the Forum"),
    ("title", "Ada Berg-Lund", "DirectorGeneral of UNESCO"),
    ("day", "Forum", "from 13 to 14 March 2023"),
    ("day", "Forum", "2023-03-13"),
    ("month", "Forum", "early March 2023"),
    ("year", "Forum", "2023"),
    ("mode", "Forum", "in person"),
    ("mode", ("Forum",), ("offline event attendance mode",)),
    ("goal", "Forum", "SDG 4"),
]

NOT_STATED = [
    ("organizer", "UNESCO", "teachers"),
    ("organizer", "UNESCO Forum", "teachers"),
    ("organizer", "UNESCOs", "Forum"),
    ("organizer", "It", "it"),
    ("organizer", "She", "Forum"),
    ("chair", "It", "Forum"),
    ("title", "she", "Director"),
    ("day", "Forum", "14 March 2023"),
    ("mode", "Forum", "online"),
]


@pytest.mark.parametrize(("fact", "one", "two"), STATED)
def test_stated_either_way_round(fact, one, two):
    assert states(fact, one, two)
    assert states(fact, two, one)


@pytest.mark.parametrize(("fact", "one", "two"), NOT_STATED)
def test_not_stated(fact, one, two):
    assert not states(fact, one, two)
    assert not states(fact, two, one)


def test_a_fact_counts_once_and_every_triple_is_counted():
    gold = Gold("x", "plain", NAMES, (FACTS["organizer"], FACTS["chair"]), (), ())
    triples = {"x": [["UNESCO", "held", "Forum"], ["Forum", "by", "UNESCO"], ["a", "b", "c"]]}
    run = {"peer": "one", "version": "1.0", "seconds": 1.26, "triples": triples}
    row = write_table([run], [Reader(gold, frozenset({"berg"}))]).splitlines()[-1]
    assert row == "| one | 1.0 | 1 | 2 | 50 % | 3 | 1.3 |"


def test_the_page_shows_the_table_that_was_measured():
    measured = (ROOT / "benchmarks" / "peers" / "results.md").read_text(encoding="utf-8")
    section = (
        (ROOT / "README.md").read_text(encoding="utf-8").partition("\n## Beside others\n")[2].partition("\n## ")[0]
    )
    assert measured in section


def test_ordinary_runs_leave_the_benchmarks_out():
    options = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    assert "-m 'not benchmark" in options["addopts"]
    assert "benchmarks" not in options["testpaths"]


def test_the_library_is_varied_and_the_same_every_time(tmp_path):
    from benchmarks.library.fake import make_fake
    from benchmarks.library.texts import list_paths, write_library, write_text
    from kg.builder import build

    texts = [write_text(number) for number in range(60)]
    assert texts == [write_text(number) for number in range(60)]
    assert len(set(texts)) == 60
    assert texts[0] != write_text(0, seed=2)
    write_library(tmp_path, 60)
    assert [path.read_text("utf-8") for path in list_paths(tmp_path, 60)] == texts
    info = build(tmp_path, extractor=make_fake()).info()
    assert info.documents == 60
    assert info.entities < info.evidence / 4  # things recur


def test_what_the_library_takes_is_told(tmp_path, capsys, monkeypatch):
    pytest.importorskip("fsspec", reason="the extra kg[cluster] isn't installed")
    from benchmarks.library import __main__ as building
    from benchmarks.library.loading import measure

    if not Path("/proc/self/task").exists():
        pytest.skip("there is no /proc here")
    words = ["library", "--documents", "20", "--step", "10", "--extractor", "fake"]
    monkeypatch.setattr("sys.argv", words)
    building.main()
    rows = [line.split(" | ")[0] for line in capsys.readouterr().out.splitlines()]
    assert rows[2:] == ["10", "20", "all: 20"]
    measure(tmp_path, 20)
    assert "20 documents" in capsys.readouterr().out


def test_the_synthetic_graph_is_the_same_every_time_and_sound():
    from benchmarks.asking.graph import documents
    from kg.graph import Store

    first, second = list(documents(40)), list(documents(40))
    assert first == second
    assert first != list(documents(40, seed=2))
    store = Store()
    for extraction in first:
        store.add(extraction)
    info = store.info()
    assert info.documents == 40
    assert info.facts < info.evidence
    assert not store.check().findings


@pytest.mark.parametrize("peer", [{"rdflib": 3.0}, {"over": 5.0}, {"failed": 2.0}])
def test_the_table_of_asking_tells_how_rdflib_did(peer):
    from benchmarks.asking.test_asking import write_table as write

    found = {"quads": 1_000_000, "documents": 20_000, "open": 0.01, "index": 2.0, "index_megabytes": 8.0,
             "cold": {"query": 0.2}, "questions": [{"name": "x", "kg": 0.1, "engine": 0.1, **peer}]}  # fmt: skip
    line = {"rdflib": "| 3.00 | 30 |", "over": "| > 5.00 | > 50 |", "failed": "| fails, > 2.00 | fails, > 20 |"}
    assert line[next(iter(peer))] in write(found)


def test_networks_of_pages_are_like_those_of_corpora():
    network = generate_corpus(1_500)
    assert list(network.edges(data=True)) == list(generate_corpus(1_500).edges(data=True))
    assert list(network) != list(generate_corpus(1_500, seed=1))
    near = {name: {*network.successors(name), *network.predecessors(name)} for name in network}
    shares = [sum(len(others) == count for others in near.values()) / 1_500 for count in (0, 1)]
    assert len(network) == 1_500
    assert 0.1 < shares[0] < 0.25
    assert 0.2 < shares[1] < 0.4
    assert max(map(len, near.values())) > 40
    assert len({data["class_label"] for data in network.nodes.values()}) >= 10
