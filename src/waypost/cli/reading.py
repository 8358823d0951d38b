"""A project's folder, read as the commands need it."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from waypost import clock, languages
from waypost.journal import Journal, load
from waypost.permalinks import in_ascii
from waypost.problems import Problem
from waypost.sources import read_yaml, slips
from waypost.topics import topics

_SETTINGS = "mkdocs.yml"


@dataclass(frozen=True)
class Project:
    """What lies in the folder: all of the journal, the address of its site, and its feeds.

    `feeds` are addresses relative to the site's; `now` is the moment that counts.
    """

    journal: Journal
    now: datetime
    address: str
    feeds: Sequence[str]
    problems: Sequence[Problem]


def read_project(environment: Mapping[str, str]) -> Project:
    """Read the folder in which the command was called; `environment` adds to the process's own."""
    path = Path(_SETTINGS)
    text = path.read_text("utf-8", "replace") if path.is_file() else ""
    settings, _, _ = read_yaml(_SETTINGS, text)
    journal, problems = load(Path(), str(settings.get("docs_dir") or "docs"))
    try:
        now = clock.now(
            {**os.environ, **environment}, journal.settings.timezone, lambda: datetime.now(UTC)
        )
    except clock.ClockError as error:
        raise click.UsageError(str(error)) from None
    theme = settings.get("theme")
    language, _ = languages.chosen(
        (theme.get("language") if isinstance(theme, dict) else 0) or "en"
    )
    followed = topics(journal.released(now), language, now)
    address = settings.get("site_url")
    return Project(
        journal=journal,
        now=now,
        address=in_ascii(address) if isinstance(address, str) else "",
        feeds=[path for topic in followed for _, path in topic.feeds()],
        problems=[*slips(_SETTINGS, text), *problems],
    )
