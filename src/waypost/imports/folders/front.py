"""What stands above a text, as one of many generators wrote it, and the text below."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from waypost.imports.folders.states import HOLDING

_Loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_FIELD = re.compile(r"([A-Za-z_][\w.-]*)\s*:(?:[ \t]+(.*)|\s*)$")
# With which the lines of Pelican and of MultiMarkdown begin, where no --- does.
_BARE = re.compile(
    r"(?:title|date|slug|author|authors|category|tags|status|modified|summary|lang|published)\s*:\s*\S",
    re.IGNORECASE,
)
_BARE_LINE = re.compile(r"([A-Za-z][\w -]{0,30}?)\s*:(?:\s+(.*)|\s*)$")
_HIDING = HOLDING | {"cascade"}
_DEEPEST = 30
_INDENTED = re.compile(rf"^[ \t?-]{{{_DEEPEST * 2},}}\S", re.MULTILINE)


@dataclass(frozen=True)
class Front:
    """The fields of a text by name in small letters, the text itself, and what was mended.

    Values are texts, lists and mappings; those of TOML and JSON may be days and numbers too. `line`
    is the first one of the text. `wrong` says why nothing could be read, with its line.
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    notes: tuple[str, ...] = ()
    wrong: str = ""

    def __bool__(self) -> bool:
        return bool(self.fields)


def front_of(text: str) -> Front:
    """Divide a file's text into its fields and what stands below them; never raises."""
    begun = text.lstrip("\n \t")
    first, _, _ = begun.partition("\n")
    skipped = text[: len(text) - len(begun)].count("\n")
    match first.strip():
        case "---" | "---yaml" | "---yml":
            return _fenced(begun, skipped, ("---", "..."), _yaml)
        case "+++" | "---toml":
            return _fenced(begun, skipped, (first.strip()[:3],), _toml)
        case "---json" | ";;;":
            return _fenced(begun, skipped, (first.strip()[:3],), _json)
        case "---js" | "---javascript":
            return Front(wrong=_at(skipped + 1, "The fields are a program in JavaScript."))
    if re.match(r"\{\s*(?:\"|\Z)", begun):
        return _braces(begun, skipped)
    if _BARE.match(first):
        return _bare(begun)
    return Front(text=text)


def _fenced(text: str, skipped: int, ends: tuple[str, ...], read: Any) -> Front:
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() in ends), None)
    if end is None and read is _yaml:
        return _unended(lines, skipped)
    if end is None:
        return Front(wrong=_at(skipped + 1, f"The fields begin with {ends[0]} and never end."))
    if read is _yaml and not any(map(_FIELD.match, lines[1:end])) and any(lines[1:end]):
        return Front(text="\n".join(["***", *lines[1:]]))  # a line across, and no fields
    fields, notes, wrong = read("\n".join(lines[1:end]), skipped + 2)
    return Front(small(fields), "\n".join(lines[end + 1 :]), tuple(notes), wrong)


def _unended(lines: list[str], skipped: int) -> Front:
    """Fields without the line that ends them: those above the first empty line, if all are."""
    if not any(map(_FIELD.match, lines[1:4])):
        return Front(text="\n".join(["***", *lines[1:]]))
    end = next((n for n, line in enumerate(lines) if n and not line.strip()), len(lines))
    block = lines[1:end]
    if end == len(lines) or not all(_FIELD.match(line) or line[:1] in " -\t" for line in block):
        what = "The fields begin with --- and no second --- ends them."
        return Front(wrong=_at(skipped + 1, what))
    fields, notes, wrong = _yaml("\n".join(block), skipped + 2)
    said = "No --- ended its fields; the first empty line was taken for it."
    return Front(small(fields), "\n".join(lines[end:]), (*notes, said), wrong)


def _braces(text: str, skipped: int) -> Front:
    try:
        fields, end = json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError as error:
        if re.match(r"\{\s*\"[\w.-]+\"\s*:", text):
            return Front(wrong=_at(skipped + error.lineno, "This line can't be read as JSON."))
        return Front(text=text)  # a text may begin with a brace
    except (ValueError, RecursionError):
        return Front(wrong=_at(skipped + 1, "These fields can't be read as JSON."))
    if not isinstance(fields, dict):
        return Front(text=text)
    return Front(small(fields), text[end:])


def _bare(text: str) -> Front:
    """Lines of fields up to the first empty one, as Pelican and MultiMarkdown have them."""
    lines, fields, last = text.split("\n"), dict[str, Any](), ""
    end = next((n for n, line in enumerate(lines) if not line.strip()), len(lines))
    for line in lines[:end]:
        match = _BARE_LINE.match(line)
        if match and not line[0].isspace():
            last = match[1].lower().replace(" ", "_")
            fields[last] = (match[2] or "").strip()
        elif line[0].isspace() and last:
            fields[last] = f"{fields[last]} {line.strip()}".strip()
        else:
            return Front(text=text)
    if len(fields) < 2 and "title" not in fields:
        return Front(text=text)
    return Front(fields, "\n".join(lines[end:]))


def _toml(text: str, first_line: int) -> tuple[dict[str, Any], list[str], str]:
    try:
        return tomllib.loads(text), [], ""
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        match = re.search(r"at line (\d+)", str(error))
        line = first_line + (int(match[1]) if match else 1) - 1
        return {}, [], _at(line, "This line can't be read as TOML.")


def _json(text: str, first_line: int) -> tuple[dict[str, Any], list[str], str]:
    try:
        fields = json.loads(text if text.lstrip().startswith("{") else f"{{{text}}}")
    except json.JSONDecodeError as error:
        return {}, [], _at(first_line + error.lineno - 1, "This line can't be read as JSON.")
    except RecursionError:
        return {}, [], _at(first_line, "Too many lists lie one within another.")
    return (fields, [], "") if isinstance(fields, dict) else ({}, [], _at(first_line, "No field."))


def _yaml(text: str, first_line: int) -> tuple[dict[str, Any], list[str], str]:
    """YAML as text, lists and mappings; where the whole can't be read, field by field."""
    if text.count("[") + text.count("{") > 200 or _INDENTED.search(text):
        return {}, [], _at(first_line, "Too many lists lie one within another.")
    twice = _twice(text)
    try:
        found = yaml.load(text, Loader=_Loader)
        if found is None:
            return {}, [], ""
        if isinstance(found, dict) and not twice:
            return found, [], ""
    except (yaml.YAMLError, ValueError, RecursionError):
        pass
    return _by_field(text, first_line)


def _twice(text: str) -> bool:
    names = [match[1] for line in text.split("\n") if (match := _FIELD.match(line))]
    return len(names) != len(set(names))


def _by_field(text: str, first_line: int) -> tuple[dict[str, Any], list[str], str]:
    fields, notes = dict[str, Any](), list[str]()
    for offset, block in _blocks(text):
        line, name = first_line + offset, _name(block)
        if not name:
            if not block.strip() or block.lstrip().startswith("#"):
                continue
            said = " ".join(block.split())
            notes.append(f"Line {line} of its fields is none, and was left out: {said[:60]}")
            continue
        value, mended = _value(name, block)
        if value is _UNREADABLE and name.lower() in _HIDING:
            return {}, [], _at(line, f"`{name}` can't be read, and may say that this is a draft.")
        if value is _UNREADABLE:
            return {}, [], _at(line, f"`{name}` can't be read: put its value in quotes.")
        if mended:
            notes.append(f"Line {line}: `{name}` was not right, and was mended: {mended}.")
        if name in fields:
            notes.append(f"`{name}` stands twice; the second, in line {line}, was taken.")
            if name.lower() in _HIDING and value != fields[name]:
                value = "unclear"
        fields[name] = value
    return fields, notes, ""


_UNREADABLE = object()


def _value(name: str, block: str) -> tuple[Any, str]:
    """The value of a field by itself, and how it had to be mended for that."""
    try:
        return _alone(name, block), ""
    except (yaml.YAMLError, ValueError, RecursionError):
        pass
    if "\t" in block:
        try:
            return _alone(name, block.expandtabs(2)), "a tab became spaces"
        except (yaml.YAMLError, ValueError, RecursionError):
            pass
    lines = block.expandtabs(2).split("\n")
    match = _FIELD.match(lines[0])
    first = ((match and match[2]) or "").strip()
    more = [line.strip() for line in lines[1:] if line.strip()]
    if more and all(line.startswith("- ") for line in more) and not first:
        return [_unquoted(line[2:]) for line in more], "items with odd signs are plain text now"
    if first[:1] not in "[{|>" and not any(map(_FIELD.match, more)):
        said = "a colon or a quotation mark in it is plain text now"
        return _unquoted(" ".join([first, *more])), said
    if first[:1] == "[" and first.endswith("]") and not more:
        return [_unquoted(each) for each in first[1:-1].split(",")], "its brackets"
    return _UNREADABLE, ""


def _alone(name: str, block: str) -> Any:
    found = yaml.load(block, Loader=_Loader)
    if not isinstance(found, dict) or name not in found:
        raise ValueError(name)
    return found[name]


def _unquoted(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    return text.replace('\\"', '"').strip()


def _blocks(text: str) -> list[tuple[int, str]]:
    """Fields at the top with what stands under them, each with the number of its first line."""
    found: list[tuple[int, list[str]]] = []
    for number, line in enumerate(text.split("\n")):
        begins = bool(_FIELD.match(line)) or (line[:1].strip() and not line.startswith(("-", "#")))
        if begins or not found:
            found.append((number, []))
        found[-1][1].append(line)
    return [(number, "\n".join(lines)) for number, lines in found]


def _name(block: str) -> str:
    match = _FIELD.match(block.split("\n")[0])
    return match[1] if match else ""


def small(fields: Mapping[Any, Any]) -> dict[str, Any]:
    """Fields by their names in small letters; what hides a text is not hidden by another one."""
    found: dict[str, Any] = {}
    for name, value in fields.items():
        key = str(name).lower()
        is_unclear = key in _HIDING and found.get(key, value) != value
        found[key] = "unclear" if is_unclear else found.get(key, value)
    return found


def _at(line: int, what: str) -> str:
    return f"Line {line}: {what}"
