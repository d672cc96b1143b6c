"""The verbs of sessions: plan, list who is there, put to the vote, record votes, close the minutes, issue papers."""

from tracker.meetings.services.attending import Person, keep_voter, record_attendance, recuse, withdraw_recusal
from tracker.meetings.services.changing import PLANNED, change_plan
from tracker.meetings.services.closing import add_addendum, check_return, hold_meeting, return_case, void_ballot
from tracker.meetings.services.issuing import PaperWords, issue_minutes, issue_resolution
from tracker.meetings.services.planning import (
    Matter,
    NewMeeting,
    add_item,
    add_matter,
    change_matter,
    move_up,
    plan_meeting,
    put_case_on_agenda,
    take_off,
)
from tracker.meetings.services.voting import (
    HandVote,
    Poll,
    Question,
    annul_vote,
    check_text_stands,
    check_texts_stand,
    open_vote,
    record_ballots,
    record_hand_vote,
)
from tracker.meetings.services.withdrawing import cancel_meeting, withdraw_item

__all__ = [
    "PLANNED",
    "HandVote",
    "Matter",
    "NewMeeting",
    "PaperWords",
    "Person",
    "Poll",
    "Question",
    "add_addendum",
    "add_item",
    "add_matter",
    "annul_vote",
    "cancel_meeting",
    "change_matter",
    "change_plan",
    "check_return",
    "check_text_stands",
    "check_texts_stand",
    "hold_meeting",
    "issue_minutes",
    "issue_resolution",
    "keep_voter",
    "move_up",
    "open_vote",
    "plan_meeting",
    "put_case_on_agenda",
    "record_attendance",
    "record_ballots",
    "record_hand_vote",
    "recuse",
    "return_case",
    "take_off",
    "void_ballot",
    "withdraw_item",
    "withdraw_recusal",
]
