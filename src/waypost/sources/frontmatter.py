"""YAML as an author writes it: text with lines, nothing guessed, every slip named."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import TypeAlias

import yaml

from waypost.problems import Problem

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
"""Front matter as it was written: text, lists and mappings. Nothing is guessed from a scalar."""

Place: TypeAlias = tuple[str | int, ...]
"""The way to a value: `("barriers", 1)`."""

KEY = re.compile(r"[^\W\d][^:\n]*:(?:\s|$)")
"""How the line of a field begins, also where its name has spaces or accents."""

# libyaml where PyYAML was built with it; both give the same nodes.
_Loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DEEPEST = 20
"""Lists within lists, deeper than any note: libyaml follows them until its stack ends."""
# Nothing lies deeper than it is indented, or than brackets were opened before it.
_INDENTED = re.compile(rf"^[ \t?-]{{{_DEEPEST},}}", re.MULTILINE)
# Spaces that a Mac, a phone or a web page puts where a plain one was meant.
_SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_ODD_SPACE = re.compile(
    rf"^[ \t]*[{_SPACES}][ {_SPACES}]*|^[ \t]*(?:-[ \t]+)*(?:[\w\"'-]+:|-)[{_SPACES}][ {_SPACES}]*",
    re.MULTILINE,
)
_ANY_SPACE = re.compile(f"[{_SPACES}]")
_BULLET = re.compile(r"\s*(?:[*+•‣–—]|\d+[.)])\s")
_GLUED = re.compile(r"\s*([\w-]+):\S")
_PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))


def read_yaml(
    path: str, text: str, first_line: int = 1
) -> tuple[dict[str, Value], dict[Place, int], list[Problem]]:
    """YAML as text, lists and mappings, with the line of every value.

    Where the whole can't be read, each top-level field is read for itself, so that one slip hides
    neither the others nor what is right.
    """
    if (deep := _too_deep(text)) is not None:
        what = "Too many lists lie one within another here."
        cure = "Write a plain list, or plain text."
        return {}, {}, [Problem(path, first_line + deep, "", what, cure)]
    text, problems = _with_plain_spaces(path, text, first_line)
    try:
        front, places, found = _compose(path, text, first_line)
        return front, places, problems + found
    except yaml.YAMLError as error:
        blocks = list(_blocks(text))
        if len(blocks) < 2:
            return {}, {}, [*problems, _yaml_problem(path, text, first_line, error)]
    front, places = {}, {}
    for offset, block in blocks:
        try:
            values, lines, found = _compose(path, block, first_line + offset)
        except yaml.YAMLError as error:
            problems.append(_yaml_problem(path, block, first_line + offset, error))
            continue
        problems += found
        problems += [
            _twice(path, places[(key,)], lines[(key,)], key) for key in values if key in front
        ]
        front |= values
        places |= lines
    return front, places, problems


def slips(path: str, text: str) -> list[Problem]:
    """What keeps a file from being YAML at all; tags and references are none of our business."""
    try:
        if _too_deep(text) is None:
            yaml.compose(text, Loader=_Loader)
            return []
    except yaml.YAMLError:
        pass
    return read_yaml(path, text)[2]


def _too_deep(text: str) -> int | None:
    """The line of what lies in too many lists or mappings, counted from 0, if anything does."""
    if text.count("[") + text.count("{") < _DEEPEST and not _INDENTED.search(text):
        return None
    depth = 0
    with suppress(yaml.YAMLError):  # it is said by whoever reads the values
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > _DEEPEST and event.start_mark:
                    return int(event.start_mark.line)
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    return None


def _with_plain_spaces(path: str, text: str, first_line: int) -> tuple[str, list[Problem]]:
    """The text with plain spaces where one tells what belongs to what, and where there was none."""
    if not _ANY_SPACE.search(text):
        return text, []
    what = "A space in this line is a special one, and only looks like a space."
    cure = "Delete the spaces at its beginning and behind the colon or hyphen, and type them again."
    lines = [text.count("\n", 0, match.start()) for match in _ODD_SPACE.finditer(text)]
    plain = _ODD_SPACE.sub(lambda match: _ANY_SPACE.sub(" ", match[0]), text)
    return plain, [Problem(path, first_line + line, "", what, cure) for line in lines]


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Top-level fields with what is indented under them, each with its first line's number."""
    start, block = 0, list[str]()
    for number, line in enumerate(text.split("\n")):
        if block and line.strip() and not line[0].isspace() and not line.startswith(("#", "- ")):
            yield start, "\n".join(block)
            start, block = number, []
        block.append(line)
    yield start, "\n".join(block)


def _compose(
    path: str, text: str, first_line: int
) -> tuple[dict[str, Value], dict[Place, int], list[Problem]]:
    places: dict[Place, int] = {}
    problems: list[Problem] = []
    seen: set[int] = set()

    def line_of(node: yaml.Node) -> int:
        return int(node.start_mark.line) + first_line

    def say(node: yaml.Node, place: Place, what: str, cure: str) -> None:
        name = str(place[0]) if place else ""
        problems.append(Problem(path, line_of(node), name, what, cure))

    def value(node: yaml.Node, place: Place) -> Value:
        if id(node) in seen:
            what = (
                "The * here stands for the value of another field, and Waypost does not follow it."
            )
            say(node, place, what, "Write the value out, or put it in quotes.")
            return None
        seen.add(id(node))
        if text[node.start_mark.index : node.start_mark.index + 1] == "&":
            say(node, place, *_special("&"))
            return None
        if node.tag not in _PLAIN_TAGS:
            what = "This value begins with an exclamation mark, which has a special meaning here."
            say(node, place, what, "Put the value in quotes.")
            return None
        if isinstance(node, yaml.ScalarNode):
            return None if not node.style and node.value in ("", "~") else str(node.value)
        if isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                places[(*place, index)] = line_of(item)
            return [value(item, (*place, index)) for index, item in enumerate(node.value)]
        return mapping(node, place)

    def mapping(node: yaml.Node, place: Place) -> dict[str, Value]:
        result: dict[str, Value] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                say(key_node, place, "This is not the name of a field.", "Write `name: value`.")
                continue
            key = str(key_node.value)
            here = (*place, key)
            if key in result:
                problems.append(_twice(path, places[here], line_of(key_node), key))
            places[here] = line_of(key_node)
            result[key] = value(value_node, here)
        return result

    node = yaml.compose(text, Loader=_Loader)
    if node is None:
        return {}, places, problems
    if not isinstance(node, yaml.MappingNode):
        glued = re.match(r"[\w-]+:\S", text.strip())
        cure = "Put a space after the colon." if glued else "Write each one as `name: value`."
        say(node, (), "This is not a field.", cure)
        return {}, places, problems
    return mapping(node, ()), places, problems


def _twice(path: str, first: int, second: int, key: str) -> Problem:
    what = f"This field stands here a second time; the first is in line {first}."
    return Problem(path, second, key, what, "Keep one of them.")


def _special(sign: str) -> tuple[str, str]:
    what = f"The value begins with {sign}, which has a special meaning here."
    return what, "Put the value in quotes."


def _key(line: str) -> str:
    return line.partition(":")[0].strip() if KEY.match(line.strip()) else ""


def _yaml_problem(path: str, text: str, first_line: int, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    lines = text.split("\n")
    index = min(mark.line if mark else 0, len(lines) - 1)
    rest = lines[index].partition(":")[2]
    name = _key(lines[0]) or _key(lines[index])
    # Of a value that is glued to its name, YAML complains one line too late.
    glued = [(n, m) for n in (index, index - 1) if n >= 0 and (m := _GLUED.match(lines[n]))]
    if "\t" in lines[index][: len(lines[index]) - len(lines[index].lstrip())] or "'\\t'" in str(
        error
    ):
        what, cure = "This line is indented with a tab.", "Use spaces instead."
    elif _key(lines[index]) and re.search(r":(\s|$)", rest):
        example = rest.strip(" “”„").replace('"', "'")
        what = "The value has a colon in it, so it can't be told where the field ends."
        cure = f'Put it in quotes: {_key(lines[index])}: "{example}"'
    elif rest.strip()[:1] in ('"', "'"):
        what = "The quotation marks do not match."
        cure = "Close the value with the mark that opens it, and use the other kind inside."
    elif rest.strip()[:1] in ("[", "{"):
        what = "The brackets do not match."
        cure = "Close each one that you open: [first, second]."
    elif rest.strip()[:1] in tuple("@`%&*!|>"):
        what, cure = _special(rest.strip()[0])
    elif _BULLET.match(lines[index]):
        what, cure = "An item of a list begins with a hyphen here.", "Write - in front of it."
    elif glued:
        index, match = glued[0]
        what, cure = f"There is no space after '{match[1]}:'.", "Put one there."
    else:
        what = "This line can't be read as a field."
        cure = "Write `name: value`, with a space after the colon, and quotes around odd signs."
    if name == "extra":  # what stands in there is not repeated, not even in a log
        what, cure = (
            "A value in here can't be read.",
            "Put it in quotes, or write it as plain text.",
        )
    return Problem(path, first_line + index, name, what, cure)
