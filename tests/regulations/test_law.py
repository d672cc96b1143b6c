"""The law, row by row, as it was last compared with its sources: no date, article, grade or number changes unseen.

After a deliberate change, compare the rows with their sources again and write them down anew:
``python -m tests.regulations.test_law > tests/regulations/law.txt``
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from tracker.regulations.rulebook import RULES

WRITTEN = Path(__file__).with_name("law.txt")


def rows() -> Iterator[str]:
    """One line for each row of the law."""
    for rule in RULES:
        until = rule.in_force_until or "open"
        known = f"{rule.citation} [{rule.grade.value}]"
        yield " | ".join([rule.key, f"{rule.in_force_from} – {until}", known, str(rule.text), str(rule.note or "")])


def test_the_law_is_as_it_was_last_compared_with_its_sources():
    assert list(rows()) == WRITTEN.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    sys.stdout.write("".join(f"{row}\n" for row in rows()))
