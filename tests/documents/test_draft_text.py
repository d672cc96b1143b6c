"""Two versions of a text side by side: the lines of print, and what became of each."""

from dataclasses import replace

from tracker.documents.catalogue import CATALOGUE
from tracker.documents.draft_text import Change, compare, lines_of, near_changes
from tracker.documents.parts import PrintedMarks


def test_lines_stand_in_the_order_of_print():
    paper = CATALOGUE["conclusion_notice"].sample()
    lines = lines_of(paper.to_json())
    issuer = next(at for at, line in enumerate(lines) if paper.letterhead.issuer_name.lower() in line.lower())
    signer = next(at for at, line in enumerate(lines) if paper.signature.name in line)
    follow_up = next(at for at, line in enumerate(lines) if paper.follow_up[:30] in line)
    assert issuer < follow_up < signer


def test_a_changed_word_is_one_changed_line_and_the_rest_is_the_same():
    paper = CATALOGUE["conclusion_notice"].sample()
    changed = replace(paper, verdict="Đã khắc phục toàn bộ.")
    found = [line for line in compare(lines_of(paper.to_json()), lines_of(changed.to_json())) if line.change != "same"]
    assert [line.new for line in found if line.new] == ["Đã khắc phục toàn bộ."]
    assert found[0].old == paper.verdict.split("\n")[0] or found[0].old in paper.verdict


def test_added_and_removed_lines_have_nothing_beside_them():
    assert [(line.change, line.old, line.new) for line in compare(["a", "b"], ["a", "c", "d"])] == [
        (Change.SAME, "a", "a"),
        (Change.CHANGED, "b", "c"),
        (Change.ADDED, None, "d"),
    ]
    assert [line.change for line in compare(["a", "b"], ["b"])] == [Change.REMOVED, Change.SAME]


def test_lines_far_from_a_change_are_counted_and_a_row_of_a_table_is_one_line():
    old = [str(number) for number in range(9)]
    shown = near_changes(compare(old, [*old[:4], "x", *old[5:]]), reach=1)
    assert [line if isinstance(line, int) else line.new for line in shown] == [3, "3", "x", "5", 3]
    paper = CATALOGUE["ballot_minutes"].sample()
    row = next(line for line in lines_of(paper.to_json()) if line.startswith(f"{paper.lines[0].form} |"))
    assert row.count("|") == 6 and row.endswith(paper.lines[0].result)


def test_the_marks_of_a_paper_are_a_line_of_its_text():
    paper = replace(
        CATALOGUE["conclusion_notice"].sample(), marks=PrintedMarks(secrecy="TỐI MẬT", urgency="THƯỢNG KHẨN")
    )
    assert "TỐI MẬT THƯỢNG KHẨN" in lines_of(paper.to_json())
