"""What complaints add to the pages of a case."""

from collections.abc import Sequence
from datetime import date

from flask import url_for

from tracker.access import Actor, Permission
from tracker.appeals import queries, rules, services
from tracker.appeals.models import Appeal
from tracker.appeals.states import ACTION_LABELS, OPEN_STATES, RULED_STATES, TRANSITIONS, Action
from tracker.cases.deadlines import Event, EventDeadline, event_deadline
from tracker.cases.page import Area, Offer, Remark, Tab
from tracker.cases.queries import CaseFile
from tracker.cases.rules import OK
from tracker.core.text import N_, Message, message
from tracker.discipline.queries import disciplines_of_case, shown_state
from tracker.discipline.states import STANDING_STATES
from tracker.lawbook.queries import OfficeLaw
from tracker.regulations.verdict import Verdict

ENDPOINTS = {
    Action.ACCEPT: "appeals.accept_appeal",
    Action.REFUSE: "appeals.refuse_appeal",
    Action.HEAR: "appeals.hear_appeal",
    Action.DECIDE: "appeals.decide_appeal",
    Action.ANNOUNCE: "appeals.announce_appeal",
    Action.WITHDRAW: "appeals.withdraw_appeal",
}
_QUIET = frozenset({Action.REFUSE, Action.WITHDRAW})
_UNLINK = N_("Take the link to the decision off")


def steps_of(
    actor: Actor, file: CaseFile, appeal: Appeal, place: int | None = None, *, apart: bool = False
) -> list[Offer]:
    """The steps that the actor's relation allows on one complaint, each with its verdict; ``place`` is that among the
    complaints which the case hears against decisions below. One heard above has none beside its discipline.

    ``apart``: the labels name the complaint, because the same step stands beside it for another one.
    """
    if appeal.heard_above and place is None:
        return []
    number, complaint = (place, None) if place else (appeal.discipline.number, appeal.number)
    found = []
    for row in TRANSITIONS.from_state(appeal.state):
        verdict = _verdict(actor, file, appeal, row.action) if file.allows(actor, row.permission) else None
        if verdict:
            url = url_for(ENDPOINTS[row.action], ref=file.case.ref, number=number, complaint=complaint)
            found.append(Offer(_labelled(ACTION_LABELS[row.action], appeal, apart), url, verdict, row.action in _QUIET))
    if _is_linked(file, appeal) and file.allows(actor, Permission.ISSUE_DECISION):
        url = url_for("appeals.unlink", ref=file.case.ref, number=number, complaint=complaint)
        verdict = services.check_unlinking(actor, file, appeal)
        found.append(Offer(_labelled(_UNLINK, appeal, apart), url, verdict, quiet=True))
    return found


def _are_several(complaints: Sequence[Appeal]) -> bool:
    """Whether the steps of more than one complaint stand together, so that they are told apart."""
    return sum(one.state in OPEN_STATES for one in complaints) > 1


def _labelled(step: str, appeal: Appeal, apart: bool) -> str | Message:
    if not apart:
        return step
    about = {"number": appeal.number, "round": appeal.round, "on": appeal.received_on}
    name = appeal.discipline.subject.name
    return message(
        "%(step)s – %(name)s, complaint %(number)s, round %(round)s, received on %(on)s",
        step=message(step),
        name=name,
        **about,
    )


def _is_linked(file: CaseFile, appeal: Appeal) -> bool:
    """Whether the complaint hangs on a link that may still be a mistake."""
    closed = appeal.heard_above and file.case.state in rules.CLOSED_STATES
    return appeal.petition_id is not None and appeal.state in OPEN_STATES - RULED_STATES and not closed


def _verdict(actor: Actor, file: CaseFile, appeal: Appeal, action: Action) -> Verdict | None:
    """Whether a step is lawful now; None where it rests on a case that the actor may not see."""
    if appeal.heard_above and file.case.state in rules.CLOSED_STATES and action not in _QUIET:
        return None
    if action is Action.ACCEPT:
        return services.check_opening(actor, file)
    handling = queries.find_handling(actor, appeal) if action is Action.DECIDE else None
    if handling is None:
        return OK
    return rules.check_handled(handling.ruling is not None) if handling.is_open else None


def receivable(actor: Actor, file: CaseFile, today: date) -> list[Offer]:
    """A complaint may be recorded against each discipline that has effect."""
    if not file.allows(actor, Permission.ISSUE_DECISION):
        return []
    return [
        Offer(
            message("Record a complaint: %(name)s", name=row.subject.name),
            url_for("appeals.receive_appeal", ref=file.case.ref, number=row.number),
            OK,
            quiet=True,
        )
        for row in file.once(disciplines_of_case, file.case.id)
        if row.announced_on and shown_state(row, today) in STANDING_STATES
    ]


def contested(actor: Actor, file: CaseFile, today: date) -> list[Offer]:
    """The complaint that a case handles is recorded against the discipline it is about, as the petition tells it."""
    if not file.row.rules_on_complaint or file.case.state in rules.CLOSED_STATES:
        return []
    return [
        Offer(
            message("Record the complaint against decision %(sign)s: %(name)s", sign=row.sign, name=row.subject_name),
            url_for("appeals.take_over", ref=file.case.ref, case_ref=row.case_ref, number=row.number),
            OK,
            quiet=True,
        )
        for row in queries.contested_in(actor, file.case, today)
    ]


def linkable(actor: Actor, file: CaseFile) -> list[Offer]:
    """A case on a complaint is linked to the decision of a lower body that it is about, by who keeps its papers."""
    if not file.row.rules_on_complaint or file.case.state in rules.CLOSED_STATES:
        return []
    if queries.heard_in(file.case) or not file.allows(actor, Permission.ISSUE_DECISION):
        return []
    label = message("Link the complaint to a decision of a lower body")
    return [Offer(label, url_for("appeals.link_below", ref=file.case.ref), OK, quiet=True)]


def _complaints(file: CaseFile) -> list[Appeal]:
    """Those against the disciplines of the case; without any, nothing more is asked."""
    if not file.once(disciplines_of_case, file.case.id):
        return []
    return file.once(queries.appeals_of_case, file.case.id)


def _remarks(actor: Actor, file: CaseFile, today: date) -> list[Remark]:
    """A lower body is told that a complaint is being handled above, and nothing of how far that is."""
    if not _complaints(file):
        return []
    return [
        Remark(message("A complaint of %(name)s is being handled by the higher body.", name=name), "warn")
        for name in queries.handled_above(file.case.id)
    ]


def _offers(actor: Actor, file: CaseFile, today: date) -> list[Offer]:
    found = [*contested(actor, file, today), *linkable(actor, file), *receivable(actor, file, today)]
    heard, complaints = queries.heard_in(file.case), _complaints(file)
    apart = _are_several([*heard, *complaints])
    for place, appeal in enumerate(heard, 1):
        found += steps_of(actor, file, appeal, place, apart=apart)
    for appeal in complaints:
        found += steps_of(actor, file, appeal, apart=apart)
    return found


def _deadlines(file: CaseFile, law: OfficeLaw) -> list[EventDeadline]:
    """Deciding a complaint that is handled, and announcing its decision, by the level of the body that hears it."""
    found: list[EventDeadline] = []
    if not _complaints(file):
        return found
    for appeal, organization in queries.heard_at(file.case.id):
        name = appeal.discipline.subject.name
        done_on = appeal.announced_on or appeal.ended_on
        event = Event("complaint-handling", organization.level.value, appeal.received_on, done_on, name)
        found.append(event_deadline(event, law.limits_for(organization), law.calendar))
        if appeal.decided_on:  # a decision on a complaint is one on discipline (process.md 1.11)
            event = Event("announcement", organization.level.value, appeal.decided_on, appeal.announced_on, name)
            found.append(event_deadline(event, law.limits_for(organization), law.calendar))
    return found


AREA = Area(
    tabs=(
        Tab(
            N_("Complaints"),
            "appeals.list_of_case",
            Permission.SEE_PAPERS,
            lambda file: queries.complaints_counted(file.case),
        ),
    ),
    offers=_offers,
    remarks=_remarks,
    deadlines=_deadlines,
)
