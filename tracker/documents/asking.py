"""What the page of a form that issues papers does where approval is demanded: a second button, the approved values."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import request
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from tracker.accounts.models import Account
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.core.text import clean, visible
from tracker.documents.approval import Form, place_text, send_for_approval
from tracker.documents.draft_models import PaperDraft
from tracker.documents.draft_states import STATE_LABELS, STATE_TONES, DraftState
from tracker.extensions import db
from tracker.organizations.models import Body
from tracker.web.access import current_actor
from tracker.web.drafts import RESTORE
from tracker.web.resume import SECRET_FIELDS

SEND = "send_for_approval"  # the name of the second button
COMMENT = "approval_comment"
_DAYS = ("issued_on", "decision_on")  # of the paper itself: the day on which it gets its number
_NOT_KEPT = SECRET_FIELDS | {"version", "idempotency_key", "resume", *_DAYS, SEND, COMMENT}


@dataclass(frozen=True)
class AskedRow:
    """The latest version of a paper that the form issues."""

    ref: str
    number: int
    abstract: str
    state: DraftState
    prepared_at: datetime
    approved_by: str | None
    approved_at: datetime | None

    @property
    def label(self) -> str:
        """The state in words."""
        return STATE_LABELS[self.state]

    @property
    def tone(self) -> str:
        """The tone of the state."""
        return STATE_TONES[self.state]


@dataclass(frozen=True)
class Approval:
    """The approval of what a form issues. ``entries`` are the values of the version that was sent last.

    ``issues``: the actor gives the number too; else the form only sends its text for approval.
    """

    demanded: bool
    rows: Sequence[AskedRow] = ()
    entries: Sequence[tuple[str, str]] = ()
    issues: bool = True

    @property
    def filled(self) -> dict[str, MultiDict[str, str]]:
        """What a form is made with so that it shows the values of the text that was sent, with the day of today."""
        if request.method != "GET" or not self.entries or RESTORE in request.args:
            return {}
        today = f"{clock.today():%d/%m/%Y}"
        return {"formdata": MultiDict([*((name, today) for name in _DAYS), *self.entries])}

    @property
    def is_asked(self) -> bool:
        """Whether the second button was pressed."""
        return self.demanded and request.method == "POST" and SEND in request.form

    def carry(self, verb: Callable[[], object]) -> None:
        """Issue, or send for approval what would be issued: by the button that was pressed."""
        if not self.is_asked:
            verb()
            return
        entries = [(name, text) for name, text in request.form.items(multi=True) if name not in _NOT_KEPT]
        form = Form(request.endpoint or "", request.view_args or {}, entries)
        send_for_approval(current_actor(), verb, form, visible(clean(request.form.get(COMMENT, "")))[:2000])

    def done(self, words: str) -> str:
        """What is said afterwards."""
        return gettext("The text was sent for approval. No number was used.") if self.is_asked else words

    def back(self, address: str) -> str:
        """Where it goes afterwards: after sending, to the same form, which tells how its text stands."""
        return request.path if self.is_asked else address


NOT_ASKED = Approval(False)


def approval_in(values: Mapping[str, object]) -> Approval:
    """The approval among what a page shows; a form that issues no paper has none."""
    found = values.get("approval")
    return found if isinstance(found, Approval) else NOT_ASKED


def approval_of(body_id: int, *, issues: bool = True) -> Approval:
    """How the papers of the form of this page stand, for the body that issues them.

    Raises ``NotVisible`` for who only drafts where nothing is sent for approval.
    """
    demanded = db.session.execute(select(Body.approves_papers).where(Body.id == body_id)).scalar_one()
    if not (issues or demanded):
        raise NotVisible
    place = place_text(request.view_args or {})
    at = (PaperDraft.endpoint == request.endpoint) & (PaperDraft.place == place)
    found = db.session.execute(
        select(PaperDraft, PaperDraft.entries, Account.full_name)
        .outerjoin(Account, Account.id == PaperDraft.approved_by)
        .where(at, PaperDraft.state.not_in((DraftState.SUPERSEDED, DraftState.VOID, DraftState.WITHDRAWN)))
        .order_by(PaperDraft.prepared_at.desc(), PaperDraft.id.desc())
    ).all()
    rows = [
        AskedRow(row.ref, row.number, row.abstract, row.state, row.prepared_at, who, row.approved_at)
        for row, _entries, who in found
    ]
    entries = json.loads(found[0].entries) if found else []
    return Approval(demanded, rows, [(name, text) for name, text in entries], issues)
