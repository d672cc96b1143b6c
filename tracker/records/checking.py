"""Checking a paper without a sign-in: by its code or its file, with a limit on tries that find nothing.

The answer says whether the paper is valid, and nothing of what stands on it or of the case it belongs to.
"""

import re
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.documents.models import CheckAttempt
from tracker.documents.verifying import Answer, answer_to_code, find_paper
from tracker.extensions import db

WINDOW = timedelta(minutes=15)
MOST_MISSES = 40  # of one address: as many as failed sign-ins
_CODE = re.compile(r"[0-9a-f]{12}")


def check_paper(code: str, content: bytes | None, address: str, now: datetime) -> Answer:
    """What is known of a paper, by its file where one is given. A check that finds nothing is counted.

    Raises ``RuleViolation`` when too many from this address found nothing lately, whatever is asked now.
    """
    if _misses(address, now) >= MOST_MISSES:
        raise RuleViolation(message("Too many checks found nothing. Wait 15 minutes and try again."))
    if content is None and not code.strip():
        raise RuleViolation(message("Type the code of the paper, or choose its file."), field="code")
    answer = find_paper(content).answer if content is not None else _answer_to(code)
    if answer is Answer.UNKNOWN:
        db.session.execute(delete(CheckAttempt).where(CheckAttempt.at <= now - WINDOW))
        db.session.add(CheckAttempt(address=address, at=now))
        db.session.flush()
    return answer


def _answer_to(typed: str) -> Answer:
    """As people copy a code: with or without the dashes, in small or capital letters."""
    code = re.sub(r"[\s-]", "", typed).lower()
    return answer_to_code(code) if _CODE.fullmatch(code) else Answer.UNKNOWN


def _misses(address: str, now: datetime) -> int:
    lately = select(func.count()).where(CheckAttempt.address == address, CheckAttempt.at > now - WINDOW)
    return db.session.execute(lately).scalar_one()
