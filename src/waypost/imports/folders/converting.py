"""A text as the Markdown of Waypost's pages, whether its file holds Markdown or HTML."""

import re
from html import escape

from waypost.imports.folders.markup import cleaned
from waypost.imports.html import as_markdown

HTML = (".html", ".htm")
"""Endings of files that hold HTML."""

_FENCED = re.compile(r"^```([\w+#.-]*)\n(.*?)\n```$", re.MULTILINE | re.DOTALL)


def converted(path: str, text: str) -> tuple[str, list[str]]:
    """A text whose commands are gone, and sentences on what was lost."""
    if not path.lower().endswith(HTML):
        return cleaned(text)
    found = as_markdown(_FENCED.sub(_code, text))
    return found.text, list(found.notes)


def _code(match: re.Match[str]) -> str:
    """Code that a command held, which no HTML does."""
    language = f' class="language-{match[1]}"' if match[1] else ""
    return f"<pre><code{language}>{escape(match[2], quote=False)}</code></pre>"
