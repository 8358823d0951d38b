"""How a field's text becomes a value, and what the author reads when it can't."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from waypost.problems import Problem, did_you_mean
from waypost.sources import Place, Source


class Fields(BaseModel):
    """Front matter with types: frozen, and nothing unknown in it.

    What stands below a field tells the author of it, in Markdown: in her editor and in the manual.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True
    )


NEVER_EMPTY = ("status", "publish_at")
"""Fields that hide a text: left empty, they would show it."""

# In a kind of file that has no such field.
_HOLDING = "Nothing holds such a file back: keep it out of docs/ until readers may see it."

# What other programs call it.
_ELSEWHERE = {
    "draft": "Write `status: draft` instead.",
    "published": "Write `status: draft` to hold it back, or take this out.",
    "description": "Write `summary` instead.",
    "categories": "Write `stage` and `barriers`, or `tags`, instead.",
}
# What they are called in Spanish and in Danish, where no nearest name would be found.
_TRANSLATED = {
    **dict.fromkeys(("título", "overskrift"), "title"),
    "fecha": "date",
    **dict.fromkeys(("semana", "uge"), "week"),
    **dict.fromkeys(("resumen", "resumé"), "summary"),
    **dict.fromkeys(("etapa", "fase", "trin"), "stage"),
    **dict.fromkeys(("etiquetas", "mærker", "emneord"), "tags"),
    **dict.fromkeys(("estado", "tilstand"), "status"),
    **dict.fromkeys(("imagen", "billede"), "image"),
    **dict.fromkeys(("idioma", "sprog"), "lang"),
    **dict.fromkeys(("metas", "objetivos", "mål"), "goals"),
    **dict.fromkeys(("comienza", "inicio", "begynder", "starter"), "starts"),
    **dict.fromkeys(("termina", "fin", "slutter"), "ends"),
}

Record = TypeVar("Record", bound=Fields)


def mistake(what: str, cure: str, at: str = "") -> PydanticCustomError:
    """An error with whole sentences for the author, to be raised in a validator.

    `at` names the field beside the validated one in which it is to be mended, if not in that one.
    """
    # Braces would be taken for a template by pydantic; as context they pass untouched.
    return PydanticCustomError("waypost", "{what} {cure}", {"what": what, "cure": cure, "at": at})


def read_fields(
    kind: type[Record], source: Source, context: Mapping[str, Any]
) -> tuple[Record | None, list[Problem]]:
    """Front matter as a typed record, or every reason why not.

    An empty field counts as absent. `context` is what the fields' types want to know: the
    vocabulary and the time zone.
    """
    given = {name: value for name, value in source.front.items() if value is not None}
    empty = [
        source.problem((name,), "There is nothing here.", "Say what is meant, or take it out.")
        for name in NEVER_EMPTY
        if name in source.front and name not in given and name not in source.unread
    ]
    try:
        record = kind.model_validate(given, context=dict(context))
    except ValidationError as error:
        told = [details for details in error.errors() if not _is_known(source, details)]
        return None, [*empty, *(_problem(kind, source, details) for details in told)]
    return (None if empty else record), empty


def _is_known(source: Source, details: ErrorDetails) -> bool:
    """Whether something is missing only because it could not be read, which was said already."""
    place = details["loc"]
    return bool(source.unread) and (not place or place[0] in source.unread)


def _problem(kind: type[Fields], source: Source, details: ErrorDetails) -> Problem:
    place: Place = details["loc"]
    if elsewhere := details.get("ctx", {}).get("at"):
        place = (*place[:-1], elsewhere)
    name = ".".join(str(part) for part in place if isinstance(part, str))
    what, cure = _words(kind, source, details)
    line = source.line_of(place)
    return Problem(source.path, line, name, what, cure)


def _words(kind: type[Fields], source: Source, details: ErrorDetails) -> tuple[str, str]:
    place: Place = details["loc"]
    name = str(place[-1]) if place else ""
    known = _names(kind, place)
    match details["type"]:
        case "waypost":
            return details["ctx"]["what"], details["ctx"]["cure"]
        case "missing" if len(place) == 1 and name in source.front:
            return "There is nothing here yet.", "Fill it in behind the colon, or below it."
        case "missing":
            return "This field is missing.", f"Add a line `{name}: …`."
        case "extra_forbidden":
            if len(place) == 1 and (cure := _elsewhere(kind, name)):
                return "No field has this name.", cure
            notes = "Notes of your own go under `extra:`, which is never shown."
            private = notes if "extra" in kind.model_fields and len(place) == 1 else ""
            return "No field has this name.", f"{did_you_mean(name, known)} {private}".strip()
        case "literal_error" | "enum":
            choice = details.get("ctx", {}).get("expected", "")
            options = choice.replace("'", "").replace(" or ", ", ").split(", ")
            if not isinstance(details["input"], str):
                return "One word belongs here.", f"Choose one of: {', '.join(options)}."
            return f"'{details['input']}' can't stand here.", did_you_mean(
                details["input"], options
            )
        case "greater_than_equal" | "less_than_equal" | "int_parsing" if name == "confidence":
            return "How sure you are is a number from 1 to 100.", "Write it without a sign: 70."
        case "int_parsing" | "int_type" | "int_from_float" | "greater_than_equal":
            return "A whole number of at least 1 belongs here.", "Write it in figures: 2."
        case "float_parsing" | "float_type" | "bool_parsing" | "bool_type":
            if not isinstance(details["input"], str):
                return "One value belongs here.", f"Write it in one line: `{name}: …`."
            if details["type"].startswith("bool"):
                return f"'{details['input']}' is neither yes nor no.", "Write true or false."
            return f"'{details['input']}' is not a number.", "Write it in figures, such as 12.5."
        case "string_type" | "string_too_short":
            return "One piece of text belongs here.", f"Write it in one line: `{name}: …`."
        case "list_type" | "tuple_type":
            return "A list belongs here.", "Write the items in brackets: [first, second]."
        case "dict_type" | "model_type" | "model_attributes_type":
            return "Named values belong here.", "Write them below, indented, as `name: value`."
    return f"'{details['input']}' can't stand here.", "Look it up in the manual, under Fields."


def _elsewhere(kind: type[Fields], name: str) -> str:
    """What to write instead of a field that another program or another kind of file has."""
    cure = _ELSEWHERE.get(name, "")
    if cure and all(each in kind.model_fields for each in re.findall(r"`(\w+)", cure)):
        hides = "draft" in cure and "publish_at" not in kind.model_fields
        return _HOLDING if hides else cure
    if (translated := _TRANSLATED.get(name.casefold())) in kind.model_fields:
        return f"The names of fields are English: write `{translated}`."
    return _HOLDING if name in (*NEVER_EMPTY, "draft", "published") else ""


def _names(kind: type[Fields], place: Place) -> list[str]:
    """The fields that may stand where an unknown one stood."""
    model: Any = kind
    for part in place[:-1]:
        if isinstance(part, str):
            kinds = held_by(getattr(model.model_fields.get(part), "annotation", None))
            model = next(kinds, None)
            if model is None:
                return []
    return list(model.model_fields)


def held_by(annotation: Any) -> Iterator[type[Fields]]:
    """The records that a field can hold: one, or a list of them."""
    if isinstance(annotation, type) and issubclass(annotation, Fields):
        yield annotation
    for part in get_args(annotation):
        yield from held_by(part)
