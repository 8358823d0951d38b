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
_MOST = len(_WEIGHTS) - 1

Stem = Callable[[str], Sequence[str]]
"""The stems under which a word stands."""

Postings = Sequence[tuple[int, int]]
"""The numbers of documents, from small to large, each with what a word weighs in it."""


def in_stems(code: str) -> str:
    """The language in which the words of a text in a language are stemmed; empty if in none."""
    plain = code.partition("-")[0].lower()
    return plain if plain in STEMMED else ""


def read(documents: Sequence[Document], spoken: str) -> Mapping[str, Mapping[str, Postings]]:
    """By language, and in it by stem, the documents in which a word stands.

    `spoken` is the journal's language: that of the words under which every document is found.
    """
    found: dict[str, dict[str, list[tuple[int, int]]]] = {}
    stemming = {code: stems(code) for code in (*STEMMED, "")}
    journal = in_stems(spoken)
    for number, document in enumerate(documents):
        code = in_stems(document.code)
        weights = {code: _weights(document, stemming[code])}
        labels = " ".join((document.kind, *document.labels))
        _add(weights.setdefault(journal, {}), labels, _LABEL, stemming[journal])
        for each, by_stem in weights.items():
            known = found.setdefault(each, defaultdict(list))
            for stem, weight in by_stem.items():
                known[stem].append((number, weight))
    return {code: known for code, known in found.items() if known}


def written(postings: Iterable[tuple[int, int]]) -> str:
    """Postings as a text: for each, how far it is from the former, less one, and a letter."""
    parts, former = [], -1
    for number, weight in postings:
        step = number - former - 1
        former = number
        if step:
            parts.append(_FIGURES[step] if step < 36 else _in_36(step))
        parts.append(_WEIGHTS[weight] if weight < _MOST else _WEIGHTS[-1])
    return "".join(parts)


def _weights(document: Document, stem: Stem) -> dict[str, int]:
    """What each stem weighs in a document, by what is in its own language."""
    often: dict[str, int] = {}
    for word, count in Counter(words(document.text)).items():
        for each in stem(word):
            often[each] = often.get(each, 0) + count
    found = {each: count if count < _OFTEN else _OFTEN for each, count in often.items()}
    # What the journal says in the same words counts once.
    own = " ".join(each for each in document.own if each not in document.labels)
    _add(found, document.title, _TITLE, stem)
    _add(found, own, _LABEL, stem)
    _add(found, document.summary, _SUMMARY, stem)
    return found


def _add(found: dict[str, int], text: str, weight: int, stem: Stem) -> None:
    """Let what each stem weighs be more by what its place in a text is worth."""
    for each in {each for word in words(text) for each in stem(word)}:
        found[each] = found.get(each, 0) + weight


def _in_36(number: int) -> str:
    if number < len(_FIGURES):
        return _FIGURES[number]
    return _in_36(number // len(_FIGURES)) + _FIGURES[number % len(_FIGURES)]
