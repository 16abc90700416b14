"""20,000 entities: communities first, opened on demand, fluent, behind the same controls."""

from __future__ import annotations

import json

import pytest

from tests.browser.driving import chosen, complaints, open_page, panel, requests, shown, wait_for

pytest.importorskip("selenium.webdriver")
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser


@pytest.fixture
def large(browser, crowd):
    open_page(browser, crowd)
    yield browser
    assert complaints(browser) == []


def seen(browser):
    return browser.execute_script("return kgPage.canvas.seen()")


def spot_of_group(browser, number):
    spot = browser.execute_script("return kgPage.canvas.placeOfGroup(arguments[0])", number)
    size = browser.find_element(By.ID, "graph").size
    return round(spot["x"] - size["width"] / 2), round(spot["y"] - size["height"] / 2)


def test_asks_for_nothing_and_is_not_too_large(browser, crowd):
    browser.get_log("performance")
    open_page(browser, crowd)
    assert set(requests(browser)) <= {crowd.as_uri(), "about:blank"}
    assert crowd.stat().st_size < 12_000_000


def test_shows_communities_first_within_three_seconds(large):
    wait_for(large, "return performance.getEntriesByName('drawn').length > 0")
    assert seen(large)["marks"] < 160
    large.execute_script("kgPage.choices.change({ unfolded: 'all' })")
    assert shown(large) == [20_000, 30_000]
    assert large.execute_script("return performance.getEntriesByName('drawn')[0].startTime") < 3_000


def test_a_click_tells_of_a_community_and_two_open_it(large):
    graph = large.find_element(By.ID, "graph")
    x, y = spot_of_group(large, 0)
    ActionChains(large).move_to_element_with_offset(graph, x, y).click().perform()
    assert panel(large).startswith("Community")
    before = seen(large)["marks"]
    ActionChains(large).move_to_element_with_offset(graph, x, y).double_click().perform()
    assert chosen(large)["opened"] == [0]
    assert seen(large)["marks"] > before + 100


def test_all_are_shown_on_request_and_pan_at_five_frames_a_second(large):
    large.find_element(By.ID, "groups").click()
    large.execute_script("kgPage.choices.change({ unfolded: 'all' })")
    assert seen(large) == {"marks": 20_000, "lines": seen(large)["lines"]}
    assert seen(large)["lines"] > 25_000
    frame = large.execute_async_script(
        "const done = arguments[0]; const start = performance.now(); let frames = 0;"
        "const step = () => { kgPage.canvas.zoom(frames % 2 ? 1.01 : 1 / 1.01); frames += 1;"
        "  if (frames < 20) requestAnimationFrame(step); else done((performance.now() - start) / frames); };"
        "requestAnimationFrame(step);"
    )
    assert frame < 200


def test_search_opens_the_community_of_what_it_finds(large):
    large.find_element(By.ID, "search").send_keys("summit on trade 1500")
    assert large.find_element(By.CSS_SELECTOR, "#found [aria-selected=true] .name").text == "Summit on trade 1500"
    large.find_element(By.ID, "search").send_keys(Keys.ENTER)
    assert "Summit on trade 1500" in panel(large)
    assert len(chosen(large)["opened"]) == 1
    page_of = large.execute_script("return kgPage.canvas.isShown(kgPage.choices.now.node)")
    assert page_of is True


def test_filters_and_table_work_as_on_small_pages(large):
    large.find_element(By.CSS_SELECTOR, ".legend").click()
    assert shown(large)[0] < 20_000
    large.find_element(By.ID, "rows").click()
    assert len(large.find_elements(By.CSS_SELECTOR, "#rows-shown tr")) == 300
    large.find_element(By.ID, "more-rows").click()
    assert len(large.find_elements(By.CSS_SELECTOR, "#rows-shown tr")) == 600


def test_filters_leave_the_map_where_it_was(large):
    where = (
        "const box = document.getElementById('graph').getBoundingClientRect();"
        "return [0, 1, 2].map((number) => kgPage.canvas.placeOfGroup(number))"
        "  .flatMap(({ x, y }) => [x + box.left, y + box.top])"
    )
    large.execute_async_script("setTimeout(arguments[0], 100)")
    before = large.execute_script(where)
    large.find_element(By.ID, "filters").click()
    large.execute_async_script("setTimeout(arguments[0], 200)")
    assert large.execute_script(where) == pytest.approx(before, abs=1.5)


def test_bars_lead_to_what_begins_in_them(large):
    large.find_element(By.ID, "timeline").click()
    bars = large.find_elements(By.CSS_SELECTOR, "#bars button")
    titles = [bar.get_attribute("title") for bar in bars]
    assert sum(int(title.split(": ")[1]) for title in titles) > 3_500
    bars[next(at for at, title in enumerate(titles) if title.startswith("March 2018"))].click()
    assert "March 2018" in panel(large)
    large.find_element(By.ID, "keep-dates").click()
    assert (chosen(large)["since"][:7], chosen(large)["until"][:7]) == ("2018-02", "2018-04")
    assert 0 < shown(large)[0] < 1_000


def test_a_path_opens_what_lies_on_it(large):
    large.execute_script("kgPage.choices.change({ path: [0, 100], opened: 'all' })")
    assert 2 <= shown(large)[0] < 2_000
    assert json.dumps(chosen(large)["path"]) == "[0, 100]"


def test_a_click_on_an_entity_tells_its_facts(large):
    large.execute_script("kgPage.open(arguments[0], true)", 1500)
    spot = large.execute_script("return kgPage.canvas.place(1500)")
    size = large.find_element(By.ID, "graph").size
    large.execute_script("kgPage.close()")
    assert panel(large).startswith("What is in here")
    offset = (round(spot["x"] - size["width"] / 2), round(spot["y"] - size["height"] / 2))
    ActionChains(large).move_to_element_with_offset(large.find_element(By.ID, "graph"), *offset).click().perform()
    assert chosen(large)["node"] == 1500
