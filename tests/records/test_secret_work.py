"""Every act that numbers a paper goes on when its paper is classified and kept outside; its pages say where it is."""

import pytest

from tests.cast import TODAY, ago, typed
from tests.meetings.test_item_pages import MATTER, voted
from tests.petitions.building import NAME, VAULT, register, screen
from tests.programmes.building import Plan
from tests.sittings import items_of, listed
from tests.stories import SIGNER, Story
from tracker.accounts.queries import get_actor
from tracker.cases import services as cases
from tracker.cases.models import Extension
from tracker.core.errors import Conflict
from tracker.discipline import services as discipline
from tracker.discipline.papers import MinutesWords
from tracker.documents.marks import Marks, marked
from tracker.documents.models import RegisteredPaper
from tracker.documents.states import PaperState, Secrecy
from tracker.extensions import db
from tracker.petitions import services as petitions
from tracker.petitions.papers import LetterWords
from tracker.petitions.services import Decision
from tracker.petitions.states import Action

SECRET = Marks(Secrecy.CONFIDENTIAL, known=True)
TOLD = {"secrecy": "confidential", "outside_known": "y"}
VOTES = {"none": 0, "reprimand": 0, "warning": 5, "removal": 0, "expulsion": 0}


def lines() -> list[tuple[str, str, object]]:
    """Template, abstract and context of every paper with a number; each is only registered."""
    found = db.session.query(RegisteredPaper).order_by(RegisteredPaper.id).all()
    assert {paper.state for paper in found} == {PaperState.REGISTERED}
    assert {paper.secrecy for paper in found} == {Secrecy.CONFIDENTIAL}
    return [(paper.template, paper.abstract, paper.context) for paper in found]


def test_a_case_comes_to_its_discipline_with_nothing_but_lines_in_the_register(app, cast, play):
    with app.app_context(), marked(SECRET):
        story = Story(cast)
        record = story.announced(VOTES)
        words = MinutesWords(ago(3), "Tòng Văn A", "Lò Thị B")
        discipline.issue_minutes(story.actor("clerk"), story.papers("clerk"), record, words, TODAY)
        kept = lines()
        assert {template for template, _abstract, _context in kept} == {
            "team_decision", "team_plan", "conclusion_notice", "member_discipline", "ballot_minutes"
        }  # fmt: skip
        assert {line[1:] for line in kept} == {("", None)}
        decision = db.session.get_one(RegisteredPaper, record.paper_id).ref
        db.session.commit()
    clerk, case = play("clerk"), f"/cases/{story.ref}"
    for page in ("", "/discipline", "/conclusion/", "/papers", "/papers/due", "/papers/whole", "/dossier/"):
        assert clerk.get(f"{case}{page}").status_code == 200, page
    assert clerk.get(f"/papers/{decision}.pdf").status_code == 409
    assert clerk.get(f"{case}/papers/due.pdf").status_code in (200, 422)


def test_an_act_that_numbers_its_decision_itself_is_recorded_with_it(app, cast):
    with app.app_context():
        story = Story(cast).conducting()
        extension = Extension(days=5, decided_on=TODAY, decision="", reason="Phức tạp.")
        with marked(SECRET):
            cases.extend_deadline(story.actor("chair"), story.papers("chair"), extension, TODAY, SIGNER.name)
        assert extension.decision == "Quyết định số 02-QĐ/UBKTĐU"
        last = db.session.query(RegisteredPaper).order_by(RegisteredPaper.id.desc()).first()
        assert (last.template, last.abstract, last.context) == ("amendment_decision", "", None)


def test_the_minutes_and_the_resolution_of_a_session_are_not_shown_when_they_are_kept_outside(app, play, cast):
    clerk = play("clerk")
    plan = {"title": "Kỳ họp 9", "held_on": typed(ago(12)), "place": "Trụ sở", "chair_name": "Vũ Minh Nguyệt"}
    session = clerk.submit("/sessions/new", {"body": str(cast.bodies["commission"]), **plan}).location
    assert clerk.submit(f"{session}/matters/new", MATTER).status_code == 303
    listed(clerk, session, present=5)
    for item in items_of(clerk, session):
        voted(clerk, item)
    assert clerk.submit(f"{session}/minutes", {"resolution": "Giao Văn phòng theo dõi."}).status_code == 303
    issue = {"issued_on": typed(ago(11)), "signer": str(cast.accounts["chair"])} | TOLD
    for paper in ("minutes", "resolution"):
        assert clerk.get(f"{session}/{paper}.pdf").status_code == 200
        assert clerk.submit(f"{session}/{paper}/issue", issue).status_code == 303
        answer = clerk.get(f"{session}/{paper}.pdf")
        assert answer.status_code == 409 and "giữ ngoài phần mềm" in answer.text
    assert clerk.get(session).status_code == 200
    with app.app_context():
        assert [template for template, *_ in lines()] == ["session_minutes", "session_resolution"]


def test_a_programme_that_is_classified_is_approved_and_printed_outside(app, cast, play):
    with app.app_context(), marked(SECRET):
        plan = Plan(cast).approved(number=None)
        assert lines() == [("programme", "", None)]
        db.session.commit()
    clerk = play("clerk")
    assert clerk.get(plan.url).status_code == 200 and "01-CTr/UBKTĐU" in clerk.get(f"{plan.url}/versions").text
    answer = clerk.get(f"{plan.url}/versions/1.pdf")
    assert answer.status_code == 409 and "giữ ngoài phần mềm" in answer.text
    assert clerk.get("/register").status_code == 200


@pytest.mark.parametrize("is_cleared", [False, True])
def test_of_a_classified_letter_to_a_sender_nothing_is_sealed_unless_the_installation_is_cleared(app, cast, is_cleared):
    with app.app_context():
        receiver, chair = (get_actor(cast.accounts[name]) for name in ("receiver", "chair"))
        petition = screen(cast, register(cast), Action.GUIDE)
        petitions.guide_sender(chair, petition, Decision(ago(2), "Đề nghị gửi đến Công an tỉnh."), TODAY)
        words = LetterWords(ago(1), SIGNER, "Lời thư.", ["Lưu hồ sơ đơn"])
        with marked(Marks(Secrecy.CONFIDENTIAL, known=not is_cleared, cleared=is_cleared)):
            letter = petitions.send_letter(receiver, petition, words, VAULT, TODAY)
        [(_template, abstract, context)] = lines()
        assert context is None and petition.decision_paper == "01-CV/UBKTĐU"
        if is_cleared:
            assert "hướng dẫn gửi đơn" in abstract
            assert petitions.read_letter(receiver, petition, letter, "In để gửi", VAULT, TODAY).startswith(b"%PDF")
        else:
            assert abstract == ""
            with pytest.raises(Conflict, match="classified"):
                petitions.read_letter(receiver, petition, letter, "In để gửi", VAULT, TODAY)
        assert NAME.encode() not in letter.context
