"""The way of a record: propose, review, put to the vote, decide, refer or refrain, announce."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.models import CaseSubject
from tracker.cases.queries import CaseFile, lock_case
from tracker.cases.rules import check_not_before, check_not_future
from tracker.core import clock
from tracker.core.errors import Conflict, RuleViolation
from tracker.core.text import message
from tracker.discipline import queries, rules
from tracker.discipline.models import Discipline
from tracker.discipline.papers import DecisionWords, Matter, compose_decision, who_is
from tracker.discipline.services.barring import barred_of
from tracker.discipline.services.checklist import settle_steps
from tracker.discipline.services.moving import (
    check_departure_of,
    competence_of,
    move,
    note_override,
    prepare,
    rely_on,
    set_end,
)
from tracker.discipline.services.voting import check_heard, check_text, voted_of
from tracker.discipline.services.weighing import weigh_money
from tracker.discipline.states import Action, State, Step
from tracker.documents.contexts import DisciplinePaper
from tracker.documents.services import NewPaper, issue_paper
from tracker.documents.states import TYPE_SIGNS, PaperType
from tracker.extensions import db
from tracker.findings.queries import findings_of_subject
from tracker.findings.states import FindingType
from tracker.meetings.models import AgendaItem, Meeting
from tracker.meetings.queries import find_open_item
from tracker.meetings.services import add_item
from tracker.meetings.states import Purpose
from tracker.organizations.models import Body
from tracker.regulations.authority import Standing
from tracker.regulations.circumstances import Bearing
from tracker.regulations.procedure import PROCEDURE, SECRET_BALLOT
from tracker.regulations.terms import Form, Level, Subject
from tracker.regulations.verdict import Verdict


@dataclass(frozen=True)
class Facts:
    """What the table on authority asks about a member, as the proposal says it."""

    superior_task: bool = False
    managing_level: Level | None = None
    committee_level: Level | None = None


@dataclass(frozen=True)
class Proposal:
    """What discipline is proposed with. ``base_form`` is what the violation deserves by itself (None: the same form);
    ``departure_reason`` why the proposed form is more than one step from it; ``override_reason`` why an unconfirmed
    authority is relied on; ``remedied``: the money paid back is to be recorded as mitigating."""

    body_id: int
    form: Form
    holds_post: bool
    reason: str
    override_reason: str = ""
    base_form: Form | None = None
    departure_reason: str = ""
    facts: Facts = Facts()
    remedied: bool = False


def check_proposal(file: CaseFile, subject: CaseSubject) -> Verdict:
    """Whether discipline may be proposed for a subject now."""
    return rules.check_proposal(
        file.case.state,
        subject.outcome,
        file.row.may_open_discipline,
        any(finding.type is FindingType.VIOLATION for finding in findings_of_subject(subject.id)),
        queries.latest_state(subject.id),
    )


def propose_discipline(
    actor: Actor, file: CaseFile, subject: CaseSubject, proposal: Proposal, today: date
) -> Discipline:
    """Open the discipline record of a subject."""
    require(actor, Permission.PROPOSE_DISCIPLINE, file.relations)
    lock_case(file.case.id)
    check_proposal(file, subject).enforce()
    return open_record(actor, file, subject, proposal, today)


def open_record(
    actor: Actor, file: CaseFile, subject: CaseSubject, proposal: Proposal, today: date, **combined: object
) -> Discipline:
    """Write the record once it may be opened. ``combined`` are the columns of a record of the combined procedure."""
    body = db.session.get(Body, proposal.body_id)
    if body is None or body.organization_id != file.case.body.organization_id:
        raise RuleViolation(
            message(
                "This body does not belong to your organization. Each works for the bodies of the own"
                " organization; choose one of them."
            ),
            field="body",
        )
    standing = _standing(subject, proposal, today)
    base = proposal.base_form or proposal.form
    rules.check_proposed_form(proposal.form, standing, today).enforce()
    check_departure_of(standing, base, proposal.form, proposal.departure_reason, today)
    power = rules.power_of(competence_of(body), proposal.form, standing, today)
    rules.check_power(power, proposal.override_reason).enforce()
    discipline = _add_record(actor, subject, proposal, standing, combined)
    note_override(actor, discipline, Step.PROPOSE, power, None, proposal.override_reason)
    about = {"discipline": discipline.number, "form": proposal.form, "base": base, "body": body.id, **combined}
    record(actor, "discipline.proposed", case_id=file.case.id, about=about, basis=power.verdict.citations)
    if proposal.remedied:
        weigh_money(actor, file, discipline, today)
    return discipline


def _add_record(
    actor: Actor, subject: CaseSubject, proposal: Proposal, standing: Standing, combined: Mapping[str, object]
) -> Discipline:
    discipline = Discipline(
        case_id=subject.case_id,
        subject_id=subject.id,
        subject=subject,
        number=len(queries.disciplines_of_case(subject.case_id)) + 1,
        state=State.REVIEWING if combined else State.PROPOSED,
        body_id=proposal.body_id,
        base_form=proposal.base_form or proposal.form,
        proposed_form=proposal.form,
        holds_post=proposal.holds_post,
        superior_task=standing.superior_task,
        managing_level=standing.managed_by,
        committee_level=standing.committee_member,
        reason=proposal.reason,
        departure_reason=proposal.departure_reason,
        override_reason=proposal.override_reason,
        proposed_by=actor.user_id,
        proposed_at=clock.now(),
        **combined,
    )
    db.session.add(discipline)
    db.session.flush()
    return discipline


def _standing(subject: CaseSubject, proposal: Proposal, on: date) -> Standing:
    """The subject with the facts of the proposal, which may add to its own record and not take away from it."""
    known, facts = queries.standing_of(subject, proposal.holds_post, on), proposal.facts
    if known.subject is Subject.ORGANIZATION:
        return known
    # what is not said is taken from the record
    managing, seat = facts.managing_level or known.managed_by, facts.committee_level or known.committee_member
    rules.check_known_level(managing, known.managed_by, "managing_level").enforce()
    rules.check_known_level(seat, known.committee_member, "committee_level").enforce()
    return Standing(known.subject, known.holds_post, managing, seat, facts.superior_task)


@dataclass(frozen=True)
class Review:
    """The self-criticism and the hearing before the vote."""

    self_criticism_on: date
    self_criticism: str
    heard_on: date
    heard_by: str
    hearing: str


def review_discipline(actor: Actor, file: CaseFile, discipline: Discipline, review: Review, today: date) -> None:
    """Record the self-criticism and that a representative heard the subject."""
    prepare(actor, file, discipline, Action.REVIEW)
    check_not_future(review.self_criticism_on, today, "self_criticism_on").enforce()
    check_not_future(review.heard_on, today, "heard_on").enforce()
    if discipline.state is State.REVIEWING and discipline.heard_on is not None:
        raise Conflict(
            message(
                "The self-criticism and the hearing are recorded already. What the vote rests on does not"
                " change any more."
            ),
            (PROCEDURE,),
        )
    approved_on, concluded_on = discipline.approved_on, file.case.concluded_on
    rules.check_heard_in_time(discipline.combined, review.heard_on, approved_on, concluded_on).enforce()
    discipline.self_criticism_on, discipline.self_criticism = review.self_criticism_on, review.self_criticism
    discipline.heard_on, discipline.heard_by, discipline.hearing = review.heard_on, review.heard_by, review.hearing
    move(actor, file, discipline, Action.REVIEW, heard_on=review.heard_on)
    if discipline.combined:
        settle_steps(actor, file)


def put_on_agenda(actor: Actor, file: CaseFile, discipline: Discipline, meeting: Meeting) -> AgendaItem:
    """Put the vote on the agenda of a session of the deciding body, so that its members can read the file.

    The self-criticism and the hearing come first, in the combined procedure as in the usual one.
    """
    require(actor, Permission.REVIEW_DISCIPLINE, file.relations)
    if discipline.state is not State.REVIEWING:
        raise Conflict(
            message(
                "Only a record under review is put before a session. Before it the subject is heard, and"
                " after the vote nothing is left to vote on."
            ),
            (SECRET_BALLOT,),
        )
    check_heard(discipline).enforce()
    if meeting.body_id != discipline.body_id:
        raise RuleViolation(
            message(
                "Only the body named in the proposal votes. Its power was checked for the form proposed;"
                " choose a session of that body."
            ),
            (SECRET_BALLOT,),
            field="meeting",
        )
    if find_open_item(file.case.id, discipline.subject_id) is not None:
        waiting = message(
            "The vote is on the agenda of a session that is still to be held. A record is voted on"
            " once; wait for that session, or take the item off."
        )
        raise RuleViolation(waiting, (SECRET_BALLOT,), field="meeting")
    check_not_before(meeting.held_on, discipline.heard_on, "meeting", message("the hearing")).enforce()
    return add_item(actor, meeting, Purpose.DISCIPLINE, file.case.id, discipline.subject_id)


@dataclass(frozen=True)
class Decision:
    """What the decision is issued with: the clerk's words, and reasons where rules ask for them."""

    words: DecisionWords
    override_reason: str = ""
    departure_reason: str = ""


def draft_decision(actor: Actor, file: CaseFile, discipline: Discipline, words: DecisionWords) -> DisciplinePaper:
    """The decision as it would be printed now, without number and date."""
    matter = _matter(discipline, file, barred_of(actor, file, discipline).barred)
    return compose_decision(matter, words, (None, f"{TYPE_SIGNS[PaperType.DECISION]}/{matter.body.sign}"))


def decide_discipline(
    actor: Actor, file: CaseFile, discipline: Discipline, decision: Decision | DecisionWords, today: date
) -> None:
    """Issue the decision: number, paper and state in one transaction."""
    if isinstance(decision, DecisionWords):
        decision = Decision(decision)
    words = decision.words
    prepare(actor, file, discipline, Action.DECIDE)
    check_conclusion(file, discipline).enforce()
    if words.issued_on is None:
        raise RuleViolation(
            message(
                "A decision is issued with its date. Its effect and the time for a complaint run from it; give the day."
            ),
            (PROCEDURE,),
            field="issued_on",
        )
    voted = voted_of(discipline)
    rules.check_decision(voted).enforce()
    check_text(discipline).enforce()
    bars = barred_of(actor, file, discipline)
    rules.check_not_barred(bars).enforce()
    citations = rely_on(actor, discipline, Step.DECIDE, voted, decision.override_reason)
    rules.check_removed_post(discipline.voted_form, words.removed_post).enforce()
    check_not_future(words.issued_on, today, "issued_on").enforce()
    check_not_before(words.issued_on, voted.held_on, "issued_on", message("the session")).enforce()
    _weigh(discipline, decision.departure_reason, words.issued_on)
    matter = _matter(discipline, file, bars.barred)
    abstract = f"thi hành kỷ luật {who_is(matter.subject)}"[:500]
    about, signer = f"discipline:{discipline.number}", words.signer.name
    new = NewPaper(matter.body, PaperType.DECISION, words.issued_on, abstract, signer, file.case.id, about)
    paper = issue_paper(actor, new, lambda number, sign: compose_decision(matter, words, (number, sign)))
    discipline.decided_form, discipline.decided_on = discipline.voted_form, words.issued_on
    discipline.paper_id = paper.id
    move(actor, file, discipline, Action.DECIDE, result=discipline.decided_form, basis=citations)


def _weigh(discipline: Discipline, reason: str, on: date) -> None:
    """A form decided more than one step from the base form has its own reason, whatever was proposed."""
    if discipline.voted_form is not None:
        standing = queries.standing_of_record(discipline, on)
        check_departure_of(standing, discipline.base_form, discipline.voted_form, reason, on)
        discipline.decided_departure_reason = reason


def refrain(actor: Actor, file: CaseFile, discipline: Discipline) -> None:
    """Close the record: the vote gave no discipline."""
    prepare(actor, file, discipline, Action.REFRAIN)
    rules.check_refraining(voted_of(discipline)).enforce()
    move(actor, file, discipline, Action.REFRAIN)


def check_conclusion(file: CaseFile, discipline: Discipline) -> Verdict:
    """Whether the conclusion, on which a decision rests, is there and calls for it."""
    return rules.check_concluded_first(discipline.combined, file.case.state, discipline.subject.outcome)


def exempt(actor: Actor, file: CaseFile, discipline: Discipline, reason: str) -> None:
    """Close the record as exempted: an exempting circumstance is recorded, and the reason is written down."""
    prepare(actor, file, discipline, Action.EXEMPT)
    verdict = rules.check_exemption(voted_of(discipline), exempting_of(discipline))
    verdict.enforce()
    discipline.exempt_reason = reason
    move(actor, file, discipline, Action.EXEMPT, basis=verdict.citations)


def exempting_of(discipline: Discipline) -> list[str]:
    """The articles of the exempting circumstances recorded ("" where no list was read)."""
    return [row.cited for row in queries.circumstances_of(discipline) if row.bearing is Bearing.EXEMPTING]


def announce_discipline(
    actor: Actor, file: CaseFile, discipline: Discipline, announced_on: date, announcement: str, today: date
) -> None:
    """Record that the decision was announced; it is in force."""
    prepare(actor, file, discipline, Action.ANNOUNCE)
    check_not_future(announced_on, today, "announced_on").enforce()
    check_not_before(announced_on, discipline.decided_on, "announced_on", message("the decision")).enforce()
    discipline.announced_on, discipline.announcement = announced_on, announcement
    set_end(discipline)
    move(actor, file, discipline, Action.ANNOUNCE, announced_on=announced_on)


def _matter(discipline: Discipline, file: CaseFile, barred: Collection[int] = ()) -> Matter:
    """What the decision speaks of; violations barred for the form voted stay in the record and out of the paper."""
    found = findings_of_subject(discipline.subject_id)
    vote = queries.find_vote(discipline)
    on = vote.meeting.held_on if vote else clock.today()
    return Matter(
        case=file.case,
        body=db.session.get_one(Body, discipline.body_id),
        discipline=discipline,
        violations=[row for row in found if row.type is FindingType.VIOLATION and row.number not in barred],
        circumstances=queries.circumstances_of(discipline),
        vote=vote,
        rule_subject=queries.subject_type_of(discipline.subject, on),
        level=file.case.body.organization.level.value,
    )
