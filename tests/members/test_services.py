"""Membership and posts hold from a day to a day; who is out of scope is not there."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.members.building import ADMITTED, admit, facts
from tests.organizations.building import FOUNDED, TODAY, Tree, build_tree, make_actor
from tracker.access import Actor, Role
from tracker.audit.models import AuditEvent
from tracker.core.errors import Conflict, Forbidden, NotVisible, RuleViolation
from tracker.members import queries, services
from tracker.members.models import Member
from tracker.members.queries import MemberFilter
from tracker.members.services import NewPost, Transfer
from tracker.members.states import Standing
from tracker.organizations import services as organizations

MOVED = date(2015, 10, 1)


@pytest.fixture
def tree(session) -> Tree:
    return build_tree()


@pytest.fixture
def actor(tree: Tree) -> Actor:
    return make_actor(tree.city)


def test_a_member_stands_where_the_organization_stands(actor: Actor, tree: Tree):
    member = admit(tree.cell, actor)
    assert (member.grassroots_id, member.cell_id) == (tree.ward.id, tree.cell.id)
    assert [(row.since, row.until) for row in queries.memberships_of(actor, member.id)] == [(ADMITTED, None)]


def test_above_and_beside_members_are_invisible(actor: Actor, tree: Tree):
    beside = make_actor(tree.other_ward)
    member = admit(tree.cell)
    with pytest.raises(NotVisible):
        queries.get_member(beside, member.id)
    with pytest.raises(NotVisible):
        services.correct_member(beside, member, facts(), TODAY)
    assert queries.member_rows(beside, MemberFilter(TODAY), None) == []
    assert queries.find_members(beside, "duc") == [] and queries.label_of(beside, [f"member-{member.id}"]) == {}
    assert queries.find_members(actor, "duc")
    for impossible in (0, -1, 2**31, 10**30):
        with pytest.raises(NotVisible):
            queries.get_member(actor, impossible)


def test_without_the_permission_nothing_is_edited(tree: Tree):
    member = admit(tree.cell)
    chair = make_actor(tree.city, Role.CHAIR)
    with pytest.raises(Forbidden):
        services.correct_member(chair, member, facts(), TODAY)
    with pytest.raises(Forbidden):
        admit(tree.cell, chair, code="2")


def test_search_folds_marks_and_puts_the_typed_ones_first(actor: Actor, tree: Tree):
    duc = admit(tree.cell)
    duoc = admit(tree.cell, code="050002", full_name="Lò Thị Dục")
    assert [key for key, _ in queries.find_members(actor, "duc")] == [f"member-{duoc.id}", f"member-{duc.id}"]
    assert next(key for key, _ in queries.find_members(actor, "đức")) == f"member-{duc.id}"
    assert [key for key, _ in queries.find_members(actor, "050002")] == [f"member-{duoc.id}"]
    assert (
        queries.find_members(actor, "uc") == queries.find_members(actor, "%") == queries.find_members(actor, "") == []
    )


def test_a_label_names_the_home_organization(actor: Actor, tree: Tree):
    member = admit(tree.cell)
    assert queries.label_of(actor, [f"member-{member.id}", "member-0", "org-1", ""]) == {
        f"member-{member.id}": "Nguyễn Văn Đức – Chi bộ 1 (Đảng bộ phường Him Lam)"
    }


def test_a_transfer_closes_the_membership_the_day_before(actor: Actor, tree: Tree):
    member = admit(tree.cell)
    services.transfer_member(actor, member, Transfer(tree.other_ward.id, MOVED), TODAY)
    assert (member.organization_id, member.grassroots_id, member.cell_id) == (
        tree.other_ward.id, tree.other_ward.id, None,
    )  # fmt: skip
    assert [(row.organization_id, row.since, row.until) for row in queries.memberships_of(actor, member.id)] == [
        (tree.other_ward.id, MOVED, None), (tree.cell.id, ADMITTED, date(2015, 9, 30)),
    ]  # fmt: skip


def test_temporary_activity_leaves_the_home_organization(actor: Actor, tree: Tree):
    member = admit(tree.cell)
    stay = Transfer(tree.other_cell.id, MOVED, date(2016, 3, 31))
    services.transfer_member(actor, member, stay, TODAY)
    assert member.organization_id == tree.cell.id
    assert [row.temporary for row in queries.memberships_of(actor, member.id)] == [True, False]


@pytest.mark.parametrize(("since", "until"), [(ADMITTED, None), (date(2026, 11, 24), None), (MOVED, date(2015, 9, 30))])
def test_a_transfer_with_impossible_days_is_refused(actor: Actor, tree: Tree, since: date, until: date | None):
    member = admit(tree.cell)
    with pytest.raises(RuleViolation):
        services.transfer_member(actor, member, Transfer(tree.other_ward.id, since, until), TODAY)
    assert len(queries.memberships_of(actor, member.id)) == 1


def test_nobody_is_transferred_out_of_sight_or_to_what_has_ended(actor: Actor, tree: Tree):
    member = admit(tree.cell)
    with pytest.raises(NotVisible):
        services.transfer_member(actor, member, Transfer(tree.district.id, MOVED), TODAY)
    organizations.end_organization(None, tree.other_ward, organizations.Ending(date(2015, 1, 1)), TODAY)
    with pytest.raises(RuleViolation):
        services.transfer_member(actor, member, Transfer(tree.other_ward.id, MOVED), TODAY)


def test_posts_are_known_on_each_day(actor: Actor, tree: Tree):
    member = admit(tree.cell)
    post = services.appoint_to_post(actor, member, NewPost("Bí thư Chi bộ 1", tree.cell.id, date(2015, 1, 1)), TODAY)
    services.end_post(actor, member, post, date(2018, 6, 30))
    assert [row.title for row in queries.posts_on(member.id, date(2018, 6, 30))] == ["Bí thư Chi bộ 1"]
    assert queries.posts_on(member.id, date(2018, 7, 1)) == queries.posts_on(member.id, date(2014, 12, 31)) == []
    assert queries.describe_on(member.id, date(2018, 7, 1)) == "nguyên Bí thư Chi bộ 1"
    other = admit(tree.cell, code="2")
    assert queries.descriptions_on([member.id, other.id], date(2016, 1, 1)) == {
        member.id: "Bí thư Chi bộ 1", other.id: "",
    }  # fmt: skip


def test_a_post_raises_the_version_of_the_record(actor: Actor, tree: Tree):
    member = admit(tree.cell)
    before = member.version
    services.appoint_to_post(actor, member, NewPost("Bí thư", tree.cell.id, MOVED), TODAY)
    assert member.version == before + 1


def test_a_probationary_member_becomes_official_once(actor: Actor, tree: Tree):
    member = admit(tree.cell, official_on=None)
    assert member.standing_on(date(2006, 5, 19)) is Standing.PROBATIONARY
    services.make_official(actor, member, date(2006, 5, 19), TODAY)
    assert member.standing_on(date(2006, 5, 18)) is Standing.PROBATIONARY
    assert member.standing_on(date(2006, 5, 19)) is Standing.OFFICIAL
    with pytest.raises(Conflict):
        services.make_official(actor, member, date(2006, 5, 20), TODAY)


def test_leaving_ends_the_membership_and_the_posts_and_keeps_the_record(actor: Actor, tree: Tree):
    member = admit(tree.cell)
    services.appoint_to_post(actor, member, NewPost("Bí thư", tree.cell.id, MOVED), TODAY)
    with pytest.raises(RuleViolation):
        services.record_leaving(actor, member, date(2015, 9, 30), TODAY)
    services.record_leaving(actor, member, date(2020, 1, 1), TODAY)
    assert queries.memberships_of(actor, member.id)[0].until == date(2020, 1, 1)
    assert queries.posts_on(member.id, date(2020, 1, 2)) == []
    assert queries.member_rows(actor, MemberFilter(TODAY), None) == []
    assert len(queries.member_rows(actor, MemberFilter(TODAY, left=True), None)) == 1
    with pytest.raises(Conflict):
        services.transfer_member(actor, member, Transfer(tree.other_ward.id, date(2021, 1, 1)), TODAY)


def test_a_code_belongs_to_one_member(actor: Actor, tree: Tree):
    admit(tree.cell)
    with pytest.raises(RuleViolation) as refusal:
        admit(tree.cell, actor)
    assert refusal.value.field == "code"


def test_a_corrected_admission_is_not_later_than_the_first_membership(actor: Actor, tree: Tree):
    member = admit(tree.cell)
    with pytest.raises(RuleViolation) as refusal:
        services.correct_member(actor, member, facts(admitted_on=date(2005, 5, 20)), TODAY)
    assert refusal.value.field == "admitted_on"
    services.correct_member(actor, member, facts(admitted_on=date(2005, 5, 18), full_name="Nguyễn Văn Đực"), TODAY)
    assert queries.find_members(actor, "đực")[0][0] == f"member-{member.id}"


@pytest.mark.parametrize("since", [date(2005, 5, 18), date(2026, 11, 24), FOUNDED])
def test_a_member_from_elsewhere_comes_between_admission_and_today(actor: Actor, tree: Tree, since: date):
    with pytest.raises(RuleViolation) as refusal:
        services.admit_member(actor, facts(), tree.cell.id, TODAY, since=since)
    assert refusal.value.field == "since"
    member = services.admit_member(actor, facts(), tree.cell.id, TODAY, since=MOVED)
    assert queries.memberships_of(actor, member.id)[0].since == MOVED


def test_the_list_is_narrowed_by_standing_organization_and_words(actor: Actor, tree: Tree):
    official = admit(tree.cell)
    probationary = admit(tree.other_ward, code="2", full_name="Lò Thị An", official_on=None)

    def ids(**wanted: object) -> list[int]:
        return [row.id for row in queries.member_rows(actor, MemberFilter(TODAY, **wanted), None)]

    assert ids() == [probationary.id, official.id]  # by name
    assert ids(standing=Standing.OFFICIAL) == [official.id]
    assert ids(standing=Standing.PROBATIONARY) == [probationary.id]
    assert ids(top=tree.ward) == [official.id]
    assert ids(text="an lo") == [probationary.id]


def test_each_act_leaves_an_entry_without_names(session, actor: Actor, tree: Tree):
    member = admit(tree.cell, actor)
    services.transfer_member(actor, member, Transfer(tree.other_ward.id, MOVED), TODAY)
    entries = session.execute(select(AuditEvent).order_by(AuditEvent.seq.desc()).limit(2)).scalars().all()
    assert [entry.action for entry in entries] == ["member.transferred", "member.admitted"]
    assert not any("Nguyễn" in entry.body or "1980" in entry.body for entry in entries)
    assert session.get(Member, member.id).version == 2
