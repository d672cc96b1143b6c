"""A vote: quorum and recusals, the frozen text and what voids it, counted once whoever else counts."""

import threading
from datetime import timedelta
from itertools import product

import pytest

from tests.cast import TODAY, Cast
from tests.stories import Story
from tracker.accounts.queries import get_actor
from tracker.cases.states import SubjectType
from tracker.conclusions.services import check_conclude
from tracker.core.errors import Conflict, ImpossibleTransition, RuleViolation
from tracker.discipline import services as discipline
from tracker.discipline.models import Discipline
from tracker.discipline.queries import find_vote
from tracker.discipline.services.voting import check_text
from tracker.discipline.states import State
from tracker.extensions import db
from tracker.findings.models import Finding
from tracker.meetings import queries, services, texts
from tracker.meetings.models import AgendaItem, ItemVote, Meeting
from tracker.meetings.states import VOTE_TRANSITIONS, Method, Result, VoteAction, VoteState
from tracker.regulations.circumstances import Bearing
from tracker.regulations.terms import Role

ADOPT = services.HandVote(5, 0, 0, Result.ADOPTED, "Nhất trí.")


class Sitting:
    """A session with a reported case, a matter, and everybody there."""

    def __init__(self, world: Cast):
        self.story = Story(world).reported()
        self.clerk = self.story.actor("clerk")
        self.meeting: Meeting = self.story.meeting(12)
        self.item: AgendaItem = services.put_case_on_agenda(self.clerk, self.meeting, self.story.papers("clerk").case)
        matter = services.Matter("Sửa Quy chế", "Thông qua Quy chế.")
        self.matter: AgendaItem = services.add_matter(self.clerk, self.meeting, matter)

    def open(self, item: AgendaItem, method: Method = Method.HANDS) -> ItemVote:
        return services.open_vote(self.clerk, self.meeting, item, method, TODAY)

    def count(self, item: AgendaItem, vote: services.HandVote = ADOPT) -> None:
        services.record_hand_vote(self.clerk, self.meeting, item, vote, TODAY)

    def change_text(self) -> None:
        """As if the records of the case had changed: no verb does it once the report is submitted."""
        case_id = self.item.case_id
        db.session.execute(db.update(Finding).where(Finding.case_id == case_id).values(text="Đã sửa."))

    def changed(self, item: AgendaItem) -> bool:
        row = next(row for row in queries.agenda(self.clerk, self.meeting) if row.item.id == item.id)
        return row.is_changed


@pytest.fixture
def sitting(world) -> Sitting:
    return Sitting(world)


def refused(verb, *arguments: object) -> RuleViolation:
    with pytest.raises(RuleViolation) as refusal:
        verb(*arguments)
    return refusal.value


def test_without_a_list_of_those_present_or_an_opened_vote_nothing_is_counted(sitting):
    refused(sitting.open, sitting.item)
    sitting.story.attended(sitting.meeting)
    refused(sitting.count, sitting.item)
    vote = sitting.open(sitting.item)
    assert (vote.members, vote.present, vote.sha256) == (5, 5, texts.sha256_of(vote.text))
    assert "Để ngoài sổ sách tiền quỹ." in vote.text and "Nộp lại tiền." in vote.text


def test_the_list_names_every_member_once_and_says_why_one_is_absent(sitting):
    names = [services.Person(f"Uỷ viên {number}") for number in range(1, 6)]
    guest = services.Person("Khách", part="guest")
    for people in (names[:4], [*names, names[0]], [*names[:4], guest]):
        assert refused(services.record_attendance, sitting.clerk, sitting.meeting, people).field == "people"
    absent = services.Person("Vắng", present=False)
    assert refused(services.record_attendance, sitting.clerk, sitting.meeting, [*names[:4], absent]).field == "people"
    services.record_attendance(sitting.clerk, sitting.meeting, [*names, guest])
    sitting.open(sitting.item)
    with pytest.raises(Conflict):
        services.record_attendance(sitting.clerk, sitting.meeting, names)


def test_who_is_recused_is_out_of_the_total_and_of_those_present(sitting):
    sitting.story.attended(sitting.meeting, 4)
    out = (sitting.clerk, sitting.meeting, sitting.item)
    services.recuse(*out, 1, "Người thân của đối tượng", "Điều 5 Quy chế làm việc")
    refused(services.recuse, *out, 1, "Người thân", "Điều 5")
    vote = sitting.open(sitting.item)
    assert (vote.members, vote.present) == (4, 3)
    assert refused(sitting.count, sitting.item, services.HandVote(4, 0, 0, Result.ADOPTED, "x")).field == "votes_for"
    assert refused(sitting.count, sitting.item, services.HandVote(2, 1, 0, Result.ADOPTED, "x")).field == "votes_for"
    sitting.count(sitting.item, services.HandVote(3, 0, 0, Result.ADOPTED, "Nhất trí."))
    assert (sitting.item.recused, sitting.item.recused_names) == (1, "Uỷ viên 1 (Người thân của đối tượng)")
    with pytest.raises(Conflict):
        services.withdraw_recusal(*out, 1)


def test_a_quorum_that_recusals_break_stops_the_vote_on_that_item_only(sitting):
    sitting.story.attended(sitting.meeting, 3)
    for number in (1, 2):
        services.recuse(sitting.clerk, sitting.meeting, sitting.item, number, "Người thân", "Điều 5")
    assert refused(sitting.open, sitting.item).citations  # 1 of 3
    sitting.open(sitting.matter)


def test_a_subject_of_the_case_is_out_by_rule_and_stays_out(world):
    sitting = Sitting(world)
    people = [services.Person("Lò Văn Phượng", member_id=world.members["secretary"])]
    people += [services.Person(f"Uỷ viên {number}") for number in range(1, 5)]
    services.record_attendance(sitting.clerk, sitting.meeting, people)
    (out,) = queries.recusals_of(sitting.item)
    assert (out.by_rule, out.attendance.name) == (True, "Lò Văn Phượng")
    assert queries.recusals_of(sitting.matter) == []
    refused(services.withdraw_recusal, sitting.clerk, sitting.meeting, sitting.item, 1)
    assert (sitting.open(sitting.item).members, sitting.open(sitting.matter).members) == (4, 5)


def test_a_recused_member_lowers_what_a_ballot_on_discipline_needs(world):
    story = Story(world)
    record = story.reviewed()
    meeting, clerk = story.meeting(5), story.actor("clerk")
    item = discipline.put_on_agenda(story.actor("head"), story.file("head"), record, meeting)
    story.attended(meeting)
    services.recuse(clerk, meeting, item, 1, "Người thân", "Điều 5")
    with pytest.raises(RuleViolation):
        services.open_vote(clerk, meeting, item, Method.HANDS, TODAY)
    services.open_vote(clerk, meeting, item, Method.BALLOT, TODAY)
    papers = story.papers("clerk")

    def vote(**votes: int) -> None:
        poll = services.Poll({"none": 0, "reprimand": 0, "warning": 0, "removal": 0, "expulsion": 0} | votes)
        discipline.record_vote(clerk, papers, record, item, discipline.Ballot(poll, Role.DECIDING, "phân cấp"), TODAY)

    with pytest.raises(RuleViolation):
        vote(warning=5)
    vote(warning=3, none=1)
    ballot = find_vote(record).ballot
    assert (ballot.count.eligible, ballot.left_out, ballot.left_out_reason) == (4, 1, "Uỷ viên 1 (Người thân)")


def test_the_papers_of_a_secret_ballot_agree_with_those_present(sitting):
    sitting.story.attended(sitting.meeting, 4)
    sitting.open(sitting.item, Method.BALLOT)

    def ballot(votes: tuple[int, int, int], issued: int | None, invalid: int) -> services.HandVote:
        return services.HandVote(*votes, Result.ADOPTED, "Nhất trí.", issued, invalid)

    for wrong in (ballot((3, 1, 0), None, 0), ballot((3, 1, 0), 5, 0), ballot((3, 1, 0), 4, 1)):
        assert refused(sitting.count, sitting.item, wrong).field == "issued"
    sitting.count(sitting.item, ballot((3, 0, 0), 4, 1))
    assert queries.agenda(sitting.clerk, sitting.meeting)[0].vote.tally == {
        "for": 3, "against": 0, "blank": 0, "issued": 4, "invalid": 1
    }  # fmt: skip


def test_a_text_that_changes_voids_the_vote_and_needs_another_one(sitting):
    sitting.story.attended(sitting.meeting)
    sitting.open(sitting.item)
    sitting.change_text()
    refused(sitting.count, sitting.item)  # changed while the vote went on
    first = sitting.open(sitting.item)
    sitting.count(sitting.item)
    assert not sitting.changed(sitting.item)
    sitting.change_text()
    db.session.execute(db.update(Finding).values(text="Sửa lần nữa."))
    assert sitting.changed(sitting.item)
    sitting.open(sitting.matter)
    sitting.count(sitting.matter)
    assert "1" in str(refused(services.hold_meeting, sitting.clerk, sitting.meeting, "Thông qua.", TODAY).message)
    again = sitting.open(sitting.item)
    assert (first.state, sitting.item.result, again.sha256 != first.sha256) == (VoteState.VOID, None, True)
    sitting.count(sitting.item)
    services.hold_meeting(sitting.clerk, sitting.meeting, "Thông qua.", TODAY)
    row = queries.agenda(sitting.clerk, sitting.meeting)[0]
    assert [vote.state for vote in row.votes] == [VoteState.VOID, VoteState.VOID, VoteState.CLOSED]


def test_a_case_is_not_concluded_on_a_void_vote_but_on_a_new_one(sitting):
    story = sitting.story
    sitting.story.attended(sitting.meeting)
    for item in (sitting.item, sitting.matter):
        sitting.open(item)
        sitting.count(item)
    services.hold_meeting(sitting.clerk, sitting.meeting, "Thông qua.", TODAY)
    file = story.papers("clerk")

    def allowed() -> bool:
        return check_conclude(file, queries.last_decision(file.case.id)).allowed

    assert allowed()
    sitting.change_text()
    assert not allowed()
    later = story.meeting(11)
    item = services.put_case_on_agenda(sitting.clerk, later, file.case)
    story.attended(later)
    services.open_vote(sitting.clerk, later, item, Method.HANDS, TODAY)
    services.record_hand_vote(sitting.clerk, later, item, ADOPT, TODAY)
    services.hold_meeting(sitting.clerk, later, "Thông qua.", TODAY)
    assert allowed()


def test_a_circumstance_after_the_ballot_voids_it_and_the_record_is_voted_on_again(world):
    story = Story(world)
    record: Discipline = story.voted({"none": 0, "reprimand": 0, "warning": 5, "removal": 0, "expulsion": 0})
    clerk, papers = story.actor("clerk"), story.papers("clerk")
    assert check_text(record).allowed
    refused(discipline.revote, clerk, papers, record)
    weight = discipline.Weight("", Bearing.AGGRAVATING, "Vi phạm nhiều lần.")  # no list was read for this day
    discipline.add_circumstance(story.actor("head"), story.file("head"), record, weight, TODAY)
    assert not check_text(record).allowed
    discipline.revote(clerk, papers, record)
    assert (record.state, record.voted_form, record.agenda_item_id) == (State.REVIEWING, None, None)
    story.balloted(record, {"none": 0, "reprimand": 5, "warning": 0, "removal": 0, "expulsion": 0})
    assert (record.state, record.voted_form) == (State.VOTED, "reprimand")


def test_a_change_of_the_draft_voids_the_vote_on_another_matter(sitting):
    sitting.story.attended(sitting.meeting)
    sitting.open(sitting.matter)
    sitting.count(sitting.matter)
    changed = services.Matter("Sửa Quy chế", "Không thông qua.")
    services.change_matter(sitting.clerk, sitting.meeting, sitting.matter, changed)
    assert sitting.changed(sitting.matter)
    services.annul_vote(sitting.clerk, sitting.meeting, sitting.matter, "văn bản đổi")
    assert sitting.matter.result is None
    with pytest.raises(Conflict):
        services.change_matter(sitting.clerk, sitting.meeting, sitting.item, changed)


def test_a_mistyped_result_is_annulled_with_its_reason_while_the_minutes_are_open_and_recorded_again(sitting):
    sitting.story.attended(sitting.meeting)
    about = sitting.clerk, sitting.meeting, sitting.matter
    sitting.open(sitting.matter)
    sitting.count(sitting.matter)
    services.annul_vote(*about, "Ghi nhầm số phiếu")
    assert (sitting.matter.result, sitting.matter.votes_for, sitting.matter.resolution) == (None, None, "")
    sitting.open(sitting.matter)
    sitting.count(sitting.matter, services.HandVote(3, 2, 0, Result.ADOPTED, "Nhất trí."))
    votes = db.session.query(ItemVote).where(ItemVote.item_id == sitting.matter.id).order_by(ItemVote.number)
    kept = [(vote.state, vote.void_reason, (vote.tally or {})["for"]) for vote in votes]
    assert kept == [(VoteState.VOID, "Ghi nhầm số phiếu", 5), (VoteState.CLOSED, "", 3)]
    sitting.meeting.state, sitting.meeting.present, sitting.meeting.resolution = "held", 5, "Thông qua."
    db.session.flush()
    with pytest.raises(Conflict):
        services.annul_vote(*about, "muộn")


def test_a_ballot_that_a_discipline_record_rests_on_is_not_annulled(world):
    story = Story(world)
    record = story.reviewed()
    story.balloted(record, {"none": 0, "reprimand": 5, "warning": 0, "removal": 0, "expulsion": 0})
    vote = find_vote(record)
    vote.meeting.state = "planned"
    db.session.flush()
    refused(services.annul_vote, story.actor("clerk"), vote.meeting, vote.item, "Ghi nhầm")


def test_every_pair_of_state_and_action_of_a_vote_is_as_the_table_says():
    allowed = {
        (VoteState.OPEN, VoteAction.CLOSE): VoteState.CLOSED,
        (VoteState.OPEN, VoteAction.ANNUL): VoteState.VOID,
        (VoteState.CLOSED, VoteAction.ANNUL): VoteState.VOID,
    }
    for state, action in product(VoteState, VoteAction):
        if (state, action) in allowed:
            assert VOTE_TRANSITIONS.get(state, action).target is allowed[state, action]
        else:
            with pytest.raises(ImpossibleTransition):
                VOTE_TRANSITIONS.get(state, action)


def test_the_order_of_the_agenda_changes_until_a_vote(sitting):
    services.move_up(sitting.clerk, sitting.meeting, sitting.matter)
    assert [row.item.id for row in queries.agenda(sitting.clerk, sitting.meeting)] == [
        sitting.matter.id,
        sitting.item.id,
    ]
    refused(services.move_up, sitting.clerk, sitting.meeting, sitting.matter)
    sitting.story.attended(sitting.meeting)
    sitting.open(sitting.matter)
    with pytest.raises(Conflict):
        services.move_up(sitting.clerk, sitting.meeting, sitting.item)


def test_closed_minutes_are_corrected_by_addenda_and_open_ones_are_not(sitting):
    correct = (services.add_addendum, sitting.clerk, sitting.meeting, "Có mặt 4.", "Ghi nhầm", TODAY)
    with pytest.raises(Conflict):
        correct[0](*correct[1:])
    sitting.story.attended(sitting.meeting)
    for item in (sitting.item, sitting.matter):
        sitting.open(item)
        sitting.count(item)
    services.hold_meeting(sitting.clerk, sitting.meeting, "Thông qua.", TODAY)
    assert [correct[0](*correct[1:]).number for _ in range(2)] == [1, 2]


def test_fifty_who_close_one_vote_at_once_close_it_once(app, cast):
    with app.app_context():
        sitting = Sitting(cast)
        sitting.story.attended(sitting.meeting)
        sitting.open(sitting.item)
        ref, item_id = sitting.meeting.ref, sitting.item.id
        db.session.commit()
    outcomes: list[str] = []

    def close(number: int) -> None:
        with app.app_context():
            clerk = get_actor(cast.accounts["clerk"])
            meeting = queries.get_meeting(clerk, ref)
            item = next(row for row in meeting.items if row.id == item_id)
            vote = services.HandVote(5 - number % 2, number % 2, 0, Result.ADOPTED, f"Lần {number}")
            try:
                services.record_hand_vote(clerk, meeting, item, vote, TODAY)
                db.session.commit()
                outcomes.append("closed")
            except Conflict:
                db.session.rollback()
                outcomes.append("refused")

    threads = [threading.Thread(target=close, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (outcomes.count("closed"), outcomes.count("refused")) == (1, 49)
    with app.app_context():
        (vote,) = db.session.query(ItemVote).all()
        kept = db.session.get_one(AgendaItem, item_id)
        assert (vote.state, vote.tally["for"]) == (VoteState.CLOSED, kept.votes_for)


def test_a_session_of_another_day_is_not_voted_on_before_it(sitting):
    sitting.story.attended(sitting.meeting)
    sitting.meeting.held_on = TODAY + timedelta(days=1)
    refused(sitting.open, sitting.item)


def test_several_cases_in_one_session_are_voted_on_each_for_itself(world):
    first = Sitting(world)
    subjects = [(SubjectType.MEMBER, world.members["full_member"])]
    other = Story(world).reported(subjects=subjects, overlap_reason="Khác.", title="việc khác")
    item = services.put_case_on_agenda(first.clerk, first.meeting, other.papers("clerk").case)
    first.story.attended(first.meeting)
    for row in (first.item, item):
        first.open(row)
    first.count(first.item)
    first.count(item, services.HandVote(1, 4, 0, Result.REJECTED, "Không nhất trí."))
    assert (first.item.result, item.result) == (Result.ADOPTED, Result.REJECTED)


@pytest.mark.parametrize(("won", "label"), [("none", "no discipline"), ("warning", "warning")])
def test_the_result_of_a_ballot_on_discipline_names_what_won(world, won, label):
    story = Story(world)
    record = story.reviewed()
    story.balloted(record, dict.fromkeys(("none", "reprimand", "warning", "removal", "expulsion"), 0) | {won: 5})
    meeting = find_vote(record).meeting
    rows = queries.agenda(story.actor("clerk"), meeting)
    assert [row.result_label.lower() for row in rows if row.ballot] == [label]
