"""Reads across areas: papers under the sight of their case, the register, the history in words."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import undefer

from tracker.access import Actor, Permission
from tracker.audit.queries import case_history
from tracker.cases import sight
from tracker.cases.models import Case
from tracker.cases.queries import CaseFile, get_file
from tracker.core.errors import NotVisible
from tracker.core.text import Message, message
from tracker.documents.models import RegisteredPaper
from tracker.documents.queries import PAPER_COLUMNS, PaperRow, with_endings
from tracker.documents.states import PaperType
from tracker.extensions import db
from tracker.keyset import Cursor, keyset
from tracker.organizations.models import Body
from tracker.records.history import ACTION_TEXTS


@dataclass(frozen=True)
class HistoryEntry:
    """One entry of a case's history in words."""

    at: datetime
    who: str | None
    text: Message
    automatic: bool


def register_rows(actor: Actor, paper_type: PaperType | None, cursor: Cursor | None) -> list[PaperRow]:
    """One page of the register of the actor's organization, newest first, and one row more.

    A paper of a case that the actor may not know of is not there.
    """
    statement = select(*PAPER_COLUMNS).where(*in_register(actor, paper_type))
    found = keyset(statement, RegisteredPaper.issued_on, RegisteredPaper.id, cursor, newest_first=True)
    return with_endings([PaperRow(*row) for row in db.session.execute(found)])


def in_register(actor: Actor, paper_type: PaperType | None) -> list[ColumnElement[bool]]:
    """The conditions of the register of the actor's organization, narrowed to a type."""
    own = select(Body.id).where(Body.organization_id == actor.organization_id)
    conditions = [RegisteredPaper.body_id.in_(own), _visible(actor)]
    return [*conditions, RegisteredPaper.type == paper_type] if paper_type else conditions


def get_content(actor: Actor, ref: str) -> tuple[RegisteredPaper, CaseFile]:
    """A paper with its bytes or its values and its case, for those who may see its papers; raises ``NotVisible``."""
    kept = undefer(RegisteredPaper.content), undefer(RegisteredPaper.context)
    paper = db.session.execute(
        select(RegisteredPaper).where(RegisteredPaper.ref == ref).options(*kept)
    ).scalar_one_or_none()
    if paper is None or paper.template is None or paper.case_id is None:
        raise NotVisible
    case_ref = db.session.execute(select(Case.ref).where(Case.id == paper.case_id)).scalar_one()
    return paper, get_file(actor, case_ref, Permission.SEE_PAPERS)


def history_of(case_id: int) -> list[HistoryEntry]:
    """The changes of a case, newest first, in words."""
    return [
        HistoryEntry(row.at, row.actor_name, _in_words(row.action, row.body), row.actor_name is None)
        for row in case_history(case_id)
    ]


def _in_words(action: str, body: str) -> Message:
    about = json.loads(body)["about"]
    text = ACTION_TEXTS.get(action)
    if text is None:
        return message("%(action)s", action=action)
    return Message(text, {key: value for key, value in about.items() if f"%({key})s" in text})


def _visible(actor: Actor) -> ColumnElement[bool]:
    return or_(
        RegisteredPaper.case_id.is_(None), RegisteredPaper.case_id.in_(select(Case.id).where(sight.existence(actor)))
    )
