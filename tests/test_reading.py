"""Whatever an entry's HTML is, what a reader gets of it is plain, whole and safe."""

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from waypost.feeds.reading import _unfolded, for_readers
from waypost.feeds.reading.allowed import BLOCKS, CONTROLS, RENAMED, SILENT, TAGS, cleaned
from waypost.feeds.reading.plain import if_plain

URL = "https://example.org/journal/entries/a/"
STRANGE = {"annotation", "body", "embed", "html", "iframe", "label", "math", "my-card", "object"}
NAMES = st.sampled_from(sorted({*TAGS, *RENAMED, *SILENT, *CONTROLS, *STRANGE, "svg", "text"}))
CLASSES = str.split("""
    admonition admonition-title arithmatex filename footnote-backref headerlink highlight
    highlighttable linenos mermaid tabbed-block tabbed-content tabbed-labels tabbed-set twemoji
""")
ADDRESSES = str.split(r"""
    # #x #a:x ./#x ../b/ a%20b.png æ.png,b.png a,b //e.com/ø https://e.com http:foo http://[ \\x
    <!--&quot;onload=x p.png#only-light javascript:x JAVA&#10;SCRIPT:x#y data:text/html,x
    data:image/png;base64,AA
""")
OTHERS = str.split("""
    id="x" id="a:x" name="x" for="x" hidden aria-hidden="true" checked style="text-align:left"
    onclick="x" lang="da" alt="a&#32;b" title="t" type="checkbox" type="math/tex" aria-label="l"
    = " <
""")
ATTRIBUTES = st.one_of(
    st.sampled_from(CLASSES).map('class="{}"'.format),
    st.builds(
        '{}="{}"'.format,
        st.sampled_from(["href", "src", "srcset", "poster", "cite", "data", "data-src"]),
        st.sampled_from(["", " ", "a.png 1x, b.png 2x", *ADDRESSES]),
    ),
    st.sampled_from(OTHERS),
)
PIECES = str.split("""
    one two &amp; &lt;b> &nbsp; &copy ø < </ <! <!-- --> <?x <![CDATA[ ]]> &#11; &#0; \0 \ufffe $x$
""")
WORDS = st.sampled_from([*PIECES, " ", "\n", "\n\n", "\x0b"])
OPENED = st.builds(
    lambda name, attributes, end: f"<{' '.join([name, *attributes])}{end}",
    NAMES,
    st.lists(ATTRIBUTES, max_size=3),
    st.sampled_from([">", ">", "/>", ""]),
)
NESTED = st.recursive(
    WORDS,
    lambda inner: st.builds(
        lambda name, attributes, inside: (
            f"<{' '.join([name, *attributes])}>{''.join(inside)}</{name}>"
        ),
        NAMES,
        st.lists(ATTRIBUTES, max_size=2),
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)
FRAGMENTS = st.lists(OPENED | WORDS | NAMES.map("</{}>".format), max_size=12).map(
    "".join
) | st.lists(NESTED, max_size=3).map("".join)


@given(st.text() | FRAGMENTS)
@example("")
@example("<!-- only a comment -->")
@example("<div>" * 3000)
def test_any_html_is_read(text: str) -> None:
    assert isinstance(for_readers(text, URL, "a"), str)


@given(FRAGMENTS)
@example("<pre>\n\n\n a</pre>")
@example('<p id="x">a</p><a href="#x">b</a>')
def test_what_is_done_stays_as_it_is(text: str) -> None:
    once = for_readers(text, URL, "a")
    assert for_readers(once, URL, "a") == once


@given(FRAGMENTS)
def test_nothing_is_left_that_needs_a_page(text: str) -> None:
    root = html.fragment_fromstring(for_readers(text, URL, "a"), create_parent="div")
    identities = [element.get("id") for element in root.iter() if "id" in element.attrib]
    assert len(identities) == len(set(identities))
    for element in root.iterdescendants():
        assert element.tag in TAGS
        assert set(element.keys()) <= {*TAGS[element.tag], "id", "lang", "dir"}
        for name in {"href", "src", "poster", "cite"} & set(element.keys()):
            address = element.attrib[name]
            if address.startswith("#"):
                assert address[1:] in identities
                assert element.keys()[0] != "href"  # which W3C's validator would report
            elif address.startswith("data:"):
                assert (name, address[:11]) != ("href", address[:11])
                assert address.startswith("data:image/")
            else:
                assert urlsplit(address).scheme in ("http", "https")
                assert urlsplit(address).netloc


# [] is a word, {} is more of the kind.
FOLDS = [
    "<div>{}</div>",
    "<section>{}</section>",
    '<div class="admonition"><p class="admonition-title">[]</p>{}</div>',
    "<details><summary>[]</summary>{}</details>",
    '<div class="tabbed-set"><div class="tabbed-labels"><label>[]</label><label>[]</label></div>'
    '<div class="tabbed-content"><div class="tabbed-block">{}</div>'
    '<div class="tabbed-block">{}</div></div></div>',
    "<ul><li>{}</li><li>{}</li></ul>",
    "<table><tr><td>{}</td><td>{}</td></tr></table>",
    "<p>{}</p>",
    "<pre><code>[]</code></pre>",
    "<dl><div><dt>[]</dt><dd>{}</dd></div></dl>",
    "<h2>[]</h2>",
    "{}<div></div>{}",
    "[]<button>a button</button>[]",
    "<figure>{}<figcaption>{}</figcaption></figure>",
]


@given(st.data())
def test_the_words_stay_and_stay_apart(data: st.DataObject) -> None:
    count = 0

    def text(depth: int) -> str:
        nonlocal count
        if depth == 0 or data.draw(st.booleans()):
            count += 1
            return f"w{count}"
        fold = data.draw(st.sampled_from(FOLDS))
        return re.sub(r"\[\]|{}", lambda gap: text(depth - 1 if gap[0] == "{}" else 0), fold)

    read = for_readers(text(3), URL)
    lines = re.sub(rf"</?(?:{'|'.join(BLOCKS)}|td)\b[^>]*>", " ", read)
    words = re.sub(r"<[^>]*>", "", lines).split()
    # Sorted, because a tab's label comes to stand with its content.
    assert sorted(words) == sorted(f"w{number + 1}" for number in range(count))


def test_two_entries_on_one_page_of_a_reader_do_not_meet() -> None:
    note = '<p>a<sup id="fnref:1"><a href="#fn:1">1</a></sup></p><ol><li id="fn:1">b</li></ol>'
    assert for_readers(note, URL, "2026-w36") == (
        '<p>a<sup><a target="_self" href="#2026-w36:fn:1">1</a></sup></p>'
        '<ol><li id="2026-w36:fn:1">b</li></ol>'
    )


def test_code_is_kept_to_the_letter() -> None:
    text = '\n\tif a &lt; b:  # &amp;amp; ø\n\n        print("x")  \n'
    read = for_readers(f'<div class="highlight"><pre><code>{text}</code></pre></div>', URL)
    assert read == f"<pre><code>{text}</code></pre>"


# The quicker way of a text that is plain

FLOW = ["p", "p", "ul", "ol", "blockquote", "h2", "hr", "table"]
PHRASES = ["strong", "em", "code", "a", "img", "br", "sub"]
INSIDE = {
    "": FLOW,
    "blockquote": FLOW,
    "li": [*FLOW, *PHRASES],
    "ul": ["li"],
    "ol": ["li"],
    "table": ["thead", "tbody"],
    "thead": ["tr"],
    "tbody": ["tr"],
    "tr": ["td", "th"],
}
GIVEN = {
    "a": [' href="../b/" title="&quot;t&gt;"', ' href="https://e.com/a?b&amp;c"', ' href="#x"', ""],
    "img": [' alt="" src="æ.png" loading="lazy"', ' src="a.png" srcset="a.png 1x, b.png 2x"'],
    "h2": [' id="x"', ""],
    "td": [' style="text-align: left;"', ' colspan="2"', ""],
    "ol": [' start="3"', ""],
    "p": ["", "", "", ' class="c"', ' id="x"'],
}
MARKED = '<a class="headerlink" href="#x" title="Link">&para;</a>'
PLAIN_WORDS = str.split("one two &amp; &nbsp; &copy; &hellip; &#39; ø \u2003 <p> </p> <p/> <div>")


@st.composite
def plain_texts(draw: st.DrawFn, around: str = "", depth: int = 0) -> str:
    """HTML as Markdown makes it, and now and then as it does not."""
    parts = []
    for _ in range(draw(st.integers(0, 3))):
        odd = draw(st.integers(0, 30)) == 0
        names = INSIDE.get(around, PHRASES)
        name = draw(st.sampled_from([*FLOW, *PHRASES, "li", "td", "div"] if odd else names))
        given = draw(st.sampled_from(GIVEN.get(name, [""])))
        if name in ("hr", "br", "img"):
            parts.append(f"<{name}{given} />")
        elif depth < 5:
            parts.append(f"<{name}{given}>{draw(plain_texts(name, depth + 1))}</{name}>")
        if odd or around not in INSIDE or around == "li":
            parts.append(draw(st.sampled_from(PLAIN_WORDS if odd else [*PLAIN_WORDS[:6], MARKED])))
        parts.append(draw(st.sampled_from(["", "", "\n", " "])))
    return "".join(parts)


@given(plain_texts() | FRAGMENTS)
@example('<p>A <em>b</em>, <a href="../c/" title="d">e</a><br />f &amp; &nbsp;&hellip;</p>\n<hr />')
@example('<ul>\n<li>a</li>\n<li>\n<p>b</p>\n<ol start="3"><li>c<p>d</p></li></ol></li>\n</ul>')
@example('<h2 id="x">A' + MARKED + "</h2>\n<blockquote>\n<p>b</p></blockquote>")
@example('<p><img alt="" src="a.png" width="1" loading="lazy" /></p><p>&nbsp;</p>')
@example('<table>\n<thead><tr><th style="text-align: left;">a</th></tr></thead>\n</table>')
@example("<p>a<p/>b</p>")
@example("<p>a \u2003</p>\u2003")
def test_a_plain_text_reads_the_same_in_the_quicker_way(text: str) -> None:
    quick = if_plain(text, URL)
    if quick is not None:
        assert cleaned(quick) == cleaned(_unfolded(text, URL, "a"))


@pytest.mark.parametrize(
    "text",
    [
        '<p>A <em>b</em>, <a href="../c/" title="d">e</a><br />f &amp; g</p>\n<hr />',
        '<h2 id="x">A' + MARKED + "</h2>\n<blockquote>\n<p>b</p>\n</blockquote>",
        "<ul>\n<li>a</li>\n<li>\n<p>b</p>\n</li>\n</ul>",
        '<table><thead><tr><th style="text-align: left;">a</th></tr></thead></table>',
        '<p><img alt="" src="a.png" width="1" height="1" loading="lazy" /></p>',
    ],
)
def test_what_most_entries_are_made_of_is_plain(text: str) -> None:
    assert if_plain(text, URL) is not None
