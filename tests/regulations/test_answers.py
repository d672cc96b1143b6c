"""The law's answers in words, as last read through: reasons, articles, grades and facts change only on purpose.

After a deliberate change, read the difference and write the answers down anew:
``python -m tests.regulations.test_answers``
"""

from pathlib import Path

import pytest

from tests.regulations.questions import PARTS, answer

FOLDER = Path(__file__).with_name("answers")


def told(part) -> str:
    """The answers of a part, one a line."""
    return "".join(f"{answer(question)}\n" for question in part())


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_the_law_answers_as_it_was_last_read(part):
    assert told(part).splitlines() == (FOLDER / f"{part.__name__}.txt").read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for one in PARTS:
        (FOLDER / f"{one.__name__}.txt").write_text(told(one), encoding="utf-8")
