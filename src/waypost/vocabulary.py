"""Stages, barriers, beliefs and tasks, as `journal.yml` names them."""

import re
from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, model_validator

from waypost.fields import Fields, Text, Words, mistake
from waypost.problems import did_you_mean

KINDS = {"stage": "stages", "barrier": "barriers", "belief": "beliefs", "task": "tasks"}
"""One term of a kind, and the list in `journal.yml` that holds them all."""


_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _slug(text: str) -> str:
    if not _SLUG.fullmatch(text):
        what = f"'{text}' can't be an id."
        raise mistake(what, "Use small letters a to z, figures and hyphens, such as hand-over.")
    return text


def _translations(value: object) -> object:
    """A label in one language for all is written as plain text."""
    return {"en": value} if isinstance(value, str) else value


Slug = Annotated[Text, AfterValidator(_slug)]
Translations = Annotated[dict[str, Text], BeforeValidator(_translations)]


class Term(Fields):
    """A word of the vocabulary.

    `id` stands in the entries and never changes; `label` is what readers see and `meaning` one
    sentence of what it means, both by language code.
    """

    id: Slug
    label: Translations
    meaning: Translations = {}

    def label_in(self, language: str) -> str:
        """The label in a language, or in the first one that it has."""
        return self.label.get(language) or next(iter(self.label.values()), self.id)

    def meaning_in(self, language: str) -> str:
        """What it means, in a language, or in the first one that it has; empty if in none."""
        return self.meaning.get(language) or next(iter(self.meaning.values()), "")


class Task(Term):
    """A task of marketing towards the business, with the barriers that it opens."""

    opens: Words = ()


class Vocabulary(Fields):
    """The words by which a journal is ordered; each list in the order in which it is told."""

    stages: tuple[Term, ...] = ()
    barriers: tuple[Term, ...] = ()
    beliefs: tuple[Term, ...] = ()
    tasks: tuple[Task, ...] = ()

    def terms(self, kind: str) -> Mapping[str, Term]:
        """The terms of a kind (`stage`, `barrier`, `belief` or `task`) by id, in their order."""
        terms: tuple[Term, ...] = getattr(self, KINDS[kind])
        return {term.id: term for term in terms}

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        for kind, name in KINDS.items():
            ids = [term.id for term in getattr(self, name)]
            if twice := next((each for each in ids if ids.count(each) > 1), None):
                what = f"Two {name} have the id '{twice}'."
                raise mistake(what, f"Give one {kind} another id, and use it in the entries.")
        barriers = [barrier.id for barrier in self.barriers]
        for task in self.tasks:
            for barrier in task.opens:
                if barrier not in barriers:
                    what = f"The task '{task.id}' opens '{barrier}', which is not a barrier."
                    raise mistake(what, did_you_mean(barrier, barriers))
        return self
