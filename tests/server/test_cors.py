"""Pages of other sites: all may read, none may update unless it was named, and the operator can close the door."""

from __future__ import annotations

import json

import pytest

from kg.cli import main
from tests.samples import filled
from tests.server.conftest import TOKEN, run_server

STRANGER, FRIEND = "https://evil.example", "https://friend.example"
INSERT = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"


def prepare(server, origin, headers="content-type", method="POST"):
    asked = {"Access_Control_Request_Method": method, "Access_Control_Request_Headers": headers}
    return server.ask("OPTIONS", "/sparql", Origin=origin, **asked)


def update(server, origin, **headers):
    kind = {"Content_Type": "application/sparql-update", "Authorization": f"Bearer {TOKEN}"}
    return server.ask("POST", "/sparql", body=INSERT, Origin=origin, **kind, **headers)


@pytest.mark.parametrize(
    "path",
    ["/sparql?query=ASK%20%7B%7D", "/queries/people.json", "/search.json?q=a", "/entity.jsonld?iri=wd:Q7809", "/no"],
)
def test_all_may_read(server, path):
    answer = server.get(path, Origin=STRANGER)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "etag" in answer.headers["access-control-expose-headers"].lower()
    assert "access-control-allow-credentials" not in answer.headers


def test_all_may_ask_by_post(server):
    asked = prepare(server, STRANGER)
    assert (asked.status, asked.headers["access-control-allow-origin"]) == (204, "*")
    assert "content-type" in asked.headers["access-control-allow-headers"].lower()
    kind = "application/sparql-query"
    answer = server.ask("POST", "/sparql", body="ASK {}", Content_Type=kind, Origin=STRANGER)
    assert (answer.status, answer.headers["access-control-allow-origin"]) == (200, "*")


@pytest.fixture(scope="module")
def named(tmp_path_factory):
    """A server that takes updates, also from pages of one other site."""
    path = tmp_path_factory.mktemp("named") / "news.kg"
    filled(path).close()
    with run_server(path, "--allow-update", "--cors", FRIEND + "/", token=TOKEN) as running:
        yield running


def test_no_page_of_a_stranger_may_update(named):
    """Not even one that knows the token: its browser sends it to no server that doesn't want it."""
    assert (
        "authorization" not in prepare(named, STRANGER, "authorization").headers["access-control-allow-headers"].lower()
    )
    for origin in (STRANGER, "null", FRIEND + ".evil.example", FRIEND.replace("https", "http")):
        answer = update(named, origin)
        assert answer.status == 403
        assert "access-control-allow-origin" not in answer.headers
    assert json.loads(named.query("ASK { <urn:a> ?p ?o }").body)["boolean"] is False


def test_a_page_that_was_named_may_update(named):
    asked = prepare(named, FRIEND, "authorization")
    assert asked.headers["access-control-allow-origin"] == FRIEND
    assert "authorization" in asked.headers["access-control-allow-headers"].lower()
    answer = update(named, FRIEND)
    assert (answer.status, answer.headers["access-control-allow-origin"]) == (204, FRIEND)
    assert "Origin" in answer.headers.get_all("vary")
    without = named.ask("POST", "/sparql", body=INSERT, Content_Type="application/sparql-update", Origin=FRIEND)
    assert without.status == 401


def test_the_pages_of_the_server_itself_may_update(named):
    assert update(named, named.url).status == 204


@pytest.mark.parametrize(
    "word", ["*", "null", "friend.example", "https://a.example/path", "ftp://a.example", "https://"]
)
def test_what_is_no_site_is_told(news, word, capsys):
    assert main(["serve", str(news), "--cors", word]) == 2
    assert "is no site" in capsys.readouterr().err


def test_the_door_can_be_closed(news):
    with run_server(news, "--no-cors", "--cors", FRIEND) as running:
        for answer in (running.get("/queries/people.json", Origin=STRANGER), prepare(running, STRANGER)):
            assert "access-control-allow-origin" not in answer.headers
        assert prepare(running, STRANGER).status == 403
        assert running.get("/queries", Origin=FRIEND).headers["access-control-allow-origin"] == FRIEND
