"""The links and pictures of a text from elsewhere, as they lead from its file here."""

import re
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from markdown.extensions.toc import slugify

from waypost.imports.folders.masks import masked
from waypost.imports.model import Post
from waypost.imports.pictures import Pictures, is_picture
from waypost.imports.targets import Targets
from waypost.markdown import as_plain_markdown
from waypost.permalinks import relative

_LABEL = r"((?:[^\[\]\\]|\\.|\[[^\[\]]*\]){0,3000})"
_TARGET = (
    r"\(\s*(<[^<>\n]*>|[^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*|[^()\s<>\"'][^()<\"'\n]*?)"
    r"(\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
_PICTURE = re.compile(rf"!\[{_LABEL}\]{_TARGET}")
_LINK = re.compile(rf"(?<!!)\[{_LABEL}\]{_TARGET}")
_DEFINED = re.compile(
    r"^ {0,3}\[(?!\^)([^\[\]\n]+)\]:\s*(<[^<>\n]*>|\S+)[ \t]*"
    r"(\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\))?[ \t]*$",
    re.MULTILINE,
)
_BY_NAME = re.compile(r"(!?)\[((?:[^\[\]\\]|\\.){1,500})\](?:[ ]?\[([^\[\]\n]*)\])?(?![\[(:])")
_BARE = re.compile(r"<(https?://[^\s<>]+)>")
# An address that goes on in the next line, which may be one of a quotation.
_BROKEN = re.compile(r"(\]\([^()\s]+)\n[ \t>]*([^()\s\"'][^()\s]*\))")
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t#]*$|^(\S[^\n]*)\n(?:=+|-+)[ \t]*$", re.MULTILINE)
_OWN_ID = re.compile(r"\s*\{:?\s*#([\w-]+)[^{}]*\}\s*$")
_SCHEMES = ("mailto", "tel", "http", "https")


@dataclass
class Linked:
    """A text with its links and pictures as they are here.

    `pictures` are paths in the folder of the pages, `claimed` addresses at which links of others
    look for a text, by the text's path; `silent` counts pictures that nobody describes.
    """

    text: str = ""
    image: str = ""
    pictures: set[str] = field(default_factory=set)
    claimed: set[tuple[str, str]] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    silent: int = 0


def linked(
    post: Post,
    uri: str,
    year: int,
    targets: Targets,
    pictures: Pictures,
    anchors: Callable[[str], Collection[str]],
) -> Linked:
    """Lead the links of a text to where things are now.

    `anchors` are the headings of a text by its path here. What leads nowhere stays with the former
    site's address; where that is not known, the words stay.
    """
    mask = masked(post.text)
    work = _Work(post, uri, year, targets, pictures, anchors)
    text = _inline(_BROKEN.sub(r"\1\2", mask.text), work.is_known)
    text = _PICTURE.sub(work.picture, text)
    text = _LINK.sub(work.link, text)
    text = _BARE.sub(work.bare, text)
    found = work.done
    found.text = mask.restored(re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", text))
    if post.image:
        path = work.placed(post.image)
        if path:
            found.image = relative(path, uri)
            found.pictures.add(path)
        else:
            found.notes.append(f"Its picture is not here: {post.image}.")
    if work.lost:
        shown = ", ".join(list(work.lost)[:5])
        more = f" and {len(work.lost) - 5} more" if len(work.lost) > 5 else ""
        found.notes.append(f"Links that led nowhere are plain words now: {shown}{more}.")
    if work.gone:
        shown = ", ".join(list(work.gone)[:5])
        more = f" and {len(work.gone) - 5} more" if len(work.gone) > 5 else ""
        found.notes.append(f"Pictures that are not here: {shown}{more}.")
    if found.silent:
        count = "1 picture has" if found.silent == 1 else f"{found.silent} pictures have"
        found.notes.append(f"{count} no words for those who can't see it.")
    return found


def _caption(match: re.Match[str]) -> str:
    """What stood below a picture that is a paragraph to itself, behind the link in its place."""
    before = match.string[: match.start()].rpartition("\n")[2].strip(" \t>-")
    after = match.string[match.end() :].partition("\n")[0].strip()
    said = unescape(re.sub(r"\\(.)", r"\1", (match[3] or "").strip()[1:-1])).strip()
    if before or after or not said or said == match[1].strip():
        return ""
    return f" *{as_plain_markdown(said)}*"


def _is_linked(match: re.Match[str]) -> bool:
    """Whether a picture is all that stands within a link."""
    around = match.string[match.start() - 1 : match.start()], match.string[match.end() :][:2]
    return around == ("[", "](")


def headings(text: str) -> frozenset[str]:
    """The names by which links find the headings of a text, as the site gives them."""
    found: set[str] = set()
    for match in _HEADING.finditer(masked(text).text):
        words = match[1] or match[2]
        if own := _OWN_ID.search(words):
            found.add(own[1])
            continue
        words = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", unescape(words))
        words = re.sub(r"</?[A-Za-z][^<>]*>|[*`~]|(?<!\w)_+|_+(?!\w)", "", words)
        name, number = slugify(words.strip(), "-"), 1
        while name in found:
            name, number = f"{re.sub(r'_[0-9]+$', '', name)}_{number}", number + 1
        found.add(name)
    return frozenset(found)


@dataclass
class _Work:
    post: Post
    uri: str
    year: int
    targets: Targets
    pictures: Pictures
    anchors: Callable[[str], Collection[str]]
    done: Linked = field(default_factory=Linked)
    lost: Counter[str] = field(default_factory=Counter)
    gone: Counter[str] = field(default_factory=Counter)

    def is_known(self, target: str) -> bool:
        """Whether the address of a definition is to be looked at, so that it must stand inline."""
        return self.targets.is_ours(target) or target.startswith("#") or is_picture(target)

    def picture(self, match: re.Match[str]) -> str:
        """A picture from its place here, or what can be said of it."""
        alt, target = match[1], _target(match[2])
        if not alt.strip():
            self.done.silent += 1
        path = self.placed(target)
        if path:
            self.done.pictures.add(path)
            return f"![{alt}]({relative(path, self.uri)}{match[3] or ''})"
        address = self._address(target)
        self.gone[address or target] += 1
        caption = _caption(match)
        if address and _is_linked(match):  # a link holds no other
            return f"{alt.strip() or 'Picture'}{caption}"
        if address:
            return f"[{alt.strip() or 'Picture'}]({_written(address)}){caption}"
        return f"*{alt.strip().strip('*')}*{caption}" if alt.strip() else caption.strip()

    def placed(self, target: str) -> str:
        """The path of a picture in the folder of the pages, if it is found."""
        return self.pictures.place(target, self.post.base, self.year, self._address(target))

    def link(self, match: re.Match[str]) -> str:
        """A link as it leads from here; its words alone if it leads nowhere."""
        words, target, title = match[1], _target(match[2]), match[3] or ""
        if words == "" and not target:
            return match[0]
        if re.fullmatch(r"!\[[^\[\]]*\]\([^()]*\)", words) and is_picture(target):
            shown = re.search(r"\]\(([^()\s]*)", words)
            if shown and self.placed(target):  # a large picture behind a small one
                self.done.pictures.add(self.placed(target))
                return f"[{words}]({relative(self.placed(target), self.uri)})"
        found = self._found(target)
        if found is None:
            self.lost[target] += 1
            return words
        return match[0] if found == target else f"[{words}]({_written(found)}{title})"

    def bare(self, match: re.Match[str]) -> str:
        """An address that is its own words, as it leads to a text from here."""
        target = unescape(match[1])
        if not self.targets.is_ours(target) or not self.targets.uri(target, self.post)[0]:
            return match[0]
        return f"[{match[1]}]({_written(self._found(target) or target)})"

    def _found(self, target: str) -> str | None:
        if target.startswith("#"):
            return self._anchored("", target[1:], self.uri)
        try:
            scheme = urlsplit(target).scheme
        except ValueError:
            return None
        if not self.targets.is_ours(target):
            return target if scheme in _SCHEMES or target.startswith("//") else None
        plain, anchor = urldefrag(target)
        uri, is_told = self.targets.uri(plain, self.post)
        if uri:
            if is_told:
                self.done.claimed.add((uri, urlsplit(plain).path))
            way = relative(uri, self.uri)
            return (self._anchored(way, anchor, uri) if anchor else None) or way
        if is_picture(plain) and (path := self.placed(plain)):
            self.done.pictures.add(path)
            return relative(path, self.uri)
        if plain.lower().endswith((".md", ".markdown")):
            return None  # a file of the former site, which nobody could ever open there
        return self._address(target) or None

    def _anchored(self, way: str, anchor: str, uri: str) -> str | None:
        known = self.anchors(uri)
        if anchor in known:
            return f"{way}#{anchor}"
        wanted = re.sub(r"\W|_", "", anchor).casefold()
        alike = [each for each in sorted(known) if re.sub(r"\W|_", "", each).casefold() == wanted]
        return f"{way}#{alike[0]}" if alike and wanted else None

    def _address(self, target: str) -> str:
        """Where something was on the web; empty if nobody knows."""
        if re.match(r"https?://", target):
            return target
        if target.startswith("//"):
            return f"https:{target}"
        first = next((each for each in self.post.addresses if "://" in each), "")
        if target.startswith("/"):
            return f"{self.targets.home}{target}" if self.targets.home else ""
        if re.match(r"[A-Za-z][\w+.-]*:", target) or not target:
            return ""
        return urljoin(first, target) if first else ""


def _inline(text: str, is_known: Callable[[str], bool]) -> str:
    """A text in which links by name that lead into the former site stand with their addresses."""
    defined = {
        " ".join(match[1].split()).casefold(): match
        for match in _DEFINED.finditer(text)
        if is_known(_target(match[2]))
    }
    if not defined:
        return text
    text = _DEFINED.sub(lambda m: "" if is_known(_target(m[2])) else m[0], text)

    def whole(match: re.Match[str]) -> str:
        name = " ".join((match[3] or match[2]).split()).casefold()
        if name not in defined:
            return match[0]
        return f"{match[1]}[{match[2]}]({_written(_target(defined[name][2]))})"

    return _BY_NAME.sub(whole, text)


def _target(written: str) -> str:
    plain = written[1:-1] if written.startswith("<") else written
    return unescape(plain.strip()).replace("\\_", "_").replace("/> ", "/")


def _written(address: str) -> str:
    """An address as it stands between round brackets."""
    return quote(address, safe="/:?#&=%+,;@~.-_!$'*[]\ue000\ue001")
