"""Which finished pages of a former build are those of this one, too."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from waypost.ledger import Ledger, Shelf
from waypost.prose import Prose


@dataclass
class Trace:
    """What was found out while a page was made, and that it depends on besides its key.

    `targets` are the addresses in the site that it points to, all of which are there; `pictures`
    says how each picture that it shows was described, `copied` where its smaller copies are;
    `anchors` are the places in it that others may point to. `text` stands for its finished text.
    """

    targets: Collection[str] = ()
    pictures: dict[str, str] = field(default_factory=dict)
    copied: dict[str, Sequence[str]] = field(default_factory=dict)
    anchors: Collection[str] = ()
    text: bytes = b""

    def points_to(self, targets: Iterable[str]) -> None:
        """Note where the page points to; copies of pictures are there when it is."""
        copies = {each for every in self.copied.values() for each in every}
        self.targets = frozenset(targets) - copies


class Texts(Mapping[str, Prose]):
    """Finished texts by source path; those of a former build are read when they are asked for."""

    def __init__(self, kept: Shelf | None = None) -> None:
        """None yet; `kept` holds those of former builds."""
        self.digests: dict[str, bytes] = {}
        """What stands for each text."""
        self._kept, self._made = kept, dict[str, Prose]()

    def __setitem__(self, uri: str, prose: Prose) -> None:
        """Note a text that was made now."""
        self._made[uri] = prose
        self.digests[uri] = blake2b(prose.html.encode(), digest_size=16).digest()

    def keep(self, uri: str) -> None:
        """Keep a text for builds to come."""
        if self._kept is not None and uri in self._made:
            self._kept.put(uri, self.digests[uri], self._made[uri].html)

    def has_kept(self, uri: str, digest: bytes) -> bool:
        """Whether a text of a former build is there; then it is one of this."""
        if self._kept is None or not self._kept.has(uri, digest):
            return False
        self.digests[uri] = digest
        return True

    def __getitem__(self, uri: str) -> Prose:
        """A text, made now or before."""
        if uri not in self._made:
            html = self._kept.get(uri, self.digests[uri]) if self._kept else None
            if html is None:
                raise LostTextError(uri)
            self._made[uri] = Prose(html)
        return self._made[uri]

    def __iter__(self) -> Iterator[str]:
        return iter(self.digests)

    def __len__(self) -> int:
        return len(self.digests)


@dataclass(frozen=True)
class Htmls(Mapping[str, str]):
    """Finished texts as HTML, by source path."""

    texts: Texts

    def __getitem__(self, uri: str) -> str:
        """The HTML of a text."""
        return self.texts[uri].html

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)


class LostTextError(Exception):
    """A text that was there when the build began is not any more: something else has deleted it."""


@dataclass(frozen=True)
class Finished:
    """The pages of former builds, and the keys of those of this one that may be among them.

    A page is kept with the trace that it left, and with a mark by which its file is known.
    """

    keys: Mapping[str, bytes]
    traces: Shelf

    @classmethod
    def of(cls, ledger: Ledger, kind: str, keys: Mapping[str, bytes]) -> "Finished":
        """Pages of a kind of site."""
        return cls(keys, ledger.shelf(f"pages of a {kind}"))

    def trace(
        self, uri: str, is_there: Callable[[str], bool], picture: Callable[[str], str]
    ) -> tuple[Trace, Any] | None:
        """The trace and the mark of a page that would come out the same.

        `is_there` says of an address whether a link may lead to it, `picture` how one is described.
        """
        found = self.traces.get(uri, self.keys[uri]) if uri in self.keys else None
        if found is None:
            return None
        trace: Trace = found[0]
        if not all(map(is_there, trace.targets)):
            return None
        if any(picture(place) != shown for place, shown in trace.pictures.items()):
            return None
        return trace, found[1]

    def keep(self, uri: str, trace: Trace, mark: Any) -> None:
        """Keep a page that was made now."""
        self.traces.put(uri, self.keys[uri], (trace, mark))
