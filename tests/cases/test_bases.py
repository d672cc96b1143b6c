"""What the papers of a case rest on: each earlier paper with its number and its day, and no clause with a hole."""

from datetime import timedelta

import pytest

from tests.cast import TODAY, ago
from tests.programmes.building import YEAR, Plan
from tests.stories import SIGNER, Story
from tracker.cases.kinds import Kind
from tracker.cases.models import Case
from tracker.cases.papers import compose_decision, course_bases, decision_of
from tracker.cases.states import Basis, SubjectType
from tracker.documents.services import NewPaper, register_paper
from tracker.documents.states import PaperType
from tracker.extensions import db
from tracker.organizations.models import Body
from tracker.organizations.states import BodyKind
from tracker.regulations.sources import SOURCES, source, written


def bases(story: Story) -> tuple[str, ...]:
    return course_bases(story.file("head").case, TODAY)


def test_a_conclusion_rests_on_decision_plan_and_report_each_with_its_day(world):
    story = Story(world).reported()
    on = written(story.file("head").case.decision_on)
    decision = f"Thực hiện Quyết định số 01-QĐ/UBKTĐU, ngày {on} về việc thành lập Đoàn kiểm tra"
    reported_on = written(story.file("head").case.reported_on)
    assert bases(story) == (
        f"{decision} và Kế hoạch số 01-KH/UBKTĐU, ngày {on}",
        f"Căn cứ Báo cáo kết quả kiểm tra, ngày {reported_on} của Đoàn kiểm tra",
    )


def test_a_numbered_report_is_named_by_its_number_and_day(world):
    story = Story(world).reported()
    case = story.file("head").case
    report = NewPaper(case.body, PaperType.REPORT, ago(19), "kết quả kiểm tra", "Lường Thị Thoả", case.id)
    paper = register_paper(story.actor("head"), report)
    paper.template, paper.template_version, paper.context = "result_report", "x", "{}"
    db.session.flush()
    assert bases(story)[-1] == f"Căn cứ Báo cáo số 01-BC/UBKTĐU, ngày {written(ago(19))} của Đoàn kiểm tra"


def test_what_is_not_known_is_left_out(world):
    story = Story(world).opened()
    assert bases(story) == ()
    story.issued()
    case = story.file("head").case
    case.plan_number = None
    assert bases(story)[0].endswith("về việc thành lập Đoàn kiểm tra")
    assert len(bases(story)) == 1 and "None" not in bases(story)[0]


def test_a_cell_that_does_the_work_itself_sets_up_no_team(world):
    story = Story(world).reported()
    db.session.get_one(Body, db.session.query(Case).one().body_id).kind = BodyKind.CELL_MEETING
    assert "Đoàn" not in "".join(bases(story))


@pytest.mark.parametrize("days", [0, 400])
def test_planned_work_rests_on_its_programme_as_approved_by_that_day(world, days):
    plan = Plan(world).approved()
    values = {"subjects": [(SubjectType.ORGANIZATION, world.organizations["cell"])], "contents": ["org.cadres"]}
    values |= {"kind": Kind.THEMATIC_SUPERVISION, "basis": Basis.PROGRAMME, "basis_text": "Chương trình năm"}
    story = Story(world).opened(plan_item_id=plan.entry().item_id, **values)
    decision = compose_decision(story.file("head"), SIGNER, (1, "QĐ/UBKTĐU"), TODAY - timedelta(days=days))
    approved = written(plan.file().present.approved_on)
    programme = f"Thực hiện Chương trình kiểm tra, giám sát năm {YEAR} số 03-CTr/UBKTĐU, ngày {approved} của "
    assert decision.legal_bases[-1].startswith("Căn cứ Chương trình năm" if days else programme)


def test_the_decision_of_a_case_is_named_with_its_day(world):
    file = Story(world).issued().file("head")
    assert decision_of(file) == f"Quyết định số 01-QĐ/UBKTĐU, ngày {written(file.case.decision_on)}"


def test_a_regulation_is_named_at_first_with_its_issuer_and_subject():
    assert source("69-QĐ/TW").full == (
        "Quy định số 69-QĐ/TW, ngày 06/7/2022 của Bộ Chính trị về kỷ luật tổ chức đảng, đảng viên vi phạm"
    )
    assert source("264-QĐ/TW").full == "Quy định số 264-QĐ/TW, ngày 14/02/2025 sửa đổi, bổ sung Quy định 69-QĐ/TW"
    assert source("Điều lệ Đảng").full == "Điều lệ Đảng"
    assert all(one.full == one.full.strip() for one in SOURCES)
