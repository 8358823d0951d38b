"""Pictures that stand in a text themselves, as an address that begins with `data:`."""

import re
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote_to_bytes

from waypost.pictures import Picture, read
from waypost.problems import Problem, Severity, errors

# A line may end within one; what follows must be long, or the end of it, and not a picture's width.
_ADDRESS = re.compile(
    r"data:([a-z0-9.+/-]{0,80}+(?:;(?!base64,)[\w.=+-]{1,80}+){0,9});base64,"
    r"([a-z0-9+/=%_-]++(?:[ ]*+[\r\n\t]\s*+(?!\d++(?:\.\d++)?[wx]\b)"
    r"(?:[a-z0-9+/=%]{20,}+|[a-z0-9+/=%]++(?=\s*+[\"'])))*+)"
    r"|data:(image/[a-z0-9.+-]{1,80}+(?:;[\w.=+-]{1,80}+){0,9}),([^\s\"'<>()]++)",
    re.IGNORECASE,
)
_BLANK = re.compile(r"\s++")
_LEAST = 100  # bytes; fewer are an example of such an address, and hold no place
_CURE = "Save it as a file of its own beside the text, and show that one."


@dataclass(frozen=True)
class _Found:
    """A picture in a text, from one position to another, or why it can't be published."""

    start: int
    end: int
    kind: str
    data: bytes
    picture: Picture | None
    problems: list[Problem]


def cleaned(html: str, path: str, written: str) -> tuple[str, list[Problem]]:
    """A page whose pictures in the text tell nothing but the image, and what is wrong with some.

    `path` and `written` are the author's file and what stands in it, which tells the line.
    """
    parts: list[str] = []
    problems: list[Problem] = []
    done = 0
    for each in _pictures(html, path):
        if each.picture and each.picture.clean != each.data:
            clean = b64encode(each.picture.clean).decode()
            parts += html[done : each.start], f"data:{each.kind};base64,{clean}"
            done = each.end
        line = _line(written, written.find(html[each.start : each.end]))
        problems += (replace(problem, line=line) for problem in each.problems)
    return "".join([*parts, html[done:]]), problems


def in_source(path: str, text: str) -> Iterator[Problem]:
    """Pictures in an author's text that tell where they were taken, or can't be published."""
    for each in _pictures(text, path):
        line = _line(text, each.start)
        if each.picture and each.picture.walk.has_place:
            what = "This picture tells where it was taken."
            cure = f"{_CURE} This takes the place out of it: waypost clean-images"
            yield Problem(path, line, "", what, cure)
        for problem in each.problems:  # which stops a build where it is published
            yield replace(problem, line=line, severity=Severity.WARNING)


def _pictures(text: str, path: str) -> Iterator[_Found]:
    if "data:" not in text.lower():
        return
    for match in _ADDRESS.finditer(text):
        data = _decoded(match)
        picture, problems = read(path + _ending(data), data)
        wrong = [replace(each, path=path, cure=_CURE) for each in errors(problems)]
        if picture or (wrong and len(data) >= _LEAST):
            kind = match[1] or match[3]
            yield _Found(match.start(), match.end(), kind, data, picture, wrong)


def _ending(data: bytes) -> str:
    """What the name of a file would say where its first bytes do not."""
    if data[:4] in (b"\0\0\1\0", b"\0\0\2\0"):
        return ".ico"
    return ".svg" if b"<svg" in data[:4096] else ""


def _decoded(match: re.Match[str]) -> bytes:
    """What an address holds; as far as it can be read, as browsers do."""
    if match[4] is not None:
        return unquote_to_bytes(match[4])
    signs = _BLANK.sub("", unquote_to_bytes(match[2]).decode("latin-1")).partition("=")[0]
    signs = signs.translate({ord("-"): "+", ord("_"): "/"})
    try:
        return b64decode(signs[: len(signs) - (len(signs) % 4 == 1)] + "==")
    except (Error, ValueError):
        return b""


def _line(text: str, position: int) -> int:
    """The line of a position; 0 where something does not stand in the text."""
    return text.count("\n", 0, position) + 1 if position >= 0 else 0
