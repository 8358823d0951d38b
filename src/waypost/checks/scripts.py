"""Scripts in a text, which no page lets run (`policy`)."""

import re
from collections.abc import Iterator

from waypost.problems import Problem, Severity
from waypost.sources import Source, code_regions

# Scripts themselves, unless they are data or lie beside the pages; scripts that wait for a click or
# the like, in a tag or in a list of attributes; links that are scripts.
_SCRIPT = re.compile(
    r"<script\b(?![^>]*\btype=[\"']?application/(?:ld\+)?json)(?![^>]*\bsrc=[\"']?(?!https?:|//))"
    r"|<[a-z][^<>]*?[\s\"'/]on[a-z]+\s*="
    r"|\{[^{}\n]*?\bon[a-z]{4,}\s*=[^{}\n]*\}"
    r"|(?:\]\(\s*<?|<|\]:\s*<?|(?:href|src|action)\s*=\s*[\"']?\s*)javascript:",
    re.IGNORECASE,
)


def on_scripts(source: Source) -> Iterator[Problem]:
    """Scripts that an author may count on, and that do nothing."""
    # Without one of these signs there is none, and most texts have neither.
    may_be = "<" in source.body or "{" in source.body or "javascript" in source.body.lower()
    found = list(_SCRIPT.finditer(source.body)) if may_be else []
    code = list(code_regions(source.body)) if found else []
    for match in found:
        if not any(start <= match.start() < end for start, end, _ in code):
            what = "A script in a text does not run: the pages of the journal let none."
            cure = "Take it out, or put it into a file that extra_javascript in mkdocs.yml names."
            line = source.line_at(match.end() - 1)
            yield Problem(source.path, line, "text", what, cure, Severity.WARNING)
