"""The verbs of evidence: enter, add files, hand on, withdraw; the subject's answers and the drafts sent to it."""

from tracker.evidence.services.answers import (
    DraftAnswer,
    Statement,
    check_answers,
    record_draft_answer,
    record_statement,
    send_draft,
    settle_point,
    withdraw_draft,
    withdraw_draft_answer,
    withdraw_statement,
)
from tracker.evidence.services.checklist import step_to_fill
from tracker.evidence.services.register import (
    EvidenceEntry,
    Upload,
    add_original,
    add_redacted_copy,
    check_withdrawal,
    collectors,
    move_custody,
    read_file,
    record_download,
    register_evidence,
    withdraw_evidence,
)

__all__ = [
    "DraftAnswer",
    "EvidenceEntry",
    "Statement",
    "Upload",
    "add_original",
    "add_redacted_copy",
    "check_answers",
    "check_withdrawal",
    "collectors",
    "move_custody",
    "read_file",
    "record_download",
    "record_draft_answer",
    "record_statement",
    "register_evidence",
    "send_draft",
    "settle_point",
    "step_to_fill",
    "withdraw_draft",
    "withdraw_draft_answer",
    "withdraw_evidence",
    "withdraw_statement",
]
