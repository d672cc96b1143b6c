"""The fixed words of evidence: its kinds, the types of files that are taken, the two roles of a file."""

from enum import StrEnum

from tracker.core.text import N_


class EvidenceKind(StrEnum):
    """What a piece of evidence is."""

    DOCUMENT = "document"
    WORK_MINUTES = "work_minutes"
    INTERVIEW = "interview"
    EXPLANATION = "explanation"
    EXPERT_OPINION = "expert_opinion"
    PHOTO = "photo"
    DIGITAL_FILE = "digital_file"
    THING = "thing"


KIND_LABELS = {
    EvidenceKind.DOCUMENT: N_("Document"),
    EvidenceKind.WORK_MINUTES: N_("Minutes of work or verification"),
    EvidenceKind.INTERVIEW: N_("Minutes of an interview"),
    EvidenceKind.EXPLANATION: N_("Explanation of the subject"),
    EvidenceKind.EXPERT_OPINION: N_("Expert opinion"),
    EvidenceKind.PHOTO: N_("Photograph or recording"),
    EvidenceKind.DIGITAL_FILE: N_("Digital file"),
    EvidenceKind.THING: N_("Thing"),
}


class FileType(StrEnum):
    """A type of file that is taken, told from its content and not from its name."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    ODS = "ods"
    TEXT = "text"
    MP3 = "mp3"
    WAV = "wav"
    M4A = "m4a"
    MP4 = "mp4"
    THREE_GP = "3gp"


TYPE_LABELS = {
    FileType.PDF: "PDF",
    FileType.PNG: "PNG",
    FileType.JPEG: "JPEG",
    FileType.DOCX: "DOCX",
    FileType.XLSX: "XLSX",
    FileType.ODT: "ODT",
    FileType.ODS: "ODS",
    FileType.TEXT: N_("Plain text"),
    FileType.MP3: "MP3",
    FileType.WAV: "WAV",
    FileType.M4A: "M4A",
    FileType.MP4: "MP4",
    FileType.THREE_GP: "3GP",
}


class FileRole(StrEnum):
    """The original never changes; a redacted copy stands beside it."""

    ORIGINAL = "original"
    REDACTED = "redacted"


ROLE_LABELS = {
    FileRole.ORIGINAL: N_("Original"),
    FileRole.REDACTED: N_("Redacted copy"),
}
