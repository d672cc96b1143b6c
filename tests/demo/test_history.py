"""The founding article's figures come out of the demo exactly, and the tree has lived through what happened to it."""

import json
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from tracker.cases.models import Case
from tracker.cases.states import SubjectType
from tracker.core import clock
from tracker.extensions import db
from tracker.organizations.models import Organization
from tracker.organizations.queries import name_on
from tracker.reorganization.models import CaseHandover
from tracker.statistics.queries import Question, find_by_code, summary
from tracker.statistics.states import Deciders, Work

FOUNDING = {"inspected": {"organizations": 103, "members": 6}, "supervised": {"organizations": 37, "members": 21}}


def ask(app: Flask, *arguments: str) -> dict[str, object]:
    answer = app.test_cli_runner().invoke(args=["stats", "summary", "--json", *arguments])
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.output)


def blocks(figures: dict[str, object]) -> dict[str, object]:
    return {name: figures[name] for name in FOUNDING}


def test_the_founding_figures_come_out_exactly(demo_app):
    found = ask(demo_app, "--from", "2015-08-01", "--to", "2020-07-31", "--body", "committee")
    assert blocks(found) == FOUNDING


def test_a_committee_that_has_ended_keeps_its_figures(demo_app):
    term = ("--from", "2015-08-01", "--to", "2020-07-31", "--body", "committee")
    assert blocks(ask(demo_app, *term, "--organization", "DBP")) == FOUNDING
    nothing = {"organizations": 0, "members": 0}
    assert blocks(ask(demo_app, *term, "--organization", "P-DBP")) == dict.fromkeys(FOUNDING, nothing)


@pytest.mark.parametrize(
    ("since", "until", "deciders", "inspected", "supervised"),
    [
        (date(2015, 7, 31), date(2020, 7, 31), Deciders.COMMITTEE, (105, 6), (39, 21)),  # one day earlier
        (date(2015, 8, 1), date(2020, 8, 1), Deciders.COMMITTEE, (105, 6), (39, 21)),  # one day later
        (date(2015, 8, 1), date(2020, 7, 31), Deciders.COMMISSION, (4, 0), (2, 0)),
        (date(2015, 8, 1), date(2020, 7, 31), Deciders.ALL, (107, 6), (39, 21)),
    ],
)
def test_what_was_concluded_outside_the_term_or_by_a_commission_is_not_counted(
    demo_app, since, until, deciders, inspected, supervised
):
    with demo_app.app_context():
        found = summary(None, Question(since, until, deciders))
        types = (SubjectType.ORGANIZATION, SubjectType.MEMBER)
        assert tuple(found.work(Work.INSPECTED, one) for one in types) == inspected
        assert tuple(found.work(Work.SUPERVISED, one) for one in types) == supervised


def test_a_case_of_the_term_has_one_to_four_subjects(demo_app):
    sizes = "SELECT count(*) AS size FROM case_subjects s JOIN cases c ON c.id = s.case_id"
    sizes += " WHERE c.concluded_on BETWEEN '2015-08-01' AND '2020-07-31' GROUP BY s.case_id"
    with demo_app.app_context():
        assert set(db.session.execute(text(sizes)).scalars()) == {1, 2, 3, 4}


def test_the_readable_table_shows_the_same_figures(demo_app):
    arguments = ["stats", "summary", "--from", "2015-08-01", "--to", "2020-07-31", "--body", "committee"]
    lines = demo_app.test_cli_runner().invoke(args=arguments).output.splitlines()
    assert [line.split() for line in lines if line.startswith(("inspected", "supervised"))] == [
        ["inspected", "103", "6"],
        ["supervised", "37", "21"],
    ]


def test_the_command_line_refuses_what_it_cannot_count(demo_app):
    def output(*arguments: str) -> tuple[int, str]:
        answer = demo_app.test_cli_runner().invoke(args=["stats", "summary", *arguments])
        return answer.exit_code, answer.output

    assert output("--from", "2020-07-31", "--to", "2015-08-01")[0] == 2
    status, said = output("--from", "2015-08-01", "--to", "2020-07-31", "--organization", "X")
    assert (status, said) == (1, "There is no organization with the code X.\n")


def test_units_end_and_move_with_their_day_and_keep_their_names(demo_app):
    with demo_app.app_context():
        place = {one.code: one for one in db.session.query(Organization)}
        province = place["DB"].id
        assert place["TL"].ended_on == date(2019, 12, 31) and place["TL"].successor_id == place["TM"].id
        assert place["HL"].ended_on == date(2025, 6, 30) and place["HL"].successor_id == place["P-DBP"].id
        assert place["DBP"].ended_on == date(2025, 6, 30)
        assert place["NTA"].parent_id == province and place["P-DBP"].parent_id == province
        assert place["TL-01"].grassroots_id == place["P-DBP"].id
        assert name_on(place["TL"].id, date(2017, 1, 1)) == "Đảng bộ xã Tà Lèng"
        assert find_by_code("HL-01").parent_id == place["P-DBP"].id


def test_a_companys_organization_ended_some_weeks_ago_and_its_case_goes_on_in_the_ward(demo_app):
    with demo_app.app_context():
        place = {one.code: one for one in db.session.query(Organization)}
        company, ward = place["CTMT"], place["P-DBP"]
        assert company.ended_on == clock.today() - timedelta(days=21) and company.successor_id == ward.id
        [handed_on] = db.session.query(CaseHandover)
        assert db.session.get_one(Case, handed_on.case_id).grassroots_id == ward.id
        assert place["TB-04"].name.endswith("Kim Đồng") and place["MT-05"].parent_id == ward.id


def test_an_event_that_was_not_looked_up_says_that_it_is_assumed(demo_app):
    rows = "SELECT DISTINCT decision FROM organization_events WHERE decision NOT LIKE '%1661/NQ-UBTVQH15%'"
    with demo_app.app_context():
        decisions = set(db.session.execute(text(rows)).scalars())
    assert all("giả định" in decision.lower() for decision in decisions if decision), decisions
