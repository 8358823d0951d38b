"""What Waypost can say to an author, found by reading its source without running it.

A message is what a `Problem` or a `mistake` is given, and the first sentence of whatever refuses to
go on. From there names are followed to all that is put into them, parameters to all who call, and
calls to all that is returned, until there are sentences. What varies in one is `…`. A message that
can't be followed to its words fails, so that none can be left out.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import product
from pathlib import Path

from syntax import Code, argument, default_of, fields_of, parameters_of

VARIES = "…"
SAID = ""  # elsewhere: this only hands it on

# Where in a call the words stand, and where the cure.
TOLD = {"Problem": ((3, "what"), (4, "cure")), "mistake": ((0, "what"), (1, "cure"))}
REFUSED = {
    **dict.fromkeys(("UsageError", "ClickException", "Abort"), (0, "message")),
    "ClockError": (0, ""),
    "PrintingError": (0, ""),
}

Seen = frozenset[tuple[ast.AST, int | None]]


class Source(Code):
    """All that is said in some files."""

    @classmethod
    def of(cls, root: Path) -> "Source":
        """The engine and the hooks of a checkout."""
        paths = sorted([*(root / "src").rglob("*.py"), *(root / "hooks").glob("*.py")])
        return cls((path.relative_to(root).as_posix(), path.read_text("utf-8")) for path in paths)

    @cached_property
    def messages(self) -> set[str]:
        """Everything that can be said."""
        return {text for call in self.calls for text in self._said(call)}

    @cached_property
    def cures(self) -> set[str]:
        """What can be said of how to mend it, as far as it can be followed to its words."""
        found = (
            self._argument(call, *TOLD[name][1], frozenset())
            for call in self.calls
            if (name := self.called(call)) in TOLD
        )
        return {text for texts in found for text in texts if _is_word(text)}

    def _said(self, call: ast.Call) -> Iterator[str]:
        name = self.called(call)
        if name in TOLD:
            found = self._argument(call, *TOLD[name][0], frozenset())
        elif name in REFUSED:
            found = set(map(_first_sentence, self._argument(call, *REFUSED[name], frozenset())))
        elif any(each.arg == "what" for each in call.keywords) and not self.targets(call):
            found = self._argument(call, -1, "what", frozenset())
        else:
            return
        place = f"{self.home[call].path}:{call.lineno}"
        is_followed = found and all(text == SAID or _is_word(text) for text in found)
        assert is_followed, f"{place}: What is said here can't be followed to its words."
        yield from found - {SAID}

    # What can be meant: every text, and none where it is None

    def _texts(self, node: ast.expr | None, number: int | None, seen: Seen) -> set[str]:
        """What an expression can be, or an item of it, by its number."""
        if node is None or (node, number) in seen:
            return set()
        seen |= {(node, number)}
        match node:
            case ast.Constant(value=None):
                return set()
            case ast.IfExp(body=one, orelse=other):
                return self._texts(one, number, seen) | self._texts(other, number, seen)
            case ast.BoolOp(values=values):
                return _all(self._texts(each, number, seen) for each in values)
            case ast.NamedExpr(value=value):
                return self._texts(value, number, seen)
            case ast.Name(id=name):
                return self._named(name, node, number, seen)
            case ast.Attribute(value=value, attr=attr) if number is not None or _is_self(value):
                return self._held(attr, node, number, seen)
            case ast.Call(func=ast.Attribute(value=value, attr="strip")):
                return self._texts(value, number, seen)
            case ast.Call(func=ast.Name(id="str"), args=[ast.Name(id=name)]) if (
                self.caught.get((self.scope[node], name), {""}) <= REFUSED.keys()
            ):
                return {SAID}
            case ast.Call():
                return self._returned(node, number, seen)
            case ast.Tuple(elts=items) if number is not None:
                return self._texts(items[number], None, seen)
        return {VARIES} if number is not None else self._text(node, seen)

    def _text(self, node: ast.expr, seen: Seen) -> set[str]:
        match node:
            case ast.Constant(value=str(text)):
                return {text}
            case ast.JoinedStr(values=parts):
                return _joined(self._part(part, seen) for part in parts)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return _joined([self._texts(left, None, seen), self._texts(right, None, seen)])
            case ast.Subscript(slice=ast.Constant(value="what" | "cure")):
                return {SAID}
            case ast.Subscript(value=value, slice=ast.Constant(value=int(number))):
                return self._texts(value, number, seen)
            case ast.Subscript(value=ast.Name(id=name)):
                return self._looked_up(name, node, seen)
        return {VARIES}

    def _part(self, part: ast.expr, seen: Seen) -> set[str]:
        """What a part of an f-string can be: words of ours, where a name stands for them."""
        if isinstance(part, ast.Constant):
            return {str(part.value)}
        value = part.value if isinstance(part, ast.FormattedValue) else part
        if isinstance(value, ast.Call):
            return {VARIES}
        found = self._texts(value, None, seen)
        return {text if not text or _is_word(text) else VARIES for text in found} or {VARIES}

    def _named(self, name: str, node: ast.expr, number: int | None, seen: Seen) -> set[str]:
        for scope in self.scopes(node):
            if given := self.given.get((scope, name)):
                last = self.last_given(name, node) if scope is self.scope[node] else None
                given = [each for each in given if last in (None, each[0])]
                return _all(
                    {VARIES}
                    if None not in (at, number)
                    else self._texts(value, _either(at, number), seen)
                    for value, at in given
                )
            if not isinstance(scope, ast.Module) and name in parameters_of(scope):
                return self._given_by_callers(scope, name, number, seen)
        home, original = self.home[node].imported.get(name, ("", ""))
        if module := self.modules.get(home):
            given = self.given.get((module.tree, original), [])
            return _all(self._texts(value, number, seen) for value, _ in given) or {VARIES}
        return {VARIES}

    def _given_by_callers(
        self, function: ast.FunctionDef | ast.Lambda, name: str, number: int | None, seen: Seen
    ) -> set[str]:
        """What a parameter can be; where nobody calls by name, as with a validator, it varies."""
        callers = self.callers.get(function, [])
        if number is not None or not callers:
            return {VARIES}
        place = parameters_of(function).index(name) - (function in self.owner)
        default = default_of(function, name)
        return _all(self._argument(call, place, name, seen, default) for call in callers)

    def _argument(
        self, call: ast.Call, place: int, name: str, seen: Seen, default: ast.expr | None = None
    ) -> set[str]:
        given, number = argument(call, place, name)
        return self._texts(given or default, number, seen)

    def _held(self, name: str, node: ast.Attribute, number: int | None, seen: Seen) -> set[str]:
        """What a field of an object can be: of this class, or else of any that has it."""
        owners = [self.owner[scope] for scope in self.scopes(node) if scope in self.owner]
        kinds = owners[:1] if _is_self(node.value) else self.classes
        found = set[str]()
        for kind in kinds:
            fields = fields_of(kind)
            for call in self.callers.get(kind, []) if name in fields else ():
                given, at = argument(call, list(fields).index(name), name)
                is_item = at is not None and number is not None
                value = given or fields[name]
                found |= {VARIES} if is_item else self._texts(value, _either(at, number), seen)
        return found or {VARIES}

    def _looked_up(self, name: str, node: ast.expr, seen: Seen) -> set[str]:
        """What can stand in a dictionary."""
        for scope in self.scopes(node):
            for value, _ in self.given.get((scope, name), []):
                if isinstance(value, ast.Dict):
                    return _all(self._texts(each, None, seen) for each in value.values)
        return {VARIES}

    def _returned(self, call: ast.Call, number: int | None, seen: Seen) -> set[str]:
        """What a function of ours gives back; what others do, nobody knows."""
        functions = [each for each in self.targets(call) if isinstance(each, ast.FunctionDef)]
        returns = [
            node.value
            for function in functions
            for node in ast.walk(function)
            if isinstance(node, ast.Return) and self.scope[node] is function
        ]
        if not returns:
            return {VARIES}
        return _all(self._texts(value, number, seen) for value in returns) - {""}


def _is_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "self"


def _either(one: int | None, other: int | None) -> int | None:
    return other if one is None else one


def _is_word(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.?!])\s|\n", text, maxsplit=1)[0]


def _all(found: Iterable[set[str]]) -> set[str]:
    return set[str]().union(*found)


def _joined(parts: Iterable[set[str]]) -> set[str]:
    return {"".join(each) for each in product(*parts)}
