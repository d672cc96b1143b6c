"""A decided case changes its subjects and its subject matter by a decision of its own."""

import pytest

from tests.cast import TODAY, ago
from tests.journeys.test_papers_of_changes import SIGNED, printed
from tests.stories import Story
from tests.teams.building import decision, issued, make_relatives, say
from tracker.access import Permission
from tracker.cases.states import State, SubjectType
from tracker.core.errors import Conflict, HeldBack, RuleViolation
from tracker.extensions import db
from tracker.findings.rules import FindingEntry
from tracker.findings.services import record_finding
from tracker.findings.states import FindingType
from tracker.programmes.overlap import OverlapFound
from tracker.teams import queries
from tracker.teams.services import amend_subjects, amend_title
from tracker.teams.states import AmendmentKind


@pytest.fixture
def story(world) -> Story:
    return issued(world)


def member(world, name: str) -> tuple[SubjectType, int]:
    return SubjectType.MEMBER, world.members[name]


def change(story: Story, *names: str, reason: str = "") -> object:
    keys = [member(story.cast, name) for name in names]
    return amend_subjects(story.actor("chair"), story.file("chair"), keys, decision(), TODAY, reason)


def names(story: Story) -> list[tuple[int, str]]:
    return [(row.number, row.name) for row in story.file("chair").case.subjects]


def test_a_subject_comes_and_the_change_says_who_was_and_who_is(story):
    made = change(story, "secretary", "full_member")
    assert names(story) == [(1, "Lò Văn Phượng"), (2, "Nguyễn Thị Đức Hạnh")]
    assert (made.kind, made.before, made.after) == (
        AmendmentKind.SUBJECTS,
        "Lò Văn Phượng",
        "Lò Văn Phượng\nNguyễn Thị Đức Hạnh",
    )


def test_the_whole_team_declares_anew_on_who_comes(story):
    change(story, "secretary", "full_member")
    for name in ("head", "officer"):
        with pytest.raises(HeldBack, match="declare first"):
            story.file(name)
        say(story, name, False)
        assert story.file(name).allows(story.actor(name), Permission.RECORD_FINDINGS)


def test_who_has_nothing_recorded_goes_and_the_numbers_of_the_others_stay(story):
    change(story, "secretary", "full_member")
    change(story, "full_member")
    assert names(story) == [(2, "Nguyễn Thị Đức Hạnh")]
    assert story.papers("head").relations  # nobody declares anew because somebody goes


def test_who_has_a_finding_stays_a_subject(world):
    story = Story(world).conducting(team=[world.accounts["officer"]])
    entry = FindingEntry(1, FindingType.STRENGTH, "Nộp đảng phí đúng hạn.")
    record_finding(story.actor("head"), story.file("head"), entry, TODAY)
    with pytest.raises(RuleViolation, match="Lò Văn Phượng") as refusal:
        change(story, "full_member")
    assert refusal.value.field == "subjects"


@pytest.mark.parametrize("who", ["officer", "outsider", "chair"])
def test_who_works_on_the_case_leads_it_or_stands_outside_the_scope_does_not_come(story, who):
    with pytest.raises(RuleViolation) as refusal:
        change(story, "secretary", who)
    assert refusal.value.field == "subjects"


def test_a_relative_of_somebody_in_the_team_does_not_come(world, story):
    make_relatives(world, "full_member", "officer")
    with pytest.raises(RuleViolation, match="replace that person first"):
        change(story, "secretary", "full_member")


def test_the_same_subjects_and_none_are_refused(story):
    for who in ((), ("secretary",)):
        with pytest.raises(RuleViolation) as refusal:
            change(story, *who)
        assert refusal.value.field == "subjects"


def test_other_work_on_who_comes_asks_for_a_reason(world, story):
    Story(world).issued(subjects=[member(world, "full_member")])
    with pytest.raises(OverlapFound):
        change(story, "secretary", "full_member")
    assert change(story, "secretary", "full_member", reason="Hai việc khác nhau.")


def test_the_subject_matter_changes_by_decision_and_is_found_by_its_new_words(story):
    made = amend_title(story.actor("chair"), story.file("chair"), "việc thu, nộp đảng phí", decision(), TODAY)
    case = story.file("chair").case
    assert (case.title, "dang phi" in case.title_key) == ("việc thu, nộp đảng phí", True)
    assert (made.kind, made.before, made.after) == (AmendmentKind.TITLE, "việc quản lý, sử dụng quỹ", case.title)
    with pytest.raises(RuleViolation, match="already"):
        amend_title(story.actor("chair"), story.file("chair"), case.title, decision(), TODAY)


@pytest.mark.parametrize("state", [State.DRAFT, State.REPORTED, State.CONCLUDED])
def test_neither_changes_before_the_decision_nor_after_the_report(story, state):
    file = story.file("chair")
    file.case.state, file.case.concluded_on = state, ago(1)
    db.session.flush()
    for act, given in ((amend_subjects, [member(story.cast, "full_member")]), (amend_title, "việc khác")):
        with pytest.raises((RuleViolation, Conflict)):
            act(story.actor("chair"), file, given, decision(), TODAY)
    assert queries.amendments_of(file.case.id) == []


def test_the_pages_record_both_and_print_their_decisions(app, cast, play):
    with app.app_context():
        case = f"/cases/{issued(cast).ref}"
        db.session.commit()
    chair, keys = play("chair"), [f"member-{cast.members[name]}" for name in ("secretary", "full_member")]
    assert chair.submit(f"{case}/changes/subjects", SIGNED | {"subjects": keys}).status_code == 303
    text = printed(app, chair, "scope_change_decision")
    assert "Điều chỉnh đối tượng" in text and "Nguyễn Thị Đức Hạnh" in text.split("Nay điều chỉnh thành")[1]
    assert chair.submit(f"{case}/changes/title", SIGNED | {"title": "việc thu đảng phí"}).status_code == 303
    assert "việc thu đảng phí" in printed(app, chair, "scope_change_decision").split("Nay điều chỉnh thành")[1]
    assert "Nguyễn Thị Đức Hạnh" in chair.get(f"{case}/changes").text
