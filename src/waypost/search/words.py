"""How a text becomes words to look up; `search.js` does the same to what a reader types."""

import re
from collections.abc import Callable
from unicodedata import normalize

from snowballstemmer.danish_stemmer import DanishStemmer
from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.spanish_stemmer import SpanishStemmer

# By their names: `snowballstemmer.stemmer()` would take another library's, of another version,
# where that is installed, and words would be cut in two ways.
_STEMMERS = {"en": EnglishStemmer, "es": SpanishStemmer, "da": DanishStemmer}

STEMMED = tuple(_STEMMERS)
"""The languages with stems, for each of which there is a script in assets/waypost/stemmers/."""

# One letter says nothing, such as what is left of "don't"; one figure or sign of Chinese does.
_WORD = re.compile(r"[^\W_]{2,}|[^\W_a-z]")
_UNSEEN = re.compile("[\u00ad\u200c\u200d\u2060\ufeff]+")
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
)
_MARKS = re.compile("[\u0300-\u036f]")


def plain(text: str) -> str:
    """A text in one line, without what nobody sees in it."""
    text = " ".join(text.split())
    return text if text.isascii() else normalize("NFC", _UNSEEN.sub("", text))


def words(text: str) -> list[str]:
    """The words of a plain text in small letters, each as often as it stands there."""
    return _WORD.findall(text.lower())


def folded(word: str) -> str:
    """A word without accents: `decision` for `decisión`, `maaling` for `måling`."""
    if word.isascii():
        return word
    return normalize("NFC", _MARKS.sub("", normalize("NFD", word.translate(_LETTERS))))


def stems(code: str) -> Callable[[str], tuple[str, ...]]:
    """What a word of a language stands under; no word is cut twice.

    A word with accents stands also under what is left of it when it is typed without.
    """
    known: dict[str, tuple[str, ...]] = {}
    stem: Callable[[str], str] = _STEMMERS[code]().stemWord if code in _STEMMERS else str

    def found(word: str) -> tuple[str, ...]:
        if word not in known and not word.isalpha():
            known[word] = (folded(word),)  # figures have no stems, nor what stands among them
        elif word not in known:
            both = folded(stem(word)), stem(folded(word))
            known[word] = both if both[0] != both[1] else both[:1]
        return known[word]

    return found
