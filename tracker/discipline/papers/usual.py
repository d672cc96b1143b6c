"""The usual words of a decision, before the clerk changes them: recipients, executors."""

from tracker.accounts.queries import signers
from tracker.discipline.models import Discipline
from tracker.discipline.papers.decision import DecisionWords
from tracker.documents.composing import Signer

USUAL_RECIPIENTS = ("Uỷ ban Kiểm tra cấp trên (để báo cáo)", "Thường trực cấp uỷ", "Như Điều 3", "Lưu hồ sơ kỷ luật")


def usual_executors(record: Discipline) -> str:
    """Who carries the decision out."""
    subject = record.subject
    named = f"đồng chí {subject.name}" if subject.member_id else subject.name
    return f"Tổ chức đảng quản lý, các cơ quan có liên quan và {named}"


def draft_words(record: Discipline) -> DecisionWords:
    """The words of a draft: the first who may sign, the usual recipients."""
    people = signers(record.body_id)
    signer = Signer(people[0].full_name, people[0].position) if people else Signer("", "")
    return DecisionWords(None, signer, USUAL_RECIPIENTS, usual_executors(record))
