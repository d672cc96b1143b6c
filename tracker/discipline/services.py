"""The verbs of discipline: propose, review, put to the vote, decide or refrain, announce."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.models import CaseSubject
from tracker.cases.queries import CaseFile, lock_case
from tracker.cases.rules import check_not_before, check_not_future
from tracker.core import clock
from tracker.core.errors import Conflict, NotVisible, RuleViolation
from tracker.core.text import message
from tracker.discipline import queries, rules
from tracker.discipline.models import Discipline
from tracker.discipline.papers import DecisionWords, Matter, compose_decision
from tracker.discipline.states import TRANSITIONS, Action, State
from tracker.documents.contexts import DisciplinePaper
from tracker.documents.services import NewPaper, issue_paper
from tracker.documents.states import TYPE_SIGNS, PaperType
from tracker.extensions import db
from tracker.findings.queries import findings_of_subject
from tracker.findings.states import FindingType
from tracker.meetings.models import AgendaItem, Meeting
from tracker.meetings.queries import find_open_item
from tracker.meetings.services import add_item, record_ballots
from tracker.meetings.states import Purpose, SessionState
from tracker.organizations.models import Body
from tracker.regulations.authority import Power
from tracker.regulations.limitation import TimeBar
from tracker.regulations.terms import Form, Role
from tracker.regulations.verdict import Verdict
from tracker.regulations.voting import count_discipline_vote
from tracker.workflow import Transition

Step = Transition[State, Action, Permission]


@dataclass(frozen=True)
class Proposal:
    """What discipline is proposed with. ``override_reason``: why an unconfirmed authority is relied on."""

    body_id: int
    form: Form
    holds_post: bool
    reason: str
    override_reason: str = ""


def check_proposal(file: CaseFile, subject: CaseSubject) -> Verdict:
    """Whether discipline may be proposed for a subject now."""
    return rules.check_proposal(
        file.case.state,
        subject.outcome,
        file.row.may_open_discipline,
        any(finding.type is FindingType.VIOLATION for finding in findings_of_subject(subject.id)),
        queries.has_open([subject.id]),
    )


def propose_discipline(
    actor: Actor, file: CaseFile, subject: CaseSubject, proposal: Proposal, today: date
) -> Discipline:
    """Open the discipline record of a subject."""
    require(actor, Permission.PROPOSE_DISCIPLINE, file.relations)
    lock_case(file.case.id)
    check_proposal(file, subject).enforce()
    body = db.session.get(Body, proposal.body_id)
    if body is None or body.organization_id != file.case.body.organization_id:
        raise RuleViolation(message("This body does not belong to your organization."), field="body")
    standing = queries.standing_of(subject, proposal.holds_post, today)
    rules.check_proposed_form(proposal.form, standing, today).enforce()
    verdict = rules.check_power(power_of(file, body, subject, proposal, today), proposal.override_reason)
    verdict.enforce()
    discipline = Discipline(
        case_id=file.case.id,
        subject_id=subject.id,
        subject=subject,
        number=queries.count_of_case(file.case.id) + 1,
        state=State.PROPOSED,
        body_id=body.id,
        proposed_form=proposal.form,
        holds_post=proposal.holds_post,
        reason=proposal.reason,
        override_reason=proposal.override_reason,
        proposed_by=actor.user_id,
        proposed_at=clock.now(),
    )
    db.session.add(discipline)
    db.session.flush()
    about = {"discipline": discipline.number, "form": proposal.form, "body": body.id}
    record(actor, "discipline.proposed", case_id=file.case.id, about=about, basis=verdict.citations)
    return discipline


def power_of(file: CaseFile, body: Body, subject: CaseSubject, proposal: Proposal, on: date) -> Power:
    """What a body of the case's organization may do with a form against the subject."""
    standing = queries.standing_of(subject, proposal.holds_post, on)
    level = file.case.body.organization.level.value
    return rules.power_of(rules.Competence(body.kind.value, level), proposal.form, standing, on)


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
    conclusion = message("the conclusion")
    check_not_before(review.heard_on, file.case.concluded_on, "heard_on", conclusion).enforce()
    discipline.self_criticism_on, discipline.self_criticism = review.self_criticism_on, review.self_criticism
    discipline.heard_on, discipline.heard_by, discipline.hearing = review.heard_on, review.heard_by, review.hearing
    _move(actor, file, discipline, Action.REVIEW, heard_on=review.heard_on)


def put_on_agenda(actor: Actor, file: CaseFile, discipline: Discipline, meeting: Meeting) -> AgendaItem:
    """Put the vote on the agenda of a session of the deciding body, so that its members can read the file."""
    require(actor, Permission.REVIEW_DISCIPLINE, file.relations)
    if discipline.state is not State.REVIEWING:
        raise Conflict(message("Only a record under review is put before a session."))
    if meeting.body_id != discipline.body_id:
        raise RuleViolation(message("Only the body named in the proposal votes."), field="meeting")
    if find_open_item(file.case.id, discipline.subject_id) is not None:
        waiting = message("The vote is on the agenda of a session that is still to be held.")
        raise RuleViolation(waiting, field="meeting")
    check_not_before(meeting.held_on, discipline.heard_on, "meeting", message("the hearing")).enforce()
    return add_item(actor, meeting, Purpose.DISCIPLINE, file.case.id, discipline.subject_id)


def record_vote(
    actor: Actor, file: CaseFile, discipline: Discipline, item: AgendaItem, ballots: Mapping[str, int], today: date
) -> None:
    """Record the secret ballot and count it; the result is what the rule makes of it, not what anybody types."""
    prepare(actor, file, discipline, Action.VOTE)
    if (item.case_id, item.subject_id, item.purpose) != (file.case.id, discipline.subject_id, Purpose.DISCIPLINE):
        raise NotVisible
    rules.check_vote(bool(discipline.self_criticism_on), bool(discipline.heard_on)).enforce()
    meeting = item.meeting
    subject, holds_post = discipline.subject, discipline.holds_post
    standing = queries.standing_of(subject, holds_post, meeting.held_on)
    count = count_discipline_vote(standing.subject, holds_post, Role.DECIDING, meeting.seats, ballots, meeting.held_on)
    record_ballots(actor, meeting, item, ballots, today)
    discipline.agenda_item_id = item.id
    discipline.voted_form = Form(count.form) if count.form in set(Form) else None
    result = discipline.voted_form
    _move(actor, file, discipline, Action.VOTE, result=result, basis=count.citations)


def voted_of(file: CaseFile, discipline: Discipline) -> rules.Voted:
    """What the vote on a record gave, as the rules look at it."""
    vote = queries.find_vote(discipline)
    if vote is None:
        return rules.Voted(None, None, None)
    held_on = vote.meeting.held_on if vote.meeting.state is SessionState.HELD else None
    if discipline.voted_form is None:
        return rules.Voted(None, held_on, None)
    body = db.session.get_one(Body, discipline.body_id)
    proposal = Proposal(body.id, discipline.voted_form, discipline.holds_post, discipline.reason)
    power = power_of(file, body, discipline.subject, proposal, vote.meeting.held_on)
    return rules.Voted(discipline.voted_form, held_on, power)


def draft_decision(actor: Actor, file: CaseFile, discipline: Discipline, words: DecisionWords) -> DisciplinePaper:
    """The decision as it would be printed now, without number and date."""
    matter = _matter(file, discipline, barred_of(actor, file, discipline).barred)
    return compose_decision(matter, words, (None, f"{TYPE_SIGNS[PaperType.DECISION]}/{matter.body.sign}"))


def decide_discipline(
    actor: Actor,
    file: CaseFile,
    discipline: Discipline,
    words: DecisionWords,
    today: date,
    override_reason: str = "",
) -> None:
    """Issue the decision: number, paper and state in one transaction.

    ``override_reason`` says why an unconfirmed authority is relied on, where the proposal did not need to say it.
    """
    prepare(actor, file, discipline, Action.DECIDE)
    if words.issued_on is None:
        raise RuleViolation(message("A decision is issued with its date."), field="issued_on")
    voted = voted_of(file, discipline)
    rules.check_decision(voted).enforce()
    bars = barred_of(actor, file, discipline)
    rules.check_not_barred(bars).enforce()
    discipline.override_reason = discipline.override_reason or override_reason
    verdict = rules.check_power(voted.power, discipline.override_reason) if voted.power else rules.OK
    verdict.enforce()
    rules.check_removed_post(discipline.voted_form, words.removed_post).enforce()
    matter = _matter(file, discipline, bars.barred)
    check_not_future(words.issued_on, today, "issued_on").enforce()
    check_not_before(words.issued_on, voted.held_on, "issued_on", message("the session")).enforce()
    abstract = f"thi hành kỷ luật {matter.subject.name}"[:500]
    new = NewPaper(matter.body, PaperType.DECISION, words.issued_on, abstract, words.signer.name, file.case.id)
    paper = issue_paper(actor, new, lambda number, sign: compose_decision(matter, words, (number, sign)))
    discipline.decided_form, discipline.decided_on = discipline.voted_form, words.issued_on
    discipline.paper_id = paper.id
    _move(actor, file, discipline, Action.DECIDE, result=discipline.decided_form, basis=verdict.citations)


def refer_discipline(
    actor: Actor, file: CaseFile, discipline: Discipline, referred_on: date, referred_to: str, today: date
) -> None:
    """Hand the record to the competent body, which decides on what was voted here."""
    prepare(actor, file, discipline, Action.REFER)
    voted = voted_of(file, discipline)
    verdict = rules.check_referral(voted)
    verdict.enforce()
    check_not_future(referred_on, today, "referred_on").enforce()
    check_not_before(referred_on, voted.held_on, "referred_on", message("the session")).enforce()
    discipline.referred_on, discipline.referred_to = referred_on, referred_to
    _move(actor, file, discipline, Action.REFER, referred_to=referred_to, basis=verdict.citations)


def refrain(actor: Actor, file: CaseFile, discipline: Discipline) -> None:
    """Close the record: the vote gave no discipline."""
    prepare(actor, file, discipline, Action.REFRAIN)
    rules.check_refraining(voted_of(file, discipline)).enforce()
    _move(actor, file, discipline, Action.REFRAIN)


def barred_of(actor: Actor, file: CaseFile, discipline: Discipline) -> rules.BarVerdict:
    """The comparison of the form voted with the time bar of each violation; empty before the vote."""
    return queries.bar_verdict(queries.bars_after_vote(actor, file.case, [discipline]).get(discipline.id, []))


def bar_discipline(actor: Actor, file: CaseFile, discipline: Discipline) -> None:
    """Close the record: every violation is barred by time for the form voted. Reason and articles are kept with it."""
    prepare(actor, file, discipline, Action.BAR)
    bars = queries.bars_after_vote(actor, file.case, [discipline]).get(discipline.id, [])
    verdict = rules.check_barring(voted_of(file, discipline), queries.bar_verdict(bars))
    verdict.enforce()
    discipline.bar_verdict = {
        "concluded_on": str(file.case.concluded_on),
        "violations": [_kept(bar.number, bar.bar) for bar in bars if bar.bar],
        "citations": [[cited.source, cited.article, cited.grade.value] for cited in verdict.citations],
    }
    _move(actor, file, discipline, Action.BAR, form=discipline.voted_form, basis=verdict.citations)


def _kept(number: int, bar: TimeBar) -> dict[str, object]:
    return {"number": number, "ended_on": str(bar.bar_ends_on), "edition": bar.edition.key}


def announce_discipline(
    actor: Actor, file: CaseFile, discipline: Discipline, announced_on: date, announcement: str, today: date
) -> None:
    """Record that the decision was announced; it is in force."""
    prepare(actor, file, discipline, Action.ANNOUNCE)
    check_not_future(announced_on, today, "announced_on").enforce()
    check_not_before(announced_on, discipline.decided_on, "announced_on", message("the decision")).enforce()
    discipline.announced_on, discipline.announcement = announced_on, announcement
    _move(actor, file, discipline, Action.ANNOUNCE, announced_on=announced_on)


def _matter(file: CaseFile, discipline: Discipline, barred: Collection[int] = ()) -> Matter:
    """What the decision speaks of; violations barred for the form voted stay in the record and out of the paper."""
    found = findings_of_subject(discipline.subject_id)
    vote = queries.find_vote(discipline)
    on = vote.meeting.held_on if vote else clock.today()
    return Matter(
        case=file.case,
        body=db.session.get_one(Body, discipline.body_id),
        discipline=discipline,
        violations=[row for row in found if row.type is FindingType.VIOLATION and row.number not in barred],
        vote=vote,
        rule_subject=queries.standing_of(discipline.subject, discipline.holds_post, on).subject,
        level=file.case.body.organization.level.value,
    )


def prepare(actor: Actor, file: CaseFile, discipline: Discipline, action: Action) -> Step:
    """The row of a step that exists now and that the actor may take: what a verb asks before everything else."""
    row = TRANSITIONS.get(discipline.state, action)
    require(actor, row.permission, file.relations)
    return row


def _move(
    actor: Actor, file: CaseFile, discipline: Discipline, action: Action, *, basis: tuple = (), **about: object
) -> None:
    row = prepare(actor, file, discipline, action)
    came_from, discipline.state = discipline.state, row.target
    facts = {"discipline": discipline.number, "from": came_from, "to": discipline.state, **about}
    record(actor, f"discipline.{action}", case_id=file.case.id, about=facts, basis=basis)
    db.session.flush()
