"""Whether a file is a paper of this register, to the byte. A file is compared and searched, never opened as a PDF."""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from tracker.documents.models import RegisteredPaper
from tracker.extensions import db

# The code of an issued paper in the identifier of the file, as text or as the hexadecimal digits of its bytes.
_CODE = re.compile(rb"/ID\s*\[\s*(?:\(code([0-9a-f]{12})\)|<636f6465((?:3[0-9]|6[1-6]){12})>)", re.IGNORECASE)


class Answer(StrEnum):
    """``altered``: it bears the code of a paper of ours, and its bytes are not those that were issued."""

    AUTHENTIC = "authentic"
    ALTERED = "altered"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Finding:
    """The answer, the file's sum, and the code of the paper it was compared with."""

    answer: Answer
    sha256: str
    code: str | None = None

    def to_plain(self) -> dict[str, str | None]:
        """As JSON holds it: nothing of what stands on the paper."""
        return {"answer": self.answer.value, "sha256": self.sha256, "code": self.code}


def code_of(content: bytes) -> str | None:
    """The code a file bears, None when it bears none."""
    found = _CODE.search(content)
    if found is None:
        return None
    return found[1].decode() if found[1] else bytes.fromhex(found[2].decode()).decode()


def find_paper(content: bytes) -> Finding:
    """What is known of a file, by its SHA-256 first and then by the code it bears."""
    digest = hashlib.sha256(content).hexdigest()
    ref = db.session.execute(select(RegisteredPaper.ref).where(RegisteredPaper.sha256 == digest).limit(1)).scalar()
    if ref is not None:
        return Finding(Answer.AUTHENTIC, digest, ref)
    code = code_of(content)
    issued = select(RegisteredPaper.ref).where(RegisteredPaper.ref == code, RegisteredPaper.sha256.is_not(None))
    if code is not None and db.session.execute(issued).scalar() is not None:
        return Finding(Answer.ALTERED, digest, code)
    return Finding(Answer.UNKNOWN, digest)
