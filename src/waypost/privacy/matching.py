"""A name found by whole words, whatever was done to its letters."""

import re
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple
from unicodedata import normalize

from waypost.privacy.folding import SEAM, folded

_WORD = re.compile(r"[^\W_]+")
# Between two words of a name: a space within a paragraph, or a sign that joins them. A full stop or
# a colon with a space behind it ends a sentence, unless the name itself has one there.
_GAP = rf"(?:[^\S\n]|\n(?![^\S\n]*\n)|[>{SEAM}])"
_JOIN = r"[-\u2010-\u2015\u2212_/\\&+'\u2019\u02bc`\u00b4\u00b7|*~\"\u201c\u201d()\[\]@=#]"
_BETWEEN = rf"(?:{_GAP}+|{_GAP}*(?:{_JOIN}{{1,2}}{_GAP}*|[.:](?!{_GAP})))"
_OWN_BETWEEN = rf"(?:{_GAP}|{_JOIN}|[.,:;!]){{0,6}}"
# Letters that people also write with two: Nørby, Noerby.
_SPELT = {"å": "aa?", "ø": "oe?", "ö": "oe?", "ä": "ae?", "ü": "ue?", "æ": "ae?"}
# What a company is called by its law; without it, everybody knows still which one is meant.
# The short ones count as they are written in a register, since `as` and `se` are words too.
_LEGAL = re.compile(
    r"[\s,]+(?:(?i:[aikp]/s|aps|ivs|[as]mba|f\.m\.b\.a|asa|gmbh|mbh|ohg|ltd|limited|llc|llp|plc|inc"
    r"|corp|s\.l(?:\.u)?|s\.a(?:\.u)?|s\.r\.l|b\.v|n\.v|s\.p\.a|sp\. z o\.o|kft)"
    r"|AS|AB|Oyj?|AG|KG|UG|SE|SLU?|SAU?|SRL|SARL|SAS|BV|NV|SpA)\.?$"
)
_ENDINGS = r"(?:e?s)?"
_LONG_ENDINGS = r"(?:e?s|e[nrt]s?|erne?s?|{0}e[nrt]s?|{0}erne?s?)?"
_LONG = 6  # letters, from which on a name with the endings of Danish is no other word
_SHORT = 5  # letters, below which figures beside a name are a part of something else
_ONE_WORD = 8  # letters, from which on two words in one are the name wherever they stand


class Pattern(NamedTuple):
    """How a name is found: only where its `needle` stands, `search` is worth the time."""

    needle: str
    search: re.Pattern[str]


class Form:
    """A way in which a name can be written: all of it, or without what the law adds."""

    def __init__(self, written: str) -> None:
        """Of a name as its list has it."""
        plain = re.sub(r"[\u00ad\u200b-\u200f\u2060\ufeff]", "", written.strip())
        spans = [match.span() for match in _WORD.finditer(plain)]
        self.words = [plain[start:end] for start, end in spans]
        self.between = [plain[end:start] for (_, end), (start, _) in pairwise(spans)]

    @cached_property
    def letters(self) -> int:
        """How many letters and figures it has."""
        return len("".join(map(folded, self.words)))

    @cached_property
    def in_bytes(self) -> list[bytes]:
        """What it can't do without in a file that is no text, in UTF-8, Latin-1 or UTF-16."""
        part = max(map(_plain, self.words), key=len)
        if len(part) > 1:
            # Of UTF-16 without its last sign, so that the two kinds of it are one.
            return [part.encode(), part.encode("utf-16-le")[:-1]]
        word = max(self.words, key=len)
        written = {word, word.lower(), word.upper(), word.capitalize()}
        kinds = ("utf-8", "utf-16-le", "utf-16-be")
        return sorted({each.encode(kind).lower() for each in written for kind in kinds})

    def patterns(self) -> list[Pattern]:
        """As it stands, its two words in one, and the last name first."""
        words = [_spelt(word) for word in self.words]
        gaps = [_OWN_BETWEEN if gap.strip() else _BETWEEN for gap in self.between]
        whole = words[0] + "".join(gap + word for gap, word in zip(gaps, words[1:], strict=True))
        needle = max(map(_certain, self.words), key=len)
        found = [self._pattern(needle, whole + self._ending)]
        if len(self.words) > 1 and self.letters >= _LONG:
            found.append(self._pattern(needle, self._in_one(words)))
        if len(words) == 2 and min(map(len, self.words)) > 2 and not self.between[0].strip():
            found.append(self._pattern(needle, rf"{words[1]},{_GAP}*{words[0]}"))
        return found

    def _in_one(self, words: list[str]) -> str:
        """`#jensholm`, `jensholm.dk`; short ones only where an address or a file has them."""
        plain = "".join(words)
        if self.letters >= _ONE_WORD and min(map(len, self.words)) > 2:
            return plain + self._ending
        return rf"(?:(?<=[#@/._=:\\-]){plain}|{plain}(?=[._/@-][^\W_]))"

    @cached_property
    def _ending(self) -> str:
        last = folded(self.words[-1])
        if len(last) < 3 or last.isdigit():
            return ""
        long = len(last) >= _LONG and last.isalpha()
        return _LONG_ENDINGS.format(re.escape(last[-1])) if long else _ENDINGS

    def _pattern(self, needle: str, plain: str) -> Pattern:
        start, end = self.words[0][0], self.words[-1][-1]
        short = self.letters < _SHORT
        left = r"[^\W_]" if short or start.isdigit() else r"[^\W\d_]"
        right = r"[^\W_]" if short or end.isdigit() else r"[^\W\d_]"
        return Pattern(needle, re.compile(f"(?<!{left})(?:{plain})(?!{right})"))


def forms(written: str) -> list[Form]:
    """The ways in which a name is looked for; none where it has no letters."""
    found = [Form(written)]
    if bare := _LEGAL.sub("", written.strip()):
        shorter = Form(bare)
        found += [shorter] if shorter.words != found[0].words and shorter.letters > 2 else []
    return [form for form in found if form.words]


def _spelt(word: str) -> str:
    """A word's letters as people write them, as a pattern."""
    lower = word.lower().replace("aa", "å")
    return "".join(_SPELT.get(letter) or re.escape(folded(letter)) for letter in lower)


def _certain(word: str) -> str:
    """The longest part of a word that is written in one way only."""
    lower = word.lower().replace("aa", "å")
    parts = "".join(" " if letter in _SPELT else folded(letter) for letter in lower).split(" ")
    return max(parts, key=len)


def _plain(word: str) -> str:
    """The longest part of a word that has no letter but those of English."""
    lower = normalize("NFC", word).lower().replace("aa", "å")
    return max(re.split(r"[^a-z0-9]+", lower), key=len)
