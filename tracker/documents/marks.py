"""Degree of secrecy and of urgency that an officer gives a paper with its number, and the marks printed for them.

What is chosen on a form holds for every number that its step gives out (``marked``): services that number papers need
not hand it on. Nothing chosen means an ordinary paper.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from tracker.core.text import message
from tracker.documents import layout, wording
from tracker.documents.classified import SECRETS, check_content
from tracker.documents.parts import Paper, PrintedMarks
from tracker.documents.states import Secrecy, Urgency
from tracker.regulations.verdict import Verdict

# As they are printed, with the tone marks of the older style; documents.md 1.2 row 10, 1.4.
_SECRECY = {
    Secrecy.CONFIDENTIAL: "MẬT",
    Secrecy.HIGHLY_CONFIDENTIAL: "TỐI MẬT",
    Secrecy.STRICTLY_CONFIDENTIAL: "TUYỆT MẬT",
}
_URGENCY = {Urgency.URGENT: "KHẨN", Urgency.VERY_URGENT: "THƯỢNG KHẨN", Urgency.EXPRESS: "HOẢ TỐC"}


@dataclass(frozen=True)
class Marks:
    """What was chosen, and what else is printed on few papers: ``circulation``, ``typist``, ``contact``.

    ``abstract`` is what the register says of a classified paper whose content is not kept.

    ``cleared``: the installation is a closed network cleared for state secrets, and may hold what such a paper says.
    ``known``: the officer was told that nothing but the line is kept, and said so.
    """

    secrecy: Secrecy = Secrecy.ORDINARY
    urgency: Urgency = Urgency.ORDINARY
    abstract: str = ""
    circulation: str = ""
    typist: str = ""
    contact: str = ""
    cleared: bool = False
    known: bool = False

    @property
    def is_outside(self) -> bool:
        """Whether the paper is written and kept outside this program, which holds its line in the register only."""
        return not check_content(self.secrecy, self.cleared).allowed

    def line(self, abstract: str) -> str:
        """What the register says: the abstract, or of a paper that is kept outside only what the officer typed."""
        return self.abstract if self.is_outside else abstract

    def check_known(self) -> Verdict:
        """A number without a paper is given only to who knows that the paper is not kept."""
        if self.known or not self.is_outside:
            return Verdict(True, message("Allowed."))
        reason = message(
            "Of a classified paper only the line of the register is kept here. Tick that you know it, and write and"
            " print the paper outside this program."
        )
        return Verdict(False, reason, (SECRETS,), {}, "outside_known")


_chosen: ContextVar[Marks] = ContextVar("marks", default=Marks())  # noqa: B039, it cannot be changed


@contextmanager
def marked(marks: Marks) -> Iterator[None]:
    """Give these marks to every paper that is numbered within."""
    token = _chosen.set(marks)
    try:
        yield
    finally:
        _chosen.reset(token)


def chosen() -> Marks:
    """The marks of a paper that is numbered now."""
    return _chosen.get()


def with_marks(paper: Paper, marks: Marks) -> Paper:
    """The paper with its marks in the spelling of its day; one without marks stays as it is."""
    secrecy, urgency = _SECRECY.get(marks.secrecy, ""), _URGENCY.get(marks.urgency, "")
    style = paper.sheet.tone_style if paper.sheet else layout.PROFILES[layout.DEFAULT].tone_style
    typed = {"circulation": marks.circulation.upper(), "typist": marks.typist.upper(), "contact": marks.contact}
    printed = PrintedMarks(secrecy=secrecy, urgency=wording.toned(urgency, style), **typed)
    return paper if printed == PrintedMarks() else replace(paper, marks=printed)
