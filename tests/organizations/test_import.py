"""An import stores everything or nothing, and says of every bad row where and why."""

import io
import re
import unicodedata
import zipfile
from datetime import date

import pytest
import xlsxwriter
from flask import Flask
from sqlalchemy import func, select

from tests.client import PageClient
from tests.organizations.building import TODAY, Tree, build_tree, make_actor, sign_in
from tracker.access import Actor
from tracker.audit.models import AuditEvent
from tracker.core.errors import RuleViolation
from tracker.extensions import db
from tracker.organizations import queries, services
from tracker.organizations.models import Organization, OrganizationEvent
from tracker.organizations.states import Level
from tracker.web.spreadsheets import UnreadableSheet, read_table

HEADS = ["Mã", "Tên", "Cấp", "Mã cấp trên", "Ngày thành lập", "Quyết định"]
GOOD = [
    ["T-DBP-TT-01", "Chi bộ 1 Tân Thanh", "chi bộ", "T-DBP-TT", "01/7/2004", ""],
    ["T-DBP-TT", "Đảng bộ phường Tân Thanh", "Cơ sở", "T-DBP", "2003-06-01", "Quyết định số 5"],
]


@pytest.fixture
def tree(session) -> Tree:
    return build_tree()


@pytest.fixture
def actor(tree: Tree) -> Actor:
    return make_actor(tree.city)


def count() -> int:
    return db.session.execute(select(func.count()).select_from(Organization)).scalar_one()


def test_a_child_may_stand_before_its_parent_in_the_file(session, actor: Actor, tree: Tree):
    checked = services.check_organizations(actor, [HEADS, *GOOD], TODAY)
    assert checked.problems == []
    assert services.import_organizations(actor, checked) == 2
    ward, cell = (
        session.execute(select(Organization).where(Organization.code == code)).scalar_one()
        for code in ("T-DBP-TT", "T-DBP-TT-01")
    )
    assert (cell.province_id, cell.district_id, cell.grassroots_id, cell.section_id, cell.cell_id) == (
        tree.province.id, tree.city.id, ward.id, None, cell.id,
    )  # fmt: skip
    assert ward.level is Level.GRASSROOTS and ward.founded_on == date(2003, 6, 1)
    assert queries.find_organizations(actor, "tan thanh 1")[0][0] == f"org-{cell.id}"
    assert [row.since for row in queries.parents_of(actor, cell.id)] == [date(2004, 7, 1)]
    assert queries.names_of(ward.id)[0].decision == "Quyết định số 5"
    assert session.execute(
        select(func.count()).where(OrganizationEvent.organization_id == cell.id)
    ).scalar_one() == 1  # fmt: skip


def test_an_import_is_one_entry_in_the_audit(session, actor: Actor):
    services.import_organizations(actor, services.check_organizations(actor, [HEADS, *GOOD], TODAY))
    last = session.execute(select(AuditEvent).order_by(AuditEvent.seq.desc()).limit(1)).scalar_one()
    assert last.action == "organization.imported" and '"count":2' in last.body.replace(" ", "")


BAD_ROWS = [
    (["", "Tên", "chi bộ", "T-DBP-HL", "01/01/2000", ""], {"Code"}),
    (["N-1", "", "chi bộ", "T-DBP-HL", "01/01/2000", ""], {"Name"}),
    (["N-1", "T\x00ên", "chi bộ", "T-DBP-HL", "01/01/2000", ""], {"Name"}),
    (["N-1", "T" * 100_000, "chi bộ", "T-DBP-HL", "01/01/2000", ""], {"Name"}),
    (["N-1", "Tên", "chi đoàn", "T-DBP-HL", "01/01/2000", ""], {"Level"}),
    (["N-1", "Tên", "chi bộ", "KHÔNG-CÓ", "01/01/2000", ""], {"Code of the parent"}),
    (["N-1", "Tên", "chi bộ", "T-MA", "01/01/2000", ""], {"Code of the parent"}),  # beside the actor
    (["N-1", "Tên", "cơ sở", "T-DBP-HL", "01/01/2000", ""], {"Level"}),  # not below its parent
    (["T-DBP-MT", "Tên", "chi bộ", "T-DBP-HL", "01/01/2000", ""], {"Code"}),  # taken
    (["T-MA", "Tên", "chi bộ", "T-DBP-HL", "01/01/2000", ""], {"Code"}),  # taken by one that is not seen
    (["N-1", "Tên", "chi bộ", "T-DBP-HL", "31/02/2000", ""], {"Founded on"}),
    (["N-1", "Tên", "chi bộ", "T-DBP-HL", "01/01/0001", ""], {"Founded on"}),
    (["N-1", "Tên", "chi bộ", "T-DBP-HL", "01/01/2150", ""], {"Founded on"}),
    (["N-1", "Tên", "chi bộ", "T-DBP-HL", "01/01/2000", "Q" * 201], {"Decision"}),
    (["", "", "", "", "", "x"], {"Code", "Name", "Level", "Code of the parent", "Founded on"}),
    (["N-1"], {"Name", "Level", "Code of the parent", "Founded on"}),
]


@pytest.mark.parametrize(("row", "columns"), BAD_ROWS, ids=range(len(BAD_ROWS)))
def test_a_bad_cell_is_told_with_row_and_column(actor: Actor, row: list[str], columns: set[str]):
    checked = services.check_organizations(actor, [HEADS, *GOOD, row], TODAY)
    assert {(problem.row, problem.column) for problem in checked.problems} == {(4, column) for column in columns}


def test_every_bad_row_is_told_and_nothing_is_stored(actor: Actor):
    table = [HEADS, *GOOD, *(row for row, _ in BAD_ROWS)]
    checked = services.check_organizations(actor, table, TODAY)
    assert {problem.row for problem in checked.problems} == set(range(4, 4 + len(BAD_ROWS)))
    before = count()
    with pytest.raises(RuleViolation):
        services.import_organizations(actor, checked)
    assert count() == before


def test_a_code_twice_in_the_file_is_told_at_both_rows(actor: Actor):
    checked = services.check_organizations(actor, [HEADS, GOOD[1], [], GOOD[1]], TODAY)
    assert [(problem.row, problem.column) for problem in checked.problems] == [(2, "Code"), (4, "Code")]


def test_an_organization_that_is_its_own_parent_is_told(actor: Actor):
    row = ["N-1", "Tên", "chi bộ", "N-1", "01/01/2000", ""]
    checked = services.check_organizations(actor, [HEADS, row], TODAY)
    assert [(problem.row, problem.column) for problem in checked.problems] == [(2, "Level")]


@pytest.mark.parametrize(
    ("heads", "columns"),
    [
        (HEADS[1:], ["Code"]),
        (["Mã", "Mã", *HEADS[1:]], [""]),
        ([*HEADS, "Ghi chú"], [""]),
        ([], ["Code", "Name", "Level", "Code of the parent", "Founded on"]),
    ],
)
def test_a_missing_or_unknown_column_is_told(actor: Actor, heads: list[str], columns: list[str]):
    checked = services.check_organizations(actor, [heads, *GOOD], TODAY)
    assert [(problem.row, problem.column) for problem in checked.problems] == [(1, column) for column in columns]


def test_a_table_without_rows_is_told(actor: Actor):
    assert services.check_organizations(actor, [HEADS, ["", " "]], TODAY).problems
    assert services.check_organizations(actor, [], TODAY).problems


def as_csv(rows: list[list[str]], separator: str = ";", encoding: str = "utf-8-sig") -> tuple[io.BytesIO, str]:
    text = "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    return io.BytesIO(text.encode(encoding)), "tổ chức.csv"


def as_xlsx(rows: list[list[object]]) -> tuple[io.BytesIO, str]:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return io.BytesIO(stream.getvalue()), "tổ chức.XLSX"


@pytest.fixture
def officer(app: Flask, client: PageClient) -> PageClient:
    """A client signed in as an officer of the city."""
    with app.app_context():
        sign_in(client, make_actor(build_tree().city))
    return client


def count_in(app: Flask) -> int:
    with app.app_context():
        return count()


URL = "/organizations/import"
FILES = [
    lambda: as_csv([HEADS, *GOOD]),
    lambda: as_csv([HEADS, *GOOD], ",", "utf-8"),
    lambda: as_xlsx([HEADS, *GOOD]),
]


@pytest.mark.parametrize("make", FILES, ids=["csv;", "csv,", "xlsx"])
def test_a_file_is_checked_first_and_imported_then(app: Flask, officer: PageClient, make):
    before = count_in(app)
    answer = officer.submit(URL, {"sheet": make()})
    assert answer.status_code == 200 and count_in(app) == before
    answer = officer.submit(URL, {"sheet": make()}, press="import")
    assert answer.status_code == 303 and count_in(app) == before + 2


def test_dates_and_numbers_of_a_workbook_are_read(app: Flask, officer: PageClient):
    heads = ["code", "name", "level", "parent_code", "founded_on"]
    row = [7, "Số 7", "cell", "T-DBP-HL", date(2000, 12, 3)]
    assert officer.submit(URL, {"sheet": as_xlsx([heads, row])}, press="import").status_code == 303
    with app.app_context():
        stored = db.session.execute(select(Organization).where(Organization.code == "7")).scalar_one()
    assert stored.founded_on == date(2000, 12, 3)


def test_one_bad_row_keeps_everything_out(app: Flask, officer: PageClient):
    before = count_in(app)
    rows = [HEADS, *GOOD, ["N-1", "Tên", "chi bộ", "T-DBP-HL", "31/02/2000", ""]]
    answer = officer.submit(URL, {"sheet": as_xlsx(rows)}, press="import")
    assert answer.status_code == 422 and "31/02/2000" in answer.text
    assert count_in(app) == before


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 70_000_000)
    return stream.getvalue()


def corner() -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "a")
    sheet.write(1_048_575, 16_383, "z")
    book.close()
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.xlsx"),
        (b"PK\x03\x04 not a workbook", "a.xlsx"),
        (b"\xff\xfe\x00", "a.csv"),
        (b"Ma;Ten", "a.pdf"),
        (b"a\n" * 20_002, "a.csv"),
        (b"x" * (5 * 1024**2 + 1), "a.csv"),
        (bomb, "a.xlsx"),
        (corner, "a.xlsx"),
    ],
    ids=["empty", "damaged", "not UTF-8", "another type", "too many rows", "too large", "bomb", "far corner"],
)
def test_a_file_that_cannot_be_read_is_told_beside_the_field(officer: PageClient, content, name: str):
    stream = io.BytesIO(content() if callable(content) else content)
    answer = officer.submit(URL, {"sheet": (stream, name)}, press="import")
    assert answer.status_code == 422 and 'id="sheet-error"' in answer.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_marks_are_read_in_every_encoding_that_keeps_them(encoding: str):
    text = "Mã;Tên\nA;Đảng bộ phường Mường Thanh – “Tổ dân phố 3”\n"
    assert read_table("a.csv", _encoded(text, encoding)) == [
        ["Mã", "Tên"], ["A", "Đảng bộ phường Mường Thanh – “Tổ dân phố 3”"],
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["Đ?ng b? phường", "§¶ng bé ph­êng"])
def test_marks_that_were_lost_or_are_of_an_older_encoding_are_refused(text: str):
    with pytest.raises(UnreadableSheet):
        read_table("a.csv", _encoded(text, "cp1258"))


def _encoded(text: str, encoding: str) -> bytes:
    """In the Windows code page a tone stands behind its vowel."""
    if encoding == "cp1258":
        tones = "\u0300\u0301\u0303\u0309\u0323"
        letters = [unicodedata.normalize("NFD", letter) for letter in text]
        kept = [unicodedata.normalize("NFC", re.sub(f"[{tones}]", "", letter)) for letter in letters]
        text = "".join(
            one + "".join(re.findall(f"[{tones}]", letter)) for one, letter in zip(kept, letters, strict=True)
        )
    return text.encode(encoding)


def test_no_file_is_told_beside_the_field(officer: PageClient):
    assert 'id="sheet-error"' in officer.submit(URL, {}, press="import").text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_template_is_read_back_as_right_heads(officer: PageClient, language: str):
    with officer.session_transaction() as session:
        session["language"] = language
    template = officer.get(f"{URL}/template")
    answer = officer.submit(URL, {"sheet": (io.BytesIO(template.data), "mẫu.xlsx")})
    assert answer.status_code == 422
    assert answer.text.count('<tr><th scope="row">') == 1 + len(services.COLUMNS)  # only "no row below its head"


def test_more_rows_than_one_piece_are_all_stored(actor: Actor):
    rows = [[f"B-{n}", f"Chi bộ {n}", "chi bộ", "T-DBP-HL", "01/01/2000", ""] for n in range(1_234)]
    checked = services.check_organizations(actor, [HEADS, *rows], TODAY)
    assert services.import_organizations(actor, checked) == 1_234
    assert queries.find_organizations(actor, "1233")
