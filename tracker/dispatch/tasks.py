"""What the clerk still has to do with papers: send them, and ask for missing receipts."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, Row, Select, null, select

from tracker.access import Actor, Permission
from tracker.core.text import N_, Message, message
from tracker.dispatch.models import DispatchEntry
from tracker.dispatch.queries import lacks_receipt, narrowed_to, visible_papers
from tracker.dispatch.rules import ASKED_DAYS, RECEIPT_DAYS
from tracker.dispatch.states import Sending
from tracker.documents.models import PaperEnding, RegisteredPaper
from tracker.documents.states import PaperType
from tracker.tasks import Source, Task

# Minutes stay in the file unless somebody asks for them.
_SENT_TYPES = tuple(kind for kind in PaperType if kind is not PaperType.MINUTES)
_PAPER = (RegisteredPaper.ref, RegisteredPaper.number, RegisteredPaper.sign, RegisteredPaper.abstract)


def _unsent(actor: Actor, today: date) -> Select:
    due = null().cast(Date).label("due")
    return select(RegisteredPaper.id.label("key"), due, RegisteredPaper.issued_on, *_PAPER).where(
        visible_papers(actor),
        RegisteredPaper.type.in_(_SENT_TYPES),
        RegisteredPaper.issued_on >= today - timedelta(days=ASKED_DAYS),
        narrowed_to(Sending.UNSENT),
    )


def _send(row: Row[Any], label: str) -> Task:
    return _task(row, label, message("Issued on %(day)s", day=row.issued_on))


def _unreceived(actor: Actor, today: date) -> Select:
    due = null().cast(Date).label("due")
    return (
        select(DispatchEntry.id.label("key"), due, DispatchEntry.happened_on, DispatchEntry.recipient, *_PAPER)
        .join(RegisteredPaper, RegisteredPaper.id == DispatchEntry.paper_id)
        .outerjoin(PaperEnding, PaperEnding.paper_id == RegisteredPaper.id)
        .where(
            visible_papers(actor),
            PaperEnding.paper_id.is_(None),
            lacks_receipt(),
            DispatchEntry.happened_on < today - timedelta(days=RECEIPT_DAYS),
        )
    )


def _ask(row: Row[Any], label: str) -> Task:
    why = message("Sent to %(name)s on %(day)s", name=row.recipient, day=row.happened_on)
    return _task(row, label, why)


def _task(row: Row[Any], label: str, why: Message) -> Task:
    number = f"{row.number:02d}-{row.sign}"
    what = f"{number} · {row.abstract}" if row.abstract else number
    return Task(what, label, "dispatch.show_dispatch", {"ref": row.ref}, None, why)


TASKS = (
    Source("unsent", N_("Send the paper"), Permission.DISPATCH_PAPER, _unsent, _send),
    Source("unreceived", N_("Ask for the missing receipt"), Permission.DISPATCH_PAPER, _unreceived, _ask),
)
