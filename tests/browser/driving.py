"""What tests of pages do with a browser."""

from __future__ import annotations

import json
import time

SWITCHES = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1400,900",
]


def complaints(browser):
    return [entry["message"] for entry in browser.get_log("browser") if entry["level"] != "DEBUG"]


def requests(browser):
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    sent = [one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"]
    # chrome: and chrome-untrusted: are the browser's own first page.
    return [url for url in sent if not url.startswith(("data:", "chrome:", "chrome-untrusted:"))]


def panel(browser):
    return browser.find_element("id", "panel").text


def number_of(browser, label):
    return browser.execute_script("return kgPage.content.nodes.map((node) => node.label)").index(label)


def click_on(browser, x, y):
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By

    graph = browser.find_element(By.ID, "graph")
    left, top = x - graph.size["width"] / 2, y - graph.size["height"] / 2
    ActionChains(browser).move_to_element_with_offset(graph, round(left), round(top)).click().perform()


def place(browser, label):
    spot = browser.execute_script(f"return kgPage.canvas.place({number_of(browser, label)})")
    return spot["x"], spot["y"]


def counts_colours(browser):
    return browser.execute_script(
        "const c = document.querySelector('#graph canvas');"
        "const d = new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer);"
        "return new Set(d).size"
    )


def wait_for(browser, script, seconds=5):
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(browser, seconds).until(lambda driver: driver.execute_script(script))


def open_page(browser, path, fragment=""):
    """Open a page anew, whatever was open before."""
    browser.get("about:blank")
    browser.get(path.as_uri() + (f"#{fragment}" if fragment else ""))
    # On a busy machine the driver comes back too soon.
    wait_for(browser, "return location.protocol === 'file:' && document.readyState === 'complete'", 20)


def shown(browser):
    """How many entities and relations are shown."""
    return browser.execute_script(
        "return ['nodes', 'edges'].map((kind) => kgPage.shown[kind].reduce((a, b) => a + b, 0))"
    )


def chosen(browser):
    """What is chosen, as the page keeps it."""
    return browser.execute_script("return kgPage.choices.now")


def wait_for_file(path):
    """Return a file's path when it has been saved."""
    for _ in range(100):
        if path.exists() and path.stat().st_size:
            return path
        time.sleep(0.1)
    raise AssertionError(f"{path.name} wasn't saved")
