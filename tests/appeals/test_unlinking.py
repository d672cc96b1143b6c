"""A link of a complaint that was made by mistake: taken off with its reason, while nothing rests on it."""

import pytest

from tests.appeals.test_above import CHANGED, Above
from tests.appeals.test_appeals import VOTES, _receive
from tests.cast import TODAY
from tests.stories import Story
from tracker.appeals import queries, services
from tracker.appeals.models import Appeal, AppealUnlinking
from tracker.appeals.rules import check_unlinking
from tracker.appeals.states import State
from tracker.core.errors import NotVisible, RuleViolation
from tracker.extensions import db

WHY = "Nhầm số quyết định."


@pytest.mark.parametrize("heard_above", [True, False])
def test_a_link_comes_off_only_while_nothing_rests_on_it(heard_above):
    loose = {state for state in State if check_unlinking(state, heard_above=heard_above, is_ruled=False).allowed}
    assert loose == ({State.RECEIVED, State.ACCEPTED} if heard_above else {State.RECEIVED})
    assert not check_unlinking(State.RECEIVED, heard_above=heard_above, is_ruled=True).allowed


def _unlink(above: Above, appeal: Appeal) -> None:
    services.unlink(above.actor("upper_clerk"), above.hears("upper_clerk"), appeal, WHY, TODAY)


def test_a_mistaken_link_leaves_the_discipline_as_it_was_and_itself_on_record(world):
    above = Above(world)
    before = above.record.complained_on, above.record.complaint_settled_on, above.record.ends_on
    appeal = above.link()
    above.accept(appeal)
    assert above.record.complained_on
    _unlink(above, appeal)
    assert (above.record.complained_on, above.record.complaint_settled_on, above.record.ends_on) == before
    assert db.session.query(Appeal).count() == 0 and queries.handled_above(above.record.case_id) == []
    kept = queries.unlinkings_of(above.hears("upper_clerk").case.id)
    assert [(row.reason, row.on, above.stands.sign in row.decision) for row in kept] == [(WHY, TODAY, True)]
    assert above.link().number == 2  # linked anew; the number of the mistake is not given again


def test_another_complaint_that_came_meanwhile_stands_as_if_the_mistake_had_not_been(world):
    above = Above(world)
    mistaken = above.link()
    own = _receive(above, above.record, decision_received_on=above.stands.on)
    _unlink(above, mistaken)
    assert (own.before_complained_on, above.record.complained_on) == (None, own.received_on)
    services.withdraw_appeal(above.actor("clerk"), above.papers("clerk"), own, TODAY, "Rút đơn.", TODAY)
    assert above.record.complained_on is None


def test_a_link_that_somebody_was_heard_on_or_that_the_case_ruled_on_stays(world):
    above = Above(world)
    appeal = above.link()
    above.ruled(CHANGED)
    for _ in range(2):  # the ruling first, then what was heard as well
        with pytest.raises(RuleViolation):
            _unlink(above, appeal)
        if appeal.state is State.RECEIVED:
            above.accept(appeal)
            above.hear(appeal)
    assert db.session.query(AppealUnlinking).count() == 0


def test_a_complaint_without_a_petition_has_no_link(world):
    story = Story(world)
    appeal = _receive(story, story.announced(VOTES))
    with pytest.raises(NotVisible):
        services.unlink(story.actor("clerk"), story.papers("clerk"), appeal, WHY, TODAY)


def test_the_page_takes_it_off_for_who_keeps_the_papers_and_for_nobody_else(app, cast, play):
    with app.app_context():
        above = Above(cast)
        above.link()
        db.session.commit()
    case = f"/cases/{above.hearing}"
    off = f"{case}/heard/1/unlink"
    for who in ("clerk", "chair", "upper_officer", "stranger"):
        assert play(who).get(off).status_code == 404, who
    upper = play("upper_clerk")
    assert off in upper.get(f"{case}/complaints").text
    refused = upper.submit(off, {"reason": ""})
    assert (refused.status_code, 'id="reason-error"' in refused.text) == (422, True)
    assert upper.submit(off, {"reason": WHY}).status_code == 303
    page = upper.get(f"{case}/complaints").text
    assert WHY in page and f"{case}/complaints/link" in page
    assert upper.get(off).status_code == 404
    assert WHY not in play("clerk").get(f"/cases/{above.ref}/complaints").text
    with app.app_context():
        appeal = above.link()
        above.accept(appeal)
        above.hear(appeal)
        db.session.commit()
    assert "không gỡ được nữa" in upper.get(f"{case}/complaints").text
    assert upper.submit(off, {"reason": WHY}).status_code == 422
