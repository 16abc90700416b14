"""Opens a page in a headless Chromium and watches it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from selenium import webdriver
from selenium.common.exceptions import TimeoutException, WebDriverException

_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
          "--disable-background-networking", "--disable-component-update", "--window-size=1400,900")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen of a page: seconds until its first mark, ms for a frame while it's panned; None past the limit.

    `work` is the CPU seconds that the browser's processes took until the first mark was seen, `frame_work` the CPU ms
    for a frame: a machine that is busy with other things changes them less.
    """

    first_picture: float | None
    frame: float | None
    work: float | None = None
    frame_work: float | None = None


def find_browser() -> tuple[str, str] | None:
    """Return the programs of Chromium and its driver, if both are there."""
    found = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("chromedriver")
    return (found[0], found[1]) if found[0] and found[1] else None


def watch(path: Path, *, limit: float, fragment: str = "") -> Sight:
    """Open a page in a browser of its own and pan it.

    Args:
        path: the page.
        limit: seconds to wait for a picture.
        fragment: of its address.
    """
    with open_browser(limit) as browser:
        try:
            before = _count_work(browser)
            browser.get(f"{path.absolute().as_uri()}{fragment}")
            first = _wait(browser, limit)
            if first is None:
                return Sight(None, None)
            work = _count_work(browser) - before
            time.sleep(3)  # what comes after the first picture is done by then
            before, frames = _count_work(browser), 3
            frame = float(browser.execute_async_script(f"watchPanning({frames}, arguments[0])"))
            return Sight(first / 1000, frame, work, (_count_work(browser) - before) * frame / frames)
        except (TimeoutException, WebDriverException):
            return Sight(None, None)


def _wait(browser: webdriver.Chrome, limit: float) -> float | None:
    ends = time.monotonic() + limit
    while time.monotonic() < ends:
        if mark := browser.execute_script("return watched.mark"):
            return float(mark)
        time.sleep(0.05)
    return None


def _count_work(browser: webdriver.Chrome) -> float:
    """Return the CPU seconds of all processes of a browser so far."""
    parents, spent = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = folder.joinpath("stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
        parents[int(folder.name)], spent[int(folder.name)] = int(words[1]), int(words[11]) + int(words[12])
    family = {browser.service.process.pid}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(spent[pid] for pid in family) / os.sysconf("SC_CLK_TCK")


@contextmanager
def open_browser(limit: float) -> Iterator[webdriver.Chrome]:
    """Give a browser of its own, in which `watch.js` runs before a page's scripts, for as long as it's needed.

    Args:
        limit: seconds that a script may take.
    """
    programs = find_browser()
    assert programs is not None
    options = webdriver.ChromeOptions()
    options.binary_location = programs[0]
    options.page_load_strategy = "none"
    for flag in _FLAGS:
        options.add_argument(flag)
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(programs[1]))
    browser.command_executor.client_config.timeout = limit + 30
    try:
        browser.set_script_timeout(limit)
        source = Path(__file__).with_name("watch.js").read_text("utf-8")
        browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": source})
        yield browser
    finally:
        browser.quit()
