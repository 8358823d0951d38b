"""Sentences that judge people or a department, which they may read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from waypost.checks.passages import Passage, blanked, passages, together
from waypost.problems import Problem
from waypost.settings import Settings
from waypost.sources import Source

# What others said: between quotation marks, and in quotations of their own.
_SAID = re.compile(
    r"^[ \t]*>.*$|\"[^\"\n]*\"|“[^”\n]*[”“]|„[^“”\n]*[“”]|«[^»\n]*»|»[^«\n]*«|‘[^’\n]*’",
    re.MULTILINE,
)
_END = re.compile(r"[.!?…](?=\s|$)|\n\s*\n|\Z")


def judgements(source: Source, settings: Settings, spoken: str) -> Iterator[Problem]:
    """Advice where a text judges people, in the language in which it is written."""
    language = str(source.front.get("lang") or spoken).partition("-")[0].casefold()
    found = _phrases(language) if settings.hints.tone else None
    if found and found.quick.search(f"\n{source.text}"):
        told = (_in(passage, found.judging) for passage in passages(source))
        yield from together(problem for each in told for problem in each)


def _in(passage: Passage, judging: re.Pattern[str]) -> Iterator[Problem]:
    text = blanked(passage.prose, (match.span() for match in _SAID.finditer(passage.prose)))
    for match in judging.finditer(text):
        end = _END.search(text, match.end())
        if match["unless"] or (end and end[0] == "?"):
            continue
        shown = " ".join(match["judgement"].split())
        what = f"'{shown}' judges people, and they may read it."
        cure = "Say what happened and what you needed, rather than what they are like."
        yield passage.hint(match.start("judgement"), what, cure)


@dataclass(frozen=True)
class _Phrases:
    """Who is judged, and how, in a language: `judging` finds it.

    `quick` finds nearly as much else, in a tenth of the time.
    """

    judging: re.Pattern[str]
    quick: re.Pattern[str]


@cache
def _phrases(language: str) -> _Phrases | None:
    """The phrases of a language; None where nobody has written them down."""
    text = (Path(__file__).parent / "phrases.yml").read_text("utf-8")
    known = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)).get(language)
    if not known:
        return None
    anybody, departments, names = known["anybody"], known["departments"], known["names"]
    between = rf"\s+(?:(?:{_any(known['between'])})\s+){{0,2}}"
    pairs = (
        (anybody["who"] + departments["who"], anybody["judged"]),
        (departments["who"], departments["judged"]),
        (names["who"], names["judged"]),
    )
    judged = "|".join(f"(?:{_any(who)}){between}(?:{_any(what)})" for who, what in pairs)
    before = rf"(?:(?P<unless>{_any(known['unless'])})\s+(?:\w+\s+)?)?"
    judging = rf"(?<![\w-]){before}(?P<judgement>{judged})(?!\w)"
    who, what = ([each for pair in pairs for each in pair[part]] for part in (0, 1))
    # What stands before a word comes first, so that the search leaps from word to word.
    quick = rf"[\s(*_“„«\"'>-](?:{_any(who)}){between}(?:{_any(what)})"
    return _Phrases(re.compile(judging), re.compile(quick))


def _any(phrases: Sequence[str]) -> str:
    """A pattern for one of some phrases, at the beginning of a sentence, too."""
    by_letter: dict[str, list[str]] = {}
    for phrase in phrases:
        rest = re.escape(phrase[1:]).replace("\\ ", r"\s+").replace("'", "['’]")
        by_letter.setdefault(phrase[0], []).append(rest)
    return "|".join(
        f"[{first}{first.upper()}](?:{'|'.join(rest)})" for first, rest in by_letter.items()
    )
