"""The ballots on discipline records, counted."""

from dataclasses import dataclass

from sqlalchemy import select

from tracker.discipline.models import Discipline
from tracker.extensions import db
from tracker.meetings.models import AgendaItem, Meeting
from tracker.meetings.queries import BallotCount, count_of
from tracker.regulations.voting import VoteCount


@dataclass(frozen=True)
class Vote:
    """The ballot on a discipline record: the item, its session, and the count."""

    item: AgendaItem
    meeting: Meeting
    ballot: BallotCount

    @property
    def count(self) -> VoteCount:
        """What the rule makes of the ballots."""
        return self.ballot.count


def find_vote(discipline: Discipline) -> Vote | None:
    """The recorded ballot of a discipline record, counted by the rule of the session's day."""
    if discipline.agenda_item_id is None:
        return None
    item, meeting = db.session.execute(
        select(AgendaItem, Meeting)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(AgendaItem.id == discipline.agenda_item_id)
    ).one()
    ballot = count_of(item, meeting)
    return Vote(item, meeting, ballot) if ballot else None
