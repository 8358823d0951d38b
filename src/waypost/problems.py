"""Something for the author to mend: where it is, what it is, and how to mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error stops a build; a warning is something that readers would stumble over; a hint is
    advice.
    """

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


_LONGEST = 800  # letters of a sentence that quotes what an author wrote


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend, in the author's words.

    `path` is relative to the project's folder. `line` counts from 1 and is 0 where the whole file
    is meant; `field` is empty where no field is. `what` and `cure` are whole sentences.
    """

    path: str
    line: int
    field: str
    what: str
    cure: str = ""
    severity: Severity = Severity.ERROR

    def __post_init__(self) -> None:
        """Hold it to one line that can be read, whatever it quotes."""
        for name in ("field", "what", "cure"):
            text = " ".join(getattr(self, name).splitlines())
            if len(text) > _LONGEST:
                text = f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 4 :]}"
            object.__setattr__(self, name, text)

    def __str__(self) -> str:
        """`path:line: field: what. Cure.`"""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return " ".join(filter(None, [f"{place}:", self.field and f"{self.field}:", self.text]))

    @property
    def text(self) -> str:
        """What is wrong and how to mend it, without the place."""
        return f"{self.what} {self.cure}".strip()

    @property
    def is_error(self) -> bool:
        """Whether a build has to refuse."""
        return self.severity is Severity.ERROR


_CHOICE = 12  # more names than this are a page of the manual, not a message


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that stop a build."""
    return [problem for problem in problems if problem.is_error]


def to_mend(count: int) -> str:
    """How a sentence begins that says how many problems are in the way."""
    things = "One thing has" if count == 1 else f"{count} things have"
    return f"{things} to be mended"


def did_you_mean(word: str, known: Iterable[str] | Mapping[str, str]) -> str:
    """A cure for a name that nobody knows: the nearest one, or, failing that, the choice.

    Compares without regard to case, spaces and hyphens, which is what people mix up. A mapping
    leads from what people may write to the name that is right.
    """
    # Imported here: who makes no mistake needs none of it.
    from difflib import get_close_matches

    names = dict(known) if isinstance(known, Mapping) else {name: name for name in known}
    plain = {_plain(written): name for written, name in reversed(names.items())}
    near = get_close_matches(_plain(word), plain, n=1, cutoff=0.65)
    if near:
        return f"Did you mean '{plain[near[0]]}'?"
    choice = list(dict.fromkeys(names.values()))
    return f"Choose one of: {', '.join(choice)}." if 0 < len(choice) <= _CHOICE else ""


def _plain(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())
