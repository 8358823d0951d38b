"""A page says which scripts may run in it: those of the templates, and no author's."""

import re
import time
from base64 import b64encode
from hashlib import sha256
from html import unescape

import pytest
from browsers import in_browser, of, visit
from conftest import ROOT, Built, Project, build, entry
from playwright.sync_api import Browser, Page

from waypost.policy import origin, with_policy


def rules(html: str) -> dict[str, list[str]]:
    """What a page's policy says, by the name of each rule."""
    found = re.findall('<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
    assert len(found) == 1
    return {words[0]: words[1:] for words in map(str.split, unescape(found[0]).split(";"))}


def page_of(text: str, head: str = "", foot: str = "") -> str:
    return f'<html><head><meta charset="utf-8">{head}</head><body>{text}{foot}</body></html>'


def hashed(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def test_a_script_of_a_template_may_run_and_one_of_a_text_may_not() -> None:
    text = "<p>Text.</p><script>mine()</script>"
    found = rules(with_policy(page_of(text, foot="<script>theirs()</script>"), text))
    assert found["script-src"] == ["'self'", hashed("theirs()")]


@pytest.mark.parametrize(
    ("text", "around"),
    [
        ("<script>mine()</script>", "<nav><script>mine()</script></nav>"),  # a heading in a list
        ("<p>An unclosed <script>mine()", ""),
        ("<!-- <script>mine()</script>", ""),
        ("<SCRIPT TYPE=module>mine()</SCRIPT >", ""),
        ("<script a='>'>mine()</script>", ""),
        ("<svg><script>mine()</script></svg>", ""),
    ],
)
def test_nothing_in_a_text_makes_its_script_run(text: str, around: str) -> None:
    found = rules(with_policy(page_of(text, around, "<script>theirs()</script>"), text))
    assert found["script-src"] == ["'self'", hashed("theirs()")]


def test_data_needs_no_permission() -> None:
    html = page_of("", '<script id="c" type="application/json">{"a": 1}</script>')
    assert rules(with_policy(html))["script-src"] == ["'self'"]


def test_what_mkdocs_yml_names_elsewhere_may_come_from_there() -> None:
    head = (
        '<link rel="stylesheet" href="https://styles.example:8443/a.css?b">'
        "<link href=//fonts.example/c.css rel=stylesheet>"
        '<link rel="canonical" href="https://other.example/">'
        '<script src="https://scripts.example/a.js" defer></script><script src="a.js"></script>'
    )
    found = rules(with_policy(page_of("", head)))
    assert found["script-src"] == ["'self'", "https://scripts.example"]
    assert found["style-src"][2:] == ["https://styles.example:8443", "fonts.example"]
    assert found["font-src"] == ["'self'", "https:"]
    assert rules(with_policy(page_of("")))["font-src"] == ["'self'"]


def test_what_a_text_shows_from_elsewhere_may_come_from_there_and_is_no_script() -> None:
    text = (
        '<iframe title="x>y" src="https://films.example/1"></iframe>'
        "<form method=post action=https://læserbrev.example/join></form>"
        '<form action="mailto:anna@example.org"></form><object data="a.pdf"></object>'
        "<script src='https://scripts.example/a.js'></script>"
    )
    found = rules(with_policy(page_of(text), text))
    assert found["frame-src"] == ["'self'", "https://films.example"]
    assert found["form-action"] == ["'self'", "https://xn--lserbrev-j0a.example", "mailto:"]
    assert found["object-src"] == ["'self'"]
    assert found["script-src"] == ["'self'"]
    assert rules(with_policy(page_of("")))["object-src"] == ["'none'"]


def test_a_policy_of_her_own_in_a_template_stays_alone() -> None:
    own = page_of("", '<meta http-equiv="Content-Security-Policy" content="default-src *">')
    assert with_policy(own) == own
    text = '<meta http-equiv="Content-Security-Policy" content="default-src *">'
    assert "script-src" in with_policy(page_of(text), text)


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("https://a.example/b;script-src *", "https://a.example"),
        ("https://a.example; script-src *", "https://a.example"),
        ("https://[", ""),
        ("https://'unsafe-inline'", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_an_address_adds_an_origin_and_nothing_else(address: str, wanted: str) -> None:
    assert origin(address) == wanted


@pytest.mark.parametrize(
    "sign", ["<script>", "<script ", '<script "', "<script '\"", "<iframe ", "<iframe 'src=", " "]
)
def test_many_scripts_without_an_end_take_no_time(sign: str) -> None:
    text = "<iframe src=" + sign * (500_000 // len(sign))
    began = time.process_time()
    found = rules(with_policy(page_of(text), text))
    assert time.process_time() - began < 2
    assert found["script-src"] == ["'self'"]


def test_every_page_of_the_sample_has_one_and_none_allows_what_stands_in_a_page(
    sample: Built,
) -> None:
    pages = list(sample.site.rglob("*.html"))
    assert len(pages) > 80
    for path in pages:
        found = rules(path.read_text("utf-8"))["script-src"]
        assert found[0] == "'self'"
        assert all(each.startswith("'sha256-") for each in found[1:]), path


def test_what_a_page_can_not_say_stands_in_the_file_for_hosts(sample: Built) -> None:
    told = sample.text("_headers").split("\n")
    assert told[:4] == [
        "/*",
        "  Content-Security-Policy: frame-ancestors 'self'",
        "  Referrer-Policy: strict-origin-when-cross-origin",
        "  X-Content-Type-Options: nosniff",
    ]


# In a browser

SCRIPTS = """\
<script>window.hurt = 1</script>

# A heading <script>window.hurt = 2</script>

<p onclick="window.hurt = 3" id="p">Press <img src="x" alt="x" onerror="window.hurt = 4"></p>

Press [here](javascript:window.hurt=5) too.
{: onmouseover="window.hurt = 6" }

<iframe srcdoc="<script>top.hurt = 7</script>" title="x"></iframe>
"""


def told(page: Page) -> list[str]:
    """What a browser says of policies, in its console."""
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text))
    return found


PAPER = "getComputedStyle(document.body).backgroundColor"


def refused(noticed: list[str]) -> list[str]:
    return [each for each in noticed if "Content Security Policy" in each or "violates" in each]


@in_browser
def test_no_page_of_the_sample_asks_for_what_it_may_not(
    sample: Built,
    served: str,
    browser: Browser,
) -> None:
    page = browser.new_page()
    noticed = told(page)
    for path in sorted(sample.site.rglob("*.html")):
        page.goto(f"{served}{path.relative_to(sample.site).as_posix()}")
    assert refused(noticed) == []
    page.close()


@in_browser
def test_what_a_reader_presses_works(served: str, browser: Browser) -> None:
    page, noticed = visit(browser, f"{served}decisions/", 1280, "light")
    page.get_by_role("button", name="Switch to dark colours").click()
    assert page.evaluate(PAPER) == "rgb(28, 26, 24)"
    page.locator(".waypost-filter input").nth(1).check()
    page.keyboard.press("/")
    page.locator("dialog.waypost-search").wait_for()
    page.keyboard.type("whiteboard")
    page.locator(".waypost-search-results a").first.wait_for(timeout=10_000)
    page.keyboard.press("Escape")
    page.reload()
    page.wait_for_load_state("networkidle")
    assert page.evaluate(PAPER) == "rgb(28, 26, 24)"
    assert refused(noticed) == []
    page.close()


@in_browser
def test_from_a_folder_pages_look_as_ever(sample: Built, browser: Browser) -> None:
    page = browser.new_page()
    noticed = told(page)
    for path in ("", "decisions/", "entries/2026-w36-what-is-a-lead/"):
        page.goto((sample.site / path / "index.html").as_uri())
        assert page.evaluate(PAPER) == "rgb(252, 250, 245)"
        assert page.evaluate("document.documentElement.dataset.scheme") == "", (
            "templates' scripts run"
        )
        assert page.get_by_role("button", name="Search").is_visible()
    assert refused(noticed) == []
    page.close()


@in_browser
def test_a_script_in_a_text_does_not_run(project: Project, browser: Browser) -> None:
    settings = (ROOT / "journal.yml").read_text("utf-8")
    code = "\n```\ncode\n```\n"
    built = build(
        project({"journal.yml": settings, "docs/entries/a.md": entry(body=SCRIPTS + code)})
    )
    assert built.status == 0, built.log
    assert "A script in a text does not run" in built.log
    with of(built) as address:
        page = browser.new_page()
        noticed = told(page)
        page.goto(f"{address}entries/a/")
        page.wait_for_load_state("networkidle")
        page.get_by_text("Press").first.click()
        page.get_by_role("link", name="here").click()
        assert page.evaluate("window.hurt") is None
        assert len(refused(noticed)) >= 5
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.get_by_role("button", name="Copy").click()
        page.get_by_text("Copied").wait_for()
        page.close()


@in_browser
def test_a_page_at_an_old_address_and_one_that_is_not_here(
    project: Project,
    browser: Browser,
) -> None:
    built = build(project({"docs/entries/a.md": entry("Here", redirect_from="[old.md]")}))
    assert built.status == 0, built.log
    assert rules(built.text("entries/old/index.html"))["default-src"] == ["'none'"]
    with of(built) as address:
        page = browser.new_page()
        noticed = told(page)
        page.goto(f"{address}entries/old/")
        page.wait_for_url(f"{address}entries/a/")
        page.goto(f"{address}404.html")
        assert refused(noticed) == []
        page.close()
