"""Search without regard to marks; the marks that were typed come first."""

import pytest

from tests.organizations.building import Tree, build_tree, found, make_actor
from tracker.access import Actor
from tracker.organizations.queries import (
    OrganizationFilter,
    find_organizations,
    label_of,
    organization_rows,
)
from tracker.organizations.states import Level


@pytest.fixture
def tree(session) -> Tree:
    return build_tree()


@pytest.fixture
def actor(tree: Tree) -> Actor:
    return make_actor(tree.province)


def names(actor: Actor, text: str) -> list[str]:
    return [label.partition(" (")[0] for _, label in find_organizations(actor, text)]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("dien bien phu", "Đảng bộ thành phố Điện Biên Phủ"),
        ("ĐIỆN BIÊN PHỦ", "Đảng bộ thành phố Điện Biên Phủ"),
        ("phu dien", "Đảng bộ thành phố Điện Biên Phủ"),
        ("duc", "Chi bộ Đức Dương"),
        ("đức", "Chi bộ Đức Dương"),
        ("him l", "Đảng bộ phường Him Lam"),
        ("t-dbp-mt", "Đảng bộ phường Mường Thanh"),
    ],
)
def test_every_typed_word_begins_a_word_of_name_or_code(actor: Actor, typed: str, wanted: str):
    assert wanted in names(actor, typed)


@pytest.mark.parametrize("typed", ["uc", "hien bien", "dien bien lao cai", "%", "_", "", "  ", "\x00", "'; --"])
def test_the_middle_of_a_word_and_signs_find_nothing(actor: Actor, typed: str):
    assert names(actor, typed) == []


def test_names_with_the_very_marks_stand_first(actor: Actor, tree: Tree):
    found("A", "Chi bộ Đường Sắt", Level.CELL, tree.ward)
    assert names(actor, "dương") == ["Chi bộ Đức Dương", "Chi bộ Đường Sắt"]
    assert names(actor, "đường") == ["Chi bộ Đường Sắt", "Chi bộ Đức Dương"]


def test_a_label_names_the_parent(actor: Actor, tree: Tree):
    assert label_of(actor, [f"org-{tree.ward.id}"]) == {
        f"org-{tree.ward.id}": "Đảng bộ phường Him Lam (Đảng bộ thành phố Điện Biên Phủ)"
    }


@pytest.mark.parametrize("key", ["", "org-", "org-0", "org-x", "member-1", "org-99999999999999999999", "org-1\n"])
def test_a_malformed_key_has_no_label(actor: Actor, key: str):
    assert label_of(actor, [key]) == {}


def test_the_list_is_narrowed_by_words_and_level_and_sorted_by_name(actor: Actor, tree: Tree):
    rows = organization_rows(actor, OrganizationFilter(text="dang bo", level=Level.GRASSROOTS), None)
    assert [row.id for row in rows] == [tree.ward.id, tree.other_ward.id]


def test_a_long_query_is_cut_not_refused(actor: Actor):
    assert names(actor, "x" * 100_000) == []


def test_higher_organizations_stand_first_among_equal_matches(actor: Actor, tree: Tree):
    found("A", "Chi bộ Cơ quan Him Lam", Level.CELL, tree.ward)
    assert names(actor, "him lam") == ["Đảng bộ phường Him Lam", "Chi bộ Cơ quan Him Lam"]
