"""Some values of a YAML file written anew, and every other byte of it left as it was."""

import json
import re
from collections.abc import Mapping
from typing import Any

import yaml

from waypost.sources.beginnings import beginning
from waypost.sources.decoding import INVISIBLE, LINE_ENDS
from waypost.sources.frontmatter import Place, Value, read_yaml

# A key that needs no quotes, in whatever reads it.
_PLAIN_KEY = re.compile(r"[^\W\d_][\w/-]*|\d{4}-W\d{2}")


def with_values(text: str, values: Mapping[Place, str]) -> str:
    """A YAML text in which the values at some places are others, given as they are to be written.

    Raises KeyError for a place that is not there.
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    spans = [(*_span(root, place), written) for place, written in values.items()]
    for start, end, written in sorted(spans, reverse=True):
        gap = "" if written.startswith("\n") else " "
        text = f"{text[:start]}:{gap}{written}{text[end:]}"
    return text


def commented(text: str, name: str) -> str:
    """A YAML text in which a field at the top is a comment, down to the last of its lines."""
    _, end = _span(yaml.compose(text, Loader=yaml.SafeLoader), (name,))
    lines = text.split("\n")
    first = next(number for number, each in enumerate(lines) if each.startswith(f"{name}:"))
    last = text.count("\n", 0, end)
    for line in range(first, last + 1):
        lines[line] = f"# {lines[line]}".rstrip()
    return "\n".join(lines)


def _span(root: Any, place: Place) -> tuple[int, int]:
    """From the end of a value's key to the end of the value."""
    node, start = root, 0
    for part in place:
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
            continue
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        found = [(key, value) for key, value in pairs if key.value == part]
        if not found:
            raise KeyError(part)
        key, node = found[0]
        start = key.end_mark.index
    return start, _end(node)


def _end(node: Any) -> int:
    """Where a value ends; a block goes on to the next token, which may be far below."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last)


def with_item(text: str, place: Place, written: str, line_end: str = "\n") -> str | None:
    """A YAML text in which a value is this one: the value that stood there, or an item added.

    What is missing on the way to it is added too. None where the text would not read as it did
    before, but for this value: then somebody has to write it by hand.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    edited = _with_item(text, root, place, written, line_end)
    if edited is None:
        return None
    values, _, slips = read_yaml("", text)
    now, _, more = read_yaml("", edited)
    is_same = _trimmed(now) == _trimmed(_put(values, place, written)) and len(more) == len(slips)
    return edited if is_same else None


def with_field(data: bytes, place: Place, written: str) -> bytes | None:
    """A file's bytes in which a value of its front matter is this one, as `with_item` has it."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    first = len(text) - len(text.lstrip(INVISIBLE))
    ends = list(LINE_ENDS.finditer(text, first))
    front = beginning(LINE_ENDS.split(text[first:])).front
    if not front:
        return None
    start, stop = ends[front.start - 1].end(), ends[front.stop - 1].end()
    edited = with_item(text[start:stop], place, written, ends[front.start - 1][0])
    return None if edited is None else f"{text[:start]}{edited}{text[stop:]}".encode()


def _with_item(text: str, root: Any, place: Place, written: str, line_end: str) -> str | None:
    if root is None:
        return _with_line(text, len(text), item(place, written), line_end)
    node, key, rest = root, None, place
    while rest and isinstance(node, yaml.MappingNode):
        pair = next((pair for pair in node.value if pair[0].value == rest[0]), None)
        if pair is None:
            break
        key, node = pair
        rest = rest[1:]
    if not rest:
        return _with_value(text, key, node, written)
    added = item(rest, written)
    if isinstance(node, yaml.ScalarNode) and not node.style and node.value in ("", "~"):
        return _with_value(text, key, node, f"{{{added}}}")
    if not isinstance(node, yaml.MappingNode):
        return None
    if node.flow_style and not node.value:
        at = node.start_mark.index + 1
        return f"{text[:at]}{added}{text[at:]}"
    at = max(node.value[-1][0].end_mark.index, _end(node.value[-1][1]))
    if node.flow_style:
        return f"{text[:at]}, {added}{text[at:]}"
    indented = " " * node.value[0][0].start_mark.column + added
    return _with_line(text, len(text) if node is root else at, indented, line_end)


def _with_value(text: str, key: Any, node: Any, written: str) -> str:
    """A text with another value behind a key, and the note behind it left where it is."""
    start = node.start_mark.index
    # A text over several lines has the end of the last one in it, before whatever stands below.
    end = start + len(text[start : _end(node)].rstrip())
    if start < end:
        return f"{text[:start]}{written}{text[end:]}"
    colon = re.compile(r"[ \t]*:").match(text, key.end_mark.index)
    at = colon.end() if colon else key.end_mark.index
    return f"{text[:at]}{'' if colon else ':'} {written}{text[at:]}"


def _with_line(text: str, at: int, line: str, line_end: str) -> str:
    """A text with one more line, below the line in which a position lies."""
    before = text[at - 1 : at]
    if at and not LINE_ENDS.fullmatch(before):
        following = LINE_ENDS.search(text, at)
        at = following.end() if following else len(text)
        line = line if following else f"{line_end}{line}"
    return f"{text[:at]}{line}{line_end}{text[at:]}"


def item(place: Place, written: str) -> str:
    """A value as it is written in one line: `leads: 131.2`, `readings: {leads: 131.2}`."""
    name, rest = str(place[0]), place[1:]
    key = name if _PLAIN_KEY.fullmatch(name) else json.dumps(name, ensure_ascii=False)
    return f"{key}: {{{item(rest, written)}}}" if rest else f"{key}: {written}"


def _put(values: Mapping[str, Value], place: Place, written: str) -> dict[str, Value]:
    """What a text should say in the end."""
    name, rest = str(place[0]), place[1:]
    held = values.get(name)
    inner = _put(held if isinstance(held, dict) else {}, rest, written) if rest else written
    return {**values, name: inner}


def _trimmed(value: Value) -> Value:
    """A value without the ends of lines behind its texts, which depend on what stands below."""
    if isinstance(value, dict):
        return {name: _trimmed(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_trimmed(each) for each in value]
    return value.rstrip("\n") if value else value
