"""What goes over a whole tree stops only where there is something to do."""

from collections.abc import Iterator
from typing import cast
from xml.etree.ElementTree import Element

from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.toc import TocTreeprocessor
from markdown.treeprocessors import UnescapeTreeprocessor
from markdown.util import STX

_DEEP = 100  # elements within elements; the library's own way gives up at some depth


class QuickUnescape(UnescapeTreeprocessor):
    """Looks for signs that were replaced only in texts with something in place of another."""

    def run(self, root: Element) -> None:
        """Put signs into the place of what stands for them."""
        for each in root.iter():
            if each.text and STX in each.text and each.tag != "code":
                each.text = self.unescape(each.text)
            if each.tail and STX in each.tail:
                each.tail = self.unescape(each.tail)
            for name, value in each.items():
                if value and STX in value:
                    each.set(name, self.unescape(value))


class QuickToc(TocTreeprocessor):
    """Looks for the place of a table of contents only where a text names it."""

    def replace_marker(self, root: Element, elem: Element) -> None:
        """Put the table into the place of each paragraph that is just its marker."""
        level = [root]
        for _ in range(_DEEP):
            if any(each.text and self.marker in each.text for each in level):
                break
            level = [child for each in level for child in each]
            if not level:
                return
        super().replace_marker(root, elem)


class QuickAttributes(AttrListTreeprocessor):
    """Looks for attributes only where a brace stands."""

    def run(self, doc: Element) -> None:
        """Give elements the attributes that their texts ask for."""
        super().run(cast("Element", _Braced(doc)))


class _Braced:
    """Of a tree, the elements with a brace in their text, behind them or behind a last child."""

    def __init__(self, doc: Element) -> None:
        self._doc = doc

    def iter(self) -> Iterator[Element]:
        for each in self._doc.iter():
            text, tail = each.text, each.tail
            if (text and "{" in text) or (tail and "{" in tail):
                yield each
            elif len(each):
                tail = each[-1].tail
                # A list within an item may stand behind the child that counts.
                if (tail and "{" in tail) or each.tag == "li":
                    yield each
