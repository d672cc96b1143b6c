"""The verbs after a conclusion: on recommendations and violations, on money, and the ladder of what is overdue."""

from tracker.follow_up.services.escalating import check_step, escalate, next_steps
from tracker.follow_up.services.following import (
    FOLLOWED_STATES,
    Note,
    check_closing,
    check_follow_up,
    check_verification,
    close_violation,
    correct_update,
    follow_up_case,
    note_successor,
    record_progress,
    report_done,
    send_back_recommendation,
    transfer_recommendation,
    verify_recommendation,
)
from tracker.follow_up.services.money import Receipt, explain_remainder, record_receipt, reverse_receipt
from tracker.follow_up.services.waiving import ask_waiver, check_waiver, keep_recommendation, waive_recommendation

__all__ = [
    "FOLLOWED_STATES",
    "Note",
    "Receipt",
    "ask_waiver",
    "check_closing",
    "check_follow_up",
    "check_step",
    "check_verification",
    "check_waiver",
    "close_violation",
    "correct_update",
    "escalate",
    "explain_remainder",
    "follow_up_case",
    "keep_recommendation",
    "next_steps",
    "note_successor",
    "record_progress",
    "record_receipt",
    "report_done",
    "reverse_receipt",
    "send_back_recommendation",
    "transfer_recommendation",
    "verify_recommendation",
    "waive_recommendation",
]
