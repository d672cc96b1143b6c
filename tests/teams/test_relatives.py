"""A case is kept from the listed relatives of its subjects, whatever the office: in no page, list, count or search."""

import pytest

from tests.cast import TODAY
from tests.stories import Story
from tests.teams.building import make_relatives
from tracker.audit.queries import entries_of
from tracker.cases import queries as cases
from tracker.cases import services
from tracker.cases.queries import CaseFilter
from tracker.cases.states import SubjectType
from tracker.core.errors import Forbidden, NotVisible, RuleViolation
from tracker.extensions import db
from tracker.findings.queries import ViolationFilter, count_open_violations, open_violation_rows
from tracker.members import queries
from tracker.members.models import Member
from tracker.members.services import list_relative, remove_relative
from tracker.members.states import Kinship

SUBJECT = "full_member"


@pytest.fixture
def story(world) -> Story:
    """A concluded case about a member who is no relative of anybody yet."""
    return Story(world, opener="head", days=5).concluded(subjects=[(SubjectType.MEMBER, world.members[SUBJECT])])


def seen(story: Story, name: str) -> tuple[list[str], int, list[str], int, list]:
    actor = story.actor(name)
    text = CaseFilter(text="duc hanh")
    return (
        [row.ref for row in cases.case_rows(actor, CaseFilter(), None)],
        cases.count_cases(actor, CaseFilter()),
        [row.ref for row in cases.case_rows(actor, text, None)],
        count_open_violations(actor, ViolationFilter()),
        open_violation_rows(actor, ViolationFilter(), None),
    )


@pytest.mark.parametrize("turned", [False, True])
def test_a_relative_knows_nothing_of_the_case_whatever_the_office(world, story, turned):
    assert story.file("chair") and seen(story, "chair")[1] == 1
    pair = (SUBJECT, "chair")
    make_relatives(world, *(pair[::-1] if turned else pair))
    with pytest.raises(NotVisible):
        story.file("chair")
    assert cases.find_outline(story.actor("chair"), story.ref) is None
    assert seen(story, "chair") == ([], 0, [], 0, [])
    assert seen(story, "vice_chair")[1] == 1


def test_a_relative_of_somebody_else_sees_it_as_before(world, story):
    make_relatives(world, "secretary", "chair")
    assert story.file("chair")


def test_a_member_of_the_team_who_turns_out_to_be_a_relative_sees_it_no_more(world):
    story = Story(world, opener="head", head="officer").issued(subjects=[(SubjectType.MEMBER, world.members[SUBJECT])])
    make_relatives(world, SUBJECT, "officer", Kinship.IN_LAW)
    with pytest.raises(NotVisible):
        story.file("officer")


def test_a_relative_is_neither_put_in_the_team_nor_opens_the_case(world):
    make_relatives(world, SUBJECT, "officer")
    subjects = [(SubjectType.MEMBER, world.members[SUBJECT])]
    for opener, changed, field in (
        ("head", {"team": [world.accounts["officer"]]}, "team"),
        ("head", {"head": world.accounts["officer"]}, "head"),
        ("officer", {}, "subjects"),
    ):
        story = Story(world, opener=opener)
        with pytest.raises(RuleViolation) as refused:
            services.open_case(story.actor(opener), story.draft(subjects=subjects, **changed), TODAY)
        assert refused.value.field == field


def test_relatives_are_listed_once_and_read_from_both_sides(world):
    story = Story(world)
    clerk = story.actor("clerk")
    one, other = (db.session.get_one(Member, world.members[name]) for name in ("secretary", SUBJECT))
    entry = list_relative(clerk, one, other.id, Kinship.CHILD)
    assert [(row.name, row.kinship) for row in queries.relatives_of(clerk, one.id)] == [
        ("Nguyễn Thị Đức Hạnh", Kinship.CHILD)
    ]
    assert [(row.name, row.kinship) for row in queries.relatives_of(clerk, other.id)] == [
        ("Lò Văn Phượng", Kinship.PARENT)
    ]
    for first, second in ((one, other), (other, one), (one, one)):
        with pytest.raises(RuleViolation):
            list_relative(clerk, first, second.id, Kinship.SPOUSE)
    remove_relative(clerk, other, queries.get_relative(other, entry.id))
    assert queries.relatives_of(clerk, one.id) == []
    assert len(list(entries_of("member.relative_listed"))) == len(list(entries_of("member.relative_removed"))) == 1


def test_nobody_enters_or_takes_out_own_relatives(world):
    story = Story(world)
    officer = story.actor("officer")
    own, other = (db.session.get_one(Member, world.members[name]) for name in ("officer", SUBJECT))
    for one, two in ((own, other), (other, own)):
        with pytest.raises(RuleViolation):
            list_relative(officer, one, two.id, Kinship.SPOUSE)
    entry = list_relative(story.actor("clerk"), own, other.id, Kinship.SPOUSE)
    with pytest.raises(RuleViolation):
        remove_relative(officer, other, entry)


def test_relatives_are_entered_by_officers_and_clerks_within_their_scope(world):
    story = Story(world)
    member = db.session.get_one(Member, world.members["secretary"])
    with pytest.raises(Forbidden):
        list_relative(story.actor("vice_chair"), member, world.members[SUBJECT], Kinship.SPOUSE)
    with pytest.raises(NotVisible):
        list_relative(story.actor("clerk"), member, world.members["outsider"], Kinship.SPOUSE)
    with pytest.raises(NotVisible):
        list_relative(story.actor("stranger"), member, world.members["outsider"], Kinship.SPOUSE)
