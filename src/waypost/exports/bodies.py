"""Texts as readers have them: without links to what is hidden, and without notes to oneself."""

import posixpath
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from html import unescape
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

from waypost.journal import Journal
from waypost.permalinks import address, join
from waypost.records import Record
from waypost.sources import Source, outside_code

AnyRecord = TypeVar("AnyRecord", bound=Record[Any])

_INLINE = re.compile(
    r"(!?)\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
    r"\(\s*(?:<([^<>\n]+)>|((?:[^()\s<>]|\([^()\s]*\))+))"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)(?:\{[^{}\n]*\})?"
)
_DEFINED = re.compile(r"^([ \t>]*\[[^\]\n]+\]:[ \t]*\n?[ \t]*<?)([^\s>]+)", re.MULTILINE)
_ATTRIBUTE = re.compile(
    r"\s(?:href|src|data|poster|cite|longdesc|action|background|srcset|xlink:href)"
    r"\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))",
    re.IGNORECASE,
)
_BARE = re.compile(r"<(https?://[^\s<>]+)>")

# What Markdown itself shows nobody, and people write notes in: the meaning of a name to which
# nothing refers, `[//]: # (a note)`, and what XML takes for a comment.
_MEANING = re.compile(
    r"^[ \t>]*\[([^\[\]^][^\[\]]*)\]:[ \t]*\n?[ \t]*\S+[ \t]*"
    r"(?:\n?[ \t]*(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\)))?[ \t]*$",
    re.MULTILINE,
)
_SHORT_FORM = re.compile(r"^[ \t>]*\*\[([^\]\n]+)\][ ]?:[ ]*\n?[ ]*.*$", re.MULTILINE)
_TAG = re.compile(r"<[^<>]*>")
_OTHER_COMMENT = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?[^>]*>|<![^->][^>]*>", re.DOTALL)


@dataclass(frozen=True)
class Bodies:
    """Texts without links to what readers can't see; the words of a link stay."""

    journal: Journal
    contents: Mapping[str, str]
    shown: Collection[str]
    site: str

    def of(self, record: AnyRecord) -> AnyRecord:
        """A record with its text as readers have it."""
        return replace(record, source=self.source(record.source))

    def source(self, source: Source) -> Source:
        """A text as readers have it: nothing else of its file."""
        body = self._without_notes(self._without_links(source), source.uri).strip("\n")
        return Source(source.path, source.uri, body=body, has_front=source.has_front)

    def _without_links(self, source: Source) -> str:
        body = source.body
        if not self._names or not any(name in unquote(body).casefold() for name in self._names):
            return body
        for pattern in (_INLINE, _INLINE, _DEFINED, _ATTRIBUTE, _BARE):  # a link may hold one
            kept = partial(self._kept, pattern, source.uri)
            body = _replaced(body, pattern, kept)
        return body

    def _kept(self, pattern: re.Pattern[str], uri: str, match: re.Match[str]) -> str | None:
        """What stays of a link to what is hidden; None for any other one."""
        if pattern is _INLINE:
            words = "" if match[1] else match[2]
            return words if self._is_hidden(match[3] or match[4], uri) else None
        if pattern is _DEFINED:
            return f"{match[1]}#" if self._is_hidden(match[2], uri) else None
        link = next((each for each in match.groups() if each), "")
        hidden = any(self._is_hidden(each, uri) for each in re.split(r"[\s,]+", link))
        return "" if hidden else None

    def _without_notes(self, body: str, uri: str) -> str:
        """A text without what its page does not show; what stands in code is shown."""
        if not any(sign in body for sign in ("]:", "] :", "<!", "<?")):
            return body
        seen = _folded(unescape(_TAG.sub("", self.contents[uri])))
        rest = body
        for pattern in (_MEANING, _SHORT_FORM):
            rest = _replaced(rest, pattern, lambda _: "")
        used = _folded(rest)

        def note(match: re.Match[str]) -> str | None:
            name = _folded(match[1])
            calls = name if match.re is _SHORT_FORM else f"[{name}]"
            return None if calls in used or f"[{name}]:" in seen else ""

        def comment(match: re.Match[str]) -> str | None:
            return None if _folded(match[0]) in seen else ""

        for pattern in (_MEANING, _SHORT_FORM):
            body = _replaced(body, pattern, note)
        return _replaced(body, _OTHER_COMMENT, comment)

    def _is_hidden(self, link: str, uri: str) -> bool:
        try:
            path = unquote(urlsplit(link).path)
            far = urlsplit(join(f"{self.site}{address(uri)}", link))
        except ValueError:  # such as an unclosed [ in a host's name
            return _stem(link).rpartition("/")[2] in self._names
        home = urlsplit(self.site)
        if _stem(path).rpartition("/")[2] not in self._names or far.netloc != home.netloc:
            return False
        near = posixpath.normpath(posixpath.join(posixpath.dirname(uri), path))
        places = {_stem(near), _stem(unquote(far.path).removeprefix(unquote(home.path)))}
        return not places & self._public

    @cached_property
    def _names(self) -> Collection[str]:
        """The last parts of what is hidden, as a link may end with them."""
        hidden = set(self.journal.sources) - set(self.shown)
        hidden |= {each.uri for each in self.journal.held}
        return {_stem(uri).rpartition("/")[2] for uri in hidden}

    @cached_property
    def _public(self) -> frozenset[str]:
        return frozenset(map(_stem, self.shown))


def _stem(path: str) -> str:
    """A path without what can stand behind it, to compare."""
    plain = path.rstrip("/")
    plain = re.sub(r"(?:^|/)(?:index|README)\.(?:md|html)$", "", plain)
    return re.sub(r"\.(?:md|html)$", "", plain).casefold()


def _replaced(
    text: str, pattern: re.Pattern[str], kept: Callable[[re.Match[str]], str | None]
) -> str:
    """A text in which something else stands for some of what a pattern finds outside of code."""
    parts, done = list[str](), 0
    for match in outside_code(text, pattern.finditer(text)):
        if match.start() >= done and (instead := kept(match)) is not None:
            parts += text[done : match.start()], instead
            done = match.end()
    return "".join([*parts, text[done:]])


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
