"""Scripts in a text, which no page lets run (`policy`)."""

import re
from collections.abc import Iterator

from waypost.problems import Problem, Severity
from waypost.sources import Source, outside_code

# Scripts themselves, unless they are data or lie beside the pages; scripts that wait for a click or
# the like, in a tag or in a list of attributes; links that are scripts. Each looks no further than
# to the next sign that it can't go beyond, so that many of them take no longer than their length.
_SCRIPT = re.compile(
    r"<script\b(?![^<>]*\btype=[\"']?application/(?:ld\+)?json)"
    r"(?![^<>]*\bsrc=[\"']?(?!https?:|//))"
    r"|<[a-z][^<>]*?[\s\"'/]on[a-z]++\s*+="
    r"|\{(?=[^{}\n]*+\})[^{}\n]*?\bon[a-z]{4,}+\s*+="
    r"|(?:\]\(\s*+<?+|<|\]:\s*+<?+|(?:href|src|action)\s*+=\s*+[\"']?+\s*+)javascript:",
    re.IGNORECASE,
)
_HANDLER = re.compile(r"(?<![a-z])on[a-z]++\s*+=")


def on_scripts(source: Source) -> Iterator[Problem]:
    """Scripts that an author may count on, and that do nothing; one of each line."""
    body = source.body
    line, at, told = source.body_line, 0, 0
    for match in outside_code(body, _SCRIPT.finditer(body)) if _may_hold_one(body.lower()) else ():
        last = match.end() - 1
        line, at = line + body.count("\n", at, last), last
        if line != told:
            told = line
            what = "A script in a text does not run: the pages of the journal let none."
            cure = "Take it out, or put it into a file that extra_javascript in mkdocs.yml names."
            yield Problem(source.path, line, "text", what, cure, Severity.WARNING)


def _may_hold_one(text: str) -> bool:
    """Whether a text in small letters has a sign of a script, which hardly any has."""
    if "<script" in text or "javascript:" in text:
        return True
    return "=" in text and _HANDLER.search(text) is not None
