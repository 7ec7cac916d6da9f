"""A real browser for the tests of the page, with the network cut; without one they skip."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from attribgraph.html import write_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from attribgraph import AttributionGraph

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
FAULTS = Path(__file__).with_name("faults.js").read_text(encoding="utf-8")
DESK = (1280, 800)
PHONE = (390, 844)


class Page:
    """A page in the browser, and what was asked of the network and said on the console."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(self, path: Path, size: tuple[int, int] = DESK, *, dark: bool = False) -> Page:
        self.command(
            "Emulation.setDeviceMetricsOverride",
            width=size[0],
            height=size[1],
            deviceScaleFactor=1,
            mobile=size == PHONE,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.command("Emulation.setEmulatedMedia", media="", features=[scheme])
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(path.as_uri())
        return self

    def command(self, name: str, **arguments: Any) -> Any:
        return self.driver.execute_cdp_cmd(name, arguments)

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def one(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def all(self, selector: str) -> list[Any]:
        return self.driver.find_elements("css selector", selector)

    def count(self, selector: str) -> int:
        """Return how many elements that are shown a selector has."""
        script = (
            "return [...document.querySelectorAll(arguments[0])]"
            ".filter((each) => each.getClientRects().length).length"
        )
        return int(self.run(script, selector))

    def text(self, selector: str) -> str:
        return str(self.run("return document.querySelector(arguments[0]).textContent", selector))

    def each(self, selector: str, expression: str) -> list[Any]:
        """Return what an expression is for each element ``e`` of a selector."""
        script = "return [...document.querySelectorAll(arguments[0])].map((e) => %s)"
        found: list[Any] = self.run(script % expression, selector)
        return found

    def faults(self) -> list[str]:
        """Return what is wrong with the drawing."""
        return list(self.run(FAULTS))

    def wait(self, milliseconds: int) -> None:
        self.run("return new Promise((done) => setTimeout(done, arguments[0]))", milliseconds)

    def errors(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        events = [
            json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")
        ]
        return [
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        ]

    def keys(self, *keys: str) -> None:
        from selenium.webdriver.common.action_chains import ActionChains

        chain = ActionChains(self.driver)
        for key in keys:
            chain = chain.send_keys(key)
        chain.perform()

    def tap(self, x: float, y: float) -> None:
        self.command("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
        self.command("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def hover(self, selector: str) -> None:
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self.driver).move_to_element(self.one(selector)).perform()


def _missing(reason: str) -> NoReturn:
    """Skip, unless a browser must be there: then that it is not is no reason to pass."""
    if os.environ.get("ATTRIBGRAPH_BROWSER") == "required":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Start a headless Chromium that cannot reach the network."""
    binary = next((found for each in BROWSERS if (found := shutil.which(each))), None)
    control = shutil.which("chromedriver")
    if binary is None or control is None:
        _missing("no chromium and chromedriver on the PATH (Debian: chromium, chromium-driver)")
    try:
        from selenium import webdriver
    except ImportError:
        _missing("the extra browser-test is not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService(executable_path=control)
    driver = webdriver.Chrome(options=options, service=service)
    driver.execute_cdp_cmd("Network.enable", {})
    offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    driver.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    try:
        yield Page(driver)
    finally:
        driver.quit()


@pytest.fixture
def show(browser: Page, tmp_path: Path) -> Callable[..., Page]:
    """Return what writes a graph's page and opens it."""

    def write_and_open(
        graph: Any, *, size: tuple[int, int] = DESK, dark: bool = False, **options: Any
    ) -> Page:
        path = tmp_path / "page.html"
        write_html(graph, path, **options)
        return browser.open(path, size, dark=dark)

    return write_and_open


@pytest.fixture
def page(show: Callable[..., Page], seed: AttributionGraph) -> Page:
    """Open the seed graph's page on a desk's screen."""
    return show(seed, title="Kursk")
