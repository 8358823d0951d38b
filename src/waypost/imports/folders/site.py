"""What the settings of a generator say of addresses: where its pages are, and since when."""

import ast
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import yaml

from waypost.permalinks import slug

_FILES = {
    "jekyll": ("_config.yml", "_config.yaml", "_config.toml"),
    "hugo": (
        *("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"),
        *("config.toml", "config.yaml", "config.yml", "config.json"),
        *("config/_default/hugo.toml", "config/_default/config.toml", "config/_default/hugo.yaml"),
    ),
    "mkdocs": ("mkdocs.yml", "mkdocs.yaml"),
    "pelican": ("pelicanconf.py",),
    "eleventy": (
        "eleventy.config.js",
        ".eleventy.js",
        "eleventy.config.mjs",
        "eleventy.config.cjs",
    ),
}
_NEAR = 3  # folders above, in which settings may lie
_JEKYLL = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "weekdate": "/:categories/:year/W:week/:short_day/:title.html",
    "none": "/:categories/:title.html",
}
_IN_DAYS = {"yyyy": ":year", "yy": ":short_year", "MM": ":month", "dd": ":day", "M": ":i_month"}
_IN_DAYS |= {"d": ":i_day"}
_SETTING = re.compile(r"^([A-Z_]+)\s*=\s*(?:r|u)?([\"'])(.*?)\2\s*(?:#.*)?$", re.MULTILINE)


@dataclass(frozen=True)
class Home:
    """A site that texts come from: its generator, as far as it can be told, and its settings.

    `root` is the folder of the settings, `host` where it was, with the scheme, `base` the path
    below.
    """

    kind: str = ""
    root: Path = field(default_factory=Path)
    host: str = ""
    base: str = ""
    language: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def has_commands(self) -> bool:
        """Whether braces in a text may be commands, and are not merely what they look like."""
        is_plain = self.kind in ("mkdocs", "pelican")
        return not is_plain or "macros" in str(self.settings.get("plugins") or "")

    def addresses(
        self,
        path: str,
        name: str,
        day: date | datetime | None,
        fields: Mapping[str, Any],
        title: str,
        language: str = "",
    ) -> Sequence[str]:
        """The addresses that a text had by the settings, if they say so; its own fields win.

        `path` is the one of its file below `root`, without its ending, and without the language
        that it named.
        """
        given = _pattern_of(fields)
        if given == "":
            return ()
        own = str(fields.get("slug") or "") or name
        if given:
            filled = self._filled(given, path, own, day, fields, title)
            return [self._whole(filled)] if filled else []
        pattern = self._pattern(path)
        filled = self._filled(pattern, path, own, day, fields, title) if pattern else ""
        main = str(self.settings.get("defaultContentLanguage") or "en")
        if self.kind == "hugo" and language not in ("", main) and filled:
            filled = f"/{language.lower()}{filled}"
        return [self._whole(filled)] if filled else []

    def _pattern(self, path: str) -> str:
        if self.kind == "jekyll":
            if "_posts" not in path.split("/"):
                return ""
            pattern = str(self.settings.get("permalink") or "date")
            return _JEKYLL.get(pattern, pattern if "/" in pattern or ":" in pattern else "")
        if self.kind == "hugo" and "content" not in path.split("/"):
            return ""
        if self.kind == "hugo":
            section = _below_content(path).split("/")[0]
            rules = self.settings.get("permalinks")
            rules = rules.get("page", rules) if isinstance(rules, Mapping) else {}
            rule = rules.get(section) if isinstance(rules, Mapping) else None
            return rule if isinstance(rule, str) else "/:path/"
        if self.kind == "pelican":
            return str(self.settings.get("ARTICLE_URL") or "{slug}.html")
        if self.kind == "mkdocs" and "posts" in path.split("/"):
            blog = path.split("docs/", 1)[-1].split("/posts", 1)[0]
            blog = "" if blog.startswith("posts/") else blog
            return f"/{blog}/{self._of_blog()}/"
        return ""

    def _of_blog(self) -> str:
        """The address of a post in Material's blog, below the blog's own."""
        plugins = self.settings.get("plugins")
        rows = plugins if isinstance(plugins, list) else [plugins]
        given = next((row["blog"] for row in rows if isinstance(row, Mapping) and "blog" in row), 0)
        told = given if isinstance(given, Mapping) else {}
        day = str(told.get("post_url_date_format") or "yyyy/MM/dd")
        day = re.sub(r"y+|M+|d+", lambda match: _IN_DAYS.get(match[0], ":unknown"), day)
        form = str(told.get("post_url_format") or "{date}/{slug}")
        return (
            form.replace("{date}", day).replace("{slug}", ":titleslug").replace("{file}", ":name")
        )

    def _filled(
        self,
        pattern: str,
        path: str,
        name: str,
        day: date | datetime | None,
        fields: Mapping[str, Any],
        title: str,
    ) -> str:
        """An address by its pattern; empty if something in it is not known."""
        if "{{" in pattern or "{%" in pattern:
            return ""
        if re.match(r"https?://", pattern):
            return "" if "/:" in pattern else pattern
        pattern = re.sub(r"\{(\w+)(?::[^{}]*)?\}", r":\1", pattern)  # Pelican's
        if day is None and re.search(r":(?:year|month|day|date|y_day|i_)", pattern):
            return ""
        inside = _below_content(path)
        folder, _, last = inside.rpartition("/")
        values = {
            **dict.fromkeys(("title", "slug", "slugorfilename", "slugorcontentbasename"), name),
            **dict.fromkeys(("filename", "contentbasename", "basename", "name"), last),
            "titleslug": str(fields.get("slug") or "") or _as_material_has_it(title) or name,
            "path": f"{folder}/{name}" if folder and name != last else inside,
            "section": inside.split("/")[0],
            "sections": folder,
            "categories": _folders(fields),
            "category": _folders(fields).split("/")[0],
        }
        if day is not None:
            forms = {"year": "%Y", "month": "%m", "day": "%d", "date": "%Y", "y_day": "%j"}
            values |= {part: day.strftime(form) for part, form in forms.items()}
            values |= {"short_year": f"{day:%y}", "i_month": str(day.month), "i_day": str(day.day)}
        known = all(each in values for each in re.findall(r":(\w+)", pattern))
        filled = re.sub(r":(\w+)", lambda m: values.get(m[1], ""), pattern) if known else ""
        return re.sub(r"/{2,}", "/", f"/{filled}") if filled else ""

    def _whole(self, path: str) -> str:
        if re.match(r"https?://", path):
            return path
        return f"{self.host}{quote(f'{self.base}{path}', safe='/%:@!$&()*+,;=~.-_')}"


def home_of(folder: Path) -> Home:
    """The site that a folder belongs to, by the settings in it, or in the folders above."""
    here = folder.resolve()
    for root in [here, *here.parents][: _NEAR + 1]:
        for kind, names in _FILES.items():
            for name in names:
                if (root / name).is_file():
                    found = _read(kind, root, root / name)
                    if found:
                        return found
        if (root / ".git").exists():
            break
    return Home(root=here)


def _read(kind: str, root: Path, file: Path) -> Home | None:
    try:
        text = file.read_bytes()[:500_000].decode("utf-8-sig", "replace")
        if file.suffix == ".toml":
            settings: Any = tomllib.loads(text)
        elif file.suffix == ".json":
            settings = json.loads(text)
        elif file.suffix == ".py":
            settings = _of_python(text)
        elif kind == "eleventy":
            settings = {}
        else:
            settings = yaml.load(text, Loader=yaml.BaseLoader)
    except (OSError, ValueError, yaml.YAMLError, RecursionError):
        return None
    if not isinstance(settings, Mapping):
        return None
    small = {str(name).lower(): value for name, value in settings.items()}
    address = next(
        (
            small[name]
            for name in ("url", "baseurl", "site_url", "siteurl")
            if _is_web(small.get(name))
        ),
        "",
    )
    parts = urlsplit(address)
    base = parts.path.rstrip("/")
    if kind == "jekyll" and not _is_web(small.get("baseurl")):
        base = f"{base}/{str(small.get('baseurl') or '').strip('/')}".rstrip("/")
    host = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    if parts.hostname in ("localhost", "127.0.0.1", "0.0.0.0"):
        host = ""
    names = ("languagecode", "defaultcontentlanguage", "lang", "default_lang", "locale")
    language = next((str(small[name]) for name in names if isinstance(small.get(name), str)), "")
    if kind == "mkdocs" and isinstance(small.get("theme"), Mapping):
        language = str(small["theme"].get("language") or "")
    return Home(kind, root, host, base, language, settings)


def _of_python(text: str) -> dict[str, Any]:
    """Plain values that a program gives to names, without running it."""
    try:
        lines = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {name: value for name, _, value in _SETTING.findall(text)}
    found: dict[str, Any] = {}
    for line in lines:
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            with suppress(ValueError, TypeError, RecursionError, MemoryError):
                found[line.targets[0].id] = ast.literal_eval(line.value)
    return found


def _as_material_has_it(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-")


def _is_web(value: object) -> bool:
    try:
        return isinstance(value, str) and urlsplit(value).scheme in ("http", "https")
    except ValueError:
        return False


def _pattern_of(fields: Mapping[str, Any]) -> str | None:
    """The address that a text names itself; empty if it had none."""
    for name in ("permalink", "url", "save_as"):
        value = fields.get(name)
        if isinstance(value, str) and value.lower() in (
            "false",
            "none",
            "pretty",
            "date",
            "ordinal",
        ):
            continue
        if isinstance(value, str) and ("/" in value or ":" in value or "." in value):
            return value.removesuffix("index.html")
    return None


def _below_content(path: str) -> str:
    parts = path.split("/")
    for name in ("content", "src/content", "_posts"):
        inner = name.split("/")
        for start in range(len(parts) - len(inner)):
            if parts[start : start + len(inner)] == inner:
                return "/".join(parts[start + len(inner) :])
    return path


def _folders(fields: Mapping[str, Any]) -> str:
    value = fields.get("categories") or fields.get("category") or ()
    names = value.split() if isinstance(value, str) else value
    return "/".join(slug(str(each)) for each in names if isinstance(each, str))
