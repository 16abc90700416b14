"""A graph for agents: what the SDK's own client is told over standard input and output."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kg.agents.reader import Reader
from kg.agents.records import describe_evidence
from kg.agents.tools import Tools
from kg.cli import main
from kg.errors import KgError
from kg.graph import Store
from kg.model import Passage, Statement
from kg.queries import load_queries
from kg.sandbox.messages import Limits
from kg.store import Evidence, Link
from tests.samples import EVENT, PERSON, TEXT, UNESCO, Script, filled, sample_document

mcp = pytest.importorskip("mcp", reason="the extra kg[mcp] isn't installed")
ROOT = Path(__file__).parent.parent
TOOLS = {"search", "entity", "why", "path", "questions", "ask", "sparql", "documents"}
PLACE = {"sentence", "words", "document", "document_iri", "page", "start", "end", "confidence", "planned", "negated"}


class Agent:
    """A client of one server, for tests that aren't asynchronous."""

    def __init__(self, portal: Any, client: Any) -> None:
        self.portal = portal
        self.client = client

    def call(self, tool: str, **values: object) -> Any:
        """The structured answer; the client has held it against the tool's schema."""
        result = self.portal.call(self.client.call_tool, tool, values)
        assert not result.is_error, result.content
        assert json.loads(result.content[0].text) == result.structured_content  # what models read is the same
        return result.structured_content

    def fail(self, tool: str, **values: object) -> str:
        result = self.portal.call(self.client.call_tool, tool, values)
        assert result.is_error
        return result.content[0].text

    def read(self, uri: str) -> tuple[str, str]:
        found = self.portal.call(self.client.read_resource, uri).contents[0]
        return found.mime_type, found.text


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The store that is served, held by its writer all the while."""
    with filled(tmp_path_factory.mktemp("agents") / "news.kg") as made:
        made.flush()
        yield made


@pytest.fixture(scope="module")
def agent(store: Store) -> Iterator[Agent]:
    from anyio.from_thread import start_blocking_portal

    words = ["-m", "kg", "mcp", str(store.location), "--max-rows", "40"]
    server = mcp.StdioServerParameters(command=sys.executable, args=words, env={"PYTHONPATH": str(ROOT)})
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(mcp.Client(server)) as client:
        yield Agent(portal, client)


def holds(evidence: dict[str, Any]) -> bool:
    """Whether the offsets lead to the words, in the document that is named."""
    texts = {"dialogue.txt": TEXT}
    text = texts.get(evidence["document"])
    return evidence.keys() >= PLACE and (text is None or text[evidence["start"] : evidence["end"]] == evidence["words"])


def test_tools_say_what_they_take_and_give(agent: Agent) -> None:
    tools = {tool.name: tool for tool in agent.portal.call(agent.client.list_tools).tools}
    assert tools.keys() == TOOLS
    for tool in tools.values():
        assert tool.description
        assert tool.annotations.read_only_hint
        assert tool.output_schema["type"] == "object"
    asked = tools["ask"].input_schema["properties"]
    assert "events_of" in asked["question"]["enum"]
    assert "organization (name, such as UNESCO)" in asked["values"]["description"]


def test_things_are_found_by_name_in_pages(agent: Agent) -> None:
    assert agent.call("search", words="unesko")["things"][0]["thing"]["iri"] == UNESCO
    first = agent.call("search", words="dialogue", limit=1)
    assert (len(first["things"]), first["has_more"]) == (1, True)
    second = agent.call("search", words="dialogue", limit=1, offset=1)
    assert second["things"] != first["things"]


def test_every_fact_of_a_thing_has_its_sentences(agent: Agent) -> None:
    found = agent.call("entity", name="dialogue on digital learning", limit=100)
    assert (found["iri"], found["total"], found["has_more"]) == (EVENT, len(found["facts"]), False)
    for fact in found["facts"]:
        assert fact["evidence"], fact
        assert all(map(holds, fact["evidence"]))
    chair = next(fact for fact in found["facts"] if fact["relation"] == "chair")
    assert chair["iri"] == PERSON
    assert chair["evidence"][0]["confidence"] == 0.95
    assert chair["evidence"][0]["words"] == "Ana Example, Director of UNESCO, chaired the dialogue"
    # What is denied is no fact; `why` tells of it.
    assert "Italy" not in {fact["value"] for fact in found["facts"]}
    pages = [agent.call("entity", name=EVENT, limit=3, offset=offset) for offset in range(0, found["total"], 3)]
    assert [fact for page in pages for fact in page["facts"]] == found["facts"]
    assert [page["has_more"] for page in pages] == [True] * (len(pages) - 1) + [False]


def test_facts_seen_from_their_object_have_theirs_too(agent: Agent) -> None:
    facts = agent.call("entity", name="Ana Example")["facts"]
    (said,) = next(fact for fact in facts if fact["relation"] == "chair of")["evidence"]
    assert (said["subject"], said["object"]) == ("Dialogue on Digital Learning", "Ana Example")


def test_why_gives_plans_and_denials_marked(agent: Agent) -> None:
    (plan,) = agent.call("why", subject="UNESCO", relation="launched")["evidence"]
    assert (plan["planned"], plan["negated"]) == (True, False)
    (denial,) = agent.call("why", subject="Dialogue on Digital Learning", other="Italy")["evidence"]
    assert (denial["negated"], denial["sentence"]) == (True, "Italy did not attend.")
    page = agent.call("why", subject="UNESCO", limit=2)
    assert (len(page["evidence"]), page["has_more"]) == (2, True)


def test_what_follows_and_identifiers_come_with_their_reasons(tmp_path: Path) -> None:
    found = Link(PERSON, "https://example.org/ana", 0.93, "the same name and body", "a register", "2026-01-05")
    with filled(tmp_path / "news.kg") as made:
        made.infer()
        made.keep_links([found])
    with closing(
        Reader(partial(Store.open, tmp_path / "news.kg", read_only=True), [tmp_path / "news.kg"], Limits())
    ) as it:
        tools = Tools(it, {})
        (follows,) = tools.why("UNESCO", "partner of", "Learning Coalition").inferred
        (known,) = tools.why("Ana Example", "same as").identifiers
    assert (follows.subject, follows.relation, follows.object) == ("UNESCO", "partner of", "Learning Coalition")
    assert follows.rule == "symmetric"
    assert [each.evidence[0].words for each in follows.premises if each.evidence] == ["is a partner of UNESCO"]
    assert (known.identifier, known.confidence, known.source) == (found.identifier, 0.93, "a register")


def test_a_path_has_the_sentences_of_each_step(agent: Agent) -> None:
    ways = agent.call("path", start="Ana Example", end="Japan")["ways"]
    assert [step["end"]["name"] for step in ways[0]][-1] == "Japan"
    for step in ways[0]:
        assert all(fact["evidence"] for fact in step["facts"])
        for fact in step["facts"]:
            assert all(map(holds, fact["evidence"]))


def test_questions_are_listed_and_asked_with_typed_values(agent: Agent) -> None:
    listed = {each["name"]: each for each in agent.call("questions")["questions"]}
    goal = listed["events_for_goal"]["parameters"][0]
    assert goal["type"] == "goal"
    (row,) = agent.call("ask", question="events_for_goal", values={goal["name"]: 4})["rows"]
    assert row["values"]["event"] == "Dialogue on Digital Learning"
    assert row["evidence"][0]["object"] == "SDG 4"
    assert "no goal from 1 to 17" in agent.fail("ask", question="events_for_goal", values={goal["name"]: "peace"})
    assert "needs organization" in agent.fail("ask", question="events_of")
    assert "there are: attendees_of" in agent.fail("ask", question="nothing")


def test_every_row_of_a_shipped_question_rests_on_sentences(agent: Agent) -> None:
    known = {"name": "UNESCO", "organization": "UNESCO", "event": "Dialogue on Digital Learning", "goal": "4"}
    answered = set()
    for query in load_queries().values():
        values = {each.name: known.get(each.name, each.example) for each in query.parameters if each.default is None}
        rows = agent.call("ask", question=query.name, values=values)["rows"]
        if query.name != "documents":  # it tells of documents, not of what they say
            assert all(row["evidence"] and all(map(holds, row["evidence"])) for row in rows), query.name
        answered |= {query.name} if rows else set()
    assert answered >= {
        "attendees_of",
        "chairs",
        "denials",
        "events_at",
        "figures",
        "launches",
        "profile",
        "remarks_of",
    }


def test_rows_come_with_the_sentence_that_they_quote(agent: Agent) -> None:
    rows = agent.call("ask", question="events_of", values={"organization": "unesco"})["rows"]
    for row in rows:
        first = row["evidence"][0]
        assert (first["sentence"], first["document"]) == (row["values"]["evidence"], row["values"]["document"])
        assert first["relation"] == row["values"]["role"]


def test_sparql_answers_with_evidence_in_pages(agent: Agent) -> None:
    query = "SELECT ?who ?event { ?event schema:organizer ?who } ORDER BY ?who"
    first, second = (agent.call("sparql", query=query, limit=1, offset=offset) for offset in (0, 1))
    assert (first["has_more"], second["has_more"]) == (True, False)
    for row in first["rows"] + second["rows"]:
        assert {each["relation"] for each in row["evidence"]} == {"organizer"}
    triples = agent.call("sparql", query="CONSTRUCT { ?e kg:chair ?who } { ?e kg:chair ?who }")
    assert triples["columns"] == ["subject", "predicate", "object"]
    assert triples["rows"][0]["evidence"][0]["relation"] == "chair"
    assert agent.call("sparql", query="ASK { ?e kg:chair ?who }")["truth"] is True
    assert agent.call("sparql", query="SELECT (COUNT(*) AS ?n) { ?e kg:chair ?who }")["rows"] == [
        {"values": {"n": 1}, "evidence": []}
    ]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("INSERT DATA { <http://a> <http://b> 1 }", "isn't SPARQL"),
        ("LOAD <http://127.0.0.1:9/a.ttl>", "loading from elsewhere is off"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "federation is off"),
        ("SELECT * { ?s ?p ?o . ?t ?q ?u }", "gives more than 40 rows"),
        ("SELECT * {", "isn't SPARQL"),
    ],
)
def test_sparql_only_reads_and_within_limits(agent: Agent, store: Store, query: str, told: str) -> None:
    before = len(store.engine)
    assert told in agent.fail("sparql", query=query)
    assert len(store.engine) == before


def test_documents_are_listed(agent: Agent) -> None:
    assert [each["name"] for each in agent.call("documents", holding="digital")["documents"]] == ["dialogue.txt"]
    page = agent.call("documents", limit=1)
    assert (page["total"], page["has_more"]) == (2, True)


def test_errors_are_those_of_kg(agent: Agent) -> None:
    assert "did you mean 'UNESCO'?" in agent.fail("entity", name="UNESKO")
    assert "said of it:" in agent.fail("why", subject="UNESCO", relation="eats")
    assert "less than or equal to 100" in agent.fail("entity", name="UNESCO", limit=101)


def test_resources_tell_what_the_graph_holds(agent: Agent) -> None:
    kind, told = agent.read("kg://description")
    assert kind == "text/markdown"
    assert "2 documents from 2021-09-30" in told
    assert "- Country (schema:Country): 2" in told
    kind, turtle = agent.read("kg://ontology")
    assert kind == "text/turtle"
    assert "kg:chair a owl:ObjectProperty" in turtle


def test_what_a_writer_acknowledges_is_seen(agent: Agent, store: Store) -> None:
    agent.fail("entity", name="Erik Sample")
    script = Script(sample_document("later.txt", "Erik Sample chaired the dialogue.\n"))
    script.name(EVENT.replace("dialogue", "later"), "schema:Person", "Erik Sample")
    store.add(script.done())
    store.flush()
    assert agent.call("entity", name="Erik Sample")["kinds"] == ["Person"]
    assert agent.call("sparql", query='SELECT ?who { ?who schema:name "Erik Sample" }')["rows"]
    store.remove(script.document.iri)
    store.flush()


def test_a_page_is_named() -> None:
    passage = Passage("urn:x-kg:doc", 3, 5, "it", "So it is.", page=7)
    statement = Statement("urn:x-kg:a", "urn:x-kg:b", "urn:x-kg:c", passage, 0.5, "sample")
    assert describe_evidence(Evidence(statement, "a", "b", "c", "report.pdf")).page == 7


def test_a_file_is_read_anew_when_it_changes(tmp_path: Path) -> None:
    file = tmp_path / "graph.ttl"
    with Store() as empty:
        empty.export(file)
    reader = Reader(partial(Store.open, file, read_only=True), [file], Limits(rows=10))
    with reader.reading() as graph:
        assert not graph.store.documents()
    with filled() as full:
        full.export(file)
    with reader.reading() as graph:
        assert len(graph.store.documents()) == 2
    reader.close()


def test_a_graph_that_goes_and_comes_back_is_told_and_served(tmp_path: Path) -> None:
    path, away = tmp_path / "news.kg", tmp_path / "away.kg"
    filled(path).close()
    reader = Reader(partial(Store.open, path, read_only=True), [path], Limits())
    tools = Tools(reader, load_queries())
    path.rename(away)
    with pytest.raises(KgError, match=r"news\.kg: isn't there; name a store"):
        tools.entity("UNESCO")
    away.rename(path)
    assert tools.entity("UNESCO").facts
    reader.close()


def test_a_signal_ends_it_at_once_and_leaves_nothing(store: Store, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg", "mcp", str(store.location)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}
    said = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    asked = {"name": "sparql", "arguments": {"query": "ASK {}"}}
    messages: list[dict[str, object]] = [
        {"id": 1, "method": "initialize", "params": said},
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/call", "params": asked},
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as server:
        assert server.stdin
        assert server.stdout
        for message in messages:
            server.stdin.write(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n")
        server.stdin.flush()
        answers = [json.loads(server.stdout.readline()) for _ in range(2)]
        assert answers[1]["result"]["structuredContent"]["truth"] is True
        assert list(tmp_path.iterdir())  # the snapshot that queries are asked of
        server.send_signal(signal.SIGINT)  # as SIGTERM, by the same handler
        assert server.wait(5) == 130
    assert not list(tmp_path.iterdir())


def test_limits_are_those_of_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Limits] = []
    monkeypatch.setattr("kg.agents.serving.serve", lambda reader, _: seen.append(reader.limits))
    with Store() as empty:
        empty.export(tmp_path / "graph.ttl")
    words = ["--timeout", "2.5", "--max-rows", "7", "--memory", "256"]
    assert main(["mcp", str(tmp_path / "graph.ttl"), *words]) == 0
    assert seen == [Limits(2.5, 7, memory=256)]


@pytest.mark.parametrize("given", ["missing.kg", "http://127.0.0.1:9/sparql"])
def test_what_is_no_graph_is_told(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mcp", given]) == 2
    assert "isn't there; name a store or a file" in capsys.readouterr().err


def test_without_the_sdk_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    with Store() as empty:
        empty.export(tmp_path / "graph.ttl")
    assert main(["mcp", str(tmp_path / "graph.ttl")]) == 2
    assert "pip install 'kg[mcp]'" in capsys.readouterr().err


def test_help_has_a_configuration_that_clients_read(capsys: pytest.CaptureFixture[str]) -> None:
    main(["mcp", "--help"])
    printed = capsys.readouterr().out
    found = re.search(r"^  \{\n.*?^  \}$", printed, re.MULTILINE | re.DOTALL)
    assert found
    (server,) = json.loads(found[0])["mcpServers"].values()
    assert server["args"][0] == "mcp"
    assert all(f"\n  {tool} " in printed for tool in TOOLS)
