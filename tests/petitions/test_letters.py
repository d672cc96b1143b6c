"""Letters about a petition: composed from its decision, numbered, sealed, the sender's name from the vault."""

import io

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from tests.cast import TODAY, ago, typed
from tests.lawbook.building import administrator
from tests.petitions import building
from tests.petitions.building import ADDRESS, NAME, VAULT, complaint, entry, register, screen
from tests.stories import SIGNER
from tests.wordings.building import decision
from tracker.accounts.queries import get_actor
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db
from tracker.petitions import services
from tracker.petitions.models import Petition, PetitionLetter
from tracker.petitions.papers import LETTER_OF, LetterWords, draft_text
from tracker.petitions.services import Decision
from tracker.petitions.states import Action, Sender
from tracker.wordings.services import NewWording, enter_wording


def decided(cast, action: Action, given=None, who=building.WHO) -> Petition:
    petition = screen(cast, register(cast, given, who), action)
    chair = get_actor(cast.accounts["chair"])
    if action is Action.FORWARD:
        services.forward_petition(chair, petition, Decision(ago(2), "Không thuộc thẩm quyền."), "Đảng uỷ xã bên", TODAY)
    else:
        services.guide_sender(chair, petition, Decision(ago(2), "Đề nghị gửi đến Công an tỉnh."), TODAY)
    return petition


def sent(cast, petition: Petition) -> tuple[PetitionLetter, str]:
    """The letter and its words as the receiver prints them."""
    receiver = get_actor(cast.accounts["receiver"])
    words = LetterWords(ago(1), SIGNER, draft_text(petition, LETTER_OF[petition.state]), ["Lưu hồ sơ đơn"])
    letter = services.send_letter(receiver, petition, words, VAULT, TODAY)
    content = services.read_letter(receiver, petition, letter, "In để gửi", VAULT, TODAY)
    return letter, " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_a_forwarding_letter_goes_to_the_competent_body_and_names_no_sender(cast):
    letter, shown = sent(cast, decided(cast, Action.FORWARD))
    assert "Kính gửi: Đảng uỷ xã bên" in shown and "về việc chuyển đơn" in shown
    assert "Không thuộc thẩm quyền." in shown and NAME not in shown
    assert letter.names_sender is False


def test_a_guiding_letter_goes_to_the_sender_whose_name_only_the_vault_holds(cast):
    petition = decided(cast, Action.GUIDE)
    letter, shown = sent(cast, petition)
    assert NAME in shown and ADDRESS in shown and "Đề nghị gửi đến Công an tỉnh." in shown
    paper = db.session.get_one(RegisteredPaper, letter.paper_id)
    assert (paper.abstract, paper.context, paper.content, paper.case_id) == (
        f"về việc hướng dẫn gửi đơn (đơn số {petition.number:02d}/{petition.year})", None, None, None,
    )  # fmt: skip
    assert petition.decision_paper == "01-CV/UBKTĐU"


def test_a_letter_of_the_vault_is_worded_as_the_office_words_the_others(cast):
    wording = NewWording("official_letter", "to_above", "Như trên ({cơ quan ban hành})")
    enter_wording(administrator(cast), wording, decision(cast, since=ago(900)), TODAY)
    _letter, shown = sent(cast, decided(cast, Action.GUIDE))
    assert "- Như trên (Uỷ ban Kiểm tra Đảng uỷ" in shown and "- Lưu hồ sơ đơn" in shown


def test_a_complaint_is_answered_to_the_disciplined_subject_and_nameless_ones_to_nobody(cast):
    letter, shown = sent(cast, decided(cast, Action.GUIDE, complaint(cast), None))
    assert "Lò Văn Phượng" in shown and letter.names_sender is False
    nameless = decided(cast, Action.GUIDE, entry(cast, sender=Sender.ANONYMOUS), None)
    assert not services.check_letter(nameless).allowed
    assert not services.check_letter(register(cast)).allowed


@pytest.mark.parametrize("name", ["receiver", "chair", "officer"])
def test_through_the_web_the_receiver_alone_numbers_and_prints_it(app, stored_cast, play, name):
    with app.app_context():
        ref = decided(stored_cast, Action.GUIDE).ref
        db.session.commit()
    address = f"/petitions/{ref}/letter"
    if name != "receiver":
        assert play(name).get(address).status_code in (403, 404)
        return
    receiver = play("receiver")
    assert address in receiver.get(f"/petitions/{ref}").text
    page = receiver.get(address)
    assert "Đề nghị gửi đến Công an tỉnh." in page.text and NAME not in page.text
    assert (
        receiver.submit(
            "", {"issued_on": typed(ago(1)), "signer": str(stored_cast.accounts["chair"])}, page=page
        ).status_code
        == 303
    )
    with app.app_context():
        paper_ref = db.session.execute(
            select(RegisteredPaper.ref).join(PetitionLetter, PetitionLetter.paper_id == RegisteredPaper.id)
        ).scalar_one()
    letter = f"/petitions/{ref}/letters/{paper_ref}"
    assert letter in receiver.get(f"/petitions/{ref}").text
    assert letter not in play("chair").get(f"/petitions/{ref}").text
    assert receiver.submit(letter, {"reason": "In để gửi"}).data[:4] == b"%PDF"
    assert NAME not in play("clerk").get("/register").text
