"""The copy for printing on both sides: the words of the kept file, the margins of its even pages changed."""

import pytest

from tests.documents.sheets import taken_apart
from tracker.documents.catalogue import CATALOGUE
from tracker.documents.mirroring import mirrored
from tracker.documents.render import render_pdf


def test_only_even_pages_move_and_by_the_difference_of_the_margins():
    content = render_pdf("team_plan", CATALOGUE["team_plan"].sample("issued"))
    before, after = taken_apart(content), taken_apart(mirrored(content))
    assert len(before.reader.pages) > 1
    for was, now in zip(before.runs, after.runs, strict=True):
        assert (now.page, now.text, now.y) == (was.page, was.text, pytest.approx(was.y))
        assert now.x - was.x == pytest.approx(0 if was.page % 2 else -15, abs=0.1)
