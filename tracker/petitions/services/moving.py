"""What every verb on a petition rests on: the transition table, the log, the facts that decisions look at."""

from datetime import date

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.extensions import db
from tracker.petitions import queries, rules
from tracker.petitions.models import Petition
from tracker.petitions.states import TRANSITIONS, Action


def move(actor: Actor, petition: Petition, action: Action, on: date, basis: tuple = ()) -> None:
    """Fire a transition: it exists, the actor may, the state changes, the log has it. Guards are the caller's."""
    row = TRANSITIONS.get(petition.state, action)
    require(actor, row.permission)
    came_from, petition.state = petition.state, row.target
    db.session.flush()
    about = {"petition": petition.ref, "from": came_from, "to": petition.state, "on": on}
    record(actor, f"petition.{action}", about=about, basis=basis)


def require_open(actor: Actor, petition: Petition, permission: Permission, action: Action) -> None:
    """The actor may change the petition while ``action`` is still ahead."""
    require(actor, permission)
    TRANSITIONS.get(petition.state, action)


def facts_of(petition: Petition) -> rules.Screened:
    """What the rules look at."""
    return rules.Screened(
        kind=petition.kind,
        sender=petition.sender,
        first_received_on=petition.first_received_on,
        received_on=petition.received_on,
        decision_received_on=petition.decision_received_on,
        level=petition.body.organization.level.value,
        has_identity=queries.has_identity(petition.id),
        contents=len(petition.contents),
        subjects=len(petition.subjects),
        is_copy=petition.duplicate_of_id is not None,
        is_part=petition.split_from_id is not None,
    )
