"""Stages, barriers, beliefs and tasks, as `journal.yml` names them."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from waypost.fields import Fields, mistake
from waypost.fields.forms import TEXT, Form
from waypost.fields.values import Text, Words
from waypost.problems import Problem, did_you_mean
from waypost.sources import Source

KINDS = {"stage": "stages", "barrier": "barriers", "belief": "beliefs", "task": "tasks"}
"""One term of a kind, and the list in `journal.yml` that holds them all."""


def term_uri(kind: str, term: str) -> str:
    """Where the page of a stage or barrier is, as a source path."""
    return f"{KINDS[kind]}/{term}.md"


_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _slug(text: str) -> str:
    if not _SLUG.fullmatch(text) or text in ("index", "readme"):
        what = f"'{text}' can't be an id."
        raise mistake(what, "Use small letters a to z, figures and hyphens, such as hand-over.")
    return text


def _translations(value: object) -> object:
    """A label in one language for all is written as plain text."""
    return {"en": value} if isinstance(value, str) else value


_ID = Form(
    "an id of small letters, figures and hyphens, `hand-over`",
    checks={"type": ["string", "integer"], "pattern": f"^(?!(index|readme)$){_SLUG.pattern}$"},
)
_TRANSLATIONS = Form(
    "a text, or one by language, `{en: Define, da: Definere}`",
    "texts, each by itself or by language, `{en: What moved?, da: Hvad rykkede sig?}`",
    checks={"type": ["string", "number", "object"], "additionalProperties": TEXT.schema},
)

Slug = Annotated[Text, AfterValidator(_slug), _ID]
Translations = Annotated[dict[str, Text], BeforeValidator(_translations), _TRANSLATIONS]


def in_language(texts: Mapping[str, str], language: str) -> str:
    """A text in a language, or in the first one that it has; empty if in none."""
    return texts.get(language) or next(iter(texts.values()), "")


class Term(Fields):
    """A word of the vocabulary.

    `id` stands in the entries and never changes; `label` is what readers see and `meaning` one
    sentence of what it means, both by language code.
    """

    id: Slug
    """What stands in the entries. It never changes."""

    label: Translations
    """What readers see."""

    meaning: Translations = {}
    """What it means, in one sentence."""

    def label_in(self, language: str) -> str:
        """The label in a language, or in the first one that it has."""
        return in_language(self.label, language) or self.id

    def meaning_in(self, language: str) -> str:
        """What it means, in a language, or in the first one that it has; empty if in none."""
        return in_language(self.meaning, language)


class Stage(Term):
    """A stage of the way."""

    prompt: Translations = {}
    """A question that fits this stage: it stands in each new entry of it, as a note that readers
    never see.
    """

    def prompt_in(self, language: str) -> str:
        """Its question, in a language, or in the first one that it has; empty if in none."""
        return in_language(self.prompt, language)


class Barrier(Term):
    """What can stand in the way."""

    cues: dict[str, Words] = {}
    """Words that often speak of this barrier, by language, such as `{en: [budget, hours]}`. Where
    an entry names no barrier, `waypost check` suggests one by them. Beginnings of words will do.
    """


class Belief(Term):
    """What people believe about marketing, with the barriers that this keeps in their places."""

    keeps: Words = ()
    """Ids of the barriers that it keeps in their places: `[mandate, direction]`. It stands on the
    pages of these barriers."""


class Task(Term):
    """A task of marketing towards the business, with the barriers that it opens."""

    opens: Words = ()
    """Ids of the barriers that it opens: `[resources, mandate]`. It stands on the pages of these
    barriers."""


class Vocabulary(Fields):
    """The words by which a journal is ordered; each list in the order in which it is told."""

    stages: tuple[Stage, ...] = ()
    """The stages of the way, in their order."""

    barriers: tuple[Barrier, ...] = ()
    """What can stand in the way, whichever stage it is."""

    beliefs: tuple[Belief, ...] = ()
    """What people believe about marketing, and which barriers that keeps in their places."""

    tasks: tuple[Task, ...] = ()
    """What marketing can do about it, and which barriers that opens."""

    def terms(self, kind: str) -> Mapping[str, Term]:
        """The terms of a kind (`stage`, `barrier`, `belief` or `task`) by id, in their order."""
        return self._by_kind[kind]

    @cached_property
    def _by_kind(self) -> Mapping[str, Mapping[str, Term]]:
        return {
            kind: {term.id: term for term in getattr(self, name)} for kind, name in KINDS.items()
        }


def unsound(source: Source, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Ids that stand there twice, and barriers that nobody knows, in a belief or a task."""
    for kind, name in KINDS.items():
        ids = [term.id for term in getattr(vocabulary, name)]
        for index, each in enumerate(ids):
            if each in ids[:index]:
                what = f"Two {name} have the id '{each}'."
                cure = f"Give one {kind} another id, and use it in the entries."
                yield source.problem((name, index, "id"), what, cure)
    barriers = [barrier.id for barrier in vocabulary.barriers]
    for index, belief in enumerate(vocabulary.beliefs):
        for position, barrier in enumerate(belief.keeps):
            if barrier not in barriers:
                what = f"The belief '{belief.id}' keeps '{barrier}', which is not a barrier."
                place = ("beliefs", index, "keeps", position)
                yield source.problem(place, what, did_you_mean(barrier, barriers))
    for index, task in enumerate(vocabulary.tasks):
        for position, barrier in enumerate(task.opens):
            if barrier not in barriers:
                what = f"The task '{task.id}' opens '{barrier}', which is not a barrier."
                place = ("tasks", index, "opens", position)
                yield source.problem(place, what, did_you_mean(barrier, barriers))
