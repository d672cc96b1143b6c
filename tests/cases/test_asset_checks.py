"""Checks of declarations of assets: the rules name commissions above the grassroots; others are warned, not stopped."""

from datetime import date

import pytest

from tests.cast import TODAY, ago, typed
from tests.stories import Story
from tracker.audit.models import AuditEvent
from tracker.cases.kinds import Kind
from tracker.cases.offers import AREA
from tracker.cases.rules import check_assets
from tracker.cases.services import change_draft
from tracker.cases.states import Basis
from tracker.core.errors import RuleViolation
from tracker.extensions import db
from tracker.regulations.assets import check_asset_checks
from tracker.regulations.sources import Grade
from tracker.regulations.terms import Level

RULED = date(2026, 4, 11)
WORK = {"kind": Kind.ASSET_DECLARATION_INSPECTION, "basis": Basis.PROGRAMME}
NOTED, NOTICE = 'name="asset_noted"', "cấp trên trực tiếp"


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
    story = Story(world).opened(**WORK, asset_noted=True)
    file = story.file("head")
    told = AREA.remarks(story.actor("head"), file, max(TODAY, RULED))
    assert [remark.tone for remark in told] == ["warn"] and "21-QĐ/TW" in str(told[0].words)
    file.case.kind = Kind.VIOLATION_INSPECTION
    assert AREA.remarks(story.actor("head"), file, max(TODAY, RULED)) == []


def test_who_chooses_it_at_the_grassroots_says_at_the_opening_that_he_knows(world):
    with pytest.raises(RuleViolation) as refusal:
        Story(world).opened(**WORK)
    assert (refusal.value.field, [one.source for one in refusal.value.citations]) == ("asset_noted", ["21-QĐ/TW"])
    story = Story(world).opened(**WORK, asset_noted=True)
    [opened] = db.session.query(AuditEvent).filter(AuditEvent.action == "case.opened")
    assert "assets" in opened.body and "21-QĐ/TW" in opened.body
    with pytest.raises(RuleViolation):
        change_draft(story.actor("officer"), story.file("officer"), story.draft(**WORK), TODAY)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.ASSET_DECLARATION_INSPECTION])
def test_other_work_is_asked_nothing_of_the_kind(kind):
    assert check_assets(kind, Level.CELL, RULED).allowed


@pytest.mark.parametrize(
    ("level", "on", "asked"),
    [
        (Level.GRASSROOTS, RULED, True),
        (Level.GRASSROOTS, date(2026, 4, 10), False),
        (Level.DISTRICT, RULED, False),
    ],
)
def test_it_is_asked_from_the_day_of_the_rule_on_and_only_where_others_are_named(level, on, asked):
    verdict = check_assets(Kind.ASSET_DECLARATION_INSPECTION, level, on)
    assert (not verdict.allowed, verdict.field) == (asked, "asset_noted" if asked else None)


def test_the_form_warns_at_the_choice_and_opens_once_that_is_acknowledged(play, cast):
    officer = play("officer")
    typed_in = values(cast) | {"kind": "asset_declaration_inspection", "basis": "programme"}
    assert NOTED not in officer.get("/cases/new").text
    refused = officer.submit("/cases/new", typed_in)
    assert (refused.status_code, NOTED in refused.text, NOTICE in refused.text) == (422, True, True)
    assert 'id="asset_noted-error"' in refused.text and "21-QĐ/TW" in refused.text
    other = officer.submit("/cases/new", typed_in | {"kind": "compliance_inspection", "title": ""}, page=refused)
    assert (other.status_code, NOTED in other.text) == (422, False)
    opened = officer.submit("/cases/new", typed_in | {"asset_noted": "y"}, page=refused)
    assert opened.status_code == 303
    assert NOTED in officer.get(f"{opened.location}/draft").text


def test_a_preset_kind_shows_the_warning_at_once(play):
    searched = play("officer").submit(
        "/cases/new", {"kind": "asset_declaration_inspection", "subjects-q": "hanh"}, press="subjects-find"
    )
    assert (searched.status_code, NOTED in searched.text, NOTICE in searched.text) == (200, True, True)


def values(cast):
    return {
        "title": "việc kê khai tài sản, thu nhập",
        "basis_text": "Chương trình năm",
        "subjects": [f"member-{cast.members['secretary']}"],
        "contents": ["member.duties"],
        "period_from": typed(ago(900)),
        "period_until": typed(ago(60)),
        "head": str(cast.accounts["head"]),
    }
