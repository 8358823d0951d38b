"""Commands of a generator within a text: what they stood for, as far as that is known."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from waypost.imports.folders.known import (
    DROPPED_WITH_CONTENT,
    Arguments,
    around,
    instead,
)
from waypost.imports.folders.masks import CLOSED, OPEN, Masked, fenced, masked

_RAW = re.compile(
    r"\{%-?\s*(raw|verbatim)\s*-?%\}((?:(?!\{%-?\s*\1\b).)*?)\{%-?\s*end\1\s*-?%\}", re.DOTALL
)
_HIGHLIGHT = re.compile(
    r"\{%-?\s*(highlight|codeblock|prism|code)\b([^%]*)-?%\}\n?(.*?)\{%-?\s*end\1\s*-?%\}"
    r"|\{\{[<%]\s*(highlight|codeblock|prism|code|mermaid)\b([^}]*?)[>%]\}\}\n?(.*?)\{\{[<%]\s*/\s*\4\s*[>%]\}\}",
    re.DOTALL,
)
_SHOWN = re.compile(r"\{\{([<%])/\*(.*?)\*/([>%])\}\}", re.DOTALL)
_NOTE = re.compile(r"\{#(?![\w-]+\})(?:(?!\{#).)*?#\}", re.DOTALL)
_COMMAND = re.compile(
    r"\{%-?(?P<liquid>(?:(?!\{%).)*?)-?%\}"
    r"|\{\{[<%](?P<hugo>(?:(?!\{\{[<%]).)*?)[>%]\}\}"
    r"|\{\{-?(?P<value>[^{}]*?)-?\}\}",
    re.DOTALL,
)
_ADDRESS_FILTERS = re.compile(
    r"url|relurl|path|asset|static|link|baseurl|prepend|htmlBaseUrl", re.I
)
_PLACES = re.compile(r"(?:site|page|metadata|meta|eleventy)?\.?(?:base_?url|url|root|host)", re.I)
_MARKED = re.compile(r"\{(?:filename|static|attach)\}|\|(?:filename|static|attach)\|")
# Of Pelican: pages that list others, and texts by their paths in its folder of texts.
_LISTED = re.compile(r"\[([^\[\]]*)\]\(\s*[{|](?:category|tag|author|index)[}|][^()]*\)")
_ROOTED = re.compile(r"[{|]filename[}|](/[^\s()#\"']+)")
_SNIPPET = re.compile(r"^-+8<-+.*$", re.MULTILINE)
_CALLOUT = re.compile(r"^> ?\[!(\w+)\][+-]? *(.*)$", re.MULTILINE)
_WIKI = re.compile(r"(!?)\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]")
_GIVEN = re.compile(r"(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|avif)$", re.IGNORECASE)

Lookup = Callable[[str], str]
"""The path of a text, from the one that names it, by what its generator calls it; or nothing."""


@dataclass
class Translated:
    """A text without commands, and what is said of those that were lost."""

    text: str
    notes: list[str] = field(default_factory=list)


def translated(
    text: str,
    fields: Mapping[str, Any],
    lookup: Lookup,
    base: str = "",
    *,
    has_commands: bool = True,
) -> Translated:
    """A text in which what commands stood for stands in their place.

    `fields` are the values that a text can name, `base` is the path below which its site lay.
    Without `has_commands` only a few are looked for, and others are meant to be seen.
    """
    if not has_commands:
        return _shared(masked(text), lambda found, _: _COMMAND.sub(_seen, found), fields, lookup)
    text = _RAW.sub(lambda match: _shown(match[2]), text)
    text = _HIGHLIGHT.sub(_code, text)
    text = _SHOWN.sub(lambda match: _shown(f"{{{{{match[1]}{match[2]}{match[3]}}}}}"), text)
    mask = masked(text)
    return _shared(mask, lambda found, work: work.done(_NOTE.sub("", found)), fields, lookup, base)


def _shared(
    mask: Masked,
    done: Callable[[str, "_Work"], str],
    fields: Mapping[str, Any],
    lookup: Lookup,
    base: str = "",
) -> Translated:
    """A text whose own commands are `done`, without those that several generators share."""
    work = _Work(mask, fields, lookup, base)
    found = _SNIPPET.sub(lambda match: work.lost(match[0], ""), mask.text)
    found = done(found, work)
    found = _LISTED.sub(r"\1", found)
    found = _ROOTED.sub(lambda match: lookup(match[1]) or match[1], found)
    found = _MARKED.sub("", found)
    found = _CALLOUT.sub(lambda m: f"> **{m[2].strip() or m[1].capitalize()}**\n>", found)
    found = _WIKI.sub(work.wiki, found)
    return Translated(mask.restored(found), work.notes())


@dataclass
class _Work:
    mask: Masked
    fields: Mapping[str, Any]
    lookup: Lookup
    base: str = ""
    gone: Counter[str] = field(default_factory=Counter)
    given: dict[str, str] = field(default_factory=dict)

    def notes(self) -> list[str]:
        """One sentence on all that was lost."""
        if not self.gone:
            return []
        names = [f"{name} ({n} times)" if n > 1 else name for name, n in self.gone.items()]
        what = "Commands of its former program were taken out, since nobody here knows them"
        return [f"{what}: {', '.join(names[:8])}{' and others' if len(names) > 8 else ''}."]

    def lost(self, name: str, instead: str) -> str:
        """What stands in the place of something that is named in the notes."""
        self.gone[" ".join(name.split())[:60]] += 1
        return instead

    def done(self, text: str) -> str:
        """A text without commands; from the inner ones outwards."""
        ended = {name for match in _COMMAND.finditer(text) if (name := _ended(match))}
        out: list[str] = []
        open_ones: list[tuple[str, Arguments, int, bool]] = []
        position = 0
        for match in _COMMAND.finditer(text):
            out.append(text[position : match.start()])
            position = match.end()
            if match["value"] is not None:
                out.append(self._value(match))
                continue
            if closed := _ended(match):
                while open_ones:
                    name, arguments, start, alone = open_ones.pop()
                    inner = "".join(out[start:])
                    del out[start:]
                    out.append(self._around(name, arguments, inner, alone))
                    if name == closed:
                        break
                continue
            arguments = Arguments.of(match["hugo"] or match["liquid"] or "")
            alone = _is_alone(text, match)
            if arguments.name in ended and not (match[0].endswith(("/>}}", "/%}}"))):
                open_ones.append((arguments.name, arguments, len(out), alone))
                continue
            out.append(self._one(arguments, match, alone))
        out.append(text[position:])
        return "".join(out)

    def _one(self, arguments: Arguments, match: re.Match[str], alone: bool) -> str:
        name = arguments.name
        if name in ("link", "post_url", "ref", "relref", "post_path"):
            target = arguments.first
            path, _, anchor = target.partition("#")
            found = self.lookup(path) or (path if path.endswith(".md") else f"{path}.md")
            found = f"{found}#{anchor}" if anchor else found
            before = match.string[: match.start()].rstrip()[-1:]
            is_address = before in ("(", "<", '"', "'", "=", ":")
            return found if is_address else f"[{_plain(path.rpartition('/')[2])}]({found})"
        if name == "post_link":
            words = " ".join(arguments.plain[1:]) or arguments.first
            return f"[{words}]({self.lookup(arguments.first) or arguments.first})"
        if name in ("assign", "set") and (given := _GIVEN.fullmatch(arguments.rest.strip())):
            self.given[given[1].lower()] = given[2] or given[3] or ""
            return ""
        said = instead(arguments, alone)
        if said is not None:
            return said
        return self.lost(name or match[0], "")

    def _around(self, name: str, arguments: Arguments, inner: str, alone: bool) -> str:
        if name in DROPPED_WITH_CONTENT:
            return ""
        if name == "for":  # what is repeated is made of what is not here
            return self.lost(name, "")
        said = around(arguments, inner, alone)
        return said if said is not None else self.lost(name, inner)

    def _value(self, match: re.Match[str]) -> str:
        """What `{{ … }}` stands for."""
        parts = [part.strip() for part in (match["value"] or "").split("|")]
        first, filters = parts[0], " ".join(parts[1:])
        quoted = re.fullmatch(r"\"([^\"]*)\"|'([^']*)'", first)
        if quoted:
            text = quoted[1] or quoted[2] or ""
            if (
                filters
                and re.match(r"(?:https?:)?//", text)
                and not _ADDRESS_FILTERS.match(filters)
            ):
                words = re.search(r":\s*[\"'](.+)[\"']", filters)
                return f"[{_plain(words[1] if words else text)}](<{text}>)"
            if not filters or _ADDRESS_FILTERS.search(filters) or text.startswith("/"):
                if "_link" in filters:
                    return self.lost(filters, text)
                is_rooted = text.startswith("/") and "relative_url" in filters
                return f"{self.base}{text}" if is_rooted else text
            is_shown = re.search(r"photo|image|img|icon|avatar|logo|svg", filters)
            return self.lost(filters, "" if is_shown else text)
        if _PLACES.fullmatch(first):
            return self.base if "base" in first.lower() else ""
        name = re.sub(r"^(?:page|this|params|\.Params|\.Page)\.", "", first, flags=re.IGNORECASE)
        value = {**self.fields, **self.given}.get(name.lower()) if name.isidentifier() else None
        if isinstance(value, str):
            return value
        is_command = filters or re.match(r"(?:site|page|include|post|collections|assets)\b", first)
        if is_command:
            return self.lost(f"{{{{ {first} }}}}", "")
        return _shown(match[0])  # whoever writes of such things means them to be seen

    def wiki(self, match: re.Match[str]) -> str:
        """What `[[A page]]` stands for."""
        target, _, anchor = match[2].strip().partition("#")
        words = (match[3] or match[2].lstrip("#")).strip()
        if match[1]:
            shown = "" if re.fullmatch(r"\d+(?:x\d+)?", words) or words == match[2] else words
            return f"![{shown}](<{target}>)" if _PICTURE.search(target) else words
        path = self.lookup(target) if target else ""
        return f"[{words}](<{path}{'#' + anchor if anchor else ''}>)" if path else words


def _plain(words: str) -> str:
    return words.replace("[", "(").replace("]", ")")


def _ended(match: re.Match[str]) -> str:
    """The name of what a command ends, if it ends something."""
    if match["hugo"] is not None:
        found = re.fullmatch(r"\s*/\s*([\w./-]+)\s*", match["hugo"])
    else:
        found = re.fullmatch(r"\s*end_?([\w-]+)\s*", match["liquid"] or "")
    return found[1] if found else ""


def _is_alone(text: str, match: re.Match[str]) -> bool:
    before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    end = text.find("\n", match.end())
    after = text[match.end() : end if end >= 0 else len(text)]
    return not before.strip() and not after.strip()


def _code(match: re.Match[str]) -> str:
    words: Sequence[str] = (match[2] or match[5] or "").split()
    named = re.search(r"\blang(?:uage)?=[\"']?([\w+#-]+)", " ".join(words))
    language = words[0].strip("\"',") if words and "=" not in words[0] else ""
    language = named[1] if named else "mermaid" if match[4] == "mermaid" else language
    return f"\n{fenced(match[3] or match[6] or '', language)}\n"


def _seen(match: re.Match[str]) -> str:
    return _shown(match[0])


def _shown(text: str) -> str:
    """A text whose braces begin no command."""
    return text.replace("{", OPEN).replace("}", CLOSED)
