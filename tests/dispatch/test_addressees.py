"""A paper counts as sent once it went to its addressees, whoever else stands under "Nơi nhận"."""

from tests.cast import TODAY, ago
from tests.petitions.building import NAME
from tests.petitions.test_letters import decided, sent
from tests.stories import SIGNER, Story
from tracker.accounts.queries import get_actor
from tracker.dispatch.queries import get_dispatched, tallies
from tracker.dispatch.rules import Tally
from tracker.dispatch.services import Shipment, send_paper
from tracker.dispatch.states import Way
from tracker.documents.composing import letterhead, signature
from tracker.documents.contexts import PAPERS
from tracker.documents.models import RegisteredPaper
from tracker.documents.recipients import TO_ABOVE, recipients
from tracker.documents.services import NewPaper, issue_paper
from tracker.documents.states import PaperType
from tracker.extensions import db
from tracker.petitions.states import Action

LETTER = PAPERS["official_letter"]


def letter_to(story: Story, *addressees: str) -> RegisteredPaper:
    """A letter of the case, issued, with "Như trên" and "Đoàn kiểm tra" under "Nơi nhận"."""
    case = story.file("chair").case
    body = case.body

    def compose(number: int, sign: str):
        return LETTER(
            letterhead=letterhead(body, sign, number, ago(3)), issuer=body.name, legal_bases=(),
            **recipients(LETTER, body.name, TO_ABOVE, "Đoàn kiểm tra", "Lưu hồ sơ vụ việc"),
            signature=signature(body, SIGNER), addressees=addressees, matter="về việc cung cấp tài liệu",
            text="Đề nghị cung cấp tài liệu.",
        )  # fmt: skip

    new = NewPaper(body, PaperType.LETTER, ago(3), "về việc cung cấp tài liệu", SIGNER.name, case.id)
    return issue_paper(story.actor("chair"), new, compose)


def test_a_letter_is_not_fully_sent_before_it_went_to_each_addressee(world):
    ref = letter_to(Story(world).conducting(), "Chi bộ 1", "Chi bộ 2").ref
    clerk = get_actor(world.accounts["clerk"])

    def tally() -> Tally:
        row = get_dispatched(clerk, ref).row
        return tallies([row])[row.id]

    for names, wanted in ((["Đoàn kiểm tra"], 1), (["Chi bộ 1", "Chi bộ 2"], 3)):
        send_paper(clerk, ref, Shipment(names, Way.POST, ago(2), "Cà Thị Hoà"), TODAY)
        assert tally() == Tally(3, wanted, 0)


def test_a_sealed_letter_goes_to_its_addressee_whom_the_register_does_not_name(world):
    planned = {}
    for action in (Action.GUIDE, Action.FORWARD):
        letter, _shown = sent(world, decided(world, action))
        ref = db.session.get_one(RegisteredPaper, letter.paper_id).ref
        planned[action] = get_dispatched(get_actor(world.accounts["clerk"]), ref).planned
    assert planned == {Action.GUIDE: ["Người gửi đơn"], Action.FORWARD: ["Nơi được chuyển đơn"]}
    assert NAME not in str(planned)
