"""What is worth saying of a finished page, and of the files that pages show."""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from html import unescape
from urllib.parse import unquote, urlsplit

from waypost import permalinks
from waypost.checks.advice import not_there
from waypost.feeds.model import LIMIT
from waypost.journal import Journal
from waypost.problems import Problem, Severity
from waypost.prose import SHOWN_COMMENT, Prose
from waypost.records import FOLDERS
from waypost.sources import Source


def targets(prose: Prose, page: str, site: str) -> dict[str, str]:
    """Where the links and pictures of a finished page lead in the site, by how they are written.

    `page` and `site` are addresses with a slash at the end, the page's relative to the site.
    """
    found = ((link, target(link, page, site)) for link in prose.addresses)
    return {link: place for link, place in found if place is not None}


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
        if is_known(posixpath.join(posixpath.dirname(folder), name), known):
            cure = f"Write ../{link} here: a page stands one folder further down than its file."
        line, field = _where(source, link)
        yield Problem(source.path, line, field, what, cure, Severity.WARNING)


def early_links(
    links: Mapping[str, str], known: Collection[str], held: Collection[str]
) -> Sequence[str]:
    """Links of a finished page, as written, to entries that readers can't see yet.

    `links` and `known` as for `dead_links`; `held` are the source paths of those entries. The host
    could not resolve links to them, since it does not know them; raw HTML may name them in other
    ways, so that of links that lead nowhere the last part decides.
    """
    if not held:
        return []
    addresses = {_stem(permalinks.address(uri)) for uri in held}
    names = {posixpath.basename(each) for each in addresses}
    return [
        link
        for link, target in links.items()
        if not is_known(target, known)
        and (_stem(target) in addresses or posixpath.basename(_stem(target)) in names)
    ]


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


def target(link: str, page: str, site: str) -> str | None:
    """Where a link leads, relative to the site; None if out of it or nowhere in particular.

    `page` and `site` as for `targets`. A path from the server's root that misses the site keeps its
    slash, and so is never known.
    """
    if link.startswith(("#", "mailto:", "data:")):
        return None
    home = urlsplit(site)
    try:
        whole = urlsplit(permalinks.join(f"{site}{page}", link))
    except ValueError:  # such as an unclosed [ in a host's name
        return None
    if (whole.scheme, whole.netloc) != (home.scheme, home.netloc):
        return None
    return unquote(whole.path.removeprefix(home.path))


def is_known(target: str, known: Collection[str]) -> bool:
    """Whether something is at an address, also where a server would put a slash behind it."""
    plain = target.removesuffix("index.html")
    return plain in known or f"{plain}/" in known


def _stem(address: str) -> str:
    """An address without what can stand behind it, to compare."""
    plain = unquote(address).removesuffix("index.html").rstrip("/")
    return re.sub(r"\.(?:md|html)$", "", plain).casefold()


def _where(source: Source, text: str) -> tuple[int, str]:
    """The line and the field in which an address stands; 0 if it stands there in other words."""
    for shape in ("]({})", "]({} ", "]({}", "]: {}", '"{}"', "{}"):
        position = source.body.find(shape.format(text))
        if position >= 0:
            return source.line_at(position), "text"
    if text in str(source.front.get("image") or ""):
        return source.line_of(("image",)), "image"
    return 0, "text"
