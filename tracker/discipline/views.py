"""Pages of discipline: the records of a case, and the steps of one record."""

from collections.abc import Callable

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.accounts.queries import signers
from tracker.cases.page import carry_out, load, render_case
from tracker.cases.queries import CaseFile
from tracker.conclusions.queries import notices
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.discipline import forms, queries, services
from tracker.discipline.models import Discipline
from tracker.discipline.offers import steps_of
from tracker.discipline.papers import DecisionWords
from tracker.discipline.states import STATE_LABELS, STATE_TONES, State
from tracker.documents.composing import Signer
from tracker.documents.queries import paper_numbers
from tracker.documents.render import render_pdf
from tracker.meetings.queries import find_open_item, open_meetings
from tracker.organizations.queries import bodies_of
from tracker.regulations.measures import rows_for
from tracker.regulations.terms import FORM_LABELS, Form
from tracker.web.access import current_actor, requires
from tracker.web.download import pdf_response
from tracker.web.format import day
from tracker.web.forms import VersionedForm
from tracker.web.pagination import cursor_of_request, page_of
from tracker.web.translate import say

blueprint = Blueprint("discipline", __name__)
_CASE = "/cases/<ref>/discipline"
_RECORD = f"{_CASE}/<int:number>"


@blueprint.get("/discipline")
@requires(Permission.SEE_CASES)
def list_disciplines() -> ResponseReturnValue:
    """The records of all cases one knows of, newest first."""
    wanted = State(request.args["state"]) if request.args.get("state") in set(State) else None
    cursor = cursor_of_request()
    found = queries.discipline_rows(current_actor(), cursor, wanted)
    page = page_of(found, cursor, lambda row: (row.proposed_at, row.id))
    labels = {"state_labels": STATE_LABELS, "state_tones": STATE_TONES, "form_labels": FORM_LABELS}
    return render_template("discipline/list_disciplines.html", page=page, wanted=wanted, **labels)


@blueprint.get(_CASE)
@requires(Permission.SEE_PAPERS)
def list_of_case(ref: str) -> ResponseReturnValue:
    """The discipline records of a case, each with its vote and its next steps."""
    file = load(ref, Permission.SEE_PAPERS)
    records = queries.disciplines_of_case(file.case.id)
    return render_case(
        "discipline/list_of_case.html",
        file,
        records=records,
        votes={row.id: queries.find_vote(row) for row in records},
        papers=paper_numbers([row.paper_id for row in records if row.paper_id]),
        record_labels=STATE_LABELS,
        record_tones=STATE_TONES,
        form_labels=FORM_LABELS,
        steps={row.id: steps_of(current_actor(), file, row) for row in records},
        sees_file=file.allows(current_actor(), Permission.SEE_FILE),
        bars=queries.bars_after_vote(current_actor(), file.case, records),
        kept_bars={row.id: queries.kept_bar(row) for row in records if row.bar_verdict},
    )


@blueprint.route(f"{_CASE}/propose/<int:subject>", methods=["GET", "POST"])
@requires(Permission.PROPOSE_DISCIPLINE)
def propose_discipline(ref: str, subject: int) -> ResponseReturnValue:
    """Propose discipline for a subject."""
    file = load(ref, Permission.PROPOSE_DISCIPLINE)
    row = file.subject(subject)
    form = forms.ProposalForm(data={"version": file.case.version})
    standing = queries.standing_of(row, True, clock.today())
    known = [found.form for found in rows_for(standing.subject, clock.today())]
    form.body.offer([(str(body.id), body.name) for body in bodies_of(file.case.body.organization_id)])
    form.form.offer([(key.value, say(FORM_LABELS[key])) for key in known])

    def propose() -> None:
        proposal = services.Proposal(
            int(form.body.data),
            Form(form.form.data),
            form.holds_post.data,
            form.reason.data,
            form.override_reason.data,
        )
        services.propose_discipline(current_actor(), file, row, proposal, clock.today())

    done = gettext("Discipline is proposed.")
    back = url_for("discipline.list_of_case", ref=ref)
    return carry_out(file, form, propose, "discipline/propose_discipline.html", done, back, subject=row)


@blueprint.route(f"{_RECORD}/review", methods=["GET", "POST"])
@requires(Permission.REVIEW_DISCIPLINE)
def review_discipline(ref: str, number: int) -> ResponseReturnValue:
    """Record self-criticism and hearing."""
    file, record = _load(ref, number, Permission.REVIEW_DISCIPLINE)
    form = forms.ReviewForm(data={"version": record.version})

    def review() -> None:
        heard = services.Review(
            form.self_criticism_on.data,
            form.self_criticism.data,
            form.heard_on.data,
            form.heard_by.data,
            form.hearing.data,
        )
        services.review_discipline(current_actor(), file, record, heard, clock.today())

    done = gettext("Self-criticism and hearing are recorded.")
    return _step(file, record, form, review, "discipline/review_discipline.html", done)


@blueprint.route(f"{_RECORD}/agenda", methods=["GET", "POST"])
@requires(Permission.REVIEW_DISCIPLINE)
def put_on_agenda(ref: str, number: int) -> ResponseReturnValue:
    """Put the vote on the agenda of a session."""
    file, record = _load(ref, number, Permission.REVIEW_DISCIPLINE)
    planned = {meeting.ref: meeting for meeting in open_meetings(record.body_id)}
    form = forms.AgendaChoiceForm(data={"version": record.version})
    form.meeting.offer([(key, f"{meeting.title}, {day(meeting.held_on)}") for key, meeting in planned.items()])

    def put() -> None:
        services.put_on_agenda(current_actor(), file, record, planned[form.meeting.data])

    return _step(file, record, form, put, "discipline/put_on_agenda.html", gettext("The vote is on the agenda."))


@blueprint.route(f"{_RECORD}/vote", methods=["GET", "POST"])
@requires(Permission.RECORD_VOTE)
def record_vote(ref: str, number: int) -> ResponseReturnValue:
    """Record the secret ballot."""
    file, record = _load(ref, number, Permission.RECORD_VOTE)
    item = find_open_item(file.case.id, record.subject_id)
    if item is None:
        raise NotVisible
    form = forms.BallotForm(data={"version": record.version})
    standing = queries.standing_of(record.subject, record.holds_post, item.meeting.held_on)
    form.keep([row.form for row in rows_for(standing.subject, item.meeting.held_on)])

    def vote() -> None:
        services.record_vote(current_actor(), file, record, item, form.ballots(), clock.today())

    done = gettext("The vote is recorded and counted.")
    return _step(file, record, form, vote, "discipline/record_vote.html", done, meeting=item.meeting)


@blueprint.get(f"{_RECORD}/draft.pdf")
@requires(Permission.SEE_PAPERS)
def preview_decision(ref: str, number: int) -> ResponseReturnValue:
    """The decision as it would be printed now, marked as a draft."""
    file, record = _load(ref, number, Permission.SEE_PAPERS)
    people = _signers(record)
    signer = next(iter(people.values()), Signer("", ""))
    words = DecisionWords(None, signer, _usual_recipients(), _usual_executors(record), notice=_notice(record))
    paper = services.draft_decision(current_actor(), file, record, words)
    return pdf_response(render_pdf(paper.key, paper, state="draft"), f"draft-{number}.pdf")


@blueprint.route(f"{_RECORD}/decide", methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def decide_discipline(ref: str, number: int) -> ResponseReturnValue:
    """Issue the decision."""
    file, record = _load(ref, number, Permission.ISSUE_DECISION)
    people = _signers(record)
    present = {
        "version": record.version,
        "issued_on": clock.today(),
        "executors": _usual_executors(record),
        "recipients": "\n".join(_usual_recipients()),
    }
    form = forms.DecisionForm(data=present)
    form.signer.offer([(key, person.name) for key, person in people.items()])
    form.keep(is_removal=record.voted_form is Form.REMOVAL, needs_reason=not record.override_reason)

    def decide() -> None:
        lines = [line.strip().lstrip("-").strip().rstrip(";.") for line in form.recipients.data.split("\n")]
        words = DecisionWords(
            form.issued_on.data,
            people[form.signer.data],
            [line for line in lines if line],
            form.executors.data,
            form.text_of("removed_post"),
            _notice(record),
        )
        override = form.text_of("override_reason")
        services.decide_discipline(current_actor(), file, record, words, clock.today(), override)

    bars = queries.bars_after_vote(current_actor(), file.case, [record]).get(record.id, [])
    done = gettext("The decision is issued.")
    return _step(file, record, form, decide, "discipline/decide_discipline.html", done, bars=bars)


@blueprint.route(f"{_RECORD}/refer", methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def refer_discipline(ref: str, number: int) -> ResponseReturnValue:
    """Hand the record to the competent body."""
    file, record = _load(ref, number, Permission.ISSUE_DECISION)
    form = forms.ReferralForm(data={"version": record.version})

    def refer() -> None:
        services.refer_discipline(
            current_actor(), file, record, form.referred_on.data, form.referred_to.data, clock.today()
        )

    return _step(file, record, form, refer, "discipline/refer_discipline.html", gettext("The record is referred."))


@blueprint.route(f"{_RECORD}/refrain", methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def refrain(ref: str, number: int) -> ResponseReturnValue:
    """Close the record without discipline."""
    file, record = _load(ref, number, Permission.ISSUE_DECISION)
    form = forms.RefrainForm(data={"version": record.version})

    def close() -> None:
        services.refrain(current_actor(), file, record)

    return _step(file, record, form, close, "discipline/refrain.html", gettext("The record is closed."))


@blueprint.route(f"{_RECORD}/bar", methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def bar_discipline(ref: str, number: int) -> ResponseReturnValue:
    """Close the record because every violation is barred by time."""
    file, record = _load(ref, number, Permission.ISSUE_DECISION)
    form = forms.BarringForm(data={"version": record.version})

    def close() -> None:
        services.bar_discipline(current_actor(), file, record)

    bars = queries.bars_after_vote(current_actor(), file.case, [record]).get(record.id, [])
    done = gettext("The record is closed as barred by time.")
    return _step(file, record, form, close, "discipline/bar_discipline.html", done, bars=bars)


@blueprint.route(f"{_RECORD}/announce", methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def announce_discipline(ref: str, number: int) -> ResponseReturnValue:
    """Record the announcement of the decision."""
    file, record = _load(ref, number, Permission.ISSUE_DECISION)
    form = forms.AnnouncementForm(data={"version": record.version})

    def announce() -> None:
        services.announce_discipline(
            current_actor(), file, record, form.announced_on.data, form.announcement.data, clock.today()
        )

    done = gettext("The announcement is recorded; the discipline is in force.")
    return _step(file, record, form, announce, "discipline/announce_discipline.html", done)


def _load(ref: str, number: int, permission: Permission) -> tuple[CaseFile, Discipline]:
    file = load(ref, permission)
    return file, queries.get_discipline(file.case.id, number)


def _step(
    file: CaseFile,
    record: Discipline,
    form: VersionedForm,
    step: Callable[[], None],
    page: str,
    done: str,
    **values: object,
) -> ResponseReturnValue:
    """A form page of one record; afterwards back to the records of the case."""
    back = url_for("discipline.list_of_case", ref=file.case.ref)
    shown = {"record": record, "version": record.version, "form_labels": FORM_LABELS, **values}
    return carry_out(file, form, step, page, done, back, **shown)


def _signers(record: Discipline) -> dict[str, Signer]:
    return {str(account.id): Signer(account.full_name, account.position) for account in signers(record.body_id)}


def _notice(record: Discipline) -> str:
    found = notices(record.case_id).get(record.subject_id)
    return found.full_number if found else ""


def _named(record: Discipline) -> str:
    subject = record.subject
    return f"đồng chí {subject.name}" if subject.member_id else subject.name


def _usual_executors(record: Discipline) -> str:
    return f"Tổ chức đảng quản lý, các cơ quan có liên quan và {_named(record)}"


def _usual_recipients() -> list[str]:
    return ["Uỷ ban Kiểm tra cấp trên (để báo cáo)", "Thường trực cấp uỷ", "Như Điều 3", "Lưu hồ sơ kỷ luật"]
