"""A mistyped ballot on discipline is declared void before the decision: the old figures stay, it is recorded again."""

import pytest
from sqlalchemy import select

from tests.cast import TODAY
from tests.discipline.test_votes import ballots, clerks, poll
from tests.stories import SIGNER, Story
from tracker.core.errors import ImpossibleTransition
from tracker.discipline import services
from tracker.discipline.papers import DecisionWords, MinutesWords
from tracker.discipline.queries import discipline_rows
from tracker.discipline.states import State
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db
from tracker.meetings import queries
from tracker.meetings.models import ItemVote
from tracker.meetings.services import hold_meeting
from tracker.meetings.states import VoteState
from tracker.regulations.terms import Form

REASON = "Ghi nhầm số phiếu cảnh cáo thành khai trừ."


def voted_in_open_session(story: Story, **votes: int):
    record = story.reviewed()
    item = services.put_on_agenda(story.actor("head"), story.file("head"), record, story.meeting(5))
    story.ballot_opened(item)
    ballot = services.Ballot(poll(**votes).poll, override_reason="Theo phân cấp.")
    services.record_vote(*clerks(story, record), item, ballot, TODAY)
    return record, item


def test_while_the_minutes_are_open_the_ballot_is_void_and_recorded_again_in_the_same_session(world):
    story = Story(world)
    record, item = voted_in_open_session(story, expulsion=5)
    services.annul_ballot(*clerks(story, record), REASON, TODAY)
    assert (record.state, record.voted_form, record.agenda_item_id) == (State.REVIEWING, None, None)
    assert (item.result, item.ballots) == (None, None)
    story.ballot_opened(item)
    services.record_vote(*clerks(story, record), item, poll(warning=5), TODAY)
    hold_meeting(story.actor("clerk"), item.meeting, "Biểu quyết.", TODAY)
    kept = db.session.scalars(select(ItemVote).where(ItemVote.item_id == item.id).order_by(ItemVote.number)).all()
    assert [(vote.state, vote.tally["expulsion"], vote.tally["warning"]) for vote in kept] == [
        (VoteState.VOID, 5, 0),
        (VoteState.CLOSED, 0, 5),
    ]
    assert kept[0].void_reason == REASON and record.voted_form is Form.WARNING


def test_closed_minutes_stay_with_an_addendum_and_the_record_goes_before_another_session(world):
    story = Story(world)
    record = story.voted(ballots(expulsion=5))
    item_id, held_on = record.agenda_item_id, services.voted_of(record).held_on
    services.issue_minutes(*clerks(story, record), MinutesWords(story.on(5), "Tòng Văn A", ""), TODAY)
    services.annul_ballot(*clerks(story, record), REASON, TODAY)
    vote = db.session.scalars(select(ItemVote).where(ItemVote.item_id == item_id)).one()
    assert (vote.state, vote.tally["expulsion"]) == (VoteState.CLOSED, 5)
    clerk = story.actor("clerk")
    (held,) = [row for row in queries.meeting_rows(clerk, None) if row.held_on == held_on]
    (addendum,) = queries.addenda_of(held.id)
    assert addendum.reason == REASON and "không có giá trị" in addendum.text
    story.balloted(record, ballots(warning=5))
    assert record.voted_form is Form.WARNING
    services.issue_minutes(*clerks(story, record), MinutesWords(story.on(5), "Tòng Văn A", ""), TODAY)
    minutes = select(RegisteredPaper.id).where(RegisteredPaper.template == "ballot_minutes")
    assert len(db.session.scalars(minutes).all()) == 2


def test_after_the_decision_no_ballot_is_annulled(world):
    story = Story(world)
    record = story.voted(ballots(warning=5))
    words = DecisionWords(story.on(4), SIGNER, ["Như Điều 3"], "Chi bộ")
    services.decide_discipline(*clerks(story, record), words, TODAY)
    with pytest.raises(ImpossibleTransition):
        services.annul_ballot(*clerks(story, record), REASON, TODAY)


def test_the_page_annuls_the_ballot_and_the_old_figures_are_read_at_the_item(app, play, cast):
    with app.app_context():
        story = Story(cast)
        _, item = voted_in_open_session(story, expulsion=4, warning=1)
        case, at = f"/cases/{story.ref}/discipline", f"/sessions/{item.meeting.ref}/items/{item.ref}"
        db.session.commit()
    clerk = play("clerk")
    assert f"{case}/1/annul-ballot" in clerk.get(case).text
    assert clerk.submit(f"{case}/1/annul-ballot", {"reason": ""}).status_code == 422
    assert clerk.submit(f"{case}/1/annul-ballot", {"reason": REASON}).status_code == 303
    page = clerk.get(at).text
    assert REASON in page and "Khai trừ: 4" in page and f"{at}/open" in page
    assert clerk.get(f"{case}/1/annul-ballot").status_code == 404


def test_who_may_only_know_of_the_case_reads_of_no_proposal_and_of_no_vote_on_discipline(world):
    story = Story(world)
    record = story.reviewed()
    meeting = story.meeting(5, invited=("member",))
    services.put_on_agenda(story.actor("head"), story.file("head"), record, meeting)

    def forms(name: str) -> list[Form | None]:
        return [row.proposed_form for row in rows_of(story, name)]

    assert forms("chair") == forms("clerk") == [Form.WARNING]
    assert forms("bystander") == []
    items = {name: len(queries.agenda(story.actor(name), meeting)) for name in ("chair", "member", "bystander")}
    assert items == {"chair": 1, "member": 1, "bystander": 0}
    paper_id = db.session.scalars(select(RegisteredPaper.id)).first()
    record.state, record.decided_form, record.voted_role = State.IN_FORCE, Form.WARNING, "deciding"
    record.agenda_item_id, record.paper_id = meeting.items[0].id, paper_id
    record.decided_on = record.announced_on = story.on(2)
    db.session.flush()
    assert [(row.proposed_form, row.decided_form) for row in rows_of(story, "bystander")] == [(None, Form.WARNING)]


def rows_of(story: Story, name: str):
    return discipline_rows(story.actor(name), None, TODAY)
