"""mkdocs.yml with what it inherits, and what in it would stop the host in words of its own."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from yaml_env_tag import construct_env_tag

from waypost.converter import Function
from waypost.files import Contents, contents
from waypost.permalinks import is_web_address
from waypost.problems import Problem
from waypost.sources import decode, slips

SETTINGS = "mkdocs.yml"
# What the host wants to be text, and people write as something else.
_NEEDED = ("site_name", "docs_dir", "site_dir")
_TEXTS = (*_NEEDED, "site_url", "site_description", "site_author", "repo_url")
_NO_TEXT = ("One piece of text belongs here.", "Write it in one line, between quotation marks.")


def site_settings(contents: Contents = contents) -> tuple[dict[str, Any], list[Problem]]:
    """The host's settings, with those that they inherit, and what is to be mended in them.

    What can't be read or used is none.
    """
    settings, problems = _read(SETTINGS, (), contents)
    if not problems and Path(SETTINGS).exists():
        problems = list(_unusable(settings))
    unusable = {problem.field for problem in problems}
    return {name: value for name, value in settings.items() if name not in unusable}, problems


class _Loader(yaml.SafeLoader):
    """YAML with what the host adds to it: values from the environment, and names of Python's."""


def _refused(*_: object) -> None:
    raise yaml.YAMLError("This would be run.")


_Loader.add_constructor("!ENV", construct_env_tag)
# The host runs these when it reads the file; names alone only say which function is meant.
_Loader.add_multi_constructor("tag:yaml.org,2002:python/object", _refused)
_Loader.add_multi_constructor(
    "tag:yaml.org,2002:python/name:", lambda _loader, name, _node: Function(name)
)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)


def _read(
    path: str, before: tuple[str, ...], contents: Contents
) -> tuple[dict[str, Any], list[Problem]]:
    try:
        data, problems = contents(Path(), path)
    except FileNotFoundError:
        return {}, []
    text, undecoded = (None, []) if data is None else decode(path, data)
    if text is None:
        return {}, [*problems, *undecoded]
    if problems := [*undecoded, *slips(path, text)]:
        return {}, problems
    try:
        found = yaml.load(text, _Loader)
    except (yaml.YAMLError, ValueError, RecursionError):  # of what can be told apart, but not used
        what = "Something in here looks like a date or a command, and can't be used."
        return {}, [Problem(path, 0, "", what, "Put it in quotation marks.")]
    if not isinstance(found, dict):
        told = Problem(path, 1, "", "This is not a field.", "Write each one as `name: value`.")
        return {}, [told] if found is not None else []
    return _with_inherited(path, found, (*before, path), contents)


def _with_inherited(
    path: str, found: dict[str, Any], before: tuple[str, ...], contents: Contents
) -> tuple[dict[str, Any], list[Problem]]:
    parent = found.pop("INHERIT", None)
    if parent is None:
        return found, []
    if not isinstance(parent, str):
        return found, [Problem(path, 0, "INHERIT", *_NO_TEXT)]
    named = (Path(path).parent / parent).as_posix()
    if named in before or not Path(named).is_file():
        what = f"'{parent}' is not a file that this one can build upon."
        cure = "Write INHERIT: engine.yml, which came with Waypost."
        return found, [Problem(path, 0, "INHERIT", what, cure)]
    base, problems = _read(named, before, contents)
    return _merged(base, found), problems


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Settings over those that they inherit, as the host does: only mappings are merged."""
    merged = dict(base)
    for name, value in over.items():
        former = merged.get(name)
        if isinstance(former, dict) and isinstance(value, dict):
            value = _merged(former, value)
        merged[name] = value
    return merged


def _unusable(settings: Mapping[str, Any]) -> Iterator[Problem]:
    for name in _TEXTS:
        value = settings.get(name)
        if not isinstance(value, str | None) or (value == "" and name in _NEEDED):
            yield Problem(SETTINGS, 0, name, *_NO_TEXT)
    if settings.get("site_name") is None:
        what = "The name of the site is missing here."
        cure = "Add a line such as: site_name: The long way to a lead"
        yield Problem(SETTINGS, 0, "site_name", what, cure)
    for name in ("site_url", "repo_url"):
        address = settings.get(name)
        if address and isinstance(address, str) and not is_web_address(address):
            what = f"'{address}' is not an address on the web."
            cure = "Write it in full, such as https://example.org/journal/."
            yield Problem(SETTINGS, 0, name, what, cure)
    yield from _theme(settings.get("theme"))
    yield from _folders(settings)
    if settings.get("nav") is not None and not _is_navigation(settings["nav"]):
        what = "The navigation is a list, in which each line has one name and one page."
        cure = "Write `- About: about.md` below `nav:`; a group is `- The way:` with such lines."
        yield Problem(SETTINGS, 0, "nav", what, cure)


def _theme(theme: object) -> Iterator[Problem]:
    look = theme if isinstance(theme, dict) else {}
    if not isinstance(theme, dict | str | None) or not isinstance(
        look.get("palette", {}), dict | list
    ):
        what, cure = "Named values belong here.", "Write them below, indented, as `name: value`."
        yield Problem(SETTINGS, 0, "theme", what, cure)
    if not isinstance(look.get("features", []), list):
        what, cure = "A list belongs here.", "Write the items in brackets: [first, second]."
        yield Problem(SETTINGS, 0, "theme.features", what, cure)


def _folders(settings: Mapping[str, Any]) -> Iterator[Problem]:
    docs = settings.get("docs_dir")
    if isinstance(docs, str) and docs and not _is_inside(docs):
        what = f"'{docs}' is not a folder inside that of your journal."
        yield Problem(SETTINGS, 0, "docs_dir", what, "Take this line out: the folder is docs.")
    site = settings.get("site_dir")
    if isinstance(site, str) and Path(site).exists() and not Path(site).is_dir():
        what = "The site can't be written here, since this is no folder."
        yield Problem(SETTINGS, 0, "site_dir", what, "Take this line out.")


def _is_inside(folder: str) -> bool:
    here, there = Path().absolute(), (Path() / folder).resolve()
    return here.resolve() in there.parents or (Path() / folder).is_symlink()


def _is_navigation(value: object, depth: int = 0) -> bool:
    """Whether the host can make a navigation of something."""
    if not isinstance(value, list) or depth > 9:
        return False
    for item in value:
        if isinstance(item, dict):
            target = next(iter(item.values()), None)
            if len(item) != 1 or not (_is_target(target) or _is_navigation(target, depth + 1)):
                return False
        elif not _is_target(item):
            return False
    return True


def _is_target(value: object) -> bool:
    """Whether something is a page's path or an address that can be taken apart."""
    try:
        return isinstance(value, str) and bool(urlsplit(value))
    except ValueError:  # such as an unclosed [ in a host's name
        return False
