"""`waypost check --history`: former versions, which a deletion does not unpublish."""

import subprocess
from collections.abc import Iterator
from typing import NamedTuple

import click

from waypost.files import PRIVATE
from waypost.privacy.gate import Gate
from waypost.problems import Problem, Severity

ALL = "--all"
"""Every version of every branch."""

_ENGINE = ("adr", "bench", "hooks", "manual", "src", "tests")
_PATIENCE = 60  # seconds for one answer of git's
_CURE = 'manual/privacy.md tells what to do, under "If a name got out".'


class _Version(NamedTuple):
    """A file as it was once, by the name that git has for it."""

    object: str
    path: str


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
            commit = _first(version.object)
            what = f"{name} is on your private list, and stands in a former version ({commit})."
            yield Problem(gate.place(version.path), 0, "", what, _CURE)


def _in_messages(gate: Gate, versions: str) -> Iterator[Problem]:
    """What a commit, a branch or a tag says of itself."""
    said = _git("log", versions, "--format=%h of %cs%x00%B%x01").decode("utf-8", "replace")
    for text in said.split("\x01"):
        commit, _, message = text.strip().partition("\x00")
        for name in gate.in_version("", message.encode()):
            what = f"{name} is on your private list, and stands in what was said of a version."
            yield Problem(".git", 0, commit, what, _CURE)
    if versions != ALL:
        return
    for reference in _git("for-each-ref", "--format=%(refname:short)").splitlines():
        for name in gate.in_version("", reference):
            what = f"{name} is on your private list, and a branch or a mark of git is called so."
            yield Problem(".git", 0, "", what, _CURE)


def _versions(versions: str) -> Iterator[_Version]:
    for line in _git("-c", "core.quotepath=off", "rev-list", versions, "--objects").splitlines():
        name, _, path = line.decode("utf-8", "replace").partition(" ")
        if path and path.partition("/")[0] not in _ENGINE:
            yield _Version(name, path)


def _contents(versions: list[_Version]) -> Iterator[tuple[_Version, bytes]]:
    """The files among them; what git keeps of folders is passed over."""
    with subprocess.Popen(
        ["git", "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as git:
        assert git.stdin
        assert git.stdout
        for version in versions:
            git.stdin.write(f"{version.object}\n".encode())
            git.stdin.flush()
            _, kind, size = git.stdout.readline().decode().split()
            data = git.stdout.read(int(size))
            git.stdout.read(1)
            if kind == "blob":
                yield version, data


def _first(thing: str) -> str:
    """The first commit that has a version of a file, with its day."""
    found = _git("log", "--all", "--reverse", f"--find-object={thing}", "--format=%h of %cs")
    return found.decode().partition("\n")[0] or thing[:7]


def _git(*words: str) -> bytes:
    try:
        done = subprocess.run(["git", *words], capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.SubprocessError):
        raise click.UsageError("Git does not answer, so former versions can't be read.") from None
    if done.returncode:
        raise click.UsageError("Git keeps no versions of this folder.")
    return done.stdout
