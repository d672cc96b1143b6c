"""The words of every paper: the sample, printed by the guidance of its day, against the text kept beside this file.

A change of wording is a change of these files: read what differs before replacing them.
"""

from pathlib import Path

import pytest

from tests.documents.sheets import taken_apart
from tracker.documents.catalogue import CATALOGUE
from tracker.documents.render import render_pdf

KEPT = Path(__file__).parent / "words"


def words_of(key: str) -> list[str]:
    """The printed words, ten a line."""
    words = taken_apart(render_pdf(key, CATALOGUE[key].sample())).text.split()
    return [" ".join(words[at : at + 10]) for at in range(0, len(words), 10)]


@pytest.mark.parametrize("key", CATALOGUE)
def test_a_sample_prints_the_words_that_were_read_and_kept(key):
    assert words_of(key) == (KEPT / f"{key}.txt").read_text(encoding="utf-8").splitlines()


def test_no_words_are_kept_of_a_paper_that_is_gone():
    assert {file.stem for file in KEPT.iterdir()} == set(CATALOGUE)
