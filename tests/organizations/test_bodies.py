"""Bodies fit the level of their organization; terms do not overlap."""

from datetime import date

import pytest

from tests.organizations.building import FOUNDED, Tree, body_facts, build_tree, make_actor
from tracker.access import Actor
from tracker.core.errors import NotVisible, RuleViolation
from tracker.organizations import queries, services
from tracker.organizations.rules import bodies_of_level
from tracker.organizations.services import NewTerm
from tracker.organizations.states import BodyKind, Level


@pytest.fixture
def tree(session) -> Tree:
    return build_tree()


@pytest.fixture
def actor(tree: Tree) -> Actor:
    return make_actor(tree.city)


@pytest.mark.parametrize(
    ("level", "commission"),
    [(Level.CELL, False), (Level.SECTION, False), (Level.GRASSROOTS, True), (Level.DISTRICT, True)],
)
def test_inspection_commissions_exist_from_the_grassroots_up(level: Level, commission: bool):
    assert (BodyKind.COMMISSION in bodies_of_level(level)) is commission


def test_a_cell_has_no_commission(actor: Actor, tree: Tree):
    with pytest.raises(RuleViolation) as refusal:
        services.set_up_body(actor, tree.cell, BodyKind.COMMISSION, body_facts())
    assert refusal.value.field == "kind" and refusal.value.citations


def test_a_body_is_set_up_once(actor: Actor, tree: Tree):
    services.set_up_body(actor, tree.ward, BodyKind.COMMISSION, body_facts())
    with pytest.raises(RuleViolation):
        services.set_up_body(actor, tree.ward, BodyKind.COMMISSION, body_facts())


def test_a_change_of_a_body_raises_its_version(actor: Actor, tree: Tree):
    body = services.set_up_body(actor, tree.ward, BodyKind.COMMISSION, body_facts())
    before = body.version
    services.change_body(actor, body, body_facts(seats=7))
    assert (body.seats, body.version) == (7, before + 1)


def test_bodies_and_terms_out_of_scope_are_not_there(actor: Actor, tree: Tree):
    body = services.set_up_body(None, tree.district, BodyKind.COMMISSION, body_facts())
    term = services.open_term(None, tree.district, NewTerm("2020–2025", date(2020, 6, 1)))
    with pytest.raises(NotVisible):
        queries.get_body(actor, body.id)
    with pytest.raises(NotVisible):
        queries.get_term(actor, term.id)


def test_terms_follow_each_other_without_overlap(actor: Actor, tree: Tree):
    first = services.open_term(actor, tree.city, NewTerm("2015–2020", date(2015, 7, 30)))
    with pytest.raises(RuleViolation):
        services.open_term(actor, tree.city, NewTerm("2020–2025", date(2020, 7, 30)))
    services.close_term(actor, first, date(2020, 7, 29))
    second = services.open_term(actor, tree.city, NewTerm("2020–2025", date(2020, 7, 30)))
    assert queries.term_on(tree.city.id, date(2020, 7, 29)) is first
    assert queries.term_on(tree.city.id, date(2020, 7, 30)) is second
    assert queries.term_on(tree.city.id, date(2015, 7, 29)) is None
    with pytest.raises(RuleViolation):
        services.close_term(actor, first, date(2020, 7, 30))


@pytest.mark.parametrize(("since", "until"), [(date(1989, 12, 31), None), (date(2015, 1, 2), date(2015, 1, 1))])
def test_a_term_lies_within_the_life_of_the_organization_and_ends_after_it_starts(
    actor: Actor, tree: Tree, since: date, until: date | None
):
    with pytest.raises(RuleViolation):
        services.open_term(actor, tree.city, NewTerm("Sai", since, until))
    assert queries.terms_of(tree.city.id) == []
    assert services.open_term(actor, tree.city, NewTerm("Đúng", FOUNDED, FOUNDED)).until == FOUNDED
