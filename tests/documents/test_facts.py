"""What a machine reads in an issued paper is what people read on it: no less of what is printed, and nothing else."""

import io
import json
from dataclasses import asdict, replace
from datetime import date

from pypdf import PdfReader

from tests.documents.test_foot import CODE, issued
from tracker.documents import facts, render
from tracker.documents.catalogue import CATALOGUE
from tracker.documents.facts import Print, facts_of, not_printed
from tracker.documents.offline import OfflineAnswer, judge
from tracker.documents.reading import read_pages


def test_every_paper_carries_each_text_it_prints_and_nothing_that_its_pages_do_not_show():
    for key, row in CATALOGUE.items():
        pages = read_pages(issued(key))
        assert not_printed(pages.facts, pages.bodies, pages.feet) == [], key
        kept = set(render._texts(json.loads(json.dumps(pages.facts), object_hook=tuple_of_values)))
        printed = {text for text in render._texts(asdict(row.sample())) if text.strip() and text in Print(pages.bodies)}
        assert printed - kept == set(), key
        head, about = row.sample().letterhead, pages.facts
        number = f"{head.number:02d}-{head.sign}" if head.number else None
        assert (about.get("number"), about["code"], about["paper"]) == (number, CODE, key)


def tuple_of_values(found: dict) -> tuple:
    """The values of an object, lists as tuples."""
    return tuple(tuple(value) if isinstance(value, list) else value for value in found.values())


def test_what_the_page_does_not_print_is_not_in_the_facts():
    paper = replace(CATALOGUE["conclusion_notice"].sample(), code=CODE, verdict="tên người tố cáo")
    kept = facts_of(paper, "THÔNG BÁO", "Kết luận về Chi bộ thôn Suối Giếng")
    assert "người tố cáo" not in kept.decode()
    assert json.loads(kept)["values"]["subject"] == "Chi bộ thôn Suối Giếng"
    assert "demands" not in json.loads(kept)["values"]


def test_each_fact_that_is_not_printed_is_named():
    pages = read_pages(issued("member_discipline"))
    for at, wrong in {
        "number": "20-QĐ/UBKTĐU",
        "issued_on": "2026-10-02",
        "issuer": "Đảng uỷ xã Khác",
        "code": "0123456789ac",
        "title": "NGHỊ QUYẾT",
        "format": "x",
    }.items():
        [named] = not_printed(pages.facts | {at: wrong}, pages.bodies, pages.feet)
        assert named.startswith(at)
    values = pages.facts["values"] | {"form": "Khai trừ", "born_on": "1980-01-01", "votes_for": 4999}
    lacking = not_printed(pages.facts | {"values": values}, pages.bodies, pages.feet)
    assert sorted(line.split(":")[0] for line in lacking) == ["values.born_on", "values.form", "values.votes_for"]


def test_a_text_is_found_over_the_end_of_a_page_and_a_day_or_number_in_each_of_its_forms():
    printed = Print(["Ngày\u00a005 tháng 9, số 07. Một hai", "ba bốn; ngày 05 tháng\u00a09 năm\u00a02026"])
    parted = Print(["cột trái của bảng bắt đầu", "bảng cột phải", "và cột trái tiếp tục, cột phải"])
    assert "cột trái của bảng bắt đầu và cột trái tiếp tục" not in parted  # a page lies between
    assert "bảng cột phải và cột trái tiếp tục" in parted
    for shown in ("một hai ba bốn.", "MỘT\nba bốn", "2026-09-05", date(2026, 9, 5), 7):
        assert shown in printed
    for hidden in ("một ba", "hai bốn", "2026-09-06", 20, 6, True, None, "", " "):
        assert hidden not in printed


def test_the_file_within_is_data_of_the_paper_and_a_paper_whose_facts_differ_is_contradictory(monkeypatch):
    catalog = PdfReader(io.BytesIO(issued())).trailer["/Root"]
    [attached] = {entry.idnum: entry for entry in catalog["/AF"]}.values()  # the layout engine names it twice
    assert (attached.get_object()["/AFRelationship"], attached.get_object()["/UF"]) == ("/Data", facts.NAME)
    assert judge(issued(), []).answer is OfflineAnswer.UNSIGNED
    real = facts.facts_of
    monkeypatch.setattr(facts, "facts_of", lambda *about: real(*about).replace(b"07-TB", b"08-TB"))
    found = judge(issued(), [])
    assert (found.answer, found.not_printed) == (OfflineAnswer.CONTRADICTORY, ("number: 08-TB/UBKTĐU",))
