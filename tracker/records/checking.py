"""Checking a paper without a sign-in: by its code or its file, with a limit on tries that find nothing.

The answer says whether the paper is valid, and nothing of what stands on it or of the case it belongs to.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.documents.models import CheckAttempt
from tracker.documents.signing.checking import SignatureState, signature_of
from tracker.documents.verifying import Answer, answer_to_code, find_paper
from tracker.extensions import db

WINDOW = timedelta(minutes=15)
MOST_MISSES = 40  # of one address: as many as failed sign-ins
_INTACT = (SignatureState.VALID, SignatureState.UNTRUSTED)
_CODE = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True)
class Checked:
    """The answer, and for the very file that was issued whether it bears a digital signature.

    ``belongs``: the file is of the paper whose code was typed, as far as both were given.
    """

    answer: Answer
    is_signed: bool | None = None
    belongs: bool = True


def check_paper(code: str, content: bytes | None, address: str, now: datetime) -> Checked:
    """What is known of a paper, by its file where one is given; a code beside it must be the code of that file. A check
    that finds nothing is counted.

    Raises ``RuleViolation`` when too many from this address found nothing lately, whatever is asked now.
    """
    if _misses(address, now) >= MOST_MISSES:
        raise RuleViolation(message("Too many checks found nothing. Wait 15 minutes and try again."))
    if content is None and not code.strip():
        raise RuleViolation(message("Type the code of the paper, or choose its file."), field="code")
    checked = _judged(content, _plain(code)) if content is not None else Checked(_answer_to(code))
    if checked.answer is Answer.UNKNOWN:
        db.session.execute(delete(CheckAttempt).where(CheckAttempt.at <= now - WINDOW))
        db.session.add(CheckAttempt(address=address, at=now))
        db.session.flush()
    return checked


def _judged(content: bytes, code: str) -> Checked:
    """Only bytes that are known to be ours are opened; what a stranger sent is compared.

    Where code and file do not belong together nothing is told of either, not even whether they are known.
    """
    found = find_paper(content)
    if code and code != found.code:
        return Checked(found.answer, belongs=False)
    if found.answer in (Answer.UNKNOWN, Answer.ALTERED):
        return Checked(found.answer)
    return Checked(found.answer, signature_of(content, []).state in _INTACT)


def _answer_to(typed: str) -> Answer:
    code = _plain(typed)
    return answer_to_code(code) if _CODE.fullmatch(code) else Answer.UNKNOWN


def _plain(typed: str) -> str:
    """As people copy a code: with or without the dashes, in small or capital letters."""
    return re.sub(r"[\s-]", "", typed).lower()


def _misses(address: str, now: datetime) -> int:
    lately = select(func.count()).where(CheckAttempt.address == address, CheckAttempt.at > now - WINDOW)
    return db.session.execute(lately).scalar_one()
