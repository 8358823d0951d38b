"""A text as its readers understand it: without markup, accents and signs that nobody sees.

Every line of the text is still a line, so that what is found has one: where markup went that held
the end of a line, a `SEAM` stands for it.
"""

import re
from binascii import Error as NotBase64Error
from collections.abc import Collection
from html import unescape
from unicodedata import normalize
from urllib.parse import unquote

SEAM = "\ue000"
"""Stands for the end of a line within markup that was taken out; of private use in Unicode."""

_MARK = "\ue001"  # stands for a tag within a paragraph
# Marks over and under letters, and what joins or hides without being seen (Unicode: Mn, Cf).
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e01ef]"
)
_LETTERS = {"æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_PIECE = 256  # letters at a time
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\/")
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_PUNYCODE = re.compile(r"\bxn--([a-z0-9-]{1,59})(?![a-z0-9-])", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"(?<=&#)[0-9]{9,}")
_DEEPEST = 4  # an escaped text in an escaped text: a feed in a page; more is nobody's slip

_TAG = re.compile(r"<[/!?A-Za-z][^<>]*>")
_LONG_TAG = re.compile(r"<[/!?A-Za-z][^<>\n]*\n[^<>]*>")
_NOTE = re.compile(r"<sup\b[^<>]*>.{0,200}?</sup>|\[\^[^\]\n]{1,40}\]", re.DOTALL)
# What ends a paragraph, and so a sentence.
_BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|body|channel|content|d[dlt]|description|details|div"
    r"|entry|feed|fig(?:caption|ure)|footer|form|h[1-6r]|head(?:er)?|html|item|li|main|nav|[ou]l|p"
    r"|pre|section|summary|table|title)(?![\w:-])[^<>]*>",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[\W_]+")
# Behind a word in brackets, where the link leads.
_TARGET = re.compile(
    r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+[\"'(][^\"')]{0,300}[\"')])?\s*\)"
)
_MARKUP = re.compile(r"[*_~`^=]+|!?\[(?!\^)|\](?:\[[^\]\n]*\])?|\\(?=[^\w\s])|\{[:.#][^{}\n]*\}")
_HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]\n[ \t>]*(?=[^\W\d_])")
_SEAMED = re.compile(rf"(?<![^\W_])[^\W_]+(?:{SEAM}+[^\W_]+)+")
_CAMEL = re.compile(r"(?<=[a-z\u00df-\u00f6\u00f8-\u00ff])(?=[A-Z\u00c0-\u00d6\u00d8-\u00de])")


def folded(text: str) -> str:
    """Letters without accents and capitals, and nothing that can't be seen."""
    if text.isascii():
        return text.lower()
    # In pieces: Python sorts a row of marks the slow way.
    pieces = (text[start : start + _PIECE] for start in range(0, len(text), _PIECE))
    decomposed = "".join(normalize("NFKD", piece) for piece in pieces)
    plain = _MARKS.sub("", decomposed).casefold()
    for letter, others in _LETTERS.items():
        plain = plain.replace(letter, others)
    return plain


def readings(text: str, needles: Collection[str] | None = None) -> list[str]:
    """A text as it can be read, folded: as it stands, and without its markup.

    Markup goes twice: as if nothing were there (`Nord**vik**`), and as if it were a space
    (`Jens<br>Holm`), where what ends a paragraph ends a sentence too. None at all where none of
    the `needles` stands in the letters, which most texts are told by in a third of the time.
    """
    plain = decoded(text)
    stated = folded(plain)
    without = _HYPHENATED.sub(SEAM, _without_links(_without_notes(plain)))
    bare = folded(_TAG.sub("", without)) if "<" in without else folded(without)
    letters = _SIGNS.sub("", bare)
    if needles is not None and not any(each in stated or each in letters for each in needles):
        return []
    tagless = _LONG_TAG.sub(_line, without) if "<" in without else without
    tagless = _TAG.sub(_MARK, _BLOCK.sub(". ", tagless))
    apart = folded(_CAMEL.sub(" ", tagless.replace(_MARK, " ")))
    joined = folded(_MARKUP.sub("", tagless.replace(_MARK, "")))
    found = dict.fromkeys((stated, apart, joined))
    return [_SEAMED.sub(_whole, each) if SEAM in each else each for each in found]


def is_block(tag: str) -> bool:
    """Whether a tag begins or ends a paragraph, or what counts as one."""
    return _BLOCK.match(tag) is not None


def decoded(text: str) -> str:
    """A text without its escapes: entities, `%C3%B8`, `\\u00f8` and `xn--`; its lines stay."""
    for _ in range(_DEEPEST):
        former = text
        if "&" in text:
            text = unescape(_LONG_NUMBER.sub(lambda match: match[0].lstrip("0")[:8], text))
        if "\\" in text:
            text = _ESCAPE.sub(_letter, text)
        if "%" in text:
            text = _PERCENT.sub(lambda match: unquote(match[0], errors="replace"), text)
        if text == former:
            break
    return _PUNYCODE.sub(_domain, text) if "xn--" in text.lower() else text


def _without_notes(text: str) -> str:
    return _NOTE.sub(_seams, text) if "<sup" in text or "[^" in text else text


def _without_links(text: str) -> str:
    return _TARGET.sub(lambda match: "]" + _seams(match), text) if "](" in text else text


def _letter(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else "/"


def _domain(match: re.Match[str]) -> str:
    try:
        return match[1].encode("ascii").decode("punycode")
    except (UnicodeError, NotBase64Error, ValueError, OverflowError):
        return match[0]


def _seams(match: re.Match[str]) -> str:
    return SEAM * match[0].count("\n")


def _whole(match: re.Match[str]) -> str:
    """A word in one piece, with the seams that were in it behind."""
    return match[0].replace(SEAM, "") + SEAM * match[0].count(SEAM)


def _line(match: re.Match[str]) -> str:
    """A tag on one line, with seams for the ends of lines in it."""
    return match[0].replace("\n", " ") + _seams(match)
