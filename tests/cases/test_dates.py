"""Steps are dated in their order and never in the future; the clock follows the step that starts it."""

import json
from datetime import date

import pytest

from tests.cast import TODAY, ago
from tests.stories import Story
from tracker.audit.queries import case_history
from tracker.cases import services
from tracker.cases.kinds import KINDS, ClockStart, Kind
from tracker.cases.models import Extension, Suspension
from tracker.cases.queries.limits import deadline_of
from tracker.cases.states import Basis, SubjectType
from tracker.core.errors import Forbidden, NotVisible, RuleViolation
from tracker.lawbook.queries import office_law
from tracker.organizations.states import BodyKind
from tracker.regulations.deadlines import due, find_limit


def refusal_of(verb, *arguments: object) -> RuleViolation:
    with pytest.raises(RuleViolation) as refusal:
        verb(*arguments)
    return refusal.value


def step(story: Story, key: str, on: date) -> None:
    services.record_step(story.actor("head"), story.file("head"), key, on, "", TODAY)


def suspend(story: Story, since: date) -> None:
    suspension = Suspension(since=since, decision="15-QĐ/UBKTĐU", reason="Chờ giám định")
    services.suspend_case(story.actor("chair"), story.file("chair"), suspension, TODAY)


def extend(story: Story, days: int, on: date) -> None:
    extension = Extension(days=days, decided_on=on, decision="12-QĐ/UBKTĐU", reason="Xác minh thêm")
    services.extend_deadline(story.actor("chair"), story.file("chair"), extension, TODAY)


@pytest.mark.parametrize(
    ("on", "field"), [(ago(-1), "decision_on"), (ago(3000), "decision_on")], ids=["future", "before every term"]
)
def test_a_decision_is_dated_within_a_term_and_not_in_the_future(world, on, field):
    story = Story(world).opened()
    refused = refusal_of(services.issue_case, story.actor("clerk"), story.papers("clerk"), "Nguyệt", on, TODAY)
    assert refused.field == field
    assert story.papers("clerk").case.decision_number is None


def test_the_work_is_dated_after_the_launch_and_the_file_after_the_conclusion(world):
    story = Story(world).issued()
    assert "launch" in str(refusal_of(step, story, "verification", ago(30)).message)
    assert "launch" in str(refusal_of(step, story, "launch_minutes", ago(30)).message)
    step(story, "subject_report", ago(39))
    services.launch_case(story.actor("head"), story.file("head"), ago(38), "", TODAY)
    for key in ("verification", "conference", "result_report"):
        assert refusal_of(step, story, key, ago(39)).field == "done_on"
        assert refusal_of(step, story, key, ago(-1)).field == "done_on"
        step(story, key, ago(38))
    assert "conclusion" in str(refusal_of(step, story, "file_index", ago(1)).message)


def correct(story: Story, who: str, key: str, on: date, reason: str = "Ghi nhầm ngày biên bản") -> None:
    services.correct_start(story.actor(who), story.file(who), key, (on, "biên bản"), reason, TODAY)


def test_only_the_leader_corrects_the_day_from_which_the_limit_runs_and_says_why(world):
    story = Story(world).conducting()
    before = story.file("head").case.due_on
    assert refusal_of(step, story, "launch_minutes", ago(35)).field == "done_on"
    step(story, "launch_minutes", ago(38))  # the note may still change
    with pytest.raises(Forbidden):
        correct(story, "head", "launch_minutes", ago(35))
    assert refusal_of(correct, story, "chair", "launch_minutes", ago(35), "").field == "reason"
    assert story.file("head").case.due_on == before
    correct(story, "chair", "launch_minutes", ago(35))
    case = story.file("head").case
    assert case.clock_on == ago(35)
    assert case.due_on == due(find_limit("violation-inspection", "grassroots", ago(35)), ago(35)).due_on
    entry = next(iter(case_history(case.id, limit=1)))
    kept = json.loads(entry.body)["about"]
    assert (entry.action, kept["was"], kept["on"]) == ("case.start_corrected", str(ago(38)), str(ago(35)))
    assert kept["reason"] == "Ghi nhầm ngày biên bản"


def test_the_start_of_the_limit_stays_before_what_followed_it(world):
    story = Story(world).conducting()
    step(story, "subject_report", ago(30))
    assert refusal_of(correct, story, "chair", "launch_minutes", ago(29)).field == "done_on"
    step(story, "verification", ago(20))
    assert refusal_of(step, story, "subject_report", ago(19)).field == "done_on"
    correct(story, "chair", "launch_minutes", ago(30))
    with pytest.raises(NotVisible):  # no limit of this kind runs from it
        correct(story, "chair", "subject_report", ago(25))


def test_no_start_is_corrected_once_the_case_is_concluded(world):
    story = Story(world).concluded()
    assert refusal_of(correct, story, "chair", "launch_minutes", ago(37)).field == "done_on"
    assert refusal_of(step, story, "launch_minutes", ago(37)).field == "done_on"
    assert not services.may_correct_start(story.actor("chair"), story.file("chair"), "launch_minutes")


@pytest.mark.parametrize("kind", [row.kind for row in KINDS.values() if row.opened_by_hand], ids=str)
def test_the_clock_of_each_kind_starts_with_its_event(world, kind):
    row = KINDS[kind]
    body = "commission" if BodyKind.COMMISSION in row.body_kinds else "committee"
    member = SubjectType.MEMBER in row.subject_types
    whom = (SubjectType.MEMBER, world.members["secretary"])
    where = (SubjectType.ORGANIZATION, world.organizations["cell"])
    story = Story(world).opened(
        kind=kind,
        body_id=world.bodies[body],
        subjects=[whom if member else where],
        contents=["member.duties" if member else "org.cadres"],
        basis=Basis.PROGRAMME if Basis.PROGRAMME in row.bases else Basis.OBSERVATION,
        asset_noted=True,
    )
    started = {}
    story.issued()
    started[ClockStart.DECISION] = story.file("head").case.clock_on
    services.launch_case(story.actor("head"), story.file("head"), ago(38), "tại trụ sở", TODAY)
    started[ClockStart.LAUNCH] = story.file("head").case.clock_on
    step(story, "subject_report", ago(30))
    case = story.file("head").case
    expected = {ClockStart.DECISION: ago(40), ClockStart.LAUNCH: ago(38), ClockStart.REPORT_RECEIVED: ago(30)}
    assert case.clock_on == expected[row.clock_start]
    assert started[ClockStart.DECISION] == (ago(40) if row.clock_start is ClockStart.DECISION else None)
    assert (started[ClockStart.LAUNCH] is None) == (row.clock_start is ClockStart.REPORT_RECEIVED)
    found = deadline_of(case, office_law())
    assert (case.due_on is None) == (found is None)
    assert found is None or found.due_on == case.due_on > case.clock_on


def test_a_span_with_tet_skips_its_days_and_says_so(world):
    case = Story(world).conducting().file("head").case
    case.clock_on = date(2026, 2, 10)
    case.clock_start = ClockStart.REPORT_RECEIVED
    case.kind = Kind.THEMATIC_SUPERVISION
    found = deadline_of(case, office_law())
    tet = [day for day, why in found.skipped if why.text == "Lunar New Year"]
    assert date(2026, 2, 17) in tet
    assert "17/02/2026" in " ".join(str(line) for line in found.steps())
    assert found.due_on > date(2026, 3, 10)  # 20 working days, of which five fall on the holiday


def test_an_extension_is_allowed_up_to_the_cap_and_refused_above_it_beside_its_field(world):
    story = Story(world).conducting()
    case = story.file("chair").case
    cap = find_limit("violation-inspection", "grassroots", case.clock_on).extension.cap(30)
    before = case.due_on
    refused = refusal_of(extend, story, cap + 1, ago(5))
    assert (refused.field, bool(refused.citations)) == ("days", True)
    assert (case.extensions, case.due_on) == ([], before)
    extend(story, cap, ago(5))
    assert story.file("chair").case.due_on > before
    assert refusal_of(extend, story, 1, ago(5)).field == "days"


@pytest.mark.parametrize("days", [-1, 39])
def test_an_extension_is_decided_while_the_limit_runs(world, days):
    story = Story(world).conducting()
    assert refusal_of(extend, story, 1, ago(days)).field == "decided_on"


def test_a_limit_that_has_not_started_is_not_extended(world):
    story = Story(world).issued()
    assert refusal_of(extend, story, 1, ago(5)).field == "days"


def test_a_suspension_starts_after_the_launch_and_ends_after_it_started(world):
    story = Story(world).conducting()
    for days in (-1, 39, 41):
        assert refusal_of(suspend, story, ago(days)).field == "since"
    suspend(story, ago(20))
    chair = story.actor("chair")
    for days in (-1, 21):
        assert refusal_of(services.resume_case, chair, story.file("chair"), ago(days), TODAY).field == "until"
    services.resume_case(chair, story.file("chair"), ago(10), TODAY)
    assert refusal_of(suspend, story, ago(11)).field == "since"


def test_days_of_a_suspension_are_not_counted(world):
    story = Story(world).conducting()
    limit = find_limit("violation-inspection", "grassroots", ago(38))
    suspend(story, ago(20))
    services.resume_case(story.actor("chair"), story.file("chair"), ago(11), TODAY)
    expected = due(limit, ago(38), suspended=[(ago(20), ago(11))]).due_on
    assert story.file("chair").case.due_on == expected > due(limit, ago(38)).due_on
