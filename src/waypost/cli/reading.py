"""A project's folder, read as the commands need it."""

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import click

from waypost import clock, languages, looks
from waypost.cli.bookkeeping import reading
from waypost.cli.site_settings import SETTINGS, site_settings
from waypost.files import Once
from waypost.journal import Journal
from waypost.journal.loading import load
from waypost.languages import Language
from waypost.ledger import Ledger
from waypost.permalinks import in_ascii, is_web_address
from waypost.problems import Problem
from waypost.settings import FILE
from waypost.topics import topics

# git@github.com:anna/journal.git, or https://github.com/anna/journal
_REMOTE = re.compile(
    r"(?:https://(?:[^@/]+@)?|(?:ssh://)?git@)([\w.-]+)[:/]([\w.-]+/[\w.-]+?)(?:\.git)?/?"
)


@dataclass(frozen=True)
class Project:
    """What lies in the folder: all of the journal, and what mkdocs.yml says of its site.

    `known` is what former commands have read, `opened` what this one has, `now` the moment that
    counts; `address` is empty where it is not named, `repository` where the folder is no clone of
    one on the web; `docs` is the folder of the pages, `settings` all that mkdocs.yml and what it
    inherits say.
    """

    journal: Journal
    now: datetime
    title: str
    address: str
    repository: str
    docs: str
    language: Language
    problems: Sequence[Problem]
    known: Ledger
    opened: Once
    settings: Mapping[str, Any]

    @cached_property
    def feeds(self) -> Sequence[str]:
        """The addresses of its feeds, relative to the site's."""
        followed = topics(self.journal.released(self.now), self.language, self.now)
        return [path for topic in followed for _, path in topic.feeds()]

    @property
    def likely_address(self) -> str | None:
        """Where GitHub Pages would show it, if it lies on GitHub."""
        host, _, path = self.repository.removeprefix("https://").partition("/")
        owner, _, name = path.partition("/")
        if host != "github.com" or not name:
            return None
        own = f"{owner.lower()}.github.io"
        return f"https://{own}/" if name.lower() == own else f"https://{own}/{name}/"

    @property
    def unreadable(self) -> Sequence[Problem]:
        """What is wrong with the settings, without which nothing can be written."""
        return [each for each in self.problems if each.is_error and each.path in (SETTINGS, FILE)]


def read_project(today: str | None) -> Project:
    """Read the folder in which the command was called, as of a day, or as of now."""
    in_a_journal()
    opened = Once()
    settings, in_settings = site_settings(opened)
    docs = settings.get("docs_dir") or "docs"
    known = reading(Path(), os.environ, opened)
    if context := click.get_current_context(silent=True):
        context.call_on_close(known.end)
    journal, problems = load(Path(), docs, known, opened)
    known.close()
    try:
        named = {clock.TODAY: today} if today else {}
        now = clock.now(
            {**os.environ, **named}, journal.settings.timezone, lambda: datetime.now(UTC)
        )
    except clock.ClockError as error:
        raise click.UsageError(str(error)) from None
    theme = settings["theme"] if isinstance(settings.get("theme"), dict) else {}
    language, in_theme = languages.chosen(theme.get("language") or "en")
    in_theme += looks.chosen(theme)[1]
    address = settings.get("site_url")
    return Project(
        journal=journal,
        now=now,
        title=str(settings.get("site_name") or ""),
        address=in_ascii(f"{address.rstrip('/')}/") if is_web_address(address) else "",
        repository=_repository(),
        docs=docs,
        language=language,
        problems=[*in_settings, *in_theme, *problems],
        known=known,
        opened=opened,
        settings=settings,
    )


def in_a_journal() -> None:
    """Stop where the folder is no journal at all, before anything is written into it."""
    if not (Path(SETTINGS).exists() or Path(FILE).exists()):
        what = f"There is no journal in this folder, {Path.cwd()}."
        cure = f"Go to the one in which {FILE} lies, with cd and its path, and say it again there."
        raise click.ClickException(f"{what} {cure}")


def _repository() -> str:
    """Where the journal lies on the web, as its workflow says, or its clone."""
    if owned := os.environ.get("GITHUB_REPOSITORY"):
        return f"{os.environ.get('GITHUB_SERVER_URL', 'https://github.com')}/{owned}"
    try:
        asked = ["git", "remote", "get-url", "origin"]
        said = subprocess.run(asked, capture_output=True, text=True, timeout=5, check=False).stdout
    except (OSError, subprocess.SubprocessError):
        return ""
    match = _REMOTE.fullmatch(said.strip())
    return f"https://{match[1]}/{match[2]}" if match else ""
