"""Copies for reading: an issued paper with the reader's name and the time across every page. The original stays."""

from datetime import datetime
from io import BytesIO

from tracker.core import clock
from tracker.documents.binding import Part, bind
from tracker.documents.render import render_stamp
from tracker.documents.states import Ending

_ENDED = {Ending.WITHDRAWN: "ĐÃ THU HỒI – ", Ending.REPLACED: "ĐÃ ĐƯỢC THAY THẾ – "}


def stamp_for(reader: str, now: datetime, ended: Ending | None = None) -> bytes:
    """What is drawn over each page: that it is a copy for reading, whose, when it was taken, and that it is not valid
    any more where it has ``ended``."""
    at = clock.local(now)
    return render_stamp(f"{_ENDED.get(ended, '') if ended else ''}BẢN ĐỂ ĐỌC\n{reader} – {at:%H:%M} ngày {at:%d/%m/%Y}")


def reading_copy(content: bytes, title: str, stamp: bytes) -> bytes:
    """The pages of a paper with the stamp over them."""
    out = BytesIO()
    bind([Part(title, content, stamped=True)], out, stamp=stamp)
    return out.getvalue()
