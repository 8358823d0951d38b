"""Python source, read and not run: what a name was set to, and who calls whom.

As much of it as `messages` needs, and in the way in which this source is written.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

Scope = ast.Module | ast.FunctionDef | ast.Lambda


@dataclass(eq=False)
class Module:
    """A file of the source; `imported` is where the names come from that are not its own."""

    path: str
    name: str
    tree: ast.Module
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)


class Code:
    """Some files of source, given as their paths and texts."""

    def __init__(self, files: Iterable[tuple[str, str]]) -> None:
        self.modules: dict[str, Module] = {}
        self.home: dict[ast.AST, Module] = {}
        self.scope: dict[ast.AST, Scope] = {}
        self.owner: dict[ast.AST, ast.ClassDef] = {}
        self._parent: dict[ast.AST, ast.AST] = {}
        self._before: dict[ast.AST, ast.AST] = {}
        self.given: dict[tuple[Scope, str], list[tuple[ast.expr, int | None]]] = {}
        self._defined: dict[tuple[Scope, str], ast.AST] = {}
        self._methods: dict[str, list[ast.AST]] = {}
        self.classes: list[ast.ClassDef] = []
        self.calls: list[ast.Call] = []
        self.caught: dict[tuple[Scope, str], set[str]] = {}
        for path, text in files:
            tree = ast.parse(text)
            module = Module(path, module_name(path), tree)
            self.modules[module.name] = module
            self._read(tree, tree, None, module)

    def _read(self, node: ast.AST, scope: Scope, owner: ast.ClassDef | None, home: Module) -> None:
        for block in (each for _, each in ast.iter_fields(node) if isinstance(each, list)):
            self._before |= dict(zip(block[1:], block[:-1], strict=True))
        for child in ast.iter_child_nodes(node):
            self.scope[child], self.home[child], self._parent[child] = scope, home, node
            self._note(child, scope, owner, home)
            if isinstance(child, ast.ClassDef):
                self._read(child, scope, child, home)
            elif isinstance(child, ast.FunctionDef | ast.Lambda):
                self._read(child, child, None, home)
            else:
                self._read(child, scope, owner, home)

    def _note(self, node: ast.AST, scope: Scope, owner: ast.ClassDef | None, home: Module) -> None:
        match node:
            case ast.FunctionDef(name=name) if owner:
                self.owner[node] = owner
                self._methods.setdefault(name, []).append(node)
            case ast.FunctionDef(name=name):
                self._defined[scope, name] = node
            case ast.ClassDef(name=name):
                self._defined[scope, name] = node
                self.classes.append(node)
            case ast.ImportFrom(module=str(module), names=names):
                home.imported |= {each.asname or each.name: (module, each.name) for each in names}
            case ast.Call():
                self.calls.append(node)
            case ast.Assign(targets=targets, value=value) if not owner:
                for target in targets:
                    self._bind(target, value, scope)
            case ast.AnnAssign(target=target, value=ast.expr() as value) if not owner:
                self._bind(target, value, scope)
            case ast.NamedExpr(target=target, value=value):
                self._bind(target, value, scope)
            case ast.AugAssign(target=target):
                self._bind(target, ast.Constant(...), scope)
            case ast.ExceptHandler(name=str(name), type=ast.expr() as kinds):
                several = kinds.elts if isinstance(kinds, ast.Tuple) else [kinds]
                self.caught[scope, name] = set(map(last_of, several))

    def _bind(self, target: ast.expr, value: ast.expr, scope: Scope) -> None:
        parts = enumerate(target.elts) if isinstance(target, ast.Tuple) else [(None, target)]
        for number, each in parts:
            if isinstance(each, ast.Name):
                self.given.setdefault((scope, each.id), []).append((value, number))

    # Who is meant

    def scopes(self, node: ast.AST) -> Iterator[Scope]:
        """The scopes whose names can be seen from somewhere, the nearest first."""
        while not isinstance(node, ast.Module):
            node = self.scope[node]
            yield node

    def _definition(self, name: str, module: Module | None) -> ast.AST | None:
        """What a module calls by a name, be it imported."""
        if module is None:
            return None
        if found := self._defined.get((module.tree, name)):
            return found
        home, original = module.imported.get(name, ("", ""))
        return self._definition(original, self.modules.get(home))

    def targets(self, call: ast.Call) -> list[ast.AST]:
        """The functions and classes of ours that a call can mean."""
        home = self.home[call]
        match call.func:
            case ast.Name(id=name):
                local = (self._defined.get((scope, name)) for scope in self.scopes(call))
                found = next(filter(None, local), None) or self._definition(name, home)
                return [found] if found else []
            case ast.Attribute(value=ast.Name(id=name), attr=attr) if name in home.imported:
                found = self._definition(attr, self.modules.get(".".join(home.imported[name])))
                return [found] if found else []
            case ast.Attribute(attr=attr):
                return self._methods.get(attr, [])
        return []

    def called(self, call: ast.Call) -> str:
        """The name of what is called, whatever it was renamed to: `click.UsageError` too."""
        name = last_of(call.func)
        is_plain = isinstance(call.func, ast.Name)
        return self.home[call].imported.get(name, ("", name))[1] if is_plain else name

    @cached_property
    def callers(self) -> dict[ast.AST, list[ast.Call]]:
        found: dict[ast.AST, list[ast.Call]] = {}
        for call in self.calls:
            for target in self.targets(call):
                found.setdefault(target, []).append(call)
        return found

    def last_given(self, name: str, node: ast.AST) -> ast.expr | None:
        """What a name must stand for in some place, if it was set just before it without an if."""
        while True:
            if before := self._before.get(node):
                node = before
                if isinstance(node, ast.Assign) and name in bound_by(node):
                    return node.value
            else:
                node = self._parent[node]
            if isinstance(node, Scope) or any(name in bound_by(each) for each in ast.walk(node)):
                return None


def module_name(path: str) -> str:
    inner = path.removeprefix("src/").removesuffix(".py").removesuffix("/__init__")
    return inner.replace("/", ".")


def last_of(node: ast.expr) -> str:
    """`click.UsageError` is called UsageError."""
    return getattr(node, "attr", None) or getattr(node, "id", "")


def bound_by(node: ast.AST) -> set[str]:
    """The names that a statement or an expression sets by itself."""
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return {
        each.id
        for target in targets
        if target
        for each in ast.walk(target)
        if isinstance(each, ast.Name)
    }


def parameters_of(function: ast.FunctionDef | ast.Lambda) -> list[str]:
    found = function.args
    return [each.arg for each in (*found.posonlyargs, *found.args, *found.kwonlyargs)]


def default_of(function: ast.FunctionDef | ast.Lambda, name: str) -> ast.expr | None:
    found = function.args
    positional = [*found.posonlyargs, *found.args]
    given = list(
        zip(positional[len(positional) - len(found.defaults) :], found.defaults, strict=True)
    )
    given += zip(found.kwonlyargs, found.kw_defaults, strict=True)
    return next((value for each, value in given if each.arg == name), None)


def fields_of(kind: ast.ClassDef) -> dict[str, ast.expr | None]:
    """The fields of a class of data, with their defaults."""
    return {
        each.target.id: each.value
        for each in kind.body
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
    }


def argument(call: ast.Call, place: int, name: str) -> tuple[ast.expr | None, int | None]:
    """What a call gives in a place, or the number of the item of it that stands there."""
    for each in call.keywords:
        assert each.arg, f"In line {call.lineno} nobody can tell what is given."
        if each.arg == name:
            return each.value, None
    for position, each in enumerate(call.args):
        if isinstance(each, ast.Starred):
            assert each is call.args[-1], f"In line {call.lineno} nobody can count what is given."
            return each.value, place - position
        if position == place:
            return each, None
    return None, None
