"""The arithmetic of a session's votes, whatever the figures."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tracker.meetings.rules import Room, Tally, check_cast, check_result, check_tally, room_of
from tracker.meetings.states import Method, Result
from tracker.regulations.presence import quorum

ON = date(2026, 9, 29)
SMALL = st.integers(0, 60)


@given(st.integers(1, 60), SMALL)
def test_a_quorum_is_more_than_half_and_one_person_less_is_none(members, present):
    assert quorum(min(present, members), members, ON).allowed == (2 * min(present, members) > members)
    assert not quorum(members // 2, members, ON).allowed
    assert quorum(members // 2 + 1, members, ON).allowed


@given(st.integers(1, 60), SMALL, SMALL, SMALL)
def test_a_recused_member_leaves_the_total_and_the_room_together(seats, present, out_there, out_away):
    present = min(present, seats)
    out_there, out_away = min(out_there, present), min(out_away, seats - present)
    room = room_of(seats, present, out_there, out_away)
    assert 0 <= room.present <= room.members <= seats
    assert room.members - room.present == seats - present - out_away


@given(SMALL, SMALL, SMALL, SMALL)
def test_hands_are_counted_only_if_they_are_those_of_everybody_in_the_room(yes, no, blank, present):
    verdict = check_tally(Tally(yes, no, blank), Method.HANDS, Room(60, present))
    assert verdict.allowed == (yes + no + blank == present)
    assert not check_tally(Tally(yes, no, blank, issued=present), Method.HANDS, Room(60, present)).allowed


@given(SMALL, SMALL, SMALL, SMALL, st.none() | SMALL, SMALL)
def test_ballots_are_counted_only_within_the_papers_and_the_papers_within_the_room(
    yes, no, blank, invalid, issued, present
):
    tally = Tally(yes, no, blank, issued, invalid)
    fits = issued is not None and issued <= present and tally.valid + invalid <= issued
    assert check_tally(tally, Method.BALLOT, Room(60, present)).allowed == fits
    within = tally.valid + invalid <= present and (issued is None or issued <= present)
    assert check_cast(tally.valid, invalid, issued, Room(60, present)).allowed == within


@given(st.integers(1, 60), SMALL)
def test_nothing_is_adopted_without_a_majority_or_rejected_with_one(members, votes):
    votes = min(votes, members)
    has_majority = 2 * votes > members
    assert check_result(Result.ADOPTED, votes, members, ON).allowed == has_majority
    assert check_result(Result.REJECTED, votes, members, ON).allowed == (not has_majority)
    assert check_result(Result.RETURNED, votes, members, ON).allowed
