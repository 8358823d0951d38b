"""A text as a former home of a diary gives it out, whatever that home was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

State = Literal["published", "draft", "private", "future", "trashed", "protected"]
"""What a text was there. Only what was published may become a public entry."""


@dataclass(frozen=True)
class Post:
    """One text, as it was.

    `origin` says where it stands: a file's path, or its path and the number or title in it. `id` is
    the permanent one that its readers know, verbatim (a WordPress guid), or empty. `published` has
    a zone if its home says one. `text` is Markdown as Waypost's own converter reads it, its title
    not in it; pictures in it stand as they were written. `labels` are categories and tags, in
    order. `addresses` are those at which it could be read. `name` is the last part of such an
    address. `base` is the folder that relative pictures count from. `front` holds what else its
    home said of it and an entry has a field for, such as `week` in a journal of Waypost's own.
    `notes` are what could not be taken over, each a sentence for the author.
    """

    origin: str
    title: str
    published: date | datetime | None
    text: str
    id: str = ""
    state: State = "published"
    updated: date | datetime | None = None
    summary: str = ""
    language: str = ""
    labels: Sequence[str] = ()
    addresses: Sequence[str] = ()
    name: str = ""
    image: str = ""
    image_alt: str = ""
    base: str = ""
    front: Mapping[str, object] = field(default_factory=dict)
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Refusal:
    """A text that can't become an entry, and why: a sentence for the author."""

    origin: str
    why: str
    title: str = ""


@dataclass(frozen=True)
class Found:
    """What an export or a folder holds: its texts, and those that could not be read."""

    posts: Sequence[Post] = ()
    refusals: Sequence[Refusal] = ()
