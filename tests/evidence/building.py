"""A case under way with its head and a session member, and small honest files of every type that is taken."""

import zipfile
from io import BytesIO

from tests.cast import TODAY, Cast, ago
from tests.databases import EVIDENCE_KEY
from tests.stories import Story
from tracker.evidence import services
from tracker.evidence.models import EvidenceItem
from tracker.evidence.queries import get_item
from tracker.evidence.sealing import Seal
from tracker.evidence.services import EvidenceEntry, Upload
from tracker.evidence.states import EvidenceKind

SEAL = Seal(EVIDENCE_KEY)
PDF = b"%PDF-1.7\n1 0 obj << >> endobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
WAV = b"RIFF" + (52).to_bytes(4, "little") + b"WAVEfmt " + bytes(44)
_FRAME = b"\xff\xfb\x90\x00" + bytes(413)  # MPEG 1, Layer III, 128 kbit/s, 44.1 kHz
MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10) + _FRAME * 3
JPEG = b"\xff\xd8\xff\xe0" + bytes(40)
TEXT = "Biên bản làm việc với chi uỷ.\r\nĐã đọc lại.".encode()


def archive(*names: str, first: tuple[str, bytes] | None = None) -> bytes:
    """A zip with entries of these names; ``first`` stands first, unpacked."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        if first:
            made.writestr(zipfile.ZipInfo(first[0]), first[1])
        for name in names:
            made.writestr(name, "<x/>", zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def boxed(brand: bytes, handler: bytes = b"soun", *, whole: bool = True) -> bytes:
    """A recording in the ISO base media format; one that is not ``whole`` was cut off before its table."""
    start = (20).to_bytes(4) + b"ftyp" + brand + bytes(8)
    return (
        start
        + b"\x00\x00\x00\x10mdat"
        + bytes(8)
        + (b"\x00\x00\x00\x28moovhdlr" + bytes(8) + handler if whole else b"")
    )


M4A, MP4, THREE_GP = boxed(b"M4A "), boxed(b"isom", b"vide"), boxed(b"3gp4")
DOCX = archive("[Content_Types].xml", "word/document.xml")
XLSX = archive("[Content_Types].xml", "xl/workbook.xml")
ODT = archive("content.xml", first=("mimetype", b"application/vnd.oasis.opendocument.text"))
ODS = archive("content.xml", first=("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"))


def conducting(cast: Cast, **changed: object) -> Story:
    """A case under way; ``officer`` is in the team, ``head`` leads it."""
    return Story(cast).conducting(team=[cast.accounts["officer"]], **changed)


def entry(cast: Cast, **changed: object) -> EvidenceEntry:
    values = {
        "title": "Sổ thu quỹ năm 2025",
        "kind": EvidenceKind.DOCUMENT,
        "source": "Chi uỷ Chi bộ tổ dân phố 1",
        "collector_id": cast.accounts["officer"],
        "obtained_on": ago(30),
        "place": "Nhà văn hoá",
    }
    return EvidenceEntry(**values | changed)  # type: ignore[arg-type]


def register(
    story: Story, content: bytes | None = PDF, name: str = "Sổ thu quỹ.pdf", **changed: object
) -> EvidenceItem:
    """Enter evidence as an officer of the team, with its original unless ``content`` is None."""
    officer, file = story.actor("officer"), story.file("officer")
    item = services.register_evidence(officer, file, entry(story.cast, **changed), TODAY)
    if content is not None:
        services.add_original(officer, file, item, Upload(name, content), SEAL)
    return get_item(file.case.id, item.number)
