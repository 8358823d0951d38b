"""The form for an entry on GitHub, with the stages and barriers of a journal."""

from collections.abc import Mapping
from typing import Any

import yaml

from waypost.languages import Language
from waypost.settings import Settings

FORM = ".github/ISSUE_TEMPLATE/entry.yml"
"""Where GitHub looks for it."""

MARK = "waypost-entry"
"""The label by which a workflow knows what was sent in with it."""

LABEL = ("week", "stage", "barriers", "summary", "when", "day", "text")
"""Its fields, in their order; the text stands last, so that nothing in it is taken for a field."""

NOW, DRAFT = "now", "draft"


def labels(language: Language) -> Mapping[str, str]:
    """What the form calls its fields, and the two answers to when it appears."""
    _ = language.translations.gettext
    return {
        "week": _("Week"),
        "stage": _("Stage"),
        "barriers": _("Barriers"),
        "summary": _("Summary"),
        "when": _("When it appears"),
        "day": _("Not before this day"),
        "text": _("Text"),
        NOW: _("As soon as it is accepted"),
        DRAFT: _("Not yet: keep it as a draft"),
    }


def issue_form(settings: Settings, language: Language) -> str:
    """The form as GitHub reads it (docs.github.com, "Syntax for issue forms")."""
    _, named = language.translations.gettext, labels(language)
    stages = [term.label_in(language.code) for term in settings.stages]
    barriers = [term.label_in(language.code) for term in settings.barriers]
    questions = [f"- {each}" for each in settings.prompts_for(None, language.code)]
    public = _(
        "Give the entry its title above. Where the repository is public, so is this form, from the "
        "moment you send it: also a draft."
    )

    def field(kind: str, name: str, told: str = "", **more: Any) -> dict[str, Any]:
        needed = {"validations": {"required": True}} if name == "text" else {}
        described = {"description": told} if told else {}
        attributes = {"label": named[name], **described, **more}
        return {"type": kind, "id": name, "attributes": attributes, **needed}

    body: list[dict[str, Any]] = [
        {"type": "markdown", "attributes": {"value": public}},
        field("input", "week", _("Leave it empty for this week."), placeholder="2026-W36"),
    ]
    # GitHub refuses a choice of nothing; a heading must be there all the same, to be read.
    body.append(field("dropdown", "stage", options=stages or ["-"]))
    options = [{"label": each} for each in barriers or ["-"]]
    body.append(
        field("checkboxes", "barriers", _("What stood in the way, if anything."), options=options)
    )
    body += [
        field("input", "summary", _("One or two sentences: what happened.")),
        field("dropdown", "when", options=[named[NOW], named[DRAFT]], default=0),
        field("input", "day", _("Leave it empty if it need not wait."), placeholder="2026-09-04"),
        field("textarea", "text", "\n".join(questions)),
    ]
    form = {
        "name": _("Write this week's entry"),
        "description": _("For those who write this journal: it becomes a pull request."),
        "labels": [MARK],
        "body": body,
    }
    note = "# Written by `waypost schema` from journal.yml; changes here would be lost.\n"
    return note + yaml.safe_dump(form, sort_keys=False, allow_unicode=True, width=96)
