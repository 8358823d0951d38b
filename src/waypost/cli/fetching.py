"""Pictures from the web, for `waypost import --fetch`: nothing else, and not without limits."""

import ipaddress
import socket
from collections.abc import Callable, Collection
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from waypost import __version__

_SECONDS = 20
_LARGEST = 25_000_000
_HEADERS = {"User-Agent": f"Waypost/{__version__}"}
_SIGNS = "%/:=&?~#+!$,;'@()*[]"


class _ElsewhereError(OSError):
    """An address that is not to be asked; the text is a sentence."""


def fetching(own: Collection[str]) -> Callable[[str], bytes | str]:
    """What gets a picture by its address, or a sentence on why it could not; each only once.

    Computers inside the house are not asked, unless the former site itself lay there: `own` are
    its hosts. So no export can make this computer look round.
    """
    known: dict[str, bytes | str] = {}
    opener = build_opener(_Redirects(own), ProxyHandler())

    def fetch(address: str) -> bytes | str:
        if address not in known:
            known[address] = _fetched(opener.open, address, own)
        return known[address]

    return fetch


def _fetched(open_it: Callable[..., IO[bytes]], address: str, own: Collection[str]) -> bytes | str:
    try:
        _permitted(address, own)
        request = Request(quote(address, safe=_SIGNS), headers=_HEADERS)
        with open_it(request, timeout=_SECONDS) as answer:
            data = answer.read(_LARGEST + 1)
    except HTTPError as error:
        return f"the answer was {error.code} {error.reason}"
    except _ElsewhereError as error:
        return str(error)
    except (OSError, ValueError, HTTPException) as error:
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(reason, _ElsewhereError):
            return str(reason)
        if isinstance(reason, TimeoutError):
            return f"no answer in {_SECONDS} seconds"
        return "nobody answers there"
    return data if len(data) <= _LARGEST else f"it is larger than {_LARGEST // 1_000_000} MB"


def _permitted(address: str, own: Collection[str]) -> None:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _ElsewhereError("it is not an address on the web")
    if parts.hostname in own:
        return
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 80, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError):
        raise _ElsewhereError("nobody answers there") from None
    if not all(ipaddress.ip_address(str(each[4][0]).split("%")[0]).is_global for each in found):
        raise _ElsewhereError("it lies inside the house, where nothing is asked for")


class _Redirects(HTTPRedirectHandler):
    def __init__(self, own: Collection[str]) -> None:
        self._own = own

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Where an answer leads is looked at like any other address."""
        _permitted(newurl, self._own)
        return super().redirect_request(req, fp, code, msg, headers, newurl)
