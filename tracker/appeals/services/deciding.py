"""The verbs of the decision on a complaint: decide, announce – which changes the discipline – and make good."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from tracker.access import Actor, Permission, require
from tracker.appeals import queries, rules
from tracker.appeals.models import Appeal, RestorationPart
from tracker.appeals.papers import (
    BLANK,
    DecisionWords,
    Restoring,
    Ruling,
    compose_decision,
    compose_restoration,
    named,
    restoration_abstract,
)
from tracker.appeals.services.moving import move, prepare, tell
from tracker.appeals.states import Action, State
from tracker.audit.services import record
from tracker.cases.queries import CaseFile
from tracker.cases.rules import check_not_before, check_not_future
from tracker.cases.services import Drafted, Ordered, number_decision
from tracker.core.errors import Conflict, NotVisible, RuleViolation
from tracker.core.text import message
from tracker.discipline.queries import standing_of_record
from tracker.discipline.services import change_on_complaint
from tracker.discipline.states import STANDING_STATES
from tracker.documents.complaints import ComplaintDecisionPaper
from tracker.documents.services import NewPaper, issue_paper
from tracker.documents.states import TYPE_SIGNS, PaperType
from tracker.extensions import db
from tracker.organizations.models import Body, Organization
from tracker.organizations.queries import carrier_of
from tracker.regulations.appeals import RESTORATION, Outcome, appeal_row, check_outcome, parts_of
from tracker.regulations.authority import Answer, authority, body_of
from tracker.regulations.sources import Citation
from tracker.regulations.terms import Form, Level
from tracker.regulations.verdict import Verdict


@dataclass(frozen=True)
class AppealDecision:
    """What the session decided, by how many of how many members; ``restore_by`` is for an annulment.

    ``decision`` is the number of a decision signed elsewhere; ``words`` go with one that is issued here. ``present`` is
    None where the session of a case voted; ``count_reason`` says why ``members`` are not those the program knows.
    """

    session_on: date
    members: int
    votes_for: int
    decided_on: date
    outcome: Outcome
    decision: str = ""
    new_form: Form | None = None
    override_reason: str = ""
    restore_by: date | None = None
    words: DecisionWords | None = None
    present: int | None = None
    count_reason: str = ""

    @property
    def count(self) -> rules.Count:
        """The figures of the vote."""
        return rules.Count(self.members, self.present or 0, self.votes_for, self.count_reason)


@dataclass(frozen=True)
class Announcement:
    """When, by whom, where and how a decision was announced."""

    on: date
    by: str
    words: str


def decide_appeal(actor: Actor, file: CaseFile, appeal: Appeal, decision: AppealDecision, today: date) -> None:
    """Record the decision. The discipline stays as it is until the decision is announced.

    A complaint that a case handles is decided as that case ruled, by the paper that was issued there.
    """
    prepare(actor, file, appeal, Action.DECIDE)
    old = appeal.discipline.decided_form
    if old is None or appeal.discipline.state not in STANDING_STATES:
        raise Conflict(rules.NOT_IN_FORCE, (appeal_row("refusal", appeal.received_on).citation,))
    handling = queries.find_handling(actor, appeal)
    if appeal.heard_above and handling is None:
        raise Conflict(rules.CASE_CANCELLED, (rules.ONE_DECISION,))
    form = decision.new_form or old
    if handling:
        _check_handled(handling, decision, old)
        adopted = rules.check_votes(decision.members, decision.votes_for, form, decision.session_on)
    else:
        voters = queries.voters_at(file, appeal, decision.session_on, today)
        adopted = rules.check_count(decision.count, voters, form, decision.session_on)
        appeal.recused_names = "; ".join(voters.out)
    basis = _check_decision(appeal, decision, old, adopted, today)
    kept = {"override_reason", "restore_by", "words"}
    for name, value in vars(decision).items():
        if name not in kept:
            setattr(appeal, name, value)
    appeal.old_form = old
    appeal.restore_by = decision.restore_by if decision.outcome is Outcome.ANNULLED else None
    appeal.override_reason = "\n".join(filter(None, (appeal.override_reason, decision.override_reason)))
    if handling:
        appeal.paper_id = handling.paper_id
    elif decision.words:
        _issue(actor, file, appeal, decision, decision.words)
    move(actor, file, appeal, Action.DECIDE, basis=basis, outcome=decision.outcome)


def _check_handled(handling: queries.Handling, decision: AppealDecision, old: Form) -> None:
    """Who decides by a case sees it; the case has ended, and nothing is recorded that it did not rule."""
    if not handling.is_open:
        raise NotVisible
    rules.check_handled(handling.ruling is not None).enforce()
    if decision.words is not None:
        raise RuleViolation(
            message(
                "The decision was issued in the case; it gets no second number. A decision has one"
                " number; leave this empty."
            ),
            (rules.ONE_DECISION,),
            field="issue_here",
        )
    if handling.ruling:
        rules.check_follows(handling.ruling, old, vars(decision)).enforce()


def announce_appeal(actor: Actor, file: CaseFile, appeal: Appeal, told: Announcement, today: date) -> None:
    """Record that the decision was announced, and do to the discipline what it says.

    The record of the discipline changes on the announcement, as it came into force by one: a decision has effect right
    after it (Điều lệ Đảng, Điều 39.6), and the twelve months run from the announcement of the decision on the complaint
    (30-QĐ/TW, Điều 40.3.2; 69-QĐ/TW, Điều 2.5). That 21-QĐ/TW lets decisions have effect from signing is told beside.
    """
    prepare(actor, file, appeal, Action.ANNOUNCE)
    discipline = appeal.discipline
    if discipline.state not in STANDING_STATES or discipline.decided_form is not appeal.old_form:
        raise Conflict(
            message(
                "The discipline has changed since the complaint was decided. A decision changes only the"
                " discipline it was taken on; decide on the complaint anew."
            ),
            (rules.ONE_DECISION,),
        )
    check_not_future(told.on, today, "announced_on").enforce()
    check_not_before(told.on, appeal.decided_on, "announced_on", message("the decision")).enforce()
    appeal.announced_on, appeal.announced_by, appeal.announcement = told.on, told.by, told.words
    move(actor, file, appeal, Action.ANNOUNCE, on=told.on, outcome=appeal.outcome)
    tell(discipline)
    if appeal.outcome is not Outcome.UPHELD:
        change_on_complaint(actor, file, discipline, appeal.new_form)
    if appeal.restore_by and appeal.old_form:
        due = appeal.restore_by
        parts = [RestorationPart(appeal_id=appeal.id, part=one, due_on=due) for one in parts_of(appeal.old_form)]
        db.session.add_all(parts)
        db.session.flush()


def is_issued_by(actor: Actor, file: CaseFile, appeal: Appeal) -> bool:
    """Whether the decision gets its number here: the body's register is kept here, and no case issues it."""
    return queries.is_issued_here(file, appeal) and queries.find_handling(actor, appeal) is None


def draft_decision(
    actor: Actor, file: CaseFile, appeal: Appeal, outcome: Outcome, words: DecisionWords
) -> ComplaintDecisionPaper:
    """The decision as it would be printed with this outcome, without number, date and vote."""
    old = appeal.discipline.decided_form
    if old is None or appeal.state is not State.HEARD or not is_issued_by(actor, file, appeal):
        raise NotVisible
    sign = db.session.get_one(Body, appeal.hearing_body_id).sign
    number_and_sign = (None, f"{TYPE_SIGNS[PaperType.DECISION]}/{sign}")
    words = replace(words, reason=words.reason or BLANK)
    return compose_decision(appeal, old, Ruling(outcome), words, number_and_sign)


def _issue(actor: Actor, file: CaseFile, appeal: Appeal, decision: AppealDecision, words: DecisionWords) -> None:
    """Number and freeze the decision in the register of the body that heard the complaint."""
    require(actor, Permission.ISSUE_DECISION, file.relations)
    if not queries.is_issued_here(file, appeal):
        raise RuleViolation(
            message(
                "The register of this body is not kept here; type the number. A number is given only by"
                " the office that keeps the register."
            ),
            field="decision",
        )
    rules.check_words(words.signer.name, words.reason, words.executors, words.recipients).enforce()
    body, old = db.session.get_one(Body, appeal.hearing_body_id), appeal.old_form
    if old is None:
        raise NotVisible
    known = ("outcome", "new_form", "session_on", "members", "votes_for", "decided_on", "restore_by")
    ruling = Ruling(**{name: getattr(decision, name) for name in known})
    abstract = f"giải quyết khiếu nại kỷ luật đảng của {named(appeal.discipline.subject)} (lần {appeal.round})"[:500]
    about = f"discipline:{appeal.discipline.number} complaint:{appeal.number}"
    new = NewPaper(body, PaperType.DECISION, decision.decided_on, abstract, words.signer.name, file.case.id, about)
    paper = issue_paper(actor, new, lambda *letters: compose_decision(appeal, old, ruling, words, letters))
    appeal.paper_id, appeal.decision = paper.id, f"{paper.number:02d}-{paper.sign}"


def restore_part(
    actor: Actor, file: CaseFile, appeal: Appeal, row: RestorationPart, done: Ordered, today: date
) -> None:
    """Record that a part of the restoration was done, and by which document.

    A decision without a number is numbered in the register of the body that disciplined.
    """
    require(actor, Permission.ISSUE_DECISION, file.relations)
    check_not_future(done.on, today, "done_on").enforce()
    check_not_before(done.on, appeal.decided_on, "done_on", message("the decision")).enforce()
    row.document = _document(actor, file, appeal, row, done)
    row.done_on = done.on
    row.recorded_by = actor.user_id
    db.session.flush()
    about = {"complaint": appeal.number, "part": row.part, "on": row.done_on}
    record(actor, "appeal.restored", case_id=file.case.id, about=about, basis=(RESTORATION,))


def _document(actor: Actor, file: CaseFile, appeal: Appeal, row: RestorationPart, ordered: Ordered) -> str:
    body = carrier_of(db.session.get_one(Body, appeal.discipline.body_id))
    if not ordered.decision and body.organization_id != carrier_of(file.case.body).organization_id:
        raise RuleViolation(
            message(
                "The register of this body is not kept here; type the number. A number is given only by"
                " the office that keeps the register."
            ),
            field="document",
        )
    compose = partial(compose_restoration, appeal, Restoring(row.part, body, ordered.on))
    drafted = Drafted(restoration_abstract(appeal, row.part), compose, body)
    return number_decision(actor, file, ordered, drafted, "document")


def _check_decision(
    appeal: Appeal, decision: AppealDecision, old: Form, adopted: Verdict, today: date
) -> tuple[Citation, ...]:
    check_not_future(decision.decided_on, today, "decided_on").enforce()
    heard = max(day for day in (appeal.met_on, appeal.body_met_on, appeal.cell_remark_on) if day)
    days = [("met_on", heard), ("session_on", decision.session_on)]
    rules.check_order([*days, ("decided_on", decision.decided_on)]).enforce()
    if decision.words is None and not decision.decision:
        raise RuleViolation(
            message("Give the number of the decision, or issue it here. A complaint ends with a written decision."),
            (rules.ONE_DECISION,),
            field="decision",
        )
    adopted.enforce()
    check_outcome(old, decision.outcome, decision.new_form).enforce()
    if decision.outcome is Outcome.ANNULLED and (
        decision.restore_by is None or decision.restore_by < decision.decided_on
    ):
        reason = message("An annulled discipline is made good: say until when, after the decision.")
        raise RuleViolation(reason, (RESTORATION,), "restore_by")
    return adopted.citations + _check_new_form(appeal, decision)


def _check_new_form(appeal: Appeal, decision: AppealDecision) -> tuple[Citation, ...]:
    """A heavier form must be in the power of the body that hears, or the complaint goes up; a lighter one may be."""
    if decision.new_form is None:
        return ()
    body = db.session.get_one(Body, appeal.hearing_body_id)
    level = Level(db.session.get_one(Organization, body.organization_id).level.value)
    standing = standing_of_record(appeal.discipline, decision.session_on)
    power = authority(body_of(body.kind.value, level), decision.new_form, standing, decision.session_on, level)
    if decision.outcome is not Outcome.HEAVIER:
        return ()
    verdict = power.verdict
    if power.needs_override and not decision.override_reason.strip():
        raise RuleViolation(verdict.reason, verdict.citations, "override_reason")
    if power.answer in (Answer.NO, Answer.PROPOSES):
        raise RuleViolation(verdict.reason, verdict.citations, "new_form")
    return verdict.citations
