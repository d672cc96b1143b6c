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
    PETITIONS = "petitions"
    DISCIPLINE = "discipline"


BOOK_LABELS = {
    Book.OUTGOING: N_("Register of outgoing papers"),
    Book.INCOMING: N_("Register of incoming papers"),
    Book.CASES: N_("Register of inspections and supervisions"),
    Book.PETITIONS: N_("Register of petitions"),
    Book.DISCIPLINE: N_("Register of discipline"),
}
BOOK_PERMISSIONS = {
    Book.OUTGOING: Permission.SEE_REGISTER,
    Book.INCOMING: Permission.SEE_INCOMING,
    Book.CASES: Permission.SEE_CASES,
    Book.PETITIONS: Permission.SEE_PETITIONS,
    Book.DISCIPLINE: Permission.SEE_CASES,
}


@dataclass(frozen=True)
class Column:
    """A column of a register: its head, and its width in mm of the 260 between the margins."""

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
        Column(N_("Kind"), 26),
        Column(N_("Carried out by"), 28),
        Column(N_("Subjects"), 36),
        Column(N_("Decision"), 26),
        Column(N_("Head of team"), 24),
        Column(N_("Carried out"), 22),
        Column(N_("Due"), 20),
        Column(N_("State"), 23),
    ),
    Book.PETITIONS: (
        Column(N_("Number in the run"), 15),
        Column(N_("Received on"), 21),
        Column(N_("Came in by"), 20),
        Column(N_("Kind"), 22),
        Column(N_("Sender"), 22),
        Column(N_("About whom"), 36),
        Column(N_("Abstract"), 50),
        Column(N_("Handling"), 28),
        Column(N_("Paper on the handling"), 24),
        Column(N_("Decided on"), 22),
    ),
    Book.DISCIPLINE: (
        Column(N_("No."), 9),
        Column(N_("Who is disciplined"), 42),
        Column(N_("Post and unit"), 40),
        Column(N_("Form"), 22),
        Column(N_("Decision"), 28),
        Column(N_("Decided by"), 32),
        Column(N_("Violation"), 40),
        Column(N_("Announced on"), 21),
        Column(N_("State"), 26),
    ),
}
