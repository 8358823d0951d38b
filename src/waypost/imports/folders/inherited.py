"""What folders and settings say of all texts below them, above all that these were not public.

Eleventy has files of data beside texts, Hugo fields that cascade, Jekyll defaults by folder,
Material a `.meta.yml`, and MkDocs, Jekyll and Pelican lists of what stays out.
"""

import json
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

from waypost.imports.folders.decoding import text_of
from waypost.imports.folders.front import front_of, small
from waypost.imports.folders.site import Home
from waypost.imports.folders.states import HOLDING

_TAKEN = HOLDING | {"lang", "language", "categories", "category"}
_IN_PROGRAMS = re.compile(
    rf"\b({'|'.join(sorted(HOLDING))})[\"']?\s*:\s*(true|false)\b", re.IGNORECASE
)
_COMMENTS = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)
_LARGEST = 500_000


@dataclass
class Inherited:
    """What is said of texts elsewhere than in themselves, for the folder of a site."""

    home: Home
    seen: dict[Path, Mapping[str, Any] | None] = field(default_factory=dict)

    def fields(self, file: Path) -> tuple[dict[str, Any], str]:
        """The fields that a text has from elsewhere, by name in small letters; its own win.

        Behind them stands the name of a file that can't be read, and may say that it is a draft.
        """
        found: dict[str, Any] = {}
        wrong = ""
        inside = self._inside(file)
        for said in self._by_settings(inside):
            found |= said
        for source in self._sources(file):
            read = self._read(source, inside)
            wrong = wrong or ("" if read is not None else source.name)
            found |= read or {}
        return {name: value for name, value in found.items() if name in _TAKEN}, wrong

    def is_out(self, file: Path) -> bool:
        """Whether the settings keep a text out of the site."""
        inside = self._inside(file)
        settings = self.home.settings
        match self.home.kind:
            case "":
                return "private" in inside.lower().replace("_", "").split("/")[:-1]
            case "jekyll":
                return self._is_out_of_jekyll(inside)
            case "mkdocs":
                docs = f"{settings.get('docs_dir') or 'docs'}/"
                path = inside.removeprefix(docs) if inside.startswith(docs) else inside
                lists = (settings.get("exclude_docs"), settings.get("draft_docs"))
                return any(_is_listed(path, str(rows or "").split("\n")) for rows in lists)
            case "eleventy":
                return any(
                    _is_listed(inside, self._lines(self.home.root / name))
                    for name in (".eleventyignore", ".gitignore")
                )
            case "pelican":
                return _is_listed(inside, _strings(settings.get("ARTICLE_EXCLUDES")))
        return False

    def _is_out_of_jekyll(self, inside: str) -> bool:
        """Folders with a low line in front hold no pages there, but for those that are named."""
        settings = self.home.settings
        shown = {"_posts", "_drafts", *_strings(settings.get("include"))}
        given = settings.get("collections")
        rows = given.items() if isinstance(given, Mapping) else ()
        shown |= {
            f"_{name}"
            for name, said in rows
            if isinstance(said, Mapping) and str(said.get("output")).lower() == "true"
        }
        parts = inside.split("/")
        hidden = [part for part in parts if part.startswith("_") and part not in shown]
        folder = str(settings.get("collections_dir") or "").strip("/")
        hidden = [part for part in hidden if part not in folder.split("/")]
        return bool(hidden) or _is_listed(inside, _strings(settings.get("exclude")))

    def _inside(self, file: Path) -> str:
        try:
            return file.resolve().relative_to(self.home.root).as_posix()
        except (ValueError, OSError, RuntimeError):
            return file.name

    def _by_settings(self, inside: str) -> Iterator[dict[str, Any]]:
        settings = self.home.settings
        if self.home.kind == "hugo":
            yield from _cascaded(small(settings), inside)
        if self.home.kind == "pelican":
            with suppress(ValueError, TypeError):
                yield small(dict(settings.get("DEFAULT_METADATA") or ()))
        rows = settings.get("defaults") if self.home.kind == "jekyll" else None
        scoped = []
        for row in rows if isinstance(rows, list) else ():
            scope = row.get("scope") if isinstance(row, Mapping) else None
            values = row.get("values") if isinstance(row, Mapping) else None
            if isinstance(scope, Mapping) and isinstance(values, Mapping):
                path = str(scope.get("path") or "").strip("/")
                if _is_of(inside, str(scope.get("type") or "")) and _is_below(inside, path):
                    scoped.append((len(path), small(values)))
        yield from (values for _, values in sorted(scoped, key=lambda each: each[0]))

    def _sources(self, file: Path) -> Iterator[Path]:
        """Files that may say something of a text, those of the outer folders first."""
        kind, names = self.home.kind, list[Path]()
        folder = file.parent
        while True:
            names += [*reversed(_of_eleventy(folder, folder.name, kind))]
            names += [folder / ".meta.yml"] if kind == "mkdocs" else []
            if kind in ("hugo", ""):
                names += [folder / f"_index{end}" for end in (".md", ".markdown")]
            here = folder.resolve()
            if here == self.home.root or self.home.root not in here.parents:
                break
            folder = folder.parent
        yield from reversed(names)
        yield from _of_eleventy(file.parent, file.stem, kind)

    def _read(self, path: Path, inside: str) -> dict[str, Any] | None:
        """What such a file says of a text; None if it can't be read."""
        if path not in self.seen:
            self.seen[path] = self._fields_in(path)
        found = self.seen[path]
        if found is None:
            return None
        if path.stem == "_index":
            said: dict[str, Any] = {}
            for each in _cascaded(found, inside):
                said |= each
            return said
        return dict(found)

    def _fields_in(self, path: Path) -> Mapping[str, Any] | None:
        try:
            data = path.read_bytes()[:_LARGEST] if path.is_file() else b""
        except OSError:
            return None
        text = text_of(data)[0] if data else ""
        if not text:
            return {}
        if path.stem == "_index":
            front = front_of(text)
            return None if front.wrong and "cascade" in text else front.fields
        if path.suffix in (".js", ".cjs", ".mjs"):
            said = _IN_PROGRAMS.findall(_COMMENTS.sub("", text))
            return {name.lower(): value for name, value in said}
        try:
            found = json.loads(text) if path.suffix == ".json" else yaml.load(text, yaml.BaseLoader)
        except (ValueError, yaml.YAMLError, RecursionError):
            return None if self.home.kind or ".11tydata" in path.name else {}
        return small(found) if isinstance(found, Mapping) else {}

    def _lines(self, path: Path) -> list[str]:
        try:
            return (text_of(path.read_bytes()[:_LARGEST])[0] or "").split("\n")
        except OSError:
            return []


def _of_eleventy(folder: Path, name: str, kind: str) -> list[Path]:
    """Files of data beside a text or for a folder, in the order in which they win."""
    ends = (".json", ".11tydata.json", ".11tydata.mjs", ".11tydata.cjs", ".11tydata.js")
    return [folder / f"{name}{end}" for end in ends] if kind in ("eleventy", "") else []


def _cascaded(fields: Mapping[str, Any], inside: str) -> Iterator[dict[str, Any]]:
    """What a section of Hugo's hands down to the texts below it."""
    given = fields.get("cascade")
    for row in given if isinstance(given, list) else [given]:
        if not isinstance(row, Mapping):
            continue
        fields_below = small(row)
        target = fields_below.get("target") or fields_below.get("_target")
        target = small(target) if isinstance(target, Mapping) else {}
        wanted = str(target.get("path") or "")
        path = "/" + posixpath.splitext(re.sub(r"^.*?content/", "", inside))[0].lower()
        paths = (path, path.removesuffix("/index"))
        if wanted and not any(fnmatchcase(each, _glob(wanted)) for each in paths):
            continue
        if str(target.get("kind") or "page") not in ("page", "{page,section}", "*"):
            continue
        params = fields_below.get("params")
        yield fields_below | (small(params) if isinstance(params, Mapping) else {})


def _glob(pattern: str) -> str:
    """A pattern of Hugo's, widely: rather is a text held back than shown."""
    return re.sub(r"\{[^{}]*\}", "*", pattern.lower()).replace("**", "*")


def _is_of(inside: str, kind: str) -> bool:
    parts = inside.split("/")
    match kind:
        case "":
            return True
        case "posts" | "post":
            return "_posts" in parts
        case "drafts" | "draft":
            return "_drafts" in parts
        case "pages" | "page":
            return not any(part.startswith("_") for part in parts)
    return f"_{kind}" in parts


def _is_below(inside: str, path: str) -> bool:
    """Whether a path of Jekyll's holds a text; a star stands for anything."""
    if not path or inside == path or inside.startswith(f"{path}/"):
        return True
    return "*" in path and (fnmatchcase(inside, path) or fnmatchcase(inside, f"{path}/*"))


def _is_listed(path: str, rows: Sequence[str]) -> bool:
    """Whether a path is one of those in a list as `.gitignore` has it; later lines win."""
    found = False
    for row in rows:
        pattern = row.strip()
        if not pattern or pattern.startswith("#"):
            continue
        is_back = pattern.startswith("!")
        pattern = pattern.removeprefix("!").removeprefix("./")
        is_rooted = "/" in pattern.rstrip("/")
        name = pattern.strip("/").replace("**/", "*").replace("/**", "/*")
        places = (name, f"{name}/*") if is_rooted else (name, f"{name}/*", f"*/{name}/*")
        places = (*places, f"*/{name}") if not is_rooted or pattern.startswith("**") else places
        if any(fnmatchcase(path, each) for each in places):
            found = not is_back
    return found


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
