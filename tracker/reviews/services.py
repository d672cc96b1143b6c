"""The verbs of reviewed decisions: ask a lower body to change or annul one, propose the ruling on a complaint."""

from datetime import date

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.models import CaseSubject
from tracker.cases.queries import CaseFile, lock_case
from tracker.cases.states import State
from tracker.core.errors import Conflict
from tracker.core.text import message
from tracker.extensions import db
from tracker.findings.services import Proposal, add_recommendation
from tracker.regulations.procedure import PROCEDURE
from tracker.reviews import rules
from tracker.reviews.models import DecisionReview
from tracker.reviews.rules import Reviewed, Ruled


def ask_review(actor: Actor, file: CaseFile, reviewed: Reviewed, today: date) -> DecisionReview:
    """Ask the subject to have a decision changed or annulled: a recommendation of the conclusion, followed up."""
    _require_conducting(actor, file)
    rules.check_review(file.row, reviewed, today).enforce()
    asked = add_recommendation(
        actor, file, Proposal(reviewed.subject, rules.request_text(reviewed), reviewed.owner, reviewed.due_on), today
    )
    review = DecisionReview(
        recommendation_id=asked.id,
        case_id=file.case.id,
        sign=reviewed.sign,
        decided_on=reviewed.decided_on,
        body_name=reviewed.body_name,
        fault=reviewed.fault,
        fault_kind=reviewed.fault_kind,
        request=reviewed.request,
    )
    db.session.add(review)
    db.session.flush()
    about = {"recommendation": asked.number, "request": review.request, "fault": review.fault_kind}
    record(actor, "review.asked", case_id=file.case.id, about=about, basis=(rules.PROCEDURE,))
    return review


def propose_ruling(actor: Actor, file: CaseFile, subject: CaseSubject, ruled: Ruled) -> None:
    """Propose what becomes of the decision complained of; the session votes on it with the conclusion."""
    _require_conducting(actor, file)
    rules.check_ruling(file.row, ruled).enforce()
    subject.ruling, subject.ruling_form = ruled.ruling, ruled.new_form
    subject.ruling_text, subject.ruling_reason = ruled.text, ruled.reason
    db.session.flush()
    about = {"subject": subject.number, "ruling": ruled.ruling, "form": ruled.new_form}
    record(actor, "complaint.ruling_proposed", case_id=file.case.id, about=about, basis=(rules.PROCEDURE,))


def _require_conducting(actor: Actor, file: CaseFile) -> None:
    require(actor, Permission.RECORD_FINDINGS, file.relations)
    if lock_case(file.case.id) is not State.CONDUCTING:
        raise Conflict(
            message(
                "Decisions are reviewed while the case is under way. The conclusion rests on that, and then it stands."
            ),
            (PROCEDURE,),
        )
