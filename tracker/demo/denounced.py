"""A denunciation in the demo from the letter to the notice that tells its sender the result."""

from dataclasses import replace
from datetime import date, timedelta

from tracker.cases.models import Case
from tracker.cases.queries import find_petition
from tracker.cases.services import Draft, open_from_petition
from tracker.demo.desk import Desk
from tracker.demo.sources import HER, Intake
from tracker.documents.composing import Signer
from tracker.petitions.services import grant_identity
from tracker.petitions.states import Action, Channel, PetitionKind
from tracker.regulations.petitions import AllegationVerdict
from tracker.writing.papers import AnswerWords
from tracker.writing.services import answer_denouncer

KEY = "denounced"
VERDICTS = (AllegationVerdict.TRUE_SHORTCOMING, AllegationVerdict.NO_GROUND, AllegationVerdict.FALSE)
_ANSWERED_AGO = 35


def prepare_denunciation(desk: Desk, intake: Intake) -> None:
    """The story of this key is opened on a petition, when its day comes."""

    def open_denunciation(draft: Draft, on: date) -> Case:
        received = (desk.today - on).days + 9
        told = {
            "kind": PetitionKind.DENUNCIATION,
            "channel": Channel.DELIVERED,
            "abstract": "Tố cáo Bí thư chi bộ trong việc xét hộ thoát nghèo",
            "contents": [
                "Không họp tổ dân phố khi xét hộ thoát nghèo.",
                "Nhận tiền để đưa hộ vào danh sách.",
                "Sử dụng bằng cấp giả.",
            ],
            "subjects": [intake.key("TT-02", 0)],
        }
        petition = intake.screen(intake.register(received, told, HER), received - 2, Action.ACCEPT)
        chair = desk.actors["chunhiem"]
        return open_from_petition(chair, petition, replace(draft, subjects=[]), on, desk.today)

    desk.openers[KEY] = open_denunciation


def tell_the_sender(desk: Desk, intake: Intake) -> None:
    """The head may see who denounced, works with that person, and tells the result after the conclusion."""
    desk.step(KEY, "denouncer_met", 10)
    chair, head = desk.actors["chunhiem"], desk.actors["truongdoan"]
    file = desk.file(KEY, "truongdoan")
    petition = find_petition(file.case)
    if petition is not None and head.user_id is not None:
        why, until = "Thông báo kết quả cho người tố cáo.", desk.today + timedelta(days=20)
        grant_identity(chair, petition, head.user_id, why, until, desk.today)
    words = AnswerWords(desk.day(_ANSWERED_AGO), Signer("Lường Văn Quyết", "CHỦ NHIỆM"))
    answer_denouncer(head, file, words, intake.vault, desk.today)
    desk.step(KEY, "denouncer_informed", desk.stories[KEY].day - _ANSWERED_AGO)
