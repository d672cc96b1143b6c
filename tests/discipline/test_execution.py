"""What follows a decision: asked of who has to do it, known where it is recorded already, waited for by the archive."""

from datetime import date

import pytest

from tests.cast import TODAY, Cast, ago
from tests.discipline.test_effect import VOTES
from tests.stories import Story
from tracker.cases.states import SubjectType
from tracker.core.errors import NotVisible
from tracker.core.text import message
from tracker.discipline import queries, services
from tracker.discipline.queries import find_vote
from tracker.discipline.states import DUTY_LABELS, Duty
from tracker.discipline.tasks import TASKS
from tracker.dossiers.queries import checklist_of
from tracker.dossiers.services import check_archive
from tracker.extensions import db
from tracker.findings.queries import get_finding
from tracker.follow_up import services as following
from tracker.follow_up.states import Way
from tracker.tasks import read_tasks

REVIEWED = "Responsibility along the chain examined"


@pytest.fixture
def story(world: Cast) -> Story:
    return Story(world)


def duty_of(record, duty: Duty):
    rows = {row.duty: row for row in queries.duties_of(record, find_vote(record), TODAY)}
    return rows.get(duty)


def waiting(story: Story, name: str) -> set[str]:
    """What follows a decision in the person's work."""
    wanted = [source for source in TASKS if source.name in ("duties", "responsibility")]
    tasks = read_tasks(story.actor(name), TODAY, wanted)[0]
    keys = {"follow_up.show_follow_up": "money"}
    return {str(task.place.get("key", keys.get(task.endpoint, "review"))) for task in tasks}


def lacking(story: Story) -> dict[str, tuple]:
    """The lines of the archive's checklist on execution that nobody excuses."""
    lines = checklist_of(story.papers("clerk"))
    return {str(line.what): line.missing for line in lines if line.page == "discipline.list_of_case"}


def claim(story: Story, amount: int) -> None:
    finding = get_finding(story.papers("clerk").case.id, 1)
    finding.amount = finding.to_recover = amount
    db.session.flush()


def do(story: Story, record, duty: Duty, on: date = TODAY) -> None:
    services.do_duty(story.actor("clerk"), story.papers("clerk"), record, duty, (on, "đã làm"), TODAY)


def test_one_violation_is_disciplined_once(story):
    story.announced(VOTES)
    file = story.file("head")
    verdict = services.check_proposal(file, file.subject(1))
    assert (verdict.allowed, bool(verdict.citations)) == (False, True)
    assert "disciplined once" in str(verdict.reason)


def test_every_decision_is_handed_over_on_a_day_and_only_a_cells_by_a_limit(story):
    record = story.announced(VOTES)
    row = duty_of(record, Duty.HANDED_OVER)
    assert (row.standing, row.due, row.citation) == ("open", None, None)
    assert "Practice" in str(row.words)
    do(story, record, Duty.HANDED_OVER, ago(1))
    assert (duty_of(record, Duty.HANDED_OVER).standing, queries.handed_over_on(record)) == ("done", ago(1))


def test_money_is_asked_where_a_finding_of_the_subject_is_to_be_recovered_and_done_by_the_money_book(story):
    record = story.announced(VOTES)
    assert duty_of(record, Duty.MONEY) is None
    claim(story, 500)
    assert duty_of(record, Duty.MONEY).standing == "open"
    assert "money" in waiting(story, "clerk")
    chair, file = story.actor("chair"), story.file("chair")
    finding = get_finding(file.case.id, 1)
    receipt = following.Receipt(200, Way.PAID_BACK, ago(1), "Phiếu thu 12")
    following.record_receipt(chair, file, finding, receipt, TODAY)
    assert duty_of(record, Duty.MONEY).standing == "open"
    following.record_receipt(chair, file, finding, following.Receipt(300, Way.PAID_BACK, TODAY, "Phiếu thu 13"), TODAY)
    assert (duty_of(record, Duty.MONEY).standing, duty_of(record, Duty.MONEY).done_on) == ("done", TODAY)
    assert "money" not in waiting(story, "clerk")


def test_what_the_money_book_tells_is_not_ticked_by_hand(story):
    record = story.announced(VOTES)
    claim(story, 500)
    with pytest.raises(NotVisible):
        do(story, record, Duty.MONEY)
    assert duty_of(record, Duty.MONEY).standing == "open"


def test_the_archive_waits_for_every_duty_and_the_review_and_my_work_asks_for_them(story):
    record = story.announced(VOTES)
    duties = (Duty.HANDED_OVER, Duty.INFORMED, Duty.FILED, Duty.STATE_DISCIPLINE)
    name = (record.subject.name,)
    before = lacking(story)
    assert {what: missing for what, missing in before.items() if missing} == {
        **{str(message(DUTY_LABELS[duty])): name for duty in duties},
        REVIEWED: name,
    }
    assert waiting(story, "clerk") == {duty.value for duty in duties}
    assert waiting(story, "head") == {"review"}
    assert waiting(story, "stranger") == waiting(story, "subject") == set()
    chair = story.actor("chair")
    assert not check_archive(chair, story.file("chair"), "Bỏ qua.").allowed
    for duty in duties:
        do(story, record, duty)
    assert waiting(story, "clerk") == set()
    head, file = story.actor("head"), story.file("head")
    services.review_responsibility(head, file, record, services.Examined(TODAY, "Đã kiểm điểm chi uỷ."), TODAY)
    assert waiting(story, "head") == set()
    assert not any(lacking(story).values())


def test_who_holds_no_post_drags_no_organization_into_a_review(story):
    record = story.announced(VOTES)
    record.holds_post = False
    db.session.flush()
    assert REVIEWED not in lacking(story)
    assert waiting(story, "head") == set()


def test_the_individuals_of_a_disciplined_organization_are_always_examined(story):
    cell = {"subjects": [(SubjectType.ORGANIZATION, story.cast.organizations["cell"])], "contents": ["org.cadres"]}
    story.announced({"none": 0, "reprimand": 0, "warning": 5, "dissolution": 0}, **cell)
    assert lacking(story)[REVIEWED] == ("Chi bộ tổ dân phố 1",)
    assert waiting(story, "head") == {"review"}
    assert "state_discipline" not in waiting(story, "clerk")


def test_duties_in_my_work_are_due_when_the_checklist_says(story):
    record = story.announced(VOTES)
    sources = [source for source in TASKS if source.name == "duties"]
    due = {task.place["key"]: task.due for task in read_tasks(story.actor("clerk"), TODAY, sources)[0]}
    assert due.pop("state_discipline") == duty_of(record, Duty.STATE_DISCIPLINE).due.due_on
    assert set(due.values()) == {None}
