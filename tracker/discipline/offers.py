"""What discipline adds to the pages of a case."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from flask import url_for

from tracker.access import Actor, Permission
from tracker.cases.deadlines import Event, EventDeadline, event_deadline
from tracker.cases.page import Area, Offer, Tab
from tracker.cases.queries import CaseFile
from tracker.cases.rules import OK, refuse
from tracker.cases.states import Outcome
from tracker.core import clock
from tracker.core.text import N_, message
from tracker.discipline import queries, rules, services
from tracker.discipline.models import ActivitySuspension, Discipline
from tracker.discipline.rules import suspension
from tracker.discipline.states import ACTION_LABELS, AUTOMATIC, TRANSITIONS, Action, State
from tracker.lawbook.queries import OfficeLaw
from tracker.meetings.queries import find_open_item, is_being_voted
from tracker.meetings.services import check_texts_stand
from tracker.organizations.states import BodyKind
from tracker.regulations.procedure import PROCEDURE, SECRET_BALLOT
from tracker.regulations.verdict import Verdict

ENDPOINTS = {
    Action.REVIEW: "discipline.review_discipline",
    Action.POSTPONE: "discipline.postpone",
    Action.RESUME_PROPOSED: "discipline.consider_again",
    Action.RESUME_REVIEWING: "discipline.consider_again",
    Action.VOTE: "discipline.record_vote",
    Action.REVOTE: "discipline.revote",
    Action.ANNUL_BALLOT: "discipline.annul_ballot",
    Action.REFRAIN: "discipline.refrain",
    Action.EXEMPT: "discipline.exempt",
    Action.LAPSE: "discipline.lapse",
    Action.BAR: "discipline.bar_discipline",
    Action.DECIDE: "discipline.decide_discipline",
    Action.ANNOUNCE: "discipline.announce_discipline",
    Action.REFER: "discipline.refer_discipline",
    Action.REFER_UNVOTED: "discipline.refer_unvoted",
    Action.ANSWER: "discipline.record_answer",
    Action.TAKE_BACK: "discipline.take_back",
}
_QUIET = frozenset({Action.POSTPONE, Action.EXEMPT, Action.REFER_UNVOTED, Action.TAKE_BACK, Action.ANNUL_BALLOT})
_RESUMING = frozenset({Action.RESUME_PROPOSED, Action.RESUME_REVIEWING})
_PUT_ON_AGENDA = N_("Put the vote on the agenda")

_DRAFT_DECISION = N_("Write the decision and send it for approval")
_DRAFT_MINUTES = N_("Write the minutes of the ballot and send them for approval")

_RESTS_ON_TEXT = frozenset({Action.DECIDE, Action.REFER})
_CHECKS = {
    Action.REFRAIN: rules.check_refraining,
    Action.DECIDE: rules.check_decision,
    Action.REFER: rules.check_referral,
}


@dataclass(frozen=True)
class _Ballot:
    """What the steps of a record ask of its vote: the vote, whether its text stands, what the time bar says."""

    vote: queries.Vote | None = None
    voted: rules.Voted | None = None
    text: Verdict = OK
    bars: rules.BarVerdict = field(default_factory=rules.BarVerdict)


def _ballots(actor: Actor, file: CaseFile, records: Collection[Discipline]) -> Mapping[int, _Ballot]:
    """The votes on the records of a case, asked for together: id of the record → its ballot."""
    votes = queries.find_votes(records)
    waiting = [row for row in records if row.state is State.VOTED]
    texts = check_texts_stand([votes[row.id].item for row in waiting if row.id in votes])
    bars = queries.bars_after_vote(actor, file, waiting)
    found = {row.id: _Ballot(votes.get(row.id)) for row in records}
    for row in waiting:
        vote = votes.get(row.id)
        text = texts[vote.item.id] if vote else OK
        voted, verdict = services.what_was_voted(row, vote), queries.bar_verdict(bars.get(row.id, []))
        found[row.id] = _Ballot(vote, voted, text, verdict)
    return found


def _steps_of(actor: Actor, file: CaseFile, discipline: Discipline, ballot: _Ballot) -> list[Offer]:
    """The steps that the actor's relation allows on one record, each with its verdict."""
    found = _agenda(actor, file, discipline)
    place = {"ref": file.case.ref, "number": discipline.number}
    drafts = not _may_issue(actor, file) and services.may_draft(actor, file, discipline)
    for row in TRANSITIONS.from_state(discipline.state):
        only_drafts = row.action is Action.DECIDE and drafts
        if not (file.allows(actor, row.permission) or only_drafts):
            continue
        if row.action in AUTOMATIC or _is_beside(discipline, row.action, ballot):
            continue
        if row.action is Action.BAR and not ballot.bars.bars_everything:
            continue  # nobody is told that a record could be barred while it is not
        verdict = _time_barred(row.action, ballot) or _verdict(file, discipline, row.action, ballot)
        url = url_for(ENDPOINTS[row.action], **place)
        label = _DRAFT_DECISION if only_drafts else ACTION_LABELS[row.action]
        found.append(Offer(label, url, verdict, row.action in _QUIET))
    if discipline.agenda_item_id and not discipline.ballot_minutes_id and (drafts or _may_issue(actor, file)):
        url = url_for("discipline.issue_minutes", **place)
        label = _DRAFT_MINUTES if drafts else N_("Issue the minutes of the ballot")
        found.append(Offer(label, url, services.check_minutes(ballot.vote)))
    return found


def _time_barred(action: Action, ballot: _Ballot) -> Verdict | None:
    """What the time bar says of a step after the vote, where it says anything."""
    if ballot.voted is None:
        return None
    if action is Action.BAR:
        return rules.check_barring(ballot.voted, ballot.bars)
    if action is Action.DECIDE and rules.check_decision(ballot.voted).allowed and ballot.bars.bars_everything:
        return rules.check_not_barred(ballot.bars)
    return None


def _may_issue(actor: Actor, file: CaseFile) -> bool:
    return file.allows(actor, Permission.ISSUE_DECISION)


def _is_beside(discipline: Discipline, action: Action, ballot: _Ballot) -> bool:
    """A step of the table that says nothing on this record: the other way back, an exemption nobody recorded."""
    if action in _RESUMING:
        return action is not services.resuming(discipline)
    if action is Action.POSTPONE:
        return discipline.subject.member_id is None
    if action is Action.REVOTE:
        return ballot.text.allowed
    if action is Action.LAPSE:
        return not rules.check_lapse(discipline.combined, discipline.subject.outcome).allowed
    if action is Action.REVIEW and discipline.state is State.REVIEWING:
        return discipline.heard_on is not None
    return action is Action.EXEMPT and not services.exempting_of(discipline)


def _agenda(actor: Actor, file: CaseFile, discipline: Discipline) -> list[Offer]:
    """The vote goes on the agenda while the record is under review; one that is put off waits, and says so."""
    if not file.allows(actor, Permission.REVIEW_DISCIPLINE):
        return []
    url = url_for("discipline.put_on_agenda", ref=file.case.ref, number=discipline.number)
    if discipline.state is State.POSTPONED:
        verdict = refuse(
            message("The consideration is put off: preparing may go on, the vote waits until the ground has passed."),
            PROCEDURE,
        )
        return [Offer(_PUT_ON_AGENDA, url, verdict)]
    if discipline.state is not State.REVIEWING:
        return []
    verdict = services.check_heard(discipline)
    if verdict.allowed and find_open_item(file.case.id, discipline.subject_id) is not None:
        verdict = refuse(
            message(
                "The vote is on the agenda of a session that is still to be held. A record is voted on"
                " once; wait for that session, or take the item off."
            ),
            SECRET_BALLOT,
        )
    return [Offer(_PUT_ON_AGENDA, url, verdict)]


def _verdict(file: CaseFile, discipline: Discipline, action: Action, ballot: _Ballot) -> Verdict:
    voted = ballot.voted
    if voted is not None and action in _CHECKS:
        verdict = _CHECKS[action](voted)
        if verdict.allowed and action is Action.DECIDE:
            verdict = services.check_conclusion(file, discipline)
        return ballot.text if verdict.allowed and action in _RESTS_ON_TEXT else verdict
    if voted is not None and action is Action.EXEMPT:
        return rules.check_exemption(voted, services.exempting_of(discipline))
    if action is Action.REFER_UNVOTED:
        return services.check_unvoted(file, discipline, clock.today())
    if action is Action.VOTE:
        return _vote_verdict(file, discipline)
    return OK


def _vote_verdict(file: CaseFile, discipline: Discipline) -> Verdict:
    verdict = services.check_heard(discipline)
    if not verdict.allowed:
        return verdict
    item = find_open_item(file.case.id, discipline.subject_id)
    if item is None:
        return refuse(
            message(
                "The vote is not on the agenda of a session yet. The body votes in a session; put it on"
                " an agenda first."
            ),
            SECRET_BALLOT,
        )
    if not is_being_voted(item.id):
        return refuse(message("Open the vote first: that freezes the text voted on."), SECRET_BALLOT)
    return OK


def _offers(actor: Actor, file: CaseFile, _today: date) -> list[Offer]:
    found, records = [], file.once(queries.disciplines_of_case, file.case.id)
    if file.allows(actor, Permission.PROPOSE_DISCIPLINE):
        recorded = {discipline.subject_id for discipline in records}
        for subject in file.case.subjects:
            if subject.outcome is Outcome.MUST_DISCIPLINE and subject.id not in recorded:
                found.append(_opening(file, subject.number))
    ballots = _ballots(actor, file, records)
    steps = {row.id: _steps_of(actor, file, row, ballots[row.id]) for row in records}
    apart = sum(map(bool, steps.values())) > 1
    for row in records:
        found += [_naming(offer, row.subject.name) if apart else offer for offer in steps[row.id]]
    return found


def _naming(offer: Offer, name: str) -> Offer:
    """The step with whom it is about, where the same one may stand beside it for somebody else."""
    return replace(offer, label=message("%(step)s – %(name)s", step=message(offer.label), name=name))


def _opening(file: CaseFile, number: int) -> Offer:
    """The way in: together with the work before its conclusion, by a proposal afterwards."""
    subject, place = file.subject(number), {"ref": file.case.ref, "subject": number}
    if file.row.may_open_discipline and file.case.state in rules.COMBINING_STATES:
        label = message("Combine with discipline: %(name)s", name=subject.name)
        url = url_for("discipline.combine_discipline", **place)
        return Offer(label, url, services.check_combining(file, subject), quiet=True)
    label = message("Propose discipline: %(name)s", name=subject.name)
    url = url_for("discipline.propose_discipline", **place)
    return Offer(label, url, services.check_proposal(file, subject))


def _deadlines(file: CaseFile, law: OfficeLaw) -> list[EventDeadline]:
    """The end of each suspension; announcing a decision, handing over a cell's, complaining against it."""
    suspended = file.once(queries.suspensions_of_case, file.case.id)
    found = [_suspension(file, row, law) for row in suspended if not row.by_proceedings]
    if not any(record.decided_on for record in file.once(queries.disciplines_of_case, file.case.id)):
        return found
    for row in queries.decided_of_case(file.case.id):
        limits = law.limits_for(row.organization)
        found += [event_deadline(event, limits, law.calendar) for event in _events(row)]
    return found


def _suspension(file: CaseFile, row: ActivitySuspension, law: OfficeLaw) -> EventDeadline:
    level, limits = queries.level_of(file.case.body), law.limits_for(file.case.body.organization)
    term = suspension.Term(row.kind, row.since, row.days, row.own_reason, row.extended_days)
    event = Event(suspension.LIMIT_KEYS[row.kind], level, row.since, row.ended_on, row.subject.name)
    return EventDeadline(event, suspension.standing_due(term, level, limits, law.calendar))


def _events(row: queries.DecidedRow) -> list[Event]:
    record, level, name = row.discipline, row.organization.level.value, row.discipline.subject.name
    received_on = queries.handed_over_on(record)
    events = []
    if record.decided_on:
        events.append(Event("announcement", level, record.decided_on, record.announced_on, name))
    if row.body_kind is BodyKind.CELL_MEETING and row.held_on:
        events.append(Event("handover", level, row.held_on, received_on, name))
    if record.announced_on:
        receipt = message("Counted from the announcement; it runs from the day the decision was received, if later.")
        start, note = max(received_on or record.announced_on, record.announced_on), None if received_on else receipt
        events.append(Event("complaint-filing", level, start, None, name, tracked=False, note=note))
    return events


AREA = Area(
    tabs=(
        Tab(
            N_("Discipline"),
            "discipline.list_of_case",
            Permission.SEE_PAPERS,
            lambda file: len(file.once(queries.disciplines_of_case, file.case.id)),
        ),
    ),
    offers=_offers,
    deadlines=_deadlines,
)
