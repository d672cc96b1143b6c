"""Subjects are counted, on their day, under the body that decided, for those who may know of the case."""

from dataclasses import replace

import pytest

from tests.cast import ago
from tests.reorganization.building import bodies, end, give_bodies
from tracker.accounts.queries import get_actor
from tracker.cases.models import Case
from tracker.cases.past import PastSubject
from tracker.cases.states import Outcome, Severity, State, SubjectType
from tracker.extensions import db
from tracker.organizations.models import Organization
from tracker.organizations.services import Move, move_organization
from tracker.statistics.queries import Cell, Question, count_subjects, subject_rows, summary
from tracker.statistics.states import Deciders, Measure, Work

ORGANIZATIONS, MEMBERS = SubjectType.ORGANIZATION, SubjectType.MEMBER
WHOLE = Question(ago(1000), ago(0))


@pytest.fixture
def counted(app, cast):
    """``counted(Work.INSPECTED, question, by="chair")`` – (organizations, members)."""

    def count(work: Work, question: Question = WHOLE, by: str | None = None) -> tuple[int, int]:
        with app.app_context():
            actor = get_actor(cast.accounts[by]) if by else None
            found = summary(actor, question)
            return found.work(work, ORGANIZATIONS), found.work(work, MEMBERS)

    return count


def test_a_subject_of_two_cases_counts_twice(enter, counted):
    enter("committee", ("cell", "cell_two"), ("secretary",))
    enter("committee", ("cell",))
    assert counted(Work.INSPECTED) == (3, 1)
    assert counted(Work.SUPERVISED) == (0, 0)


def test_the_first_and_the_last_day_of_the_period_count(enter, counted):
    enter("committee", ("cell",), concluded_on=ago(400))
    assert counted(Work.INSPECTED, Question(ago(400), ago(400))) == (1, 0)
    assert counted(Work.INSPECTED, Question(ago(399), ago(0))) == (0, 0)
    assert counted(Work.INSPECTED, Question(ago(1000), ago(401))) == (0, 0)


def test_work_of_committees_and_of_commissions_adds_up_to_all(enter, counted):
    enter("committee", ("cell",), kind="thematic_supervision")
    enter("commission", ("cell", "cell_two"))
    found = {deciders: counted(Work.SUPERVISED, Question(ago(1000), ago(0), deciders)) for deciders in Deciders}
    assert found == {Deciders.ALL: (3, 0), Deciders.COMMITTEE: (1, 0), Deciders.COMMISSION: (2, 0)}


def test_a_restricted_case_is_in_no_number_of_those_who_may_not_know_of_it(enter, counted):
    enter("committee", ("cell",), restricted=True)
    enter("committee", ("cell_two",))
    assert counted(Work.INSPECTED, by="leader") == (2, 0)
    assert counted(Work.INSPECTED, by="chair") == (1, 0)
    assert counted(Work.INSPECTED, by="upper_chair") == (1, 0)


def test_nobody_counts_a_case_about_himself_or_of_a_neighbour(enter, counted):
    enter("committee", ("cell",), ("secretary",))
    assert counted(Work.INSPECTED, by="chair") == (1, 1)
    assert counted(Work.INSPECTED, by="subject") == (0, 0)
    assert counted(Work.INSPECTED, by="stranger") == (0, 0)


def test_figures_of_a_subtree_follow_the_tree_of_the_day_of_the_conclusion(app, cast, enter, counted):
    enter("commission", ("cell",), concluded_on=ago(400))
    enter("commission", ("cell",), concluded_on=ago(100), archived_on=ago(90))
    with app.app_context():
        ward = db.session.get_one(Organization, cast.organizations["ward"])
        centre = cast.organizations["centre"]
        move_organization(None, ward, Move(centre, ago(200)), ago(0))
        db.session.commit()
        province = db.session.get_one(Organization, cast.organizations["province"])
        db.session.expunge_all()
    under = Question(ago(1000), ago(0), organization=province)
    assert counted(Work.SUPERVISED, under) == (1, 0)
    assert counted(Work.SUPERVISED) == (2, 0)


def test_a_case_that_an_heir_took_over_later_counts_where_it_was_concluded(app, cast, enter, counted):
    ref = enter("committee", ("cell",))
    with app.app_context():
        db.session.query(Case).filter(Case.ref == ref).update({"state": State.FOLLOW_UP, "archived_on": None})
        give_bodies(cast, "other_ward", *bodies(cast, "ward"))
        end(cast, "ward", "other_ward", 100)
        db.session.commit()
        old, heir = (db.session.get_one(Organization, cast.organizations[name]) for name in ("ward", "other_ward"))
        assert db.session.query(Case).one().body_id == bodies(cast, "other_ward")["committee"]
        db.session.expunge_all()
    assert counted(Work.INSPECTED, replace(WHOLE, organization=old)) == (1, 0)
    assert counted(Work.INSPECTED, replace(WHOLE, organization=heir)) == (0, 0)


def test_the_list_behind_a_number_holds_what_was_counted(app, cast, enter):

    guilty = PastSubject(ORGANIZATIONS, cast.organizations["cell"], Outcome.MUST_DISCIPLINE, Severity.SERIOUS)
    weak = PastSubject(ORGANIZATIONS, cast.organizations["cell_two"], Outcome.SHORTCOMINGS)
    enter("committee", subjects=[guilty, weak])
    with app.app_context():
        actor = get_actor(cast.accounts["leader"])
        for measure, names in (
            (Measure.SUBJECTS, ["Chi bộ tổ dân phố 2", "Chi bộ tổ dân phố 1"]),
            (Measure.VIOLATED, ["Chi bộ tổ dân phố 1"]),
            (Measure.MUST_DISCIPLINE, ["Chi bộ tổ dân phố 1"]),
            (Measure.DISCIPLINED, []),
        ):
            cell = Cell(measure, type=ORGANIZATIONS)
            assert [row.name for row in subject_rows(actor, WHOLE, cell, None)] == names
            assert count_subjects(actor, WHOLE, cell) == len(names)
