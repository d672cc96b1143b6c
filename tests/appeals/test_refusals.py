"""What a complaint page refuses through the web: steps out of order, in every state, and by article."""

from itertools import product

import pytest

from tests.cast import TODAY, ago, typed
from tests.stories import Story
from tracker.appeals.models import Appeal
from tracker.appeals.states import TRANSITIONS, Action, State
from tracker.discipline.models import Discipline
from tracker.extensions import db
from tracker.regulations.appeals import appeal_row
from tracker.regulations.deadlines import find_limit

VOTES = {"none": 0, "reprimand": 0, "warning": 5, "removal": 0, "expulsion": 0}
RELIED = {"accepted_on": typed(TODAY), "override_reason": ""}
HEARD = {"met_on": TODAY, "body_met_on": TODAY, "cell_remark_on": TODAY, "accepted_on": TODAY, "ending": "x"}
DECIDED = {"session_on": TODAY, "members": 3, "votes_for": 2, "decision": "1", "decided_on": TODAY}


@pytest.fixture
def one(app, cast) -> str:
    """The address of a complaint that was received against a discipline announced long ago."""
    with app.app_context():
        story = Story(cast, days=100)
        record = story.announced(VOTES)
        db.session.add(
            Appeal(
                discipline_id=record.id,
                number=1,
                round=1,
                state=State.RECEIVED,
                by_subject=True,
                complainant="Lò Văn Phượng",
                received_on=ago(90),
                decision_received_on=ago(100),
                channel="direct",
                content="Đề nghị xem xét lại.",
                hearing_body_id=cast.bodies["committee"],
                recorded_by=cast.accounts["clerk"],
            )
        )
        db.session.commit()
    return f"/cases/{story.ref}/discipline/1/complaints/1"


def _set(app, **values) -> None:
    with app.app_context():
        db.session.execute(Appeal.__table__.update().values(**values))
        db.session.commit()


def _row(state: State) -> dict:
    facts = HEARD | DECIDED | {"outcome": "upheld", "old_form": "warning", "state": state}
    facts["ground"] = "late" if state is State.REFUSED else None
    facts["announced_on"] = TODAY if state is State.ANNOUNCED else None
    return facts


def test_no_page_shows_or_takes_a_step_that_the_state_does_not_have(app, one, play):
    people = {"clerk": play("clerk"), "head": play("head")}
    forbidden = [pair for pair in product(State, Action) if TRANSITIONS.find(*pair) is None]
    assert len(forbidden) == len(State) * len(Action) - 8  # accept, refuse, hear, decide, announce; 3 withdrawals
    for state, action in forbidden:
        _set(app, **_row(state))
        who = people["head" if action is Action.HEAR else "clerk"]
        assert who.get(f"{one}/{action}").status_code == 409, (state, action)
        assert who.post(f"{one}/{action}", data={}).status_code in (400, 409), (state, action)
        with app.app_context():
            assert db.session.query(Appeal).one().state is state, (state, action)


def test_who_has_no_part_in_a_step_does_not_find_it(app, one, play):
    """Each step for everybody whose relation the table of permissions does not name."""
    kept_from = {
        Action.ACCEPT: (State.RECEIVED, ("head", "officer", "stranger", "subject")),
        Action.REFUSE: (State.RECEIVED, ("head", "officer", "stranger", "subject")),
        Action.HEAR: (State.ACCEPTED, ("clerk", "officer", "stranger", "subject")),
        Action.DECIDE: (State.HEARD, ("head", "officer", "stranger", "subject")),
        Action.ANNOUNCE: (State.DECIDED, ("head", "chair", "officer", "stranger", "subject")),
        Action.WITHDRAW: (State.RECEIVED, ("head", "chair", "officer", "stranger", "subject")),
    }
    assert set(kept_from) == set(Action)
    for action, (state, names) in kept_from.items():
        _set(app, **_row(state))
        for name in names:
            assert play(name).get(f"{one}/{action}").status_code in (403, 404), (action, name)


def test_who_is_not_entitled_or_comes_too_late_is_refused_by_the_article(app, one, play):
    clerk = play("clerk")
    entitled = str(appeal_row("entitled", ago(90)).citation)
    late = str(find_limit("complaint-filing", "grassroots", ago(100)).citation)
    for values, article in (({"by_subject": False}, entitled), ({"received_on": ago(1)}, late)):
        _set(app, by_subject=True, received_on=ago(90))
        _set(app, **values)
        answer = clerk.submit(f"{one}/accept", RELIED)
        assert answer.status_code == 422, values
        refused = answer.text.split('id="override_reason-error"')[1].split("</p>")[0]
        assert article in refused, values
        with app.app_context():
            assert db.session.query(Appeal).one().state is State.RECEIVED
    refusal = {"ended_on": typed(TODAY), "ending": "Gửi quá thời hạn."}
    false = clerk.submit(f"{one}/refuse", refusal | {"ground": "not-entitled"})
    assert (false.status_code, 'id="ground-error"' in false.text) == (422, True)
    assert clerk.submit(f"{one}/refuse", refusal | {"ground": "late"}).status_code == 303
    with app.app_context():
        appeal = db.session.query(Appeal).one()
        assert (appeal.state, "QĐ/TW" in appeal.cited) == (State.REFUSED, True)
        assert db.session.query(Discipline).one().complained_on is None
