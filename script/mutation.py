"""Judges the changes that mutmut makes to the law: is there a test that fails with them? Started by script/mutate.

mutmut itself would judge them with the tables of the law built already. Here a change to what is called while the law
is imported is judged by importing it anew and comparing every row with tests/regulations/law.txt; every other change by
the tests, in a process forked after they were collected. What both let pass goes through all tests from the beginning.
"""

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import hypothesis
import pytest
from _pytest.runner import runtestprotocol
from mutmut import __main__ as tool

LAW = "tracker.regulations"
EVERY = int(os.environ.get("MUTATE_EVERY", "1"))


def make_changes() -> None:
    """Let mutmut write the law with all its changes into the folder ``mutants``, and go there."""
    tool.copy_src_dir()
    tool.copy_also_copy_files()
    tool.setup_source_paths()
    tool.create_mutants(1)
    os.chdir("mutants")
    sys.path.insert(0, os.getcwd())
    os.environ["MUTANT_UNDER_TEST"] = "none"


def fails(judge: Callable[[], object], change: str) -> bool:
    """Whether the judge says so, breaks or takes too long, in a process of its own in which the change is made."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] != 0
    os.environ["MUTANT_UNDER_TEST"] = change
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    signal.setitimer(signal.ITIMER_PROF, 120)  # of its own work: a busy or paused machine proves nothing
    try:
        found = bool(judge())
    except BaseException:
        found = True
    os._exit(int(found))


def rows_differ() -> bool:
    """Whether the law, imported anew, is no longer the one that was written down."""
    for name in [name for name in sys.modules if name.startswith(LAW)]:
        del sys.modules[name]
    written = Path("tests/regulations/law.txt").read_text(encoding="utf-8").splitlines()
    return list(import_module("tests.regulations.test_law").rows()) != written


def called_on_import() -> set[str]:
    """The functions of the law that run while it is imported, by their names in the changed files."""
    called: set[str] = set()

    def note(frame, event, _argument) -> None:
        if event == "call" and "regulations" in frame.f_code.co_filename:
            called.add(frame.f_code.co_name.removesuffix("__mutmut_orig"))

    sys.setprofile(note)
    import_module(f"{LAW}.rulebook")
    sys.setprofile(None)
    return called


class Judge:
    """A pytest plugin that judges the changes in place of running the tests once."""

    def __init__(self, wanted: set[str], on_import: set[str]):
        self.wanted, self.on_import = wanted, on_import
        self.counts: dict[str, Counter[bool]] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        assert not any(self._fails(item) for item in session.items), "a test fails without any change"
        for module, change in changes(self.wanted):
            noticed = self._is_noticed(module, change, session.items)
            self.counts.setdefault(module, Counter())[noticed] += 1
            if not noticed:
                print("unnoticed:", change, flush=True)
        return True

    def _is_noticed(self, module: str, change: str, items: list[pytest.Item]) -> bool:
        name = change.removeprefix(f"{LAW}.{module}.").rpartition("__mutmut_")[0]
        early = name in self.on_import
        if early and fails(rows_differ, change):
            return True
        near = f"test_{module}.py"
        ordered = sorted(items, key=lambda item: (near not in item.nodeid, hasattr(item.obj, "hypothesis")))
        if fails(lambda: any(self._fails(item) for item in ordered), change):
            return True
        afresh = [sys.executable, "-m", "pytest", "-x", "tests"]
        return early and fails(lambda: os.execv(sys.executable, afresh), change)

    @staticmethod
    def _fails(item: pytest.Item) -> bool:
        return any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def changes(wanted: set[str]) -> Iterator[tuple[str, str]]:
    """The changes wanted by their names, and every n-th of the modules wanted; without a wish every n-th of all."""
    for notes in sorted(Path("tracker/regulations").glob("*.meta")):
        module = notes.name.removesuffix(".py.meta")
        names = list(json.loads(notes.read_text())["exit_code_by_key"])
        chosen = names[::EVERY] if not wanted or module in wanted else [name for name in names if name in wanted]
        yield from ((module, name) for name in chosen)


def main() -> None:
    make_changes()
    on_import = called_on_import()
    hypothesis.settings.register_profile("mutation", max_examples=25, deadline=None, database=None, derandomize=True)
    hypothesis.settings.load_profile("mutation")
    judge = Judge(set(sys.argv[1:]), on_import)
    pytest.main(["tests/regulations"], plugins=[judge])
    for module, count in judge.counts.items():
        print(f"{module}: {count[True]} of {count.total()} noticed")
    total = sum(judge.counts.values(), Counter())
    print(f"all: {total[True]} of {total.total()} noticed, {total[True] / max(1, total.total()):.1%}")


if __name__ == "__main__":
    main()
