"""Which word stands in a document, and how much it says there."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from waypost.search.documents import Document
from waypost.search.words import STEMMED, Cut

# What a word weighs by where it stands: each place as much as those after it together, or more.
# In a text it weighs as much as it is there often, up to a bound.
_TITLE, _LABEL, _SUMMARY, _OFTEN = 13, 6, 3, 3
MOST = 26
"""What a word weighs at most."""

Weights = Mapping[str, Mapping[str, int]]
"""By language, and in it by stem, what a word weighs in a document."""


def in_stems(code: str) -> str:
    """The language in which the words of a text in a language are stemmed; empty if in none."""
    plain = code.partition("-")[0].lower()
    return plain if plain in STEMMED else ""


@dataclass(frozen=True)
class Scales:
    """What weighs the words of documents; no word is cut twice.

    `spoken` is the journal's language: that of the words under which every document is found.
    """

    spoken: str

    @cached_property
    def _cuts(self) -> Mapping[str, Cut]:
        return {code: Cut(code) for code in (*STEMMED, "")}

    def weigh(self, document: Document) -> Weights:
        """What each stem weighs in a document."""
        code, journal = in_stems(document.code), in_stems(self.spoken)
        found = {code: self._own(document, self._cuts[code])}
        labels = " ".join((document.kind, *document.labels))
        _add(found.setdefault(journal, {}), labels, _LABEL, self._cuts[journal])
        return found

    def _own(self, document: Document, cut: Cut) -> dict[str, int]:
        """What it is by what is in its own language."""
        found = dict(Counter(map(cut.__getitem__, document.pieces)))
        found.pop("", None)
        for several in [each for each in found if " " in each]:
            count = found.pop(several)
            for stem in several.split(" "):
                found[stem] = found.get(stem, 0) + count
        for stem, count in found.items():
            if count > _OFTEN:
                found[stem] = _OFTEN
        # What the journal says in the same words counts once.
        own = " ".join(each for each in document.own if each not in document.labels)
        _add(found, document.title, _TITLE, cut)
        _add(found, own, _LABEL, cut)
        _add(found, document.summary, _SUMMARY, cut)
        return found


def _add(found: dict[str, int], text: str, weight: int, cut: Cut) -> None:
    """Let what each stem weighs be more by what its place in a text is worth."""
    for stem in set(" ".join(map(cut.__getitem__, text.split())).split()):
        found[stem] = found.get(stem, 0) + weight
