"""The scores: the gold set's rules, and the same tallies as its own scorer gives."""

from __future__ import annotations

import importlib.util
import json
import random
import sys
from pathlib import Path
from types import ModuleType

import pyoxigraph as ox
import pytest

from kg.errors import DocumentError, StoreError
from kg.graph import Store
from kg.iris import expand
from kg.scores import PROPERTIES, Tally, explain, score
from kg.scores.gold import read_gold, words
from kg.scores.judging import weigh
from tests.samples import sample_extraction

pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning:rdflib.*")

PREFIXES = """
@prefix schema: <https://schema.org/> . @prefix old: <http://schema.org/> . @prefix sdg: <http://metadata.un.org/sdg/> .
@prefix kg: <https://w3id.org/kg-builder/ontology#> . @prefix : <https://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:e schema:name "The Budget Forum" . :u rdfs:label "UNESCO" . :p old:name "Dr. Ana Example" . :x schema:name "Nobody" .
"""
GOLD = [
    {
        "id": "a",
        "form": "plain",
        "entities": [
            {"key": "e1", "class": "schema:Event", "names": ["Budget Forum", "the forum"]},
            {"key": "unesco", "class": "schema:Organization", "names": ["UNESCO"], "extra_names": []},
            {"key": "p1", "class": "schema:Person", "names": ["Dr Ana Example", "Ana Example"]},
            {"key": "sdg:4", "class": "sdgo:Goal", "names": ["SDG 4"]},
        ],
        "facts": [
            ["e1", "kg:host", "unesco"],
            ["e1", "schema:startDate", "2023-03"],
            ["p1", "schema:jobTitle", "Deputy Director of the School Feeding Service"],
            ["unesco", "kg:partnerOf", "p1"],
            ["e1", "kg:addressesGoal", "sdg:4"],
            ["e1", "schema:eventAttendanceMode", "mixed"],
            ["p1", "kg:represents", "unesco"],
        ],
        "planned": [],
        "acceptable": [["p1", "schema:jobTitle", "Deputy Director"], ["p1", "schema:affiliation", "unesco"]],
        "forbidden": [["e1", "schema:organizer", "p1"]],
        "equivalents": [[["p1", "kg:represents", "unesco"], ["p1", "schema:affiliation", "unesco"]]],
    }
]
ALL = len(GOLD[0]["facts"])  # type: ignore[arg-type]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return tmp_path / "gold.json"


def counts(tally: Tally) -> tuple[int, int, int]:
    return tally.right, tally.wrong, tally.missed


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        ("", (0, 0, ALL)),
        (":e kg:host :u .", (1, 0, ALL - 1)),
        (":e schema:organizer :u .", (0, 0, ALL)),  # neutral: gold has the narrower one
        (":u kg:host :e .", (0, 1, ALL)),
        (":e kg:host :x .", (0, 1, ALL)),
        (":nameless kg:host :u .", (0, 1, ALL)),
        (":r a kg:Remark ; kg:host :u .", (0, 0, ALL)),  # a record of the graph
        (":e a kg:Remark ; kg:host :x .", (0, 1, ALL)),  # but this one stands for something
        (":e schema:startDate '2023-03-14' .", (1, 0, ALL - 1)),
        (":e schema:startDate '2023' .", (0, 1, ALL)),
        (":e schema:startDate '2023-03-14', '2023-03-15' .", (1, 0, ALL - 1)),
        (":p schema:jobTitle 'the Deputy Director, School Feeding Service' .", (1, 0, ALL - 1)),
        (":p schema:jobTitle 'Deputy director' .", (0, 0, ALL - 1)),  # another form: nothing missed
        (":p schema:jobTitle 'King' .", (0, 1, ALL)),
        (":p kg:partnerOf :u . :u kg:partnerOf :p .", (1, 0, ALL - 1)),
        (":e kg:addressesGoal sdg:4 .", (1, 0, ALL - 1)),
        (":e kg:addressesGoal <https://metadata.un.org/sdg/4> .", (1, 0, ALL - 1)),
        (":e kg:addressesGoal sdg:5 .", (0, 1, ALL)),
        (":e old:eventAttendanceMode schema:MixedEventAttendanceMode .", (1, 0, ALL - 1)),
        (":e schema:eventAttendanceMode 'mixed' .", (1, 0, ALL - 1)),
        (":p schema:affiliation :u .", (0, 0, ALL - 1)),  # an equivalent
        (":e schema:organizer :p .", (0, 2, ALL)),  # forbidden
        (":e kg:host :p .", (0, 2, ALL)),  # and so is the sub-property
        (":e schema:about :u ; schema:name 'x' .", (0, 0, ALL)),  # not scored
    ],
)
def test_the_rules(tmp_path: Path, gold: Path, turtle: str, expected: tuple[int, int, int]) -> None:
    (tmp_path / "a.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
    assert counts(score(tmp_path, gold).overall) == expected


def test_all_tables_add_up(tmp_path: Path, gold: Path) -> None:
    (tmp_path / "a.ttl").write_text(PREFIXES + ":e kg:host :u, :x ; schema:organizer :p .", encoding="utf-8")
    scores = score(tmp_path, gold)
    for table in (scores.properties, scores.forms, scores.documents):
        assert sum(table.values(), Tally()) == scores.overall
    assert counts(scores.properties["kg:host"]) == (1, 1, 0)
    assert set(scores.properties) == set(PROPERTIES)
    assert scores.overall.precision == pytest.approx(1 / 4)
    assert [str(scores).count(word) for word in ("property ", "form ", "overall ")] == [1, 1, 2]


def test_errors_show_the_sentence_that_they_rest_on(tmp_path: Path) -> None:
    store = Store()
    store.add(sample_extraction())
    store.export(tmp_path / "a.ttl")
    entities = [
        {"key": "e", "class": "x", "names": ["Dialogue on Digital Learning"]},
        {"key": "p", "class": "x", "names": ["Ana Example"]},
        {"key": "j", "class": "x", "names": ["Japan"]},
    ]
    document = {**GOLD[0], "entities": entities, "facts": [["e", "kg:moderator", "p"]], "acceptable": [],
                "forbidden": [["e", "kg:chair", "p"]], "equivalents": []}  # fmt: skip
    (tmp_path / "gold.json").write_text(json.dumps([document]), encoding="utf-8")
    errors = score(tmp_path, tmp_path / "gold.json").errors
    chair = next(one for one in errors if one.property == "kg:chair")
    assert (chair.kind, chair.subject, chair.object) == ("wrong x 2", "Dialogue on Digital Learning", "Ana Example")
    assert chair.sentence.startswith("Ana Example, Director of UNESCO, chaired")
    assert [one.kind for one in errors if one.property == "kg:moderator"] == ["missed"]
    assert errors == score(tmp_path, tmp_path / "gold.json").errors


class TestReasons:
    """Why facts are wrong or missed."""

    @pytest.fixture
    def graphs(self, tmp_path: Path) -> Path:
        (tmp_path / "a.ttl").write_text(PREFIXES, encoding="utf-8")
        said = "UNESCO hosted the Budget Forum in March 2023. Dr Ana Example spoke. UNESCO is old."
        (tmp_path / "a.md").write_text(f"# The Budget Forum\n\n{said}\n", encoding="utf-8")
        (tmp_path / "gold.json").write_text(json.dumps([{**GOLD[0], "file": "a.md"}]), encoding="utf-8")
        return tmp_path

    def report(self, folder: Path, *rows: tuple[str, str, str]) -> Path:
        rest = {"reason": "wrong range", "rule": "r", "sentence": "S.", "words": "w", "start": 3, "end": 4}
        names = ("subject", "predicate", "object")
        refused = [dict(zip(names, row, strict=True)) | rest for row in rows]
        path = folder / "report.json"
        path.write_text(json.dumps({"documents": [{"document": "in/a.md", "rejections": refused}]}), encoding="utf-8")
        return path

    def notes(self, graphs: Path, name: str, report: Path | None = None) -> str:
        gold = graphs / "gold.json"
        errors = explain(score(graphs, gold), gold, report=report)
        return "\n".join(next(one for one in errors if one.property == name).notes)

    @pytest.mark.parametrize(
        ("row", "name", "expected"),
        [
            (("the Budget Forum", "kg:host", "UNESCO"), "kg:host", True),
            (("budget forum", "schema:organizer", "Unesco"), "kg:host", True),  # the wider relation
            (("UNESCO", "kg:host", "Budget Forum"), "kg:host", False),
            (("Dr Ana Example", "kg:partnerOf", "UNESCO"), "kg:partnerOf", True),  # either way round
            (("Budget Forum", "schema:startDate", "2023-03-14"), "schema:startDate", True),
            (("Budget Forum", "schema:startDate", "2022-03-14"), "schema:startDate", False),
        ],
    )
    def test_a_refusal_is_found(self, graphs: Path, row: tuple[str, str, str], name: str, expected: bool) -> None:
        said = self.notes(graphs, name, self.report(graphs, (row[0], expand(row[1]), row[2])))
        assert ("refused: wrong range (rule r, char=3,4)" in said) == expected
        assert ("no rule fired" in said) != expected

    def test_where_no_rule_fired_the_text_speaks(self, graphs: Path) -> None:
        report = self.report(graphs)
        host = self.notes(graphs, "kg:host", report)
        assert host.startswith("no rule fired\nboth ends stand in:\n")
        assert "“UNESCO hosted the Budget Forum in March 2023.”" in host
        assert "is old" not in host
        assert "UNESCO hosted" in self.notes(graphs, "schema:startDate", report)
        assert "no sentence holds SDG 4" in self.notes(graphs, "kg:addressesGoal", report)
        assert "no sentence holds both ends; UNESCO stands in" in self.notes(graphs, "kg:represents", report)

    def test_without_a_report_nothing_is_said_of_rules(self, graphs: Path) -> None:
        assert self.notes(graphs, "kg:host").startswith("both ends stand in:")
        (graphs / "a.md").unlink()
        assert self.notes(graphs, "kg:host") == ""

    def test_what_is_no_report_is_told(self, graphs: Path) -> None:
        with pytest.raises(DocumentError, match="isn't a report of kg build"):
            self.notes(graphs, "kg:host", graphs / "gold.json")

    def test_a_wrong_fact_tells_its_rules(self, tmp_path: Path, gold: Path) -> None:
        evidence = (
            ":e kg:host :x . :v a kg:Evidence ; :s :t ; rdf:subject :e ; rdf:predicate kg:host ; rdf:object :x ; "
            'kg:rule "host" ; kg:confidence 0.8 ; kg:passage <https://example.org/d#char=3,9> . '
            '<https://example.org/d#char=3,9> kg:sentence "Nobody hosted it." .'
        )
        prefix = "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> ."
        (tmp_path / "a.ttl").write_text(PREFIXES + prefix + evidence, encoding="utf-8")
        wrong = next(one for one in score(tmp_path, gold).errors if one.kind == "wrong")
        assert str(wrong).splitlines() == [
            "a  wrong      Budget Forum | kg:host | ?Nobody",
            "    rule host, confidence 0.8, char=3,9",
            "        “Nobody hosted it.”",
        ]


def test_a_document_without_a_graph_is_named(tmp_path: Path, gold: Path) -> None:
    scores = score(tmp_path, gold)
    assert scores.absent == ("a",)
    assert (scores.overall.precision, scores.overall.recall, scores.overall.f1) == (None, 0, 0)


def test_what_cannot_be_read_is_told(tmp_path: Path, gold: Path) -> None:
    with pytest.raises(StoreError, match="no such folder of graphs"):
        score(tmp_path / "none", gold)
    with pytest.raises(DocumentError, match="isn't a file of gold documents"):
        score(tmp_path, tmp_path / "none.json")
    (tmp_path / "a.ttl").write_text("<a>", encoding="utf-8")
    with pytest.raises(StoreError, match="can't be read"):
        score(tmp_path, gold)


def test_words_of_nothing() -> None:
    assert words("") == []
    assert words("The") == ["the"]
    assert words("the a an X") == ["x"]


def test_an_unknown_thing_is_never_right(gold: Path) -> None:
    (document,) = read_gold(gold)
    assert weigh(document, ("?UNESCO", "kg:represents", "unesco")) == 1


def other_scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score", shared / "gold" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["shared_score"] = module
    spec.loader.exec_module(module)
    return module


def write_graphs(folder: Path, gold: list[dict], chance: random.Random) -> None:
    """Graphs that are right in part: gold's own statements, some turned round or with another property, and noise."""
    for document in gold[:-1]:
        (folder / f"{document['id']}.nt").write_text("\n".join(graph_lines(document, chance)), encoding="utf-8")


def graph_lines(document: dict, chance: random.Random) -> list[str]:
    schema, kg = f"http{chance.choice(['', 's'])}://schema.org/", "https://w3id.org/kg-builder/ontology#"
    keys = [entity["key"] for entity in document["entities"]] + ["x", "remark"]

    def iri(key: str) -> str:
        return f"<http://metadata.un.org/sdg/{key[4:]}>" if key.startswith("sdg:") else f"<https://e.org/{key}>"

    def thing(name: str, value: str) -> str:
        if name == "schema:eventAttendanceMode" and chance.random() < 0.5:
            return f"<{schema}{value.title()}EventAttendanceMode>" if value.isalpha() else iri(value)
        if value in keys and chance.random() < 0.95:
            return iri(value)
        return str(ox.Literal(value + chance.choice(["", "", "-01", "T10:00", " of it"])))

    lines = [f"<https://e.org/remark> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{kg}Remark> ."]
    for entity in document["entities"]:
        for name in chance.sample(entity["names"] + entity["extra_names"], 1):
            lines.append(f"{iri(entity['key'])} <{schema}name> {ox.Literal(name)} .")
    known = [fact for part in ("facts", "planned", "acceptable", "forbidden") for fact in document[part]]
    said = [fact for fact in known if chance.random() < 0.6]
    said += [[o, p, s] for s, p, o in known if p == "kg:partnerOf" or (o in keys and chance.random() < 0.1)]
    said += [[s, chance.choice(["schema:organizer", "kg:host", "kg:outcome"]), o] for s, p, o in known]
    said += [[chance.choice(keys), chance.choice(PROPERTIES), chance.choice(keys)] for _ in range(20)]
    for s, p, o in said:
        prefix, _, local = p.partition(":")
        lines.append(f"{iri(s)} <{schema if prefix == 'schema' else kg}{local}> {thing(p, o)} .")
    return lines


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(3))
def test_the_gold_sets_own_scorer_agrees(shared: Path, tmp_path: Path, seed: int) -> None:
    path = shared / "gold" / "gold.json"
    gold = json.loads(path.read_text(encoding="utf-8"))
    write_graphs(tmp_path, gold, random.Random(seed))
    scorer, mine = other_scorer(shared), score(tmp_path, path)
    tables = scorer.tally(scorer.score(tmp_path, gold), gold)
    assert {name: counts(tally) for name, tally in tables["property"].items()} == {
        name: counts(tally) for name, tally in mine.properties.items()
    }
    assert {name: counts(tally) for name, tally in tables["form"].items()} == {
        name: counts(tally) for name, tally in mine.forms.items()
    }
    assert counts(tables["overall"]["overall"]) == counts(mine.overall)
    assert mine.overall.right
    assert mine.overall.wrong
    assert mine.overall.missed
    assert mine.absent == (gold[-1]["id"],)
