"""Two cases prepared side by side: told when the second is opened, and when the first has its number before it."""

import html

import pytest

from tests.cast import TODAY, Cast, ago, typed
from tests.pages import forms
from tests.programmes.building import Plan
from tests.programmes.test_overlaps_found import ABOUT_CELL, province_case, subject
from tests.stories import SIGNER, Story
from tracker.cases import services
from tracker.cases.kinds import Kind
from tracker.cases.planning import AHEAD
from tracker.cases.states import Basis, State
from tracker.extensions import db
from tracker.programmes.overlap import OverlapFound
from tracker.programmes.services import overlaps_of
from tracker.programmes.states import Rule


def prepared(cast: Cast, reason: str = "", **changed: object) -> Story:
    return Story(cast).opened(subjects=subject(cast), overlap_reason=reason, **ABOUT_CELL | changed)


def kept() -> list[tuple]:
    rows = db.session.execute(db.text("SELECT rule, reason FROM overlap_acknowledgements ORDER BY id"))
    return [tuple(row) for row in rows]


def test_a_case_in_preparation_is_told_at_the_opening_of_another_and_asks_for_a_reason_that_is_kept(world):
    prepared(world)
    with pytest.raises(OverlapFound) as refusal:
        prepared(world)
    (one,) = refusal.value.overlaps
    assert one.rule is Rule.IN_PREPARATION and "việc quản lý, sử dụng quỹ" in str(one.text)
    story = prepared(world, "Nội dung khác.")
    assert kept() == [("in_preparation", "Nội dung khác.")]
    services.change_draft(
        story.actor("officer"), story.file("officer"), story.draft(subjects=subject(world), **ABOUT_CELL), TODAY
    )
    assert len(kept()) == 1  # what was acknowledged is not asked again


def test_a_case_in_preparation_in_the_quarter_of_an_item_is_told_at_planning(world):
    quarter = (TODAY.month + 2) // 3
    prepared(world, work_from=TODAY, work_until=TODAY)
    with pytest.raises(OverlapFound) as refusal:
        Plan(world).drafted({"quarter": quarter})
    assert [one.rule for one in refusal.value.overlaps] == [Rule.IN_PREPARATION]
    Plan(world).add(quarter=quarter, overlap_reason="Nội dung khác.")
    if quarter > 1:
        Plan(world).add(quarter=quarter - 1, matter="việc khác")  # its planned days are over by then


def test_a_hidden_case_in_preparation_says_only_that_something_is_under_way_and_a_restricted_one_nothing(world):
    upper = {"body_id": world.bodies["province_commission"], "directing_id": None, "subjects": subject(world)}
    for restricted in (True, False):
        Story(world, opener="upper_officer", head="upper_officer").opened(
            restricted=restricted, title="việc không ai được biết", overlap_reason="Khác.", **upper | ABOUT_CELL
        )
    with pytest.raises(OverlapFound) as refusal:
        prepared(world)
    (one,) = refusal.value.overlaps
    assert (one.rule, one.text.params) == (Rule.HIDDEN, {"name": "Chi bộ tổ dân phố 1"})


def test_the_case_of_an_item_is_not_in_the_way_of_its_own_item(world):
    plan = Plan(world).approved({"quarter": 4})
    planned = {"kind": Kind.THEMATIC_SUPERVISION, "basis": Basis.PROGRAMME, "plan_item_id": plan.entry().item_id}
    prepared(world, **planned)
    actor = plan.actor("officer")
    assert overlaps_of(actor, plan.item(), AHEAD, plan.entry().item_id, TODAY) == []
    assert [one.rule for one in overlaps_of(actor, plan.item(), AHEAD, None, TODAY)] == [
        Rule.IN_PREPARATION,
        Rule.SAME_QUARTER,
    ]


def test_the_first_of_two_drafts_is_numbered_without_being_asked_about_the_other(world):
    first = prepared(world)
    prepared(world, "Nội dung khác.")
    issue(first)
    assert first.papers("clerk").case.state is State.ISSUED


def issue(story: Story, reason: str = "") -> None:
    services.issue_case(story.actor("clerk"), story.papers("clerk"), SIGNER.name, ago(1), TODAY, reason)


def test_the_second_of_two_drafts_is_issued_only_with_a_reason_that_is_kept(world):
    first, second = prepared(world), prepared(world, "Nội dung khác.")
    issue(first)
    with pytest.raises(OverlapFound) as refusal:
        issue(second)
    assert [one.rule for one in refusal.value.overlaps] == [Rule.SAME_DATES]
    assert second.papers("clerk").case.state is State.DRAFT
    issue(second, "Vẫn cần.")
    assert kept() == [("in_preparation", "Nội dung khác."), ("same_dates", "Vẫn cần.")]


def test_what_was_acknowledged_at_the_opening_is_not_asked_again(world):
    issue(prepared(world))
    issue(Story(world).opened(subjects=subject(world), overlap_reason="Theo chỉ đạo.", **ABOUT_CELL))


def test_a_hidden_case_that_came_since_is_only_hinted_at_and_a_restricted_one_is_not(world):
    story = prepared(world)
    province_case(world, restricted=True, overlap_reason="Khác.")
    case = province_case(world, title="việc không ai được biết", overlap_reason="Khác.")
    with pytest.raises(OverlapFound) as refusal:
        issue(story)
    (one,) = refusal.value.overlaps
    assert (one.rule, one.text.params) == (Rule.HIDDEN, {"name": "Chi bộ tổ dân phố 1"})
    assert case.title not in str(refusal.value.message)


def test_the_form_asks_for_the_reason_and_keeps_what_was_typed(app, cast, play):
    with app.app_context():
        first, second = prepared(cast), prepared(cast, "Nội dung khác.")
        issue(first)
        db.session.commit()
    clerk, url = play("clerk"), f"/cases/{second.ref}/issue"
    assert "overlap_reason" not in clerk.get(url).text
    typed_in = {"decision_on": typed(ago(1)), "signer": str(cast.accounts["chair"])}
    refused = clerk.submit(url, typed_in)
    assert refused.status_code == 422 and 'id="overlap_reason-error"' in refused.text
    assert typed(ago(1)) in html.unescape(refused.text)
    form = next(form for form in forms(refused.text) if "overlap_reason" in form.names)
    again = form.values | typed_in | {"overlap_reason": "Nội dung khác."}
    assert clerk.post(url, data=again).status_code == 303
