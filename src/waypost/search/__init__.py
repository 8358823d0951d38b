"""Search without a server: an index in small parts, each a script that a page loads at need."""

from collections.abc import Mapping, Sequence

from waypost.languages import Language
from waypost.search.documents import Document
from waypost.search.index import read
from waypost.search.parts import files
from waypost.settings import Settings

__all__ = ["FIRST", "Document", "index", "is_words"]

FIRST = "search/search.js"
"""The part that is loaded first: it says which others there are."""


def index(
    documents: Sequence[Document], settings: Settings, language: Language
) -> Mapping[str, bytes]:
    """The index of what readers can find: path in the site → script.

    Documents stand in it newest first, then those without a date by their addresses.
    """
    dated = sorted(documents, key=lambda each: each.address)
    dated.sort(key=lambda each: each.day.toordinal() if each.day else 0, reverse=True)
    return files(dated, read(dated, language.code), settings, language)


def is_words(path: str) -> bool:
    """Whether a part holds stems and numbers only, and not what somebody wrote."""
    return path.startswith("search/words-")
