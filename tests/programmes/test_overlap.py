"""The table of overlaps: each rule, who is the same and who contains whom, boundary days, what is kept silent."""

from datetime import date, timedelta

import pytest

from tracker.core.text import Message
from tracker.programmes.overlap import (
    MOST_TEAMS,
    WEIGHTS,
    Engagement,
    Overlap,
    OverlapFound,
    Proposal,
    Relation,
    Subject,
    Weight,
    check_acknowledged,
    find_overlaps,
    is_remembered,
    reach_of,
    relation_of,
    sentences_of,
    warnings_of,
)
from tracker.programmes.states import Rule, Source

# 1 province – 2 ward – 3 cell; 9 is the commune that went into the ward; 4 another cell, 5 another ward.
CELL = Subject("Chi bộ 1", 3, None, frozenset({3}), frozenset({1, 2}))
WARD = Subject("Đảng bộ phường", 2, None, frozenset({2, 9}), frozenset({1}))
MEMBER = Subject("Lò Văn A", 3, 70, frozenset({3}), frozenset({1, 2}))
SINCE, UNTIL = date(2026, 4, 1), date(2026, 6, 30)
DAY = timedelta(days=1)
LABEL = Message("việc khác")
ABOVE = {
    1: frozenset(),
    2: frozenset({1}),
    3: frozenset({1, 2}),
    4: frozenset({1, 2}),
    5: frozenset({1}),
    9: frozenset({1}),
}


def other(organization: int = 3, member: int | None = None, **changed: object) -> Engagement:
    values: dict = {
        "source": Source.CASE,
        "key": 11,
        "organization_id": organization,
        "member_id": member,
        "above": ABOVE[organization],
        "label": LABEL,
        "since": SINCE,
        "until": UNTIL,
    }
    return Engagement(**values | changed)


def proposal(*subjects: Subject, **changed: object) -> Proposal:
    values: dict = {"contents": frozenset({"org.cadres"}), "since": SINCE, "until": UNTIL}
    return Proposal(subjects or (CELL,), **values | changed)


def rules(new: Proposal, *others: Engagement) -> list[Rule]:
    return [one.rule for one in find_overlaps(new, others)]


@pytest.mark.parametrize(
    ("own", "theirs", "relation"),
    [
        (CELL, other(3), Relation.SAME),
        (CELL, other(2), Relation.CONTAINED),  # the organization above
        (CELL, other(1), Relation.CONTAINED),
        (CELL, other(4), None),  # a sister
        (WARD, other(3), Relation.CONTAINED),  # below
        (WARD, other(9), Relation.SAME),  # what it came from
        (WARD, other(5), None),
        (MEMBER, other(3, 70), Relation.SAME),
        (MEMBER, other(3, 71), None),  # a comrade of the same cell
        (MEMBER, other(3), Relation.CONTAINED),  # his own cell
        (MEMBER, other(2), Relation.CONTAINED),
        (MEMBER, other(4), None),
        (CELL, other(3, 70), Relation.CONTAINED),  # a member of it
        (WARD, other(3, 70), Relation.CONTAINED),
        (CELL, other(4, 72), None),
    ],
)
def test_who_is_the_same_and_who_contains_whom(own, theirs, relation):
    assert relation_of(own, theirs) is relation


@pytest.mark.parametrize(
    ("since", "until", "meets"),
    [
        (UNTIL, None, True),
        (UNTIL + DAY, None, False),
        (None, SINCE, True),
        (None, SINCE - DAY, False),
        (SINCE - DAY, SINCE, True),
        (None, None, True),
        (SINCE + DAY, UNTIL - DAY, True),
    ],
)
def test_work_on_the_same_subject_is_warned_of_when_the_days_meet(since, until, meets):
    assert rules(proposal(), other(since=since, until=until)) == ([Rule.SAME_DATES] if meets else [])


def test_work_whose_days_are_not_known_meets_everything():
    assert rules(proposal(since=None, until=None), other()) == [Rule.SAME_DATES]


CONCLUDED = date(2025, 4, 1)


@pytest.mark.parametrize(
    ("since", "is_told"),
    [
        (CONCLUDED, True),
        (date(2026, 4, 1), True),  # the last day of the twelve months
        (date(2026, 4, 2), False),
        (None, True),
    ],
)
def test_the_same_content_is_remembered_for_twelve_months(since, is_told):
    theirs = other(concluded_on=CONCLUDED, contents=frozenset({"org.cadres", "org.thrift"}))
    assert rules(proposal(since=since, until=None), theirs) == ([Rule.SAME_CONTENT] if is_told else [])
    assert is_remembered(CONCLUDED, since) is is_told


def test_other_content_or_another_subject_is_not_a_repetition():
    same = {"concluded_on": SINCE - 30 * DAY, "contents": frozenset({"org.thrift"})}
    assert rules(proposal(), other(**same)) == []
    same["contents"] = frozenset({"org.cadres"})
    assert rules(proposal(), other(2, **same)) == []
    assert rules(proposal(), other(visible=False, **same)) == []
    assert rules(proposal(), other(**same)) == [Rule.SAME_CONTENT]


@pytest.mark.parametrize(
    ("on", "later"),
    [
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2025, 1, 31), date(2026, 1, 31)),
        (date(2025, 12, 15), date(2026, 12, 15)),
    ],
)
def test_months_end_with_the_month(on, later):
    assert is_remembered(on, later)
    assert not is_remembered(on, later + timedelta(days=1))


@pytest.mark.parametrize("theirs", [other(2), other(1), other(3, 70)])
def test_what_contains_or_is_contained_is_told_and_asks_for_nothing(theirs):
    (found,) = find_overlaps(proposal(CELL), [theirs])
    assert (found.rule, found.weight) == (Rule.CONTAINED, Weight.INFORM)
    check_acknowledged([found], "")


def test_two_items_on_one_subject_in_one_quarter_are_warned_of_when_planning():
    planned = other(source=Source.PLAN)
    assert rules(proposal(), planned) == [Rule.SAME_QUARTER]
    assert rules(proposal(WARD), planned) == []  # an item on what stands below
    following = other(source=Source.PLAN, since=UNTIL + DAY, until=UNTIL + 90 * DAY)
    assert rules(proposal(), following) == []


def test_two_items_on_one_member_in_one_quarter_are_warned_of_and_his_own_organization_is_told():
    planned = {"source": Source.PLAN, "above": frozenset()}
    assert rules(proposal(MEMBER), other(3, 70, **planned)) == [Rule.SAME_QUARTER]
    assert rules(proposal(MEMBER), other(4, 70, **planned)) == [Rule.SAME_QUARTER]  # he moved
    assert rules(proposal(MEMBER), other(3, 71, **planned)) == []
    assert rules(proposal(MEMBER), other(3, **planned)) == [Rule.CONTAINED]
    assert rules(proposal(CELL), other(3, 70, **planned)) == [Rule.CONTAINED]
    assert rules(proposal(MEMBER), other(2, **planned)) == []
    assert rules(proposal(MEMBER), other(3, 70, visible=False, **planned)) == [Rule.HIDDEN]
    assert rules(proposal(MEMBER), other(3, visible=False, **planned)) == []


def test_work_of_another_body_is_warned_of():
    assert rules(proposal(), other(source=Source.EXTERNAL)) == [Rule.EXTERNAL]
    assert rules(proposal(MEMBER), other(source=Source.EXTERNAL)) == [Rule.CONTAINED]
    assert rules(proposal(), other(source=Source.EXTERNAL, since=UNTIL + DAY, until=None)) == []


@pytest.mark.parametrize(("teams", "is_told"), [(0, False), (MOST_TEAMS - 1, False), (MOST_TEAMS, True)])
def test_an_officer_in_many_teams_is_told(teams, is_told):
    found = find_overlaps(proposal(people={5: "Trần B"}), [], {5: teams})
    assert [one.rule for one in found] == ([Rule.OFFICER_LOAD] if is_told else [])
    assert warnings_of(found) == []


def test_a_hidden_case_says_only_that_something_is_under_way():
    hidden = other(visible=False, label=Message("kiểm tra của Tỉnh uỷ"))
    (found,) = find_overlaps(proposal(), [hidden])
    assert (found.rule, found.weight, found.text.params) == (Rule.HIDDEN, Weight.WARN, {"name": "Chi bộ 1"})
    several = find_overlaps(proposal(), [hidden, other(visible=False, key=12)])
    assert len(several) == 2 and len(sentences_of(several)) == 1  # two say no more than one
    assert rules(proposal(), other(2, visible=False)) == []  # only about the subject itself
    planned = other(source=Source.PLAN, visible=False)
    assert find_overlaps(proposal(), [planned])[0].text.params == {"name": "Chi bộ 1"}


def test_warnings_come_first_and_each_work_once():
    found = find_overlaps(proposal(CELL, MEMBER), [other(2), other(3, key=12), other(3, key=12)])
    assert [(one.rule, one.key, one.subject_name) for one in found] == [
        (Rule.SAME_DATES, 12, "Chi bộ 1"),
        (Rule.CONTAINED, 11, "Chi bộ 1"),
        (Rule.CONTAINED, 11, "Lò Văn A"),
        (Rule.CONTAINED, 12, "Lò Văn A"),
    ]


@pytest.mark.parametrize("rule", Rule)
def test_what_weighs_is_acknowledged_with_a_reason_and_never_forbidden(rule):
    found = [Overlap(rule, Source.CASE, 1, "Chi bộ 1", LABEL)]
    check_acknowledged(found, "theo chỉ đạo")
    if WEIGHTS[rule] is Weight.INFORM:
        check_acknowledged(found, "")
        return
    with pytest.raises(OverlapFound) as refusal:
        check_acknowledged(found, "")
    assert (refusal.value.field, refusal.value.overlaps) == ("overlap_reason", tuple(found))


def test_the_search_starts_from_all_subjects_together():
    reach = reach_of([WARD, MEMBER])
    assert (reach.line, reach.above, reach.members) == ({2, 9, 3}, {1, 2}, {70})
