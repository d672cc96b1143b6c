"""A test that asks a module for what it no longer has fails only when it runs, and the long ones run last."""

import ast
import importlib
import importlib.util
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import ROOT, refuse


def test_tests_ask_modules_only_for_what_they_have():
    refuse([found for path in sorted((ROOT / "tests").rglob("*.py")) for found in _missing(path)])


def _missing(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    named = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "tracker"
        for alias in node.names
        if _is_module(f"{node.module}.{alias.name}")
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in named:
            module = named[node.value.id]
            if not hasattr(importlib.import_module(module), node.attr):
                yield f"{path.relative_to(ROOT)}:{node.lineno}: {module} has no {node.attr}"


def _is_module(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:  # its parent is a module, not a package
        return False
