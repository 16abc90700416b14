"""Filters, neighbourhoods, paths, dates, links to views, the table, files: on the page of a news item."""

from __future__ import annotations

import base64
import xml.etree.ElementTree as ET

import pytest

from tests.browser.driving import chosen, complaints, number_of, open_page, panel, shown, wait_for, wait_for_file

pytest.importorskip("selenium.webdriver")
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser


PANELS = {
    "filters": "document.getElementById('filters').click()",
    "filters in force": "kgPage.choices.change({ least: 0.1 })",
    "details": "kgPage.open(kgPage.content.order[1])",
    "the table and back": "for (const view of ['rows', 'graph']) kgPage.choices.change({ view, filters: true })",
    "the timeline and back": "for (const view of ['timeline', 'graph']) kgPage.choices.change({ view, filters: true })",
}


def press(page, name):
    page.find_element(By.ID, name).click()


def change(page, part):
    page.execute_script("kgPage.choices.change(arguments[0])", part)


def test_a_kind_of_relation_is_hidden_with_what_only_it_joins(page):
    change(page, {"unfolded": "all"})
    press(page, "filters")
    page.find_element(By.CSS_SELECTOR, "#filter-form .menu:has(#relations) summary").click()
    before = shown(page)
    label = next(one for one in page.find_elements(By.CSS_SELECTOR, "#relations label") if "remark by" in one.text)
    assert label.text.split("\n")[-1] == "6"
    label.click()
    assert shown(page)[1] == before[1] - 6
    lonely = page.execute_script(
        "const { content, shown } = kgPage;"
        "const isJoined = (id) => content.joints[id].some((edge) => shown.edges[edge]);"
        "return content.nodes.filter((_, id) => shown.nodes[id] && !isJoined(id))"
    )
    assert lonely == []
    press(page, "undo")
    assert shown(page) == before
    press(page, "undo")
    assert not page.find_element(By.ID, "undo").is_enabled()


def test_a_confidence_keeps_what_rests_on_as_much(page):
    change(page, {"least": 0.99})
    edges = page.execute_script(
        "return kgPage.content.edges.filter((edge, id) => kgPage.shown.edges[id])"
        ".every((edge) => edge.evidence.some((one) => one.confidence >= 0.99))"
    )
    assert edges
    assert shown(page)[0] < len(page.execute_script("return kgPage.content.nodes"))
    assert "confidence from 0.99" in page.find_element(By.ID, "reasons").text
    page.find_element(By.CSS_SELECTOR, "#reasons button").click()
    assert chosen(page)["least"] == 0


def test_a_document_keeps_what_it_says(page):
    press(page, "filters")
    options = page.find_elements(By.CSS_SELECTOR, "#document option")
    assert len(options) == 2
    options[1].click()
    assert chosen(page)["document"] is not None
    assert all(count > 0 for count in shown(page))


def test_a_range_of_dates_keeps_events_and_what_they_join(page):
    press(page, "filters")
    page.find_element(By.ID, "since").send_keys("2030", Keys.ENTER)
    assert shown(page) == [0, 0]
    page.find_element(By.ID, "since").clear()
    page.find_element(By.ID, "since").send_keys("2021-09", Keys.TAB)
    labels = page.execute_script(
        "return kgPage.content.nodes.filter((node, id) => kgPage.shown.nodes[id] && node.dates.length).length"
    )
    assert labels > 0
    assert shown(page)[0] > labels


def test_a_date_that_is_none_is_marked_and_changes_nothing(page):
    press(page, "filters")
    before = shown(page)
    page.find_element(By.ID, "until").send_keys("soon", Keys.TAB)
    assert page.find_element(By.ID, "until").get_attribute("aria-invalid") == "true"
    assert shown(page) == before


def test_a_click_on_a_group_shows_it_alone_and_a_second_takes_it_back(page):
    every = shown(page)
    chip = page.find_element(By.CSS_SELECTOR, ".legend")
    groups = (
        "return [...new Set(kgPage.content.nodes.filter((_, id) => kgPage.shown.nodes[id])"
        ".map((node) => kgPage.content.groups[kgPage.content.classes[node.class].group].label))]"
    )
    chip.click()
    assert page.execute_script(groups) == ["Events"]
    chip.click()
    assert shown(page) == every


def on_screen(page):
    """How large the map is, and where its most important things are, in px from the window's corner."""
    page.execute_async_script("setTimeout(arguments[0], 150)")
    return page.execute_script(
        "const box = document.getElementById('graph').getBoundingClientRect();"
        "return [kgPage.canvas.scale(), ...kgPage.content.order.slice(0, 5).map((id) => kgPage.canvas.place(id))"
        "  .flatMap(({ x, y }) => [x + box.left, y + box.top])]"
    )


@pytest.mark.parametrize("act", PANELS)
def test_panels_leave_the_map_as_large_and_where_it_was(page, act):
    before = on_screen(page)
    size = page.execute_script("return document.getElementById('graph').clientHeight")
    page.execute_script(PANELS[act])
    assert on_screen(page) == pytest.approx(before, abs=1.5)
    assert act != "filters" or page.execute_script("return document.getElementById('graph').clientHeight") < size


def test_a_neighbourhood_widens_step_by_step(page):
    page.execute_script("kgPage.open(arguments[0], true)", number_of(page, "UNESCO"))
    every = shown(page)
    page.find_element(By.XPATH, "//button[text()='Only its neighbourhood']").click()
    near = shown(page)
    page.find_element(By.XPATH, "//button[text()='One step further']").click()
    assert near[0] < shown(page)[0] < every[0] + 1
    page.find_element(By.XPATH, "//button[text()='Show everything']").click()
    assert shown(page) == every


def test_a_neighbourhood_stands_anew_and_all_goes_back(page):
    places = "return kgPage.content.nodes.map((_, id) => kgPage.canvas.isShown(id) && kgPage.canvas.at(id))"
    before = page.execute_script(places)
    change(page, {"focus": number_of(page, "UNESCO")})
    anew = [place for place in page.execute_script(places) if place]
    assert all(place not in before for place in anew)
    assert {"x": 0, "y": 0} in anew
    press(page, "undo")
    assert page.execute_script(places) == before


def test_a_path_is_found_between_two_and_told_step_by_step(page):
    page.execute_script("kgPage.open(arguments[0], true)", number_of(page, "George Magoha"))
    page.find_element(By.XPATH, "//button[text()='Path to…']").click()
    page.switch_to.active_element.send_keys("unesco")
    page.switch_to.active_element.send_keys(Keys.ENTER)
    assert chosen(page)["path"] == [number_of(page, "George Magoha"), number_of(page, "UNESCO")]
    assert panel(page).startswith("Path")
    steps = page.find_elements(By.CSS_SELECTOR, "#panel .said .relation")
    assert len(steps) >= 1
    assert shown(page)[0] >= len(steps) + 1
    assert len(page.find_elements(By.CSS_SELECTOR, "#panel summary")) >= 1


def test_where_no_path_is_the_page_says_so(page):
    lonely = page.execute_script("return kgPage.content.joints.findIndex((near) => near.length === 0)")
    if lonely < 0:
        lonely = number_of(page, "UNESCO")
        change(page, {"relations": page.execute_script("return kgPage.content.relations.map((_, id) => id)")})
    page.execute_script(
        "kgPage.choices.change({ path: [arguments[0], arguments[1]] })", lonely, number_of(page, "George Magoha")
    )
    assert "Nothing of what is shown joins the two" in panel(page)


def test_a_link_carries_the_view(page, dialogue):
    change(
        page,
        {"classes": [1], "least": 0.5, "since": "2021", "view": "rows", "things": True, "sort": "-facts", "words": "a"},
    )
    page.execute_script("kgPage.open(arguments[0])", page.execute_script("return kgPage.shown.nodes.indexOf(1)"))
    before, address, seen = chosen(page), page.current_url, shown(page)
    page.get("about:blank")
    page.get(address)
    assert chosen(page) == before
    assert shown(page) == seen


@pytest.mark.parametrize(
    "fragment",
    [
        "at=nobody&edge=99999&focus=~9999&hide=<img>&confidence=7&since=soon&open=x",
        "%",
        "edge=1.5&hops=-1",
        "from=a&to=b",
    ],
)
def test_a_link_from_elsewhere_does_no_harm(page, dialogue, fragment):
    every = shown(page)
    open_page(page, dialogue, fragment)
    assert shown(page) == every


def test_escape_and_slash_and_undo_work_from_the_keys(page):
    page.find_element(By.ID, "graph").send_keys("/")
    assert page.switch_to.active_element.get_attribute("id") == "search"
    page.find_element(By.CSS_SELECTOR, ".legend").click()
    assert chosen(page)["classes"]
    page.find_element(By.ID, "graph").send_keys(Keys.CONTROL, "z")
    assert chosen(page)["classes"] == []


def test_focus_goes_in_the_order_of_the_page(page):
    page.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    seen = []
    for _ in range(12):
        active = page.switch_to.active_element
        seen.append(active.get_attribute("id") or active.get_attribute("class") or active.tag_name)
        active.send_keys(Keys.TAB)
    assert seen[:5] == ["skip", "search", "closer", "farther", "fit"]


def test_dark_colours_on_request(page):
    page.find_element(By.CSS_SELECTOR, "header .menu summary").click()
    press(page, "theme")
    assert page.execute_script("return getComputedStyle(document.body).backgroundColor") == "rgb(22, 24, 28)"
    press(page, "theme")
    assert page.execute_script("return getComputedStyle(document.body).backgroundColor") == "rgb(251, 250, 248)"


def test_saves_the_picture_as_svg_and_png(page, tmp_path):
    page.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    for name in ("svg", "png"):
        menu = page.find_element(By.CSS_SELECTOR, "header .menu")
        if menu.get_attribute("open") is None:
            menu.find_element(By.TAG_NAME, "summary").click()
        press(page, name)
        wait_for_file(tmp_path / f"a-dialogue.{name}")
    tree = ET.parse(tmp_path / "a-dialogue.svg")
    texts = {text.text for text in tree.iter("{http://www.w3.org/2000/svg}text")}
    assert {"UNESCO", "New York"} <= texts
    assert tmp_path.joinpath("a-dialogue.png").read_bytes().startswith(b"\x89PNG")
    assert tmp_path.joinpath("a-dialogue.png").stat().st_size > 20_000


def test_prints_the_picture_and_what_it_says(page):
    printed = base64.b64decode(page.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"])
    assert printed.startswith(b"%PDF")
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") >= 2


def test_a_screen_reader_hears_what_changes(page):
    page.find_element(By.CSS_SELECTOR, ".legend").click()
    wait_for(page, "return document.getElementById('spoken').textContent.includes('only Events')")
    assert complaints(page) == []
