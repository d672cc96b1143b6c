"""Opening the case that a petition or an observation leads to, in one act with the decision on it."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, select

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases import rules
from tracker.cases.kinds import ESCALATION_KINDS, ClockStart, Kind
from tracker.cases.models import Allegation, Case, CaseSubject
from tracker.cases.queries import CaseFile, find_petition, lock_case
from tracker.cases.services.moving import start_clock
from tracker.cases.services.opening import Draft, open_draft
from tracker.cases.states import Basis, Outcome, State, SubjectType
from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.extensions import db
from tracker.observations.models import Observation
from tracker.observations.services import Cancelled, escalate_observation, release_observation
from tracker.petitions.models import Petition
from tracker.petitions.services import accept_petition, release_petition
from tracker.petitions.states import PetitionKind
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.sources import written
from tracker.regulations.verdict import Verdict

PETITION_KINDS = {
    PetitionKind.DENUNCIATION: Kind.DENUNCIATION,
    PetitionKind.COMPLAINT: Kind.DISCIPLINE_COMPLAINT,
}


@dataclass(frozen=True)
class Words:
    """What the form suggests of a source, in the language of the papers on which it will stand."""

    title: str
    basis: str


def words_for_petition(petition: Petition) -> Words:
    """How papers name the matter and the petition, without its sender."""
    word = "khiếu nại kỷ luật" if petition.kind is PetitionKind.COMPLAINT else "tố cáo"
    number = f"{petition.number}/{petition.year}"
    basis = f"Đơn {word} số {number}, tiếp nhận ngày {written(petition.received_on)}"
    return Words(f"nội dung {word} theo Đơn số {number}", basis)


def words_for_observation(observation: Observation) -> Words:
    """How papers name the observation."""
    on = written(observation.observed_on)
    return Words("", f"Kết quả giám sát thường xuyên ngày {on}: {observation.area}"[:500])


def usual_contents(petition: Petition) -> list[str]:
    """The content codes to begin with, one for each type of its subjects."""
    types = {one.type for one in petition.subjects}
    codes = {SubjectType.ORGANIZATION: "org.other", SubjectType.MEMBER: "member.other"}
    return [code for subject_type, code in codes.items() if subject_type in types]


def open_from_petition(actor: Actor, petition: Petition, draft: Draft, on: date, today: date) -> Case:
    """Accept a petition on a day and open the case that handles it: its subjects, its contents, its clock.

    The time limit runs from the day on which the body that accepts – the competent one – received it. Kind, body,
    subjects and basis are those of the petition, whatever the draft says.
    """
    accept_petition(actor, petition, on, today)
    draft = replace(
        draft,
        kind=PETITION_KINDS[petition.kind],
        body_id=petition.body_id,
        subjects=[(one.type, one.member_id or one.organization_id) for one in petition.subjects],
        basis=Basis.PETITION,
    )
    _let_go(actor, Case.petition_id == petition.id)
    case = open_draft(actor, draft, today, petition_id=petition.id)
    if case.kind is Kind.DENUNCIATION:
        case.allegations.extend(Allegation(number=one.number, text=one.text) for one in petition.contents)
    start_clock(case, ClockStart.PETITION_RECEIVED, petition.received_on)
    db.session.flush()
    about = {"petition": petition.ref, "clock": case.clock_on, "due": case.due_on}
    record(actor, "case.opened_from_petition", case_id=case.id, about=about)
    return case


def signs_of(file: CaseFile) -> list[CaseSubject]:
    """The subjects about whom a violation is recorded that this case itself does not lead to discipline for."""
    return [one for one in file.case.subjects if one.severity and one.outcome is not Outcome.MUST_DISCIPLINE]


def check_inspection_proposal(file: CaseFile) -> Verdict:
    """Whether the case may lead to an inspection on signs of violation now."""
    return rules.check_inspection_proposal(file.row, file.case.state, len(signs_of(file)))


def words_for_case(file: CaseFile) -> Words:
    """How papers name the case in which the signs were found."""
    case = file.case
    by = f" theo Quyết định số {case.decision_number}" if case.decision_number else ""  # the page stands in a draft too
    return Words(case.title, f"Kết quả {file.row.name_vi}{by}"[:500])


def open_from_case(actor: Actor, file: CaseFile, draft: Draft, today: date) -> Case:
    """Open the inspection on signs of violation that a case leads to; of a restricted case it is as hidden.

    Kind and basis are given; its subjects are among those about whom a violation is recorded.
    """
    require(actor, Permission.OPEN_CASE)
    require(actor, Permission.SEE_FILE, file.relations)
    lock_case(file.case.id)
    check_inspection_proposal(file).enforce()
    known = {(one.type, one.member_id or one.organization_id) for one in signs_of(file)}
    if not set(draft.subjects) <= known:
        raise RuleViolation(
            message(
                "Only subjects with a recorded violation are inspected further. An inspection needs a"
                " sign of violation; leave the others out."
            ),
            (PROCEDURE,),
            field="subjects",
        )
    restricted = draft.restricted or file.case.restricted
    draft = replace(draft, kind=Kind.VIOLATION_INSPECTION, basis=Basis.CASE, restricted=restricted)
    case = open_draft(actor, draft, today, source_case_id=file.case.id)
    record(actor, "case.opened_from_case", case_id=case.id, about={"case": file.case.ref})
    record(actor, "case.inspection_proposed", case_id=file.case.id, about={"restricted": case.restricted})
    return case


def open_from_observation(actor: Actor, observation: Observation, draft: Draft, opinion: str, today: date) -> Case:
    """Let an observation lead to a case, with the leader's opinion; of a restricted case it becomes as hidden."""
    if draft.kind not in ESCALATION_KINDS:
        raise RuleViolation(
            message(
                "An observation does not lead to a case of this kind. Each kind has its own sources;"
                " choose another kind."
            ),
            (PROCEDURE,),
            field="kind",
        )
    escalate_observation(actor, observation, opinion, today, restricted=draft.restricted)
    draft = replace(draft, basis=Basis.OBSERVATION)
    _let_go(actor, Case.observation_id == observation.id)
    case = open_draft(actor, draft, today, observation_id=observation.id)
    record(actor, "case.opened_from_observation", case_id=case.id, about={"observation": observation.ref})
    return case


def release_sources(actor: Actor, case: Case, reason: str, on: date | None) -> None:
    """Give what a cancelled case rested on back to who decides on it; ``on`` is the day of the decision, if any.

    The case keeps its source until another one is opened on it.
    """
    cancelled = Cancelled(case.id, reason, on)
    petition = find_petition(case)
    if petition is not None:
        release_petition(actor, petition, cancelled)
    observation = db.session.get(Observation, case.observation_id) if case.observation_id else None
    if observation is not None:
        release_observation(actor, observation, cancelled)


def _let_go(actor: Actor, source: ColumnElement[bool]) -> None:
    """A cancelled case leaves its petition or observation to the one opened on it now; the release still names it."""
    for old in db.session.scalars(select(Case).where(source, Case.state == State.CANCELLED)):
        old.petition_id = old.observation_id = None
        db.session.flush()
        record(actor, "case.source_taken_up_anew", case_id=old.id)
