"""What goes over a whole text leaves one alone in which it could not find anything."""

import re
from functools import cached_property

from markdown.extensions.md_in_html import HtmlBlockPreprocessor, HTMLExtractorExtra
from markdown.preprocessors import NormalizeWhitespace
from markdown.util import ETX, STX

_HTML = re.compile(r"<|&[#a-zA-Z]")
_OPENED = re.compile(r"""<([a-z][a-z0-9]*)(?: [a-z-]+="[^"<>&`\n]*")*>""")
_CLOSED = re.compile(r"</([a-z][a-z0-9]*)>")


class QuickWhitespace(NormalizeWhitespace):
    """Looks for lines of nothing but spaces where one ends with a space."""

    def run(self, lines: list[str]) -> list[str]:
        """Make white space what the rest counts on."""
        source = "\n".join(lines)
        if STX not in source and ETX not in source and "\r" not in source:
            source = f"{source}\n\n".expandtabs(self.md.tab_length)
            if " \n" not in source:
                return source.split("\n")
        return super().run(lines)


class QuickHtmlBlock(HtmlBlockPreprocessor):
    """Looks for HTML in a text with a sign of it."""

    def run(self, lines: list[str]) -> list[str]:
        """Put away what is HTML, and take apart what is to be Markdown within."""
        source = "\n".join(lines)
        if not _HTML.search(source):
            return source.split("\n")
        parser = _Extractor(self.md)
        parser.feed(source)
        parser.close()
        return "".join(parser.cleandoc).split("\n")


class _Extractor(HTMLExtractorExtra):
    """Reads simple tags in one step. Attributes don't count in those that stand within a line."""

    @cached_property
    def block_level_tags(self) -> set[str]:
        return set(self.md.block_level_elements)

    def parse_starttag(self, i: int) -> int:
        opened = _OPENED.match(self.rawdata, i)
        if opened:
            tag = opened[1]
            if tag not in self.block_level_tags and tag not in self.CDATA_CONTENT_ELEMENTS:
                self._HTMLExtractor__starttag_text = opened[0]
                self.lasttag = tag
                self.handle_starttag(tag, [])
                return opened.end()
        return super().parse_starttag(i)

    def parse_endtag(self, i: int) -> int:
        closed = _CLOSED.match(self.rawdata, i)
        if closed and self.cdata_elem is None:
            self.handle_endtag(closed[1])
            return closed.end()
        return super().parse_endtag(i)
