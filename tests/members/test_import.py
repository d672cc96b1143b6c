"""An import of members stores everything or nothing, and says of every bad row where and why."""

import io
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.client import PageClient
from tests.members.building import admit
from tests.organizations.building import TODAY, Tree, build_tree, make_actor, sign_in
from tracker.access import Actor
from tracker.audit.models import AuditEvent
from tracker.core.errors import RuleViolation
from tracker.extensions import db
from tracker.members import queries, services
from tracker.members.models import Member
from tracker.members.states import Sex
from tracker.organizations.states import Level

HEADS = ["Mã đảng viên", "Họ và tên", "Giới tính", "Ngày sinh", "Ngày kết nạp", "Ngày chính thức", "Mã chi bộ"]
MORE = ["Cấp quản lý", "Chức vụ", "Giữ chức vụ từ ngày", "Sinh hoạt từ ngày"]
AN = ["1", "Lò Thị An", "Nữ", "05/9/1980", "19/5/2005", "19/5/2006", "T-DBP-HL-01"]
BINH = ["2", "Quàng Văn Bình", "nam", "1990-02-03", "01/6/2026", "", "T-DBP-MT"]


@pytest.fixture
def tree(session) -> Tree:
    return build_tree()


@pytest.fixture
def actor(tree: Tree) -> Actor:
    return make_actor(tree.city)


def count() -> int:
    return db.session.execute(select(func.count()).select_from(Member)).scalar_one()


def changed(row: list[str], **cells: str) -> list[str]:
    """The row with other texts under some heads (``c3`` is the third cell)."""
    return [cells.get(f"c{number}", cell) for number, cell in enumerate(row, start=1)]


def test_good_rows_are_stored_with_membership_post_and_place(session, actor: Actor, tree: Tree):
    an = [*AN, "cơ sở", "Bí thư Chi bộ 1", "20/6/2018", "01/10/2015"]
    checked = services.check_members(actor, [[*HEADS, *MORE], an, BINH], TODAY)
    assert checked.problems == []
    assert services.import_members(actor, checked) == 2
    member = session.execute(select(Member).where(Member.code == "1")).scalar_one()
    assert (member.sex, member.managing_level) == (Sex.FEMALE, Level.GRASSROOTS)
    assert (member.district_id, member.grassroots_id, member.cell_id) == (tree.city.id, tree.ward.id, tree.cell.id)
    assert [row.since for row in queries.memberships_of(actor, member.id)] == [date(2015, 10, 1)]
    assert queries.describe_on(member.id, TODAY) == "Bí thư Chi bộ 1"
    other = session.execute(select(Member).where(Member.code == "2")).scalar_one()
    assert other.official_on is None and queries.posts_on(other.id, TODAY) == []
    assert queries.find_members(actor, "quang binh")[0][0] == f"member-{other.id}"
    last = session.execute(select(AuditEvent).order_by(AuditEvent.seq.desc()).limit(1)).scalar_one()
    assert last.action == "member.imported" and "Lò" not in last.body


BAD_ROWS = [
    (changed(AN, c1=""), "Member code"),
    (changed(AN, c1="050001"), "Member code"),  # taken
    (changed(AN, c2=""), "Full name"),
    (changed(AN, c2="A\x01n"), "Full name"),
    (changed(AN, c2="A" * 100_000), "Full name"),
    (changed(AN, c3="?"), "Sex"),
    (changed(AN, c4="31/02/1980"), "Born on"),
    (changed(AN, c4="05/9/0080"), "Born on"),
    (changed(AN, c5="04/9/1998", c6=""), "Admitted on"),  # the day before the eighteenth birthday
    (changed(AN, c5="01/01/2030", c6=""), "Admitted on"),
    (changed(AN, c6="18/5/2005"), "Official on"),
    (changed(AN, c7="KHÔNG-CÓ"), "Code of the organization"),
    (changed(AN, c7="T-MA"), "Code of the organization"),  # beside the actor
    ([*AN, "cấp xã", "", "", ""], "Managing level"),
    ([*AN, "", "Bí thư", "", ""], "Post"),
    ([*AN, "", "", "20/6/2018", ""], "Post"),
    ([*AN, "", "Bí thư", "20/6/2004", ""], "Post held since"),
    ([*AN, "", "Bí thư", "20/6/2030", ""], "Post held since"),
    ([*AN, "", "", "", "18/5/2005"], "Belongs there since"),
]


@pytest.mark.parametrize(("row", "column"), BAD_ROWS, ids=range(len(BAD_ROWS)))
def test_a_bad_cell_is_told_with_row_and_column(actor: Actor, tree: Tree, row: list[str], column: str):
    admit(tree.cell)
    checked = services.check_members(actor, [[*HEADS, *MORE], BINH, row], TODAY)
    assert [(problem.row, problem.column) for problem in checked.problems] == [(3, column)]


def test_every_bad_row_is_told_and_nothing_is_stored(actor: Actor, tree: Tree):
    admit(tree.cell)
    rows = [[f"{number:03}{row[0]}" if row[0] == "1" else row[0], *row[1:]] for number, (row, _) in enumerate(BAD_ROWS)]
    checked = services.check_members(actor, [[*HEADS, *MORE], BINH, *rows], TODAY)
    assert [problem.row for problem in checked.problems] == list(range(3, 3 + len(rows)))
    before = count()
    with pytest.raises(RuleViolation):
        services.import_members(actor, checked)
    assert count() == before


def test_a_code_twice_in_the_file_is_told_at_both_rows(actor: Actor):
    checked = services.check_members(actor, [HEADS, AN, AN], TODAY)
    assert [(problem.row, problem.column) for problem in checked.problems] == [(2, "Member code"), (3, "Member code")]


def test_a_file_is_checked_first_and_imported_then(app: Flask, client: PageClient):
    with app.app_context():
        sign_in(client, make_actor(build_tree().city))
    text = "\n".join(";".join(row) for row in (HEADS, AN, BINH))

    def upload() -> tuple[io.BytesIO, str]:
        return io.BytesIO(text.encode()), "đảng viên.csv"

    assert client.submit("/members/import", {"sheet": upload()}).status_code == 200
    with app.app_context():
        assert count() == 0
    assert client.submit("/members/import", {"sheet": upload()}, press="import").status_code == 303
    assert "Quàng Văn Bình" in client.get("/members").text
    again = client.submit("/members/import", {"sheet": upload()}, press="import")
    assert again.status_code == 422  # the codes are taken now
    with app.app_context():
        assert count() == 2


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_template_is_read_back_as_right_heads(app: Flask, client: PageClient, language: str):
    with app.app_context():
        sign_in(client, make_actor(build_tree().city))
    with client.session_transaction() as session:
        session["language"] = language
    template = client.get("/members/import/template")
    answer = client.submit("/members/import", {"sheet": (io.BytesIO(template.data), "mẫu.xlsx")})
    assert answer.text.count('<tr><th scope="row">') == 1 + len(services.COLUMNS)  # only "no row below its head"
