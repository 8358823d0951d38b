"""A book holds together whatever HTML an author wrote, and whatever she called her files."""

from pathlib import Path

import pytest
from books import HTML, complaints, judged, needs_java, pages
from conftest import NOW, SITE, Project, build, entry, journal_of
from hypothesis import given, settings
from lxml.etree import Element, QName, fromstring, tostring
from tagsoup import SOUP

from waypost.exports.book import book
from waypost.exports.book.markup import body
from waypost.exports.book.names import XHTML
from waypost.exports.model import Edition
from waypost.exports.packing import packed
from waypost.languages import language
from waypost.weeks import Week


def in_a_book(written: str) -> str:
    """What an HTML text is in a book, with the element around it."""
    into = Element(f"{{{XHTML}}}div", nsmap={None: XHTML})  # type: ignore[dict-item]
    body(written, lambda link: link, lambda _: None, into)
    return tostring(into, encoding="unicode").replace(f' xmlns="{XHTML}"', "")


def edition(root: Path, texts: list[str]) -> Edition:
    """A journal with an entry for each text."""
    weeks = (Week(2016, 1).plus(number) for number in range(len(texts)))
    files = {f"{number}.md": entry(str(week), str(week)) for number, week in enumerate(weeks)}
    journal = journal_of(root, files)
    contents = dict(zip((each.uri for each in journal.entries), texts, strict=True))
    return Edition(journal, language("en"), SITE, NOW, contents, lambda _: None, "1.2.3")


@given(SOUP)
def test_any_text_becomes_xml_in_which_nothing_runs(written: str) -> None:
    found = in_a_book(written)
    for each in fromstring(found).iter():
        assert QName(each).localname != "script"
        assert not any(name.startswith("on") for name in each.attrib)


@needs_java
def test_epubcheck_finds_nothing_in_any_text(tmp_path: Path) -> None:
    texts: list[str] = []

    @settings(max_examples=250)
    @given(SOUP)
    def collect(written: str) -> None:
        texts.append(written)

    collect()
    made = edition(tmp_path, texts)
    assert len(made.contents) > 200
    (tmp_path / "journal.epub").write_bytes(packed(book(made)))
    assert judged(tmp_path / "journal.epub") == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('<p>a&#1;b<b title="&#xFFFE;">c</b></p>', '<p>ab<b title="">c</b></p>'),
        ("<p hidden>gone</p><p>here</p>", "<p>here</p>"),
        ('<p hidden="until-found">here</p>', "<p>here</p>"),
        ("<h2> </h2><p>x</p>", "<div> </div><p>x</p>"),
        ('<p><a href="https://example.org/"></a>x</p>', "<p><span/>x</p>"),
        ("<p>a<wbr>b<br>c</p>", "<p>a<wbr/>b<br/>c</p>"),
        ("<p><bdo>a</bdo><time>b</time></p>", "<p><span>a</span><span>b</span></p>"),
        (
            "<figure>a<figcaption>b</figcaption>c</figure>",
            "<figure>ac<figcaption>b</figcaption></figure>",
        ),
        ("<!DOCTYPE html>", ""),
        ("<p>a</p></body></html><body><p>b</p></body>", "<p>a</p><p>b</p>"),
        ("<xmp>a", '<pre class="xmp">a</pre>'),
        ("<!-- a --><p>b<!-- c -->d</p>", "<p>bd</p>"),
    ],
)
def test_what_becomes_of_a_text(written: str, read: str) -> None:
    assert in_a_book(written) == (f"<div>{read}</div>" if read else "<div/>")


def test_a_drawing_without_a_name_is_no_picture_to_those_who_hear_it() -> None:
    named = in_a_book('<svg role="img"><title>A way</title><path d="M0 0"/></svg>')
    assert 'role="img"' in named
    nameless = in_a_book('<svg role="img"><path d="M0 0"/></svg>')
    assert "role" not in nameless
    assert 'aria-hidden="true"' in nameless


@needs_java
def test_files_may_be_called_anything(project: Project) -> None:
    """Also what the book calls its own pages, and names that differ in a sign."""
    own = ("cover", "title", "contents", "register", "part-1", "page-cover")
    names = (
        "a b",
        "a-b",
        "a_b",
        "B c",
        "a&b",
        "a+b",
        "a;b",
        "ü",
        "日記",
        "a'b",
        "a(b)",
        "a,b",
        "a=b",
        "💡",
    )
    written = {
        f"docs/entries/{name}.md": entry(f"Called {number}", f"2026-W{number + 10}")
        for number, name in enumerate(names)
    }
    written |= {f"docs/{name}.md": f"# Page {name}\n\nText.\n" for name in own}
    built = build(project(written), archive="book")
    assert built.status == 0, built.log
    assert complaints(built) == []
    heads = [each.text for page in pages(built).values() for each in page.iter(f"{HTML}h1")]
    wanted = [
        *(f"Called {number}" for number in range(len(names))),
        *(f"Page {name}" for name in own),
    ]
    assert sorted(each for each in heads if each in wanted) == sorted(wanted)


def test_a_book_is_not_dated_in_the_future(tmp_path: Path) -> None:
    files = {"a.md": entry(updated="2030-01-01", changes="More.")}
    journal = journal_of(tmp_path, files)
    made = Edition(journal, language("en"), SITE, NOW, {}, lambda _: None, "1.2.3")
    assert b"2030-" not in b"".join(book(made).values())
