"""What the decision on discipline cites: each provision once, every labelled line a sentence."""

from dataclasses import replace

from tests.documents.sheets import taken_apart
from tracker.discipline.papers import provisions_of
from tracker.documents.catalogue import CATALOGUE
from tracker.documents.render import render_pdf
from tracker.findings.models import Finding


def test_a_provision_that_several_violations_break_is_named_once():
    broken = ("Luật Đất đai; Quy định số 37-QĐ/TW", "quy định số 37-QĐ/TW.", "", "Điều 9 Điều lệ Đảng")
    named = provisions_of([Finding(rule_broken=rule) for rule in broken])
    assert named.casefold() == "luật đất đai; quy định số 37-qđ/tw; điều 9 điều lệ đảng"


def test_a_labelled_line_ends_with_a_full_stop_and_never_with_two():
    sample = CATALOGUE["member_discipline"].sample()
    for typed in ("Điều 9 Điều lệ Đảng", "Điều 9 Điều lệ Đảng.", "Điều 9 Điều lệ Đảng;"):
        text = taken_apart(render_pdf(sample.key, replace(sample, provisions=typed))).text
        assert "Căn cứ xử lý kỷ luật: Điều 9 Điều lệ Đảng. " in " ".join(text.split())
