"""Who may decide, who may only propose, and that nothing unconfirmed passes silently."""

from datetime import date

import pytest

from tracker.core.errors import RuleViolation
from tracker.regulations.authority import (
    AUTHORITY_ROWS,
    Answer,
    Body,
    Position,
    Standing,
    authority,
    body_of,
    position_of,
)
from tracker.regulations.measures import forms_for
from tracker.regulations.sources import Grade, NoRule
from tracker.regulations.terms import Level, Subject

ON = date(2026, 11, 23)
MEMBER = Standing(Subject.FULL_MEMBER, holds_post=True)
ORGANIZATION = Standing(Subject.ORGANIZATION)
ABOVE = Standing(Subject.FULL_MEMBER, True, managed_by=Level.PROVINCE)
SEATED = Standing(Subject.FULL_MEMBER, True, committee_member=Level.GRASSROOTS)


@pytest.mark.parametrize("on", [date(2021, 7, 28), date(2025, 5, 30), ON])
@pytest.mark.parametrize("standing", [MEMBER, ABOVE, SEATED])
def test_a_cell_decides_reprimand_and_warning_for_any_member_in_it_and_proposes_the_rest(standing, on):
    answers = [authority("cell", form, standing, on).answer for form in forms_for("full-member", True, on)]
    assert answers == [Answer.DECIDES, Answer.DECIDES, Answer.PROPOSES, Answer.PROPOSES]


def test_a_cell_may_also_reprimand_a_probationary_member():
    assert authority("cell", "warning", Standing(Subject.PROBATIONARY_MEMBER), ON).answer is Answer.DECIDES


def test_a_cell_has_no_power_over_tasks_assigned_from_above():
    power = authority("cell", "reprimand", Standing(Subject.FULL_MEMBER, superior_task=True), ON)
    assert power.answer is Answer.NO
    assert not power.verdict.allowed
    assert power.verdict.field == "body"
    assert str(power.verdict.reason) == (
        "A cell does not deal with tasks assigned from above: it reports to the competent level."
    )


@pytest.mark.parametrize(
    ("on", "citation", "grade"),
    [
        (date(2021, 7, 28), "Điều 11.1.1, 22-QĐ/TW", Grade.A),
        (date(2025, 5, 30), "Điều 10.1.1, 296-QĐ/TW", Grade.B),
        (date(2026, 4, 11), "21-QĐ/TW", Grade.C),
    ],
)
def test_the_power_of_a_cell_is_cited_by_edition(on, citation, grade):
    power = authority("cell", "warning", MEMBER, on)
    assert [(str(law), law.grade) for law in power.verdict.citations] == [(citation, grade)]
    assert power.verdict.allowed and not power.needs_override


def test_the_power_of_a_cell_under_30_is_unconfirmed():
    power = authority("cell", "warning", MEMBER, date(2021, 7, 27))
    assert (power.answer, power.probable) == (Answer.UNCONFIRMED, Answer.DECIDES)


def test_a_section_committee_only_forwards():
    for form in ("reprimand", "warning", "removal", "expulsion"):
        power = authority("section-committee", form, MEMBER, ON)
        assert power.answer is Answer.NO
        assert not power.verdict.allowed


@pytest.mark.parametrize(
    ("body", "form", "standing", "probable"),
    [
        ("grassroots-committee", "warning", MEMBER, Answer.DECIDES),
        ("grassroots-committee", "removal", MEMBER, Answer.DECIDES),
        ("grassroots-committee", "expulsion", MEMBER, Answer.DECIDES),
        ("grassroots-committee", "warning", SEATED, Answer.PROPOSES),
        ("grassroots-committee", "warning", ABOVE, Answer.PROPOSES),
        ("grassroots-commission", "warning", MEMBER, Answer.DECIDES),
        ("grassroots-commission", "warning", SEATED, Answer.PROPOSES),
        ("grassroots-commission", "removal", MEMBER, Answer.PROPOSES),
        ("superior-committee", "expulsion", ABOVE, Answer.DECIDES),
        ("superior-standing-committee", "expulsion", MEMBER, Answer.DECIDES),
        ("superior-commission", "expulsion", MEMBER, Answer.DECIDES),
        ("central-commission", "expulsion", ABOVE, Answer.DECIDES),
        ("grassroots-committee", "dissolution", ORGANIZATION, Answer.PROPOSES),
        ("grassroots-commission", "warning", ORGANIZATION, None),
        ("grassroots-standing-committee", "warning", MEMBER, None),
        ("cell", "reprimand", ORGANIZATION, None),
    ],
)
def test_what_was_not_read_is_unconfirmed_whatever_is_probable(body, form, standing, probable):
    power = authority(body, form, standing, ON)
    assert power.answer is Answer.UNCONFIRMED
    assert power.needs_override
    assert power.probable is probable
    assert not power.verdict.allowed
    assert power.verdict.is_unconfirmed
    assert power.verdict.field == "body"


@pytest.mark.parametrize(
    ("form", "committee", "level", "probable"),
    [
        ("warning", Level.PROVINCE, Level.PROVINCE, Answer.DECIDES),
        ("expulsion", Level.PROVINCE, Level.PROVINCE, Answer.PROPOSES),
        ("warning", Level.PROVINCE, Level.DISTRICT, Answer.PROPOSES),
        ("expulsion", Level.DISTRICT, Level.PROVINCE, Answer.DECIDES),
    ],
)
def test_a_superior_committee_over_members_of_committees_by_its_own_level(form, committee, level, probable):
    standing = Standing(Subject.FULL_MEMBER, True, committee_member=committee)
    assert authority("superior-committee", form, standing, ON, level).probable is probable


@pytest.mark.parametrize(
    ("on", "grade"), [(date(2021, 7, 28), Grade.C), (date(2025, 5, 30), Grade.B), (date(2026, 4, 11), Grade.C)]
)
@pytest.mark.parametrize("body", ["grassroots-committee", "grassroots-standing-committee", "superior-committee"])
def test_the_committee_directly_above_reprimands_or_warns_an_organization(body, on, grade):
    power = authority(body, "warning", ORGANIZATION, on)
    assert power.answer is Answer.DECIDES
    assert power.verdict.citations[0].grade is grade


@pytest.mark.parametrize(
    ("standing", "level", "position"),
    [
        (Standing(Subject.FULL_MEMBER), Level.GRASSROOTS, Position.ORDINARY),
        (Standing(Subject.FULL_MEMBER, managed_by=Level.GRASSROOTS), Level.GRASSROOTS, Position.ORDINARY),
        (Standing(Subject.FULL_MEMBER, managed_by=Level.DISTRICT), Level.GRASSROOTS, Position.ABOVE),
        (Standing(Subject.FULL_MEMBER, committee_member=Level.CELL), Level.GRASSROOTS, Position.ORDINARY),
        (Standing(Subject.FULL_MEMBER, committee_member=Level.GRASSROOTS), Level.GRASSROOTS, Position.SAME_LEVEL),
        (Standing(Subject.FULL_MEMBER, committee_member=Level.PROVINCE), Level.GRASSROOTS, Position.ABOVE),
        (
            Standing(Subject.FULL_MEMBER, managed_by=Level.CENTRAL, committee_member=Level.GRASSROOTS),
            Level.GRASSROOTS,
            Position.ABOVE,
        ),
    ],
)
def test_where_the_subject_stands_as_seen_from_the_body(standing, level, position):
    assert position_of(standing, level) is position


@pytest.mark.parametrize(
    ("kind", "level", "body"),
    [
        ("cell_meeting", "cell", Body.CELL),
        ("committee", "section", Body.SECTION_COMMITTEE),
        ("committee", "grassroots", Body.GRASSROOTS_COMMITTEE),
        ("standing_committee", "grassroots", Body.GRASSROOTS_STANDING),
        ("commission", "grassroots", Body.GRASSROOTS_COMMISSION),
        ("commission", "district", Body.SUPERIOR_COMMISSION),
        ("standing_committee", "province", Body.SUPERIOR_STANDING),
        ("committee", "province", Body.SUPERIOR_COMMITTEE),
        ("commission", "central", Body.CENTRAL_COMMISSION),
        ("standing_committee", "central", Body.CENTRAL_BODIES),
    ],
)
def test_a_body_of_an_organization_is_found_in_the_table(kind, level, body):
    assert body_of(kind, level) is body


@pytest.mark.parametrize(("kind", "level"), [("commission", "cell"), ("committee", "cell"), ("board", "province")])
def test_a_body_that_disciplines_nobody_is_refused_by_name(kind, level):
    with pytest.raises(RuleViolation) as caught:
        body_of(kind, level)
    assert caught.value.field == "body"


@pytest.mark.parametrize(
    ("body", "form", "standing", "field"),
    [
        ("village", "warning", MEMBER, "body"),
        ("cell", "fine", MEMBER, "form"),
        ("cell", "dissolution", MEMBER, "form"),
        ("cell", "removal", Standing(Subject.FULL_MEMBER), "form"),
    ],
)
def test_bad_input_names_its_field(body, form, standing, field):
    with pytest.raises(RuleViolation) as caught:
        authority(body, form, standing, ON)
    assert caught.value.field == field


def test_no_power_is_known_before_the_first_edition():
    with pytest.raises(NoRule):
        authority("cell", "warning", MEMBER, date(2016, 7, 25))


def test_no_two_rows_of_one_day_answer_the_same_question():
    def questions(row):
        return {(row.body, s, f, p) for s in row.subjects for f in row.forms for p in row.positions}

    for day in (date(2016, 7, 26), date(2021, 7, 28), date(2025, 5, 30), ON):
        asked = [q for row in AUTHORITY_ROWS if row.since <= day <= (row.until or day) for q in questions(row)]
        assert len(asked) == len(set(asked))
