"""The command line: what each verb prints, writes and returns."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from kg.builder import BuildReport
from kg.cli import main, run
from kg.documents import ReadOptions
from kg.errors import DocumentError
from kg.graph import Store
from tests.samples import other_extraction, sample_extraction

ROOT = Path(__file__).parent.parent
STORY = ROOT / "tests" / "stories" / "harbour.txt"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with a small graph.ttl; the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    with Store() as store:
        store.add(sample_extraction())
        store.export("graph.ttl")
    return tmp_path


@pytest.fixture
def kg(capsys):
    """Run a command line: its exit status, what it printed, what it complained of."""

    def run(line):
        status = main(shlex.split(line))
        return status, *capsys.readouterr()

    return run


class TestTheWhole:
    def test_help_and_version(self, kg):
        status, out, _ = kg("--help")
        assert status == 0
        assert "examples:" in out
        assert kg("--version")[1].startswith("kg ")

    @pytest.mark.parametrize("line", ["", "nonsense", "build", "why", "score x", "build x --min-confidence 2"])
    def test_what_can_not_be_read_is_an_error(self, kg, line):
        status, out, err = kg(line)
        assert (status, out) == (2, "")
        assert "usage: kg" in err

    @pytest.mark.parametrize("line", ["info", "query timeline", "why UNESCO", "draw", "export -o x.nt", "check"])
    def test_a_missing_graph_is_one_clear_line(self, kg, line, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        status, out, err = kg(line)
        assert (status, out) == (2, "")
        assert err.startswith("kg: graph.ttl: ")
        assert "kg build" in err
        assert err.count("\n") == 1

    @pytest.mark.parametrize("line", ["info", "query timeline", "why UNESCO", "check", "draw", "export -o a.nq"])
    def test_only_build_loads_a_language(self, here, line):
        code = f"import sys; from kg.cli import main; main({shlex.split(line)!r}); sys.exit('spacy' in sys.modules)"
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, timeout=60)

    def test_ctrl_c_ends_it_quietly(self, monkeypatch, capsys):
        def interrupted():
            raise KeyboardInterrupt

        monkeypatch.setattr("kg.cli.main", interrupted)
        with pytest.raises(SystemExit, match="130"):
            run()
        assert capsys.readouterr() == ("", "")

    def test_a_reader_that_goes_away_is_no_accident(self, here):
        command = (
            f"{shlex.quote(sys.executable)} -m kg export -o - --format nquads | head -n 1; exit ${{PIPESTATUS[0]}}"
        )
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, text=True, timeout=60)
        assert done.returncode in (0, 141)
        assert done.stderr == ""


class TestQuery:
    def test_lists_all_queries(self, kg):
        status, out, _ = kg("query")
        assert status == 0
        assert "events_of " in out
        assert "(organization)" in out

    def test_prints_a_table(self, here, kg):
        status, out, _ = kg("query events_of organization=unesco")
        assert status == 0
        assert "Dialogue on Digital Learning" in out
        assert max(map(len, out.splitlines())) <= 120

    def test_cuts_nothing_in_a_pipe(self, here, kg, monkeypatch):
        monkeypatch.delenv("COLUMNS")
        out = kg("query events_of organization=unesco")[1]
        assert "on the margins of the 76th session of the General Assembly" in out

    @pytest.mark.parametrize(
        ("form", "start"), [("csv", "date,end,event"), ("json", "[\n"), ("srj", '{"head"'), ("md", "| date | end")]
    )
    def test_other_forms(self, here, kg, form, start):
        assert kg(f"query timeline --format {form}")[1].startswith(start)

    def test_rows_can_be_read_again(self, here, kg):
        rows = json.loads(kg("query chairs person='ana example' --format json")[1])
        assert rows[0]["event"] == "Dialogue on Digital Learning"

    def test_no_row_is_an_answer(self, here, kg):
        assert kg("query events_of organization=Nobody")[0] == 0

    def test_a_limit_says_what_is_left(self, here, kg):
        _, out, err = kg("query people --limit 1 --format csv")
        assert len(out.splitlines()) == 2
        assert "more rows" in err

    def test_tells_what_a_query_takes(self, here, kg):
        status, out, err = kg("query events_of")
        assert (status, out) == (2, "")
        assert "kg query events_of organization=" in err
        assert "kg: events_of: needs organization" in err
        assert kg("query events_of --help")[:2] == (0, err[: err.index("kg: events_of")])

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("query evnts", "there are: attendees_of"),
            ("query events_of UNESCO", "isn't of the form name=value"),
            ("query timeline since=soon", "ISO 8601"),
            ("query --sparql 'SELECT'", "SPARQL"),
            ("query timeline --format ttl", "gives rows"),
        ],
    )
    def test_what_is_wrong_is_said(self, here, kg, line, said):
        status, out, err = kg(line)
        assert (status, out) == (2, "")
        assert said in err

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("'SELECT ?n { ?p a schema:Person ; schema:name ?n }' --format csv", "n\nAna Example\n"),
            ("'SELECT ?p { ?p schema:name ?_name ; a schema:Person }' 'name=Ana Example' --format csv", "p\nhttps://"),
            ("'ASK { ?p a schema:Person }'", "true\n"),
            ("'CONSTRUCT { ?p a schema:Person } WHERE { ?p a schema:Person }'", "ana-example> a schema:Person ."),
        ],
    )
    def test_sparql(self, here, kg, line, said):
        assert said in kg(f"query --sparql {line}")[1].replace("\r", "")

    def test_sparql_from_standard_input(self, here, kg, monkeypatch):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"ASK { ?p a schema:Car }")))
        assert kg("query --sparql -")[1] == "false\n"

    def test_queries_of_ones_own(self, here, kg):
        (here / "mine").mkdir()
        header = "#+ summary: All names\n#+ columns:\n#+   name: a name\n"
        (here / "mine" / "names.rq").write_text(header + "SELECT ?name { ?thing schema:name ?name } ORDER BY ?name")
        assert kg("query --queries mine")[1] == "names  All names\n"
        assert "Ana Example" in kg("query names --queries mine")[1]
        assert kg("query nmes --queries mine")[0] == 2


class TestWhy:
    def test_prints_the_words(self, here, kg):
        status, out, _ = kg("why 'ana example' chair")
        assert status == 0
        fact, sentence, place = out.splitlines()
        assert fact == "Dialogue on Digital Learning — chair — Ana Example"
        assert "“«Ana Example, Director of UNESCO, chaired the dialogue» in New York" in sentence
        assert place.strip() == "dialogue.txt#char=225,278 · confidence 0.95 · rule sample"

    def test_marks_plans_and_denials(self, here, kg):
        assert kg("why UNESCO launched")[1].endswith("· planned\n")
        assert kg("why Italy attendee")[1].endswith("· negated\n")

    @pytest.mark.parametrize("line", ["why Nobody", "why UNESCO chair", "why UNESCO launched 'Ana Example'"])
    def test_nothing_found_is_a_finding(self, here, kg, line):
        status, out, err = kg(line)
        assert (status, out) == (1, "")
        assert err.startswith("kg: ")

    def test_json(self, here, kg):
        (record,) = json.loads(kg("why UNESCO launched --format json")[1])
        assert record["planned"] is True
        assert record["passage"].endswith(f"#char={record['start']},{record['end']}")


class TestFiles:
    def test_draw_what_a_query_gives(self, here, kg):
        assert kg("draw --query events_of organization=UNESCO -o asked.html") == (0, "", "")
        assert "<title>events_of organization=UNESCO</title>" in (here / "asked.html").read_text("utf-8")
        assert kg("draw --sparql 'CONSTRUCT WHERE { ?event schema:organizer ?who }' --static asked.svg")[0] == 0
        assert (here / "asked.svg").read_text("utf-8").count("<text") > 4
        assert not (here / "graph.html").exists()

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("draw --static picture.png", "ends in .svg"),
            ("draw --query events_of organization=UNESCO --focus UNESCO", "doesn't go with a query"),
            ("draw organization=UNESCO", "name the query with --query"),
            ("draw --sparql 'ASK {}'", "ask with CONSTRUCT or SELECT"),
            ("draw --query nothing", "there is no such query"),
        ],
    )
    def test_draw_says_what_does_not_go_together(self, here, kg, line, said):
        status, _, err = kg(line)
        assert status == 2
        assert said in err

    def test_draw(self, here, kg):
        assert kg("draw")[0] == 0
        assert kg("draw -o small.html --focus UNESCO --hops 0 --title Mine")[0] == 0
        assert (here / "small.html").stat().st_size < (here / "graph.html").stat().st_size
        assert "Mine" in (here / "small.html").read_text(encoding="utf-8")

    def test_export_round_trip(self, here, kg):
        assert kg("export -o graph.trig")[0] == 0
        assert kg("export -g graph.trig -o again.ttl")[0] == 0
        assert (here / "again.ttl").read_bytes() == (here / "graph.ttl").read_bytes()
        assert kg("export -o -")[1] == (here / "graph.ttl").read_text(encoding="utf-8")

    @pytest.mark.parametrize("line", ["export -o a.docx", "export -o none/a.ttl", "draw -o none/a.html", "draw -o ."])
    def test_what_can_not_be_written_is_an_error(self, here, kg, line):
        status, _, err = kg(line)
        assert status == 2
        assert err.startswith("kg: ")


class TestGraphs:
    def test_a_store_and_a_folder_of_graphs(self, here, kg):
        with Store("news.kg") as store:
            store.add(other_extraction())
        (here / "graphs").mkdir()
        kg("export -g news.kg -o graphs/other.ttl")
        kg("export -o graphs/one.ttl")
        for graph in ("news.kg", "graphs/other.ttl", "graphs"):
            assert "Dialogue on Digital Learning" in kg(f"query profile name='World Bank' -g {graph}")[1]
        counts = [json.loads(kg(f"info -g {graph} --format json")[1])["documents"] for graph in ("news.kg", "graphs")]
        assert counts == [1, 2]

    def test_a_folder_of_nothing(self, here, kg):
        (here / "empty").mkdir()
        assert "neither a store" in kg("info -g empty")[2]

    def test_info(self, here, kg):
        status, out, _ = kg("info")
        assert status == 0
        assert "schema:Person" in out

    def test_check_tells_findings_by_its_status(self, here, kg):
        status, out, _ = kg("check")
        assert (status, "conforms" in out) == (0, True), out
        text = (here / "graph.ttl").read_text(encoding="utf-8")
        (here / "bad.ttl").write_text(text.replace('"Dialogue on Digital Learning"', '"Dialogue"', 1), encoding="utf-8")
        status, out, _ = kg("check graph.ttl bad.ttl")
        assert status == 1
        assert "bad.ttl:\n" in out


def test_score(here, kg):
    fact = ["e", "kg:chair", "p"]
    names = {"e": "Dialogue on Digital Learning", "p": "Ana Example"}
    entities = [{"key": key, "class": "kg:Event", "names": [name], "extra_names": []} for key, name in names.items()]
    gold = {"id": "d", "file": "d.txt", "form": "plain", "entities": entities, "facts": [fact]}
    empty = {"planned": [], "acceptable": [], "forbidden": []}
    (here / "gold.json").write_text(json.dumps([gold | empty, gold | empty | {"id": "e"}]))
    (here / "out").mkdir()
    kg("export -o out/d.ttl")
    status, out, err = kg("score out gold.json --errors")
    assert status == 0
    assert "e  missed" in out
    assert "overall" in out
    assert "no graph for e" in err


class TestBench:
    DOCUMENT = (
        "= x-1 | note\n[[ana|Ana Duarte]] chaired the [[f|Forum on Soil]] in [[rome|Rome]].\n--\n"
        "ana Person\nf Conference\nrome City\n--\nf chair ana\nf location rome\n"
    )

    @pytest.fixture
    def folder(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        Path("own").mkdir()
        Path("own/x.txt").write_text(self.DOCUMENT)

    def test_counts_facts_with_weights_in_forms_and_stages(self, folder, kg):
        weights = Path(__file__).parent.parent / "kg" / "extractor" / "weights"
        status, out, _ = kg(f"bench reading own --forms plain,unpunctuated --stages --weights {weights}")
        assert status == 0
        assert re.search(r"^kg:chair +2 +0 +0 ", out, re.MULTILINE)
        assert "with right things" in out
        assert "expected calibration error" in out

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            ("own --forms plain,blue", "no form 'blue'; there are: plain, unpunctuated"),
            ("own --weights gone", "gone"),
            ("gone", "isn't there; name a folder of annotated documents"),
        ],
    )
    def test_what_is_wrong_is_told(self, folder, kg, options, said):
        status, _, err = kg(f"bench reading {options}")
        assert status == 2
        assert said in err
        assert "Traceback" not in err


class TestBuild:
    """With the real pipeline: the model is a dependency."""

    @pytest.fixture
    def texts(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "in" / "2021").mkdir(parents=True)
        (tmp_path / "in" / "a.txt").write_text("UNESCO organised the Forum on Rivers in Paris on 3 May 2021.\n")
        (tmp_path / "in" / "a.md").write_text("# News\n\nUNICEF launched the Compact on Wells in Nairobi.\n")
        (tmp_path / "in" / "2021" / "a.txt").write_text("Ms Ada Lindqvist chaired the Forum on Rivers.\n")
        return tmp_path

    def test_the_main_job(self, tmp_path, monkeypatch, kg):
        monkeypatch.chdir(tmp_path)
        status, out, err = kg(f"build {STORY} -o graph.ttl --html graph.html --report report.json")
        assert (status, out) == (0, "")
        assert err.startswith("1 document, ")
        assert "\r" not in err
        assert "forum-on-clean-harbours" in Path("graph.ttl").read_text(encoding="utf-8")
        assert Path("graph.html").stat().st_size > 100_000
        report = json.loads(Path("report.json").read_text(encoding="utf-8"))
        assert report["totals"]["statements"] == report["documents"][0]["statements"] > 20
        names = {"subject", "predicate", "object", "reason", "rule", "sentence", "words", "start", "end"}
        kg(f"build {STORY} -o sure.ttl --report sure.json --min-confidence 0.9")
        refused = json.loads(Path("sure.json").read_text(encoding="utf-8"))
        assert refused["documents"][0]["rejections"][0].keys() == names
        text = STORY.read_text(encoding="utf-8")
        for one in [*report["documents"][0]["rejections"], *report["documents"][0]["without facts"]]:
            assert text[one["start"] : one["end"]] == one["words"]
        status, out, _ = kg("why 'Inês Valadares' chair")
        assert status == 0
        assert "chaired the forum" in out

    def test_the_report_beside_the_graphs_tells_why_facts_are_missing(self, texts, kg):
        gold = {
            "id": "b",
            "file": "b.txt",
            "form": "plain",
            "entities": [
                {"key": "e", "class": "schema:Event", "names": ["Forum on Rivers"]},
                {"key": "u", "class": "schema:Organization", "names": ["UNESCO"]},
                {"key": "m", "class": "schema:Organization", "names": ["UNICEF"]},
            ],
            "facts": [["e", "schema:organizer", "u"], ["e", "schema:sponsor", "m"]],
            **{name: [] for name in ("planned", "acceptable", "forbidden")},
        }
        Path("in/b.txt").write_text("UNESCO organised the Forum on Rivers, to which UNICEF was no stranger.\n")
        Path("in/gold.json").write_text(json.dumps([gold]))
        assert kg("build in/b.txt -o out --quiet --min-confidence 0.99 --report out/report.json")[0] == 0
        status, out, err = kg("score out in/gold.json --errors")
        assert (status, err) == (0, "")
        assert "b  missed     Forum on Rivers | schema:organizer | UNESCO\n    refused: confidence below 0.99" in out
        assert "schema:sponsor | UNICEF\n    no rule fired\n    both ends stand in:" in out
        Path("out/report.json").rename("report.json")
        assert "kg build TEXTS -o GRAPHS/ --report" in kg("score out in/gold.json --errors")[2]
        assert kg("score out in/gold.json --errors --report report.json")[1] == out

    def test_a_document_that_yields_nothing_is_named(self, texts, kg):
        Path("in/b.txt").write_text("The sun shone.\n")
        status, _, err = kg("build in -o graph.ttl --report report.json")
        assert status == 0
        assert "kg: b.txt: no facts were found in this document, nor any names\n4 documents, " in err
        report = json.loads(Path("report.json").read_text(encoding="utf-8"))
        assert [len(one["warnings"]) for one in report["documents"] if one["document"] == "b.txt"] == [1]

    def test_writes_graph_ttl_by_itself_and_is_quiet(self, texts, kg):
        assert kg("build in/a.txt --quiet") == (0, "", "")
        assert Path("graph.ttl").is_file()

    def test_one_graph_for_each_document(self, texts, kg):
        status, _, err = kg("build in -o out")
        assert status == 0
        assert "3 graphs in out" in err
        names = sorted(path.relative_to("out").as_posix() for path in Path("out").rglob("*.ttl"))
        assert names == ["2021/a.ttl", "a.ttl", "a.txt.ttl"]
        assert "Compact on Wells" in Path("out/a.ttl").read_text(encoding="utf-8")

    def test_a_file_that_is_named_leaves_its_folders_behind(self, texts, kg):
        assert kg("build in/2021/a.txt ./in/a.txt -o out/ --quiet")[0] == 0
        assert sorted(path.name for path in Path("out").rglob("*")) == ["a.ttl", "a.txt.ttl"]

    def test_a_store_keeps_what_it_holds(self, texts, kg):
        assert kg("build in/a.txt --store news.kg")[0] == 0
        assert kg("build in/a.md --store news.kg --html page.html")[0] == 0
        assert not Path("graph.ttl").exists()
        assert json.loads(kg("info -g news.kg --format json")[1])["documents"] == 2

    def test_from_a_pipe_to_a_pipe(self, texts, kg, monkeypatch):
        stdin = io.TextIOWrapper(io.BytesIO(b"UNESCO organised the Forum on Rivers in Paris on 3 May 2021."))
        monkeypatch.setattr(sys, "stdin", stdin)
        status, out, _ = kg("build - -o -")
        assert status == 0
        assert "forum-on-rivers" in out

    def test_one_bad_file_costs_nothing_but_a_line(self, texts, kg):
        status, _, err = kg("build in/a.txt gone.txt in/a.md")
        assert status == 1
        assert "kg: gone.txt: doesn't exist" in err
        assert "2 documents" in err
        assert "1 not read" in err

    def test_nothing_to_read_is_an_error(self, texts, kg):
        Path("void").mkdir()
        for line, said in (("build gone.txt", "doesn't exist"), ("build void", "holds no document")):
            status, _, err = kg(line)
            assert status == 2
            assert said in err
        assert not Path("graph.ttl").exists()

    def test_confidence_base_and_ontology(self, texts, kg):
        assert kg("build in/a.txt --min-confidence 1 --base https://example.org/x -o -")[1].count("rdf:subject") == 0
        assert "@base <https://example.org/x/>" in kg("build in/a.txt --base https://example.org/x -o -")[1]
        Path("more.ttl").write_text(
            "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix kg: <https://w3id.org/kg-builder/ontology#> .\n"
            "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n@prefix schema: <https://schema.org/> .\n"
            'kg:Regatta a owl:Class ; rdfs:subClassOf schema:Event ; rdfs:label "regatta" ; kg:headNoun "regatta" .\n'
        )
        Path("b.txt").write_text("UNESCO organised the Great River Regatta in Paris.\n")
        assert "a kg:Regatta" in kg("build b.txt --ontology more.ttl -o -")[1]

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            ("-o graph.docx", "its suffix tells no format"),
            ("-o gone/graph.ttl", "no folder gone"),
            ("--html gone/page.html", "no folder gone"),
            ("--model gone_model", "isn't installed; run:"),
            ("--ontology gone.ttl", "no such file"),
        ],
    )
    def test_what_would_fail_later_fails_at_once(self, texts, kg, options, said):
        status, out, err = kg(f"build in/a.txt {options}")
        assert (status, out) == (2, "")
        assert said in err
        assert list(texts.glob("graph*")) == []

    def test_progress_is_for_terminals(self, texts, kg, monkeypatch):
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        err = kg("build in/a.txt")[2]
        assert "\r\x1b[K1 of 1 documents, " in err


class TestReading:
    """What `kg build` says of how documents are read; extraction itself is tested elsewhere."""

    @pytest.fixture
    def given(self, monkeypatch):
        """The options that reached the build."""
        found = []

        def build_into(store, paths, *, options, **_):
            found.append(options)
            return BuildReport(errors=[DocumentError("a", "is bad")])

        monkeypatch.setattr("kg.builder.build_into", build_into)
        monkeypatch.setattr("kg.extraction.prepare_extractor", lambda **_: SimpleNamespace(ontology=None))
        return found

    @pytest.mark.parametrize(
        ("line", "options"),
        [
            ("", ReadOptions()),
            ("--text-column a --text-column b", ReadOptions(columns=("a", "b"))),
            ("--format eml", ReadOptions(form="eml")),
            ("--any-language", ReadOptions(any_language=True)),
        ],
    )
    def test_options_reach_the_readers(self, here, kg, given, line, options):
        assert kg(f"build - {line} -o -")[0] == 2
        assert given == [options]

    def test_a_format_is_for_standard_input(self, here, kg):
        status, _, err = kg("build a.bin --format eml")
        assert (status, "--format: says what comes on standard input" in err) == (2, True)

    def test_columns_are_chosen_and_languages_told(self, here, kg):
        row = {"id": 1, "note": "Ana Duarte chaired the Harbour Forum in Lisbon on 3 May 2021.", "body": "Tides. " * 20}
        (here / "a.jsonl").write_text(json.dumps(row))
        french = "Lisbonne, le 12 juin. Le conseil des ports a ouvert hier un forum sur les marées, et tous sont venus."
        (here / "b.txt").write_text(french)
        status, out, err = kg("build a.jsonl b.txt --text-column note -o - --quiet")
        assert status == 1
        assert "Ana Duarte" in out
        assert err == (
            "kg: b.txt: is written in French (fr), and kg reads English; --any-language reads it all the same\n"
        )
        assert kg("build b.txt --any-language -o - --quiet")[0] == 0
