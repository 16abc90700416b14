"""The pages in a real browser: one asks, sees rows, follows a thing; nothing leaves this server."""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import contextmanager

import pytest

from kg.bundled import folder
from tests.browser.driving import complaints, requests
from tests.browser.test_access import find_violations
from tests.server.conftest import run_server

webdriver = pytest.importorskip("selenium.webdriver")
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

PAGES = {
    "home": "/",
    "query": "/query",
    "entity": "/entity?iri=wd:Q7809",
    "event": "/entity?name=Dialogue%20on%20Digital%20Learning",
    "answer": "/ask/timeline",
    "question": "/ask/events_of",
    "search": "/search?q=dialogue",
    "docs": "/docs",
    "error": "/nothing",
}
ASKED = "SELECT ?name { ?who a schema:Person ; schema:name ?name }"


def wait_for(browser, script, seconds=10):
    WebDriverWait(browser, seconds).until(lambda driver: driver.execute_script(script))


def open_page(browser, url):
    browser.get_log("performance")
    browser.get_log("browser")
    browser.get(url)
    wait_for(browser, "return document.readyState === 'complete' && location.href !== 'about:blank'")


@pytest.mark.browser
def test_one_asks_and_sees_rows(browser, server):
    open_page(browser, server.url + "/query")
    wait_for(browser, "return !!window.kgQuery && !!kgQuery.getTab()")
    browser.execute_script(f"kgQuery.getTab().yasqe.setValue({json.dumps(ASKED)}); kgQuery.getTab().yasqe.query()")
    wait_for(browser, "return document.querySelector('.yasr table')?.innerText.includes('Ana Example')")
    assert [url for url in requests(browser) if not url.startswith(server.url)] == []
    assert complaints(browser) == []
    assert any("POST /sparql 200" in line for line in server.log)


@pytest.mark.browser
def test_one_types_and_clicks(browser, server):
    """With the keys and the button that a person has, and the query that the page begins with."""
    browser.get(server.url + "/query")
    browser.execute_script("localStorage.clear()")
    open_page(browser, server.url + "/query")
    wait_for(browser, "return !!window.kgQuery && !!kgQuery.getTab()")
    browser.find_element(By.CSS_SELECTOR, ".yasqe_queryButton").click()
    wait_for(browser, "return document.querySelector('.yasr table')?.innerText.includes('UNESCO')")
    assert complaints(browser) == []


@pytest.mark.browser
def test_an_error_is_shown(browser, server):
    open_page(browser, server.url + "/query")
    wait_for(browser, "return !!window.kgQuery && !!kgQuery.getTab()")
    browser.execute_script(
        "kgQuery.getTab().yasqe.setValue('SELECT * { SERVICE <http://x/> {} }'); kgQuery.getTab().yasqe.query()"
    )
    wait_for(browser, "return document.querySelector('.yasr')?.innerText.includes('federation is off')")
    assert [url for url in requests(browser) if not url.startswith(server.url)] == []


@pytest.mark.browser
def test_one_follows_a_thing(browser, server):
    open_page(browser, server.url + "/entity?iri=wd:Q7809")
    assert browser.find_element(By.TAG_NAME, "h1").text == "UNESCO"
    browser.find_element(By.LINK_TEXT, "Dialogue on Digital Learning").click()
    wait_for(browser, "return document.querySelector('h1').innerText === 'Dialogue on Digital Learning'")
    assert "Ana Example" in browser.find_element(By.TAG_NAME, "main").text
    browser.find_element(By.LINK_TEXT, "in the graph").click()
    wait_for(browser, "return document.querySelector('#graph canvas') !== null")
    assert [url for url in requests(browser) if not url.startswith(server.url)] == []
    assert complaints(browser) == []


@pytest.mark.browser
def test_one_searches_with_suggestions(browser, server):
    """By the keys alone: type, go down, enter; and the first page goes to the thing."""
    open_page(browser, server.url + "/")
    field = browser.find_element(By.CSS_SELECTOR, "[data-search]")
    field.send_keys("dialog")
    wait_for(browser, "return !document.getElementById('found').hidden")
    assert field.get_attribute("aria-expanded") == "true"
    assert "Dialogue on Digital Learning" in browser.find_element(By.ID, "found").text
    field.send_keys(Keys.ARROW_DOWN)
    assert field.get_attribute("aria-activedescendant") == "found-0"
    field.send_keys(Keys.ENTER)
    wait_for(browser, "return document.querySelector('h1')?.innerText === 'Dialogue on Digital Learning'")
    assert [url for url in requests(browser) if not url.startswith(server.url)] == []
    assert complaints(browser) == []


@pytest.mark.browser
def test_one_searches_by_enter_alone(browser, server):
    open_page(browser, server.url + "/")
    browser.find_element(By.CSS_SELECTOR, "[data-search]").send_keys("unesc", Keys.ENTER)
    wait_for(browser, "return location.pathname === '/search'")
    assert "UNESCO" in browser.find_element(By.CSS_SELECTOR, ".hits").text


@pytest.mark.browser
def test_one_asks_a_question_with_its_fields(browser, server):
    open_page(browser, server.url + "/")
    form = browser.find_element(By.CSS_SELECTOR, "form[action='/ask/events_of']")
    form.find_element(By.XPATH, "ancestor::details/summary").click()
    field = form.find_element(By.NAME, "organization")
    field.send_keys("unes")
    wait_for(browser, "return !!document.querySelector('#events_of-organization-names option[value=UNESCO]')")
    field.send_keys("co", Keys.ENTER)
    wait_for(browser, "return location.pathname === '/ask/events_of'")
    assert "Dialogue on Digital Learning" in browser.find_element(By.CSS_SELECTOR, ".told").text
    browser.find_element(By.LINK_TEXT, "Dialogue on Digital Learning").click()
    wait_for(browser, "return document.querySelector('h1').innerText === 'Dialogue on Digital Learning'")
    assert complaints(browser) == []


@pytest.mark.browser
def test_a_link_to_a_query_still_leads_to_the_editor(browser, server):
    open_page(browser, server.url + "/#query=ASK%20%7B%7D")
    wait_for(browser, "return location.pathname === '/query' && !!window.kgQuery?.getTab()")
    assert browser.execute_script("return kgQuery.getTab().yasqe.getValue()").strip() == "ASK {}"


@pytest.mark.browser
def test_the_picture_of_a_thing_is_there(browser, server):
    open_page(browser, server.url + PAGES["event"])
    browser.execute_script("document.querySelector('.picture img').scrollIntoView()")
    wait_for(browser, "return document.querySelector('.picture img').naturalWidth > 100")
    assert complaints(browser) == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", PAGES)
def test_pages_follow_day_night_and_width(browser, server, name, width, scheme):
    """The background is the scheme's, and nothing is wider than the screen."""
    with seen_as(browser, scheme, width):
        open_page(browser, server.url + PAGES[name])
        tone = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
        assert tone == {"light": "rgb(251, 250, 248)", "dark": "rgb(22, 24, 28)"}[scheme]
        assert browser.execute_script("return document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [name for name in PAGES if name != "query"])
def test_axe_finds_nothing(browser, server, axe, name, scheme):
    with seen_as(browser, scheme, 1280):
        open_page(browser, server.url + PAGES[name])
        browser.execute_script("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert find_violations(browser, axe) == []


@pytest.mark.browser
def test_axe_finds_nothing_on_a_first_page_with_years(browser, axe, tmp_path):
    path = tmp_path / "years.ttl"
    kind, name, begin = "https://w3id.org/kg-builder/ontology#Meeting", "https://schema.org/name", "startDate"
    said = "<urn:{0}> a <{1}> ; <{2}> 'Meeting {0}' ; <https://schema.org/{3}> '{0}-05' .\n"
    path.write_text("".join(said.format(year, kind, name, begin) for year in range(2001, 2025)))
    with run_server(path) as running:
        for width in (1280, 390):
            with seen_as(browser, "light", width):
                open_page(browser, running.url + "/")
                assert len(browser.find_elements(By.CSS_SELECTOR, ".years a")) == 24
                assert find_violations(browser, axe) == []
                assert browser.execute_script("return document.documentElement.scrollWidth - innerWidth") <= 0


@contextmanager
def seen_as(browser, scheme, width):
    sized = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", sized)
    yield
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_vendored_files_are_those_of_the_registry():
    place = folder("server/static").joinpath("yasgui")
    told = dict(re.findall(r"\| (yasgui\S+) \| ([0-9a-f]{64}) \|", place.joinpath("README.md").read_text("utf-8")))
    assert set(told) == {"yasgui.min.js", "yasgui.min.css"}
    for name, digest in told.items():
        assert hashlib.sha256(place.joinpath(name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("path", [path for name, path in PAGES.items() if name not in ("event", "error")])
def test_a_page_loads_from_here_alone(server, path):
    answer = server.get(path, Accept="text/html")
    linked = re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=\"([^\"]+)\"", answer.text)
    assert linked
    assert all(url.startswith(("/static/", "data:", "/picture.svg", "/entity", server.url)) for url in linked)
    for url in filter(lambda url: url.startswith("/static/"), linked):
        assert server.get(url).status == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert "unsafe-eval" not in policy
    assert not re.search(r"script-src [^;]*unsafe", policy)


def test_every_template_escapes():
    from kg.server.templates import render

    evil = "\"'><script>1</script><img src=x onerror=1>\u202e"
    said = dict.fromkeys(("before", "words", "after", "source", "document", "page", "start", "end"), evil)
    said |= {"confidence": evil, "planned": True}
    fact = {"iri": evil, "kind": evil, "value": evil, "text": evil, "datatype": evil, "link": "", "is_date": True}
    fact |= {"planned": True, "evidence": [said, said], "left": 1}
    thing = {"iri": evil, "name": evil, "other_names": [evil], "class_labels": [evil], "family": evil, "neighbours": 1}
    thing |= {"story": [{"text": evil, "iri": evil}], "relations": {evil: [fact] * 9}, "more": True}
    thing |= {"mentioned": [{"iri": evil, "name": evil, "count": evil}]}
    told = dict.fromkeys(("site", "title", "description", "address", "link", "most"), evil)
    page = render("entity.html", **told, thing=thing, shown=8)
    assert "1 more" in page
    assert not any(part in page for part in ("<script", "<img src=x", "\u202e", "\"'>"))


@pytest.mark.browser
def test_the_graph_leads_on_from_thing_to_thing(browser, server):
    open_page(browser, server.url + "/graph?focus=UNESCO")
    wait_for(browser, "return document.querySelector('#details, aside')?.innerText.includes('Ana Example')")
    browser.execute_script(
        "[...document.querySelectorAll('button, a')]"
        ".find(each => each.textContent.trim().startsWith('Ana Example')).click()"
    )
    wait_for(browser, "return !!document.querySelector('a.way')")
    way = browser.find_element(By.CSS_SELECTOR, "a.way")
    assert way.get_attribute("href").startswith(server.url + "/graph?focus=")
    way.click()
    wait_for(browser, "return location.search.includes('ana-example')")
    assert [url for url in requests(browser) if not url.startswith(server.url)] == []
    assert complaints(browser) == []
