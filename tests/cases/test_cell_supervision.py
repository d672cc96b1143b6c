"""The thematic supervision of a cell rests on a ground that is named, unless the records show a cell committee."""

from datetime import date

import pytest

from tests.cast import TODAY, Cast, ago, typed
from tests.client import sign_in
from tests.reorganization.building import account, bodies, give_bodies
from tracker.access import Role
from tracker.accounts.models import Account
from tracker.accounts.queries import get_actor
from tracker.cases.kinds import Kind
from tracker.cases.models import Case
from tracker.cases.planning import AHEAD
from tracker.cases.queries import get_file
from tracker.cases.services import Draft, check_declared, open_case
from tracker.cases.states import Basis, SubjectType
from tracker.core.errors import RuleViolation
from tracker.extensions import db
from tracker.members.models import Post
from tracker.organizations.states import BodyKind
from tracker.programmes import queries, services
from tracker.programmes.models import PlanEntry
from tracker.programmes.states import ProgrammeType
from tracker.regulations.cells import CELL_ROWS, CellGround, check_cell_ground
from tracker.regulations.sources import Grade


@pytest.fixture
def cell(world) -> tuple[Cast, int, int]:
    """The cell with its meeting, and the account of its secretary."""
    return world, *_meeting(world)


def _meeting(cast: Cast) -> tuple[int, int]:
    give_bodies(cast, "cell", BodyKind.CELL_MEETING)
    body = bodies(cast, "cell")[BodyKind.CELL_MEETING]
    db.session.get_one(Account, cast.accounts["subject"]).active = False  # one member, one active account
    return body, account(body, "bithu", Role.OFFICER, member=cast.members["secretary"])


def draft(cell: tuple[Cast, int, int], **changed: object) -> Draft:
    cast, body, secretary = cell
    values: dict = {
        "kind": Kind.THEMATIC_SUPERVISION,
        "body_id": body,
        "title": "việc thực hiện nhiệm vụ đảng viên",
        "subjects": [(SubjectType.MEMBER, cast.members["full_member"])],
        "contents": ["member.duties"],
        "period_from": ago(400),
        "period_until": ago(30),
        "basis": Basis.ORDER,
        "basis_text": "Nghị quyết chi bộ",
        "head": secretary,
        "team": [],
    }
    return Draft(**values | changed)


def opened(cell: tuple[Cast, int, int], **changed: object) -> Case:
    return open_case(get_actor(cell[2]), draft(cell, **changed), TODAY)


def sit_on_committee(cell: tuple[Cast, int, int], until: date | None = None) -> None:
    cast = cell[0]
    row = {"member_id": cast.members["full_member"], "organization_id": cast.organizations["cell"]}
    db.session.add(Post(title="Chi uỷ viên", since=ago(500), until=until, **row))
    db.session.flush()


def test_a_cell_names_its_ground_at_the_opening_and_it_is_kept(cell):
    with pytest.raises(RuleViolation, match="more than 30 members") as refusal:
        opened(cell)
    assert refusal.value.field == "cell_ground"
    assert [str(one) for one in refusal.value.citations] == ["mục II.3.2, 08-HD/TW"]
    assert opened(cell, cell_ground=CellGround.DISPERSED).cell_ground is CellGround.DISPERSED


def test_a_cell_that_the_records_show_to_have_a_committee_is_not_asked(cell):
    sit_on_committee(cell)
    assert opened(cell).cell_ground is None


def test_only_a_cell_with_a_committee_forms_a_team_which_then_declares_like_every_team(cell):
    colleague = account(cell[1], "chiuy", Role.OFFICER)
    asked = {"team": [colleague], "cell_ground": CellGround.COMMITTEE}
    with pytest.raises(RuleViolation) as refusal:
        opened(cell, **asked)
    assert refusal.value.field == "team"
    sit_on_committee(cell)
    case = opened(cell, **asked)
    assert case.has_team
    verdict = check_declared(get_file(get_actor(cell[2]), case.ref))
    assert not verdict.allowed and "131-QĐ/TW" in str(verdict.citations[0])


def test_the_secretary_who_works_alone_declares_nothing(cell):
    sit_on_committee(cell)
    case = opened(cell)
    assert not case.has_team
    assert check_declared(get_file(get_actor(cell[2]), case.ref)).allowed


def test_a_committee_that_is_gone_shows_nothing(cell):
    sit_on_committee(cell, ago(1))
    with pytest.raises(RuleViolation):
        opened(cell)


def test_other_work_of_a_cell_is_not_asked(cell):
    work = {"kind": Kind.COMPLIANCE_INSPECTION, "cell_ground": CellGround.GROUPS}
    assert opened(cell, **work).cell_ground is None


def test_an_item_of_a_cell_names_its_ground_too(cell):
    cast, body, secretary = cell
    actor = get_actor(secretary)
    services.draft_programme(actor, services.NewProgramme(body, ProgrammeType.YEARLY, TODAY.year, TODAY.year), TODAY)
    file = queries.get_programme(actor, body, str(TODAY.year))
    item: dict = {"kind": "thematic_supervision", "matter": "việc nêu gương", "organizations": [], "body_id": body}
    item |= {"members": [cast.members["full_member"]], "contents": ["member.duties"], "quarter": None}
    item |= {"period_from": ago(400), "period_until": ago(30), "year": TODAY.year}
    with pytest.raises(RuleViolation) as refusal:
        services.add_item(actor, file, services.ItemDraft(**item), AHEAD, TODAY)
    assert refusal.value.field == "cell_ground"
    services.add_item(actor, file, services.ItemDraft(**item, cell_ground=CellGround.GROUPS), AHEAD, TODAY)
    assert db.session.query(PlanEntry).one().cell_ground is CellGround.GROUPS


@pytest.mark.parametrize(
    ("on", "grade"),
    [
        (date(2025, 6, 9), None),
        (date(2025, 6, 10), Grade.B),
        (date(2026, 4, 10), Grade.B),
        (date(2026, 4, 11), Grade.UNCONFIRMED),
    ],
)
def test_the_guidance_is_sure_for_the_regulation_it_was_written_for(on, grade):
    verdict = check_cell_ground(None, on)
    assert verdict.allowed is (grade is None)
    assert [one.grade for one in verdict.citations] == ([grade] if grade else [])
    assert len(CELL_ROWS) == 2


def test_the_page_asks_once_it_matters_and_shows_what_was_stated(app, cast):
    with app.app_context():
        body, secretary = _meeting(cast)
        db.session.commit()
    player = app.test_client()
    sign_in(player, secretary)
    assert 'name="cell_ground"' not in player.get("/cases/new").text
    given = {
        "body": str(body),
        "kind": "thematic_supervision",
        "title": "việc nêu gương",
        "basis": "order",
        "basis_text": "Nghị quyết chi bộ",
        "subjects": [f"member-{cast.members['full_member']}"],
        "contents": ["member.duties"],
        "period_from": typed(ago(400)),
        "period_until": typed(ago(30)),
        "head": str(secretary),
    }
    refused = player.submit("/cases/new", given)
    assert refused.status_code == 422 and "trên 30 đảng viên" in refused.text and "mục II.3.2" in refused.text
    assert "việc nêu gương" in refused.text
    answer = player.submit("/cases/new", given | {"cell_ground": "groups"}, page=refused)
    assert answer.status_code == 303
    page = player.get(answer.location).text
    assert "nhiều tổ đảng" in page and "chưa xác nhận bằng dữ liệu" in page
