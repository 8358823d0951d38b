"""Where a page is, and the id that an entry keeps for ever."""

import posixpath
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TypeGuard
from urllib.parse import quote, unquote, urljoin, urlsplit

from waypost.weeks import Week

AUTHORITY = re.compile(
    r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?:@[a-z0-9.-]+)?,\d{4}(?:-\d{2}(?:-\d{2})?)?"
)
# A relative path, as most links are, without anything that it could be mistaken for.
# Letters that Unicode does not take apart, as the Danes and Germans themselves write them.
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue"} | dict.fromkeys("'’", "")
)
_LABEL = re.compile(r"[\w-]{1,63}", re.ASCII)
_LONG = 60  # letters of a title in an address, which people read aloud and send on
_PAGE = re.compile(r"((?:[\w-]+/)*)([\w-]+)\.md", re.ASCII)
_PLAIN = re.compile(r"(?:\.\.?/)*[\w.-]+(?:/[\w.-]+)*/?", re.ASCII)
URI = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`\x00-\x20\x7f-\x9f]+""")


@dataclass(frozen=True)
class Site:
    """Where the journal is published: its address, with a slash at the end, and its names."""

    address: str
    title: str
    description: str

    def url(self, path: str) -> str:
        """The absolute address of something in the site."""
        return join(self.address, path) if self.address else path


@dataclass(frozen=True)
class OldAddress:
    """An address that a page had: as the author wrote it, the host that it names, and its path.

    The path is decoded, and ends with a slash unless a file lies there. One that begins with a
    slash counts from the root of a host, any other one from the site.
    """

    written: str
    host: str
    path: str

    def within(self, site: Site) -> str | None:
        """The path in a site; None if it is out of it, though on the same host.

        Of an address on a former host, or on none, only the path counts.
        """
        home = urlsplit(site.address)
        base = unquote(home.path)
        if self.host and self.host == home.hostname and not self.path.startswith(base):
            return None
        is_whole = self.path.startswith("/")
        return (self.path.removeprefix(base) if is_whole else self.path).lstrip("/")


def join(base: str, link: str) -> str:
    """Where a link on a page leads (RFC 3986, 5.2), found quicker if it is a plain relative path.

    Raises ValueError for what is no address, such as an unclosed [ in a host's name.
    """
    if not _PLAIN.fullmatch(link):
        return urljoin(base, link)
    host = base.find("/", base.find("//") + 2)
    folder = base[host:].rpartition("/")[0]
    path = posixpath.normpath(f"{folder}/{link}")
    is_folder = link.rpartition("/")[2] in ("", ".", "..") and path != "/"
    return f"{base[:host]}{path}{'/' if is_folder else ''}"


def is_web_address(value: object) -> TypeGuard[str]:
    """Whether something is an address by http or https, with a host that there can be."""
    try:
        parts = urlsplit(value) if isinstance(value, str) else None
        if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
            return False
        labels = host_in_ascii(parts.hostname).removesuffix(".").split(".")
        is_numbered = parts.port is None or parts.port > 0  # raises where it is none
    except ValueError:  # such as an unclosed [ in a host's name
        return False
    named = ":" in parts.hostname or all(_LABEL.fullmatch(label) for label in labels)
    return is_numbered and named


def in_ascii(address: str) -> str:
    """An address as feeds and mail carry it: a name with other letters by IDNA, a path by %."""
    parts = urlsplit(address)
    with suppress(ValueError):  # a label that is empty or too long: nothing that a browser opens
        parts = parts._replace(netloc=host_in_ascii(parts.netloc))
    return parts._replace(path=quote(parts.path, safe="/%:@!$&'()*+,;=~")).geturl()


def host_in_ascii(host: str) -> str:
    """A host's name, with a port behind it or not, by IDNA 2008 (RFC 5891), as browsers have it.

    Raises ValueError.
    """
    if host.isascii():
        return host
    import idna  # its tables take a while, and few names need them

    name, colon, port = host.partition(":")
    return f"{idna.encode(name, uts46=True).decode('ascii')}{colon}{port}"


def address(uri: str) -> str:
    """The address of a source file's page, relative to the site: `entries/x.md` -> `entries/x/`.

    The rule is the host's own with directory addresses; a test holds the two together.
    """
    if plain := _PAGE.fullmatch(uri):
        return plain[1] if plain[2] in ("index", "README") else f"{plain[1]}{plain[2]}/"
    folder, name = posixpath.split(uri)
    stem = posixpath.splitext(name)[0]
    path = folder if stem in ("index", "README") else posixpath.join(folder, stem)
    return quote(f"{path}/") if path else ""


def year_uri(year: int) -> str:
    """Where the page of a year is, as a source path."""
    return f"years/{year}.md"


def relative(target: str, start: str) -> str:
    """The link to one source file from another, as Markdown wants it."""
    return quote(posixpath.relpath(target, posixpath.dirname(start) or "."))


def href(target: str, start: str) -> str:
    """The link from the page of one source file to that of another."""
    return posixpath.relpath(f"/{address(target)}", f"/{address(start)}") + "/"


def slug(text: str) -> str:
    """A title as part of an address: small letters a to z, figures and hyphens; may be empty."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    words = re.findall("[a-z0-9]+", plain.encode("ascii", "ignore").decode("ascii"))
    return "-".join(words)[:_LONG].strip("-")


def is_authority(text: str) -> bool:
    """Whether a text can begin a tag URI: `example.org,2026` (RFC 4151, 2.1)."""
    return AUTHORITY.fullmatch(text) is not None


def is_id(text: str) -> bool:
    """Whether a text is an absolute URI (RFC 3986, 4.3), which is what Atom asks of an id."""
    return URI.fullmatch(text) is not None


def tag_uri(authority: str, name: str) -> str:
    """A tag URI (RFC 4151): an id that needs no address and no registry."""
    return f"tag:{authority}:{quote(name, safe='/-._~')}"


def day_id(authority: str, kind: str, day: date) -> str:
    """The id of a decision or an experiment that has none of its own: that of its day."""
    return tag_uri(authority, f"{kind}/{day}")


def week_id(authority: str, week: Week) -> str:
    """The id of an entry that was written by hand and has none of its own."""
    return tag_uri(authority, str(week))
