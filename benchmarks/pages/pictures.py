"""Takes pictures of pages in a headless Chromium, to look at: in the light, in the dark, on a phone and on paper.

    python -m benchmarks.pages.pictures FOLDER [PAGE…]

Pages are `seed` and `gold` (from ../shared, as kg reads them), and `3000`, `20000` and `100000` (things of a corpus);
all of them, unless some are named. FOLDER gets a picture for each look at each page, and the pages.
"""

from __future__ import annotations

import base64
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from selenium import webdriver

from benchmarks.pages.corpus import generate_corpus
from benchmarks.pages.watching import open_browser
from kg.drawing import draw

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
PAGES = ("seed", "gold", "3000", "20000", "100000")
PATIENCE = 60  # seconds for a page to be drawn
OPENED = "kgPage.choices.change({ opened: [0] }); kgPage.canvas.fit()"

Look = Callable[[webdriver.Chrome, Path], bytes]


def take_pictures(folder: Path, pages: tuple[str, ...] = PAGES) -> Iterator[Path]:
    """Yield the pictures' paths as they are taken.

    Args:
        folder: where pages and pictures go.
        pages: some of PAGES.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in pages:
        page = make_page(name, folder / f"{name}.html")
        for look, take in LOOKS.items():
            if look in ("opened", "all") and not name.isdigit():
                continue  # small pages have no communities
            with open_browser(PATIENCE) as browser:
                path = folder / f"{name}-{look}.{'pdf' if look == 'print' else 'png'}"
                path.write_bytes(take(browser, page))
                yield path


def make_page(name: str, path: Path) -> Path:
    """Write one of PAGES, unless it's there already.

    Args:
        name: of the page.
        path: the file.
    """
    if path.exists():
        return path
    if name.isdigit():
        draw(generate_corpus(int(name)), path, title=f"{int(name):,} things of a corpus")
        return path
    import kg

    found = sorted(one for one in (SHARED / name).iterdir() if one.name[:1] in "d0" and one.suffix != ".py")
    kg.build(found).draw(path)
    return path


def _open(browser: webdriver.Chrome, page: Path, fragment: str = "") -> None:
    browser.get(f"{page.absolute().as_uri()}{fragment}")
    ends = time.monotonic() + PATIENCE
    drawn = "return performance.getEntriesByName('drawn').length > 0 && !document.querySelector('script.zipped')"
    while not browser.execute_script(drawn) and time.monotonic() < ends:
        time.sleep(0.1)
    time.sleep(0.5)


def _take(fragment: str = "", script: str = "") -> Look:
    def take(browser: webdriver.Chrome, page: Path) -> bytes:
        _open(browser, page, fragment)
        browser.execute_script(script)
        time.sleep(0.5)
        return browser.get_screenshot_as_png()

    return take


def _take_dark(browser: webdriver.Chrome, page: Path) -> bytes:
    dark = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", dark)
    return _take()(browser, page)


def _take_on_phone(browser: webdriver.Chrome, page: Path) -> bytes:
    phone = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    return _take()(browser, page)


def _print(browser: webdriver.Chrome, page: Path) -> bytes:
    _open(browser, page)
    printed = browser.execute_cdp_cmd(
        "Page.printToPDF", {"landscape": True, "printBackground": True, "pageRanges": "1"}
    )
    return base64.b64decode(printed["data"])


LOOKS: dict[str, Look] = {
    "light": _take(),
    "dark": _take_dark,
    "phone": _take_on_phone,
    "print": _print,
    "opened": _take(script=OPENED),
    "all": _take("#open=all"),
}

if __name__ == "__main__":
    for taken in take_pictures(Path(sys.argv[1]), tuple(sys.argv[2:]) or PAGES):
        sys.stdout.write(f"{taken}\n")
        sys.stdout.flush()
