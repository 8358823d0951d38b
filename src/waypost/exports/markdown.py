"""The journal as plain Markdown in a folder that other programs read, and Waypost reads again."""

from collections.abc import Mapping
from typing import Any

from waypost.exports.disclosed import disclosed, records
from waypost.exports.fronts import front, given, written
from waypost.exports.model import Edition, Files
from waypost.exports.pictured import shown
from waypost.settings import FILE, Settings

PACKAGE = "journal-markdown.zip"
DOCS = "docs"


def markdown(edition: Edition) -> Files:
    """The files of the package: the texts and what they show in `docs/`, and what orders them.

    It is a journal of Waypost's own, in which every field is written in one way; an entry says its
    week, its day and its id, also where its author left them out.
    """
    journal = disclosed(edition)
    files: dict[str, bytes] = {
        "README.md": _readme(edition).encode(),
        FILE: _settings(journal.settings).encode(),
        "mkdocs.yml": _site(edition).encode(),
    }
    for record in records(journal):
        files[f"{DOCS}/{record.uri}"] = _text(given(record.fields), record.source.body)
    for uri, fields in journal.pages.items():
        files[f"{DOCS}/{uri}"] = _text(given(fields), journal.sources[uri].body)
    for path, content in shown(edition, journal):
        files.setdefault(f"{DOCS}/{path}", content)
    return files


def _text(fields: Mapping[str, Any], body: str) -> bytes:
    """A file; the fences stand there without fields too, as some programs want them."""
    return f"{front(fields)}\n{body}\n".encode() if body else front(fields).encode()


def _settings(settings: Settings) -> str:
    return written(given(settings))


def _site(edition: Edition) -> str:
    site = edition.site
    fields = {
        "site_name": site.title,
        "site_url": site.address,
        "site_description": site.description,
        "theme": {"name": "material", "language": edition.language.code},
    }
    return written({name: value for name, value in fields.items() if value})


def _readme(edition: Edition) -> str:
    _ = edition.language.translations.gettext
    site = edition.site
    said = [
        f"# {site.title}",
        _("This is a public journal as plain text: what was on its pages, and nothing else."),
        f"<{site.address}>",
        _(
            "`docs/` holds a file for each text, with the pictures that it shows, in a folder for "
            "each kind. `journal.yml` says by which words the texts are ordered."
        ),
        _(
            "At the top of a file stand its fields, between two lines of hyphens, as YAML that any "
            "program reads. `title`, `date`, `updated`, `summary`, `tags`, `lang`, `image` and "
            "`redirect_from` (addresses that the page had before) mean what they say; the others "
            "are explained in Waypost's manual. Its path is also its address."
        ),
        _(
            "The folder is a journal that Waypost checks and builds as it is, and that "
            "`waypost import` takes into another one with ids and dates."
        ),
        _("`python verify.py` says whether a file is missing or was changed."),
    ]
    return "\n\n".join(said) + "\n"
