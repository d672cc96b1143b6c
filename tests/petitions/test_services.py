"""From receipt to decision: what the register refuses, how a petition is decided, what is told and kept."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.cast import TODAY, ago
from tests.petitions import building
from tests.petitions.building import NAME, VAULT, WHO, complaint, entry, register, screen
from tests.stories import declare_team
from tracker.accounts.queries import get_actor
from tracker.cases.queries import get_file
from tracker.cases.services import check_issue, issue_case
from tracker.conclusions.services import check_conclude
from tracker.core.errors import Forbidden, ImpossibleTransition, NotVisible, RuleViolation
from tracker.extensions import db
from tracker.findings.services import check_report
from tracker.observations.models import Observation
from tracker.petitions import queries, services
from tracker.petitions.services import Decision, Filing, Screening
from tracker.petitions.states import Action, PetitionKind, Sender, State
from tracker.regulations.petitions import Ground

DECIDED = Decision(ago(3), "Không thuộc thẩm quyền.", "12-CV/UBKTĐU")


def actor(cast, name):
    return get_actor(cast.accounts[name])


def seen_by(cast, name, petition):
    return queries.get_petition(actor(cast, name), petition.ref)


def refused(step, *, field=None):
    with pytest.raises(RuleViolation) as caught:
        step()
    if field is not None:
        assert caught.value.field == field
    return caught.value


def test_numbers_run_by_body_and_year(cast):
    last_year = date(TODAY.year - 1, 12, 1)
    old = {"received_on": last_year, "first_received_on": last_year}
    made = [register(cast), register(cast), register(cast, entry(cast, **old)), register(cast)]
    assert [(one.year, one.number) for one in made] == [
        (ago(10).year, 1),
        (ago(10).year, 2),
        (last_year.year, 1 if ago(10).year != last_year.year else 3),
        (ago(10).year, 3 if ago(10).year != last_year.year else 4),
    ]
    receiver = actor(cast, "receiver")
    other = services.register_petition(receiver, cast.bodies["committee"], entry(cast), WHO, VAULT, TODAY)
    assert other.number == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"received_on": ago(-1)}, "received_on"),
        ({"first_received_on": ago(9)}, "first_received_on"),
        ({"subjects": []}, "subjects"),
        ({"subjects": ["member-x"]}, "subjects"),
    ],
)
def test_a_wrong_entry_is_refused_at_its_field(cast, changed, field):
    refused(lambda: register(cast, entry(cast, **changed)), field=field)


def test_somebody_outside_the_records_is_named_in_words(cast):
    made = register(cast, entry(cast, subjects=[], others_named="Giám đốc Công ty Sông Mã"))
    assert made.subjects == []
    refused(lambda: screen(cast, made).state is State.SCREENED and building.accept(cast, made))


def test_a_subject_of_another_ward_does_not_exist_here(cast):
    with pytest.raises(NotVisible):
        register(cast, entry(cast, subjects=[f"member-{cast.members['outsider']}"]))


def test_a_named_denunciation_needs_its_sender_and_an_anonymous_one_keeps_none(cast):
    refused(lambda: register(cast, who=None), field="sender")
    anonymous = register(cast, entry(cast, sender=Sender.ANONYMOUS))
    assert not queries.has_identity(anonymous.id)
    assert not queries.has_identity(register(cast, complaint(cast)).id)


def test_no_text_beside_the_vault_may_name_the_sender(cast):
    for field, value in (("abstract", f"Đơn của {NAME.upper()}"), ("contents", ["Bà Hoang Thi Mong  Tuyen kể."])):
        refused(lambda given={field: value}: register(cast, entry(cast, **given)), field=field)
    made = register(cast)
    receiver = actor(cast, "receiver")
    changed = entry(cast, abstract=f"Đơn của {NAME}")
    refused(lambda: services.correct_petition(receiver, made, changed, VAULT, TODAY), field="abstract")


def test_only_a_receiver_registers_and_screens_and_only_a_leader_decides(cast):
    for name in ("officer", "chair", "clerk", "leader", "administrator"):
        with pytest.raises(Forbidden):
            services.register_petition(actor(cast, name), cast.bodies["commission"], entry(cast), WHO, VAULT, TODAY)
    made = screen(cast, register(cast))
    with pytest.raises(Forbidden):
        services.guide_sender(actor(cast, "receiver"), made, DECIDED, TODAY)


def test_who_sees_a_petition(cast):
    made = register(cast)
    for name in ("receiver", "chair", "vice_chair"):
        assert seen_by(cast, name, made).id == made.id
    for name in ("subject", "leader", "officer", "clerk", "administrator", "upper_chair", "stranger", "head"):
        with pytest.raises(NotVisible):
            seen_by(cast, name, made)


def test_a_petition_about_the_own_organization_stays_with_the_receiver_who_forwards_it(cast):
    made = register(cast, entry(cast, subjects=[f"org-{cast.organizations['ward']}"]))
    assert seen_by(cast, "receiver", made).id == made.id
    for name in ("chair", "vice_chair"):
        with pytest.raises(NotVisible):
            seen_by(cast, name, made)


def test_a_wrong_date_of_a_step_is_refused(cast):
    made, receiver = register(cast), actor(cast, "receiver")
    for on in (ago(11), ago(-1)):
        given = Screening(on, Action.ACCEPT, "Đủ.")
        refused(lambda given=given: services.screen_petition(receiver, made, given, TODAY), field="on")
    assert made.state is State.RECEIVED


def test_forwarding_names_the_body_and_the_document(cast):
    made = seen_by(cast, "chair", screen(cast, register(cast), Action.FORWARD))
    services.forward_petition(actor(cast, "chair"), made, DECIDED, "Uỷ ban Kiểm tra Tỉnh uỷ", TODAY)
    assert (made.state, made.forwarded_to, made.decision_paper) == (
        State.FORWARDED,
        "Uỷ ban Kiểm tra Tỉnh uỷ",
        "12-CV/UBKTĐU",
    )
    with pytest.raises(ImpossibleTransition):
        services.guide_sender(actor(cast, "chair"), made, DECIDED, TODAY)


def test_guidance_is_recorded_with_its_words(cast):
    made = seen_by(cast, "chair", screen(cast, register(cast), Action.GUIDE))
    refused(lambda: services.guide_sender(actor(cast, "chair"), made, Decision(ago(3), ""), TODAY), field="note")
    services.guide_sender(actor(cast, "chair"), made, DECIDED, TODAY)
    assert (made.state, made.decision_note) == (State.GUIDED, DECIDED.note)


def test_filing_needs_a_ground_that_is_in_force_and_fits(cast):
    made = seen_by(cast, "chair", screen(cast, register(cast), Action.FILE, Ground.CONCLUDED))
    chair = actor(cast, "chair")
    for ground in ("late", "not_party", "anonymous", "copy", "because"):
        refused(lambda ground=ground: services.file_petition(chair, made, Filing(DECIDED, ground), TODAY))
    services.file_petition(chair, made, Filing(DECIDED, Ground.CONCLUDED), TODAY)
    assert (made.state, made.ground) == (State.FILED, Ground.CONCLUDED)


def test_a_ground_is_given_where_it_is_proposed_to_file_and_only_there(cast):
    refused(lambda: screen(cast, register(cast), Action.FILE), field="ground")
    refused(lambda: screen(cast, register(cast), Action.ACCEPT, Ground.CONCLUDED), field="ground")


def test_a_late_complaint_is_filed_as_late_and_one_in_time_is_not(cast):
    late = register(cast, complaint(cast, decision_received_on=ago(80)))
    screen(cast, late, Action.FILE, Ground.LATE)
    services.file_petition(actor(cast, "chair"), late, Filing(DECIDED, Ground.LATE), TODAY)
    assert late.state is State.FILED
    refused(lambda: screen(cast, register(cast, complaint(cast)), Action.FILE, Ground.LATE), field="ground")


def test_an_anonymous_petition_with_concrete_content_becomes_information(cast):
    made = screen(cast, register(cast, entry(cast, sender=Sender.ANONYMOUS)), Action.FILE, Ground.ANONYMOUS)
    chair = actor(cast, "chair")
    services.file_petition(chair, made, Filing(DECIDED, Ground.ANONYMOUS, area="Tổ dân phố 1"), TODAY)
    kept = cast_observation(made.observation_id)
    assert (kept.state, kept.source, kept.area) == ("reported", "petition", "Tổ dân phố 1")
    assert "2. Chi tiếp khách sai nguồn." in kept.content


def cast_observation(key):
    return db.session.execute(select(Observation).where(Observation.id == key)).scalar_one()


@pytest.mark.parametrize("changed", [{"contents": ()}, {"sender": Sender.NAMED}])
def test_only_concrete_and_nameless_content_is_kept_as_information(cast, changed):
    given = entry(cast, **{"sender": Sender.ANONYMOUS} | changed)
    ground = Ground.ANONYMOUS if given.sender is Sender.ANONYMOUS else Ground.CONCLUDED
    made = screen(cast, register(cast, given), Action.FILE, ground)
    filing = Filing(DECIDED, ground, area="Tổ dân phố 1")
    refused(lambda: services.file_petition(actor(cast, "chair"), made, filing, TODAY), field="keep_as_information")


def test_of_a_mixed_letter_the_complaint_goes_on_after_the_guidance(cast):
    made = screen(cast, register(cast, complaint(cast, kind=PetitionKind.MIXED)))
    said = refused(lambda: building.accept(cast, made))
    assert "mục V.2.4" in str(said.citations[0])
    building.split(cast, made)
    assert (made.kind, made.split_on) == (PetitionKind.COMPLAINT, ago(6))
    assert building.accept(cast, made).kind == "discipline_complaint"


def test_a_withdrawal_ends_a_petition_unless_the_sender_was_forced(cast):
    receiver, free, forced = actor(cast, "receiver"), register(cast), register(cast)
    services.record_withdrawal(receiver, free, ago(2), "Tự nguyện, có biên bản.", False, TODAY)
    assert free.state is State.WITHDRAWN
    services.record_withdrawal(receiver, forced, ago(2), "Bị đe doạ qua điện thoại.", True, TODAY)
    assert (forced.state, forced.withdrawal_forced) == (State.RECEIVED, True)
    again = refused(lambda: services.record_withdrawal(receiver, forced, TODAY, "Tự nguyện.", False, TODAY))
    assert again and (forced.withdrawal_note, forced.withdrawal_forced) == ("Bị đe doạ qua điện thoại.", True)


def test_nobody_takes_back_what_nobody_is_known_to_have_sent(cast):
    nameless = register(cast, entry(cast, sender=Sender.ANONYMOUS), None)
    assert refused(lambda: services.record_withdrawal(actor(cast, "receiver"), nameless, TODAY, "x", False, TODAY))
    assert nameless.state is State.RECEIVED


def test_the_sender_of_a_finished_petition_is_not_changed(cast):
    made = register(cast)
    services.record_withdrawal(actor(cast, "receiver"), made, ago(2), "Tự nguyện.", False, TODAY)
    other = services.Identity("Lê Văn Khác", "Số 1")
    assert refused(lambda: services.record_identity(actor(cast, "receiver"), made, other, VAULT))


def test_a_case_on_a_petition_is_not_decided_before_the_petition_was_accepted(cast):
    made = screen(cast, register(cast))
    case = building.accept(cast, made)
    declare_team(get_file(actor(cast, "head"), case.ref))
    chair, accepted_on = actor(cast, "chair"), made.decided_on

    def issue(on):
        issue_case(chair, get_file(chair, case.ref), "Vũ Minh Nguyệt", on, TODAY)

    refused(lambda: issue(accepted_on - timedelta(days=1)), field="decision_on")
    issue(accepted_on)
    assert get_file(chair, case.ref).case.decision_on == accepted_on


def test_a_case_does_not_go_on_without_its_petition_and_a_concluded_one_is_not_taken_back(cast):
    receiver, chair = actor(cast, "receiver"), actor(cast, "chair")
    taken_back, concluded = (screen(cast, register(cast)) for _ in range(2))
    case = building.accept(cast, taken_back)
    services.record_withdrawal(receiver, taken_back, ago(1), "Tự nguyện, có biên bản.", False, TODAY)
    file = get_file(chair, case.ref)
    for verdict in (check_issue(file), check_report(file), check_conclude(file, None)):
        assert not verdict.allowed and "took the petition back" in str(verdict.reason)
    building.accept(cast, concluded, overlap_reason="Khác.").concluded_on = ago(1)
    db.session.flush()
    assert refused(lambda: services.record_withdrawal(receiver, concluded, TODAY, "Tự nguyện.", False, TODAY))
    assert concluded.state is State.ACCEPTED


def test_copies_are_found_whatever_the_marks_and_the_case(cast):
    first = register(cast)
    shouted = services.Identity("HOANG THI MONG TUYEN", "so 7 tổ 9 PHƯỜNG HIM LAM")
    same_sender = register(cast, entry(cast, abstract="Đơn gửi lần hai", contents=["Việc khác hẳn."]), shouted)
    texts = [one.upper() for one in building.CONTENTS]
    same_content = register(cast, entry(cast, contents=texts), services.Identity("Lò Văn Chung", "bản Ten"))
    register(cast, entry(cast, contents=["Lấn chiếm đất công."]), services.Identity("Cà Văn Hặc", "bản Mớ"))
    other = entry(cast, subjects=[f"member-{cast.members['full_member']}"])
    register(cast, other)
    found = queries.likely_copies(actor(cast, "receiver"), first)
    likeness = {row.petition.id: (row.likeness.same_sender, row.likeness.same_content) for row in found}
    assert likeness == {same_sender.id: (True, False), same_content.id: (False, True)}


def test_a_copy_is_linked_to_the_petition_that_is_handled_and_filed(cast):
    receiver, chair = actor(cast, "receiver"), actor(cast, "chair")
    first, copy, third = register(cast), register(cast), register(cast)
    refused(lambda: services.link_copy(receiver, copy, copy), field="original")
    services.link_copy(receiver, copy, first)
    refused(lambda: services.link_copy(receiver, third, copy), field="original")
    screen(cast, copy, Action.FILE, Ground.COPY)
    refused(lambda: building.accept(cast, copy))
    services.file_petition(chair, copy, Filing(DECIDED, Ground.COPY), TODAY)
    assert (copy.state, copy.duplicate_of_id) == (State.FILED, first.id)
    refused(lambda: screen(cast, third, Action.FILE, Ground.COPY), field="ground")


def test_a_correction_keeps_number_and_year_and_ends_with_the_decision(cast):
    made, receiver = register(cast), actor(cast, "receiver")
    services.correct_petition(receiver, made, entry(cast, abstract="Sửa lại", contents=["Một."]), VAULT, TODAY)
    assert (made.abstract, [one.text for one in made.contents], made.number) == ("Sửa lại", ["Một."], 1)
    for changed, field in (
        ({"received_on": date(ago(10).year - 1, 5, 4), "first_received_on": date(2020, 1, 1)}, "received_on"),
        ({"sender": Sender.ANONYMOUS}, "sender"),
    ):
        given = entry(cast, **changed)
        refused(lambda given=given: services.correct_petition(receiver, made, given, VAULT, TODAY), field=field)
    screen(cast, made, Action.GUIDE)
    services.guide_sender(actor(cast, "chair"), made, DECIDED, TODAY)
    with pytest.raises(ImpossibleTransition):
        services.correct_petition(receiver, made, entry(cast), VAULT, TODAY)
