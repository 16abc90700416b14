"""Hostile texts all the way: from a document through the build and the store to the page, and out of the address."""

from __future__ import annotations

import dataclasses
import json

import pytest

from kg.graph import Store
from kg.model import Extraction, Value
from tests.browser.driving import complaints, open_page, requests, wait_for
from tests.generated import generate_network
from tests.samples import sample_document, sample_extraction

pytest.importorskip("selenium.webdriver")
from selenium.webdriver.common.alert import Alert
from selenium.webdriver.common.by import By

pytestmark = pytest.mark.browser

FIRED = "document.title='fired'"
HOSTILE = [
    f'<img src=x onerror="{FIRED}">',
    f"</script><script>{FIRED};alert(1)</script>",
    f"javascript:{FIRED}",
    f"<svg onload={FIRED}><a href=javascript:alert(1)>x</a>",
    "abc\u202egnp.exe\u2066\u2028",
    "{{ 7 * 7 }}${7 * 7}`",
    "Länge" * 2_000,
]
DOCUMENT = """# <img src=x onerror=document.title='fired'> Conference

UNESCO and the World Bank organised the Conference on </script><script>alert(1)</script> Education in Paris on
3 May 2021. Ms <b onclick=alert(1)>Anna Example</b>, Director of UNESCO, chaired the Conference on Education.
She urged \u202eall countries\u202c to "javascript:alert(1)" reopen schools.

The {{ 7 * 7 }} Alliance launched the Declaration on ${alert(1)} Data in Geneva.
"""


def explore(browser):
    """Open every entity and relation, and every way to look at them."""
    browser.execute_script(
        "const { content, choices } = kgPage;"
        "choices.change({ filters: true });"
        "for (const view of ['rows', 'timeline', 'graph']) choices.change({ view, words: '<' });"
        "for (const things of [true, false]) choices.change({ view: 'rows', things, words: '', sort: '-entity' });"
        "content.nodes.slice(0, 60).forEach((_, id) => { kgPage.open(id, true);"
        "  document.querySelectorAll('details').forEach((one) => { one.open = true; }); });"
        "content.edges.slice(0, 60).forEach((_, id) => kgPage.openRelation(id));"
        "content.classes.forEach((_, id) => { choices.change({ classes: [id] }); choices.undo(); });"
        "content.nodes.slice(0, 9).forEach((_, id) => choices.change({ focus: id, hops: 2, node: id }));"
        "choices.change({ focus: null, path: [0, Math.min(1, content.nodes.length - 1)], node: null, edge: null });"
        "choices.clear();"
    )
    for text in ("<", "a", "j"):
        search = browser.find_element(By.ID, "search")
        search.clear()
        search.send_keys(text)
    browser.execute_cdp_cmd("Page.printToPDF", {})


def assert_calm(browser, path, elements):
    assert browser.title != "fired"
    assert browser.execute_script("return !document.querySelector('img, iframe, object, embed, base, body a[onclick]')")
    assert len(browser.find_elements(By.TAG_NAME, "script")) == elements
    hrefs = browser.execute_script("return [...document.querySelectorAll('a[href]')].map((one) => one.href)")
    assert not [href for href in hrefs if not href.startswith(("http:", "https:", path.as_uri()))]
    handlers = browser.execute_script(
        "return [...document.querySelectorAll('*')].flatMap((one) => one.getAttributeNames())"
        ".filter((name) => name.startsWith('on'))"
    )
    assert handlers == []
    assert set(requests(browser)) <= {path.as_uri(), "about:blank"}
    assert complaints(browser) == []
    with pytest.raises(Exception, match="alert"):
        Alert(browser).text  # noqa: B018 - there is none


def count_scripts(browser, path):
    open_page(browser, path)
    return len(browser.find_elements(By.TAG_NAME, "script"))


def extraction_with(text):
    """The sample, with a hostile name, value, sentence, document name and rule."""
    document = sample_document(name=f"{text[:60]}.txt".replace("/", "∕").replace("\x00", ""), title=text)
    said = []
    for one in sample_extraction().statements:
        passage = dataclasses.replace(one.passage, document=document.iri, sentence=f"{text} {one.passage.exact} {text}")
        thing = Value(text) if isinstance(one.object, Value) and not one.object.datatype else one.object
        said.append(dataclasses.replace(one, object=thing, passage=passage, rule=text[:200]))
    return Extraction(document, tuple(said))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_from_what_was_read_to_the_page(text, browser, dialogue, tmp_path):
    scripts = count_scripts(browser, dialogue)
    with Store() as store:
        store.add(extraction_with(text))
        store.draw(tmp_path / "graph.html")
    complaints(browser)
    open_page(browser, tmp_path / "graph.html")
    browser.get_log("performance")
    explore(browser)
    assert browser.execute_script("return kgPage.content.nodes.length") > 5
    assert_calm(browser, tmp_path / "graph.html", scripts)


def test_from_a_document_to_the_page(browser, dialogue, tmp_path, extractor):
    from kg.builder import build_into

    scripts = count_scripts(browser, dialogue)
    source = tmp_path / "<img src=x onerror=alert(1)>.md"
    source.write_text(DOCUMENT, "utf-8")
    with Store() as store:
        build_into(store, [source], extractor=extractor)
        store.draw(tmp_path / "graph.html")
    browser.get_log("performance")
    open_page(browser, tmp_path / "graph.html")
    explore(browser)
    assert browser.execute_script("return kgPage.content.nodes.length") > 2
    assert_calm(browser, tmp_path / "graph.html", scripts)


def test_on_large_pages_too(browser, tmp_path):
    network = generate_network(2_001)
    for number, data in enumerate(network.nodes.values()):
        data.update(label=f"{HOSTILE[number % len(HOSTILE)]} {number}" if number < 300 else data["label"])
    path = tmp_path / "large.html"
    from kg.drawing import draw

    draw(network, path, title=HOSTILE[0])
    browser.get_log("performance")
    scripts = path.read_text("utf-8").count("\n<script>")  # those with content go once they are read
    open_page(browser, path)
    wait_for(browser, "return window.kgPage && !document.querySelector('script.zipped')")
    browser.execute_script(
        "kgPage.canvas.group && [0, 1, 2].forEach((number) => kgPage.choices.change({ opened: [number] }))"
    )
    explore(browser)
    assert_calm(browser, path, scripts)


def test_out_of_the_address(browser, dialogue):
    scripts = count_scripts(browser, dialogue)
    browser.get_log("performance")
    words = json.dumps(HOSTILE[:4])
    for key in ("at", "focus", "hide", "without", "document", "since", "open", "edge", "sort", "words"):
        open_page(browser, dialogue, f"{key}={words}")
    assert_calm_of_address(browser, scripts)


def assert_calm_of_address(browser, scripts):
    assert browser.title == "A dialogue"
    assert len(browser.find_elements(By.TAG_NAME, "script")) == scripts
    assert complaints(browser) == []
