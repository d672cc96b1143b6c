"""The plan of a cell that sets up no team: its secretary does the work, and the paper speaks of no team."""

from dataclasses import replace

from tests.documents.sheets import taken_apart
from tracker.documents.render import render_pdf


def test_the_plan_speaks_of_the_one_who_does_the_work_and_of_no_team(sample):
    plan = sample("team_plan")
    secretary = replace(plan.members[0], position="Bí thư Chi bộ")
    cell = replace(plan, alone=True, members=(secretary,), recipients=("Lưu hồ sơ vụ việc",))
    words = " ".join(taken_apart(render_pdf("team_plan", cell, state="issued")).text.split())
    assert "5. Người thực hiện Đồng chí Lê Hoàng Phúc, Bí thư Chi bộ." in words
    assert "1. Người thực hiện tổ chức thực hiện Kế hoạch và báo cáo" in words
    assert "theo yêu cầu của người thực hiện" in words
    assert "Đoàn" not in words.replace("Đoàn kết", "")
    with_team = " ".join(taken_apart(render_pdf("team_plan", plan, state="issued")).text.split())
    assert "5. Thành phần Đoàn" in with_team and "Người thực hiện" not in with_team
