"""The named queries: each runs, answers what it says, and takes no value for more than a value."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.graph import Store
from kg.iris import expand
from kg.model import Extraction, Value
from kg.queries import TYPES, Parameter, Query, describe, load_queries, read_query
from kg.store import Rows, Triples
from tests.samples import COALITION, UNESCO, Script, other_extraction, sample_document, sample_extraction
from tests.samples import EVENT as DIALOGUE

QUERIES = load_queries()
GIVEN = {
    "events_of": {"organization": "unesco"},
    "events_for_goal": {"goal": "SDG 4"},
    "evidence": {"name": "ana example"},
    "attendees_of": {"event": "dialogue on digital learning"},
    "profile": {"name": "Ana Example"},
}
EVENT = "Dialogue on Digital Learning"
DAY = date(2021, 9, 29)
MISSION = "Permanent Mission of Japan to the United Nations"


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.add(sample_extraction())
    store.add(other_extraction())
    return store


def ask(store: Store, name: str, **values: object) -> Rows:
    return store.query(name, **(values or GIVEN.get(name, {})))


def test_the_shipped_queries_are_those_of_the_folder_whoever_changed_a_copy() -> None:
    load_queries().clear()
    names = [path.stem for path in sorted((Path(__file__).parent.parent / "queries").glob("*.rq"))]
    assert list(load_queries()) == names
    assert len(names) >= 10


@pytest.mark.parametrize("name", QUERIES)
def test_each_query_gives_the_columns_that_it_declares(store: Store, name: str) -> None:
    assert ask(store, name).columns == tuple(QUERIES[name].columns)


@pytest.mark.parametrize("name", QUERIES)
def test_each_query_is_described(name: str) -> None:
    query = QUERIES[name]
    assert query.summary
    assert all(query.columns.values())
    assert all(one.description and one.example and one.type in TYPES for one in query.parameters)
    if name != "documents":
        assert {"evidence", "document"} <= query.columns.keys()
    assert "ORDER BY" in query.text


@pytest.mark.parametrize("name", QUERIES)
def test_examples_and_defaults_are_of_the_type_that_is_declared(store: Store, name: str) -> None:
    parameters = QUERIES[name].parameters
    for one in parameters:
        for value in (one.example, one.default):
            assert value in (None, "") or TYPES[one.type](value) is not None
    rows = store.query(name, **{one.name: one.example for one in parameters})
    assert rows.columns == tuple(QUERIES[name].columns)


@pytest.mark.parametrize("name", sorted(QUERIES.keys() - {"funding"}))
def test_each_row_of_facts_has_its_sentence(store: Store, name: str) -> None:
    rows = ask(store, name)
    assert rows
    if name != "documents":
        assert all(row.evidence and row.document for row in rows)


@pytest.mark.parametrize("name", QUERIES)
def test_answers_do_not_depend_on_the_order_of_additions(store: Store, name: str, tmp_path: Path) -> None:
    statements = list(sample_extraction().statements)
    random.Random(name).shuffle(statements)
    with Store(tmp_path / "other.kg") as other:
        other.add(other_extraction())
        other.add(Extraction(sample_extraction().document, tuple(statements)))
        assert ask(other, name).to_csv() == ask(store, name).to_csv()


@pytest.mark.parametrize(
    ("name", "values", "columns", "expected"),
    [
        ("events_of", {"organization": "UNESCO"}, "event role date place", [(EVENT, "organizer", DAY, "New York")]),
        ("events_of", {"organization": "Nobody"}, "event", []),
        ("chairs", {}, "event role person job_title", [(EVENT, "chair", "Ana Example", "Director")]),
        ("chairs", {"person": "ana example"}, "person", [("Ana Example",)]),
        ("chairs", {"event": "something else"}, "person", []),
        ("co_organizers", {"organization": "unesco"}, "organization partner event", [("UNESCO", MISSION, EVENT)]),
        ("co_organizers", {"organization": MISSION}, "organization partner", [(MISSION, "UNESCO")]),
        ("co_organizers", {}, "organization partner", [("UNESCO", MISSION)]),
        ("events_for_goal", {"goal": 4}, "event goal", [(EVENT, "4")]),
        ("events_for_goal", {"goal": "5"}, "event", []),
        ("people", {"name": "Ana Example"}, "role of",
         [("affiliation", "UNESCO"), ("chair", EVENT), ("job title", "Director")]),
        ("remarks_of", {}, "person verb remark", [("Ana Example", "urged", "all countries to reopen schools")]),
        ("timeline", {"since": "2021", "until": "2021-09"}, "date event kind", [(DAY, EVENT, "Dialogue")]),
        ("timeline", {"since": "2021-10"}, "event", []),
        ("timeline", {"until": "2021-08"}, "event", []),
        ("partners", {"organization": "unesco"}, "organization relation partner",
         [("Learning Coalition", "partner of", "UNESCO")]),
        ("figures", {"unit": "Learner"}, "value unit approximate", [(120000000, "learners", True)]),
        ("figures", {"unit": "schools"}, "value", []),
        ("attendees_of", {"event": "the dialogue"}, "participant role",
         [("World Bank", "attendee"), ("Ana Example", "chair"), (MISSION, "organizer"), ("UNESCO", "organizer")]),
        ("launches", {}, "agent act work planned", [("UNESCO", "launched", "Declaration on Connectivity", True)]),
        ("plans", {}, "subject relation object", [("UNESCO", "launched", "Declaration on Connectivity")]),
        ("denials", {}, "subject relation object", [(EVENT, "attendee", "Italy")]),
        ("events_at", {"place": "new york"}, "event relation of", [(EVENT, "location", "New York")]),
        ("events_at", {"during": "76th session of the General Assembly"}, "relation", [("onTheMarginsOf",)]),
        ("documents", {}, "document", [("2021/other news.txt",), ("dialogue.txt",)]),
    ],
)  # fmt: skip
def test_answers(store: Store, name: str, values: dict[str, object], columns: str, expected: list[tuple]) -> None:
    rows = store.query(name, **values)
    assert [tuple(row[column] for column in columns.split()) for row in rows] == expected


FUNDS = """Funds
The World Bank funds the Learning Coalition with 5 million dollars. UNESCO sponsors the Dialogue on Digital Learning. \
Italy doesn't fund the Learning Coalition.
"""


@pytest.mark.parametrize(
    ("organization", "funders"),
    [("", ["UNESCO", "World Bank"]), ("world bank", ["World Bank"]), ("Learning Coalition", ["World Bank"]), ("x", [])],
)
def test_who_funds_and_sponsors_what(organization: str, funders: list[str]) -> None:
    script = Script(sample_document("funds.txt", FUNDS))
    bank, italy = expand("wd:Q7164"), expand("wd:Q38")
    script.name(bank, "kg:IntergovernmentalOrganization", "World Bank")
    script.name(UNESCO, "kg:IntergovernmentalOrganization", "UNESCO")
    script.name(italy, "schema:Country", "Italy")
    script.name(COALITION, "kg:Partnership", "Learning Coalition")
    script.name(DIALOGUE, "kg:Dialogue", "Dialogue on Digital Learning")
    script.say(bank, "kg:funds", COALITION, "World Bank funds the Learning Coalition")
    script.say(bank, "schema:amount", Value("5 million dollars"), "5 million dollars")
    script.say(DIALOGUE, "schema:sponsor", UNESCO, "UNESCO sponsors the Dialogue")
    script.say(italy, "kg:funds", COALITION, "Italy doesn't fund", negated=True)
    store = Store()
    store.add(script.done())
    bank_funds = "The World Bank funds the Learning Coalition with 5 million dollars."
    unesco_sponsors = "UNESCO sponsors the Dialogue on Digital Learning."
    expected = [
        ("UNESCO", "sponsor", EVENT, None, unesco_sponsors, "funds.txt"),
        ("World Bank", "funds", "Learning Coalition", "5 million dollars", bank_funds, "funds.txt"),
    ]
    rows = store.query("funding", organization=organization)
    assert [tuple(row.to_dict().values()) for row in rows] == [row for row in expected if row[0] in funders]


def test_an_answer_knows_what_it_was_asked_about(store: Store) -> None:
    assert store.query("timeline", since="2021", until=2022).about == ("2021", "2022")


HOSTILE = ['x" } DROP ALL #', "'", "\\", '"""', "?_organization", "\n", "}", "<http://e>", '") || true || ("']


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", [name for name, query in QUERIES.items() if query.parameters])
def test_a_hostile_value_is_a_value(store: Store, name: str, value: str) -> None:
    before = set(store.engine)
    texts = {one.name: value for one in QUERIES[name].parameters if one.type == "text"}
    rest = {one.name: one.example for one in QUERIES[name].parameters if one.type != "text" and one.default is None}
    rows = store.query(name, **texts, **rest)
    assert not rows or not texts
    assert set(store.engine) == before


@pytest.mark.parametrize(
    ("name", "values", "hint"),
    [
        ("event_of", {}, "there is no such query; there are: .*events_of"),
        ("../secret", {}, "there is no such query"),
        ("events_of", {}, r"needs organization; its parameters: organization \(name, such as UNESCO\)"),
        ("events_of", {"organization": None}, "needs organization"),
        ("events_of", {"organization": "x", "org": "x"}, "has no parameter org; its parameters: organization"),
        ("attendees_of", {"org": "x", "more": 1}, "needs event and has no parameter more, org; its parameters: event"),
        ("events_for_goal", {"goal": "44"}, r"goal='44' isn't of type goal \(no goal from 1 to 17\); .+, such as .+$"),
        ("timeline", {"since": "last year"}, r"since='last year' isn't of type date \(no year, month or day"),
    ],
)
def test_a_wrong_question_is_told(store: Store, name: str, values: dict[str, object], hint: str) -> None:
    with pytest.raises(QueryError, match=f"^{name}: {hint}"):
        store.query(name, **values)


@pytest.mark.parametrize("goal", [4, "4", "SDG 4", "sdg4", "Goal 4", "sdg:4", "http://metadata.un.org/sdg/4", "SDG4"])
def test_a_goal_may_be_written_in_many_ways(goal: object) -> None:
    assert str(TYPES["goal"](goal)) == "<http://metadata.un.org/sdg/4>"


@pytest.mark.parametrize(
    ("written", "goal"),
    [("SDG 17", "17"), ("10", "10"), ("Goal 9", "9"), ("4.1", "4.1"), ("Target 16.B", "16.b"), (" sdg:17.19 ", "17.19"),
     (ox.NamedNode("http://metadata.un.org/sdg/11.a"), "11.a")],
)  # fmt: skip
def test_goals_and_targets(written: object, goal: str) -> None:
    assert TYPES["goal"](written) == ox.NamedNode(f"http://metadata.un.org/sdg/{goal}")


@pytest.mark.parametrize("goal", ["0", "18", "4.", "four", "", "4.1.1", "2021"])
def test_what_is_no_goal_is_refused(goal: str) -> None:
    with pytest.raises(ValueError):
        TYPES["goal"](goal)


@pytest.mark.parametrize(
    "iri", ["schema:Person", "https://schema.org/Person", ox.NamedNode("https://schema.org/Person")]
)
def test_an_iri_may_be_written_short_or_long(iri: object) -> None:
    assert TYPES["iri"](iri) == ox.NamedNode("https://schema.org/Person")


@pytest.mark.parametrize("day", ["2021", "2021-09", "2021-12-31", " 2021-10-09 ", 2021, date(2021, 9, 29)])
def test_a_date_may_be_a_year_a_month_or_a_day(day: object) -> None:
    assert TYPES["date"](day) == str(day).strip()


@pytest.mark.parametrize(
    "day", ["21", "2021-13", "2021-00", "2021-9", "2021-09-32", "2021-09-00", "2021-09-29T10:00", "May"]
)
def test_what_is_no_date_is_refused(day: str) -> None:
    with pytest.raises(ValueError, match="no year, month or day"):
        TYPES["date"](day)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("documents", "none"),
        ("events_of", "organization (name, such as UNESCO)"),
        ("timeline", "since (date, such as 2021; may be left out), until (date, such as 2021-12; may be left out)"),
    ],
)
def test_parameters_are_described_as_one_gives_them(name: str, said: str) -> None:
    assert describe(QUERIES[name].parameters) == said


MINE = """#+ summary: Names of a class
#+ parameters:
#+   class:
#+     type: iri
#+     description: the class
#+     example: schema:Person
#+   limit:
#+     type: integer
#+     description: how many at most
#+     default: 10
#+     example: 5
#+ columns:
#+   name: a name

SELECT ?name WHERE { ?thing a ?_class ; schema:name ?name } ORDER BY ?name LIMIT ?_limit
"""


def test_a_folder_of_ones_own(store: Store, tmp_path: Path) -> None:
    (tmp_path / "names.rq").write_text(MINE, encoding="utf-8")
    mine = load_queries(tmp_path)["names"]
    assert [row.name for row in store.query(mine, **{"class": "schema:Country"})] == ["Italy", "Japan"]
    assert [row.name for row in store.query(mine, **{"class": "schema:Country", "limit": "1"})] == ["Italy"]
    with pytest.raises(QueryError, match="isn't of type integer"):
        store.query(mine, **{"class": "schema:Country", "limit": "1 OFFSET 1"})
    with pytest.raises(QueryError, match=re.escape(f"{tmp_path / 'none'}: there is no such folder of queries")):
        load_queries(tmp_path / "none")


def test_the_queries_of_a_folder_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("c.rq", "a.rq", "b.rq", "a.txt"):
        (tmp_path / name).write_text(MINE, encoding="utf-8")
    assert list(load_queries(tmp_path)) == ["a", "b", "c"]


def test_a_query_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "names.rq").write_bytes(MINE.encode("utf-8").replace(b"a name", b"caf\xe9"))
    with pytest.raises(QueryError, match=r"^names.rq: isn't UTF-8 \(.* at byte \d+\); save it as UTF-8$"):
        load_queries(tmp_path)


@pytest.mark.parametrize("text", ["CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "DESCRIBE <https://e.org/a>"])
def test_only_a_query_that_gives_rows_has_columns(text: str) -> None:
    assert read_query("all", f"#+ summary: all\n{text}").columns == {}
    with pytest.raises(
        QueryError, match=r"^all: its header .* has columns, which only a SELECT gives; see the docstring"
    ):
        read_query("all", f"#+ summary: all\n#+ columns:\n#+   name: a name\n{text}")


def test_a_query_of_ones_own_may_give_triples_but_no_yes_or_no(store: Store) -> None:
    found = store.query(read_query("all", "#+ summary: all\nCONSTRUCT { ?s a ?o } WHERE { ?s a ?o }"))
    assert isinstance(found, Triples)
    assert len(found) > 10
    header = "#+ summary: any\n#+ columns:\n#+   name: a name\n"
    with pytest.raises(QueryError, match=r"^any: is an ASK; named queries give rows or triples$"):
        store.query(read_query("any", f"{header}ASK {{ ?s ?p ?o }}"))


def test_blanks_at_the_ends_of_lines_make_no_difference() -> None:
    blanks, none = read_query("names", MINE.replace("\n", " \t\n")), read_query("names", MINE)
    assert (blanks.summary, blanks.parameters, blanks.columns) == (none.summary, none.parameters, none.columns)


def test_a_header_gives_all_that_it_says() -> None:
    wanted = Parameter("class", "iri", "the class", "schema:Person")
    limit = Parameter("limit", "integer", "how many at most", "5", default="10")
    assert read_query("names", MINE) == Query("names", "Names of a class", (wanted, limit), {"name": "a name"}, MINE)


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("#+ summary: Names of a class\n", "", "its header lacks a summary or columns"),
        ("#+   name: a name", "#+    name: a name", "can't read its header at"),
        ("type: iri", "type: uri", "types are text, name, iri"),
        ("#+     example: schema:Person\n", "", "needs type, description and example"),
        ("?_limit", "10", "differ in parameters: limit"),
        ("?name WHERE", "?name ?_more ?_other WHERE", "differ in parameters: more, other; declare"),
        ("a class\n", "a class\n#+   note: deeper\n", "can't read its header at '#\\+   note: deeper'"),
        ("#+ columns", "#+ summary: again\n#+ columns", "can't read its header at '#\\+ summary: again'"),
    ],
)
def test_a_wrong_header_is_told(old: str, new: str, hint: str) -> None:
    with pytest.raises(QueryError, match=f"^names: .*{hint}"):
        read_query("names", MINE.replace(old, new))


def test_rows_are_written_in_all_forms(store: Store) -> None:
    rows = store.query("figures")
    assert next(iter(csv.DictReader(io.StringIO(rows.to_csv()))))["value"] == "120000000"
    assert json.loads(rows.to_json())[0]["approximate"] is True
    binding = json.loads(rows.to_srj())["results"]["bindings"][0]
    assert binding["value"]["datatype"].endswith("#integer")
    assert "datatype" not in binding["unit"]
    assert rows.to_markdown().splitlines()[0] == "| value | unit | approximate | evidence | document |"
    frame = rows.to_dataframe()
    assert list(frame["value"]) == [120000000]
    assert list(frame.columns) == list(rows.columns)
    assert rows[:1].to_records() == [rows[0].to_dict()]
    assert json.loads(store.query("timeline").to_json())[0]["date"] == "2021-09-29"


@pytest.mark.parametrize("width", [60, 100, 200])
def test_a_table_keeps_to_its_width(store: Store, width: int) -> None:
    lines = store.query("timeline").to_table(width=width).splitlines()
    assert max(map(len, lines)) <= width
    assert lines[0].startswith("date")
    assert "2021" in lines[2]


def test_a_table_counts_wide_letters_and_shows_no_controls() -> None:
    rows = Store().sparql("SELECT ?a ?b { VALUES (?a ?b) { ('東京' 'x') ('\\u202Eab\\n' 'y') } }")
    assert [line.index(mark) for line, mark in zip(str(rows).splitlines()[2:], "xy", strict=True)] == [4, 6]
    assert "\u202e" not in str(rows)


def test_a_markdown_table_escapes_its_own_marks() -> None:
    rows = Store().sparql("SELECT ?a { VALUES ?a { 'a|b <b>' } }")
    assert rows.to_markdown().splitlines()[2] == "| a\\|b &lt;b> |"  # type: ignore[union-attr]
