"""What is in the way is found across levels and through history – and what is hidden stays hidden."""

import pytest

from tests.cast import TODAY, Cast, ago
from tests.programmes.building import Plan
from tests.stories import Story
from tracker.cases import overlaps
from tracker.cases.kinds import Kind
from tracker.cases.models import Case
from tracker.cases.services import overlaps_of
from tracker.cases.states import Basis, SubjectType
from tracker.core.errors import RuleViolation
from tracker.extensions import db
from tracker.organizations.models import Organization
from tracker.organizations.queries import lines_of
from tracker.organizations.services import Ending, NewOrganization, end_organization, found_organization
from tracker.organizations.states import Level
from tracker.programmes import services
from tracker.programmes.models import PlanAcknowledgement
from tracker.programmes.overlap import OverlapFound
from tracker.programmes.queries import acknowledgements_of
from tracker.programmes.states import Rule

ABOUT_CELL = {"contents": ["org.cadres"]}


def subject(cast: Cast, name: str = "cell") -> list[tuple[SubjectType, int]]:
    return [(SubjectType.ORGANIZATION, cast.organizations[name])]


def opened(cast: Cast, **changed: object) -> Story:
    return Story(cast).opened(**{"subjects": subject(cast)} | ABOUT_CELL | changed)


def province_case(cast: Cast, name: str = "cell", **changed: object) -> Case:
    """A case of the province that nobody of the ward knows of, under way."""
    story = Story(cast, opener="upper_officer", head="upper_officer")
    values = {"body_id": cast.bodies["province_commission"], "directing_id": None, "subjects": subject(cast, name)}
    story.opened(**values | ABOUT_CELL | changed)
    case = story.file("upper_officer").case
    case.state, case.decision_on, case.decision_number = "issued", ago(5), "01-QĐ/UBKTTU"
    db.session.flush()
    return case


def found(world: Cast, **changed: object) -> OverlapFound:
    with pytest.raises(OverlapFound) as refusal:
        opened(world, **changed)
    return refusal.value


def test_a_case_under_way_about_the_subject_is_named(world):
    Story(world).issued(subjects=subject(world), **ABOUT_CELL)
    (one,) = found(world).overlaps
    assert (one.rule, one.subject_name) == (Rule.SAME_DATES, "Chi bộ tổ dân phố 1")
    assert "việc quản lý, sử dụng quỹ" in str(one.text)


def test_work_that_begins_after_the_other_ends_is_not_in_its_way(world):
    Story(world).issued(subjects=subject(world), work_from=ago(20), work_until=ago(-10), **ABOUT_CELL)
    assert found(world, work_from=ago(-10), work_until=ago(-30)).field == "overlap_reason"
    opened(world, work_from=ago(-11), work_until=ago(-30))


def test_a_case_concluded_on_the_same_content_is_remembered(world):
    Story(world, days=100).concluded(subjects=subject(world), contents=["org.cadres", "org.thrift"])
    assert [one.rule for one in found(world).overlaps] == [Rule.SAME_CONTENT]
    opened(world, contents=["org.petitions"])


def test_a_member_of_an_inspected_cell_is_told_and_the_case_opens(world):
    Story(world).issued(subjects=subject(world), **ABOUT_CELL)
    story = Story(world)
    draft = story.draft()
    case = story.opened().file("officer").case
    told = [one.rule for one in story_overlaps(story, draft, case.id)]
    assert told == [Rule.CONTAINED]


def story_overlaps(story: Story, draft, case_id: int):
    return overlaps_of(story.actor("officer"), draft, case_id, TODAY)


def test_predecessors_count_as_the_organization_and_sisters_of_a_merger_do_not(world):
    ids = {}
    for code in ("OLD", "OLD2", "NEW"):
        new = NewOrganization(code, f"Chi bộ {code}", Level.CELL, world.organizations["ward"], ago(3000))
        ids[code] = found_organization(None, new, TODAY).id
    Story(world).issued(subjects=[(SubjectType.ORGANIZATION, ids["OLD"])], **ABOUT_CELL)
    for code in ("OLD", "OLD2"):
        old = db.session.get_one(Organization, ids[code])
        end_organization(None, old, Ending(ago(1), "QĐ 1", ids["NEW"]), TODAY)
    lines = lines_of(list(ids.values()))
    assert lines[ids["NEW"]].members == set(ids.values())
    assert lines[ids["OLD2"]].members == {ids["OLD2"], ids["NEW"]}
    assert world.organizations["ward"] in lines[ids["OLD"]].above
    assert [one.rule for one in found(world, subjects=[(SubjectType.ORGANIZATION, ids["NEW"])]).overlaps] == [
        Rule.SAME_DATES
    ]
    Story(world).opened(subjects=[(SubjectType.ORGANIZATION, ids["OLD2"])], **ABOUT_CELL)


def test_the_work_of_another_body_is_warned_of_and_kept_with_its_reason(world):
    facts = services.ExternalFacts(world.organizations["cell"], "Thanh tra tỉnh", "", ago(3), ago(-3))
    work = services.record_external_work(Story(world).actor("officer"), facts)
    assert [one.rule for one in found(world).overlaps] == [Rule.EXTERNAL]
    story = opened(world, overlap_reason="Nội dung khác.")
    case_id = story.file("officer").case.id
    kept = db.session.execute(db.text("SELECT external_work_id, reason FROM overlap_acknowledgements")).one()
    assert tuple(kept) == (work.id, "Nội dung khác.")
    assert [one.label for one in overlaps.acknowledged(story.actor("officer"), case_id)] == ["Thanh tra tỉnh"]


def test_a_hidden_case_is_only_hinted_at(world):
    case = province_case(world, title="việc không ai được biết")
    refusal = found(world)
    (one,) = refusal.overlaps
    assert (one.rule, one.text.params) == (Rule.HIDDEN, {"name": "Chi bộ tổ dân phố 1"})
    story = opened(world, overlap_reason="Theo chỉ đạo của lãnh đạo.")
    officer = story.actor("officer")
    assert overlaps.acknowledged(officer, story.file("officer").case.id) == []
    assert case.title not in str(refusal.message)


def test_a_restricted_case_is_not_even_hinted_at(world):
    province_case(world, restricted=True)
    opened(world)


def test_a_subject_and_an_account_of_a_subject_get_no_hint(world):
    province_case(world, "ward")
    story = Story(world)
    for name in ("officer", "head"):
        draft = story.draft(subjects=subject(world, "ward"), contents=["org.cadres"])
        assert overlaps_of(story.actor(name), draft, None, TODAY) == []


def test_a_restricted_case_of_the_own_house_is_not_hinted_at_and_its_own_people_are_warned(world):
    Story(world, opener="head", head="head").issued(subjects=subject(world), restricted=True, **ABOUT_CELL)
    opened(world)
    with pytest.raises(OverlapFound):
        Story(world, opener="head").opened(subjects=subject(world), **ABOUT_CELL)


def test_the_history_of_a_case_does_not_tell_of_a_restricted_one(world):
    Story(world, opener="head", head="head").issued(subjects=subject(world), restricted=True, **ABOUT_CELL)
    Story(world, opener="head").opened(subjects=subject(world), overlap_reason="Khác.", **ABOUT_CELL)
    told = db.text("SELECT count(*) FROM audit_events WHERE action = 'case.overlap_acknowledged'")
    assert db.session.execute(told).scalar_one() == 0


def test_planning_warns_of_cases_of_the_same_quarter_and_of_other_bodies(world):
    plan = Plan(world).drafted({})
    with pytest.raises(OverlapFound) as refusal:
        plan.add(matter="việc khác")
    assert [one.rule for one in refusal.value.overlaps] == [Rule.SAME_QUARTER]
    plan.add(matter="việc khác", quarter=None)
    plan.add(matter="việc khác", quarter=3 if TODAY.month > 9 else 4)
    plan.add(matter="việc nữa", overlap_reason="Khác nội dung.")
    kept = db.session.query(PlanAcknowledgement).one()
    assert (kept.rule, kept.reason, kept.confidential) == (Rule.SAME_QUARTER, "Khác nội dung.", False)


def test_one_member_in_two_programmes_of_one_quarter_is_told(world):
    about = {"organizations": [], "members": [world.members["secretary"]], "contents": ["member.duties"]}
    upper = Plan(world, "province_commission", "upper_officer", "upper_chair")
    upper.drafted(about | {"head_id": world.accounts["upper_officer"]})
    plan = Plan(world).drafted(about)
    with pytest.raises(OverlapFound) as refusal:
        plan.add(**about)
    assert [one.rule for one in refusal.value.overlaps] == [Rule.SAME_QUARTER]
    plan.add()  # his own cell: told, no reason asked
    upper.approved(number="01-CTr/UBKTTU")
    with pytest.raises(OverlapFound) as refusal:
        plan.add(**about)
    told = {Rule.SAME_QUARTER, Rule.HIDDEN, Rule.CONTAINED}
    assert {one.rule for one in refusal.value.overlaps} == told
    plan.add(**about | {"quarter": None})
    plan.add(**about | {"overlap_reason": "Khác nội dung."})
    assert {row.rule for row in db.session.query(PlanAcknowledgement)} == {Rule.SAME_QUARTER, Rule.HIDDEN}


def test_an_item_in_a_programme_above_is_hinted_at_once_it_is_approved(world):
    upper = Plan(world, "province_commission", "upper_officer", "upper_chair")
    organizations = [world.organizations["cell"]]
    upper.drafted({"organizations": organizations, "head_id": world.accounts["upper_officer"]})
    Plan(world).drafted({"quarter": 4})
    upper.approved(number="01-CTr/UBKTTU")
    with pytest.raises(OverlapFound) as refusal:
        Plan(world).add(quarter=4)
    assert Rule.HIDDEN in [one.rule for one in refusal.value.overlaps]
    told = [one for one in refusal.value.overlaps if one.rule is Rule.HIDDEN]
    assert told[0].text.params == {"name": "Chi bộ tổ dân phố 1"}


def test_an_item_that_restricted_work_is_in_the_way_of_says_nothing_of_it_on_the_page(world):
    Story(world, opener="head", head="head").issued(
        subjects=subject(world),
        restricted=True,
        work_from=ago(1),
        work_until=TODAY.replace(month=12, day=31),
        **ABOUT_CELL,
    )
    quarter = (TODAY.month + 2) // 3
    plan = Plan(world, drafter="head").drafted({"quarter": quarter, "overlap_reason": "Bí mật."})
    assert db.session.query(PlanAcknowledgement).one().confidential
    assert acknowledgements_of([plan.entry()]) == {}
    Plan(world, "committee").drafted({"kind": "compliance_inspection", "quarter": quarter % 4 + 1})


def test_a_case_is_opened_from_an_item_and_the_item_follows_it(world):
    plan = Plan(world).approved({"quarter": 1}, {"quarter": 2, "organizations": [world.organizations["cell_two"]]})
    item = plan.entry(1).item_id
    values = {
        "kind": Kind.THEMATIC_SUPERVISION,
        "basis": Basis.PROGRAMME,
        "basis_text": "Chương trình",
        "subjects": subject(world),
        "plan_item_id": item,
        **ABOUT_CELL,
    }
    for wrong in ({"kind": Kind.INSPECTION_WORK_INSPECTION}, {"basis": Basis.ORDER}):
        with pytest.raises(RuleViolation):
            Story(world).opened(**values | wrong)
    story = Story(world).opened(**values)
    assert [row.progress for row in plan.rows()] == ["running", "not_started"]
    with pytest.raises(RuleViolation):
        Story(world).opened(**values)
    case = story.file("officer").case
    case.state = "cancelled"
    db.session.flush()
    assert [row.progress for row in plan.rows()] == ["not_started", "not_started"]
    case.state, case.concluded_on = "archived", TODAY
    db.session.flush()
    assert [row.progress for row in plan.rows()] == ["concluded", "not_started"]
    case.restricted = True
    db.session.flush()
    assert [row.progress for row in plan.rows("bystander")] == ["not_started", "not_started"]


def test_the_check_costs_the_same_for_one_subject_and_for_many(world, count_queries):
    story = Story(world)
    for name in ("cell", "cell_two"):
        Story(world).issued(subjects=subject(world, name), **ABOUT_CELL)
    draft = story.draft(subjects=subject(world), **ABOUT_CELL)
    many = story.draft(subjects=[*subject(world), *subject(world, "cell_two"), *subject(world, "ward")], **ABOUT_CELL)
    counts = []
    actor = story.actor("officer")
    for one in (draft, many):
        with count_queries() as statements:
            overlaps_of(actor, one, None, TODAY)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 11


def test_a_programme_costs_the_same_with_one_item_and_with_three(world, count_queries):
    plan = Plan(world).drafted({"quarter": 1})
    counts = []
    for _ in range(2):
        db.session.expunge_all()
        with count_queries() as statements:
            plan.rows()
        counts.append(len(statements))
        plan.add(quarter=2, overlap_reason="Khác.")
        plan.add(quarter=3, overlap_reason="Khác.")
    assert counts[0] == counts[1]
