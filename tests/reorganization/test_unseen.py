"""Who hands work on passes what he may not see as a whole, and learns nothing of it; who sees it chooses for each."""

import re

import pytest

from tests.cast import TODAY, ago, typed
from tests.reorganization.building import NQ, bodies, end, give_bodies, merge, organization
from tests.reorganization.test_handing_on import hand_on
from tests.stories import Story
from tracker.accounts.queries import get_actor
from tracker.audit.models import AuditEvent
from tracker.cases.models import Case
from tracker.core.errors import RuleViolation
from tracker.extensions import db
from tracker.meetings.services import put_case_on_agenda
from tracker.organizations.states import BodyKind
from tracker.reorganization.services import HandingOn, Succession, end_organization, hand_on_work
from tracker.reorganization.states import UNSEEN, WorkKind

COMMISSION = BodyKind.COMMISSION
_EACH_TIME = re.compile(r'<input[^>]*name="(csrf_token|idempotency_key)"[^>]*>')
ALL_KINDS = [kind for kind in WorkKind if kind is not WorkKind.RECOMMENDATION]


def restricted(world, **changed) -> Case:
    return Story(world).opened(restricted=True, overlap_reason="Khác.", **changed).papers("clerk").case


def hand_on_unseen(world, to: int, *kinds: WorkKind, who: str = "upper_chair") -> None:
    how = HandingOn(ago(1), NQ, {(kind, UNSEEN): to for kind in kinds or (WorkKind.CASE,)})
    hand_on_work(get_actor(world.accounts[who]), organization(world, "ward"), how, TODAY)


def owner(case: Case) -> int:
    return db.session.get_one(Case, case.id).body_id


def take_over(world, name: str) -> None:
    """The organization has every body of the ward, so that it can take over whatever there may be."""
    give_bodies(world, name, *bodies(world, "ward"))


def test_restricted_cases_go_together_to_the_one_named_and_what_is_seen_stays(world, founded):
    seen, hidden = Story(world).conducting().file("head").case, restricted(world)
    take_over(world, "founded")
    hand_on_unseen(world, founded)
    assert owner(hidden) == bodies(world, "founded")[COMMISSION]
    assert owner(seen) == bodies(world, "ward")[COMMISSION]
    [event] = db.session.query(AuditEvent).filter(AuditEvent.action == "organization.work_handed_on")
    assert '"count":0' in event.body.replace(" ", "")


def test_one_without_a_body_for_the_work_is_refused_whether_or_not_there_is_any(world, founded):
    words = []
    for _ in range(2):
        with pytest.raises(RuleViolation) as refused:
            hand_on_unseen(world, founded)
        words.append((str(refused.value), refused.value.field))
        restricted(world)
    assert words[0] == words[1] and words[0][1] == "heirs"


def test_what_is_about_the_taker_or_waits_for_a_session_stays_without_a_word(world, founded):
    story = Story(world).reported(restricted=True)
    waiting = story.file("head").case
    put_case_on_agenda(story.actor("clerk"), story.meeting(0), waiting)
    about = restricted(world, subjects=[("organization", world.organizations["cell"])], contents=["org.thrift"])
    about.subjects[0].organization_id = founded
    take_over(world, "founded")
    hand_on_unseen(world, founded)
    assert {owner(waiting), owner(about)} == {bodies(world, "ward")[COMMISSION]}


def test_recommendations_are_never_handed_on_unseen(world, founded):
    take_over(world, "founded")
    with pytest.raises(RuleViolation, match="has changed"):
        hand_on_unseen(world, founded, WorkKind.RECOMMENDATION)


def test_who_leads_the_organization_chooses_for_a_restricted_case_among_those_beside_it(world, founded):
    one, other = restricted(world), restricted(world)
    hand_on(world, one.id, founded, "chair")
    assert (owner(one), owner(other)) == (bodies(world, "founded")[COMMISSION], bodies(world, "ward")[COMMISSION])


def test_at_the_end_of_an_organization_what_is_unseen_may_have_its_own_heir(world, heir):
    hidden = restricted(world)
    give_bodies(world, "province", *bodies(world, "ward"))
    named = {(WorkKind.CASE, UNSEEN): world.organizations["province"]}
    officer = get_actor(world.accounts["upper_officer"])
    end_organization(officer, organization(world, "ward"), Succession(ago(1), NQ, heir.id, named), TODAY)
    assert owner(hidden) == bodies(world, "province")[COMMISSION]


def test_without_a_choice_what_is_unseen_goes_to_the_successor(world, heir):
    hidden = restricted(world)
    merge(world, heir, actor=get_actor(world.accounts["upper_officer"]))
    assert owner(hidden) == bodies(world, "other_ward")[COMMISSION]


def test_the_pages_of_who_hands_on_are_the_same_with_and_without_a_restricted_case(app, stored_cast, play):
    cast, seen = stored_cast, []
    with app.app_context():
        take_over(cast, "other_ward")
        end(cast, "cell_two", "ward", 3)
        db.session.commit()
    heir = f"org-{cast.organizations['other_ward']}"
    url, chair = f"/organizations/{cast.organizations['ward']}/hand-on", play("upper_chair")
    chosen = {f"heirs-{kind}-{UNSEEN}": heir for kind in ALL_KINDS}
    values = {"on": typed(ago(1)), "decision": "QĐ 6", "others": [heir], **chosen}
    for is_there in (False, True):
        if is_there:
            with app.app_context():
                hidden = restricted(cast).id
                db.session.commit()
        shown = chair.get(url)
        refused = chair.submit(url, values | {"on": typed(ago(-1))})
        done = chair.submit(url, values)
        after = chair.get(done.location)
        seen.append([shown.status_code, refused.status_code, done.status_code, *map(_words, (shown, refused, after))])
    assert seen[0] == seen[1] and seen[0][2] == 303
    with app.app_context():
        assert db.session.get_one(Case, hidden).body_id == bodies(cast, "other_ward")[COMMISSION]


def _words(answer) -> str:
    """The page without what is new in every answer: the number of the form and its token."""
    return _EACH_TIME.sub("", answer.text)
