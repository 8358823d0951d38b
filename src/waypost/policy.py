"""Which scripts may run in a page, and from where it may take what (Content Security Policy 3).

A script in the page itself may run if a template has brought it, which its hash says; one that
stands in an author's text may not. Styles may stand anywhere: Markdown aligns the columns of
tables by them.
"""

import re
from base64 import b64encode
from collections.abc import Collection, Iterator
from hashlib import sha256
from html import escape, unescape

from waypost.permalinks import in_ascii

_ANY = r"(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')"  # in attributes, of which one may hold a bracket
# Templates write their tags small; an author may not.
_BEGINS = re.compile(rf"<script\b({_ANY}*+)>")
_BEGINS_IN_TEXT = re.compile(_BEGINS.pattern, re.IGNORECASE)
_ENDS = re.compile(r"</script\b", re.IGNORECASE)
_STYLE = re.compile(rf"<link\b(?=[^<>]*\bstylesheet\b)({_ANY}*+)>")
_ADDRESS = re.compile(r"\b(?:src|href)\s*=\s*[\"']?((?:https?:)?//[^\s\"'>]+)", re.IGNORECASE)
# What is no script, such as settings in JSON, has a type of its own.
_DATA = re.compile(
    # What a page says of itself (JSON-LD) runs nowhere, and yet validators ask for its hash.
    r"\btype\s*=\s*[\"']?(?!module|(?:text|application)/javascript|application/ld\+json)\w",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"<(iframe|form)\b{_ANY}*?\b(?:src|action)\s*+=\s*+[\"']?+\s*+"
    r"(mailto:|(?:https?:)?//[^\s\"'>]+)",
    re.IGNORECASE,
)
_ORIGIN = re.compile(r"(?:https?:)?//[A-Za-z0-9.-]+(?::\d+)?")
_THREAD = re.compile(r"data-waypost-thread=\"([^\"]+)")
_OWN = re.compile(r"http-equiv\s*=\s*[\"']?content-security-policy", re.IGNORECASE)
_CHARSET = re.compile(r"<meta charset[^>]*>", re.IGNORECASE)
_GISCUS = "https://giscus.app"


def with_policy(html: str, text: str = "") -> str:
    """A finished page that says what may run in it; `text` is the part of it that an author wrote.

    A page whose templates have a policy of their own keeps that one.
    """
    start = html.find(text)
    around = html[:start] + html[start + len(text) :] if text and start >= 0 else html
    head = around[: around.find("</head>")]
    # Browsers look for the charset at the very beginning, and obey a policy from where it stands.
    place = _CHARSET.search(head)
    if place is None or ("http-equiv" in head.lower() and _OWN.search(head)):
        return html
    meta = escape(_policy(around, head, text), quote=False)
    at = place.end()
    return f'{html[:at]}\n<meta http-equiv="Content-Security-Policy" content="{meta}">{html[at:]}'


def _policy(around: str, head: str, text: str) -> str:
    small = text.lower()
    # A heading of the text may stand around it too, such as in a table of contents.
    found = _scripts(text, _BEGINS_IN_TEXT) if "<script" in small else ()
    scripts = list(_permitted(around, {script for _, script in found}))
    styles = _from_elsewhere(_STYLE.findall(head))
    frames: list[str] = []
    if "data-waypost-giscus=" in around:
        for each in (scripts, styles, frames):
            each.append(_GISCUS)
    answers = _THREAD.findall(around) if "data-waypost-thread" in around else []
    threads = [unescape(each) for each in answers]
    named = _NAMED.findall(text) if "<iframe" in small or "<form" in small else []
    is_plugged_in = "<object" in small or "<embed" in small
    frames += [origin(there) for kind, there in named if kind.lower() == "iframe"]
    forms = [origin(there) for kind, there in named if kind.lower() == "form"]
    rules = {
        "default-src": ["'self'"],
        "script-src": ["'self'", *scripts],
        "style-src": ["'self'", "'unsafe-inline'", *styles],
        "font-src": ["'self'", *(["https:"] if styles else [])],
        "img-src": ["'self'", "data:", "https:"],
        "media-src": ["'self'", "https:"],
        "connect-src": ["'self'", *map(origin, threads)],
        "frame-src": ["'self'", *frames],
        "object-src": ["'self'" if is_plugged_in else "'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'", *forms],
    }
    return "; ".join(" ".join([name, *dict.fromkeys(filter(None, rules[name]))]) for name in rules)


def origin(address: str) -> str:
    """Where something comes from, as a policy says it; empty where that can't be told."""
    if address.lower() == "mailto:":
        return "mailto:"
    try:
        found = _ORIGIN.match(in_ascii(address))
    except ValueError:
        return ""
    return found[0].removeprefix("//") if found else ""


def _permitted(around: str, written: Collection[str]) -> Iterator[str]:
    """The hash of each script that a template has brought, or where it comes from."""
    for attributes, script in _scripts(around, _BEGINS):
        if " src=" in attributes:
            yield from _from_elsewhere([attributes])
        elif not _DATA.search(attributes) and script not in written:
            yield f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def _scripts(html: str, begin: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """The attributes of each script, and what stands in it."""
    position = 0
    while begins := begin.search(html, position):
        if not (ends := _ENDS.search(html, begins.end())):
            return
        yield begins[1], html[begins.end() : ends.start()]
        position = ends.end()


def _from_elsewhere(tags: list[str]) -> list[str]:
    found = [_ADDRESS.search(tag) for tag in tags if "//" in tag]
    return [origin(match[1]) for match in found if match]
