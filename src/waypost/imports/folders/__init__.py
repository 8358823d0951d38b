"""Folders of Markdown, whichever generator they were written for: texts with what is known of them.

Jekyll, Hugo, Eleventy, Material's blog, Pelican, and folders that no program ever read.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from waypost.imports.folders import fields as told
from waypost.imports.folders import states, walking
from waypost.imports.folders.commands import translated
from waypost.imports.folders.converting import HTML, converted
from waypost.imports.folders.decoding import text_of
from waypost.imports.folders.extensions import with_emoji
from waypost.imports.folders.front import Front, front_of
from waypost.imports.folders.inherited import Inherited
from waypost.imports.folders.site import Home, home_of
from waypost.imports.folders.times import (
    day_in,
    is_time,
    moment,
    no_day_in,
    week_in,
    without_time,
)
from waypost.imports.model import Found, Post, Refusal
from waypost.languages import is_language
from waypost.permalinks import slug
from waypost.sources import FIRST_HEADING
from waypost.weeks import Week

_ATTRIBUTES = re.compile(r"\s*\{[:#.][^{}]*\}\s*$")


def read_folder(root: Path) -> Found:
    """Every text below a folder, and each that can't be read with its reason; never raises."""
    home = home_of(root)
    files = walking.texts(root, home)
    reader = _Reader(root, home, walking.names(files))
    found = [reader.read(path) for path in files]
    posts = tuple(each for each in found if isinstance(each, Post))
    return Found(posts, tuple(each for each in found if isinstance(each, Refusal)))


def read_file(path: Path) -> Found:
    """A single text of such a folder."""
    reader = _Reader(path.parent, home_of(path.parent), walking.names([path.name]))
    found = reader.read(path.name)
    return Found((found,)) if isinstance(found, Post) else Found((), (found,) if found else ())


@dataclass(frozen=True)
class _Reader:
    root: Path
    home: Home
    keys: Mapping[str, list[str]] = field(default_factory=dict)

    @cached_property
    def inherited(self) -> Inherited:
        """What folders and settings say of texts."""
        return Inherited(self.home)

    def read(self, path: str) -> Post | Refusal | None:
        """What a file holds; nothing if it is none of the texts."""
        file = self.root / path
        if file.is_symlink():
            return Refusal(path, "It is only a link to another file: put that file in its place.")
        try:
            data = file.read_bytes()
        except OSError:
            return Refusal(path, "It can't be opened.")
        ending = posixpath.splitext(path)[1].lower()
        if ending == ".txt" and not (day_in(path) or week_in(path)):
            return None
        is_fielded = data.removeprefix(b"\xef\xbb\xbf")[:4] in (b"---\n", b"---\r")
        if ending in walking.OTHERS and not (ending in HTML and is_fielded):
            is_text = ending not in (".html", ".htm", ".njk", ".liquid", ".ipynb")
            is_text = is_text or is_fielded or "_posts/" in f"/{path}"
            what = f"It is written in {walking.OTHERS[ending]}, and only Markdown can be read."
            return Refusal(path, what) if is_text else None
        text, said = text_of(data)
        if text is None:
            return Refusal(path, said)
        front = front_of(text)
        if front.wrong:
            return Refusal(path, front.wrong)
        said_elsewhere, wrong = self.inherited.fields(file)
        if wrong:
            return Refusal(path, f"{wrong} can't be read, and may say that this is a draft.")
        fields = {**said_elsewhere, **front.fields}
        if name := states.unread_moment(fields):
            return Refusal(path, f"Its `{name}` can't be read: {fields[name]}.")
        post = self._post(path, replace(front, fields=fields))
        if isinstance(post, Post) and post.state == "published" and self.inherited.is_out(file):
            post = replace(post, state="private")
        if isinstance(post, Post) and said:
            return _noted(post, said)
        return post

    def _post(self, path: str, front: Front) -> Post | Refusal:
        fields = front.fields
        stem, language = self._stem(path)
        changed = translated(
            front.text,
            fields,
            lambda name: self._path(name, path),
            self.home.base,
            has_commands=self.home.has_commands,
        )
        text, notes = converted(path, changed.text)
        title, text = _title(fields, text, stem)
        if not text.strip() and not told.image(fields)[0]:
            return Refusal(path, "There is no text in it.", title)
        when, week, odd = self._time(path, fields)
        if when is None and week is None and odd:
            return Refusal(path, f"Its date can't be read: {odd}.", title)
        if odd and fields.get("date") and told.published(fields) is None:
            notes.append(f"Its date can't be read: {odd}; the one of its file's name was taken.")
        is_page = (when is None and week is None) or _is_page(path, fields)
        is_page = is_page or (self.home.kind == "pelican" and "pages" in path.split("/")[:-1])
        if is_page and path.lower().endswith(HTML):
            return Refusal(path, "It is a page in HTML, and only posts in HTML are taken.", title)
        image, alt = told.image(fields)
        given = self._language(path, fields, language)
        name = str(fields.get("slug") or "").strip("/").rpartition("/")[2] or stem
        summary = told.summary(fields)
        more = states.moments(fields)
        if week is not None:
            more["week"] = week
        if is_page:
            more["kind"] = "page"
        return Post(
            origin=path,
            title=with_emoji(title),
            published=when,
            text=text,
            id=told.identity(fields),
            state=states.state(fields, self._whole(path)),
            updated=told.updated(fields),
            summary="" if told.begins_with(text, summary) else summary,
            language=given,
            labels=tuple(told.labels(fields, by_spaces=self._is_jekyll(path))),
            addresses=self._addresses(path, stem, when, fields, title),
            name=name if re.search("[^\\W\\d_]", name) and not is_time(name) else slug(title),
            image=image,
            image_alt=alt,
            base=(self.root / path).parent.as_posix(),
            front=more,
            notes=(*front.notes, *changed.notes, *notes),
        )

    def _whole(self, path: str) -> str:
        """The path of a text from the folder of its site, also if only a part of that was named."""
        try:
            whole = (self.root / path).resolve().relative_to(self.home.root).as_posix()
        except (ValueError, OSError, RuntimeError):
            whole = path
        name = self.root.resolve().name
        is_named = self.home.kind or not name.lower().endswith("drafts")
        return whole if is_named else f"{name}/{whole}"

    def _is_jekyll(self, path: str) -> bool:
        return self.home.kind == "jekyll" or "_posts/" in f"/{path}"

    def _stem(self, path: str) -> tuple[str, str]:
        """The name of a text without its day, and the language that its file's name tells."""
        folder, _, name = path.rpartition("/")
        stem, language = walking.without_language(posixpath.splitext(name)[0])
        if stem.lower() in walking.INDEX:
            stem = folder.rpartition("/")[2] or self.root.resolve().name
        return without_time(stem), language

    def _time(
        self, path: str, fields: Mapping[str, Any]
    ) -> tuple[date | datetime | None, Week | None, str]:
        """When it appeared, the week that it tells about, and a date that can't be read."""
        parts = posixpath.splitext(path)[0].split("/")
        names = [parts[-1], "/".join(parts[-2:-1]), "-".join(parts[-2:]), "-".join(parts[-4:])]
        week = next(filter(None, map(week_in, [str(fields.get("week") or ""), *names[:3]])), None)
        when = told.published(fields)
        if told.is_made_then(fields):  # when a file was made says less than its name
            when = next(filter(None, map(day_in, names)), when)
        if when is None and week_in(str(fields.get("week") or "")) is None:
            when = next(filter(None, map(day_in, names)), None)
            when = when or moment(parts[-1]) or moment(re.sub("[_-]", " ", parts[-1]))
        if when is not None and week is not None and _day(when) < week.monday:
            week = None
        odd = told.unread_date(fields) or no_day_in(parts[-1])
        return when, week, odd

    def _addresses(
        self,
        path: str,
        name: str,
        when: date | datetime | None,
        fields: Mapping[str, Any],
        title: str,
    ) -> tuple[str, ...]:
        folder, _, last = posixpath.splitext(self._whole(path))[0].rpartition("/")
        last, language = walking.without_language(last)
        plain = folder if last.lower() in walking.INDEX else f"{folder}/{last}".lstrip("/")
        own = self.home.addresses(plain, name, when, fields, title, language)
        old = [each for each in told.old_addresses(fields) if re.search("[/.]", each)]
        whole = [each if "://" in each else f"/{each.lstrip('/')}" for each in old]
        start = f"{self.home.host}{self.home.base}"
        rooted = [each if "://" in each else f"{start}{each}" for each in whole]
        return tuple(dict.fromkeys([*own, *rooted]))

    def _language(self, path: str, fields: Mapping[str, Any], language: str) -> str:
        given = told.language(fields) or language
        if not given:
            folders = path.split("/")[:-1]
            given = next((each for each in folders if each in ("en", "es", "da", "de", "fr")), "")
        given = given or self.home.language.replace("_", "-")
        return given if is_language(given) else ""

    def _path(self, name: str, start: str) -> str:
        """The path of a text from another one, by what that calls it; empty if there is none."""
        wanted = walking.plain(re.split("[?#]", name)[0].strip("/ \"'"))
        found = self.keys.get(wanted) or self.keys.get(without_time(wanted))
        if not found:
            return ""
        nearest = min(found, key=lambda each: (-_shared(each, start), each.count("/"), each))
        return posixpath.relpath(nearest, posixpath.dirname(start) or ".")


def _shared(one: str, other: str) -> int:
    """How many folders from the top two paths have in common."""
    return len(posixpath.commonpath([posixpath.dirname(one), posixpath.dirname(other)]))


def _title(fields: Mapping[str, Any], text: str, stem: str) -> tuple[str, str]:
    """What a text is called, and the text without the heading that said so."""
    title = told.plain(fields.get("title"))
    heading = FIRST_HEADING.match(text)
    said = _ATTRIBUTES.sub("", heading[1] or heading[2]) if heading else ""
    said = re.sub(r"[*`]|(?<!\w)_+|_+(?!\w)", "", told.plain(said))
    if heading and said and (not title or said.casefold() == title.casefold()):
        return title or said, text[heading.end() :]
    plain = "" if is_time(stem) else re.sub(r"[-_]+", " ", stem).strip()
    return title or f"{plain[:1].upper()}{plain[1:]}", text


def _is_page(path: str, fields: Mapping[str, Any]) -> bool:
    """Whether a text is no post of a diary, though it has a date."""
    if posixpath.splitext(posixpath.basename(path))[0].startswith("_index"):
        return True
    layout = str(fields.get("layout") or fields.get("type") or "").lower()
    return layout in ("page", "default", "home") and "_posts" not in path and not day_in(path)


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


def _noted(post: Post, said: str) -> Post:
    return replace(post, notes=(*post.notes, said))
