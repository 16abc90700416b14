"""The pages in a real browser: one asks, sees rows, follows a thing; nothing leaves this server."""

from __future__ import annotations

import hashlib
import json
import re

import pytest

from kg.bundled import folder
from tests.browser.driving import complaints, requests

webdriver = pytest.importorskip("selenium.webdriver")
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

ASKED = "SELECT ?name { ?who a schema:Person ; schema:name ?name }"


def wait_for(browser, script, seconds=10):
    WebDriverWait(browser, seconds).until(lambda driver: driver.execute_script(script))


def open_page(browser, url):
    browser.get_log("performance")
    browser.get_log("browser")
    browser.get(url)


@pytest.mark.browser
def test_one_asks_and_sees_rows(browser, server):
    open_page(browser, server.url + "/")
    wait_for(browser, "return !!window.kgQuery && !!kgQuery.getTab()")
    browser.execute_script(f"kgQuery.getTab().yasqe.setValue({json.dumps(ASKED)}); kgQuery.getTab().yasqe.query()")
    wait_for(browser, "return document.querySelector('.yasr table')?.innerText.includes('Ana Example')")
    assert all(url.startswith(server.url) for url in requests(browser))
    assert complaints(browser) == []
    assert any("POST /sparql 200" in line for line in server.log)


@pytest.mark.browser
def test_one_types_and_clicks(browser, server):
    """With the keys and the button that a person has, and the query that the page begins with."""
    browser.get(server.url + "/")
    browser.execute_script("localStorage.clear()")
    open_page(browser, server.url + "/")
    wait_for(browser, "return !!window.kgQuery && !!kgQuery.getTab()")
    browser.find_element(By.CSS_SELECTOR, ".yasqe_queryButton").click()
    wait_for(browser, "return document.querySelector('.yasr table')?.innerText.includes('UNESCO')")
    assert complaints(browser) == []


@pytest.mark.browser
def test_an_error_is_shown(browser, server):
    open_page(browser, server.url + "/")
    wait_for(browser, "return !!window.kgQuery && !!kgQuery.getTab()")
    browser.execute_script(
        "kgQuery.getTab().yasqe.setValue('SELECT * { SERVICE <http://x/> {} }'); kgQuery.getTab().yasqe.query()"
    )
    wait_for(browser, "return document.querySelector('.yasr')?.innerText.includes('federation is off')")
    assert all(url.startswith(server.url) for url in requests(browser))


@pytest.mark.browser
def test_one_follows_a_thing(browser, server):
    open_page(browser, server.url + "/entity?iri=wd:Q7809")
    assert browser.find_element(By.TAG_NAME, "h1").text == "UNESCO"
    browser.find_element(By.LINK_TEXT, "Dialogue on Digital Learning").click()
    wait_for(browser, "return document.querySelector('h1').innerText === 'Dialogue on Digital Learning'")
    assert "Ana Example" in browser.find_element(By.TAG_NAME, "table").text
    browser.find_element(By.LINK_TEXT, "in the graph").click()
    wait_for(browser, "return document.querySelector('#graph canvas') !== null")
    assert all(url.startswith(server.url) for url in requests(browser))
    assert complaints(browser) == []


def test_the_vendored_files_are_those_of_the_registry():
    place = folder("server/static").joinpath("yasgui")
    told = dict(re.findall(r"\| (yasgui\S+) \| ([0-9a-f]{64}) \|", place.joinpath("README.md").read_text("utf-8")))
    assert set(told) == {"yasgui.min.js", "yasgui.min.css"}
    for name, digest in told.items():
        assert hashlib.sha256(place.joinpath(name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("path", ["/", "/entity?iri=wd:Q7809"])
def test_a_page_loads_from_here_alone(server, path):
    answer = server.get(path, Accept="text/html")
    linked = re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=\"([^\"]+)\"", answer.text)
    assert linked
    assert all(url.startswith(("/static/", "data:")) for url in linked)
    for url in filter(lambda url: url.startswith("/static/"), linked):
        assert server.get(url).status == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert "unsafe-eval" not in policy
    assert not re.search(r"script-src [^;]*unsafe", policy)


def test_every_template_escapes():
    from kg.server.templates import render

    page = render(
        "entity.html",
        title="</title><script>1</script>",
        iri='"><img src=x onerror=1>',
        link=None,
        focus="x",
        most=False,
        facts=[
            {
                "side": "in",
                "property": "<b>",
                "text": "<i>",
                "link": "",
                "sentence": "<s>",
                "document": "",
                "planned": False,
            }
        ],
    )
    assert not re.search(r"<script|<img|<b>|<i>|<s>", page)


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
    assert all(url.startswith(server.url) for url in requests(browser))
    assert complaints(browser) == []
