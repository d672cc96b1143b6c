"""What a file is, told from its content. Nothing is unpacked but the list of an archive and one short entry of it."""

import zipfile
from io import BytesIO

from tracker.core.text import Message, clean, has_control_character, message, visible
from tracker.evidence.pdfs import is_whole_pdf
from tracker.evidence.recordings import recording_type
from tracker.evidence.states import FileType
from tracker.regulations.verdict import Verdict

MOST_BYTES = 20 * 1024**2
MOST_RECORDING_BYTES = 100 * 1024**2  # where the installation says nothing else: some hours of speech
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
    FileType.MP3: "audio/mpeg",
    FileType.WAV: "audio/wav",
    FileType.M4A: "audio/mp4",
    FileType.MP4: "video/mp4",
    FileType.THREE_GP: "video/3gpp",
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
    FileType.MP3: (".mp3",),
    FileType.WAV: (".wav",),
    FileType.M4A: (".m4a", ".mp4"),  # recorders name sound alone either way
    FileType.MP4: (".mp4", ".m4v"),
    FileType.THREE_GP: (".3gp", ".3gpp", ".mp4"),
}
_STARTS = {b"%PDF-": FileType.PDF, b"\x89PNG\r\n\x1a\n": FileType.PNG, b"\xff\xd8\xff": FileType.JPEG}
_OFFICE = {"word/document.xml": FileType.DOCX, "xl/workbook.xml": FileType.XLSX}
_OPEN_DOCUMENT = {MEDIA_TYPES[kind].encode(): kind for kind in (FileType.ODT, FileType.ODS)}
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BOXED = (FileType.M4A, FileType.MP4, FileType.THREE_GP)
_OK = Verdict(True, message("Allowed."))


def file_type(content: bytes) -> FileType | None:
    """The type of a file's content; None for what is not taken."""
    for start, found in _STARTS.items():
        if content.startswith(start):
            return found
    if content.startswith(b"PK\x03\x04"):
        return _archive_type(content)
    recording = recording_type(content)
    if recording is not None:
        return recording
    return FileType.TEXT if _encoding(content) else None


def media_type(found: FileType, content: bytes) -> str:
    """What a file is handed out as; a text says in which encoding it came."""
    if found is FileType.TEXT and content.startswith(_UTF16_MARKS):
        return "text/plain; charset=utf-16"
    return MEDIA_TYPES[found]


def given_name(name: str, found: FileType) -> str:
    """The name under which a file is handed out: its own, with an ending that its content may have."""
    stem, _dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    right = f".{ending.lower()}" in ENDINGS[found]
    return f"{stem or 'tep'}.{ending.lower()}" if right else f"{stem or 'tep'}{ENDINGS[found][0]}"


def check_size(content: bytes, most_recording: int) -> Verdict:
    """Whether a file is not too large for what it is; a large one is looked at as a recording and as nothing else."""
    if len(content) <= MOST_BYTES:
        return _OK
    is_recording = recording_type(content) is not None
    if is_recording and len(content) <= most_recording:
        return _OK
    if is_recording or most_recording <= MOST_BYTES:
        most = max(most_recording, MOST_BYTES)
        return _refuse(
            message("The file is larger than %(most)s MB. Send a smaller one, or split it.", most=most // 1024**2)
        )
    return _refuse(
        message(
            "The file is larger than %(most)s MB; only a recording may have up to %(recording)s MB.",
            most=MOST_BYTES // 1024**2,
            recording=most_recording // 1024**2,
        )
    )


def check_file(name: str, content: bytes, most_recording: int = MOST_RECORDING_BYTES) -> Verdict:
    """Whether a file is taken: not empty, not too large, of a known type, named as what it is, without macros."""
    if not content:
        return _refuse(message("The file is empty. Choose the file that holds the document."))
    size = check_size(content, most_recording)
    if not size.allowed:
        return size
    found = file_type(content)
    if found is None:
        return _refuse(_why_unknown(content))
    if found is FileType.PDF and not is_whole_pdf(content):
        return _refuse(
            message("The PDF is broken or cut off: its end is missing. Open it to check, and save it again.")
        )
    if found in _BOXED and not (b"moov" in content or b"moof" in content):
        return _refuse(message("The recording is broken or cut off. Play it to check, and save it again."))
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


def _why_unknown(content: bytes) -> Message:
    """What is known of a content that is not taken, and what helps."""
    if content.startswith(_PROGRAMS):
        return message(
            "This is a program, whatever its name says. Programs are not taken, since they could do "
            "harm; send the document itself."
        )
    if content.startswith(_OLD_OFFICE):
        return message(
            "This is a document of an old form (DOC, XLS) or one with a password."
            " Save it as DOCX, XLSX or PDF without it."
        )
    if content.startswith(b"PK\x03\x04") and not _names(content):
        return message("The document is broken or cut off. Open it to check, and save it again.")
    if content[4:8] == b"ftyp":
        return message("This picture or recording is not of a kind that is taken. Save it as JPEG, MP4 or M4A.")
    return message(
        "Only PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS, plain text (UTF-8, UTF-16) and recordings (MP3, WAV, M4A, MP4,"
        " 3GP) are taken, without a password. The content of this file is none of these, whatever its name says."
    )


def _encoding(content: bytes) -> str | None:
    """In which encoding a content is plain text; None for what is none."""
    encoding = "utf-16" if content.startswith(_UTF16_MARKS) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return encoding if text and not has_control_character(text.replace("\r", "")) else None


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
