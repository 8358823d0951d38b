"""From the type of a field to its form: what the author is told, and what an editor checks."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from waypost.fields import NEVER_EMPTY, Fields
from waypost.fields.forms import NUMBER, TEXT, YES_OR_NO, Form, plain
from waypost.fields.values import Known, lines, listed
from waypost.schemas.descriptions import fields_of
from waypost.vocabulary import KINDS

Terms = Mapping[str, Mapping[str, str]]
"""The ids of the vocabulary by kind, `stage` and so on, each with what it means."""

# Nothing behind the colon. A type "null" would say the same, but editors would then offer to write
# the word, which Waypost reads as a text.
NOTHING = {"not": {"type": ["string", "number", "boolean", "array", "object"]}}
_NOTHING = {"$ref": "#/$defs/nothing"}


def form_of_record(kind: type[Fields], terms: Terms, *, is_nested: bool = True) -> Form:
    """The form of a record; at the top of a file an empty field counts as absent."""
    properties = {}
    for name, field in fields_of(kind).items():
        is_fixed = field.is_required() or name in NEVER_EMPTY
        may_be_empty = NoneType in get_args(field.annotation) if is_nested else not is_fixed
        properties[name] = _property(field, terms, may_be_empty)
    needed = [name for name, field in kind.model_fields.items() if field.is_required()]
    checks = {
        "type": "object",
        "properties": properties,
        **({"required": needed} if needed else {}),
        **_extra(kind.model_config.get("json_schema_extra")),
        "additionalProperties": False,
    }
    return Form("named values, indented below it", "items, each with named values", checks)


def form_of(field: FieldInfo, terms: Terms) -> Form:
    """The form of a field, with what it asks for beyond its type."""
    form = _form(field.annotation, field.metadata, terms)
    return replace(form, checks={**form.checks, **_extra(field.json_schema_extra)})


def paragraphs(field: FieldInfo) -> list[str]:
    """What is said of a field, each paragraph in one line."""
    told = (field.description or "").strip()
    return [" ".join(each.split()) for each in re.split(r"\n\s*\n", told)]


def sentence(form: Form) -> str:
    """A form in a sentence of its own: `A date.`"""
    return f"{form.words[0].upper()}{form.words[1:]}."


def _property(field: FieldInfo, terms: Terms, may_be_empty: bool) -> dict[str, Any]:
    form = form_of(field, terms)
    told = paragraphs(field)
    schema = form.schema
    if may_be_empty and schema:
        schema = {"anyOf": [schema, _NOTHING]}
    default = {"default": field.default} if isinstance(field.default, str | int) else {}
    return {
        "description": plain("\n\n".join(told)),
        "markdownDescription": "\n\n".join([*told, sentence(form)]),
        **default,
        **schema,
    }


def _extra(given: object) -> Mapping[str, Any]:
    """What a record or a field adds to its schema by pydantic's `json_schema_extra`."""
    return given if isinstance(given, dict) else {}


def _form(kind: Any, marks: Iterable[object], terms: Terms) -> Form:
    """The form of a type; `marks` are what stands beside it in `Annotated`."""
    marks = list(_flat(marks))
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _form(parts[0], [*parts[1:], *marks], terms)
    readers = [mark.func for mark in marks if isinstance(mark, BeforeValidator)]
    told = [mark for mark in marks if isinstance(mark, Form)]
    ids = [reader.kind for reader in readers if isinstance(reader, Known)]
    if ids:
        return _id(ids[0], terms)
    if told:
        return told[-1]
    if origin in (Union, UnionType):
        (present,) = (part for part in parts if part is not NoneType)
        return _form(present, marks, terms)
    if origin is tuple:
        return _list(_form(parts[0], (), terms), readers)
    if origin is dict:
        return _by_name(_form(parts[1], (), terms))
    if origin is Literal:
        return Form(f"one of: {', '.join(f'`{part}`' for part in parts)}", "", {"enum": [*parts]})
    if isinstance(kind, type) and issubclass(kind, Fields):
        return form_of_record(kind, terms)
    if kind is int:
        return _whole_number(marks)
    if kind in (bool, float):
        return YES_OR_NO if kind is bool else NUMBER
    raise TypeError(f"Nobody has said how {kind} is written; put a Form beside it.")


def _flat(marks: Iterable[object]) -> Iterator[object]:
    for mark in marks:
        if isinstance(mark, FieldInfo):
            yield from mark.metadata
        else:
            yield mark


def _limit(marks: Iterable[object], name: str) -> int | None:
    """A limit that pydantic holds as well: `ge` or `le`."""
    return next((getattr(mark, name) for mark in marks if hasattr(mark, name)), None)


def _whole_number(marks: Sequence[object]) -> Form:
    least, most = _limit(marks, "ge"), _limit(marks, "le")
    checks: dict[str, Any] = {"type": ["integer", "string"], "pattern": r"^\d+$"}
    words = "a whole number"
    if least is not None:
        words += f" from {least} to {most}" if most is not None else f" of at least {least}"
        checks["minimum"] = least
    if most is not None:
        checks["maximum"] = most
    return Form(words, "whole numbers", checks)


def _by_name(value: Form) -> Form:
    checks = {"type": "object", "additionalProperties": value.schema}
    return Form(f"named {value.several}", "", checks)


def _list(item: Form, readers: Sequence[object]) -> Form:
    """A list; some lists may also be one text, whole or divided by commas."""
    checks: dict[str, Any] = {"type": "array", "items": item.schema}
    choice = item.checks.get("enum", ())
    if listed in readers or lines in readers:
        is_words = choice and all(isinstance(each, str) for each in choice)
        checks["type"] = ["array", "string"] if is_words else ["array", "string", "number"]
    if listed in readers and choice:
        one = "|".join(dict.fromkeys(map(str, choice)))
        checks["pattern"] = rf"^[\s,;]*(({one})\s*([,;][\s,;]*|$))*$"
    elif lines in readers and "pattern" in item.checks:
        checks["pattern"] = item.checks["pattern"]
    return Form(f"a list of {item.several}", "lists", checks)


def _id(kind: str, terms: Terms) -> Form:
    """The id of something that the journal knows; the vocabulary's are told one by one."""
    if kind not in KINDS:
        name = kind.replace("_", " ")
        return Form(f"the id of a {name}", f"ids of {name}s", TEXT.checks)
    kinds = KINDS[kind]
    form = Form(f"one of the `{kinds}` in `journal.yml`", f"`{kinds}` from `journal.yml`")
    told = {
        each: meaning for term, meaning in terms.get(kind, {}).items() for each in _read_as(term)
    }
    choice = {"enum": [*told], "enumDescriptions": [*told.values()]}
    return replace(form, checks=choice if told else TEXT.checks)


def _read_as(term: str) -> Iterator[str | int]:
    """What an editor can take an id for: 7 is a number there, unless it has quotes."""
    yield term
    if term.isdigit():
        yield int(term)
