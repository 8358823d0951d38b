"""The table by which labels of elsewhere become stages, barriers, beliefs, tasks and tags."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from waypost.imports.model import Post
from waypost.problems import Problem, did_you_mean
from waypost.settings import Settings
from waypost.sources import decode, read_yaml
from waypost.vocabulary import KINDS

FILE = "import.yml"
"""What the table is called where nobody says otherwise."""

_NOTHING = ("nothing", "none", "-")
_HEAD = """\
# What the labels of your former diary become here. Behind each one, write one of:
#   tag                    a word of your own, as it is
#   tag another word       the same under another name
#   stage define           also barrier, belief or task, with an id of journal.yml
#   nothing                it is left out
# Several may stand in brackets: [barrier systems, tag]. Then call the same command again. What was
# imported before stays as it is: delete its file to have it made anew.
"""


@dataclass(frozen=True)
class Labels:
    """What each label becomes, by its words in small letters: kinds and values."""

    meant: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)

    def and_then(self, others: "Labels") -> "Labels":
        """These, and others, which count where both know a label."""
        return Labels({**self.meant, **others.meant})

    def fields(self, labels: Iterable[str]) -> dict[str, object]:
        """The fields of an entry that has some labels; a second stage becomes a tag."""
        found: dict[str, list[str]] = {}
        for label in labels:
            for kind, value in self.meant.get(label.casefold(), [("tag", label)]):
                if kind == "stage" and found.get("stage", [value]) != [value]:
                    kind, value = "tag", label
                row = found.setdefault(kind, [])
                if value.casefold() not in map(str.casefold, row):
                    row.append(value)
        fields: dict[str, object] = {"stage": found["stage"][0]} if "stage" in found else {}
        return fields | {name: found[kind] for kind, name in _SEVERAL.items() if kind in found}


_SEVERAL = {"barrier": "barriers", "belief": "beliefs", "task": "tasks", "tag": "tags"}


def guessed(labels: Iterable[str], settings: Settings) -> Labels:
    """What labels become without a table: the term that is called so, or a tag."""
    return Labels({label.casefold(): [_guess(label, settings)] for label in labels})


def counted(posts: Iterable[Post]) -> Mapping[str, int]:
    """How many texts have each label."""
    found: Counter[str] = Counter()
    first: dict[str, str] = {}
    for post in posts:
        for label in dict.fromkeys(post.labels):
            found[first.setdefault(label.casefold(), label)] += 1
    return found


def table(counts: Mapping[str, int], settings: Settings) -> str:
    """The first table, for the author to look through; the most frequent labels stand first."""
    return _HEAD + lines(counts, settings)


def lines(counts: Mapping[str, int], settings: Settings) -> str:
    """The lines of a table that nobody has changed yet."""
    found = []
    for label, count in sorted(counts.items(), key=lambda each: (-each[1], each[0].casefold())):
        kind, value = _guess(label, settings)
        meant = "tag" if kind == "tag" else f"{kind} {value}"
        times = "1 text" if count == 1 else f"{count} texts"
        found.append(f"{json.dumps(label, ensure_ascii=False)}: {meant} # {times}\n")
    return "".join(found)


def read_table(path: str, data: bytes, settings: Settings) -> tuple[Labels, list[Problem]]:
    """The author's table, and what in it is to be mended."""
    text, problems = decode(path, data)
    if text is None:
        return Labels(), problems
    rows, lines, in_yaml = read_yaml(path, text)
    problems += in_yaml
    meant: dict[str, Sequence[tuple[str, str]]] = {}
    for label, value in rows.items():
        given = value if isinstance(value, list) else [value]
        found: list[tuple[str, str]] = []
        for each in given:
            text = str(each or "")
            line = lines.get((label,), 1)
            if problem := _problem(path, line, label, text, settings):
                problems.append(problem)
            elif (one := _meaning(label, text)) is not None:
                found.append(one)
        meant[label.casefold()] = found
    return Labels(meant), problems


def _problem(path: str, line: int, label: str, text: str, settings: Settings) -> Problem | None:
    """What is wrong with what stands behind a label, if anything is."""
    kind, value = _parts(text)
    if kind in ("tag", "tags") or (kind in _NOTHING and not value):
        return None
    if kind not in KINDS:
        what = f"'{text}' does not say what this label becomes."
        cure = "Write tag, nothing, or a kind with its id, such as: stage define"
        return Problem(path, line, label, what, cure)
    terms = settings.terms(kind)
    if value in terms:
        return None
    what = f"journal.yml knows no {kind} with the id '{value}'."
    return Problem(path, line, label, what, did_you_mean(value, list(terms)))


def _meaning(label: str, text: str) -> tuple[str, str] | None:
    """What a label becomes; None if it is left out."""
    kind, value = _parts(text)
    if kind in _NOTHING:
        return None
    return ("tag", value or label) if kind in ("tag", "tags") else (kind, value)


def _parts(text: str) -> tuple[str, str]:
    kind, _, value = " ".join(text.split()).partition(" ")
    return kind.lower(), value


def _guess(label: str, settings: Settings) -> tuple[str, str]:
    wanted = _plain(label)
    for kind in KINDS:
        for term in settings.terms(kind).values():
            if wanted in {_plain(term.id), *map(_plain, term.label.values())}:
                return kind, term.id
    return "tag", label


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
