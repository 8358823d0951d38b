"""What a field is for: the text below it in its record."""

import ast
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from copy import copy
from itertools import pairwise

from pydantic.fields import FieldInfo

from waypost.fields import Fields


def fields_of(kind: type[Fields]) -> Mapping[str, FieldInfo]:
    """The fields of a record by name, each with its description.

    pydantic can do this too (`use_attribute_docstrings`), but for every record at every start: a
    tenth of what `waypost new` takes.
    """
    told = dict(text for each in reversed(kind.__mro__) for text in _texts(each))
    found = {name: copy(field) for name, field in kind.model_fields.items()}
    for name, field in found.items():
        field.description = told.get(name) or field.description
    return found


def _texts(kind: type) -> Iterator[tuple[str, str]]:
    """The texts below the fields of a class itself, as its source has them."""
    if not issubclass(kind, Fields):
        return
    [found] = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    assert isinstance(found, ast.ClassDef), "that is the source of a class"
    for field, below in pairwise(found.body):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(ast.Constant(str(text))):
                yield name, inspect.cleandoc(text)
