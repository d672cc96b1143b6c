"""Why a petition is not handled, edition by edition; the time limit of a complaint to the day; the congress."""

from datetime import date

import pytest

from tracker.core.errors import RuleViolation
from tracker.regulations.petitions import (
    GROUND_LABELS,
    GROUND_ROWS,
    VERDICT_LABELS,
    AllegationVerdict,
    Ground,
    Matter,
    article_on,
    check_congress,
    check_filing,
    ground_on,
    grounds_on,
    require_ground,
)
from tracker.regulations.sources import Grade, NoRule

UNDER_30, UNDER_22, UNDER_296, UNDER_21 = (date(2018, 1, 1), date(2023, 1, 1), date(2025, 10, 1), date(2026, 5, 1))


def grades(matter: Matter, on: date) -> dict[str, str]:
    return {row.ground.value: row.citation.grade.value for row in grounds_on(matter, on)}


def test_under_30_every_reason_was_read_and_two_signatures_are_one_of_them():
    found = grades(Matter.DENUNCIATION, UNDER_30)
    assert found.pop("copy") == Grade.UNCONFIRMED
    assert set(found.values()) == {"A"}
    assert set(found) == {
        *("anonymous", "false_name", "unknown_address", "concluded", "not_specific"),
        *("not_party", "not_signed", "co_signed", "no_capacity"),
    }


def test_later_two_signatures_and_what_was_not_seen_are_unconfirmed():
    for on in (UNDER_22, UNDER_296, UNDER_21):
        assert grades(Matter.DENUNCIATION, on)["co_signed"] == Grade.UNCONFIRMED
        assert "not_party" not in grades(Matter.DENUNCIATION, on)
    assert grades(Matter.DENUNCIATION, UNDER_22)["withdrawn_before"] == "A"
    assert grades(Matter.DENUNCIATION, UNDER_296)["anonymous"] == "B"
    assert grades(Matter.DENUNCIATION, UNDER_21)["no_capacity"] == "B"
    assert grades(Matter.DENUNCIATION, UNDER_21)["concluded"] == Grade.UNCONFIRMED


def test_the_refusals_of_a_complaint_are_those_of_article_23():
    found = {row.ground: row for row in grounds_on(Matter.COMPLAINT, UNDER_296)}
    del found[Ground.COPY]
    assert len(found) == 7
    assert {str(row.citation) for row in found.values()} == {"Điều 23, 296-QĐ/TW"}
    assert {row.citation.grade for row in found.values()} == {Grade.B}
    assert {row.citation.grade for row in grounds_on(Matter.COMPLAINT, UNDER_21)} == {Grade.UNCONFIRMED}


@pytest.mark.parametrize(
    ("on", "edition"),
    [
        (date(2016, 7, 26), "30-QĐ/TW"),
        (date(2021, 7, 27), "30-QĐ/TW"),
        (date(2021, 7, 28), "22-QĐ/TW"),
        (date(2025, 5, 29), "22-QĐ/TW"),
        (date(2025, 5, 30), "296-QĐ/TW"),
        (date(2026, 4, 10), "296-QĐ/TW"),
        (date(2026, 4, 11), "21-QĐ/TW"),
    ],
)
def test_the_edition_changes_with_its_day(on, edition):
    assert ground_on(Matter.DENUNCIATION, Ground.ANONYMOUS, on).citation.source == edition


def test_before_the_first_edition_and_for_an_unknown_word_there_is_no_reason():
    with pytest.raises(NoRule):
        ground_on(Matter.DENUNCIATION, Ground.ANONYMOUS, date(2016, 7, 25))
    with pytest.raises(NoRule):
        require_ground(Matter.DENUNCIATION, "late", UNDER_21)
    with pytest.raises(RuleViolation) as caught:
        require_ground(Matter.DENUNCIATION, "because", UNDER_21)
    assert caught.value.field == "ground"


def test_a_ground_has_one_row_a_day_and_every_ground_has_a_label():
    for row in GROUND_ROWS:
        same = [r for r in grounds_on(row.matter, row.since) if r.ground is row.ground]
        assert same == [row]
    assert set(GROUND_LABELS) == set(Ground) == {row.ground for row in GROUND_ROWS}
    assert set(VERDICT_LABELS) == set(AllegationVerdict)


@pytest.mark.parametrize(
    ("received", "filed", "allowed"),
    [
        (date(2025, 9, 1), date(2025, 10, 1), True),  # 30 calendar days: the last day
        (date(2025, 9, 1), date(2025, 10, 2), False),
        (date(2025, 9, 11), date(2025, 10, 13), True),  # the last day is a Saturday: Monday
        (date(2025, 9, 11), date(2025, 10, 14), False),
        (date(2026, 5, 4), date(2026, 6, 3), True),
        (date(2026, 5, 4), date(2026, 6, 4), False),
        (date(2018, 6, 1), date(2018, 7, 13), True),  # 30 working days under 30
        (date(2018, 6, 1), date(2018, 7, 16), False),
        (date(2025, 9, 1), date(2025, 9, 1), True),
        (date(2025, 9, 2), date(2025, 9, 1), False),  # before it was received
    ],
)
def test_a_complaint_is_in_time_up_to_the_last_day(received, filed, allowed):
    verdict = check_filing(received, filed, "grassroots")
    assert verdict.allowed is allowed
    assert verdict.citations


def test_a_late_complaint_names_its_article():
    refused = check_filing(date(2025, 9, 1), date(2025, 10, 2), "grassroots")
    assert str(refused.citations[0]) == "Điều 25.1, 296-QĐ/TW"
    assert "01/10/2025" in str(refused.reason)


def test_before_a_congress_of_the_cycle_the_denunciation_is_passed_on():
    opening = date(2020, 6, 15)
    first = check_congress(opening, opening, "grassroots").facts["first"]
    assert check_congress(first, opening, "grassroots").allowed
    before = first.fromordinal(first.toordinal() - 1)
    assert not check_congress(before, opening, "grassroots").allowed
    assert not check_congress(date(2026, 5, 1), date(2026, 5, 20), "grassroots").allowed


def test_articles_without_a_number_are_dated_too():
    assert article_on("verdicts", UNDER_21).grade is Grade.B
    assert article_on("verdicts", UNDER_296).grade is Grade.UNCONFIRMED
    assert article_on("mixed", UNDER_22).grade is Grade.A
    assert article_on("mixed", UNDER_30) is None
