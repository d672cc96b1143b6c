"""The registers: each with its columns, what an actor may not see is absent, as landscape PDF and as a safe table."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from pypdf import PdfReader

from tests.cast import TODAY, Cast, ago, typed
from tests.stories import Story
from tracker.accounts.queries import get_actor
from tracker.dispatch.services import Shipment, send_paper
from tracker.dispatch.states import Way
from tracker.documents import register_sheet, render
from tracker.documents.models import RegisteredPaper
from tracker.documents.register_sheet import RegisterSheet, RegisterTooLong
from tracker.documents.services import NewPaper, register_paper
from tracker.documents.states import PaperType
from tracker.extensions import db
from tracker.incoming.services import Arrival, register_arrival
from tracker.organizations.models import Body
from tracker.petitions.services import Entry, Identity, register_petition
from tracker.petitions.states import Channel, PetitionKind, Sender
from tracker.registers.queries import Period, read_register
from tracker.registers.states import COLUMNS, Book
from tracker.regulations.terms import Form

ALL = Period(ago(4000), TODAY)
FORMULA = '=HYPERLINK("http://x";"về báo cáo")'


def lines_of(cast: Cast, name: str, book: Book, period: Period = ALL) -> list[tuple]:
    return read_register(book, get_actor(cast.accounts[name]), period, 100).lines


def sheet(rows: int, book: Book = Book.OUTGOING) -> RegisterSheet:
    columns = COLUMNS[book]
    row = tuple(f"chữ {at}" for at in range(len(columns)))
    return RegisterSheet(
        parent_name="Đảng uỷ phường", issuer_name="Uỷ ban Kiểm tra", title="Sổ đăng ký văn bản đi", period="năm 2026",
        heads=tuple(f"Cột {at}" for at in range(len(columns))), widths=tuple(column.width for column in columns),
        rows=(row,) * rows, printed="In ngày 25/11/2026",
    )  # fmt: skip


def test_the_columns_of_each_register_fill_the_width_between_the_margins():
    widths = {book: sum(column.width for column in columns) for book, columns in COLUMNS.items()}
    wide = {Book.CASES, Book.PETITIONS, Book.DISCIPLINE}
    assert widths == {book: 383 if book in wide else register_sheet.A4_WIDTH for book in Book}


def test_a_register_of_many_columns_lies_on_a3():
    size = {}
    for book in (Book.OUTGOING, Book.CASES):
        box = PdfReader(io.BytesIO(render.render_register(sheet(2, book)))).pages[0].mediabox
        size[book] = [round(float(side) / 72 * 25.4) for side in (box.width, box.height)]
    assert size == {Book.OUTGOING: [297, 210], Book.CASES: [420, 297]}


def test_a_sheet_lies_across_its_head_stands_on_every_page_and_pages_are_numbered():
    pages = PdfReader(io.BytesIO(render.render_register(sheet(120)))).pages
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert page.mediabox.width > page.mediabox.height
        text = " ".join(page.extract_text().split())
        assert f"Trang {number}/{len(pages)}" in text
        assert "Cột 10" in text
    assert "UỶ BAN KIỂM TRA" in pages[0].extract_text() or "ỦY BAN KIỂM TRA" in pages[0].extract_text()
    assert sum(page.extract_text().count("chữ 10") for page in pages) == 120


def test_more_lines_than_fit_are_refused_with_both_numbers():
    with pytest.raises(RegisterTooLong) as refusal:
        render.render_register(sheet(register_sheet.MOST_ROWS + 1))
    assert refusal.value.message.params == {"rows": register_sheet.MOST_ROWS + 1, "most": register_sheet.MOST_ROWS}


def test_a_register_of_each_kind_holds_what_happened(app, cast):
    with app.app_context():
        story = Story(cast)
        story.announced({Form.WARNING: 5})
        clerk = story.actor("clerk")
        notice = db.session.query(RegisteredPaper).filter_by(type="notice").one()
        send_paper(clerk, notice.ref, Shipment(["Chi bộ 1"], Way.HAND, TODAY, "Văn thư", 3), TODAY)
        register_arrival(clerk, Arrival(TODAY, "Tỉnh uỷ", "9-CV/TU", None, "về báo cáo"), TODAY)
        papers = lines_of(cast, "clerk", Book.OUTGOING, Period(ago(4000), TODAY, type=PaperType.NOTICE))
        [(number, sign, day, _matter, _secrecy, _urgency, signer, *_rest)] = papers
        assert (number, sign, day, signer) == ("01", "TB/UBKTĐU", notice.issued_on, notice.signer_name)
        assert ("Chi bộ 1" in papers[0][8], papers[0][9]) == (True, 3)
        assert [line[:3] for line in lines_of(cast, "clerk", Book.INCOMING)] == [(f"01/{TODAY.year}", TODAY, "Tỉnh uỷ")]
        assert [line[1] for line in lines_of(cast, "clerk", Book.CASES)] == ["việc quản lý, sử dụng quỹ"]
        [decision] = lines_of(cast, "clerk", Book.DISCIPLINE)
        assert (decision[1], str(decision[3])) == ("Lò Văn Phượng", "warning")
        assert lines_of(cast, "clerk", Book.CASES, Period(TODAY, TODAY)) == []
        # who may know of the case and not open the file reads neither the violation nor the head of the team
        [outside] = lines_of(cast, "vice_chair", Book.DISCIPLINE)
        assert (outside[1], *outside[6:8], *outside[9:12]) == ("Lò Văn Phượng", (), "", (), "", ())
        [case] = lines_of(cast, "vice_chair", Book.CASES)
        assert (*case[6:9], *case[11:13], case[14]) == ("", (), "", "", "", "")
        [asked] = lines_of(cast, "vice_chair", Book.FOLLOW_UP)
        assert (asked[1], *asked[7:9]) == ("", "", "")
        for book in (Book.OUTGOING, Book.CASES, Book.FOLLOW_UP, Book.DISCIPLINE):
            assert lines_of(cast, "subject", book) == []
            assert lines_of(cast, "stranger", book) == []


def test_a_hidden_case_is_in_no_register_and_a_void_number_is(app, cast):
    with app.app_context():
        story = Story(cast, opener="head").issued(restricted=True)
        body = db.session.get_one(Body, cast.bodies["commission"])
        clerk = story.actor("clerk")
        register_paper(clerk, NewPaper(body, PaperType.REPORT, TODAY, "về quý I", "Vũ Minh Nguyệt"))
        db.session.flush()
        from_clerk = {line[0:2] for line in lines_of(cast, "clerk", Book.OUTGOING)}
        assert from_clerk == {("01", "QĐ/UBKTĐU"), ("01", "KH/UBKTĐU"), ("01", "BC/UBKTĐU")}
        assert [line[0:2] for line in lines_of(cast, "vice_chair", Book.OUTGOING)] == [("01", "BC/UBKTĐU")]
        assert lines_of(cast, "vice_chair", Book.CASES) == lines_of(cast, "vice_chair", Book.FOLLOW_UP) == []


def test_no_register_holds_who_sent_a_petition(app, cast, play):
    with app.app_context():
        receiver = get_actor(cast.accounts["receiver"])
        entry = Entry(
            PetitionKind.DENUNCIATION, Channel.POST, Sender.NAMED, TODAY, TODAY, "việc sử dụng quỹ",
            subjects=[f"member-{cast.members['secretary']}"], contents=["Để ngoài sổ sách."],
        )  # fmt: skip
        her = Identity("Tòng Thị Minh Khuyên", "Số 12, tổ 2", "0900 000 001")
        register_petition(receiver, cast.bodies["commission"], entry, her, app.extensions["vault"], TODAY)
        db.session.commit()
        [line] = lines_of(cast, "receiver", Book.PETITIONS)
        assert (line[0], line[6]) == (f"01/{TODAY.year}", "Lò Văn Phượng")
    browser = play("receiver")
    found = browser.get("/registers/petitions").text, table_of(browser.get("/registers/petitions.xlsx").data)
    printed = PdfReader(io.BytesIO(browser.get("/registers/petitions.pdf").data)).pages[0].extract_text()
    for text in (*found, printed):
        assert "Phượng" in text
        assert not re.search("Khuyên|Số 12|0900", text)
    assert play("clerk").get("/registers/petitions").status_code == 404


def table_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))


def test_what_people_typed_is_never_a_formula_in_the_table(app, cast, play):
    with app.app_context():
        clerk = get_actor(cast.accounts["clerk"])
        for text in (FORMULA, "+1", "@x", "-2"):
            register_arrival(clerk, Arrival(TODAY, text, "", None, text), TODAY)
        db.session.commit()
    answer = play("clerk").get("/registers/incoming.xlsx")
    assert (answer.status_code, answer.mimetype.endswith("spreadsheetml.sheet")) == (200, True)
    text = table_of(answer.data)
    assert "=HYPERLINK" in text
    assert "<f>" not in text
    assert "<hyperlink" not in text


def test_who_took_a_register_out_is_recorded_and_a_page_tells_the_period(app, cast, play):
    with app.app_context():
        register_arrival(get_actor(cast.accounts["clerk"]), Arrival(ago(1), "Tỉnh uỷ", "", None, "về báo cáo"), TODAY)
        db.session.commit()
    browser = play("clerk")
    assert "về báo cáo" in browser.get(f"/registers/incoming?since={typed(ago(1))}&until={typed(ago(1))}").text
    assert "về báo cáo" not in browser.get(f"/registers/incoming?since={typed(TODAY)}").text
    assert browser.get("/registers/incoming.pdf").mimetype == "application/pdf"
    with app.app_context():
        actions = db.session.execute(db.text("SELECT body FROM audit_events WHERE action = 'read.register'")).scalars()
        assert ['"as":"pdf"' in body.replace(" ", "") for body in actions] == [True]
    seen = {
        name: play(name).get("/registers/outgoing").status_code
        for name in ("clerk", "chair", "officer", "administrator")
    }
    assert seen == {"clerk": 200, "chair": 200, "officer": 404, "administrator": 403}
    assert browser.get("/registers/poems").status_code == 404


def test_the_clerk_takes_a_number_lets_it_be_void_and_it_stays_in_the_register(app, cast, play):
    browser = play("clerk")
    values = {
        "body": str(cast.bodies["commission"]), "type": "report", "issued_on": typed(TODAY), "secrecy": "confidential",
        "urgency": "ordinary", "signer_name": "Vũ Minh Nguyệt",
    }  # fmt: skip
    assert browser.submit("/register/number", values | {"secrecy": "ordinary"}).status_code == 422  # without abstract
    assert browser.submit("/register/number", values).status_code == 303
    assert (
        browser.submit("/register/number", values | {"issued_on": typed(TODAY + timedelta(days=1))}).status_code == 422
    )
    with app.app_context():
        ref = db.session.query(RegisteredPaper).one().ref
    assert play("chair").get(f"/register/{ref}/void").status_code == 403
    assert play("stranger").get(f"/register/{ref}/void").status_code == 404
    assert browser.submit(f"/register/{ref}/void", {"reason": "Không ban hành."}).status_code == 303
    assert "Không ban hành." in browser.get("/register").text
    assert browser.get(f"/register/{ref}/void").status_code == 409
    browser.submit("/register/number", values)
    with app.app_context():
        assert [line[0] for line in lines_of(cast, "clerk", Book.OUTGOING)] == ["01", "02"]
    assert "Số huỷ" in browser.get("/registers/outgoing").text


def test_a_signed_or_sent_paper_keeps_its_number(app, cast, play):
    with app.app_context():
        story = Story(cast).concluded()
        clerk = story.actor("clerk")
        signed = db.session.query(RegisteredPaper).filter_by(type="notice").one().ref
        sent = db.session.query(RegisteredPaper).filter_by(type="plan").one().ref
        send_paper(clerk, sent, Shipment(["Chi bộ 1"], Way.HAND, TODAY, "Văn thư"), TODAY)
        db.session.commit()
    assert [play("clerk").get(f"/register/{ref}/void").status_code for ref in (signed, sent)] == [409, 409]


def test_how_numbers_run_is_set_by_the_clerk_and_shown_with_its_author(app, cast, play):
    browser = play("clerk")
    term = browser.get("/registers/numbering/groups").text
    term_id = re.search(r'<option value="(\d+)">2020–2030', term)[1]
    values = {"body": str(cast.bodies["commission"]), "term": term_id, "document": "Quyết định số 2"}
    both = {"types": ["notice", "report"], "second": ["report", "plan"]}
    assert browser.submit("/registers/numbering/groups", values | both).status_code == 422
    assert browser.submit("/registers/numbering/groups", values | {"types": ["notice", "report"]}).status_code == 303
    arrivals = {"unit": "term", "since": typed(TODAY), "document": "Quyết định số 2"}
    assert browser.submit("/registers/numbering/arrivals", arrivals).status_code == 303
    text = play("chair").get("/registers/numbering").text
    assert "Báo cáo chung với Thông báo" in text
    assert "Cà Thị Hoà" in text
    assert play("officer").get("/registers/numbering").status_code == 403
