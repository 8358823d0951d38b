"""The files that a public text shows or offers, as they were published."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from waypost.exports.model import Edition
from waypost.journal import Journal
from waypost.permalinks import address, join
from waypost.pictures.sizes import WIDTHS, named
from waypost.prose import Prose
from waypost.records import Entry
from waypost.topics import ARCHIVE, OPML, topics

_COPY = re.compile(rf"\.(?:{'|'.join(map(str, WIDTHS))})w(?=\.[^./]*$)")
_PAGES = (".html", ".md")
_OURS = "assets/waypost/"


def published(edition: Edition, path: str) -> tuple[str, bytes] | None:
    """A file by its path in the docs folder: where it is in the site, and what is in it.

    Of a large picture that is shown in smaller copies only, it is the largest of these.
    """
    for place in (path, *(named(path, width) for width in sorted(WIDTHS, reverse=True))):
        if (data := edition.file(place)) is not None:
            return place, data
    return None


def shown(edition: Edition, journal: Journal) -> Iterator[tuple[str, bytes]]:
    """Every file of the author's that a text of a disclosed journal leads to, by its path."""
    feeds = topics(edition.journal, edition.language, edition.now)
    ours = {OPML, ARCHIVE, *(unquote(path) for topic in feeds for _, path in topic.feeds())}
    found = {_original(edition, path) for path in _paths(edition, journal)} - ours
    for path in sorted(found):
        is_page = path.endswith(("/", *_PAGES)) or path.startswith(_OURS) or not path
        if not is_page and (there := published(edition, path)):
            yield path, there[1]


def image_of(entry: Entry) -> str | None:
    """The path of the picture that stands for an entry, if there is one."""
    image, folder = entry.fields.image, posixpath.dirname(entry.uri)
    return posixpath.normpath(posixpath.join(folder, image)) if image else None


def _paths(edition: Edition, journal: Journal) -> Iterator[str]:
    for entry in journal.entries:
        if path := image_of(entry):
            yield path
    for uri in journal.sources:
        for link in Prose(edition.contents[uri]).addresses:
            if path := _within(edition, uri, link):
                yield path


def _within(edition: Edition, uri: str, link: str) -> str | None:
    """Where a link on a page leads in the site; None if out of it."""
    home = edition.site.address
    try:
        found = urlsplit(join(f"{home}{address(uri)}", link))._replace(query="", fragment="")
    except ValueError:  # such as an unclosed [ in a host's name
        return None
    whole = found.geturl()
    return unquote(whole.removeprefix(home)) if whole.startswith(home) else None


def _original(edition: Edition, path: str) -> str:
    """The picture of which something is a smaller copy; an author may name her own like one."""
    original = _COPY.sub("", path)
    is_copy = original != path and any(named(original, width) == path for width in WIDTHS)
    return original if is_copy and edition.file(original) is None else path
