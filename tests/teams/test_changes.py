"""A decided case changes by a decision of its own; who left the team has no access from that moment on."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from tests.cast import TODAY, ago
from tests.stories import Story
from tests.teams.building import decision, issued, make_relatives, replace, say
from tracker.access import Relation
from tracker.audit.models import AuditEvent
from tracker.cases.queries import CaseFilter, case_rows, get_file
from tracker.cases.states import State, TeamRole
from tracker.core.errors import Conflict, Forbidden, NotVisible, RuleViolation
from tracker.evidence.services import collectors
from tracker.extensions import db
from tracker.home.queries import work_of
from tracker.teams import queries, services
from tracker.teams.rules import Decision
from tracker.teams.services import amend_contents, amend_period
from tracker.teams.states import SCOPE_STATES, TEAM_STATES, AmendmentKind


@pytest.fixture
def story(world) -> Story:
    return issued(world)


def last_event() -> tuple[str, dict]:
    row = db.session.execute(select(AuditEvent.action, AuditEvent.body).order_by(AuditEvent.seq.desc())).first()
    return row.action, json.loads(row.body)["about"]


def test_a_replacement_is_recorded_whole(world, story):
    made = replace(story, "officer", "bystander", decision(6, 5))
    file = story.file("chair")
    officer, bystander = world.accounts["officer"], world.accounts["bystander"]
    left = next(person for person in file.case.team if person.account_id == officer)
    came = next(person for person in file.team if person.account_id == bystander)
    assert (left.until, left.replaced_by, came.since, came.role, came.conflict) == (
        ago(5),
        bystander,
        ago(5),
        TeamRole.MEMBER,
        None,
    )
    assert (made.number, made.kind, made.out_id, made.in_id) == (1, AmendmentKind.TEAM, officer, bystander)
    assert last_event() == (
        "case.team_amended",
        {"amendment": 1, "out": officer, "in": bystander, "from": ago(5).isoformat()},
    )


def test_access_ends_with_the_replacement(world, story):
    assert story.file("officer")
    replace(story, "officer", "bystander")
    with pytest.raises(NotVisible):
        story.file("officer")
    assert story.ref not in [row.ref for row in work_of(story.actor("officer"))]
    assert Relation.TEAM_MEMBER in story.papers("bystander").relations
    assert story.ref in [row.ref for row in work_of(story.actor("bystander"))]
    assert world.accounts["officer"] not in collectors(story.file("head"))


def test_a_restricted_case_does_not_exist_any_more_for_who_left(world):
    story = issued(world, restricted=True)
    replace(story, "officer", None)
    assert case_rows(story.actor("officer"), CaseFilter(), None) == []


def test_the_successor_of_the_head_is_the_head_and_may_come_back_later(story):
    replace(story, "head", "bystander")
    assert story.file("chair").head.full_name == "Bùi Văn Hưởng"
    say(story, "bystander", False)
    replace(story, "bystander", "head", decision(4))
    file = story.papers("head")
    assert [(person.role, person.until is None) for person in file.case.team if person.account_id == file.head.id] == [
        (TeamRole.HEAD, False),
        (TeamRole.HEAD, True),
    ]


@pytest.mark.parametrize(
    ("out", "into", "field"),
    [
        (None, None, "out"),
        ("bystander", "vice_chair", "out"),
        ("officer", "head", "into"),
        ("head", None, "into"),
        ("officer", "stranger", "into"),
        ("officer", "subject", "into"),
    ],
)
def test_a_change_of_the_team_that_makes_no_sense_is_refused(story, out, into, field):
    with pytest.raises(RuleViolation) as refused:
        replace(story, out, into)
    assert refused.value.field == field


def test_a_relative_of_a_subject_does_not_come_into_the_team(world):
    story = Story(world, opener="head").issued(team=[])
    make_relatives(world, "secretary", "officer")
    with pytest.raises(RuleViolation) as refused:
        replace(story, None, "officer")
    assert refused.value.field == "into" and refused.value.citations


@pytest.mark.parametrize(
    ("decided", "holds", "field"),
    [
        (ago(41), ago(41), "decided_on"),
        (ago(-1), ago(-1), "decided_on"),
        (ago(5), ago(6), "from_on"),
        (ago(5), ago(-1), "from_on"),
    ],
)
def test_the_days_of_a_decision_are_in_order(story, decided, holds, field):
    with pytest.raises(RuleViolation) as refused:
        replace(story, "officer", "bystander", Decision("1", decided, holds, "Lý do"))
    assert refused.value.field == field


def test_contents_and_period_change_by_decision_and_say_what_was_before(story):
    chair = story.actor("chair")
    amend_contents(chair, story.file("chair"), ["member.ethics", "member.duties"], decision(), TODAY)
    amend_period(chair, story.file("chair"), (ago(1000), ago(50)), decision(), TODAY)
    case = story.file("chair").case
    assert [row.code for row in case.contents] == ["member.duties", "member.ethics"]
    assert (case.period_from, case.period_until) == (ago(1000), ago(50))
    found = queries.amendments_of(case.id)
    assert [(row.number, row.kind, row.before) for row in found] == [
        (1, AmendmentKind.CONTENT, "member.duties"),
        (2, AmendmentKind.PERIOD, f"{ago(1500)},{ago(60)}"),
    ]


def test_a_change_that_changes_nothing_or_does_not_fit_is_refused(story):
    chair, file = story.actor("chair"), story.file("chair")
    for codes in (["member.duties"], ["org.thrift"], ["no.such"], []):
        with pytest.raises(RuleViolation) as refused:
            amend_contents(chair, file, codes, decision(), TODAY)
        assert refused.value.field == "contents"
    for span in ((ago(1500), ago(60)), (ago(60), ago(1500)), (date(2199, 1, 1), date(2199, 2, 1))):
        with pytest.raises(RuleViolation):
            amend_period(chair, file, span, decision(), TODAY)


def test_only_who_directs_and_the_chair_change_a_decided_case(story):
    for name in ("head", "officer"):
        with pytest.raises(Forbidden):
            services.replace_member(
                story.actor(name), story.file(name), services.Replacement(None, 1), decision(), TODAY
            )
    file = get_file(story.actor("member"), story.ref)
    change = services.Replacement(story.cast.accounts["officer"], None)
    services.replace_member(story.actor("member"), file, change, decision(), TODAY)


@pytest.mark.parametrize("state", State)
def test_a_case_changes_between_its_decision_and_its_conclusion(story, state):
    chair, file = story.actor("chair"), story.file("chair")
    file.case.state, file.case.concluded_on = state, ago(1)
    db.session.flush()
    change = services.Replacement(story.cast.accounts["officer"], None)

    def team() -> object:
        return services.replace_member(chair, file, change, decision(), TODAY)

    def scope() -> object:
        return amend_period(chair, file, (ago(1400), ago(60)), decision(), TODAY)

    for act, states in ((scope, SCOPE_STATES), (team, TEAM_STATES)):
        if state in states:
            act()
        else:
            with pytest.raises((RuleViolation, Conflict)):
                act()


def test_a_change_raises_the_version_of_the_case(story):
    before = story.file("chair").case.version
    replace(story, "officer", "bystander")
    assert story.file("chair").case.version > before
