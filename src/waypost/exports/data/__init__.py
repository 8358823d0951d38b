"""The journal as data: one document for programs, with its schema, and tables for spreadsheets."""

import json
from typing import Any

from waypost.exports.data import model
from waypost.exports.data.meanings import meaning
from waypost.exports.data.tables import tables
from waypost.exports.data.telling import Telling
from waypost.exports.disclosed import disclosed
from waypost.exports.model import Edition, Files

DOCUMENT = "journal.json"


def data(edition: Edition) -> Files:
    """`journal.json`, its schema, and the tables, by their names."""
    document = Telling(edition, disclosed(edition)).document()
    return {
        DOCUMENT: as_json(_plain(document.model_dump(mode="json", by_alias=True))),
        model.SCHEMA: as_json(schema()),
        **tables(document),
    }


def schema() -> dict[str, Any]:
    """What may stand in `journal.json` (JSON Schema 2020-12), and what each field of it means."""
    made = model.Document.model_json_schema(by_alias=True, mode="serialization")
    for part, kind in {"Document": made, **made["$defs"]}.items():
        for name, field in kind.get("properties", {}).items():
            field["description"] = meaning(part, name)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def as_json(value: object) -> bytes:
    """A value as JSON for people and programs, the same whenever it is made."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(value: Any) -> Any:
    """Whole numbers without a point, as people write them."""
    match value:
        case dict():
            return {name: _plain(each) for name, each in value.items()}
        case list():
            return [_plain(each) for each in value]
        case float() if value.is_integer():
            return int(value)
    return value
