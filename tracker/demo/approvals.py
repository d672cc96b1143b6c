"""Texts on their way to a number: one waits, one came back and was sent again, one is approved and not issued yet.

The bodies of the demo demand approval as of today; what they issued before has its number from before.
"""

from collections.abc import Callable

from tracker.approvals.queries import get_draft
from tracker.approvals.services import take_step
from tracker.demo import places
from tracker.demo.afterwards import DECIDED, EXECUTORS, RECIPIENTS, VOTED, Ask, record
from tracker.demo.desk import Desk
from tracker.discipline import services as discipline
from tracker.discipline.papers import DecisionWords, MinutesWords
from tracker.documents.approval import Form, send_for_approval
from tracker.documents.draft_models import PaperDraft
from tracker.documents.draft_states import DraftAction
from tracker.extensions import db
from tracker.office.services import set_approval
from tracker.organizations.models import Body

_CLERK = "vanthu"
_TELLERS = ("Trần Thị Bích Ngọc", "Vũ Thị Thanh Vân")


def send_texts(desk: Desk) -> None:
    """Three texts, each at another point of its way, and the rule that asks for it."""
    _demand(desk)
    _send_minutes(desk, VOTED, *_TELLERS)
    first = _send_minutes(desk, DECIDED, _TELLERS[0], "Thư ký kỳ họp")
    _take(desk, "phochunhiem", DECIDED, first, DraftAction.RETURN, "Ghi rõ họ tên thư ký tổ kiểm phiếu.")
    _send_minutes(desk, DECIDED, *_TELLERS)
    decision = _send_decision(desk, VOTED)
    _take(desk, "truongdoan", VOTED, decision, DraftAction.REVIEW, "Nội dung vi phạm đúng với kết luận.")
    _take(desk, "chunhiem", VOTED, decision, DraftAction.APPROVE, "")


def _demand(desk: Desk) -> None:
    for (place, _kind), body in desk.land.bodies.items():
        administrator = {places.WARD: "quantri", places.PROVINCE: "tinh.quantri"}.get(place)
        if administrator is not None:
            set_approval(desk.actors[administrator], db.session.get_one(Body, body.id), True)


def _send_minutes(desk: Desk, ask: Ask, head: str, secretary: str) -> PaperDraft:
    def issue() -> None:
        file, words = desk.file(ask.key, _CLERK), MinutesWords(desk.today, head, secretary)
        discipline.issue_minutes(desk.actors[_CLERK], file, record(desk, ask), words, desk.today)

    entries = [("teller_head", head), ("teller_secretary", secretary)]
    return _send(desk, ask, issue, "discipline.issue_minutes", entries)


def _send_decision(desk: Desk, ask: Ask) -> PaperDraft:
    signer = desk.office(ask.key).signer
    chair = desk.actors["chunhiem"]

    def issue() -> None:
        words = DecisionWords(desk.today, signer, RECIPIENTS, EXECUTORS)
        file = desk.file(ask.key, _CLERK)
        discipline.decide_discipline(desk.actors[_CLERK], file, record(desk, ask), words, desk.today)

    entries = [("signer", str(chair.user_id)), ("executors", EXECUTORS), ("recipients", "\n".join(RECIPIENTS))]
    return _send(desk, ask, issue, "discipline.decide_discipline", entries)


def _send(desk: Desk, ask: Ask, issue: Callable[[], None], endpoint: str, entries: list[tuple[str, str]]) -> PaperDraft:
    form = Form(endpoint, {"ref": desk.refs[ask.key], "number": 1}, entries)
    return send_for_approval(desk.actors[_CLERK], issue, form)[0]


def _take(desk: Desk, login: str, ask: Ask, draft: PaperDraft, action: DraftAction, comment: str) -> None:
    actor = desk.actors[login]
    take_step(actor, get_draft(actor, draft.ref, desk.file(ask.key, login)), action, comment)
