"""The papers of a team: frozen with their numbers when the case is issued, drafts before, forms for the hand after."""

import pytest

from tests.cast import TODAY, ago
from tests.documents.sheets import taken_apart
from tests.stories import Story
from tracker.cases.kinds import KINDS, Kind
from tracker.cases.models import Case
from tracker.cases.papers import compose_cell_minutes, compose_hand_paper
from tracker.cases.papers.naming import in_running_text
from tracker.cases.states import Basis, SubjectType
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db
from tracker.organizations.models import Body
from tracker.organizations.states import BodyKind
from tracker.regulations.sources import written


@pytest.fixture
def told(app, cast):
    """``told("issued")``: the reference of a case brought so far."""

    def tell(how_far: str, **changed: str) -> str:
        with app.app_context():
            ref = getattr(Story(cast), how_far)(**changed).ref
            db.session.commit()
            return ref

    return tell


def printed(answer) -> str:
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    return " ".join(taken_apart(answer.data).text.split())


def test_decision_and_plan_are_printed_with_their_numbers_as_they_were_when_issued(app, play, told):
    ref = told("issued")
    with app.app_context():
        db.session.query(Case).one().title = "việc khác"  # what is frozen does not follow the case
        db.session.commit()
        refs = {paper.type: paper.ref for paper in db.session.query(RegisteredPaper)}
    page = play("clerk").get(f"/cases/{ref}/papers").text
    assert all(f"/papers/{one}.pdf" in page for one in refs.values())
    decision, plan = (printed(play("clerk").get(f"/papers/{refs[kind]}.pdf")) for kind in ("decision", "plan"))
    for words in (
        "Số 01-QĐ/UBKTĐU",
        "thành lập Đoàn kiểm tra khi có dấu hiệu vi phạm trong việc quản lý, sử dụng quỹ đối với đồng chí",
        "- Căn cứ Báo cáo giám sát,",
        "Đồng chí Lường Thị Thoả - Trưởng đoàn.",
        "Giao đồng chí Phạm Đăng Ninh, Uỷ viên Uỷ ban Kiểm tra Đảng uỷ phường Điện Biên Phủ, chỉ đạo Đoàn.",
        "CHỦ NHIỆM Vũ Minh Nguyệt",
    ):
        assert words in decision, words
    assert "DỰ THẢO" not in decision
    assert "Số 01-KH/UBKTĐU" in plan
    assert "- Thực hiện Quyết định số 01-QĐ/UBKTĐU, ngày" in plan
    assert "việc khác" not in decision + plan


def test_what_was_typed_of_a_petition_does_not_reach_the_subject(app, play, told):
    ref = told("opened")
    with app.app_context():
        case = db.session.query(Case).one()
        case.basis, case.basis_text = Basis.PETITION, "Đơn của bà Lê Thị Kín"
        db.session.commit()
    decision, plan = (printed(play("chair").get(f"/cases/{ref}/print/team_{key}.pdf")) for key in ("decision", "plan"))
    assert "- Căn cứ kết quả xử lý đơn theo quy định," in decision
    assert "Kín" not in decision + plan


def test_before_the_numbers_the_drafts_are_offered_and_say_so_and_after_them_no_longer(play, told):
    ref = told("opened")
    page = play("chair").get(f"/cases/{ref}").text
    for key in ("team_decision", "team_plan"):
        address = f"/cases/{ref}/print/{key}.pdf"
        assert address in page
        assert "DỰ THẢO" in printed(play("chair").get(address))
    again = told("issued", overlap_reason="Khác.")
    assert play("chair").get(f"/cases/{again}/print/team_decision.pdf").status_code == 404


WANTED = {
    "opened": {"team_decision", "team_plan", "report_outline", "work_schedule"},
    "issued": {"report_outline", "work_schedule", "launch_minutes"},
    "conducting": {"working_minutes", "verification_minutes", "handover_minutes"},
}


@pytest.mark.parametrize("how_far", WANTED)
def test_a_step_offers_its_papers_and_no_others_to_those_who_see_papers(play, told, how_far):
    ref = told(how_far)
    page = play("head").get(f"/cases/{ref}").text
    every = set.union(*WANTED.values()) | {"announcement_minutes"}
    assert {key for key in every if f"/cases/{ref}/print/{key}.pdf" in page} == WANTED[how_far]
    for key in every:
        answer = play("head").get(f"/cases/{ref}/print/{key}.pdf")
        assert answer.status_code == (200 if key in WANTED[how_far] else 404), key
        assert play("stranger").get(f"/cases/{ref}/print/{key}.pdf").status_code == 404


def test_minutes_name_decision_team_and_subject_and_leave_the_day_to_the_hand(play, told):
    text = printed(play("head").get(f"/cases/{told('issued')}/print/launch_minutes.pdf"))
    assert "Thực hiện Quyết định số 01-QĐ/UBKTĐU, ngày" in text
    assert "Lường Thị Thoả - Trưởng đoàn." in text
    assert "Hôm nay, hồi ……… giờ ……… phút, ngày" in text
    assert "NGƯỜI CHỦ TRÌ Lường Thị Thoả" in text


def test_a_position_kept_in_capitals_is_written_small_in_running_text_and_others_stay():
    kept = {
        "CÁN BỘ KIỂM TRA": "Cán bộ kiểm tra",
        "UỶ VIÊN": "Uỷ viên",
        "Phó Bí thư Đảng uỷ": "Phó Bí thư Đảng uỷ",
        "": "",
    }
    assert {position: in_running_text(position) for position in kept} == kept


def test_minutes_with_who_sent_a_petition_leave_the_name_to_the_hand_and_have_two_signatures(app, play, told):
    ref = told("conducting")
    with app.app_context():
        case = db.session.query(Case).one()
        case.kind, case.basis, case.basis_text = Kind.DENUNCIATION, Basis.PETITION, "Đơn của bà Lê Thị Kín"
        db.session.commit()
    head = play("head")
    assert f"/cases/{ref}/print/sender_minutes.pdf" in head.get(f"/cases/{ref}").text
    minutes = printed(head.get(f"/cases/{ref}/print/sender_minutes.pdf"))
    assert "làm việc với người tố cáo" in minutes and "ghi bằng tay và giữ bí mật" in minutes
    assert "NGƯỜI TỐ CÁO" in minutes and "NGƯỜI LÀM VIỆC" in minutes and "ĐẠI DIỆN" not in minutes
    assert "Kín" not in minutes


def test_minutes_of_a_meeting_of_a_cell_are_offered_to_a_cell_alone(app, play, told):
    ref = told("reported")
    address = f"/cases/{ref}/print/cell_minutes.pdf"
    head = play("head")
    assert head.get(address).status_code == 404 and address not in head.get(f"/cases/{ref}").text
    with app.app_context():
        case = db.session.query(Case).one()
        db.session.get_one(Body, case.body_id).kind = BodyKind.CELL_MEETING
        db.session.commit()
    minutes = printed(head.get(address))
    assert "hội nghị chi bộ xem xét kết quả" in minutes and "CHỦ TRÌ HỘI NGHỊ" in minutes


def test_minutes_of_a_cell_for_a_case_of_the_commission_are_those_of_the_subjects_own_cell(world):
    values = {"subjects": [(SubjectType.MEMBER, world.members["full_member"])]}
    story = Story(world).reported(**values)
    (paper,) = compose_cell_minutes(story.file("head"), TODAY)
    head = paper.letterhead
    assert (head.issuer_name, head.parent_name) == ("Chi bộ tổ dân phố 1", "Đảng bộ phường Điện Biên Phủ")
    assert (paper.issuer, paper.signature.name) == ("Chi bộ tổ dân phố 1", "Lò Văn Phượng")
    assert paper.decided_by == "Uỷ ban Kiểm tra Đảng uỷ phường Điện Biên Phủ"


def test_a_secretary_does_not_chair_the_meeting_on_himself_and_the_name_is_left_to_the_hand(world):
    (paper,) = compose_cell_minutes(Story(world).reported().file("head"), TODAY)
    assert (paper.issuer, paper.signature.name) == ("Chi bộ tổ dân phố 1", "")


def test_a_case_about_no_cell_has_no_minutes_of_one(world):
    file = Story(world).issued().file("head")
    file.case.subjects[0].organization_id = world.organizations["ward"]
    assert list(compose_cell_minutes(file, TODAY)) == []


@pytest.mark.parametrize("kind", [kind for kind, row in KINDS.items() if row.steps])
def test_the_schedule_names_the_work_and_not_the_programs_checklist(world, kind):
    file = Story(world).issued().file("head")
    file.case.kind = kind
    file.case.work_from, file.case.work_until = ago(39), ago(9)
    steps = compose_hand_paper("work_schedule", file, TODAY).steps
    words = [step.text for step in steps]
    assert words[0] == "Triển khai quyết định, kế hoạch" and "Thẩm tra, xác minh" in words
    assert not [text for text in words if text.startswith(("Đã ", "Biên bản")) or "người tố cáo" in text]
    assert steps[0].when == f"từ ngày {written(ago(39))}"
    assert next(step.when for step in steps if "báo cáo kết quả" in step.text) == f"chậm nhất ngày {written(ago(9))}"
    assert all(step.who for step in steps)


def test_the_schedule_says_who_hands_in_what_and_takes_over_the_days_of_what_is_done(world):
    file = Story(world).conducting().file("head")
    steps = compose_hand_paper("work_schedule", file, TODAY).steps
    assert steps[0].when == f"ngày {written(ago(38))}"
    assert (steps[1].text, steps[1].who) == ("Đảng viên được kiểm tra nộp báo cáo giải trình", "Đồng chí Lò Văn Phượng")


def test_the_register_has_the_papers_own_names(world):
    Story(world).issued()
    found = {paper.type: paper.abstract for paper in db.session.query(RegisteredPaper)}
    about = (
        "kiểm tra khi có dấu hiệu vi phạm trong việc quản lý, sử dụng quỹ đối với đồng chí Lò Văn Phượng, Bí thư Chi bộ"
    )
    assert found == {"decision": f"thành lập Đoàn {about}", "plan": about}
