"""The register of outgoing papers: one body, one term, one type; every number, the void ones too."""

from typing import Any

from sqlalchemy import Select, select

from tracker.access import Actor
from tracker.core.text import Message, message
from tracker.dispatch.queries import copies_of, recipients_known, visible_papers
from tracker.documents.models import PaperEnding, RegisteredPaper
from tracker.documents.numbering import series_of
from tracker.documents.states import ENDING_LABELS, SECRECY_LABELS, TYPE_LABELS, URGENCY_LABELS, Secrecy, Urgency
from tracker.extensions import db
from tracker.organizations.models import Body
from tracker.registers.queries.period import Cell, Lines, Period, within


def outgoing_papers(actor: Actor, period: Period) -> Select:
    """The papers in the order of their numbers."""
    paper = RegisteredPaper
    statement = (
        select(
            paper.id,
            paper.number,
            paper.sign,
            paper.issued_on,
            paper.type,
            paper.abstract,
            paper.secrecy,
            paper.urgency,
            paper.signer_name,
            Body.name,
            PaperEnding.kind.label("ending"),
            PaperEnding.ended_on,
        )
        .join(Body, Body.id == paper.body_id)
        .outerjoin(PaperEnding, PaperEnding.paper_id == paper.id)
        .where(visible_papers(actor), within(paper.issued_on, period))
        .order_by(paper.series_id, paper.term_id, paper.type, paper.number)
    )
    if period.body_id:
        body = db.session.get_one(Body, period.body_id)
        statement = statement.where(paper.series_id == series_of(body))
    if period.term_id:
        statement = statement.where(paper.term_id == period.term_id)
    return statement.where(paper.type == period.type) if period.type else statement


def outgoing_lines(_actor: Actor, rows: list[Any]) -> Lines:
    """The cells of the papers."""
    ids = [row.id for row in rows]
    known, copies = recipients_known(ids), copies_of(ids)
    return [
        (
            f"{row.number:02d}",
            row.sign,
            row.issued_on,
            _matter(row),
            message(SECRECY_LABELS[row.secrecy]) if row.secrecy is not Secrecy.ORDINARY else "",
            message(URGENCY_LABELS[row.urgency]) if row.urgency is not Urgency.ORDINARY else "",
            row.signer_name,
            row.name,
            "; ".join(known[row.id]),
            copies.get(row.id, ""),
            _note(row),
        )
        for row in rows
    ]


def _matter(row: Any) -> Cell:
    kind = message(TYPE_LABELS[row.type])
    return message("%(kind)s: %(abstract)s", kind=kind, abstract=row.abstract) if row.abstract else kind


def _note(row: Any) -> Message | str:
    if row.ending is None:
        return ""
    return message("%(ending)s since %(day)s", ending=message(ENDING_LABELS[row.ending]), day=row.ended_on)
