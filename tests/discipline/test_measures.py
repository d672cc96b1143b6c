"""Circumstances, deferral, exemption: what is recorded, what it needs, what it changes."""

from datetime import date

import pytest

from tests.cast import TODAY, ago
from tests.stories import SIGNER, Story
from tracker.core.errors import Conflict, ImpossibleTransition, RuleViolation
from tracker.discipline import queries, services
from tracker.discipline.papers import DecisionWords
from tracker.discipline.states import State
from tracker.meetings.queries import find_open_item
from tracker.meetings.states import Result
from tracker.regulations.circumstances import Bearing
from tracker.regulations.terms import Form

LIST_DAY = date(2026, 8, 16)  # the last day of the list of 69-QĐ/TW
WORDS = DecisionWords(ago(4), SIGNER, ["Như Điều 3"], "Chi bộ", removed_post="Bí thư Chi bộ")
IN_WORDS = services.Weight("", Bearing.MITIGATING, "Khắc phục toàn bộ hậu quả.")
HOSPITAL = services.Postponement("", "Nằm viện", "Giấy số 12, Bệnh viện tỉnh", ago(7), ago(1))
WARNING = {"none": 0, "reprimand": 0, "warning": 5, "removal": 0, "expulsion": 0}


def refused(verb, *arguments: object) -> RuleViolation:
    with pytest.raises(RuleViolation) as refusal:
        verb(*arguments)
    return refusal.value


def test_the_list_of_the_day_is_chosen_from_and_the_day_after_it_ended_takes_words(world):
    story = Story(world)
    record = story.proposed()
    head, file = story.actor("head"), story.file("head")
    assert {row.key for row in services.listed(LIST_DAY)} >= {"self-reported", "obstructed"}
    assert services.listed(date(2026, 8, 17)) == []
    assert refused(services.add_circumstance, head, file, record, IN_WORDS, LIST_DAY).field == "key"
    remedied = services.Weight("remedied", None, "Đã nộp lại tiền.")
    services.add_circumstance(head, file, record, remedied, LIST_DAY)
    assert refused(services.add_circumstance, head, file, record, remedied, LIST_DAY).field == "key"
    assert refused(services.add_circumstance, head, file, record, remedied, date(2026, 8, 17)).field == "key"
    services.add_circumstance(head, file, record, IN_WORDS, date(2026, 8, 17))
    nothing = services.Weight("", None, "x")
    assert refused(services.add_circumstance, head, file, record, nothing, date(2026, 8, 17)).field == "bearing"
    found = [(row.key, row.bearing, row.cited) for row in queries.circumstances_of(record)]
    assert found == [("remedied", Bearing.MITIGATING, "69-QĐ/TW"), (None, Bearing.MITIGATING, "")]
    services.remove_circumstance(head, file, record, 1)
    assert [row.number for row in queries.circumstances_of(record)] == [2]


def test_a_form_far_from_the_base_form_needs_its_reason_at_the_proposal_and_again_at_the_decision(world):
    story = Story(world).concluded()
    head, file = story.actor("head"), story.file("head")

    def proposal(why: str) -> services.Proposal:
        body = world.bodies["commission"]
        return services.Proposal(body, Form.REPRIMAND, True, "Vi phạm.", "phân cấp", Form.REMOVAL, why)

    subject = file.subject(1)
    assert refused(services.propose_discipline, head, file, subject, proposal(" "), TODAY).field == "departure_reason"
    record = services.propose_discipline(head, file, subject, proposal("Tự giác khắc phục."), TODAY)
    assert (record.base_form, record.proposed_form) == (Form.REMOVAL, Form.REPRIMAND)
    review = services.Review(ago(9), "Nhận.", ago(8), "Ninh", "Không.")
    services.review_discipline(head, file, record, review, TODAY)
    meeting = story.meeting(5)
    item = services.put_on_agenda(head, file, record, meeting)
    clerk, papers = story.actor("clerk"), story.papers("clerk")
    votes = services.Poll({**WARNING, "warning": 0, "reprimand": 5})
    story.ballot_opened(item)
    services.record_vote(clerk, papers, record, item, services.Ballot(votes), TODAY)
    story.hold(meeting)
    assert refused(services.decide_discipline, clerk, papers, record, WORDS, TODAY).field == "departure_reason"
    decision = services.Decision(WORDS, "", "Như khi đề nghị.")
    services.decide_discipline(clerk, papers, record, decision, TODAY)
    assert (record.decided_form, record.decided_departure_reason) == (Form.REPRIMAND, "Như khi đề nghị.")
    assert refused(services.add_circumstance, head, file, record, IN_WORDS, TODAY).field == "note"


def test_an_exempting_circumstance_ends_the_record_with_reason_and_article_after_the_vote(world):
    story = Story(world)
    record = story.voted(WARNING)
    clerk, papers = story.actor("clerk"), story.papers("clerk")
    assert refused(services.exempt, clerk, papers, record, "miễn").citations
    pilot = services.Weight("", Bearing.EXEMPTING, "Thí điểm được phép.")
    services.add_circumstance(story.actor("head"), story.file("head"), record, pilot, TODAY)
    services.exempt(clerk, papers, record, "Động cơ trong sáng.")
    assert (record.state, record.exempt_reason) == (State.NOT_DISCIPLINED, "Động cơ trong sáng.")


def test_while_put_off_preparing_goes_on_and_the_vote_is_taken_off_the_agenda(world):
    story = Story(world)
    record = story.reviewed()
    head, file = story.actor("head"), story.file("head")
    meeting = story.meeting(5)
    item = services.put_on_agenda(head, file, record, meeting)
    services.postpone(head, file, record, HOSPITAL, TODAY)
    assert (record.state, item.result) == (State.POSTPONED, Result.RETURNED)
    assert find_open_item(file.case.id, record.subject_id) is None
    review = services.Review(ago(9), "Nhận.", ago(6), "Ninh", "Không.")
    services.review_discipline(head, file, record, review, TODAY)
    assert (record.state, record.heard_on) == (State.POSTPONED, ago(6))
    with pytest.raises(ImpossibleTransition):
        services.record_vote(
            story.actor("clerk"), story.papers("clerk"), record, item, services.Ballot(services.Poll(WARNING)), TODAY
        )
    with pytest.raises(Conflict):
        services.put_on_agenda(head, file, record, story.meeting(4))
    assert refused(services.consider_again, head, file, record, ago(8), TODAY).field == "ended_on"
    assert queries.deferred_spans(record.subject_id, TODAY) == [(ago(7), TODAY)]
    services.consider_again(head, file, record, ago(2), TODAY)
    assert record.state is State.REVIEWING
    assert queries.deferred_spans(record.subject_id, TODAY) == [(ago(7), ago(2))]
    assert queries.deferred_spans(record.subject_id, ago(8)) == []
    services.put_on_agenda(head, file, record, story.meeting(1))


def test_a_deferral_has_a_ground_of_the_list_of_its_day_or_words(world):
    story = Story(world)
    record = story.proposed()
    head, file = story.actor("head"), story.file("head")
    assert {row.key for row in services.grounds_on(date(2026, 4, 10))} == {
        "nursing",
        "hospital",
        "pregnancy-or-illness",
    }
    assert services.grounds_on(date(2026, 4, 11)) == ()

    def put_off(key: str, ground: str, since: date, until: date | None = None) -> services.Postponement:
        return services.Postponement(key, ground, "Giấy số 12", since, until)

    for wrong, field in (
        (put_off("nursing", "", date(2026, 4, 11)), "key"),
        (put_off("", "", date(2026, 4, 10)), "key"),
        (put_off("", "", date(2026, 4, 11)), "ground"),
        (put_off("", "ốm", ago(-1)), "since"),
        (put_off("", "ốm", ago(2), ago(3)), "until"),
    ):
        assert refused(services.postpone, head, file, record, wrong, TODAY).field == field
    services.postpone(head, file, record, put_off("nursing", "", date(2026, 4, 10)), TODAY)
    assert queries.find_open_deferral(record).cited == "Điều 8.7, 296-QĐ/TW"
    services.consider_again(head, file, record, TODAY, TODAY)
    assert record.state is State.PROPOSED
