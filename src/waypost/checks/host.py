"""What settings of the host, or its other plugins, would do to the journal."""

from collections.abc import Collection, Iterator

from waypost.journal import Journal
from waypost.permalinks import is_web_address
from waypost.problems import Problem


def settings(address: str | None, name: str | None, is_folders: bool) -> Iterator[Problem]:
    """What in mkdocs.yml would break the journal.

    `address` and `name` are the site's; `is_folders` tells whether each page has a folder of its
    own.
    """
    if not is_web_address(address):
        what = "The address of the site is missing here, and the feeds need it."
        cure = "Add a line such as: site_url: https://example.org/journal/"
        yield Problem("mkdocs.yml", 0, "site_url", what, cure)
    if not name:
        what = "The name of the site is missing here."
        cure = "Add a line such as: site_name: The long way to a lead"
        yield Problem("mkdocs.yml", 0, "site_name", what, cure)
    if not is_folders:
        what = "Feeds and links count on addresses that end with a slash."
        yield Problem("mkdocs.yml", 0, "use_directory_urls", what, "Take this line out.")


def unread(journal: Journal, pages: Collection[str]) -> Iterator[Problem]:
    """Pages that the host would publish without us, and entries that it would leave out.

    `pages` are the source paths of all pages that it knows of.
    """
    for uri in sorted(set(pages) - journal.sources.keys()):
        what = "This file is not read as part of the journal, and would be published."
        yield Problem(f"docs/{uri}", 0, "", what, "Rename it, or move it out of the folder.")
    for entry in (*journal.entries, *journal.withdrawn):
        if entry.uri not in pages:
            what = "mkdocs.yml leaves this entry out, and lists and feeds would show it."
            cure = "Write `status: draft` in the entry instead."
            yield Problem(entry.source.path, 0, "", what, cure)
    for record in journal.judgements:
        if record.uri not in pages:
            what = "mkdocs.yml leaves this file out, and lists and feeds would show it."
            yield Problem(record.source.path, 0, "", what, "Move it out of the folder instead.")
    for aim in journal.aims:
        if aim.uri not in pages:
            what = "mkdocs.yml leaves this file out, and lists would show it."
            yield Problem(aim.source.path, 0, "", what, "Move it out of the folder instead.")
