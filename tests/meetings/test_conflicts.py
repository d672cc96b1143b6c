"""Whose recusal the records propose, and that no listed relative of a subject is counted without a decision."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.cast import Cast
from tests.client import PageClient
from tests.meetings.test_votes import Sitting, refused
from tests.sittings import items_of
from tests.stories import Story
from tests.teams.building import make_relatives
from tracker.cases.kinds import Kind
from tracker.cases.models import CaseSubject
from tracker.cases.states import SubjectType
from tracker.core.errors import Conflict
from tracker.extensions import db
from tracker.meetings import queries, services
from tracker.meetings.models import Recusal
from tracker.members.models import Membership
from tracker.regulations.sources import Grade

KEPT = "Quan hệ xa, kỳ họp thống nhất."


def listed(story: Story, meeting, *members: str) -> None:
    """The named members of the cast first on the list, others beside them."""
    people = [services.Person(f"Đồng chí {name}", member_id=story.cast.members[name]) for name in members]
    people += [services.Person(f"Uỷ viên {number}") for number in range(meeting.seats - len(people))]
    services.record_attendance(story.actor("clerk"), meeting, people)


def proposed(sitting: Sitting) -> list[queries.Proposed]:
    return queries.proposed_recusals(sitting.clerk, sitting.meeting, sitting.item)


@pytest.fixture
def sitting(world: Cast) -> Sitting:
    """The first on the list is a listed relative of the subject."""
    found = Sitting(world)
    make_relatives(world, "secretary", "officer")
    listed(found.story, found.meeting, "officer")
    return found


def test_a_listed_relative_is_proposed_and_not_counted_without_a_decision(sitting):
    (one,) = proposed(sitting)
    assert (one.person.number, one.is_relative, one.kept) == (1, True, "")
    assert "Lò Văn Phượng" in str(one.reason) and "131-QĐ/TW" in str(one.citation)
    refusal = refused(sitting.open, sitting.item)
    assert refusal.citations and "Đồng chí officer" in str(refusal.message)
    sitting.open(sitting.matter)  # the kinship says nothing of another matter


def test_a_relative_who_stays_out_is_not_counted(sitting):
    services.recuse(sitting.clerk, sitting.meeting, sitting.item, 1, "Người thân", "131-QĐ/TW")
    assert proposed(sitting) == []
    assert sitting.open(sitting.item).members == sitting.meeting.seats - 1


def test_a_relative_who_is_kept_with_a_reason_is_counted(sitting):
    where = (sitting.clerk, sitting.meeting, sitting.item)
    assert refused(services.keep_voter, *where, 2, KEPT).field == "person"  # no relative
    services.keep_voter(*where, 1, KEPT)
    assert [one.kept for one in proposed(sitting)] == [KEPT]
    assert sitting.open(sitting.item).members == sitting.meeting.seats
    sitting.count(sitting.item)
    with pytest.raises(Conflict):
        services.keep_voter(*where, 1, KEPT)


def test_who_is_recused_after_all_is_kept_no_more(sitting):
    where = (sitting.clerk, sitting.meeting, sitting.item)
    services.keep_voter(*where, 1, KEPT)
    services.recuse(*where, 1, "Người thân", "131-QĐ/TW")
    services.withdraw_recusal(*where, 1)
    assert [one.kept for one in proposed(sitting)] == [""]
    refused(sitting.open, sitting.item)


def test_a_kinship_listed_while_the_vote_goes_on_stops_the_count(world):
    sitting = Sitting(world)
    listed(sitting.story, sitting.meeting, "officer")
    sitting.open(sitting.item)
    make_relatives(world, "secretary", "officer")
    refused(sitting.count, sitting.item)
    services.keep_voter(sitting.clerk, sitting.meeting, sitting.item, 1, KEPT)
    sitting.count(sitting.item)


@pytest.mark.parametrize(("years", "hinted"), [(4, True), (6, False)])
def test_past_work_in_the_inspected_organization_is_an_unconfirmed_hint_that_blocks_nothing(world, years, hinted):
    sitting = Sitting(world)
    (subject,) = db.session.scalars(select(CaseSubject).where(CaseSubject.case_id == sitting.item.case_id))
    subject.type, subject.member_id = SubjectType.ORGANIZATION, None
    subject.organization_id = world.organizations["other_cell"]
    until = sitting.meeting.held_on - timedelta(days=365 * years)
    about = {"member_id": world.members["officer"], "organization_id": subject.organization_id}
    db.session.add(Membership(since=until - timedelta(days=900), until=until, **about))
    db.session.flush()
    listed(sitting.story, sitting.meeting, "officer")
    found = proposed(sitting)
    assert [(one.citation.grade, one.is_relative) for one in found] == [(Grade.UNCONFIRMED, False)] * hinted
    sitting.open(sitting.item)


def test_who_sat_in_the_session_on_the_contested_discipline_is_proposed_on_the_complaint(world):
    contested = Story(world)
    record = contested.voted({"none": 0, "reprimand": 0, "warning": 5, "removal": 0, "expulsion": 0})
    earlier = db.session.get(type(contested.meeting(0)), queries.last_decision(record.case_id).meeting.id)
    row = queries.attendance_of(earlier.id)[0]
    row.member_id = world.members["officer"]
    sitting = Sitting.__new__(Sitting)
    sitting.story = Story(world).reported(overlap_reason="Khác.")
    sitting.clerk, sitting.meeting = sitting.story.actor("clerk"), sitting.story.meeting(3)
    case = sitting.story.papers("clerk").case
    sitting.item = services.put_case_on_agenda(sitting.clerk, sitting.meeting, case)
    case.kind = Kind.DISCIPLINE_COMPLAINT
    db.session.flush()
    listed(sitting.story, sitting.meeting, "officer")
    reasons = [str(one.reason) for one in proposed(sitting)]
    assert any("took part in the decision" in reason for reason in reasons)


@pytest.fixture
def stored(app, cast) -> str:
    with app.app_context():
        story = Story(cast).reported()
        make_relatives(cast, "secretary", "officer")
        meeting = story.meeting(0, invited=("leader",))
        services.put_case_on_agenda(story.actor("clerk"), meeting, story.papers("clerk").case)
        listed(story, meeting, "officer")
        db.session.commit()
        return f"/sessions/{meeting.ref}"


def test_one_press_beside_the_person_records_the_recusal_with_the_reason(app, play, stored):
    clerk: PageClient = play("clerk")
    (item,) = items_of(clerk, stored)
    for page in (stored, item):
        assert "Đồng chí officer không tham gia" in clerk.get(page).text, page
    assert "131-QĐ/TW" not in play("leader").get(stored).text
    answer = clerk.submit(f"{item}/open", {"method": "hands"})
    assert answer.status_code == 422 and "Đồng chí officer" in answer.text
    assert clerk.submit(stored, press="Đồng chí officer không tham gia").status_code == 303
    with app.app_context():
        (out,) = db.session.scalars(select(Recusal))
        assert "Lò Văn Phượng" in out.reason and out.article == "131-QĐ/TW" and not out.by_rule
    assert clerk.submit(f"{item}/open", {"method": "hands"}).status_code == 303


def test_the_reason_for_keeping_a_relative_is_recorded_and_shown(play, stored):
    clerk: PageClient = play("clerk")
    (item,) = items_of(clerk, stored)
    answer = clerk.submit(f"{item}/keep", {"person": "1", "reason": ""})
    assert answer.status_code == 422
    assert clerk.submit(f"{item}/keep", {"person": "1", "reason": KEPT}).status_code == 303
    assert KEPT in clerk.get(item).text
    assert clerk.submit(f"{item}/open", {"method": "hands"}).status_code == 303
    assert [play(name).get(f"{item}/keep").status_code for name in ("leader", "stranger")] == [403, 404]
