"""What every record has: a title, a file, and the front matter at its top."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from waypost.fields import Fields
from waypost.fields.values import Text
from waypost.problems import Problem
from waypost.settings import Settings
from waypost.sources import Source
from waypost.vocabulary import KINDS


class Titled(Fields):
    """What every record has."""

    title: Text
    """What it is called."""


TitledFields = TypeVar("TitledFields", bound=Titled)


@dataclass(frozen=True)
class Record(Generic[TitledFields]):
    """A file of the author's whose folder says its kind."""

    source: Source
    fields: TitledFields

    @property
    def uri(self) -> str:
        """Its source file, relative to the folder of the pages."""
        return self.source.uri

    @property
    def name(self) -> str:
        """What other files call it."""
        return name_of(self.uri)

    @property
    def title(self) -> str:
        """Its title, as plain text."""
        return self.fields.title


def name_of(uri: str) -> str:
    """What other files call the record of a file: `goals/more-leads.md` is `more-leads`."""
    return uri.partition("/")[2].removesuffix(".md").removesuffix("/index")


def context_of(source: Source, settings: Settings) -> dict[str, Any]:
    """What the types of the fields want to know."""
    vocabulary = {kind: settings.terms(kind) for kind in KINDS}
    return {"vocabulary": vocabulary, "zone": settings.timezone, "uri": source.uri}


def no_front_matter(source: Source, cure: str) -> Problem:
    """A file that should begin with its fields, and does not."""
    if not source.text.strip():
        what = "There is nothing in this file."
        return Problem(source.path, 1, "", what, "Write in it, or delete it.")
    what = "This file does not begin with its fields."
    return Problem(
        source.path, 1, "", what, f"Put them at the top, between two lines of ---. {cure}".strip()
    )
