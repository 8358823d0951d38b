"""The short way of the converter ends where the long one does, byte for byte."""

import importlib
import inspect
import re
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from typing import Any

import markdown
import pymdownx
import pytest
import yaml
from conftest import ROOT
from hypothesis import example, given
from hypothesis import settings as effort
from hypothesis import strategies as st
from markdown import Markdown

from bench.corpus import generate
from waypost import quick
from waypost.quick import blocks, inline

CORPORA = ROOT.parent / "shared/corpora"
BESIDE = ("nl2br", "sane_lists", "smarty", "abbr", "pymdownx.caret", "pymdownx.tasklist")
"""Extensions that an author may add, of which the short way knows nothing."""


@cache
def given_extensions() -> dict[str, dict[str, Any]]:
    """The extensions of engine.yml as the host takes them: its own first."""
    engine = (ROOT / "engine.yml").read_text("utf-8")
    part = re.search(r"^markdown_extensions:\n(?:[ #].*\n|\n)+", engine, re.MULTILINE)
    assert part is not None
    named = yaml.safe_load(part[0])["markdown_extensions"]
    pairs = [each if isinstance(each, dict) else {each: {}} for each in named]
    configs = {name: config for each in pairs for name, config in each.items()}
    return {"toc": {}, "tables": {}, "fenced_code": {}, **configs}


@cache
def converters(beside: Sequence[str] = ()) -> tuple[Markdown, Markdown]:
    """One that goes the long way, one that goes the short way; both have many texts behind them."""
    configs = given_extensions()

    def made() -> Markdown:
        return Markdown(extensions=[*configs, *beside], extension_configs=configs)

    short = made()
    quick.hasten(short)
    return made(), short


def said(md: Markdown, text: str) -> tuple[object, ...]:
    """All that a host asks a converter for; a text that it can't convert is one, too."""
    md.reset()
    try:
        page = md.convert(text)
    except RecursionError:
        del md.parser.state[:]
        return ("too much hangs on each other",)
    return page, md.toc_tokens, md.references, len(md.htmlStash.rawHtmlBlocks)


def assert_same(text: str, beside: Sequence[str] = ()) -> None:
    long, short = converters(beside)
    assert said(short, text) == said(long, text)


def written() -> Iterator[str]:
    """Texts of the sample, of the manual, of the benchmark, and real ones where they are."""
    for folder in (ROOT / "docs", ROOT / "manual", ROOT / "tests/journals"):
        yield from (path.read_text("utf-8") for path in sorted(folder.rglob("*.md")))
    yield from (each.body for each in generate(30).entries)
    if CORPORA.is_dir():
        found = sorted(CORPORA.rglob("*.md"))
        yield from (path.read_text("utf-8", errors="replace") for path in found)


@pytest.mark.parametrize("beside", [(), BESIDE], ids=["ours", "more"])
def test_written_texts_come_out_the_same(beside: Sequence[str]) -> None:
    for text in written():
        assert_same(text, beside)


def test_finished_pages_come_out_the_same(sample: Any) -> None:
    """What templates make is Markdown with much HTML in it; so is a page."""
    for path in sorted(sample.site.rglob("*.html")):
        assert_same(path.read_text("utf-8"))


PIECES = st.sampled_from(
    r"""
    word|two words|a|ø|1|2026|:|.|,|;|!|?|(|)|=|-|+|_|*|**|***|__|___|~|~~|`|``|```|^|&|<|>|[|]
    {|}|#|"|'|\\|\*|\_|\[|\<|\`|\ |\~|/|*em*|**strong**|***both***|_under_|__under__|~sub~
    ~~gone~~|snake_case_word|a*b*c|* not*|**a*b**c*|[text](to.md)|[text](<to me> "title")
    [t](a "b" c)|[a [b] c](d(e)f)|[text][ref]|[ref][]|[ref]|[Ref]|![alt](p.png)|![alt][ref]
    ![ref]|![a](b "c"){ loading=lazy }|[ref]: https://e.org "T"|[ref]: <to> 'T'|[^1]
    [^1]: A note|[^a]|[^a]: Note|<https://e.org>|<a@e.org>|https://e.org|&amp;|&#38;|&#x26;
    &copy;|&nope|<b>|</b>|<b class="x">|<br>|<br/>|<hr>|<div>|</div>|<div markdown>
    <div markdown="1">|<div markdown="span">|<p markdown>|</p>|<span markdown="1">|</span>
    <details markdown><summary>S</summary>|</details>|<pre>|</pre>|<script>|</script>|<style>
    </style>|<!-- comment -->|<!--|-->|<?php x ?>|<!x>|<![CDATA[x]]>|</|<!|<?|<x|</x>
    <img src="a" alt='b'>|<a id=x>|<a name="y">|<table>|<td markdown>|<svg/>|{ .class }
    {: #id .a b=c }|{#x}|{ x="}" }|{|}|# One|## Two ##|### Three { #three }|#Close|One\n===
    Two\n---|---|***|- - -|_ _ _|* item|- item|+ item|1. item|2. item|10) item|- [ ] task
    > quote|>> deep|> - list|!!! note|!!! note "T"|!!! tip ""|??? note "T"|???+ tip|: means
    :   means|Term|\| a \| b \||\|---\|:-:\||a \| b|--- \| ---|\| `\|` \||~~~|```py
    ```{ .py title="x" hl_lines="1" }|*[HTML]: Hyper|HTML|[TOC]|///Footnotes Go Here///
    """.strip()
    .replace("\n    ", "|")
    .replace(r"\n", "\n")
    .replace(r"\|", "\0")
    .split("|")
).map(lambda piece: piece.replace("\0", "|"))
BETWEEN = st.one_of(
    st.sampled_from(["", " ", "\n", "\n\n"]),
    st.sampled_from(["  ", "  \n", "\n  ", "\n \n", "\n\n\n", "\t", "\r\n", "\x02", "\x03"]),
    st.sampled_from(["\n    ", "\n\n    ", "\n\n        ", "\n> ", "\n- ", "\n\n- ", "\n1. "]),
)
TEXTS = st.lists(st.tuples(PIECES, BETWEEN), max_size=24).map(
    lambda pairs: "".join(piece + between for piece, between in pairs)
)


@effort(max_examples=400)
@given(TEXTS)
@example("- a\n\n    !!! note\n\n        b\n\n        c\n\n    d")
@example("??? note\n\n    - a\n\n        b\n\n    c\n\nd")
@example("[a]: b\n[c]\n: d\n\n[c]: e\n\n[^f]\n\n[^f]: g\n\n    h")
@example("\x02wzxhzdk:0\x03\n\n<div markdown>\n\n# a\n\n\x02klzzwxh:0000\x03 *b*\n\n</div>")
def test_any_text_comes_out_the_same(text: str) -> None:
    assert_same(text)


@effort(max_examples=100)
@given(TEXTS)
def test_so_it_does_beside_extensions_that_an_author_adds(text: str) -> None:
    assert_same(text, BESIDE)


def test_a_text_in_which_too_much_hangs_on_each_other_leaves_nothing_behind() -> None:
    assert_same("> " * 400 + "deep")
    assert_same("*a " * 3000 + "b* " * 3000)
    assert_same("".join("    " * depth + "!!! note\n\n" for depth in range(300)))
    assert_same("".join("    " * depth + "??? note\n\n" for depth in range(300)))
    assert_same("Text with *what* there [is](a.md).\n\n!!! note\n\n    Note.")


def test_the_versions_that_are_installed_are_those_that_were_read() -> None:
    installed = {"markdown": markdown.__version__, "pymdownx": pymdownx.__version__}
    assert all(version in quick.KNOWN[name] for name, version in installed.items()), (
        "The converter goes the long way with these versions. Read what they changed, compare with "
        "src/waypost/quick/, and add them to KNOWN in its __init__.py."
    )


def test_with_other_versions_all_is_as_the_library_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "__version__", "4.0")
    md = Markdown(extensions=list(given_extensions()))
    before = parts(md)
    quick.hasten(md)
    assert parts(md) == before


def parts(md: Markdown) -> list[type]:
    registries = md.preprocessors, md.treeprocessors, md.postprocessors, md.parser.blockprocessors
    return [type(md.parser), *(type(each) for registry in registries for each in registry)]


def test_what_somebody_else_has_changed_stays() -> None:
    class Other(markdown.treeprocessors.InlineProcessor):
        pass

    md = Markdown()
    md.treeprocessors.register(Other(md), "inline", 20)
    quick.hasten(md)
    assert type(md.treeprocessors["inline"]) is Other


@pytest.mark.parametrize("name", sorted(blocks.SIGNS))
def test_every_kind_of_block_that_has_signs_is_one_of_ours(name: str) -> None:
    long, _ = converters()
    kinds = [type(each) for each in long.parser.blockprocessors]
    assert name in [f"{kind.__module__}.{kind.__qualname__}" for kind in kinds]


def test_every_pattern_that_has_signs_is_one_of_ours() -> None:
    long, _ = converters()
    assert {each.compiled_re.pattern for each in long.inlinePatterns} == set(inline.SIGNS)


READ = {
    "markdown.blockparser.BlockParser": "c44beecaa83e",
    "markdown.blockprocessors.BlockQuoteProcessor": "4852c1c0d4e7",
    "markdown.blockprocessors.HRProcessor": "b39eb303d078",
    "markdown.blockprocessors.HashHeaderProcessor": "d5fdc5284e82",
    "markdown.blockprocessors.ListIndentProcessor": "582260688fa3",
    "markdown.blockprocessors.ReferenceProcessor": "c5f114827d6e",
    "markdown.blockprocessors.SetextHeaderProcessor": "29bb14b6729c",
    "markdown.core.Markdown": "4514975e326b",
    "markdown.extensions.admonition.AdmonitionProcessor": "cff0df2b1822",
    "markdown.extensions.attr_list.AttrListTreeprocessor": "b2a95e9ba212",
    "markdown.extensions.def_list.DefListIndentProcessor": "d3208c0487b3",
    "markdown.extensions.def_list.DefListProcessor": "568dfb841d9f",
    "markdown.extensions.footnotes.FootnoteBlockProcessor": "5373557aa62b",
    "markdown.extensions.md_in_html.HTMLExtractorExtra": "f230b50c52dd",
    "markdown.extensions.md_in_html.HtmlBlockPreprocessor": "8bc4635a65a8",
    "markdown.extensions.md_in_html.MarkdownInHtmlProcessor": "227cf44b9b61",
    "markdown.extensions.tables.TableProcessor": "31397776d9ad",
    "markdown.extensions.toc.TocTreeprocessor": "2dc73a8fbb9a",
    "markdown.htmlparser.HTMLExtractor": "ce2b636cdfae",
    "markdown.inlinepatterns.HtmlInlineProcessor": "5da8b6179ee0",
    "markdown.inlinepatterns.ImageReferenceInlineProcessor": "27d3f5447126",
    "markdown.inlinepatterns.LinkInlineProcessor": "ab676effb9a8",
    "markdown.inlinepatterns.Pattern": "9b77d15d0516",
    "markdown.inlinepatterns.ReferenceInlineProcessor": "a187c4ea33d0",
    "markdown.inlinepatterns.ShortImageReferenceInlineProcessor": "d7b65403b116",
    "markdown.inlinepatterns.ShortReferenceInlineProcessor": "6ab4f142bede",
    "markdown.preprocessors.NormalizeWhitespace": "a3b603368eaa",
    "markdown.serializers._serialize_html": "c90bfbf433c1",
    "markdown.treeprocessors.InlineProcessor": "74e75f976c4a",
    "markdown.treeprocessors.UnescapeTreeprocessor": "4351c7f025c7",
    "pymdownx.delimiterprocessor.DelimiterProcessor": "575ddf6df8d0",
    "pymdownx.details.DetailsProcessor": "0c90ee564f77",
    "pymdownx.superfences.SuperFencesBlockPreprocessor": "1db62e72db86",
    "pymdownx.superfences.SuperFencesCodeBlockProcessor": "08deb82929c1",
}
"""What was read of the libraries, by the first figures of a hash of its source."""


@pytest.mark.parametrize("name", sorted({*READ, *blocks.SIGNS}))
def test_what_was_read_of_the_libraries_is_as_it_was(name: str) -> None:
    module, _, kind = name.rpartition(".")
    source = inspect.getsource(getattr(importlib.import_module(module), kind))
    found = sha256(source.encode()).hexdigest()[:12]
    assert READ.get(name) == found, (
        f"{name} is not what it was when src/waypost/quick/ was written. Read what has changed, "
        f"change what stands for it there, and write this into READ: {found}"
    )
