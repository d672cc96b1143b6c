"""The product's source as the tests of its shape read it: every file parsed once, with nothing imported."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LAYERS = ("states", "rules", "models", "queries", "papers", "services", "forms", "views")


@dataclass(frozen=True)
class Module:
    """A file of ``tracker``: ``name`` is dotted, ``area`` its package (or its own name on the top level)."""

    path: Path
    name: str
    tree: ast.Module

    @property
    def area(self) -> str:
        """``cases`` for ``tracker.cases.services.opening``, ``app`` for ``tracker.app``."""
        return self.name.split(".")[1] if "." in self.name else ""

    @property
    def part(self) -> str:
        """``services`` for ``tracker.cases.services.opening``; empty for a package's own file."""
        parts = self.name.split(".")
        return parts[2] if len(parts) > 2 else ""

    def at(self, node: ast.AST) -> str:
        """Where the node stands, as an editor opens it."""
        return f"{self.path.relative_to(ROOT)}:{node.lineno}"


@dataclass(frozen=True)
class Import:
    """One imported name: ``target`` is the module, as exactly as the files tell; ``inside`` the function it is in."""

    module: Module
    node: ast.stmt
    target: str
    inside: str | None

    def __str__(self) -> str:
        return f"{self.module.at(self.node)} imports {self.target}"


@cache
def modules() -> tuple[Module, ...]:
    """All modules of the product."""
    return tuple(_read(path) for path in sorted((ROOT / "tracker").rglob("*.py")))


def _read(path: Path) -> Module:
    parts = path.relative_to(ROOT).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(path, name, ast.parse(path.read_text(encoding="utf-8"), str(path)))


@cache
def imports() -> tuple[Import, ...]:
    """Every import of every module, our own and others'."""
    known = {module.name for module in modules()}
    return tuple(found for module in modules() for found in _imports_of(module, known))


def _imports_of(module: Module, known: set[str]) -> Iterator[Import]:
    for node, inside in _statements(module.tree, None):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(module, node, alias.name, inside)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(module, node)
            for alias in node.names:
                full = f"{base}.{alias.name}"
                yield Import(module, node, full if full in known else base, inside)


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = module.name.split(".")
    if module.path.name != "__init__.py":
        package = package[:-1]
    base = package[: len(package) - node.level + 1]
    return ".".join([*base, *([node.module] if node.module else [])])


def _statements(node: ast.AST, inside: str | None) -> Iterator[tuple[ast.stmt, str | None]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.Import, ast.ImportFrom)):
            yield child, inside
        elif isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield from _statements(child, getattr(child, "name", "lambda"))
        else:
            yield from _statements(child, inside)


def refuse(found: list[str]) -> None:
    """Fail the test with one line for each thing found; a plain comparison would cut the list short."""
    __tracebackhide__ = True
    assert not found, "\n  " + "\n  ".join(found)


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of the module."""
    return (node for node in ast.walk(module.tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))
