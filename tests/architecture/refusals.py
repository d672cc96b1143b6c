"""Every refusal of the product as its source tells it: where it stands, what it may say, whether it cites a rule."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.architecture.source import Module, functions, modules

Function = ast.FunctionDef | ast.AsyncFunctionDef

# Of the refusals each class takes the reason, then the citations.
CLASSES = {
    *("RuleViolation", "ReasonNeeded", "Unprintable", "Conflict", "StaleVersion", "ImpossibleTransition"),
    *("Forbidden", "HeldBack", "SignInRefused"),
}
HANDED_ON = ("reason", "message")


@dataclass(frozen=True)
class Refusal:
    """One place that refuses. ``texts``: all that it may say; ``handed_on``: the refusal whose reason it repeats."""

    module: Module
    node: ast.Call
    texts: tuple[str, ...]
    is_cited: bool
    handed_on: str


@dataclass(frozen=True)
class _Way:
    """A call that refuses: the places of its reason and of its citations; ``cites``: it adds the rule itself."""

    reason: int
    citations: int | None = None
    cites: bool = False


def refusals() -> Iterator[Refusal]:
    """All refusals of the product."""
    ways = {name: _Way(0, 1) for name in CLASSES} | {"Verdict": _Way(1, 2), "refuse": _Way(0, 1)}
    for module in modules():
        own = ways | _helpers(module, ways)
        for function, call in _calls(module.tree, None):
            way = own.get(_called(call))
            reason = _argument(call, way.reason, ("message", "reason")) if way else None
            if way is None or reason is None or (_called(call) == "Verdict" and _is_true(call.args[0])):
                continue
            if isinstance(reason, ast.Name) and function is not None and reason.id in _parameters(function):
                continue  # a helper: its callers give the reason
            hands_on = isinstance(reason, ast.Attribute) and reason.attr in HANDED_ON
            on = ast.unparse(reason.value) if isinstance(reason, ast.Attribute) and hands_on else ""
            texts = tuple(dict.fromkeys(_texts(module, function, reason)))
            yield Refusal(module, call, texts, _is_cited(call, way), on)


def _helpers(module: Module, ways: dict[str, _Way]) -> dict[str, _Way]:
    """The functions of a module that refuse with the reason they are given."""
    return {
        function.name: way
        for function in functions(module)
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and (way := _passing(function, call, ways.get(_called(call)))) is not None
    }


def _passing(function: Function, call: ast.Call, way: _Way | None) -> _Way | None:
    names = _parameters(function)
    reason = _argument(call, way.reason, ()) if way else None
    if way is None or not isinstance(reason, ast.Name) or reason.id not in names or function.name == "__init__":
        return None
    cited = _citations(call, way)
    passed = [one.id for one in ast.walk(cited) if isinstance(one, ast.Name) and one.id in names] if cited else []
    return _Way(names.index(reason.id), names.index(passed[0]) if passed else None, cited is not None and not passed)


def _is_cited(call: ast.Call, way: _Way) -> bool:
    return way.cites or _citations(call, way) is not None


def _citations(call: ast.Call, way: _Way) -> ast.expr | None:
    """What is cited; nothing where an empty tuple is given."""
    given = _argument(call, way.citations, ("citations",)) if way.citations is not None else None
    return None if given is None or ast.unparse(given) == "()" else given


def _texts(module: Module, function: Function | None, reason: ast.expr, depth: int = 0) -> Iterator[str]:
    """The sentences in an expression, or – through its names – in what it was assigned from."""
    marked = [node for node in ast.walk(reason) if _is_sentence(node)]
    for call in marked:
        if isinstance(call.args[0], ast.Constant):
            yield str(call.args[0].value)
        elif not isinstance(call.args[0], ast.Attribute):  # a row of the law says it itself
            yield from _texts(module, function, call.args[0], depth + 1)
    if marked or depth > 3:
        return
    if isinstance(reason, ast.Attribute):
        reason = ast.Name(reason.attr) if reason.attr.isupper() else reason.value
    for name in {node.id for node in ast.walk(reason) if isinstance(node, ast.Name)}:
        yield from _kept().get(name, ())
        for scope in filter(None, (function, module.tree)):
            for value in _values(scope, name):
                yield from _texts(module, function, value, depth + 1)


def _is_sentence(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and _called(node) in ("message", "Message")


@cache
def _kept() -> dict[str, list[str]]:
    """The sentences that modules keep under a name, for themselves and others."""
    kept: dict[str, list[str]] = {}
    for module in modules():
        for node in module.tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and _is_sentence(node.value):
                kept.setdefault(node.targets[0].id, []).extend(_texts(module, None, node.value))
    return kept


def _values(scope: ast.AST, name: str) -> Iterator[ast.expr]:
    """What a name may stand for: what was assigned to it, or what the function of this name gives back."""
    for node in scope.body if isinstance(scope, ast.Module) else ast.walk(scope):
        if isinstance(node, (ast.Assign, ast.AnnAssign, ast.NamedExpr)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if node.value and any(_binds(target, name) for target in targets):
                yield node.value
        elif isinstance(node, (ast.For, ast.comprehension)) and _binds(node.target, name):
            yield node.iter
        elif isinstance(node, ast.FunctionDef) and node.name == name:
            yield from (one.value for one in ast.walk(node) if isinstance(one, ast.Return) and one.value)


def _binds(target: ast.expr, name: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(target))


def _calls(node: ast.AST, function: Function | None) -> Iterator[tuple[Function | None, ast.Call]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield function, child
        yield from _calls(child, child if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)) else function)


def _called(call: ast.Call) -> str:
    """The name of what is called: ``refuse`` for ``refuse(…)`` and ``rules.refuse(…)``, nothing for a method."""
    if isinstance(call.func, ast.Attribute):
        of_module = isinstance(call.func.value, ast.Name) and call.func.value.id == "rules"
        return call.func.attr if of_module else ""
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _parameters(function: Function) -> list[str]:
    named = [*function.args.posonlyargs, *function.args.args, *filter(None, [function.args.vararg])]
    return [one.arg for one in (*named, *function.args.kwonlyargs) if one.arg not in ("self", "cls")]


def _argument(call: ast.Call, place: int, names: tuple[str, ...]) -> ast.expr | None:
    if len(call.args) > place:
        return call.args[place]
    return next((word.value for word in call.keywords if word.arg in names), None)


def _is_true(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is True
