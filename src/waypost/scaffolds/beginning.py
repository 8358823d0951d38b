"""A journal of her own, in the place of the sample: what stands in each file on the first day."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from waypost import scaffolds
from waypost.journal import Journal
from waypost.languages import Language
from waypost.permalinks import host_in_ascii
from waypost.sources.editing import commented, with_values
from waypost.weeks import Week

# Nothing yet, and what it looks like when there is something.
_PAUSE = """
#  - starts: 2026-W30
#    until: 2026-W31
#    why: Summer holiday"""


@dataclass(frozen=True)
class Answers:
    """What the author says of her journal: five answers, and her name if readers may know it."""

    title: str
    address: str
    language: Language
    weekday: str
    timezone: str
    author: str = ""


def settings(journal: str, answers: Answers, now: datetime) -> str:
    """journal.yml with her promises; ids begin with her own domain, and the licence is hers to
    choose.
    """
    _ = answers.language.translations.gettext
    host = host_in_ascii(urlsplit(answers.address).hostname or "")
    text = with_values(
        journal,
        {
            ("authority",): f"{host},{now.year}",
            ("timezone",): answers.timezone,
            ("author", "name"): _text(answers.author or _("The author of this journal")),
            ("cadence", "weekday"): answers.weekday,
            ("pauses",): _PAUSE,
        },
    )
    return commented(text, "licence")


def site(mkdocs: str, answers: Answers) -> str:
    """mkdocs.yml with the name of her journal, its address, and its language."""
    _ = answers.language.translations.gettext
    return with_values(
        mkdocs,
        {
            ("site_name",): _text(answers.title),
            ("site_url",): answers.address,
            ("site_description",): _text(_("A journal of a change, week by week.")),
            ("theme", "language"): answers.language.code,
        },
    )


def pages(journal: Journal, answers: Answers, now: datetime) -> Mapping[str, str]:
    """The pages of the first day, by source path; `journal` is one without any."""
    language, week = answers.language, Week.of(now.date())
    _ = language.translations.gettext
    stages: Sequence[str] = list(journal.settings.terms("stage"))
    first = scaffolds.entry(journal, language, week, now.date(), stage=next(iter(stages), None))
    phase = scaffolds.record("phase", journal, language, week.monday, _("The beginning"))
    values = {"title": answers.title}
    return {
        "index.md": scaffolds.render("index", language, **values),
        "about.md": scaffolds.render("about", language, **values),
        first.uri: first.text,
        phase.uri: phase.text,
    }


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
