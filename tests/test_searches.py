"""What a search finds first is the same for Python, an endpoint and the command line: `searches.json`."""

from __future__ import annotations

import json

import pytest

from kg.cli import main
from kg.graph import Store
from kg.store.endpoint import Endpoint
from tests.searches import EXPECTATIONS, MOST, fill_searched
from tests.servers import oxigraph

every_search = pytest.mark.parametrize("expected", EXPECTATIONS, ids=lambda one: one.rule)


@pytest.fixture(scope="module")
def store():
    return fill_searched(Store())


@pytest.fixture(scope="module")
def file(store, tmp_path_factory):
    path = tmp_path_factory.mktemp("searches") / "graph.ttl"
    store.export(path)
    return path


@every_search
def test_a_graph_finds_it_first(store, expected):
    found = [hit.thing.name for hit in store.search(expected.query, most=MOST)]
    assert expected.holds_of(found), found


@pytest.mark.parametrize("form", ["text", "json"])
@every_search
def test_the_command_line_finds_it_first(file, expected, form, capsys):
    code = main(["search", expected.query, "--graph", str(file), "--format", form])
    printed = capsys.readouterr().out
    if form == "json":
        names = [row["name"] for row in json.loads(printed)]
    else:
        names = [line.split("  ")[0] for line in printed.splitlines()[2:]]
    assert expected.holds_of(names), names
    assert code == (0 if names else 1)


def test_an_endpoint_finds_it_first_with_few_requests(monkeypatch):
    """However many names are looked through."""
    asked = []
    query = Endpoint.query
    monkeypatch.setattr(Endpoint, "query", lambda self, text: asked.append(text) or query(self, text))
    with oxigraph() as port, Store(f"http://127.0.0.1:{port}/query") as store:
        fill_searched(store)
        for expected in EXPECTATIONS:
            asked.clear()
            found = [hit.thing.name for hit in store.search(expected.query, most=MOST)]
            assert expected.holds_of(found), (expected.rule, found)
            assert len(asked) <= 10 + 15 * len(found)
