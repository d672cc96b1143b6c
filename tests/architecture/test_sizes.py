"""The sizes beyond which nobody reads: a function, a page's code, a file."""

import ast
from pathlib import Path

from tests.architecture.source import ROOT, Module, functions, modules, refuse

FUNCTION = 40
VIEW = 30
PARAMETERS = 6
MODULE = 400
TEMPLATE = 150
TEST_FILE = 400
LONG_TABLES = ("regulations",)  # the law is as long as it is


def test_functions_end_before_forty_lines():
    refuse([f"{place}: {lines} lines" for place, lines in _lengths(modules()) if lines > FUNCTION])


def test_views_end_before_thirty_lines():
    views = tuple(module for module in modules() if module.part == "views")
    refuse([f"{place}: {lines} lines" for place, lines in _lengths(views) if lines > VIEW])


def test_functions_take_at_most_six_parameters():
    found = [
        f"{module.at(function)} {function.name} takes {_parameters(function)}"
        for module in modules()
        for function in functions(module)
        if _parameters(function) > PARAMETERS
    ]
    refuse(found)


def test_modules_end_before_four_hundred_lines():
    refuse(_too_long([module.path for module in modules() if module.area not in LONG_TABLES], MODULE))


def test_templates_end_before_a_hundred_and_fifty_lines():
    refuse(_too_long((ROOT / "templates").rglob("*.html"), TEMPLATE))


def test_test_files_end_before_four_hundred_lines():
    refuse(_too_long((ROOT / "tests").rglob("*.py"), TEST_FILE))


def _lengths(of: tuple[Module, ...]) -> list[tuple[str, int]]:
    return [
        (f"{module.at(function)} {function.name}", function.end_lineno - function.lineno + 1)
        for module in of
        for function in functions(module)
    ]


def _parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    arguments = function.args
    names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    return len([name for name in names if name not in ("self", "cls")])


def _too_long(paths: object, most: int) -> list[str]:
    counts = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in map(Path, paths)}
    return [f"{path.relative_to(ROOT)}: {count} lines" for path, count in sorted(counts.items()) if count > most]
