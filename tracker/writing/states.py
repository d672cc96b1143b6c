"""The kinds of papers that are written in a case, and who numbers which."""

from enum import StrEnum

from tracker.access import Permission
from tracker.cases.states import State
from tracker.core.text import N_
from tracker.documents.states import PaperType


class WrittenKind(StrEnum):
    """What is written; the value is the key of its paper."""

    RESULT_REPORT = "result_report"
    SUBMISSION = "submission"
    DISCIPLINE_SUBMISSION = "discipline_submission"
    OFFICIAL_LETTER = "official_letter"


KIND_LABELS = {
    WrittenKind.RESULT_REPORT: N_("Result report of the team"),
    WrittenKind.SUBMISSION: N_("Submission"),
    WrittenKind.DISCIPLINE_SUBMISSION: N_("Submission that proposes discipline"),
    WrittenKind.OFFICIAL_LETTER: N_("Official letter"),
}

# as the register writes them
KIND_TITLES = {
    WrittenKind.RESULT_REPORT: "Báo cáo kết quả",
    WrittenKind.SUBMISSION: "Tờ trình",
    WrittenKind.DISCIPLINE_SUBMISSION: "Đề nghị xem xét, thi hành kỷ luật",
    WrittenKind.OFFICIAL_LETTER: "Công văn",
}

OFFER_LABELS = {
    WrittenKind.RESULT_REPORT: N_("Write the result report"),
    WrittenKind.SUBMISSION: N_("Write a submission"),
    WrittenKind.DISCIPLINE_SUBMISSION: N_("Write the submission that proposes discipline"),
    WrittenKind.OFFICIAL_LETTER: N_("Write an official letter"),
}

TYPES = {
    WrittenKind.RESULT_REPORT: PaperType.REPORT,
    WrittenKind.SUBMISSION: PaperType.SUBMISSION,
    WrittenKind.DISCIPLINE_SUBMISSION: PaperType.SUBMISSION,
    WrittenKind.OFFICIAL_LETTER: PaperType.LETTER,
}

# The head of the team signs for the team; the rest is signed by who leads the body.
SIGNED_BY_TEAM = frozenset({WrittenKind.RESULT_REPORT, WrittenKind.SUBMISSION})

# Who gives the number: the head for the team's own papers, the clerk for those of the body.
ISSUERS = {
    kind: Permission.SUBMIT_REPORT if kind in SIGNED_BY_TEAM else Permission.ISSUE_NOTICE for kind in WrittenKind
}

_LETTERS = frozenset({State.ISSUED, State.CONDUCTING, State.REPORTED, State.CONCLUDED, State.FOLLOW_UP})
STATES = {
    WrittenKind.RESULT_REPORT: frozenset({State.CONDUCTING}),
    WrittenKind.SUBMISSION: frozenset({State.CONDUCTING, State.REPORTED}),
    WrittenKind.DISCIPLINE_SUBMISSION: frozenset({State.CONCLUDED, State.FOLLOW_UP}),
    WrittenKind.OFFICIAL_LETTER: _LETTERS,
}
