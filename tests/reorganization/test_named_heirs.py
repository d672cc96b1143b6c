"""Each piece of open work may have its own heir: the rest goes to the successor, what nobody may know of too."""

import pytest
from sqlalchemy import select

from tests.cast import TODAY, ago
from tests.observations import building as observing
from tests.petitions import building as petitioning
from tests.reorganization.building import NQ, bodies, end, give_bodies, organization
from tests.stories import Story
from tracker.accounts.queries import get_actor
from tracker.cases.models import Case, CaseSubject
from tracker.core.errors import RuleViolation
from tracker.discipline.models import Discipline
from tracker.extensions import db
from tracker.findings.models import Recommendation
from tracker.follow_up.models import RecommendationUpdate
from tracker.meetings.services import put_case_on_agenda
from tracker.organizations.states import BodyKind
from tracker.petitions.models import Petition
from tracker.regulations.terms import Form
from tracker.reorganization import queries
from tracker.reorganization.models import CaseHandover
from tracker.reorganization.services import Succession, end_organization
from tracker.reorganization.states import WorkKind

COMMISSION = BodyKind.COMMISSION


@pytest.fixture
def above(world) -> dict[BodyKind, int]:
    """The bodies of the organization above, which takes over single pieces."""
    give_bodies(world, "province", *bodies(world, "ward"))
    return bodies(world, "province")


def second(world) -> Case:
    """One more open case of the ward."""
    return Story(world).opened(overlap_reason="Nội dung khác.").papers("clerk").case


def merge(world, heir, *keys: tuple[WorkKind, int], actor=None):
    named = dict.fromkeys(keys, world.organizations["province"])
    how = Succession(ago(1), NQ, heir.id, named)
    return end_organization(actor, organization(world, "ward"), how, TODAY)


def test_a_named_case_goes_to_its_heir_with_its_discipline_and_all_else_to_the_successor(world, heir, above):
    record, other = Story(world).reviewed(form=Form.WARNING), second(world)
    merge(world, heir, (WorkKind.CASE, record.case_id))
    assert db.session.get_one(Case, record.case_id).body_id == above[COMMISSION]
    assert db.session.get_one(Discipline, record.id).body_id == above[COMMISSION]
    assert db.session.get_one(Case, other.id).body_id == bodies(world, "other_ward")[COMMISSION]
    kept = db.session.execute(select(CaseHandover.case_id, CaseHandover.to_body_id).order_by(CaseHandover.case_id))
    assert [tuple(row) for row in kept] == [
        (record.case_id, above[COMMISSION]), (other.id, bodies(world, "other_ward")[COMMISSION]),
    ]  # fmt: skip


def test_petitions_and_observations_go_their_own_way(world, heir, above):
    petitions = [petitioning.register(world), petitioning.register(world)]
    seen = [observing.reported(world), observing.reported(world, area="Chợ")]
    merge(world, heir, (WorkKind.PETITION, petitions[0].id), (WorkKind.OBSERVATION, seen[1].id))
    successor = bodies(world, "other_ward")[COMMISSION]
    assert [one.body_id for one in (*petitions, *seen)] == [
        above[COMMISSION], successor, successor, above[COMMISSION],
    ]  # fmt: skip


def test_a_petition_goes_with_the_open_case_that_handles_it(world, heir, above):
    case, petition = Story(world).conducting().file("head").case, petitioning.register(world)
    case.petition_id = petition.id
    db.session.flush()
    rows = queries.open_work(None, world.organizations["ward"])
    assert [row.kind for row in rows] == [WorkKind.CASE]
    merge(world, heir, (WorkKind.CASE, case.id))
    assert db.session.get_one(Petition, petition.id).body_id == above[COMMISSION]


def test_a_recommendation_names_the_heir_chosen_for_it(world, above):
    subjects = [("organization", world.organizations["cell"])]
    Story(world).concluded(subjects=subjects, contents=["org.thrift"])
    for name in ("cell", "cell_two", "ward"):
        give_bodies(world, name, BodyKind.CELL_MEETING)
    asked = db.session.scalars(select(Recommendation)).one()
    named = {(WorkKind.RECOMMENDATION, asked.id): world.organizations["ward"]}
    how = Succession(ago(1), NQ, world.organizations["cell_two"], named)
    end_organization(None, organization(world, "cell"), how, TODAY)
    (note,) = db.session.scalars(select(RecommendationUpdate.text))
    assert "Đảng bộ phường Điện Biên Phủ kế thừa" in note


def test_work_about_the_successor_is_no_hindrance_where_another_is_named_for_it(world, heir, above):
    Story(world).opened(subjects=[("organization", world.organizations["cell"])], contents=["org.thrift"])
    db.session.scalars(select(CaseSubject)).one().organization_id = heir.id
    case_id = db.session.scalars(select(Case.id)).one()
    with pytest.raises(RuleViolation) as refused:
        merge(world, heir)
    assert refused.value.field == "successor"
    merge(world, heir, (WorkKind.CASE, case_id))
    assert db.session.get_one(Case, case_id).body_id == above[COMMISSION]


def test_no_piece_goes_to_whom_it_is_about(world, heir, above):
    Story(world).opened(subjects=[("organization", world.organizations["cell"])], contents=["org.thrift"])
    db.session.scalars(select(CaseSubject)).one().organization_id = world.organizations["province"]
    with pytest.raises(RuleViolation) as refused:
        merge(world, heir, (WorkKind.CASE, db.session.scalars(select(Case.id)).one()))
    assert (refused.value.field, str(refused.value.citations[0])) == ("heirs", "Điều 1, 296-QĐ/TW")


@pytest.mark.parametrize("restricted", [True, False])
def test_what_the_reader_may_not_know_of_cannot_be_named_as_what_does_not_exist(world, heir, above, restricted):
    case = Story(world).conducting(restricted=restricted).file("head").case
    officer = get_actor(world.accounts["upper_officer"])
    assert queries.open_work(officer, world.organizations["ward"]) == []
    refusals = set()
    for one in (case.id, 999):
        with pytest.raises(RuleViolation) as refused:
            merge(world, heir, (WorkKind.CASE, one), actor=officer)
        refusals.add((refused.value.field, str(refused.value)))
    assert len(refusals) == 1
    merge(world, heir, actor=officer)
    assert db.session.get_one(Case, case.id).body_id == bodies(world, "other_ward")[COMMISSION]


def test_a_leader_above_sees_the_open_work_but_no_restricted_case(world):
    Story(world).conducting(restricted=True)
    known = second(world)
    rows = queries.open_work(get_actor(world.accounts["upper_chair"]), world.organizations["ward"])
    assert [row.key for row in rows] == [(WorkKind.CASE, known.id)]


def test_a_case_on_a_planned_agenda_stays_with_its_session(world, heir, above):
    story = Story(world).reported()
    case = story.papers("clerk").case
    put_case_on_agenda(story.actor("clerk"), story.meeting(0), case)
    with pytest.raises(RuleViolation) as refused:
        merge(world, heir, (WorkKind.CASE, case.id))
    assert refused.value.field == "heirs" and "agenda" in str(refused.value)


def test_an_heir_without_the_body_for_the_piece_is_refused(world, heir):
    case = Story(world).conducting().file("head").case
    how = Succession(ago(1), NQ, heir.id, {(WorkKind.CASE, case.id): world.organizations["other_cell"]})
    with pytest.raises(RuleViolation) as refused:
        end_organization(None, organization(world, "ward"), how, TODAY)
    assert refused.value.field == "heirs"


def test_an_ended_organization_takes_over_no_piece(world, heir, above):
    case = Story(world).conducting().file("head").case
    give_bodies(world, "cell", BodyKind.CELL_MEETING)
    give_bodies(world, "cell_two", BodyKind.CELL_MEETING)
    end(world, "cell", "cell_two")
    how = Succession(ago(1), NQ, heir.id, {(WorkKind.CASE, case.id): world.organizations["cell"]})
    with pytest.raises(RuleViolation) as refused:
        end_organization(None, organization(world, "ward"), how, TODAY)
    assert refused.value.field == "heirs"


def test_the_list_asks_the_same_number_of_questions_at_one_and_at_three_rows(world, count_queries):
    def questions() -> int:
        with count_queries() as statements:
            queries.standing_of(get_actor(world.accounts["chair"]), world.organizations["ward"])
        return len(statements)

    Story(world).conducting()
    observing.reported(world)
    first = questions()
    for area in ("Chợ", "Quỹ"):
        second(world)
        observing.reported(world, area=area)
    assert questions() == first
