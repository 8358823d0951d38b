"""HTML from elsewhere becomes Markdown that reads the same through the journal's own Markdown."""

import re
from collections.abc import Sequence
from time import monotonic
from typing import Any

import pytest
from conftest import cases
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement
from test_foreign import converter

from waypost.imports.html import as_markdown
from waypost.pages.markers import markers
from waypost.prose import with_captions
from waypost.sources.comments import without_comments

STRUCTURE = ("h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "table", "tr")
STRUCTURE += ("td", "th", "dl", "dt", "dd", "hr", "img", "a", "br", "code", "sub", "sup", "p")


def page(markdown: str) -> HtmlElement:
    """A page of the journal that is made of a text; the author's comments are taken out before."""
    text, _ = without_comments("entry.md", markdown, 1)
    return html.fragment_fromstring(
        with_captions(converter().reset().convert(text)), create_parent="div"
    )


def said(element: HtmlElement) -> str:
    """The words that readers see, whatever is between them."""
    for mark in element.xpath(".//a[@class='headerlink' or @class='footnote-backref']"):
        mark.drop_tree()
    return "".join(element.itertext())


def words(text: str) -> str:
    return "".join(text.split())


def outline(element: HtmlElement) -> list[str]:
    """The elements that order a text; empty paragraphs are none."""
    found = []
    for each in element.iterdescendants(*STRUCTURE):
        is_empty = not words("".join(each.itertext())) and each.find(".//img") is None
        if each.tag == "p" or (is_empty and each.tag in ("td", "th", "code", "a", "sub", "sup")):
            continue
        around = {str(up.tag) for up in each.iterancestors()}
        is_comment = each.tag == "code" and "".join(each.itertext()).startswith("<!")
        if each.get("class") == "headerlink" or (each.tag == "code" and "pre" in around):
            continue
        if is_comment or (each.tag == "br" and around & {"h2", "summary", "dt"}):
            continue
        found.append("td" if each.tag == "th" else str(each.tag))
    return found


@pytest.mark.parametrize("case", cases("imports/html"))
def test_what_becomes_of_html(case: dict[str, Any]) -> None:
    for text, wanted in case["texts"].items():
        assert as_markdown(text).text == wanted.rstrip("\n")


TEXT = st.text(
    st.one_of(
        st.sampled_from("*_`~[](){}<>|#!?:=+-.>&\\\"'1 2a b^$@/\u00a0éא"),
        st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_characters="\x7f\x85"),
    ),
    min_size=1,
    max_size=12,
)
PIECES = st.sampled_from(
    [
        *("# a", "1. a", "2) b", "- a", "+ a", "* a", "> a", "!!! note", "??? note", "=== x"),
        *("===", "---", "***", "~~~", "```", "    four", ": definition", "[^1]", "[^1]: note"),
        *("*[abbr]: long", "{: .c }", "{ #id }", "| a | b |", "--- | ---", "&amp;", "&copy", "<b>"),
        *(
            "<!-- waypost: timeline -->",
            "<!--",
            "-->",
            "<?x",
            "[TOC]",
            "[a]: /b",
            "![a](b)",
            "<a@b.c>",
        ),
        *("<https://a.example>", "a_b_c", "__a__", "2*3*4", "\\*", "C#", "#"),
        *(
            "{% raw %}",
            "{{ x }}",
            "--8<--",
            "++a++",
            "^a^",
            "in https://a.example/_b_*c*",
            "==a==",
            "$x$",
            "...",
            "Wow!",
            "a\\",
        ),
    ]
)
PROSE = st.lists(st.one_of(TEXT, PIECES), min_size=1, max_size=4).map("".join).filter(str.strip)


def shown(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def wrapped(tag: str) -> Any:
    return lambda inner: f"<{tag}>{inner}</{tag}>"


INLINE = st.recursive(
    PROSE.map(shown),
    lambda inner: st.one_of(
        *(
            inner.map(wrapped(tag))
            for tag in ("em", "strong", "b", "del", "sub", "sup", "span", "mark")
        ),
        PROSE.map(shown).map(wrapped("code")),
        PROSE.map(
            lambda text: f'<a href="https://a.example/(x)?y=1&amp;z={len(text)}">{shown(text)}</a>'
        ),
        PROSE.map(lambda text: f'<img src="/p.png" alt="{shown(text).replace(chr(34), "")}">'),
        st.lists(inner, min_size=2, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=2).map("<br>".join),
    ),
    max_leaves=4,
)


def listed(tag: str) -> Any:
    return lambda items: f"<{tag}>" + "".join(f"<li>{each}</li>" for each in items) + f"</{tag}>"


def tabled(rows: Sequence[Sequence[str]]) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return (
        "<table><tr><th>A</th><th>B</th></tr>"
        + "".join(f"<tr>{row}</tr>" for row in cells)
        + "</table>"
    )


BLOCK = st.recursive(
    st.one_of(
        INLINE.map(wrapped("p")),
        INLINE.map(wrapped("h2")),
        st.lists(PROSE, min_size=1, max_size=3).map("\n\n".join).map(shown).map(wrapped("pre")),
        st.lists(st.lists(INLINE, min_size=2, max_size=2), min_size=1, max_size=2).map(tabled),
        st.tuples(INLINE, INLINE).map(
            lambda each: f"<dl><dt>{each[0]}</dt><dd>{each[1]}</dd></dl>"
        ),
        st.just("<hr>"),
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join).map(wrapped("blockquote")),
        *(
            st.lists(st.one_of(inner, INLINE), min_size=1, max_size=3).map(listed(tag))
            for tag in ("ul", "ol")
        ),
        st.lists(inner, min_size=1, max_size=3).map("".join).map(wrapped("div")),
        st.tuples(INLINE, inner).map(lambda each: f"<ul><li>{each[0]}{each[1]}</li></ul>"),
        st.tuples(PROSE.map(shown), inner).map(
            lambda each: f"<details><summary>{each[0]}</summary>{each[1]}</details>"
        ),
    ),
    max_leaves=5,
)
PAGE = st.lists(BLOCK, min_size=1, max_size=4).map("".join)


@effort(max_examples=150)
@given(PAGE)
def test_a_text_reads_as_it_did(given: str) -> None:
    original = html.fragment_fromstring(given, create_parent="div")
    for image in original.iter("img"):
        image.tail = image.get("alt") + (image.tail or "")
    finished = page(as_markdown(given).text)
    for image in finished.iter("img"):
        image.tail = image.get("alt") + (image.tail or "")
    assert words(said(finished)) == words(said(original))


@effort(max_examples=150)
@given(PAGE)
def test_a_text_is_ordered_as_it_was(given: str) -> None:
    original = html.fragment_fromstring(given, create_parent="div")
    assert outline(page(as_markdown(given).text)) == outline(original)


@effort(max_examples=300)
@given(
    st.text(max_size=60)
    | st.lists(
        PIECES
        | TEXT
        | st.sampled_from(
            [
                "<p>",
                "</p>",
                "<ul>",
                "<li>",
                "<table>",
                "<td>",
                "<div>",
                "<a href=#a>",
                "<pre>",
                "</pre>",
                "<code>",
                "<sup>",
                "<li id=a>",
                "\n",
            ]
        ),
        max_size=12,
    ).map("".join)
)
def test_whatever_is_in_a_file_nothing_asks_for_a_view_or_runs(given: str) -> None:
    text = as_markdown(given).text
    assert not list(markers(text))
    assert not without_comments("entry.md", text, 1)[1]
    finished = page(text)
    for each in finished.iter():
        assert each.tag not in ("script", "style", "iframe", "form", "input", "object")
        assert not any(name.startswith("on") for name in each.attrib)
        for name in ("href", "src"):
            address = re.sub(r"[\x00-\x20]", "", each.get(name, ""))
            assert not re.match("javascript:|vbscript:|data:text", address, re.IGNORECASE)


@pytest.mark.parametrize(
    "given",
    [
        *("<div>", "<blockquote>", "<ul><li>", "<em>", "<a href=x>", "<table><tr><td>", "<pre>"),
        *("<details><summary>", "<figure>", "<p>", "<br>", "<", "&lt;!--", "[", "`", "\u00a0"),
    ],
)
def test_a_text_in_which_everything_begins_and_nothing_ends_is_read_in_time(given: str) -> None:
    started = monotonic()
    as_markdown(given * 5000 + "end")
    assert monotonic() - started < 20
