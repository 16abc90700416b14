"""The page in a real browser: what one sees, clicks and types; nothing leaves, nothing hostile runs."""

from __future__ import annotations

import networkx
import pytest

from kg.drawing import draw
from tests.browser.driving import (
    click_on,
    complaints,
    counts_colours,
    number_of,
    open_page,
    panel,
    place,
    requests,
    wait_for,
)

pytest.importorskip("selenium.webdriver")
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser

HOSTILE = [
    "<img src=x onerror=\"document.title='fired'\">",
    "</script><script>document.title='fired'</script>",
    "<!--<script>document.title='fired'",
    "{{ 7 * 7 }} ${7 * 7} href",
    "abc\u202edef\u2028\x00",
    "x" * 10_000,
]


def test_asks_for_nothing_but_itself(browser, dialogue):
    browser.get_log("performance")
    browser.get(dialogue.as_uri())
    browser.execute_script("kgPage.open(3, true)")
    assert set(requests(browser)) == {dialogue.as_uri()}
    assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0
    assert complaints(browser) == []


def test_draws_in_colour(page):
    wait_for(page, "return document.querySelector('#graph canvas') !== null")
    assert counts_colours(page) > 20


def test_click_on_an_entity_tells_its_facts_and_sentences(page):
    click_on(page, *place(page, "Stefania Giannini"))
    wait_for(page, "return document.getElementById('panel').innerText.includes('Stefania')")
    assert "Assistant Director-General for Education" in panel(page)
    assert "recalled that schools must reopen safely" in panel(page)
    assert "dialogue.txt" in panel(page)


def test_click_on_a_line_tells_its_evidence(page):
    (ax, ay), (bx, by) = place(page, "UNESCO"), place(page, "Declaration on connectivity and education")
    click_on(page, (ax + bx) / 2, (ay + by) / 2)
    wait_for(page, "return document.getElementById('panel').innerText.includes('launched')")
    assert "planned" in panel(page)
    assert page.find_element(By.CSS_SELECTOR, "#panel mark").text == "are about to launch a Declaration"


def test_hover_tells_the_name(page):
    x, y = place(page, "UNESCO")
    graph = page.find_element(By.ID, "graph")
    x, y = round(x - graph.size["width"] / 2), round(y - graph.size["height"] / 2)
    ActionChains(page).move_to_element_with_offset(graph, x + 2, y).pause(0.1).move_by_offset(1, 1).perform()
    wait_for(page, "return !document.getElementById('tip').hidden")
    assert page.find_element(By.ID, "tip").text.startswith("UNESCO")


def test_search_finds_other_names_without_a_mouse(page):
    page.find_element(By.ID, "search").send_keys("unga")
    assert (
        page.find_element(By.CSS_SELECTOR, "#found [aria-selected=true] .name").text
        == "United Nations General Assembly"
    )
    page.find_element(By.ID, "search").send_keys(Keys.ENTER)
    assert panel(page).split("\n")[2].startswith("United Nations General Assembly")


def test_search_says_when_it_finds_nothing(page):
    page.find_element(By.ID, "search").send_keys("zzz")
    assert page.find_element(By.ID, "found").text == "Nothing of that name"


def test_remarks_and_figures_open_on_demand(page):
    remark = number_of(page, "urged: governments to give every learner a device and every teacher some training")
    chip = next(one for one in page.find_elements(By.CSS_SELECTOR, ".legend") if one.text.startswith("Remark"))
    assert chip.text == "Remarks and figures\n8"
    assert page.execute_script(f"return kgPage.canvas.isShown({remark})") is False
    for shown in (True, False):
        chip.click()
        assert page.execute_script(f"return kgPage.canvas.isShown({remark})") is shown
        assert chip.get_attribute("aria-pressed") == str(shown).lower()
    page.execute_script(f"kgPage.open({remark}, true)")
    assert page.execute_script(f"return kgPage.canvas.isShown({remark})") is True


def test_names_are_read_at_first_sight_and_none_lies_over_another(page):
    named = page.execute_script("return kgPage.canvas.labels()")
    assert len(named) >= 15
    assert min(one["font"] for one in named) >= 12
    for number, one in enumerate(named):
        for other in named[:number]:
            (left, top, right, bottom), box = one["box"], other["box"]
            assert right <= box[0] or left >= box[2] or bottom <= box[1] or top >= box[3]


def test_search_puts_exact_names_first(page):
    page.find_element(By.ID, "search").send_keys("united nations")
    names = [one.get_property("textContent") for one in page.find_elements(By.CSS_SELECTOR, "#found .name")]
    assert names[:2] == ["United Nations", "United Nations General Assembly"]


def test_keys_walk_through_the_graph(page):
    graph = page.find_element(By.ID, "graph")
    graph.send_keys(Keys.ARROW_RIGHT)
    assert "Classrooms, Connectivity" in panel(page)
    graph.send_keys(Keys.ARROW_RIGHT)
    assert "76th session" in panel(page).split("\n")[2]
    graph.send_keys(Keys.ENTER)
    assert page.switch_to.active_element.get_attribute("id") == "panel"
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert panel(page).startswith("What is in here")


def test_stands_still_until_asked_to_move(page):
    before = place(page, "New York")
    page.execute_async_script("setTimeout(arguments[0], 400)")
    assert place(page, "New York") == before
    page.find_element(By.CSS_SELECTOR, "header .menu summary").click()
    page.find_element(By.ID, "move").click()
    page.execute_async_script("setTimeout(arguments[0], 800)")
    page.find_element(By.ID, "move").click()
    assert place(page, "New York") != before


def test_table_takes_the_place_of_the_picture(page):
    page.find_element(By.ID, "rows").click()
    assert not page.find_element(By.ID, "graph").is_displayed()
    assert "Declaration on connectivity and education" in page.find_element(By.ID, "rows-shown").text


def test_public_names_are_links_and_minted_ones_are_not(page):
    page.execute_script(f"kgPage.open({number_of(page, 'UNESCO')}, true)")
    link = page.find_element(By.CSS_SELECTOR, "#panel a")
    assert link.get_attribute("href") == "http://www.wikidata.org/entity/Q7809"
    assert link.get_attribute("rel") == "noopener noreferrer"
    page.execute_script(f"kgPage.open({number_of(page, 'Stefania Giannini')}, true)")
    assert page.find_elements(By.CSS_SELECTOR, "#panel a") == []


def test_follows_the_reader_into_the_dark(page):
    for scheme, dark in (("light", False), ("dark", True)):
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        wait_for(page, f"return document.documentElement.classList.contains('dark') === {str(dark).lower()}")
        surface = page.execute_script("return getComputedStyle(document.body).backgroundColor")
        assert surface == ("rgb(22, 24, 28)" if dark else "rgb(251, 250, 248)")
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_fits_a_phone(page):
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    page.refresh()
    assert page.execute_script("return document.documentElement.scrollWidth") <= 390
    page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_reads_as_a_table_without_scripts(browser, dialogue):
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.get(dialogue.as_uri())
    shown = browser.find_element(By.TAG_NAME, "main").text
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert "needs JavaScript" in shown
    assert "George Magoha" in shown


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_hostile_runs(text, browser, dialogue, tmp_path):
    open_page(browser, dialogue)
    scripts = len(browser.find_elements(By.TAG_NAME, "script"))
    proof = {"sentence": text, "exact": text, "document": text, "confidence": 0.5, "rule": text}
    fact = {"predicate": text, "value": text, "planned": True, **proof}
    network = networkx.MultiDiGraph()
    for iri in (f"javascript:document.title='fired'//{text}", f"https://example.org/{text}"):
        network.add_node(iri, label=text, class_iri=text, class_label=text, other_names=[text], facts=[fact])
        network.add_edge(iri, next(iter(network)), predicate=text, label=text, planned=True, evidence=[proof])
    draw(network, tmp_path / "hostile.html", title="calm " + text)
    browser.get_log("performance")
    browser.get((tmp_path / "hostile.html").as_uri())
    for act in ("open(0, true)", "open(1, true)", "openRelation(0)", "openRelation(1)", "close()"):
        unfold = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
        browser.execute_script(f"kgPage.{act}; {unfold}")
        assert browser.find_elements(By.CSS_SELECTOR, "#panel img, #panel script, #panel svg") == []
        links = browser.find_elements(By.CSS_SELECTOR, "#panel a")
        assert all(link.get_attribute("href").startswith("https://example.org/") for link in links)
    browser.find_element(By.ID, "search").send_keys(text[:3] if text[0] != "\x00" else "a")
    ActionChains(browser).move_to_element(browser.find_element(By.ID, "graph")).perform()
    assert browser.title.startswith("calm")
    assert len(browser.find_elements(By.TAG_NAME, "script")) == scripts
    assert set(requests(browser)) == {(tmp_path / "hostile.html").as_uri()}
    assert complaints(browser) == []
    assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")
