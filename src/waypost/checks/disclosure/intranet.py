"""Addresses that only those inside can open."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path

import yaml

from waypost.checks.passages import Passage
from waypost.problems import Problem
from waypost.settings import Settings

_HOST = re.compile(r"://([^\s/?#)>\]\"'|]+\]?)")
# What addresses without a scheme can't do without.
_WITHOUT = (*("file:", "\\\\", "localhost:", "127.", "192.168."),)
_ENDING = re.compile(r"\.(?:local|lan|intranet|corp|localdomain)[:/]")
_ADDRESS = re.compile(
    r"(?P<scheme>\b[a-z][a-z+.-]*):///?(?P<rest>[^\s)>\"'|]+)"
    r"|(?<![\w.:/\\-])(?P<bare>(?:localhost|127(?:\.\d{1,3}){3}|[\w-]+(?:\.[\w-]+)*\."
    r"(?:local|lan|intranet|corp|localdomain)):\d{2,5}\b"
    r"|192\.168(?:\.\d{1,3}){2}(?![\w.])"
    r"|[\w-]+(?:\.[\w-]+)*\.(?:local|lan|intranet|corp|localdomain)(?=/\w))"
    r"|(?<![\w\\:])\\{2,4}(?P<server>[a-z][\w.-]{2,})(?=\\{1,2}\w)",
    re.IGNORECASE,
)
_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)*")


def maybe_inside(text: str, _: Settings) -> bool:
    """Whether it is worth the time to look at every address in a text."""
    hosts = {host.casefold() for host in _HOST.findall(text)}
    is_bare = any(each in text for each in _WITHOUT) or _ENDING.search(text) is not None
    return is_bare or any(_house(host) is not None for host in hosts)


def inside(passage: Passage, _: Settings) -> Iterator[Problem]:
    """Addresses that open for those only who are inside, and name what is there."""
    for match in _ADDRESS.finditer(passage.prose):
        shown = match["bare"] or match["server"] or _inside(match)
        if shown:
            what = f"'{shown}' leads to where readers can't go, and tells them what is there."
            yield passage.hint(match.start(), what, "Say in words what stands there.")


def _inside(match: re.Match[str]) -> str:
    """What to call an address if it is inside; empty if it is not."""
    scheme = match["scheme"].casefold()
    if scheme == "file":
        return match[0][: len("file://")]  # behind it, names may stand
    if scheme not in _known().schemes:
        return ""
    host, *paths = re.split("[/?#]", match["rest"], maxsplit=1)
    opens, path = _house(host.casefold()), "".join(paths)
    is_inside = opens is not None and re.match(opens, path)
    return host.rpartition("@")[2].rstrip(".,;*_") if is_inside else ""


@dataclass(frozen=True)
class _Known:
    """Addresses that open for those only who are inside, as `inside.yml` names them."""

    schemes: Sequence[str]
    no_hosts: Sequence[str]
    networks: Sequence[IPv4Network | IPv6Network]
    endings: Sequence[str]
    beginnings: Sequence[str]
    services: Mapping[str, str]


@cache
def _known() -> _Known:
    known = yaml.load(
        (Path(__file__).parent / "inside.yml").read_text("utf-8"),
        getattr(yaml, "CSafeLoader", yaml.SafeLoader),
    )
    return _Known(**known | {"networks": [*map(ip_network, known["networks"])]})


def _house(authority: str) -> str | None:
    """A pattern for paths at a host that open only for those inside; None if all open to readers.

    `authority` is the host as it stands in an address, with its port.
    """
    plain = authority.rpartition("@")[2].rstrip(".,;*_")
    is_bracketed = plain.startswith("[")
    host = plain[1:].partition("]")[0] if is_bracketed else plain.partition(":")[0]
    known = _known()
    if host[:1].isdigit() or ":" in host:
        try:
            number = ip_address(host)
        except ValueError:
            return None
        return "" if any(number in network for network in known.networks) else None
    if not _NAME.fullmatch(host):
        return None
    labels = host.split(".")
    ends = {labels[-1], ".".join(labels[-2:])}
    if not ends.isdisjoint(known.endings) or labels[0] in known.beginnings:
        return ""
    if len(labels) == 1:
        return None if host in known.no_hosts else ""
    services = (path for name, path in known.services.items() if re.fullmatch(name, host))
    return next(services, None)
