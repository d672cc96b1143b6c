"""Two cases prepared side by side: the second to be issued is told of the first, and asks for a reason."""

import html

import pytest

from tests.cast import TODAY, Cast, ago, typed
from tests.pages import forms
from tests.programmes.test_overlaps_found import ABOUT_CELL, province_case, subject
from tests.stories import SIGNER, Story
from tracker.cases import services
from tracker.cases.states import State
from tracker.extensions import db
from tracker.programmes.overlap import OverlapFound
from tracker.programmes.states import Rule


def prepared(cast: Cast) -> Story:
    return Story(cast).opened(subjects=subject(cast), **ABOUT_CELL)


def issue(story: Story, reason: str = "") -> None:
    services.issue_case(story.actor("clerk"), story.papers("clerk"), SIGNER.name, ago(1), TODAY, reason)


def test_the_second_of_two_drafts_is_issued_only_with_a_reason_that_is_kept(world):
    first, second = prepared(world), prepared(world)
    issue(first)
    with pytest.raises(OverlapFound) as refusal:
        issue(second)
    assert [one.rule for one in refusal.value.overlaps] == [Rule.SAME_DATES]
    assert second.papers("clerk").case.state is State.DRAFT
    issue(second, "Nội dung khác.")
    kept = db.session.execute(db.text("SELECT case_id, reason FROM overlap_acknowledgements")).one()
    assert tuple(kept) == (second.papers("clerk").case.id, "Nội dung khác.")


def test_what_was_acknowledged_at_the_opening_is_not_asked_again(world):
    issue(prepared(world))
    issue(Story(world).opened(subjects=subject(world), overlap_reason="Theo chỉ đạo.", **ABOUT_CELL))


def test_a_hidden_case_that_came_since_is_only_hinted_at_and_a_restricted_one_is_not(world):
    story = prepared(world)
    province_case(world, restricted=True)
    case = province_case(world, title="việc không ai được biết", overlap_reason="Khác.")
    with pytest.raises(OverlapFound) as refusal:
        issue(story)
    (one,) = refusal.value.overlaps
    assert (one.rule, one.text.params) == (Rule.HIDDEN, {"name": "Chi bộ tổ dân phố 1"})
    assert case.title not in str(refusal.value.message)


def test_the_form_asks_for_the_reason_and_keeps_what_was_typed(app, cast, play):
    with app.app_context():
        first, second = prepared(cast), prepared(cast)
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
