"""With which body a proposal begins: as the table on authority answers, with the reason, and never for good."""

from datetime import date

import pytest

from tests.cast import Cast
from tests.discipline.test_pages import member, proposal, record, told
from tracker.discipline.rules import Competence, Preset, powers_of, preset_body
from tracker.regulations.authority import Standing
from tracker.regulations.measures import rows_for
from tracker.regulations.terms import Form, Level, Subject

__all__ = ["told"]
LIGHT, HEAVY = (Form.REPRIMAND, Form.WARNING), (Form.REMOVAL, Form.EXPULSION)
COMMISSION, COMMITTEE, CELL = 1, 2, 3
BODIES = {
    COMMISSION: Competence("commission", "grassroots"),
    COMMITTEE: Competence("committee", "grassroots"),
    CELL: Competence("cell_meeting", "cell"),
}
ORDINARY = Standing(Subject.FULL_MEMBER, holds_post=True)
ON = date(2026, 11, 27)


def preset(standing: Standing, *bodies: int, own: int = COMMISSION, on: date = ON) -> Preset:
    forms = [row.form for row in rows_for(standing.subject, on)]
    return preset_body({one: powers_of(BODIES[one], forms, standing, on) for one in bodies}, own)


def test_the_body_of_the_case_is_filled_in_where_it_decides_and_the_rest_is_named():
    found = preset(ORDINARY, COMMISSION, COMMITTEE)
    assert (found.body_id, found.decides, found.is_sure) == (COMMISSION, LIGHT, False)
    assert (found.others, found.nobody) == ({COMMITTEE: HEAVY}, ())
    assert preset(ORDINARY, COMMISSION, COMMITTEE, own=COMMITTEE).body_id == COMMITTEE


def test_another_body_of_the_organization_is_filled_in_where_only_that_one_decides():
    found = preset(Standing(Subject.ORGANIZATION), COMMISSION, COMMITTEE)
    assert (found.body_id, found.decides, found.is_sure) == (COMMITTEE, LIGHT, True)
    assert found.nobody == (Form.DISSOLUTION,)


@pytest.mark.parametrize("level", [Level.GRASSROOTS, Level.PROVINCE])
def test_where_no_body_decides_the_body_of_the_case_proposes_to_the_competent_one(level):
    found = preset(Standing(Subject.FULL_MEMBER, True, committee_member=level), COMMITTEE, COMMISSION)
    assert (found.body_id, found.decides, found.others) == (COMMISSION, (), {})
    assert found.nobody == (*LIGHT, *HEAVY)


@pytest.mark.parametrize(
    ("on", "source"),
    [(date(2025, 5, 29), "22-QĐ/TW"), (date(2025, 5, 30), "296-QĐ/TW"), (date(2026, 4, 11), "21-QĐ/TW")],
)
def test_the_reason_names_the_article_in_force_on_the_day(on, source):
    found = preset(ORDINARY, CELL, own=CELL, on=on)
    assert (found.decides, found.nobody, found.is_sure) == (LIGHT, HEAVY, True)
    assert {cited.source for cited in found.citations} == {source}


def test_the_body_is_filled_in_with_its_reason_and_can_be_changed(app, play, cast: Cast, told):
    page = f"{told('concluded', **member(cast, 'full_member'))}/propose/1"
    shown = play("head").get(page).text
    chosen = shown.split('id="body"')[1].split("</select>")[0].split("selected")[1]
    assert chosen.split(">")[1].startswith("Uỷ ban Kiểm tra Đảng uỷ phường Điện Biên Phủ")
    assert "Chọn sẵn theo bảng thẩm quyền: Uỷ ban Kiểm tra Đảng uỷ phường Điện Biên Phủ" in shown
    assert "Với cách chức, khai trừ: Đảng uỷ phường Điện Biên Phủ." in shown
    other = proposal(cast, body=str(cast.bodies["committee"]))
    assert play("head").submit(page, other).status_code == 303
    with app.app_context():
        assert record().body_id == cast.bodies["committee"]
