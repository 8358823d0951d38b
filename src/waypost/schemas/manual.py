"""The fields as the manual tells them."""

import re
import textwrap
from collections.abc import Iterator

from pydantic.fields import FieldInfo

from waypost.fields import Fields, held_by
from waypost.schemas import KINDS
from waypost.schemas.descriptions import fields_of
from waypost.schemas.types import form_of, paragraphs, sentence

_PART = re.compile(r"(<!-- fields: ([\w-]+) -->\n).*?(<!-- end of fields -->)", re.DOTALL)
_WIDTH = 120


def with_fields(text: str) -> str:
    """A page of the manual, with the fields of a kind wherever a comment asks for them.

    What stands between `<!-- fields: entry -->` and `<!-- end of fields -->` is written anew; all
    else stays as it is.
    """
    return _PART.sub(lambda part: f"{part[1]}\n{_sections(KINDS[part[2]])}\n{part[3]}", text)


def _sections(kind: type[Fields]) -> str:
    lines: list[str] = []
    first: dict[type[Fields], str] = {}
    for name, field in _in_order(kind):
        lines += [f"### {name}", ""]
        for paragraph in (_what(field), *paragraphs(field)):
            lines += [textwrap.fill(paragraph, _WIDTH, break_on_hyphens=False), ""]
        for inner in held_by(field.annotation):
            if first.setdefault(inner, name) == name:
                lines += [*_items(inner), ""]
            else:
                lines += [f"The named values are those of `{first[inner]}`.", ""]
    return "\n".join(lines)


def _in_order(kind: type[Fields]) -> list[tuple[str, FieldInfo]]:
    """What is needed comes first."""
    return sorted(fields_of(kind).items(), key=lambda each: not each[1].is_required())


def _items(kind: type[Fields], indent: str = "") -> Iterator[str]:
    for name, field in _in_order(kind):
        yield textwrap.fill(
            " ".join((f"- `{name}`:", _what(field), *paragraphs(field))),
            _WIDTH,
            initial_indent=indent,
            subsequent_indent=f"{indent}  ",
            break_on_hyphens=False,
        )
        for inner in held_by(field.annotation):
            yield from _items(inner, f"{indent}  ")


def _what(field: FieldInfo) -> str:
    """Whether it is needed, and what kind of value it has."""
    needed = "**Needed.** " if field.is_required() else ""
    return f"{needed}{sentence(form_of(field, {}))}"
