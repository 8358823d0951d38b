"""How a value is written: in the author's words, and as an editor checks it (JSON Schema)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from waypost.permalinks import URI


@dataclass(frozen=True, eq=False)  # compared as itself, since what stands in Annotated is hashed
class Form:
    """How a value of a type is written; it stands beside the type, in `Annotated`.

    `words` tell the author of one, "a date, `2026-09-04`", and `several` of many, "dates". `checks`
    is what an editor checks, which reads YAML 1.2: a date is text there, and 12 is a number.
    """

    words: str
    several: str = ""
    checks: Mapping[str, Any] = field(default_factory=dict)

    @property
    def schema(self) -> Mapping[str, Any]:
        """What an editor checks, with what it says of another value; it would show the pattern."""
        if not self.checks or "properties" in self.checks:  # of these, it says which one is wrong
            return self.checks
        choice = self.checks.get("enum")
        words = f"one of: {', '.join(map(str, choice))}" if choice else plain(self.words)
        return {**self.checks, "errorMessage": f"Write {words}."}


def plain(text: str) -> str:
    """A text without the signs of Markdown that descriptions have."""
    return re.sub(r"`([^`]*)`|\*\*(.*?)\*\*", r"\1\2", text)


def whole(pattern: re.Pattern[str]) -> str:
    """A pattern for all of a text, as JSON Schema wants it, which would search in it otherwise."""
    return f"^(?:{pattern.pattern})$"


# As many figures as anybody measures, and as a float keeps.
FIGURES = re.compile(r"[-+]?\d{1,12}(?:\.\d{1,3})?|[-+]?\d{1,3}(?:\.\d{1,12})?")

# What every mail program takes; more than this (RFC 5322) nobody has.
MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")

# The form that the manual shows, in the years that a diary can name; Waypost reads a few more.
_YEAR = r"(19|2\d)\d\d"
# With a 29 February in every year.
_IN_A_YEAR = r"((0[1-9]|1[0-2])-(0[1-9]|[12]\d)|(0[13-9]|1[0-2])-30|(0[13578]|1[02])-31)"
_DAY = f"{_YEAR}-{_IN_A_YEAR}"
_TIME = r"[ T]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?"


def _text(words: str, several: str, pattern: str) -> Form:
    return Form(words, several, {"type": "string", "pattern": pattern})


# A title may be a number, such as 1984.
TEXT = Form("a text", "texts", {"type": ["string", "number"], "pattern": r"\S"})
SENTENCE = Form("a sentence", "sentences", TEXT.checks)
NUMBER = Form(
    "a number, `12.5`",
    "numbers",
    {
        "type": ["number", "string"],
        "pattern": whole(FIGURES),
        "exclusiveMinimum": -(10**12),
        "exclusiveMaximum": 10**12,
    },
)
DAYS = Form(
    "how many days, `2.5`",
    "days",
    {
        "type": ["number", "string"],
        "pattern": r"^\+?\d{1,12}(\.\d{1,3})?$|^\+?\d{1,3}(\.\d{1,12})?$",
        "minimum": 0,
        "exclusiveMaximum": 10**12,
    },
)
READING = Form(
    "a number, `12.5`, or `up`, `level` or `down`",
    "readings, each a number or one of `up`, `level`, `down`",
    {**NUMBER.checks, "pattern": f"^(?:up|level|down|{FIGURES.pattern})$"},
)
YES_OR_NO = Form(
    "`true` or `false`",
    "",
    {
        "type": ["boolean", "string"],
        "pattern": "^([Tt]rue|[Ff]alse|[Yy]es|[Nn]o|[Oo]n|[Oo]ff)$",
    },
)
DAY = _text("a date, `2026-09-04`", "dates", f"^{_DAY}$")
WEEK = _text("a week, `2026-W36`", "weeks", rf"^{_YEAR}-?[Ww](0?[1-9]|[1-4]\d|5[0-3])$")
MOMENT = _text(
    "a date, `2026-09-04`, or a date with a time, `2026-09-04 16:00`",
    "dates",
    f"^{_DAY}({_TIME})?$",
)
LANGUAGE = _text(
    "the code of a language, `da`", "codes of languages", "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
)
WEB_ADDRESS = _text(
    "an address on the web, `https://example.org/`",
    "addresses on the web",
    r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#@:\[\]][^\s/?#@\[\]]*([/?#]\S*)?$",
)
EMAIL = _text("an e-mail address, `anna@example.org`", "e-mail addresses", whole(MAILBOX))
ID = _text('an id, `"tag:example.org,2026:2026-W36"`', "ids", whole(URI))
RELATIVE_PATH = Form(
    "a path from this file, `images/whiteboard.png`",
    "paths from this file",
    {"type": ["string", "number"], "pattern": r"^[^:/\\][^:\\]*$"},
)
OLD_ADDRESS = Form(
    "a former name or address, `entries/old.md`",
    "former names or addresses",
    {"type": ["string", "number"], "pattern": r'^(https?://[^\s/?#:]+)?[^<>:"|?*\\#]*$'},
)
ANYTHING = Form("anything")
