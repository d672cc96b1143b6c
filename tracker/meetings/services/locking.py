"""What the verbs of sessions share: the lock of a session that is still to be held, and its standing votes."""

from collections.abc import Collection

from sqlalchemy import select

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.core.errors import Conflict
from tracker.core.text import message
from tracker.extensions import db
from tracker.meetings.models import AgendaItem, ItemVote, Meeting
from tracker.meetings.states import VOTE_TRANSITIONS, SessionState, VoteAction, VoteState
from tracker.regulations.procedure import COLLECTIVE


def check_open(actor: Actor, meeting: Meeting) -> None:
    """The actor records what a session does, and it is still to be held."""
    require(actor, Permission.HOLD_SESSION)
    lock_planned(meeting)


def lock_planned(meeting: Meeting) -> None:
    """The agenda is open, and nobody else adds to it, votes or closes it until the caller's transaction ends."""
    db.session.refresh(meeting, ["state", "version", "items"], with_for_update=True)
    if meeting.state is SessionState.CANCELLED:
        raise Conflict(message("This session was cancelled. Nothing is recorded in it any more; plan another one."))
    if meeting.state is not SessionState.PLANNED:
        raise Conflict(
            message("The minutes of this session are closed. What the body decided stands and is not changed."),
            (COLLECTIVE,),
        )


def standing_vote(item: AgendaItem) -> ItemVote | None:
    """The vote of an item that is not void, read anew: call it with the session locked."""
    return standing_votes([item]).get(item.id)


def standing_votes(items: Collection[AgendaItem]) -> dict[int, ItemVote]:
    """The same of several items: id of the item → its vote; an item without one is not there."""
    if not items:
        return {}
    ids = [item.id for item in items]
    found = select(ItemVote).where(ItemVote.item_id.in_(ids), ItemVote.state != VoteState.VOID)
    rows = db.session.execute(found.execution_options(populate_existing=True)).scalars()
    return {row.item_id: row for row in rows}


def check_not_voting(item: AgendaItem) -> None:
    """No vote of the item goes on or stands: what it was taken with may still change."""
    if standing_vote(item) is not None:
        raise Conflict(
            message("The vote on this item has begun: the text and the people it was taken with stand."), (COLLECTIVE,)
        )


def check_on_agenda(item: AgendaItem) -> None:
    """The item was not taken off the agenda."""
    if item.is_off:
        raise Conflict(message("This item was taken off the agenda. Nothing is decided on it in this session."))


def annul(actor: Actor, item: AgendaItem, vote: ItemVote, reason: str) -> None:
    """A vote counts no more: the item has no result, the vote stays in the history with the reason."""
    vote.state = VOTE_TRANSITIONS.get(vote.state, VoteAction.ANNUL).target
    vote.void_reason = reason
    item.votes_for = item.votes_against = item.votes_blank = None
    item.ballots = item.vote_subject = item.vote_holds_post = item.vote_roles = item.ballots_issued = None
    item.left_out = item.ballots_invalid = item.recused = 0
    item.left_out_reason = item.recused_names = item.teller_head = item.teller_secretary = item.resolution = ""
    item.result = None
    db.session.flush()
    about = {"item": item.number, "vote": vote.number, "reason": reason}
    record(actor, "session.vote_annulled", case_id=item.case_id, about=about)
