"""Pages of the decision on a complaint: decide, look at the draft, announce, make good."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.accounts.queries import signers
from tracker.appeals import forms, queries, rules, services
from tracker.appeals.models import Appeal
from tracker.appeals.papers import DecisionWords, named
from tracker.appeals.states import Action
from tracker.appeals.views.area import HEARD, ONE, blueprint, load_one, step
from tracker.cases.page import load
from tracker.cases.services import Ordered
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.discipline.queries import get_discipline
from tracker.documents.asking import NOT_ASKED, approval_of
from tracker.documents.composing import Signer
from tracker.documents.render import render_pdf
from tracker.documents.wordings import settled_by
from tracker.regulations.appeals import OUTCOME_LABELS, PART_LABELS, RESTORATION, Outcome, Part
from tracker.regulations.presence import recusal_rule
from tracker.regulations.terms import FORM_LABELS, Form
from tracker.web.access import current_actor, requires
from tracker.web.download import pdf_response
from tracker.web.translate import choices


@blueprint.route(f"{ONE}/decide", methods=["GET", "POST"])
@blueprint.route(f"{HEARD}/decide", methods=["GET", "POST"])
@requires(Permission.RECORD_VOTE)
def decide_appeal(ref: str, number: int, complaint: int | None = None) -> ResponseReturnValue:
    """Record the decision on a complaint."""
    file, appeal = load_one(ref, number, complaint, Action.DECIDE)
    handling = queries.find_handling(current_actor(), appeal)
    if handling and not handling.is_open:
        raise NotVisible
    people = _signers(appeal) if handling is None and queries.is_issued_here(file, appeal) else {}
    approval = approval_of(appeal.hearing_body_id) if people else NOT_ASKED
    voters = queries.voters_at(file, appeal, clock.today(), clock.today()) if handling is None else None
    present = {"version": appeal.version, **_usual(appeal), **_ruled(appeal, handling)}
    present |= {"members": voters.entitled} if voters else {}
    form = forms.AppealDecisionForm(**approval.filled, data=present)
    form.signer.offer([(key, person.name) for key, person in people.items()])
    form.keep(is_issued_here=bool(people), is_voted_here=handling is not None)
    form.outcome.offer(choices(OUTCOME_LABELS))
    form.new_form.offer(choices(FORM_LABELS))

    def decide() -> None:
        words = _decision_words(form, people) if "issue_here" in form and form.issue_here.data else None
        decision = _decided(form, words, is_counted=voters is not None)
        services.decide_appeal(current_actor(), file, appeal, decision, clock.today())

    drafts = OUTCOME_LABELS if people else {}
    shown = {"adoption": rules.ADOPTION, "form_labels": FORM_LABELS, "drafts": drafts, "handling": handling}
    shown |= {"approval": approval, "voters": voters, "recusal": recusal_rule(clock.today())}
    shown["thread"] = queries.threads_of(current_actor(), [appeal]).get(appeal.id)
    return step(file, appeal, form, decide, "decide_appeal", gettext("The decision is recorded."), **shown)


def _decided(
    form: forms.AppealDecisionForm, words: DecisionWords | None, *, is_counted: bool
) -> services.AppealDecision:
    names = ("session_on", "members", "votes_for", "decision", "decided_on", "restore_by")
    counted = ("present", "count_reason") if is_counted else ()
    values = {name: form[name].data for name in (*names, *counted, "override_reason")}
    new_form = Form(form.new_form.data) if form.new_form.data else None
    return services.AppealDecision(**values, outcome=Outcome(form.outcome.data), new_form=new_form, words=words)


@blueprint.get(f"{ONE}/draft-<outcome>.pdf")
@requires(Permission.RECORD_VOTE)
def preview_decision(ref: str, number: int, complaint: int, outcome: str) -> ResponseReturnValue:
    """The decision with one outcome as it would be printed now, marked as a draft."""
    file, appeal = load_one(ref, number, complaint, Action.DECIDE)
    if outcome not in set(Outcome):
        raise NotVisible
    usual, signer = _usual(appeal), next(iter(_signers(appeal).values()), Signer("", ""))
    words = DecisionWords(signer, "", usual["executors"], usual["recipients"].split("\n"))
    draft = services.draft_decision(current_actor(), file, appeal, Outcome(outcome), words)
    paper = settled_by(draft, appeal.hearing_body_id or file.case.body_id, clock.today())
    return pdf_response(render_pdf(paper.key, paper, state="draft"), f"draft-{number}-{complaint}.pdf")


@blueprint.route(f"{ONE}/announce", methods=["GET", "POST"])
@blueprint.route(f"{HEARD}/announce", methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def announce_appeal(ref: str, number: int, complaint: int | None = None) -> ResponseReturnValue:
    """Record the announcement of the decision on a complaint."""
    file, appeal = load_one(ref, number, complaint, Action.ANNOUNCE)
    handling = queries.find_handling(current_actor(), appeal)
    told_on = handling.announced_on if handling and handling.is_open else None
    given = {"announced_on": told_on or clock.today(), "announced_by": appeal.hearing_body.name}
    form = forms.AnnouncementForm(data={"version": appeal.version, **given})

    def announce() -> None:
        told = services.Announcement(form.announced_on.data, form.announced_by.data, form.announcement.data)
        services.announce_appeal(current_actor(), file, appeal, told, clock.today())

    done, shown = gettext("The announcement is recorded."), {"outcome_labels": OUTCOME_LABELS}
    return step(file, appeal, form, announce, "announce_appeal", done, form_labels=FORM_LABELS, **shown)


@blueprint.route(f"{ONE}/restoration/<part>", methods=["GET", "POST"])
@requires(Permission.ISSUE_DECISION)
def restore_part(ref: str, number: int, complaint: int, part: str) -> ResponseReturnValue:
    """Record that a part of the restoration was done."""
    file = load(ref, Permission.ISSUE_DECISION, part="complaints")
    appeal = queries.get_appeal(get_discipline(file.case.id, number).id, complaint)
    if part not in set(Part):
        raise NotVisible
    row = queries.get_part(appeal.id, Part(part))
    present = {"done_on": row.done_on or clock.today(), "document": row.document}
    approval = approval_of(appeal.discipline.body_id)
    form = forms.RestorationForm(**approval.filled, data={"version": row.version, **present})
    form.signer.offer_signers(appeal.discipline.body_id)

    def restore() -> None:
        done = Ordered(form.done_on.data, form.document.data, form.signer.data or "")
        services.restore_part(current_actor(), file, appeal, row, done, clock.today())

    shown = {"part": row, "part_labels": PART_LABELS, "restoration": RESTORATION, "version": row.version}
    done = gettext("The restoration is recorded.")
    return step(file, appeal, form, restore, "restore_part", done, **shown, approval=approval)


def _ruled(appeal: Appeal, handling: queries.Handling | None) -> dict[str, object]:
    """What the case that handles the complaint ruled, as the form asks for it."""
    ruling, old = handling.ruling if handling else None, appeal.discipline.decided_form
    if ruling is None or old is None:
        return {}
    names = ("session_on", "members", "votes_for", "decision", "decided_on")
    outcome = rules.outcome_of(ruling, old)
    forms_given = {"outcome": outcome.value if outcome else None, "new_form": ruling.new_form or ""}
    return {name: getattr(ruling, name) for name in names} | forms_given


def _signers(appeal: Appeal) -> dict[str, Signer]:
    found = signers(appeal.hearing_body_id)
    return {str(account.id): Signer(account.full_name, account.position) for account in found}


def _usual(appeal: Appeal) -> dict[str, str]:
    """Who carries the decision out and who gets it, as one usually writes."""
    who, decider = named(appeal.discipline.subject), queries.deciding_body(appeal.discipline).name
    recipients = [who[:1].upper() + who[1:], decider, "Tổ chức đảng quản lý", "Uỷ ban Kiểm tra cấp trên (để báo cáo)"]
    lines = [*recipients, "Lưu hồ sơ khiếu nại kỷ luật"]
    return {"executors": f"{decider}, tổ chức đảng quản lý và {who}", "recipients": "\n".join(lines)}


def _decision_words(form: forms.AppealDecisionForm, people: dict[str, Signer]) -> DecisionWords:
    lines = [line.strip().lstrip("-").strip().rstrip(";.") for line in form.recipients.data.split("\n")]
    signer = people.get(form.signer.data or "", Signer("", ""))
    return DecisionWords(signer, form.reason.data, form.executors.data, [line for line in lines if line])
