"""Every (state, action) pair of a case, a discipline and a complaint: where it leads, or that it is impossible."""

from itertools import product

import pytest

from tracker.appeals import states as appeals
from tracker.cases.states import TRANSITIONS, Action, State
from tracker.core.errors import ImpossibleTransition
from tracker.discipline import states as discipline

CASE_STEPS = {
    (State.DRAFT, Action.ISSUE): State.ISSUED,
    (State.ISSUED, Action.LAUNCH): State.CONDUCTING,
    (State.CONDUCTING, Action.REPORT): State.REPORTED,
    (State.REPORTED, Action.RETURN): State.CONDUCTING,
    (State.REPORTED, Action.CONCLUDE): State.CONCLUDED,
    (State.CONCLUDED, Action.FOLLOW_UP): State.FOLLOW_UP,
    (State.CONCLUDED, Action.ARCHIVE): State.ARCHIVED,
    (State.FOLLOW_UP, Action.ARCHIVE): State.ARCHIVED,
    (State.ARCHIVED, Action.REOPEN): State.FOLLOW_UP,
    (State.ISSUED, Action.SUSPEND): State.SUSPENDED,
    (State.CONDUCTING, Action.SUSPEND): State.SUSPENDED,
    (State.SUSPENDED, Action.RESUME_ISSUED): State.ISSUED,
    (State.SUSPENDED, Action.RESUME_CONDUCTING): State.CONDUCTING,
    (State.DRAFT, Action.CANCEL): State.CANCELLED,
    (State.ISSUED, Action.CANCEL): State.CANCELLED,
    (State.CONDUCTING, Action.CANCEL): State.CANCELLED,
    (State.REPORTED, Action.CANCEL): State.CANCELLED,
    (State.SUSPENDED, Action.CANCEL): State.CANCELLED,
}
DISCIPLINE_STEPS = {
    (discipline.State.PROPOSED, discipline.Action.REVIEW): discipline.State.REVIEWING,
    (discipline.State.PROPOSED, discipline.Action.REFER_UNVOTED): discipline.State.REFERRED,
    (discipline.State.REVIEWING, discipline.Action.REFER_UNVOTED): discipline.State.REFERRED,
    (discipline.State.PROPOSED, discipline.Action.POSTPONE): discipline.State.POSTPONED,
    (discipline.State.REVIEWING, discipline.Action.POSTPONE): discipline.State.POSTPONED,
    (discipline.State.POSTPONED, discipline.Action.REVIEW): discipline.State.POSTPONED,
    (discipline.State.POSTPONED, discipline.Action.RESUME_PROPOSED): discipline.State.PROPOSED,
    (discipline.State.POSTPONED, discipline.Action.RESUME_REVIEWING): discipline.State.REVIEWING,
    (discipline.State.REVIEWING, discipline.Action.VOTE): discipline.State.VOTED,
    (discipline.State.VOTED, discipline.Action.REVOTE): discipline.State.REVIEWING,
    (discipline.State.VOTED, discipline.Action.ANNUL_BALLOT): discipline.State.REVIEWING,
    (discipline.State.VOTED, discipline.Action.REFRAIN): discipline.State.NOT_DISCIPLINED,
    (discipline.State.VOTED, discipline.Action.BAR): discipline.State.NOT_DISCIPLINED,
    (discipline.State.VOTED, discipline.Action.EXEMPT): discipline.State.NOT_DISCIPLINED,
    (discipline.State.VOTED, discipline.Action.DECIDE): discipline.State.DECIDED,
    (discipline.State.VOTED, discipline.Action.REFER): discipline.State.REFERRED,
    (discipline.State.REVIEWING, discipline.Action.REVIEW): discipline.State.REVIEWING,
    (discipline.State.REVIEWING, discipline.Action.LAPSE): discipline.State.NOT_DISCIPLINED,
    (discipline.State.POSTPONED, discipline.Action.LAPSE): discipline.State.NOT_DISCIPLINED,
    (discipline.State.VOTED, discipline.Action.LAPSE): discipline.State.NOT_DISCIPLINED,
    (discipline.State.REFERRED, discipline.Action.ANSWER): discipline.State.DECIDED_ELSEWHERE,
    (discipline.State.REFERRED, discipline.Action.TAKE_BACK): discipline.State.REVIEWING,
    (discipline.State.DECIDED, discipline.Action.ANNOUNCE): discipline.State.IN_FORCE,
    (discipline.State.IN_FORCE, discipline.Action.EXPIRE): discipline.State.EXPIRED,
    (discipline.State.AMENDED, discipline.Action.EXPIRE): discipline.State.EXPIRED,
    (discipline.State.IN_FORCE, discipline.Action.AMEND): discipline.State.AMENDED,
    (discipline.State.AMENDED, discipline.Action.AMEND): discipline.State.AMENDED,
    (discipline.State.IN_FORCE, discipline.Action.ANNUL): discipline.State.ANNULLED,
    (discipline.State.AMENDED, discipline.Action.ANNUL): discipline.State.ANNULLED,
}
APPEAL_STEPS = {
    (appeals.State.RECEIVED, appeals.Action.ACCEPT): appeals.State.ACCEPTED,
    (appeals.State.RECEIVED, appeals.Action.REFUSE): appeals.State.REFUSED,
    (appeals.State.ACCEPTED, appeals.Action.HEAR): appeals.State.HEARD,
    (appeals.State.HEARD, appeals.Action.DECIDE): appeals.State.DECIDED,
    (appeals.State.DECIDED, appeals.Action.ANNOUNCE): appeals.State.ANNOUNCED,
    (appeals.State.RECEIVED, appeals.Action.WITHDRAW): appeals.State.WITHDRAWN,
    (appeals.State.ACCEPTED, appeals.Action.WITHDRAW): appeals.State.WITHDRAWN,
    (appeals.State.HEARD, appeals.Action.WITHDRAW): appeals.State.WITHDRAWN,
}
TABLES = [
    pytest.param(TRANSITIONS, State, Action, CASE_STEPS, id="case"),
    pytest.param(discipline.TRANSITIONS, discipline.State, discipline.Action, DISCIPLINE_STEPS, id="discipline"),
    pytest.param(appeals.TRANSITIONS, appeals.State, appeals.Action, APPEAL_STEPS, id="appeals"),
]
ENDS = {
    State: {State.CANCELLED},
    discipline.State: {
        discipline.State.NOT_DISCIPLINED,
        discipline.State.EXPIRED,
        discipline.State.DECIDED_ELSEWHERE,
        discipline.State.ANNULLED,
    },
    appeals.State: {appeals.State.ANNOUNCED, appeals.State.REFUSED, appeals.State.WITHDRAWN},
}


@pytest.mark.parametrize(("table", "states", "actions", "steps"), TABLES)
def test_each_pair_leads_where_the_procedure_says_or_nowhere(table, states, actions, steps):
    for state, action in product(states, actions):
        if (state, action) in steps:
            assert table.get(state, action).target is steps[state, action]
        else:
            assert table.find(state, action) is None
            with pytest.raises(ImpossibleTransition):
                table.get(state, action)


@pytest.mark.parametrize(("table", "states", "actions", "steps"), TABLES)
def test_only_the_last_states_have_no_way_on(table, states, actions, steps):
    assert {state for state in states if not table.from_state(state)} == ENDS[states]


@pytest.mark.parametrize(("table", "states", "actions", "steps"), TABLES)
def test_every_state_is_reached_from_the_first(table, states, actions, steps):
    reached, waiting = set(), [next(iter(states))]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += [row.target for row in table.from_state(state)]
    assert reached == set(states)
