"""The timeline: what has a date, on an axis of years, months and days; ranges, names, keys, filters."""

from __future__ import annotations

from itertools import pairwise

import networkx
import pytest

from kg.drawing import draw
from tests.browser.driving import chosen, complaints, open_page, panel, wait_for

pytest.importorskip("selenium.webdriver")
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser

FORUMS = {
    "Forum on Tides": {"start date": "2019-03-04", "end date": "2019-03-08"},
    "Forum on Sand": {"start date": "2021-05-02"},
    "Campaign for Clean Rivers": {"start date": "2018-02-01", "end date": "2020-11-30"},
    "Summit of Ports": {"start date": "2020"},
    "Week of Locks": {"start date": "2022-09"},
    "Treaty on Straits": {"signing date": "2017-06-01", "date of entry into force": "2023-01-01"},
    "Agency of Lakes": {},
    "Meeting on no day": {"start date": "2021-02-31"},
}


def make_network(things):
    network = networkx.MultiDiGraph()
    for name, dates in things.items():
        proof = {"sentence": f"{name}.", "exact": "", "document": "news.txt", "confidence": 0.9, "rule": "date"}
        facts = [{"predicate": label, "value": value, "planned": False, **proof} for label, value in dates.items()]
        network.add_node(f"https://example.org/{name}", label=name, class_label="Event", facts=facts)
    return network


def many(count):
    """So many events over nine years, a third of them of some days, many on the same ones."""
    days = [(2015 + number * 7 % 9, 1 + number * 5 % 12, 1 + number * number % 24) for number in range(count)]
    return {
        f"Conference {number} on the Waters of the Region": {
            "start date": f"{year}-{month:02}-{day:02}",
            **({"end date": f"{year}-{month:02}-{day + 3:02}"} if number % 3 == 0 else {}),
        }
        for number, (year, month, day) in enumerate(days)
    }


def open_timeline(browser, folder, things, fragment="timeline=1"):
    path = folder / "graph.html"
    draw(make_network(things), path, title="Dates")
    open_page(browser, path, fragment)
    return browser


@pytest.fixture
def forums(browser, tmp_path):
    yield open_timeline(browser, tmp_path, FORUMS)
    assert complaints(browser) == []


@pytest.fixture(scope="module")
def thousand(tmp_path_factory):
    path = tmp_path_factory.mktemp("thousand") / "graph.html"
    draw(make_network(many(1_000)), path, title="Dates")
    return path


def names(browser):
    return [one.get_property("textContent") for one in browser.find_elements(By.CSS_SELECTOR, "#dated .name")]


def entry(browser, name):
    return browser.find_element(By.XPATH, f"//ol[@id='dated']//button[.//*[@class='name' and text()='{name}']]")


def boxes(browser):
    """Where the marks and names are, in px; of what lasts, all that its bar takes."""
    return browser.execute_script(
        "return [...document.querySelectorAll('#dated li')].map((one) => one.getBoundingClientRect())"
        ".map(({ left, top, right, bottom }) => [left, top, right, bottom])"
    )


def touching(found):
    """Which of the boxes lie over another, along the lines from left to right."""
    found = sorted(found, key=lambda box: (box[1], box[0]))
    return [(one, other) for one, other in pairwise(found) if one[1] == other[1] and one[2] > other[0]]


def test_takes_the_place_of_the_graph_and_gives_it_back(page):
    page.find_element(By.ID, "timeline").click()
    assert not page.find_element(By.ID, "graph").is_displayed()
    assert names(page) == ["Classrooms, Connectivity and a Human-Centred Recovery"]
    page.find_element(By.ID, "picture").click()
    assert page.find_element(By.ID, "graph").is_displayed()
    assert not page.find_element(By.ID, "timeline-view").is_displayed()


def test_shows_events_and_dated_facts_in_order(forums):
    assert names(forums) == [
        "Treaty on Straits · signing date",
        "Campaign for Clean Rivers",
        "Forum on Tides",
        "Summit of Ports",
        "Forum on Sand",
        "Week of Locks",
        "Treaty on Straits · date of entry into force",
    ]
    label = entry(forums, "Forum on Tides").get_attribute("aria-label")
    assert label == "Forum on Tides, 4–8 March 2019, Event"


def test_a_thing_stands_where_the_axis_has_its_date(forums):
    places = forums.execute_script(
        "const marks = [...document.querySelectorAll('#axis .coarse')];"
        "const at = Object.fromEntries(marks.map((one) => [one.textContent, one.getBoundingClientRect().left]));"
        "const sign = (label) => { const box = [...document.querySelectorAll('#dated button')]"
        "  .find((one) => one.textContent.startsWith(label)).querySelector('.sign').getBoundingClientRect();"
        "  return (box.left + box.right) / 2; };"
        "return [at['2021'], at['2022'], sign('Forum on Sand')]"
    )
    start, end, sign = places
    assert sign == pytest.approx(start + (end - start) * 121.5 / 365, abs=2)


def test_ranges_are_as_long_as_they_last_and_vague_dates_are_told_apart(forums):
    wide = forums.execute_script(
        "const period = (label) => {"
        "  const one = [...document.querySelectorAll('#dated li')].find((it) => it.textContent.startsWith(label));"
        "  const bar = one.querySelector('.period');"
        "  return [bar.hidden ? 0 : bar.getBoundingClientRect().width, one.className]; };"
        "return ['Campaign', 'Summit of Ports', 'Forum on Sand'].map(period)"
    )
    (campaign, exact), (summit, vague), (forum, _) = wide
    assert campaign / summit == pytest.approx(1034 / 366, rel=0.02)
    assert ("about" in exact, "about" in vague) == (False, True)
    assert forum == 0


def axis(browser):
    """The texts of the axis's marks."""
    return browser.execute_script("return [...document.querySelectorAll('#axis .fine')].map((one) => one.textContent)")


def test_zoom_leads_from_years_to_months_to_days(browser, thousand):
    open_page(browser, thousand, "timeline=1")
    seen = []
    for _ in range(16):
        mark = axis(browser)[0]
        seen.append("months" if mark.isalpha() else "years" if len(mark) == 4 else "days")
        browser.find_element(By.ID, "closer").click()
    assert list(dict.fromkeys(seen)) == ["years", "months", "days"]
    browser.find_element(By.ID, "fit").click()
    assert axis(browser)[:9] == [str(year) for year in range(2015, 2024)]


def test_the_wheel_zooms_at_the_pointer(forums):
    scroller = forums.find_element(By.ID, "timeline-scroller")
    where = (
        "const things = [...document.querySelectorAll('#dated li')];"
        "const sign = things.find((it) => it.textContent.startsWith('Forum on Sand')).querySelector('.sign');"
        "return sign.getBoundingClientRect().left + sign.offsetWidth / 2"
    )
    before = forums.execute_script(where)
    forums.execute_script(
        "const at = { deltaY: -400, clientX: arguments[1], bubbles: true, cancelable: true };"
        "arguments[0].dispatchEvent(new WheelEvent('wheel', at))",
        scroller,
        before,
    )
    assert len(names(forums)) <= 7
    assert forums.execute_script(where) == pytest.approx(before, abs=3)
    assert (
        forums.execute_script("return document.getElementById('timeline-sheet').offsetWidth") > scroller.size["width"]
    )


def test_a_click_chooses_and_opens_the_panel(forums):
    entry(forums, "Week of Locks").click()
    assert "Week of Locks" in panel(forums).split("\n")[2]
    assert "chosen" in entry(forums, "Week of Locks").find_element(By.XPATH, "..").get_attribute("class")
    assert chosen(forums)["view"] == "timeline"


def test_keys_go_through_time_into_the_details_and_back(forums):
    entry(forums, "Campaign for Clean Rivers").click()
    for key, name in (
        (Keys.ARROW_RIGHT, "Forum on Tides"),
        (Keys.ARROW_LEFT, "Campaign for Clean Rivers"),
        (Keys.END, "Treaty on Straits · date of entry into force"),
        (Keys.HOME, "Treaty on Straits · signing date"),
    ):
        forums.switch_to.active_element.send_keys(key)
        assert forums.switch_to.active_element.get_attribute("aria-label").startswith(name)
        assert name.split(" · ")[0] in panel(forums)
    stops = forums.find_elements(By.CSS_SELECTOR, "#dated button[tabindex='0']")
    assert stops == [forums.switch_to.active_element]
    forums.switch_to.active_element.send_keys(Keys.ENTER)
    assert forums.switch_to.active_element.get_attribute("id") == "panel"
    forums.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert panel(forums).startswith("What is in here")
    assert forums.execute_script("return document.activeElement.closest('#dated') !== null")


def test_honours_the_filters_and_tells_where_nothing_is_dated(forums):
    forums.execute_script("kgPage.choices.change({ since: '2021', until: '2022' })")
    assert names(forums) == ["Forum on Sand", "Week of Locks"]
    assert chosen(forums)["view"] == "timeline"
    forums.execute_script("kgPage.choices.change({ since: '1900', until: '1901' })")
    assert names(forums) == []
    assert forums.find_element(By.ID, "timeline-told").text == "Nothing of what is shown has a date."
    forums.execute_script("kgPage.choices.undo()")
    assert names(forums) == ["Forum on Sand", "Week of Locks"]


def test_a_search_finds_what_has_a_date_in_the_timeline_and_else_in_the_graph(forums):
    for name, view in (("Forum on Sand", "timeline"), ("Agency of Lakes", "graph")):
        forums.find_element(By.ID, "search").send_keys(name, Keys.ENTER)
        assert name in panel(forums)
        assert chosen(forums)["view"] == view


def test_what_has_no_room_for_a_name_is_marked_and_counted(browser, tmp_path):
    open_timeline(browser, tmp_path, many(60))
    signs = browser.find_elements(By.CSS_SELECTOR, "#dated .sign")
    named = [one for one in browser.find_elements(By.CSS_SELECTOR, "#dated .name") if one.is_displayed()]
    assert len(signs) == 60
    assert 30 < len(named) < 60
    told = browser.find_element(By.ID, "timeline-told").text
    assert told == f"60 dates, 2015–2023 · {60 - len(named)} without room for a name: zoom in"
    assert not browser.find_element(By.ID, "bars").is_displayed()
    bare = next(one for one in browser.find_elements(By.CSS_SELECTOR, "#dated li") if not one.text)
    bare.find_element(By.TAG_NAME, "button").click()
    assert browser.find_element(By.CSS_SELECTOR, "#dated .chosen .name").is_displayed()
    assert touching(boxes(browser)) == []


@pytest.mark.parametrize("count", [10, 60, 1_000])
@pytest.mark.parametrize("zooms", [0, 4, 12])
def test_no_name_lies_over_another(browser, tmp_path, thousand, count, zooms):
    if count == 1_000:
        open_page(browser, thousand, "timeline=1")
    else:
        open_timeline(browser, tmp_path, many(count))
    for _ in range(zooms):
        browser.find_element(By.ID, "closer").click()
    found = boxes(browser)
    assert found or zooms
    assert touching(found) == []
    assert zooms or len(found) >= min(count, 45)
    assert complaints(browser) == []


def test_the_bars_count_all_of_a_thousand_and_lead_closer(browser, thousand):
    open_page(browser, thousand, "timeline=1")
    bars = browser.find_elements(By.CSS_SELECTOR, "#bars button")
    counts = [int(bar.get_attribute("title").split(": ")[1]) for bar in bars]
    assert sum(counts) == 1_000
    bars[0].send_keys(Keys.ARROW_RIGHT)
    assert browser.switch_to.active_element == bars[1]
    months = [bar.get_attribute("title").split(":")[0] for bar in bars]
    at = months.index("March 2016")
    bars[at].click()
    assert panel(browser).split("\n")[0].casefold() == "dates"
    assert "March 2016" in panel(browser)
    assert "March 2016" in [one.text for one in browser.find_elements(By.CSS_SELECTOR, "#axis .coarse")]
    days = browser.find_elements(By.CSS_SELECTOR, "#bars button[title*='March 2016']")
    assert sum(int(day.get_attribute("title").split(": ")[1]) for day in days) == counts[at]
    browser.find_element(By.ID, "keep-dates").click()
    kept = chosen(browser)
    assert (kept["since"][:9], kept["until"][:9]) == ("2016-02-2", "2016-04-0")
    assert browser.find_element(By.ID, "timeline-told").text.startswith(f"{counts[at]} dates, 2016")


def test_it_tells_what_lies_to_both_sides(browser, thousand):
    open_page(browser, thousand, "timeline=1")
    assert not browser.find_element(By.ID, "earlier").is_displayed()
    for _ in range(5):
        browser.find_element(By.ID, "closer").click()
    earlier, later = (
        int(browser.find_element(By.ID, name).text.split()[at]) for name, at in (("earlier", 1), ("later", 0))
    )
    assert 0 < earlier < 1_000 - later
    browser.find_element(By.ID, "earlier").click()
    wait_for(browser, f"return Number(document.getElementById('earlier').textContent.split(' ')[1]) < {earlier}")


def test_what_is_chosen_has_a_place_where_there_is_none_left(browser, thousand):
    open_page(browser, thousand, "timeline=1")
    named = set(names(browser))
    hidden = next(name for name in many(1_000) if name not in named)
    browser.execute_script(
        "kgPage.open(kgPage.content.nodes.findIndex((node) => node.label === arguments[0]), true)", hidden
    )
    assert hidden in names(browser)
    browser.find_element(By.ID, "closer").click()
    browser.find_element(By.ID, "fit").click()
    button = entry(browser, hidden)
    place = button.rect
    scroller = browser.find_element(By.ID, "timeline-scroller").rect
    assert scroller["x"] - 2 <= place["x"] < scroller["x"] + scroller["width"]
    assert touching(boxes(browser)) == []


def test_a_few_that_lie_far_off_dont_crowd_the_rest(browser, tmp_path):
    open_timeline(browser, tmp_path, {**many(60), "Charter of the Sea": {"start date": "1215-06-15"}})
    years = [one.text for one in browser.find_elements(By.CSS_SELECTOR, "#axis .fine") if one.is_displayed()]
    assert "2015" in years
    assert browser.find_element(By.ID, "earlier").text == "‹ 1 earlier"
    browser.find_element(By.ID, "fit").click()
    assert "Charter of the Sea" in names(browser)


def test_filters_open_and_it_stays_where_it_was(browser, thousand):
    open_page(browser, thousand, "timeline=1")
    for _ in range(3):
        browser.find_element(By.ID, "closer").click()
    where = (
        "return [document.getElementById('timeline-scroller').scrollLeft,"
        " document.getElementById('timeline-sheet').offsetWidth]"
    )
    before = browser.execute_script(where)
    browser.find_element(By.ID, "filters").click()
    browser.execute_async_script("setTimeout(arguments[0], 150)")
    assert browser.execute_script(where) == pytest.approx(before, abs=1)


def test_what_is_opened_leaves_the_view_as_it_is(browser, thousand):
    open_page(browser, thousand, "timeline=1")
    for _ in range(5):
        browser.find_element(By.ID, "closer").click()
    wide = "return document.getElementById('timeline-sheet').offsetWidth"
    before = browser.execute_script(wide)
    browser.execute_script("kgPage.choices.change({ unfolded: 'all' })")
    assert browser.execute_script(wide) == before
    left = "return document.getElementById('timeline-scroller').scrollLeft"
    day = browser.execute_script(left)
    for name in ("picture", "timeline"):
        browser.find_element(By.ID, name).click()
    assert browser.execute_script(wide) == before
    assert browser.execute_script(left) == pytest.approx(day, abs=2)


def test_the_mouse_takes_hold_of_it(browser, thousand):
    open_page(browser, thousand, "timeline=1")
    for _ in range(4):
        browser.find_element(By.ID, "closer").click()
    left = "return document.getElementById('timeline-scroller').scrollLeft"
    before = browser.execute_script(left)
    axis = browser.find_element(By.ID, "timeline-scroller")
    ActionChains(browser).move_to_element_with_offset(
        axis, 0, 10 - axis.size["height"] // 2
    ).click_and_hold().move_by_offset(-90, 0).release().perform()
    assert browser.execute_script(left) == pytest.approx(before + 90, abs=2)


def test_on_a_phone_nothing_leads_over_the_edge(browser, tmp_path):
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    open_timeline(browser, tmp_path, many(12))
    found, page = boxes(browser), browser.execute_script("return document.documentElement.scrollWidth")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert page <= 390
    assert len(found) == 12
    assert all(left >= -1 and right <= 391 for left, _, right, _ in found)


def test_prints(browser, thousand):
    open_page(browser, thousand, "timeline=1")
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"]
    assert len(printed) > 20_000
    wait_for(browser, "return document.getElementById('printed').childElementCount === 0")
    assert complaints(browser) == []
