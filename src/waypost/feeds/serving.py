"""How the site is served, for hosts that read a file `_headers` (Netlify, Cloudflare Pages)."""

from collections.abc import Iterator

from waypost.permalinks import Site
from waypost.topics import ARCHIVE, ATOM, FORMATS, OPML

_OPML_TYPE = "text/x-opml"
# What a page can't say by itself; the rest of its policy stands in it, and both hold.
_ALL = (
    "Content-Security-Policy: frame-ancestors 'self'",
    "Referrer-Policy: strict-origin-when-cross-origin",
    "X-Content-Type-Options: nosniff",
)


def headers(site: Site, hub: str | None) -> bytes:
    """The file's bytes: what kind of feed is where, and that any page on the web may read it.

    Of all pages: that none on another site shows them in a frame.

    Paths begin at the folder that is published. `/*/` stands for any folder.
    """
    return "\n".join(_lines(site, hub)).encode() + b"\n"


def _lines(site: Site, hub: str | None) -> Iterator[str]:
    yield "/*"
    yield from (f"  {each}" for each in _ALL)
    kinds = {each.name: each.type for each in FORMATS}
    for name, kind in (kinds | {ARCHIVE: ATOM.type, OPML: _OPML_TYPE}).items():
        yield from _rule(f"/{name}", kind)
        if hub and name != OPML:  # WebSub, 4: links in the answer count more than those in the feed
            yield f'  Link: <{hub}>; rel="hub", <{site.url(name)}>; rel="self"'
    for name, kind in kinds.items():
        yield from _rule(f"/*/{name}", kind)
    yield from _rule("/archive/*.xml", ATOM.type)


def _rule(path: str, kind: str) -> Iterator[str]:
    yield path
    yield f"  Content-Type: {kind}; charset=utf-8"
    yield "  Access-Control-Allow-Origin: *"
