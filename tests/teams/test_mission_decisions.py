"""One decision changes the team of a mission: one number, one paper in the file of every case; all or nothing."""

import pytest
from sqlalchemy import func, select

from tests.cast import TODAY, Cast, ago
from tests.stories import SIGNER, Story
from tests.teams.building import make_relatives
from tests.teams.carrying import carried, case_of, change, decisions, demand_approval, set_up, team
from tracker.approvals.queries import get_draft
from tracker.approvals.services import take_step
from tracker.cases.states import State, SubjectType
from tracker.core.errors import Forbidden, RuleViolation
from tracker.documents.approval import Form, send_for_approval
from tracker.documents.draft_models import PaperDraft
from tracker.documents.draft_states import DraftAction, DraftState
from tracker.documents.marks import Marks, marked
from tracker.documents.models import NumberCounter, PaperCase, RegisteredPaper
from tracker.documents.queries import files_of, papers_of_case
from tracker.documents.states import PaperType, Secrecy
from tracker.dossiers.queries import known_papers
from tracker.extensions import db
from tracker.records.queries import history_of
from tracker.teams import queries
from tracker.teams.models import CaseAmendment, Mission
from tracker.teams.rules import Decision
from tracker.teams.services import Replacement, replace_member


@pytest.fixture
def mission(world: Cast) -> Mission:
    return set_up(world)


def last_number() -> int:
    return db.session.scalar(select(NumberCounter.last).where(NumberCounter.type == PaperType.DECISION))


def send(story: Story, mission: Mission, name: str) -> PaperDraft:
    form = Form("teams.change_mission_team", {"ref": mission.ref})
    [draft] = send_for_approval(story.actor(name), lambda: change(story, mission, name), form)
    return draft


def approve(story: Story, draft: PaperDraft) -> None:
    found = get_draft(story.actor("chair"), draft.ref, story.papers("chair"))
    take_step(story.actor("chair"), found, DraftAction.APPROVE, "")


def test_one_decision_has_one_number_and_lies_in_the_file_of_every_decided_case(world, mission):
    first, second = carried(world, mission, "việc thứ nhất"), carried(world, mission, "việc thứ hai")
    draft, before = carried(world, mission, "việc thứ ba", decided=False), last_number()
    assert change(first, mission) == 3
    [paper] = decisions()
    assert (paper.number, last_number()) == (before + 1, before + 1)
    assert files_of([paper])[paper.id] == [case_of(first).id, case_of(second).id]
    for story in (first, second):
        [row] = queries.amendments_of(case_of(story).id)
        assert row.decision == f"Quyết định số {paper.number:02d}-QĐ/UBKTĐU"
        assert paper.id in {one.id for one in papers_of_case(case_of(story).id)}
        assert f"paper-{paper.id}" in {one.source for one in known_papers(story.papers("clerk"))}
        told = [str(entry.text) for entry in history_of(case_of(story).id)]
        assert f"Issued paper number {paper.number}" in told  # in each the same: none hints at another
    assert all(team(story) == {"head", "vice_chair"} for story in (first, second, draft))
    assert paper.id not in {one.id for one in papers_of_case(case_of(draft).id)}


def test_the_paper_names_the_mission_and_its_people_and_none_of_its_cases(world, mission):
    hidden = carried(world, mission, "việc tối mật", restricted=True)
    known = carried(world, mission, "việc công khai", subjects=[(SubjectType.MEMBER, world.members["full_member"])])
    change(known, mission)
    [paper] = decisions()
    assert paper.case_id == case_of(known).id  # one that is not restricted leads
    assert "Đoàn công tác số 1" in paper.context and paper.abstract == "thay đổi thành viên Đoàn công tác số 1"
    for name in ("Bùi Văn Hưởng", "Hoàng Thế Vinh", "Lường Thị Thoả", "Điều động công tác."):
        assert name in paper.context
    for case in (case_of(hidden), case_of(known)):
        told = (case.title, case.ref, case.subjects[0].name, f'{case.decision_number}"')
        assert not any(words in paper.context + paper.abstract for words in told)


def test_a_team_with_another_name_is_called_a_mission_on_the_paper(world):
    mission = set_up(world, name="Quý III")
    change(carried(world, mission, "việc thứ nhất"), mission)
    assert decisions()[0].abstract == "thay đổi thành viên Đoàn công tác Quý III"


def test_a_decision_that_was_signed_elsewhere_is_recorded_by_its_number_and_takes_none(world, mission):
    first, second = carried(world, mission, "việc thứ nhất"), carried(world, mission, "việc thứ hai")
    before = last_number()
    change(first, mission, decision=Decision("15-QĐ/UBKTĐU", ago(5), ago(5), "Điều động."))
    assert [row.decision for row in db.session.query(CaseAmendment)] == ["15-QĐ/UBKTĐU"] * 2
    assert (decisions(), last_number()) == ([], before) and team(second) == {"head", "vice_chair"}


def test_nothing_of_a_change_remains_when_one_case_refuses_it_and_the_case_is_named(world, mission):
    """The newcomer is a relative of the subject of the second case only."""
    first = carried(world, mission, "việc thứ nhất")
    second = carried(world, mission, "việc thứ hai", subjects=[(SubjectType.MEMBER, world.members["full_member"])])
    make_relatives(world, "full_member", "officer")
    before = last_number()
    with pytest.raises(RuleViolation) as refusal, db.session.begin_nested():
        change(first, mission, people=("bystander", "officer"))
    assert refusal.value.field == "into" and str(refusal.value.message).startswith("việc thứ hai: ")
    db.session.expire_all()
    assert (decisions(), last_number(), db.session.query(CaseAmendment).count()) == ([], before, 0)
    assert team(first) == team(second) == {"head", "bystander"}
    people = queries.get_mission(first.actor("head"), mission.ref).people
    assert {one.account_id for one in people} == {world.accounts["head"], world.accounts["bystander"]}


@pytest.mark.parametrize("state", [State.CONCLUDED, State.FOLLOW_UP, State.ARCHIVED, State.CANCELLED])
def test_what_is_concluded_or_cancelled_keeps_its_team_and_its_file(world, mission, state):
    running, ended = carried(world, mission, "việc thứ nhất"), carried(world, mission, "việc thứ hai")
    case = case_of(ended)
    case.state, case.concluded_on = state, TODAY
    db.session.flush()
    assert change(running, mission) == 1
    assert team(ended) == {"head", "bystander"} and queries.amendments_of(case_of(ended).id) == []
    assert files_of(decisions())[decisions()[0].id] == [case_of(running).id]


def test_a_case_that_has_the_new_team_already_is_not_changed_again(world, mission):
    first, second = carried(world, mission, "việc thứ nhất"), carried(world, mission, "việc thứ hai")
    of_second = queries.files_of(second.actor("chair"), mission)[1]
    made = Replacement(world.accounts["bystander"], world.accounts["vice_chair"])
    replace_member(second.actor("chair"), of_second, made, Decision("9-QĐ/UBKTĐU", ago(6), ago(6), "Ốm."), TODAY)
    assert change(first, mission) == 1
    assert files_of(decisions())[decisions()[0].id] == [case_of(first).id]


def test_what_one_may_not_know_of_stays_as_it_is_and_the_change_says_nothing_of_it(world, mission):
    """``subject`` leads the body, and is himself inspected in the first case."""
    hidden = carried(world, mission, "việc thứ nhất")
    known = carried(world, mission, "việc thứ hai", subjects=[(SubjectType.MEMBER, world.members["full_member"])])
    assert [row.title for row in queries.cases_of(hidden.actor("subject"), mission)] == ["việc thứ hai"]
    assert change(known, mission, "subject") == 1
    assert (team(hidden), team(known)) == ({"head", "bystander"}, {"head", "vice_chair"})
    assert files_of(decisions())[decisions()[0].id] == [case_of(known).id]


def test_who_may_not_change_every_case_that_he_knows_of_changes_none_and_is_told_which(world, mission):
    story = carried(world, mission, "việc thứ nhất")
    carried(world, mission, "việc thứ hai", restricted=True)
    for name in ("head", "vice_chair"):
        with pytest.raises(Forbidden) as refusal:
            change(story, mission, name, people=("bystander", "officer"))
        assert "việc thứ nhất" in str(refusal.value.message)
        # the head is in the team of the restricted case; the vice chair is not, and does not learn of it
        assert ("việc thứ hai" in str(refusal.value.message)) is (name == "head")
    assert team(story) == {"head", "bystander"}
    assert {one.account_id for one in mission.people} == {world.accounts["head"], world.accounts["bystander"]}


def test_while_all_is_in_preparation_the_head_changes_the_team_without_a_decision(world, mission):
    story = carried(world, mission, "việc thứ nhất", decided=False)
    assert change(story, mission, "head") == 1
    assert decisions() == [] and team(story) == {"head", "vice_chair"}


def test_the_text_is_sent_and_approved_once_and_numbered_as_it_was_approved(world, mission):
    hidden = carried(world, mission, "việc tối mật", restricted=True)
    first, second = carried(world, mission, "việc thứ nhất"), carried(world, mission, "việc thứ hai")
    demand_approval(world)
    with pytest.raises(RuleViolation, match="not approved"), db.session.begin_nested():
        change(first, mission)
    before = (last_number(), db.session.query(RegisteredPaper).count())
    draft = send(first, mission, "head")
    db.session.expire_all()
    assert draft.case_id == case_of(first).id and "việc" not in draft.abstract
    assert not any(title in draft.context for title in ("việc tối mật", "việc thứ nhất", "việc thứ hai"))
    assert (last_number(), db.session.query(RegisteredPaper).count()) == before
    assert team(first) == team(second) == {"head", "bystander"}
    with pytest.raises(RuleViolation, match="waits for approval"), db.session.begin_nested():
        change(first, mission)
    approve(first, draft)
    with pytest.raises(Forbidden):
        change(first, mission, "head")
    other = Decision("", ago(5), ago(5), "Lý do khác.", SIGNER.name)
    with pytest.raises(RuleViolation, match="is void"), db.session.begin_nested():
        change(first, mission, decision=other)
    assert change(first, mission) == 3
    db.session.refresh(draft)
    [paper] = decisions()
    assert (draft.state, draft.paper_id) == (DraftState.ISSUED, paper.id)
    assert set(files_of([paper])[paper.id]) == {case_of(story).id for story in (hidden, first, second)}


def test_the_approval_holds_where_another_case_leads_by_now(world, mission):
    first, second = carried(world, mission, "việc thứ nhất"), carried(world, mission, "việc thứ hai")
    demand_approval(world)
    draft = send(first, mission, "head")
    approve(first, draft)
    case_of(first).restricted = True
    db.session.flush()
    change(first, mission)
    db.session.refresh(draft)
    assert decisions()[0].case_id == case_of(second).id
    assert (draft.state, draft.case_id) == (DraftState.ISSUED, case_of(first).id)


def test_the_clerk_sends_the_text_and_gives_it_no_number(world, mission):
    story = carried(world, mission, "việc thứ nhất")
    draft = carried(world, mission, "việc thứ hai", decided=False)
    with pytest.raises(Forbidden):
        change(story, mission, "clerk")
    with pytest.raises(Forbidden):
        send(story, mission, "clerk")  # the body demands no approval
    demand_approval(world)
    assert send(story, mission, "clerk").state is DraftState.SUBMITTED
    with pytest.raises(Forbidden):
        change(story, mission, "clerk")
    assert team(draft) == {"head", "bystander"}


def test_a_classified_decision_lies_as_a_line_in_the_file_of_every_case(world, mission):
    first, second = carried(world, mission, "việc thứ nhất"), carried(world, mission, "việc thứ hai")
    with marked(Marks(Secrecy.CONFIDENTIAL, known=True)):
        change(first, mission)
    [paper] = decisions()
    assert paper.context is None and files_of([paper])[paper.id] == [case_of(first).id, case_of(second).id]
    assert paper.id in {row.id for row in papers_of_case(case_of(second).id) if row.is_outside}


def test_a_paper_lies_once_in_a_file_and_a_single_case_has_no_row_of_it(world, mission):
    story = carried(world, mission, "việc thứ nhất")
    change(story, mission)
    assert db.session.scalar(select(func.count()).select_from(PaperCase)) == 0
    rows = papers_of_case(case_of(story).id)
    assert len(rows) == len({row.id for row in rows})
