"""The commands that most generators share: pictures, films, notes, and their like."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

DROPPED_WITH_CONTENT = frozenset({"comment", "set", "capture", "macro", "javascript", "schema"})
_SILENT = frozenset(
    {"more", "br", "clear", "toc", "rawhtml", "wide", "center", "columns", "column", "row", "div"}
    | {
        "tabs",
        "tabpane",
        "tab-group",
        "pageinfo",
        "lead",
        "badge",
        "typeit",
        "steps",
        "cards",
        "card",
    }
    | {"markdown", "span", "gallery", "figure", "section", "wrapper", "block", "details", "expand"}
)
_IMAGES = re.compile(
    r"(?:asset_|responsive_|linked_?)?(?:img|image|figure|picture|photo|fig)(?:_\w+)?\b", re.I
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|avif|bmp|tiff?)(?:$|[?#])", re.IGNORECASE)
_NOTES = {
    **dict.fromkeys(("notice", "callout", "alert", "admonition", "note", "aside", "box"), "note"),
    **dict.fromkeys(("info", "panel", "message", "hint", "primary", "important"), "info"),
    **dict.fromkeys(("warning", "caution", "attention", "warn"), "warning"),
    **dict.fromkeys(("danger", "error", "bug"), "danger"),
    **dict.fromkeys(("tip", "success", "protip"), "tip"),
}
_SIZE = re.compile(
    r"[\d\s.,%x]*(?:px|vw|r?em)?|\(.*\).*|lazy|eager|left|right|center", re.IGNORECASE
)
_QUOTES = frozenset({"quote", "blockquote", "pullquote", "epigraph", "cite"})
_ARGUMENT = re.compile(
    r"([\w-]+)\s*[=:](?!//)\s*(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|`([^`]*)`|([^\s,\"']+))"
    r"|\"((?:[^\"\\]|\\.)*)\"|'([^']*)'|`([^`]*)`|([^\s,]+)"
)
_FILMS = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "youtube-lite": "https://www.youtube.com/watch?v={}",
    "lite-youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "instagram": "https://www.instagram.com/p/{}/",
    "speakerdeck": "https://speakerdeck.com/player/{}",
    "codepen": "https://codepen.io/{}",
    "spotify": "https://open.spotify.com/{}",
}
_LABELS = {"youtube": "Video on YouTube", "vimeo": "Video on Vimeo"}


@dataclass(frozen=True)
class Arguments:
    """A command by its name, with what stands behind it."""

    name: str
    plain: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""

    @classmethod
    def of(cls, text: str) -> "Arguments":
        """A command as it stands between its signs."""
        text = text.strip().rstrip("/").strip()
        name, _, rest = re.sub(r"^[-~]", "", text).strip().partition(" ")
        name = re.split(r"[\s(\"']", name)[0]
        plain, named = list[str](), dict[str, str]()
        for match in _ARGUMENT.finditer(rest or text[len(name) :]):
            values = [part for part in match.groups()[1:] if part is not None]
            value = re.sub(r"\\([\"'\\])", r"\1", values[0]) if values else ""
            if match[1]:
                named.setdefault(match[1].lower(), value)
            else:
                plain.append(value)
        return cls(name.lower(), tuple(plain), named, rest)

    @property
    def first(self) -> str:
        """What stands there first without a name."""
        return self.plain[0] if self.plain else next(iter(self.named.values()), "")

    def any(self, *names: str) -> str:
        """The first value that has one of these names."""
        return next((self.named[name] for name in names if self.named.get(name)), "")


def instead(command: Arguments, alone: bool) -> str | None:
    """What stands in the place of a command by itself, or nothing if nobody knows."""
    name = command.name
    if name in ("include", "include_cached", "render", "partial", "includerelative"):
        return _included(command, alone)
    if name in _FILMS:
        return _film(name, command.any("id", "v", "video", "url") or command.first)
    if name in ("tweet", "twitter", "x", "twitter_simple", "x_simple"):
        return _post(command)
    if name == "gist":
        parts = [part for part in command.plain if "." not in part][:2]
        return f"[Gist](https://gist.github.com/{'/'.join(parts)})" if parts else None
    if _IMAGES.match(name):
        return _picture(command, alone)
    if name in ("video", "audio", "asciinema", "mp4"):
        source = command.any("src", "source", "url", "webm", "mp4", "file") or command.first
        words = command.any("caption", "title", "alt") or name.capitalize()
        return f"[{_bare(words)}](<{source}>)" if source else None
    if name in ("button", "btn", "button_link"):
        target = command.any("href", "url", "link", "relref")
        words = command.any("text", "label") or command.first
        return f"[{_bare(words)}](<{target}>)" if target and words else None
    if name in ("asset_link", "asset_path"):
        return command.first
    return "" if name in _SILENT else None


def around(command: Arguments, inner: str, alone: bool) -> str | None:
    """What stands in the place of a command that has an end, and text before it."""
    name = command.name
    if name in _NOTES:
        return _note(command, inner) if alone else inner
    if name in _QUOTES:
        who = command.any("author", "source", "cite", "by") or " ".join(command.plain)
        lines = [*inner.strip().split("\n"), *(["", f"— {who}"] if who else [])]
        return "\n\n" + "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"
    if _IMAGES.match(name) and not inner.strip():
        return _picture(command, alone)
    caption = command.any("caption", "title", "summary")
    if name in ("gallery", "figure"):
        return _with_caption(inner, caption) if caption else inner
    if name in ("details", "expand", "collapse", "accordion"):
        is_quoted = command.rest.lstrip()[:1] in ("'", '"')
        words = caption or " ".join(command.plain[:1] if is_quoted else command.plain)
        return f"\n\n**{_bare(words)}**\n\n{inner.strip()}\n\n" if words else inner
    if name in ("tab", "tabitem", "tab-item", "codetab"):
        words = command.any("header", "name", "title", "label") or "".join(command.plain[:1])
        return f"\n\n**{_bare(words)}**\n\n{inner.strip()}\n\n" if words else inner
    if name == "columns":
        return re.sub(r"(?m)^<-+>$", "", inner)
    if name in ("button", "btn"):
        target = command.any("href", "url", "link") or command.first
        return f"[{_bare(inner.strip())}](<{target}>)"
    return inner if name in _SILENT else None


def _included(command: Arguments, alone: bool) -> str | None:
    """A part of a page, which shows a picture or a film as a rule."""
    file = command.first.lower()
    if "youtube" in file or "vimeo" in file:
        name = "vimeo" if "vimeo" in file else "youtube"
        return _film(name, command.any("id", "video", "video_id", "youtube_id", "videoid"))
    if "video" in file and (provider := command.any("provider").lower()) in _FILMS:
        return _film(provider, command.any("id"))
    if any(_PICTURE.search(value) for value in command.named.values()):
        return _picture(command, alone)
    for name, kind in _NOTES.items():
        words = command.any("content", "text", "body", "message")
        if name in file and words and alone:
            note = Arguments(name, (), {"title": command.any("title"), "type": kind})
            return _note(note, words)
    return None


def _picture(command: Arguments, alone: bool) -> str | None:
    named = command.named
    source = command.any("src", "image", "file", "path", "image_path", "img", "filename", "url")
    if not _PICTURE.search(source):
        found = (value for value in (*command.plain, *named.values()) if _PICTURE.search(value))
        source = next(found, source or (command.first if command.plain else ""))
    if not source:
        return None
    alt = command.any("alt", "alttext", "image_alt", "alt_text", "description")
    caption = command.any("caption", "figcaption", "attr", "image_caption")
    title = command.any("title")
    alt = alt or title or _words(command, source)
    shown = f"![{_bare(alt)}](<{source}>)"
    link = command.any("link", "href", "image_link")
    if link:
        shown = f"[{shown}](<{link}>)"
    if caption and alone and _bare(caption) != _bare(alt):
        return _with_caption(shown, caption)
    return shown


def _words(command: Arguments, source: str) -> str:
    """What a picture shows, where it stands without a name: the last text in quotation marks."""
    behind = command.rest.partition(source)[2].lstrip("\"' ").strip()
    if not behind or command.named:
        return ""
    quoted = [
        text for text in re.findall(r"\"([^\"]*)\"|'([^']*)'(?!\w)", f"{behind}") if any(text)
    ]
    quoted = [pair for pair in quoted if not _SIZE.fullmatch("".join(pair))]
    if command.name in ("image", "figure", "picture") and quoted:
        return "".join(quoted[0])  # as Eleventy has it; elsewhere it stands last
    if "class" in command.name and len(quoted) < 2:
        return ""
    if '"' in behind.strip("\"'") and quoted:
        return str(quoted[-1][0] or quoted[-1][1])
    return (
        re.sub(r"^[\"'\s]+|[\"'\s]+$", "", behind)
        if not re.fullmatch(r"[\d\s.%px]*", behind)
        else ""
    )


def _note(command: Arguments, inner: str) -> str:
    said = (command.any("type", "kind", "class") or command.first or command.name).split()
    kind = _NOTES.get(said[0].lower() if said else "", _NOTES.get(command.name, "note"))
    title = command.any("title", "heading")
    if not title and len(command.plain) > 1 and command.first.lower() in _NOTES:
        title = command.plain[1] if command.plain[1].lower() not in ("true", "false") else ""
    head = f'!!! {kind} "{title.replace(chr(34), chr(39))}"' if title else f"!!! {kind}"
    body = "\n".join(f"    {line}".rstrip() for line in inner.strip("\n").split("\n"))
    return f"\n\n{head}\n\n{body}\n\n"


def _film(name: str, given: str) -> str | None:
    if not given:
        return None
    name = name.replace("-lite", "").replace("lite-", "")
    address = given if "://" in given else _FILMS[name].format(given)
    return f"[{_LABELS.get(name, name.capitalize())}]({address})"


def _post(command: Arguments) -> str | None:
    number = command.any("id") or (command.plain[-1] if command.plain else "")
    if not number:
        return None
    user = command.any("user") or "i"
    address = number if "://" in number else f"https://twitter.com/{user}/status/{number}"
    return f"[Post on Twitter]({address})"


def _with_caption(shown: str, caption: str) -> str:
    return f"{shown.rstrip()}\n\n*{caption.strip().replace('*', '')}*\n"


def _bare(words: str) -> str:
    """Words as they stand between square brackets."""
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words)
    return " ".join(words.replace("[", "(").replace("]", ")").split())
