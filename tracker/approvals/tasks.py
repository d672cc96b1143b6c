"""What a draft asks: its review, its approval, its correction, its issue."""

import json
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select

from tracker.access import Actor, Permission
from tracker.approvals import queries
from tracker.cases.models import Case
from tracker.core.text import N_, Message, message
from tracker.documents.draft_models import PaperDraft
from tracker.documents.draft_states import DraftState
from tracker.meetings.models import Meeting
from tracker.tasks import Source, Task


def _drafts(actor: Actor) -> Select:
    columns = (PaperDraft.ref, PaperDraft.abstract, PaperDraft.number, PaperDraft.endpoint, PaperDraft.place)
    named = (Case.title, Meeting.title.label("session"))
    found = select(PaperDraft.id.label("key"), Case.due_on.label("due"), *columns, *named)
    return queries.with_matter(found).where(queries.visible(actor))


def _to_review(actor: Actor, _today: date) -> Select:
    return _drafts(actor).where(queries.waits_for_review(actor))


def _to_approve(actor: Actor, _today: date) -> Select:
    return _drafts(actor).where(queries.waits_for_approval(actor))


def _returned(actor: Actor, _today: date) -> Select:
    return _drafts(actor).where(PaperDraft.state == DraftState.RETURNED, PaperDraft.prepared_by == actor.user_id)


def _to_issue(actor: Actor, _today: date) -> Select:
    return _drafts(actor).where(queries.waits_for_issue(actor))


def _read(row: Row[Any], label: str) -> Task:
    why = message("Version %(number)s waits.", number=row.number)
    return Task(_what(row), label, "approvals.show_draft", {"ref": row.ref}, row.due, why, _about(row))


def _correct(row: Row[Any], label: str) -> Task:
    why = N_("It was returned with comments.")
    return Task(_what(row), label, "approvals.show_draft", {"ref": row.ref}, row.due, why, _about(row))


def _issue(row: Row[Any], label: str) -> Task:
    why = N_("The text is approved; it has no number yet.")
    return Task(_what(row), label, row.endpoint, json.loads(row.place), row.due, why, _about(row))


def _what(row: Row[Any]) -> str:
    return row.abstract[:1].upper() + row.abstract[1:]


def _about(row: Row[Any]) -> str | Message:
    return row.title or row.session or ""


TASKS = (
    Source("papers-review", N_("Review the text"), Permission.SEE_CASES, _to_review, _read),
    Source("papers-approve", N_("Approve the text"), Permission.SEE_CASES, _to_approve, _read),
    Source("papers-returned", N_("Put the text right"), Permission.SEE_CASES, _returned, _correct),
    Source("papers-issue", N_("Issue the approved paper"), Permission.SEE_CASES, _to_issue, _issue),
)
