"""HTML read as strictly as html5lib's strict mode reads it, which is what the W3C validator does.

The first slip is the only one: what follows it may be read differently by every feed reader.
"""

import html.entities
import re
from collections.abc import Iterator, Set
from typing import NamedTuple

from validity.vocabulary import words


class NotHtmlError(Exception):
    """The first thing in a text that is no good HTML."""


class Tag(NamedTuple):
    """An element's name and its attributes, as they were written."""

    name: str
    attributes: dict[str, str]


_SPACE = r"[ \t\n\f\r]"
_VALUE = r"""(?:"[^"]*"|'[^']*'|[^ \t\n\f\r"'=<>`]+)"""
_ATTRIBUTE = (
    rf"""{_SPACE}+(?P<name>[^ \t\n\f\r"'<>/=]+)(?:{_SPACE}*={_SPACE}*(?P<value>{_VALUE}))?"""
)
_TOKEN = re.compile(
    rf"""<!--(?!-?>)(?:(?!--).)*-->
    | </(?P<end>[a-z][^ \t\n\f\r/>]*){_SPACE}*>
    | <(?P<start>[a-z][^ \t\n\f\r/>]*)
       (?P<attributes>(?:{re.sub("[?]P<[a-z]+>", "?:", _ATTRIBUTE)})*){_SPACE}*(?P<closed>/?)>
    | (?P<text>[^<]+)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_REFERENCE = re.compile(r"&(?:#(?P<number>\d+|x[0-9a-f]+);|(?P<name>\w+;))", re.IGNORECASE)
_LOOSE_AMPERSAND = re.compile(r"&(?:[ \t\n\f\r<&]|\Z)")
_CONTROL = re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")

_VOID = words(
    "area base basefont bgsound br command embed hr img input keygen link meta param source "
    "track wbr"
)
_RAW = words("iframe noembed noframes script style textarea title xmp")
_FOREIGN = words("math svg")
_MISPLACED = words("body frame frameset head html image isindex plaintext")
_HEADINGS = words("h1 h2 h3 h4 h5 h6")
_FORMATTING = words("a b big code em font i nobr s small strike strong tt u")
# These end a paragraph that is still open.
_AFTER_P = words(
    "address article aside blockquote center details dir div dl fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr listing main menu nav ol p pre section summary table "
    "ul xmp"
)
_LISTED = {"li": words("li"), "dt": words("dt dd"), "dd": words("dt dd")}
# An end tag of these also ends what may end without a tag of its own.
_BLOCKS = (_AFTER_P | words("applet button dd dialog dt li marquee object")) - words("hr table xmp")
_ENDS_ITSELF = words("dd dt li option optgroup p rp rt")
_ENDS_IN_ANYTHING = words("option optgroup rp rt")
_TABLE = {"colgroup": 1, "tbody": 1, "thead": 1, "tfoot": 1, "tr": 2, "td": 3, "th": 3}
_ROWS_ONLY = words("table tbody thead tfoot tr colgroup")
_SCOPES = words("applet caption marquee object table td th")
# A new item of a list ends the one before it, unless one of these is open in between.
_BARS = (
    _AFTER_P | _SCOPES | words("button dd dt li noscript select tbody tfoot thead tr colgroup")
) - words("address div figcaption hgroup main p summary")


def tags(text: str) -> list[Tag]:
    """The elements of a piece of HTML, in order; a `NotHtmlError` if it is not wholly regular."""
    if _CONTROL.search(text):
        raise NotHtmlError("a control character")
    tree = _Tree()
    found = []
    position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            raise NotHtmlError(f"neither text nor a tag: {text[position : position + 30]!r}")
        position = token.end()
        if token["text"]:
            _check_references(token["text"])
        elif token["end"]:
            tree.end(token["end"].lower())
        elif token["start"]:
            tag = Tag(token["start"].lower(), _attributes(token["attributes"]))
            tree.start(tag.name, token["closed"])
            found.append(tag)
            if tag.name in _RAW | _FOREIGN and not token["closed"]:
                position = _after(text, position, tag.name)
                tree.end(tag.name)
    tree.finish()
    return found


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for attribute in re.finditer(_ATTRIBUTE, text):
        name, value = attribute["name"].lower(), attribute["value"] or ""
        value = value[1:-1] if value[:1] in ("'", '"') else value
        if name in found:
            raise NotHtmlError(f"{name} twice in one tag")
        _check_references(value)
        found[name] = html.unescape(value)
    return found


def _check_references(text: str) -> None:
    """Every `&` is alone, or begins a reference that exists and ends with a semicolon."""
    for ampersand in re.finditer("&", text):
        if _LOOSE_AMPERSAND.match(text, ampersand.start()):
            continue
        found = _REFERENCE.match(text, ampersand.start())
        if found is None or not (_stands(found["number"]) or found["name"] in html.entities.html5):
            raise NotHtmlError(f"an & that is not &amp;: {text[ampersand.start() :][:20]!r}")


def _stands(number: str | None) -> bool:
    """Whether a numeric reference names a character that HTML can hold."""
    if number is None:
        return False
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    return (
        0 < code <= 0x10FFFF
        and code != 0x0D
        and not 0xD800 <= code <= 0xDFFF
        and code & 0xFFFE != 0xFFFE
        and not _CONTROL.match(chr(code))
    )


def _after(text: str, start: int, name: str) -> int:
    """Where an element ends whose inside is no HTML."""
    end = re.compile(rf"</{name}{_SPACE}*>", re.IGNORECASE).search(text, start)
    if end is None:
        raise NotHtmlError(f"<{name}> is never closed")
    if name in ("textarea", "title"):
        _check_references(text[start : end.start()])
    return end.end()


class _Tree:
    """The elements that are open, and what may begin and end in them."""

    def __init__(self) -> None:
        self.open: list[str] = []

    @property
    def top(self) -> str:
        return self.open[-1] if self.open else ""

    def start(self, name: str, closed: str) -> None:
        self._check_place(name)
        if name in _TABLE or name in ("caption", "col"):
            self._start_in_table(name)
        elif name in _LISTED:
            for other in self._up_to(_BARS - _LISTED[name]):
                if other in _LISTED[name]:
                    self.end(other)
                    break
        elif name in ("option", "optgroup"):
            self._drop({"option", name} if "select" in self.open else {"option"})
        elif name in ("rp", "rt") and "ruby" in self.open:
            self._drop(_ENDS_ITSELF)
            self._expect("ruby", name)
        if name in _AFTER_P | _LISTED.keys() and "p" in self._up_to(_SCOPES | {"button"}):
            self.end("p")
        if name in _HEADINGS and self.top in _HEADINGS:
            raise NotHtmlError(f"<{name}> in <{self.top}>")
        if name in _VOID or name == "col":
            return
        if closed and name not in _FOREIGN:
            raise NotHtmlError(f"<{name}/>: only what is always empty may end like this")
        if not closed:
            self.open.append(name)

    def end(self, name: str) -> None:
        if name in _TABLE or name in ("table", "caption"):
            self._drop_in_table(_TABLE.get(name, 0) + 1)
        elif name in _BLOCKS:
            self._drop(_ENDS_ITSELF - {name})
        elif name not in _FORMATTING:
            self._drop(_ENDS_IN_ANYTHING - {name})
        self._expect(name, f"/{name}")
        self.open.pop()

    def finish(self) -> None:
        unclosed = [name for name in self.open if name not in ("dd", "dt", "li", "p")]
        if unclosed:
            raise NotHtmlError(f"<{unclosed[0]}> is never closed")

    def _check_place(self, name: str) -> None:
        """Refuse what can't begin here whatever is open or closed first."""
        if name in _MISPLACED:
            raise NotHtmlError(f"<{name}> in a piece of HTML")
        if name in ("a", "nobr") and name in self._up_to(_SCOPES):
            raise NotHtmlError(f"<{name}> in <{name}>")
        if name == "button" and name in self._up_to(_SCOPES):
            raise NotHtmlError("<button> in <button>")
        if name == "form" and name in self.open:
            raise NotHtmlError("<form> in <form>")
        if "select" in self.open and name not in ("option", "optgroup", "script"):
            raise NotHtmlError(f"<{name}> in <select>")
        if self.top in _ROWS_ONLY and name not in (*_TABLE, "caption", "col", "script", "style"):
            raise NotHtmlError(f"<{name}> between the rows of a table")

    def _start_in_table(self, name: str) -> None:
        if name != "col" or self.top != "colgroup":
            self._drop_in_table(_TABLE.get(name, 1))
        if name == "tr" and self.top == "table":
            self.open.append("tbody")
        if name == "col" and self.top == "table":
            self.open.append("colgroup")
        places = {
            "tr": ("tbody", "thead", "tfoot"),
            "td": ("tr",),
            "th": ("tr",),
            "col": ("colgroup",),
        }
        if self.top not in places.get(name, ("table",)):
            raise NotHtmlError(f"<{name}> in <{self.top or 'no table'}>")

    def _drop(self, names: Set[str]) -> None:
        while self.top in names:
            self.open.pop()

    def _drop_in_table(self, level: int) -> None:
        """Close the cells, rows and groups that end where something at this level begins."""
        self._drop(_ENDS_ITSELF)
        while _TABLE.get(self.top, 0) >= level:
            self.open.pop()
            self._drop(_ENDS_ITSELF)

    def _up_to(self, stops: Set[str]) -> Iterator[str]:
        """What is open, innermost first, as far as the first of some."""
        for name in reversed(self.open):
            if name in stops:
                return
            yield name

    def _expect(self, name: str, tag: str) -> None:
        if self.top != name:
            raise NotHtmlError(f"<{tag}> where <{self.top or 'nothing'}> is open")
