"""What the author is told where a name of her private list stands."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from posixpath import basename, dirname

from waypost import pictures
from waypost.privacy.kinds import Passage, UnreadableError, Where
from waypost.privacy.names import Name, PrivateList
from waypost.privacy.passages import passages
from waypost.privacy.rendered import rendered
from waypost.problems import Problem

File = tuple[str, bytes]
"""A path, and what the file holds."""

_CERTAIN = 5  # letters, from which on a name in the noise of a file is none by chance
_MANY = 10  # pages of the site that are told of a name; more of them say nothing more


@dataclass(frozen=True)
class Gate:
    """What must not get out. `is_told` if a name may stand in a message: not in a public log."""

    names: PrivateList
    is_told: bool = True

    def in_sources(
        self, files: Iterable[File], searched: "Searched | None" = None
    ) -> Iterator[Problem]:
        """Names in the author's files, and in what these files are called.

        Which of them are no text and hold none is noted in `searched`.
        """
        told: set[tuple[str, Name]] = set()
        for path, data in files if self.names else ():
            yield from self._in_name(path, told)
            is_clean = True
            try:
                for passage in passages(path, data, self.names.in_bytes):
                    is_clean = is_clean and passage.where is not Where.TEXT
                    for problem in self._in_passage(path, passage, told):
                        is_clean = False
                        yield problem
            except UnreadableError as error:
                is_clean = False
                yield self._unreadable(path, error)
            if searched is not None and is_clean:
                searched.add(data)

    def in_version(self, path: str, data: bytes) -> Iterator[str]:
        """Names in a file as it was once, or in what it was called, as they may be told."""
        names = {*self.names.holds(path)}
        with suppress(UnreadableError):  # of the version that is published, it was said
            for passage in passages(path, data, self.names.in_bytes):
                names.update(self._certain(self.names.holds(passage.text), passage))
        yield from (self._named(name) for name in sorted(names, key=lambda each: each.place))

    def in_site(
        self,
        files: Iterable[File],
        known: Collection[str] = (),
        searched: "Searched | None" = None,
    ) -> Iterator[Problem]:
        """Names in the finished site, which none of the author's own files has.

        `known` are paths of files that are the theme's, and say nothing of anybody; of what was
        `searched` before, only the new paths are looked at.
        """
        seen = _Seen()
        counted: dict[Name, int] = {}
        told: set[tuple[str, Name]] = set()
        for path, data in files if self.names else ():
            if path in known:
                continue
            is_new = searched is None or data not in searched
            for name in self._names_in(path, data if is_new else b"", seen):
                if isinstance(name, Problem):
                    yield name
                    continue
                counted[name] = counted.get(name, 0) + 1
                if counted[name] <= _MANY and (path, name) not in told:
                    told.add((path, name))
                    yield self._in_page(path, name)

    def _names_in(self, path: str, data: bytes, seen: "_Seen") -> Iterator[Name | Problem]:
        yield from self.names.holds(path)
        try:
            for passage in passages(path, data, self.names.in_bytes):
                fresh = passage.text
                if passage.where is Where.TEXT:
                    fresh = seen.fresh(rendered(path, fresh))
                yield from self._certain(self.names.holds(fresh), passage)
        except UnreadableError as error:
            yield self._unreadable(f"site/{path}", error)

    def _certain(self, names: Sequence[Name], passage: Passage) -> Sequence[Name]:
        return [name for name in names if passage.is_certain or name.letters >= _CERTAIN]

    def _in_name(self, path: str, told: set[tuple[str, Name]]) -> Iterator[Problem]:
        """Names in a path: told once for a folder, whatever lies in it."""
        whole = path
        while whole:
            for name in self.names.holds(basename(whole)):
                if (whole, name) not in told:
                    told.add((whole, name))
                    what = f"{self._named(name)} is on your private list, and this is called so."
                    cure = "Give it another name."
                    yield Problem(self.place(whole), 0, "", what, cure)
            whole = dirname(whole)

    def _in_passage(
        self, path: str, passage: Passage, told: set[tuple[str, Name]]
    ) -> Iterator[Problem]:
        if passage.where is Where.TEXT:
            for name, line in self.names.find(passage.text):
                what = f"{self._named(name)} is on your private list."
                cure = "Leave it out, or say it in other words."
                if name.instead:
                    cure = f'Say "{name.instead}".'
                yield Problem(self.place(path), line, "", what, cure)
            return
        for name in self._certain(self.names.holds(passage.text), passage):
            if (f"{path}\n", name) in told:
                continue
            told.add((f"{path}\n", name))
            what = f"{self._named(name)} is on your private list, and stands inside this file."
            cure = "Make the file again without it, or leave it out."
            if pictures.kind(path, b"") is not None:
                cure = "Take it out: waypost clean-images"
            yield Problem(self.place(path), 0, "", what, cure)

    def _in_page(self, path: str, name: Name) -> Problem:
        what = f"{self._named(name)} is on your private list, and would be published here."
        cure = "It stands so in none of your files: look at what mkdocs.yml takes from elsewhere."
        return Problem(self.place(f"site/{path}"), 0, "", what, cure)

    def _unreadable(self, path: str, error: UnreadableError) -> Problem:
        what = f"Nobody can look into this {error}, so a name could stand in it."
        cure = "Save it anew without a password, or leave it out."
        if str(error) == "packed file":
            cure = "Pack it anew as .zip, without a password, or leave it out."
        return Problem(self.place(path), 0, "", what, cure)

    def _named(self, name: Name) -> str:
        if self.is_told:
            return f'"{name.written}"'
        return f"A name, number {name.place},"

    def masked(self, problem: Problem) -> Problem:
        """Whatever else is said of a file, without the names that would stand in it."""
        if self.is_told or not self.names:
            return problem
        shown = replace(problem, path=self.place(problem.path))
        if not self.names.holds(f"{problem.field} {problem.text}"):
            return shown
        what = "What is wrong here has a name of your private list in it, and is not told."
        cure = "Say waypost check on your own computer."
        return replace(shown, field="", what=what, cure=cure)

    def place(self, path: str) -> str:
        """A path for a message; in a public log, without the parts that hold a name."""
        if self.is_told:
            return path
        return "/".join("…" if self.names.holds(part) else part for part in path.split("/"))


class Searched:
    """Files that were searched, to tell whether another one is the same to the last byte."""

    def __init__(self) -> None:
        """Of none."""
        self._digests: dict[int, set[bytes]] = {}

    def add(self, data: bytes) -> None:
        """Note that a file was searched."""
        self._digests.setdefault(len(data), set()).add(sha256(data).digest())

    def __contains__(self, data: bytes) -> bool:
        """Whether a file was."""
        same = self._digests.get(len(data))
        return same is not None and sha256(data).digest() in same


class _Seen:
    """Which lines were looked at, with their neighbours: pages of a site share most of them."""

    def __init__(self) -> None:
        self._lines: set[tuple[str, str, str]] = set()

    def fresh(self, text: str) -> str:
        """What of a text was not seen before: lines that stand together for the first time."""
        lines = [*text.split("\n"), "", ""]
        found: list[str] = []
        last = -1
        for number, three in enumerate(zip(lines, lines[1:], lines[2:], strict=False)):
            if three in self._lines:
                continue
            self._lines.add(three)
            found += ["\n\n"] if number > last + 1 else []
            found += lines[max(number, last + 1) : number + 3]
            last = number + 2
        return "\n".join(found)
