"""Letters about petitions among the ticked papers: for who may see their senders, with one reason, and kept nowhere."""

import io

import pytest
from pypdf import PdfReader

from tests.cast import TODAY, ago
from tests.petitions.building import NAME, VAULT
from tests.petitions.test_letters import decided
from tests.stories import SIGNER, Story
from tracker.access import Role
from tracker.accounts.models import AccountRole
from tracker.accounts.queries import get_actor
from tracker.audit.models import AuditEvent
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db
from tracker.petitions import services
from tracker.petitions.models import IdentityReveal, Petition
from tracker.petitions.papers import LETTER_OF, LetterWords, draft_text
from tracker.petitions.services.letters import MAKING
from tracker.petitions.states import Action
from tracker.printing import rules
from tracker.printing.models import PrintItem, PrintJob

REASON = "Gửi bưu điện đợt tháng 11"


def lettered(cast, action: Action) -> str:
    """A petition with its letter; the reference of the paper."""
    petition = decided(cast, action)
    words = LetterWords(ago(1), SIGNER, draft_text(petition, LETTER_OF[petition.state]), ["Lưu hồ sơ đơn"])
    letter = services.send_letter(get_actor(cast.accounts["receiver"]), petition, words, VAULT, TODAY)
    return db.session.get_one(RegisteredPaper, letter.paper_id).ref


@pytest.fixture
def papers(app, stored_cast) -> list[str]:
    """Two letters that name their senders, one that forwards, and the notice of a case; the receiver is clerk too."""
    with app.app_context():
        Story(stored_cast).concluded()
        db.session.add(AccountRole(account_id=stored_cast.accounts["receiver"], role=Role.CLERK))
        letters = [lettered(stored_cast, action) for action in (Action.GUIDE, Action.GUIDE, Action.FORWARD)]
        notice = db.session.query(RegisteredPaper.ref).filter_by(template="conclusion_notice").scalar()
        db.session.commit()
        return [*letters, notice]


def address(refs: list[str]) -> str:
    return "/register/print?" + "&".join(f"paper={ref}" for ref in refs)


def looks() -> list[tuple[str, str]]:
    """Petition and reason of each look, but for those of who wrote the letters."""
    found = db.session.query(Petition.ref, IdentityReveal.reason).join(
        IdentityReveal, IdentityReveal.petition_id == Petition.id
    )
    return sorted((ref, reason) for ref, reason in found if reason != MAKING)


def test_who_may_see_the_senders_prints_letters_with_one_reason_that_is_on_record_for_each(app, play, papers):
    clerk = play("receiver")
    register = clerk.get("/register").text
    assert all(f'value="{ref}"' in register for ref in papers)
    page = clerk.get(address(papers))
    assert "Trong số này có 2 văn bản" in page.text and NAME not in page.text
    refused = clerk.submit(address(papers), {"reason": " "})
    assert refused.status_code == 422 and 'id="reason-error"' in refused.text
    with app.app_context():
        assert looks() == []
    answer = clerk.submit(address(papers), {"reason": REASON})
    assert answer.mimetype == "application/pdf" and "no-store" in answer.headers["Cache-Control"]
    reader = PdfReader(io.BytesIO(answer.data))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert len(reader.outline) == 4 and text.count(NAME) >= 2
    with app.app_context():
        named = db.session.query(Petition.ref).filter(Petition.state == "guided").all()
        assert looks() == sorted((ref, REASON) for (ref,) in named) and len(named) == 2
        assert db.session.query(PrintJob).count() == 0 and db.session.query(PrintItem).count() == 0
        told = [row.body for row in db.session.query(AuditEvent).filter_by(action="petition.identity_revealed")]
        assert not any(NAME in body or REASON in body for body in told)


@pytest.mark.parametrize("name", ["clerk", "chair", "vice_chair"])
def test_for_others_the_letters_are_not_there_to_be_chosen(app, play, papers, name):
    browser = play(name)
    register = browser.get("/register").text
    assert not any(f'value="{ref}"' in register for ref in papers[:3])
    assert "Hãy chọn ít nhất một văn bản in được." in browser.get(address(papers[:3])).text
    at_once = browser.get(address(papers).replace("/print?", "/print.pdf?"))
    titles = [entry.title for entry in PdfReader(io.BytesIO(at_once.data)).outline]
    assert len(titles) == (name != "vice_chair") and not any("-CV/" in title for title in titles)
    assert browser.get(address(papers[:3]).replace("/print?", "/print.pdf?")).status_code != 200
    with app.app_context():
        assert looks() == []


def test_a_grant_opens_the_letter_of_its_petition_alone(app, stored_cast, play, papers):
    with app.app_context():
        first = db.session.query(Petition).filter(Petition.state == "guided").order_by(Petition.id).first()
        chair = get_actor(stored_cast.accounts["chair"])
        services.grant_identity(chair, first, stored_cast.accounts["vice_chair"], "Ký gửi", ago(-3), TODAY)
        db.session.commit()
        ref = first.ref
    answer = play("vice_chair").submit(address(papers), {"reason": REASON})
    titles = [entry.title for entry in PdfReader(io.BytesIO(answer.data)).outline]
    assert len(titles) == 1 and titles[0].startswith("01-CV/UBKTĐU")  # not the file of the case, and no other letter
    with app.app_context():
        assert looks() == [(ref, REASON)]


def test_letters_that_name_no_sender_need_no_reason_and_a_whole_filter_never_opens_the_vault(app, play, papers):
    clerk = play("receiver")
    assert 'name="reason"' not in clerk.get(address(papers[2:])).text
    assert clerk.submit(address(papers[2:])).mimetype == "application/pdf"
    whole = clerk.get(address(papers) + "&all=1").text
    assert 'name="reason"' not in whole and "print.pdf" in whole
    with app.app_context():
        assert looks() == []


def test_with_letters_no_more_is_printed_than_one_request_binds():
    assert rules.check_with_letters(rules.AT_ONCE).allowed
    assert not rules.check_with_letters(rules.AT_ONCE + 1).allowed
