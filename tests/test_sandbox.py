"""Limits hold: a query that goes wrong is stopped, refused or dies alone; and what isn't wrong gives what it gave."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli import main
from kg.errors import QueryError
from kg.graph import Store
from kg.sandbox import guard
from kg.sandbox.messages import StoppedError
from kg.sandbox.snapshots import Snapshots, Source, copy_folder, sign
from kg.store import Rows
from kg.store.folder import QUADS
from tests.samples import filled, other_extraction, sample_extraction

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SORTED = "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?f ?i"
DOUBLED = " ".join(["BIND('0123456789' AS ?x0)", *(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(34))])


@pytest.fixture(params=["memory", "disk", "disk, read-only"])
def store(request, tmp_path):
    path = None if request.param == "memory" else tmp_path / "news.kg"
    with filled(path) as made:
        if not request.param.endswith("read-only"):
            yield made
            return
    with Store.open(path, read_only=True) as opened:
        yield opened


def test_what_goes_right_is_the_same(store):
    with store.limited(seconds=10) as limited:
        for text in ("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o", "ASK { ?s ?p ?o }", "ASK { <urn:no> ?p ?o }"):
            assert limited.sparql(text) == store.sparql(text)
        constructed = limited.sparql("CONSTRUCT WHERE { ?s a schema:Person ; ?p ?o }")
        assert constructed.to_turtle() == store.sparql("CONSTRUCT WHERE { ?s a schema:Person ; ?p ?o }").to_turtle()
        assert limited.query("events_of", organization="UNESCO") == store.query("events_of", organization="UNESCO")
        values = {"seconds": "5", "rows": "x", "limits": 3, "self": "y"}
        answer = limited.sparql("SELECT (?_seconds AS ?a) (?_rows AS ?b) (?_limits AS ?c) (?_self AS ?d) {}", **values)
        assert list(answer[0]) == ["5", "x", 3, "y"]


def test_a_cross_product_is_stopped_and_says_so(store):
    with store.limited(seconds=0.5) as limited:
        limited.sparql("ASK {}")
        started = time.monotonic()
        with pytest.raises(QueryError, match=r"stopped after 0\.5 s; join its patterns"):
            limited.sparql(CROSS)
        assert time.monotonic() - started < 3
        assert limited.sparql("ASK {}") is True


def test_too_many_rows_are_refused_and_as_many_as_allowed_are_given(store):
    with store.limited(rows=5) as limited:
        assert len(limited.sparql("SELECT * { ?s ?p ?o } LIMIT 5")) == 5
        for text in ("SELECT * { ?s ?p ?o } LIMIT 6", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 6"):
            with pytest.raises(QueryError, match="more than 5 rows; add LIMIT"):
                limited.sparql(text)


@pytest.mark.parametrize("text", [SORTED, f"SELECT (STRLEN(?x30) AS ?n) {{ {DOUBLED} }}"])
def test_memory_is_limited(store, text):
    with store.limited(seconds=20, memory=150) as limited:
        with pytest.raises(QueryError, match="150 MiB of memory"):
            limited.sparql(text)
        assert limited.sparql("ASK {}") is True


def test_a_crash_is_the_childs_own(store, monkeypatch):
    monkeypatch.setattr(guard, "DEEPEST", 1_000_000)
    with store.limited() as limited:
        with pytest.raises(QueryError, match="ended the process"):
            limited.sparql("ASK " + "{" * 30_000 + "}" * 30_000)
        assert limited.sparql("ASK {}") is True


def test_what_is_no_sparql_says_where(store):
    with store.limited() as limited, pytest.raises(QueryError, match="isn't SPARQL"):
        limited.sparql("SELECT ?x WHERE {")


def test_each_query_sees_the_store_as_it_is(tmp_path):
    count = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    for path in (None, tmp_path / "news.kg"):
        with Store(path) as store, store.limited() as limited:
            store.add(sample_extraction())
            first = limited.sparql(count)[0][0]
            assert first == store.sparql(count)[0][0]
            store.add(other_extraction())
            assert limited.sparql(count)[0][0] == store.sparql(count)[0][0] > first


def test_nothing_is_left_behind(tmp_path):
    with filled(tmp_path / "news.kg") as store:
        limited = store.limited()
        limited.sparql("ASK {}")
        limited.close()
        assert not list(store.location.glob(".snapshots-*"))


def test_what_a_killed_process_left_is_cleared(tmp_path):
    with filled(tmp_path / "news.kg") as store:
        gone = subprocess.Popen([sys.executable, "-c", ""])
        gone.wait()
        (store.location / f".snapshots-{gone.pid}-x").mkdir()
        with store.limited() as limited:
            limited.sparql("ASK {}")
        assert not list(store.location.glob(".snapshots-*"))


def test_a_child_sees_nothing_of_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("KG_TOKEN", "secret")
    from kg.sandbox.pool import Child

    with filled(tmp_path / "news.kg") as store:
        store.flush()
    child = Child(store.location / QUADS, memory=512)
    try:
        environment = Path(f"/proc/{child._process.pid}/environ").read_bytes()
    finally:
        child.kill()
    assert b"secret" not in environment


REFUSED = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE#\n<http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE<http://127.0.0.1:9/>{ ?a ?b ?c } }",
    "SELECT * { ?s ?p trueSERVICE<http://127.0.0.1:9/>{ ?a ?b ?c } }",
    "PREFIX :<http://127.0.0.1:9/> SELECT * { SERVICE:x{ ?a ?b ?c } }",
    "SELECT * { ?s ?p 1.SERVICE<http://127.0.0.1:9/>{ ?a ?b ?c } }",
    "SELECT * { VALUES ?e { <http://127.0.0.1:9/> } SERVICE ?e { ?s ?p ?o } }",
    # The engine reads the escape, so that the quote would hide what follows from a reader that doesn't.
    r"SELECT * { ?s <http://e/\u0041'> ?o . SERVICE <http://127.0.0.1:9/> { ?s <http://e/'> ?x } }",
    r"SELECT * { \u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "ASK { FILTER(" + "!" * 200 + "true) }",
    "SELECT * " + "{" * 3_000 + "}" * 3_000,
    "SELECT * { FILTER(" + "(" * 3_000 + "1" + ")" * 3_000 + ") }",
    "SELECT * { ?s ?p " + "[ <urn:p> " * 500 + "]" * 500 + " }",
    "ASK { # " + "x" * 200_000 + "\n}",
    "ASK { \x00 }",
    "LOAD <http://127.0.0.1:9/>",
    "INSERT DATA { <urn:a> <urn:b> 1 } ; load silent <file:///etc/passwd> into graph <urn:g>",
]
ALLOWED = [
    'SELECT * { ?service schema:Service "SERVICE <http://x/> {" } # SERVICE <http://x/> {',
    'SELECT * { ?s <http://e/SERVICE> \'LOAD\' ; kg:service ?load . ?s schema:serviceType """SERVICE"""@en-service }',
    "SELECT $service { <urn:service> <urn:load> $service FILTER(?a < 3 && ?b > 2) }",
    "SELECT * " + "{" * 90 + "}" * 90,
    r"SELECT * { ?s schema:name 'caf\u00e9 \' { SERVICE' , 'x\\' }",
    r"SELECT * { ?s kg:it\'s 'x' }",
]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_refused_before_the_engine_sees_it(text):
    with pytest.raises(StoppedError) as caught:
        guard.check(text)
    assert caught.value.outcome == "refused"


@pytest.mark.parametrize("text", ALLOWED)
def test_words_in_names_texts_and_comments_are_no_keywords(text):
    guard.check(text)
    ox.Store().query(text, prefixes={"schema": "https://schema.org/", "kg": "urn:kg:"})


CALLING = ox.Store()
CALLING.update("INSERT DATA { <urn:s> <urn:p> 1, true, <http://e/> ; <http://e/A'> <urn:o> ; <http://e/'> <urn:o> }")


@pytest.mark.parametrize("text", [REFUSED[number] for number in (0, 2, 3, 4, 5, 6, 8)])
def test_the_engine_would_have_called(text):
    """So the disguises are real ones; the engine itself knows no such port."""
    with pytest.raises(OSError, match="port 9"):
        list(CALLING.query(text))


PIECES = st.sampled_from(
    (
        *("SERVICE", "service", "<http://e/>", "<http://e/'>", '"', "'", "#", "\n", "\\", "\\u0027", "{", "}", "<"),
        *(">", "?s", "1", ":", " ", "x:", "''", '"""', "SILENT", "?s ?p ", ". "),
    )
)


@given(st.lists(PIECES, max_size=12))
def test_nothing_that_fetches_passes(pieces):
    """Whatever is put around SERVICE: what the guard lets through, the engine doesn't take for a call."""
    text = (
        "PREFIX x:<http://127.0.0.1:9/> PREFIX :<http://127.0.0.1:9/> SELECT * { " + "".join(pieces) + " { ?a ?b ?c } }"
    )
    try:
        guard.check(text)
    except StoppedError:
        return
    try:
        list(CALLING.query(text))
    except SyntaxError:
        return
    except OSError as error:
        raise AssertionError(f"a call went out: {text!r}") from error


@pytest.mark.parametrize("place", ["memory", "disk"])
def test_there_is_no_network_even_past_the_guard(place, tmp_path, monkeypatch):
    """The second wall: the words pass, and still no packet arrives."""
    allowed = subprocess.run(
        [sys.executable, "-c", "import sys; from kg.sandbox.walls import leave_network; sys.exit(not leave_network())"]
    )
    if allowed.returncode:
        pytest.skip("this system grants no network namespace")
    monkeypatch.setattr(guard, "check", lambda text: None)
    with (
        socket.create_server(("127.0.0.1", 0)) as listening,
        filled(tmp_path / "n.kg" if place == "disk" else None) as store,
    ):
        listening.settimeout(0.3)
        port = listening.getsockname()[1]
        with store.limited(seconds=5) as limited, pytest.raises(QueryError, match="failed while it ran"):
            limited.sparql(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}")
        with pytest.raises(TimeoutError):
            listening.accept()


def test_snapshots_beside_a_writer_are_whole(tmp_path):
    """Every document in a snapshot taken while another process writes has all of its quads."""
    path = tmp_path / "news.kg"
    Store(path).close()
    program = (
        "import sys, time, pyoxigraph as ox\n"
        "store = ox.Store(sys.argv[1])\n"
        "end = time.monotonic() + 3\n"
        "n = 0\n"
        "while time.monotonic() < end:\n"
        "    g = ox.NamedNode(f'urn:g{n}')\n"
        "    store.extend([ox.Quad(g, ox.NamedNode(f'urn:p{k}'), ox.Literal('x' * 200), g) for k in range(100)])\n"
        "    n += 1\n"
        "    if n % 40 == 0: store.flush()\n"
        "    if n % 200 == 0: store.optimize()\n"
    )
    writer = subprocess.Popen([sys.executable, "-c", program, str(path / QUADS)])
    sizes = []
    try:
        while writer.poll() is None:
            target = tmp_path / f"snapshot{len(sizes)}"
            copy_folder(path / QUADS, target)
            found = ox.Store.read_only(str(target))
            graphs = list(found.named_graphs())
            assert all(len(list(found.quads_for_pattern(None, None, None, graph))) == 100 for graph in graphs[-3:])
            assert len(found) == 100 * len(graphs)
            sizes.append(len(graphs))
    finally:
        writer.wait()
    assert writer.returncode == 0
    assert sizes == sorted(sizes)
    assert len(sizes) > 3
    assert sizes[-1] > sizes[0]


def wait_for_rest(folder):
    """The engine goes on writing its manifest for a moment, in a thread of its own."""
    seen = None
    while (now := sign(folder)) != seen:
        seen = now
        time.sleep(0.3)


def test_a_snapshot_goes_when_nobody_reads_it(tmp_path):
    with filled(tmp_path / "news.kg") as store:
        folder = store.location / QUADS
        wait_for_rest(folder)
        snapshots = Snapshots(Source(lambda: sign(folder), lambda target: copy_folder(folder, target), store.location))
        first, again = snapshots.acquire(), snapshots.acquire()
        assert first is again
        store.remove(sample_extraction().document.iri)
        second = snapshots.acquire()
        assert second is not first
        snapshots.release(first)
        assert first.folder.exists()
        snapshots.release(again)
        assert not first.folder.exists()
        assert second.folder.exists()
        snapshots.close()
        assert not second.folder.exists()


def test_many_threads_share_a_pool(tmp_path):
    from functools import partial

    from kg.sandbox.children import Child
    from kg.sandbox.messages import Request
    from kg.sandbox.pool import Pool

    with filled(tmp_path / "news.kg") as store:
        store.flush()
        folder = store.location / QUADS
        source = Source(lambda: sign(folder), lambda target: copy_folder(folder, target), store.location)
        pool = Pool(source, partial(Child, memory=512), size=2, waiting=3)
        outcomes = []
        slow = Request("query", CROSS, rows_type="text/csv")
        threads = [threading.Thread(target=lambda: outcomes.append(pool.ask(slow, 1.5).outcome)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        # Two run until their deadline, three wait as long for a place, and three are sent away at once.
        assert len(outcomes) == 8
        assert set(outcomes) == {"busy", "deadline"}
        assert outcomes[:3] == ["busy"] * 3
        assert pool.ask(Request("query", "ASK {}", rows_type="text/csv"), 5).body == b"true"
        pool.close()


def test_cancelling_one_request_ends_no_other(tmp_path):
    from functools import partial

    from kg.sandbox.children import Child
    from kg.sandbox.messages import Request
    from kg.sandbox.pool import Pool, Ticket

    with filled(tmp_path / "news.kg") as store:
        store.flush()
        folder = store.location / QUADS
        pool = Pool(Source(partial(sign, folder), partial(copy_folder, folder)), partial(Child, memory=512), size=1)
        quick, slow = Request("query", "ASK {}", rows_type="text/csv"), Request("query", CROSS, rows_type="text/csv")
        done, running, waiting = Ticket(), Ticket(), Ticket()
        assert pool.ask(quick, 5, ticket=done).outcome == "done"
        outcomes = {}
        threads = [
            threading.Thread(target=lambda key=key: outcomes.update({key: pool.ask(slow, 20, ticket=key).outcome}))
            for key in (running, waiting)
        ]
        for thread in threads:
            thread.start()
            time.sleep(0.3)
        pool.cancel(done)  # its child works for another by now
        time.sleep(0.3)
        assert outcomes == {}
        pool.cancel(waiting)
        pool.cancel(running)
        for thread in threads:
            thread.join(5)
        assert outcomes == {running: "cancelled", waiting: "cancelled"}
        assert pool.ask(quick, 5).outcome == "done"
        pool.close()


@pytest.mark.parametrize(
    ("outcomes", "told"),
    [
        (["killed", "done"], "done"),
        (["killed", "killed", "done"], "killed"),
        (["crash", "done"], "crash"),
        (["deadline", "done"], "deadline"),
    ],
)
def test_only_what_somebody_killed_is_tried_again_and_only_once(outcomes, told):
    from kg.sandbox.messages import Reply, Request
    from kg.sandbox.pool import Pool

    left = list(outcomes)

    class Fallen:
        alive = False

        def ask(self, request, deadline):
            return Reply(left.pop(0))

        def kill(self):
            pass

    pool = Pool(Source(tuple, Path.mkdir), lambda folder: Fallen())
    assert pool.ask(Request("query", "ASK {}"), 5).outcome == told
    assert len(outcomes) - len(left) == 1 + (outcomes[0] == "killed")
    pool.close()


def test_the_command_line_has_limits(tmp_path, capsys):
    path = tmp_path / "news.kg"
    filled(path).close()
    words = ["query", "--graph", str(path), "--sparql"]
    assert (
        main([*words, "SELECT ?s { ?s a schema:Person }", "--timeout", "5", "--max-rows", "1", "--format", "csv"]) == 0
    )
    assert main([*words, CROSS, "--timeout", "0.5"]) == 2
    assert main([*words, "SELECT * { ?s ?p ?o }", "--max-rows", "3"]) == 2
    assert main(["query", "people", "--graph", str(path), "--max-rows", "1000"]) == 0
    assert main([*words, "ASK {}", "--timeout", "0"]) == 2
    said = capsys.readouterr().err
    assert "stopped after 0.5 s" in said
    assert "more than 3 rows" in said
    assert "isn't above 0" in said


def test_a_warm_child_is_quick(tmp_path):
    with filled(tmp_path / "news.kg") as store, store.limited() as limited:
        limited.sparql("ASK {}")
        spent = []
        for _ in range(20):
            started = time.perf_counter()
            assert isinstance(limited.sparql("SELECT * { ?s ?p ?o } LIMIT 1"), Rows)
            spent.append(time.perf_counter() - started)
        assert sorted(spent)[10] < 0.05 * (1 + (os.getloadavg()[0] > 2))
