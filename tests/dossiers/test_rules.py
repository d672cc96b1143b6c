"""What a file must hold before it goes to the archive, line by line."""

from dataclasses import replace
from datetime import date

import pytest

from tracker.cases.kinds import KINDS, Kind
from tracker.cases.rules import OK, refuse
from tracker.core.text import message
from tracker.discipline.queries import Asked
from tracker.dossiers.rules import OF_THE_KIND, Facts, Part, check_archive, check_retention, checklist
from tracker.follow_up.queries import Remainder
from tracker.regulations.retention import retention_of
from tracker.regulations.sources import Grade

ROW = KINDS[Kind.FINANCE_INSPECTION]
COMPLETE = Facts(
    steps=ROW.steps,
    done={step.key for step in ROW.steps},
    begun={},
    has_notice=True,
    subjects=["A", "B"],
    notices=["A", "B"],
    announced=["A", "B"],
    rest=Remainder((), (), ()),
    executed=(),
    money=(),
    finance=OK,
    complained=(),
    unrestored=(),
    present=set(Part),
    listed=3,
    unlisted=(),
    uncounted=0,
)
FAULTS = {
    "Minutes of the launch": {"done": COMPLETE.done - {"launch_minutes"}},
    "Minutes of figures compared": {"done": COMPLETE.done - {"figures_compared"}},
    "Minutes of the announcement": {"done": COMPLETE.done - {"announcement"}},
    "Notice to every subject": {"notices": ["A"], "announced": ["A"]},
    "Every notice announced": {"announced": ["A"]},
    "Recommendations verified, transferred or given up": {"rest": Remainder((1, 2), (), ())},
    "Violations closed": {"rest": Remainder((), (4,), ())},
    "Discipline carried out": {"rest": Remainder((), (), ("B",))},
    "Recover the money": {"executed": [Asked(message("Recover the money"), ["B"], None)]},
    "Complaints against discipline ended": {"complained": ["A"]},
    "What an annulment restores is restored": {"unrestored": ["B"]},
    "Money recovered, or the remainder explained": {"money": (2,)},
    "Amounts of the finance inspection": {"finance": refuse(message("Record the amounts"))},
    "Table of contents": {"unlisted": ["Quyết định 01-QĐ/UBKT"]},
}


def test_each_missing_piece_keeps_the_file_open_and_is_named_with_its_ground_and_place():
    assert check_archive(checklist(COMPLETE)).allowed
    for what, change in FAULTS.items():
        missing = [line for line in checklist(replace(COMPLETE, **change)) if not line.is_done]
        assert [str(line.what) for line in missing] == [what]
        assert missing[0].page and missing[0].citation
        refused = check_archive(missing)
        assert not refused.allowed and what in str(refused.reason)


def test_a_step_that_some_subjects_lack_names_them():
    begun = replace(COMPLETE, done=COMPLETE.done - {"launch_minutes"}, begun={"launch_minutes": "B"})
    assert [line.missing for line in checklist(begun) if not line.is_done] == [("B",)]


def test_the_table_of_contents_is_never_empty_and_every_paper_has_its_sheets():
    for change in ({"listed": 0}, {"uncounted": 1}):
        missing = [str(line.what) for line in checklist(replace(COMPLETE, **change)) if not line.is_done]
        assert missing == ["Table of contents"]


def test_what_the_case_never_had_does_not_apply_and_says_why_instead_of_being_there():
    lines = checklist(replace(COMPLETE, present=set()))
    absent = {str(line.what): str(line.why_not) for line in lines if line.why_not}
    assert absent["Complaints against discipline ended"] == "No complaint against discipline is recorded."
    assert len(absent) == len(Part) and check_archive(lines).allowed
    assert not any(line.why_not for line in checklist(COMPLETE))
    odd = checklist(replace(COMPLETE, present=set(), complained=["A"]))
    assert [line.missing for line in odd if not line.is_done] == [("A",)]  # what is missing never “does not apply”


HARD = {
    "Recommendations verified, transferred or given up",  # given up by two people, not by the archive
    "Discipline carried out",
    "Recover the money",  # what follows a decision
    "Complaints against discipline ended",
    "What an annulment restores is restored",
    "Table of contents",
}


def test_only_the_leader_excuses_and_not_what_is_still_owed_nor_the_contents():
    for what, change in FAULTS.items():
        lines = checklist(replace(COMPLETE, **change))
        hard = what in HARD
        assert check_archive(lines, "Lý do.", is_leader=True).allowed != hard, what
        assert not check_archive(lines, "", is_leader=True).allowed
        assert not check_archive(lines, "Lý do.", is_leader=False).allowed


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_asks_for_its_own_papers(kind: Kind):
    row = KINDS[kind]
    facts = replace(COMPLETE, steps=row.steps, done=(), has_notice=row.notice is not None)
    asked = {str(line.what) for line in checklist(facts) if not line.is_done}
    wanted = {step.label for step in row.steps if step.key != "file_index" and (step.before or step.key in OF_THE_KIND)}
    assert asked == wanted
    assert ("Notice to every subject" in {str(line.what) for line in checklist(facts)}) == (row.notice is not None)


def test_how_long_a_file_is_kept_is_suggested_unconfirmed_and_chosen_one_way():
    for kind in Kind:
        for disciplined in (False, True):
            row = retention_of(kind.value, date(2026, 11, 1), disciplined=disciplined)
            assert row.citation.grade is Grade.UNCONFIRMED
            assert row.for_ever or not disciplined
    allowed = {(True, None): True, (True, 5): False, (False, None): False, (False, 5): True}
    for (for_ever, years), expected in allowed.items():
        assert check_retention(for_ever, years).allowed == expected
