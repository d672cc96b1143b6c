"""Concluding the contents of a denunciation, each for itself."""

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.models import Allegation
from tracker.cases.queries import CaseFile, lock_case
from tracker.cases.states import State
from tracker.core.errors import Conflict
from tracker.core.text import message
from tracker.extensions import db
from tracker.regulations.petitions import AllegationVerdict
from tracker.regulations.procedure import PROCEDURE


def judge_allegation(
    actor: Actor, file: CaseFile, allegation: Allegation, verdict: AllegationVerdict, note: str
) -> None:
    """Record the team's verdict on one content while the case is under way; the note says on what it rests."""
    require(actor, Permission.RECORD_FINDINGS, file.relations)
    if lock_case(file.case.id) is not State.CONDUCTING:
        raise Conflict(
            message(
                "Contents are judged while the case is under way. Each content is concluded with the case"
                " and stands with it."
            ),
            (PROCEDURE,),
        )
    allegation.verdict, allegation.note, allegation.judged_by = verdict, note, actor.user_id
    db.session.flush()
    about = {"allegation": allegation.number, "verdict": verdict}
    record(actor, "allegation.judged", case_id=file.case.id, about=about)
