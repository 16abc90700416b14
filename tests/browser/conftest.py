"""A browser for the tests of this folder, and pages to open in it."""

from __future__ import annotations

import json
from pathlib import Path

import networkx
import pytest

from kg.drawing import draw
from tests.browser.driving import complaints, open_page
from tests.generated import generate_network


@pytest.fixture(scope="session")
def dialogue(tmp_path_factory):
    """The page of a news item."""
    text = Path(__file__).parent.parent.joinpath("networks", "dialogue.json").read_text("utf-8")
    path = tmp_path_factory.mktemp("page") / "graph.html"
    draw(networkx.node_link_graph(json.loads(text), edges="edges"), path, title="A dialogue")
    return path


@pytest.fixture(scope="session")
def crowd(tmp_path_factory):
    """The page of 20,000 things and 30,000 relations."""
    path = tmp_path_factory.mktemp("crowd") / "crowd.html"
    draw(generate_network(20_000), path, title="A crowd")
    return path


@pytest.fixture
def page(browser, dialogue):
    open_page(browser, dialogue)
    yield browser
    assert complaints(browser) == []
