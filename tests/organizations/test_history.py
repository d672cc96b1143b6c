"""Names, levels and parents hold from a day to a day; the place columns follow every move."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.organizations.building import FOUNDED, TODAY, Tree, build_tree, found, make_actor
from tracker.access import Actor
from tracker.audit.models import AuditEvent
from tracker.core.errors import Conflict, NotVisible, RuleViolation
from tracker.members.models import Member
from tracker.members.states import Sex
from tracker.organizations import queries, services
from tracker.organizations.models import Organization
from tracker.organizations.services import Ending, Move, Naming
from tracker.organizations.states import EventKind, Level

CHANGED = date(2020, 1, 1)


@pytest.fixture
def tree(session) -> Tree:
    return build_tree()


@pytest.fixture
def actor(tree: Tree) -> Actor:
    return make_actor(tree.province)


def place(record) -> dict[str, int | None]:
    columns = ("central", "province", "district", "grassroots", "section", "cell")
    return {column: value for column in columns if (value := getattr(record, f"{column}_id")) is not None}


def add_member(session, organization: Organization) -> Member:
    member = Member(
        code="1", full_name="Lò Thị An", search_key="lo thi an 1", sex=Sex.FEMALE, born_on=date(1980, 2, 2),
        admitted_on=date(2005, 1, 1), organization_id=organization.id,
    )  # fmt: skip
    member.place_like(organization)
    session.add(member)
    session.flush()
    return member


def test_the_own_level_column_is_the_own_id(tree: Tree):
    assert place(tree.province) == {"province": tree.province.id}
    assert place(tree.cell) == {
        "province": tree.province.id, "district": tree.city.id, "grassroots": tree.ward.id, "cell": tree.cell.id
    }  # fmt: skip


def test_a_new_name_holds_from_its_first_day(actor: Actor, tree: Tree):
    services.rename_organization(actor, tree.ward, Naming("Đảng bộ phường Mới", Level.GRASSROOTS, CHANGED), TODAY)
    assert queries.name_on(tree.ward.id, date(2019, 12, 31)) == "Đảng bộ phường Him Lam"
    assert queries.name_on(tree.ward.id, CHANGED) == "Đảng bộ phường Mới"
    assert tree.ward.name == "Đảng bộ phường Mới"
    assert [(row.since, row.until) for row in queries.names_of(tree.ward.id)] == [
        (CHANGED, None), (FOUNDED, date(2019, 12, 31)),
    ]  # fmt: skip


def test_before_the_founding_and_after_the_end_the_nearest_name_is_given(actor: Actor, tree: Tree):
    services.end_organization(actor, tree.other_ward, Ending(CHANGED), TODAY)
    assert queries.name_on(tree.other_ward.id, date(1950, 1, 1)) == "Đảng bộ phường Mường Thanh"
    assert queries.name_on(tree.other_ward.id, TODAY) == "Đảng bộ phường Mường Thanh"
    with pytest.raises(NotVisible):
        queries.name_on(999_999, TODAY)


def test_past_names_are_found(actor: Actor, tree: Tree):
    services.rename_organization(actor, tree.ward, Naming("Đảng bộ phường Mới", Level.GRASSROOTS, CHANGED), TODAY)
    assert [key for key, _ in queries.find_organizations(actor, "him lam")] == [f"org-{tree.ward.id}"]


@pytest.mark.parametrize("since", [FOUNDED, date(1989, 12, 31), date(2026, 11, 24)])
def test_a_name_starts_after_the_present_one_and_not_in_the_future(actor: Actor, tree: Tree, since: date):
    with pytest.raises(RuleViolation) as refusal:
        services.rename_organization(actor, tree.ward, Naming("Tên khác", Level.GRASSROOTS, since), TODAY)
    assert refusal.value.field == "since"


def test_the_same_name_and_level_are_refused(actor: Actor, tree: Tree):
    with pytest.raises(RuleViolation):
        services.rename_organization(actor, tree.ward, Naming(tree.ward.name, tree.ward.level, CHANGED), TODAY)


def test_a_move_takes_along_everything_below(session, actor: Actor, tree: Tree):
    member = add_member(session, tree.cell)
    services.move_organization(actor, tree.ward, Move(tree.district.id, CHANGED, "Nghị quyết 1"), TODAY)
    session.expire_all()
    expected = {"province": tree.province.id, "district": tree.district.id, "grassroots": tree.ward.id}
    assert place(tree.ward) == expected
    assert place(tree.cell) == place(member) == {**expected, "cell": tree.cell.id}
    assert place(tree.other_ward)["district"] == tree.city.id
    assert [(row.parent_id, row.since, row.until) for row in queries.parents_of(actor, tree.ward.id)] == [
        (tree.district.id, CHANGED, None), (tree.city.id, FOUNDED, date(2019, 12, 31)),
    ]  # fmt: skip
    assert queries.events_of(actor, tree.ward.id)[0].kind is EventKind.TRANSFERRED


def test_a_move_past_a_level_leaves_that_level_empty(session, actor: Actor, tree: Tree):
    services.move_organization(actor, tree.ward, Move(tree.province.id, CHANGED), TODAY)
    session.expire_all()
    assert place(tree.cell) == {"province": tree.province.id, "grassroots": tree.ward.id, "cell": tree.cell.id}


def test_another_level_moves_the_id_to_another_column(session, actor: Actor, tree: Tree):
    section = found("S", "Đảng bộ bộ phận 1", Level.SECTION, tree.ward)
    cell = found("S-1", "Chi bộ 9", Level.CELL, section)
    services.rename_organization(actor, tree.ward, Naming("Đảng uỷ khối", Level.GRASSROOTS, CHANGED), TODAY)
    services.move_organization(actor, section, Move(tree.city.id, CHANGED), TODAY)
    raised = Naming("Đảng bộ cơ sở mới", Level.GRASSROOTS, date(2021, 1, 1))
    services.rename_organization(actor, section, raised, TODAY)
    session.expire_all()
    assert place(cell) == {
        "province": tree.province.id, "district": tree.city.id, "grassroots": section.id, "cell": cell.id
    }  # fmt: skip
    lowered = Naming("Đảng bộ bộ phận 1", Level.SECTION, date(2022, 1, 1))
    services.rename_organization(actor, section, lowered, TODAY)
    session.expire_all()
    assert place(cell) == {
        "province": tree.province.id, "district": tree.city.id, "section": section.id, "cell": cell.id
    }  # fmt: skip


def test_a_level_that_those_below_would_not_be_under_is_refused(actor: Actor, tree: Tree):
    with pytest.raises(RuleViolation) as refusal:
        services.rename_organization(actor, tree.city, Naming("Đảng uỷ", Level.GRASSROOTS, CHANGED), TODAY)
    assert refusal.value.field == "level"


def test_nothing_stands_under_itself(actor: Actor, tree: Tree):
    for target in (tree.ward, tree.cell):
        with pytest.raises(RuleViolation):
            services.move_organization(actor, tree.ward, Move(target.id, CHANGED), TODAY)


def test_a_parent_stands_on_a_higher_level(actor: Actor, tree: Tree):
    with pytest.raises(RuleViolation) as refusal:
        services.move_organization(actor, tree.ward, Move(tree.other_ward.id, CHANGED), TODAY)
    assert refusal.value.field == "parent"


def test_a_move_on_the_day_of_the_present_parent_is_refused_and_the_day_after_allowed(actor: Actor, tree: Tree):
    with pytest.raises(RuleViolation):
        services.move_organization(actor, tree.ward, Move(tree.district.id, FOUNDED), TODAY)
    services.move_organization(actor, tree.ward, Move(tree.district.id, date(1990, 1, 2)), TODAY)
    assert queries.parents_of(actor, tree.ward.id)[1].until == FOUNDED


def test_an_organization_older_than_its_parent_stands_under_it_from_the_parents_founding(actor: Actor, tree: Tree):
    old = found("O", "Chi bộ Cũ", Level.CELL, tree.ward, date(1961, 1, 1))
    assert [row.since for row in queries.parents_of(actor, old.id)] == [FOUNDED]


def test_an_organization_with_others_below_ends_only_with_a_successor(session, actor: Actor, tree: Tree):
    with pytest.raises(RuleViolation) as refusal:
        services.end_organization(actor, tree.ward, Ending(CHANGED), TODAY)
    assert refusal.value.field == "successor"
    services.end_organization(actor, tree.ward, Ending(CHANGED, "NQ", tree.other_ward.id), TODAY)
    session.expire_all()
    assert tree.cell.parent_id == tree.cell.grassroots_id == tree.other_ward.id
    assert [(row.parent_id, row.since) for row in queries.parents_of(actor, tree.cell.id)] == [
        (tree.other_ward.id, date(2020, 1, 2)), (tree.ward.id, FOUNDED),
    ]  # fmt: skip
    assert (tree.ward.ended_on, tree.ward.successor_id) == (CHANGED, tree.other_ward.id)
    assert queries.events_of(actor, tree.other_ward.id)[0].other_name == "Đảng bộ phường Him Lam"


def test_an_organization_with_members_does_not_end(session, actor: Actor, tree: Tree):
    member = add_member(session, tree.cell)
    with pytest.raises(RuleViolation):
        services.end_organization(actor, tree.cell, Ending(CHANGED), TODAY)
    member.left_on = date(2019, 1, 1)
    session.flush()
    services.end_organization(actor, tree.cell, Ending(CHANGED), TODAY)
    assert tree.cell.ended_on == CHANGED


def test_what_has_ended_changes_no_more_and_takes_nothing_in(actor: Actor, tree: Tree):
    services.end_organization(actor, tree.other_ward, Ending(CHANGED), TODAY)
    with pytest.raises(Conflict):
        services.end_organization(actor, tree.other_ward, Ending(CHANGED), TODAY)
    with pytest.raises(RuleViolation):
        services.move_organization(actor, tree.cell, Move(tree.other_ward.id, CHANGED), TODAY)


def test_a_corrected_name_is_no_new_version(actor: Actor, tree: Tree):
    services.correct_organization(actor, tree.ward, "T-DBP-HL", "Đảng bộ phường Him Lâm")
    assert [row.name for row in queries.names_of(tree.ward.id)] == ["Đảng bộ phường Him Lâm"]
    with pytest.raises(RuleViolation) as refusal:
        services.correct_organization(actor, tree.ward, "T-DBP", "Đảng bộ phường Him Lam")
    assert refusal.value.field == "code"


def test_each_act_leaves_an_entry_with_ids_only(session, actor: Actor, tree: Tree):
    services.rename_organization(actor, tree.ward, Naming("Tên Kín", Level.GRASSROOTS, CHANGED), TODAY)
    services.move_organization(actor, tree.ward, Move(tree.district.id, CHANGED), TODAY)
    entries = session.execute(select(AuditEvent).order_by(AuditEvent.seq.desc()).limit(2)).scalars().all()
    assert [entry.action for entry in entries] == ["organization.moved", "organization.renamed"]
    assert not any("Kín" in entry.body or "Him Lam" in entry.body for entry in entries)
