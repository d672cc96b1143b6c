"""Letters about petitions in the demo: one of each kind, in the order of their days."""

from sqlalchemy import select

from tracker.demo.sources import Intake
from tracker.documents.composing import Signer
from tracker.extensions import db
from tracker.petitions.models import Petition
from tracker.petitions.papers import LETTER_OF, LetterWords, draft_text
from tracker.petitions.queries import get_petition, has_identity
from tracker.petitions.services import send_letter

_SIGNER = Signer("Lường Văn Quyết", "CHỦ NHIỆM")


def send_letters(desk: Intake) -> None:
    """The sender – or the body that is to handle it – of the first petition of each decision is written to."""
    receiver = desk.actors["tiepnhan"]
    decided = select(Petition.ref).where(Petition.decided_on.is_not(None), Petition.body_id == desk.body)
    written: set[str] = set()
    for ref in db.session.scalars(decided.order_by(Petition.decided_on, Petition.id)).all():
        petition = get_petition(receiver, ref)
        kind = LETTER_OF.get(petition.state)
        if kind is None or kind in written or petition.decided_on is None or not has_identity(petition.id):
            continue
        written.add(kind)
        words = LetterWords(petition.decided_on, _SIGNER, draft_text(petition, kind), ("Như trên", "Lưu hồ sơ đơn"))
        send_letter(receiver, petition, words, desk.vault, desk.today)
