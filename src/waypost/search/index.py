"""Which word stands in which document, and how much it says there."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from waypost.search.documents import Document
from waypost.search.words import STEMMED, stems, words

# What a word weighs by where it stands: each place as much as those after it together, or more.
# In a text it weighs as much as it is there often, up to a bound.
_TITLE, _LABEL, _SUMMARY, _OFTEN = 13, 6, 3, 3
_FIGURES = "0123456789abcdefghijklmnopqrstuvwxyz"
_WEIGHTS = " ABCDEFGHIJKLMNOPQRSTUVWXYZ"

Postings = Sequence[tuple[int, int]]
"""The numbers of documents, from small to large, each with what a word weighs in it."""


def language_of(document: Document) -> str:
    """The language in which a document's words are stemmed; empty if in none."""
    code = document.code.partition("-")[0].lower()
    return code if code in STEMMED else ""


def read(documents: Sequence[Document]) -> Mapping[str, Mapping[str, Postings]]:
    """By language, and in it by stem, the documents in which a word stands."""
    found: dict[str, dict[str, list[tuple[int, int]]]] = {}
    stemming = {code: stems(code) for code in (*STEMMED, "")}
    for number, document in enumerate(documents):
        code = language_of(document)
        known = found.setdefault(code, defaultdict(list))
        for stem, weight in _weights(document, stemming[code]).items():
            known[stem].append((number, weight))
    return found


def written(postings: Iterable[tuple[int, int]]) -> str:
    """Postings as a text: for each, how far it is from the former, less one, and a letter."""
    parts, former = [], -1
    for number, weight in postings:
        step = number - former - 1
        former = number
        if step:
            parts.append(_FIGURES[step] if step < 36 else _in_36(step))
        parts.append(_WEIGHTS[weight])
    return "".join(parts)


def _weights(document: Document, stem: Callable[[str], Sequence[str]]) -> dict[str, int]:
    """What each stem weighs in a document."""
    often: dict[str, int] = {}
    for word, count in Counter(words(document.text)).items():
        for each in stem(word):
            often[each] = often.get(each, 0) + count
    found = {each: count if count < _OFTEN else _OFTEN for each, count in often.items()}
    for text, weight in (
        (document.title, _TITLE),
        (" ".join((document.kind, *document.labels)), _LABEL),
        (document.summary, _SUMMARY),
    ):
        for each in {each for word in words(text) for each in stem(word)}:
            found[each] = found.get(each, 0) + weight
    return found


def _in_36(number: int) -> str:
    if number < len(_FIGURES):
        return _FIGURES[number]
    return _in_36(number // len(_FIGURES)) + _FIGURES[number % len(_FIGURES)]
