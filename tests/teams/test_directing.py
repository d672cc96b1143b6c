"""Who directs a team changes by a decision of its own: access follows at once, the history and the paper say it."""

import pytest

from tests.cast import TODAY, ago
from tests.journeys.test_papers_of_changes import SIGNED, printed
from tests.stories import Story
from tests.teams.building import decision, issued, make_relatives, say
from tracker.access import Relation
from tracker.audit.models import AuditEvent
from tracker.core.errors import Conflict, Forbidden, NotVisible, RuleViolation
from tracker.extensions import db
from tracker.teams import queries
from tracker.teams.models import CaseAmendment
from tracker.teams.services import replace_directing
from tracker.teams.states import AmendmentKind


@pytest.fixture
def story(world) -> Story:
    """A decided case that ``member`` directs."""
    return issued(world)


def direct(story: Story, into: str, by: str = "chair") -> CaseAmendment:
    account = story.cast.accounts[into]
    return replace_directing(story.actor(by), story.file(by), account, decision(), TODAY)


def test_the_change_is_recorded_whole_and_access_follows_it(world, story):
    assert Relation.DIRECTING in story.file("member").relations
    made = direct(story, "vice_chair")
    member, vice_chair = world.accounts["member"], world.accounts["vice_chair"]
    assert (made.kind, made.out_id, made.in_id, made.after) == (AmendmentKind.DIRECTING, member, vice_chair, "")
    assert (made.decision, made.decided_on) == ("15-QĐ/UBKTĐU", ago(5))
    with pytest.raises(NotVisible):
        story.file("member")
    assert Relation.DIRECTING in story.file("vice_chair").relations
    assert queries.directing_name(story.file("chair")) == "Hoàng Thế Vinh"
    last = db.session.query(AuditEvent).order_by(AuditEvent.seq.desc()).first()
    assert last is not None and last.action == "case.directing_amended"


def test_a_case_without_a_directing_member_gets_one(world):
    story = issued(world, directing_id=None)
    assert direct(story, "member").out_id is None
    assert story.file("member")


def test_who_directs_records_the_own_replacement(story):
    direct(story, "vice_chair", by="member")
    with pytest.raises(NotVisible):
        story.file("member")


def test_who_directs_already_declared_a_conflict_or_is_a_stranger_does_not_direct(story):
    say(story, "officer", True, "Anh em.")
    for into, wanted in (("member", "directs"), ("officer", "conflict"), ("stranger", "organization")):
        with pytest.raises(RuleViolation, match=wanted) as refusal:
            direct(story, into)
        assert refusal.value.field == "into"


def test_a_listed_relative_of_a_subject_does_not_direct(world):
    story = Story(world, opener="head").issued(team=[])
    make_relatives(world, "officer", "secretary")
    with pytest.raises(RuleViolation, match="relative"):
        direct(story, "officer")


@pytest.mark.parametrize("by", ["head", "officer"])
def test_the_team_does_not_choose_who_directs_it(story, by):
    with pytest.raises(Forbidden):
        direct(story, "vice_chair", by=by)


def test_before_the_decision_the_draft_itself_is_changed(world):
    story = Story(world).opened()
    with pytest.raises((RuleViolation, Conflict)):
        direct(story, "vice_chair")


def test_the_decision_numbered_here_and_the_page_name_both(app, cast, play):
    with app.app_context():
        story = issued(cast)
        db.session.commit()
    chair, url = play("chair"), f"/cases/{story.ref}/changes/directing"
    given = SIGNED | {"into": str(cast.accounts["vice_chair"])}
    refused = chair.submit(url, given | {"signer": ""})
    assert (refused.status_code, 'id="number-error"' in refused.text) == (422, True)
    assert chair.submit(url, given).status_code == 303
    text = printed(app, chair, "team_change_decision")
    names = ("Phạm Đăng Ninh", "Hoàng Thế Vinh")
    for words in ("thay đổi người chỉ đạo Đoàn kiểm tra", f"Đồng chí {names[0]}", f"Đồng chí {names[1]}"):
        assert words in text, words
    assert text.index("thôi chỉ đạo Đoàn") < text.index(names[1]) and "gồm các đồng chí" not in text
    page = chair.get(f"/cases/{story.ref}/changes").text
    assert all(name in page for name in names) and "02-QĐ/UBKTĐU" in page


def test_the_one_who_directed_is_led_back_to_the_list_and_not_to_a_case_he_no_longer_finds(app, cast, play):
    with app.app_context():
        story = issued(cast)
        db.session.commit()
    member = play("member")
    given = SIGNED | {"number": "7-QĐ/UBKTĐU", "signer": "", "into": str(cast.accounts["vice_chair"])}
    answer = member.submit(f"/cases/{story.ref}/changes/directing", given)
    assert (answer.status_code, answer.location) == (303, "/cases/")
