"""Updates: off unless asked for, then for who has the token; acknowledged means kept."""

from __future__ import annotations

import subprocess
import sys
from urllib.parse import urlencode

import pytest

from kg.cli import main
from kg.errors import StoreError
from kg.graph import Store
from tests.samples import filled
from tests.server.conftest import TOKEN, run_server, wait_until

INSERT = "INSERT DATA { <urn:new> <urn:b> 1 }"
FORM = "application/x-www-form-urlencoded"


def count(running):
    return int(running.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", Accept="text/csv").text.split()[1])


@pytest.mark.parametrize("token", [None, TOKEN, ""])
@pytest.mark.parametrize(
    "text",
    [INSERT, "CLEAR ALL", "DROP DEFAULT # harmless", "\n#SELECT\n;DELETE WHERE { ?s ?p ?o }", "CREATE GRAPH <urn:g>"],
)
def test_a_server_that_reads_changes_nothing(server, text, token):
    before = count(server)
    assert server.update(text, token=token).status == 403
    answer = server.ask("POST", "/sparql", body=urlencode({"update": text}), Content_Type=FORM)
    assert answer.status == 403
    assert server.query(text).status == 400
    assert server.get("/sparql?" + urlencode({"update": text})).status == 400
    assert count(server) == before


@pytest.mark.parametrize(
    "header", [None, "Bearer", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN[:-1]}", f"Bearer {TOKEN}x"]
)
def test_without_the_token_nothing_changes(writable, header):
    before = count(writable)
    headers = {"Authorization": header} if header else {}
    answer = writable.ask("POST", "/sparql", body=INSERT, Content_Type="application/sparql-update", **headers)
    assert (answer.status, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert count(writable) == before


def test_a_form_of_another_site_cannot_update(writable):
    """A browser sends such a form with cookies, but not with this header."""
    answer = writable.ask(
        "POST", "/sparql", body=urlencode({"update": "CLEAR ALL"}), Content_Type=FORM, Origin="http://evil.example"
    )
    assert answer.status == 403
    assert "access-control-allow-origin" not in answer.headers


def test_what_is_acknowledged_is_seen_at_once(writable):
    before = count(writable)
    for number in range(5):
        assert writable.update(f"INSERT DATA {{ <urn:seen> <urn:b> {number} }}").status == 204
        assert count(writable) == before + number + 1
    assert writable.update("DELETE WHERE { <urn:seen> ?p ?o }").status == 204
    assert count(writable) == before


def test_an_update_that_fails_changes_nothing(writable):
    before = count(writable)
    assert writable.update(INSERT + " ; NONSENSE").status == 400
    assert writable.update(INSERT + " ; CLEAR GRAPH <urn:there-is-no-such-graph>").status >= 400
    assert count(writable) == before


@pytest.mark.parametrize("text", ["LOAD <http://127.0.0.1:9/>", "LOAD SILENT <file:///etc/passwd>"])
def test_nothing_is_loaded(writable, text):
    answer = writable.update(text)
    assert answer.status == 400
    assert "LOAD" in answer.text


def test_an_update_that_takes_too_long_is_stopped_and_undone(tmp_path):
    path = tmp_path / "news.kg"
    filled(path).close()
    text = (
        "INSERT { <urn:x> <urn:y> ?n } WHERE { SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } }"
    )
    with run_server(path, "--allow-update", "--timeout", 1, token=TOKEN) as running:
        before = count(running)
        assert running.update(text).status == 503
        assert count(running) == before
        assert running.update(INSERT).status == 204
        assert count(running) == before + 1


def test_a_kill_keeps_what_was_acknowledged(tmp_path):
    path = tmp_path / "news.kg"
    filled(path).close()
    with run_server(path, "--allow-update", token=TOKEN) as running:
        for number in range(30):
            assert running.update(f"INSERT DATA {{ <urn:kept> <urn:b> {number} }}").status == 204
        children = running.children()
        running.process.kill()
        running.process.wait()
        from tests.server.conftest import is_alive

        assert wait_until(lambda: not any(map(is_alive, children)))
    with Store.open(path) as store:
        assert store.sparql("SELECT (COUNT(*) AS ?n) { <urn:kept> ?p ?o }")[0][0] == 30


def test_the_store_is_held_while_it_is_served_for_updates(tmp_path):
    path = tmp_path / "news.kg"
    filled(path).close()
    with run_server(path, "--allow-update", token=TOKEN), pytest.raises(StoreError, match="writing to it"):
        Store.open(path)
    with run_server(path), Store.open(path) as store:
        assert store.remove(store.documents()[0].iri)


def test_a_server_that_reads_follows_a_writer(tmp_path):
    path = tmp_path / "news.kg"
    filled(path).close()
    with run_server(path) as running, Store.open(path) as store:
        before = count(running)
        store.remove(store.documents()[0].iri)
        store.flush()
        assert wait_until(lambda: count(running) < before)


def test_a_file_can_be_served_and_is_read_again_when_it_changes(tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_text("<urn:a> <urn:b> 1 .")
    with run_server(path) as running:
        assert count(running) == 1
        path.write_text("<urn:a> <urn:b> 1, 2 .")
        assert wait_until(lambda: count(running) == 2)


def test_a_folder_of_files_is_one_graph(tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.ttl").write_text(f"<urn:{name}> <urn:b> 1 .")
    with run_server(tmp_path) as running:
        assert count(running) == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["news.kg", "--allow-update"], "KG_TOKEN: must hold a token of 16 letters"),
        (["graph.ttl", "--allow-update"], "can't be updated; serve a store's folder"),
        (["nothing.kg"], "isn't there"),
        ([], "isn't there"),
        (["empty"], "neither a store nor"),
        (["news.kg", "--host", "192.0.2.1"], "192.0.2.1:0: can't be listened on"),
        (["news.kg", "--timeout", "0"], "isn't above 0"),
    ],
)
def test_what_cannot_be_served_says_why(tmp_path, monkeypatch, capsys, words, message):
    monkeypatch.chdir(tmp_path)
    filled(tmp_path / "news.kg").close()
    (tmp_path / "graph.ttl").write_text("<urn:a> <urn:b> 1 .")
    (tmp_path / "empty").mkdir()
    if "graph.ttl" in words:
        monkeypatch.setenv("KG_TOKEN", TOKEN)
    else:
        monkeypatch.delenv("KG_TOKEN", raising=False)
    (tmp_path / "elsewhere").mkdir()
    if not words:
        monkeypatch.chdir(tmp_path / "elsewhere")
    assert main(["serve", "--port", "0", *words]) == 2
    assert message in capsys.readouterr().err


def test_a_port_that_is_taken_says_so(server, news):
    done = subprocess.run(
        [sys.executable, "-m", "kg", "serve", str(news), "--port", str(server.port)], capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "choose another --port" in done.stderr
