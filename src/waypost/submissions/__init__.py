"""An entry that was written in a form in the browser: text from outside, and nothing but text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from waypost.fields.values import FIRST_YEAR, LAST_YEAR
from waypost.languages import SPOKEN, language
from waypost.problems import Problem, Severity, errors
from waypost.settings import Settings
from waypost.sources.beginnings import beginning
from waypost.sources.comments import without_comments
from waypost.sources.foreign import harmless
from waypost.submissions.form import DRAFT, LABEL, MARK, NOW, labels
from waypost.submissions.pictures import without_pictures
from waypost.weeks import Week

# Those who may write to the repository anyway (GitHub's `author_association`).
_TRUSTED = ("OWNER", "MEMBER", "COLLABORATOR")
_NOTHING = "_No response_"  # what GitHub writes into a field that was left empty, in every language
_EMPTY = ("", _NOTHING, "-")  # the last is the only choice where journal.yml has none
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# What no feed can carry, and two signs that turn a line round.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202d\u202e\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_CHOSEN = re.compile(r"^[-*] \[[xX]\] (.+)$", re.MULTILINE)


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


def is_about_something_else(event: Mapping[str, Any]) -> bool:
    """Whether an event is of an issue that was not begun with the form at all."""
    issue = event.get("issue")
    body = issue.get("body") if isinstance(issue, dict) else ""
    marks = issue.get("labels") if isinstance(issue, dict) else []
    if not isinstance(body, str) or MARK in str(marks):
        return False
    names = [named[name] for named in map(labels, map(language, SPOKEN)) for name in LABEL]
    return bool(body) and not any(f"### {name}" in body for name in names)


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
        moment = datetime.fromisoformat(str(issue.get("created_at")))
        if moment.tzinfo is None or not _is_plausible(moment):
            raise ValueError(moment)
    except ValueError:
        return None, [_problem("Nobody can tell when this was sent.", "Fill in the form anew.")]
    given = _divided(_clean(issue["body"]))
    if given is None:
        what = "The headings of the form are not all in their places."
        return None, [_problem(what, "Put back its lines that begin with ###, as they were.")]
    title = issue.get("title")
    name = title if isinstance(title, str) else ""
    return _read(name, given, moment.astimezone(settings.timezone), settings)


def _read(
    title: str, given: Mapping[str, str], moment: datetime, settings: Settings
) -> tuple[Submission | None, list[Problem]]:
    problems: list[Problem] = []
    week, not_before = None, None
    if given["week"]:
        try:
            week = Week.parse(given["week"])
            if not _is_plausible(week):
                raise ValueError(week)
        except ValueError:
            what = f"'{_short(given['week'])}' is not a week of the calendar."
            problems.append(_problem(what, "Write it such as 2026-W36, or leave it empty.", "week"))
    if given["day"]:
        try:
            not_before = date.fromisoformat(given["day"])
            if not _is_plausible(not_before):
                raise ValueError(not_before)
        except ValueError:
            what = f"'{_short(given['day'])}' is not a date that Waypost can read."
            problems.append(_problem(what, "Write it such as 2026-09-04.", "day"))
    if not (name := " ".join(_clean(title).split())):
        problems.append(_problem("The entry has no title.", "Give the form one.", "title"))
    text, count = without_pictures(given["text"])
    if count:
        pictures = "A picture is" if count == 1 else f"{count} pictures are"
        what = f"{pictures} not in the journal yet; now there is a link instead."
        cure = "Put it into docs/entries/images/, and write ![what it shows](images/its-name.png)."
        problems.append(_advice(what, cure, "text"))
    if (safe := harmless(text)) != text:
        what = "The text had HTML or a link that could do something; here are only its words."
        problems.append(_advice(what, "Look whether it still says what it should.", "text"))
    text, in_fields = _without_fields(safe.strip("\n") if safe != text else text)
    problems += in_fields
    if not without_comments("", text, 1)[0].strip():
        problems.append(_problem("The text is empty.", "Three lines will do.", "text"))
    if errors(problems):
        return None, problems
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
        is_draft=_is_draft(given["when"], problems),
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
            if not heading or (not last and before.strip()):
                break
            found[last] = before
            last = name
        else:
            texts = {name: text.strip() for name, text in found.items()}
            texts[last] = rest.strip("\n").rstrip()
            return {name: "" if text in _EMPTY else text for name, text in texts.items()}
    return None


def _is_draft(answer: str, problems: list[Problem]) -> bool:
    """Whether it is to be kept as a draft; so it is, where nobody can tell."""
    named = [labels(language(code)) for code in SPOKEN]
    if answer and answer not in [each[name] for each in named for name in (NOW, DRAFT)]:
        what = f"'{_short(answer)}' is not an answer that the form offers, so this is a draft."
        cure = "To publish it, take out `status` in the entry."
        problems.append(_advice(what, cure, "when"))
        return True
    return answer in [each[DRAFT] for each in named]


def _terms(
    kind: str, written: Sequence[str], settings: Settings, problems: list[Problem]
) -> Sequence[str]:
    """The ids of terms that were chosen by what the form calls them."""
    known = {
        label: term.id for term in settings.terms(kind).values() for label in term.label.values()
    }
    ids = []
    for label in (text.strip() for text in written):
        if label in known:
            ids.append(known[label])
        elif label not in _EMPTY:
            what = f"The form offers '{_short(label)}', and journal.yml has no such {kind}."
            problems.append(
                _advice(what, "Say waypost schema, which brings the form up to date.", kind)
            )
    return list(dict.fromkeys(ids))


def _without_fields(text: str) -> tuple[str, list[Problem]]:
    """A text without fields at its top, which the form has places for, and which may be private.

    Where nobody can tell them from the text, nothing is taken out, and that is an error.
    """
    lines = text.split("\n")
    found = beginning(lines)
    if found.front:
        what = "The text began with fields of its own, between lines of hyphens."
        cure = "They were left out; say in the form itself what they said."
        return "\n".join(lines[found.body :]).strip("\n"), [_advice(what, cure, "text")]
    if found.mistake:
        what = "The text has what looks like fields, at its beginning or near it."
        cure = "Say in the form itself what they say, or write it as a sentence."
        return text, [_problem(what, cure, "text")]
    return text, []


def _clean(text: str) -> str:
    """A text with one kind of line ends, and without signs that nobody can see."""
    return _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))


def _is_plausible(time: date | Week) -> bool:
    return FIRST_YEAR <= time.year <= LAST_YEAR


def _short(text: str) -> str:
    return " ".join(text.split())[:60]


def _problem(what: str, cure: str, field: str = "") -> Problem:
    return Problem("The form", 0, field, what, cure)


def _advice(what: str, cure: str, field: str) -> Problem:
    return Problem("The form", 0, field, what, cure, Severity.WARNING)
