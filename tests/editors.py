"""A file's fields as an editor reads them: by YAML 1.2, where a date is text and 12 a number."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import yaml
from jsonschema import ValidationError

from waypost.records import (
    DECISIONS,
    ENTRIES,
    EXPERIMENTS,
    GOALS,
    KEY_RESULTS,
    PHASES,
    folder_of,
)
from waypost.settings import FILE
from waypost.sources.beginnings import beginning

KIND_OF = {
    ENTRIES: "entry",
    PHASES: "phase",
    DECISIONS: "decision",
    EXPERIMENTS: "experiment",
    GOALS: "goal",
    KEY_RESULTS: "key-result",
}


class _Reader(yaml.SafeLoader):
    """The core schema of YAML 1.2.2, chapter 10.3."""

    yaml_implicit_resolvers = {}  # PyYAML's own are those of YAML 1.1


def _is(kind: str, pattern: str, first: str) -> None:
    tag = f"tag:yaml.org,2002:{kind}"
    _Reader.add_implicit_resolver(tag, re.compile(f"(?:{pattern})$"), [*first])


_is("null", "null|Null|NULL|~|", "nN~")
_Reader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("$"), [""])
_is("bool", "true|True|TRUE|false|False|FALSE", "tTfF")
_is("int", "[-+]?[0-9]+", "-+0123456789")
_is("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789")
_Reader.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
_Reader.add_constructor("tag:yaml.org,2002:float", lambda _, node: float(node.value))


def seen(text: str) -> Any:
    """What an editor sees in a file of values."""
    found = next(iter(yaml.load_all(text, _Reader)), None)
    return {} if found is None else found


def fields_of(path: str, text: str) -> Iterator[tuple[str, Any]]:
    """The kind of a file at a path in a journal, and its fields; nothing, if it has none."""
    if path == FILE:
        yield "journal", seen(text)
    elif path.startswith("docs/") and path.endswith(".md"):
        lines = text.split("\n")
        if front := beginning(lines).front:
            kind = KIND_OF.get(folder_of(str(PurePosixPath(path).relative_to("docs"))) or "")
            yield kind or "page", seen("\n".join(lines[front.start : front.stop]))


def places(error: ValidationError) -> set[str]:
    """The fields at the top of a file that an editor underlines, or misses."""
    if error.path:
        return {str(error.path[0])}
    if error.validator == "additionalProperties":
        return set(error.instance) - set(error.schema["properties"])
    if error.validator == "required":
        return {name for name in error.validator_value if name not in error.instance}
    return {""}
