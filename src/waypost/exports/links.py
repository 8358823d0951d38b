"""A converter of Markdown whose links lead where a host would let them lead."""

import posixpath
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from waypost.converter import TANGLED, callable_configs
from waypost.permalinks import address, href
from waypost.quick import hasten

_ALWAYS = ("toc", "tables", "fenced_code")
_LAST = 0  # after every other step, as the hosts have it


def extensions(settings: Mapping[str, Any]) -> tuple[list[str], dict[str, dict[str, Any]]]:
    """The extensions that `markdown_extensions` in mkdocs.yml names, and what each is told.

    Some are on in every host.
    """
    given = settings.get("markdown_extensions") or []
    pairs = [*given.items()] if isinstance(given, dict) else []
    for each in given if isinstance(given, list) else []:
        pairs += each.items() if isinstance(each, dict) else [(each, None)]
    names = [*_ALWAYS, *(str(name) for name, _ in pairs)]
    told = {str(name): dict(each) for name, each in pairs if isinstance(each, dict)}
    return list(dict.fromkeys(names)), told


def resolved(link: str, uri: str) -> str | None:
    """The source path that a link in a file names; None if it leads out or within the page."""
    try:
        whole = urlsplit(link)
    except ValueError:  # such as an unclosed [ in a host's name
        return None
    # Python-Markdown writes an e-mail address in signs of its own, until the very end.
    if whole.scheme or whole.netloc or not whole.path or AMP_SUBSTITUTE in link:
        return None
    path = posixpath.join(posixpath.dirname(uri), unquote(whole.path))
    return posixpath.normpath(path.lstrip("/"))


class _Links(Treeprocessor):
    """Lets links between source files lead from page to page; of others nothing is known."""

    def __init__(self, files: Collection[str]) -> None:
        super().__init__()
        self.files, self.at = files, ""

    def run(self, root: Element) -> None:
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(str(element.tag), "")
            if name and (link := element.get(name)) is not None:
                element.set(name, self._led(link))

    def _led(self, link: str) -> str:
        target = resolved(link, self.at)
        if target is None or target not in self.files:
            return link
        _, _, _, query, anchor = urlsplit(link)
        return urlunsplit(("", "", led(target, self.at), query, anchor))


def led(target: str, uri: str) -> str:
    """The address of a source file or another one, as a page has it."""
    if target.endswith(".md"):
        return href(target, uri)
    return posixpath.relpath(f"/{quote(target)}", f"/{address(uri)}")


class Converter:
    """Converts the Markdown of pages; `files` are the source paths of all that is in the site."""

    def __init__(
        self,
        files: Collection[str],
        extensions: Sequence[str],
        configs: Mapping[str, dict[str, Any]],
    ) -> None:
        """With the extensions and what they are told."""
        self._links = _Links(files)
        self._md = Markdown(extensions=extensions, extension_configs=callable_configs(configs))
        hasten(self._md)
        self._md.treeprocessors.register(self._links, "relpath", _LAST)

    def convert(self, uri: str, text: str) -> str:
        """The HTML of a page's Markdown; `TANGLED` for one in which too much hangs together."""
        self._links.at = uri
        convert: Callable[[str], str] = self._md.reset().convert
        try:
            return convert(text)
        except RecursionError:
            del self._md.parser.state[:]  # where it was when it had to stop
            return TANGLED
