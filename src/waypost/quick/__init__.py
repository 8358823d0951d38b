"""Python-Markdown does less in vain: what it tries is tried where it can succeed.

What comes out is the same, byte for byte. Each part stands for one of the library that was read
line by line, so it counts for the versions below only; with others all is as the library does it.
A test knows the source of what was read, and says what to do when that has changed.
"""

import sys
from collections.abc import Iterator

from markdown import Markdown, blockparser, inlinepatterns, preprocessors, treeprocessors
from markdown.extensions import attr_list, md_in_html, toc

from waypost.quick.blocks import QuickParser
from waypost.quick.inline import QuickHtml, QuickInline, QuickLink
from waypost.quick.output import hasten_output
from waypost.quick.texts import QuickHtmlBlock, QuickWhitespace
from waypost.quick.trees import QuickAttributes, QuickToc, QuickUnescape

KNOWN = {"markdown": {"3.11.3"}, "pymdownx": {"13.1"}}
"""Versions of Python-Markdown, and of the extensions beside it, that were read."""

QUICK: dict[type, type] = {
    preprocessors.NormalizeWhitespace: QuickWhitespace,
    md_in_html.HtmlBlockPreprocessor: QuickHtmlBlock,
    blockparser.BlockParser: QuickParser,
    treeprocessors.InlineProcessor: QuickInline,
    inlinepatterns.LinkInlineProcessor: QuickLink,
    inlinepatterns.HtmlInlineProcessor: QuickHtml,
    attr_list.AttrListTreeprocessor: QuickAttributes,
    toc.TocTreeprocessor: QuickToc,
    treeprocessors.UnescapeTreeprocessor: QuickUnescape,
}
"""By a class of the library, what does the same without trying in vain."""


def hasten(md: Markdown) -> None:
    """Let a converter take the short way where it has one; what others have changed stays.

    The parts stay the same objects, as they know each other: only what they do becomes quick.
    """
    if not is_known():
        return
    quick = QUICK
    if "pymdownx.superfences" in sys.modules:
        from waypost.quick import pymdown

        quick = {**QUICK, **pymdown.QUICK}
    for part in _parts(md):
        if type(part) in quick:
            part.__class__ = quick[type(part)]
    hasten_output(md)


def is_known() -> bool:
    """Whether all that is loaded of what was read is as it was then."""
    loaded = {name: sys.modules[name] for name in KNOWN if name in sys.modules}
    return all(module.__version__ in KNOWN[name] for name, module in loaded.items())


def _parts(md: Markdown) -> Iterator[object]:
    """What a converter is made of."""
    yield md.parser
    yield from md.preprocessors
    yield from md.inlinePatterns
    yield from md.treeprocessors
