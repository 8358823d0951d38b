"""Problems as a person, a program or a pull request reads them."""

import json
from collections.abc import Sequence

from waypost.problems import Problem, Severity, errors

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def as_text(problems: Sequence[Problem], most: int | None = None) -> str:
    """A line each: what has to be mended, and below it advice; empty if there is nothing.

    Of the advice only the last pieces are told, `most` of them: files are called after their weeks,
    so that these are the newest, and what has to be mended does not scroll out of sight.
    """
    wrong = errors(problems)
    advice = [each for each in problems if not each.is_error]
    parts = ["".join(f"{each}\n" for each in wrong)] if wrong else []
    told = advice if most is None else advice[-most:]
    parts += ["Advice:\n" + "".join(f"{each}\n" for each in told)] if told else []
    if len(told) < len(advice):
        parts.append(f"{len(advice) - len(told)} more on older pages: waypost check --all\n")
    return "\n".join(parts)


def as_json(problems: Sequence[Problem]) -> str:
    """A list of objects: `path`, `line` (0 for all), `field`, `what`, `cure`, `severity`."""
    names = ("path", "line", "field", "what", "cure", "severity")
    found = [{name: getattr(each, name) for name in names} for each in problems]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def as_github(problems: Sequence[Problem]) -> str:
    """Workflow commands of GitHub Actions, which shows them beside the lines of a pull request."""
    return "".join(f"{_command(each)}\n" for each in problems)


def _command(problem: Problem) -> str:
    place = {"file": problem.path, "line": str(problem.line or 1), "title": problem.field}
    inside = ",".join(f"{name}={_escaped(each, ':,')}" for name, each in place.items() if each)
    return f"::{_COMMANDS[problem.severity]} {inside}::{_escaped(problem.text)}"


def _escaped(text: str, more: str = "") -> str:
    """A text that can neither end a command nor begin another one."""
    for sign in f"%\r\n{more}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
