"""How a text becomes words to look up; `search.js` does the same to what a reader types."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any
from unicodedata import normalize

STEMMED = ("en", "es", "da")
"""The languages with stems, for each of which there is a script in assets/waypost/stemmers/."""

# One letter says nothing, such as what is left of "don't"; one figure or sign of Chinese does.
_WORD = re.compile(r"[^\W_]{2,}|[^\W_a-z]")
_UNSEEN = "\u00ad\u200c\u200d\u2060\ufeff"
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
)
_MARKS = re.compile("[\u0300-\u036f]")


def pieces(text: str) -> Sequence[str]:
    """What stands between the spaces of a text, without what nobody sees in it."""
    if not text.isascii():
        for sign in _UNSEEN:
            text = text.replace(sign, "")
        text = normalize("NFC", text)
    return text.split()


def plain(text: str) -> str:
    """A text in one line, without what nobody sees in it."""
    return " ".join(pieces(text))


def words(text: str) -> list[str]:
    """The words of a plain text in small letters, each as often as it stands there."""
    return _WORD.findall(text.lower())


def folded(word: str) -> str:
    """A word without accents: `decision` for `decisión`, `maaling` for `måling`."""
    if word.isascii():
        return word
    return normalize("NFC", _MARKS.sub("", normalize("NFD", word.translate(_LETTERS))))


def _stemmer(code: str) -> Callable[[str], str]:
    """What cuts words of a language to their stems; it takes a while to load."""
    from snowballstemmer.danish_stemmer import DanishStemmer
    from snowballstemmer.english_stemmer import EnglishStemmer
    from snowballstemmer.spanish_stemmer import SpanishStemmer

    # By their names: `snowballstemmer.stemmer()` would take another library's, of another version,
    # where that is installed, and words would be cut in two ways.
    found: dict[str, Any] = {"en": EnglishStemmer, "es": SpanishStemmer, "da": DanishStemmer}
    return found[code]().stemWord if code in found else str


class Cut(dict[str, str]):
    """What the words of a language stand under, by pieces of a plain text.

    A piece is what stands between two spaces: `team,` or `follow-up`. If it stands under several
    stems, there are spaces between them. No piece is cut twice.
    """

    def __init__(self, code: str) -> None:
        """`code` is the language in which words are stemmed; empty if in none."""
        super().__init__()
        self._code = code
        self._known: dict[str, str] = {}

    @cached_property
    def _stem(self) -> Callable[[str], str]:
        return _stemmer(self._code)

    def __missing__(self, piece: str) -> str:
        found = self[piece] = " ".join([self.word(each) for each in words(piece)])
        return found

    def word(self, word: str) -> str:
        """What a single word stands under.

        A word with accents stands also under what is left of it when it is typed without.
        """
        if word not in self._known:
            self._known[word] = self._cut(word)
        return self._known[word]

    def _cut(self, word: str) -> str:
        if not word.isalpha():
            return folded(word)  # figures have no stems, nor what stands among them
        if word.isascii():
            return self._stem(word)
        both = folded(self._stem(word)), self._stem(folded(word))
        return " ".join(both) if both[0] != both[1] else both[0]
