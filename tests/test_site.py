"""Whole journals, built as an author builds them, and what readers then find."""

import posixpath
import re
import shutil
import subprocess
import sys
from base64 import b64decode
from pathlib import Path

import pytest
from conftest import (
    ROOT,
    TODAY,
    Built,
    Project,
    build,
    contents,
    entry,
    everything,
    page,
    texts,
    write,
)
from lxml import etree, html
from photos import CLEAN, put

from waypost.settings import read_settings

# What a reader of the sample finds


def test_an_entry_says_when_it_is_and_where_on_the_way(sample: Built) -> None:
    found = page(sample, "entries/2026-w36-what-is-a-lead/")
    (kicker,) = texts(found, "//p[@class='waypost-kicker']")
    assert kicker.replace("\u2009", " ") == "Week 36 · 31 August – 6 September 2026"
    assert texts(found, "//h1") == ["What is a lead?"]
    labels = found.xpath("//div[@class='waypost-labels']//a")
    assert [label.get("href") for label in labels] == [
        "../../stages/define/",
        "../../barriers/understanding/",
    ]
    assert re.fullmatch(r"\d minutes to read", texts(found, "//span[@class='waypost-minutes']")[0])
    before, after = found.xpath("//nav[@class='waypost-neighbours']/a")
    assert (before.get("rel"), after.get("rel")) == ("prev", "next")
    assert before.get("href") == "../2026-w35-eighty-four-people/"
    phase = found.xpath("//footer[@class='waypost-foot']//a/@href")
    assert "../../phases/understand-what-we-mean/" in phase


def test_a_phase_shows_its_guide_point_and_its_entries_in_order(sample: Built) -> None:
    found = page(sample, "phases/understand-what-we-mean/")
    assert texts(found, "//p[@class='waypost-guide']")
    links = found.xpath("//div[@class='waypost-list']/ul/li/a[1]/@href")
    assert links == sorted(links)
    assert len(links) == 10
    assert texts(found, "//p[@class='waypost-kicker']")[0].startswith("Phase · 6 July")


def test_stages_stand_in_their_order(sample: Built) -> None:
    found = page(sample, "stages/")
    assert texts(found, "//div[contains(@class, 'waypost-stages')]//li/a") == [
        "Understand",
        "Define",
        "Align",
        "Build",
        "Collect",
        "Measure",
        "Decide",
        "Hand over",
    ]


def test_material_knows_stages_and_barriers_as_tags(sample: Built) -> None:
    headings = [each.rstrip("¶ ") for each in texts(page(sample, "tags/"), "//h2")]
    assert "budget" in headings
    assert "Understanding" not in headings, "it has a page of its own"


def test_a_year_shows_the_pause_and_the_gap(sample: Built) -> None:
    found = " ".join(texts(page(sample, "years/2026/"), "//article"))
    assert "Weeks 30–31 · Pause: Summer holiday" in found
    assert "Week 41 · Nothing written" in found


def test_every_page_offers_the_main_feeds(sample: Built) -> None:
    pages = [path for path in sample.files() if path.endswith(".html")]
    assert len(pages) > 35
    for path in pages:
        found = html.document_fromstring(sample.text(path))
        kinds = found.xpath("//link[@rel='alternate']/@type")
        assert kinds[-3:] == [
            "application/rss+xml",
            "application/atom+xml",
            "application/feed+json",
        ], path


def test_a_page_offers_the_feed_of_what_it_is_about_first(sample: Built) -> None:
    for path, title in (
        ("stages/define/", "Stage: Define"),
        ("barriers/mandate/", "Barrier: Mandate"),
        ("phases/understand-what-we-mean/", "Phase: Understand what we mean"),
    ):
        links = page(sample, path).xpath("//link[@rel='alternate']")
        assert [each.get("href") for each in links[:4]] == [
            "feed.xml",
            "atom.xml",
            "feed.json",
            "../../feed.xml",
        ]
        assert links[0].get("title") == f"The Long Way to a Lead · {title} (RSS)"
        shown = page(sample, path).xpath("//p[@class='waypost-follow-this']/a/@href")
        assert shown == ["feed.xml", "atom.xml", "feed.json"]


def test_every_feed_that_a_page_offers_is_there(sample: Built) -> None:
    files = sample.files()
    offered = set()
    for path in (path for path in files if path.endswith(".html") and path != "404.html"):
        found = html.document_fromstring(sample.text(path))
        for link in found.xpath("//link[@rel='alternate']/@href | //p/a[@type]/@href"):
            offered.add(posixpath.normpath(posixpath.join(posixpath.dirname(path), link)))
    assert offered <= set(files)
    assert len(offered) == 3 * (1 + 8 + 5 + 2 + 2)


def test_the_page_subscribe_names_every_feed(sample: Built) -> None:
    base = "https://waypost.example/journal/"
    links = page(sample, "subscribe/").xpath("//article//a/@href")
    named = {link.removeprefix(base) for link in links if link.startswith(base)}
    feeds = {
        path
        for path in sample.files()
        if path.endswith(("feed.xml", "atom.xml", "feed.json", "feeds.opml", "archive.xml"))
    }
    assert feeds <= named
    assert f"{base}feed.xml" in texts(page(sample, "subscribe/"), "//pre/code")
    assert any(link.startswith("https://feedly.com/") for link in links)


def test_a_page_is_never_seen_from_the_place_of_another(project: Project) -> None:
    """Parts of the theme are rendered once for a folder; with Home not in the navigation too."""
    root = project({"docs/entries/a.md": entry(), "docs/deep/er/page.md": "# Deep\n"})
    text = (root / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[0]
    (root / "mkdocs.yml").write_text(f"{text}\nnav: [entries/index.md]\n", "utf-8")
    built = build(root)
    assert built.status == 0, built.log
    files = set(built.files())
    for path in (path for path in files if path.endswith(".html") and path != "404.html"):
        found = html.document_fromstring(built.text(path))
        for link in found.xpath("//link/@href | //script/@src | //a[not(@rel)]/@href"):
            if not re.match(r"[a-z]+:|#", link):
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
                target = target.partition("#")[0]
                assert {target, posixpath.join(target, "index.html")} & files or target == ".", (
                    path,
                    link,
                )


def test_an_authors_own_file_of_that_address_wins(project: Project) -> None:
    built = build(
        project({"docs/subscribe.md": "# Mine\n", "docs/_headers": "/*\n  X: y\n"}),
    )
    assert built.status == 0, built.log
    assert texts(page(built, "subscribe/"), "//h1")[0].startswith("Mine")
    assert built.text("_headers") == "/*\n  X: y\n"


def test_an_address_is_kept_from_those_who_collect_addresses(project: Project) -> None:
    settings = (ROOT / "journal.yml").read_text("utf-8")
    named = settings.replace("author:\n", "author:\n  email: anna@example.org\n")
    built = build(project({"journal.yml": named, "docs/entries/a.md": entry("Who & why?")}))
    assert built.status == 0, built.log
    for path, data in built.files().items():
        if path.endswith((".html", ".js")):
            assert b"anna@example" not in data, path
    hidden = page(built, "entries/a/").xpath("//a/@data-waypost-reply")[0]
    address = b64decode(hidden).decode()[::-1]
    assert address == "mailto:anna@example.org?subject=Re%3A%20Who%20%26%20why%3F"


def test_nothing_about_answers_is_in_a_journal_that_wants_none(sample: Built) -> None:
    assert "waypost-answer" not in sample.text(
        "entries/2026-w47-twenty-minutes-upstairs/index.html"
    )


def test_every_link_and_picture_of_the_sample_leads_somewhere(sample: Built) -> None:
    known = set(sample.files())
    for path in sorted(known):
        if not path.endswith(".html") or path == "404.html":
            continue
        base = f"https://x/{path}"
        root = html.document_fromstring(sample.text(path), base_url=base)
        root.make_links_absolute(base)
        for _, _, link, _ in root.iterlinks():
            if link.startswith("https://x/"):
                target = re.split("[?#]", link)[0].removeprefix("https://x/")
                assert re.sub(r"(^|/)$", r"\1index.html", target) in known, (path, link)


def test_no_page_asks_a_third_party_for_anything(sample: Built) -> None:
    loaded = re.compile(r"url\(\s*['\"]?https?:|@import\s+['\"]?(?:url\()?['\"]?https?:")
    for path, data in sample.files().items():
        text = data.decode("utf-8", "replace")
        if path.endswith(".html"):
            root = html.document_fromstring(text)
            found = root.xpath("//*[not(self::a)]/@src | //link[not(@rel='canonical')]/@href")
            assert [link for link in found if re.match("(https?:)?//", link)] == [], path
        elif path.endswith(".css"):
            assert not loaded.search(text), path


def test_the_sample_is_the_journal_that_was_promised(sample: Built) -> None:
    log = sample.log
    assert "ERROR" not in log
    assert "WARNING" not in log
    docs = sample.root / "docs"
    entries = list((docs / "entries").glob("*.md"))
    assert len(entries) >= 16
    for name in ("resources", "direction", "understanding", "mandate", "systems"):
        assert texts(page(sample, f"barriers/{name}/"), "//li/a[1]"), name
    settings, _ = read_settings((sample.root / "journal.yml").read_bytes())
    reached = [
        stage.id
        for stage in settings.stages
        if texts(page(sample, f"stages/{stage.id}/"), "//div[@class='waypost-list']//li/a[1]")
    ]
    assert len(reached) >= 5


# The same input gives the same bytes, whichever host


def test_a_second_build_gives_the_same_bytes(sample: Built) -> None:
    first = sample.files()
    again = build(sample.root, "--site-dir", "again", archive=None)
    assert again.status == 0, again.log
    assert contents(sample.root / "again") == first
    shutil.rmtree(sample.root / "again")


def test_properdocs_builds_the_same(sample: Built, tmp_path: Path) -> None:
    root = tmp_path / "journal"
    shutil.copytree(sample.root, root, ignore=shutil.ignore_patterns("site", "again"))
    other = build(root, host="properdocs", archive=None)
    assert other.status == 0, other.log
    assert other.files() == sample.files()


def test_feeds_do_not_move_with_the_clock(project: Project) -> None:
    root = project({"docs/entries/a.md": entry(week="2026-W36")})
    first = build(root, today="2026-10-01").files()
    later = build(root, today="2031-01-01").files()
    assert later.keys() == first.keys()
    assert {path for path in first if first[path] != later[path]} <= {
        "entries/index.html",  # its calendar goes up to this week
        *("now/index.html", "matrix/index.html", "progress/index.html"),
        "sitemap.xml",
        "sitemap.xml.gz",
    }
    assert first["feed.xml"] == later["feed.xml"]


@pytest.mark.parametrize("address", ["https://example.org/", "https://example.org/a/b/"])
def test_addresses_are_right_also_under_a_path(address: str, project: Project) -> None:
    files = {
        "docs/entries/a.md": entry(body="[b](b.md) ![x](x.png)", week="2026-W36"),
        "docs/entries/b.md": entry(week="2026-W37"),
    }
    root = put(project(files), {"docs/entries/x.png": CLEAN})
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(re.sub("site_url: .*", f"site_url: {address}", text), "utf-8")
    built = build(root)
    assert built.status == 0, built.log
    feed = etree.fromstring((built.site / "feed.xml").read_bytes())
    assert feed.findtext("channel/link") == address
    content = feed.findall("channel/item")[1].findtext(
        "{http://purl.org/rss/1.0/modules/content/}encoded"
    )
    assert content
    assert f'href="{address}entries/b/"' in content
    assert f'src="{address}entries/x.png"' in content


HURTFUL = "<details> & \"x\" 'y' </title><script>alert(1)</script> *a* [b](c)"


def test_a_title_is_text_on_every_page(project: Project) -> None:
    quoted = "'" + HURTFUL.replace("'", "''") + "'"
    root = project(
        {
            "docs/entries/a.md": entry(quoted, summary=quoted, tags=f"[{quoted}]", stage="define"),
            "docs/phases/p.md": f"---\ntitle: {quoted}\nstarts: 2026-01-01\n---\nText.\n",
            "docs/about.md": f"---\ntitle: {quoted}\ndescription: {quoted}\n---\nText.\n",
        }
    )
    words = root / "journal.yml"
    label = f"label: {{ en: {quoted},"
    words.write_text(words.read_text("utf-8").replace("label: { en: Define,", label), "utf-8")
    built = build(root)
    assert built.status == 0, built.log
    for path in built.files():
        if not path.endswith(".html"):
            continue
        found = html.document_fromstring(built.text(path))
        scripts = found.xpath("//script[not(@type='application/ld+json')]")  # that is data
        assert "alert(1)" not in "".join(each.text or "" for each in scripts), path
        assert found.xpath("//details[not(@class)]") == [], path
        for title in found.xpath("//title/text()"):
            assert title.strip(), path
    assert texts(page(built, "entries/a/"), "//h1") == [HURTFUL]
    assert texts(page(built, "about/"), "//h1") == [HURTFUL]
    assert texts(page(built, "phases/p/"), "//h1") == [HURTFUL]
    assert texts(page(built, "stages/define/"), "//h1") == [f"{HURTFUL}¶"]
    (description,) = page(built, "entries/a/").xpath("//meta[@name='description']/@content")
    assert description == HURTFUL


def test_an_empty_journal_can_be_built(project: Project) -> None:
    built = build(project({}))
    assert built.status == 0, built.log
    assert "No entry yet." in built.text("entries/index.html")


def test_an_author_who_writes_a_page_of_her_own_keeps_it(project: Project) -> None:
    mine = "---\ntitle: Define\n---\nMy own words.\n\n<!-- waypost: latest -->\n"
    built = build(project({"docs/stages/define.md": mine, "docs/entries/a.md": entry("Mine")}))
    assert built.status == 0, built.log
    found = built.text("stages/define/index.html")
    assert "My own words." in found
    assert "../../entries/a/" in found


def test_time_comes_from_the_door(project: Project) -> None:
    root = project({f"docs/entries/{n}.md": entry(week=f"2026-W{n}") for n in (35, 36, 37)})
    assert len(list((build(root, today="2026-09-04").site / "entries").iterdir())) == 3
    run = [sys.executable, "-m", "waypost.cli", "build", "--today", "2026-08-24"]
    subprocess.run(run, cwd=root, check=True, capture_output=True)
    assert sorted(path.name for path in (root / "site/entries").iterdir()) == ["35", "index.html"]


def test_the_sample_grows_with_its_days(tmp_path: Path) -> None:
    root = tmp_path / "journal"
    shutil.copytree(ROOT / "docs", root / "docs")
    for name in ("mkdocs.yml", "engine.yml", "journal.yml"):
        shutil.copy(ROOT / name, root)
    for name in ("hooks", "overrides"):
        shutil.copytree(ROOT / name, root / name)
    early = build(root, today="2026-09-06")
    assert early.status == 0, early.log
    assert "w37" not in everything(early)
    assert build(root, today=TODAY).status == 0


def test_the_navigation_leaves_out_what_has_nothing_to_tell_yet(project: Project) -> None:
    files = {"docs/entries/2026-w36-x.md": entry(), "docs/goals/index.md": "# Mine\n"}
    first = build(project(files), "--strict")
    assert first.status == 0, first.log
    tabs = texts(page(first, ""), "//nav[@class='waypost-tabs']//a")
    assert tabs == ["Now", "Entries", "The way", "Goals", "Yes, we are moving", "About"]
    more = {"docs/decisions/a.md": "---\ntitle: A\ndate: 2026-09-04\n---\nText.\n"}
    later = build(write(first.root, more), "--strict")
    assert "Decisions" in texts(page(later, ""), "//nav[@class='waypost-tabs']//a")
    near = texts(page(later, "stages/"), "//nav[@class='waypost-near']//a")
    assert near == ["Stages", "Barriers", "Stages and barriers"]
