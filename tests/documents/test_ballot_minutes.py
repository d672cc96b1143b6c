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


def test_both_tellers_sign_below_one_another(minutes):
    head, second = minutes.run("Lê Văn Khải"), minutes.run("Cao Thị Bích Liên")
    assert (head.page, head.y) < (second.page, second.y)
    assert minutes.run("TỔ TRƯỞNG TỔ KIỂM PHIẾU").y < head.y < minutes.run("THƯ KÝ").y < second.y
