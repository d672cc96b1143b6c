"""Notifications: who is told, who never is, and that nothing outlives the right to see it."""

from sqlalchemy import select

from tests.cast import TODAY
from tests.journeys.test_two_worlds import OUTSIDERS, walk
from tests.stories import Story
from tracker.accounts.queries import get_actor
from tracker.cases.models import TeamMember
from tracker.cases.states import SubjectType
from tracker.core import clock
from tracker.extensions import db
from tracker.notifications.models import SUBJECTS, Notification
from tracker.notifications.queries import count_unread, notification_rows
from tracker.notifications.services import mark_all_read, mark_read
from tracker.notifications.states import Kind


def told(cast) -> set[tuple[str, Kind]]:
    names = {account: name for name, account in cast.accounts.items()}
    found = db.session.execute(select(Notification.account_id, Notification.kind))
    return {(names[account], kind) for account, kind in found}


def test_each_event_tells_those_whose_work_it_is_and_not_the_one_who_did_it(world):
    Story(world).opened()
    assert told(world) == {("head", Kind.ASSIGNED), ("member", Kind.ASSIGNED)}
    Story(world, days=100).reported(
        subjects=[(SubjectType.ORGANIZATION, world.organizations["cell_two"])], contents=["org.thrift"]
    )
    new = {row for row in told(world) if row[1] is not Kind.ASSIGNED}
    assert new == {
        ("head", Kind.ISSUED),
        ("member", Kind.ISSUED),
        ("chair", Kind.REPORTED),
        ("subject", Kind.REPORTED),
    }  # two leaders


def test_an_invitation_tells_those_invited(world):
    Story(world).meeting(-3, invited=("member", "leader"))
    assert told(world) == {("member", Kind.INVITED), ("leader", Kind.INVITED)}


def test_a_subject_is_never_told_even_as_a_leader_of_the_body(world):
    Story(world).reviewed()
    assert "subject" not in {name for name, _kind in told(world)}


def test_a_row_holds_references_only():
    columns = set(Notification.__table__.columns.keys())
    assert columns == {"id", "account_id", "kind", *SUBJECTS, "made_at", "read_at"}


def test_what_one_may_no_longer_see_is_in_no_list_and_no_count(world):
    Story(world).opened()
    head = get_actor(world.accounts["head"])
    assert count_unread(head, TODAY) == len(notification_rows(head, TODAY, False, None)) == 1
    person = db.session.execute(select(TeamMember).where(TeamMember.account_id == head.user_id)).scalar_one()
    person.until = clock.today()
    db.session.flush()
    assert count_unread(head, TODAY) == len(notification_rows(head, TODAY, False, None)) == 0


def test_one_reads_ones_own_only(world):
    Story(world).opened()
    head, member = (get_actor(world.accounts[name]) for name in ("head", "member"))
    mark_read(head, notification_rows(head, TODAY, False, None)[0].id, clock.now())
    assert (count_unread(head, TODAY), count_unread(member, TODAY)) == (0, 1)
    assert mark_all_read(member, clock.now()) == 1
    assert len(notification_rows(member, TODAY, True, None)) == 1


def test_the_page_marks_as_read_and_shows_nobody_those_of_others(app, stored_cast, play, count_queries):
    with app.app_context():
        Story(stored_cast).opened()
        db.session.commit()
        own = db.session.execute(
            select(Notification.id).where(Notification.account_id == stored_cast.accounts["head"])
        ).scalar_one()
    assert play("head").get("/notifications/").status_code == 200
    assert 'class="empty"' in play("clerk").get("/notifications/").text
    with count_queries() as one:
        play("head").get("/notifications/")
    with app.app_context():
        Story(stored_cast).meeting(-3, invited=("head",))
        Story(stored_cast).meeting(-4, invited=("head",))
        db.session.commit()
    with count_queries() as three:
        play("head").get("/notifications/")
    assert len(one) == len(three)
    page = play("head").get("/notifications/").text
    assert page.count('/read"') == 4
    answer = play("head").submit("/notifications/", press="Đánh dấu đã đọc tất cả")
    assert answer.status_code == 303
    assert 'class="empty"' in play("head").get("/notifications/").text
    assert play("head").get("/notifications/?read=y").text.count("<time") == 3
    stolen = play("clerk").post(f"/notifications/{own}/read")
    assert stolen.status_code in (400, 404)


def test_a_restricted_case_changes_no_byte_of_either_page_for_its_outsiders(app, stored_cast):
    pages = ["/work", "/notifications/", "/notifications/?read=y"]
    outsiders = [name for name in OUTSIDERS if name]
    before = {name: walk(app, stored_cast, name, pages) for name in outsiders}
    with app.app_context():
        Story(stored_cast, opener="head").reviewed(restricted=True)
        db.session.commit()
    assert {name: walk(app, stored_cast, name, pages) for name in outsiders} == before
