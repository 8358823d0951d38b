"""Patterns within a line are tried where what they look for can be."""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import (
    AUTOLINK_RE,
    AUTOMAIL_RE,
    BACKTICK_RE,
    ENTITY_RE,
    ESCAPE_RE,
    HTML_RE,
    IMAGE_LINK_RE,
    LINE_BREAK_RE,
    LINK_RE,
    Pattern,
)
from markdown.inlinepatterns import InlineProcessor as Inline
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

SIGNS = {
    BACKTICK_RE: ("`",),
    ESCAPE_RE: ("\\",),
    r"\[\^([^\]]*)\]": ("[^",),
    LINK_RE: ("[",),  # also of references
    IMAGE_LINK_RE: ("![",),
    AUTOLINK_RE: ("://",),
    AUTOMAIL_RE: ("@",),
    LINE_BREAK_RE: ("  \n",),
    HTML_RE: ("<",),
    ENTITY_RE: ("&",),
    r"\*|_|\~": ("*", "_", "~"),
}
"""By the text of a pattern, signs of which each text that it matches has at least one."""


class QuickInline(InlineProcessor):
    """The same, without trying patterns in vain."""

    def __init__(self, md: Markdown) -> None:
        """Make one for a converter."""
        super().__init__(md)
        self._signed: list[tuple[object, tuple[str, ...]]] = []

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns that there are now to a tree."""
        self._signed = [(pattern, _signs(pattern)) for pattern in self.inlinePatterns]
        return super().run(tree, ancestors)

    # Named as the method whose place it takes is named outside its class.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        """A text with placeholders for what was found in it, from a pattern on."""
        if isinstance(data, AtomicString):
            return data
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        for index in range(patternIndex, len(self._signed)):
            pattern, signs = self._signed[index]
            for sign in signs:
                if sign in data:
                    break
            else:
                if signs:
                    continue
            start, matched = 0, True
            while matched:
                data, matched, start = apply(pattern, data, index, start)
        return data


def _signs(pattern: object) -> tuple[str, ...]:
    """What must be in a text that is worth a try; nothing for a pattern that is not known."""
    if not isinstance(pattern, Inline) or (
        type(pattern).getCompiledRegExp is not Pattern.getCompiledRegExp
    ):
        return ()
    return SIGNS.get(pattern.compiled_re.pattern, ())
