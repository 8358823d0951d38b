"""A file divided into front matter, with the line of every key, and body."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from waypost.problems import Problem, Severity
from waypost.sources.comments import code_regions, without_comments
from waypost.sources.frontmatter import KEY, Place, Value, read_yaml

__all__ = ["Place", "Source", "Value", "code_regions", "read", "read_yaml"]

_FENCE = re.compile(r"-{3,}")
_ENDS = ("---", "...")
_ANY_DASHES = re.compile(r"[-\u2010-\u2015]+")
_BARE_FIELD = re.compile(
    r"(title|date|week|status|stage|barriers|summary|publish_at|extra)[ \t]*:", re.IGNORECASE
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LONGEST = 5_000_000  # characters; far beyond a year of diary, well below what stalls a parser


@dataclass(frozen=True)
class Source:
    """What an author's file says.

    `path` is relative to the project's folder, for messages; `uri` to the folder of the pages.
    `body` holds no comments, except markers, and has as many lines as it had in the file. `unread`
    names the fields that stand in the file, and not in `front`, because they could not be read.
    """

    path: str
    uri: str
    front: Mapping[str, Value] = field(default_factory=dict)
    lines: Mapping[Place, int] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    has_front: bool = False
    front_text: str = ""
    unread: frozenset[str] = frozenset()

    def line_of(self, place: Place) -> int:
        """The line of a value, or of the nearest thing that holds it; 1 if there is none."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(
        self, place: Place, what: str, cure: str, severity: Severity = Severity.ERROR
    ) -> Problem:
        """Something to mend in a field of this file."""
        name = str(place[0]) if place else ""
        return Problem(self.path, self.line_of(place), name, what, cure, severity)

    def for_host(self, with_front: bool) -> str:
        """The text for a host that reads front matter by itself.

        What could not be read is for nobody. A blank first line keeps the host from taking the
        beginning of a text for front matter.
        """
        if with_front and self.has_front and not self.unread:
            return f"---\n{self.front_text}\n---\n{self.body}"
        return f"\n{self.body}"

    @property
    def everything(self) -> str:
        """Front matter and body, to search in."""
        return f"{self.front_text}\n{self.body}"

    def line_at(self, position: int) -> int:
        """The line in the file of a position in the body."""
        return self.body_line + self.body.count("\n", 0, position)


def read(path: str, uri: str, data: bytes) -> tuple[Source, list[Problem]]:
    """Divide a file's bytes into front matter and body.

    Never raises. What can't be told apart from front matter is not body: the body is then empty, so
    that a private field can't be published by a slip of the keyboard.
    """
    text, problems = _decode(path, data)
    if text is None:
        return Source(path, uri), problems
    lines = text.split("\n")
    first, second = _first_lines(lines)
    if mistake := _false_start(lines, first, second):
        return Source(path, uri), [*problems, Problem(path, first + 1, "", *mistake)]
    if not _opens_front_matter(lines, first, second):
        body, in_body = without_comments(path, text, 1)
        return Source(path, uri, body=body), problems + in_body

    end = next((i for i in range(first + 1, len(lines)) if lines[i].rstrip() in _ENDS), 0)
    if not end:
        what = "The first lines begin with --- but no second --- ends them."
        cure = "Put a line of three hyphens between the fields and the text."
        return Source(path, uri), [*problems, Problem(path, first + 1, "", what, cure)]
    front_text = "\n".join(lines[first + 1 : end])
    front, places, in_front = read_yaml(path, front_text, first + 2)
    body, in_body = without_comments(path, "\n".join(lines[end + 1 :]), end + 2)
    unread = frozenset(problem.field for problem in in_front if not front.get(problem.field))
    source = Source(path, uri, front, places, body, end + 2, True, front_text, unread)
    return source, [*problems, *in_front, *in_body]


def _first_lines(lines: list[str]) -> tuple[int, int]:
    """The first line that says something, and the next one; the last line where there is none."""
    telling = [number for number, line in enumerate(lines) if line.strip()][:2]
    last = len(lines) - 1
    return (*telling, last, last)[0], (*telling, last, last)[1]


def _opens_front_matter(lines: list[str], first: int, second: int) -> bool:
    """Whether --- at the top begins fields; else it is a rule across the page."""
    return _FENCE.fullmatch(lines[first].rstrip()) is not None and (
        KEY.match(lines[second].lstrip()) is not None or lines[second].startswith(("#", "---"))
    )


def _decode(path: str, data: bytes) -> tuple[str | None, list[Problem]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:200]:
        what = "This file is not plain text that Waypost can read."
        return None, [Problem(path, 0, "", what, "Save it again as text with the encoding UTF-8.")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = "This line has a letter that is not saved as UTF-8."
        return None, [Problem(path, line, "", what, "Save the file with the encoding UTF-8.")]
    if len(text) > _LONGEST:
        what = f"This file has {len(text):,} characters; one entry may have {_LONGEST:,}."
        return None, [Problem(path, 0, "", what, "Divide it, or check that it is the right file.")]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if match := _CONTROL.search(text):
        line = text.count("\n", 0, match.start()) + 1
        what = "This line holds an invisible control character."
        cure = "Delete the line's odd character, or type the line again."
        return _CONTROL.sub("", text), [Problem(path, line, "", what, cure)]
    return text, []


def _false_start(lines: list[str], first: int, second: int) -> tuple[str, str] | None:
    """What a person takes for the beginning of the fields, and a program does not."""
    opening = lines[first]
    if opening.strip() == "+++":
        return (
            "The fields at the top stand between +++ lines.",
            "Put --- instead, and write each field as `name: value`.",
        )
    looks_like_a_fence = _ANY_DASHES.fullmatch(opening.strip()) and KEY.match(lines[second])
    if looks_like_a_fence and not _FENCE.fullmatch(opening.rstrip()):
        return (
            "The line above the fields is not three plain hyphens.",
            "Type --- there, at the start of the line; some programs turn it into a dash.",
        )
    if _BARE_FIELD.match(opening):
        return (
            "The fields at the top do not stand between --- lines.",
            "Put a line of three hyphens above the first field and below the last.",
        )
    return None
