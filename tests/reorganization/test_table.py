"""A table of old and new organizations: tried first, then carried out whole or not at all."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.cast import TODAY, ago, typed
from tests.reorganization.building import bodies, give_bodies
from tests.stories import Story
from tracker.accounts.queries import get_actor
from tracker.cases.models import Case
from tracker.core.errors import Forbidden
from tracker.extensions import db
from tracker.members.models import Member
from tracker.organizations.models import Body, Organization
from tracker.organizations.services import BodyFacts, set_up_body
from tracker.organizations.states import BodyKind
from tracker.reorganization.services import carry_out_table, try_table

HEAD = ["Mã", "Mã kế thừa", "Ngày cuối", "Quyết định"]
NQ = "Nghị quyết 1661/NQ-UBTVQH15"


@pytest.fixture
def officer(world):
    """An officer of the province, with all the bodies the successors need."""
    for name in ("ward", "other_ward"):
        place = db.session.get_one(Organization, world.organizations[name])
        there = set(db.session.scalars(select(Body.kind).where(Body.organization_id == place.id)))
        for kind in {BodyKind.COMMITTEE, BodyKind.COMMISSION} - there:
            facts = BodyFacts("Đảng uỷ", "Đảng bộ tỉnh", "Đảng uỷ", "ĐU", "Điện Biên", "T/M ĐẢNG UỶ", 9, "")
            set_up_body(None, place, kind, facts)
    return get_actor(world.accounts["upper_officer"])


def living() -> set[str]:
    return set(db.session.scalars(select(Organization.code).where(Organization.ended_on.is_(None))))


def row(code: str, successor: str, days: int = 2, decision: str = NQ) -> list[str]:
    return [code, successor, typed(ago(days)), decision]


def test_a_trial_tells_what_moves_and_changes_nothing(world, officer):
    before = living()
    tried = try_table(officer, [HEAD, row("P2", "P1"), row("P1.2", "P1.1")], TODAY)
    assert tried.problems == []
    assert [(one.row, one.name, one.moved.members, one.moved.accounts) for one in tried.ready] == [
        (2, "Đảng bộ phường Mường Thanh", 0, 1),
        (3, "Chi bộ tổ dân phố 2", 3, 0),
    ]
    assert living() == before
    assert db.session.get_one(Member, world.members["chair"]).organization_id == world.organizations["cell_two"]


def test_what_was_tried_is_what_happens(world, officer):
    table = [HEAD, row("P2", "P1"), row("P1.2", "P1.1")]
    tried = try_table(officer, table, TODAY)
    assert carry_out_table(officer, table, TODAY).ready == tried.ready
    assert {"P2", "P1.2"}.isdisjoint(living())
    assert db.session.get_one(Member, world.members["chair"]).organization_id == world.organizations["cell"]


def test_a_cell_and_the_committee_above_it_end_in_one_table_in_any_order(officer):
    for table in ([row("P2", "P1"), row("P2.1", "P1.1")], [row("P2.1", "P1.1"), row("P2", "P1")]):
        assert try_table(officer, [HEAD, *table], TODAY).problems == []


def test_what_passes_to_one_that_ends_later_passes_on_in_any_order_of_the_rows(world, officer):
    rows = [row("P1.2", "P1.1", 3), row("P1.1", "P2.1", 2)]
    for table in (rows, rows[::-1]):
        assert try_table(officer, [HEAD, *table], TODAY).problems == []


def test_a_row_names_others_for_single_pieces_and_the_trial_shows_them(world, officer):
    for one in ("province", "other_ward"):
        give_bodies(world, one, *bodies(world, "ward"))
    case = Story(world).conducting().file("head").case
    chair = get_actor(world.accounts["upper_chair"])
    both = replace(officer, roles=officer.roles | chair.roles)  # one person who edits the tree and leads
    for number in (case.decision_number, case.ref):
        table = [[*HEAD, "Ngoại lệ"], [*row("P1", "P2"), f"{number} = T"]]
        tried = try_table(both, table, TODAY)
        assert tried.problems == []
        assert [one.others for one in tried.ready] == [((case.title, "Đảng bộ tỉnh Điện Biên"),)]
    assert carry_out_table(both, table, TODAY).ready == tried.ready
    assert db.session.get_one(Case, case.id).body_id == bodies(world, "province")[BodyKind.COMMISSION]


@pytest.mark.parametrize(
    ("cell", "words"), [("99-QĐ/X = P2", "no open work"), ("abc", "number = code"), ("2026 =", "number = code")]
)
def test_an_exception_that_cannot_be_read_or_found_is_told_in_its_column(officer, cell, words):
    found = try_table(officer, [[*HEAD, "Ngoại lệ"], [*row("P2", "P1"), cell]], TODAY)
    assert [problem.column for problem in found.problems] == ["Work that others take over"]
    assert words in str(found.problems[0].reason)


@pytest.mark.parametrize(
    ("bad", "column", "words"),
    [
        (row("P9", "P1"), "Code of the organization that ends", "P9"),
        (row("P2", "P9"), "Code of the successor", "P9"),
        (row("P2", "P2"), "Code of the successor", "itself"),
        (row("P1", "P1.1"), "Code of the successor", "no body"),
        (row("P2", "P1", -1), "Last day", "still to come"),
        (row("P2", "P1", 5000), "Last day", "later than"),
        (["P2", "P1", "31/02/2026", NQ], "Last day", "calendar"),
        (["P2", "P1", "", NQ], "Last day", "Fill this in"),
        (["P2", "P1", typed(ago(2)), ""], "Decision", "Fill this in"),
        (row("TW", "P1"), "Code of the organization that ends", "TW"),
    ],
)
def test_one_bad_row_is_named_and_nothing_is_stored(officer, bad, column, words):
    before = living()
    for act in (try_table, carry_out_table):
        found = act(officer, [HEAD, row("P1.2", "P1.1"), bad], TODAY)
        assert [(problem.row, problem.column) for problem in found.problems] == [(3, column)]
        assert words in str(found.problems[0].reason)
    assert living() == before


def test_a_code_stands_once_and_the_table_is_bounded(officer):
    twice = try_table(officer, [HEAD, row("P2", "P1"), row("P2", "P1")], TODAY)
    assert [problem.row for problem in twice.problems] == [2, 3]
    long = try_table(officer, [HEAD, *(row(f"X{number}", "P1") for number in range(501))], TODAY)
    assert "500" in str(long.problems[0].reason)


def test_only_who_may_edit_the_tree(world):
    with pytest.raises(Forbidden):
        try_table(get_actor(world.accounts["upper_chair"]), [HEAD, row("P2", "P1")], TODAY)
