"""Of the journal's style sheet what its texts need under another host's look."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

import tinycss2
from tinycss2 import ast

_CLASS = re.compile(r"\.waypost-")
_GROUPS = ("media", "supports")
_OWN = re.compile(r"--waypost-[\w-]+\s*:")
# A host has its own way to say which scheme is on, and its own letters.
_FIRST = """\
/* Made of Waypost's own style sheet: what the texts of a journal need under another look. */
:root { color-scheme: light; }
[data-md-color-scheme="slate"] { color-scheme: dark; }
"""
_LAST = """\
:root {
  --waypost-text: -apple-system, BlinkMacSystemFont, Helvetica, Arial, sans-serif;
  --waypost-sans: var(--waypost-text);
}
.waypost-kicker, .waypost-changed, .waypost-terms { font-size: .7rem; color: var(--waypost-quiet); }
.md-typeset .waypost-kicker { margin: 0; }
.md-typeset figure[class*="waypost-"] { margin-inline: 0; width: 100%; max-width: 100%; }
.md-typeset [class*="waypost-"] summary::before { display: none; }
.md-typeset [class*="waypost-"] summary { padding-left: .6rem; }
"""


def styles(css: str, worn: Collection[str]) -> str:
    """The rules of a style sheet for classes that are worn by something, and their variables."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return f"{_FIRST}{''.join(_needed(rules, worn))}{_LAST}"


def worn(texts: Iterable[str]) -> set[str]:
    """The names of ours that stand in texts."""
    return {name for text in texts for name in re.findall(r"waypost-[\w-]+", text)}


def _needed(rules: Iterable[ast.Node], worn: Collection[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            content = tinycss2.serialize(rule.content)
            kept = [each for each in _divided(rule.prelude) if _is_needed(each, content, worn)]
            if kept:
                named = ", ".join(tinycss2.serialize(each).strip() for each in kept)
                yield f"{named} {{{_plain(content)}}}\n"
        elif rule.type == "at-rule" and rule.content and rule.lower_at_keyword in _GROUPS:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            if within := "".join(_needed(inner, worn)):
                prelude = tinycss2.serialize(rule.prelude)
                yield f"@{rule.lower_at_keyword}{prelude}{{\n{within}}}\n"


def _is_needed(selector: Sequence[ast.Node], content: str, worn: Collection[str]) -> bool:
    written = tinycss2.serialize(selector).strip()
    if written == ":root":
        return bool(_OWN.search(content)) and "--md-" not in content
    return bool(_CLASS.search(written)) and _may_match(selector, worn)


def _may_match(selector: Sequence[ast.Node], worn: Collection[str]) -> bool:
    """Whether there can be anything that a selector is about."""
    for token in selector:
        if token.type == "function" and token.lower_name in ("is", "where"):
            if not any(_may_match(each, worn) for each in _divided(token.arguments)):
                return False
        elif token.type == "ident" and _is_missing(token.value, worn):
            return False
    return True


def _is_missing(name: str, worn: Collection[str]) -> bool:
    return name.startswith("waypost-") and name not in worn


def _plain(content: str) -> str:
    """What a rule says, without a scheme: that is the host's."""
    return re.sub(r"color-scheme:[^;]*;", "", re.sub(r"/\*.*?\*/", "", content, flags=re.DOTALL))


def _divided(prelude: Iterable[ast.Node]) -> Iterator[list[ast.Node]]:
    """The selectors of a list; a comma within brackets does not divide."""
    selector: list[ast.Node] = []
    for token in prelude:
        if token == ",":
            yield selector
            selector = []
        else:
            selector.append(token)
    yield selector
