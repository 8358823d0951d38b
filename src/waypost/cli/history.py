"""`waypost check --history`: former versions, which a deletion does not unpublish."""

import re
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import click

from waypost.files import PRIVATE
from waypost.privacy.gate import Gate
from waypost.problems import Problem, Severity

ALL = "--all"
"""Every version of every branch."""

_ENGINE = ("adr", "bench", "hooks", "manual", "src", "tests")
_PATIENCE = 60  # seconds for one answer of git's
_WHEN = "%h of %cs"
_CHANGE = re.compile(rb":\d+ \d+ [0-9a-f]+ ([0-9a-f]*[1-9a-f][0-9a-f]*) [A-Z]\d*")
_CURE = 'manual/privacy.md tells what to do, under "If a name got out".'


class _Version(NamedTuple):
    """A file as it was once, by the name that git has for it, and when it was so first."""

    object: str
    path: str
    when: str


def in_history(gate: Gate, versions: str = ALL) -> Iterator[Problem]:
    """Names of the private list in each version of each file that git keeps, and in its messages.

    `versions` are all, or some of them as git names them, `@{upstream}..HEAD`. Waypost's own files
    are passed over. Raises click.UsageError where git can't be asked.
    """
    if _git("rev-parse", "--is-shallow-repository").strip() == b"true":
        what = "This copy has the newest versions only, so former ones can't be looked at."
        cure = "Fetch them: git fetch --unshallow"
        yield Problem(".git", 0, "", what, cure, Severity.WARNING)
    found = list(_versions(versions))
    for path in sorted({each.path for each in found if each.path.split("/")[-1] == PRIVATE}):
        what = "A former version of this file is kept by git, for all who can see the repository."
        yield Problem(path, 0, "", what, _CURE)
    if gate.names:
        yield from _in_versions(gate, found)
        yield from _in_messages(gate, versions)


def _in_versions(gate: Gate, versions: list[_Version]) -> Iterator[Problem]:
    told: set[tuple[str, str]] = set()
    for version, data in _contents(versions):
        for name in gate.in_version(version.path, data):
            if (version.path, name) in told:
                continue
            told.add((version.path, name))
            what = (
                f"{name} is on your private list, and stands in a former version ({version.when})."
            )
            yield Problem(gate.place(version.path), 0, "", what, _CURE)


def _in_messages(gate: Gate, versions: str) -> Iterator[Problem]:
    """What a version, a branch or a tag says of itself, and who is said to have made it."""
    told: set[str] = set()
    for text in _lines(_git("log", versions, f"--format={_WHEN}%x00%B%x00%an%n%ae%n%cn%n%ce%x01")):
        when, message, people = (*text.split("\x00"), "", "")[:3]
        for name in gate.in_version("", message.encode()):
            what = f"{name} is on your private list, and stands in what was said of a version."
            yield Problem(".git", 0, when.strip(), what, _CURE)
        for name in gate.in_version("", people.encode()):
            what = f"{name} is on your private list, and git names them for a version."
            if name not in told:
                yield Problem(".git", 0, when.strip(), what, _CURE)
            told.add(name)
    if versions != ALL:
        return
    marks = _git("for-each-ref", "--format=%(refname:short)%0a%(contents)%01")
    for name in dict.fromkeys(each for text in _lines(marks) for each in _held(gate, text)):
        what = f"{name} is on your private list, and stands at a branch or a mark of git."
        yield Problem(".git", 0, "", what, _CURE)


def _held(gate: Gate, text: str) -> Iterator[str]:
    return gate.in_version("", text.encode())


def _lines(said: bytes) -> list[str]:
    return said.decode("utf-8", "replace").split("\x01")


def _versions(versions: str) -> Iterator[_Version]:
    """Every file that a version has changed, moved or called otherwise, the first ones first."""
    raw = ["--raw", "-m", "--root", "--no-renames", "--no-abbrev", "--reverse", "-z"]
    for change in _git("log", versions, *raw, f"--format=%x01{_WHEN}").split(b"\x01"):
        when, *rest = change.lstrip(b"\0").replace(b"\n", b"\0", 1).split(b"\0")
        for status, path in pairwise(rest):
            if match := _CHANGE.fullmatch(status):
                name = path.decode("utf-8", "replace")
                if name.partition("/")[0] not in _ENGINE:
                    commit, _, day = when.decode().strip().partition(" ")
                    yield _Version(match[1].decode(), name, f"{commit[:7]} {day}")


def _contents(versions: list[_Version]) -> Iterator[tuple[_Version, bytes]]:
    """What each of them holds; a file that was moved is there under both names."""
    with subprocess.Popen(
        ["git", "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as git:
        assert git.stdin
        assert git.stdout
        for version in {(each.object, each.path): each for each in reversed(versions)}.values():
            git.stdin.write(f"{version.object}\n".encode())
            git.stdin.flush()
            _, kind, *size = git.stdout.readline().decode().split()
            if size:  # else it is missing, as in a copy of a part
                data = git.stdout.read(int(size[0]))
                git.stdout.read(1)
                yield version, data if kind == "blob" else b""


def _git(*words: str) -> bytes:
    try:
        done = subprocess.run(["git", *words], capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.SubprocessError):
        raise click.UsageError("Git does not answer, so former versions can't be read.") from None
    if done.returncode:
        raise click.UsageError("Git keeps no versions of this folder.")
    return done.stdout
