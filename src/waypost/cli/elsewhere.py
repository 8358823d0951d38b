"""What lies outside of the journal's folder: a site that is out, and a hub. Only when asked."""

import re
import socket
from collections.abc import Sequence
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener, urlopen

from waypost import __version__
from waypost.feeds.published import Fetch

_SECONDS = 20
_HEADERS = {"User-Agent": f"Waypost/{__version__}"}
_SIGNS = "%/:=&?~#+!$,;'@()*[]"  # what an address may hold (RFC 3986, 2.2)
_NOTHING_THERE = (404, 410)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")  # more than a letter, which is a disk of Windows
_FEEDS = (".xml", ".json", ".rss", ".atom")


class NoPlaceError(Exception):
    """What was named is no place at all."""


class UnreachableError(Exception):
    """Something is wrong with the way to a site; the text is a sentence."""


def site_at(place: str) -> tuple[Fetch, str]:
    """How to fetch what lies in a site, and the feed's name if the place names a single one.

    `place` is the address of a site or of a feed, or the path of either. Raises NoPlaceError; what
    it gives back raises UnreachableError.
    """
    if _SCHEME.match(place):
        try:
            parts = urlsplit(place)
            is_right = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:  # such as an unclosed [ in a host's name, or a port that is no number
            is_right = False
        if not is_right:
            raise NoPlaceError(place)
        name = parts.path.rpartition("/")[2]
        is_feed = bool(parts.query) or name.endswith(_FEEDS)
        base = place if is_feed or place.endswith("/") else f"{place}/"
        query = f"?{parts.query}" if parts.query else ""
        return (lambda path: _get(urljoin(base, path))), query or (name if is_feed else "")
    root = Path(place)
    if root.is_file():
        return (lambda path: _read(root.parent / path)), root.name
    return (lambda path: _read(root / path)), ""


def tell(hub: str, topics: Sequence[str]) -> None:
    """Tell a hub that feeds have changed (PubSubHubbub 0.4, 7; WebSub leaves it to the hub).

    Raises UnreachableError.
    """
    form = urlencode([("hub.mode", "publish"), *(("hub.url", topic) for topic in topics)])
    request = Request(hub, form.encode("ascii"), _HEADERS, method="POST")
    try:
        with build_opener(_Stay).open(request, timeout=_SECONDS):
            return
    except (OSError, ValueError, HTTPException) as error:
        raise UnreachableError(_why(error)) from None


class _Stay(HTTPRedirectHandler):
    """What is told to one address is told to no other, and not without its words."""

    def redirect_request(self, *_: object) -> None:
        """Nothing follows."""


def _get(address: str) -> bytes | None:
    try:
        request = Request(quote(address, safe=_SIGNS), headers=_HEADERS)
        with urlopen(request, timeout=_SECONDS) as answer:
            return bytes(answer.read())
    except HTTPError as error:
        if error.code in _NOTHING_THERE:
            return None
        raise UnreachableError(_why(error)) from None
    except (OSError, ValueError, HTTPException) as error:
        reason = error.reason if isinstance(error, URLError) else error
        # A domain that nobody has named yet, a server that nobody has started.
        is_unknown = isinstance(reason, socket.gaierror) and reason.errno != socket.EAI_AGAIN
        if is_unknown or isinstance(reason, ConnectionRefusedError):
            return None
        raise UnreachableError(_why(error)) from None


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except OSError as error:
        raise UnreachableError(_why(error)) from None


def _why(error: Exception) -> str:
    if isinstance(error, HTTPError):
        return f"the answer was {error.code} {error.reason}"
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, TimeoutError):
        return f"no answer in {_SECONDS} seconds"
    if isinstance(reason, OSError) and reason.strerror:
        return reason.strerror.lower()  # without the number that stands before it
    return str(reason) or "the answer was cut off"
