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
_JOIN = (
    r"[-\u2010-\u2015\u2212_/\\&+'\u2018\u2019\u2032\u02bc`\u00b4\u00b7|*~"
    r"\"\u201c\u201d()\[\]@=#]"
)
_BETWEEN = rf"(?:{_GAP}+|{_GAP}*(?:{_JOIN}{{1,2}}{_GAP}*|[.:,;](?!{_GAP})))"
_OWN_BETWEEN = rf"(?:{_GAP}|{_JOIN}|[.,:;!]){{0,6}}"
# Letters that people also write with two: Nørby, Noerby.
_SPELT = {"å": "aa?", "ø": "oe?", "ö": "oe?", "ä": "ae?", "ü": "ue?", "æ": "ae?"}
# What a company is called by its law; without it, everybody knows still which one is meant.
# The short ones count as they are written in a register, since `as` and `se` are words too.
_LEGAL = re.compile(
    r"(?:[\s,&+]+(?:(?i:[aikp]/s|aps|ivs|[as]mba|[af]\.m\.b\.a|asa|gmbh|mbh|ohg|ltd|limited|llc|llp"
    r"|plc|inc|corp|s\. ?l(?:\. ?u)?|s\. ?a(?:\. ?u)?|s\. ?r\. ?l|b\.v|n\.v|s\.p\.a|a\.s"
    r"|sp\. z o\.o|kft|srl)|(?<=& )Co|Co(?=\.?,? Ltd)|AS|AB|Oyj?|Ab|AG|KG|UG|SE|SLU?|SAU?|SARL|SAS"
    r"|BV|NV|SpA)\.?)+$"
)
# What people are called before their names.
_TITLE = re.compile(
    r"^(?:(?:dr|prof|mr|mrs|ms|hr|sr|sra|ing|lic)\.?\s+|(?:fru|frk\.?|herr|frau|don|doña)\s+)+",
    re.IGNORECASE,
)
# Names that a date can have in it, in the languages of the interface.
_MONTHS = frozenset(
    [
        "jan",
        "april",
        "may",
        "june",
        "august",
        "maj",
        "juni",
        "juli",
        "abril",
        "mayo",
        "julio",
        "agosto",
    ]
)
# Scripts whose words have no space between them.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ENDINGS = r"(?:e?s)?"
_LONG_ENDINGS = r"(?:e?s|e[nrt]s?|erne?s?|{0}e[nrt]s?|{0}erne?s?)?"
_LONG = 6  # letters, from which on a name with the endings of Danish is no other word
_SHORT = 5  # letters, below which figures beside a name are a part of something else
_TINY = 3  # letters, below which signs beside a name are a part of something else too
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
        gaps = [self._gap(place) for place in range(len(self.between))]
        whole = words[0] + "".join(gap + word for gap, word in zip(gaps, words[1:], strict=True))
        needle = max(map(_certain, self.words), key=len)
        found = [self._pattern(needle, whole + self._ending)]
        if len(self.words) > 1 and self.letters >= _LONG:
            found.append(self._pattern(needle, self._in_one(words)))
        if len(words) == 2 and min(map(len, self.words)) > 2 and not self.between[0].strip():
            found.append(self._pattern(needle, rf"{words[1]}(?:[,;]{_GAP}*|{_BETWEEN}){words[0]}"))
        return found

    def _gap(self, place: int) -> str:
        """What may stand between a word and the next; nothing between letters and figures."""
        if self.between[place].strip():
            return _OWN_BETWEEN
        before, after = self.words[place][-1], self.words[place + 1][0]
        return f"{_BETWEEN}?" if before.isdigit() != after.isdigit() else _BETWEEN

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
        if self.letters < _TINY:  # else every long row of letters and figures would hold it
            left = right = r"[\w+/=]"
        if _UNSPACED.search(plain):
            return Pattern(needle, re.compile(plain))
        plain = f"(?<!{left})(?:{plain})(?!{right})"
        if len(self.words) == 1 and folded(self.words[0]) in _MONTHS:
            plain = rf"(?<!\d )(?<!\d\. ){plain}(?!\.? \d)"
        return Pattern(needle, re.compile(plain))


def forms(written: str) -> list[Form]:
    """The ways in which a name is looked for; none where it has no letters."""
    found = [Form(written)]
    if bare := _TITLE.sub("", _LEGAL.sub("", written.strip())):
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
