"""Discipline through its pages: refusals beside their fields, the count as it is shown, the printed decisions."""

import io
import re

import pypdf
import pytest

from tests.cast import Cast, ago, typed
from tests.stories import Story
from tracker.cases.states import SubjectType
from tracker.discipline.models import Discipline
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db
from tracker.regulations.sources import written

pytestmark = pytest.mark.usefixtures("troubled")

HEARD = {
    "self_criticism_on": typed(ago(9)),
    "self_criticism": "Tôi nhận khuyết điểm, tự nhận hình thức cảnh cáo.",
    "heard_on": typed(ago(8)),
    "heard_by": "Phạm Đăng Ninh",
    "hearing": "Không có ý kiến khác.",
}


@pytest.fixture
def told(app, cast):
    """``told("reviewed")`` – the address of the record of a stored case that was brought so far."""

    def tell(until: str, *arguments: object, **changed: object) -> str:
        with app.app_context():
            story = Story(cast)
            getattr(story, until)(*arguments, **changed)
            db.session.commit()
        return f"/cases/{story.ref}/discipline"

    return tell


def member(cast: Cast, name: str) -> dict[str, object]:
    return {"subjects": [(SubjectType.MEMBER, cast.members[name])]}


def proposal(cast: Cast, **changed: object) -> dict[str, object]:
    values = {
        "body": str(cast.bodies["commission"]),
        "base_form": "warning",
        "form": "warning",
        "reason": "Vi phạm nghiêm trọng.",
    }
    return values | {"override_reason": "Theo phân cấp của Đảng uỷ."} | changed


def record() -> Discipline:
    return db.session.query(Discipline).one()


@pytest.mark.parametrize(
    ("field", "bad"),
    [("reason", ""), ("reason", "a" * 100_000), ("form", "dissolution"), ("form", "removal"), ("body", "999"),
     ("override_reason", ""), ("reason", "quỹ\x0bđen")],
)  # fmt: skip
def test_a_bad_proposal_is_explained_beside_its_field_and_opens_nothing(app, play, cast, told, field, bad):
    page = f"{told('concluded', **member(cast, 'full_member'))}/propose/1"
    answer = play("head").submit(page, proposal(cast, **{field: bad}))
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert field in ("reason", "override_reason") or "Vi phạm nghiêm trọng." in answer.text
    with app.app_context():
        assert db.session.query(Discipline).count() == 0


def test_the_reason_for_relying_on_an_unconfirmed_authority_is_shown_with_the_record(play, cast, told):
    case = told("concluded", **member(cast, "full_member"))
    assert play("head").submit(f"{case}/propose/1", proposal(cast)).status_code == 303
    assert "Theo phân cấp của Đảng uỷ." in play("head").get(case).text


def test_the_vote_is_blocked_until_the_subject_was_heard(play, told):
    case = told("proposed")
    assert play("clerk").get(f"{case}/1/vote").status_code == 404
    early = HEARD | {"heard_on": typed(ago(20))}
    answer = play("head").submit(f"{case}/1/review", early)
    assert (answer.status_code, 'id="heard_on-error"' in answer.text) == (422, True)
    assert play("head").submit(f"{case}/1/review", HEARD).status_code == 303


def test_a_ballot_between_one_half_and_two_thirds_expels_where_the_body_decides(app, play, cast, told):
    case = told("voted", {"none": 0, "reprimand": 0, "warning": 2, "removal": 0, "expulsion": 3})
    shown = " ".join(re.sub(r"<[^>]+>", " ", play("clerk").get(case).text).split())
    assert "Khai trừ" in shown
    with app.app_context():
        assert record().voted_form == "expulsion"


def test_carried_votes_are_shown_step_by_step(play, told):
    case = told("voted", {"none": 0, "reprimand": 2, "warning": 2, "removal": 1, "expulsion": 0})
    table = play("clerk").get(case).text.split("<table", 1)[1]
    rows = [re.findall(r'<td class="num"[^>]*>(\d+)', row) for row in table.split("<tr>")]
    assert [row for row in rows if row] == [
        ["0", "0", "0", "3"],
        ["1", "0", "1", "3"],
        ["2", "1", "3", "3"],
        ["2", "0", "2", "3"],
        ["0", "0", "0", "3"],
    ]


def test_a_member_without_a_post_has_no_removal_on_the_way_and_no_decision_without_a_form(app, play, cast, told):
    case = told("voted", {"none": 0, "reprimand": 1, "warning": 1, "removal": 0, "expulsion": 0})
    decide = play("clerk").get(f"{case}/1/decide")
    values = {"issued_on": typed(ago(3)), "signer": str(cast.accounts["chair"])}
    assert play("clerk").submit("", values, page=decide).status_code == 422
    with app.app_context():
        assert db.session.query(RegisteredPaper).filter_by(type="decision").count() == 1  # that of the case
    assert play("clerk").submit(f"{case}/1/refrain").status_code == 303
    assert "Không kỷ luật" in play("clerk").get(case).text or "không kỷ luật" in play("clerk").get(case).text


@pytest.mark.parametrize("on", [typed(ago(6)), typed(ago(-1)), "31/02/2026", ""])
def test_a_bad_day_of_the_decision_is_refused_beside_its_field(app, play, cast, told, on):
    case = told("voted", {"none": 0, "reprimand": 0, "warning": 5, "removal": 0, "expulsion": 0})
    values = {"issued_on": on, "signer": str(cast.accounts["chair"])}
    answer = play("clerk").submit(f"{case}/1/decide", values)
    assert (answer.status_code, 'id="issued_on-error"' in answer.text) == (422, True)
    with app.app_context():
        assert record().state == "voted"


def test_the_decision_on_a_member_says_what_was_recorded(app, play, cast, told):
    case = told("voted", {"none": 0, "reprimand": 1, "warning": 4, "removal": 0, "expulsion": 0})
    values = {"issued_on": typed(ago(3)), "signer": str(cast.accounts["chair"])}
    assert play("clerk").submit(f"{case}/1/decide", values).status_code == 303
    text = text_of_last_paper(app, play)
    for words in (
        "Số 02-QĐ/UBKTĐU",
        "Lò Văn Phượng",
        "Bí thư Chi bộ",
        "Cảnh cáo",
        "4/5",
        "Để ngoài sổ sách tiền quỹ",
        "Điều 3",
        f"Căn cứ Thông báo số 01-TB/UBKTĐU, ngày {written(ago(10))} về kết luận kiểm tra",
        "đối với đồng chí Lò Văn Phượng;",
        "Vũ Minh Nguyệt",
        "CHỦ NHIỆM",
        "Kỳ họp 5",
    ):
        assert words in text, words
    assert "đồng chí đồng chí" not in text.lower()


def test_the_decision_on_an_organization_names_it_as_one(app, play, cast, told):
    cell = {"subjects": [(SubjectType.ORGANIZATION, cast.organizations["cell"])], "contents": ["org.cadres"]}
    case = told("voted", {"none": 0, "reprimand": 4, "warning": 1, "dissolution": 0}, **cell)
    values = {"issued_on": typed(ago(3)), "signer": str(cast.accounts["chair"])}
    assert play("clerk").submit(f"{case}/1/decide", values).status_code == 303
    text = text_of_last_paper(app, play)
    assert "Chi bộ tổ dân phố 1" in text
    assert "Khiển trách" in text
    assert "đồng chí" not in text.lower()


def text_of_last_paper(app, play) -> str:
    with app.app_context():
        papers = db.session.query(RegisteredPaper).filter_by(type="decision", state="issued")
        ref = papers.order_by(RegisteredPaper.id.desc()).first().ref
    content = play("clerk").get(f"/papers/{ref}.pdf").data
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


STEPS = {
    "/propose/1": {"head": 200, "member": 200, "chair": 200, "clerk": 404, "officer": 404, "stranger": 404},
    "": {"head": 200, "clerk": 200, "chair": 200, "officer": 404, "subject": 404, "upper_chair": 404},
    "/1/decide": {"clerk": 200, "chair": 404, "head": 404, "subject": 404},
    "/1/announce": {"clerk": 200, "chair": 404},
    "/1/refer": {"clerk": 200, "chair": 404, "stranger": 404},
    "/1/refer-unvoted": {"clerk": 200, "chair": 404, "stranger": 404},
    "/1/answer": {"clerk": 200, "chair": 404, "head": 404, "stranger": 404},
    "/1/take-back": {"clerk": 200, "chair": 404, "subject": 404},
    "/1/review": {"head": 200, "chair": 200, "clerk": 404, "vice_chair": 404},
    "/2/review": {"head": 404},
}


@pytest.mark.parametrize("page", STEPS)
def test_each_step_is_for_its_people_only(play, told, page):
    case = told("voted", {"none": 0, "reprimand": 1, "warning": 4, "removal": 0, "expulsion": 0})
    found = {name: play(name).get(f"{case}{page}").status_code for name in STEPS[page]}
    assert found == STEPS[page]
