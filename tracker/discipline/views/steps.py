"""Pages of the way of a record: review, vote, decision, announcement."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.accounts.queries import signers
from tracker.cases.queries import CaseFile
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.discipline import forms, queries, services
from tracker.discipline.models import Discipline
from tracker.discipline.papers import (
    USUAL_RECIPIENTS,
    DecisionWords,
    MinutesWords,
    draft_words,
    usual_executors,
)
from tracker.discipline.rules import needs_override
from tracker.discipline.views.area import RECORD, blueprint, load_record, power_of_form, step
from tracker.documents.asking import approval_of
from tracker.documents.composing import Signer
from tracker.documents.render import render_pdf
from tracker.documents.wordings import settled_by
from tracker.meetings.queries import find_open_item, open_meetings
from tracker.regulations.circumstances import check_departure
from tracker.regulations.measures import rows_for
from tracker.regulations.terms import ROLE_LABELS, Form
from tracker.web.access import current_actor, requires
from tracker.web.download import pdf_response
from tracker.web.format import day
from tracker.web.translate import choices


@blueprint.route(f"{RECORD}/review", methods=["GET", "POST"])
@requires(Permission.REVIEW_DISCIPLINE)
def review_discipline(ref: str, number: int) -> ResponseReturnValue:
    """Record self-criticism and hearing."""
    file, record = load_record(ref, number, Permission.REVIEW_DISCIPLINE)
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
    return step(file, record, form, review, "discipline/review_discipline.html", done)


@blueprint.route(f"{RECORD}/agenda", methods=["GET", "POST"])
@requires(Permission.REVIEW_DISCIPLINE)
def put_on_agenda(ref: str, number: int) -> ResponseReturnValue:
    """Put the vote on the agenda of a session."""
    file, record = load_record(ref, number, Permission.REVIEW_DISCIPLINE)
    planned = {meeting.ref: meeting for meeting in open_meetings(record.body_id)}
    form = forms.AgendaChoiceForm(data={"version": record.version})
    form.meeting.offer([(key, f"{meeting.title}, {day(meeting.held_on)}") for key, meeting in planned.items()])

    def put() -> None:
        services.put_on_agenda(current_actor(), file, record, planned[form.meeting.data])

    return step(file, record, form, put, "discipline/put_on_agenda.html", gettext("The vote is on the agenda."))


@blueprint.route(f"{RECORD}/vote", methods=["GET", "POST"])
@requires(Permission.RECORD_VOTE)
def record_vote(ref: str, number: int) -> ResponseReturnValue:
    """Record the secret ballot."""
    file, record = load_record(ref, number, Permission.RECORD_VOTE)
    item = find_open_item(file.case.id, record.subject_id)
    if item is None:
        raise NotVisible
    meeting = item.meeting
    form = forms.BallotForm(data={"version": record.version, "override_reason": record.override_reason})
    powers = services.ballot_powers(record, meeting.held_on)
    subject_type = queries.subject_type_of(record.subject, meeting.held_on)
    form.role.offer(choices(ROLE_LABELS))
    unsure = needs_override(powers.values())
    form.keep([row.form for row in rows_for(subject_type, meeting.held_on)], is_unsure=unsure)

    def vote() -> None:
        services.record_vote(current_actor(), file, record, item, _ballot(form), clock.today())

    done = gettext("The vote is recorded and counted.")
    page = "discipline/record_vote.html"
    return step(file, record, form, vote, page, done, meeting=meeting, powers=powers)


def _ballot(form: forms.BallotForm) -> services.Ballot:
    poll = services.Poll(
        votes=form.ballots(),
        left_out=form.left_out.data or 0,
        left_out_reason=form.left_out_reason.data,
        issued=form.issued.data,
        invalid=form.invalid.data or 0,
        teller_head=form.teller_head.data,
        teller_secretary=form.teller_secretary.data,
    )
    reason = form.override_reason.data if "override_reason" in form else ""
    return services.Ballot(poll, form.chosen_role(), reason)


@blueprint.route(f"{RECORD}/revote", methods=["GET", "POST"])
@requires(Permission.RECORD_VOTE)
def revote(ref: str, number: int) -> ResponseReturnValue:
    """Take the record back under review, because its text changed after the vote."""
    file, record = load_record(ref, number, Permission.RECORD_VOTE)
    form = forms.RefrainForm(data={"version": record.version})

    def again() -> None:
        services.revote(current_actor(), file, record)

    done = gettext("The vote is void; the record is under review again.")
    return step(file, record, form, again, "discipline/revote.html", done)


@blueprint.route(f"{RECORD}/annul-ballot", methods=["GET", "POST"])
@requires(Permission.RECORD_VOTE)
def annul_ballot(ref: str, number: int) -> ResponseReturnValue:
    """Declare a mistyped ballot void, before the decision."""
    file, record = load_record(ref, number, Permission.RECORD_VOTE)
    vote = queries.find_vote(record)
    if vote is None:
        raise NotVisible
    form = forms.AnnulBallotForm(data={"version": record.version})

    def annul() -> None:
        services.annul_ballot(current_actor(), file, record, form.reason.data, clock.today())

    done = gettext("The vote is void; the record is under review again.")
    return step(file, record, form, annul, "discipline/annul_ballot.html", done, vote=vote)


@blueprint.get(f"{RECORD}/minutes.pdf")
@requires(Permission.SEE_PAPERS)
def preview_minutes(ref: str, number: int) -> ResponseReturnValue:
    """The minutes of the tellers as they would be printed now, marked as a draft."""
    _file, record = load_record(ref, number, Permission.SEE_PAPERS)
    draft = services.draft_minutes(record, MinutesWords(None, *_tellers(record)))
    paper = settled_by(draft, record.body_id, clock.today())
    return pdf_response(render_pdf(paper.key, paper, state="draft"), f"draft-minutes-{number}.pdf")


@blueprint.route(f"{RECORD}/minutes", methods=["GET", "POST"])
@requires(Permission.DRAFT_PAPER)
def issue_minutes(ref: str, number: int) -> ResponseReturnValue:
    """Issue the minutes of the tellers, or send their text for approval."""
    file, record = load_record(ref, number, Permission.DRAFT_PAPER)
    vote = queries.find_vote(record)
    if vote is None or record.ballot_minutes_id is not None:
        raise NotVisible
    head, secretary = _tellers(record)
    present = {"version": record.version, "issued_on": vote.meeting.held_on, "copies": MinutesWords.copies}
    approval = approval_of(record.body_id, issues=_issues(file))
    form = forms.MinutesForm(**approval.filled, data={**present, "teller_head": head, "teller_secretary": secretary})

    def issue() -> None:
        tellers = form.teller_head.data, form.teller_secretary.data
        words = MinutesWords(form.issued_on.data, *tellers, form.copies.data, form.ended_at.data)
        services.issue_minutes(current_actor(), file, record, words, clock.today())

    done = gettext("The minutes of the ballot are issued.")
    return step(file, record, form, issue, "discipline/issue_minutes.html", done, approval=approval)


def _issues(file: CaseFile) -> bool:
    return file.allows(current_actor(), Permission.ISSUE_DECISION)


def _tellers(record: Discipline) -> tuple[str, str]:
    vote = queries.find_vote(record)
    return (vote.item.teller_head, vote.item.teller_secretary) if vote else ("", "")


@blueprint.get(f"{RECORD}/draft.pdf")
@requires(Permission.SEE_PAPERS)
def preview_decision(ref: str, number: int) -> ResponseReturnValue:
    """The decision as it would be printed now, marked as a draft."""
    file, record = load_record(ref, number, Permission.SEE_PAPERS)
    draft = services.draft_decision(current_actor(), file, record, draft_words(record))
    paper = settled_by(draft, record.body_id, clock.today())
    return pdf_response(render_pdf(paper.key, paper, state="draft"), f"draft-{number}.pdf")


@blueprint.route(f"{RECORD}/decide", methods=["GET", "POST"])
@requires(Permission.DRAFT_PAPER)
def decide_discipline(ref: str, number: int) -> ResponseReturnValue:
    """Issue the decision, or send its text for approval."""
    file, record = load_record(ref, number, Permission.DRAFT_PAPER)
    people = _signers(record)
    voted = services.voted_of(record)
    approval = approval_of(record.body_id, issues=_issues(file))
    form = forms.DecisionForm(**approval.filled, data=_present(record))
    form.signer.offer([(key, person.name) for key, person in people.items()])
    form.keep(
        is_removal=record.voted_form is Form.REMOVAL,
        needs_reason=voted.power is not None and voted.power.needs_override,
        is_far=_is_far(record),
    )

    def decide() -> None:
        words = _decision_words(form, people[form.signer.data])
        decision = services.Decision(words, form.text_of("override_reason"), form.text_of("departure_reason"))
        services.decide_discipline(current_actor(), file, record, decision, clock.today())

    done = gettext("The decision is issued.")
    page = "discipline/decide_discipline.html"
    bars = queries.bars_after_vote(current_actor(), file, [record]).get(record.id, [])
    shown = {"powers": power_of_form(record), "bars": bars, "approval": approval}
    return step(file, record, form, decide, page, done, **shown)


def _present(record: Discipline) -> dict[str, object]:
    return {
        "version": record.version,
        "issued_on": clock.today(),
        "executors": usual_executors(record),
        "recipients": "\n".join(USUAL_RECIPIENTS),
        "override_reason": record.override_reason,
        "departure_reason": record.departure_reason if record.voted_form is record.proposed_form else "",
    }


def _decision_words(form: forms.DecisionForm, signer: Signer) -> DecisionWords:
    lines = [line.strip().lstrip("-").strip().rstrip(";.") for line in form.recipients.data.split("\n")]
    kept = [line for line in lines if line]
    removed = form.text_of("removed_post")
    return DecisionWords(form.issued_on.data, signer, kept, form.executors.data, removed)


def _is_far(record: Discipline) -> bool:
    """Whether the form voted lies more than one step from the base form."""
    if record.voted_form is None:
        return False
    subject_type = queries.subject_type_of(record.subject, clock.today())
    return not check_departure(subject_type, record.base_form, record.voted_form, "", clock.today()).allowed


@blueprint.route(f"{RECORD}/refrain", methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def refrain(ref: str, number: int) -> ResponseReturnValue:
    """Close the record without discipline."""
    file, record = load_record(ref, number, Permission.ISSUE_DECISION)
    form = forms.RefrainForm(data={"version": record.version})

    def close() -> None:
        services.refrain(current_actor(), file, record)

    return step(file, record, form, close, "discipline/refrain.html", gettext("The record is closed."))


@blueprint.route(f"{RECORD}/bar", methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def bar_discipline(ref: str, number: int) -> ResponseReturnValue:
    """Close the record because every violation is barred by time."""
    file, record = load_record(ref, number, Permission.ISSUE_DECISION)
    form = forms.BarringForm(data={"version": record.version})

    def close() -> None:
        services.bar_discipline(current_actor(), file, record)

    bars = queries.bars_after_vote(current_actor(), file, [record]).get(record.id, [])
    done = gettext("The record is closed as barred by time.")
    return step(file, record, form, close, "discipline/bar_discipline.html", done, bars=bars)


@blueprint.route(f"{RECORD}/exempt", methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def exempt(ref: str, number: int) -> ResponseReturnValue:
    """Close the record as exempted."""
    file, record = load_record(ref, number, Permission.ISSUE_DECISION)
    form = forms.ExemptionForm(data={"version": record.version})
    given = queries.notes_of([record.id])[record.id].circumstances

    def close() -> None:
        services.exempt(current_actor(), file, record, form.reason.data)

    page = "discipline/exempt.html"
    return step(file, record, form, close, page, gettext("The record is closed as exempted."), circumstances=given)


@blueprint.route(f"{RECORD}/announce", methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def announce_discipline(ref: str, number: int) -> ResponseReturnValue:
    """Record the announcement of the decision."""
    file, record = load_record(ref, number, Permission.ISSUE_DECISION)
    form = forms.AnnouncementForm(data={"version": record.version})

    def announce() -> None:
        services.announce_discipline(
            current_actor(), file, record, form.announced_on.data, form.announcement.data, clock.today()
        )

    done = gettext("The announcement is recorded; the discipline is in force.")
    return step(file, record, form, announce, "discipline/announce_discipline.html", done)


def _signers(record: Discipline) -> dict[str, Signer]:
    return {str(account.id): Signer(account.full_name, account.position) for account in signers(record.body_id)}
