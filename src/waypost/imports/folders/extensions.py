"""Marks of extensions to Markdown that a journal does without, as marks that it has."""

import re

from waypost.imports.folders.masks import masked
from waypost.imports.folders.site import Home

_TAB = re.compile(r"([ \t]*)===[!+]{0,2} +[\"'](.*)[\"'][ \t]*")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_TASK = re.compile(r"^([ \t>]*(?:[-*+]|\d+[.)])[ \t]+)\[([ xX])\](?=[ \t])", re.MULTILINE)
_MARK = re.compile(r"(?<![=\w])==(?=[^\s=])([^\n=]+?)(?<=[^\s=])==(?![=\w])")
_INSERTED = re.compile(r"\^\^(?=\S)([^\n^]+?)(?<=\S)\^\^")
_KEYS = re.compile(r"(?<![+\w])\+\+([a-z0-9-]+(?:\+[a-z0-9-]+)*|\"[^\"\n]+\")\+\+(?![+\w])")
_CHANGED = re.compile(r"\{~~((?:(?!~>|~~\}).)*)~>((?:(?!~~\}).)*)~~\}", re.DOTALL)
_GONE = re.compile(r"\{--(?:(?!--\}).)*--\}|\{>>(?:(?!<<\}).)*<<\}", re.DOTALL)
_ADDED = re.compile(r"\{\+\+((?:(?!\+\+\}).)*)\+\+\}|\{==((?:(?!==\}).)*)==\}", re.DOTALL)
_ICON = re.compile(r":(?:material|fontawesome|octicons|simple)(?:-[a-z0-9]+)+:[ \t]?")
_EMOJI = re.compile(r"(?<![\w:]):[a-z0-9_+-]+:(?![\w:])")
_LONG_KEYS = {"ctrl": "Ctrl", "control": "Ctrl", "cmd": "Cmd", "command": "Cmd", "esc": "Esc"}


def plainly(text: str, home: Home) -> str:
    """A text without marks that only its former home knew; what they stood for stays."""
    if "===" in text:
        text = "\n".join(_without_tabs(text.split("\n")))
    mask = masked(text)
    found = _TASK.sub(lambda match: f"{match[1]}{'☐' if match[2] == ' ' else '☑'}", mask.text)
    if home.kind == "mkdocs":
        found = _CHANGED.sub(r"\2", found)
        found = _GONE.sub("", found)
        found = _ADDED.sub(lambda match: (match[1] or match[2] or "").strip(), found)
        found = _INSERTED.sub(r"<ins>\1</ins>", found)
        found = _KEYS.sub(_keys, found)
        found = _ICON.sub("", found)
    found = _MARK.sub(r"<mark>\1</mark>", found)
    return with_emoji(mask.restored(found), home) if ":" in found else mask.restored(found)


def with_emoji(text: str, home: Home) -> str:
    """A text in which signs stand where their former home showed signs for names."""
    if not _has_emoji(home) or not _EMOJI.search(text):
        return text
    from pymdownx.gemoji_db import emoji

    def shown(match: re.Match[str]) -> str:
        points = str(emoji.get(match[0], {}).get("unicode", ""))
        return "".join(chr(int(each, 16)) for each in points.split("-")) if points else match[0]

    mask = masked(text)
    return mask.restored(_EMOJI.sub(shown, mask.text))


def _has_emoji(home: Home) -> bool:
    if home.kind == "hugo":
        told = {str(name).lower(): value for name, value in home.settings.items()}
        return str(told.get("enableemoji")).lower() == "true"
    if home.kind == "jekyll":
        return "jemoji" in str(home.settings.get("plugins") or home.settings.get("gems"))
    return home.kind == "mkdocs" and "emoji" in str(home.settings.get("markdown_extensions"))


def _without_tabs(lines: list[str]) -> list[str]:
    """Tabs of content one below another, each under its name."""
    out, number, fence = list[str](), 0, ""
    while number < len(lines):
        line = lines[number]
        number += 1
        if match := _FENCE.match(line):
            is_end = fence and line.strip().startswith(fence) and not line.strip(" \t`~")
            fence = "" if is_end else fence or match[1]
        tab = None if fence else _TAB.fullmatch(line)
        if tab is None:
            out.append(line)
            continue
        indent = f"{tab[1]}    "
        start = number
        while number < len(lines) and (
            not lines[number].strip() or lines[number].expandtabs(4).startswith(indent)
        ):
            number += 1
        inner = [each.expandtabs(4).removeprefix(indent) for each in lines[start:number]]
        inner = [f"{tab[1]}{each}" if each.strip() else "" for each in _without_tabs(inner)]
        out += ["", f"{tab[1]}**{tab[2].strip().replace('*', '')}**", "", *inner, ""]
    return out


def _keys(match: re.Match[str]) -> str:
    names = [each.strip('"') for each in match[1].split("+")]
    shown = (_LONG_KEYS.get(name, name.replace("-", " ").capitalize()) for name in names)
    return "+".join(f"<kbd>{name}</kbd>" for name in shown)
