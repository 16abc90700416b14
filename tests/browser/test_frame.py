"""A picture within a notebook: it draws, answers clicks, and reaches neither the page around it nor the network."""

from __future__ import annotations

import pytest

from kg.graph import Store
from tests.browser.driving import complaints, counts_colours, panel, requests
from tests.samples import filled


@pytest.fixture
def framed(browser, tmp_path):
    """The browser within the frame of a graph."""
    from selenium.webdriver.support.ui import WebDriverWait

    path = tmp_path / "notebook.html"
    path.write_text(f"<!doctype html><meta charset=utf-8><title>cell</title>{filled()._repr_html_()}", "utf-8")
    complaints(browser)
    requests(browser)  # of pages before
    browser.get(path.as_uri())
    browser.switch_to.frame(browser.find_element("tag name", "iframe"))
    WebDriverWait(browser, 20).until(lambda _: browser.execute_script("return !!window.kgPage"))
    yield browser
    browser.switch_to.default_content()
    assert complaints(browser) == []
    assert [url for url in requests(browser) if not url.startswith(("file:", "about:"))] == []


def test_it_draws_and_answers(framed):
    assert counts_colours(framed) > 20
    assert "person/ana-example" not in panel(framed)
    framed.find_element("id", "search").send_keys("Ana Example\n")
    assert "person/ana-example" in panel(framed)
    framed.find_element("tag name", "summary").click()
    assert framed.find_element("id", "png").is_displayed()
    assert not framed.find_element("id", "link").is_displayed(), "there is no address to copy"


def test_it_cant_reach_the_page_around_it(framed):
    reach = "try { return parent.document.title } catch (error) { return error.name }"
    assert framed.execute_script(reach) == "SecurityError"


def test_an_empty_graph_has_no_picture():
    assert "<iframe" not in Store()._repr_html_()
