"""A file is what its bytes say; everything else, and everything with a false name, is refused with its reason."""

import pytest

from tests.evidence.building import (
    DOCX,
    JPEG,
    M4A,
    MP3,
    MP4,
    ODS,
    ODT,
    PDF,
    PNG,
    TEXT,
    THREE_GP,
    WAV,
    XLSX,
    archive,
    boxed,
)
from tracker.core.text import has_control_character
from tracker.evidence.filetypes import (
    ENDINGS,
    MEDIA_TYPES,
    MOST_BYTES,
    MOST_NAME,
    check_file,
    file_type,
    given_name,
    media_type,
    plain_name,
)
from tracker.evidence.states import FileType

HONEST = {
    FileType.PDF: PDF,
    FileType.PNG: PNG,
    FileType.JPEG: JPEG,
    FileType.DOCX: DOCX,
    FileType.XLSX: XLSX,
    FileType.ODT: ODT,
    FileType.ODS: ODS,
    FileType.TEXT: TEXT,
    FileType.MP3: MP3,
    FileType.WAV: WAV,
    FileType.M4A: M4A,
    FileType.MP4: MP4,
    FileType.THREE_GP: THREE_GP,
}


def test_every_type_has_an_example_an_ending_and_a_media_type():
    assert set(HONEST) == set(FileType) == set(ENDINGS) == set(MEDIA_TYPES)


@pytest.mark.parametrize("kind", FileType)
def test_a_file_is_told_from_its_content(kind):
    assert file_type(HONEST[kind]) is kind
    for ending in ENDINGS[kind]:
        assert check_file(f"tệp{ending.upper()}", HONEST[kind]).allowed


@pytest.mark.parametrize("kind", FileType)
@pytest.mark.parametrize("other", FileType)
def test_a_name_that_says_another_type_is_refused(kind, other):
    assert check_file(f"tệp{ENDINGS[other][0]}", HONEST[kind]).allowed is (ENDINGS[other][0] in ENDINGS[kind])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ\x90\x00" + bytes(60)),
        ("a.pdf", b"MZ\x90\x00" + bytes(60)),
        ("a.pdf", b"\n%PDF-1.7"),
        ("a.gif", b"GIF89a" + bytes(20)),
        ("a.zip", archive("a.txt")),
        ("a.docx", archive("a.txt")),
        ("a.docx", archive("word/document.xml")),
        ("a.docx", b"PK\x03\x04" + b"x" * 200),
        ("a.docx", DOCX[:-30]),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("a.odt", archive("content.xml", first=("mimetype", b"application/epub+zip"))),
        ("a.txt", b"\x00\x01\x02"),
        ("a.txt", b"\xff\xfe\x00\x00"),
        ("a.txt", b"\xff\xfea"),
        ("a.pdf", b"%PDF-1.7\nabcd\n"),
        ("a.mp3", b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(60)),
        ("a.mp3", b"\xff\xfb\x90\x00" + bytes(600)),
        ("a.mp4", boxed(b"isom", b"vide", whole=False)),
        ("a.mov", boxed(b"qt  ", b"vide")),
        ("a.heic", boxed(b"heic")),
        ("a.mp3", b"MZ\x90\x00" + bytes(60)),
        ("a.m4a", MP4),
        ("a.txt", b"ch\xe0o"),
        ("a.txt", b"abc\x1b[31m"),
        ("a.html", b"<script>alert(1)</script>"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("", PDF),
        ("pdf", PDF),
        ("a.pdf", b""),
    ],
)
def test_what_is_not_a_known_type_under_its_own_name_is_refused(name, content):
    verdict = check_file(name, content)
    assert (verdict.allowed, verdict.field) == (False, "upload")


@pytest.mark.parametrize("folder", ["word", "xl"])
def test_a_document_with_macros_is_refused(folder):
    part = {"word": "word/document.xml", "xl": "xl/workbook.xml"}[folder]
    content = archive("[Content_Types].xml", part, f"{folder}/vbaProject.bin")
    verdict = check_file({"word": "a.docx", "xl": "a.xlsx"}[folder], content)
    assert not verdict.allowed and "macros" in str(verdict.reason)


def test_a_recording_may_be_larger_than_every_other_file_up_to_the_limit_that_is_set():
    most = MOST_BYTES + 1024**2
    for kind in (FileType.MP3, FileType.WAV, FileType.M4A, FileType.MP4, FileType.THREE_GP):
        name = f"phỏng vấn{ENDINGS[kind][0]}"
        assert check_file(name, HONEST[kind].ljust(most, b"\0"), most).allowed, kind
        over = check_file(name, HONEST[kind].ljust(most + 1, b"\0"), most)
        assert (over.allowed, over.reason.params) == (False, {"most": 21})
    other = check_file("a.pdf", PDF.ljust(MOST_BYTES + 1), most)
    assert (other.allowed, other.reason.params) == (False, {"most": 20, "recording": 21})
    assert not check_file("a.mp3", MP3.ljust(MOST_BYTES + 1, b"\0"), MOST_BYTES).allowed


FIRST = b"%PDF-1.7\n1 0 obj << >> endobj\nxref\n0 1\ntrailer << >>\nstartxref\n31\n%%EOF\n"
CHANGE = b"2 0 obj << /Length 900 >> stream\n" + bytes(900) + b"\nendstream endobj\nxref\n2 1\nstartxref\n970\n%%EOF\n"
WEB = b"%PDF-1.7\n1 0 obj << /Linearized 1 /L 1400 /H [ 1 2 ] >> endobj\nxref\n0 9\nstartxref\n0\n%%EOF\n"


@pytest.mark.parametrize("kept", [1, 20, 400, 900, len(CHANGE) - 8])
def test_a_pdf_that_is_cut_off_behind_an_early_end_is_refused(kept):
    assert check_file("a.pdf", FIRST).allowed and check_file("a.pdf", FIRST + CHANGE).allowed
    cut = check_file("a.pdf", FIRST + CHANGE[:kept])
    assert cut.allowed is (kept == 1)  # of one sign behind an end nothing can be told
    assert cut.allowed or "cut off" in str(cut.reason)


def test_a_pdf_arranged_for_the_web_is_refused_without_its_second_half():
    body = WEB + b"3 0 obj << >> endobj\n"
    whole = body.ljust(1300, b" ") + b"\nxref\n0 1\nstartxref\n66\n%%EOF\n"
    whole += b" " * (1400 - len(whole))
    assert check_file("a.pdf", whole).allowed
    for cut in (WEB, body, whole[:-90]):
        assert not check_file("a.pdf", cut).allowed


@pytest.mark.parametrize(("pointer", "taken"), [(b"31", True), (b"99999", False), (b"0", False)])
def test_the_pointer_before_the_end_leads_into_the_file(pointer, taken):
    assert check_file("a.pdf", FIRST.replace(b"\n31\n", b"\n" + pointer + b"\n")).allowed is taken


def test_what_stands_behind_the_end_and_begins_nothing_is_no_harm():
    assert check_file("a.pdf", FIRST + b"\0" * 300 + b"12345" * 2_000_000).allowed


def test_the_largest_file_is_taken_and_one_byte_more_is_not():
    assert check_file("a.pdf", PDF.ljust(MOST_BYTES)).allowed
    assert not check_file("a.pdf", PDF.ljust(MOST_BYTES + 1)).allowed


def test_an_archive_whose_list_alone_is_too_long_is_not_read():
    end = DOCX.rfind(b"PK\x05\x06")
    lying = DOCX[: end + 12] + (2 * 1024**2).to_bytes(4, "little") + DOCX[end + 16 :]
    assert file_type(lying) is None


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Đơn tố cáo.pdf", "Đơn tố cáo.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\b.pdf", "b.pdf"),
        ("a/../b.pdf", "b.pdf"),
        ("..", ""),
        ("x\x00y\n.pdf", "xy.pdf"),
        ("a" * 400 + ".pdf", "a" * 146 + ".pdf"),
        ("a" * 400, "a" * 150),
    ],
)
def test_a_name_is_kept_as_data_without_folders_and_control_characters(given, kept):
    assert plain_name(given) == kept
    assert len(kept) <= MOST_NAME and not has_control_character(kept)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_a_text_in_utf_16_is_taken_and_handed_out_as_such(encoding):
    content = ("" if encoding == "utf-16" else "\ufeff").encode("utf-16-be") + "Biên bản.\r\nĐã đọc lại.".encode(
        encoding
    )
    assert file_type(content) is FileType.TEXT and check_file("biên bản.txt", content).allowed
    assert media_type(FileType.TEXT, content) == "text/plain; charset=utf-16"
    assert media_type(FileType.TEXT, TEXT) == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"%PDF-1.7\nabcd\n", "broken or cut off"),
        ("a.docx", DOCX[:-30], "broken or cut off"),
        ("a.mp4", boxed(b"isom", b"vide", whole=False), "broken or cut off"),
        ("hình.jpg", b"MZ\x90\x00" + bytes(60), "is a program"),
        ("a.pdf", b"\x7fELF" + bytes(60), "is a program"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Save it as DOCX"),
        ("a.heic", boxed(b"heic"), "Save it as JPEG"),
        ("a.zip", archive("a.txt"), "none of these"),
    ],
)
def test_a_refusal_says_what_the_file_is_and_what_helps(name, content, words):
    assert words in str(check_file(name, content).reason)


def test_sound_alone_is_told_from_moving_pictures_in_the_same_container():
    assert file_type(boxed(b"mp42")) is FileType.M4A
    assert file_type(boxed(b"mp42", b"vide")) is FileType.MP4


def test_a_file_is_handed_out_with_an_ending_that_its_content_may_have():
    assert given_name("ghi âm.MP4", FileType.M4A) == "ghi âm.mp4"
    assert given_name("ảnh", FileType.PNG) == "ảnh.png" and given_name("a.exe", FileType.PDF) == "a.pdf"
