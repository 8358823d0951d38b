"""Keys and passwords, as services make them."""

import re
from collections.abc import Iterator

from waypost.checks.disclosure.shapes import shape
from waypost.checks.passages import Passage
from waypost.problems import Problem
from waypost.settings import Settings

# Long runs of signs; of these, such as mix figures and letters in a way that no word does.
_RUN = re.compile("[A-Za-z0-9_-]{20,}")
_MIXED = re.compile(r"(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{16}|(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{16}")
_IN_ADDRESS = re.compile(r"://[^\s/@:]*:[^\s/@]+@")
# A figure before a letter, or behind two: weeks have none, 2026-W36, and hardly any word.
_SHAPES = (b"0a", b"aa0")
_WORDS = ("PRIVATE KEY", "pat-")
# A key in an example, or an address of one (RFC 2606).
_EXAMPLE = re.compile(r"EXAMPLE|@(?:[\w-]+\.)*example\b|://\w+:(?:password|pass|secret)@")


def maybe_key(text: str, _: Settings) -> bool:
    """Whether it is worth the time to look for keys in a text."""
    seen = shape(text)
    return _has_words(text) or any(each in seen for each in _SHAPES)


def _may_be_key(line: str) -> bool:
    """Whether it is worth the time to load the detectors for a line."""
    return _has_words(line) or any(map(_is_mixed, _RUN.findall(line)))


def _has_words(text: str) -> bool:
    return any(word in text for word in _WORDS) or _IN_ADDRESS.search(text) is not None


def keys(passage: Passage, _: Settings) -> Iterator[Problem]:
    """Keys and passwords, also in code."""
    position = 0
    for line in passage.text.split("\n"):
        if _may_be_key(line) and _is_key(line):
            what = "This looks like a key or a password, and whoever reads it can use it."
            cure = (
                "Take it out and have a new one made: earlier versions of this file still show it."
            )
            yield passage.hint(position, what, cure)
        position += len(line) + 1


def _is_key(line: str) -> bool:
    from waypost.checks.disclosure.detectors import detectors

    return not _EXAMPLE.search(line) and any(
        any(True for _ in each.analyze_string(line)) for each in detectors()
    )


def _is_mixed(run: str) -> bool:
    signs = set(run)
    has_figures = any(map(str.isdigit, signs))
    has_both_cases = any(map(str.isupper, signs)) and any(map(str.islower, signs))
    return has_figures and (has_both_cases or _MIXED.search(run) is not None)
