"""Every refusal of the product as its source tells it: where it stands, what it says, and whether it cites a rule."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tests.architecture.source import Module, functions, modules

# Each takes the reason, then the citations; ``Verdict`` says first that it is one.
EXCEPTIONS = {
    *("RuleViolation", "ReasonNeeded", "Unprintable", "Conflict", "StaleVersion", "ImpossibleTransition"),
    *("Forbidden", "HeldBack", "SignInRefused"),
}
UNNAMED = "?"


@dataclass(frozen=True)
class Refusal:
    """One place that refuses. ``texts``: all that it may say; ``handed_on``: the reason is that of another refusal."""

    module: Module
    node: ast.Call
    texts: tuple[str, ...]
    is_cited: bool
    handed_on: str = ""


@dataclass(frozen=True)
class _Way:
    """How a call refuses: the places of its reason and of its citations; ``cites``: it adds its own rule."""

    reason: int
    citations: int | None
    cites: bool = False
    spread: bool = False  # everything from the place of the citations on is a citation


def refusals() -> Iterator[Refusal]:
    """All refusals of the product."""
    for module in modules():
        ways = {name: _Way(0, 1) for name in EXCEPTIONS} | {"Verdict": _Way(1, 2)}
        ways |= {"refuse": _Way(0, 1, spread=True)}
        own = _own_ways(module, ways)
        for function, call in _calls(module.tree, None):
            way = (ways | own).get(_called(call))
            if way is None or (_called(call) == "Verdict" and _is_true(call.args[0])):
                continue
            if (reason := _argument(call, way.reason, ("message", "reason", "text", "refusal"))) is None:
                continue
            if isinstance(reason, ast.Name) and function is not None and reason.id in _parameters(function):
                continue  # the helper itself: its callers are looked at
            yield Refusal(module, call, *_said(module, function, reason), *_handed_on(call, way, reason))


def _said(module, function, reason):
    return (tuple(dict.fromkeys(_texts(module, function, reason))),)


def _handed_on(call, way, reason):
    on = (
        ast.unparse(reason.value)
        if isinstance(reason, ast.Attribute) and reason.attr in ("reason", "message", "refusal")
        else ""
    )
    return _is_cited(call, way), on


def _is_cited(call: ast.Call, way: _Way) -> bool:
    if way.cites:
        return True
    given = next((word.value for word in call.keywords if word.arg in ("citations", "law")), None)
    if given is None and way.citations is not None and len(call.args) > way.citations:
        given = call.args[way.citations]
    return given is not None and ast.unparse(given) not in ("()", "None")


def _own_ways(module: Module, ways: dict[str, _Way]) -> dict[str, _Way]:
    """The helpers of the module that refuse with the reason they are given."""
    own = {}
    for function in functions(module):
        names = _parameters(function)
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            way = ways.get(_called(call))
            reason = _argument(call, way.reason) if way else None
            if isinstance(reason, ast.Name) and reason.id in names and function.name != "__init__":
                cited = (
                    call.args[way.citations] if way.citations is not None and len(call.args) > way.citations else None
                )
                text = ast.unparse(cited) if cited is not None else "()"
                at = (
                    [n for n in ast.walk(cited) if isinstance(n, ast.Name) and n.id in names]
                    if cited is not None
                    else []
                )
                shift = 1 if names[:1] in (["self"], ["cls"]) else 0
                own[function.name] = _Way(
                    names.index(reason.id) - shift,
                    names.index(at[0].id) - shift if at else None,
                    cites=text != "()" and not at,
                )
    return own


def _texts(module: Module, function: ast.AST | None, reason: ast.expr, depth: int = 0) -> Iterator[str]:
    found = [
        node
        for node in ast.walk(reason)
        if isinstance(node, ast.Call) and _called(node) in ("message", "N_", "gettext", "Message")
    ]
    for call in found:
        if call.args and isinstance(call.args[0], ast.Constant):
            yield call.args[0].value
        elif call.args and depth < 3:
            yield from _texts(module, function, call.args[0], depth + 1)
    if found or depth > 3:
        return
    for name in (node.id for node in ast.walk(reason) if isinstance(node, ast.Name)):
        for scope in (function, module.tree):
            for value in _values(scope, name) if scope is not None else ():
                yield from _texts(module, function, value, depth + 1)


def _values(scope: ast.AST, name: str) -> Iterator[ast.expr]:
    nodes = scope.body if isinstance(scope, ast.Module) else ast.walk(scope)
    for node in nodes:
        if (
            isinstance(node, ast.Assign)
            and any(isinstance(t, ast.Name) and t.id == name for target in node.targets for t in ast.walk(target))
        ) or (
            isinstance(node, (ast.AnnAssign, ast.NamedExpr))
            and isinstance(node.target, ast.Name)
            and node.target.id == name
            and node.value is not None
        ):
            yield node.value
        elif isinstance(node, (ast.For, ast.comprehension)) and any(
            isinstance(t, ast.Name) and t.id == name for t in ast.walk(node.target)
        ):
            yield node.iter
        elif isinstance(node, ast.FunctionDef) and node.name == name:
            yield from (one.value for one in ast.walk(node) if isinstance(one, ast.Return) and one.value is not None)


def _calls(node: ast.AST, function) -> Iterator:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield function, child
        yield from _calls(child, child if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)) else function)


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    if (
        isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in ("rules", "errors")
    ):
        return call.func.attr
    return ""


def _parameters(function) -> list[str]:
    a = function.args
    return [one.arg for one in (*a.posonlyargs, *a.args, *a.kwonlyargs, *([a.vararg] if a.vararg else []))]


def _argument(call: ast.Call, place: int, names=("message", "reason")) -> ast.expr | None:
    if len(call.args) > place:
        return call.args[place]
    return next((word.value for word in call.keywords if word.arg in names), None)


def _is_true(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is True
