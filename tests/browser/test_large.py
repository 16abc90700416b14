"""20,000 entities: communities first, opened on demand, fluent, behind the same controls."""

from __future__ import annotations

import itertools
import json
import math

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
    wait_until_whole(browser)
    yield browser
    assert complaints(browser) == []


def wait_until_whole(browser):
    """Wait for what comes after the first picture, too."""
    wait_for(browser, "return window.kgPage && !document.querySelector('script.zipped')")
    browser.execute_async_script("kgPage.content.whole.then(arguments[0])")


def overlapping(boxes):
    return [
        (one, other)
        for one, other in itertools.combinations(boxes, 2)
        if one[0] < other[2] - 1 and one[2] > other[0] + 1 and one[1] < other[3] - 1 and one[3] > other[1] + 1
    ]


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
    assert crowd.stat().st_size < 6_000_000


def test_shows_communities_first_within_three_seconds(large):
    wait_for(large, "return performance.getEntriesByName('drawn').length > 0")
    assert seen(large)["marks"] < 160
    large.execute_script("kgPage.choices.change({ unfolded: 'all' })")
    assert shown(large) == [20_000, 30_000]
    assert large.execute_script("return performance.getEntriesByName('drawn')[0].startTime") < 3_000


def test_communities_have_names_that_can_be_read(large):
    labels = large.execute_script("return kgPage.canvas.labels()")
    assert 15 <= len(labels) <= 46
    assert all(label["font"] >= 12 for label in labels)
    assert overlapping([label["box"] for label in labels]) == []
    names = [" ".join(label["lines"]) for label in labels]
    assert len(set(names)) == len(names)


def test_discs_of_communities_do_not_overlap(large):
    discs = large.execute_script(
        "return kgPage.canvas.seen().marks && Array.from({ length: kgPage.canvas.seen().marks },"
        " (_, number) => kgPage.canvas.group(number)).map(({ x, y, r }) => [x, y, r])"
    )
    for (x, y, r), (other_x, other_y, other_r) in itertools.combinations(discs, 2):
        assert math.hypot(x - other_x, y - other_y) > r + other_r - 1


def test_a_click_opens_a_community_tells_what_is_in_it_and_keeps_the_rest_in_sight(large):
    graph = large.find_element(By.ID, "graph")
    before, name = seen(large)["marks"], large.execute_script("return kgPage.canvas.group(0).name")
    ActionChains(large).move_to_element_with_offset(graph, *spot_of_group(large, 0)).click().perform()
    assert chosen(large)["opened"] == [0]
    assert seen(large)["marks"] > before + 50
    assert panel(large).startswith("Community")
    assert name in panel(large)
    assert "EVENTS (" in panel(large)
    size = graph.size
    for number in range(1, before):
        spot = large.execute_script("return kgPage.canvas.placeOfGroup(arguments[0])", number)
        assert 0 < spot["x"] < size["width"]
        assert 0 < spot["y"] < size["height"]
    large.find_element(By.XPATH, "//*[@id='panel']//button[text()='Close it in the picture']").click()
    assert chosen(large)["opened"] == []
    assert seen(large)["marks"] == before


def test_an_open_community_names_what_matters_most_in_it(large):
    large.execute_script("kgPage.choices.change({ opened: [0] }); kgPage.canvas.fit()")
    wait_for(large, "return kgPage.canvas.labels().some((label) => label.kind === 'node')")
    labels = large.execute_script("return kgPage.canvas.labels()")
    assert overlapping([label["box"] for label in labels]) == []
    assert sum(label["kind"] == "node" for label in labels) >= 10


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
