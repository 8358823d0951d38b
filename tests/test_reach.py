"""Who can read a journal: by keyboard, without scripts, from a folder, in either scheme."""

import re
from collections.abc import Callable, Iterator

import feedparser
import pytest
from browsers import BROWSING
from conftest import Built
from kinds import EXAMPLES, kind
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

pytestmark = BROWSING

ENTRY = re.compile(r"/entries/2026-w\d\d-[^/]+/$")
FOCUSED = "document.activeElement"
# Around a radio that is drawn otherwise, its label shows where one is.
OUTLINED = f"""(() => {{
  const at = {FOCUSED}.matches("input") ? {FOCUSED}.closest("label") || {FOCUSED} : {FOCUSED}
  const style = getComputedStyle(at)
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1
}})()"""
COLOURS = "['html', 'body'].map(each => getComputedStyle(document.querySelector(each)).background)"
STYLED = "[getComputedStyle(document.querySelector('main')).font, document.styleSheets.length]"
WORDS = """(() => {
  // An address is spelled where no script can write it, so that part is not the same; and the
  // search is for those who let scripts run.
  const other = "main button, .waypost-answer, .waypost-search-form"
  document.querySelectorAll(other).forEach(each => each.remove())
  return document.querySelector("main").innerText.split(/\\s+/).filter(Boolean)
})()"""


class Heard:
    """What a page complained of, and what it asked of others."""

    def __init__(self, page: Page, home: str) -> None:
        self.home = home
        self.complaints: list[str] = []
        self.abroad: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.abroad.append(request.url)


SMALL = {"width": 390, "height": 800}


@pytest.fixture
def telephone(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport=SMALL)
    yield page
    page.close()


@pytest.fixture
def without_scripts(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(java_script_enabled=False, viewport=SMALL)
    yield page
    page.close()


# Every kind of page


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_page_is_quiet_at_home_and_whole(
    example: str,
    judged: Built,
    judged_site: str,
    telephone: Page,
    without_scripts: Page,
    browser: Browser,
) -> None:
    heard = Heard(telephone, judged_site)
    telephone.goto(judged_site + example)
    assert heard.complaints == []
    assert heard.abroad == []
    assert telephone.locator("h1").count() == 1
    assert telephone.evaluate("document.documentElement.scrollWidth") <= 390
    styled = telephone.evaluate(STYLED)
    words = set(telephone.evaluate(WORDS))

    without_scripts.goto(judged_site + example)
    assert without_scripts.locator("h1").is_visible()
    found = set(without_scripts.locator("main").inner_text().split())
    assert len(words) > 5
    assert words <= found, "what scripts alone show"

    if kind(example) == "404":
        return  # it stands at every address, so it names where everything is from the top
    telephone.close()
    opened = browser.new_page(viewport=SMALL)
    heard = Heard(opened, judged.site.as_uri())
    opened.goto((judged.site / example / "index.html").as_uri())
    assert heard.complaints == []
    assert heard.abroad == []
    assert opened.evaluate(STYLED) == styled
    opened.close()


# By keyboard


def tab_to(page: Page, is_there: Callable[[], bool], most: int = 120) -> None:
    """Press Tab until it is there; wherever one is on the way, one sees it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        assert page.evaluate(OUTLINED), page.evaluate(f"{FOCUSED}.outerHTML")
        if is_there():
            return
    pytest.fail("Tab does not lead there")


def test_from_home_to_an_entry_and_back(judged_site: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(judged_site)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the text")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.wait_for_url("**/#content")
    tab_to(page, lambda: bool(ENTRY.search(str(page.evaluate(f"{FOCUSED}.href")))))
    assert page.evaluate(f"Boolean({FOCUSED}.closest('main'))"), "it skips what stands above"
    page.keyboard.press("Enter")
    page.wait_for_url(ENTRY)
    tab_to(page, lambda: page.evaluate(f"{FOCUSED}.href") == judged_site)
    page.keyboard.press("Enter")
    page.wait_for_url(judged_site)
    page.close()


def test_from_an_entry_to_its_neighbour(judged_site: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{judged_site}entries/2026-w36-what-is-a-lead/")
    tab_to(page, lambda: page.evaluate(f"{FOCUSED}.rel") == "prev")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entries/2026-w35*/")
    page.close()


def test_the_menu_of_a_telephone_opens_without_scripts(
    judged_site: str, without_scripts: Page
) -> None:
    page = without_scripts
    page.goto(f"{judged_site}about/")
    menu = page.get_by_role("navigation", name="Menu")
    expect(menu).to_be_hidden()
    for _ in range(9):
        page.keyboard.press("Tab")
        if page.locator("summary:focus").count():
            break
    expect(page.locator("summary:focus")).to_have_text("Menu")
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    entry = menu.get_by_role("link", name="Timeline")
    for _ in range(30):
        page.keyboard.press("Tab")
        if entry.evaluate("each => each === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/timeline/")


# The scheme


def test_a_reader_chooses_the_other_scheme_and_keeps_it(judged_site: str, browser: Browser) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(judged_site)
    light = page.evaluate(COLOURS)
    page.get_by_role("button", name="Switch to dark colours").click()
    dark = page.evaluate(COLOURS)
    assert dark != light
    page.goto(f"{judged_site}entries/")
    assert page.evaluate(COLOURS) == dark
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(COLOURS) == dark
    page.get_by_role("button", name="Switch to light colours").click()
    assert page.evaluate(COLOURS) == light
    page.reload()
    assert page.evaluate(COLOURS) == light
    context.close()


def test_without_scripts_the_scheme_is_that_of_the_system(
    judged_site: str, without_scripts: Page
) -> None:
    without_scripts.goto(judged_site)
    found = []
    for scheme in ("light", "dark"):
        without_scripts.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        found.append(without_scripts.evaluate(COLOURS))
    assert found[0] != found[1]
    assert without_scripts.get_by_role("button", name="colours").count() == 0


# Feeds


def test_feeds_are_found_from_the_home_page(judged_site: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(judged_site)
    page.wait_for_load_state("networkidle")
    offered = page.locator("link[rel=alternate][type]").all()
    kinds = [each.get_attribute("type") for each in offered]
    assert kinds[:3] == ["application/rss+xml", "application/atom+xml", "application/feed+json"]
    for each in offered:
        answer = page.request.get(str(each.evaluate("each => each.href")))
        assert answer.ok
        if "json" in str(each.get_attribute("type")):
            assert answer.json()["items"]
        else:
            feed = feedparser.parse(answer.body())
            assert (feed.bozo, bool(feed.entries)) == (False, True)
    page.close()
