"""E-mail addresses."""

import re
from collections.abc import Iterator

from waypost.checks.passages import Passage
from waypost.problems import Problem
from waypost.settings import Settings

_AT = r"(?:@|&#0*64;|&#x0*40;|&commat;|\s*[\[({](?:at|snabel-?a|arroba)[\])}]\s*)"
_MAYBE = ("@", "&#64", "&#x40", "&commat", "(at", "[at", "{at", "(AT", "snabel", "arroba")
_EMAIL = re.compile(
    rf"(?<![\w@/.+-])(?P<name>[\w.+-]*\w){_AT}"
    r"(?P<domain>[\w-]+(?:(?:\.|\s*[\[({](?:dot|punktum|punto)[\])}]\s*)[\w-]+)*"
    r"(?:\.|\s*[\[({](?:dot|punktum|punto)[\])}]\s*)[^\W\d_]{2,})(?![\w@])",
    re.IGNORECASE,
)
# Domains that can't be anybody's (RFC 2606, RFC 6761).
_NOBODYS = re.compile(r"(?:^|\.)(?:example(?:\.\w+)?|test|invalid|localhost)$", re.IGNORECASE)
# A picture for screens of many points, whiteboard@2x.png, and what signs in to a repository.
_NO_EMAIL = re.compile(r"\d+(?:\.\d+)?x\.\w+")
_REPOSITORY = re.compile(r":[^\s\d]")


def maybe_email(text: str, _: Settings) -> bool:
    """Whether it is worth the time to look for addresses in a text."""
    return any(each in text for each in _MAYBE)


def emails(passage: Passage, settings: Settings) -> Iterator[Problem]:
    """E-mail addresses of anybody but the author."""
    own = (settings.author.email or "").casefold()
    for match in _EMAIL.finditer(passage.prose):
        text, domain = passage.prose, match["domain"]
        is_in_address = "://" in _run_before(text, match.start()) or match["name"] == "git"
        is_repository = _REPOSITORY.match(text, match.end()) is not None
        is_nobodys = _NOBODYS.search(domain) or _NO_EMAIL.fullmatch(domain)
        if is_in_address or is_repository or is_nobodys or match[0].casefold() == own:
            continue
        what = "This looks like an e-mail address, and everybody could read it."
        cure = "Take it out, or leave it if it is meant to be public."
        yield passage.hint(match.start(), what, cure)


def _run_before(text: str, position: int) -> str:
    """What stands before a position without a space, up to where a path begins to ask something."""
    run = text[text.rfind("\n", 0, position) + 1 : position].rpartition(" ")[2]
    return "" if "?" in run or "mailto:" in run else run
