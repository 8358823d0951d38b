"""A real browser for the tests: Debian's chromium, by Playwright."""

import functools
import http.server
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar

import pytest
from conftest import Built
from loopback import Quiet, serving
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium")

BROWSING = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(not CHROMIUM, reason="Debian's chromium is not on this machine"),
]
"""The marks of tests that need it."""

Test = TypeVar("Test")


def in_browser(test: Test) -> Test:
    """One test that needs it, among others that do not."""
    for mark in BROWSING:
        test = mark(test)
    return test


class Folder(Quiet, http.server.SimpleHTTPRequestHandler):
    """A folder, without a word in the log."""


def of(built: Built) -> AbstractContextManager[str]:
    return serving(functools.partial(Folder, directory=str(built.site)))


@pytest.fixture(scope="session")
def served(sample: Built) -> Iterator[str]:
    with of(sample) as address:
        yield address


@contextmanager
def running() -> Iterator[Browser]:
    """The browser, for as long as it is needed."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic"],
        )
        yield found
        found.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with running() as found:
        yield found


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
    page.goto(address)
    # A quiet network says nothing of a page whose scripts have yet to run, so it is not enough.
    page.wait_for_load_state("networkidle")
    return page, noticed
