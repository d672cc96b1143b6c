"""What programmes plan is told at the opening of a case and again before its number: at home, above, by history."""

from datetime import date

import pytest

from tests.cast import TODAY, Cast, ago
from tests.programmes.building import YEAR, Plan
from tests.programmes.test_overlaps_found import ABOUT_CELL, found, opened, subject
from tests.stories import SIGNER, Story
from tracker.cases import overlaps, services
from tracker.cases.kinds import Kind
from tracker.cases.states import Basis, SubjectType
from tracker.extensions import db
from tracker.organizations.models import Organization
from tracker.organizations.services import Ending, NewOrganization, end_organization, found_organization
from tracker.organizations.states import Level
from tracker.programmes.overlap import OverlapFound
from tracker.programmes.rules import days_of, quarter_of
from tracker.programmes.services import remove_item
from tracker.programmes.states import Rule

NOW = quarter_of(TODAY)
LAST = days_of(YEAR, NOW)[1]


def upper(cast: Cast, *items: dict) -> Plan:
    """The approved programme of the province, with one item on the cell or those told."""
    plan = Plan(cast, "province_commission", "upper_officer", "upper_chair")
    head = {"head_id": cast.accounts["upper_officer"], "quarter": NOW}
    plan.drafted(*(head | item for item in items or ({},)))
    return plan.approved(number="01-CTr/UBKTTU")


def kept() -> list[tuple]:
    rows = db.session.execute(db.text("SELECT rule, plan_item_id, reason FROM overlap_acknowledgements ORDER BY id"))
    return [tuple(row) for row in rows]


def test_an_item_of_the_own_programme_in_the_same_quarter_is_named_and_the_reason_kept(world):
    plan = Plan(world).approved({"quarter": NOW})
    (one,) = found(world).overlaps
    assert (one.rule, one.key) == (Rule.SAME_QUARTER, plan.entry().item_id)
    assert "việc nâng cao chất lượng sinh hoạt chi bộ" in str(one.text)
    story = opened(world, overlap_reason="Có đơn mới.")
    assert kept() == [("same_quarter", plan.entry().item_id, "Có đơn mới.")]
    (told,) = overlaps.acknowledged(story.actor("officer"), story.file("officer").case.id)
    assert (told.label, told.ref) == ("việc nâng cao chất lượng sinh hoạt chi bộ", None)
    changed = story.draft(subjects=subject(world), title="việc khác", **ABOUT_CELL)
    services.change_draft(story.actor("officer"), story.file("officer"), changed, TODAY)
    assert len(kept()) == 1  # what was acknowledged is not asked again


@pytest.mark.parametrize(
    ("days", "is_told"),
    [
        ((LAST, LAST), True),
        ((days_of(YEAR, 1)[0], LAST), True),
        ((date(YEAR + 1, 1, 1), date(YEAR + 1, 12, 31)), False),
    ],
)
def test_the_days_of_the_case_are_compared_with_the_quarter(world, days, is_told):
    Plan(world).approved({"quarter": NOW})
    values = {"work_from": days[0], "work_until": days[1]}
    if is_told:
        assert [one.rule for one in found(world, **values).overlaps] == [Rule.SAME_QUARTER]
    else:
        opened(world, **values)


def test_an_item_without_a_quarter_or_taken_out_is_not_in_the_way(world):
    plan = Plan(world).drafted({"quarter": None}, {"quarter": NOW})
    found(world)
    plan.approved().adjusting()
    remove_item(plan.actor("officer"), plan.file(), plan.entry(2), "Theo chỉ đạo.")
    plan.approved(number="09-CTr/UBKTĐU")
    opened(world)


def test_a_programme_above_is_only_hinted_at_and_its_item_is_not_listed(world):
    plan = upper(world)
    refusal = found(world)
    (one,) = refusal.overlaps
    assert (one.rule, one.text.params) == (Rule.HIDDEN, {"name": "Chi bộ tổ dân phố 1"})
    assert "sinh hoạt chi bộ" not in str(refusal.message)
    story = opened(world, overlap_reason="Theo chỉ đạo.")
    assert kept() == [("hidden", plan.entry().item_id, "Theo chỉ đạo.")]
    case_id = story.file("officer").case.id
    assert overlaps.acknowledged(story.actor("officer"), case_id) == []
    assert [one.label for one in overlaps.acknowledged(story.actor("upper_chair"), case_id)] == [plan.entry().matter]


def test_a_programme_above_that_is_not_approved_says_nothing(world):
    head = {"head_id": world.accounts["upper_officer"], "quarter": NOW}
    Plan(world, "province_commission", "upper_officer", "upper_chair").drafted(head)
    opened(world)


def test_an_item_on_what_the_organization_came_from_counts(world):
    new = {"level": Level.CELL, "parent_id": world.organizations["ward"], "founded_on": ago(3000)}
    old, heir = (
        found_organization(None, NewOrganization(code, f"Chi bộ {code}", *new.values()), TODAY) for code in ("A", "B")
    )
    upper(world, {"organizations": [old.id]})
    end_organization(None, db.session.get_one(Organization, old.id), Ending(ago(1), "QĐ 1", heir.id), TODAY)
    refusal = found(world, subjects=[(SubjectType.ORGANIZATION, heir.id)])
    assert [one.rule for one in refusal.overlaps] == [Rule.HIDDEN]


def test_an_item_whose_case_is_known_is_told_as_the_case_alone(world):
    plan = Plan(world).approved({"quarter": NOW})
    planned = {"kind": Kind.THEMATIC_SUPERVISION, "basis": Basis.PROGRAMME, "plan_item_id": plan.entry().item_id}
    story = opened(world, **planned)  # its own item is not in its way
    assert [one.rule for one in found(world).overlaps] == [Rule.IN_PREPARATION]
    story.issued()


def test_an_item_with_a_restricted_case_reads_as_one_without(world):
    plan = Plan(world, drafter="head").approved({"quarter": NOW})
    before = [(one.rule, one.text) for one in found(world).overlaps]
    Story(world, opener="head", head="head").opened(
        subjects=subject(world),
        restricted=True,
        kind=Kind.THEMATIC_SUPERVISION,
        basis=Basis.PROGRAMME,
        plan_item_id=plan.entry().item_id,
        **ABOUT_CELL,
    )
    assert [(one.rule, one.text) for one in found(world).overlaps] == before


def test_a_programme_approved_since_the_opening_asks_before_the_number(world):
    story = opened(world)
    upper(world, {"overlap_reason": "Khác nội dung."})
    clerk = story.actor("clerk")
    with pytest.raises(OverlapFound):
        services.issue_case(clerk, story.papers("clerk"), SIGNER.name, ago(1), TODAY)
    services.issue_case(clerk, story.papers("clerk"), SIGNER.name, ago(1), TODAY, "Vẫn cần.")
    assert [row[0] for row in kept()] == ["hidden"]
