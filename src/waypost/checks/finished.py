"""What is worth saying of a finished page, and of the files that pages show."""

import posixpath
from collections.abc import Collection, Iterator, Mapping, Sequence
from html import unescape
from urllib.parse import unquote

from waypost.checks.advice import not_there
from waypost.feeds.model import LIMIT
from waypost.journal import Journal
from waypost.problems import Problem, Severity
from waypost.prose import SHOWN_COMMENT, Prose
from waypost.records import FOLDERS
from waypost.sources import Source
from waypost.targets import is_known


def dead_links(
    source: Source, links: Mapping[str, str], known: Collection[str]
) -> Iterator[Problem]:
    """Links and pictures of a finished page that lead nowhere.

    `links` are its targets; `known` holds every address of the site, relative to it.
    """
    for link, target in links.items():
        if is_known(target, known):
            continue
        what, cure = not_there(link)
        folder, name = posixpath.split(target.rstrip("/"))
        is_higher = is_known(posixpath.join(posixpath.dirname(folder), name), known)
        if is_higher and not link.startswith("/"):
            cure = f"Write ../{link} here: a page stands one folder further down than its file."
        line, field = _where(source, link)
        yield Problem(source.path, line, field, what, cure, Severity.WARNING)


def early(source: Source, links: Collection[str]) -> Iterator[Problem]:
    """What to say of links that were taken out because they came too early."""
    for link in links:
        what = f"This links to '{link}', which is not public yet."
        cure = "Until it is, readers see the words without the link."
        line, field = _where(source, link)
        yield Problem(source.path, line, field, what, cure, Severity.HINT)


def visible_comments(source: Source, prose: Prose) -> Iterator[Problem]:
    """What was meant as a comment, and would be read by everybody."""
    meant = SHOWN_COMMENT.search(source.body)  # not where the signs were written as entities
    for text in prose.visible_comments if meant else ():
        what = "This comment would be shown as text."
        cure = "Begin it with <!-- and end it with -->, outside of brackets and quotes."
        yield Problem(source.path, _where(source, text[:12])[0], "text", what, cure)


def unpublished(
    journal: Journal, files: Mapping[str, str], shown: Collection[str], named: str
) -> Sequence[str]:
    """Files, by source path, that only what readers can't see points to.

    `files` are source paths with the address of each, `shown` the addresses that public pages point
    to, `named` the host's settings, as text, which may name a file too. Beside records
    only what is shown is published; elsewhere everything but what a hidden entry points to.
    """
    # By its way from there, however a text points to it: in brackets, in a tag, in a style.
    hidden = [
        (posixpath.dirname(entry.uri), unquote(unescape(journal.sources[entry.uri].text)))
        for entry in (*journal.held, *journal.withdrawn)
    ]
    return [
        uri
        for uri, address in files.items()
        if address not in shown
        and uri not in named
        and (
            uri.split("/")[0] in FOLDERS
            or any(posixpath.relpath(uri, at) in text or f"/{uri}" in text for at, text in hidden)
        )
    ]


def too_long(journal: Journal, sizes: Mapping[str, int]) -> Iterator[Problem]:
    """Texts that are each larger than a feed may be; `sizes` are the bytes, by source path."""
    for uri, size in sizes.items():
        what = (
            f"This text alone is {size // 1000:,} KB, and a feed is {LIMIT // 1000} KB at most: "
            "those who follow get its beginning and a link."
        )
        cure = "Divide it in two, or keep its pictures as files beside it."
        yield Problem(journal.sources[uri].path, 0, "text", what, cure, Severity.WARNING)


def _where(source: Source, text: str) -> tuple[int, str]:
    """The line and the field in which an address stands; 0 if it stands there in other words."""
    for shape in ("]({})", "]({} ", "]({}", "]: {}", '"{}"', "{}"):
        position = source.body.find(shape.format(text))
        if position >= 0:
            return source.line_at(position), "text"
    if text in str(source.front.get("image") or ""):
        return source.line_of(("image",)), "image"
    return 0, "text"
