"""The list of those present: nobody stands on it twice, recusals stay with who is still on it."""

import pytest

from tests.stories import Story
from tracker.core.errors import RuleViolation
from tracker.meetings import queries, services
from tracker.meetings.services import Person


@pytest.fixture
def sitting(world):
    story = Story(world)
    clerk, meeting = story.actor("clerk"), story.meeting(12)
    item = services.add_matter(clerk, meeting, services.Matter("Sửa Quy chế", "Thông qua Quy chế."))
    return clerk, meeting, item


def people(*names: str) -> list[Person]:
    return [Person(name) for name in names]


def test_recusals_written_down_stay_with_who_is_still_on_the_list_when_it_is_saved_again(sitting):
    clerk, meeting, item = sitting
    names = [f"Uỷ viên {number}" for number in range(1, 6)]
    services.record_attendance(clerk, meeting, people(*names))
    for number in (1, 2):
        services.recuse(clerk, meeting, item, number, "Người thân của đối tượng", "Điều 5")
    assert services.record_attendance(clerk, meeting, people(*reversed(names))) == []
    kept = [(out.attendance.name, out.attendance.number, out.article) for out in queries.recusals_of(item)]
    assert kept == [("Uỷ viên 1", 5, "Điều 5"), ("Uỷ viên 2", 4, "Điều 5")]
    assert services.record_attendance(clerk, meeting, people(names[0], *names[2:], "Uỷ viên 6")) == ["Uỷ viên 2"]
    assert [out.attendance.name for out in queries.recusals_of(item)] == ["Uỷ viên 1"]


def refusal(sitting, listed: list[Person]) -> str:
    with pytest.raises(RuleViolation) as caught:
        services.record_attendance(*sitting[:2], listed)
    assert caught.value.field == "people"
    return str(caught.value.message)


def test_nobody_fills_two_seats_unless_namesakes_are_told_apart(world, sitting):
    four = people(*(f"Uỷ viên {number}" for number in range(1, 5)))
    assert "Uỷ viên 1" in refusal(sitting, [*four, Person(" uỷ  viên 1 ")])
    member = world.members["secretary"]
    tied = [Person("Lò Văn Phượng", member_id=member), Person("Lò Phượng", "guest", member_id=member)]
    assert "Lò Văn Phượng" in refusal(sitting, [*four, *tied])
    services.record_attendance(*sitting[:2], [*four, Person("Uỷ viên 1", position="Phó Chủ nhiệm")])


def test_who_chairs_the_session_is_among_the_members_present_or_a_deputy_is_named(sitting):
    clerk, meeting, _item = sitting
    others = people(*(f"Uỷ viên {number}" for number in range(2, 6)))
    for chair in (Person("Người khác"), Person("Uỷ viên 1", present=False, reason="ốm")):
        assert "Uỷ viên 1" in refusal(sitting, [chair, *others])
    meeting.chair_name = "Uỷ viên 2"
    services.record_attendance(clerk, meeting, [Person("Uỷ viên 1", present=False, reason="ốm"), *others])
