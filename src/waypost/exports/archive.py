"""The whole archive: each format that is wanted, and what tells of them all."""

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType

from waypost import downloads
from waypost.exports.book import book, pdf
from waypost.exports.data import data
from waypost.exports.markdown import markdown
from waypost.exports.model import Edition, Files
from waypost.exports.offline import offline
from waypost.exports.packing import packed
from waypost.exports.provenance import sealed


def archive(
    edition: Edition,
    formats: Collection[str],
    site: Callable[[], Files],
    hers: Files = MappingProxyType({}),
    tell: Callable[[int, int], None] = lambda *_: None,
) -> Files:
    """The files of an archive by their name; `site` gives those of the finished site.

    `hers` are files of the author's in the places of some of ours, which stay. `tell` learns how
    many formats are made, and of how many; the one that takes longest comes last.

    Each package can be checked by itself, and so can the whole.
    """
    makers: Mapping[str, Callable[[], Files]] = {
        "site": lambda: {downloads.OFFLINE: packed(sealed(edition, offline(site(), edition.site)))},
        "book": lambda: {downloads.BOOK: packed(book(edition))},
        "data": lambda: data(edition),
        "markdown": lambda: {downloads.MARKDOWN: packed(sealed(edition, markdown(edition)))},
        "pdf": lambda: {downloads.PDF: pdf(edition)},
    }
    wanted = [make for name, make in makers.items() if name in formats]
    made: dict[str, bytes] = {}
    for number, make in enumerate(wanted):
        tell(number, len(wanted))
        made |= make()
    tell(len(wanted), len(wanted))
    return sealed(edition, {**made, **hers})
