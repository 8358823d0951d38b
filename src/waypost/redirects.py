"""Old addresses: where each leads, and why one can't."""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from waypost.files import alike
from waypost.journal import Journal
from waypost.permalinks import OldAddress, Site, address
from waypost.problems import Problem
from waypost.sources import Source

_FIELD = "redirect_from"

_TAKE_OUT = "Take it out."
_CAPITALS = ", and many computers do not tell capitals apart"


def redirects(
    journal: Journal, site: Site, files: Iterable[str] = ()
) -> tuple[Mapping[str, str], list[Problem]]:
    """Where the old addresses of what is in a journal lead, and every reason why one can't.

    Both addresses are relative to the site's: the old one decoded, the new one as a link has it. An
    address with a problem leads nowhere. `files` are the paths of what else is in the site, as far
    as that is known; they are looked at only if there is an old address.
    """
    claims = list(_claims(journal))
    if not claims:
        return {}, []
    taken = _Taken()
    for uri, source in journal.sources.items():
        taken.add(file_at(unquote(address(uri))), source)
    for file in files:
        taken.add(file)
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for source, number, old in claims:
        path, target = old.within(site), address(source.uri)
        if path is not None and found.get(path) == target:
            continue  # the same in other words
        reason = _outside(site) if path is None else taken.reason(path, source)
        if reason:
            what = f"'{old.written}' can't lead here: {reason[0]}."
            problems.append(source.problem((_FIELD, number), what, reason[1]))
        elif path is not None:
            found[path] = target
            taken.add(file_at(path), source, is_old=True)
    return found, problems


def file_at(path: str) -> str:
    """The file of a page at a path in the site."""
    return f"{path}index.html" if path.endswith("/") or not path else path


def pages(
    found: Mapping[str, str], site: Site, render: Callable[..., str]
) -> Iterator[tuple[str, bytes]]:
    """The page that forwards for each old address, by its file in the site.

    `render` gets the target as `link`, relative to the page, and as `canonical`, in full.
    """
    for path, target in found.items():
        link = "../" * path.count("/") + target or "./"
        yield file_at(path), render(link=link, canonical=site.url(target)).encode()


@dataclass(frozen=True)
class _Taken:
    """What lies in the site, by path, where neither capitals nor the form of accents count.

    `files` hold the path as it is written, the author's file behind it, if any, and whether that
    only had this address; `folders` are those that hold any of them.
    """

    files: dict[str, tuple[str, Source | None, bool]] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)

    def add(self, path: str, source: Source | None = None, is_old: bool = False) -> None:
        """Take note of a file; the first one of a path counts."""
        self.files.setdefault(alike(path), (path, source, is_old))
        self.folders.update(map(alike, _folders(path)))

    def reason(self, path: str, source: Source) -> tuple[str, str] | None:
        """Why nothing can be put at a path for an author's file, and the cure."""
        file = file_at(path)
        if file == "index.html":
            return "the first page of the site stands there", _TAKE_OUT
        if holder := self.files.get(alike(file)):
            what, cure = _holds(*holder, source)
            return (what if holder[0] == file else f"{what}{_CAPITALS}"), cure
        both = [each for each in _folders(file) if alike(each) in self.files]
        both += [file] if alike(file) in self.folders else []
        return (f"{both[0]} can't be both a folder and a file", _TAKE_OUT) if both else None


def _holds(path: str, holder: Source | None, is_old: bool, source: Source) -> tuple[str, str]:
    """What to say of what lies at a path."""
    if holder is None:
        thing = "page" if path.endswith("/index.html") else "file"
        return f"another {thing} of the site stands there", _TAKE_OUT
    name = "this file" if holder is source else holder.path
    if is_old:
        cure = "Leave it in the one to which it is to lead." if holder is not source else _TAKE_OUT
        return f"{name} has the same old address", cure
    if holder is source:
        return "this page itself stands there", _TAKE_OUT
    return f"the page of {name} stands there", f"Take it out, or give {name} another name."


def _outside(site: Site) -> tuple[str, str]:
    what = f"it is not in this site, which begins at {site.address}"
    return what, "Take it out; only whoever runs that server can lead it on."


def _claims(journal: Journal) -> Iterator[tuple[Source, int, OldAddress]]:
    """Every old address with its number in its list, in the order of the files."""
    found: dict[str, Sequence[OldAddress]] = {
        each.uri: each.fields.redirect_from
        for each in (*journal.entries, *journal.withdrawn, *journal.phases, *journal.judgements)
    }
    found |= {uri: page.redirect_from for uri, page in journal.pages.items()}
    for uri in sorted(found):
        for number, old in enumerate(found[uri]):
            yield journal.sources[uri], number, old


def _folders(path: str) -> Iterator[str]:
    while path := posixpath.dirname(path):
        yield path
