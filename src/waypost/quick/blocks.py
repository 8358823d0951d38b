"""Kinds of blocks are tried where what makes one of that kind can be."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, ElementTree

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.util import HTML_PLACEHOLDER

_INDENT = "    "

SIGNS = {
    "markdown.blockprocessors.ListIndentProcessor": (_INDENT,),
    "markdown.blockprocessors.HashHeaderProcessor": ("#",),
    "markdown.blockprocessors.SetextHeaderProcessor": ("\n=", "\n-"),
    "markdown.blockprocessors.HRProcessor": ("-", "_", "*"),
    "markdown.blockprocessors.BlockQuoteProcessor": (">",),
    "markdown.blockprocessors.ReferenceProcessor": ("]:",),
    "markdown.extensions.admonition.AdmonitionProcessor": ("!!!", _INDENT),
    "markdown.extensions.def_list.DefListIndentProcessor": (_INDENT,),
    "markdown.extensions.def_list.DefListProcessor": (": ",),
    "markdown.extensions.footnotes.FootnoteBlockProcessor": ("[^",),
    "markdown.extensions.md_in_html.MarkdownInHtmlProcessor": (HTML_PLACEHOLDER.partition("%")[0],),
    "markdown.extensions.tables.TableProcessor": ("|",),
    "pymdownx.details.DetailsProcessor": ("???", _INDENT),
    "pymdownx.superfences.SuperFencesCodeBlockProcessor": (_INDENT,),
}
"""By the class for a kind, signs of which each block has one that is of it, or goes on with it."""


class QuickParser(BlockParser):
    """The same, without trying kinds of blocks in vain."""

    _signed: list[tuple[BlockProcessor, tuple[str, ...]]]

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802
        """Make a tree of a document, by the kinds of blocks that there are now."""
        self._signed = [(each, _signs(each)) for each in self.blockprocessors]
        return super().parseDocument(lines)

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802
        """Make elements of blocks."""
        while blocks:
            block = blocks[0]
            for processor, signs in self._signed:
                for sign in signs:
                    if sign in block:
                        break
                else:
                    # One that goes on stops to remember it as soon as it is asked.
                    if signs and getattr(processor, "current_sibling", None) is None:
                        continue
                if processor.test(parent, block) and processor.run(parent, blocks) is not False:
                    break
                block = blocks[0]


def _signs(processor: BlockProcessor) -> tuple[str, ...]:
    """What must be in a block that is worth a try; nothing for a kind that is not known."""
    kind = type(processor)
    return SIGNS.get(f"{kind.__module__}.{kind.__qualname__}", ())
