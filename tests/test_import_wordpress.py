"""What WordPress exports becomes texts of the journal, or is refused with its reason."""

import io
import random
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import CASES, ROOT
from lxml import etree, html
from test_import_html import page, said, words

from waypost.imports import wordpress
from waypost.imports.kinds import recognised
from waypost.imports.model import Found, Post

EXPORT = CASES / "imports" / "wordpress.xml"
POSTS = yaml.safe_load((CASES / "imports/wordpress/posts.yml").read_text("utf-8"))["cases"]
CORPUS = ROOT.parent / "shared/corpora/wordpress"


def read(data: bytes, with_pages: bool = False) -> Found:
    return wordpress.read({"export.xml": data}, with_pages)


@pytest.fixture(scope="module")
def found() -> Found:
    found = recognised(EXPORT)
    assert found is not None
    return found


def post(found: Found, title: str) -> Post:
    return next(each for each in found.posts if each.title == title)


def test_a_post_keeps_what_its_readers_know_it_by(found: Found) -> None:
    first = post(found, "What is a lead? Q&A one")
    assert first.id == "http://old.example/?p=7"
    assert first.published == datetime.fromisoformat("2024-03-31T09:30:00+02:00")
    assert first.updated == datetime.fromisoformat("2024-12-01T10:00:00+01:00")
    assert first.published.utcoffset() == timedelta(hours=2)
    assert first.summary == "In short."
    assert first.language == "es"
    assert first.labels == ["Sales & marketing", "leads"]
    assert first.addresses == [
        "https://diary.example/2024/03/what-is-a-lead/",
        "http://old.example/?p=7",
        "https://diary.example/?p=7",
    ]
    assert first.name == "what-is-a-léad"
    assert (first.image, first.image_alt) == ("https://diary.example/files/team.jpg", "Six people")
    assert post(found, "The old editor").language == "da-DK"


def test_the_block_editor_s_text_reads_as_it_did(found: Found) -> None:
    first = post(found, "What is a lead? Q&A one")
    assert first.text == (
        "We asked **everybody**[^1].\n\n## What they said\n\n"
        '```ruby\nputs [1]\n\nputs "[gallery]"\n```\n\n'
        "An old part  \nof two lines\n\nand more\n\nA shared part.\n\n[^1]: Seven *people*."
    )
    assert first.notes == ["A part that WordPress fills in itself, 'latest-posts', was left out."]


def test_the_old_editor_s_text_reads_as_it_did(found: Found) -> None:
    old = post(found, "The old editor")
    assert old.text.split("\n\n") == [
        "First line  \nsecond line \\[sic\\]",
        '![Six people](https://diary.example/files/team-300x200.jpg "Our team")',
        "![](https://diary.example/files/desk.jpg)",
        '![Six people](https://diary.example/files/team.jpg "All six of us")',
        "```php\n<?php\necho $a['b'];",
        "[gallery]\n```",
        "<https://www.youtube.com/watch?v=abcdefg>",
        "<https://vimeo.com/42>",
        "Inside a row",
        "Write \\[gallery\\] to get one.",
        "- a\n- b",
        "> Quoted\n>\n> twice",
        "Last words.",
    ]
    assert old.notes == [
        "It was laid out with a page builder: its words and pictures are kept, in a row.",
        "[contact-form-7] means nothing outside of WordPress, and was left out.",
    ]


SHELF = """
<item><wp:post_id>1</wp:post_id><wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status>
<wp:attachment_url>https://diary.example/one.jpg</wp:attachment_url><wp:postmeta>
<wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>One</wp:meta_value></wp:postmeta></item>
<item><wp:post_id>2</wp:post_id><wp:post_type>attachment</wp:post_type><wp:status>trash</wp:status>
<wp:attachment_url>https://diary.example/two.jpg</wp:attachment_url></item>
<item><wp:post_id>3</wp:post_id><wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status>
<wp:attachment_url>https://diary.example/song.mp3</wp:attachment_url></item>
<item><wp:post_id>4</wp:post_id><wp:post_type>wp_block</wp:post_type><wp:status>publish</wp:status>
<content:encoded><![CDATA[<p>Shared words</p>]]></content:encoded></item>
<item><wp:post_id>5</wp:post_id><wp:post_type>wp_block</wp:post_type><wp:status>draft</wp:status>
<content:encoded><![CDATA[<p>Not ready</p>]]></content:encoded></item>
<item><wp:post_id>6</wp:post_id><wp:post_type>wp_block</wp:post_type><wp:status>publish</wp:status>
<wp:post_password>x</wp:post_password><content:encoded><![CDATA[Locked]]></content:encoded></item>
"""


def exported(content: str, more: str = "") -> bytes:
    """An export of one post, with some things that posts show."""
    inner = content.replace("]]>", "]]]]><![CDATA[>")
    item = f"""<item><title>T</title><wp:post_id>7</wp:post_id><wp:post_type>post</wp:post_type>
    <wp:status>publish</wp:status><wp:post_date>2024-01-02 10:00:00</wp:post_date>{more}
    <content:encoded><![CDATA[{inner}]]></content:encoded></item>"""
    text = EXPORT.read_text("utf-8")
    return (text[: text.index("<item")] + SHELF + item + "</channel></rss>").encode()


@pytest.mark.parametrize("case", POSTS, ids=lambda case: case["is"])
def test_what_stands_in_a_post_reads_as_it_did(case: dict[str, Any]) -> None:
    (found,) = read(exported(case["given"])).posts
    assert found.text == case["wants"].strip("\n")
    assert found.notes == case.get("notes", [])


@pytest.mark.parametrize(
    ("key", "value", "state"),
    [
        ("_jetpack_newsletter_access", "paid_subscribers", "private"),
        ("_jetpack_newsletter_access", "everybody", "published"),
        ("_wpmem_block", "1", "private"),
        ("_wpmem_block", "0", "published"),
        ("_members_access_role", "editor", "private"),
    ],
)
def test_what_a_plugin_kept_for_members_was_not_public(key: str, value: str, state: str) -> None:
    pair = f"<wp:meta_key>{key}</wp:meta_key><wp:meta_value>{value}</wp:meta_value>"
    (found,) = read(exported("Words", f"<wp:postmeta>{pair}</wp:postmeta>")).posts
    assert found.state == state


def test_only_what_was_public_is_published(found: Found) -> None:
    states = {each.title: each.state for each in found.posts}
    assert states == {
        "What is a lead? Q&A one": "published",
        "The old editor": "published",
        "A draft": "draft",
        "Waiting": "draft",
        "For us": "private",
        "Some day": "future",
        "Thrown away": "trashed",
        "Locked": "protected",
        "In a plugin's state": "draft",
    }
    assert [(each.title, each.why) for each in found.refusals] == [
        ("Empty", "There is no text in it.")
    ]
    draft = post(found, "A draft")
    assert draft.published == datetime(2026, 9, 1, 10)  # noqa: DTZ001 - its home says no zone


def test_pages_come_when_they_are_asked_for() -> None:
    titles = [each.title for each in read(EXPORT.read_bytes(), with_pages=True).posts]
    assert "About" in titles
    assert not {"Before", "Home", "team", "Shared"} & set(titles)


def test_nobody_s_name_address_or_comment_comes_along(found: Found) -> None:
    assert "secret" not in repr(found)
    assert "192.0.2" not in repr(found)


def test_an_export_of_old_or_without_its_namespaces_is_read_the_same(found: Found) -> None:
    text = EXPORT.read_text("utf-8")
    titles = [each.title for each in found.posts]
    for changed in (
        text.replace("/export/1.2/", "/export/1.0/"),
        text.replace("/export/1.2/", "/export/1.1/"),
        text.replace("xmlns:", "data-"),
        text.replace("<title>A draft", "<title>A\x0b draft"),
        text.replace("<title>A draft", "<title>A&#11; draft"),
        text.replace("<guid>g-12", "<guid>g&nbsp;12 & more"),
        "\ufeff" + text,
    ):
        again = read(changed.encode())
        assert [each.title for each in again.posts] == titles
        assert [each.text for each in again.posts] == [each.text for each in found.posts]
    assert [
        each.title for each in read(text.replace("UTF-8", "UTF-16").encode("utf-16")).posts
    ] == titles


BOMB = (
    '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)


@pytest.mark.parametrize(
    "prolog",
    [
        BOMB,
        '<!DOCTYPE rss SYSTEM "https://elsewhere.example/x.dtd">',
        f"<!-- a -->\n<?x y?>\n{BOMB}",
        '<!DOCTYPE rss [<!ENTITY d SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_an_export_that_declares_things_is_refused(prolog: str) -> None:
    text = EXPORT.read_text("utf-8")
    hostile = text.replace("<rss", f"{prolog}<rss", 1).replace("A draft", "&d;")
    found = read(hostile.encode())
    assert not found.posts
    assert [each.why for each in found.refusals] == [
        "It declares things of its own (<!DOCTYPE>), which no export of WordPress does, "
        "and which can do harm."
    ]


def test_of_a_damaged_export_what_stands_whole_is_kept(found: Found) -> None:
    text = EXPORT.read_text("utf-8")
    cut = read(text[: text.index("Last <!--more-->")].encode())
    assert [each.title for each in cut.posts] == ["What is a lead? Q&A one"]
    assert [(each.origin, each.title, each.why) for each in cut.refusals] == [
        (
            "export.xml, item 2",
            "The old editor",
            "The file ends in the middle of this text. Export it again.",
        ),
        ("export.xml", "", "The file ends too early: more texts may have stood in it."),
    ]
    hurt = read(text.replace("<title>Waiting</title>", "<title>Waiting</titel>").encode())
    assert len(hurt.posts) == len(found.posts) - 1
    (refusal, _) = hurt.refusals
    assert refusal.title == "Waiting"
    assert refusal.why.startswith("What is written of it in the file is damaged (")


def test_a_package_of_several_exports_is_one(tmp_path: Path) -> None:
    text = EXPORT.read_text("utf-8")
    head, tail = text[: text.index("<item>")], "</channel></rss>"
    items = [f"<item>{each}" for each in text[len(head) :].split("<item>")[1:]]
    items[-1] = items[-1].partition("</channel>")[0]
    package = tmp_path / "export.zip"
    with zipfile.ZipFile(package, "w") as packed:
        packed.writestr("a/one.xml", head + "".join(items[:3]) + tail)
        packed.writestr("a/two.xml", head + "".join(items[3:]) + tail)
        packed.writestr("../climbs.xml", head + "".join(items) + tail)
        packed.writestr("picture.jpg", b"no text")
    found = recognised(package)
    assert found is not None
    assert len(found.posts) == 9
    assert found.posts[0].image == "https://diary.example/files/team.jpg"


def test_a_package_that_can_not_be_opened_says_so(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("one.xml", EXPORT.read_bytes())
    path = tmp_path / "export.zip"
    path.write_bytes(made.getvalue()[:-40])
    found = recognised(path)
    assert found is not None
    assert [each.why for each in found.refusals] == [
        "The package is damaged. Download or export it again."
    ]


def test_a_package_that_unfolds_without_end_is_not_unfolded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("waypost.imports.packages.LARGEST", 5_000_000)
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.xml", EXPORT.read_bytes())
        packed.writestr("b.xml", b" " * 9_000_000)
    found = recognised(path)
    assert found is not None
    assert [each.why for each in found.refusals] == ["What is packed in it is larger than 5 MB."]


@pytest.mark.parametrize("name", ["note.xml", "page.html", "feed.xml", "data.json", "empty.xml"])
def test_what_is_no_export_is_none(tmp_path: Path, name: str) -> None:
    texts = {
        "note.xml": "<note><title>a</title></note>",
        "page.html": "<p>About wordpress.org/export</p>",
        "feed.xml": "<rss version='2.0'><channel><item><title>a</title></item></channel></rss>",
        "data.json": '{"posts": []}',
    }
    path = tmp_path / name
    path.write_text(texts.get(name, ""), "utf-8")
    assert recognised(path) is None


def test_a_file_that_was_harmed_never_raises() -> None:
    chance = random.Random(9)
    data = EXPORT.read_bytes()
    for _ in range(60):
        harmed = bytearray(data[: chance.randrange(len(data))] if chance.random() < 0.4 else data)
        for _ in range(chance.randrange(1, 30)):
            if harmed:
                harmed[chance.randrange(len(harmed))] = chance.randrange(256)
        if chance.random() < 0.3:
            start = chance.randrange(len(harmed) or 1)
            del harmed[start : start + chance.randrange(3000)]
        found = read(bytes(harmed), with_pages=True)
        assert found.posts or found.refusals


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the exports are not on this machine")
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.xml")), ids=lambda path: path.stem)
def test_each_post_of_an_export_reads_like_the_original(path: Path) -> None:
    found = recognised(path, with_pages=True)
    assert found is not None
    wp = "{http://wordpress.org/export/1.2/}"
    originals = {
        each.findtext("guid", "").strip(): each.findtext(
            "{http://purl.org/rss/1.0/modules/content/}encoded", ""
        )
        for each in etree.fromstring(path.read_bytes(), etree.XMLParser(recover=True)).iter("item")
        if each.findtext(f"{wp}post_type") in ("post", "page")
    }
    assert len(found.posts) + len(found.refusals) == len(originals)
    for each in found.posts:
        original = html.fragment_fromstring(originals[each.id], create_parent="div")
        etree.strip_tags(original, etree.Comment)
        assert words(said(page(each.text))) == words(said(original)), each.title
