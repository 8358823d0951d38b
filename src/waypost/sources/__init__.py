"""A file divided into front matter, with the line of every key, and body."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from waypost.problems import Problem, Severity
from waypost.sources.beginnings import beginning
from waypost.sources.code import code_regions, outside_code
from waypost.sources.comments import without_comments
from waypost.sources.decoding import decode
from waypost.sources.frontmatter import Place, Value, read_yaml, slips
from waypost.sources.tangles import tangles

__all__ = [
    "FIRST_HEADING",
    "Place",
    "Source",
    "Value",
    "code_regions",
    "decode",
    "outside_code",
    "read",
    "read_yaml",
    "slips",
]

FIRST_HEADING = re.compile(r"\s*(?:# +(.+?)[ #]*|(.+)\n=+[ ]*)(?:\n|\Z)")
"""A heading with which a text begins; one of its two groups is what it says."""


@dataclass(frozen=True)
class Source:
    """What an author's file says.

    `path` is relative to the project's folder, for messages; `uri` to the folder of the pages.
    `body` holds no comments, except markers, and has as many lines as it had in the file. `unread`
    names the fields that stand in the file, and not in `front`, because they could not be read.
    `text` is all of it, as it was written, and `digest` stands for its bytes. `links` are the
    source paths that it has a link to, once somebody has looked.
    """

    path: str
    uri: str
    text: str = ""
    front: Mapping[str, Value] = field(default_factory=dict)
    lines: Mapping[Place, int] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    has_front: bool = False
    unread: frozenset[str] = frozenset()
    digest: bytes = b""
    links: frozenset[str] | None = None

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

    def line_at(self, position: int) -> int:
        """The line in the file of a position in the body."""
        return self.body_line + self.body.count("\n", 0, position)

    @property
    def for_host(self) -> str:
        """The text for a host that looks for front matter by itself.

        It gets none. A blank first line keeps it from taking the beginning of a text for some.
        """
        return f"\n{self.body}"


def read(path: str, uri: str, data: bytes, needs_front: bool) -> tuple[Source, list[Problem]]:
    """Divide a file's bytes into front matter and body.

    Never raises. Where fields are needed and there are none, or where they can't be told from the
    text, the body is empty, so that a private field can't be published by a slip of the keyboard.
    So it is where a converter would not come to an end.
    """
    text, problems = decode(path, data)
    if text is None:
        return Source(path, uri), problems
    lines = text.split("\n")
    found = beginning(lines)
    if found.mistake:
        line, what, cure = found.mistake
        problems.append(Problem(path, line + 1, "", what, cure))
    if found.mistake or (needs_front and not found.front):
        return Source(path, uri, text, has_front=found.front is not None), problems
    body_line = found.body + 1
    body, in_body = without_comments(path, "\n".join(lines[found.body :]), body_line)
    if tangled := tangles(path, body, body_line):
        body, in_body = "", in_body + tangled
    if found.front is None:
        return Source(path, uri, text, body=body), problems + in_body
    front_lines = lines[found.front.start : found.front.stop]
    front, places, in_front = read_yaml(path, "\n".join(front_lines), found.front.start + 1)
    unread = frozenset(problem.field for problem in in_front if not front.get(problem.field))
    source = Source(path, uri, text, front, places, body, body_line, True, unread)
    return source, [*problems, *in_front, *in_body]
