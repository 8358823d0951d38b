"""Search without a server: an index in small parts, each a script that a page loads at need."""

from collections.abc import Iterable, Mapping, Sequence

from waypost.languages import Language
from waypost.ledger import Ledger
from waypost.search.blocks import SIZE, Blocks
from waypost.search.documents import Document, Found
from waypost.search.index import Scales
from waypost.search.parts import files
from waypost.settings import Settings

__all__ = ["FIRST", "Document", "Found", "index", "is_words"]

FIRST = "search/search.js"
"""The part that is loaded first: it says which others there are."""


def index(
    documents: Iterable[Found],
    settings: Settings,
    language: Language,
    ledger: Ledger | None = None,
) -> Mapping[str, bytes]:
    """The index of what readers can find: path in the site → script.

    Documents stand in it oldest first, behind those without a date, from the last address to the
    first: the higher the number, the sooner one of equals is shown. What the ledger knows is not
    read again.
    """
    shelf = (ledger or Ledger()).shelf("search", lazy=True)
    ordered = sorted(documents, key=lambda each: each.address, reverse=True)
    ordered.sort(key=lambda each: each.day.toordinal() if each.day else 0)
    undated = [each for each in ordered if not each.day]
    # In blocks of their own: one that is added moves none of the others.
    rows = [*_in_blocks(undated), *_in_blocks(ordered[len(undated) :])]
    found = Blocks(rows, settings, Scales(language.code), shelf)
    found.keep()
    blocks = found.all()
    parts = shelf.get("parts", found.key)
    if parts is None:
        parts = files(blocks, found.words(), settings, language)
        shelf.put("parts", found.key, parts)
    return {
        path: data
        for each in (*(block.files for block in blocks), parts)
        for path, data in each.items()
    }


def is_words(path: str) -> bool:
    """Whether a part holds stems and numbers only, and not what somebody wrote."""
    return path.startswith("search/words-")


def _in_blocks(documents: Sequence[Found]) -> Iterable[Sequence[Found]]:
    return (documents[at : at + SIZE] for at in range(0, len(documents), SIZE))
