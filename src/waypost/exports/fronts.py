"""Front matter as every reader of YAML reads it, whichever version of it that follows.

Text is always in quotes, so that `no`, `012` and `12:30` stay what they are; dates and numbers are
never, so that they stay dates and numbers.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from waypost.permalinks import OldAddress
from waypost.readings import plainly
from waypost.weeks import Week

# Plain names that no version of YAML takes for a number, a date, or yes and no.
_NAME = re.compile(r"(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z_][a-z_0-9-]*", re.IGNORECASE)
# What JSON leaves as it is, and YAML reads as the end of a line or not at all.
_ODD = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def front(fields: Mapping[str, Any]) -> str:
    """Fields between two lines of hyphens; the lines alone where there are none."""
    return "\n".join(["---", *_mapping(fields, ""), "---", ""])


def written(fields: Mapping[str, Any]) -> str:
    """Fields as YAML, without lines of hyphens."""
    return "\n".join([*_mapping(fields, ""), ""])


def given(record: BaseModel) -> Mapping[str, Any]:
    """The fields of a record that say anything, in their order."""
    found = {}
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if value is not None and value not in ((), {}) and value != field.get_default():
            found[name] = value
    return found


def _mapping(fields: Mapping[str, Any], indent: str) -> Iterator[str]:
    for name, value in fields.items():
        key = name if _NAME.fullmatch(name) else _quoted(name)
        yield from _placed(f"{indent}{key}:", value, indent)


def _placed(before: str, value: Any, indent: str) -> Iterator[str]:
    """A value behind what stands before it in its line, or below it."""
    if isinstance(value, BaseModel):
        value = given(value)
    match value:
        case Mapping() if value:
            yield before
            yield from _mapping(value, f"{indent}  ")
        case tuple() | list() if value:
            yield before
            for each in value:
                yield from _item(each, f"{indent}  ")
        case Mapping():
            yield f"{before} {{}}"
        case tuple() | list():
            yield f"{before} []"
        case _:
            yield f"{before} {_scalar(value)}"


def _item(value: Any, indent: str) -> Iterator[str]:
    """An item of a list; of named values, the first stands beside the hyphen."""
    if isinstance(value, BaseModel | Mapping):
        named = given(value) if isinstance(value, BaseModel) else value
        first, *others = list(_mapping(named, f"{indent}  ")) or [f"{indent}  {{}}"]
        yield f"{indent}- {first.strip()}"
        yield from others
    else:
        yield from _placed(f"{indent}-", value, f"{indent}  ")


def _scalar(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return plainly(Decimal(str(value)))
        case datetime():
            # A day in the journal's zone; anything else with an offset, which every reader knows.
            is_day = value.time() == time() and isinstance(value.tzinfo, ZoneInfo)
            return value.date().isoformat() if is_day else value.isoformat()
        case date():
            return value.isoformat()
        case OldAddress():
            return _quoted(value.written)
        case ZoneInfo():
            return _quoted(value.key)
        case str() | Week():
            return _quoted(str(value))
    raise TypeError(f"No field holds {value!r}")


def _quoted(text: str) -> str:
    """A text in double quotes: JSON's are YAML's too, save for a few signs."""
    plain = json.dumps(text, ensure_ascii=False)
    return _ODD.sub(lambda match: f"\\u{ord(match[0]):04x}", plain)
