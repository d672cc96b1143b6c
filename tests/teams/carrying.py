"""Missions with cases, and the one decision that changes their team, as tests of it need them."""

from sqlalchemy import select

from tests.cast import TODAY, Cast, ago
from tests.stories import SIGNER, Story
from tests.teams.test_missions import new
from tracker.cases.models import Case
from tracker.cases.services import issue_case
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db
from tracker.organizations.models import Body
from tracker.teams import queries
from tracker.teams.models import Mission
from tracker.teams.rules import Decision
from tracker.teams.services import Replacement, add_case, change_team, open_mission

HERE = Decision("", ago(5), ago(5), "Điều động công tác.", SIGNER.name)  # without a number: numbered here
OUT_IN = ("bystander", "vice_chair")


def set_up(cast: Cast, **changed: object) -> Mission:
    """A mission of ``head`` and ``bystander``."""
    actor = Story(cast).actor("head")
    return queries.get_mission(actor, open_mission(actor, new(cast, **changed)).ref)


def carried(cast: Cast, mission: Mission, title: str, *, decided: bool = True, **changed: object) -> Story:
    """A case of the mission, by default decided; the head of the mission has its draft."""
    values = {"title": title, "overlap_reason": "Nội dung khác.", "declared": False} | changed
    story = Story(cast, opener="head").opened(**values)
    add_case(story.actor("head"), mission, story.file("head"), agreed=True)
    if decided:
        story.declared()
        issue_case(story.actor("clerk"), story.papers("clerk"), SIGNER.name, ago(11), TODAY)
    return story


def change(
    story: Story,
    mission: Mission,
    name: str = "chair",
    people: tuple[str | None, str | None] = OUT_IN,
    decision: Decision = HERE,
) -> int:
    """Change the team of a mission as somebody does."""
    out, into = (story.cast.accounts[one] if one else None for one in people)
    return change_team(story.actor(name), mission, Replacement(out, into), decision, TODAY)


def case_of(story: Story) -> Case:
    """The case as the clerk has it."""
    return story.papers("clerk").case


def team(story: Story) -> set[str]:
    """Who is in the team of a case, by the names of the cast."""
    names = {account: name for name, account in story.cast.accounts.items()}
    return {names[person.account_id] for person in story.papers("clerk").team}


def decisions() -> list[RegisteredPaper]:
    """The decisions on teams of missions that were numbered here."""
    found = select(RegisteredPaper).where(RegisteredPaper.template == "mission_team_change")
    return list(db.session.scalars(found.order_by(RegisteredPaper.id)))


def demand_approval(cast: Cast) -> None:
    """Let the body approve its texts before they get a number."""
    db.session.get_one(Body, cast.bodies["commission"]).approves_papers = True
    db.session.flush()
