"""What a file is, told from its content. Nothing is unpacked but the list of an archive and one short entry of it."""

import zipfile
from io import BytesIO

from tracker.core.text import Message, clean, has_control_character, message, visible
from tracker.evidence.states import FileType
from tracker.regulations.verdict import Verdict

MOST_BYTES = 20 * 1024**2
MOST_NAME = 150
_MOST_DIRECTORY = 1024**2  # bytes of an archive's own list; an honest document has a few kilobytes

MEDIA_TYPES = {
    FileType.PDF: "application/pdf",
    FileType.PNG: "image/png",
    FileType.JPEG: "image/jpeg",
    FileType.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileType.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileType.ODT: "application/vnd.oasis.opendocument.text",
    FileType.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    FileType.TEXT: "text/plain; charset=utf-8",
}
# The endings a name may have; the first is given to a file that is handed out.
ENDINGS = {
    FileType.PDF: (".pdf",),
    FileType.PNG: (".png",),
    FileType.JPEG: (".jpg", ".jpeg"),
    FileType.DOCX: (".docx",),
    FileType.XLSX: (".xlsx",),
    FileType.ODT: (".odt",),
    FileType.ODS: (".ods",),
    FileType.TEXT: (".txt", ".csv", ".md", ".log"),
}
_STARTS = {b"%PDF-": FileType.PDF, b"\x89PNG\r\n\x1a\n": FileType.PNG, b"\xff\xd8\xff": FileType.JPEG}
_OFFICE = {"word/document.xml": FileType.DOCX, "xl/workbook.xml": FileType.XLSX}
_OPEN_DOCUMENT = {MEDIA_TYPES[kind].encode(): kind for kind in (FileType.ODT, FileType.ODS)}
_OK = Verdict(True, message("Allowed."))


def file_type(content: bytes) -> FileType | None:
    """The type of a file's content; None for what is not taken."""
    for start, found in _STARTS.items():
        if content.startswith(start):
            return found
    if content.startswith(b"PK\x03\x04"):
        return _archive_type(content)
    return FileType.TEXT if _is_text(content) else None


def check_file(name: str, content: bytes) -> Verdict:
    """Whether a file is taken: not empty, not too large, of a known type, named as what it is, without macros."""
    if not content:
        return _refuse(message("The file is empty."))
    if len(content) > MOST_BYTES:
        return _refuse(message("The file is larger than %(most)s MB.", most=MOST_BYTES // 1024**2))
    found = file_type(content)
    if found is None:
        return _refuse(
            message("Only PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS and plain text (UTF-8) are taken, without a password.")
        )
    if not plain_name(name).lower().endswith(ENDINGS[found]):
        return _refuse(
            message(
                "The content is %(type)s, but the name does not end so. Give the file its right name (%(ending)s).",
                type=found.name,
                ending=ENDINGS[found][0],
            )
        )
    if found in (FileType.DOCX, FileType.XLSX) and _has_macros(content):
        return _refuse(message("The document holds macros; save it without them, or print it to PDF."))
    return _OK


def plain_name(name: str) -> str:
    """The name a file came with, without folders and control characters; data to be shown, never a path."""
    last = clean(name.replace("\\", "/")).rsplit("/", 1)[-1]
    bare = "".join(letter for letter in last if visible(letter) == letter and letter not in "\n\t").strip(" .")
    stem, dot, ending = bare.rpartition(".")
    return f"{stem[: MOST_NAME - len(ending) - 1]}{dot}{ending}" if dot else bare[:MOST_NAME]


def _refuse(reason: Message) -> Verdict:
    return Verdict(False, reason, field="upload")


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return bool(text) and not has_control_character(text.replace("\r", ""))


def _archive_type(content: bytes) -> FileType | None:
    names = _names(content)
    if names[:1] == ["mimetype"]:
        return _OPEN_DOCUMENT.get(_first_entry(content))
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for name, kind in _OFFICE.items() if name in names), None)


def _names(content: bytes) -> list[str]:
    """The names in an archive's list; empty for one that is damaged or whose list alone is unreasonably long."""
    end = content.rfind(b"PK\x05\x06", max(0, len(content) - 65_557))
    if end < 0 or int.from_bytes(content[end + 12 : end + 16], "little") > _MOST_DIRECTORY:
        return []
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return []


def _first_entry(content: bytes) -> bytes:
    """The ``mimetype`` entry, which stands first and unpacked in an OpenDocument file."""
    start = 30 + int.from_bytes(content[26:28], "little") + int.from_bytes(content[28:30], "little")
    return content[start : start + int.from_bytes(content[18:22], "little")][:100]


def _has_macros(content: bytes) -> bool:
    return any(name.lower().endswith("vbaproject.bin") for name in _names(content))
