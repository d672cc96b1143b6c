"""The minutes of the tellers: the count stands as a ruled table within the margins, a form on each line."""

from dataclasses import replace

import pytest

from tests.documents.sheets import taken_apart
from tracker.documents.render import render_pdf

FORMS = ("Khai trừ", "Cách chức", "Cảnh cáo", "Khiển trách", "Không kỷ luật")


@pytest.fixture(scope="module")
def paper(sample):
    return sample("ballot_minutes")


@pytest.fixture(scope="module")
def minutes(paper):
    return taken_apart(render_pdf(paper.key, paper))


def test_the_table_is_ruled_from_margin_to_margin(minutes):
    edges = [(left, right) for _page, left, right, *_ in minutes.rules + minutes.strokes]
    assert min(left for left, _right in edges) == pytest.approx(30, abs=0.5)
    assert max(right for _left, right in edges) == pytest.approx(195, abs=0.5)


def test_each_form_has_its_line_with_its_figures_in_twelve_points(minutes, paper):
    for form, line in zip(FORMS, paper.lines, strict=True):
        # the head of each line; the same word may stand in the conclusion, in the size of the text
        [head] = [run for run in minutes.runs if run.text.startswith(form.split()[0]) and abs(run.size - 12) < 0.1
                  and run.text.strip().startswith(form[: len(run.text.strip())]) and run.x < 60]  # fmt: skip
        beside = [run.text.strip() for run in minutes.runs if run.page == head.page and abs(run.y - head.y) < 6]
        assert {str(line.own), str(line.needed)} <= set(beside), form


def test_a_member_left_out_and_the_carried_votes_are_said(minutes):
    for words in ("Không tính vào tổng số: 1", "Tổng số làm căn cứ tính phiếu: 5", "2 + 1 cộng dồn = 3 phiếu, đạt 3"):
        assert words in " ".join(minutes.text.split()), words


def test_nothing_is_said_of_members_left_out_when_there_are_none(paper):
    text = taken_apart(render_pdf(paper.key, replace(paper, left_out=0, left_out_reason="", eligible=6))).text
    assert "Không tính vào tổng số" not in text


def test_the_tellers_sign_side_by_side_and_the_chair_confirms_below(minutes):
    names = ("Lê Văn Khải", "Cao Thị Bích Liên", "Trần Thị Minh Nguyệt")
    head, second, chair = (minutes.run(name) for name in names)
    assert head.page == second.page and abs(head.y - second.y) < 0.5 and second.x < head.x
    assert (head.page, head.y) < (chair.page, chair.y)
    labels = minutes.run("THƯ KÝ"), minutes.run("TỔ TRƯỞNG TỔ KIỂM PHIẾU")
    assert abs(labels[0].y - labels[1].y) < 0.5
    assert (labels[1].page, labels[1].y) < (head.page, head.y)


def test_the_minutes_name_the_tellers_the_copies_and_the_hour(minutes, paper):
    text = " ".join(minutes.text.split())
    assert "1. Đồng chí Lê Văn Khải - Tổ trưởng; 2. Đồng chí Cao Thị Bích Liên - Thư ký." in text
    assert "Biên bản lập thành 02 bản; kết thúc lúc 10 giờ 30." in text
    bare = taken_apart(render_pdf(paper.key, replace(paper, ended_at="", secretary=""))).text
    assert "Biên bản lập thành 02 bản." in " ".join(bare.split()) and "THƯ KÝ" not in bare
