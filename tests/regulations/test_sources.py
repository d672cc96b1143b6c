"""Editions by date, citations as papers print them, and the error where nothing is in force."""

import itertools
from datetime import date, timedelta

import pytest

from tracker.core.errors import RuleViolation
from tracker.regulations.sources import (
    SOURCES,
    Area,
    Grade,
    NoRule,
    amendments,
    cite,
    edition,
    legal_basis,
    procedure_edition,
    source,
    violation_edition,
    written,
)

ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("on", "key"),
    [
        (date(2016, 7, 26), "30-QĐ/TW"),
        (date(2021, 7, 27), "30-QĐ/TW"),
        (date(2021, 7, 28), "22-QĐ/TW"),
        (date(2025, 5, 29), "22-QĐ/TW"),
        (date(2025, 5, 30), "296-QĐ/TW"),
        (date(2026, 4, 10), "296-QĐ/TW"),
        (date(2026, 4, 11), "21-QĐ/TW"),
        (date(2026, 11, 23), "21-QĐ/TW"),
    ],
)
def test_procedure_follows_the_edition_in_force_on_the_day_of_the_step(on, key):
    assert procedure_edition(on).key == key


@pytest.mark.parametrize(
    ("on", "subject", "key"),
    [
        (date(2013, 3, 30), "full-member", "181-QĐ/TW"),
        (date(2017, 11, 14), "full-member", "181-QĐ/TW"),
        (date(2017, 11, 15), "probationary-member", "102-QĐ/TW"),
        (date(2018, 8, 28), "organization", "07-QĐi/TW"),
        (date(2022, 7, 5), "full-member", "102-QĐ/TW"),
        (date(2022, 7, 5), "organization", "07-QĐi/TW"),
        (date(2022, 7, 6), "full-member", "69-QĐ/TW"),
        (date(2022, 7, 6), "organization", "69-QĐ/TW"),
        (date(2026, 8, 16), "organization", "69-QĐ/TW"),
        (date(2026, 8, 17), "full-member", "212-QĐ/TW"),
    ],
)
def test_violations_of_members_and_organizations_have_their_own_editions(on, subject, key):
    assert violation_edition(on, subject).key == key


def test_a_date_before_the_first_edition_is_an_error_that_names_rule_and_date():
    with pytest.raises(NoRule) as caught:
        procedure_edition(date(2016, 7, 25))
    assert str(caught.value.message) == ("No rule is known for “Inspection, supervision and discipline” on 25/7/2016.")
    assert caught.value.on == date(2016, 7, 25)
    assert isinstance(caught.value, RuleViolation)


def test_organizations_had_no_violation_edition_before_28_august_2018():
    with pytest.raises(NoRule):
        violation_edition(date(2018, 8, 27), "organization")


def test_an_unknown_subject_is_refused_by_the_name_of_the_field():
    with pytest.raises(RuleViolation) as caught:
        violation_edition(date(2026, 1, 1), "person")
    assert caught.value.field == "subject"
    assert "full-member" in str(caught.value.message)


def test_an_amendment_stands_beside_its_base_and_never_in_its_place():
    before, since = date(2025, 2, 2), date(2025, 2, 3)
    assert amendments(procedure_edition(before), before) == ()
    assert [row.key for row in amendments(procedure_edition(since), since)] == ["262-QĐ/TW"]
    assert procedure_edition(since).key == "22-QĐ/TW"


def test_legal_basis_names_statute_editions_and_amendments_in_order():
    on = date(2025, 3, 1)
    keys = [row.key for row in legal_basis(on, "full-member")]
    assert keys == ["Điều lệ Đảng", "22-QĐ/TW", "262-QĐ/TW", "69-QĐ/TW", "264-QĐ/TW"]
    assert [row.key for row in legal_basis(date(2026, 11, 23))] == ["Điều lệ Đảng", "21-QĐ/TW"]


def test_full_and_short_citation_as_papers_print_them():
    current = source("21-QĐ/TW")
    about = "về công tác kiểm tra, giám sát và kỷ luật của Đảng"
    assert current.full == f"Quy định số 21-QĐ/TW, ngày 11/4/2026 của Ban Chấp hành Trung ương {about}"
    assert current.short == "Quy định 21-QĐ/TW"
    assert source("102-QĐ/TW").full == "Quy định số 102-QĐ/TW, ngày 15/11/2017 về xử lý kỷ luật đảng viên vi phạm"
    assert source("264-QĐ/TW").full == "Quy định số 264-QĐ/TW, ngày 14/02/2025 sửa đổi, bổ sung Quy định 69-QĐ/TW"
    assert (source("Điều lệ Đảng").full, source("Điều lệ Đảng").short) == ("Điều lệ Đảng", "Điều lệ Đảng")


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 9, 5), "05/9/2026"),
        (date(2026, 1, 31), "31/01/2026"),
        (date(2026, 2, 1), "01/02/2026"),
        (date(2026, 3, 1), "01/3/2026"),
        (date(2026, 10, 10), "10/10/2026"),
    ],
)
def test_only_months_one_and_two_are_written_with_a_leading_zero(day, text):
    assert written(day) == text


def test_a_citation_reads_article_then_source_and_keeps_its_own_grade():
    assert str(cite("22-QĐ/TW", "Điều 15.3")) == "Điều 15.3, 22-QĐ/TW"
    assert cite("22-QĐ/TW").grade is Grade.A
    assert str(cite("21-QĐ/TW", "", Grade.C)) == "21-QĐ/TW"
    assert cite("21-QĐ/TW", "", Grade.C).grade is Grade.C


@pytest.mark.parametrize("area", [Area.PROCEDURE, Area.MEMBER_VIOLATION, Area.ORGANIZATION_VIOLATION, Area.CONDUCT])
def test_editions_of_an_area_follow_each_other_without_gap_or_overlap(area):
    bases = [row for row in SOURCES if area in row.areas and row.amends is None]
    for earlier, later in itertools.pairwise(bases):
        assert later.since == earlier.until + ONE_DAY
    assert bases[-1].until is None
    assert edition(area, bases[-1].since) is bases[-1]


def test_keys_of_sources_are_unique_and_no_source_ends_before_it_starts():
    assert len({row.key for row in SOURCES}) == len(SOURCES)
    assert [row.key for row in SOURCES if row.until and row.until < row.since] == []
