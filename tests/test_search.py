"""What readers find, and what it costs them; in a real browser, since that is where it is found."""

import gzip
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsers import in_browser, of, visit
from conftest import NOW, ROOT, Built, Project, build, cases, entry, journal_of, write
from playwright.sync_api import Browser, Page, expect

from waypost import search
from waypost.journal import Journal
from waypost.languages import language
from waypost.prose import Prose
from waypost.search.documents import Shown, documents
from waypost.search.words import STEMMED, Cut, words

ASSETS = ROOT / "overrides/assets/waypost"
FIND = "asked => window.waypostSearch.addresses(asked)"
DIALOG = "dialog.waypost-search"
RESULTS = f"{DIALOG} .waypost-search-results a"


def index_of(journal: Journal, code: str = "en") -> dict[str, bytes]:
    """The index of a journal in which each text is a paragraph."""
    prose = {uri: Prose(f"<p>{each.body}</p>") for uri, each in journal.sources.items()}
    others = {uri: Shown(each.title or "") for uri, each in journal.pages.items()}
    spoken = language(code)
    return dict(
        search.index(list(documents(journal, spoken, prose, others)), journal.settings, spoken)
    )


def laid_out(at: Path, index: dict[str, bytes]) -> Path:
    """A site of one page and its search, in a folder."""
    shutil.copytree(ASSETS, at / "assets/waypost")
    (at / "search").mkdir()
    for path, data in index.items():
        (at / path).write_bytes(data)
    found = "<!doctype html><meta charset=utf-8><script src=assets/waypost/search.js></script>"
    return write(at, {"index.html": found}) / "index.html"


@in_browser
@pytest.mark.parametrize("case", cases("search"))
def test_a_reader_finds(case: dict[str, Any], tmp_path: Path, browser: Browser) -> None:
    files = {f"../{path.removeprefix('docs/')}": text for path, text in case["files"].items()}
    journal = journal_of(tmp_path, files)
    index = index_of(journal, case.get("language", "en"))
    page = browser.new_page()
    page.goto(laid_out(tmp_path / "site", index).as_uri())
    told = "".join(text.decode() for path, text in index.items() if "/pages-" in path)
    for asked in case["asks"]:
        wanted = asked.pop("finds")
        found = page.evaluate(FIND, asked)
        if wanted == "all":
            assert len(found) == told.count('/",'), asked
        else:
            assert found == wanted, asked
    page.close()


@in_browser
def test_browsers_cut_words_as_the_index_does(tmp_path: Path, browser: Browser) -> None:
    files = {f"{code}.md": entry(lang=code, id=f"tag:a,2026:{code}") for code in STEMMED}
    page = browser.new_page()
    page.goto(laid_out(tmp_path / "site", index_of(journal_of(tmp_path, files))).as_uri())
    page.evaluate(FIND, {"query": "so"})
    sources = [*(ROOT / "docs").rglob("*.md"), *(ROOT / "src/waypost/catalogues").glob("*.po")]
    texts = [path.read_text("utf-8") for path in (*sources, ROOT / "journal.yml")]
    told = sorted({word for text in texts for word in words(text)})
    endings = ("ing", "ed", "ational", "’s", "ación", "aríamos", "mente", "ernes", "heden", "igst")
    told += [f"{word}{ending}" for word in told[::3] for ending in endings]
    told += ["international", "interval", "abuzz", "løst", "straße", "w36", "36"]
    assert len(told) > 10_000
    for code in STEMMED:
        cut = Cut(code).word
        every = page.evaluate(
            "([code, words]) => words.map((word) => window.waypostSearch.stems(code, word))",
            [code, told],
        )
        differ = [
            (word, cut(word), there)
            for word, there in zip(told, every, strict=True)
            if cut(word).split() != there
        ]
        assert differ == [], code
    page.close()


# What is in it, and what is not


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A journal with much that must not be found."""
    root = tmp_path_factory.mktemp("kept") / "journal"
    root.mkdir()
    for name in ("mkdocs.yml", "engine.yml", "journal.yml", "hooks", "overrides"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    built = build(
        write(
            root,
            {
                "docs/index.md": "# Home\n\nWelcomeword.\n",
                "docs/about.md": "---\ntitle: Q & A\nsearch: {boost: 2}\n---\nAboutword.\n",
                "docs/apart.md": "---\ntitle: Apart\nsearch: {exclude: true}\n---\nApartword.\n",
                "docs/entries/a.md": entry(
                    "One & two",
                    "2026-W40",
                    "Bodyword one. H<sub>2</sub>O.[^1]\n\n"
                    "## Left { data-search-exclude }\n\nLeftword.\n\n### Deeper\n\nDeepword.\n\n"
                    "## Back\n\n<p data-search-exclude>Hiddenword.</p> Backword.\n\n"
                    "<style>.styleword{}</style>\n\n<!-- Commentword -->\n\n[^1]: Noteword.",
                    extra="{secret: Extraword}",
                ),
                "docs/entries/b.md": entry("Draftword", "2026-W41", status="draft"),
                "docs/entries/c.md": entry("Laterword", "2027-W10"),
                "docs/entries/d.md": entry("Gone", "2026-W42", "Goneword", status="withdrawn"),
            },
        )
    )
    assert built.status == 0, built.log
    return built


def in_search(built: Built) -> str:
    return "\n".join(
        data.decode() for path, data in built.files().items() if path.startswith("search/")
    )


@pytest.mark.parametrize("word", ["Bodyword", "Backword", "Aboutword", "Welcomeword", "Noteword"])
def test_what_readers_see_is_found(word: str, kept: Built) -> None:
    assert word in in_search(kept)
    assert word.lower() in in_search(kept)


@pytest.mark.parametrize(
    "word",
    ["Draft", "Later", "Gone", "Apart", "Left", "Deep", "Hidden", "Style", "Comment", "Extra"],
)
def test_what_is_held_or_left_out_is_not(word: str, kept: Built) -> None:
    assert f"{word}word".lower() not in in_search(kept).lower()


def test_titles_are_told_as_they_were_written(kept: Built) -> None:
    told = in_search(kept)
    assert '"One & two","entries/a/"' in told
    assert '"Q & A","about/"' in told
    assert "H2O. Back" in in_search(kept), "what is small is no word of its own, nor is a footnote"


def test_pages_that_have_nothing_to_tell_are_not_found(kept: Built, sample: Built) -> None:
    assert '"goals/"' not in in_search(kept)
    assert '"goals/"' in in_search(sample)
    for address in ("timeline/", "matrix/", "years/2026/"):
        assert f'"{address}"' not in in_search(sample), address


def test_the_same_journal_gives_the_same_index(tmp_path: Path) -> None:
    files = {"a.md": entry("One", body="Two three."), "b.md": entry("Four", "2026-W37")}
    journal = journal_of(tmp_path, files)
    assert index_of(journal) == index_of(journal)
    changed = index_of(journal_of(tmp_path, files | {"a.md": entry("One", body="Two, five.")}))
    assert index_of(journal)["search/search.js"] != changed["search/search.js"]


def test_after_ten_years_a_first_search_is_small(tmp_path: Path) -> None:
    several = " ".join(f"word{n} other{n * 7 % 900}" for n in range(300))
    first = NOW.date().isocalendar()
    files = {
        f"e{n}.md": entry(
            f"Week {n}", f"{first.year - n // 52}-W{n % 52 + 1:02}", f"{several} only{n}x."
        )
        for n in range(52, 520)
    }
    index = index_of(journal_of(tmp_path, files))
    sizes = {path: len(gzip.compress(data)) for path, data in index.items()}
    assert sizes["search/search.js"] < 8_000
    assert max(sizes.values()) < 20_000
    assert len([path for path in sizes if search.is_words(path)]) > 5


# The dialog


@pytest.fixture
def home(served: str, browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    page, noticed = visit(browser, f"{served}about/", 1280, "light")
    yield page, noticed
    assert [each for each in noticed if each.startswith("console error")] == []
    page.close()


@in_browser
def test_nothing_is_loaded_before_it_is_asked_for(home: tuple[Page, list[str]]) -> None:
    page, noticed = home
    assert not [each for each in noticed if "search" in each or "stemmers" in each]
    page.keyboard.press("/")
    expect(page.locator(f"{DIALOG} input")).to_be_focused()
    page.keyboard.type("whiteboard sticky")
    expect(page.locator(RESULTS).first).to_have_text("What is a lead?")
    asked = [each.partition("?")[0] for each in noticed if "search" in each]
    assert len(asked) == len(set(asked)), "nothing is loaded twice"
    assert len([each for each in asked if "/text-" in each]) < 30


@in_browser
def test_a_result_shows_week_stage_and_passage(home: tuple[Page, list[str]]) -> None:
    page, _ = home
    page.get_by_role("button", name="Search").click()
    page.locator(f"{DIALOG} input").fill("whiteboards sticky")
    found = page.locator(f"{DIALOG} li")
    expect(found).to_have_count(1)
    expect(found.locator(".waypost-search-facts")).to_have_text("Week 36, 20262 Define")
    expect(found.locator("mark").first).to_have_text(re.compile("sticky|whiteboard"))
    expect(page.get_by_role("status")).to_have_text("1 result")
    page.locator(f"{DIALOG} input").fill("xyzzy")
    expect(page.get_by_role("status")).to_have_text("Nothing found.")
    expect(page.get_by_text("Try fewer words, or other ones.")).to_be_visible()


@in_browser
def test_a_stage_and_a_barrier_are_enough(home: tuple[Page, list[str]]) -> None:
    page, _ = home
    page.keyboard.press("Control+k")
    page.get_by_label("Stage").select_option("2 Define")
    expect(page.locator(RESULTS).first).to_have_text("¿Para cuándo?")
    page.get_by_label("Barrier").select_option("Understanding")
    expect(page.locator(RESULTS).first).to_be_visible()
    assert page.url.endswith("about/?stage=define&barrier=understanding")


@in_browser
def test_the_search_works_by_keyboard_alone(home: tuple[Page, list[str]]) -> None:
    page, _ = home
    opener = page.locator(".waypost-search-open")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator(DIALOG)).to_be_visible()
    page.keyboard.type("lead")
    expect(page.locator(RESULTS).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(DIALOG)).not_to_be_visible()
    expect(opener).to_be_focused()
    # The address is again that of the page.
    expect(page).to_have_url(re.compile("about/$"))
    page.keyboard.press("/")
    expect(page.locator(f"{DIALOG} input")).to_be_focused()
    expect(page.locator(RESULTS).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(RESULTS).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(f"{DIALOG} input")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(RESULTS).first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/entries/2026-w36-what-is-a-lead/")


@in_browser
def test_a_search_can_be_sent_on(served: str, browser: Browser) -> None:
    page, _ = visit(browser, f"{served}?q=form&barrier=mandate", 320, "dark")
    expect(page.locator(RESULTS).first).to_be_visible()
    assert page.locator(f"{DIALOG} input").input_value() == "form"
    assert page.get_by_label("Barrier").input_value() == "mandate"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    box = page.locator(DIALOG).bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (320, 800)
    page.close()


@in_browser
def test_more_than_a_few_are_shown_when_asked_for(home: tuple[Page, list[str]]) -> None:
    page, _ = home
    page.keyboard.press("/")
    expect(page.locator(f"{DIALOG} input")).to_be_focused()
    page.keyboard.type("lead")
    expect(page.locator(RESULTS)).to_have_count(20)
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(RESULTS).nth(20)).to_be_focused()


@in_browser
def test_it_works_in_a_folder(sample: Built, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((sample.site / "about/index.html").as_uri())
    page.keyboard.press("/")
    expect(page.locator(f"{DIALOG} input")).to_be_focused()
    page.keyboard.type("whiteboard")
    page.locator(RESULTS).first.click()
    page.wait_for_url("file://**/entries/2026-w36-what-is-a-lead/index.html")
    page.close()


@in_browser
def test_a_page_that_is_not_there_offers_to_look_for_it(served: str, browser: Browser) -> None:
    page = browser.new_page()
    # As a host does: the page for what is missing, at the address of what is missing.
    missing = page.request.get(f"{served}404.html").text().replace('"/journal/', '"/')
    page.route(
        "**/entries/2026-w35-what-is-a-lead/",
        lambda route: route.fulfill(status=404, body=missing, content_type="text/html"),
    )
    page.goto(f"{served}entries/2026-w35-what-is-a-lead/")
    form = page.locator(".waypost-search-form")
    expect(form.get_by_label("Look for it")).to_have_value("what is a lead")
    form.get_by_role("button").click()
    expect(page.locator(RESULTS).first).to_have_text("What is a lead?")
    page.close()
    without = browser.new_context(java_script_enabled=False).new_page()
    without.goto(f"{served}404.html")
    expect(without.locator(".waypost-search-form")).not_to_be_visible()
    expect(without.get_by_role("link", name="All entries").last).to_be_visible()
    without.context.close()


@in_browser
def test_a_site_that_is_published_meanwhile_is_searched_anew(
    project: Project, browser: Browser
) -> None:
    root = project({"docs/entries/a.md": entry("Oldtitle", body="Something.")})
    assert build(root).status == 0
    with of(Built(root, 0, "")) as address:
        page, _ = visit(browser, f"{address}about/", 1280, "light")
        page.keyboard.press("/")
        expect(page.locator(DIALOG)).to_be_visible()
        write(root, {"docs/entries/a.md": entry("Newtitle", body="Something.")})
        assert build(root).status == 0
        page.keyboard.type("something")
        expect(page.locator(RESULTS).first).to_have_text("Newtitle")
        page.close()
