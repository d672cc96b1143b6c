"""The checklist of the combined procedure: a line is done once every subject whose discipline is combined has it."""

from datetime import date

from sqlalchemy import select

from tracker.access import Actor
from tracker.cases.queries import CaseFile
from tracker.cases.services import note_step, unnote_step
from tracker.discipline import queries
from tracker.discipline.models import Discipline
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db


def settle_steps(actor: Actor, file: CaseFile) -> None:
    """Bring the lines that each subject must have into step with the combined records, whichever act changed them."""
    records = [one for one in queries.disciplines_of_case(file.case.id) if one.combined and not one.lapse_reason]
    minutes = _minutes_of(records)
    _settle(actor, file, "self_criticism", [(one, one.self_criticism_on) for one in records])
    _settle(actor, file, "hearing", [(one, one.heard_on) for one in records])
    _settle(actor, file, "ballot_minutes", [(one, minutes.get(one.ballot_minutes_id)) for one in records])
    db.session.flush()


def _settle(actor: Actor, file: CaseFile, key: str, days: list[tuple[Discipline, date | None]]) -> None:
    done = [(day, one.subject.name) for one, day in days if day is not None]
    if not done:
        unnote_step(file.case, key)
        return
    missing = [one.subject.name for one, day in days if day is None]
    names = ", ".join(name for _day, name in done)
    note_step(actor, file.case, key, max(day for day, _name in done), names, ", ".join(missing))


def _minutes_of(records: list[Discipline]) -> dict[int | None, date]:
    wanted = [one.ballot_minutes_id for one in records if one.ballot_minutes_id is not None]
    rows = select(RegisteredPaper.id, RegisteredPaper.issued_on).where(RegisteredPaper.id.in_(wanted))
    return {row.id: row.issued_on for row in db.session.execute(rows)}
