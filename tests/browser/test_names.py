"""What the page finds first for a name: the same as Python and the command line (tests/searches.json)."""

from __future__ import annotations

import pytest

from kg.graph import Store
from tests.browser.driving import complaints, open_page, panel
from tests.searches import EXPECTATIONS, MOST, fill_searched

pytest.importorskip("selenium.webdriver")
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def named(browser, tmp_path_factory):
    """The page of what is looked for, open."""
    path = tmp_path_factory.mktemp("names") / "graph.html"
    with fill_searched(Store()) as store:
        store.draw(path)
    open_page(browser, path)
    return browser


@pytest.mark.parametrize("expected", EXPECTATIONS, ids=lambda one: one.rule)
def test_finds_it_first_and_enter_opens_it(named, expected):
    named.execute_script("kgPage.close()")
    field = named.find_element(By.ID, "search")
    field.clear()
    field.send_keys(expected.query)
    found = named.find_elements(By.CSS_SELECTOR, "#found [data-id] .name")
    names = [one.get_property("textContent") for one in found][:MOST]
    assert expected.holds_of(names), names
    field.send_keys(Keys.ENTER)
    if names:
        assert panel(named).split("\n")[2] == names[0]
    else:
        assert panel(named).startswith("What is in here")
    assert complaints(named) == []
