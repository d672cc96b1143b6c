"""What is typed of a sender is never dropped: it is kept in the vault, or refused beside its field."""

from itertools import product

import pytest

from tests.cast import TODAY
from tests.petitions import building
from tests.petitions.building import NAME, PHONE, VAULT, WHO, complaint, entry, register, screen
from tests.petitions.test_services import refused
from tracker.accounts.queries import get_actor
from tracker.core.errors import RuleViolation
from tracker.petitions import queries, services
from tracker.petitions.rules import check_masked, keeps_identity
from tracker.petitions.services import Identity
from tracker.petitions.states import PetitionKind, Sender


def actor(cast, name):
    return get_actor(cast.accounts[name])


def given(cast, kind, sender=Sender.NAMED):
    return complaint(cast, kind=kind, sender=sender)


def correct(cast, petition, kind, sender=Sender.NAMED):
    services.correct_petition(actor(cast, "receiver"), petition, given(cast, kind, sender), VAULT, TODAY)


def kept(cast, petition):
    return services.reveal_identity(actor(cast, "receiver"), petition, "Làm việc", VAULT, TODAY)


@pytest.mark.parametrize(("kind", "sender"), list(product(PetitionKind, Sender)))
def test_a_typed_sender_is_kept_or_refused_at_the_field_that_was_filled(cast, kind, sender):
    receiver, body = actor(cast, "receiver"), cast.bodies["commission"]

    def enter(who):
        return services.register_petition(receiver, body, given(cast, kind, sender), who, VAULT, TODAY)

    if keeps_identity(kind, sender):
        assert kept(cast, enter(WHO)) == WHO
        refused(lambda: enter(None), field="sender")
    else:
        refused(lambda: enter(WHO), field="identity_name")
        refused(lambda: enter(Identity("", "", id_card="011190001234")), field="identity_card")
        assert not queries.has_identity(enter(None).id)


@pytest.mark.parametrize(("was", "becomes"), list(product(PetitionKind, PetitionKind)))
def test_whatever_the_kind_becomes_the_vault_keeps_the_sender(cast, was, becomes):
    made = register(cast, given(cast, was))
    had = queries.has_identity(made.id)
    assert had is (was is not PetitionKind.COMPLAINT)
    correct(cast, made, becomes)
    assert made.kind is becomes and queries.has_identity(made.id) is had
    if had:
        assert kept(cast, made) == WHO
        refused(lambda: correct(cast, made, becomes, Sender.ANONYMOUS), field="sender")
    elif becomes is not PetitionKind.COMPLAINT:  # now it has a place, and the receiver records it
        services.record_identity(actor(cast, "receiver"), made, WHO, VAULT)
        assert kept(cast, made) == WHO


def test_a_split_letter_keeps_who_denounces_and_stays_the_complaint(cast):
    made = register(cast, given(cast, PetitionKind.MIXED))
    building.split(cast, made)
    assert (made.kind, kept(cast, made)) == (PetitionKind.COMPLAINT, WHO)
    for kind in set(PetitionKind) - {PetitionKind.COMPLAINT}:
        refused(lambda kind=kind: correct(cast, made, kind), field="kind")
    correct(cast, made, PetitionKind.COMPLAINT)
    with pytest.raises(RuleViolation):
        services.check_words(made, {"title": f"đơn của {NAME}"}, VAULT)


def test_a_complainant_is_open_and_a_case_may_name_him(cast):
    him = Identity("Lò Văn Phượng", "Số 1, tổ 2", PHONE)
    made = register(cast, complaint(cast, kind=PetitionKind.MIXED, abstract="Đơn của Lò Văn Phượng"), him)
    building.split(cast, made)
    case = building.accept(cast, screen(cast, made), title="khiếu nại của đồng chí Lò Văn Phượng")
    services.check_words(made, {"title": case.title}, VAULT)
    denounced = register(cast, entry(cast), WHO)
    with pytest.raises(RuleViolation):
        services.check_words(denounced, {"title": f"đơn của {NAME}"}, VAULT)


@pytest.mark.parametrize(
    ("address", "text", "is_refused"),
    [
        ("Số 7, tổ 9, phường Him Lam", "người ở nhà số 7 - Tổ 9", True),
        ("Số 7, tổ 9, phường Him Lam", "quỹ của tổ 9, phường Him Lam", False),
        ("Số nhà 12 đường Trần Phú", "ông ở 12 Trần Phú kể", True),
        ("Số 12, tổ dân phố 2, phường Him Lam", "kiểm tra 12 tổ dân phố", False),
        ("Số 12, tổ dân phố 2, phường Him Lam", "nhà số 12, tổ dân phố 2", True),
        ("Số 7, phường Him Lam", "nhà 7 phường Him Lam", True),
        ("12A, Trần Phú", "ông ở số 12 Trần Phú kể", False),
        ("Tổ 9, phường Him Lam", "việc thu quỹ của tổ 9, phường Him Lam", False),
        ("Bản 1, xã Thanh Minh", "họp tại bản 1, xã Thanh Minh", False),
        ("phường Him Lam", "Đảng uỷ phường Him Lam", False),
        ("", "7", False),
    ],
)
def test_a_text_leads_to_no_senders_door_but_may_name_the_neighbourhood(address, text, is_refused):
    assert check_masked("Hoàng Thị Mộng Tuyền", {"title": text}, (), address).allowed is not is_refused
