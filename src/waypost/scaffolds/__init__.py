"""What `waypost new` writes: a record with the fields that it needs, and prompts for its text."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from waypost.files import DECISIONS, ENTRIES, EXPERIMENTS, GOALS, KEY_RESULTS, PHASES
from waypost.journal import Journal
from waypost.languages import Language
from waypost.markdown import as_markdown
from waypost.permalinks import slug, tag_uri
from waypost.settings import WEEKDAYS
from waypost.views.due import due
from waypost.views.standing import Standing
from waypost.weeks import Week

KINDS: Mapping[str, str] = {
    "phase": PHASES,
    "decision": DECISIONS,
    "experiment": EXPERIMENTS,
    "goal": GOALS,
    "key-result": KEY_RESULTS,
}
"""What can be made beside an entry, and the folder that it goes into."""

_MARKER = re.compile(r"waypost:", re.IGNORECASE)
_SECOND_LOOK = timedelta(days=90)
_LONGEST_LINK = 7000  # letters; GitHub refuses addresses of more than 8 KB
_TRIAL = timedelta(days=13)  # two weeks, the first and the last day included


@dataclass(frozen=True)
class Scaffold:
    """A file to be written: `uri` is relative to the folder of the pages."""

    uri: str
    text: str


def entry(
    journal: Journal,
    language: Language,
    week: Week,
    day: date,
    title: str = "",
    **given: Any,
) -> Scaffold:
    """The entry of a week, public from a day on; without a title it is called after its week.

    `given` can hold `body`, `summary`, `stage`, `barriers`, `status` and `publish_at`, as checked
    values. Without a body there are prompts, and notes of what is due, all of them as comments.
    """
    _ = language.translations.gettext
    name = f"{week.year}-w{week.number:02}"
    title = " ".join(title.split())
    own = slug(title)
    taken = _taken(journal)
    settings = journal.settings
    identity = tag_uri(settings.authority, str(week))
    if identity in taken:
        identity = _free(tag_uri(settings.authority, f"{week}-{own or day}"), taken)
    stage = given.get("stage", _last_stage(journal))
    return Scaffold(
        f"{ENTRIES}/{name}-{own}.md" if own else f"{ENTRIES}/{name}.md",
        render(
            "entry",
            language,
            title=title or _("Week %(number)s") % {"number": week.number},
            week=week,
            date=day,
            id=identity,
            summary=given.get("summary"),
            stage=stage,
            stages=list(settings.terms("stage")),
            chosen=given.get("barriers", ()),
            barriers=list(settings.terms("barrier")),
            status=given.get("status"),
            publish_at=given.get("publish_at"),
            body=given.get("body"),
            due=due(journal, week),
            prompts=settings.prompts_for(stage, language.code),
        ),
    )


def day_of(week: Week, today: date, weekday: str) -> date:
    """The day on which an entry of a week appears: today, or the promised day of a week to come."""
    if week <= Week.of(today):
        return today
    return week.monday + timedelta(days=WEEKDAYS.index(weekday))


def record(kind: str, journal: Journal, language: Language, today: date, title: str) -> Scaffold:
    """A phase, decision, experiment, goal or key result (one of `KINDS`) with a title.

    What has to be filled in before the journal can be built is left empty, and the check says so.
    """
    folder, title = KINDS[kind], " ".join(title.split())
    own = slug(title)
    if own in ("", "index"):  # a page called index would be that of the whole folder
        own = f"{own}-{today}".lstrip("-")
    name = f"{today:%Y-%m}-{own}" if folder in (DECISIONS, EXPERIMENTS) else own
    settings = journal.settings
    return Scaffold(
        f"{folder}/{name}.md",
        render(
            kind,
            language,
            title=title,
            day=today,
            year=today.year,
            ends=today + _TRIAL,
            revisit=today + _SECOND_LOOK,
            id=_free(tag_uri(settings.authority, f"{folder}/{name}"), _taken(journal)),
            stage=_last_stage(journal),
            stages=list(settings.terms("stage")),
            barriers=list(settings.terms("barrier")),
            goals=[each.name for each in journal.goals],
            key_results=[each.name for each in journal.key_results],
        ),
    )


def link_to_editor(repository: str, branch: str, scaffold: Scaffold, docs: str) -> str:
    """The address at which GitHub's own editor opens with a new file already in it.

    A longer one than servers take has the fields only; if these are too long, nothing.
    """
    folder, _, name = f"{docs}/{scaffold.uri}".rpartition("/")
    text = scaffold.text
    for given in (text, text[: text.index("\n---\n") + 5], ""):
        query = urlencode({"filename": name, "value": given}, quote_via=quote)
        link = f"{repository}/new/{quote(branch)}/{quote(folder)}?{query}"
        if len(link) <= _LONGEST_LINK:
            break
    return link


def reminder(
    found: Standing, language: Language, today: date, *, link: str = "", form: str = ""
) -> str:
    """Kind words on the day on which she means to write, as Markdown; the first line is a title."""
    written, due = found.calendar.written, found.due
    values = {"week": found.week, "day": language.day(today), "written": written, "due": due}
    return render("reminder", language, **values, link=link, form=form)


def _last_stage(journal: Journal) -> str | None:
    """The stage of the newest entry with one, as long as journal.yml knows it."""
    stages = (each.fields.stage for each in reversed(journal.entries) if each.fields.stage)
    last = next(stages, None)
    return last if last in journal.settings.terms("stage") else None


def _taken(journal: Journal) -> set[str]:
    """The ids that are in use, also in files that have to be mended first."""
    written = (source.front.get("id") for source in journal.sources.values())
    known = {each.id for each in (*journal.entries, *journal.judgements)}
    return known | {each for each in written if isinstance(each, str)}


def _free(identity: str, taken: set[str]) -> str:
    """An id that nothing has yet."""
    numbered = (f"{identity}-{number}" for number in range(2, len(taken) + 3))
    return identity if identity not in taken else next(e for e in numbered if e not in taken)


def render(template: str, language: Language, **values: Any) -> str:
    """One of the texts that are written once, and are the author's from then on."""
    environment = Environment(
        loader=PackageLoader("waypost.scaffolds"),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,  # by `_value`, so that no text can end the line of its field
        finalize=_value,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"note": _note, "plain": as_markdown}
    environment.install_gettext_translations(language.translations, newstyle=True)  # type: ignore[attr-defined]
    return environment.get_template(f"{template}.md").render(values).rstrip() + "\n\n"


def _value(value: object) -> Markup:
    """A value of a field: texts in quotation marks, which JSON and YAML write alike."""
    if isinstance(value, Markup):
        return value
    return Markup(json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value))


def _note(text: str) -> Markup:
    """A text within a comment, which it can't end, nor make a view of it."""
    plain = " ".join(text.split()).replace("--", "–")
    return Markup(f"… {plain}" if _MARKER.match(plain) else plain)
