"""The register of petitions. Nothing of the vault is read: who sent one never stands in a register."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, case, select
from sqlalchemy.orm import aliased

from tracker.access import Actor
from tracker.accounts.models import Account
from tracker.cases import sight
from tracker.cases.models import Allegation, Case
from tracker.core.text import message
from tracker.dispatch.queries import days_sent
from tracker.extensions import db
from tracker.organizations.models import Body
from tracker.petitions.models import Petition, PetitionLetter
from tracker.petitions.queries import subjects_of, visible
from tracker.petitions.states import CHANNEL_LABELS, KIND_LABELS, SENDER_LABELS, STATE_LABELS, LetterKind, State
from tracker.registers.queries.period import Cell, Lines, One, Period, within
from tracker.regulations.petitions import VERDICT_LABELS

_Handling = aliased(Body)  # the number stays in the register of a body that has ended, the petition does not


def received_petitions(actor: Actor, period: Period) -> Select:
    """The petitions in the order of their receipt; the case that handles one as far as the actor may know of it."""
    handles = and_(Case.petition_id == Petition.id, sight.existence(actor))
    return (
        select(
            Petition.id,
            Petition.number,
            Petition.year,
            Body.name.label("register"),
            _Handling.name.label("body"),
            Petition.received_on,
            Petition.channel,
            Petition.kind,
            Petition.sender,
            Petition.abstract,
            Petition.duplicate_of_id,
            Petition.state,
            Petition.forwarded_to,
            Petition.decision_paper,
            Petition.decided_on,
            Account.full_name,
            Case.due_on,
            case((sight.content(actor), Case.id), else_=None).label("case_id"),
        )
        .join(Body, Body.id == Petition.register_body_id)
        .join(_Handling, _Handling.id == Petition.body_id)
        .join(Account, Account.id == Petition.registered_by)
        .outerjoin(Case, handles)
        .where(visible(actor), within(Petition.received_on, period))
        .order_by(Petition.received_on, Petition.id)
    )


def petition_lines(actor: Actor, rows: list[Any]) -> Lines:
    """The cells of the petitions. The number runs by body, so the body stands beside it."""
    ids = [row.id for row in rows]
    subjects, informed = subjects_of(ids), _informed(ids)
    copies = _numbers(actor, [row.duplicate_of_id for row in rows if row.duplicate_of_id])
    verdicts = _verdicts([row.case_id for row in rows if row.case_id])
    return [
        (
            f"{row.number:02d}/{row.year}",
            row.register,
            row.received_on,
            message(CHANNEL_LABELS[row.channel]),
            message(KIND_LABELS[row.kind]),
            message(SENDER_LABELS[row.sender]),
            "; ".join(subjects.get(row.id, ())),
            row.abstract,
            copies.get(row.duplicate_of_id, ""),
            row.body if row.state is State.ACCEPTED else row.forwarded_to,
            _handling(row),
            row.decision_paper,
            row.decided_on,
            row.full_name,
            row.due_on,
            tuple(verdicts.get(row.case_id, ())),
            tuple(informed.get(row.id, ())),
        )
        for row in rows
    ]


def _handling(row: Any) -> Cell:
    state = message(STATE_LABELS[row.state])
    return message("%(state)s: %(to)s", state=state, to=row.forwarded_to) if row.forwarded_to else state


def _numbers(actor: Actor, ids: Sequence[int]) -> dict[int | None, str]:
    """The numbers of the petitions that others repeat, of those the actor may see."""
    statement = select(Petition.id, Petition.number, Petition.year).where(Petition.id.in_(ids), visible(actor))
    return {row.id: f"{row.number:02d}/{row.year}" for row in db.session.execute(statement)}


def _verdicts(case_ids: Sequence[int]) -> dict[int, list[One]]:
    """How each content of a denunciation is concluded."""
    found: dict[int, list[One]] = {}
    statement = select(Allegation.case_id, Allegation.number, Allegation.verdict)
    wanted = statement.where(Allegation.case_id.in_(case_ids), Allegation.verdict.is_not(None))
    for case_id, number, verdict in db.session.execute(wanted.order_by(Allegation.number)):
        label = message(VERDICT_LABELS[verdict]) if verdict else ""
        said = message("%(number)s. %(verdict)s", number=number, verdict=label)
        found.setdefault(case_id, []).append(said)
    return found


def _informed(ids: Sequence[int]) -> dict[int, list[date]]:
    """On which days letters to the sender went out; who that is stays in the vault."""
    statement = select(PetitionLetter.paper_id, PetitionLetter.petition_id)
    to_sender = statement.where(PetitionLetter.petition_id.in_(ids), PetitionLetter.kind != LetterKind.FORWARDING)
    letters = {row.paper_id: row.petition_id for row in db.session.execute(to_sender)}
    found: dict[int, list[date]] = {}
    for paper_id, days in days_sent(letters).items():
        found.setdefault(letters[paper_id], []).extend(days)
    return found
