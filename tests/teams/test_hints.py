"""What the data hint at: past work to the day, listed relatives, an earlier decision; and the size of a team."""

from datetime import date

import pytest

from tests.cast import TODAY, ago
from tests.stories import Story
from tests.teams.building import make_relatives
from tracker.cases.kinds import Kind
from tracker.cases.rules import ProposedTeam
from tracker.cases.services import change_draft_team
from tracker.cases.states import SubjectType
from tracker.extensions import db
from tracker.members.models import Membership, Post
from tracker.organizations.models import Organization
from tracker.organizations.services import Ending, NewOrganization, end_organization, found_organization, note_event
from tracker.organizations.states import EventKind, Level
from tracker.regulations.sources import Grade
from tracker.teams import queries, rules
from tracker.teams.rules import Hint


@pytest.fixture
def story(world) -> Story:
    """A case about a cell and a member of it; ``officer`` leads, whose account is tied to a member."""
    subjects = [
        (SubjectType.ORGANIZATION, world.organizations["cell"]),
        (SubjectType.MEMBER, world.members["secretary"]),
    ]
    contents = ["org.resolutions", "member.duties"]
    return Story(world, opener="head", head="officer").opened(subjects=subjects, contents=contents)


def hints(story: Story, today: date = TODAY) -> list[Hint]:
    return queries.hints(story.actor("chair"), story.file("chair"), today)


def worked(world, until: date | None, table: type = Membership) -> None:
    values = {"member_id": world.members["officer"], "organization_id": world.organizations["cell"]}
    values |= {"title": "Phó Bí thư"} if table is Post else {}
    db.session.add(table(since=ago(5000), until=until, **values))
    db.session.flush()


def test_nothing_hints_where_there_is_nothing(story):
    assert hints(story) == []


@pytest.mark.parametrize(
    ("until", "counts"),
    [
        (date(2021, 11, 25), True),  # five years ago to the day
        (date(2021, 11, 24), False),
        (date(2026, 11, 25), True),
        (None, True),
    ],
)
@pytest.mark.parametrize("table", [Membership, Post])
def test_past_work_counts_for_five_years_to_the_day(world, story, until, counts, table):
    worked(world, until, table)
    found = hints(story, date(2026, 11, 25))
    assert len(found) == counts
    if counts:
        assert found[0].name == "Trần Quốc Khánh" and "Chi bộ tổ dân phố 1" in str(found[0].reason)
        assert found[0].citation.grade is Grade.UNCONFIRMED


@pytest.mark.parametrize(
    ("on", "years", "found"),
    [
        (date(2028, 2, 29), 5, date(2023, 2, 28)),
        (date(2028, 2, 29), 4, date(2024, 2, 29)),
        (date(2026, 1, 1), 5, date(2021, 1, 1)),
    ],
)
def test_years_are_counted_by_the_calendar(on, years, found):
    assert rules.years_before(on, years) == found


def test_two_stretches_in_the_same_organization_are_one_hint(world, story):
    worked(world, ago(700))
    worked(world, None, Post)
    worked(world, ago(3000))
    assert [str(hint.reason) for hint in hints(story)] == ["belongs to Chi bộ tổ dân phố 1"]


def test_work_elsewhere_hints_at_nothing(world, story):
    row = {"member_id": world.members["officer"], "organization_id": world.organizations["other_cell"]}
    db.session.add(Membership(since=ago(3000), until=None, **row))
    db.session.flush()
    assert hints(story) == []


@pytest.mark.parametrize("turned", [False, True])
def test_a_listed_relative_of_a_subject_is_told_from_either_side(world, story, turned):
    pair = ("officer", "secretary")
    make_relatives(world, *(pair[::-1] if turned else pair))
    (hint,) = hints(story)
    assert (hint.name, hint.citation.source) == ("Trần Quốc Khánh", "131-QĐ/TW")
    assert "Lò Văn Phượng" in str(hint.reason)


def test_hints_cost_the_same_however_large_the_team(world, story, count_queries):
    file = story.file("chair")
    with count_queries() as few:
        hints(story)
    team = [world.accounts[name] for name in ("bystander", "vice_chair", "chair")]
    change_draft_team(story.actor("head"), file, ProposedTeam(world.accounts["officer"], tuple(team)))
    with count_queries() as many:
        hints(story)
    assert len(few) == len(many)


def test_who_took_part_in_the_decision_complained_about_is_named(world):
    first = Story(world, days=10)
    first.proposed(team=[world.accounts["bystander"]])
    later = Story(world, opener="officer", head="vice_chair").opened(
        team=[world.accounts["bystander"], world.accounts["head"]], overlap_reason="Khiếu nại."
    )
    assert hints(later) == []  # not a complaint
    later.file("chair").case.kind = Kind.DISCIPLINE_COMPLAINT
    db.session.flush()
    assert [hint.name for hint in hints(later)] == ["Bùi Văn Hưởng", "Lường Thị Thoả"]


@pytest.mark.parametrize(("people", "usual"), [(1, False), (2, False), (3, True), (5, True), (6, False)])
def test_three_to_five_people_are_usual(people, usual):
    verdict = rules.check_size(people)
    assert verdict.allowed is usual
    if not usual:
        assert [one.grade for one in verdict.citations] == [Grade.C]


def found_cell(world, code: str, days: int = 3000) -> int:
    new = NewOrganization(code, f"Chi bộ {code}", Level.CELL, world.organizations["ward"], ago(days))
    return found_organization(None, new, TODAY).id


def belonged(world, organization_id: int, since: date, until: date | None) -> None:
    row = {"member_id": world.members["officer"], "organization_id": organization_id}
    db.session.add(Membership(since=since, until=until, **row))
    db.session.flush()


def about_organization(world, organization_id: int) -> list[str]:
    subjects = [(SubjectType.ORGANIZATION, organization_id)]
    story = Story(world, opener="head", head="officer").opened(
        subjects=subjects, contents=["org.resolutions"], overlap_reason="Khác."
    )
    return [str(hint.reason) for hint in hints(story)]


def test_work_in_what_the_inspected_organization_came_from_is_told_with_both_names(world):
    old, new = found_cell(world, "CŨ"), found_cell(world, "MỚI")
    belonged(world, old, ago(2500), ago(400))
    ending = Ending(ago(300), "QĐ 1", new)
    end_organization(None, db.session.get_one(Organization, old), ending, TODAY)
    told = f"belonged to Chi bộ CŨ (of the history of Chi bộ MỚI) until {ago(400)}"
    assert about_organization(world, new) == [told]
    belonged(world, new, ago(299), None)
    assert about_organization(world, new) == ["belongs to Chi bộ MỚI"]
    assert about_organization(world, old) == ["belongs to Chi bộ MỚI (of the history of Chi bộ CŨ)"]


def test_work_in_what_a_part_was_split_off_from_counts_until_the_split(world):
    whole = found_cell(world, "GỐC")
    belonged(world, whole, ago(2500), None)
    part = found_cell(world, "TÁCH", 100)
    note_event(whole, EventKind.SPLIT, ago(100), "QĐ 2", part)
    db.session.flush()
    told = f"belonged to Chi bộ GỐC (of the history of Chi bộ TÁCH) until {ago(101)}"
    assert about_organization(world, part) == [told]


def test_who_came_into_the_rest_after_the_split_has_nothing_to_do_with_the_part(world):
    whole, part = found_cell(world, "GỐC"), found_cell(world, "TÁCH", 100)
    note_event(whole, EventKind.SPLIT, ago(100), "QĐ 2", part)
    belonged(world, whole, ago(90), None)
    assert about_organization(world, part) == []


def test_the_history_of_several_organizations_costs_no_more_statements(world, count_queries):
    counts = []
    for cells in (("cell_two",), ("cell_two", "cell")):
        subjects = [(SubjectType.ORGANIZATION, world.organizations[one]) for one in cells]
        story = Story(world, opener="head", head="officer").opened(
            subjects=subjects, contents=["org.resolutions"], overlap_reason="Khác."
        )
        db.session.expunge_all()
        file, actor = story.file("chair"), story.actor("chair")
        with count_queries() as statements:
            queries.hints(actor, file, TODAY)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_who_directs_the_team_is_looked_at_as_its_people_are(world):
    subjects = [(SubjectType.ORGANIZATION, world.organizations["cell"])]
    story = Story(world).opened(subjects=subjects, contents=["org.resolutions"], directing_id=world.accounts["officer"])
    worked(world, None)
    assert [hint.name for hint in hints(story)] == ["Trần Quốc Khánh"]
