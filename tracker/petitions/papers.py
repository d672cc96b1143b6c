"""Letters about a petition: to the competent body, or to who sent it. What is decided stands in them word for word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.documents.composing import Signer, letterhead, signature
from tracker.documents.recipients import TO_ABOVE, recipients
from tracker.documents.written import OfficialLetterPaper
from tracker.petitions.models import Petition
from tracker.petitions.states import LetterKind, State
from tracker.regulations.sources import written

_MATTERS = {
    LetterKind.FORWARDING: "về việc chuyển đơn",
    LetterKind.GUIDANCE: "về việc hướng dẫn gửi đơn",
    LetterKind.FILING: "về việc thông báo không thụ lý, trả đơn",
    LetterKind.ACCEPTANCE: "về việc thông báo thụ lý đơn",
    LetterKind.OUTCOME: "thông báo kết quả giải quyết tố cáo",
}
LETTER_OF = {
    State.FORWARDED: LetterKind.FORWARDING,
    State.GUIDED: LetterKind.GUIDANCE,
    State.FILED: LetterKind.FILING,
    State.ACCEPTED: LetterKind.ACCEPTANCE,
}


@dataclass(frozen=True)
class LetterWords:
    """What is typed for a letter about a petition."""

    issued_on: date
    signer: Signer
    text: str
    recipients: Sequence[str]


def abstract_of(petition: Petition, kind: LetterKind) -> str:
    """What the register says of a letter: the number of the petition, and nothing of its text or its sender."""
    return f"{_MATTERS[kind]} (đơn số {petition.number:02d}/{petition.year})"


def draft_text(petition: Petition, kind: LetterKind) -> str:
    """The letter as the decision has it, for the officer to read over."""
    body, note = petition.body.name, petition.decision_note
    received = f"{body} nhận được đơn ngày {written(petition.received_on)} (số {petition.number:02d}/{petition.year})."
    closing = {
        LetterKind.FORWARDING: f"Sau khi nghiên cứu, {body} chuyển đơn đến {petition.forwarded_to} để xem xét, "
        "giải quyết theo thẩm quyền và thông báo kết quả theo quy định.",
        LetterKind.GUIDANCE: f"Sau khi nghiên cứu, nội dung đơn không thuộc thẩm quyền giải quyết của {body}. "
        "Đề nghị gửi đơn đến cơ quan, tổ chức có thẩm quyền theo hướng dẫn nêu trên.",
        LetterKind.FILING: f"Sau khi nghiên cứu, {body} thông báo không thụ lý giải quyết đơn với lý do nêu trên.",
        LetterKind.ACCEPTANCE: f"Sau khi nghiên cứu, {body} thông báo đã thụ lý đơn từ ngày "
        f"{written(petition.decided_on) if petition.decided_on else ''} để xem xét, giải quyết theo quy định.",
    }[kind]
    return "\n".join(filter(None, (received, note, closing)))


def compose_letter(
    petition: Petition, kind: LetterKind, words: LetterWords, to: tuple[Sequence[str], str], number_and_sign: tuple
) -> OfficialLetterPaper:
    """A letter about a petition. ``to`` are the addressees and the address, as the vault or the register has them."""
    number, sign = number_and_sign
    return OfficialLetterPaper(
        letterhead=letterhead(petition.body, sign, number, words.issued_on),
        issuer=petition.body.name,
        legal_bases=(),
        **recipients(OfficialLetterPaper, petition.body.name, TO_ABOVE, *words.recipients),
        signature=signature(petition.body, words.signer),
        addressees=tuple(to[0]),
        address=to[1],
        matter=_MATTERS[kind],
        text=words.text,
    )
