"""What is worth saying of a finished page, and of the files that pages show."""

import posixpath
from collections.abc import Collection, Iterator, Mapping, Sequence
from urllib.parse import unquote, urlsplit

from waypost import permalinks
from waypost.journal import Journal
from waypost.problems import Problem, Severity
from waypost.prose import Prose
from waypost.records import ENTRIES, PHASES
from waypost.sources import Source


def dead_links(
    source: Source, prose: Prose, address: str, known: Collection[str]
) -> Iterator[Problem]:
    """Links and pictures of a finished page that lead nowhere.

    `address` is the page's own, relative to the site; `known` holds every address of the site.
    """
    for link in prose.addresses:
        path = _local(link)
        if not path or _resolved(address, path) in known:
            continue
        what = f"This points to '{link}', which is not there."
        cure = "Check the spelling and the folder; a path starts from this file."
        if _resolved(source.uri, path) in known:
            what = f"This points to '{link}', and the page is one folder further down."
            cure = f"Write ../{link}, since this is HTML, or use ![what it shows]({link})."
        yield Problem(source.path, *_where(source, link), what, cure, Severity.WARNING)


def early_links(source: Source, prose: Prose, held: Collection[str]) -> Sequence[str]:
    """Links of a finished page, as written, to entries that readers can't see yet.

    `held` are the source paths of those entries. The host could not resolve links to them, since
    it does not know them; raw HTML may name them in other ways.
    """
    names = {posixpath.basename(unquote(permalinks.address(uri)).rstrip("/")) for uri in held}
    return [
        link
        for link in prose.addresses
        if (path := _local(link))
        and (_resolved(source.uri, path) in held or posixpath.basename(path.rstrip("/")) in names)
    ]


def early(source: Source, links: Collection[str]) -> Iterator[Problem]:
    """What to say of links that were taken out because they came too early."""
    for link in links:
        what = f"This links to '{link}', which is not public yet."
        cure = "Until it is, readers see the words without the link."
        yield Problem(source.path, *_where(source, link), what, cure, Severity.HINT)


def visible_comments(source: Source, prose: Prose) -> Iterator[Problem]:
    """What was meant as a comment, and would be read by everybody."""
    for text in prose.visible_comments:
        what = "This comment would be shown as text."
        cure = "Begin it with <!-- and end it with -->, outside of brackets and quotes."
        yield Problem(source.path, _where(source, text[:12])[0], "text", what, cure)


def unused(files: Mapping[str, str], shown: Collection[str]) -> Sequence[str]:
    """Files beside entries and phases that no public page shows, by source path.

    `files` are source paths with the address of each, `shown` the addresses that pages point to.
    """
    return [
        uri
        for uri, address in files.items()
        if uri.split("/")[0] in (ENTRIES, PHASES) and address not in shown
    ]


def withheld(journal: Journal, files: Collection[str]) -> Sequence[str]:
    """Files elsewhere that only entries speak of which readers can't see, by their names."""
    secret = journal.secret_names
    hidden = {entry.uri for entry in (*journal.held, *journal.withdrawn)}
    named = [uri for uri in files if posixpath.basename(uri) in secret]
    public = (
        [each.text for uri, each in journal.sources.items() if uri not in hidden] if named else []
    )
    return [uri for uri in named if not any(posixpath.basename(uri) in text for text in public)]


def targets(address: str, prose: Prose) -> set[str]:
    """The addresses in the site that a finished page points to."""
    local = map(_local, prose.addresses)
    return {_resolved(address, path) for path in local if path}


def pictures(source: Source, prose: Prose) -> Iterator[Problem]:
    """Pictures of a finished page without alternative text."""
    for picture in prose.pictures_without_text:
        what = "This picture has no alternative text, so some readers do not learn what it shows."
        cure = "Say it in the brackets: ![what it shows](picture.png)."
        where = _where(source, posixpath.basename(picture))
        yield Problem(source.path, *where, what, cure, Severity.HINT)


def _local(link: str) -> str | None:
    """The path of a link that stays in the site."""
    try:
        parts = urlsplit(link)
    except ValueError:  # such as an unclosed [ in a host's name
        return None
    return None if parts.scheme or parts.netloc else unquote(parts.path) or None


def _resolved(base: str, path: str) -> str:
    joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(base), path)).lstrip("/")
    ends = path.endswith("/") or posixpath.basename(path) in (".", "..")
    return f"{joined}/" if ends and joined else joined


def _where(source: Source, text: str) -> tuple[int, str]:
    """The line and the field in which an address stands; 0 if it stands there in other words."""
    for shape in ("]({})", "]({} ", "]({}", "]: {}", '"{}"', "{}"):
        position = source.body.find(shape.format(text))
        if position >= 0:
            return source.line_at(position), "text"
    if text in str(source.front.get("image") or ""):
        return source.line_of(("image",)), "image"
    return 0, "text"
