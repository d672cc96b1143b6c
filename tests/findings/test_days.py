"""The day of a violation is asked for where it matters, may honestly not be known, and is given once."""

from dataclasses import replace

import pytest

from tests.acts import judged
from tests.cast import TODAY, Cast, ago, typed
from tests.findings.building import actor_of, conduct_case, file_of, record, violation
from tests.stories import Story
from tracker.audit.queries import case_history
from tracker.cases.states import State
from tracker.core.errors import Conflict, Forbidden, RuleViolation
from tracker.discipline import queries as discipline_queries
from tracker.discipline import services as discipline
from tracker.extensions import db
from tracker.findings import queries, rules, services
from tracker.findings.queries import get_finding

REASON = "Sổ sách không còn, người trong cuộc không nhớ."
UNDATED = {"committed_on": None, "edition": None, "edition_reason": ""}
VOTES = {"none": 0, "reprimand": 0, "warning": 5, "removal": 0, "expulsion": 0}


def undated(story: Story, reason: str = REASON) -> None:
    """Take the day off the violation, as one that was reported without it."""
    finding = get_finding(story.papers("clerk").case.id, 1)
    finding.committed_on = finding.committed_from = finding.edition = None
    finding.edition_reason, finding.undated_reason = "", reason
    db.session.flush()


def given(story: Story, days: int, name: str = "head", **changed: object) -> None:
    dated = services.Dating(ago(days), None, **judged(ago(days)))  # type: ignore[arg-type]
    finding = get_finding(story.papers("clerk").case.id, 1)
    services.date_violation(story.actor(name), story.file(name), finding, replace(dated, **changed), TODAY)


def test_a_report_goes_on_without_a_day_only_where_it_says_why_there_is_none(world: Cast):
    ref = conduct_case(world)
    finding = record(world, ref, violation(2, **UNDATED))
    (act,) = queries.acts_of_case(finding.case_id)
    assert not rules.check_dated(*act).allowed
    entry = violation(2, **UNDATED, undated_reason=REASON)
    services.change_finding(actor_of(world, "head"), file_of(world, "head", ref), finding, entry, TODAY)
    (act,) = queries.acts_of_case(finding.case_id)
    assert rules.check_dated(*act).allowed
    assert queries.undated_violations(finding.case_id) == [
        queries.UndatedViolation(finding.subject_id, finding.number, REASON)
    ]


def test_a_day_and_a_reason_for_having_none_exclude_each_other(world: Cast):
    ref = conduct_case(world)
    with pytest.raises(RuleViolation) as refusal:
        record(world, ref, violation(2, undated_reason=REASON))
    assert refusal.value.field == "undated_reason"


def test_a_day_that_is_not_known_bars_nothing_and_the_time_bar_says_why(world: Cast):
    story = Story(world)
    voted = story.voted(VOTES)
    undated(story)
    file = story.file("head")
    (bar,) = discipline_queries.bars_after_vote(story.actor("head"), file, [voted])[voted.id]
    assert (bar.bar, bar.barred) == (None, False) and REASON in str(bar.reason)
    assert discipline.barred_of(story.actor("head"), file, voted).violations == (1,)
    assert not discipline.barred_of(story.actor("head"), file, voted).bars_everything


# the period examined of a story ended 60 days ago
@pytest.mark.parametrize(("days", "allowed"), [(60, True), (59, False), (0, False), (-1, False)])
def test_the_day_given_later_lies_in_the_period_examined(world: Cast, days: int, allowed: bool):
    story = Story(world).concluded()
    undated(story)
    if allowed:
        given(story, days)
        assert get_finding(story.papers("clerk").case.id, 1).committed_on == ago(days)
        return
    with pytest.raises(RuleViolation) as refusal:
        given(story, days)
    assert refusal.value.field == "committed_on"


def test_a_day_given_later_brings_edition_and_time_bar_and_stands(world: Cast):
    story = Story(world).concluded()
    with pytest.raises(Conflict):
        given(story, 300)
    undated(story)
    for changed, field in (({"committed_on": None}, "committed_on"), ({"committed_from": ago(299)}, "committed_from")):
        with pytest.raises(RuleViolation) as refusal:
            given(story, 300, **changed)
        assert refusal.value.field == field
    with pytest.raises(Forbidden):
        given(story, 300, "chair")
    given(story, 300, committed_from=ago(400))
    finding = get_finding(story.papers("clerk").case.id, 1)
    assert (finding.committed_from, finding.committed_on, finding.undated_reason) == (ago(400), ago(300), "")
    assert finding.edition and finding.reprimand_until and queries.stale_bars() == []
    assert queries.undated_violations(finding.case_id) == []
    assert case_history(finding.case_id)[0].action == "finding.dated"
    with pytest.raises(Conflict):
        given(story, 301)


@pytest.mark.parametrize("state", [State.CONDUCTING, State.ARCHIVED])
def test_the_day_is_given_between_the_report_and_the_archive(world: Cast, state: State):
    story = Story(world).concluded()
    undated(story)
    case = story.papers("clerk").case
    case.state, case.archived_on = state, TODAY if state is State.ARCHIVED else None
    with pytest.raises(Conflict):
        given(story, 300)


def test_pages_ask_for_the_day_where_it_matters_and_go_on_without_it(app, play, stored_cast: Cast):
    with app.app_context():
        story = Story(stored_cast)
        story.announced(VOTES)
        undated(story)
        db.session.commit()
        case = f"/cases/{story.ref}"
    day, head, review = f"{case}/findings/1/day", play("head"), f"{case}/discipline/1/responsibility"
    for page in (f"{case}/findings", f"{case}/discipline", review):
        shown = head.get(page).text
        assert day in shown and REASON in shown, page
    assert day not in play("chair").get(f"{case}/discipline").text
    assert play("stranger").get(day).status_code == 404
    assert play("clerk").get(day).status_code in (403, 404)
    examined = {"reviewed_on": typed(TODAY), "findings": "Đã kiểm điểm chi uỷ."}
    assert head.submit(review, examined).status_code == 303  # nothing waits for the day
    wrong = head.submit(day, {"committed_on": typed(ago(1)), "edition": "", "edition_reason": ""})
    assert wrong.status_code == 422 and 'id="committed_on-error"' in wrong.text
    values = {"committed_on": typed(ago(300)), **judged(ago(300))}
    assert head.submit(day, values).status_code == 303
    assert day not in head.get(f"{case}/discipline").text
