"""Pages of the conclusion: preview, issue, announcement."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.accounts.queries import signers
from tracker.cases.page import carry_out, load, render_case
from tracker.cases.queries import CaseFile
from tracker.cases.states import OUTCOME_LABELS, SEVERITY_LABELS
from tracker.conclusions import forms, queries, services
from tracker.conclusions.papers import USUAL_RECIPIENTS, NoticeWords
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.documents.asking import approval_of
from tracker.documents.composing import Signer
from tracker.documents.render import render_pdf
from tracker.documents.wordings import settled
from tracker.web.access import current_actor, requires
from tracker.web.download import pdf_response

blueprint = Blueprint("conclusions", __name__, url_prefix="/cases/<ref>/conclusion")


@blueprint.get("/")
@requires(Permission.SEE_PAPERS)
def show_conclusion(ref: str) -> ResponseReturnValue:
    """The notice to each subject: draft or issued."""
    file = load(ref, Permission.SEE_PAPERS, part="papers")
    return render_case(
        "conclusions/show_conclusion.html",
        file,
        notices=queries.notices(file.case.id),
        outcome_labels=OUTCOME_LABELS,
        severity_labels=SEVERITY_LABELS,
    )


@blueprint.get("/draft-<int:number>.pdf")
@requires(Permission.SEE_PAPERS)
def preview_notice(ref: str, number: int) -> ResponseReturnValue:
    """The notice to one subject as it would be printed now, marked as a draft."""
    file = load(ref, Permission.SEE_PAPERS, part="papers")
    subject = file.subject(number)
    if file.row.notice is None or file.case.decision_on is None:
        raise NotVisible
    words = NoticeWords(None, _first_signer(file), _recipients(file, []))
    paper = settled(services.draft_notice(file, subject, words), file.case.body, clock.today())
    return pdf_response(render_pdf(paper.key, paper, state="draft"), f"draft-{number}.pdf")


@blueprint.route("/issue", methods=["GET", "POST"])
@requires(Permission.DRAFT_PAPER)
def issue_notices(ref: str) -> ResponseReturnValue:
    """Issue the notices and conclude the case, or send their texts for approval."""
    file = load(ref, Permission.DRAFT_PAPER)
    people = {str(account.id): Signer(account.full_name, account.position) for account in signers(file.case.body_id)}
    present = {
        "version": file.case.version,
        "issued_on": clock.today(),
        "recipients": "\n".join(USUAL_RECIPIENTS),
    }
    approval = approval_of(file.case.body_id, issues=file.allows(current_actor(), Permission.ISSUE_NOTICE))
    form = forms.NoticeForm(**approval.filled, data=present)
    form.signer.offer([(key, person.name) for key, person in people.items()])

    def issue() -> None:
        recipients = _recipients(file, form.recipients.data.split("\n"))
        words = NoticeWords(
            form.issued_on.data,
            people[form.signer.data],
            recipients,
            form.follow_up.data,
            form.report_due_on.data,
        )
        services.issue_notices(current_actor(), file, words, clock.today())

    back = url_for("conclusions.show_conclusion", ref=ref)
    done = gettext("The notices are issued; the case is concluded.")
    return carry_out(file, form, issue, "conclusions/issue_notices.html", done, back, approval=approval)


@blueprint.route("/announce/<int:number>", methods=["GET", "POST"])
@requires(Permission.SEE_PAPERS)
def record_announcement(ref: str, number: int) -> ResponseReturnValue:
    """Record the announcement of a notice."""
    file = load(ref, Permission.SEE_PAPERS, part="papers")
    subject = file.subject(number)
    notice = queries.notices(file.case.id).get(subject.id)
    version = notice.conclusion.version if notice else 0
    form = forms.AnnouncementForm(data={"version": version})

    def announce() -> None:
        services.record_announcement(
            current_actor(), file, subject, form.announced_on.data, form.note.data, clock.today()
        )

    back = url_for("conclusions.show_conclusion", ref=ref)
    done = gettext("The announcement is recorded.")
    values = {"subject": subject, "version": version}
    return carry_out(file, form, announce, "conclusions/record_announcement.html", done, back, **values)


def _first_signer(file: CaseFile) -> Signer:
    people = signers(file.case.body_id)
    return Signer(people[0].full_name, people[0].position) if people else Signer("", "")


def _recipients(file: CaseFile, typed: list[str]) -> list[str]:
    lines = [line.strip().strip("-").strip().rstrip(";.") for line in typed or USUAL_RECIPIENTS]
    return [line for line in lines if line]
