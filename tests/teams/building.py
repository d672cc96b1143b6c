"""Teams as tests of their changes need them."""

from datetime import date

from tests.cast import TODAY, Cast, ago
from tests.stories import Story
from tracker.extensions import db
from tracker.members.models import Member
from tracker.members.services import list_relative
from tracker.members.states import Kinship
from tracker.teams.models import CaseAmendment
from tracker.teams.rules import Decision
from tracker.teams.services import Replacement, declare, replace_member


def issued(cast: Cast, **changed: object) -> Story:
    """A decided case: ``head`` leads, ``officer`` is in the team, ``member`` directs."""
    return Story(cast).issued(team=[cast.accounts["officer"]], **changed)


def decision(days: int = 5, from_days: int | None = None) -> Decision:
    """A decision on a change, taken so many days ago."""
    return Decision("15-QĐ/UBKTĐU", ago(days), ago(days if from_days is None else from_days), "Chuyển công tác.")


def replace(story: Story, out: str | None, into: str | None, made: Decision | None = None) -> CaseAmendment:
    """Change the team as the chair does."""
    accounts = story.cast.accounts
    change = Replacement(accounts[out] if out else None, accounts[into] if into else None)
    return replace_member(story.actor("chair"), story.file("chair"), change, made or decision(), TODAY)


def say(story: Story, name: str, conflict: bool, reason: str = "", on: date = TODAY) -> None:
    """Declare as that person."""
    declare(story.actor(name), story.papers(name), conflict, reason, on)


def make_relatives(cast: Cast, one: str, other: str, kinship: Kinship = Kinship.SIBLING) -> None:
    """List ``other`` as a relative of ``one``."""
    list_relative(None, db.session.get_one(Member, cast.members[one]), cast.members[other], kinship)
