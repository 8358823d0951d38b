"""What `journal.json` says of the journal as a whole: its site, its words, its promises."""

from pydantic import BaseModel, ConfigDict

from waypost.settings import Weekday


class Part(BaseModel):
    """A part of the file: frozen, and nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Term(Part):
    """A word of the vocabulary, by language."""

    id: str
    label: dict[str, str]
    meaning: dict[str, str]


class Belief(Term):
    """What people believe about marketing; `keeps` are barriers that this keeps in place."""

    keeps: list[str]


class Task(Term):
    """A task of marketing; `opens` are barriers that it opens."""

    opens: list[str]


class Vocabulary(Part):
    """The words by which the journal is ordered, in their order."""

    stages: list[Term]
    barriers: list[Term]
    beliefs: list[Belief]
    tasks: list[Task]


class Site(Part):
    """Where the journal was published, and how it calls itself."""

    title: str
    description: str
    url: str
    language: str
    timezone: str
    author: str


class Licence(Part):
    """What readers may do with the text."""

    name: str
    url: str | None


class Pause(Part):
    """Weeks in which nothing was written, said beforehand; both are within it."""

    starts: str
    until: str
    why: str | None


class Cadence(Part):
    """How often the author meant to write, and when not."""

    weeks: int
    weekday: Weekday
    pauses: list[Pause]
