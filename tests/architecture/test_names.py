"""Names that say nothing are refused: for files, functions, classes, parameters and variables."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import ROOT, Module, modules, refuse

BANNED = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "data", "info"}
# Names that WTForms and the HTML parser give: a method and its parameters.
GIVEN = {"process", "process_data", "process_formdata", "handle_data"}
FOLDERS = ("tracker", "templates", "tests", "script", "migrations")
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def test_files_and_folders_have_telling_names():
    paths = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if "__pycache__" not in path.parts]
    ours = [path for path in paths if "vendor" not in path.parts]
    refuse([str(path.relative_to(ROOT)) for path in ours if _says_nothing(path.stem)])


def test_functions_classes_parameters_and_variables_have_telling_names():
    refuse(
        [f"{module.at(node)}: {name}" for module in modules() for node, name in _names(module) if _says_nothing(name)]
    )


def _says_nothing(name: str) -> bool:
    return any(word.lower() in BANNED for word in WORD.findall(name))


def _names(module: Module) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef):
            yield node, node.name
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name not in GIVEN:
            yield node, node.name
            yield from ((argument, argument.arg) for argument in ast.walk(node.args) if isinstance(argument, ast.arg))
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node, node.id
