"""The denouncer is told the result; who that is stands in no table but the vault, in no log, on no page of others."""

import io

import pytest
from pypdf import PdfReader
from sqlalchemy import func, inspect, select

from tests.cast import TODAY, ago, typed
from tests.petitions import building
from tests.petitions.building import ADDRESS, NAME
from tests.petitions.test_case import Work
from tests.stories import SIGNER
from tracker.accounts.queries import get_actor
from tracker.cases.models import Case
from tracker.cases.states import State
from tracker.conclusions.papers import NoticeWords
from tracker.conclusions.services import draft_notice
from tracker.core.errors import Forbidden, NotVisible
from tracker.documents.models import RegisteredPaper
from tracker.documents.notices import DenunciationNoticePaper
from tracker.extensions import db
from tracker.petitions import services as petitions
from tracker.petitions.models import IdentityReveal, Petition, PetitionLetter
from tracker.petitions.queries import get_letter
from tracker.petitions.vault import Vault
from tracker.writing.papers import AnswerWords
from tracker.writing.services import answer_denouncer, check_answer

pytestmark = pytest.mark.usefixtures("troubled")

OTHER_KEY = bytes(range(32))


def concluded(cast) -> Work:
    """A denunciation whose contents are judged and which is concluded; the head may see who denounced."""
    work = Work(cast).conduct()
    work.judge(1)
    work.judge(2)
    case = work.file().case
    case.state, case.reported_on, case.concluded_on = State.CONCLUDED, ago(1), ago(1)
    petition = db.session.get_one(Petition, case.petition_id)
    chair = get_actor(cast.accounts["chair"])
    petitions.grant_identity(chair, petition, cast.accounts["head"], "Thông báo kết quả", ago(-5), TODAY)
    db.session.flush()
    return work


def stored() -> str:
    """Everything the database holds, table by table, but for what is sealed."""
    engine = db.session.connection()
    found = []
    for table in inspect(engine).get_table_names():
        rows = db.session.execute(select(db.metadata.tables[table])) if table in db.metadata.tables else []
        found.extend(str([value for value in row if not isinstance(value, bytes)]) for row in rows)
    return "\n".join(found)


def test_the_notice_to_the_denounced_says_each_content_and_nothing_of_who_denounced(world):
    work = concluded(world)
    file = work.file("clerk")
    paper = draft_notice(file, file.subject(1), NoticeWords(None, SIGNER, ["Lưu hồ sơ"]))
    assert isinstance(paper, DenunciationNoticePaper)
    assert [(one.text, one.verdict) for one in paper.contents] == [(text, "Tố cáo sai") for text in building.CONTENTS]
    assert NAME not in paper.to_json() and ADDRESS not in paper.to_json()


def test_the_answer_is_made_and_read_by_those_who_may_see_the_sender_and_stands_nowhere_in_the_open(world):
    work = concluded(world)
    letter = answer_denouncer(work.head, work.file(), AnswerWords(ago(0), SIGNER), building.VAULT, TODAY)
    paper = db.session.get_one(RegisteredPaper, letter.paper_id)
    assert (paper.template, paper.context, paper.content) == (None, None, None)
    assert NAME not in stored() and ADDRESS not in stored() and NAME.encode() not in letter.context
    petition = db.session.get_one(Petition, letter.petition_id)
    before = db.session.execute(select(func.count()).select_from(IdentityReveal)).scalar_one()
    content = petitions.read_letter(work.head, petition, letter, "In để gửi", building.VAULT, TODAY)
    shown = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
    assert NAME in shown and ADDRESS in shown and "Thu quỹ không lập phiếu thu: Tố cáo sai." in shown
    assert "Theo biên bản thẩm tra" not in shown  # the grounds stay in the file
    assert db.session.execute(select(func.count()).select_from(IdentityReveal)).scalar_one() == before + 1
    for name in ("chair", "clerk", "officer"):
        with pytest.raises((NotVisible, Forbidden)):
            petitions.read_letter(get_actor(world.accounts[name]), petition, letter, "Xem", building.VAULT, TODAY)


def test_without_the_right_there_is_no_such_step(world):
    work = concluded(world)
    chair = get_actor(world.accounts["chair"])
    assert check_answer(chair, work.file("chair"), TODAY) is None
    with pytest.raises(NotVisible):
        answer_denouncer(chair, work.file("chair"), AnswerWords(ago(0), SIGNER), building.VAULT, TODAY)
    work.file().case.state = State.REPORTED
    assert not check_answer(work.head, work.file(), TODAY).allowed


def test_a_new_key_seals_the_letters_anew(world):
    work = concluded(world)
    letter = answer_denouncer(work.head, work.file(), AnswerWords(ago(0), SIGNER), building.VAULT, TODAY)
    petition = db.session.get_one(Petition, letter.petition_id)
    renewed = Vault([OTHER_KEY, bytes.fromhex(building.VAULT_KEY)])
    assert petitions.rotate_keys(renewed) == 2
    assert letter.key == renewed.current
    assert petitions.read_letter(work.head, petition, letter, "In", Vault([OTHER_KEY]), TODAY)[:4] == b"%PDF"


def test_through_the_web_only_the_one_who_may_see_the_sender_finds_the_answer(app, cast, play):
    with app.app_context():
        work = concluded(cast)
        ref, petition = work.ref, db.session.get_one(Petition, work.file().case.petition_id).ref
        db.session.commit()
    assert play("chair").get(f"/cases/{ref}/written/answer").status_code == 404
    head = play("head")
    assert f"/cases/{ref}/written/answer" in head.get(f"/cases/{ref}").text
    assert (
        head.submit(
            f"/cases/{ref}/written/answer", {"issued_on": typed(ago(0)), "signer": str(cast.accounts["chair"])}
        ).status_code
        == 303
    )
    with app.app_context():
        row = db.session.execute(select(Case.petition_id).where(Case.ref == ref)).scalar_one()
        letter = db.session.execute(select(PetitionLetter)).scalar_one()
        paper_ref = db.session.get_one(RegisteredPaper, letter.paper_id).ref
        assert get_letter(row, paper_ref).kind == "outcome"
    address = f"/petitions/{petition}/letters/{paper_ref}"
    assert address in head.get(f"/cases/{ref}/written/").text
    assert head.submit(address, {"reason": ""}).status_code == 422
    assert head.submit(address, {"reason": "In để gửi"}).data[:4] == b"%PDF"
    for name in ("chair", "clerk"):
        assert address not in play(name).get(f"/cases/{ref}/written/").text
        assert play(name).get(address).status_code in (403, 404)
        assert play(name).get(f"/papers/{paper_ref}.pdf").status_code == 404
        papers = play(name).get(f"/cases/{ref}/papers").text
        assert "gửi riêng" in papers and NAME not in papers
