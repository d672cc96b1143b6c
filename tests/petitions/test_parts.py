"""A mixed letter is split into all its parts at once: each has its number, its sealed sender and its own way."""

import json

import pytest

from tests.cast import TODAY, ago, typed
from tests.client import sign_in
from tests.petitions import building
from tests.petitions.building import CONTENTS, DENOUNCED, NAME, VAULT, WHO, complaint, parts, register, screen, split
from tests.petitions.test_services import refused
from tests.petitions.test_views import written_in
from tracker.accounts.queries import get_actor
from tracker.audit.models import AuditEvent
from tracker.extensions import db
from tracker.petitions import queries, services
from tracker.petitions.models import Petition
from tracker.petitions.services import Decision, Part, Split
from tracker.petitions.states import PetitionKind, Sender, State

DENUNCIATION, COMPLAINT, OTHER = PetitionKind.DENUNCIATION, PetitionKind.COMPLAINT, PetitionKind.OTHER


@pytest.fixture
def receiver(cast):
    return get_actor(cast.accounts["receiver"])


def letter(cast, **changed):
    return register(cast, complaint(cast, kind=PetitionKind.MIXED, **changed))


def about(cast, name="cell_two"):
    return [f"org-{cast.organizations[name]}"]


def stored():
    return db.session.execute(db.select(Petition).order_by(Petition.id)).scalars().all()


def test_each_part_has_the_next_number_the_day_of_the_letter_and_its_own_contents(cast, receiver):
    made = letter(cast)
    rows = [
        Part(DENUNCIATION, "Nhận tiền.", about(cast)),
        Part(OTHER, "Đường vào tổ hỏng.", about(cast)),
        Part(DENUNCIATION, "Bỏ qua vi phạm.", about(cast)),
        Part(DENUNCIATION, "Nâng điểm xếp loại.", about(cast, "ward")),
    ]
    found = split(cast, made, *rows)
    assert [(one.number, one.kind, [row.text for row in one.contents]) for one in found] == [
        (made.number + 1, DENUNCIATION, ["Nhận tiền.", "Bỏ qua vi phạm."]),
        (made.number + 2, OTHER, ["Đường vào tổ hỏng."]),
        (made.number + 3, DENUNCIATION, ["Nâng điểm xếp loại."]),
    ]
    assert [row.text for row in made.contents] == list(CONTENTS) and made.kind is COMPLAINT
    days = {(one.received_on, one.first_received_on, one.channel, one.state) for one in found}
    assert days == {(made.received_on, made.first_received_on, made.channel, State.RECEIVED)}


def test_the_sender_is_sealed_for_each_part_that_keeps_one_and_nobody_was_shown_it(cast, receiver):
    made = letter(cast)
    second, denunciation, other = split(
        cast,
        made,
        Part(DENUNCIATION, DENOUNCED, about(cast)),
        Part(OTHER, "Đường vào tổ hỏng.", about(cast)),
        Part(COMPLAINT, "Chi bộ cũng khiếu nại.", about(cast)),
    )
    assert {queries.has_identity(one.id) for one in (made, denunciation, other)} == {True} and second.kind is COMPLAINT
    entries = db.session.execute(db.select(AuditEvent).order_by(AuditEvent.seq)).scalars().all()
    actions = [one.action for one in entries]
    assert "petition.identity_revealed" not in actions and NAME not in "".join(one.body for one in entries)
    assert (actions[-1], json.loads(entries[-1].body)["about"]["parts"]) == (
        "petition.split",
        [second.ref, denunciation.ref, other.ref],
    )
    assert services.reveal_identity(receiver, denunciation, "Làm việc", VAULT, TODAY) == WHO


@pytest.mark.parametrize("sender", [Sender.NAMED, Sender.ANONYMOUS])
def test_a_part_of_an_anonymous_letter_is_as_anonymous(cast, sender):
    (part,) = split(cast, letter(cast, sender=sender))
    assert (part.sender, queries.has_identity(part.id)) == (sender, sender is Sender.NAMED)


def test_all_parts_or_none(cast, receiver):
    made, count = letter(cast), len(stored())

    def attempt(*more, **changed):
        given = Split(ago(6), "Đã hướng dẫn.", parts(made, *more), **changed)
        return lambda: services.split_petition(receiver, made, given, VAULT, TODAY)

    told = "Lời kể."
    refused(attempt(), field="parts")  # a complaint alone is no mixed letter
    refused(attempt(Part(DENUNCIATION, told, (), row="parts-2")), field="parts-2-subjects")
    with db.session.begin_nested() as attempted:
        refused(attempt(Part(DENUNCIATION, told, about(cast)), Part(DENUNCIATION, f"{NAME} kể.", about(cast, "ward"))))
        attempted.rollback()
    db.session.refresh(made)
    assert (len(stored()), made.kind, made.split_on) == (count, PetitionKind.MIXED, None)


def test_a_denunciation_out_of_a_mixed_letter_is_not_accepted_but_its_sender_guided(cast):
    (part,) = split(cast, letter(cast))
    said = refused(lambda: building.accept(cast, screen(cast, part)))
    assert "mục V.2.4" in str(said.citations[0])
    chair = get_actor(cast.accounts["chair"])
    services.guide_sender(chair, part, Decision(ago(3), "Gửi đơn tố cáo riêng."), TODAY)
    assert part.state is State.GUIDED


def test_parts_of_one_letter_are_not_taken_for_copies_of_each_other_but_a_second_letter_is(cast, receiver):
    first, second = letter(cast), letter(cast)
    (part,) = split(cast, first, Part(DENUNCIATION, CONTENTS[0], [f"member-{cast.members['secretary']}"]))
    again = split(cast, second, Part(DENUNCIATION, CONTENTS[0], [f"member-{cast.members['secretary']}"]))
    likely = {row.petition.ref for row in queries.likely_copies(receiver, part)}
    assert first.ref not in likely and again[0].ref in likely
    services.link_copy(receiver, second, first)
    third = letter(cast)
    services.link_copy(receiver, third, first)
    refused(lambda: split(cast, third))


def test_a_part_is_not_mixed_again(cast, receiver):
    (part,) = split(cast, letter(cast))
    mixed = complaint(cast, kind=PetitionKind.MIXED)
    refused(lambda: services.correct_petition(receiver, part, mixed, VAULT, TODAY), field="kind")


def test_who_is_denounced_in_another_part_is_not_told_of_it_by_the_letter(cast):
    made = letter(cast, subjects=about(cast), others_named="Chi bộ 2")
    split(cast, made, Part(DENUNCIATION, DENOUNCED, [f"member-{cast.members['secretary']}"]))
    subject = get_actor(cast.accounts["subject"])
    assert queries.parts_of(subject, made) == []


def test_the_page_takes_all_rows_adds_one_and_keeps_what_was_typed(app, stored_cast):
    client = app.test_client()
    sign_in(client, stored_cast.accounts["receiver"])
    typed_in = written_in(stored_cast, kind="mixed", decision_number="03-QĐ", decision_received_on=typed(ago(20)))
    url = client.submit("/petitions/new", typed_in).location + "/split"
    page = client.get(url)
    assert page.text.count('name="parts-0-kind"') == 1 and "Thu quỹ không lập phiếu thu." in page.text
    rows = {
        "on": typed(ago(6)),
        "guidance": "Gửi đơn tố cáo riêng.",
        "parts-1-kind": "denunciation",
        "parts-1-text": "Chi tiếp khách sai nguồn.",
    }
    more = client.submit(url, rows, press="parts-add", page=page)
    assert (more.status_code, 'name="parts-2-kind"' in more.text, "Gửi đơn tố cáo riêng." in more.text) == (
        200,
        True,
        True,
    )
    wrong = client.submit(url, rows | {"parts-1-kind": ""}, page=page)
    assert (wrong.status_code, 'id="parts-1-kind-error"' in wrong.text) == (422, True)
    nobody = client.submit(url, rows, page=page)
    assert (nobody.status_code, 'id="parts-1-subjects-error"' in nobody.text) == (422, True)
    named = client.submit(url, rows | {"parts-1-text": f"{NAME} kể."}, page=page)
    assert (named.status_code, 'id="parts-1-text-error"' in named.text) == (422, True)
    done = client.submit(url, rows | {"parts-1-subjects": [f"org-{stored_cast.organizations['cell_two']}"]}, page=page)
    assert done.status_code == 303
    shown = client.get(done.location).text
    assert "Chi tiếp khách sai nguồn." in shown and "Thu quỹ không lập phiếu thu." in shown
