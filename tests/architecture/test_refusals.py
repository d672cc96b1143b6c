"""Every refusal names its rule: what rests on law cites it, and what is the program's own order says what to do.

``order.txt`` lists, under its reasons, what the program refuses on its own account. A refusal that neither cites a rule
nor stands there fails.
"""

import ast
import re

from tests.architecture.refusals import CLASSES, Refusal, refusals
from tests.architecture.source import ROOT, modules, refuse

ORDER = ROOT / "tests" / "architecture" / "order.txt"
# The reader of dates gives the sentence.
BY_READER = "tracker.lawbook.commands"
# What stops these has no article: a wording that cannot be printed, a rule that the tables do not have.
WITHOUT_LAW = {"failure", "none", "unknown"}
# A request in one clause that leaves nothing open, as “Fill this in.”
ASKS = re.compile(r"(Choose|Fill|Give|Link|Name|Record|Say|Search|Type|Wait|Write|At most|Known are)\b")
TWO_CLAUSES = re.compile(r"[.;:,–)] \S|%\(\w+\)s [A-Z]")


def test_a_refusal_cites_its_rule_or_stands_among_those_of_the_programs_own_order():
    own = _own()
    uncited = [(one, text) for one in refusals() if not one.is_cited for text in one.texts]
    refuse([f"{_at(one)}: {text}" for one, text in uncited if text not in own])


def test_the_list_of_the_programs_own_order_holds_only_what_it_says():
    refuse(sorted(_own() - {text for one in refusals() if not one.is_cited for text in one.texts}))


def test_each_part_of_the_list_has_its_reason():
    parts = ORDER.read_text(encoding="utf-8").split("\n\n")
    refuse([part.splitlines()[0] for part in parts if not re.match(r"# .+\.\n", part)])


def test_what_is_refused_can_be_read_off_the_source():
    silent = [one for one in refusals() if not one.texts and not one.handed_on and one.module.name != BY_READER]
    refuse([_at(one) for one in silent if not one.is_cited])  # an article's row may say it in its own words


def test_a_refusal_handed_on_keeps_its_articles():
    refuse([_at(one) for one in refusals() if one.handed_on and not one.is_cited and one.handed_on not in WITHOUT_LAW])


def test_a_refusal_says_more_than_that_it_refuses():
    said = {text: one for one in refusals() for text in one.texts}
    refuse([f"{_at(one)}: {text}" for text, one in said.items() if not _explains(text)])


def test_the_articles_are_not_typed_into_the_sentences():
    article = re.compile(r"\b(Điều|Article) \d|\d-(QĐ|HD|QĐi)/")
    refuse([f"{_at(one)}: {text}" for one in refusals() for text in one.texts if article.search(text)])


def test_no_refusal_is_overlooked():
    walked = {(one.module.name, one.node.lineno) for one in refusals()}
    raised = [(module, node) for module in modules() for node in ast.walk(module.tree) if _raises(node)]
    refuse([module.at(node) for module, node in raised if (module.name, node.exc.lineno) not in walked])


def _raises(node: ast.AST) -> bool:
    """Whether a refusal is raised here, with a reason that is not a mere name: that may be given by who calls."""
    if not isinstance(node, ast.Raise) or not isinstance(node.exc, ast.Call):
        return False
    name = node.exc.func.id if isinstance(node.exc.func, ast.Name) else ""
    return name in CLASSES and not isinstance(node.exc.args[0], ast.Name)


def _own() -> set[str]:
    lines = ORDER.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("# ")}


def _explains(text: str) -> bool:
    return bool(TWO_CLAUSES.search(text) or ASKS.match(text))


def _at(one: Refusal) -> str:
    return one.module.at(one.node)
