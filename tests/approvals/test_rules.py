"""Who may do what with a draft, without a database."""

from tracker.approvals.rules import Asker, Prepared, check_step
from tracker.documents.draft_states import DraftAction

PREPARED = Prepared(by=2, by_all={1, 2}, body="Uỷ ban Kiểm tra")


def test_nobody_reviews_or_approves_what_is_of_the_own_hand_in_any_version():
    for action in (DraftAction.REVIEW, DraftAction.APPROVE, DraftAction.RETURN):
        for user_id, allowed in ((1, False), (2, False), (3, True)):
            verdict = check_step(action, Asker(user_id, signs=True), PREPARED)
            assert verdict.allowed is allowed, (action, user_id)
            assert allowed or "prepared" in str(verdict.reason)


def test_only_who_signs_for_the_body_approves_and_only_who_sent_takes_back():
    assert not check_step(DraftAction.APPROVE, Asker(3, signs=False), PREPARED).allowed
    assert check_step(DraftAction.REVIEW, Asker(3, signs=False), PREPARED).allowed
    assert check_step(DraftAction.WITHDRAW, Asker(2, signs=False), PREPARED).allowed
    assert not check_step(DraftAction.WITHDRAW, Asker(1, signs=True), PREPARED).allowed
