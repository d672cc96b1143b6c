"""Giving a recommendation up: somebody who follows the case up proposes it, another who leads its body approves."""

from datetime import date

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.queries import CaseFile
from tracker.core.errors import Conflict
from tracker.core.text import message
from tracker.extensions import db
from tracker.findings.models import Recommendation
from tracker.follow_up import rules
from tracker.follow_up.services.following import Note, advance, append_update, check_day, require_open
from tracker.follow_up.states import Act
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.verdict import Verdict


def ask_waiver(actor: Actor, file: CaseFile, recommendation: Recommendation, note: Note, today: date) -> None:
    """Propose that a recommendation applies no longer; the note says why. It is owed until a leader has approved."""
    require_open(actor, file, recommendation)
    if recommendation.waiver_asked_by is not None:
        raise Conflict(message("That it is given up has been proposed already; it waits for the leader."), (PROCEDURE,))
    check_day(file, note.on, today, "on")
    recommendation.waiver_asked_by = actor.user_id
    _add(actor, file, recommendation, Act.ASK_WAIVER, note)


def check_waiver(actor: Actor, file: CaseFile, recommendation: Recommendation) -> Verdict:
    """Whether the actor, who leads the body of the case, may approve or refuse: somebody else has proposed it."""
    require(actor, Permission.WAIVE_RECOMMENDATION, file.relations)
    return rules.check_waiver(actor.user_id, recommendation.waiver_asked_by)


def waive_recommendation(actor: Actor, file: CaseFile, recommendation: Recommendation, note: Note, today: date) -> None:
    """Approve that a recommendation is given up; the note says why."""
    require_open(actor, file, recommendation)
    check_waiver(actor, file, recommendation).enforce()
    recommendation.waived_by = actor.user_id
    advance(actor, file, recommendation, Act.WAIVE, note, today)


def keep_recommendation(actor: Actor, file: CaseFile, recommendation: Recommendation, note: Note, today: date) -> None:
    """Refuse to give a recommendation up; the note says why. It is owed as before."""
    require_open(actor, file, recommendation)
    check_waiver(actor, file, recommendation).enforce()
    check_day(file, note.on, today, "on")
    recommendation.waiver_asked_by = None
    _add(actor, file, recommendation, Act.KEEP, note)


def _add(actor: Actor, file: CaseFile, recommendation: Recommendation, act: Act, note: Note) -> None:
    append_update(recommendation, act, note, actor.user_id)
    db.session.flush()
    about = {"recommendation": recommendation.number, "on": note.on}
    event = "waiver_asked" if act is Act.ASK_WAIVER else "kept"
    record(actor, f"recommendation.{event}", case_id=file.case.id, about=about, basis=(rules.PROCEDURE,))
