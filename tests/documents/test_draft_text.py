"""Two versions of a text side by side: the lines of print, and what became of each."""

from dataclasses import replace

from tracker.documents.catalogue import CATALOGUE
from tracker.documents.draft_text import Change, compare, lines_of


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
