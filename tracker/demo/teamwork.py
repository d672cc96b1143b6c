"""What teams keep in the demo: evidence with files and custody, the subject's answers, a diary, a change, a mission."""

import struct
import wave
import zlib
from io import BytesIO

from flask import current_app

from tracker.demo.afterwards import PROPOSED, record
from tracker.demo.desk import Desk
from tracker.diary.queries import get_entry
from tracker.diary.services import sign_entry, write_entry
from tracker.documents.composing import Signer
from tracker.documents.models import RegisteredPaper
from tracker.evidence import services as evidence
from tracker.evidence.models import EvidenceItem
from tracker.evidence.queries import get_draft, get_item
from tracker.evidence.rules import Handover
from tracker.evidence.sealing import Seal
from tracker.evidence.services import EvidenceEntry, Upload
from tracker.evidence.states import EvidenceKind
from tracker.extensions import db
from tracker.findings.rules import FindingEntry
from tracker.findings.services import record_finding
from tracker.findings.states import FindingType
from tracker.records.services import EndOfPaper, end_paper
from tracker.teams.rules import Decision
from tracker.teams.services import Replacement, declare, replace_member
from tracker.writing.rules import Words
from tracker.writing.services import issue_written, write_paper
from tracker.writing.states import WrittenKind

_HEAD, _OFFICER, _CHAIR = "truongdoan", "canbo", "chunhiem"
_CASE, _CHANGED = "conducting", "overdue"
_SIGNER = Signer("Lường Văn Quyết", "CHỦ NHIỆM")
_RECIPIENTS = "Lưu hồ sơ vụ việc"
_LETTERS = ((22, "về gửi hồ sơ, tài liệu"), (21, "về gửi hồ sơ, tài liệu (lần 2)"), (20, "về đôn đốc gửi hồ sơ"))
_MINUTES = """BIÊN BẢN LÀM VIỆC
Đoàn kiểm tra làm việc với chi uỷ và công chức địa chính phường về 03 hồ sơ sử dụng đất.
Người trình bày: Nguyễn Văn A (tên giả định).
Biên bản đã đọc lại cho những người có mặt cùng nghe."""


def furnish(desk: Desk) -> None:
    """Put everything into the case that is under way, and change the team of another."""
    _enter_evidence(desk)
    _hear_subject(desk)
    _keep_diary(desk)
    _change_team(desk)


def _enter_evidence(desk: Desk) -> None:
    book = _entry(desk, "Sổ theo dõi xác nhận hồ sơ đất đai năm trước", EvidenceKind.DOCUMENT, 18)
    minutes = _entry(desk, "Biên bản làm việc với chi uỷ", EvidenceKind.WORK_MINUTES, 15)
    photo = _entry(desk, "Ảnh hiện trạng thửa đất số 12", EvidenceKind.PHOTO, 14)
    wrong = _entry(desk, "Ảnh hiện trạng thửa đất số 21", EvidenceKind.PHOTO, 14)
    head, file = desk.actors[_HEAD], desk.file(_CASE, _HEAD)
    evidence.withdraw_evidence(head, file, wrong, "Ghi nhầm số thửa; đã ghi lại ở chứng cứ số 3.")
    for to, day, why in (
        ("Phòng Kỹ thuật hình sự", 12, "Giám định chữ ký"),
        ("Quàng Văn Hiếu", 6, "Nhận lại sau giám định"),
    ):
        evidence.move_custody(head, file, book, Handover(to, desk.day(day), why), desk.today)
    key = current_app.config["EVIDENCE_KEY"]
    if not key:  # an installation that takes no files yet
        return
    seal = Seal(key)
    text = _MINUTES.encode()
    evidence.add_original(head, file, minutes, Upload("Biên bản làm việc.txt", text), seal)
    hidden = _MINUTES.replace("Nguyễn Văn A (tên giả định)", "[đã che]").encode()
    evidence.add_redacted_copy(head, file, minutes, Upload("Biên bản làm việc (đã che).txt", hidden), seal)
    evidence.add_original(head, file, photo, Upload("thua-12.png", _picture()), seal)


def _entry(desk: Desk, title: str, kind: EvidenceKind, day: int) -> EvidenceItem:
    officer, file = desk.actors[_OFFICER], desk.file(_CASE, _OFFICER)
    entry = EvidenceEntry(title, kind, "Uỷ ban nhân dân phường", officer.user_id, desk.day(day), "Trụ sở phường")
    item = evidence.register_evidence(officer, file, entry, desk.today)
    return get_item(file.case.id, item.number)


def _picture() -> bytes:
    """A small green picture."""
    row = b"\x00" + b"\x4c\x7a\x3d" * 64
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 64, 48, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(row * 48)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _hear_subject(desk: Desk) -> None:
    head, file = desk.actors[_HEAD], desk.file(_CASE, _HEAD)
    words = "Tôi đã xác nhận theo hồ sơ cũ, chưa đối chiếu thực địa; tôi nhận thiếu sót."
    seal = Seal(current_app.config["EVIDENCE_KEY"])
    evidence.record_statement(head, file, evidence.Statement(2, desk.day(17), words), seal, desk.today)
    sent = evidence.send_draft(head, file, 2, "Dự thảo báo cáo kết quả, mục II và III.", desk.day(5), desk.today)
    draft = get_draft(file.case.id, sent.number)
    points = ("Hồ sơ số 2 đã được điều chỉnh trước khi kiểm tra.", "Đề nghị ghi rõ thời điểm xác nhận.")
    evidence.record_draft_answer(head, file, draft, evidence.DraftAnswer(desk.day(2), points), desk.today)
    evidence.settle_point(head, file, draft.points[1], True, "Đã bổ sung ngày xác nhận vào báo cáo.")


def _keep_diary(desk: Desk) -> None:
    for login, day, text in (
        (_HEAD, 22, "Công bố quyết định, kế hoạch tại trụ sở Đảng uỷ; thống nhất lịch làm việc."),
        (_OFFICER, 18, "Thu thập sổ theo dõi xác nhận hồ sơ đất đai; lập biên bản giao nhận."),
        (_OFFICER, 15, "Làm việc với chi uỷ và công chức địa chính; lập biên bản."),
    ):
        file = desk.file(_CASE, login)
        entry = write_entry(desk.actors[login], file, desk.day(day), text, desk.today)
        if day == 18:  # one entry of the officer is signed, the last one waits
            sign_entry(desk.actors[_HEAD], desk.file(_CASE, _HEAD), get_entry(file.case.id, entry.number))


def _change_team(desk: Desk) -> None:
    decision = Decision("45-QĐ/UBKTĐU", desk.day(30), desk.day(30), "Đồng chí được điều động làm nhiệm vụ khác.")
    change = Replacement(desk.actors[_OFFICER].user_id, desk.actors["canbo2"].user_id)
    replace_member(desk.actors[_CHAIR], desk.file(_CHANGED, _CHAIR), change, decision, desk.today)
    declare(desk.actors["canbo2"], desk.file(_CHANGED, "canbo2"), False, "", desk.day(30))


def furnish_more(desk: Desk) -> None:
    """Evidence of every kind, a recording among it; an answer and the answer to a draft that were struck out."""
    head, file = desk.actors[_HEAD], desk.file(_CASE, _HEAD)
    for title, kind, day in (
        ("Biên bản làm việc với người dân giáp ranh", EvidenceKind.INTERVIEW, 13),
        ("Kết luận giám định chữ ký", EvidenceKind.EXPERT_OPINION, 6),
        ("Tệp bản đồ địa chính", EvidenceKind.DIGITAL_FILE, 12),
        ("Con dấu xác nhận cũ", EvidenceKind.THING, 12),
    ):
        _entry(desk, title, kind, day)
    key = current_app.config["EVIDENCE_KEY"]
    seal = Seal(key)
    if key:
        talk = _entry(desk, "Ghi âm buổi làm việc với chi uỷ", EvidenceKind.PHOTO, 13)
        evidence.add_original(head, file, talk, Upload("ghi-am.wav", _recording()), seal)
        letter = Upload("Giải trình bổ sung.txt", "Tôi xin bổ sung ngày xác nhận của từng hồ sơ.".encode())
        evidence.record_statement(head, file, evidence.Statement(2, desk.day(11), "", letter), seal, desk.today)
    wrong = evidence.record_statement(
        head, file, evidence.Statement(1, desk.day(11), "Chi bộ không có ý kiến."), seal, desk.today
    )
    evidence.withdraw_statement(head, file, wrong, "Ghi nhầm giải trình của vụ việc khác.")
    sent = evidence.send_draft(head, file, 1, "Dự thảo báo cáo kết quả, mục I.", desk.day(6), desk.today)
    draft = get_draft(file.case.id, sent.number)
    points = ("Đề nghị bỏ nhận xét về sinh hoạt chi bộ.",)
    evidence.record_draft_answer(head, file, draft, evidence.DraftAnswer(desk.day(4), points), desk.today)
    evidence.withdraw_draft_answer(head, file, draft, "Văn bản chưa có chữ ký của Bí thư; chờ bản ký.")


def rest_on_evidence(desk: Desk) -> None:
    """What the team found with the book and the picture before it."""
    head, file = desk.actors[_HEAD], desk.file(_CASE, _HEAD)
    text = "Sổ theo dõi ghi sai thời điểm xác nhận của hồ sơ số 3."
    record_finding(head, file, FindingEntry(2, FindingType.SHORTCOMING, text, evidence=(1, 3)), desk.today)


def write_papers(desk: Desk) -> None:
    """A report that is being written, a submission that has its number."""
    head = desk.actors[_HEAD]
    report = Words(proposal="Kết luận như dự thảo; yêu cầu kiểm điểm, rút kinh nghiệm.", recipients=_RECIPIENTS)
    write_paper(head, desk.file(_CASE, _HEAD), WrittenKind.RESULT_REPORT, report)
    _ask_for_discipline(desk)
    asked = Words(
        text="Qua làm việc, Đoàn cần giám định chữ ký trên 03 hồ sơ.",
        proposal="Cho phép trưng cầu giám định chữ ký.",
        matter="về trưng cầu giám định chữ ký",
        addressees="Uỷ ban Kiểm tra Đảng uỷ phường",
        recipients=_RECIPIENTS,
    )
    submitted = write_paper(head, desk.file(_CASE, _HEAD), WrittenKind.SUBMISSION, asked)
    issue_written(head, desk.file(_CASE, _HEAD), submitted, _SIGNER, desk.day(13), desk.today)


def write_letters(desk: Desk) -> None:
    """Letters of a case: one took another's place, one was withdrawn."""
    clerk = desk.actors["vanthu"]
    first, second, third = (_send_letter(desk, day, matter) for day, matter in _LETTERS)
    for old, why, new in (
        (first, "Sai thời hạn gửi hồ sơ; công văn sau thay thế.", second.ref),
        (third, "Chi bộ đã gửi đủ hồ sơ trước khi nhận công văn.", None),
    ):
        end = EndOfPaper(desk.day(19), why, "Ý kiến của Chủ nhiệm Uỷ ban Kiểm tra", new)
        end_paper(clerk, desk.file(_CHANGED, "vanthu"), old.ref, end, desk.today)


def _ask_for_discipline(desk: Desk) -> None:
    """The submission on a discipline that is proposed is being written."""
    file = desk.file(PROPOSED.key, _HEAD)
    words = Words(
        text="Vi phạm đã được Uỷ ban Kiểm tra kết luận.",
        addressees="Uỷ ban Kiểm tra Đảng uỷ phường",
        recipients=_RECIPIENTS,
    )
    record_of = record(desk, PROPOSED)
    write_paper(desk.actors[_HEAD], file, WrittenKind.DISCIPLINE_SUBMISSION, words, record_of)


def _send_letter(desk: Desk, day: int, matter: str) -> RegisteredPaper:
    """An official letter of the case that is overdue."""
    text = "Đề nghị chi bộ gửi đủ sổ nghị quyết và biên bản sinh hoạt về Đoàn kiểm tra."
    words = Words(text=text, matter=matter, addressees="Chi bộ được kiểm tra", recipients=_RECIPIENTS)
    written = write_paper(desk.actors[_HEAD], desk.file(_CHANGED, _HEAD), WrittenKind.OFFICIAL_LETTER, words)
    clerk, file = desk.actors["vanthu"], desk.file(_CHANGED, "vanthu")
    issue_written(clerk, file, written, _SIGNER, desk.day(day), desk.today)
    return db.session.get_one(RegisteredPaper, written.paper_id)


def _recording() -> bytes:
    """A second of silence."""
    made = BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8_000)
        sound.writeframes(b"\x80" * 8_000)
    return made.getvalue()
