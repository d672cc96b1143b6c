"""A referred record is in somebody's hands: who records its answer, who asks for it, and how near a time bar is."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import update

from tests.cast import TODAY, ago
from tests.discipline.test_unvoted_referral import REFERRAL, REPLY, beyond
from tests.discipline.test_votes import clerks
from tests.stories import Story
from tracker.app import TASKS
from tracker.cases.states import Outcome
from tracker.discipline import services
from tracker.extensions import db
from tracker.findings.models import Finding
from tracker.tasks import read_tasks


def test_a_referred_record_waits_for_its_answer_with_the_clerk_and_who_leads_the_body(world):
    story = Story(world)
    record = beyond(story)
    services.refer_unvoted(*clerks(story, record), replace(REFERRAL, on=TODAY), TODAY)

    def waiting(name: str) -> list[tuple[str, date | None, bool]]:
        tasks = read_tasks(story.actor(name), TODAY + timedelta(days=9), TASKS)[0]
        found = [(task, str(task.why)) for task in tasks if "no answer for 9 days" in str(task.why)]
        return [(task.endpoint, task.due, "time bar" in why) for task, why in found]

    assert waiting("clerk") == [("discipline.record_answer", None, False)]
    assert waiting("chair") == [("discipline.list_of_case", None, False)]
    assert waiting("head") == waiting("bystander") == waiting("subject") == []
    until = TODAY + timedelta(days=100)
    db.session.execute(update(Finding).values(warning_until=until, reprimand_until=ago(100)))
    assert [due for _, due, _ in waiting("clerk")] == [None]  # the conclusion stopped the period
    record.subject.outcome = Outcome.SHORTCOMINGS
    db.session.flush()
    assert waiting("clerk") == [("discipline.record_answer", until, True)]
    db.session.execute(update(Finding).values(warning_until=until + timedelta(days=400)))
    assert [due for _, due, _ in waiting("clerk")] == [None]  # not within twelve months
    record.subject.outcome = Outcome.MUST_DISCIPLINE
    services.take_back(*clerks(story, record), replace(REPLY, note="Làm rõ."), TODAY)
    assert waiting("clerk") == waiting("chair") == []
