"""What axe-core finds: nothing serious, in the light and in the dark, whatever is open.

axe-core (MPL-2.0) isn't kept here: `npm pack axe-core@4.14.1`, or KG_AXE names its axe.min.js; without it, and without
npm, this is skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from kg.graph import Store
from kg.reports import report
from tests.browser.driving import open_page, wait_for
from tests.samples import sample_extraction

pytestmark = pytest.mark.browser

VERSION = "4.14.1"


@pytest.fixture(scope="session")
def axe(tmp_path_factory):
    if known := os.environ.get("KG_AXE"):
        return Path(known).read_text("utf-8")
    folder = tmp_path_factory.mktemp("axe")
    npm = shutil.which("npm")
    done = npm and subprocess.run(
        [npm, "pack", f"axe-core@{VERSION}"], cwd=folder, capture_output=True, timeout=120, check=False
    )
    packed = folder / f"axe-core-{VERSION}.tgz"
    if not done or not packed.exists():
        pytest.skip("there is neither KG_AXE nor an npm that gives axe-core")
    with tarfile.open(packed) as archive:
        return archive.extractfile("package/axe.min.js").read().decode()


VIEWS = {
    "start": "",
    "entity": "kgPage.open(kgPage.content.order[0], true);"
    "document.querySelectorAll('#panel details').forEach((one) => { one.open = true; });",
    "relation": "kgPage.openRelation(0)",
    "filters": "kgPage.choices.change({ filters: true, least: 0.1, classes: [1] });"
    "document.querySelectorAll('.menu').forEach((one) => { one.open = true; });",
    "facts": "kgPage.choices.change({ view: 'rows', sort: '-confidence' })",
    "things": "kgPage.choices.change({ view: 'rows', things: true, words: 'un' })",
    "timeline": "kgPage.choices.change({ view: 'timeline' }); kgPage.open(kgPage.content.order[0])",
    "nothing dated": "kgPage.choices.change({ view: 'timeline', until: '1900' })",
    "path": "kgPage.choices.change({ path: [0, 2] })",
    "search": "const field = document.getElementById('search'); field.focus(); field.value = 'e';"
    "field.dispatchEvent(new Event('input'))",
}


def find_violations(browser, axe):
    browser.execute_script(axe)
    found = browser.execute_async_script(
        "axe.run(document).then(arguments[0], (error) => arguments[0]([String(error)]))"
    )
    return [
        (one["id"], one["impact"], [node["html"][:160] for node in one["nodes"][:3]])
        for one in found["violations"]
        if one["impact"] in ("serious", "critical", "moderate")
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_finds_nothing(view, dark, browser, dialogue, axe):
    open_page(browser, dialogue)
    if dark:
        browser.execute_script("document.getElementById('theme').click()")
    browser.execute_script(VIEWS[view])
    assert find_violations(browser, axe) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_finds_nothing_on_large_pages(dark, browser, crowd, axe):
    open_page(browser, crowd)
    wait_for(browser, "return window.kgPage && !document.querySelector('script.zipped')")
    if dark:
        browser.execute_script("document.getElementById('theme').click()")
    for view in ("graph", "timeline", "rows"):
        browser.execute_script("kgPage.choices.change({ filters: true, view: arguments[0] })", view)
        assert find_violations(browser, axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_finds_nothing_in_reports(scheme, browser, tmp_path, axe):
    with Store() as store:
        store.add(sample_extraction())
        report(store, tmp_path / "report.html", title="News")
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    open_page(browser, tmp_path / "report.html")
    found = find_violations(browser, axe)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert found == []
