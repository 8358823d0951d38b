"""A real browser on the finished site: Debian's chromium, by Playwright."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator

import pytest
from conftest import Built
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(not CHROMIUM, reason="Debian's chromium is not on this machine"),
]

PAGES = [
    "",
    "about/",
    "entries/",
    "entries/2026-w36-what-is-a-lead/",
    "entries/2026-w43-the-desk-of-the-day/",
    "phases/",
    "phases/understand-what-we-mean/",
    "stages/",
    "stages/define/",
    "barriers/mandate/",
    "years/2026/",
    "tags/",
]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """A test has other things to say."""


@pytest.fixture(scope="session")
def served(sample: Built) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(sample.site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic"],
        )
        yield running
        running.close()


def visit(browser: Browser, address: str, width: int, scheme: str) -> tuple[Page, list[str]]:
    """A page, and everything that it asked for or complained of."""
    page = browser.new_page(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    noticed: list[str] = []
    page.on("request", lambda request: noticed.append(request.url))
    page.on("console", lambda message: noticed.append(f"console {message.type} {message.text}"))
    page.on("pageerror", lambda error: noticed.append(f"console error {error}"))
    page.goto(address, wait_until="networkidle")
    return page, noticed


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_quiet_at_home_and_fits(
    path: str, scheme: str, served: str, browser: Browser
) -> None:
    page, noticed = visit(browser, served + path, 390, scheme)
    asked = [each for each in noticed if not each.startswith("console")]
    assert [each for each in asked if not each.startswith((served, "data:"))] == []
    assert [each for each in noticed if each.startswith("console error")] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("document.body.dataset.mdColorScheme") == (
        "slate" if scheme == "dark" else "default"
    )
    assert page.locator("h1").count() == 1
    page.close()


def test_search_finds_an_entry_by_its_text_and_by_its_stage(served: str, browser: Browser) -> None:
    for words, expected in (("whiteboard sticky", "What is a lead?"), ("understanding", "lead")):
        page, _ = visit(browser, served, 1280, "light")
        page.keyboard.press("/")
        page.keyboard.type(words)
        result = page.locator(".md-search-result__list")
        result.locator("a", has_text=expected).first.wait_for(timeout=10_000)
        page.close()


def test_from_home_to_an_entry_and_to_its_neighbour_by_keyboard(
    served: str, browser: Browser
) -> None:
    page, _ = visit(browser, served, 1280, "light")
    page.locator(".waypost-list a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/entries/2026-w47*/")
    page.locator(".waypost-neighbours a[rel=prev]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/entries/2026-w46*/")
    page.close()
