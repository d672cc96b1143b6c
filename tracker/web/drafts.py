"""Forms that are still being filled in, kept on the server every few seconds and offered again.

A draft belongs to one account, one address and one form. It is gone as soon as the form is carried out, and after
thirty days. A form that takes secrets says ``keeps_draft = False``; passwords are never kept whatever the form says.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app, g, request
from sqlalchemy import delete, or_, select
from werkzeug.datastructures import MultiDict

from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.core.text import has_control_character
from tracker.extensions import db
from tracker.web.addresses import own_path, present_path
from tracker.web.models import FormDraft
from tracker.web.resume import SECRET_FIELDS

KEPT_DAYS = 30
LONGEST_PATH = 500
RESTORE = "draft"  # ?draft=1 fills the form from its draft
MOST_SHOWN = 10
SECRECY, ORDINARY = "secrecy", "ordinary"  # the field of every form about a paper that may be secret
_NEVER_KEPT = SECRET_FIELDS | {"idempotency_key", "resume"}
_FORM = re.compile(r"[A-Za-z]{1,60}")
_RESTORING = re.compile(rf"[?&]{RESTORE}=1$")


@dataclass(frozen=True)
class Unsent:
    """A draft as the form's page offers it; ``restored``: the form shows it already."""

    path: str
    form: str
    saved_at: datetime
    restored: bool


def keep_draft(path: str, form: str, title: str, fields: Sequence[tuple[str, str]]) -> datetime | None:
    """Keep what the signed-in person has typed; returns when. Raises ``NotVisible`` for an address that is none.

    Of a form about a paper that may not be kept here nothing is, and what was kept before goes; None then.
    """
    if _is_no_address(path) or has_control_character(title) or not _FORM.fullmatch(form):
        raise NotVisible
    if _is_secret(dict(fields)):
        forget_drafts(path, form)
        return None
    now, account_id = clock.now(), g.actor.user_id
    db.session.execute(
        delete(FormDraft).where(
            FormDraft.account_id == account_id, FormDraft.saved_at < now - timedelta(days=KEPT_DAYS)
        )
    )
    draft = db.session.get(FormDraft, (account_id, path, form))
    if draft is None:
        draft = FormDraft(account_id=account_id, path=path, form=form)
        db.session.add(draft)
    kept = [(name, text) for name, text in fields if name not in _NEVER_KEPT]
    draft.title, draft.fields, draft.saved_at = title[:200], json.dumps(kept, ensure_ascii=False), now
    db.session.flush()
    return now


def drop_draft(path: str, form: str) -> None:
    """Drop one draft; raises ``NotVisible`` where the address is none of ours."""
    if _is_no_address(path):
        raise NotVisible
    forget_drafts(path, form)


def forget_drafts(path: str, form: str | None = None) -> None:
    """Drop the signed-in person's drafts at an address, of one form or all."""
    statement = delete(FormDraft).where(FormDraft.account_id == g.actor.user_id, FormDraft.path == path)
    db.session.execute(statement if form is None else statement.where(FormDraft.form == form))


def forget_sent() -> None:
    """Drop the drafts of the form that was carried out: the person's, and everybody's where it was about a secret."""
    forget_drafts(draft_path())
    if _is_secret(request.form):
        forget_everybodys(draft_path())


def forget_everybodys(path: str) -> None:
    """Drop the drafts of everybody at an address and below it."""
    below = FormDraft.path.startswith(f"{path}/", autoescape=True)
    db.session.execute(delete(FormDraft).where(or_(FormDraft.path == path, below)))


def drafts_of(account_id: int) -> list[FormDraft]:
    """The person's latest drafts, newest first."""
    found = select(FormDraft).where(FormDraft.account_id == account_id)
    return list(db.session.scalars(found.order_by(FormDraft.saved_at.desc()).limit(MOST_SHOWN)))


def unsent(form: object) -> Unsent | None:
    """The draft of a form on this page, unless the page already answers a sending of it."""
    draft = _find(form) if request.method == "GET" and g.get("actor") is not None else None
    return Unsent(draft.path, draft.form, draft.saved_at, _is_restoring()) if draft else None


def restored_fields(form: object) -> MultiDict[str, str] | None:
    """What to fill the form with when its page was asked to restore the draft."""
    draft = _find(form) if _is_restoring() and request.method == "GET" and g.get("actor") is not None else None
    return MultiDict([(name, text) for name, text in json.loads(draft.fields)]) if draft else None


def kept_here() -> str | None:
    """Where the person's last draft at the address of this request is offered, for a page that could not read it."""
    if g.get("actor") is None:
        return None
    path = draft_path()
    kept = select(FormDraft.form).where(FormDraft.account_id == g.actor.user_id, FormDraft.path == path).limit(1)
    found = db.session.execute(kept).first() is not None
    return f"{path}{'&' if '?' in path else '?'}{RESTORE}=1" if found else None


def draft_path() -> str:
    """The address of this request as drafts are kept under it."""
    return _RESTORING.sub("", present_path())


def _find(form: object) -> FormDraft | None:
    return db.session.get(FormDraft, (g.actor.user_id, draft_path(), type(form).__name__))


def _is_secret(fields: Mapping[str, str]) -> bool:
    """Whether a form says that its paper is secret, on an installation that may not hold it."""
    return fields.get(SECRECY, ORDINARY) != ORDINARY and not current_app.config["CLEARED"]


def _is_no_address(path: str) -> bool:
    return own_path(path) is None or len(path) > LONGEST_PATH


def _is_restoring() -> bool:
    return request.args.get(RESTORE) == "1"
