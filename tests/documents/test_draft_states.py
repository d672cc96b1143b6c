"""The table of a draft's life, and every pair that it does not have."""

from itertools import product

import pytest

from tracker.core.errors import ImpossibleTransition
from tracker.documents.draft_states import TRANSITIONS, DraftAction, DraftState

S, A = DraftState, DraftAction
LEADS = {
    (S.SUBMITTED, A.REVIEW): S.REVIEWED,
    (S.SUBMITTED, A.APPROVE): S.APPROVED,
    (S.REVIEWED, A.APPROVE): S.APPROVED,
    (S.SUBMITTED, A.RETURN): S.RETURNED,
    (S.REVIEWED, A.RETURN): S.RETURNED,
    (S.SUBMITTED, A.WITHDRAW): S.WITHDRAWN,
    (S.REVIEWED, A.WITHDRAW): S.WITHDRAWN,
    (S.RETURNED, A.WITHDRAW): S.WITHDRAWN,
    (S.SUBMITTED, A.SUPERSEDE): S.SUPERSEDED,
    (S.REVIEWED, A.SUPERSEDE): S.SUPERSEDED,
    (S.RETURNED, A.SUPERSEDE): S.SUPERSEDED,
    (S.APPROVED, A.INVALIDATE): S.VOID,
    (S.APPROVED, A.ISSUE): S.ISSUED,
}


def test_a_draft_goes_only_where_the_table_leads():
    for state, action in product(DraftState, DraftAction):
        if (state, action) in LEADS:
            assert TRANSITIONS.get(state, action).target is LEADS[state, action]
        else:
            with pytest.raises(ImpossibleTransition):
                TRANSITIONS.get(state, action)


def test_nothing_is_issued_that_was_not_approved():
    assert {state for state, action in LEADS if action is A.ISSUE} == {S.APPROVED}
    assert {state for (state, _), target in LEADS.items() if target is S.APPROVED} == {S.SUBMITTED, S.REVIEWED}
