"""The list of those present: recusals stay with who is still on it."""

import pytest

from tests.stories import Story
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
