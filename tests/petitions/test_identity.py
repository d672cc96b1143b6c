"""Who sent a petition: shown to few, with a reason, on record; nowhere else, not even in the file of the database."""

import json

import pytest
from sqlalchemy import select, text, update

from tests.cast import TODAY, ago
from tests.petitions.building import ADDRESS, CARD, NAME, PHONE, VAULT, WHO, entry, register
from tracker.access import Actor, Role
from tracker.accounts.queries import get_actor
from tracker.audit.models import AuditEvent
from tracker.core import clock
from tracker.core.errors import Forbidden, NotVisible, RuleViolation
from tracker.extensions import db
from tracker.petitions import queries, services
from tracker.petitions.models import IdentityGrant, IdentityReveal, PetitionIdentity
from tracker.petitions.services import Identity
from tracker.petitions.vault import Vault, VaultClosed


def actor(cast, name):
    return get_actor(cast.accounts[name])


def reveal(cast, name, petition, vault=VAULT, reason="Làm việc với người tố cáo"):
    return services.reveal_identity(actor(cast, name), petition, reason, vault, TODAY)


def test_the_receiver_sees_everything_that_was_sealed(cast):
    assert reveal(cast, "receiver", register(cast)) == WHO


def test_a_look_needs_a_reason_and_is_on_record_without_a_name(cast):
    made = register(cast)
    with pytest.raises(RuleViolation) as caught:
        reveal(cast, "receiver", made, reason="")
    assert caught.value.field == "reason"
    assert db.session.execute(select(IdentityReveal)).scalars().all() == []
    reveal(cast, "receiver", made)
    look = db.session.execute(select(IdentityReveal)).scalar_one()
    assert (look.account_id, look.reason) == (cast.accounts["receiver"], "Làm việc với người tố cáo")
    bodies = db.session.execute(select(AuditEvent.body)).scalars().all()
    shown = [json.loads(body) for body in bodies if "identity_revealed" in body]
    assert [one["about"] for one in shown] == [{"petition": made.ref}]
    assert not any(part in body for body in bodies for part in (NAME, ADDRESS, PHONE, CARD, look.reason))


@pytest.mark.parametrize("name", ["officer", "head", "chair", "vice_chair", "upper_chair", "stranger", "subject"])
def test_nobody_else_sees_it(cast, name):
    made = register(cast)
    with pytest.raises(NotVisible):
        queries.get_for_reveal(actor(cast, name), made.ref, TODAY)
    with pytest.raises(NotVisible):
        reveal(cast, name, made)


@pytest.mark.parametrize("name", ["administrator", "clerk", "leader", "viewer"])
def test_roles_that_never_look_are_refused_at_once(cast, name):
    with pytest.raises(Forbidden):
        reveal(cast, name, register(cast))


def test_an_administrator_does_not_look_whatever_other_roles_the_account_has(cast):
    made, receiver = register(cast), actor(cast, "receiver")
    both = Actor(
        receiver.user_id,
        receiver.full_name,
        frozenset({Role.PETITION_RECEIVER, Role.ADMINISTRATOR}),
        receiver.body_id,
        receiver.organization_id,
        receiver.organization_level,
    )
    with pytest.raises(NotVisible):
        queries.get_for_reveal(both, made.ref, TODAY)
    with pytest.raises(NotVisible):
        services.reveal_identity(both, made, "Xem", VAULT, TODAY)


def test_a_grant_is_for_one_person_one_petition_and_its_days(cast):
    made, other, chair = register(cast), register(cast), actor(cast, "chair")
    services.grant_identity(chair, made, cast.accounts["head"], "Trưởng đoàn", ago(-3), TODAY)
    head = actor(cast, "head")
    assert reveal(cast, "head", made) == WHO
    for ref, on in ((other.ref, TODAY), (made.ref, ago(-4))):
        with pytest.raises(NotVisible):
            queries.get_for_reveal(head, ref, on)
    assert queries.get_for_reveal(head, made.ref, ago(-3)).id == made.id
    with pytest.raises(NotVisible):
        queries.get_for_reveal(actor(cast, "officer"), made.ref, TODAY)
    granted = queries.grants_of(made.id)
    assert [(row.full_name, row.until, row.granted_by) for row in granted] == [
        ("Lường Thị Thoả", ago(-3), "Vũ Minh Nguyệt")
    ]


def test_only_the_chair_grants_to_people_of_the_house_for_a_bounded_time(cast):
    made = register(cast)
    for name in ("receiver", "vice_chair", "officer", "administrator"):
        with pytest.raises(Forbidden):
            services.grant_identity(actor(cast, name), made, cast.accounts["head"], "x", ago(-3), TODAY)
    chair = actor(cast, "chair")
    for account, until, field in (
        ("stranger", ago(-3), "account"),
        ("administrator", ago(-3), "account"),
        ("head", ago(1), "until"),
        ("head", ago(-181), "until"),
    ):
        with pytest.raises(RuleViolation) as caught:
            services.grant_identity(chair, made, cast.accounts[account], "x", until, TODAY)
        assert caught.value.field == field


def test_a_subject_with_a_grant_still_does_not_see_it(cast):
    made = register(cast)
    services.grant_identity(actor(cast, "chair"), made, cast.accounts["subject"], "Nhầm", ago(-3), TODAY)
    with pytest.raises(NotVisible):
        queries.get_for_reveal(actor(cast, "subject"), made.ref, TODAY)


def test_rows_that_were_swapped_or_changed_in_the_database_do_not_open(cast):
    one, two = register(cast), register(cast, who=Identity("Cà Văn Hặc", "bản Mớ"))
    first, second = queries.get_identity(one.id), queries.get_identity(two.id)
    swapped = {"name": first.name, "address": first.address}
    db.session.execute(update(PetitionIdentity).where(PetitionIdentity.petition_id == two.id).values(swapped))
    db.session.expire(second)
    with pytest.raises(VaultClosed):
        reveal(cast, "receiver", two)
    changed = bytes([first.name[0] ^ 1]) + first.name[1:]
    db.session.execute(update(PetitionIdentity).where(PetitionIdentity.petition_id == one.id).values(name=changed))
    db.session.expire(first)
    with pytest.raises(VaultClosed):
        reveal(cast, "receiver", one)
    assert db.session.execute(select(IdentityReveal)).scalars().all() == []


def test_another_key_is_refused(cast):
    with pytest.raises(VaultClosed):
        reveal(cast, "receiver", register(cast), Vault([b"w" * 32]))


def test_a_rotation_seals_everything_anew_and_copies_are_still_found(cast):
    one, two = register(cast), register(cast)
    before = queries.get_identity(one.id).name
    old = bytes.fromhex("7e57" * 16)
    both = Vault([b"n" * 32, old])
    assert services.rotate_keys(both) == 2
    assert services.rotate_keys(both) == 0
    assert queries.get_identity(one.id).name != before
    new = Vault([b"n" * 32])
    assert reveal(cast, "receiver", one, new) == WHO
    found = queries.likely_copies(actor(cast, "receiver"), one)
    assert [(row.petition.id, row.likeness.same_sender) for row in found] == [(two.id, True)]
    with pytest.raises(VaultClosed):
        reveal(cast, "receiver", one, Vault([old]))


def test_the_sender_is_typed_anew_as_a_whole(cast):
    made, receiver = register(cast), actor(cast, "receiver")
    services.record_identity(receiver, made, Identity("Cà Văn Hặc", "bản Mớ"), VAULT, "Gõ nhầm người.")
    assert reveal(cast, "receiver", made) == Identity("Cà Văn Hặc", "bản Mớ")
    anonymous = register(cast, entry(cast, sender="anonymous"))
    with pytest.raises(RuleViolation):
        services.record_identity(receiver, anonymous, WHO, VAULT)


def test_a_sender_is_replaced_for_a_reason_that_names_nobody_and_the_old_one_stays_sealed(cast):
    made, receiver = register(cast), actor(cast, "receiver")
    reveal(cast, "receiver", made)
    new = Identity("Cà Văn Hặc", "bản Mớ")
    for reason in ("", f"Không phải bà {NAME}", "Là ông Ca Van Hac"):
        with pytest.raises(RuleViolation) as caught:
            services.record_identity(receiver, made, new, VAULT, reason)
        assert caught.value.field == "reason"
    services.record_identity(receiver, made, new, VAULT, "Gõ nhầm người.")
    both = Vault([b"n" * 32, bytes.fromhex("7e57" * 16)])
    assert services.rotate_keys(both) == 2
    former = services.former_identities(receiver, made, both, TODAY)
    assert [(row.identity, row.reason) for row in former] == [(WHO, "Gõ nhầm người.")]
    with pytest.raises(NotVisible):
        services.former_identities(actor(cast, "chair"), made, both, TODAY)
    assert len(queries.reveal_rows(actor(cast, "chair"), None)) == 1


def test_nobody_lets_himself_look_and_whoever_did_before_no_longer_may(cast):
    made, chair = register(cast), actor(cast, "chair")
    for account, reason, field in (("chair", "Chỉ đạo", "account"), ("head", "", "reason")):
        with pytest.raises(RuleViolation) as caught:
            services.grant_identity(chair, made, cast.accounts[account], reason, ago(-3), TODAY)
        assert caught.value.field == field
    about = {"petition_id": made.id, "account_id": chair.user_id, "granted_by": chair.user_id}
    db.session.add(IdentityGrant(**about, reason="Cũ", until=ago(-3), granted_at=clock.now()))
    db.session.flush()
    with pytest.raises(NotVisible):
        reveal(cast, "chair", made)


def test_the_chair_sees_who_looked_how_often(cast):
    made = register(cast)
    for _ in range(3):
        reveal(cast, "receiver", made)
    chair = actor(cast, "chair")
    assert queries.reveals_by_person(chair, clock.now()) == [("Quàng Thị Xuân", 3)]
    assert len(queries.reveal_rows(chair, None)) == 3
    assert queries.reveal_rows(actor(cast, "upper_chair"), None) == []


def test_no_table_holds_the_name_in_clear(cast):
    register(cast)
    names = [row[0] for row in db.session.execute(text(_TABLES[db.engine.dialect.name]))]
    for name in names:
        for row in db.session.execute(text(f'SELECT * FROM "{name}"')):
            for value in row:
                held = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                for part in (NAME, ADDRESS, PHONE, CARD, "hàng xóm"):
                    assert part.encode() not in held, name


_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}
