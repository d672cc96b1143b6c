"""From the receipt of a complaint to its decision, and what the decision does to the discipline."""

from datetime import timedelta

import pytest

from tests.cast import TODAY, ago
from tests.stories import SIGNER, Story
from tracker.appeals import queries, services
from tracker.appeals.papers import DecisionWords
from tracker.appeals.states import Channel, State
from tracker.cases.services import Ordered
from tracker.core.errors import Conflict, RuleViolation
from tracker.discipline.queries import shown_state
from tracker.discipline.services import expire_ended
from tracker.discipline.states import State as DisciplineState
from tracker.dossiers.queries import checklist_of
from tracker.dossiers.services import reopen_case
from tracker.extensions import db
from tracker.regulations.appeals import Ground, Outcome, Part
from tracker.regulations.deadlines import add_months
from tracker.regulations.terms import Form

VOTES = {"none": 0, "reprimand": 0, "warning": 5, "removal": 0, "expulsion": 0}
ACCEPTED = services.Acceptance(TODAY, "Theo hướng dẫn của cấp trên.")
TOLD = services.Announcement(TODAY, "Đồng chí Phạm Đăng Ninh", "Hội nghị chi bộ")


@pytest.fixture
def story(world) -> Story:
    return Story(world)


def _receive(story, record, **changed):
    body = next(row.body for row in queries.hearing_bodies(record) if row.place == "same" or row.place == "next")
    new = {
        "by_subject": True,
        "complainant": "Lò Văn Phượng",
        "received_on": TODAY,
        "decision_received_on": queries.decided_last(record),
        "channel": Channel.DIRECT,
        "content": "Đề nghị xem xét lại hình thức.",
        "hearing_body_id": body.id,
    }
    clerk, file = story.actor("clerk"), story.papers("clerk")
    return services.receive_appeal(clerk, file, record, services.NewAppeal(**new | changed), TODAY)


def _heard(story, record):
    appeal = _receive(story, record)
    clerk, head = story.actor("clerk"), story.actor(story.head)
    services.accept_appeal(clerk, story.papers("clerk"), appeal, ACCEPTED, reopen_case, TODAY)
    hearing = services.Hearing(TODAY, "Gặp người khiếu nại.", TODAY, "Làm việc.", TODAY, "Chấp hành tốt.")
    services.hear_appeal(head, story.file(story.head), appeal, hearing, TODAY)
    return appeal


def _decide(story, record, appeal, outcome, **changed):
    clerk, file = story.actor("clerk"), story.papers("clerk")
    may_vote = queries.voters_at(file, appeal, TODAY, TODAY).entitled
    decision = {
        "session_on": TODAY,
        "members": may_vote,
        "present": may_vote,
        "votes_for": may_vote // 2 + 1,
        "decision": "Số 05-QĐ/ĐU",
        "decided_on": TODAY,
        "outcome": outcome,
    }
    services.decide_appeal(clerk, file, appeal, services.AppealDecision(**decision | changed), TODAY)


def _settle(story, record, appeal, outcome, **changed):
    _decide(story, record, appeal, outcome, **changed)
    services.announce_appeal(story.actor("clerk"), story.papers("clerk"), appeal, TOLD, TODAY)


def test_each_outcome_does_its_own_to_the_discipline_and_loses_nothing(story):
    record = story.announced(VOTES)
    paper, decided_on = record.paper_id, record.decided_on
    _settle(story, record, _heard(story, record), Outcome.UPHELD)
    assert (record.state, record.decided_form, record.ends_on) == (
        DisciplineState.IN_FORCE,
        Form.WARNING,
        add_months(TODAY, 12),
    )
    appeal = _heard(story, record)
    _settle(story, record, appeal, Outcome.LIGHTER, new_form=Form.REPRIMAND)
    assert (record.state, record.decided_form) == (DisciplineState.AMENDED, Form.REPRIMAND)
    assert (appeal.round, appeal.old_form, appeal.new_form) == (2, Form.WARNING, Form.REPRIMAND)
    assert shown_state(record, add_months(TODAY, 12)) is DisciplineState.AMENDED
    assert shown_state(record, add_months(TODAY, 12) + timedelta(1)) is DisciplineState.EXPIRED
    assert (record.paper_id, record.decided_on) == (paper, decided_on)


def test_an_annulment_leaves_parts_to_restore_and_is_no_discipline_any_more(story):
    record = story.announced(VOTES)
    appeal = _heard(story, record)
    with pytest.raises(RuleViolation) as refusal:
        _decide(story, record, appeal, Outcome.ANNULLED)
    assert refusal.value.field == "restore_by"
    _settle(story, record, appeal, Outcome.ANNULLED, restore_by=ago(-30))
    db.session.refresh(appeal, ["parts"])
    assert record.state is DisciplineState.ANNULLED and record.decided_form is Form.WARNING
    assert [row.part for row in appeal.parts] == [Part.APOLOGY, Part.RIGHTS]
    assert expire_ended(add_months(TODAY, 40)) == 0
    with pytest.raises(Conflict):
        _receive(story, record)
    clerk, file = story.actor("clerk"), story.papers("clerk")
    services.restore_part(clerk, file, appeal, appeal.parts[0], Ordered(TODAY, "Biên bản xin lỗi"), TODAY)
    assert appeal.parts[0].done_on == TODAY


def _missing_for_the_archive(story):
    """The names that stand in the lines on complaints, as the archive asks for them."""
    lines = checklist_of(story.papers("clerk"))
    return [line.missing for line in lines if line.page == "appeals.list_of_case"]


def test_the_archive_waits_for_every_complaint_and_for_all_that_is_to_be_restored(story):
    record = story.announced(VOTES)
    name = (record.subject.name,)
    assert _missing_for_the_archive(story) == [(), ()]
    clerk, file = story.actor("clerk"), story.papers("clerk")
    withdrawn = _receive(story, record)
    assert _missing_for_the_archive(story) == [name, ()]
    services.withdraw_appeal(clerk, file, withdrawn, TODAY, "Tự nguyện rút.", TODAY)
    assert _missing_for_the_archive(story) == [(), ()]
    appeal = _heard(story, record)
    assert _missing_for_the_archive(story) == [name, ()]
    _settle(story, record, appeal, Outcome.ANNULLED, restore_by=ago(-30))
    db.session.expire_all()
    for row in queries.parts_of_appeal(appeal.id):
        assert _missing_for_the_archive(story) == [(), name]
        services.restore_part(clerk, story.papers("clerk"), appeal, row, Ordered(TODAY, "Biên bản"), TODAY)
    assert _missing_for_the_archive(story) == [(), ()]


def test_a_decision_needs_more_than_half_of_all_members_and_a_form_on_the_right_side(story):
    record = story.announced(VOTES)
    appeal = _heard(story, record)
    for outcome, changed, field in (
        (Outcome.UPHELD, {"votes_for": 13}, "votes_for"),
        (Outcome.UPHELD, {"votes_for": 28}, "votes_for"),
        (Outcome.UPHELD, {"new_form": Form.REPRIMAND}, "new_form"),
        (Outcome.LIGHTER, {}, "new_form"),
        (Outcome.LIGHTER, {"new_form": Form.WARNING}, "new_form"),
        (Outcome.HEAVIER, {"new_form": Form.REPRIMAND}, "new_form"),
        (Outcome.UPHELD, {"decided_on": ago(-1)}, "decided_on"),
        (Outcome.UPHELD, {"session_on": ago(1)}, "session_on"),
        (Outcome.UPHELD, {"decided_on": ago(1)}, "decided_on"),
    ):
        with pytest.raises(RuleViolation) as refusal:
            _decide(story, record, appeal, outcome, **changed)
        assert (refusal.value.field, record.state) == (field, DisciplineState.IN_FORCE), (outcome, changed)


def test_no_number_is_taken_from_the_register_of_a_body_above(story):
    record = story.announced(VOTES)
    appeal = _heard(story, record)
    appeal.hearing_body_id = story.cast.bodies["province_commission"]
    words = DecisionWords(SIGNER, "Vi phạm đúng như kết luận.", "Chi bộ", ["Lưu hồ sơ"])
    with pytest.raises(RuleViolation) as refusal:
        _decide(story, record, appeal, Outcome.UPHELD, words=words)
    assert refusal.value.field == "decision"


def test_a_waiting_complaint_keeps_the_discipline_from_ending_until_it_comes_to_nothing(story):
    record = story.announced(VOTES)
    late, ends_on = add_months(TODAY, 30), record.ends_on
    appeal = _receive(story, record)
    assert (shown_state(record, late), expire_ended(late)) == (DisciplineState.IN_FORCE, 0)
    clerk, file = story.actor("clerk"), story.papers("clerk")
    services.withdraw_appeal(clerk, file, appeal, TODAY, "Tự nguyện rút.", TODAY)
    assert (appeal.state, record.complained_on, record.ends_on) == (State.WITHDRAWN, None, ends_on)
    assert expire_ended(late) == 1


def test_only_a_true_ground_refuses_and_an_obstacle_keeps_from_accepting(story):
    record = story.announced(VOTES)
    clerk, file = story.actor("clerk"), story.papers("clerk")
    other = _receive(story, record, by_subject=False, complainant="Lò Văn Anh")
    with pytest.raises(RuleViolation) as refusal:
        services.refuse_appeal(clerk, file, other, (Ground.LATE, TODAY, "Quá hạn."), TODAY)
    assert refusal.value.field == "ground"
    with pytest.raises(RuleViolation):
        services.accept_appeal(clerk, file, other, services.Acceptance(TODAY), reopen_case, TODAY)
    services.refuse_appeal(clerk, file, other, (Ground.NOT_ENTITLED, TODAY, "Khiếu nại thay."), TODAY)
    assert (other.state, other.round, bool(other.cited)) == (State.REFUSED, 1, True)
    first, second = _heard(story, record), _receive(story, record)
    assert (first.round, record.complaint_settled_on) == (1, None)
    with pytest.raises(RuleViolation):
        services.accept_appeal(clerk, file, second, ACCEPTED, reopen_case, TODAY)
    services.refuse_appeal(clerk, file, second, (Ground.UNANSWERED, TODAY, "Đang giải quyết."), TODAY)
    assert (record.complained_on, record.complaint_settled_on) == (TODAY, None)
