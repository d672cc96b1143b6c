"""The pages of measures: who has them, what they refuse beside which field, in both languages, and what they show."""

import pytest

from tests.cast import ago, typed
from tests.discipline.test_pages import member, proposal, record
from tests.stories import Story
from tracker.discipline.models import ActivitySuspension, AuthorityOverride, Deferral
from tracker.discipline.services import put_on_agenda
from tracker.discipline.states import State
from tracker.extensions import db

pytestmark = pytest.mark.usefixtures("troubled")

WARNING = {"none": 0, "reprimand": 0, "warning": 5, "removal": 0, "expulsion": 0}
PUT_OFF = {"ground": "Nằm viện", "evidence": "Giấy số 12", "since": typed(ago(5)), "until": typed(ago(-5))}


@pytest.fixture
def told(app, cast):
    def tell(until: str, *arguments: object, **changed: object) -> str:
        with app.app_context():
            story = Story(cast)
            getattr(story, until)(*arguments, **changed)
            db.session.commit()
        return f"/cases/{story.ref}/discipline"

    return tell


def test_a_record_is_put_off_prepared_and_considered_again(app, play, told):
    case = told("reviewed")
    head = play("head")
    answer = head.submit(f"{case}/1/postpone", PUT_OFF | {"evidence": ""})
    assert (answer.status_code, 'id="evidence-error"' in answer.text) == (422, True)
    assert head.submit(f"{case}/1/postpone", PUT_OFF).status_code == 303
    shown = head.get(case).text
    assert "Chưa xem xét" in shown and "Giấy số 12" in shown
    assert "việc biểu quyết chờ đến khi không còn lý do đó" in shown
    assert "Giấy số 12" not in play("clerk").get(case).text  # a certificate on health is of the file, not of the papers
    assert head.submit(f"{case}/1/resume", {"ended_on": typed(ago(1))}).status_code == 303
    with app.app_context():
        assert (record().state, db.session.query(Deferral).one().ended_on) == (State.REVIEWING, ago(1))


def test_a_far_proposal_is_refused_beside_its_reason_and_authority_is_shown(play, cast, told):
    case = told("concluded")
    page = f"{case}/propose/1"
    assert "Chưa kiểm chứng" in play("head").get(page).text
    answer = play("head").submit(page, proposal(cast, base_form="removal", form="reprimand"))
    assert (answer.status_code, 'id="departure_reason-error"' in answer.text) == (422, True)
    given = {"base_form": "removal", "form": "reprimand", "departure_reason": "Tự giác khắc phục."}
    assert play("head").submit(page, proposal(cast, **given)).status_code == 303
    assert "Tự giác khắc phục." in play("head").get(case).text


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "Ghi ai không tính vào tổng số"), ("en", "Say who is left out")]
)
def test_members_left_out_without_a_reason_are_refused_in_the_readers_language(play, cast, app, told, language, words):
    with app.app_context():
        story = Story(cast)
        row, meeting = story.reviewed(), story.meeting(5)
        put_on_agenda(story.actor("head"), story.file("head"), row, meeting)
        db.session.commit()
    clerk = play("clerk")
    with clerk.session_transaction() as session:
        session["language"] = language
    answer = clerk.submit(f"/cases/{story.ref}/discipline/1/vote", WARNING | {"warning": 3, "left_out": 1})
    assert (answer.status_code, 'id="left_out_reason-error"' in answer.text, words in answer.text) == (422, True, True)


def test_the_minutes_of_the_ballot_are_issued_once_with_the_count(app, play, told):
    case = told("voted", {"none": 0, "reprimand": 2, "warning": 2, "removal": 1, "expulsion": 0})
    assert play("clerk").get(f"{case}/1/minutes.pdf").status_code == 200
    values = {"issued_on": typed(ago(5)), "teller_head": "Lê Văn Khải"}
    early = play("clerk").submit(f"{case}/1/minutes", values | {"issued_on": typed(ago(6))})
    assert (early.status_code, 'id="issued_on-error"' in early.text) == (422, True)
    assert play("clerk").submit(f"{case}/1/minutes", values).status_code == 303
    assert play("clerk").get(f"{case}/1/minutes").status_code == 404
    assert "01-BB/UBKTĐU" in play("clerk").get(case).text


def test_after_the_decision_effect_duties_and_responsibility_are_shown_and_recorded(app, play, told):
    case = told("announced", WARNING)
    shown = play("head").get(case).text
    for words in ("Có hiệu lực từ", "Đương nhiên chấm dứt", "Tổ chức thi hành quyết định", "Trách nhiệm liên quan"):
        assert words in shown, words
    assert play("clerk").submit(f"{case}/1/duties/filed", {"done_on": typed(ago(1))}).status_code == 303
    assert play("clerk").get(f"{case}/1/duties/announced").status_code == 404
    examined = {"reviewed_on": typed(ago(1)), "findings": "Đã xem xét trách nhiệm của chi bộ."}
    assert play("head").submit(f"{case}/1/responsibility", examined).status_code == 303
    shown = play("head").get(case).text
    assert "Đã xem xét trách nhiệm của chi bộ." in shown


def test_a_suspension_is_recorded_extended_and_ended_from_the_tab(app, play, told):
    case = told("concluded")
    new = {
        "kind": "party_activity",
        "ground": "obstruction",
        "ground_text": "Không cung cấp hồ sơ.",
        "body_name": "Đảng uỷ",
        "decision": "Số 03-QĐ/ĐU",
        "since": typed(ago(9)),
    }
    head = play("head")
    answer = head.submit(f"{case}/suspensions/new/1", new | {"own_days": "60", "own_reason": "x"})
    assert (answer.status_code, 'id="own_days-error"' in answer.text, "21-QĐ/TW" in answer.text) == (422, True, True)
    assert head.submit(f"{case}/suspensions/new/1", new).status_code == 303
    extension = {"extended_days": "30", "extension": "Số 04-QĐ/ĐU"}
    assert head.submit(f"{case}/suspensions/1/extend", extension).status_code == 303
    assert (
        head.submit(f"{case}/suspensions/1/end", {"ended_on": typed(ago(1)), "ending": "Hết lý do."}).status_code == 303
    )
    with app.app_context():
        assert db.session.query(ActivitySuspension).one().ended_on == ago(1)


PAGES = {
    "/1/postpone": {"head": 200, "clerk": 404, "officer": 404, "subject": 404},
    "/1/circumstances": {"head": 200, "clerk": 404, "stranger": 404},
    "/1/minutes": {"clerk": 200, "head": 404, "upper_chair": 404},
    "/1/exempt": {"clerk": 200, "head": 404},
    "/suspensions/new/1": {"head": 200, "clerk": 404, "stranger": 404},
    "/suspensions/9/end": {"head": 404},
    "/1/duties/filed": {"clerk": 404, "head": 404},
    "/1/responsibility": {"head": 404, "subject": 404},
}


@pytest.mark.parametrize("page", PAGES)
def test_each_page_is_for_its_people_and_its_time_only(play, told, page):
    case = told("voted", WARNING)
    assert {name: play(name).get(f"{case}{page}").status_code for name in PAGES[page]} == PAGES[page]


def test_every_step_on_an_unconfirmed_authority_leaves_its_reason(app, play, cast, told):
    told("decided", WARNING, **member(cast, "secretary"))
    with app.app_context():
        rows = db.session.query(AuthorityOverride).order_by(AuthorityOverride.id).all()
        assert {row.reason for row in rows} == {"Theo phân cấp."}
        assert [(row.step.value, row.form.value) for row in rows] == [
            ("propose", "warning"),
            ("vote", "reprimand"),
            ("vote", "warning"),
            ("decide", "warning"),
        ]
