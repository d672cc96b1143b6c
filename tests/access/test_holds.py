"""The condition that asks many cases at once gives the same answer as the loaded case: who holds which permission."""

import pytest
from sqlalchemy import select

from tests.cast import TODAY
from tests.stories import Story
from tests.teams.building import say
from tracker.access import CASE_GRANTS, Permission
from tracker.cases import sight
from tracker.cases.models import Case
from tracker.cases.queries import get_file
from tracker.core.errors import HeldBack, NotVisible
from tracker.extensions import db
from tracker.meetings.services import put_case_on_agenda

NAMES = (
    *("officer", "head", "bystander", "member", "vice_chair", "chair", "clerk", "leader", "upper_chair", "stranger"),
    *("subject", "receiver"),
)


def allowed(story: Story, name: str, permission: Permission) -> bool:
    """What the loaded case says; who may not open it for that holds nothing."""
    try:
        return get_file(story.actor(name), story.ref, permission) is not None
    except (NotVisible, HeldBack):
        return False


def asked(story: Story, name: str, permission: Permission) -> bool:
    found = select(Case.ref).where(sight.holds(story.actor(name), permission), Case.ref == story.ref)
    return db.session.scalar(found) is not None


def agrees(story: Story) -> None:
    for name in NAMES:
        for permission in CASE_GRANTS:
            assert asked(story, name, permission) is allowed(story, name, permission), (name, permission)


@pytest.mark.parametrize("stage", ["opened", "issued", "conducting", "reported"])
@pytest.mark.parametrize("restricted", [False, True])
def test_every_part_in_a_case_gives_the_same_in_both(world, stage, restricted):
    agrees(getattr(Story(world), stage)(restricted=restricted, team=[world.accounts["officer"]]))


def test_who_has_not_declared_or_declared_a_conflict_holds_the_same_in_both(world):
    story = Story(world).issued(team=[world.accounts["officer"], world.accounts["bystander"]])
    for person in story.papers("chair").team:
        if person.account_id == world.accounts["bystander"]:
            person.conflict, person.declared_on = None, None
    db.session.flush()
    say(story, "officer", True, "Anh em ruột.", TODAY)
    agrees(story)


def test_who_sits_in_a_session_that_has_the_case_holds_the_same_in_both(world):
    story = Story(world).reported(directing_id=None)
    put_case_on_agenda(story.actor("clerk"), story.meeting(3, invited=("leader",)), story.papers("clerk").case)
    agrees(story)
