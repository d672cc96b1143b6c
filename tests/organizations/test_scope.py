"""An actor sees the own organization and everything below it, and nothing else exists."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.client import PageClient
from tests.organizations.building import Tree, build_tree, make_actor, sign_in
from tracker.access import Role
from tracker.core.errors import Forbidden, NotVisible
from tracker.organizations import queries, services
from tracker.organizations.models import Organization
from tracker.organizations.queries import OrganizationFilter

HIDDEN = ("province", "other_ward", "district")
SEEN = ("ward", "cell", "other_cell")


@pytest.fixture
def tree(session) -> Tree:
    return build_tree()


def test_the_condition_holds_for_the_own_organization_and_those_below(session, tree: Tree):
    actor = make_actor(tree.ward)
    found = session.execute(select(Organization.id).where(queries.in_scope(actor, Organization))).scalars()
    assert set(found) == {tree.ward.id, tree.cell.id, tree.other_cell.id}


def test_what_stands_above_or_beside_cannot_be_had(tree: Tree):
    actor = make_actor(tree.ward)
    for name in HIDDEN:
        with pytest.raises(NotVisible):
            queries.get_organization(actor, getattr(tree, name).id)
    assert [queries.get_organization(actor, getattr(tree, name).id).id for name in SEEN]


@pytest.mark.parametrize("impossible", [0, -1, 2**31, 10**30])
def test_an_impossible_number_is_answered_like_an_invisible_one(tree: Tree, impossible: int):
    with pytest.raises(NotVisible):
        queries.get_organization(make_actor(tree.ward), impossible)


def test_lists_search_and_labels_hold_only_what_is_in_scope(tree: Tree):
    actor = make_actor(tree.ward)
    rows = queries.organization_rows(actor, OrganizationFilter(), None)
    assert {row.id for row in rows} == {tree.ward.id, tree.cell.id, tree.other_cell.id}
    assert queries.find_organizations(actor, "muong thanh") == []
    keys = [f"org-{getattr(tree, name).id}" for name in HIDDEN + SEEN]
    assert set(queries.label_of(actor, keys)) == {f"org-{getattr(tree, name).id}" for name in SEEN}
    assert rows[0].parent_name in (None, tree.ward.name)
    (ward,) = [row for row in rows if row.id == tree.ward.id]
    assert ward.parent_name is None  # the city is above


def test_nobody_edits_what_is_out_of_scope_or_without_the_permission(tree: Tree):
    naming = services.Naming("Đảng bộ khác", tree.city.level, tree.city.founded_on.replace(year=2020))
    with pytest.raises(NotVisible):
        services.rename_organization(make_actor(tree.ward), tree.city, naming, naming.since)
    with pytest.raises(Forbidden):
        services.rename_organization(make_actor(tree.city, Role.CHAIR), tree.city, naming, naming.since)


@pytest.fixture
def ids(app: Flask, client: PageClient) -> dict[str, int]:
    """The numbers of the tree's organizations; the client is an officer of the ward."""
    with app.app_context():
        tree = build_tree()
        sign_in(client, make_actor(tree.ward))
        return {name: getattr(tree, name).id for name in (*HIDDEN, *SEEN, "city")}


@pytest.mark.parametrize("page", ["", "/rename", "/move", "/end", "/correct", "/bodies/new", "/terms/new"])
def test_pages_of_invisible_organizations_are_not_there(client: PageClient, ids: dict[str, int], page: str):
    answers = {name: client.get(f"/organizations/{ids[name]}{page}").status_code for name in (*HIDDEN, *SEEN)}
    assert answers == dict.fromkeys(HIDDEN, 404) | dict.fromkeys(SEEN, 200)


def test_pages_tell_nothing_of_what_is_above_or_beside(client: PageClient, ids: dict[str, int]):
    for url in ("/organizations", "/organizations/list", f"/organizations/{ids['ward']}"):
        page = client.get(url).text
        assert "phường Him Lam" in page
        assert "Mường Thanh" not in page and "thành phố Điện Biên Phủ" not in page and "tỉnh Điện Biên" not in page
    assert client.get(f"/organizations?top={ids['city']}").status_code == 404


def test_suggestions_hold_only_what_is_in_scope(client: PageClient, ids: dict[str, int]):
    assert client.get("/organizations/suggest?q=phuong").json == [
        {"key": f"org-{ids['ward']}", "label": "Đảng bộ phường Him Lam"}
    ]
    assert client.get("/organizations/suggest?q=thanh").json == []
