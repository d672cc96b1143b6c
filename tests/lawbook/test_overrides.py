"""Which of the office's numbers applies: the nearest scope, on the days it is in force, unless it is revoked."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from tests.cast import TODAY, ago
from tests.lawbook.building import KEY, PAPER, administrator, confirm, entry, only_override, set_limit
from tests.stories import Story
from tracker.access import Role
from tracker.accounts.queries import get_actor
from tracker.cases.models import Extension as CaseExtension
from tracker.cases.queries.limits import find_deadline
from tracker.core.errors import Conflict, Forbidden, NotVisible, RuleViolation
from tracker.lawbook.models import LimitOverride
from tracker.lawbook.queries import office_law, overrides_for
from tracker.office.services import Document, Number, confirm_limit, override_limit, revoke_limit
from tracker.organizations.models import Organization
from tracker.regulations.deadlines import find_limit
from tracker.regulations.limits import Extension, Unit
from tracker.regulations.sources import Grade, NoRule
from tracker.regulations.terms import Level


def number_on(cast, day, organization="ward") -> int:
    own = overrides_for(cast.organizations[organization])
    return find_limit(KEY, Level.GRASSROOTS, day, own).number


def test_the_nearest_organization_wins_and_the_others_keep_the_province_s_number(world):
    set_limit(world, 40, "province")
    set_limit(world, 20, "ward")
    assert [number_on(world, TODAY, place) for place in ("ward", "cell", "other_ward")] == [20, 20, 40]
    assert number_on(world, TODAY, "centre") == find_limit(KEY, Level.GRASSROOTS, TODAY).number


def test_the_law_of_all_organizations_says_the_same_as_that_of_one(world, session):
    set_limit(world, 40, "province")
    set_limit(world, 20, "ward")
    law = office_law()
    for place in ("centre", "province", "ward", "cell", "other_ward"):
        organization = session.get_one(Organization, world.organizations[place])
        assert law.limits_for(organization) == overrides_for(organization.id)


def test_a_number_is_in_force_from_its_first_to_its_last_day(world):
    set_limit(world, 20, since=ago(100), until=ago(50))
    national = find_limit(KEY, Level.GRASSROOTS, TODAY).number
    days = (ago(101), ago(100), ago(50), ago(49))
    assert [number_on(world, day) for day in days] == [national, 20, 20, national]


def test_a_number_of_another_level_does_not_apply(world):
    set_limit(world, 20, level=Level.CELL)
    assert number_on(world, TODAY) == find_limit(KEY, Level.GRASSROOTS, TODAY).number


def test_an_own_number_names_its_body_and_document_and_is_not_unconfirmed(world):
    set_limit(world, 20)
    [limit] = overrides_for(world.organizations["ward"])
    assert (limit.scope, limit.citation.grade, limit.is_unconfirmed) == (PAPER.issuer, Grade.OFFICE, False)
    assert "Quyết định số 12-QĐ/TU" in str(limit.citation)
    assert limit.start_event == find_limit(KEY, Level.GRASSROOTS, TODAY).start_event


def test_a_confirmation_keeps_the_national_number_and_extension(world):
    confirm(world)
    national = find_limit(KEY, Level.GRASSROOTS, ago(300))
    [limit] = overrides_for(world.organizations["ward"])
    assert (limit.number, limit.unit, limit.extension) == (national.number, national.unit, national.extension)
    assert (limit.confirms, limit.citation.grade) == (True, Grade.OFFICE)


def test_a_confirmation_needs_a_national_number_and_ends_with_it(world):
    with pytest.raises(NoRule):
        confirm(world, key="suspension", since=TODAY.replace(2026, 1, 5), level=Level.GRASSROOTS)
    with pytest.raises(RuleViolation) as refusal:
        confirm(world, key="suspension", since=TODAY.replace(2022, 1, 5))
    assert refusal.value.field == "until"


def test_a_revoked_number_has_no_effect_and_stays_in_the_books(world, session):
    set_limit(world, 20)
    row = only_override(session, world.organizations["ward"])
    revoke_limit(administrator(world), row, "Nhập nhầm.")
    assert overrides_for(world.organizations["ward"]) == ()
    assert (row.revoke_reason, row.revoked_by) == ("Nhập nhầm.", world.accounts["administrator"])
    set_limit(world, 25)  # there is room again
    with pytest.raises(Conflict):
        revoke_limit(administrator(world), row, "Lần nữa.")


@pytest.mark.parametrize(
    ("since", "until", "allowed"),
    [(100, 50, False), (200, 100, False), (50, 10, False), (200, 101, True), (49, None, True), (300, None, False)],
)
def test_two_numbers_never_stand_for_one_day(world, since, until, allowed):
    set_limit(world, 20, since=ago(100), until=ago(50))
    last = ago(until) if until is not None else None
    if allowed:
        set_limit(world, 21, since=ago(since), until=last)
        return
    with pytest.raises(RuleViolation) as refusal:
        set_limit(world, 21, since=ago(since), until=last)
    assert refusal.value.field == "since"
    assert "12-QĐ/TU" in str(refusal.value)


def test_the_database_refuses_a_second_standing_number_from_the_same_day(world, session):
    set_limit(world, 20)
    row = only_override(session, world.organizations["ward"])
    copied = {
        column.name: getattr(row, column.name) for column in LimitOverride.__table__.columns if column.name != "id"
    }
    session.add(LimitOverride(**copied))
    with pytest.raises(IntegrityError):
        session.flush()


BAD = [
    ({"until": ago(301)}, Number(20, Unit.CALENDAR_DAYS), "until"),
    ({"level": Level.PROVINCE}, Number(20, Unit.CALENDAR_DAYS), "level"),
    ({"document": Document("x", TODAY + timedelta(1), "y")}, Number(20, Unit.CALENDAR_DAYS), "document_on"),
    ({}, Number(0, Unit.CALENDAR_DAYS), "number"),
    ({}, Number(731, Unit.CALENDAR_DAYS), "number"),
    ({}, Number(6, Unit.YEARS), "number"),
]


@pytest.mark.parametrize(("changed", "number", "field"), BAD)
def test_what_cannot_be_is_refused_beside_its_field(world, changed, number, field):
    with pytest.raises(RuleViolation) as refusal:
        override_limit(administrator(world), entry(world, **changed), number, TODAY)
    assert refusal.value.field == field


def test_nobody_enters_a_rule_above_or_beside_the_own_organization(world):
    for place in ("province", "other_ward"):
        with pytest.raises(NotVisible):
            set_number_as(get_actor(world.accounts["administrator"]), world, place)


def set_number_as(actor, world, place="ward"):
    override_limit(actor, entry(world, place), Number(20, Unit.CALENDAR_DAYS), TODAY)


def test_only_administrators_enter_rules(world, session):
    for name in ("officer", "chair", "clerk", "leader", "viewer", "upper_chair"):
        actor = get_actor(world.accounts[name])
        assert not actor.has(Role.ADMINISTRATOR)
        with pytest.raises(Forbidden):
            set_number_as(actor, world)
        with pytest.raises(Forbidden):
            confirm_limit(actor, entry(world), TODAY)
    assert session.query(LimitOverride).count() == 0


def test_extensions_granted_before_stand_under_a_number_that_allows_none(world):
    story = Story(world).conducting()
    case = story.file("chair").case
    case.extensions.append(_extension(world))
    set_limit(world, 20)
    found = find_deadline(case, office_law()).due
    assert (found.extension_days, found.limit.extension) == (5, None)


def _extension(world):
    return CaseExtension(days=5, decided_on=ago(5), decision="1", reason="x", recorded_by=world.accounts["chair"])


def test_a_share_is_kept_exactly(world):
    extension = Extension(share=find_limit(KEY, Level.GRASSROOTS, TODAY).extension.share)
    override_limit(administrator(world), entry(world), Number(31, Unit.CALENDAR_DAYS, extension), TODAY)
    [limit] = overrides_for(world.organizations["ward"])
    assert (limit.extension, limit.extension.cap(31)) == (extension, 10)
