"""What editors and the manual are told of the fields, from the typed records themselves."""

import json
from collections.abc import Mapping
from typing import Any

from waypost.fields import Fields
from waypost.records import (
    DecisionFields,
    EntryFields,
    ExperimentFields,
    GoalFields,
    KeyResultFields,
    PageFields,
    PhaseFields,
)
from waypost.schemas.types import NOTHING, form_of_record
from waypost.settings import Settings
from waypost.vocabulary import KINDS as VOCABULARY

KINDS: Mapping[str, type[Fields]] = {
    "entry": EntryFields,
    "phase": PhaseFields,
    "decision": DecisionFields,
    "experiment": ExperimentFields,
    "goal": GoalFields,
    "key-result": KeyResultFields,
    "page": PageFields,
    "journal": Settings,
}
"""The kinds of file that have fields; `page` is any other page, `journal` is `journal.yml`."""

FOLDER = ".vscode/schemas"
"""Where an editor finds the schemas, seen from the folder of the journal."""


def schema(kind: str, settings: Settings, language: str = "en") -> dict[str, Any]:
    """The JSON Schema of a kind of file, with the words of this journal in a language.

    It accepts what the manual shows, as an editor reads it (YAML 1.2), and knows nothing of what
    two fields or two files say together.
    """
    fields = KINDS[kind]
    terms = {
        each: {
            term.id: f"{term.label_in(language)}: {term.meaning_in(language)}".removesuffix(": ")
            for term in settings.terms(each).values()
        }
        for each in VOCABULARY
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Written by `waypost schema`.",
        "title": f"Waypost: {kind}",
        "description": " ".join((fields.__doc__ or "").partition("\n\n")[0].split()),
        **form_of_record(fields, terms, is_nested=False).schema,
        "$defs": {"nothing": NOTHING},
    }


def files(settings: Settings, language: str = "en") -> Mapping[str, str]:
    """Every file that is written for editors, by its path in the folder of the journal."""
    return {f"{FOLDER}/{kind}.json": as_json(schema(kind, settings, language)) for kind in KINDS}


def as_json(schema: Mapping[str, Any]) -> str:
    """A schema as people can read it."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
