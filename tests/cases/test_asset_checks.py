"""Checks of declarations of assets: the rules name commissions above the grassroots; others are warned, not stopped."""

from datetime import date

import pytest

from tests.cast import TODAY
from tests.stories import Story
from tracker.cases.kinds import Kind
from tracker.cases.offers import AREA
from tracker.cases.states import Basis
from tracker.regulations.assets import check_asset_checks
from tracker.regulations.sources import Grade
from tracker.regulations.terms import Level

RULED = date(2026, 4, 11)


@pytest.mark.parametrize(
    ("level", "on", "named"),
    [
        (Level.GRASSROOTS, RULED, False),
        (Level.CELL, RULED, False),
        (Level.PROVINCE, RULED, True),
        (Level.GRASSROOTS, date(2026, 4, 10), True),  # no rule was read for that time
    ],
)
def test_which_commissions_the_rules_name(level, on, named):
    verdict = check_asset_checks(level, on)
    assert verdict.allowed is named
    assert named or [(one.source, one.grade) for one in verdict.citations] == [("21-QĐ/TW", Grade.B)]


def test_a_case_of_a_grassroots_commission_says_so_with_the_article_and_how_sure_it_is(world):
    story = Story(world).opened(kind=Kind.ASSET_DECLARATION_INSPECTION, basis=Basis.PROGRAMME)
    file = story.file("head")
    told = AREA.remarks(story.actor("head"), file, max(TODAY, RULED))
    assert [remark.tone for remark in told] == ["warn"] and "21-QĐ/TW" in str(told[0].words)
    file.case.kind = Kind.VIOLATION_INSPECTION
    assert AREA.remarks(story.actor("head"), file, max(TODAY, RULED)) == []
