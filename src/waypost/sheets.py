"""One style sheet for a site: what its pages need of the theme's, and the journal's own.

A theme's sheet describes far more than a journal shows, and a browser paints nothing before it
has read all of it.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial

import tinycss2
from tinycss2 import ast

# Material's classes for a text; those for all that it puts around one are not needed.
_OF_A_TEXT = ("typeset", "button", "tag", "tags", "icon")
_OTHER = re.compile(
    rf"\.md-(?!(?:{'|'.join(_OF_A_TEXT)})\b(?!-))|\[data-md-(?!color-scheme=default)"
    r"|\.giscus|\.mermaid|^:root>\*|\[dir=rtl\]"
    # What Material's script makes of a table, and what numbers the lines of code or lays out cards.
    r"|role=columnheader|\.highlighttable|\.lineno|data-linenos|\.grid\b"
    # A journal's notes are of one colour, and have no sign.
    r"|\.(?:note|abstract|info|tip|success|question|warning|failure|danger|bug|example|quote)\b"
)
# What only an extension of Markdown makes.
_EXTENSIONS = {
    "pymdownx.arithmatex": ".arithmatex",
    "pymdownx.critic": ".critic",
    "pymdownx.emoji": "moji",
    "pymdownx.keys": ".keys",
    "pymdownx.tabbed": ".tabbed-",
    "pymdownx.tasklist": ".task-list-",
}
_PICTURE = re.compile(r"(--[\w-]+):url\((?:\"[^\"]*\"|'[^']*'|[^)]*)\);?")
_QUOTED = re.compile(r"(\"[^\"]*\"|'[^']*')")
_SPACES = re.compile(r"(\s*[{};,]\s*|(?<=:)\s+)|\s+")
_SHOWN = re.compile(r"var\(\s*(--[\w-]+)")


def sheet(theme: str, own: Iterable[str], extensions: Collection[str]) -> str:
    """The rules of Material's sheet that a text needs, then the journal's own, without comments.

    `extensions` are those of Markdown which may have made something in a text. Pictures that
    variables hold are left out where nothing shows them.
    """
    absent = [made for name, made in _EXTENSIONS.items() if name not in extensions]
    rules = tinycss2.parse_stylesheet(theme, skip_comments=True, skip_whitespace=True)
    needed, written = "".join(_needed(rules, absent)), "".join(map(_small, own))
    shown = {*_SHOWN.findall(needed), *_SHOWN.findall(written)}
    return _PICTURE.sub(lambda match: match[0] if match[1] in shown else "", needed) + written


def _needed(rules: Iterable[ast.Node], absent: Sequence[str]) -> Iterator[str]:
    is_needed = partial(_is_needed, absent=absent)
    for rule in rules:
        if rule.type == "qualified-rule":
            if kept := ",".join(filter(is_needed, _selectors(rule.prelude))):
                yield f"{kept}{{{tinycss2.serialize(rule.content)}}}"
        elif rule.type == "at-rule" and rule.content and rule.lower_at_keyword == "media":
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            if within := "".join(_needed(inner, absent)):
                yield f"@media{tinycss2.serialize(rule.prelude)}{{{within}}}"


def _selectors(prelude: Iterable[ast.Node]) -> Iterator[str]:
    """The selectors of a rule; a comma within brackets does not divide."""
    selector: list[ast.Node] = []
    for token in prelude:
        if token == ",":
            yield tinycss2.serialize(selector).strip()
            selector = []
        else:
            selector.append(token)
    yield tinycss2.serialize(selector).strip()


def _is_needed(selector: str, absent: Sequence[str]) -> bool:
    return not _OTHER.search(selector) and not any(made in selector for made in absent)


def _small(css: str) -> str:
    """The same style sheet without comments, and with no space that says nothing."""
    tokens = tinycss2.parse_component_value_list(css, skip_comments=True)
    parts = _QUOTED.split(tinycss2.serialize(tokens))
    parts[::2] = [_SPACES.sub(_space, part) for part in parts[::2]]
    return "".join(parts).strip()


def _space(match: re.Match[str]) -> str:
    return " " if match[1] is None else match[1].strip()
