"""The ballots on discipline records, counted."""

from collections.abc import Collection
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
    return find_votes([discipline]).get(discipline.id)


def find_votes(records: Collection[Discipline]) -> dict[int, Vote]:
    """The recorded ballots: id of the record → its ballot; a record without one is not there."""
    wanted = {row.agenda_item_id for row in records if row.agenda_item_id}
    if not wanted:
        return {}
    found = select(AgendaItem, Meeting).join(Meeting, Meeting.id == AgendaItem.meeting_id)
    votes = {
        item.id: Vote(item, meeting, ballot)
        for item, meeting in db.session.execute(found.where(AgendaItem.id.in_(wanted)))
        if (ballot := count_of(item, meeting))
    }
    return {row.id: votes[row.agenda_item_id] for row in records if row.agenda_item_id in votes}
