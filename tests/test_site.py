"""Whole journals, built as an author builds them, and what readers then find."""

import gzip
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import ROOT, TODAY, Built, build, contents, entry, write
from lxml import etree, html

Project = Callable[[Mapping[str, str]], Path]

GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')


def everything(built: Built) -> str:
    """Every byte that is published, as text; what is packed, unpacked."""
    found = []
    for path, data in built.files().items():
        raw = gzip.decompress(data) if path.endswith(".gz") else data
        found.append(f"{path}\n{raw.decode('utf-8', 'replace')}")
    return "\n".join(found)


def page(built: Built, path: str) -> html.HtmlElement:
    return html.document_fromstring(built.text(f"{path}index.html"))


def texts(root: html.HtmlElement, selector: str) -> list[str]:
    found = root.xpath(selector)
    return [" ".join(each.text_content().split()) for each in found]


# What a reader of the sample finds


def test_an_entry_says_when_it_is_and_where_on_the_way(sample: Built) -> None:
    found = page(sample, "entries/2026-w36-what-is-a-lead/")
    (kicker,) = texts(found, "//p[@class='waypost-kicker']")
    assert kicker.replace("\u2009", " ") == "Week 36 · 31 August – 6 September 2026"
    assert texts(found, "//h1") == ["What is a lead?"]
    tags = found.xpath("//ul[@class='waypost-tags']//a")
    assert [tag.get("href") for tag in tags] == [
        "../../stages/define/",
        "../../barriers/understanding/",
    ]
    assert re.fullmatch(r"\d minutes to read", texts(found, "//li[@class='waypost-minutes']")[0])
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
    index = json.loads(sample.text("search/search_index.json"))
    found = next(
        each
        for each in index["docs"]
        if each["location"] == "entries/2026-w36-what-is-a-lead/" and "tags" in each
    )
    assert {"Define", "Understanding"} <= set(found["tags"])
    headings = texts(page(sample, "tags/"), "//h2")
    assert any("Understanding" in each for each in headings)


def test_a_year_shows_the_pause_and_the_gap(sample: Built) -> None:
    found = " ".join(texts(page(sample, "years/2026/"), "//article"))
    assert "Weeks 30–31 · Pause: Summer holiday" in found
    assert "Week 41 · Nothing written" in found


def test_every_page_offers_both_feeds(sample: Built) -> None:
    pages = [path for path in sample.files() if path.endswith(".html")]
    assert len(pages) > 35
    for path in pages:
        found = html.document_fromstring(sample.text(path))
        kinds = found.xpath("//link[@rel='alternate']/@type")
        assert kinds == ["application/rss+xml", "application/atom+xml"], path


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
    reached = [
        name
        for name in (docs.parent / "journal.yml").read_text("utf-8").split()
        if (sample.site / f"stages/{name}/index.html").exists()
        and "waypost-list" in sample.text(f"stages/{name}/index.html")
    ]
    assert len(set(reached)) >= 5


# The same input gives the same bytes, whichever host


def test_a_second_build_gives_the_same_bytes(sample: Built) -> None:
    first = sample.files()
    again = build(sample.root, "--site-dir", "again")
    assert again.status == 0, again.log
    assert contents(sample.root / "again") == first
    shutil.rmtree(sample.root / "again")


def test_properdocs_builds_the_same_but_for_the_generator_tag(
    sample: Built, tmp_path: Path
) -> None:
    root = tmp_path / "journal"
    shutil.copytree(sample.root, root, ignore=shutil.ignore_patterns("site", "again"))
    other = build(root, host="properdocs")
    assert other.status == 0, other.log
    theirs, ours = other.files(), sample.files()
    assert theirs.keys() == ours.keys()
    for path, data in ours.items():
        if path.endswith(".html"):
            assert GENERATOR.search(data)
            assert GENERATOR.search(theirs[path]) is not None
            assert GENERATOR.sub(b"", theirs[path]) == GENERATOR.sub(b"", data), path
        else:
            assert theirs[path] == data, path


def test_feeds_do_not_move_with_the_clock(project: Project) -> None:
    root = project({"docs/entries/a.md": entry(week="2026-W36")})
    first = build(root, today="2026-10-01").files()
    later = build(root, today="2031-01-01").files()
    assert later.keys() == first.keys()
    assert {path for path in first if first[path] != later[path]} <= {
        "sitemap.xml",
        "sitemap.xml.gz",
    }
    assert first["feed.xml"] == later["feed.xml"]


@pytest.mark.parametrize("address", ["https://example.org/", "https://example.org/a/b/"])
def test_addresses_are_right_also_under_a_path(address: str, project: Project) -> None:
    root = project(
        {
            "docs/entries/a.md": entry(body="[b](b.md) ![x](x.png)", week="2026-W36"),
            "docs/entries/b.md": entry(week="2026-W37"),
            "docs/entries/x.png": "not really",
        }
    )
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


# Nothing is published that is not meant to be


SECRET = "QVARKSILVER"

PLACES = {
    "draft": {"docs/entries/s.md": entry(SECRET, status="draft", body=SECRET, tags=f"[{SECRET}]")},
    "next week": {"docs/entries/s.md": entry(SECRET, "2026-W48", summary=SECRET, body=SECRET)},
    "tomorrow": {"docs/entries/s.md": entry(SECRET, date="2026-11-23", body=SECRET)},
    "embargo": {"docs/entries/s.md": entry(SECRET, publish_at="2026-11-23 00:01", body=SECRET)},
    "file name of a draft": {f"docs/entries/{SECRET}.md": entry(status="draft")},
    "drawer": {"docs/entries/s.md": entry(extra=f"{{note: {SECRET}, list: [{SECRET}]}}")},
    "yaml comment": {"docs/entries/s.md": entry(summary=f"Short. # {SECRET}")},
    "picture of a draft": {
        "docs/entries/s.md": entry(status="draft", body=f"![x](images/{SECRET}.png)"),
        f"docs/entries/images/{SECRET}.png": SECRET,
    },
    "withdrawn": {"docs/entries/s.md": entry(status="withdrawn", body=SECRET, summary=SECRET)},
    "link to a draft": {
        "docs/entries/a.md": entry(week="2026-W35", body=f"See [this]({SECRET}.md)."),
        f"docs/entries/{SECRET}.md": entry(status="draft"),
    },
    "drawer of a phase": {
        "docs/phases/s.md": f"---\ntitle: P\nstarts: 2026-01-01\nextra: {SECRET}\n---\nText.\n"
    },
    "next week, in spite of an embargo that is over": {
        "docs/entries/s.md": entry(SECRET, date="2026-11-30", publish_at="2026-09-01", body=SECRET)
    },
    "picture of a withdrawn entry": {
        "docs/entries/s.md": entry(status="withdrawn", body=f"![x](images/{SECRET}.png)"),
        f"docs/entries/images/{SECRET}.png": SECRET,
    },
    "picture elsewhere": {
        "docs/entries/s.md": entry(status="draft", body=f"![x](../img/{SECRET}.png)"),
        f"docs/img/{SECRET}.png": SECRET,
    },
    "picture beside a draft": {
        f"docs/entries/{SECRET}/index.md": entry(status="draft"),
        f"docs/entries/{SECRET}/a.png": SECRET,
    },
    "raw link to a draft": {
        "docs/entries/a.md": entry(
            week="2026-W35",
            body=f'<a href="{SECRET}/">a</a> <a href="../{SECRET}/index.html">b</a> '
            f"[c](https://waypost.example/journal/entries/{SECRET}/)",
        ),
        f"docs/entries/{SECRET}.md": entry(status="draft"),
    },
    "drawer of a page": {"docs/about.md": f"---\ntitle: A\nextra: {SECRET}\n---\nText.\n"},
    "note in the fields of a page": {"docs/about.md": f"---\n# {SECRET}\n---\nText.\n"},
} | {
    f"comment: {name}": {"docs/entries/s.md": entry(body=body)}
    for name, body in {
        "block": f"Text.\n\n<!-- {SECRET} -->\n\nMore.",
        "inline": f"Text <!-- {SECRET} --> more.",
        "lines": f"Text.\n\n<!--\n{SECRET}\n\n{SECRET}\n-->\n\nMore.",
        "heading": f"## A heading <!-- {SECRET} -->\n\nText.",
        "alternative text": f"![x <!-- {SECRET} -->](https://example.org/a.png)",
        "list": f"- one\n- two <!-- {SECRET} -->\n    <!-- {SECRET} -->\n",
        "table": f"| a | b |\n| --- | --- |\n| 1 <!-- {SECRET} --> | 2 |\n",
        "quotation": f"> Said <!-- {SECRET} -->\n> so.\n",
        "note": f"Text.[^1]\n\n[^1]: A note <!-- {SECRET} -->\n",
        "box": f'!!! note "A box <!-- {SECRET} -->"\n    Text <!-- {SECRET} -->\n',
        "short end": f"Text <!--> {SECRET} --> more.",
        "odd end": f"Text <!-- {SECRET} --!> more.",
        "with code in it": f"Text <!-- `a {SECRET}` --> and `code`.",
        "with a fence in it": f"<!--\n```\n{SECRET}\n-->\n\nText.\n\n```\ncode\n```\n",
        "between backticks": f"It`s done <!-- {SECRET} --> that`s it",
        "across backticks": f"It`s done <!-- {SECRET} don`t tell --> ok",
        "as other programs write them": f"Text <? {SECRET} ?> and <![CDATA[{SECRET}]]>.",
        "raw block": f"<div>\n<!-- {SECRET} -->\n</div>\n",
    }.items()
}


@pytest.mark.parametrize("place", PLACES)
def test_a_secret_is_in_no_file_of_the_site(place: str, project: Project) -> None:
    built = build(project(PLACES[place]))
    assert built.status == 0, built.log
    assert SECRET not in everything(built)
    assert (built.site / "feed.xml").is_file()


MALFORMED = {
    "a colon": f"---\ntitle: A: {SECRET}\nweek: 2026-W36\n---\nText.\n",
    "no end": f"---\ntitle: A\nextra: {SECRET}\n\nText.\n",
    "a tab": f"---\ntitle: A\n\textra: {SECRET}\n---\nText.\n",
    "no fence": f"title: A\nextra: {SECRET}\n\nText.\n",
    "a dash": f"—\ntitle: A\nextra: {SECRET}\n—\nText.\n",
    "toml": f'+++\nextra = "{SECRET}"\n+++\nText.\n',
    "a blank line first": f"\n\n---\ntitle: A: B\nextra: {SECRET}\n---\nText.\n",
    "not utf-8": f"---\ntitle: A\nextra: {SECRET}\n---\nText \udcff.\n",
}


REFUSED = {
    "in brackets that a fence opened": f"- ```\n  a\n  ```\n\n![a <!-- {SECRET} --> b](x.png)",
    "by a word processor": f"Text <!— {SECRET} —> more.",
    "almost": f"Text <!- {SECRET} -> more.",
    "with a space": f"Text < !-- {SECRET} --> more.",
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_comment_that_would_be_read_stops_the_build(kind: str, project: Project) -> None:
    built = build(project({"docs/entries/a.md": entry(body=REFUSED[kind])}))
    if built.status == 0:
        assert SECRET not in everything(built)
    else:
        assert "This comment would be shown as text" in built.log
        assert not built.site.exists()


def test_the_navigation_does_not_name_what_is_not_public(project: Project) -> None:
    root = project({f"docs/entries/{SECRET}.md": entry(status="draft")})
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    forms = (f"entries/{SECRET}.md", f"./entries//{SECRET}.md#x", f"/entries/{SECRET}/")
    lines = [f"  - {SECRET} {number}: {form}" for number, form in enumerate(forms)]
    nav = "\n".join(["nav:", "  - Home: index.md", *lines, ""])
    settings.write_text(text.partition("nav:")[0] + nav, "utf-8")
    built = build(root)
    assert built.status == 0, built.log
    assert SECRET not in everything(built)


@pytest.mark.parametrize("kind", MALFORMED)
@pytest.mark.parametrize("path", ["docs/entries/s.md", "docs/phases/s.md", "docs/index.md"])
def test_malformed_fields_stop_the_build_and_reach_no_page(
    kind: str, path: str, project: Project
) -> None:
    root = project({})
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_bytes(MALFORMED[kind].encode("utf-8", "surrogateescape"))
    built = build(root)
    assert built.status != 0
    assert f"ERROR   -  {path}:" in built.log
    assert "Traceback" not in built.log
    assert not built.site.exists()


# A build with errors changes nothing


def test_a_build_with_errors_says_them_all_and_leaves_the_former_site(project: Project) -> None:
    root = project({"docs/entries/a.md": entry()})
    before = build(root)
    assert before.status == 0
    former = before.files()
    wrong = {
        "docs/entries/a.md": entry("A: b", stage="defin", mood="x"),
        "docs/entries/b.md": entry(week="2026-W99"),
        "docs/index.md": "# Home\n\n<!-- waypost: nothing -->\n",
    }
    after = build(write(root, wrong))
    assert after.status != 0
    said = [line.removeprefix("ERROR   -  ") for line in after.log.splitlines() if "ERROR" in line]
    assert [line.partition(" ")[0] for line in said] == [
        "docs/entries/a.md:2:",
        "docs/entries/a.md:4:",
        "docs/entries/a.md:5:",
        "docs/entries/b.md:3:",
        "docs/index.md:3:",
    ]
    assert "5 things have to be mended first" in after.log
    assert "Traceback" not in after.log
    assert after.files() == former


def test_a_strict_build_with_warnings_leaves_the_former_site(project: Project) -> None:
    root = project({"docs/entries/a.md": entry()})
    former = build(root).files()
    write(root, {"docs/entries/a.md": entry(body="![x](missing.png)")})
    strict = build(root, "--strict")
    assert strict.status != 0
    assert "docs/entries/a.md:5: text: This points to 'missing.png'" in strict.log
    assert strict.files() == former
    assert build(root).status == 0


def test_a_site_without_address_is_refused_in_plain_words(project: Project) -> None:
    root = project({})
    settings = root / "mkdocs.yml"
    settings.write_text(re.sub("site_url: .*\n", "", settings.read_text("utf-8")), "utf-8")
    built = build(root)
    assert built.status != 0
    assert "mkdocs.yml: site_url: The address of the site is missing" in built.log


def test_a_day_that_nobody_can_read_is_refused_in_plain_words(project: Project) -> None:
    built = build(project({}), today="Friday")
    assert built.status != 0
    assert "--today wants a day" in built.log
    assert "Traceback" not in built.log


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("theme: {language: xx}", "mkdocs.yml: theme.language: 'xx' is not a language"),
        ("theme: {language: EN}", "mkdocs.yml: theme.language: 'EN' is not a language"),
        ("use_directory_urls: false", "mkdocs.yml: use_directory_urls: Feeds and links count"),
        ("exclude_docs: a.md", "docs/entries/a.md: mkdocs.yml leaves this entry out"),
    ],
)
def test_a_setting_that_breaks_the_journal_is_refused(
    setting: str, said: str, project: Project
) -> None:
    root = project({"docs/entries/a.md": entry()})
    base = "INHERIT: engine.yml\nsite_name: A\nsite_url: https://a.b/\n"
    write(root, {"mkdocs.yml": f"{base}{setting}\n"})
    built = build(root)
    assert built.status != 0
    assert said in built.log
    assert "Traceback" not in built.log


def test_whatever_happens_the_author_reads_a_sentence(project: Project) -> None:
    root = project({"docs/entries/a.md": entry()})
    (root / "overrides/main.html").write_text("{% nonsense %}", "utf-8")
    built = build(root)
    assert built.status != 0
    assert "Waypost stopped at something that it did not expect" in built.log
    assert "Traceback" not in built.log
    assert not built.site.exists()


def test_a_dirty_build_is_refused(project: Project) -> None:
    built = build(project({"docs/entries/a.md": entry()}), "--dirty")
    assert built.status != 0
    assert "--dirty" in built.log
    assert "Traceback" not in built.log


def test_a_site_that_is_a_link_stays_one_and_keeps_what_is_hidden(project: Project) -> None:
    root = project({"docs/entries/a.md": entry()})
    target = root.parent / "elsewhere"
    write(target, {".git/HEAD": "ref", "old.html": "old"})
    (root / "site").symlink_to(target)
    built = build(root)
    assert built.status == 0, built.log
    assert (root / "site").is_symlink()
    assert (target / "index.html").is_file()
    assert (target / ".git/HEAD").is_file()
    assert not (target / "old.html").exists()


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
        assert "alert(1)" not in "".join(each.text or "" for each in found.iter("script")), path
        assert found.xpath("//details[not(@class)]") == [], path
        for title in found.xpath("//title/text()"):
            assert title.strip(), path
    assert texts(page(built, "entries/a/"), "//h1") == [HURTFUL]
    assert texts(page(built, "about/"), "//h1") == [HURTFUL]
    assert texts(page(built, "phases/p/"), "//h1") == [HURTFUL]
    assert texts(page(built, "stages/define/"), "//h1") == [f"{HURTFUL}¶"]
    (description,) = page(built, "entries/a/").xpath("//meta[@name='description']/@content")
    assert description == HURTFUL


INNOCENT = {
    "table": "# Home\n\n| What | n |\n|---|---|\n| Stage | define |\n",
    "rule": "# About\n\nme\n\n---\n\nNext: the plan\n\n***\n\nGoals: many\n",
    "setext": "About\n-----\n\nSearch: use the box.\n",
    "code about fields": "# How\n\nSo:\n\n```yaml\n---\ntitle: x\nstage: y\n---\n```\n",
    "first words": "Status: this is a sample.\n\n**Author:** a marketing manager\n",
    "heading": "# Author: who writes\n\nI do.\n",
    "rule at the top": "---\n\nThis journal: what it is\n\n---\n\nMore.\n",
    "arrows": "A --> B, and if a <! b then c &lt;!-- not --&gt;.\n",
    "addresses": "[f](/journal/feed.xml) [s](stages/define.md) [h](#x) [m](mailto:a@b.c)\n\n## X\n",
}


@pytest.mark.parametrize("kind", INNOCENT)
def test_an_innocent_text_is_left_alone(kind: str, project: Project) -> None:
    built = build(project({"docs/about.md": INNOCENT[kind], "docs/entries/a.md": entry()}))
    assert built.status == 0, built.log
    assert "docs/about.md" not in built.log


def test_a_draft_takes_no_link_and_no_file_of_others_along(project: Project) -> None:
    built = build(
        project(
            {
                "docs/entries/define.md": entry(status="draft", body="On CNAME and x.css."),
                "docs/index.md": "# Home\n\n[Define](stages/define.md) [A](about.md)\n",
                "docs/CNAME": "example.org",
                "docs/assets/x.css": "p {}",
            }
        )
    )
    assert built.status == 0, built.log
    assert page(built, "").xpath("//article//a[text()='Define']/@href") == ["stages/define/"]
    assert (built.site / "CNAME").is_file()
    assert (built.site / "assets/x.css").is_file()


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
