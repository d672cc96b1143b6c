"""Approval before the number: the rehearsal of an issue, the drafts it leaves, and the guard of what is issued.

A rehearsal runs the verb that issues a paper, inside a savepoint: every check is made, the paper is composed with a
number and laid out, and then everything is undone but the text. What was rehearsed is what would be issued.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, false, or_, select, update

from tracker.access import Actor, Permission, Relation, may, require
from tracker.accounts.queries import names_of
from tracker.audit.services import record
from tracker.core import clock
from tracker.core.errors import RuleViolation
from tracker.core.text import Message, message
from tracker.documents.contexts import Paper
from tracker.documents.draft_models import NO_ENTRIES, NO_WORDS, PaperDraft, PaperRemark
from tracker.documents.draft_states import DEEDS, LIVE, TRANSITIONS, WAITING, Deed, DraftAction, DraftState
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db
from tracker.organizations.models import Body


@dataclass(frozen=True)
class Composed:
    """A paper as it would be issued now, without number, date and code; ``text`` is what is approved.

    Of one that decides about several cases, a text that was sent from the file of any of them is a version.
    """

    body_id: int
    case_id: int | None
    meeting_id: int | None
    report_id: int | None
    template: str
    about: str
    abstract: str
    text: str
    also_in: tuple[int, ...] = ()

    @property
    def sha256(self) -> str:
        """The digest of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True)
class Form:
    """The form that issues a paper: its endpoint, its address, what stood in it."""

    endpoint: str
    place: Mapping[str, object]
    entries: Sequence[tuple[str, str]] = ()

    @property
    def address(self) -> str:
        """The place as it is kept and compared."""
        return place_text(self.place)


_rehearsed: ContextVar[list[Composed] | None] = ContextVar("rehearsed", default=None)


def place_text(place: Mapping[str, object]) -> str:
    """The parts of an address in one order."""
    return json.dumps(dict(place), sort_keys=True)


def text_of(context: Paper) -> str:
    """The values of a paper without its number, its date, its code, and the number of what is issued with it."""
    bare = replace(context.letterhead, number=None, issued_on=None)
    empty: dict[str, Any] = dict.fromkeys(("code", *context.given_later), "")
    return replace(context, letterhead=bare, recipient_phrases=(), **empty).to_json()  # its lines are worded already


def rehearse(verb: Callable[[], object]) -> list[Composed]:
    """The papers that the verb would issue; nothing else of it remains.

    What the verb refuses it refuses here too; the caller rolls back then, as after every refusal.
    """
    papers: list[Composed] = []
    savepoint = db.session.begin_nested()
    token = _rehearsed.set(papers)
    try:
        verb()
    finally:
        _rehearsed.reset(token)
    savepoint.rollback()
    return papers


def is_rehearsal() -> bool:
    """Whether the papers that are being issued will be undone; nothing is signed then."""
    return _rehearsed.get() is not None


def require_issue(actor: Actor, permission: Permission, relations: Collection[Relation]) -> None:
    """The actor may take the step that issues a paper; who only drafts its text may rehearse the step."""
    if not (is_rehearsal() and may(actor, Permission.DRAFT_PAPER, relations)):
        require(actor, permission, relations)


def may_draft(actor: Actor, body: Body, relations: Collection[Relation]) -> bool:
    """Whether the actor may write a paper of a body that approves its texts, and send it for approval."""
    return body.approves_papers and may(actor, Permission.DRAFT_PAPER, relations)


def send_for_approval(actor: Actor, verb: Callable[[], object], form: Form, comment: str = "") -> list[PaperDraft]:
    """Rehearse the verb that issues papers and keep their texts as drafts; those sent already stay as they are."""
    papers = rehearse(verb)
    if not papers:
        raise RuleViolation(
            message(
                "No paper would be issued by this form as it is filled in. Only a text that becomes a"
                " paper is sent for approval."
            )
        )
    drafts = [draft for paper in papers if (draft := _keep(actor, paper, form, comment))]
    if not drafts:
        raise RuleViolation(message("Nothing has changed: this text was sent already."))
    return drafts


def claim(body: Body, paper: Composed) -> PaperDraft | None:
    """The approved draft with exactly this text, before it is issued; None where the body demands no approval.

    Raises ``RuleViolation`` with the reason where approval is demanded and not given to this text.
    """
    rehearsed = _rehearsed.get()
    if rehearsed is not None:
        rehearsed.append(paper)
        return None
    drafts = _versions(paper)
    for draft in drafts:
        if draft.state is DraftState.APPROVED and draft.sha256 == paper.sha256:
            return draft
    if not body.approves_papers:
        return None
    raise RuleViolation(_reason(drafts, paper))


def finish(actor: Actor, paper: Composed, draft: PaperDraft | None, issued: RegisteredPaper) -> None:
    """The paper has its number: its draft is linked to it, and no other version waits any more."""
    if is_rehearsal():
        return
    for other in _versions(paper):
        if other is not draft and other.state in LIVE:
            _retire(other)
    if draft is not None:
        draft.paper_id = issued.id
        draft.state = TRANSITIONS.get(draft.state, DraftAction.ISSUE).target
        db.session.flush()
        about = {"draft": draft.ref, "version": draft.number, "paper": issued.ref}
        record(actor, "paper_draft.issue", case_id=draft.case_id, about=about)


def forget_text(actor: Actor, paper: Composed) -> None:
    """Empty every version of a paper and what was said about them: it became secret, and is kept outside.

    Who sent, returned or approved a version, and when, stays.
    """
    drafts = _versions(paper)
    for draft in drafts:
        if draft.state in LIVE:
            _retire(draft)
    ids = [draft.id for draft in drafts]
    emptied = {"context": "", "entries": NO_ENTRIES, "abstract": NO_WORDS}
    db.session.execute(update(PaperDraft).where(PaperDraft.id.in_(ids)).values(emptied))
    said = PaperRemark.draft_id.in_(ids) & (PaperRemark.comment != "")
    db.session.execute(update(PaperRemark).where(said).values(comment=NO_WORDS))
    for draft in drafts:
        about = {"draft": draft.ref, "version": draft.number}
        record(actor, "paper_draft.forget", case_id=draft.case_id, about=about)


def carry_on(actor: Actor, draft: PaperDraft, action: DraftAction, comment: str) -> None:
    """Take one step with a draft; the caller checked that the actor may."""
    draft.state = TRANSITIONS.get(draft.state, action).target
    if action is DraftAction.APPROVE:
        draft.approved_by, draft.approved_at = actor.user_id, clock.now()
    _remark(actor, draft, DEEDS[action], comment)
    _record(actor, draft, action.value)


def _keep(actor: Actor, paper: Composed, form: Form, comment: str) -> PaperDraft | None:
    earlier = _versions(paper)
    latest = earlier[0] if earlier else None
    standing = (*WAITING, DraftState.APPROVED)
    if latest is not None and latest.sha256 == paper.sha256 and latest.state in standing:
        return None
    for other in earlier:
        if other.state in LIVE:
            _retire(other)
    draft = PaperDraft(
        ref=secrets.token_hex(6),
        case_id=paper.case_id,
        meeting_id=paper.meeting_id,
        report_id=paper.report_id,
        body_id=paper.body_id,
        template=paper.template,
        about=paper.about,
        number=latest.number + 1 if latest else 1,
        abstract=paper.abstract,
        context=paper.text,
        sha256=paper.sha256,
        endpoint=form.endpoint,
        place=form.address,
        entries=json.dumps(list(form.entries), ensure_ascii=False),
        state=DraftState.SUBMITTED,
        prepared_by=actor.user_id,
        prepared_at=clock.now(),
    )
    db.session.add(draft)
    db.session.flush()
    _remark(actor, draft, Deed.SUBMITTED, comment)
    _record(actor, draft, "submit")
    return draft


def _retire(draft: PaperDraft) -> None:
    """Another text takes its place: an approval becomes void, anything else is passed over."""
    action = DraftAction.INVALIDATE if draft.state is DraftState.APPROVED else DraftAction.SUPERSEDE
    draft.state = TRANSITIONS.get(draft.state, action).target
    db.session.flush()


def same_paper(paper: Composed | PaperDraft) -> ColumnElement[bool]:
    """The versions of one paper, in SQL; a paper that belongs to nothing has none."""
    belongs = {name: getattr(paper, name) for name in ("case_id", "meeting_id", "report_id")}
    matter = or_(false(), *(getattr(PaperDraft, name) == key for name, key in belongs.items() if key))
    if isinstance(paper, Composed) and paper.also_in:
        matter = or_(matter, PaperDraft.case_id.in_(paper.also_in))
    return matter & (PaperDraft.template == paper.template) & (PaperDraft.about == paper.about)


def _versions(paper: Composed) -> list[PaperDraft]:
    """The versions of a paper, the latest first; they do not change until the caller's transaction ends."""
    found = select(PaperDraft).where(same_paper(paper)).order_by(PaperDraft.number.desc()).with_for_update()
    return list(db.session.scalars(found))


def _reason(drafts: Sequence[PaperDraft], paper: Composed) -> Message:
    """Why a text may not be issued, by what became of its versions."""
    name = paper.abstract
    latest = drafts[0] if drafts else None
    if latest is not None and latest.sha256 == paper.sha256 and latest.state in WAITING:
        return message("This text waits for approval and is not approved yet: %(paper)s", paper=name)
    if latest is not None and latest.state is DraftState.RETURNED:
        return message(
            "This text was returned with comments; send it again when it is put right: %(paper)s", paper=name
        )
    for draft in drafts:
        if draft.approved_by is not None and draft.approved_at is not None:
            return message(
                "The approval of %(day)s by %(who)s is void, because the text has changed since. Send it for approval"
                " again: %(paper)s",
                day=clock.day_of(draft.approved_at),
                who=names_of([draft.approved_by])[draft.approved_by],
                paper=name,
            )
    return message("This text is not approved. Send it for approval first: %(paper)s", paper=name)


def _remark(actor: Actor, draft: PaperDraft, deed: Deed, comment: str) -> None:
    remark = PaperRemark(draft_id=draft.id, account_id=actor.user_id, deed=deed, comment=comment, at=clock.now())
    db.session.add(remark)
    db.session.flush()


def _record(actor: Actor, draft: PaperDraft, action: str) -> None:
    about = {"draft": draft.ref, "version": draft.number, "template": draft.template, "hash": draft.sha256}
    record(actor, f"paper_draft.{action}", case_id=draft.case_id, about=about)
