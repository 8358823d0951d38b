"""An entry that was written in a form in the browser: text from outside, and nothing but text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from waypost.languages import SPOKEN, language
from waypost.problems import Problem, Severity
from waypost.settings import Settings
from waypost.sources import code_regions
from waypost.sources.beginnings import beginning
from waypost.submissions.form import DRAFT, LABEL, labels
from waypost.weeks import Week

# Those who may write to the repository anyway (GitHub's `author_association`).
_TRUSTED = ("OWNER", "MEMBER", "COLLABORATOR")
_NOTHING = "_No response_"  # what GitHub writes into a field that was left empty, in every language
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_CHOSEN = re.compile(r"^[-*] \[[xX]\] (.+)$", re.MULTILINE)
_PICTURE = re.compile(
    r"!\[([^\]]*)\]\(\s*<?(https?://[^\s)>]+)[^)]*\)|<img\b([^>]*)>", re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"\b(alt|src)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)


@dataclass(frozen=True)
class Submission:
    """What a form says. `moment` is when it was sent, `not_before` the day on which it appears."""

    title: str
    text: str
    moment: datetime
    week: Week | None = None
    stage: str | None = None
    barriers: Sequence[str] = ()
    summary: str = ""
    is_draft: bool = False
    not_before: date | None = None


def read_submission(
    event: Mapping[str, Any], settings: Settings
) -> tuple[Submission | None, list[Problem]]:
    """What a form holds that was filled in on GitHub, from the event that came of it, or why not.

    The event is that of an issue (docs.github.com, "Webhook events and payloads", `issues`). Nobody
    but those who may write to the repository is heard.
    """
    issue = event.get("issue")
    if not isinstance(issue, dict) or not isinstance(issue.get("body"), str):
        return None, [_problem("This is not a form that was filled in.", "Fill in the form anew.")]
    if issue.get("author_association") not in _TRUSTED:
        what = "Only those who may write to the repository can send in an entry."
        return None, [_problem(what, "Ask its owner to add you.")]
    try:
        moment = datetime.fromisoformat(str(issue.get("created_at"))).astimezone(settings.timezone)
    except (ValueError, OverflowError):
        return None, [_problem("Nobody can tell when this was sent.", "Fill in the form anew.")]
    given = _divided(_clean(issue["body"]))
    if given is None:
        what = "The headings of the form are not all there."
        return None, [_problem(what, "Leave its lines that begin with ### as they are.")]
    return _read(str(issue.get("title") or ""), given, moment, settings)


def _read(
    title: str, given: Mapping[str, str], moment: datetime, settings: Settings
) -> tuple[Submission | None, list[Problem]]:
    problems: list[Problem] = []
    week, not_before = None, None
    if given["week"]:
        try:
            week = Week.parse(given["week"])
        except ValueError:
            what = f"'{_short(given['week'])}' is not a week of the calendar."
            problems.append(_problem(what, "Write it such as 2026-W36, or leave it empty.", "week"))
    if given["day"]:
        try:
            not_before = date.fromisoformat(given["day"])
        except ValueError:
            what = f"'{_short(given['day'])}' is not a date that Waypost can read."
            problems.append(_problem(what, "Write it such as 2026-09-04.", "day"))
    if not (name := " ".join(_clean(title).split())):
        problems.append(_problem("The entry has no title.", "Give the form one.", "title"))
    if not given["text"]:
        problems.append(_problem("The text is empty.", "Three lines will do.", "text"))
    if problems:
        return None, problems
    text, told = _without_pictures(given["text"])
    problems += told
    text, told = _without_fields(text)
    problems += told
    stage = _terms("stage", [given["stage"]], settings, problems)
    chosen = _CHOSEN.findall(given["barriers"])
    found = Submission(
        title=name,
        text=text,
        moment=moment,
        week=week,
        stage=stage[0] if stage else None,
        barriers=_terms("barrier", chosen, settings, problems),
        summary=" ".join(given["summary"].split()),
        is_draft=any(given["when"] == labels(language(code))[DRAFT] for code in SPOKEN),
        not_before=not_before,
    )
    return found, problems


def _divided(body: str) -> Mapping[str, str] | None:
    """What stands below each heading of the form, in the language in which it was filled in.

    The text comes last, so that headings in it are its own.
    """
    for code in SPOKEN:
        named, found, rest = labels(language(code)), dict[str, str](), f"\n{body}\n"
        last = ""
        for name in LABEL:
            before, heading, rest = rest.partition(f"\n### {named[name]}\n")
            if not heading:
                break
            found[last] = before
            last = name
        else:
            found[last] = rest
            texts = {name: text.strip("\n").rstrip() for name, text in found.items()}
            return {name: "" if text.strip() == _NOTHING else text for name, text in texts.items()}
    return None


def _terms(
    kind: str, written: Sequence[str], settings: Settings, problems: list[Problem]
) -> Sequence[str]:
    """The ids of terms that were chosen by what the form calls them."""
    known = {
        label: term.id for term in settings.terms(kind).values() for label in term.label.values()
    }
    ids = []
    for text in filter(None, written):
        label = text.strip()
        if label in known:
            ids.append(known[label])
        else:
            what = f"The form offers '{_short(label)}', and journal.yml has no such {kind}."
            problems.append(
                _advice(what, "Say waypost schema, which brings the form up to date.", kind)
            )
    return ids


def _without_fields(text: str) -> tuple[str, list[Problem]]:
    """A text without fields at its top, which the form has places for, and which may be private."""
    lines = text.split("\n")
    found = beginning(lines)
    if not (found.front or found.mistake):
        return text, []
    what = "The text began with fields of its own, between lines of hyphens."
    cure = "They were left out; say in the form itself what they said."
    rest = lines[found.body :] if found.front else lines[_after_hyphens(lines) :]
    return "\n".join(rest).strip("\n"), [_advice(what, cure, "text")]


def _after_hyphens(lines: Sequence[str]) -> int:
    """The first line behind what looks like fields and is none that can be read."""
    ends = [number for number, line in enumerate(lines) if re.fullmatch(r"\s*[-—–]{3,}\s*", line)]
    return ends[1] + 1 if len(ends) > 1 else len(lines)


def _without_pictures(text: str) -> tuple[str, list[Problem]]:
    """A text in which pictures from elsewhere are links, so that readers fetch nothing there."""
    code = list(code_regions(text))
    count = 0

    def link(match: re.Match[str]) -> str:
        nonlocal count
        if any(start <= match.start() < end for start, end, _ in code):
            return match[0]
        alt, address = match[1] or "", match[2]
        if match[3] is not None:
            given = {
                m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(match[3])
            }
            alt, address = given.get("alt", ""), given.get("src", "")
        if not address.startswith(("http://", "https://")):
            return match[0]
        count += 1
        shown = re.sub(r"[\[\]<>]", "", alt) or address.rpartition("/")[2]
        target = re.sub(r"[<>\s]", "", address)
        return f"[{shown}](<{target}>)"

    linked = _PICTURE.sub(link, text)
    if not count:
        return text, []
    pictures = "A picture is" if count == 1 else f"{count} pictures are"
    what = f"{pictures} not in the journal yet; now there is a link instead."
    cure = "Put it into docs/entries/images/, and write ![what it shows](images/its-name.png)."
    return linked, [_advice(what, cure, "text")]


def _clean(text: str) -> str:
    """A text with one kind of line ends, and without signs that nobody can see."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _short(text: str) -> str:
    return " ".join(text.split())[:60]


def _problem(what: str, cure: str, field: str = "") -> Problem:
    return Problem("The form", 0, field, what, cure)


def _advice(what: str, cure: str, field: str) -> Problem:
    return Problem("The form", 0, field, what, cure, Severity.WARNING)
