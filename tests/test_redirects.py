"""A page that moved is found at the addresses that it had, and nothing is written over."""

import json
import posixpath
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import PROJECT, ROOT, SITE, Built, Project, build, entry, everything, page, write
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree, html
from pydantic_core import PydanticCustomError
from test_cli import waypost

from waypost.fields.old_addresses import old_address
from waypost.journal import Journal
from waypost.journal.loading import load
from waypost.permalinks import Site
from waypost.redirects import file_at, redirects

HOME = "https://waypost.example/journal/"
CANONICAL = "//link[@rel='canonical']/@href"
REFRESH = "//meta[@http-equiv='refresh']/@content"


# One build for all of them.
pytestmark = pytest.mark.xdist_group("redirects")


def journal(root: Path, *olds: str) -> Journal:
    """A journal whose only entry had some addresses."""
    shutil.copy(ROOT / "journal.yml", root)
    text = entry(redirect_from=json.dumps(olds, ensure_ascii=False))
    found, problems = load(write(root, {"docs/entries/new.md": text}))
    assert problems == []
    return found


# What an author may write


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("2026-w36-old.md", "entries/2026-w36-old/"),
        ("./2026-w36-old.md", "entries/2026-w36-old/"),
        ("entries/2026-w36-old.md", "entries/2026-w36-old/"),
        ("docs/entries/2026-w36-old.md", "entries/2026-w36-old/"),
        ("/old.md", "old/"),
        ("entries/2026-w36-old/index.md", "entries/2026-w36-old/"),
        ("entries/2026-w36-old/", "entries/2026-w36-old/"),
        ("entries/2026-w36-old", "entries/2026-w36-old/"),
        ("entries/old/index.html", "entries/old/"),
        ("/entries/old/", "entries/old/"),
        ("/journal/entries/old/", "entries/old/"),
        ("https://example.org/journal/entries/old/", "entries/old/"),
        ("HTTP://EXAMPLE.ORG:80/journal/entries/old/", "entries/old/"),
        ("https://old.example/journal/entries/old/", "entries/old/"),
        ("https://old.example/2024/03/some-post/", "2024/03/some-post/"),
        ("//old.example/2024/03/some-post/", "2024/03/some-post/"),
        ("2024/03/some-post/", "2024/03/some-post/"),
        ("old/page.html", "old/page.html"),
        ("old/page.htm", "old/page.htm"),
        ("old/page.php", "old/page.php/"),
        ("entries//old/./x/", "entries/old/x/"),
        ("entries/l%C3%A6d/", "entries/læd/"),
        ("entries/læd/", "entries/læd/"),
        ("entries/what is a lead/", "entries/what is a lead/"),
        ("entries/%252e%252e/", "entries/%2e%2e/"),
        ("v1.2", "v1.2/"),
    ],
)
def test_an_old_address_is_taken_as_people_write_it(
    written: str, path: str, tmp_path: Path
) -> None:
    found, problems = redirects(journal(tmp_path, written), SITE)
    assert problems == []
    assert found == {path: "entries/new/"}


def test_one_address_in_several_spellings_is_one(tmp_path: Path) -> None:
    olds = ("old.md", "entries/old/", "/journal/entries/old/", "https://a.example/entries/old/")
    assert redirects(journal(tmp_path, *olds), SITE) == ({"entries/old/": "entries/new/"}, [])


def test_a_site_at_the_root_of_its_server_has_nothing_to_take_off(tmp_path: Path) -> None:
    site = Site("https://example.org/", "A", "")
    olds = ("/journal/old/", "https://example.org/x/")
    found, problems = redirects(journal(tmp_path, *olds), site)
    assert problems == []
    assert set(found) == {"journal/old/", "x/"}


def test_what_else_is_in_the_site_is_asked_for_only_if_there_is_an_old_address(
    tmp_path: Path,
) -> None:
    def files() -> list[str]:
        raise AssertionError("nobody moved")

    found = journal(tmp_path)
    assert redirects(found, SITE, (file for _ in [0] for file in files())) == ({}, [])


LETTERS = st.sampled_from([*"./\\%:?#~ aæ-", "..", "%2e", "%2f", "%5c", "con", ".md", ".html"])


@given(st.text(max_size=30) | st.lists(LETTERS, max_size=12).map("".join))
@example("%2e%2e%2fetc")
@example("/..")
@example("https://a.example/../../x")
@example("x" * 300)
@example("/".join(["x" * 100] * 20))
@example("a\x00b")
@example("COM1.html")
@example("0..MD")
def test_whatever_is_written_it_stays_within_the_site(written: str) -> None:
    try:
        old = old_address(written, "entries/a.md")
    except PydanticCustomError:
        return
    path = file_at(old.within(SITE) or "")
    assert posixpath.normpath(path) == path
    assert not path.startswith(("/", "../"))
    assert not re.search(r'[<>:"|?*\\\x00-\x1f]|(^|/)\.|[. ](/|$)', path)
    assert max(len(name.encode()) for name in path.split("/")) <= 255


# What readers find


EXPERIMENT = (
    "title: X\nhypothesis: B\nstarts: 2026-09-07\nends: 2026-09-11\n"
    "criteria: [{metric: pairs, at_least: 40}]\n"
)
MANY = [f"2019/{number:03}/" for number in range(200)]
LINKS = (
    f"[a]({HOME}entries/old/) [b](/journal/2019/007/) [c](../../læd/index.html) [d](../nothing/)"
)
MOVED = {
    "docs/entries/new.md": entry(
        "What is a <lead>?",
        redirect_from='[old.md, "https://former.example/læd/", old/page.html, page.html]',
    ),
    "docs/entries/many.md": entry(week="2026-W37", redirect_from=json.dumps(MANY), body=LINKS),
    "docs/entries/gone.md": entry(week="2026-W38", status="withdrawn", redirect_from="[was.md]"),
    "docs/entries/draft.md": entry(week="2026-W39", status="draft", redirect_from="[secret.md]"),
    "docs/entries/later.md": entry(week="2026-W52", redirect_from="[secret-2/]"),
    "docs/phases/p.md": "---\ntitle: P\nstarts: 2026-01-01\nredirect_from: [q.md]\n---\nText.\n",
    "docs/decisions/d.md": "---\ntitle: D\ndate: 2026-09-04\nredirect_from: [c.md]\n---\nText.\n",
    "docs/decisions/e.md": "---\ntitle: E\ndate: 2026-12-24\nredirect_from: [secret-3/]\n---\n\n",
    "docs/experiments/x.md": f"---\n{EXPERIMENT}redirect_from: [y.md]\n---\nText.\n",
    "docs/about.md": "---\nredirect_from: [me.md]\n---\n# About\n",
    "docs/index.md": "---\nredirect_from: [start.md]\n---\n# Home\n",
}


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A journal in which everything has moved."""
    root = tmp_path_factory.mktemp("moved")
    for name in PROJECT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    settings = (root / "mkdocs.yml").read_text("utf-8")
    title = "The Long Way to a Lead"
    write(root, {"mkdocs.yml": settings.replace(title, "'</title><b> & \"x\"'"), **MOVED})
    built = build(root)
    assert built.status == 0, built.log
    return built


LEADS = {
    "entries/old/": "entries/new/",
    "læd/": "entries/new/",
    "old/page.html": "entries/new/",
    "page.html": "entries/new/",
    "entries/was/": "entries/gone/",
    "phases/q/": "phases/p/",
    "decisions/c/": "decisions/d/",
    "experiments/y/": "experiments/x/",
    "me/": "about/",
    "start/": "",
} | dict.fromkeys(MANY, "entries/many/")


def test_every_kind_of_page_is_found_at_its_old_address(moved: Built) -> None:
    for path, target in LEADS.items():
        file = file_at(path)
        found = html.document_fromstring(moved.text(file))
        assert found.xpath(CANONICAL) == [HOME + target]
        (refresh,) = found.xpath(REFRESH)
        (link,) = found.xpath("//a/@href")
        assert refresh == f"0; url={link}"
        assert not link.startswith(("/", "http")), "the site may lie in another folder"
        there = posixpath.normpath(posixpath.join(posixpath.dirname(file), link))
        assert there == (target.rstrip("/") or ".")
        assert (moved.site / there / "index.html").is_file()


def test_the_page_at_an_old_address_is_small_and_valid_and_holds_no_script(moved: Built) -> None:
    data = (moved.site / "entries/old/index.html").read_bytes()
    assert len(data) < 1200
    text = data.decode("utf-8")
    assert text.startswith("<!doctype html>\n<html lang=")
    closed = re.sub(r"<(meta|link)([^>]*)>", r"<\1\2/>", text.partition("\n")[2])
    root = etree.fromstring(closed)  # every tag is closed, every & and < escaped
    assert root.xpath("//script | //@onload | //*[@src] | //link[@rel='stylesheet']") == []
    assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert root.xpath("//meta[@name='color-scheme']/@content") == ["light dark"]
    assert root.findtext("head/title") == 'This page has moved · </title><b> & "x"'
    assert root.xpath("//b") == []
    assert root.findtext(".//h1") == "This page has moved"


def test_an_old_address_leads_to_the_page_that_says_it_was_withdrawn(moved: Built) -> None:
    assert html.document_fromstring(moved.text("entries/was/index.html")).xpath(CANONICAL) == [
        f"{HOME}entries/gone/"
    ]
    assert "withdrawn" in page(moved, "entries/gone/").text_content()


def test_an_old_address_is_in_no_list(moved: Built) -> None:
    # The pages without a date come first in the search, and have a part of their own.
    results = "search/pages-1.js"
    for name in ("sitemap.xml", results, "search/pages-0.js", "feed.xml", "atom.xml", "feed.json"):
        text = unquote(moved.text(name))
        if name in ("sitemap.xml", results):
            assert "entries/new/" in text
        for path in ("old/page.html", "me/</loc>", '"me/"', "entries/was/"):
            assert path not in text, name


def test_what_is_not_public_yet_has_no_old_addresses(moved: Built) -> None:
    assert "secret" not in everything(moved)
    assert not list(moved.site.rglob("secret*"))


def test_a_link_to_an_old_address_leads_somewhere(moved: Built) -> None:
    said = [line for line in moved.log.splitlines() if "This points to" in line]
    assert len(said) == 1, "the three others are led on"
    assert "'../nothing/'" in said[0]


def test_no_file_of_the_site_is_there_for_an_old_address_but_its_page(
    moved: Built, tmp_path: Path
) -> None:
    root = tmp_path / "stayed"
    shutil.copytree(moved.root, root, ignore=shutil.ignore_patterns("site"))
    for path in (root / "docs").rglob("*.md"):
        path.write_text(re.sub("redirect_from: .*\n", "", path.read_text("utf-8")), "utf-8")
    stayed = build(root).files()
    with_redirects = moved.files()
    assert set(with_redirects) - set(stayed) == {file_at(path) for path in LEADS}
    assert [path for path, data in stayed.items() if with_redirects[path] != data] == []


def test_the_other_host_writes_the_same_pages(moved: Built, tmp_path: Path) -> None:
    root = tmp_path / "journal"
    shutil.copytree(moved.root, root, ignore=shutil.ignore_patterns("site"))
    other = build(root, host="properdocs")
    assert other.status == 0, other.log
    for path in LEADS:
        assert other.text(file_at(path)) == moved.text(file_at(path))


@pytest.mark.parametrize(
    ("code", "said"),
    [("da", "Siden er flyttet"), ("es", "Esta página ha cambiado de dirección")],
)
def test_the_page_speaks_the_language_of_the_journal(
    code: str, said: str, project: Project
) -> None:
    root = project({"docs/entries/new.md": entry(redirect_from="[old.md]")})
    settings = (root / "mkdocs.yml").read_text("utf-8")
    write(root, {"mkdocs.yml": settings.replace("language: en", f"language: {code}")})
    built = build(root)
    assert built.status == 0, built.log
    found = page(built, "entries/old/")
    assert found.get("lang") == code
    assert found.findtext(".//h1") == said


# A renamed file is the same entry


def ids(built: Built) -> list[list[str]]:
    rss = etree.fromstring((built.site / "feed.xml").read_bytes())
    atom = etree.fromstring((built.site / "atom.xml").read_bytes())
    return [
        [each.text or "" for each in rss.iter("guid")],
        [each.text or "" for each in atom.iter("{http://www.w3.org/2005/Atom}id")],
        [item["id"] for item in json.loads(built.text("feed.json"))["items"]],
    ]


def test_a_renamed_file_keeps_its_id_and_its_old_address_leads_on(project: Project) -> None:
    fields = {"id": '"tag:waypost.example,2026:2026-W36"'}
    root = project(
        {
            "docs/entries/old-name.md": entry("Old", **fields),
            "docs/entries/b.md": entry(week="2026-W37", body="See [last week](old-name.md)."),
        }
    )
    before = build(root)
    assert before.status == 0, before.log
    former = ids(before)
    (root / "docs/entries/old-name.md").unlink()
    new = {
        "docs/entries/new-name.md": entry("New", **fields, redirect_from="[old-name.md]"),
        "docs/entries/b.md": entry(week="2026-W37", body="See [last week](new-name.md)."),
    }
    after = build(write(root, new))
    assert after.status == 0, after.log
    assert ids(after) == former
    assert "tag:waypost.example,2026:2026-W36" in former[0]
    assert page(after, "entries/old-name/").xpath(CANONICAL) == [f"{HOME}entries/new-name/"]
    assert page(after, "entries/new-name/").findtext(".//h1") == "New"


# What stands in the way


def test_what_only_a_build_knows_is_told_by_the_build(project: Project) -> None:
    olds = '[404.html, "/CNAME/x/", feeds.opml/x/, archive/1.xml/x/, docs/entries/old.md]'
    root = project(
        {f"docs/entries/{n:02}.md": entry(week=f"2026-W{n:02}") for n in range(1, 46)}
        | {"docs/CNAME": "example.org", "docs/entries/01.md": entry(week="2026-W01", extra="x")}
    )
    former = build(root)
    assert former.status == 0, former.log
    files = former.files()
    write(root, {"docs/about.md": f"---\nredirect_from: {olds}\n---\n# About\n"})
    built = build(root)
    assert built.status != 0
    said = [line for line in built.log.splitlines() if line.startswith("ERROR")]
    assert [line.partition("'")[2].partition("'")[0] for line in said] == [
        "404.html",
        "/CNAME/x/",
        "feeds.opml/x/",
        "archive/1.xml/x/",
    ]
    assert all(": redirect_from: " in line and "can't lead here" in line for line in said)
    assert "Traceback" not in built.log
    assert built.files() == files


def test_nothing_is_written_over_what_somebody_else_put_there(project: Project) -> None:
    root = project({"docs/entries/new.md": entry(redirect_from="[old.md]")})
    engine = (root / "engine.yml").read_text("utf-8")
    other = (
        "from pathlib import Path\nfrom mkdocs.plugins import event_priority\n\n\n"
        "@event_priority(99)\ndef on_post_build(config):\n"
        "    path = Path(config.site_dir, 'entries/old/index.html')\n"
        "    path.parent.mkdir()\n    path.write_text('Mine')\n"
    )
    hooks = "  - hooks/thrift_door.py\n"
    write(
        root,
        {
            "hooks/other.py": other,
            "engine.yml": engine.replace(hooks, f"{hooks}  - hooks/other.py\n"),
        },
    )
    built = build(root)
    assert built.status != 0
    assert "Waypost stopped at something that it did not expect" in built.log
    assert "entries/old/index.html" in built.log.replace("\\", "/")
    assert not built.site.exists()


def test_the_check_tells_what_can_be_known_without_a_build(project: Project) -> None:
    olds = "[stages/define/, years/2026/, CNAME/x/, feed.xml/, tags.md, films/a.html]"
    root = project(
        {
            "docs/entries/a.md": entry(
                stage="define", barriers="[mandate]", redirect_from=olds, summary="A week."
            ),
            "docs/CNAME": "example.org",
            "docs/films/a.html": "<p>A film</p>",
        }
    )
    done = waypost(root, "check", "--today", "2026-09-05")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        f"docs/entries/a.md:6: redirect_from: '{old}' can't lead here: {reason}. Take it out."
        for old, reason in (
            ("CNAME/x/", "CNAME can't be both a folder and a file"),
            ("feed.xml/", "feed.xml can't be both a folder and a file"),
            ("films/a.html", "another file of the site stands there"),
            ("stages/define/", "another page of the site stands there"),
            ("years/2026/", "another page of the site stands there"),
        )
    ]
