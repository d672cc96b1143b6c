"""Pages of evidence: who has them, what an upload may be, how a file comes out, and that each download is recorded."""

import json
from io import BytesIO

import pytest

from tests.cast import PASSWORD, ago, typed
from tests.evidence.building import DOCX, PDF, SEAL, conducting, register
from tests.pages import faults
from tracker.audit import append_only
from tracker.audit.models import AuditEvent
from tracker.evidence.models import EvidenceFile, EvidenceItem
from tracker.evidence.queries import get_item
from tracker.evidence.sealing import digest
from tracker.extensions import db

OUTSIDE = ("bystander", "vice_chair", "clerk", "leader", "upper_chair", "stranger", "subject")
VALUES = {
    "title": "Sổ thu quỹ",
    "kind": "document",
    "source": "Chi uỷ",
    "obtained_on": typed(ago(20)),
    "place": "Nhà văn hoá",
    "description": "Bản chính, 24 trang.",
}


def downloads(app) -> list[dict]:
    with app.app_context():
        rows = db.session.query(AuditEvent.body).filter(AuditEvent.action == "read.evidence_file")
        return [json.loads(body)["about"] for (body,) in rows]


def stored(app, table: type) -> int:
    with app.app_context():
        return db.session.query(table).count()


@pytest.mark.parametrize(
    "page",
    ["evidence", "evidence/1", "evidence/new", "evidence/1/files/1", "evidence/1/redacted", "answers", "drafts/new"],
)
def test_evidence_is_for_those_who_may_see_the_file(case, play, page):
    for name in OUTSIDE:
        assert play(name).get(f"{case}/{page}").status_code == 404, name


def test_a_reader_of_the_file_is_offered_no_change(case, play):
    page = play("chair").get(f"{case}/evidence/1").text
    assert "Sổ thu quỹ năm 2025" in page
    for step in ("redacted", "custody", "withdraw"):
        assert f"/evidence/1/{step}" not in page
        assert play("chair").get(f"{case}/evidence/1/{step}").status_code == 404


def test_evidence_with_its_file_is_entered_and_shown_with_its_hash(app, case, play, cast):
    given = VALUES | {"upload": (BytesIO(DOCX), "../../Đơn trình bày.docx")}
    answer = play("officer").submit(f"{case}/evidence/new", given)
    assert (answer.status_code, answer.location) == (303, f"{case}/evidence")
    with app.app_context():
        file = db.session.query(EvidenceFile).filter(EvidenceFile.type == "docx").one()
        assert file.name == "Đơn trình bày.docx"
        parts = [file.sha256[start : start + 16] for start in range(0, 64, 16)]
    page = play("head").get(f"{case}/evidence/2").text
    assert "<wbr>".join(parts) in page and "Đơn trình bày.docx" in page
    assert "Sổ thu quỹ" in play("head").get(f"{case}/evidence").text


def test_a_file_is_not_lost_silently_when_another_field_is_wrong(app, case, play):
    officer, sent = play("officer"), {"upload": (BytesIO(PDF), "so quy.pdf")}
    back = officer.submit(f"{case}/evidence/new", VALUES | sent | {"obtained_on": "30/2/2026"})
    assert (back.status_code, "Chọn lại tệp “so quy.pdf”" in back.text) == (422, True)
    asked = officer.submit("", VALUES, page=back)
    assert (asked.status_code, 'id="upload-error"' in asked.text, stored(app, EvidenceItem)) == (422, True, 1)
    assert officer.submit("", VALUES, page=asked).status_code == 303  # sent once more without it: as it was meant
    assert stored(app, EvidenceItem) == 2


def test_a_file_sent_after_the_session_was_lost_is_asked_for_again(app, case, play):
    officer = play("officer")
    page = officer.get(f"{case}/evidence/new")
    with app.app_context():
        db.session.execute(db.text("DELETE FROM sign_ins"))
        db.session.commit()
    lost = officer.submit("", VALUES | {"upload": (BytesIO(PDF), "so quy.pdf")}, page=page)
    assert lost.status_code == 401
    resumed = officer.submit("", {"login_name": "officer", "password": PASSWORD}, page=lost)
    again = officer.submit("", page=resumed, form=-1)
    assert (again.status_code, "“so quy.pdf”" in again.text, stored(app, EvidenceItem)) == (422, True, 1)


def test_a_form_sent_twice_enters_one(app, case, play):
    page = play("officer").get(f"{case}/evidence/new")
    for _ in range(2):
        assert play("officer").submit("", VALUES, page=page).status_code == 303
    assert stored(app, EvidenceItem) == 2


@pytest.mark.parametrize(
    ("name", "content"), [("virus.exe", b"MZ" + bytes(99)), ("a.pdf", DOCX), ("a.pdf", b"%PDF".ljust(30, b"\0"))]
)
def test_a_wrong_file_is_refused_beside_its_field_and_nothing_is_stored(app, case, play, name, content):
    answer = play("officer").submit(f"{case}/evidence/new", VALUES | {"upload": (BytesIO(content), name)})
    assert answer.status_code == 422 and 'id="upload-error"' in answer.text
    assert "Bản chính, 24 trang." in answer.text
    assert stored(app, EvidenceItem) == 1


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("title", ""),
        ("title", "x" * 301),
        ("kind", "rumour"),
        ("source", "quỹ\x00đen"),
        ("obtained_on", "31/02/2026"),
        ("obtained_on", typed(ago(-1))),
        ("collector", "999999"),
        ("description", "a" * 100_000),
    ],
)
def test_a_bad_field_is_explained_beside_it(app, case, play, field, bad):
    answer = play("officer").submit(f"{case}/evidence/new", VALUES | {field: bad})
    assert answer.status_code == 422 and f'id="{field}-error"' in answer.text
    assert stored(app, EvidenceItem) == 1


def test_a_download_is_a_file_to_save_that_no_browser_shows(app, case, play):
    answer = play("member").get(f"{case}/evidence/1/files/1")
    assert (answer.status_code, answer.data, answer.mimetype) == (200, PDF, "application/pdf")
    headers = answer.headers
    assert headers["Content-Disposition"] == "attachment; filename*=UTF-8''S%E1%BB%95%20thu%20qu%E1%BB%B9.pdf"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cache-Control"] == "private, no-store"
    assert downloads(app) == [{"copy": 1, "evidence": 1, "role": "original"}]


def test_a_file_that_is_not_there_is_not_recorded_as_taken(app, case, play):
    for wrong in ("1/files/2", "2/files/1", "1/files/0", "1/files/10000", "1/files/..%2f..%2fconfig.py"):
        assert play("head").get(f"{case}/evidence/{wrong}").status_code == 404
    assert downloads(app) == []


def test_a_damaged_file_is_not_handed_out(app, case, play):
    with app.app_context():
        append_only.remove(db.session.connection())
        db.session.execute(db.text("UPDATE evidence_files SET name = 'khác.pdf', number = 7"))
        db.session.commit()
    answer = play("head").get(f"{case}/evidence/1/files/7")
    assert answer.status_code == 422 and PDF not in answer.data
    assert downloads(app) == []


def test_handovers_made_from_the_same_page_are_one_line(app, case, play):
    pages = [play(name).get(f"{case}/evidence/1/custody") for name in ("head", "officer")]
    values = {"to_holder": "Phòng Giám định", "moved_on": typed(ago(5)), "reason": "Giám định chữ ký"}
    assert play("head").submit("", values, page=pages[0]).status_code == 303
    assert play("officer").submit("", values, page=pages[1]).status_code == 409
    assert play("head").get(f"{case}/evidence/1").text.count("Giám định chữ ký") == 1


def test_withdrawn_evidence_is_shown_as_such(case, play):
    assert play("head").submit(f"{case}/evidence/1/withdraw", {"reason": ""}).status_code == 422
    assert play("head").submit(f"{case}/evidence/1/withdraw", {"reason": "Nhập nhầm."}).status_code == 303
    page = play("chair").get(f"{case}/evidence/1").text
    assert "Nhập nhầm." in page and "/evidence/1/files/1" in page


def test_a_redacted_copy_is_added_on_its_page(app, case, play):
    given = {"upload": (BytesIO(PDF + b"x"), "che.pdf")}
    assert play("officer").submit(f"{case}/evidence/1/redacted", given).status_code == 303
    assert play("officer").submit(f"{case}/evidence/1/redacted", {}).status_code == 422
    assert stored(app, EvidenceFile) == 2


def test_a_finding_is_tied_to_evidence_on_its_form(case, play):
    finding = {"subject": "1", "type": "strength", "text": "Chấp hành tốt.", "evidence": ["1"]}
    assert play("officer").submit(f"{case}/findings/new", finding).status_code == 303
    assert f'{case}/evidence/1"' in play("chair").get(f"{case}/findings").text
    assert "checked" in play("officer").get(f"{case}/findings/1").text
    assert play("officer").submit(f"{case}/findings/new", finding | {"evidence": ["2"]}).status_code == 422


def test_the_answer_to_a_draft_is_settled_point_by_point(case, play):
    officer = play("officer")
    assert officer.submit(f"{case}/answers/new", {"text": "Tôi giải trình.", "received_on": typed(ago(9))}).location
    assert officer.submit(f"{case}/drafts/new", {"content": "Mục 2, 3.", "sent_on": typed(ago(8))}).status_code == 303
    more = officer.submit(f"{case}/drafts/1/answer", {"points-0": "Số tiền sai."}, press="points-add")
    assert 'name="points-1"' in more.text and "Số tiền sai." in more.text
    given = {"points-1": "Ngày họp sai.", "answered_on": typed(ago(5))}
    assert officer.submit("", given, page=more).status_code == 303
    page = play("chair").get(f"{case}/answers").text
    assert all(text in page for text in ("Tôi giải trình.", "Mục 2, 3.", "Số tiền sai.", "Ngày họp sai."))
    assert officer.submit(f"{case}/drafts/1/points/1", {"accepted": "no"}).status_code == 422
    settled = {"accepted": "no", "reason": "Đã đối chiếu chứng từ."}
    assert officer.submit(f"{case}/drafts/1/points/1", settled).status_code == 303
    assert "Đã đối chiếu chứng từ." in play("chair").get(f"{case}/answers").text
    for wrong in ("drafts/1/points/3", "drafts/2/answer"):
        assert officer.get(f"{case}/{wrong}").status_code == 404


def test_the_register_costs_the_same_with_one_entry_and_with_four(app, cast, case, play, count_queries):
    play("head").get(f"{case}/evidence")
    with count_queries() as few:
        play("head").get(f"{case}/evidence")
    with app.app_context():
        story = conducting(cast, overlap_reason="Khác.")
        for _ in range(4):
            register(story)
        db.session.commit()
    with count_queries() as many:
        page = play("head").get(f"/cases/{story.ref}/evidence")
    assert page.text.count("/evidence/4") and len(many) == len(few)


def test_verify_opens_every_file_and_names_what_differs(app, cast, case):
    def verify() -> tuple[int, str]:
        answer = app.test_cli_runner().invoke(args=["evidence", "verify"])
        return answer.exit_code, answer.output

    assert verify() == (0, "OK: 1 files are what was uploaded.\n")
    with app.app_context():
        append_only.remove(db.session.connection())
        db.session.execute(db.text("UPDATE evidence_contents SET sealed = :new"), {"new": SEAL.close(PDF, "elsewhere")})
        db.session.commit()
    code, told = verify()
    assert code == 1 and "the content does not fit its hash" in told and case.split("/")[-1] in told


def test_verify_believes_the_audit_chain_and_not_the_row(app, case):
    with app.app_context():
        ref = case.split("/")[-1]
        case_id = db.session.execute(db.text("SELECT id FROM cases WHERE ref = :ref"), {"ref": ref}).scalar_one()
        file = get_item(case_id, 1).files[0]
        forged = PDF + b"forged"
        append_only.remove(db.session.connection())
        file.sha256 = digest(forged)
        db.session.flush()
        sealed = {"new": SEAL.close(forged, file.identity)}
        db.session.execute(db.text("UPDATE evidence_contents SET sealed = :new"), sealed)
        db.session.commit()
    answer = app.test_cli_runner().invoke(args=["evidence", "verify"])
    assert answer.exit_code == 1 and "not the one in the audit chain" in answer.output
    with app.app_context():
        db.session.execute(db.text("DELETE FROM evidence_contents"))
        db.session.execute(db.text("DELETE FROM evidence_files"))
        db.session.commit()
    assert "but gone" in app.test_cli_runner().invoke(args=["evidence", "verify"]).output


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_of_evidence_is_whole_in_both_languages(app, cast, case, play, language):
    with app.app_context():
        db.session.execute(db.text("UPDATE accounts SET language = :language"), {"language": language})
        db.session.commit()
    pages = (
        "evidence",
        "evidence/1",
        "evidence/new",
        "evidence/1/custody",
        "evidence/1/withdraw",
        "answers",
        "drafts/new",
    )
    for page in (*pages, "answers/new", "evidence/1/redacted", "evidence/1/original"):
        assert faults(play("head").get(f"{case}/{page}").text) == []


def test_no_file_is_taken_without_a_key(app, case, play, monkeypatch):
    monkeypatch.setitem(app.config, "EVIDENCE_KEY", b"")
    answer = play("head").submit(f"{case}/evidence/new", VALUES | {"upload": (BytesIO(PDF), "a.pdf")})
    assert answer.status_code == 422 and "TRACKER_EVIDENCE_KEY" in answer.text
    assert stored(app, EvidenceItem) == 1


def test_an_upload_is_never_written_under_its_name(app, case, play, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    given = VALUES | {"upload": (BytesIO(PDF), "..\\..\\x/../y.pdf")}
    assert play("head").submit(f"{case}/evidence/new", given).status_code == 303
    assert list(tmp_path.rglob("*")) == []
    with app.app_context():
        assert db.session.query(EvidenceFile).order_by(EvidenceFile.id.desc()).first().name == "y.pdf"


def test_an_empty_choice_of_file_is_no_file(app, case, play):
    given = VALUES | {"upload": (BytesIO(b""), "")}
    assert play("head").submit(f"{case}/evidence/new", given).status_code == 303
    assert stored(app, EvidenceFile) == 1


def test_mistaken_answers_are_withdrawn_on_their_pages_and_stay_readable(case, play):
    head = play("head")
    given = {"subject": "1", "received_on": typed(ago(20)), "text": "Giải trình ghi nhầm."}
    assert head.submit(f"{case}/answers/new", given).status_code == 303
    head.submit(f"{case}/drafts/new", {"subject": "1", "sent_on": typed(ago(15)), "content": "Dự thảo, mục 2."})
    head.submit(f"{case}/drafts/1/answer", {"answered_on": typed(ago(14)), "points-0": "Ý kiến ghi nhầm."})
    for page in ("answers/1", "drafts/1/answer", "drafts/1"):
        assert head.submit(f"{case}/{page}/withdraw", {"reason": ""}).status_code == 422
        assert head.submit(f"{case}/{page}/withdraw", {"reason": f"Nhầm {page}."}).status_code == 303
    shown = head.get(f"{case}/answers").text
    for text in ("Giải trình ghi nhầm.", "Ý kiến ghi nhầm.", "Nhầm answers/1.", "Nhầm drafts/1/answer."):
        assert text in shown, text
    assert "/withdraw" not in shown
    assert play("chair").get(f"{case}/answers/1/withdraw").status_code == 404


def test_a_point_decided_meanwhile_is_not_overwritten_from_an_old_page(case, play):
    head = play("head")
    head.submit(f"{case}/drafts/new", {"subject": "1", "sent_on": typed(ago(15)), "content": "Dự thảo, mục 2."})
    head.submit(f"{case}/drafts/1/answer", {"answered_on": typed(ago(14)), "points-0": "Một ý."})
    point = f"{case}/drafts/1/points/1"
    old_page = play("officer").get(point)
    assert head.submit(point, {"accepted": "yes", "reason": "Theo chứng từ."}).status_code == 303
    late = play("officer").submit(point, {"accepted": "no", "reason": "Không có căn cứ."}, page=old_page)
    assert late.status_code == 409 and "Theo chứng từ." in late.text and "Không có căn cứ." in late.text
    assert "Theo chứng từ." in head.get(f"{case}/answers").text


def test_the_register_shows_both_dates_and_that_a_file_is_there_already(app, case, play):
    head = play("head")
    assert "Cùng tệp" not in head.get(f"{case}/evidence").text
    given = VALUES | {"upload": (BytesIO(PDF), "chụp lại.pdf")}
    assert "chứng cứ số 1" in head.get(head.submit(f"{case}/evidence/new", given).location).text
    listed = head.get(f"{case}/evidence").text
    assert "Cùng tệp với số 1" in listed and "Cùng tệp với số 2" in listed
    with app.app_context():
        item = db.session.query(EvidenceItem).filter(EvidenceItem.number == 2).one()
        assert f'datetime="{item.obtained_on.isoformat()}"' in listed
        assert listed.count("<time") >= 4
    assert "chứng cứ số 2" in head.get(f"{case}/evidence/1").text
