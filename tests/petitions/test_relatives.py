"""A petition is kept from the listed relatives of its subjects, and so is who sent it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.cast import TODAY
from tests.petitions.building import VAULT, entry, register, screen
from tests.teams.building import make_relatives
from tracker.accounts.models import Account
from tracker.accounts.queries import get_actor
from tracker.core.errors import NotVisible, RuleViolation
from tracker.extensions import db
from tracker.notifications.models import Notification
from tracker.petitions import queries, services
from tracker.petitions.queries import PetitionFilter
from tracker.petitions.tasks import TASKS
from tracker.registers.queries import Period
from tracker.registers.queries.petitions import received_petitions


def tie(cast, name, member="full_member"):
    """The account belongs to that member from now on."""
    db.session.get_one(Account, cast.accounts[name]).member_id = cast.members[member]
    db.session.flush()


def known(cast, name, petition):
    """Everything by which the person could learn of the petition."""
    actor, period = get_actor(cast.accounts[name]), Period(TODAY - timedelta(days=90), TODAY)
    text = PetitionFilter(text="thu chi quy")
    waiting = [task.statement(actor, TODAY) for task in TASKS]
    told = db.session.execute(
        select(Notification.id).where(Notification.account_id == actor.user_id, Notification.petition_id == petition.id)
    )
    return (
        [row.ref for row in queries.petition_rows(actor, PetitionFilter(), None)],
        [row.ref for row in queries.petition_rows(actor, text, None)],
        queries.count_petitions(actor, PetitionFilter()),
        queries.find_row(actor, petition.id),
        sum(len(db.session.execute(rows).all()) for rows in waiting),
        len(db.session.execute(received_petitions(actor, period)).all()),
        queries.reveal_rows(actor, None),
        len(told.all()),
    )


NOTHING = ([], [], 0, None, 0, 0, [], 0)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("name", ["receiver", "chair", "vice_chair"])
def test_a_relative_of_the_denounced_knows_nothing_of_the_petition(cast, name, turned):
    made = register(cast)
    tie(cast, name)
    pair = ("secretary", "full_member")
    assert known(cast, name, made) != NOTHING
    make_relatives(cast, *(pair[::-1] if turned else pair))
    with pytest.raises(NotVisible):
        queries.get_petition(get_actor(cast.accounts[name]), made.ref)
    if name == "receiver":
        assert known(cast, name, made) == NOTHING
        return
    screen(cast, made)
    assert known(cast, name, made) == NOTHING


@pytest.mark.parametrize("name", ["receiver", "officer"])
def test_a_relative_of_the_denounced_never_opens_the_vault(cast, name):
    made, chair = register(cast), get_actor(cast.accounts["chair"])
    until = TODAY + timedelta(days=5)
    services.grant_identity(chair, made, cast.accounts["officer"], "Xác minh.", until, TODAY)
    tie(cast, name)
    person = get_actor(cast.accounts[name])
    assert services.reveal_identity(person, made, "Xác minh.", VAULT, TODAY).name
    make_relatives(cast, "full_member", "secretary")
    assert not queries.may_reveal(person, made, TODAY)
    with pytest.raises(NotVisible):
        queries.get_for_reveal(person, made.ref, TODAY)
    with pytest.raises(NotVisible):
        services.reveal_identity(person, made, "Tò mò.", VAULT, TODAY)


def test_a_relative_of_the_denounced_does_not_receive_the_petition(cast):
    tie(cast, "receiver")
    make_relatives(cast, "full_member", "secretary")
    with pytest.raises(RuleViolation) as caught:
        register(cast)
    assert caught.value.field == "subjects"
    assert register(cast, entry(cast, subjects=[f"member-{cast.members['officer']}"]))


def test_a_relative_of_nobody_named_sees_it_as_before(cast):
    made = register(cast)
    tie(cast, "receiver")
    make_relatives(cast, "full_member", "officer")
    assert queries.get_petition(get_actor(cast.accounts["receiver"]), made.ref).id == made.id
