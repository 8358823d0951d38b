"""Advice on what an author has written: nothing of it stops a build."""

import posixpath
import re
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from waypost.journal import Journal
from waypost.languages import Language
from waypost.problems import Problem, Severity
from waypost.records import GOALS, PHASES, Decision, Entry, Experiment, Record, folder_of
from waypost.settings import Settings
from waypost.sources import Source, outside_code
from waypost.views.due import awaits_a_second_look, is_to_be_seen_again
from waypost.vocabulary import Barrier
from waypost.weeks import Week

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
# A picture whose brackets are empty, or whose tag says nothing of what it shows.
_SILENT = re.compile(
    r"!\[\s*\][(\[]|<img\b(?![^<>]*\balt=(?:\"[^\"]|'[^']|\w))[^<>]*>", re.IGNORECASE
)
# What a browser fetches from elsewhere when the page is opened.
_FETCHED = re.compile(
    r"!\[[^\]]*\]\(\s*<?https?://([^/\s)>]+)"
    r"|<(?:img|iframe|video|audio|source|script|embed)\b[^<>]*\bsrc=[\"']?https?://([^/\"'\s>]+)",
    re.IGNORECASE,
)

_PICTURE = re.compile(r"!\[[^\]\n]*\]\(\s*(?:<([^<>\n]+)>|([^()<>\"'\n]+?)(?=\s*\)|\s+[\"']))")
_SAYS_NOTHING = "This picture has no alternative text, so some readers do not learn what it shows."


def on_entry(entry: Entry, settings: Settings, spoken: str) -> Iterator[Problem]:
    """Advice on an entry, on whatever day; `spoken` is the language of the journal."""
    if entry.fields.status != "draft" and entry.is_unwritten:
        what = "Nothing is written here yet, so readers do not see it."
        yield hint(entry, "", what, "Three lines will do.")
        return
    if entry.is_withdrawn:
        return
    yield from _stage(entry)
    yield from _barriers(entry, settings, entry.fields.lang or spoken)
    yield from _summary(entry)
    yield from _questions(entry, settings)
    yield from _picture(entry)


def on_release(entry: Entry, now: datetime, english: Language) -> Iterator[Problem]:
    """When readers see an entry, if they do not yet."""
    if entry.is_withdrawn or (entry.fields.status != "draft" and entry.is_unwritten):
        return
    yield from _hold(entry, now, english)
    if entry.updated > now and entry.is_corrected:
        what = f"The correction shows from {english.moment(entry.updated)} on."
        yield hint(entry, "updated", what, "Check the day, if that is not what you mean.")


def on_judgement(
    record: Decision | Experiment, journal: Journal, now: datetime, english: Language
) -> Iterator[Problem]:
    """Advice on a decision or an experiment."""
    if isinstance(record, Experiment):
        yield from _on_experiment(record, now)
        return
    if record.is_unwritten:
        what = "Nothing is written here yet, so readers do not see it."
        yield hint(record, "", what, "One sentence will do: what was `chosen`.")
        return
    if record.published > now:
        what = f"Readers see this from {english.day(record.date)} on."
        yield hint(record, "date", what, "Build the site again then.")
    outcome = record.fields.outcome
    if outcome and outcome.date > now.date():
        what = f"Readers see this outcome from {english.day(outcome.date)} on."
        yield hint(record, "outcome", what, "Check the day, if that is not what you mean.")
    if is_to_be_seen_again(record, journal, now.date()):
        what = "The day has come to look at this decision again."
        yield hint(record, "revisit_on", what, "Write what came of it under `outcome`.")
    elif not record.fields.revisit_on and awaits_a_second_look(record, journal, now.date()):
        assert record.revisit_on
        what = f"You will be asked on {english.day(record.revisit_on)} what came of this decision."
        yield hint(record, "revisit_on", what, "For another day, add a line `revisit_on: …`.")
    if record.fields.status == "superseded" and not journal.relations.replaced_by(record):
        what = "Readers do not learn by which decision this one was replaced."
        cure = f"Write `supersedes: [{record.name}]` in that one."
        yield hint(record, "status", what, cure)


def _on_experiment(record: Experiment, now: datetime) -> Iterator[Problem]:
    if record.is_over(now) and not record.verdict:
        what = "This experiment is over, and readers see no results without a verdict."
        cure = "Write what was measured under `results`, or a line `verdict: stopped early`."
        yield hint(record, "results", what, cure)
    if record.fields.criteria_written is None:
        what = "Nobody can tell whether the criteria were there before the results."
        cure = "Add a line `criteria_written: …` with the day on which you wrote them."
        yield hint(record, "criteria", what, cure)


def on_correction(record: Record[Any]) -> Iterator[Problem]:
    """A correction that readers do not see."""
    if record.fields.changes and not record.fields.updated:
        what = "Readers do not see what was changed, since it has no date."
        yield hint(record, "changes", what, "Add a line `updated: …` with the day.")


def on_cadence(journal: Journal, now: datetime) -> Iterator[Problem]:
    """A silence that is longer than she means it to be; `journal` is the one that readers see."""
    if not journal.entries:
        return
    last = max(journal.by_week)
    silent = journal.settings.silent_weeks(last, Week.of(now.date()))
    if silent >= journal.settings.cadence.weeks:
        entry = journal.by_week[last][-1]
        weeks = "A week" if silent == 1 else f"{silent} weeks"
        yield hint(entry, "week", f"{weeks} since the last entry.", "Three lines will do.")


def on_phases(journal: Journal) -> Iterator[Problem]:
    """Phases that overlap."""
    for phase, following in zip(journal.phases, journal.phases[1:], strict=False):
        ends = phase.fields.ends
        if ends is None or ends >= following.fields.starts:
            what = f"This phase is not over when '{following.title}' starts."
            yield hint(phase, "ends", what, "Entries of that time count for the later one.")


def on_goals(journal: Journal) -> Iterator[Problem]:
    """Activities that serve no goal, where there are goals; a phase speaks for its entries."""
    known = {each.uri for each in journal.goals} | {each.uri for each in journal.phases}
    unread = [each for each in journal.sources if folder_of(each) in (GOALS, PHASES)]
    if not journal.goals or not known.issuperset(unread):  # what can't be read may say it
        return
    names = ", ".join(goal.name for goal in journal.goals)
    cure = f"Name one that it serves: {names}."
    for phase in journal.phases:
        if not phase.fields.goals:
            yield hint(phase, "goals", "This phase serves no goal.", cure)
    for entry in journal.entries:
        is_out = entry.is_withdrawn or entry.is_unwritten or journal.phase_of(entry) is not None
        if not (entry.fields.goals or is_out):
            yield hint(entry, "goals", "This entry serves no goal, and lies in no phase.", cure)


def on_key_results(journal: Journal) -> Iterator[Problem]:
    """Key results that count what is made, and not what changes by it."""
    for each in journal.key_results:
        if each.fields.kind == "output":
            what = "This counts what is made. What changes for the business if it is delivered?"
            cure = "Measure that instead, or beside it, with `kind: outcome`."
            yield hint(each, "kind", what, cure)


def on_pictures(source: Source) -> Iterator[Problem]:
    """Pictures that some readers learn nothing of, and such as come from elsewhere."""
    body = source.body
    if "![" not in body and "<" not in body:
        return
    for match in outside_code(body, [*_SILENT.finditer(body), *_FETCHED.finditer(body)]):
        line = source.line_at(match.start())
        if match.re is _SILENT:
            cure = "Say it in the brackets: ![what it shows](picture.png)."
            yield Problem(source.path, line, "text", _SAYS_NOTHING, cure, Severity.HINT)
        else:
            what = f"Each reader's computer would ask {match[1] or match[2]} for this."
            cure = "Put the file beside your own, such as in images/, or write a link to it."
            yield Problem(source.path, line, "text", what, cure, Severity.WARNING)


def missing_pictures(source: Source, files: Collection[str]) -> Iterator[Problem]:
    """Pictures that are not where a text says; `files` are those of the pages' folder.

    The same is told of every link in a finished page, which no check sees that builds nothing.
    """
    body = source.body
    for match in outside_code(body, _PICTURE.finditer(body)) if "](" in body else ():
        link = match[1] or match[2]
        is_elsewhere = re.match(r"[A-Za-z][\w+.-]+:|[/#]", link)
        inside = unquote(re.split("[?#]", link)[0])
        path = posixpath.normpath(posixpath.join(posixpath.dirname(source.uri), inside))
        if not (is_elsewhere or path in files):
            what, cure = not_there(link)
            line = source.line_at(match.start())
            yield Problem(source.path, line, "text", what, cure, Severity.WARNING)


def not_there(link: str) -> tuple[str, str]:
    """What is said of a link or a picture that leads nowhere, and how to mend it."""
    what = f"This points to '{link}', which is not there."
    return what, "Check the spelling and the folder; a path starts from this file."


def hint(record: Record[Any], field: str, what: str, cure: str) -> Problem:
    """Advice on a field of a record, or on all of it."""
    return record.source.problem((field,) if field else (), what, cure, Severity.HINT)


def _stage(entry: Entry) -> Iterator[Problem]:
    if entry.fields.stage is None and "stage" not in entry.source.unread:
        yield hint(entry, "stage", "This entry has no stage.", "Name the one that it belongs to.")


def _barriers(entry: Entry, settings: Settings, language: str) -> Iterator[Problem]:
    if entry.fields.barriers or "barriers" in entry.source.unread:
        return
    what, cure = "This entry names no barrier.", "Name what stood in the way, if anything did."
    if found := _likely(entry, settings.barriers, language):
        barrier, word = found
        what = f"This entry names no barrier, and it speaks of '{word}'."
        cure = f"If that stood in the way, write `barriers: [{barrier.id}]`."
    yield hint(entry, "barriers", what, cure)


def _likely(
    entry: Entry, barriers: Collection[Barrier], language: str
) -> tuple[Barrier, str] | None:
    """The barrier whose cues a text uses most, and the first word that speaks of it."""
    text = f"{entry.title}\n{entry.fields.summary or ''}\n{entry.source.body}".casefold()
    most: tuple[int, Barrier, str] | None = None
    for barrier in barriers:
        words = _cued(text, [cue.casefold() for cue in barrier.cues.get(language, ())])
        if words and (most is None or len(words) > most[0]):
            most = len(words), barrier, words[0]
    return most and most[1:]


def _cued(text: str, cues: Sequence[str]) -> list[str]:
    """The words of a text that begin with a cue.

    A pattern would try each cue at every letter; where they stand at all is found much quicker.
    """
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, cues))})\w*")
    found: list[str] = []
    end = 0
    for place in sorted({place for cue in cues for place in _places(text, cue)}):
        if place >= end and (match := pattern.match(text, place)):
            found.append(match[0])
            end = match.end()
    return found


def _places(text: str, part: str) -> Iterator[int]:
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + 1)


def _summary(entry: Entry) -> Iterator[Problem]:
    if entry.fields.summary is None and "summary" not in entry.source.unread:
        what = "This entry has no summary, so lists show only its title."
        yield hint(entry, "summary", what, "Say in a sentence or two what happened.")


def _hold(entry: Entry, now: datetime, english: Language) -> Iterator[Problem]:
    if entry.is_draft:
        what, cure = "This is a draft; readers do not see it.", "To publish it, take out `status`."
        yield hint(entry, "status", what, cure)
    elif not entry.is_due(now):
        field = next(name for name in ("publish_at", "date", "week") if getattr(entry.fields, name))
        what = f"Readers see this from {english.moment(entry.published)} on."
        yield hint(entry, field, what, "Build the site again then.")


def _questions(entry: Entry, settings: Settings) -> Iterator[Problem]:
    """Prompts of a new entry under which nothing was written."""
    text = entry.source.text
    comments = list(_COMMENT.finditer(text)) if "<!--" in text else []
    ends = [*(match.start() for match in comments), len(text)][1:]
    open_ones = [
        match
        for match, end in zip(comments, ends, strict=True)
        if _plain(match[1]) in settings.questions and not text[match.end() : end].strip()
    ]
    if open_ones:
        line = text.count("\n", 0, open_ones[0].start()) + 1
        question = _plain(open_ones[0][1])
        more = f", and {len(open_ones) - 1} more" if len(open_ones) > 1 else ""
        what = f"Nothing stands under '{question}'{more}."
        cure = "Answer it, or leave it: readers do not see the question."
        yield Problem(entry.source.path, line, "text", what, cure, Severity.HINT)


def _plain(comment: str) -> str:
    return " ".join(comment.split())


def _picture(entry: Entry) -> Iterator[Problem]:
    if entry.fields.image and not entry.fields.image_alt:
        yield hint(entry, "image", _SAYS_NOTHING, "Add a line `image_alt: …`.")
