"""What is worth saying of a journal as a whole; `finished` speaks of what it has become."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from waypost.journal import Journal
from waypost.languages import Language
from waypost.pages import unclear_markers
from waypost.problems import Problem, Severity
from waypost.records import Decision, Entry, Experiment, Record
from waypost.sources import Source, code_regions
from waypost.weeks import Week

# Commands of other generators, which readers would see as they stand: Hugo's shortcodes, and the
# tags of Liquid (Jekyll), Nunjucks (Eleventy) and Jinja.
_FOREIGN = re.compile(r"\{\{[<%].*?[>%]\}\}|\{%.*?%\}", re.DOTALL)


# Fields of which readers would miss the end.
_SENTENCES = (
    *("title", "summary", "guide_point", "changes", "chosen", "because", "expected", "hypothesis"),
    "learned",
)


def check(journal: Journal, now: datetime, language: Language) -> list[Problem]:
    """Advice on a journal as it was read; whatever stops it was said while reading."""
    problems: list[Problem] = []
    for source in journal.sources.values():
        problems += unclear_markers(source)
        problems += _foreign_commands(source)
        problems += _unreadable_addresses(source)
        problems += _cut_off(source)
    for entry in journal.entries:
        problems += _tags(entry)
        problems += _hold(entry, now, language)
        problems += _picture(entry)
        problems += _correction(entry, now, language)
    for record in journal.judgements:
        problems += _judgement(record, now, language)
    problems += _cadence(journal.released(now), now)
    problems += _phases(journal)
    if "index.md" not in journal.sources:
        what = "The journal has no first page."
        cure = "Write one: what the journal is about, and <!-- waypost: latest --> below it."
        problems.append(Problem("docs/index.md", 0, "", what, cure, Severity.WARNING))
    return sorted(problems)


def _tags(entry: Entry) -> Iterator[Problem]:
    fields = entry.fields
    unread = entry.source.unread
    if fields.stage is None and "stage" not in unread:
        yield _hint(entry, "stage", "This entry has no stage.", "Name the one that it belongs to.")
    if not fields.barriers and "barriers" not in unread:
        what, cure = "This entry names no barrier.", "Name what stood in the way, if anything did."
        yield _hint(entry, "barriers", what, cure)


def _hold(entry: Entry, now: datetime, language: Language) -> Iterator[Problem]:
    if entry.fields.status != "draft" and entry.is_unwritten:
        what = "Nothing is written here yet, so readers do not see it."
        yield _hint(entry, "", what, "Three lines will do.")
    elif entry.is_draft:
        what, cure = "This is a draft; readers do not see it.", "To publish it, take out `status`."
        yield _hint(entry, "status", what, cure)
    elif not entry.is_due(now):
        field = next(name for name in ("publish_at", "date", "week") if getattr(entry.fields, name))
        what = f"Readers see this from {language.moment(entry.published)} on."
        yield _hint(entry, field, what, "Build the site again then.")


def _correction(entry: Entry, now: datetime, language: Language) -> Iterator[Problem]:
    if entry.fields.changes and not entry.fields.updated:
        what = "Readers do not see what was changed, since it has no date."
        yield _hint(entry, "changes", what, "Add a line `updated: …` with the day.")
    elif entry.updated > now and entry.is_corrected:
        what = f"The correction shows from {language.moment(entry.updated)} on."
        yield _hint(entry, "updated", what, "Check the day, if that is not what you mean.")


def _picture(entry: Entry) -> Iterator[Problem]:
    if entry.fields.image and not entry.fields.image_alt:
        what = "The picture has no alternative text, so some readers do not learn what it shows."
        yield _hint(entry, "image", what, "Add a line `image_alt: …`.")


def _judgement(
    record: Decision | Experiment, now: datetime, language: Language
) -> Iterator[Problem]:
    if isinstance(record, Decision) and record.published > now:
        what = f"Readers see this from {language.day(record.date)} on."
        yield _hint(record, "date", what, "Build the site again then.")
    if isinstance(record, Experiment) and record.published <= now and not record.fields.verdict:
        what = "This experiment is over, and readers see no results without a verdict."
        cure = "Add a line `verdict: …`: met, not met, inconclusive or stopped early."
        yield _hint(record, "verdict", what, cure)
    if record.fields.changes and not record.fields.updated:
        what = "Readers do not see what was changed, since it has no date."
        yield _hint(record, "changes", what, "Add a line `updated: …` with the day.")


def _cadence(journal: Journal, now: datetime) -> Iterator[Problem]:
    if not journal.entries:
        return
    last = max(journal.by_week)
    silent = journal.settings.silent_weeks(last, Week.of(now.date()))
    if silent >= journal.settings.cadence.weeks:
        entry = journal.by_week[last][-1]
        weeks = "A week" if silent == 1 else f"{silent} weeks"
        what = f"{weeks} since the last entry."
        yield _hint(entry, "week", what, "Three lines will do.")


def _phases(journal: Journal) -> Iterator[Problem]:
    for phase, following in zip(journal.phases, journal.phases[1:], strict=False):
        ends = phase.fields.ends
        if ends is None or ends >= following.fields.starts:
            what = f"This phase is not over when '{following.title}' starts."
            cure = "Entries of that time count for the later one."
            yield phase.source.problem(("ends",), what, cure, Severity.HINT)


def _foreign_commands(source: Source) -> Iterator[Problem]:
    code = list(code_regions(source.body)) if _FOREIGN.search(source.body) else []
    for match in _FOREIGN.finditer(source.body):
        if any(start <= match.start() < end for start, end, _ in code):
            continue
        line = source.line_at(match.start())
        command = " ".join(match[0].split())
        shown = command if len(command) <= 50 else f"{command[:49]}…"
        what = f"{shown} is a command of another program; readers see it as it stands."
        cure = "Write what it stood for: a picture is ![what it shows](picture.png)."
        yield Problem(source.path, line, "text", what, cure, Severity.WARNING)


def _unreadable_addresses(source: Source) -> Iterator[Problem]:
    """Addresses at which a host would stop."""
    if "://[" not in source.body:
        return
    for match in re.finditer(r"[\w+.-]*://\[[^\s)>\"']*", source.body):
        try:
            urlsplit(match[0])
        except ValueError:
            what = f"'{match[0]}' is not an address."
            cure = "Mend it, or put it between backticks to show it as it is."
            yield Problem(source.path, source.line_at(match.start()), "text", what, cure)


def _cut_off(source: Source) -> Iterator[Problem]:
    """Texts that YAML ends at a #, which the author may have meant."""
    if " #" not in source.text:
        return
    lines = source.text.split("\n")
    for name in _SENTENCES:
        if name not in source.front or not (line := source.line_of((name,))):
            continue
        if match := re.match(rf"{name}\s*:\s*[^\"'\s].*?\s(#\S.*)", lines[line - 1]):
            what = f"'{match[1].strip()}' is left out, since # begins a note."
            cure = "Put the whole value in quotes if readers should see it."
            yield source.problem((name,), what, cure, Severity.WARNING)


def _hint(entry: Record[Any], field: str, what: str, cure: str) -> Problem:
    return entry.source.problem((field,), what, cure, Severity.HINT)
