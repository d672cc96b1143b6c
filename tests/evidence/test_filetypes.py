"""A file is what its bytes say; everything else, and everything with a false name, is refused with its reason."""

import pytest

from tests.evidence.building import DOCX, JPEG, ODS, ODT, PDF, PNG, TEXT, XLSX, archive
from tracker.core.text import has_control_character
from tracker.evidence.filetypes import ENDINGS, MEDIA_TYPES, MOST_BYTES, MOST_NAME, check_file, file_type, plain_name
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
    assert check_file(f"tệp{ENDINGS[other][0]}", HONEST[kind]).allowed is (kind is other)


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
        ("a.txt", "Đơn".encode("utf-16")),
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
