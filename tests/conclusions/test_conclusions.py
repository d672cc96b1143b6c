"""The conclusion: dated after its session, a notice for each subject, announced after it was issued."""

import pytest

from tests.cast import TODAY, ago, typed
from tests.stories import SIGNER, Story
from tracker.cases.models import Case
from tracker.cases.states import State, SubjectType
from tracker.conclusions.models import Conclusion
from tracker.conclusions.papers import NoticeWords
from tracker.conclusions.services import issue_notices, record_announcement
from tracker.core.errors import Conflict, RuleViolation
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db

pytestmark = pytest.mark.usefixtures("troubled")


@pytest.fixture
def adopted(app, cast) -> Story:
    with app.app_context():
        story = Story(cast).adopted()
        db.session.commit()
    return story


def issue(cast, **changed: str) -> dict[str, str]:
    return {"issued_on": typed(ago(10)), "signer": str(cast.accounts["chair"]), "recipients": "Lưu hồ sơ"} | changed


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("issued_on", typed(ago(13))),
        ("issued_on", typed(ago(-1))),
        ("issued_on", "31/02/2026"),
        ("report_due_on", typed(ago(11))),
        ("report_due_on", "01/01/0001"),
        ("signer", "999"),
        ("recipients", ""),
        ("follow_up", "a" * 100_000),
    ],
)
def test_bad_words_of_a_notice_are_refused_beside_their_field_and_nothing_is_numbered(
    app, play, cast, adopted, field, bad
):
    page = f"/cases/{adopted.ref}/conclusion/issue"
    answer = play("clerk").submit(page, issue(cast, **{field: bad}))
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    with app.app_context():
        assert db.session.query(Conclusion).count() == 0
        assert db.session.query(Case).one().state is State.REPORTED


def test_notices_sent_twice_are_issued_once(app, play, cast, adopted):
    form = play("clerk").get(f"/cases/{adopted.ref}/conclusion/issue")
    answers = [play("clerk").submit("", issue(cast), page=form).status_code for _ in range(2)]
    assert answers == [303, 303]
    with app.app_context():
        assert db.session.query(RegisteredPaper).filter_by(type="notice").count() == 1


def test_every_subject_gets_a_notice_of_its_own(world):
    both = [
        (SubjectType.ORGANIZATION, world.organizations["cell"]),
        (SubjectType.MEMBER, world.members["secretary"]),
    ]
    story = Story(world).concluded(subjects=both, contents=["org.cadres", "member.duties"])
    notices = db.session.query(RegisteredPaper).filter_by(type="notice").order_by(RegisteredPaper.number).all()
    assert [paper.number for paper in notices] == [1, 2]
    assert [paper.abstract.split(" đối với ")[-1] for paper in notices] == [
        "Chi bộ tổ dân phố 1",
        "đồng chí Lò Văn Phượng, Bí thư Chi bộ",
    ]
    assert all(paper.abstract.startswith("kết luận kiểm tra khi có dấu hiệu vi phạm trong việc") for paper in notices)
    assert story.file("head").case.state is State.FOLLOW_UP


def test_a_notice_is_announced_after_it_was_issued_and_then_the_step_is_noted(world):
    story = Story(world).concluded()
    clerk, file = story.actor("clerk"), story.papers("clerk")
    for days in (-1, 11):
        with pytest.raises(RuleViolation) as refusal:
            record_announcement(clerk, file, file.subject(1), ago(days), "", TODAY)
        assert refusal.value.field == "announced_on"
    record_announcement(clerk, file, file.subject(1), ago(9), "tại Chi bộ", TODAY)
    assert "announcement" in file.step_keys()


def test_an_announcement_recorded_meanwhile_is_not_overwritten(app, play, cast, adopted):
    clerk, case = play("clerk"), f"/cases/{adopted.ref}/conclusion"
    assert clerk.submit(f"{case}/issue", issue(cast)).status_code == 303
    old = clerk.get(f"{case}/announce/1")
    assert clerk.submit(f"{case}/announce/1", {"announced_on": typed(ago(8)), "note": "tại chi bộ"}).status_code == 303
    late = clerk.submit("", {"announced_on": typed(ago(7)), "note": "tại đảng uỷ"}, page=old)
    assert (late.status_code, "tại đảng uỷ" in late.text) == (409, True)
    with app.app_context():
        assert db.session.query(Conclusion).one().announced_on == ago(8)


def test_what_was_not_issued_is_not_announced(world):
    story = Story(world).adopted()
    file = story.papers("clerk")
    with pytest.raises(Conflict):
        record_announcement(story.actor("clerk"), file, file.subject(1), ago(1), "", TODAY)


def test_a_notice_that_fails_concludes_nothing(world):
    story = Story(world).adopted()
    words = NoticeWords(None, SIGNER, [])
    with pytest.raises(RuleViolation):
        issue_notices(story.actor("clerk"), story.papers("clerk"), words, TODAY)
    assert story.papers("clerk").case.state is State.REPORTED


PEOPLE = {"clerk": 200, "head": 404, "chair": 404, "member": 404, "officer": 404, "subject": 404, "stranger": 404}


def test_notices_are_issued_by_the_clerk_only(play, adopted):
    page = f"/cases/{adopted.ref}/conclusion/issue"
    assert {name: play(name).get(page).status_code for name in PEOPLE} == PEOPLE
