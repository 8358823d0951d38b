"""A real browser on the finished site: Debian's chromium, by Playwright."""

import json
import re
from collections.abc import Iterator

import pytest
from browsers import BROWSING, of, visit
from conftest import ROOT, Built, Project, build, entry
from photos import image, jpeg, put
from playwright.sync_api import Browser, Page, Request, Route, expect

pytestmark = BROWSING

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
    "decisions/",
    "decisions/2026-10-one-form-for-every-country/",
    "experiments/",
    "experiments/2026-w42-a-form-for-a-fortnight/",
    "years/2026/",
    "progress/",
    "now/",
    "digests/",
    "digests/2026-09/",
    "digests/2026-q3/",
    "tags/",
    "subscribe/",
]


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
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    light = [int(each) > 128 for each in re.findall(r"\d+", paper)]
    assert light == [scheme == "light"] * 3
    assert page.locator("h1").count() == 1
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


# The page for the meeting

LONG = "a name that nobody reads aloud in a meeting, since it goes on and on and on, " * 3


def busy() -> dict[str, str]:
    """A journal with far more to tell than fits a sheet, in far too many words."""
    files = {
        "docs/goals/g.md": "---\ntitle: G\nlevel: marketing\n---\n",
        "docs/phases/p.md": (
            f"---\ntitle: {LONG}\nstarts: 2026-01-01\nguide_point: {LONG * 2}\n---\n"
        ),
        "docs/entries/a.md": entry(
            LONG,
            "2026-W47",
            summary=f"It rained. {LONG * 4}",
            next=f'["{LONG}", "{LONG}", "{LONG}"]',
            barriers="[resources, direction, understanding, mandate, systems]",
            readings="{" + ", ".join(f"k{n}: {n}" for n in range(14)) + "}",
        ),
    }
    for n in range(14):
        files[f"docs/key-results/k{n}.md"] = (
            f"---\ntitle: {LONG}\ngoal: g\nunit: {LONG}\ndirection: up\ndisclosure: absolute\n"
            "baseline: 0\ntarget: 100\n---\n"
        )
        files[f"docs/experiments/e{n}.md"] = (
            f"---\ntitle: {LONG}\nid: tag:a,2026:e{n}\nhypothesis: So.\nstarts: 2026-11-02\n"
            "ends: 2026-12-10\ncriteria: [{metric: m, at_least: 1}]\n---\n"
        )
        files[f"docs/decisions/d{n}.md"] = (
            f"---\ntitle: {LONG}\nid: tag:a,2026:d{n}\ndate: 2026-03-10\nstatus: accepted\n"
            "expected: Much.\n---\n"
        )
    return files


def sheets(page: Page) -> int:
    """How many sheets of A4 a page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_for_the_meeting_is_one_sheet_of_paper(
    scheme: str, served: str, browser: Browser
) -> None:
    page, _ = visit(browser, f"{served}now/", 1280, scheme)
    assert sheets(page) == 1
    page.emulate_media(media="print")
    assert page.get_by_role("heading", name="Key results").is_visible()
    for hidden in (".waypost-masthead", ".waypost-near", ".waypost-colophon"):
        assert not page.locator(hidden).first.is_visible(), hidden
    ink = page.evaluate("getComputedStyle(document.querySelector('.waypost-now p')).color")
    assert all(int(each) < 128 for each in re.findall(r"\d+", ink)), "paper is light"
    page.goto(f"{served}entries/2026-w36-what-is-a-lead/")
    assert sheets(page) > 1, "pages are counted"
    page.close()


def test_it_is_one_sheet_also_where_there_is_far_too_much(
    project: Project, browser: Browser
) -> None:
    built = build(project(busy()))
    assert built.status == 0, built.log
    with of(built) as address:
        page, _ = visit(browser, f"{address}now/", 320, "light")
        assert page.get_by_text("and 8 more").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert sheets(page) == 1
        page.close()


# Every page


def test_no_page_of_the_sample_scrolls_sideways_on_a_small_telephone(
    sample: Built, served: str, browser: Browser
) -> None:
    page, _ = visit(browser, served, 320, "light")
    pages = [each.parent.relative_to(sample.site) for each in sample.site.rglob("index.html")]
    assert len(pages) > 60
    wide = []
    for each in sorted(pages):
        page.goto(f"{served}{each.as_posix()}/".replace("/./", "/"))
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(str(each))
    assert wide == []
    page.close()


# From an address that a page had


def test_a_reader_without_scripts_arrives_from_an_old_address(
    project: Project, browser: Browser
) -> None:
    olds = '[old.md, "former/læd 1/", page.html]'
    built = build(project({"docs/entries/new.md": entry("Here", redirect_from=olds)}))
    assert built.status == 0, built.log
    context = browser.new_context(java_script_enabled=False)
    with of(built) as address:
        for old in ("entries/old/", "entries/old", "former/l%C3%A6d%201/", "page.html"):
            page = context.new_page()
            page.goto(f"{address}{old}")
            page.wait_for_url(f"{address}entries/new/")
            assert page.locator("h1").inner_text().startswith("Here")
    context.close()
    text = re.sub('<meta http-equiv="refresh"[^>]*>', "", built.text("page.html"))
    for scheme, ink in (("light", "rgb(0, 0, 0)"), ("dark", "rgb(255, 255, 255)")):
        page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
        page.set_content(text)
        assert page.evaluate("getComputedStyle(document.body).color") == ink
        assert page.get_by_role("link").inner_text() == "Read it at its new address"
        page.close()


# Answers: nothing is loaded before a reader asks.

ABROAD = re.compile("^https://")
THREAD = "https://mastodon.example/@anna/12345"
# The policy of a page forbids to wait by a text of script, so what was asked stands in the page.
ASKED = "document.body.dataset.asked = JSON.stringify(document.currentScript.dataset)"
HOSTILE = {
    "descendants": [
        {
            "account": {"display_name": "<b>Bo</b>", "username": "bo"},
            "content": "<p>Nice<br>one</p><script>window.hurt = 1</script><img src=x onerror=hurt>",
            "created_at": "2026-11-21T10:00:00Z",
            "url": "javascript:window.hurt=1",
            "visibility": "public",
        },
        {
            "account": {"display_name": "", "username": "private"},
            "content": "<p>Not for all</p>",
            "created_at": "2026-11-21T10:00:00Z",
            "url": THREAD,
            "visibility": "direct",
        },
    ]
}


@pytest.fixture
def answered(project: Project) -> Built:
    """A journal whose entry can be answered in every way."""
    settings = (ROOT / "journal.yml").read_text("utf-8")
    settings = settings.replace("author:\n", "author:\n  email: anna@example.org\n")
    settings += "comments: { giscus: { repo: a/b, repo_id: R, category: C, category_id: D } }\n"
    text = entry("Who & why?", thread=f'"{THREAD}"')
    built = build(project({"journal.yml": settings, "docs/entries/a.md": text}))
    assert built.status == 0, built.log
    return built


def test_an_answer_loads_nothing_before_a_reader_asks(answered: Built, browser: Browser) -> None:
    page = browser.new_page()
    abroad: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith("http://127.0.0.1"):
            abroad.append(request.url)

    def answer(route: Route) -> None:
        if "giscus" in route.request.url:
            route.fulfill(body=ASKED)
        else:
            headers = {"Access-Control-Allow-Origin": "*"}
            route.fulfill(json=HOSTILE, headers=headers)

    page.on("request", note)
    page.route(ABROAD, answer)
    with of(answered) as address:
        page.goto(f"{address}entries/a/")
        reply = page.get_by_text("Reply by e-mail")
        assert "mailto" not in page.content()
        reply.focus()
        assert reply.get_attribute("href") == (
            "mailto:anna@example.org?subject=Re%3A%20Who%20%26%20why%3F"
        )
        assert page.get_by_text("Answer on Mastodon").get_attribute("href") == THREAD
        assert abroad == []
        page.get_by_text("Show the answers from Mastodon").click()
        answers = page.locator(".waypost-answers li")
        answers.first.wait_for()
        assert abroad == ["https://mastodon.example/api/v1/statuses/12345/context"]
        assert answers.count() == 1
        assert answers.inner_text().startswith("<b>Bo</b> · ")
        assert "Nice\none" in answers.inner_text()
        assert answers.locator("a").get_attribute("href") is None
        assert answers.locator("img, script, b").count() == 0
        assert page.evaluate("window.hurt") is None
        page.get_by_text("Show the comments from GitHub").click()
        body = page.locator("body[data-asked]")
        body.wait_for(state="attached")
        asked = json.loads(str(body.get_attribute("data-asked")))
        assert (asked["repo"], asked["mapping"]) == ("a/b", "specific")
        assert asked["term"] == "tag:waypost.example,2026:2026-W36"
        assert abroad[1:] == ["https://giscus.app/client.js"]
    page.close()


def test_a_thread_that_fails_is_told_in_a_sentence(answered: Built, browser: Browser) -> None:
    page = browser.new_page()
    page.route(ABROAD, lambda route: route.abort())
    with of(answered) as address:
        page.goto(f"{address}entries/a/")
        page.get_by_text("Show the answers from Mastodon").click()
        page.get_by_text("They are on Mastodon.").wait_for()
    page.close()


def test_without_scripts_the_address_is_spelled(answered: Built, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    with of(answered) as address:
        page.goto(f"{address}entries/a/")
        shown = page.locator(".waypost-answer").inner_text()
    assert "anna [at] example [dot] org" in shown
    assert "Show the" not in shown
    context.close()


# A part of the decision log: by CSS alone, and better with a script


@pytest.fixture
def plain(sample: Built, browser: Browser) -> Iterator[Page]:
    """The log without scripts."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    with of(sample) as address:
        page.goto(f"{address}decisions/")
        yield page
    context.close()


def every(page: Page) -> int:
    return page.locator("[data-status]").count()


def shown(page: Page) -> int:
    return page.locator("[data-status]:visible").count()


def choose(page: Page, group: str, label: str) -> None:
    page.get_by_role("group", name=group).get_by_role("radio", name=label, exact=True).check()


def test_without_scripts_a_choice_leaves_what_fits(plain: Page) -> None:
    assert shown(plain) == every(plain) > 3
    assert plain.get_by_role("button", name="Show all").count() == 0
    choose(plain, "Status", "Accepted")
    accepted = plain.locator("[data-status=accepted]").count()
    assert 0 < shown(plain) == accepted < every(plain)
    assert plain.locator(".waypost-log > h2:visible").count() == 0
    choose(plain, "Stage", "Define")
    assert shown(plain) == 0
    assert plain.get_by_text("No decision is both.").is_visible()
    choose(plain, "Status", "Rejected")
    assert shown(plain) == 1
    assert not plain.get_by_text("No decision is both.").is_visible()
    plain.get_by_role("button", name="Show all").click()
    assert shown(plain) == every(plain)
    assert plain.get_by_role("heading", name="Open for a second look").is_visible()


def test_with_a_script_it_says_how_many_and_keeps_the_choice_in_the_address(
    served: str, browser: Browser
) -> None:
    page, noticed = visit(browser, f"{served}decisions/", 390, "light")
    count = page.locator(".waypost-filter [aria-live=polite]")
    assert count.inner_text() == ""
    choose(page, "Status", "Rejected")
    assert count.inner_text() == f"1 of {every(page)} decisions"
    assert page.url.endswith("decisions/#status=rejected")
    choose(page, "Stage", "Define")
    assert page.url.endswith("decisions/#status=rejected&stage=define")
    page.get_by_role("button", name="Show all").click()
    page.wait_for_url("**/decisions/")
    assert (shown(page), count.inner_text()) == (every(page), "")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert [each for each in noticed if each.startswith("console error")] == []
    page.close()


def test_an_address_with_a_choice_can_be_sent_on(served: str, browser: Browser) -> None:
    page, noticed = visit(
        browser, f"{served}decisions/#status=superseded&stage=build", 1280, "dark"
    )
    assert shown(page) == 1
    chosen = page.locator(".waypost-filter input:checked")
    assert [each.get_attribute("value") for each in chosen.all()] == ["superseded", "build"]
    page.evaluate("location.hash = 'stage=nowhere'")
    expect(page.locator(".waypost-filter [aria-live]")).to_have_text("")
    assert shown(page) == every(page)
    choose(page, "Status", "Proposed")
    page.evaluate("location.hash = 'open-for-a-second-look'")
    page.wait_for_url("**/decisions/#open-for-a-second-look")
    assert shown(page) == 1, "the address of a heading is not about the filter"
    assert [each for each in noticed if each.startswith("console error")] == []
    page.close()


def test_by_keyboard_alone(served: str, browser: Browser) -> None:
    page, _ = visit(browser, f"{served}decisions/", 1280, "light")
    first = page.locator(".waypost-filter input").first
    first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.value") == "accepted"
    assert 0 < shown(page) < every(page)
    around = page.locator(".waypost-filter label:has(:focus)")
    outline = around.evaluate("each => getComputedStyle(each).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "stage"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/decisions/")
    assert shown(page) == every(page)
    page.close()


def test_the_script_is_on_that_page_only(sample: Built) -> None:
    found = [path for path in sample.site.rglob("*.html") if "filter.js" in path.read_text("utf-8")]
    assert found == [sample.site / "decisions/index.html"]


def test_a_telephone_fetches_a_small_copy_and_shows_it_upright(
    project: Project, browser: Browser
) -> None:
    body = 'Text.\n\n![A desk](images/desk.jpg "The desk")\n\n' + "Text.\n\n" * 200
    files = {"docs/entries/a.md": entry(body=f"{body}![Again](images/other.jpg)")}
    photo = jpeg(image(2000, 1700), place=False)  # held sideways
    root = put(project(files), {f"docs/entries/images/{x}.jpg": photo for x in ("desk", "other")})
    built = build(root)
    assert built.status == 0, built.log
    with of(built) as address:
        for width, copy in ((390, 480), (1280, 960)):
            page, noticed = visit(browser, f"{address}entries/a/", width, "light")
            fetched = [each.rpartition("/")[2] for each in noticed if each.endswith(".jpg")]
            assert fetched == [f"desk.{copy}w.jpg"]  # and not yet what stands far below
            assert not [each for each in noticed if "console" in each]
            shown = page.locator("figure img")
            box = shown.bounding_box()
            assert box
            assert abs(box["height"] / box["width"] - 2000 / 1700) < 0.01
            assert shown.evaluate("each => each.naturalWidth") > 0
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.close()
