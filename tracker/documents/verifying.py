"""Whether a file is a paper of this register, to the byte. A file is compared and searched, never opened as a PDF."""

import hashlib
import re
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from tracker.documents.models import PaperEnding, RegisteredPaper
from tracker.documents.states import Answer, Ending
from tracker.extensions import db

# The code of an issued paper in the identifier of the file, as text or as the hexadecimal digits of its bytes.
_CODE = re.compile(rb"/ID\s*\[\s*(?:\(code([0-9a-f]{12})\)|<636f6465((?:3[0-9]|6[1-6]){12})>)", re.IGNORECASE)


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
    issued = _find(RegisteredPaper.sha256 == digest)
    if issued is not None:
        return Finding(issued.answer, digest, issued.code)
    code = code_of(content)
    if code is not None and answer_to_code(code) is not Answer.UNKNOWN:
        return Finding(Answer.ALTERED, digest, code)
    return Finding(Answer.UNKNOWN, digest)


def answer_to_code(code: str) -> Answer:
    """What is known of the issued paper with this code: nothing but whether it is valid."""
    issued = _find(RegisteredPaper.ref == code)
    return Answer.UNKNOWN if issued is None else issued.answer


@dataclass(frozen=True)
class _Issued:
    code: str
    ending: Ending | None

    @property
    def answer(self) -> Answer:
        return Answer.AUTHENTIC if self.ending is None else Answer(self.ending)


def _find(condition: ColumnElement[bool]) -> _Issued | None:
    """The issued paper, that is one whose bytes are kept, of which the condition is true."""
    statement = (
        select(RegisteredPaper.ref, PaperEnding.kind)
        .outerjoin(PaperEnding, PaperEnding.paper_id == RegisteredPaper.id)
        .where(condition, RegisteredPaper.sha256.is_not(None))
        .limit(1)
    )
    found = db.session.execute(statement).one_or_none()
    return None if found is None else _Issued(*found)
