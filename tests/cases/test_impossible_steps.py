"""A step that the table does not have is refused by the verb itself, before any other question, and changes nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product

import pytest
from sqlalchemy import select

from tests.cast import TODAY, ago
from tests.stories import SIGNER, Story
from tracker.access import HELD_BACK, Actor, Relation
from tracker.cases import services
from tracker.cases.models import Suspension
from tracker.cases.queries import CaseFile
from tracker.cases.states import TRANSITIONS, Action, State
from tracker.conclusions.papers import NoticeWords
from tracker.conclusions.services import issue_notices
from tracker.core.errors import Forbidden, ImpossibleTransition
from tracker.discipline import services as discipline
from tracker.discipline.papers import DecisionWords
from tracker.discipline.states import TRANSITIONS as RECORD_TRANSITIONS
from tracker.discipline.states import Action as RecordAction
from tracker.discipline.states import State as RecordState
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db
from tracker.meetings.services import return_case
from tracker.regulations.terms import Form

FORBIDDEN = [pair for pair in product(State, Action) if TRANSITIONS.find(*pair) is None]
FORBIDDEN_OF_RECORDS = [pair for pair in product(RecordState, RecordAction) if RECORD_TRANSITIONS.find(*pair) is None]

Verb = Callable[[Actor, CaseFile], object]


@contextmanager
def undone() -> Iterator[None]:
    """What the block does to the database is taken back, so that one story serves many tries."""
    with db.session.begin_nested() as savepoint:
        yield
        savepoint.rollback()
    db.session.expire_all()


VERBS: dict[Action, Verb] = {
    Action.ISSUE: lambda actor, file: services.issue_case(actor, file, "Vũ Minh Nguyệt", ago(40), TODAY),
    Action.LAUNCH: lambda actor, file: services.launch_case(actor, file, ago(30), "", TODAY),
    Action.RETURN: return_case,
    Action.CONCLUDE: lambda actor, file: issue_notices(actor, file, NoticeWords(TODAY, SIGNER, []), TODAY),
    Action.SUSPEND: lambda actor, file: services.suspend_case(
        actor, file, Suspension(since=ago(10), decision="12-QĐ", reason="chờ giám định"), TODAY
    ),
    Action.RESUME_ISSUED: lambda actor, file: services.resume_case(actor, file, ago(1), TODAY),
    Action.RESUME_CONDUCTING: lambda actor, file: services.resume_case(actor, file, ago(1), TODAY),
    Action.CANCEL: lambda actor, file: services.cancel_case(
        actor, file, "theo chỉ đạo", TODAY, services.Ordered(TODAY, "12-QĐ")
    ),
}


@pytest.fixture
def reported(world) -> tuple[Actor, CaseFile]:
    """A case with everything a step could ask for, and somebody who stands to it in every way there is."""
    story = Story(world).reported()
    file = CaseFile(story.file("chair").case, frozenset(Relation) - HELD_BACK)
    file.case.concluded_on = ago(5)
    return story.actor("chair"), file


@pytest.mark.parametrize("state", State)
def test_no_verb_does_on_a_case_what_the_table_does_not_have(reported, state):
    actor, file = reported
    for action in [action for of, action in FORBIDDEN if of is state]:
        with undone():
            file.case.state = state
            file.case.suspended_from = State.ISSUED if action is Action.RESUME_ISSUED else State.CONDUCTING
            db.session.flush()
            with pytest.raises(ImpossibleTransition):
                services.move(actor, file, action)
            if action in VERBS:
                with pytest.raises(ImpossibleTransition):
                    VERBS[action](actor, file)
            assert file.case.state is state, action


def test_a_verb_that_exists_now_is_still_only_for_who_may(reported):
    actor, file = reported
    for state, action in set(product(State, Action)) - set(FORBIDDEN):
        file.case.state = state
        with pytest.raises(Forbidden):
            services.move(actor, CaseFile(file.case, frozenset()), action)
        assert file.case.state is state


WORDS = DecisionWords(TODAY, SIGNER, [], "Chi bộ")
RECORD_VERBS = {
    RecordAction.REVIEW: lambda actor, file, record: discipline.review_discipline(
        actor, file, record, discipline.Review(ago(9), "tự nhận", ago(8), "Phạm Đăng Ninh", "không"), TODAY
    ),
    RecordAction.VOTE: lambda actor, file, record: discipline.record_vote(actor, file, record, None, BALLOT, TODAY),
    RecordAction.REVOTE: discipline.revote,
    RecordAction.ANNUL_BALLOT: lambda *all_of: discipline.annul_ballot(*all_of, "ghi nhầm", TODAY),
    RecordAction.REFRAIN: discipline.refrain,
    RecordAction.BAR: discipline.bar_discipline,
    RecordAction.DECIDE: lambda *all_of: discipline.decide_discipline(*all_of, WORDS, TODAY),
    RecordAction.ANNOUNCE: lambda *all_of: discipline.announce_discipline(*all_of, ago(1), "tại Chi bộ", TODAY),
    RecordAction.REFER: lambda *all_of: discipline.refer_discipline(*all_of, REFERRAL, TODAY),
    RecordAction.REFER_UNVOTED: lambda *all_of: discipline.refer_unvoted(*all_of, REFERRAL, TODAY),
    RecordAction.ANSWER: lambda *all_of: discipline.record_answer(
        *all_of, discipline.Reply(ago(1), "CV 9"), discipline.OtherDecision(None), TODAY
    ),
    RecordAction.TAKE_BACK: lambda *all_of: discipline.take_back(
        *all_of, discipline.Reply(ago(1), "CV 9", "vì"), TODAY
    ),
    RecordAction.LAPSE: lambda *all_of: discipline.lapse_discipline(*all_of, "không cần"),
    RecordAction.EXEMPT: lambda *all_of: discipline.exempt(*all_of, "miễn"),
    RecordAction.POSTPONE: lambda *all_of: discipline.postpone(*all_of, POSTPONEMENT, TODAY),
    RecordAction.RESUME_PROPOSED: lambda *all_of: discipline.consider_again(*all_of, ago(1), TODAY),
    RecordAction.AMEND: lambda *all_of: discipline.change_on_complaint(*all_of, Form.REPRIMAND),
    RecordAction.ANNUL: lambda *all_of: discipline.change_on_complaint(*all_of, None),
    RecordAction.RESUME_REVIEWING: lambda *all_of: discipline.consider_again(*all_of, ago(1), TODAY),
}
BALLOT = discipline.Ballot(discipline.Poll({}))
REFERRAL = discipline.Referral(ago(1), "Đảng uỷ")
POSTPONEMENT = discipline.Postponement("", "nằm viện", "Giấy ra viện", ago(3))
# The program itself ends a discipline; nobody presses a button for it.
AUTOMATIC = {RecordAction.EXPIRE}


@pytest.mark.parametrize("state", RecordState)
def test_no_verb_does_on_a_record_what_the_table_does_not_have(world, state):
    story = Story(world)
    record = story.voted({"none": 0, "reprimand": 0, "warning": 5, "removal": 0, "expulsion": 0})
    record.decided_form, record.decided_on, record.announced_on, record.referred_on = Form.WARNING, *[ago(3)] * 3
    record.paper_id = db.session.scalars(select(RegisteredPaper.id)).first()
    record.state, record.ends_on = state, ago(-300)
    db.session.flush()
    everybody = CaseFile(story.file("chair").case, frozenset(Relation) - HELD_BACK)
    for action in [action for of, action in FORBIDDEN_OF_RECORDS if of is state]:
        with undone():
            if action in AUTOMATIC:
                assert discipline.expire_ended(ago(0)) == 0
                continue
            record.heard_on = None if action is RecordAction.RESUME_PROPOSED else record.heard_on
            with pytest.raises(ImpossibleTransition):
                RECORD_VERBS[action](story.actor("chair"), everybody, record)
            assert record.state is state, action
