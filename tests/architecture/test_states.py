"""A record changes its state in one kind of place: a service. Elsewhere a state is only read."""

import ast
from collections.abc import Iterator

from tests.architecture.source import Module, modules, refuse

# Services of a room whose services are one file already.
ALSO_SERVICES = {"tracker.documents.approval"}


def test_only_services_assign_a_state():
    elsewhere = [module for module in modules() if module.part != "services" and module.name not in ALSO_SERVICES]
    refuse([f"{module.at(node)} changes {name}" for module in elsewhere for node, name in _changes(module)])


def _changes(module: Module) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, (ast.Store, ast.Del)) and _is_state(node.attr):
            yield node, node.attr
        elif isinstance(node, ast.Call):
            yield from ((node, name) for name in _changed_by_call(node))


def _changed_by_call(call: ast.Call) -> list[str]:
    """``setattr(case, "state", …)`` and ``update(Case).values(state=…)``."""
    called = call.func
    if isinstance(called, ast.Name) and called.id == "setattr":
        return [text.value for text in call.args[1:2] if isinstance(text, ast.Constant) and _is_state(str(text.value))]
    if isinstance(called, ast.Attribute) and called.attr == "values":
        return [keyword.arg for keyword in call.keywords if keyword.arg and _is_state(keyword.arg)]
    return []


def _is_state(name: str) -> bool:
    return name == "state" or name.endswith("_state")
