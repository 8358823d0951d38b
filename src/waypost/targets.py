"""Where the links and pictures of a finished text lead, and which of them come too early."""

import posixpath
import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from waypost.permalinks import address, join
from waypost.prose import Prose


class Reached(NamedTuple):
    """A text as readers get it, its links by how they are written, and those taken out of it."""

    prose: Prose
    links: Mapping[str, str]
    early: Sequence[str]


def reached(
    text: Prose, page: str, site: str, known: Collection[str], held: Collection[str]
) -> Reached:
    """A text without its links to what readers can't see yet; its words stay.

    `page` and `site` are addresses with a slash at the end, the page's relative to the site.
    `known` holds every address of the site, relative to it; `held` are source paths.
    """
    links = targets(text, page, site)
    early = early_links(links, known, held)
    links = {link: target for link, target in links.items() if link not in early}
    return Reached(text.without_links(early), links, early)


def targets(prose: Prose, page: str, site: str) -> dict[str, str]:
    """Where the links and pictures of a finished page lead in the site, by how they are written.

    `page` and `site` are addresses with a slash at the end, the page's relative to the site.
    """
    found = ((link, target(link, page, site)) for link in prose.addresses)
    return {link: place for link, place in found if place is not None}


def early_links(
    links: Mapping[str, str], known: Collection[str], held: Collection[str]
) -> Sequence[str]:
    """Links of a finished page, as written, to entries that readers can't see yet.

    `links` as for `targets`, `known` and `held` as for `reached`. The host could not resolve links
    to them, since it does not know them; raw HTML may name them in other ways, so that of links
    that lead nowhere the last part decides.
    """
    if not held:
        return []
    addresses = {_stem(address(uri)) for uri in held}
    names = {posixpath.basename(each) for each in addresses}
    return [
        link
        for link, target in links.items()
        if not is_known(target, known)
        and (_stem(target) in addresses or posixpath.basename(_stem(target)) in names)
    ]


def target(link: str, page: str, site: str) -> str | None:
    """Where a link leads, relative to the site; None if out of it or nowhere in particular.

    `page` and `site` as for `targets`. A path from the server's root that misses the site keeps its
    slash, and so is never known.
    """
    if link.startswith(("#", "mailto:", "data:")):
        return None
    home = urlsplit(site)
    try:
        whole = urlsplit(join(f"{site}{page}", link))
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
