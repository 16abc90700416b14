"""The table: one row a fact or one row a thing, sorted, filtered, saved as CSV, read on a phone and on paper."""

from __future__ import annotations

import csv
import io
import json

import networkx
import pytest

from kg.drawing import draw
from kg.store.sheets import write_csv
from tests.browser.driving import chosen, complaints, number_of, open_page, panel, wait_for, wait_for_file

pytest.importorskip("selenium.webdriver")
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser

FORMULAS = ["=1+1", "+49 30", "-5", "-x", "@SUM(1)", "\tx", "1.5e3", 'say "so", twice', "a\nb", "plain", "", "'quoted"]


@pytest.fixture
def table(page):
    page.find_element(By.ID, "rows").click()
    return page


def column(page, name):
    """The texts of a column, as they stand."""
    return page.execute_script(
        "const cells = document.querySelectorAll(`#rows-shown [data-column='${arguments[0]}']`);"
        "return [...cells].map((one) => one.textContent)",
        name,
    )


def sort_by(page, name):
    page.find_element(By.CSS_SELECTOR, f"#heads [data-column={name}] button").click()


def aria_sort(page):
    heads = page.find_elements(By.CSS_SELECTOR, "#heads th")
    return {
        one.get_attribute("data-column"): one.get_attribute("aria-sort")
        for one in heads
        if one.get_attribute("aria-sort")
    }


def test_a_row_is_a_fact(table):
    facts = table.execute_script(
        "return kgPage.content.edges.length + kgPage.content.nodes.reduce((sum, node) => sum + node.facts.length, 0)"
    )
    assert len(column(table, "relation")) == facts
    assert all(column(table, "relation"))
    assert table.find_element(By.ID, "rows-told").text == f"{facts} facts"
    at = column(table, "value").index("2021-09-29")
    row = [column(table, name)[at] for name in ("entity", "class", "relation", "document", "confidence")]
    assert row == [
        "Classrooms, Connectivity and a Human-Centred Recovery",
        "Event",
        "start date",
        "dialogue.txt",
        "0.95",
    ]
    assert "29 September 2021" in column(table, "sentence")[at]


def test_a_row_is_a_thing(table):
    table.find_element(By.ID, "per-thing").click()
    names = column(table, "entity")
    assert sorted(names) == sorted(table.execute_script("return kgPage.content.nodes.map((node) => node.label)"))
    at = names.index("Classrooms, Connectivity and a Human-Centred Recovery")
    row = [column(table, name)[at] for name in ("class", "dates", "place", "documents", "sources")]
    assert row == ["Event", "29 September 2021", "New York", "1", "dialogue.txt"]
    joined = table.execute_script(
        "const id = arguments[0]; return kgPage.content.joints[id].length + kgPage.content.nodes[id].facts.length",
        number_of(table, names[at]),
    )
    assert column(table, "facts")[at] == str(joined)


def test_a_head_sorts_the_other_way_round_and_not_at_all(table):
    before = column(table, "value")
    sort_by(table, "value")
    assert aria_sort(table) == {"value": "ascending"}
    rising = column(table, "value")
    assert rising != before
    assert sorted(rising) == sorted(before)
    texts = [text.casefold() for text in rising if text.isascii() and text.replace(" ", "").isalpha()]
    assert texts == sorted(texts)
    assert table.switch_to.active_element.text.startswith("Value")
    table.switch_to.active_element.send_keys(Keys.ENTER)
    assert aria_sort(table) == {"value": "descending"}
    assert column(table, "value")[0] == rising[-1]
    sort_by(table, "value")
    assert aria_sort(table) == {}
    assert column(table, "value") == before


def test_numbers_sort_as_numbers_the_largest_first(table):
    table.find_element(By.ID, "per-thing").click()
    sort_by(table, "facts")
    numbers = [int(text) for text in column(table, "facts")]
    assert numbers == sorted(numbers, reverse=True)
    assert len({len(str(number)) for number in numbers}) > 1
    assert aria_sort(table) == {"facts": "descending"}


def test_what_is_empty_comes_last_either_way(table):
    table.find_element(By.ID, "per-thing").click()
    for _ in range(2):
        sort_by(table, "dates")
        dates = column(table, "dates")
        assert dates[0] == "29 September 2021"
        assert set(dates[1:]) == {""}


def test_words_filter_over_all_columns_beside_the_filters(table):
    table.find_element(By.ID, "words").send_keys("GIANNINI launch")
    wait_for(table, "return document.getElementById('rows-told').textContent.includes(' of ')")
    rows = [one.text.casefold() for one in table.find_elements(By.CSS_SELECTOR, "#rows-shown tr")]
    assert rows
    assert all("giannini" in row or "launch" in row for row in rows)
    found = len(rows)
    table.find_element(By.CSS_SELECTOR, ".legend").click()
    assert len(column(table, "entity")) < found
    table.find_element(By.ID, "words").clear()
    table.find_element(By.ID, "words").send_keys("zzz")
    wait_for(table, "return document.querySelectorAll('#rows-shown tr').length === 0")
    assert table.find_element(By.ID, "rows-told").text.startswith("0 of ")


def test_a_filter_of_the_page_holds_for_facts_too(table):
    table.execute_script("kgPage.choices.change({ least: 0.9 })")
    assert min(map(float, filter(None, column(table, "confidence")))) >= 0.9


def test_a_name_opens_its_details(table):
    name = table.find_element(By.CSS_SELECTOR, "#rows-shown td[data-column=value] button")
    title = name.text
    name.click()
    assert title in panel(table)
    assert chosen(table)["view"] == "rows"


def test_to_open_what_is_folded_leaves_the_rows_as_they_are(table):
    remark = next(
        one
        for one in table.find_elements(By.CSS_SELECTOR, "#rows-shown th button")
        if one.text.startswith("underscored")
    )
    text = remark.text
    remark.click()
    assert text in panel(table)
    assert remark.text == text  # the row is the same: another one couldn't be asked
    assert chosen(table)["unfolded"]


def test_to_open_what_is_folded_takes_no_filter_back(table):
    table.execute_script("kgPage.choices.change({ least: 0.5 })")
    remark = number_of(table, "urged: governments to give every learner a device and every teacher some training")
    table.execute_script("kgPage.open(arguments[0], true)", remark)
    assert chosen(table)["least"] == 0.5
    assert chosen(table)["node"] == remark


def test_saves_what_is_shown_as_csv(table, tmp_path):
    table.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    table.execute_script("kgPage.choices.change({ words: 'unesco', sort: '-confidence' })")
    table.find_element(By.ID, "csv").click()
    path = wait_for_file(tmp_path / "a-dialogue-facts.csv")
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))
    for head, name in (
        ("Entity", "entity"),
        ("Value", "value"),
        ("Sentence", "sentence"),
        ("Confidence", "confidence"),
    ):
        assert [row[head] for row in rows] == column(table, name)
    table.find_element(By.ID, "per-thing").click()
    table.find_element(By.ID, "csv").click()
    things = wait_for_file(tmp_path / "a-dialogue-things.csv").read_text("utf-8")
    assert things.startswith("Name,Also called,Class,Dates,Place,Facts,Documents,Told in")


def test_csv_is_what_python_writes_and_holds_no_formula(page):
    rows = [FORMULAS, FORMULAS[::-1]]
    written = page.execute_script("return writeCsv(arguments[0], arguments[1])", FORMULAS, rows)
    assert written == write_csv(FORMULAS, rows)


def test_a_name_that_is_a_formula_is_none_in_a_spreadsheet(browser, tmp_path):
    network = networkx.MultiDiGraph()
    network.add_node("https://example.org/x", label='=HYPERLINK("https://example.org")', class_label="+cmd")
    draw(network, tmp_path / "graph.html", title="A graph")
    open_page(browser, tmp_path / "graph.html", "rows=1&things=1")
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    browser.find_element(By.ID, "csv").click()
    text = wait_for_file(tmp_path / "a-graph-things.csv").read_text("utf-8")
    assert '"\'=HYPERLINK(""https://example.org"")"' in text
    assert "'+cmd" in text
    assert complaints(browser) == []


def test_the_address_keeps_what_the_table_shows(table):
    table.execute_script("kgPage.choices.change({ things: true, sort: '-facts', words: 'un' })")
    before = column(table, "entity")
    address = table.current_url
    table.get("about:blank")
    table.get(address)
    wait_for(table, "return !!window.kgPage && document.readyState === 'complete'")
    assert column(table, "entity") == before
    assert table.find_element(By.ID, "words").get_property("value") == "un"


def test_reads_on_a_phone(page, dialogue):
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    open_page(page, dialogue, "rows=1")
    wide = page.execute_script(
        "const cells = [...document.querySelectorAll('#rows-shown tr > *')];"
        "return cells.filter((one) => one.getBoundingClientRect().right > 390)"
    )
    hidden = page.execute_script(
        "return [...document.querySelectorAll('#rows-shown .clamped')].filter((one) => !one.offsetWidth)"
    )
    sort_by(page, "relation")
    order = column(page, "relation")
    page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wide == hidden == []
    assert order == sorted(order, key=str.casefold)


def test_prints_what_it_shows_in_its_order(table):
    table.execute_script("kgPage.choices.change({ things: true, sort: '-facts' })")
    before = column(table, "entity")
    table.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    table.execute_script("dispatchEvent(new Event('beforeprint'))")
    seen = [name.is_displayed() for name in table.find_elements(By.CSS_SELECTOR, "#rows-shown th")]
    pictures = table.find_elements(By.CSS_SELECTOR, "#printed svg")
    heads = [one.text for one in table.find_elements(By.CSS_SELECTOR, "#heads th")]
    table.execute_script("dispatchEvent(new Event('afterprint'))")
    table.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert column(table, "entity") == before
    assert all(seen)
    assert heads[:2] == ["Name", "Also called"]
    assert pictures == []


def test_a_large_table_is_there_at_once(browser, crowd):
    open_page(browser, crowd)
    acts = [{"view": "rows"}, {"sort": "sentence"}, {"words": "forum trade"}, {"things": True, "sort": "-facts"}]
    took = browser.execute_script(
        "return arguments[0].map((part) => { const start = performance.now(); kgPage.choices.change(part);"
        "document.body.offsetHeight; return performance.now() - start; })",
        acts,
    )
    assert max(took) < 3_000, json.dumps(took)
    assert len(column(browser, "entity")) <= 300
