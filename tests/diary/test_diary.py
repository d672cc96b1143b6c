"""The diary of a team: appended by its people, signed by its head, apart from what the program notes by itself."""

import pytest

from tests.cast import TODAY, ago, typed
from tests.stories import Story
from tracker.cases.models import Suspension
from tracker.cases.states import State
from tracker.core import clock
from tracker.core.errors import Conflict, Forbidden, RuleViolation
from tracker.diary import queries, services
from tracker.diary.models import DiaryEntry
from tracker.diary.papers import compose_diary
from tracker.diary.rules import WRITING_STATES
from tracker.evidence.models import EvidenceItem
from tracker.evidence.states import EvidenceKind
from tracker.extensions import db


@pytest.fixture
def story(world) -> Story:
    return Story(world).conducting(team=[world.accounts["officer"]])


@pytest.fixture
def case(app, cast) -> str:
    with app.app_context():
        story = Story(cast).conducting(team=[cast.accounts["officer"]])
        db.session.commit()
    return f"/cases/{story.ref}"


def write(story: Story, name: str = "officer", days: int = 10, text: str = "Làm việc với chi uỷ.") -> DiaryEntry:
    return services.write_entry(story.actor(name), story.file(name), ago(days), text, TODAY)


def test_entries_are_numbered_as_written_and_read_by_day(story):
    assert [write(story, days=9).number, write(story, days=12).number] == [1, 2]
    assert [row.number for row in queries.entries_of(story.file("head").case.id)] == [2, 1]


def test_the_head_signs_each_entry_once_and_his_own_by_writing_it(story):
    entry, own = write(story), write(story, "head")
    assert entry.signed_by is None and own.signed_by == story.actor("head").user_id
    services.sign_entry(story.actor("head"), story.file("head"), entry)
    assert entry.signed_at is not None
    with pytest.raises(Conflict):
        services.sign_entry(story.actor("head"), story.file("head"), entry)


def test_only_the_team_writes_and_only_the_head_signs(story):
    entry = write(story)
    for name in ("chair", "member"):
        with pytest.raises(Forbidden):
            write(story, name)
    for name in ("officer", "chair"):
        with pytest.raises(Forbidden):
            services.sign_entry(story.actor(name), story.file(name), entry)


@pytest.mark.parametrize(("days", "allowed"), [(41, False), (40, True), (0, True), (-1, False)])
def test_an_entry_is_about_a_day_from_the_decision_to_today(story, days, allowed):
    if allowed:
        write(story, days=days)
    else:
        with pytest.raises(RuleViolation) as refused:
            write(story, days=days)
        assert refused.value.field == "happened_on"


@pytest.mark.parametrize("state", State)
def test_the_diary_is_kept_from_the_decision_to_the_archive(story, state):
    head, file = story.actor("head"), story.file("head")
    file.case.state, file.case.concluded_on = state, ago(1)
    db.session.flush()
    if state in WRITING_STATES:
        services.write_entry(head, file, ago(3), "Họp đoàn.", TODAY)
    else:
        with pytest.raises(RuleViolation):
            services.write_entry(head, file, ago(3), "Họp đoàn.", TODAY)


def test_the_page_shows_people_and_program_apart(case, play):
    answer = play("officer").submit(
        f"{case}/diary/new", {"happened_on": typed(ago(3)), "content": "Thu thập tài liệu tại chi bộ."}
    )
    assert answer.status_code == 303
    people, program = play("chair").get(f"{case}/diary").text.split("Phần mềm tự ghi")
    assert "Thu thập tài liệu tại chi bộ." in people and "Trần Quốc Khánh" in people
    assert "01-QĐ/UBKTĐU" in people and "Phạm Đăng Ninh" in people and "Lường Thị Thoả" in people
    assert "Ghi nhận việc triển khai" in program and "Thu thập tài liệu tại chi bộ." not in program


def test_an_entry_is_signed_on_its_page_once(case, play, app):
    play("officer").submit(f"{case}/diary/new", {"happened_on": typed(ago(3)), "content": "Họp đoàn."})
    pages = [play("head").get(f"{case}/diary/1/sign") for _ in range(2)]
    assert play("head").submit("", page=pages[0]).status_code == 303
    assert play("head").submit("", page=pages[1]).status_code == 409
    assert "/diary/1/sign" not in play("head").get(f"{case}/diary").text
    with app.app_context():
        assert db.session.query(DiaryEntry).one().content == "Họp đoàn."


def test_the_diary_is_for_those_who_may_see_the_file(case, play):
    for name in ("bystander", "clerk", "vice_chair", "stranger", "subject"):
        for page in ("diary", "diary/new", "diary/1/sign"):
            assert play(name).get(f"{case}/{page}").status_code == 404
    for name in ("chair", "member"):
        assert play(name).get(f"{case}/diary").status_code == 200
        assert play(name).get(f"{case}/diary/new").status_code == 404


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("content", ""),
        ("content", "a" * 10_001),
        ("content", "nhật\x00ký"),
        ("happened_on", "hôm qua"),
        ("happened_on", typed(ago(-1))),
    ],
)
def test_a_bad_entry_is_explained_beside_its_field(app, case, play, field, bad):
    given = {"happened_on": typed(ago(3)), "content": "Họp đoàn."} | {field: bad}
    answer = play("officer").submit(f"{case}/diary/new", given)
    assert answer.status_code == 422 and f'id="{field}-error"' in answer.text
    with app.app_context():
        assert db.session.query(DiaryEntry).count() == 0


def test_the_diary_costs_the_same_with_one_entry_and_with_four(app, case, play, count_queries):
    def add(number: int) -> None:
        given = {"happened_on": typed(ago(3)), "content": f"Việc {number}."}
        assert play("officer").submit(f"{case}/diary/new", given).status_code == 303

    add(1)
    play("head").get(f"{case}/diary")
    with count_queries() as few:
        play("head").get(f"{case}/diary")
    for number in range(2, 5):
        add(number)
    with count_queries() as many:
        page = play("head").get(f"{case}/diary")
    assert "Việc 4." in page.text and len(few) == len(many)


def test_the_book_has_what_the_team_did_by_the_day_it_was_done_and_nothing_of_the_program(world):
    story = Story(world).reported()  # every act is recorded today
    write(story, "head", days=20, text="Thẩm tra tại chi bộ.")
    paper = compose_diary(story.file("head"), queries.entries_of(story.file("head").case.id))
    number = story.file("head").case.decision_number
    assert [(day.on, day.text.split(",")[0], day.from_history) for day in paper.days] == [
        (ago(40), f"Ban hành Quyết định số {number}", True),
        (ago(38), "Triển khai quyết định", True),
        (ago(20), "Thẩm tra tại chi bộ.", False),  # the team's own words stand for the day
        (ago(15), "Trình báo cáo kết quả", True),
    ]


def test_the_book_has_decisions_on_the_team_and_evidence_by_their_days(world):
    story = Story(world).conducting()
    case = story.file("head").case
    recorded = {"recorded_by": story.actor("head").user_id}
    item = EvidenceItem(
        case_id=case.id, number=1, title="Sổ quỹ", kind=EvidenceKind.DOCUMENT, source="Chi bộ", obtained_on=ago(30),
        collector_id=story.actor("head").user_id, **recorded, recorded_at=clock.now(),
    )  # fmt: skip
    pause = Suspension(since=ago(25), until=ago(22), decision="Quyết định số 9", reason="Chờ giám định.", **recorded)
    case.suspensions.append(pause)
    db.session.add(item)
    db.session.flush()
    days = {day.on: day.text for day in compose_diary(story.file("head"), []).days}
    assert days[ago(30)] == "Thu thập chứng cứ số 1: Sổ quỹ"
    assert (days[ago(25)], days[ago(21)]) == ("Tạm dừng: Quyết định số 9", "Tiếp tục công việc")
