"""Time is an argument: only ``core/clock.py`` asks the system, and nobody asks the database."""

import ast
from collections.abc import Iterator

from tests.architecture.source import Module, modules, refuse

CLOCKS = {
    *("datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today"),
    *("time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.ctime"),
    *("sqlalchemy.func.now", "sqlalchemy.func.current_timestamp", "sqlalchemy.func.current_date"),
    *("sqlalchemy.func.localtimestamp", "sqlalchemy.sql.func.now", "tracker.extensions.db.func.now"),
}


def test_only_the_clock_asks_what_time_it_is():
    others = [module for module in modules() if module.name != "tracker.core.clock"]
    refuse([f"{module.at(node)} uses {name}" for module in others for node, name in _names(module) if name in CLOCKS])


def test_the_day_of_an_instant_is_that_of_vietnam():
    days = [(module, node) for module in modules() for node in ast.walk(module.tree) if isinstance(node, ast.Call)]
    refuse(
        [
            f"{module.at(node)}: {ast.unparse(node)} is a day of UTC; use clock.day_of"
            for module, node in days
            if isinstance(node.func, ast.Attribute)
            and (node.func.attr, ast.unparse(node.func.value)[-3:]) == ("date", "_at")
        ]
    )


def _names(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """Every dotted name in the module, with the module it comes from in front: ``now`` → ``datetime.datetime.now``."""
    origins = dict(_origins(module))
    for node in ast.walk(module.tree):
        if isinstance(node, (ast.Attribute, ast.Name)):
            first, *rest = ast.unparse(node).split(".")
            yield node, ".".join([origins.get(first, first), *rest])


def _origins(module: Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.split(".")[0]
                yield (alias.asname, alias.name) if alias.asname else (top, top)
        elif isinstance(node, ast.ImportFrom):
            yield from ((alias.asname or alias.name, f"{node.module}.{alias.name}") for alias in node.names)
