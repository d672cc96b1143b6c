"""The papers of a session as files, and the issue of its minutes and its resolution."""

from collections.abc import Callable

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission, may
from tracker.accounts.queries import signers
from tracker.audit.services import record_read
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.documents.asking import approval_of
from tracker.documents.composing import Signer
from tracker.documents.contexts import Paper
from tracker.documents.queries import check_kept
from tracker.documents.render import render_pdf
from tracker.documents.states import TYPE_SIGNS, PaperType
from tracker.documents.wordings import settled
from tracker.meetings import forms, papers, queries, services
from tracker.meetings.models import Meeting
from tracker.meetings.states import Purpose, SessionState
from tracker.meetings.views.area import ITEM, blueprint, load_item, load_meeting, step
from tracker.regulations.terms import Subject
from tracker.web.access import current_actor, requires
from tracker.web.download import pdf_response
from tracker.web.unit_of_work import leave_trace


@blueprint.get("/<ref>/invitation.pdf")
@requires(Permission.SEE_SESSIONS)
def print_invitation(ref: str) -> ResponseReturnValue:
    """The invitation with those items of the agenda that the reader may know of."""
    meeting = load_meeting(ref)
    if meeting.state is SessionState.CANCELLED:
        raise NotVisible
    paper = _settled(meeting, papers.compose_invitation(_held(meeting), clock.today(), _signer(meeting)))
    return pdf_response(render_pdf(paper.key, paper), f"invitation-{ref}.pdf")


@blueprint.get(f"{ITEM}/ballot.pdf")
@requires(Permission.HOLD_SESSION)
def print_ballot(ref: str, item_ref: str) -> ResponseReturnValue:
    """The blank ballot paper of one item."""
    meeting, row = _standing(ref, item_ref)
    subject = None
    if row.item.purpose is Purpose.DISCIPLINE:
        subject = Subject.FULL_MEMBER if row.subjects[0].member_id else Subject.ORGANIZATION
    paper = _settled(meeting, papers.compose_ballot(_held(meeting), row, subject))
    return pdf_response(render_pdf(paper.key, paper), f"ballot-{item_ref}.pdf")


@blueprint.get(f"{ITEM}/extract.pdf")
@requires(Permission.SEE_SESSIONS)
def print_extract(ref: str, item_ref: str) -> ResponseReturnValue:
    """The extract of closed minutes for one item, for those who may read its file."""
    meeting, row = _standing(ref, item_ref)
    if meeting.state is not SessionState.HELD:
        raise NotVisible
    issued = queries.papers_of(meeting).get(meeting.minutes_id or 0)
    source = f"{issued.number:02d}-{issued.sign}" if issued else ""
    paper = _settled(meeting, papers.compose_extract(_held(meeting), row, source, clock.today()))
    if row.item.case_id is not None:
        actor, case_id = current_actor(), row.item.case_id
        leave_trace(lambda: record_read(actor, case_id, "session"))
    return pdf_response(render_pdf(paper.key, paper), f"extract-{item_ref}.pdf")


@blueprint.get("/<ref>/minutes.pdf")
@requires(Permission.SEE_SESSIONS)
def print_minutes(ref: str) -> ResponseReturnValue:
    """The minutes: the issued bytes, or a draft of them."""
    meeting = _closed(ref)
    sign = f"{TYPE_SIGNS[PaperType.MINUTES]}/{meeting.body.sign}"
    return _paper(
        meeting,
        meeting.minutes_id,
        lambda held, on, number: papers.compose_minutes(held, on, (number, sign)),
        f"minutes-{ref}.pdf",
    )


@blueprint.get("/<ref>/resolution.pdf")
@requires(Permission.SEE_SESSIONS)
def print_resolution(ref: str) -> ResponseReturnValue:
    """The resolution: the issued bytes, or a draft of it."""
    meeting = _closed(ref)
    sign = f"{TYPE_SIGNS[PaperType.RESOLUTION]}/{meeting.body.sign}"
    return _paper(
        meeting,
        meeting.resolution_id,
        lambda held, on, number: papers.compose_resolution(held, _signer(meeting), on, (number, sign)),
        f"resolution-{ref}.pdf",
    )


def _standing(ref: str, item_ref: str) -> tuple[Meeting, queries.AgendaRow]:
    """An item that was not taken off: of others there are no papers."""
    meeting, row = load_item(ref, item_ref)
    if row.item.is_off:
        raise NotVisible
    return meeting, row


def _closed(ref: str) -> Meeting:
    """A held session, for those who were at it or keep its papers."""
    meeting, actor = load_meeting(ref), current_actor()
    takes_part = may(actor, Permission.HOLD_SESSION) or actor.user_id in meeting.invited_ids
    if meeting.state is not SessionState.HELD or not takes_part:
        raise NotVisible
    return meeting


def _paper(meeting: Meeting, paper_id: int | None, compose: Callable, name: str) -> ResponseReturnValue:
    """The bytes that were issued; who may not know of every item gets the paper of those that remain."""
    issued = queries.papers_of(meeting).get(paper_id or 0)
    if issued is not None:
        check_kept(issued)
    if issued is not None and queries.sees_all(current_actor(), meeting) and issued.content:
        return pdf_response(issued.content, name, attachment="save" in request.args)
    number, on = (issued.number, issued.issued_on) if issued else (None, None)
    paper = settled(compose(_held(meeting), on, number), meeting.body, on or clock.today())
    return pdf_response(render_pdf(paper.key, paper, state="issued" if issued else "draft"), name)


@blueprint.route("/<ref>/minutes/issue", methods=["GET", "POST"])
@requires(Permission.HOLD_SESSION)
def issue_minutes(ref: str) -> ResponseReturnValue:
    """Issue the minutes of a held session."""
    done = gettext("The minutes are issued.")
    return _issue(ref, services.issue_minutes, "meetings/issue_minutes.html", done)


@blueprint.route("/<ref>/resolution/issue", methods=["GET", "POST"])
@requires(Permission.HOLD_SESSION)
def issue_resolution(ref: str) -> ResponseReturnValue:
    """Issue the resolution of a held session."""
    done = gettext("The resolution is issued.")
    return _issue(ref, services.issue_resolution, "meetings/issue_resolution.html", done)


def _issue(ref: str, verb: Callable, template: str, done: str) -> ResponseReturnValue:
    meeting = load_meeting(ref)
    people = {str(account.id): Signer(account.full_name, account.position) for account in signers(meeting.body_id)}
    approval = approval_of(meeting.body_id)
    form = forms.PaperForm(**approval.filled, data={"version": meeting.version, "issued_on": meeting.held_on})
    form.signer.offer([(key, person.name) for key, person in people.items()])

    def issue() -> None:
        words = services.PaperWords(form.issued_on.data, people[form.signer.data])
        verb(current_actor(), meeting, words, clock.today())

    return step(meeting, form, issue, template, done, approval=approval)


def _settled(meeting: Meeting, paper: Paper) -> Paper:
    return settled(paper, meeting.body, clock.today())


def _held(meeting: Meeting) -> papers.Held:
    return papers.Held(meeting, queries.standing_agenda(current_actor(), meeting), queries.attendance_of(meeting.id))


def _signer(meeting: Meeting) -> Signer:
    people = signers(meeting.body_id)
    return Signer(people[0].full_name, people[0].position) if people else Signer("", "")
