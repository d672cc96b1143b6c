"""Which registers there are, who reads each, and their columns (documents.md 5; the Party form was not found)."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.access import Permission
from tracker.core.text import N_


class Book(StrEnum):
    """A register."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"
    CASES = "cases"
    FOLLOW_UP = "follow_up"
    PETITIONS = "petitions"
    DISCIPLINE = "discipline"


BOOK_LABELS = {
    Book.OUTGOING: N_("Register of outgoing papers"),
    Book.INCOMING: N_("Register of incoming papers"),
    Book.CASES: N_("Register of inspections and supervisions"),
    Book.FOLLOW_UP: N_("Follow-up of conclusions"),
    Book.PETITIONS: N_("Register of petitions"),
    Book.DISCIPLINE: N_("Register of discipline"),
}
BOOK_PERMISSIONS = {
    Book.OUTGOING: Permission.SEE_REGISTER,
    Book.INCOMING: Permission.SEE_INCOMING,
    Book.CASES: Permission.SEE_CASES,
    Book.FOLLOW_UP: Permission.SEE_CASES,
    Book.PETITIONS: Permission.SEE_PETITIONS,
    Book.DISCIPLINE: Permission.SEE_CASES,
}


@dataclass(frozen=True)
class Column:
    """A column of a register: its head, and its width in mm of the 260 between the margins of A4, or the 383 of A3."""

    head: str
    width: int


COLUMNS: dict[Book, tuple[Column, ...]] = {
    Book.OUTGOING: (
        Column(N_("Number in the run"), 12),
        Column(N_("Sign of the paper"), 24),
        Column(N_("Date"), 21),
        Column(N_("Type and abstract"), 60),
        Column(N_("Secrecy"), 15),
        Column(N_("Urgency"), 15),
        Column(N_("Signer"), 26),
        Column(N_("Drafting body"), 27),
        Column(N_("Recipients"), 34),
        Column(N_("Copies"), 11),
        Column(N_("Note"), 15),
    ),
    Book.INCOMING: (
        Column(N_("Number of arrival"), 17),
        Column(N_("Arrived on"), 21),
        Column(N_("Sent from"), 34),
        Column(N_("Number and sign"), 26),
        Column(N_("Date of the paper"), 21),
        Column(N_("Abstract"), 46),
        Column(N_("Secrecy"), 14),
        Column(N_("Urgency"), 14),
        Column(N_("Handled by"), 23),
        Column(N_("Due"), 20),
        Column(N_("Result"), 24),
    ),
    Book.CASES: (
        Column(N_("No."), 9),
        Column(N_("Matter"), 46),
        Column(N_("Kind"), 24),
        Column(N_("Carried out by"), 26),
        Column(N_("Subjects"), 34),
        Column(N_("Decision"), 24),
        Column(N_("Head of team"), 22),
        Column(N_("Team members"), 32),
        Column(N_("Period examined"), 20),
        Column(N_("Carried out"), 20),
        Column(N_("Due"), 18),
        Column(N_("Conclusion"), 28),
        Column(N_("Result"), 28),
        Column(N_("State"), 20),
        Column(N_("Note"), 32),
    ),
    Book.FOLLOW_UP: (
        Column(N_("No."), 9),
        Column(N_("Conclusion"), 23),
        Column(N_("Date"), 20),
        Column(N_("Kind"), 20),
        Column(N_("Carried out by"), 23),
        Column(N_("Subject"), 23),
        Column(N_("Matter"), 27),
        Column(N_("Recommendation"), 36),
        Column(N_("Owner"), 24),
        Column(N_("Due"), 19),
        Column(N_("State"), 18),
        Column(N_("Carried out on"), 18),
    ),
    Book.PETITIONS: (
        Column(N_("Number in the run"), 15),
        Column(N_("Register of"), 24),
        Column(N_("Received on"), 20),
        Column(N_("Came in by"), 18),
        Column(N_("Kind"), 20),
        Column(N_("Sender"), 20),
        Column(N_("About whom"), 32),
        Column(N_("Abstract"), 44),
        Column(N_("Same as number"), 17),
        Column(N_("Competent body"), 22),
        Column(N_("Handling"), 26),
        Column(N_("Paper on the handling"), 24),
        Column(N_("Decided on"), 20),
        Column(N_("Officer"), 22),
        Column(N_("Due"), 19),
        Column(N_("Verdict"), 22),
        Column(N_("Sender informed"), 18),
    ),
    Book.DISCIPLINE: (
        Column(N_("No."), 9),
        Column(N_("Who is disciplined"), 32),
        Column(N_("Post and unit"), 36),
        Column(N_("Form"), 20),
        Column(N_("Decision"), 26),
        Column(N_("Decided by"), 26),
        Column(N_("Violation"), 52),
        Column(N_("Vote"), 24),
        Column(N_("Announced on"), 20),
        Column(N_("Suspension"), 28),
        Column(N_("Discipline by the State body or mass organization"), 30),
        Column(N_("Complaint"), 34),
        Column(N_("Ends on"), 20),
        Column(N_("State"), 26),
    ),
}
