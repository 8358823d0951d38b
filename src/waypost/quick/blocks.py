"""Kinds of blocks are tried where what makes one of that kind can be."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, ElementTree

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.util import HTML_PLACEHOLDER

_INDENT = "    "

SIGNS = {
    "markdown.blockprocessors.ListIndentProcessor": (_INDENT,),
    "markdown.blockprocessors.HashHeaderProcessor": ("\n#",),
    "markdown.blockprocessors.SetextHeaderProcessor": ("\n=", "\n-"),
    "markdown.blockprocessors.HRProcessor": tuple(
        f"{sign}{gap}{sign}" for sign in "-_*" for gap in ("", " ", "  ")
    ),
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
"""By the class for a kind, signs of which each block has one that is of it, or goes on with it.

Before its first line stands the end of a line, as before the others.
"""


class QuickParser(BlockParser):
    """Tries no kind of block in vain."""

    _signed: list[tuple[BlockProcessor, str, tuple[str, ...], bool]]

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802
        """Make a tree of a document, by the kinds of blocks that there are now."""
        self._signed = [_signed(each) for each in self.blockprocessors]
        return super().parseDocument(lines)

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802
        """Make elements of blocks."""
        while blocks:
            block = blocks[0]
            looked_at = f"\n{block}"
            for processor, first, others, remembers in self._signed:
                if first not in looked_at:
                    for sign in others:
                        if sign in looked_at:
                            break
                    else:
                        # One that has remembered where it is forgets it when it is asked.
                        if not remembers or processor.current_sibling is None:  # type: ignore[attr-defined]
                            continue
                if processor.test(parent, block):
                    if processor.run(parent, blocks) is not False:
                        break
                    block, looked_at = blocks[0], f"\n{blocks[0]}"


def _signed(processor: BlockProcessor) -> tuple[BlockProcessor, str, tuple[str, ...], bool]:
    """A kind of block with the signs to try it at; at any text, if it is not known."""
    kind = type(processor)
    first, *others = SIGNS.get(f"{kind.__module__}.{kind.__qualname__}", ("",))
    return processor, first, tuple(others), hasattr(processor, "current_sibling")
