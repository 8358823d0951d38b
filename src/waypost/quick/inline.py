"""Patterns within a line are tried where what they look for can be."""

import re
from collections.abc import Iterable
from typing import cast
from xml.etree.ElementTree import Element

from markdown import inlinepatterns as plain
from markdown.treeprocessors import InlineProcessor
from markdown.util import (
    ETX,
    INLINE_PLACEHOLDER_PREFIX,
    INLINE_PLACEHOLDER_RE,
    STX,
    AtomicString,
)

SIGNS = {
    plain.BACKTICK_RE: ("`",),
    plain.ESCAPE_RE: ("\\",),
    r"\[\^([^\]]*)\]": ("[^",),
    plain.LINK_RE: ("[",),  # also of references
    plain.IMAGE_LINK_RE: ("![",),
    plain.AUTOLINK_RE: ("://",),
    plain.AUTOMAIL_RE: ("@",),
    plain.LINE_BREAK_RE: ("  \n",),
    plain.HTML_RE: ("<",),
    plain.ENTITY_RE: ("&",),
    r"\*|_|\~": ("*", "_", "~"),
}
"""By the text of a pattern, signs of which each text that it matches has at least one."""

REFERENCES: set[type] = {
    plain.ReferenceInlineProcessor,
    plain.ImageReferenceInlineProcessor,
    plain.ShortReferenceInlineProcessor,
    plain.ShortImageReferenceInlineProcessor,
}
"""What finds nothing in a text without definitions."""


class QuickInline(InlineProcessor):
    """Tries no pattern in vain."""

    _from: list[list[tuple[int, plain.Pattern, str, tuple[str, ...]]]]  # by the first that is tried

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns that there are now to a tree."""
        # Another than the first of its kind has patterns of its own.
        own: list[plain.Pattern] = list(cast("Iterable[plain.Pattern]", self.inlinePatterns))
        patterns = [
            (index, pattern, *_signs(pattern))
            for index, pattern in enumerate(own)
            if self.md.references or type(pattern) not in REFERENCES
        ]
        starts = range(len(own) + 1)
        self._from = [[each for each in patterns if each[0] >= start] for start in starts]
        return super().run(tree, ancestors)

    # Named as the methods whose place they take are named outside their class.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        for index, pattern, first, others in self._from[patternIndex]:
            if first not in data:
                for sign in others:
                    if sign in data:
                        break
                else:
                    continue
            start, matched = 0, True
            while matched:
                data, matched, start = self._InlineProcessor__applyPattern(
                    pattern, data, index, start
                )
                if data.find(first, start) < 0 and not any(
                    data.find(sign, start) >= 0 for sign in others
                ):
                    break
        return data

    def _InlineProcessor__applyPattern(  # noqa: N802
        self,
        pattern: plain.Pattern,
        data: str,
        patternIndex: int,  # noqa: N803
        startIndex: int = 0,  # noqa: N803
    ) -> tuple[str, bool, int]:
        if not isinstance(pattern, plain.InlineProcessor):
            return super()._InlineProcessor__applyPattern(  # type: ignore[misc,no-any-return]
                pattern, data, patternIndex, startIndex
            )
        for tag in pattern.ANCESTOR_EXCLUDES:
            if tag.lower() in self.ancestors:
                return data, False, 0
        for match in pattern.getCompiledRegExp().finditer(data, startIndex):
            node, start, end = pattern.handleMatch(match, data)
            if start is not None and end is not None:
                break
        else:
            return data, False, 0
        if node is None:
            return data, True, end
        if not isinstance(node, str) and not isinstance(node.text, AtomicString):
            for child in [node, *node]:
                if child.text:
                    self.ancestors.append(child.tag.lower())
                    child.text = self._InlineProcessor__handleInline(child.text, patternIndex + 1)
                    self.ancestors.pop()
                if child.tail:
                    child.tail = self._InlineProcessor__handleInline(child.tail, patternIndex)
        number = f"{len(self.stashed_nodes):04}"
        self.stashed_nodes[number] = node
        stands_for_it = f"{INLINE_PLACEHOLDER_PREFIX}{number}{ETX}"
        return f"{data[:start]}{stands_for_it}{data[end:]}", True, start + len(stands_for_it)

    def _InlineProcessor__processPlaceholders(  # noqa: N802
        self,
        data: str | None,
        parent: Element,
        isText: bool = True,  # noqa: N803
    ) -> list[tuple[Element, list[str]]]:
        if not data:
            return []
        if INLINE_PLACEHOLDER_PREFIX not in data and not isinstance(data, AtomicString):
            _put(data[:], parent, isText, [])  # just a text, whatever kind of text it was
            return []
        pieces = INLINE_PLACEHOLDER_RE.split(data)
        nodes = [self.stashed_nodes[each] for each in pieces[1::2] if each in self.stashed_nodes]
        between = "".join(pieces[::2])
        # What is half a placeholder, or stands for nothing, is rare and has ways of its own.
        strange = len(nodes) != len(pieces) // 2 or INLINE_PLACEHOLDER_PREFIX in between
        if strange or isinstance(data, AtomicString):
            return super()._InlineProcessor__processPlaceholders(data, parent, isText)  # type: ignore[misc,no-any-return]
        found: list[tuple[Element, list[str]]] = []
        text = pieces[0]
        for node, behind in zip(nodes, pieces[2::2], strict=True):
            if isinstance(node, str):
                text += node + behind
                continue
            _put(text, parent, isText, found)
            for child in [node, *node]:
                if child.tail and child.tail.strip():
                    self._InlineProcessor__processElementText(node, child, False)  # type: ignore[attr-defined]
                if child.text and child.text.strip():
                    self._InlineProcessor__processElementText(child, child)  # type: ignore[attr-defined]
            found.append((node, self.ancestors[:]))
            text = behind
        _put(text, parent, isText, found)
        return found


def _put(text: str, parent: Element, inside: bool, found: list[tuple[Element, list[str]]]) -> None:
    """Put a text behind the last element that was found, or where the first would be."""
    if not text:
        return
    if found or not inside:
        element = found[-1][0] if found else parent
        element.tail = element.tail + text if element.tail else text
    else:
        parent.text = parent.text + text if parent.text else text


class QuickLink(plain.LinkInlineProcessor):
    """Reads a link without brackets and quotes in it in one step."""

    _SIMPLE = re.compile(r"""[^()'"]*\)""")

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802
        """What stands up to the bracket that closes."""
        end = data.find("]", index)
        if end < 0 or "[" in data[index:end]:
            return super().getText(data, index)
        return data[index:end], end + 1, True

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802
        """Where it leads."""
        opened = self.RE_LINK.match(data, pos=index)
        simple = opened and not opened[1] and self._SIMPLE.match(data, opened.end())
        if not simple or STX in simple[0]:
            return super().getLink(data, index)
        return simple[0][:-1].strip(), None, simple.end(), True


class QuickHtml(plain.HtmlInlineProcessor):
    """Takes HTML as it is in which nothing was replaced."""

    def unescape(self, text: str) -> str:
        """Put what was found before into the place of what stands for it."""
        return super().unescape(text) if STX in text else text

    def backslash_unescape(self, text: str) -> str:
        """Put signs into the place of what stands for them."""
        return super().backslash_unescape(text) if STX in text else text


def _signs(pattern: object) -> tuple[str, tuple[str, ...]]:
    """Signs to try a pattern at, the first and others; at any text, if it is not known."""
    if not isinstance(pattern, plain.InlineProcessor) or (
        type(pattern).getCompiledRegExp is not plain.Pattern.getCompiledRegExp
    ):
        return "", ()
    first, *others = SIGNS.get(pattern.compiled_re.pattern, ("",))
    return first, tuple(others)
