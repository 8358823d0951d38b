"""The whole archive: each format that is wanted, and what tells of them all."""

from collections.abc import Callable, Collection
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
) -> Files:
    """The files of an archive by their name; `site` gives those of the finished site.

    `hers` are files of the author's in the places of some of ours, which stay.

    Each package can be checked by itself, and so can the whole.
    """
    made: dict[str, bytes] = {}
    if "site" in formats:
        made[downloads.OFFLINE] = packed(sealed(edition, offline(site(), edition.site)))
    if "book" in formats:
        made[downloads.BOOK] = packed(book(edition))
    if "pdf" in formats:
        made[downloads.PDF] = pdf(edition)
    if "data" in formats:
        made |= data(edition)
    if "markdown" in formats:
        made[downloads.MARKDOWN] = packed(sealed(edition, markdown(edition)))
    return sealed(edition, {**made, **hers})
