"""When an organization ends, somebody answers for everything it had in hand, and the past stays as it was."""

import pytest
from sqlalchemy import func, select

from tests.cast import TODAY, ago
from tests.reorganization.building import NQ, account, bodies, end, give_bodies, merge, organization
from tests.stories import Story
from tracker.access import Role
from tracker.accounts.models import Account
from tracker.accounts.queries import get_actor
from tracker.audit.models import AuditEvent
from tracker.cases.models import Case
from tracker.core.errors import Forbidden, NotVisible, RuleViolation
from tracker.discipline.models import Discipline
from tracker.extensions import db
from tracker.findings.models import Recommendation
from tracker.follow_up.models import RecommendationUpdate
from tracker.members.models import Member, Post
from tracker.organizations.models import Term
from tracker.organizations.queries import name_on
from tracker.organizations.states import BodyKind
from tracker.regulations.terms import Form
from tracker.reorganization import queries
from tracker.reorganization.models import CaseHandover
from tracker.reorganization.services import Succession, end_organization


def test_open_cases_go_on_under_the_heir_and_the_first_body_is_kept(world, heir):
    case_id = Story(world).conducting().file("head").case.id
    before = bodies(world, "ward")[BodyKind.COMMISSION]
    merge(world, heir)
    case = db.session.get_one(Case, case_id)
    now = bodies(world, "other_ward")[BodyKind.COMMISSION]
    assert (case.body_id, case.concluding_body_id, case.grassroots_id) == (now, now, heir.id)
    kept = db.session.scalars(select(CaseHandover)).one()
    assert (kept.case_id, kept.from_body_id, kept.to_body_id, kept.decision) == (case_id, before, now, NQ)
    assert db.session.scalars(select(AuditEvent.action).where(AuditEvent.case_id == case_id)).all()[-1] == (
        "case.handed_over"
    )


def test_those_who_worked_on_a_case_still_open_it_from_their_new_body(world, heir):
    story = Story(world).conducting()
    merge(world, heir)
    assert story.file("head").case.state == "conducting"
    assert story.papers("clerk").case.ref == story.ref
    assert get_actor(world.accounts["chair"]).organization_id == heir.id


def test_a_closed_case_stays_with_the_body_that_closed_it(world, heir):
    story = Story(world).concluded()
    case = story.file("head").case
    case.state, case.archived_on = "archived", ago(3)
    db.session.flush()
    body = case.body_id
    merge(world, heir)
    assert db.session.get_one(Case, case.id).body_id == body
    assert db.session.scalar(select(func.count()).select_from(CaseHandover)) == 0


def test_discipline_not_finished_is_decided_by_the_heir(world, heir):
    record = Story(world).reviewed(form=Form.WARNING)
    merge(world, heir)
    assert db.session.get_one(Discipline, record.id).body_id == bodies(world, "other_ward")[BodyKind.COMMISSION]


def test_discipline_decided_before_the_end_counts_under_the_body_that_decided_it(world, heir):
    record = Story(world).decided({"none": 0, "reprimand": 0, "warning": 5, "removal": 0, "expulsion": 0})
    decider = record.body_id
    merge(world, heir, days=0)
    assert record.body_id != decider
    counted = select(queries.record_body_on(Discipline.decided_on)).where(Discipline.id == record.id)
    assert db.session.scalars(counted).all() == [decider]


def test_what_is_asked_of_the_ended_organization_names_who_answers_now(world, heir):
    subjects = [("organization", world.organizations["cell"])]
    Story(world).concluded(subjects=subjects, contents=["org.thrift"])
    give_bodies(world, "cell", BodyKind.CELL_MEETING)
    give_bodies(world, "cell_two", BodyKind.CELL_MEETING)
    how = Succession(ago(1), NQ, world.organizations["cell_two"])
    end_organization(None, organization(world, "cell"), how, TODAY)
    asked = db.session.scalars(select(Recommendation)).one()
    (note,) = db.session.execute(
        select(RecommendationUpdate.text).where(RecommendationUpdate.recommendation_id == asked.id)
    ).scalars()
    assert "Chi bộ tổ dân phố 2 kế thừa" in note
    assert asked.state == "open"


def test_members_accounts_and_cells_follow(world, heir):
    members = db.session.scalars(
        select(Member.id).where(Member.grassroots_id == world.organizations["ward"], Member.left_on.is_(None))
    ).all()
    moved = merge(world, heir)
    assert moved.accounts == db.session.scalar(
        select(func.count())
        .select_from(Account)
        .where(Account.body_id.in_(bodies(world, "other_ward").values()), Account.login_name != "stranger")
    )
    assert organization(world, "cell").parent_id == heir.id
    places = db.session.scalars(select(Member.grassroots_id).where(Member.id.in_(members))).all()
    assert set(places) == {heir.id}


@pytest.mark.parametrize(
    ("led", "kept"),
    [
        ((), {"chair": {Role.CHAIR}, "vice": {Role.VICE_CHAIR, Role.CLERK}, "leader": {Role.COMMITTEE_LEADER}}),
        ((Role.CHAIR,), {"chair": {Role.OFFICER}, "vice": {Role.CLERK}, "leader": {Role.COMMITTEE_LEADER}}),
        ((Role.COMMITTEE_LEADER,), {"chair": {Role.CHAIR}, "vice": {Role.VICE_CHAIR, Role.CLERK},
         "leader": {Role.OFFICER}}),
    ],
)  # fmt: skip
def test_who_comes_along_leads_only_where_nobody_leads_yet(world, led, kept):
    give_bodies(world, "cell", BodyKind.CELL_MEETING)
    give_bodies(world, "cell_two", BodyKind.CELL_MEETING)
    cell, heir = bodies(world, "cell"), bodies(world, "cell_two")
    came = {"chair": (Role.CHAIR,), "vice": (Role.VICE_CHAIR, Role.CLERK), "leader": (Role.COMMITTEE_LEADER,)}
    made = {login: account(cell[BodyKind.CELL_MEETING], f"new.{login}", *roles) for login, roles in came.items()}
    if led:
        account(heir[BodyKind.CELL_MEETING], "there", *led)
    end(world, "cell", "cell_two")
    assert {login: set(get_actor(one).roles) for login, one in made.items()} == kept


def test_posts_in_the_ended_organization_end_with_it(world, heir):
    merge(world, heir, days=2)
    held = select(Post).where(Post.organization_id == world.organizations["ward"], Post.until.is_(None))
    assert db.session.scalars(held).all() == []


def test_the_running_term_ends_with_the_organization(world, heir):
    term = db.session.scalars(select(Term).where(Term.organization_id == world.organizations["ward"])).one()
    assert term.until is None
    merge(world, heir, days=2)
    assert term.until == ago(2)


def test_history_opens_under_the_old_name(world, heir):
    merge(world, heir, days=5)
    assert name_on(world.organizations["ward"], ago(400)) == "Đảng bộ phường Điện Biên Phủ"
    assert organization(world, "ward").ended_on == ago(5)
    assert organization(world, "ward").successor_id == heir.id


def test_an_organization_with_bodies_does_not_end_without_a_successor(world):
    with pytest.raises(RuleViolation) as refused:
        end_organization(None, organization(world, "ward"), Succession(ago(1), NQ), TODAY)
    assert (refused.value.field, str(refused.value.citations[0])) == ("successor", "Điều 1, 296-QĐ/TW")


def test_the_refusal_is_the_same_with_and_without_open_cases(world):
    def refusal() -> str:
        with pytest.raises(RuleViolation) as refused:
            end_organization(None, organization(world, "ward"), Succession(ago(1), NQ), TODAY)
        return str(refused.value)

    before = refusal()
    Story(world).conducting(restricted=True)
    assert refusal() == before


def test_a_successor_without_the_body_for_the_work_is_refused_by_its_kind(world):
    assert BodyKind.COMMITTEE not in bodies(world, "other_ward")
    with pytest.raises(RuleViolation) as refused:
        end_organization(
            None, organization(world, "ward"), Succession(ago(1), NQ, world.organizations["other_ward"]), TODAY
        )
    assert refused.value.field == "successor"
    assert "Party committee" in str(refused.value)


@pytest.mark.parametrize("successor", ["ward", "cell"])
def test_nobody_succeeds_himself_or_what_stands_above(world, successor):
    give_bodies(world, "cell", BodyKind.CELL_MEETING)
    with pytest.raises(RuleViolation) as refused:
        end_organization(
            None, organization(world, "ward"), Succession(ago(1), NQ, world.organizations[successor]), TODAY
        )
    assert refused.value.field == "successor"


def test_an_ended_successor_is_refused_beside_its_field(world, heir):
    merge(world, heir)
    with pytest.raises(RuleViolation) as refused:
        end_organization(None, organization(world, "cell"), Succession(ago(1), NQ, world.organizations["ward"]), TODAY)
    assert refused.value.field == "successor"


@pytest.mark.parametrize(("who", "error"), [("stranger", NotVisible), ("chair", Forbidden)])
def test_only_who_may_edit_the_tree_here_ends_an_organization(world, heir, who, error):
    actor = get_actor(world.accounts[who])
    with pytest.raises(error):
        merge(world, heir, actor=actor)
