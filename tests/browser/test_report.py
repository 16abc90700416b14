"""The report in a browser: a screen of findings that lead to what they rest on, orders, a phone, paper."""

from __future__ import annotations

import base64

import pypdfium2
import pytest

from kg.reports import report
from tests.browser.driving import complaints, open_page, requests
from tests.samples import filled

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    with filled() as store:
        report(store, path)
    return path


@pytest.fixture
def page(browser, file):
    requests(browser)
    open_page(browser, file)
    yield browser
    assert complaints(browser) == []
    # The browser's own first page asks for things.
    assert [url for url in requests(browser) if not url.startswith(("file:", "about:", "chrome"))] == []


def visible(browser, selector):
    """The texts of what can be seen."""
    return browser.execute_script(
        "return [...document.querySelectorAll(arguments[0])].filter((one) => one.checkVisibility())"
        ".map((one) => one.textContent)",
        selector,
    )


def test_findings_are_one_screen(page):
    bottom = page.execute_script("return document.querySelector('.headlines').getBoundingClientRect().bottom")
    assert 100 < bottom < 800


def test_each_finding_leads_to_what_can_be_seen(page):
    links = page.find_elements("css selector", ".headlines a")
    assert len(links) > 8
    for link in links:
        page.execute_script("scrollTo(0, 0)")
        link.click()
        top, height = page.execute_script(
            "const box = document.querySelector(':target').getBoundingClientRect(); return [box.top, box.height]"
        )
        assert height > 0, link.text
        assert -1 <= top < page.execute_script("return innerHeight"), link.text


def test_a_section_folds(page):
    assert "Who organises" in visible(page, "h2")[3]
    before = len(visible(page, "#organisers-0"))
    page.find_element("id", "organisers").click()
    assert (before, len(visible(page, "#organisers-0"))) == (1, 0)


def test_tables_take_another_order_without_a_script(page):
    names = "#documents"  # the section's head
    assert visible(page, f"details:has({names}) tbody th") == ["dialogue.txt", "2021/other news.txt"]
    page.find_element("css selector", f"details:has({names}) .choose-2").click()
    assert visible(page, f"details:has({names}) tbody th") == ["2021/other news.txt", "dialogue.txt"]
    page.find_element("css selector", f"details:has({names}) .choose-1").click()
    assert visible(page, f"details:has({names}) tbody th") == ["dialogue.txt", "2021/other news.txt"]


def test_a_phone_needs_no_scrolling_to_the_side(page):
    page.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    )
    try:
        assert page.execute_script("return document.documentElement.scrollWidth") <= 390
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_paper_has_the_words_that_are_folded_on_the_screen(page):
    folded = "UNESCO organised the Dialogue on Digital Learning"
    assert not visible(page, ".proof blockquote")
    shown = sum(folded in one for one in visible(page, "blockquote"))
    pdf = pypdfium2.PdfDocument(base64.b64decode(page.execute_cdp_cmd("Page.printToPDF", {})["data"]))
    text = " ".join(" ".join(one.get_textpage().get_text_range() for one in pdf).split())
    assert text.count(folded) > shown
    assert "Sort by" not in text
