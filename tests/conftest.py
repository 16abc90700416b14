"""What the tests share: real input, one loaded extractor, and `--renew` for what they compare with."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.browser.driving import SWITCHES

ROOT = Path(__file__).parent.parent
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")


def pytest_configure():
    os.environ.pop("COLUMNS", None)  # where tests run in two processes it is set, and tables are made as wide


def pytest_make_parametrize_id(val, argname):
    """Bytes of a file aren't its name: some hold the time at which they were made."""
    return argname if isinstance(val, bytes) else None


def pytest_addoption(parser):
    parser.addoption(
        "--renew",
        action="store_true",
        help="write the graphs in tests/stories and the outputs in README.md anew; then read the difference",
    )


def pytest_collection_modifyitems(items):
    for item in items:
        for fixture in {"shared", "extractor"}.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(fixture)


@pytest.fixture(scope="session")
def renew(request) -> bool:
    """Whether files that tests compare with shall be written anew."""
    return request.config.getoption("--renew")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real input beside the checkout."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("there is no ../shared here")
    return folder


@pytest.fixture(scope="session")
def extractor():
    """Everything that extraction needs, loaded once."""
    from kg.extraction import prepare_extractor

    return prepare_extractor()


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    """One headless Chromium, with what it logs and asks for; tests are skipped without one."""
    webdriver = pytest.importorskip("selenium.webdriver")
    if not (BROWSER and DRIVER):
        pytest.skip("no Chromium and chromedriver here")
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for switch in (*SWITCHES, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()
