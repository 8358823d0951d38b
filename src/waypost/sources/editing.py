"""Some values of a YAML file written anew, and every other byte of it left as it was."""

from collections.abc import Mapping
from typing import Any

import yaml

from waypost.sources.frontmatter import Place


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
