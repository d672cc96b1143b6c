"""Notifications of programmes, observations and the authority to see a sender: who is told, and who never is."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.cast import TODAY, ago
from tests.findings.building import concluded_case
from tests.follow_up.test_services import do
from tests.notifications.test_notifications import told
from tests.observations.building import draft, reported
from tests.petitions.building import NAME, accept, entry, register, screen
from tests.programmes.building import Plan
from tracker.access import Role
from tracker.accounts.models import AccountRole
from tracker.accounts.queries import get_actor
from tracker.cases import services as cases
from tracker.cases.queries import get_file
from tracker.core import clock
from tracker.extensions import db
from tracker.notifications.models import Notification
from tracker.notifications.queries import count_unread, notification_rows
from tracker.notifications.states import Kind
from tracker.observations import services as observations
from tracker.petitions import services as petitions
from tracker.petitions.services import Decision, Filing
from tracker.petitions.states import Action, Sender
from tracker.programmes import services as programmes
from tracker.regulations.petitions import Ground


def kinds_of(cast, name: str, today: date = TODAY) -> list[Kind]:
    """What stands in the list of somebody; the count agrees."""
    actor = get_actor(cast.accounts[name])
    found = notification_rows(actor, today, False, None)
    assert count_unread(actor, today) == len(found)
    return [row.kind for row in found]


def give_up_roles(cast, name: str) -> None:
    """The person is a report viewer from now on."""
    roles = select(AccountRole).where(AccountRole.account_id == cast.accounts[name])
    for role in db.session.execute(roles).scalars():
        db.session.delete(role)
    db.session.flush()
    db.session.add(AccountRole(account_id=cast.accounts[name], role=Role.REPORT_VIEWER))
    db.session.flush()


def test_a_submitted_programme_tells_who_may_approve_it_and_its_end_tells_who_submitted_it(world):
    plan = Plan(world).drafted()
    plan.drafter = "vice_chair"
    plan.change(matter="việc chấp hành quy chế làm việc")  # so the vice-chair does not approve it
    plan.drafter = "member"
    plan.submitted()
    assert told(world) == {("chair", Kind.PROGRAMME_SUBMITTED), ("subject", Kind.PROGRAMME_SUBMITTED)}
    programmes.return_programme(plan.actor("chair"), plan.file("chair"), "Thiếu quý.")
    back = {("officer", Kind.PROGRAMME_RETURNED), ("member", Kind.PROGRAMME_RETURNED)}
    assert told(world) >= back and len(told(world)) == 4
    plan.approved()
    assert {row for row in told(world) if row[1] is Kind.PROGRAMME_APPROVED} == {
        ("officer", Kind.PROGRAMME_APPROVED),
        ("member", Kind.PROGRAMME_APPROVED),
    }


def test_who_no_longer_reads_programmes_sees_no_notification_of_one(world):
    Plan(world).approved()
    assert kinds_of(world, "officer") == [Kind.PROGRAMME_APPROVED]
    give_up_roles(world, "officer")
    assert kinds_of(world, "officer") == []


def test_a_reported_observation_tells_who_decides_on_it_and_never_its_subject(world):
    observation = reported(world)
    assert told(world) == {("chair", Kind.OBSERVATION_REPORTED), ("vice_chair", Kind.OBSERVATION_REPORTED)}
    observations.watch_further(get_actor(world.accounts["chair"]), observation, "Theo dõi thêm.", TODAY)
    decided = {name for name, kind in told(world) if kind is Kind.OBSERVATION_DECIDED}
    assert decided == {"officer", "vice_chair"}
    assert kinds_of(world, "officer") == [Kind.OBSERVATION_DECIDED]
    give_up_roles(world, "officer")
    assert kinds_of(world, "officer") == []


def test_an_observation_that_led_to_a_case_tells_only_who_may_know_of_it(world):
    chair, open_one = get_actor(world.accounts["chair"]), cases.open_from_observation
    restricted = reported(world)
    assert kinds_of(world, "vice_chair") == [Kind.OBSERVATION_REPORTED]
    open_one(chair, restricted, draft(world, restricted=True), "Đồng ý.", TODAY)
    assert Kind.OBSERVATION_ESCALATED not in {kind for _name, kind in told(world)}
    assert kinds_of(world, "vice_chair") == kinds_of(world, "officer") == []
    open_one(chair, reported(world), draft(world, overlap_reason="Khác."), "Đồng ý.", TODAY)
    known = {name for name, kind in told(world) if kind is Kind.OBSERVATION_ESCALATED}
    assert known == {"officer", "vice_chair"}


def test_a_nameless_petition_kept_as_information_tells_the_other_leaders_only(world):
    made = screen(world, register(world, entry(world, sender=Sender.ANONYMOUS)), Action.FILE, Ground.ANONYMOUS)
    filing = Filing(Decision(ago(3), "Lưu."), Ground.ANONYMOUS, area="Tổ dân phố 1")
    petitions.file_petition(get_actor(world.accounts["chair"]), made, filing, TODAY)
    assert {name for name, kind in told(world) if kind is Kind.OBSERVATION_KEPT} == {"vice_chair"}


def test_a_petition_that_comes_back_from_a_cancelled_case_tells_the_chair_who_decides_anew(world):
    directing, case = get_actor(world.accounts["member"]), accept(world)
    cases.cancel_case(directing, get_file(directing, case.ref), "Lập nhầm.", TODAY)
    assert {name for name, kind in told(world) if kind is Kind.PETITION_RELEASED} == {"chair"}
    assert Kind.PETITION_RELEASED in kinds_of(world, "chair")


def test_an_observation_that_comes_back_from_a_cancelled_case_tells_who_noted_it_and_who_decides(world):
    chair = get_actor(world.accounts["chair"])
    restricted, plain = reported(world), reported(world)
    for observation, hidden in ((restricted, True), (plain, False)):
        given = draft(world, restricted=hidden, overlap_reason="Khác.")
        case = cases.open_from_observation(chair, observation, given, "Đồng ý.", TODAY)
        cases.cancel_case(chair, get_file(chair, case.ref), "Lập nhầm.", TODAY)
        told_of = {name for name, kind in told(world) if kind is Kind.OBSERVATION_RELEASED}
        assert told_of == (set() if hidden else {"officer", "vice_chair"})
    assert Kind.OBSERVATION_RELEASED in kinds_of(world, "officer")


def test_a_proposal_to_give_up_tells_the_leader_and_the_answer_tells_the_proposer_alone(world):
    def those_told(kind):
        return {name for name, told_of in told(world) if told_of is kind}

    ref = concluded_case(world)
    do(world, ref, "ask_waiver", "officer")
    assert those_told(Kind.WAIVER_PROPOSED) == {"chair"}
    do(world, ref, "keep_recommendation", "chair")
    assert those_told(Kind.WAIVER_REFUSED) == {"officer"}
    do(world, ref, "ask_waiver", "head")
    do(world, ref, "waive_recommendation", "chair")
    assert those_told(Kind.WAIVER_GRANTED) == {"head"}


def test_a_grant_tells_the_grantee_alone_and_only_while_it_runs(world):
    made, chair = register(world), get_actor(world.accounts["chair"])
    nameless = register(world, entry(world, sender=Sender.ANONYMOUS))
    for petition, name in ((made, "head"), (made, "subject"), (nameless, "officer")):
        petitions.grant_identity(chair, petition, world.accounts[name], "Làm việc", ago(-3), TODAY)
    assert told(world) == {("head", Kind.IDENTITY_GRANTED)}  # a subject never, nor where nothing is sealed
    assert kinds_of(world, "head", ago(-3)) == [Kind.IDENTITY_GRANTED]
    assert kinds_of(world, "head", ago(-4)) == []
    give_up_roles(world, "head")
    assert kinds_of(world, "head") == []


@pytest.mark.parametrize("subjects", [{}, {"petition_id": "both"}, {"observation_id": "wrong kind"}])
def test_the_database_refuses_what_is_about_nothing_about_two_or_of_another_kind(world, subjects):
    observation, petition = reported(world), register(world)
    ids = {"petition_id": petition.id, "observation_id": observation.id}
    given = {name: ids[name] for name in subjects}
    if subjects.get("petition_id") == "both":
        given["observation_id"] = observation.id
    row = Notification(account_id=world.accounts["head"], kind=Kind.IDENTITY_GRANTED, made_at=clock.now(), **given)
    db.session.add(row)
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_the_page_leads_to_each_subject_and_asks_no_more_for_more_of_them(app, stored_cast, play, count_queries):
    with app.app_context():
        Plan(stored_cast).submitted()
        db.session.commit()
    play("chair").get("/notifications/")
    with count_queries() as one:
        play("chair").get("/notifications/")
    with app.app_context():
        reported(stored_cast)
        reported(stored_cast)
        made = register(stored_cast)
        chair = get_actor(stored_cast.accounts["chair"])
        petitions.grant_identity(chair, made, stored_cast.accounts["head"], "Làm việc", ago(-3), TODAY)
        db.session.commit()
        number = f"{made.number}/{made.year}"
    with count_queries() as three:
        page = play("chair").get("/notifications/").text
    assert len(one) == len(three)
    for text in ("Có chương trình chờ đồng chí phê duyệt", "Có kết quả giám sát thường xuyên báo cáo đồng chí"):
        assert text in page
    granted = play("head").get("/notifications/").text
    assert "Đồng chí được xem người gửi đơn" in granted and number in granted
    assert "Tố cáo Bí thư" not in granted and NAME not in granted
    for name, text in (("chair", page), ("head", granted)):
        for address in sorted(set(_links(text))):
            assert play(name).get(address).status_code == 200, address


def _links(page: str) -> list[str]:
    """The addresses that the rows lead to."""
    rows = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [part.split('"')[0].replace("&amp;", "&") for part in rows.split('href="')[1:]]
